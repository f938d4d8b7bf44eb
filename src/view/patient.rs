//! The patient page as data: what is typed, what is wrong with it, and what it
//! means. [`assess`] is a pure function of the draft and the protocol and runs
//! on every keystroke.

pub mod agreement;
pub mod context;
mod draft;
mod field;
pub mod handover;
pub mod laboratories;
pub mod nearness;
pub mod origin;
pub mod positions;
pub mod precision;
pub mod reading;
pub mod result;
pub mod settings;
pub mod shortcuts;
pub mod slip;

use crate::engine::borderline::Precision;
use crate::engine::protocol::Protocol;
use crate::engine::quantity::{ByQuantity, Caution, Impossible, Quantity};
use crate::engine::reader::number::{self, NotANumber};
use crate::engine::record::{
    BodyMassIndex, Bound, Measured, Measurements, NkCyto12_5, NkCyto25, NkCyto50, NkCytotoxicity,
    NkLevel, Th1Th2Ratio, Value,
};
use crate::engine::repeats::Repeats;
use crate::view::format;
use crate::view::language::PatientWords;
use context::Context;
pub use draft::PatientDraft;
pub use field::{Field, Message, Severity};
use nearness::Nearness;
use reading::{Derived, Reading};
use result::Outcome;

/// The page for one draft.
#[derive(Clone, Debug, PartialEq)]
pub struct PatientPage {
    fields: ByQuantity<Field>,
    /// What the three tests say.
    pub outcome: Outcome,
    /// What the paper says of that class.
    pub context: Context,
    /// What the number of losses means.
    pub losses: Option<Message>,
    /// How near the values are to their cut-offs.
    pub nearness: Nearness,
    /// The body mass index, typed or worked out, in kg/m².
    pub bmi: Option<f64>,
    /// The values that were compared.
    pub measurements: Measurements,
}

impl PatientPage {
    /// One field.
    #[must_use]
    pub fn field(&self, quantity: Quantity) -> &Field {
        &self.fields[quantity]
    }
}

/// Reads every field, classifies, and gathers what the paper says. The spread of the assays
/// is not known.
#[must_use]
pub fn assess(draft: &PatientDraft, protocol: &Protocol, words: &dyn PatientWords) -> PatientPage {
    assess_with(draft, protocol, &Precision::default(), words)
}

/// The same where the laboratory knows how far its repeated measurements spread.
#[must_use]
pub fn assess_with(
    draft: &PatientDraft,
    protocol: &Protocol,
    precision: &Precision,
    words: &dyn PatientWords,
) -> PatientPage {
    let mut fields =
        ByQuantity::from_fn(|quantity| read_field(quantity, draft.text(quantity), words));
    let mut derived = Vec::new();
    let ratio = if draft.ratio_from_percentages {
        let from = [Quantity::TnfAlphaPercent, Quantity::Il10Percent];
        let ratio = derive(&mut fields, from, Th1Th2Ratio::from_percentages, words);
        derived.push(worked_out(from, ratio));
        ratio.map(Measured::exact)
    } else {
        fields.th1_th2_ratio.measured::<Th1Th2Ratio>()
    };
    let bmi = if draft.bmi_from_height {
        let from = [Quantity::HeightCm, Quantity::WeightKg];
        let index = derive(&mut fields, from, BodyMassIndex::from_height_and_weight, words);
        derived.push(worked_out(from, index));
        index.map(Value::get)
    } else {
        fields.bmi.value
    };
    let measurements = Measurements {
        nk_level: fields.nk_percent.measured::<NkLevel>(),
        nk_cytotoxicity: NkCytotoxicity {
            nk_cyto_50: fields.nk_cyto_50.measured::<NkCyto50>(),
            nk_cyto_25: fields.nk_cyto_25.measured::<NkCyto25>(),
            nk_cyto_12_5: fields.nk_cyto_12_5.measured::<NkCyto12_5>(),
        },
        th1_th2: ratio,
    };
    for rising in measurements.nk_cytotoxicity.rises() {
        fields[rising].add(warning(Caution::LysisRises, rising, words), words);
    }
    let losses = losses_message(&fields, protocol, words);
    let reading = Reading::new(draft, &fields, measurements, &derived);
    let outcome = result::outcome(&reading, protocol, words);
    let woman = context::Woman { etiology: draft.etiology, losses: fields.previous_losses.value };
    let context = context::context(&outcome, woman, protocol, words);
    let nearness = nearness::nearness(&reading, protocol, precision, words);
    PatientPage { fields, outcome, context, losses, nearness, bmi, measurements }
}

