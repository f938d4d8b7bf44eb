//! What the paper says of a class, and what it does not.
//!
//! Published, inferred and computed are three things and are marked as such. A rate
//! of the study stands as that of her class only where nothing speaks against it:
//! [`Obstacle`] lists what can.

use crate::engine::protocol::Protocol;
use crate::engine::protocol::laboratory::Difference;
use crate::engine::published::{self, ClassFact, Count, PublishedRate, Status};
use crate::engine::record::Etiology;
use crate::engine::rules::profile::{ImmuneProfile, Verdict};
use crate::engine::stats::Interval;
use crate::engine::stats::proportion::Proportion;
use crate::view::format;
use crate::view::language::PatientWords;
use crate::view::language::context::{Statement, Subject};
use crate::view::patient::origin::Origin;
use crate::view::patient::positions::POSITIONS;
use crate::view::patient::result::{Outcome, Tone};
use crate::view::words::CITATION;

/// One piece of a fact, with how it came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// How it came to be; `None` for a remark that states no fact.
    pub origin: Option<Origin>,
    /// The number or statement.
    pub text: String,
}

/// One fact of the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What the numbers are about.
    pub subject: String,
    /// The numbers.
    pub pieces: Vec<Piece>,
    /// Whether the fact is of her class, with nothing that speaks against it.
    pub is_of_class: bool,
}

impl Fact {
    /// Its pieces on one line, each with how it came to be.
    #[must_use]
    pub fn said(&self, words: &dyn PatientWords) -> String {
        let said = |piece: &Piece| match piece.origin {
            Some(origin) => format!("{} [{}]", piece.text, words.origin(origin)),
            None => piece.text.clone(),
        };
        self.pieces.iter().map(said).collect::<Vec<_>>().join("; ")
    }

    /// The same behind what it is about.
    #[must_use]
    pub fn line(&self, words: &dyn PatientWords) -> String {
        format!("{}: {}", self.subject, self.said(words))
    }
}

/// A live birth rate of the study with what is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// The percentage as printed.
    pub percent: f64,
    /// What is behind it.
    pub fact: Fact,
}

/// What one body or one study says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Who says it, and when.
    pub who: String,
    /// Whether it was read in the source.
    pub origin: Origin,
    /// What it says.
    pub text: String,
}

/// The published context of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The facts, those of the class first.
    pub facts: Vec<Fact>,
    /// What guidelines and other studies say, and when.
    pub positions: Vec<Position>,
    /// When they were collected.
    pub collected: String,
    /// The source of the facts.
    pub citation: &'static str,
    /// What was and was not available.
    pub provenance: String,
}

/// What is known of the woman beside her laboratory values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Woman {
    /// The stated etiology.
    pub etiology: Option<Etiology>,
    /// How many losses she had, if that is given.
    pub losses: Option<f64>,
}

/// Why a rate of the study is not that of her class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A value draws a question or is not understood.
    Doubt,
    /// A cut-off is not the study's.
    OtherCutoffs,
    /// She has had fewer losses than every woman of the study.
    FewerLosses,
    /// Another rule for cytotoxicity gives another class, and which rule the study
    /// used is not known.
    RulesDiffer,
    /// A cause of her losses is known, and the rate is of idiopathic losses or of
    /// both together.
    KnownEtiology,
    /// Whether a cause is known is not stated.
    EtiologyNotStated,
}

impl Obstacle {
    /// Whether nothing the study prints about a class can be about hers.
    fn forbids_any_rate(self) -> bool {
        match self {
            Obstacle::Doubt | Obstacle::OtherCutoffs | Obstacle::FewerLosses => true,
            Obstacle::RulesDiffer | Obstacle::KnownEtiology | Obstacle::EtiologyNotStated => false,
        }
    }
}

/// Gathers what the paper says of the class in hand and of all women.
#[must_use]
pub fn context(
    outcome: &Outcome,
    woman: Woman,
    protocol: &Protocol,
    words: &dyn PatientWords,
) -> Context {
    let facts = Facts { words };
    let position =
        |(body, origin)| Position { who: words.body(body), origin, text: words.position(body) };
    Context {
        facts: facts.all(outcome, &obstacles(outcome, woman, protocol)),
        positions: POSITIONS.into_iter().map(position).collect(),
        collected: words.statement(Statement::Collected),
        citation: CITATION,
        provenance: words.statement(Statement::Provenance),
    }
}

