//! What was taken from a pasted slip, and what was left, in English.

use super::English;
use crate::engine::quantity::Quantity;
use crate::engine::reader::slip::SlipReason;
use crate::view::language::slip::SlipWords;
use crate::view::{messages, words};

impl SlipWords for English {
    fn taken(&self, quantity: Quantity, text: &str, source: &str) -> String {
        format!("{}: {text}, from “{source}”", named(quantity))
    }

    fn left(&self, text: &str, why: Option<SlipReason>) -> String {
        match why {
            Some(why) => format!("“{text}”: {}", reason(why)),
            None => format!("“{text}”"),
        }
    }

    fn slip_summary(&self, n_taken: usize, n_left: usize) -> String {
        let values = if n_taken == 1 { "1 value was" } else { &format!("{n_taken} values were") };
        let taken = if n_taken == 0 { "No value was" } else { values };
        match n_left {
            0 => format!("{taken} taken."),
            1 => format!("{taken} taken; 1 part of the slip was left."),
            n => format!("{taken} taken; {n} parts of the slip were left."),
        }
    }
}

fn reason(why: SlipReason) -> String {
    match why {
        SlipReason::Refused(why) => messages::unconvertible(why).to_owned(),
        SlipReason::Ambiguous => "the name could be of several values".to_owned(),
        SlipReason::OtherUnit => "the unit would have to be converted".to_owned(),
        SlipReason::NotANumber(why) => messages::not_a_number(why).to_owned(),
        SlipReason::Impossible(why) => messages::impossible(why, ""),
        SlipReason::Several(quantity) => {
            format!("the slip has several values of {}", named(quantity))
        }
        SlipReason::NoName => "no name that is known stands before it".to_owned(),
    }
}

/// A quantity with its ratio.
fn named(quantity: Quantity) -> String {
    match words::ratio(quantity) {
        "" => words::quantity(quantity).to_owned(),
        ratio => format!("NK cytotoxicity {ratio}"),
    }
}