/// What stands between repeated measurements: a comma may be a decimal one.
const REPEAT_MARKS: [char; 4] = [';', '；', '\n', '\t'];

fn read_field(quantity: Quantity, text: &str, words: &dyn PatientWords) -> Field {
    let field = Field {
        quantity,
        text: text.to_owned(),
        value: None,
        bound: Bound::Exact,
        values: Vec::new(),
        repeats: None,
        message: None,
    };
    let pieces: Vec<&str> =
        text.split(REPEAT_MARKS).filter(|piece| !piece.trim().is_empty()).collect();
    let read: Result<Vec<Measured<f64>>, String> =
        pieces.iter().map(|piece| read_piece(quantity, piece, words)).collect();
    let measured = match read {
        Ok(measured) => measured,
        Err(text) => {
            let message = Some(Message { severity: Severity::Error, text });
            return Field { message, ..field };
        }
    };
    match measured.as_slice() {
        [] => field,
        [one] => {
            let values = vec![one.value];
            let field = Field { value: Some(one.value), bound: one.bound, values, ..field };
            with_caution(field, words)
        }
        several => repeated(field, several, words),
    }
}

/// One value of a field.
fn read_piece(
    quantity: Quantity,
    text: &str,
    words: &dyn PatientWords,
) -> Result<Measured<f64>, String> {
    let number = number::read_measured(text, quantity)
        .and_then(|number| number.ok_or(NotANumber::Text))
        .map_err(|why| words.not_a_number(why))?;
    let is_measured = Quantity::LABORATORY.contains(&quantity);
    if number.bound != Bound::Exact && !is_measured {
        return Err(words.not_a_number(NotANumber::Bound));
    }
    quantity.check(number.value).map_err(|why| words.impossible(why, quantity))?;
    Ok(number)
}

/// A field with several values: measurements can be repeated, and their mean is used.
fn repeated(field: Field, several: &[Measured<f64>], words: &dyn PatientWords) -> Field {
    let quantity = field.quantity;
    let error = |why| Some(Message { severity: Severity::Error, text: words.not_a_number(why) });
    if !Quantity::LABORATORY.contains(&quantity) {
        return Field { message: error(NotANumber::Beside), ..field };
    }
    if several.iter().any(|one| one.bound != Bound::Exact) {
        return Field { message: error(NotANumber::Bound), ..field };
    }
    let mut values: Vec<f64> = several.iter().map(|one| one.value).collect();
    let Some(repeats) = Repeats::new(&values, quantity) else { return field };
    values.push(repeats.mean);
    let mut field = Field { value: Some(repeats.mean), values, repeats: Some(repeats), ..field };
    field.add(Message { severity: Severity::Note, text: words.repeats(&repeats, quantity) }, words);
    with_caution(field, words)
}

/// The field with the question that one of its values draws.
fn with_caution(mut field: Field, words: &dyn PatientWords) -> Field {
    if let Some((_, caution)) = field.caution() {
        field.add(warning(caution, field.quantity, words), words);
    }
    field
}

fn warning(caution: Caution, quantity: Quantity, words: &dyn PatientWords) -> Message {
    Message { severity: Severity::Warning, text: words.caution(caution, quantity) }
}

/// Works a value out of two fields and says beside the second what it is, or
/// why it cannot be.
fn derive<V: Value>(
    fields: &mut ByQuantity<Field>,
    [first, second]: [Quantity; 2],
    calculate: impl Fn(f64, f64) -> Result<V, Impossible>,
    words: &dyn PatientWords,
) -> Option<V> {
    let first = fields[first].exact()?;
    let second_field = &mut fields[second];
    let second = second_field.exact()?;
    let (severity, text, derived) = match calculate(first, second) {
        Ok(derived) => {
            let caution = V::QUANTITY.caution(derived.get());
            let draws_the_same = |printed| V::QUANTITY.caution(printed) == caution;
            let shown = format::measured(derived.get(), draws_the_same);
            match caution {
                None => (Severity::Note, words.derived(V::QUANTITY, &shown), Some(derived)),
                Some(caution) => {
                    let text = words.derived_in_doubt(V::QUANTITY, &shown, caution);
                    (Severity::Warning, text, Some(derived))
                }
            }
        }
        Err(why) => (Severity::Error, words.not_derived(V::QUANTITY, why), None),
    };
    second_field.add(Message { severity, text }, words);
    derived
}

