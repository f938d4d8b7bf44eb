//! What can be chosen on the study: the filter, the categories of losses and
//! the cut-offs, as fields of a form.

use serde::{Deserialize, Serialize};

use crate::engine::cohort::filter::{Band, Filter};
use crate::engine::protocol::Protocol;
use crate::engine::quantity::Quantity;
use crate::engine::reader::number;
use crate::engine::record::Etiology;
use crate::engine::study::options::StudyOptions;
use crate::view::{format, words};

/// A field that is typed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceField {
    /// Youngest age.
    AgeFrom,
    /// Oldest age.
    AgeTo,
    /// Fewest losses.
    LossesFrom,
    /// Most losses.
    LossesTo,
    /// First calendar year.
    YearFrom,
    /// Last calendar year.
    YearTo,
    /// The smallest number of losses of each category.
    Categories,
}

impl ChoiceField {
    /// Every field, in the order of the form.
    pub const ALL: [ChoiceField; 7] = [
        ChoiceField::AgeFrom,
        ChoiceField::AgeTo,
        ChoiceField::LossesFrom,
        ChoiceField::LossesTo,
        ChoiceField::YearFrom,
        ChoiceField::YearTo,
        ChoiceField::Categories,
    ];

    /// The label.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            ChoiceField::AgeFrom => "Age from",
            ChoiceField::AgeTo => "Age to",
            ChoiceField::LossesFrom => "Previous losses from",
            ChoiceField::LossesTo => "Previous losses to",
            ChoiceField::YearFrom => "Year from",
            ChoiceField::YearTo => "Year to",
            ChoiceField::Categories => "Categories of previous losses",
        }
    }

    /// The two limits that it is one of; `None` for the categories.
    fn band(self) -> Option<(ChoiceField, ChoiceField)> {
        match self {
            ChoiceField::AgeFrom | ChoiceField::AgeTo => {
                Some((ChoiceField::AgeFrom, ChoiceField::AgeTo))
            }
            ChoiceField::LossesFrom | ChoiceField::LossesTo => {
                Some((ChoiceField::LossesFrom, ChoiceField::LossesTo))
            }
            ChoiceField::YearFrom | ChoiceField::YearTo => {
                Some((ChoiceField::YearFrom, ChoiceField::YearTo))
            }
            ChoiceField::Categories => None,
        }
    }

    /// The name of its input.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            ChoiceField::AgeFrom => "filter-age-from",
            ChoiceField::AgeTo => "filter-age-to",
            ChoiceField::LossesFrom => "filter-losses-from",
            ChoiceField::LossesTo => "filter-losses-to",
            ChoiceField::YearFrom => "filter-year-from",
            ChoiceField::YearTo => "filter-year-to",
            ChoiceField::Categories => "loss-categories",
        }
    }
}

/// What was typed and chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Women of this etiology only.
    pub etiology: Option<Etiology>,
    /// Whether the p-values of table 1 are adjusted.
    pub adjust_table_one: bool,
    texts: [String; 7],
}

impl Default for Choices {
    fn default() -> Self {
        Choices::from(&StudyOptions::default())
    }
}

impl From<&StudyOptions> for Choices {
    fn from(options: &StudyOptions) -> Self {
        let limit = |band: Option<Band>, of: fn(Band) -> Option<f64>| {
            band.and_then(of).map(format::value).unwrap_or_default()
        };
        let Filter { etiology, age_years, previous_losses, year } = options.filter;
        Choices {
            etiology,
            adjust_table_one: options.adjust_table_one,
            texts: [
                limit(age_years, |band| band.minimum),
                limit(age_years, |band| band.maximum),
                limit(previous_losses, |band| band.minimum),
                limit(previous_losses, |band| band.maximum),
                limit(year, |band| band.minimum),
                limit(year, |band| band.maximum),
                categories_text(&options.loss_categories),
            ],
        }
    }
}

