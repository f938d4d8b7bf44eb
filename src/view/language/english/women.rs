//! What the open file holds of women like the one in hand, in English.

use super::English;
use crate::engine::peers::Likeness;
use crate::engine::record::Outcome;
use crate::engine::stats::Undefined;
use crate::view::language::prognosis::PrognosisWords as _;
use crate::view::language::women::{Kind, WomenText, WomenWords};
use crate::view::messages::undefined_clause;
use crate::view::{format, words};

impl WomenWords for English {
    fn women(&self, text: WomenText) -> String {
        match text {
            WomenText::Title => "Women of the open file",
            WomenText::NoFile => {
                "Open a cohort file on the page Cohort: the women of her class in it are then counted \
                 here. The file stays in this browser."
            }
            WomenText::ClassOpen => {
                "Her class is not determinable, so no women of the file can be said to be of her class."
            }
            WomenText::CheckFirst => {
                "A value is in doubt or not understood. Check it first: her class may be another one."
            }
            WomenText::Reading => {
                "The file is being read, or it asks something on the page Cohort."
            }
            WomenText::Counting => "The women are being counted.",
            WomenText::Gone => "The file is not in memory any more. Open it again on the page Cohort.",
            WomenText::PastWomen => {
                "These are past women of the file. What became of them is not a prediction for this \
                 woman, and their treatment was not assigned at random."
            }
            WomenText::HowCounted => {
                "All women of the file are looked at, whatever is filtered on the page Cohort, and \
                 classified by the cut-offs and the rule used for this woman. Live births are out of \
                 women whose pregnancy ended. Age groups are under 30, 30 to 34, 35 to 39, 40 or more \
                 years; four or more losses are one group. Both are choices of this page."
            }
            WomenText::Formula => {
                "Shrunken rate = (live births + w × m) / (women whose pregnancy ended + w), where m is \
                 the rate of the whole file and w = 1/ρ − 1; ρ is the share of the variance between \
                 groups, by moments (empirical Bayes, beta-binomial). Small groups move more. The \
                 credible interval takes m and w as known."
            }
            WomenText::Table => "Live births among women of the file",
            WomenText::Group => "Women",
            WomenText::InFile => "In the file",
            WomenText::LeftOut => "Not counted",
            WomenText::Births => "Live births",
            WomenText::Shrunken => "Shrunken rate",
            WomenText::Everyone => "All women with a class",
            WomenText::OfClass => "The same class",
            WomenText::LikeHer => "The same class, age group and number of losses",
            WomenText::NotGiven => {
                "Her age or her number of losses is not given, so women of the same age and losses are \
                 not shown."
            }
            WomenText::Synthetic => "The women of this file are made up.",
        }
        .to_owned()
    }

    fn as_of_file(&self, name: &str) -> String {
        format!("As of the file {name}.")
    }

    fn likeness(&self, likeness: &Likeness, with_age_and_losses: bool) -> String {
        let class = words::profile(likeness.class).to_owned();
        let band = |[from, to]: [Option<f64>; 2]| {
            let [from, to] = [from, to].map(|end| end.map(format::value));
            self.band(from.as_deref(), to.as_deref())
        };
        let age = likeness.age.map(|age| {
            let years = age.completed_years();
            format!("age {}", band([years.minimum, years.maximum]))
        });
        let losses = likeness.losses.map(|losses| {
            let [from, to] = [Some(losses.from), losses.to].map(|end| end.map(f64::from));
            format!("losses: {}", band([from, to]))
        });
        let more = age.into_iter().chain(losses).filter(|_| with_age_and_losses);
        std::iter::once(class).chain(more).collect::<Vec<_>>().join("; ")
    }

    fn left_out(&self, outcome: Option<Outcome>, n: u32) -> String {
        format!("{} {}", format::count(n.into()), words::outcome(outcome).to_lowercase())
    }

    fn without_class(&self, n: u32) -> String {
        let women = format::count_of(n, "woman", "women");
        let are = if n == 1 { "is" } else { "are" };
        format!(
            "{women} with recurrent pregnancy loss {are} in no group: the class is not determinable."
        )
    }

    fn weight(&self, kind: Kind, women: Option<&str>) -> String {
        let kind = kind_of_groups(kind);
        match women {
            Some(women) => format!("Among {kind} w is {women} women."),
            None => format!(
                "The {kind} differ no more than chance makes them, so the shrunken rate is that of the \
                 whole file."
            ),
        }
    }

    fn not_shrunken(&self, kind: Kind, why: Undefined) -> String {
        let why = undefined_clause(why);
        format!("Rates of {} are not shrunken: {why}.", kind_of_groups(kind))
    }

    fn no_rate(&self, why: Undefined) -> String {
        undefined_clause(why)
    }

    fn wilson(&self, level: f64, interval: &str) -> String {
        format!("{} {interval}", words::wilson(level))
    }

    fn credible(&self, level: f64, interval: &str) -> String {
        format!("{} {interval}", words::credible(level))
    }
}

fn kind_of_groups(kind: Kind) -> &'static str {
    match kind {
        Kind::Classes => "classes",
        Kind::Combinations => "combinations of class, age and losses",
    }
}
