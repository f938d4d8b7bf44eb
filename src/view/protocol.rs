//! The protocol in force in words: what it is called, whose cut-offs it has, and
//! what differs from the laboratory's protocol and from the study.

use crate::engine::protocol::laboratory::{Difference, Laboratory};
use crate::engine::protocol::{CytotoxicityRule, Protocol, Source};
use crate::engine::quantity::Quantity;
use crate::view::{format, words};

/// A page that shows results under a protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The page for one patient.
    Patient,
    /// The page for a cohort file.
    Cohort,
}

/// What the laboratory's protocol is called: its name, or whose cut-offs it has.
#[must_use]
pub fn name(laboratory: &Laboratory) -> String {
    match laboratory.name() {
        "" if is_of_study(&laboratory.protocol) => "Han 2025".to_owned(),
        "" => "without a name".to_owned(),
        name => format!("“{name}”"),
    }
}

/// A protocol in one line: cut-offs, rule, losses.
#[must_use]
pub fn summary(protocol: &Protocol) -> String {
    format!(
        "{}; cytotoxicity: {}; {} or more losses",
        cutoffs(protocol),
        rule(protocol.cytotoxicity_rule),
        protocol.minimum_losses
    )
}

/// Whose the cut-offs are: `3 of 5 cut-offs of Han 2025, 2 of the own laboratory`.
#[must_use]
pub fn cutoffs(protocol: &Protocol) -> String {
    let sources =
        Quantity::LABORATORY.into_iter().filter_map(|one| Some(protocol.cutoff(one)?.source));
    let mut counts: Vec<(Source, usize)> = Vec::new();
    for source in sources {
        match counts.iter_mut().find(|(one, _)| *one == source) {
            Some((_, n)) => *n += 1,
            None => counts.push((source, 1)),
        }
    }
    // The study's first, because the others stand in their place.
    counts.sort_by_key(|(source, _)| *source != Source::Han2025);
    match counts.as_slice() {
        [] => String::new(),
        [(source, _)] => format!("cut-offs {}", of(*source)),
        [(source, n), others @ ..] => {
            let total = Quantity::LABORATORY.len();
            let others = others.iter().map(|(source, n)| format!(", {n} {}", of(*source)));
            format!("{n} of {total} cut-offs {}{}", of(*source), others.collect::<String>())
        }
    }
}

/// Everything in which a protocol differs from another one, in words; empty when
/// nothing does.
#[must_use]
pub fn differences(protocol: &Protocol, other: &Protocol) -> String {
    let all = protocol.differences(other);
    all.iter().map(difference).collect::<Vec<_>>().join("; ")
}

/// A line that stands out wherever the results are not the study's or not the
/// laboratory's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it begins with.
    pub title: String,
    /// What differs.
    pub text: String,
    /// What it ends with: how long it holds and where.
    pub reach: &'static str,
    /// The one click back.
    pub back: &'static str,
}

/// That something is tried in the place of the laboratory's protocol.
#[must_use]
pub fn what_if(laboratory: &Laboratory, in_force: &Protocol, place: Place) -> Option<Notice> {
    let text = differences(in_force, &laboratory.protocol);
    (!text.is_empty()).then(|| Notice {
        title: "What if:".to_owned(),
        text: format!("{text}."),
        reach: match place {
            Place::Patient => "It changes nothing on Cohort, and ends when the values are cleared.",
            Place::Cohort => "It changes nothing on Patient, and ends with the file.",
        },
        back: "Back to the laboratory’s protocol",
    })
}

/// That the laboratory's protocol is not the study's. The cytotoxicity rule is no
/// part of it, because how the study combined the ratios is not known.
#[must_use]
pub fn own_protocol(laboratory: &Laboratory) -> Option<Notice> {
    let protocol = &laboratory.protocol;
    (!is_of_study(protocol)).then(|| Notice {
        title: format!("The laboratory’s protocol {} is not that of Han 2025:", name(laboratory)),
        text: format!("{}: {}.", cutoffs(protocol), differences(protocol, &protocol.as_in_study())),
        reach: "It holds on Patient and on Cohort.",
        back: "Back to Han 2025",
    })
}

/// What a result that stands alone is marked with, so that it does not pass for one
/// by the study's cut-offs.
#[must_use]
pub fn mark(laboratory: &Laboratory, in_force: &Protocol) -> Option<&'static str> {
    if *in_force != laboratory.protocol {
        return Some("What if");
    }
    (!is_of_study(in_force)).then_some("Not Han 2025")
}

fn is_of_study(protocol: &Protocol) -> bool {
    *protocol == protocol.as_in_study()
}