/// The live birth rates that can stand as so many of 100 women: that of her class where
/// there is one and nothing speaks against it, and those of all treated and all untreated
/// women.
#[must_use]
pub fn rates(outcome: &Outcome, context: &Context, words: &dyn PatientWords) -> Vec<Rate> {
    let facts = Facts { words };
    let hers = context.facts.first().filter(|fact| fact.is_of_class);
    let class = outcome.verdict.profile().map(published::class_fact);
    let (hers, is_untreated) = match (hers, class) {
        (Some(fact), Some(ClassFact::Rate { rate, .. })) => (Some((rate, fact)), false),
        (Some(fact), Some(ClassFact::NormalUntreated { rate })) => (Some((rate, fact)), true),
        _ => (None, false),
    };
    let hers = hers.map(|(rate, fact)| Rate { percent: rate.percent, fact: fact.clone() });
    let rate = |subject, PublishedRate { percent, .. }: PublishedRate, pieces| Rate {
        percent,
        fact: facts.fact(subject, pieces),
    };
    let treated = rate(Subject::Treated, published::ABNORMAL_TREATED, facts.treated());
    let untreated = (!is_untreated).then(|| {
        let pieces = facts.untreated(&published::NORMAL_UNTREATED);
        rate(Subject::Untreated, published::NORMAL_UNTREATED, pieces)
    });
    hers.into_iter().chain([treated]).chain(untreated).collect()
}

/// What belongs beside the two rates wherever they stand: that they are no effect, and who
/// was not counted.
#[must_use]
pub fn beside_rates(words: &dyn PatientWords) -> [Fact; 2] {
    let facts = Facts { words };
    [facts.comparison(), facts.fact(Subject::Analyzed, facts.who_was_analyzed())]
}