fn categories_text(categories: &[u32]) -> String {
    categories.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

impl Choices {
    /// The text of a field.
    #[must_use]
    pub fn text(&self, field: ChoiceField) -> &str {
        &self.texts[field as usize]
    }

    /// Types into a field.
    pub fn set_text(&mut self, field: ChoiceField, text: String) {
        self.texts[field as usize] = text;
    }

    /// The options that the fields make of others, which say what has no field. A limit
    /// with a problem limits nothing, and its field says so.
    #[must_use]
    pub fn options(&self, base: &StudyOptions) -> StudyOptions {
        let number = |field| self.number(field).filter(|_| self.problem(field).is_empty());
        let band = |from: ChoiceField, to: ChoiceField| {
            let band = Band { minimum: number(from), maximum: number(to) };
            (band != Band::default()).then_some(band)
        };
        let mut options = StudyOptions { adjust_table_one: self.adjust_table_one, ..base.clone() };
        options.filter = Filter {
            etiology: self.etiology,
            age_years: band(ChoiceField::AgeFrom, ChoiceField::AgeTo),
            previous_losses: band(ChoiceField::LossesFrom, ChoiceField::LossesTo),
            year: band(ChoiceField::YearFrom, ChoiceField::YearTo),
        };
        if let Some(categories) = self.categories() {
            options.loss_categories = categories;
        }
        options.sound()
    }

    /// Takes every filter away; the categories stay.
    pub fn admit_all(&mut self) {
        self.etiology = None;
        for field in ChoiceField::ALL.into_iter().filter(|field| field.band().is_some()) {
            self.set_text(field, String::new());
        }
    }

    fn categories(&self) -> Option<Vec<u32>> {
        let parts = self.text(ChoiceField::Categories).split([',', ' ', ';']);
        let numbers: Result<Vec<u32>, _> =
            parts.filter(|part| !part.is_empty()).map(str::parse).collect();
        numbers.ok().filter(|numbers| !numbers.is_empty() && numbers.len() <= 12)
    }

    /// The number in a field of a limit; `None` without one.
    fn number(&self, field: ChoiceField) -> Option<f64> {
        number::read_typed(self.text(field)).ok().flatten()
    }

    /// What is wrong with a field; empty when nothing is.
    #[must_use]
    pub fn problem(&self, field: ChoiceField) -> &'static str {
        let Some((from, to)) = field.band() else {
            return if self.categories().is_none() { "Numbers like 2, 3, 4" } else { "" };
        };
        if number::read_typed(self.text(field)).is_err() {
            return "Not a number";
        }
        let is_year = matches!(field, ChoiceField::YearFrom | ChoiceField::YearTo);
        let has_four_digits = |year: f64| (1000.0..10_000.0).contains(&year) && year.fract() == 0.0;
        if is_year && self.number(field).is_some_and(|year| !has_four_digits(year)) {
            return "A year has four digits";
        }
        match (self.number(from), self.number(to)) {
            (Some(from), Some(to)) if from > to => "“From” is above “to”",
            _ => "",
        }
    }
}

/// A cut-off as a slider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slider {
    /// The name of its input.
    pub id: String,
    /// The label.
    pub label: &'static str,
    /// Lowest value.
    pub minimum: String,
    /// Highest value.
    pub maximum: String,
    /// Step from value to value.
    pub step: &'static str,
    /// The value.
    pub value: String,
    /// The value with its comparison and unit.
    pub reading: String,
}

