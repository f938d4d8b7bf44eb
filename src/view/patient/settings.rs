//! The numbers of the laboratory's protocol as fields.

use crate::engine::protocol::Protocol;
use crate::engine::quantity::Quantity;
use crate::engine::reader::number;
use crate::view::language::PatientWords;
use crate::view::language::labels::Label;
use crate::view::language::settings::NotInForce;
use crate::view::patient::{Message, Severity};

/// A cut-off as a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutoffField {
    /// The text typed, or the value in force.
    pub text: String,
    /// Who set the value in force; or why the text is not in force.
    pub message: Message,
}

/// One cut-off as a field. A text that is no possible value is kept as typed and
/// changes nothing, and the message says what stays in force.
#[must_use]
pub fn cutoff_field(
    protocol: &Protocol,
    quantity: Quantity,
    typed: Option<&str>,
    words: &dyn PatientWords,
) -> CutoffField {
    let in_force = protocol.cutoff(quantity);
    let value = in_force.map(|cutoff| cutoff.value.to_string()).unwrap_or_default();
    let problem = typed.and_then(|text| read(text, quantity).err());
    CutoffField {
        text: typed.map_or_else(|| value.clone(), ToOwned::to_owned),
        message: problem.map_or_else(
            || note(in_force.map(|cutoff| words.source(cutoff.source)).unwrap_or_default()),
            |why| error(words.not_in_force(why, &value)),
        ),
    }
}

fn note(text: String) -> Message {
    Message { severity: Severity::Note, text }
}

fn error(text: String) -> Message {
    Message { severity: Severity::Error, text }
}

/// A value of the protocol.
fn read(text: &str, quantity: Quantity) -> Result<f64, NotInForce> {
    let number = number::read_typed_as(text, quantity).map_err(NotInForce::NotANumber)?;
    let number = number.ok_or(NotInForce::Empty)?;
    quantity.check(number).map_err(|why| NotInForce::Impossible(why, quantity))
}

/// The fewest losses that make recurrent pregnancy loss.
///
/// # Errors
/// What is wrong with the text.
pub fn read_minimum_losses(text: &str) -> Result<u32, NotInForce> {
    let number = read(text, Quantity::PreviousLosses)?;
    let losses = number.to_string().parse().ok().filter(|&losses| losses > 0);
    losses.ok_or(NotInForce::BelowOne)
}

/// The fewest losses as a field, as [`cutoff_field`].
#[must_use]
pub fn losses_field(
    protocol: &Protocol,
    typed: Option<&str>,
    words: &dyn PatientWords,
) -> CutoffField {
    let in_force = protocol.minimum_losses;
    let is_of_study = in_force == Protocol::default().minimum_losses;
    let whose = if is_of_study { Label::AsInStudy } else { Label::OwnDefinition };
    let problem = typed.and_then(|text| read_minimum_losses(text).err());
    CutoffField {
        text: typed.map_or_else(|| in_force.to_string(), ToOwned::to_owned),
        message: problem.map_or_else(
            || note(words.label(whose)),
            |why| error(words.not_in_force(why, &in_force.to_string())),
        ),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::protocol::Source;
    use crate::view::language::english::English;

    #[test]
    fn a_cutoff_says_what_is_in_force() {
        let protocol = Protocol::default();
        let field = |typed| cutoff_field(&protocol, Quantity::NkPercent, typed, &English);
        assert_eq!(field(None).text, "16.1");
        assert_eq!(field(None).message.text, "Han 2025, Fig. 2");
        assert_eq!(field(Some("16.1")).message.severity, Severity::Note);
        let refused = field(Some("161")).message;
        assert_eq!(refused.severity, Severity::Error);
        assert!(refused.text.contains("between 0 and 100"));
        assert!(refused.text.contains("In force: 16.1"));
        assert_eq!(field(Some("")).message.severity, Severity::Error);
        let own = protocol.with_cutoff(Quantity::NkPercent, 16.1, Source::OwnLaboratory);
        let field = cutoff_field(&own, Quantity::NkPercent, Some("16.1"), &English);
        assert_eq!(field.message.text, "Own laboratory", "whatever its number");
        let long = protocol.with_cutoff(Quantity::NkPercent, 16.1004, Source::OwnLaboratory);
        assert_eq!(cutoff_field(&long, Quantity::NkPercent, None, &English).text, "16.1004");
    }

    #[test]
    fn the_fewest_losses_say_what_is_in_force() {
        let field = |typed| losses_field(&Protocol::default(), typed, &English);
        assert_eq!(
            (field(None).text.as_str(), field(None).message.text.as_str()),
            ("2", "As in Han 2025")
        );
        let refused = field(Some("0")).message;
        assert_eq!(refused.severity, Severity::Error);
        assert_eq!(refused.text, "This must be at least 1. In force: 2.");
        let own = Protocol { minimum_losses: 3, ..Protocol::default() };
        assert_eq!(losses_field(&own, Some("３"), &English).message.text, "Own definition");
    }
}
