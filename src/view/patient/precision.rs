//! How precisely the laboratory measures, as fields.

use crate::engine::borderline::Precision;
use crate::engine::protocol::laboratory::Laboratory;
use crate::engine::quantity::Quantity;
use crate::engine::reader::number;
use crate::engine::rules::panel::ImmuneTest;
use crate::view::format;
use crate::view::language::laboratory::{LaboratoryLabel, LaboratoryWords};
use crate::view::language::settings::NotInForce;
use crate::view::patient::settings::CutoffField;
use crate::view::patient::{Message, Severity};

/// A coefficient of variation, typed in percent, as a share; `None` of an empty text,
/// which states none.
///
/// # Errors
/// What is wrong with the text.
pub fn read_cv(text: &str) -> Result<Option<f64>, NotInForce> {
    let percent = number::read_typed_as(text, Quantity::NkPercent);
    let Some(percent) = percent.map_err(NotInForce::NotANumber)? else { return Ok(None) };
    // The nearest share: a hundredth of a decimal number can be off in its last digit.
    let share = (percent * 1e10).round() / 1e12;
    let cv = Precision::check_cv(share).map_err(|_| NotInForce::NoCoefficient)?;
    Ok(Some(cv))
}

/// A correlation.
///
/// # Errors
/// What is wrong with the text.
pub fn read_correlation(text: &str) -> Result<f64, NotInForce> {
    let number = number::read_typed_as(text, Quantity::Th1Th2Ratio);
    let number = number.map_err(NotInForce::NotANumber)?.ok_or(NotInForce::Empty)?;
    Precision::check_correlation(number).map_err(|_| NotInForce::NoCorrelation)
}

/// The coefficient of variation of a test as a field. A text that is none is kept as
/// typed and changes nothing, and the message says what stays in force.
#[must_use]
pub fn cv_field(
    laboratory: &Laboratory,
    test: ImmuneTest,
    typed: Option<&str>,
    words: &dyn LaboratoryWords,
) -> CutoffField {
    let in_force = laboratory.precision.cv[test].map(format::percent_number);
    let whose = match in_force {
        Some(_) => LaboratoryLabel::CvOwn,
        None => LaboratoryLabel::CvNotStated,
    };
    let problem = typed.and_then(|text| read_cv(text).err());
    let message = match problem {
        None => note(words.laboratory_label(whose)),
        Some(why) => error(words.cv_not_in_force(why, in_force.as_deref())),
    };
    CutoffField {
        text: typed.map_or_else(|| in_force.unwrap_or_default(), ToOwned::to_owned),
        message,
    }
}

/// The correlation between the errors of two ratios as a field, as [`cv_field`].
#[must_use]
pub fn correlation_field(
    laboratory: &Laboratory,
    typed: Option<&str>,
    words: &dyn LaboratoryWords,
) -> CutoffField {
    let correlation = laboratory.precision.correlation;
    let is_assumed = correlation.total_cmp(&Precision::default().correlation).is_eq();
    let whose = if is_assumed {
        LaboratoryLabel::CorrelationAssumed
    } else {
        LaboratoryLabel::CorrelationOwn
    };
    let in_force = correlation.to_string();
    let problem = typed.and_then(|text| read_correlation(text).err());
    let message = match problem {
        None => note(words.laboratory_label(whose)),
        Some(why) => error(words.not_in_force(why, &in_force)),
    };
    CutoffField { text: typed.map_or(in_force, ToOwned::to_owned), message }
}

fn note(text: String) -> Message {
    Message { severity: Severity::Note, text }
}

fn error(text: String) -> Message {
    Message { severity: Severity::Error, text }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::view::language::english::English;

    #[test]
    fn a_coefficient_is_typed_in_percent_and_none_is_assumed() {
        for (text, expected) in [
            ("5.2", Ok(Some(0.052))),
            ("5,2 %", Ok(Some(0.052))),
            ("100", Ok(Some(1.0))),
            ("", Ok(None)),
            ("0", Err(NotInForce::NoCoefficient)),
            ("101", Err(NotInForce::NoCoefficient)),
            ("-5", Err(NotInForce::NoCoefficient)),
        ] {
            assert_eq!(read_cv(text), expected, "{text}");
        }
        assert!(matches!(read_cv("five"), Err(NotInForce::NotANumber(_))));
        let mut laboratory = Laboratory::default();
        let field = |laboratory: &Laboratory, typed| {
            let field = cv_field(laboratory, ImmuneTest::NkLevel, typed, &English);
            (field.text, field.message.text)
        };
        let said = |text: &str, message: &str| (text.to_owned(), message.to_owned());
        assert_eq!(field(&laboratory, None), said("", "Not stated"));
        let (text, message) = field(&laboratory, Some("0"));
        assert_eq!(text, "0");
        assert_eq!(message, "This must be above 0% and at most 100%. In force: none.");
        laboratory.precision.cv.nk_level = Some(0.07);
        assert_eq!(field(&laboratory, None), said("7", "Of your laboratory"));
        assert!(field(&laboratory, Some("x")).1.ends_with("In force: 7%."));
    }

    #[test]
    fn the_correlation_is_said_to_be_an_assumption() {
        for (text, expected) in [
            ("0", Ok(0.0)),
            ("0,95", Ok(0.95)),
            ("0.96", Err(NotInForce::NoCorrelation)),
            ("-0.1", Err(NotInForce::NoCorrelation)),
            ("", Err(NotInForce::Empty)),
        ] {
            assert_eq!(read_correlation(text), expected, "{text}");
        }
        let field = |typed| correlation_field(&Laboratory::default(), typed, &English);
        assert_eq!(field(None).text, "0.5");
        assert!(field(None).message.text.contains("assumption of this program"));
        assert_eq!(
            field(Some("1")).message.text,
            "This must lie between 0 and 0.95. In force: 0.5."
        );
    }
}