/// The slider of a cut-off, over the range usually seen.
#[must_use]
pub fn slider(protocol: &Protocol, quantity: Quantity) -> Slider {
    let range = quantity.plausible();
    let value = protocol.cutoff(quantity).map_or(range.minimum, |cutoff| cutoff.value);
    let value = format::shown(value);
    Slider {
        id: format!(
            "slide-{}",
            words::quantity(quantity).to_lowercase().replace([' ', ':', ',', '/', '.'], "-")
        ),
        label: words::quantity(quantity),
        minimum: format::value(range.minimum),
        maximum: format::value(range.maximum),
        step: "0.1",
        reading: format!("> {value} {}", words::unit(quantity)).trim_end().to_owned(),
        value,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn fields_make_options_and_come_back() {
        let mut choices = Choices::default();
        let base = StudyOptions { seed: 7, ..StudyOptions::default() };
        assert_eq!(choices.options(&base), base);
        choices.etiology = Some(Etiology::Known);
        choices.adjust_table_one = false;
        choices.set_text(ChoiceField::AgeFrom, "30".to_owned());
        choices.set_text(ChoiceField::LossesTo, "x".to_owned());
        choices.set_text(ChoiceField::YearTo, "2013".to_owned());
        choices.set_text(ChoiceField::Categories, "5, 2".to_owned());
        let options = choices.options(&base);
        assert_eq!(options.filter.age_years, Some(Band { minimum: Some(30.0), maximum: None }));
        assert_eq!(options.filter.previous_losses, None);
        assert_eq!(options.filter.year, Some(Band { minimum: None, maximum: Some(2013.0) }));
        assert_eq!(options.loss_categories, [2, 5]);
        assert!(!options.adjust_table_one);
        assert_eq!(choices.problem(ChoiceField::LossesTo), "Not a number");
        assert_eq!(choices.problem(ChoiceField::AgeFrom), "");
        let again = Choices::from(&options);
        assert_eq!(again.options(&base), options);
        assert_eq!(again.text(ChoiceField::Categories), "2, 5");
        choices.admit_all();
        let open = choices.options(&base);
        assert!(open.filter.is_open() && choices.problem(ChoiceField::LossesTo).is_empty());
        assert_eq!((open.loss_categories, open.seed), (vec![2, 5], 7));
    }

    #[test]
    fn limits_the_wrong_way_round_are_an_error_of_both_and_limit_nothing() {
        for (from, to, low, high) in [
            (ChoiceField::AgeFrom, ChoiceField::AgeTo, "30", "40"),
            (ChoiceField::LossesFrom, ChoiceField::LossesTo, "2", "3"),
            (ChoiceField::YearFrom, ChoiceField::YearTo, "2012", "2019"),
            (ChoiceField::AgeFrom, ChoiceField::AgeTo, "30,5", "３１"),
        ] {
            let typed = |first: &str, second: &str| {
                let mut choices = Choices::default();
                choices.set_text(from, first.to_owned());
                choices.set_text(to, second.to_owned());
                let problems = [choices.problem(from), choices.problem(to)];
                (problems, choices.options(&StudyOptions::default()).filter.is_open())
            };
            assert_eq!(typed(high, low), (["“From” is above “to”"; 2], true));
            assert_eq!(typed(low, high), ([""; 2], false));
            assert_eq!(typed(low, low), ([""; 2], false));
            assert_eq!(typed(high, ""), ([""; 2], false));
        }
    }

    #[test]
    fn a_year_has_four_digits() {
        for (text, problem) in [
            ("2015", ""),
            ("15", "A year has four digits"),
            ("20115", "A year has four digits"),
            ("2015.5", "A year has four digits"),
            ("since 2015", "Not a number"),
        ] {
            let mut choices = Choices::default();
            choices.set_text(ChoiceField::YearFrom, text.to_owned());
            assert_eq!(choices.problem(ChoiceField::YearFrom), problem, "{text}");
            let filter = choices.options(&StudyOptions::default()).filter;
            assert_eq!(filter.is_open(), !problem.is_empty(), "{text}");
        }
    }

    #[test]
    fn categories_that_cannot_be_read_change_nothing() {
        let mut choices = Choices::default();
        choices.set_text(ChoiceField::Categories, "2, many".to_owned());
        assert_eq!(choices.options(&StudyOptions::default()).loss_categories, [2, 3, 4]);
        assert_eq!(choices.problem(ChoiceField::Categories), "Numbers like 2, 3, 4");
    }
}