fn difference(difference: &Difference) -> String {
    match *difference {
        Difference::Cutoff(quantity, own, other) => {
            let name = words::quantity(quantity);
            if own.value.total_cmp(&other.value).is_eq() {
                return format!("{name} > {}, the same number {}", own.value, of(own.source));
            }
            // Every digit counts: two cut-offs can differ in the fourth.
            format!("{name} > {} instead of > {}", own.value, other.value)
        }
        Difference::Rule(own, other) => {
            format!("cytotoxicity by “{}” instead of “{}”", rule(own), rule(other))
        }
        Difference::MinimumLosses(own, other) => {
            format!("{own} or more losses instead of {other}")
        }
        Difference::IntervalLevel(own, other) => {
            format!("{} instead of {}", words::intervals(own), format::level(other))
        }
    }
}

fn rule(rule: CytotoxicityRule) -> String {
    words::rule(rule).to_lowercase()
}

/// Whose a cut-off is, after “cut-offs”.
fn of(source: Source) -> String {
    match source {
        Source::Han2025 => "of Han 2025".to_owned(),
        Source::OwnLaboratory => "of the own laboratory".to_owned(),
        Source::WhatIf => "tried as a what-if".to_owned(),
        Source::Yamada2003
        | Source::King2010
        | Source::Cheil2010
        | Source::Habets2022
        | Source::Winger2011 => format!("of {}", words::source(source)),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::protocol::preset::Preset;

    fn own(cutoffs: &[(Quantity, f64)]) -> Protocol {
        cutoffs.iter().fold(Protocol::default(), |protocol, &(quantity, value)| {
            protocol.with_cutoff(quantity, value, Source::OwnLaboratory)
        })
    }

    #[test]
    fn the_cutoffs_are_counted_by_who_set_them() {
        assert_eq!(cutoffs(&Protocol::default()), "cut-offs of Han 2025");
        let two = own(&[(Quantity::NkPercent, 12.1), (Quantity::Th1Th2Ratio, 30.0)]);
        assert_eq!(cutoffs(&two), "3 of 5 cut-offs of Han 2025, 2 of the own laboratory");
        let all = own(&Quantity::LABORATORY.map(|one| (one, 12.0)));
        assert_eq!(cutoffs(&all), "cut-offs of the own laboratory");
        let three =
            two.with_preset(Preset::King2010).with_cutoff(Quantity::NkCyto25, 20.0, Source::WhatIf);
        assert_eq!(
            cutoffs(&three),
            "2 of 5 cut-offs of Han 2025, 1 of King 2010, 1 tried as a what-if, \
             1 of the own laboratory"
        );
        // Who set a cut-off is what was said, not what the number happens to equal.
        let same = own(&[(Quantity::NkPercent, 16.1)]);
        assert_eq!(cutoffs(&same), "4 of 5 cut-offs of Han 2025, 1 of the own laboratory");
    }

    #[test]
    fn nothing_is_said_of_the_studys_protocol() {
        let laboratory = Laboratory::default();
        let in_force = laboratory.protocol;
        assert_eq!(name(&laboratory), "Han 2025");
        assert_eq!(what_if(&laboratory, &in_force, Place::Cohort), None);
        assert_eq!(own_protocol(&laboratory), None);
        assert_eq!(mark(&laboratory, &in_force), None);
        // The study's rule is not known, so that none of them departs from it.
        let all = Protocol { cytotoxicity_rule: CytotoxicityRule::All, ..in_force };
        assert_eq!(own_protocol(&Laboratory::new("", all)), None);
    }

    #[test]
    fn what_differs_is_named_with_what_it_stands_for() {
        let protocol = Protocol { minimum_losses: 3, ..own(&[(Quantity::NkPercent, 12.1)]) };
        let laboratory = Laboratory::new("Ward 3", protocol);
        let notice = own_protocol(&laboratory).expect("not the study's");
        assert_eq!(notice.title, "The laboratory’s protocol “Ward 3” is not that of Han 2025:");
        assert_eq!(
            notice.text,
            "4 of 5 cut-offs of Han 2025, 1 of the own laboratory: NK cell level > 12.1 instead of \
             > 16.1; 3 or more losses instead of 2."
        );
        let tried = Protocol { cytotoxicity_rule: CytotoxicityRule::TwoOfThree, ..protocol }
            .with_cutoff(Quantity::NkPercent, 12.1004, Source::WhatIf);
        let notice = what_if(&laboratory, &tried, Place::Patient).expect("a what-if");
        assert_eq!(
            notice.text,
            "NK cell level > 12.1004 instead of > 12.1; cytotoxicity by “two of three” instead of \
             “any of the three”."
        );
        assert_eq!(mark(&laboratory, &tried), Some("What if"));
        assert_eq!(mark(&laboratory, &protocol), Some("Not Han 2025"));
    }

    #[test]
    fn an_own_cutoff_with_the_studys_number_is_said_to_be_the_same() {
        let laboratory = Laboratory::new("", own(&[(Quantity::NkPercent, 16.1)]));
        assert_eq!(name(&laboratory), "without a name");
        let notice = own_protocol(&laboratory).expect("whose it is was said");
        assert!(
            notice.text.ends_with("NK cell level > 16.1, the same number of the own laboratory."),
            "{notice:?}"
        );
    }
}
