//! How near values are to their cut-offs, in English.

use super::{English, joined};
use crate::engine::quantity::Quantity;
use crate::engine::rules::panel::ImmuneTest;
use crate::view::language::nearness::NearnessWords;
use crate::view::{format, words};

impl NearnessWords for English {
    fn distance(&self, share: f64) -> String {
        match format::percent(share.abs()) {
            _ if share == 0.0 => "at the cut-off, not above it".to_owned(),
            percent if share < 0.0 => format!("{percent} below"),
            percent => format!("{percent} above"),
        }
    }

    fn other_side(&self, share: f64) -> String {
        chance(share)
    }

    fn other_side_of_rule(&self, share: f64, from: f64, to: f64) -> String {
        let (from, to) = (chance(from.min(to)), chance(from.max(to)));
        if from == to { chance(share) } else { format!("{} ({from} to {to})", chance(share)) }
    }

    fn no_spread(&self) -> String {
        "not known: no coefficient of variation is given".to_owned()
    }

    fn value_of(&self, quantity: Quantity) -> String {
        match words::ratio(quantity) {
            "" => words::quantity(quantity).to_owned(),
            ratio => format!("NK cytotoxicity {ratio}"),
        }
    }

    fn how_computed(&self) -> String {
        "A repeat is another measurement of the same sample. Its chance to be on the other side \
         follows from the coefficient of variation alone: percentages are taken to spread \
         normally, the Th1/Th2 ratio by its logarithm. It says nothing of how her values change \
         from day to day."
            .to_owned()
    }

    fn correlated(&self, correlation: f64, from: f64, to: f64) -> String {
        format!(
            "The errors of the three ratios for cytotoxicity go together. No source says how much: a \
             correlation of {} is assumed, and what {} and {} would give stands in brackets.",
            format::value(correlation),
            format::value(from),
            format::value(to)
        )
    }

    fn coefficients(&self, used: &[(ImmuneTest, f64, bool)]) -> String {
        let one = |(test, cv, is_of_repeats): &(ImmuneTest, f64, bool)| {
            let whose = if *is_of_repeats { "her repeats" } else { "the laboratory" };
            format!("{} {} (by {whose})", words::TESTS[*test], format::percent(*cv))
        };
        let used: Vec<String> = used.iter().map(one).collect();
        format!("Coefficients of variation: {}.", joined(&used))
    }
}

/// A probability as a whole percentage, never as certainty.
fn chance(share: f64) -> String {
    if share < 0.005 {
        "below 1%".to_owned()
    } else if share > 0.995 {
        "above 99%".to_owned()
    } else {
        format::whole_percent(share)
    }
}
