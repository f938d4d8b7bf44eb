//! The cut-offs in force as fields.

use crate::engine::protocol::Protocol;
use crate::engine::quantity::Quantity;
use crate::engine::reader::number;
use crate::view::patient::{Message, Severity};
use crate::view::{format, messages, words};

/// A cut-off as a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutoffField {
    /// The text typed, or the value in force.
    pub text: String,
    /// Who set the value in force; or why the text is not in force.
    pub message: Message,
}

/// Whose cut-offs are in force, in a few words.
#[must_use]
pub fn cutoffs_summary(protocol: &Protocol) -> &'static str {
    if protocol.has_published_cutoffs() { "Han 2025, Fig. 2" } else { "own laboratory" }
}

/// One cut-off as a field. A text that is no possible value is kept as typed and
/// changes nothing, and the message says what stays in force.
#[must_use]
pub fn cutoff_field(protocol: &Protocol, quantity: Quantity, typed: Option<&str>) -> CutoffField {
    let in_force = protocol.cutoff(quantity);
    let value = in_force.map(|cutoff| format::value(cutoff.value)).unwrap_or_default();
    let source = in_force.map(|cutoff| words::source(cutoff.source)).unwrap_or_default();
    let message = typed.and_then(|text| match number::read_typed_as(text, quantity) {
        Ok(Some(number)) => {
            let why = quantity.check(number).err()?;
            Some(messages::impossible(why, words::unit(quantity)))
        }
        Ok(None) => Some("is empty".to_owned()),
        Err(why) => Some(messages::not_a_number(why).to_owned()),
    });
    CutoffField {
        text: typed.map_or_else(|| value.clone(), ToOwned::to_owned),
        message: match message {
            None => Message { severity: Severity::Note, text: source.to_owned() },
            Some(why) => Message {
                severity: Severity::Error,
                text: format!("This {why}. In force: {value}."),
            },
        },
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_cutoff_says_what_is_in_force() {
        let protocol = Protocol::default();
        let field = |typed| cutoff_field(&protocol, Quantity::NkPercent, typed);
        assert_eq!(field(None).text, "16.1");
        assert_eq!(field(None).message.text, "Han 2025, Fig. 2");
        assert_eq!(field(Some("16.1")).message.severity, Severity::Note);
        let refused = field(Some("161")).message;
        assert_eq!(refused.severity, Severity::Error);
        assert!(refused.text.contains("between 0 and 100"));
        assert!(refused.text.contains("In force: 16.1"));
        assert_eq!(field(Some("")).message.severity, Severity::Error);
        let own = protocol.with_cutoff(Quantity::NkPercent, 12.0);
        assert_eq!(cutoffs_summary(&own), "own laboratory");
    }
}