fn worked_out<V: Value>(from: [Quantity; 2], value: Option<V>) -> Derived {
    Derived { quantity: V::QUANTITY, from, value: value.map(Value::get) }
}

/// Fewer losses than recurrent pregnancy loss needs is said, and hides nothing.
fn losses_message(
    fields: &ByQuantity<Field>,
    protocol: &Protocol,
    words: &dyn PatientWords,
) -> Option<Message> {
    let losses = fields.previous_losses.value?;
    (losses < f64::from(protocol.minimum_losses)).then(|| Message {
        severity: Severity::Warning,
        text: words.too_few_losses(protocol.minimum_losses),
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::view::language::english::English;

    fn page(typed: &[(Quantity, &str)]) -> PatientPage {
        let mut draft = PatientDraft::default();
        for &(quantity, text) in typed {
            draft.set_text(quantity, text.to_owned());
        }
        assess(&draft, &Protocol::default(), &English)
    }

    #[track_caller]
    fn check(quantity: Quantity, text: &str, severity: Option<Severity>, part: &str) {
        let page = page(&[(quantity, text)]);
        let message = page.field(quantity).message.clone();
        assert_eq!(message.as_ref().map(|message| message.severity), severity, "{message:?}");
        let said = message.map(|message| message.text).unwrap_or_default();
        assert!(said.contains(part), "{said}");
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        check(Quantity::NkPercent, "", None, "");
        check(Quantity::NkPercent, "16.1", None, "");
        check(Quantity::NkPercent, "16,1", None, "");
        check(Quantity::NkPercent, "abc", Some(Severity::Error), "not a number");
        check(Quantity::NkPercent, "161", Some(Severity::Error), "between 0 and 100");
        check(Quantity::NkPercent, "-1", Some(Severity::Error), "between 0 and 100");
        check(Quantity::NkPercent, "0.16", Some(Severity::Warning), "fraction");
        check(Quantity::NkPercent, "1,234", Some(Severity::Error), "thousands");
        check(Quantity::NkCyto50, "95", Some(Severity::Warning), "lytic units");
        check(Quantity::Th1Th2Ratio, "0.36", Some(Severity::Warning), "fraction");
        check(Quantity::PreviousLosses, "2.5", Some(Severity::Error), "whole");
        check(Quantity::AgeYears, "350", Some(Severity::Error), "between 10 and 60 years");
    }

    #[test]
    fn rising_lysis_warns_where_it_rises() {
        let page = page(&[(Quantity::NkCyto50, "20"), (Quantity::NkCyto25, "30")]);
        assert_eq!(page.field(Quantity::NkCyto50).message, None);
        let message = page.field(Quantity::NkCyto25).message.as_ref().expect("a warning");
        assert!(message.text.contains("more effector cells"), "{message:?}");
    }

    #[test]
    fn derived_values_are_shown() {
        let mut draft = PatientDraft { ratio_from_percentages: true, ..PatientDraft::default() };
        draft.set_text(Quantity::TnfAlphaPercent, "36".to_owned());
        draft.set_text(Quantity::Il10Percent, "0.9".to_owned());
        let page = assess(&draft, &Protocol::default(), &English);
        let message = page.field(Quantity::Il10Percent).message.as_ref().expect("a note");
        assert_eq!((message.severity, message.text.as_str()), (Severity::Note, "Th1/Th2 ratio 40"));
        draft.set_text(Quantity::Il10Percent, "0".to_owned());
        let page = assess(&draft, &Protocol::default(), &English);
        let message = page.field(Quantity::Il10Percent).message.as_ref().expect("an error");
        assert_eq!(message.severity, Severity::Error);
    }

    #[test]
    fn fewer_losses_are_said_and_hide_nothing() {
        let page = page(&[
            (Quantity::PreviousLosses, "1"),
            (Quantity::NkPercent, "20"),
            (Quantity::NkCyto50, "20"),
            (Quantity::NkCyto25, "15"),
            (Quantity::NkCyto12_5, "5"),
            (Quantity::Th1Th2Ratio, "20"),
        ]);
        assert!(page.losses.is_some_and(|losses| losses.text.contains("2 or more")));
        assert_eq!(page.outcome.headline, "NK cell level");
    }
}