/// Everything that keeps a rate of the study from being that of her class.
#[must_use]
pub fn obstacles(outcome: &Outcome, woman: Woman, protocol: &Protocol) -> Vec<Obstacle> {
    let is_fewer = |losses: f64| losses < f64::from(published::MINIMUM_LOSSES);
    let etiology = match woman.etiology {
        Some(Etiology::Idiopathic) => None,
        Some(Etiology::Known) => Some(Obstacle::KnownEtiology),
        None => Some(Obstacle::EtiologyNotStated),
    };
    [
        outcome.has_alarm.then_some(Obstacle::Doubt),
        has_other_cutoffs(protocol).then_some(Obstacle::OtherCutoffs),
        woman.losses.is_some_and(is_fewer).then_some(Obstacle::FewerLosses),
        (!outcome.agreement.is_complete()).then_some(Obstacle::RulesDiffer),
        etiology,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether a cut-off is not the study's, by its number or by who set it.
fn has_other_cutoffs(protocol: &Protocol) -> bool {
    let differences = protocol.differences(&Protocol::default());
    differences.iter().any(|one| matches!(one, Difference::Cutoff(..)))
}

/// A piece that states a fact.
fn piece(origin: Origin, text: String) -> Piece {
    Piece { origin: Some(origin), text }
}

/// A piece that states none.
fn remark(text: String) -> Piece {
    Piece { origin: None, text }
}

/// The facts in the words of a language.
struct Facts<'a> {
    words: &'a dyn PatientWords,
}

impl Facts<'_> {
    fn all(&self, outcome: &Outcome, obstacles: &[Obstacle]) -> Vec<Fact> {
        let mut facts = Vec::new();
        match outcome.verdict {
            Verdict::Determined { profile } => {
                facts.push(self.of_class(profile, outcome, obstacles));
            }
            Verdict::Indeterminate { .. } if outcome.tone == Tone::Empty => {}
            Verdict::Indeterminate { .. } => {
                facts.push(self.fact(Subject::OpenClass, vec![self.note(Statement::OpenClass)]));
            }
        }
        facts.push(self.fact(Subject::Treated, self.treated()));
        let is_normal = outcome.verdict.profile() == Some(ImmuneProfile::Normal);
        // It stands above already where it is hers.
        if !(is_normal && facts.iter().any(|fact| fact.is_of_class)) {
            facts.push(self.fact(Subject::Untreated, self.untreated(&published::NORMAL_UNTREATED)));
        }
        facts.push(self.comparison());
        for etiology in [Etiology::Idiopathic, Etiology::Known] {
            let pieces = self.prevalence(published::abnormal_women(etiology));
            facts.push(self.fact(Subject::Abnormal(etiology), pieces));
        }
        facts.push(self.fact(Subject::Analyzed, self.who_was_analyzed()));
        let factors = vec![self.said(Origin::Published, Statement::OtherFactors)];
        facts.push(self.fact(Subject::OtherFactors, factors));
        facts
    }

    fn fact(&self, subject: Subject, pieces: Vec<Piece>) -> Fact {
        let is_of_class = matches!(subject, Subject::HerClass(_));
        Fact { subject: self.words.subject(subject), pieces, is_of_class }
    }

    fn said(&self, origin: Origin, statement: Statement) -> Piece {
        piece(origin, self.words.statement(statement))
    }

    fn note(&self, statement: Statement) -> Piece {
        remark(self.words.statement(statement))
    }

    /// What the study prints for a class, and what speaks against reading it as hers.
    fn of_class(&self, profile: ImmuneProfile, outcome: &Outcome, obstacles: &[Obstacle]) -> Fact {
        // Whoever reads on past a rate must have read first why it is not hers.
        let mut pieces: Vec<Piece> =
            obstacles.iter().map(|&one| remark(self.obstacle(one, profile, outcome))).collect();
        if obstacles.iter().any(|obstacle| obstacle.forbids_any_rate()) {
            pieces.insert(0, self.note(Statement::NoRateShown));
        } else {
            pieces.extend(self.rate(profile));
        }
        let all_agree = outcome.agreement.is_complete();
        pieces.push(remark(self.words.made_with(outcome.rule.rule, all_agree)));
        let subject = if obstacles.is_empty() {
            Subject::HerClass(profile)
        } else {
            Subject::PrintedClass(profile)
        };
        self.fact(subject, pieces)
    }

    fn obstacle(&self, obstacle: Obstacle, profile: ImmuneProfile, outcome: &Outcome) -> String {
        let is_of_both =
            matches!(published::class_fact(profile), ClassFact::NormalUntreated { .. });
        let statement = match obstacle {
            Obstacle::FewerLosses => return self.words.more_losses(published::MINIMUM_LOSSES),
            Obstacle::RulesDiffer => return self.words.another_class(&outcome.agreement.others),
            Obstacle::Doubt => Statement::CheckFirst,
            Obstacle::OtherCutoffs => Statement::OtherCutoffs,
            Obstacle::KnownEtiology => Statement::KnownEtiology,
            Obstacle::EtiologyNotStated if is_of_both => Statement::RateOfBoth,
            Obstacle::EtiologyNotStated => Statement::EtiologyNotStated,
        };
        self.words.statement(statement)
    }

    /// What the study prints of live births in a class.
    fn rate(&self, profile: ImmuneProfile) -> Vec<Piece> {
        match published::class_fact(profile) {
            ClassFact::NormalUntreated { rate } => self.untreated(&rate),
            ClassFact::Rate { etiology, rate, rank } => {
                let percent = format::printed_percent(rate.percent);
                let women = published::abnormal_women(etiology).events;
                vec![
                    piece(Origin::Published, self.words.class_rate(&percent, etiology, rank)),
                    self.said(Origin::Published, Statement::TypesDoNotDiffer),
                    piece(Origin::Inferred, self.words.shared_women(women)),
                    self.note(Statement::NoInterval),
                ]
            }
            ClassFact::NoPatient => vec![
                self.said(Origin::Published, Statement::NoPatient),
                self.said(Origin::Inferred, Statement::CaptionRead),
            ],
            ClassFact::NotReported => vec![self.note(Statement::NoRate)],
        }
    }

    fn treated(&self) -> Vec<Piece> {
        let rate = &published::ABNORMAL_TREATED;
        let percent = format::printed_percent(rate.percent);
        let mut pieces = vec![piece(Origin::Published, self.words.treated_rate(&percent))];
        pieces.extend(self.counts(rate, true));
        pieces
    }

    fn untreated(&self, rate: &PublishedRate) -> Vec<Piece> {
        let percent = format::printed_percent(rate.percent);
        let mut pieces = vec![
            piece(Origin::Published, self.words.untreated_rate(&percent)),
            self.said(Origin::Inferred, Statement::UntreatedRead),
        ];
        pieces.extend(self.counts(rate, false));
        pieces
    }

    /// The counts behind a rate and their interval, both under one condition.
    fn counts(&self, rate: &PublishedRate, treated: bool) -> Vec<Piece> {
        let Some((count, share)) = rate.count.and_then(|count| Some((count, share(count)?))) else {
            return Vec::new();
        };
        let total = format::count(share.total.into());
        let Interval { level, .. } = share.interval;
        let interval = format::interval(share.interval);
        vec![
            piece(
                origin_of(count.status),
                self.words.counted(&format::fraction(&share), &total, treated),
            ),
            piece(Origin::Computed, self.words.interval_of_counts(level, &interval)),
        ]
    }

    fn comparison(&self) -> Fact {
        let [treated, untreated] = [published::ABNORMAL_TREATED, published::NORMAL_UNTREATED]
            .map(|rate| format::printed_percent(rate.percent));
        Fact {
            subject: self.words.against(&treated, &untreated),
            pieces: vec![
                self.said(Origin::Published, Statement::NotSignificant),
                self.said(Origin::Inferred, Statement::NoEffect),
                self.said(Origin::Published, Statement::Conclusion),
            ],
            is_of_class: false,
        }
    }

    fn prevalence(&self, count: Count) -> Vec<Piece> {
        share(count).map_or_else(Vec::new, |share| {
            let percent = format::percent(share.estimate);
            let interval = format::interval(share.interval);
            let with_interval = self.words.with_interval(&percent, share.interval.level, &interval);
            vec![
                piece(origin_of(count.status), format::fraction(&share)),
                piece(Origin::Computed, with_interval),
            ]
        })
    }

    fn who_was_analyzed(&self) -> Vec<Piece> {
        let (enrolled, screened) = (published::enrolled(), published::SCREENED);
        vec![
            piece(Origin::Published, self.words.screened(screened)),
            piece(Origin::Inferred, self.words.enrolled(enrolled, screened - enrolled)),
        ]
    }
}

