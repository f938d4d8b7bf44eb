//! What is said beside a field, in English.

use super::English;
use crate::engine::quantity::{Caution, Impossible, Quantity};
use crate::engine::reader::number::NotANumber;
use crate::engine::repeats::Repeats;
use crate::view::language::fields::FieldWords;
use crate::view::{format, messages, words};

impl FieldWords for English {
    fn not_a_number(&self, why: NotANumber) -> String {
        messages::sentence(messages::not_a_number(why))
    }

    fn impossible(&self, why: Impossible, quantity: Quantity) -> String {
        messages::sentence(&messages::impossible(why, words::unit(quantity)))
    }

    fn caution(&self, caution: Caution, quantity: Quantity) -> String {
        messages::sentence(&messages::caution(caution, Some(quantity)))
    }

    fn derived(&self, quantity: Quantity, value: &str) -> String {
        format!("{} {value}", words::quantity(quantity))
    }

    fn derived_in_doubt(&self, quantity: Quantity, value: &str, caution: Caution) -> String {
        let doubt = messages::caution(caution, Some(quantity));
        format!("{} {value} {doubt}", words::quantity(quantity))
    }

    fn not_derived(&self, quantity: Quantity, why: Impossible) -> String {
        let reason = messages::impossible(why, words::unit(quantity));
        format!("{} {reason}", words::quantity(quantity))
    }

    fn repeats(&self, repeats: &Repeats, quantity: Quantity) -> String {
        let Repeats { n, mean, sd, cv } = *repeats;
        let unit = words::unit(quantity);
        // Laboratory values are percentages or plain ratios.
        let mean = format!("{}{unit}", format::value(mean));
        let spread = cv.map_or_else(String::new, |cv| {
            format!(", coefficient of variation {}", format::percent(cv))
        });
        format!("Mean of {n}: {mean}, standard deviation {}{spread}", format::value(sd))
    }

    fn both(&self, first: &str, second: &str) -> String {
        let end = if first.ends_with('?') { "" } else { "." };
        format!("{first}{end} {second}")
    }

    fn too_few_losses(&self, minimum: u32) -> String {
        format!(
            "Not recurrent pregnancy loss by this definition, which needs {minimum} or more losses. \
             The immune result below still says how her values compare with the cut-offs; the \
             published figures are of other women."
        )
    }
}
