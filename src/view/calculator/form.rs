//! The questions and their fields: all that the page knows of the calculator.
//! It computes nothing of the statistics, which run in the worker.

pub(super) mod choices;
mod field_name;
mod parts;
mod questions;

pub use field_name::FieldName;
pub use parts::{Example, FieldKind, Form, FormField, FourCells};
use questions::{
    E_VALUE, P_VALUES, PAIRS, PLANNING, PROPORTION, R_BY_C, STRATA, TREND, TRIALS, TWO_BY_TWO,
    VALUES,
};
use serde::{Deserialize, Serialize};

/// What can be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// One proportion.
    Proportion,
    /// Two groups and one event.
    #[default]
    TwoByTwo,
    /// The same in several strata.
    Strata,
    /// Pairs.
    Pairs,
    /// A table of any size.
    RByC,
    /// A trend over ordered groups.
    Trend,
    /// Groups of measured values.
    Values,
    /// A meta-analysis of trials with two arms.
    Trials,
    /// Sample size and power.
    Planning,
    /// How strong an unmeasured confounder would have to be.
    EValue,
    /// Several p-values.
    PValues,
}

impl Question {
    /// Every question, in the order of the page.
    pub const ALL: [Question; 11] = [
        Question::TwoByTwo,
        Question::Proportion,
        Question::Strata,
        Question::Pairs,
        Question::RByC,
        Question::Trend,
        Question::Values,
        Question::Trials,
        Question::Planning,
        Question::EValue,
        Question::PValues,
    ];

    /// What stands on its form.
    #[must_use]
    pub const fn form(self) -> &'static Form {
        match self {
            Question::TwoByTwo => &TWO_BY_TWO,
            Question::Proportion => &PROPORTION,
            Question::Strata => &STRATA,
            Question::Pairs => &PAIRS,
            Question::RByC => &R_BY_C,
            Question::Trend => &TREND,
            Question::Values => &VALUES,
            Question::Trials => &TRIALS,
            Question::Planning => &PLANNING,
            Question::EValue => &E_VALUE,
            Question::PValues => &P_VALUES,
        }
    }

    /// Its place in [`Question::ALL`].
    #[must_use]
    pub fn place(self) -> usize {
        Question::ALL.iter().position(|&one| one == self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_pasted_block_fills_the_cells() {
        let form = Question::TwoByTwo.form();
        let cells = |place, text| form.pasted_cells(place, text);
        let four = ["163", "34", "217", "52"].map(str::to_owned).to_vec();
        assert_eq!(cells(0, "163\t34\n217\t52\n"), Some(four.clone()));
        assert_eq!(cells(0, "treated 163 34\r\nother 217 52"), Some(four));
        assert_eq!(cells(2, "3 4"), Some(vec!["3".to_owned(), "4".to_owned()]));
        assert_eq!(cells(0, "163"), None);
        assert_eq!(cells(3, "3 4"), None);
        assert_eq!(cells(0, "1 2 3 4 5"), None);
        assert_eq!(Question::Proportion.form().pasted_cells(0, "1 2"), None);
    }

    #[test]
    fn every_form_is_whole() {
        for (place, question) in Question::ALL.into_iter().enumerate() {
            let form = question.form();
            assert_eq!(question.place(), place);
            assert_eq!(form.fields.len(), form.example.texts.len(), "{}", form.id);
            assert!(form.cells.is_none() || form.fields.len() >= 4, "{}", form.id);
            for (place, field) in form.fields.iter().enumerate() {
                assert_eq!(form.place(field.name), Some(place), "{}: {:?}", form.id, field.name);
            }
            for (field, text) in form.fields.iter().zip(form.example.texts) {
                if let FieldKind::Choice(options) = field.kind {
                    assert!(options.iter().any(|(value, _)| value == text), "{}", form.id);
                }
            }
        }
    }
}
