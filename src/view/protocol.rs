//! The protocol in force in words: what it is called, whose cut-offs it has, and
//! what differs from another one.

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

/// Whose the cut-offs are: `3 of 5 cut-offs of Han 2025, 2 of your laboratory`.
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
    listed(&protocol.differences(other))
}

/// Differences in words.
#[must_use]
pub fn listed(differences: &[Difference]) -> String {
    differences.iter().map(difference).collect::<Vec<_>>().join("; ")
}

/// Whether cut-offs and definition are the study's, by number and by who set them.
#[must_use]
pub fn is_of_study(protocol: &Protocol) -> bool {
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
        Source::OwnLaboratory => "of your laboratory".to_owned(),
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
        assert_eq!(cutoffs(&two), "3 of 5 cut-offs of Han 2025, 2 of your laboratory");
        let all = own(&Quantity::LABORATORY.map(|one| (one, 12.0)));
        assert_eq!(cutoffs(&all), "cut-offs of your laboratory");
        let sydney = Preset::of(Source::King2010).expect("a published source");
        let three = two.with_preset(sydney).with_cutoff(Quantity::NkCyto25, 20.0, Source::WhatIf);
        assert_eq!(
            cutoffs(&three),
            "2 of 5 cut-offs of Han 2025, 1 of King 2010, 1 tried as a what-if, \
             1 of your laboratory"
        );
        // Who set a cut-off is what was said, not what the number happens to equal.
        let same = own(&[(Quantity::NkPercent, 16.1)]);
        assert_eq!(cutoffs(&same), "4 of 5 cut-offs of Han 2025, 1 of your laboratory");
    }
}