fn share(count: Count) -> Option<Proportion> {
    Proportion::wilson(count.events, count.total, Protocol::default().interval_level).ok()
}

fn origin_of(status: Status) -> Origin {
    match status {
        Status::Published => Origin::Published,
        Status::Inferred => Origin::Inferred,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use crate::engine::protocol::Protocol;
    use crate::engine::quantity::Quantity;
    use crate::view::language::english::English;
    use crate::view::patient::{PatientDraft, assess};

    use super::*;

    fn said(values: [&str; 5]) -> String {
        let mut draft = PatientDraft::default();
        for (quantity, text) in Quantity::LABORATORY.into_iter().zip(values) {
            draft.set_text(quantity, text.to_owned());
        }
        let context = assess(&draft, &Protocol::default(), &English).context;
        let pieces = |fact: &Fact| -> Vec<String> {
            let say = |piece: &Piece| match piece.origin {
                Some(origin) => format!("{origin:?} {}", piece.text),
                None => piece.text.clone(),
            };
            fact.pieces.iter().map(say).collect()
        };
        let lines: Vec<String> = context
            .facts
            .iter()
            .map(|fact| format!("{}: {}", fact.subject, pieces(fact).join("; ")))
            .collect();
        lines.join("\n")
    }

    /// The Wilson limits are those of R, see `engine::stats::proportion`.
    #[test]
    fn published_inferred_and_computed_are_told_apart() {
        let normal = said(["10", "20", "15", "5", "20"]);
        assert!(
            normal.contains(
                "Published 80.7% of women not treated with IVIG, both etiologies together; \
                 Inferred read as the women without an abnormality; Inferred 217/269, if all 269 \
                 untreated women are counted; Computed 95% confidence interval (Wilson) 75.5% to \
                 84.9%, from the inferred counts"
            ),
            "{normal}"
        );
        assert!(normal.contains(
            "Inferred 163/197, if all 197 treated women are counted; Computed 95% confidence \
             interval (Wilson) 76.9% to 87.4%, from the inferred counts"
        ));
        assert!(normal.contains(
            "Published 100/215; Computed 46.5%, 95% confidence interval (Wilson) 40.0% to 53.2%"
        ));
        assert!(normal.contains("Published 97/251; Computed 38.6%"));
        assert!(normal.contains("Inferred 466 of them are in the analysis"));
        assert!(normal.contains("521 are not"));
    }

    #[test]
    fn each_class_says_only_what_is_known() {
        assert!(said(["17", "40", "30", "12", "20"]).contains("Published 90.5% of women"));
        assert!(said(["17", "20", "15", "5", "40"]).contains("Published 75% of women"));
        let empty = said(["10", "40", "15", "5", "40"]);
        let of_class = empty.lines().next().unwrap_or_default();
        assert!(of_class.contains("no patient in the study"));
        assert!(!of_class.contains('%'));
        assert!(said(["17", "20", "15", "5", "20"]).contains("state no rate for this class"));
        assert!(said(["17", "", "", "", ""]).contains("while her class is open"));
        assert!(!said(["", "", "", "", ""]).contains("her class"));
    }
}
