//! Which women of a cohort are counted.

use serde::{Deserialize, Serialize};

use crate::engine::cohort::columns::Cohort;
use crate::engine::cohort::own::OwnValues;
use crate::engine::own_column::{OwnColumn, OwnKind};
use crate::engine::record::{Etiology, Value};

/// Which women are analyzed; what is `None` admits everyone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// Women of this etiology; those without a stated one are left out.
    pub etiology: Option<Etiology>,
    /// Women of this age in years, limits included.
    pub age_years: Option<Band>,
    /// Women with so many previous losses, limits included.
    pub previous_losses: Option<Band>,
    /// Women whose work-up was in one of these calendar years, limits included.
    pub year: Option<Band>,
    /// Women of whom every one of these columns, which the user keeps, says so.
    pub own: Vec<OwnCondition>,
}

/// What a kept column has to say of a woman.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnCondition {
    /// The name of the column in the file. A file without it has no such woman.
    pub column: String,
    /// What it has to say.
    pub wanted: OwnWanted,
}

/// What a kept column has to say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnWanted {
    /// A number, limits included.
    Numbers(Band),
    /// A day, limits included, counted from 1970-01-01.
    Days(Band),
    /// One of these levels by their names, or `yes` or `no`.
    Levels(Vec<String>),
}

impl OwnWanted {
    /// Whether it admits the value of a record.
    fn admits(&self, values: &OwnValues, index: usize) -> bool {
        let value = values.get(index);
        match self {
            OwnWanted::Numbers(band) | OwnWanted::Days(band) => band.admits(value),
            OwnWanted::Levels(_) => {
                value.is_some_and(|value| self.codes(&values.column).contains(&value))
            }
        }
    }

    /// The values of a column that stand for the wanted levels.
    #[must_use]
    pub fn codes(&self, column: &OwnColumn) -> Vec<f64> {
        let OwnWanted::Levels(wanted) = self else { return Vec::new() };
        let names = match column.kind {
            OwnKind::YesNo => vec!["no", "yes"],
            _ => column.levels(),
        };
        let is_wanted = |name: &str| wanted.iter().any(|one| one == name);
        let places = (0_u32..).zip(names).filter(|(_, name)| is_wanted(name));
        places.map(|(place, _)| f64::from(place)).collect()
    }
}

/// What a filter goes by, in the order in which it is asked of a woman.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// Her etiology.
    Etiology,
    /// Her age.
    AgeYears,
    /// Her number of previous losses.
    PreviousLosses,
    /// The year of her work-up.
    Year,
    /// A column that the user keeps.
    Own,
}

/// A range of numbers; an open side is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Band {
    /// Smallest value that belongs to it.
    pub minimum: Option<f64>,
    /// Largest value that belongs to it.
    pub maximum: Option<f64>,
}

impl Band {
    /// Whether a value is known and belongs to the band.
    #[must_use]
    pub fn admits(self, value: Option<f64>) -> bool {
        value.is_some_and(|value| {
            self.minimum.is_none_or(|minimum| value >= minimum)
                && self.maximum.is_none_or(|maximum| value <= maximum)
        })
    }
}

impl Filter {
    /// Whether everyone is admitted.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Filter::default()
    }

    /// The first criterion of the format by which a woman is left out, by her etiology, age, number
    /// of losses and the year of her work-up; `None` when she is admitted.
    #[must_use]
    pub fn refusal(
        &self,
        etiology: Option<Etiology>,
        age_years: Option<f64>,
        previous_losses: Option<f64>,
        year: Option<f64>,
    ) -> Option<Criterion> {
        let refuses =
            |band: Option<Band>, value| band.is_some_and(|band: Band| !band.admits(value));
        if self.etiology.is_some_and(|wanted| etiology != Some(wanted)) {
            Some(Criterion::Etiology)
        } else if refuses(self.age_years, age_years) {
            Some(Criterion::AgeYears)
        } else if refuses(self.previous_losses, previous_losses) {
            Some(Criterion::PreviousLosses)
        } else if refuses(self.year, year) {
            Some(Criterion::Year)
        } else {
            None
        }
    }

    /// The first criterion by which a record is left out; `None` when it is admitted.
    #[must_use]
    pub fn refusal_of(&self, cohort: &Cohort, index: usize) -> Option<Criterion> {
        let known = self.refusal(
            cohort.etiology[index],
            cohort.age.get(index).map(Value::get),
            cohort.previous_losses.get(index).map(Value::get),
            cohort.year[index].map(|year| f64::from(year.get())),
        );
        let admits = |condition: &OwnCondition| {
            let values = cohort.own.iter().find(|values| values.column.name == condition.column);
            values.is_some_and(|values| condition.wanted.admits(values, index))
        };
        known.or_else(|| (!self.own.iter().all(admits)).then_some(Criterion::Own))
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn bands_include_their_limits_and_need_a_value() {
        let band = Band { minimum: Some(30.0), maximum: Some(34.0) };
        for (value, expected) in [
            (Some(29.9), false),
            (Some(30.0), true),
            (Some(34.0), true),
            (Some(34.1), false),
            (None, false),
        ] {
            assert_eq!(band.admits(value), expected, "{value:?}");
        }
        assert!(Band::default().admits(Some(1.0)) && !Band::default().admits(None));
    }

    #[test]
    fn an_open_filter_admits_women_of_whom_nothing_is_known() {
        assert!(Filter::default().is_open());
        assert_eq!(Filter::default().refusal(None, None, None, None), None);
        let known = Filter { etiology: Some(Etiology::Known), ..Filter::default() };
        assert!(!known.is_open());
        assert_eq!(known.refusal(None, None, None, None), Some(Criterion::Etiology));
        assert_eq!(known.refusal(Some(Etiology::Known), None, None, None), None);
    }

    #[test]
    fn a_woman_is_left_out_by_the_first_criterion_that_she_does_not_meet() {
        let band = |minimum| Some(Band { minimum: Some(minimum), maximum: None });
        let filter = Filter {
            etiology: Some(Etiology::Known),
            age_years: band(30.0),
            previous_losses: band(3.0),
            year: band(2015.0),
            ..Filter::default()
        };
        let known = Some(Etiology::Known);
        for (etiology, age, losses, year, expected) in [
            (None, None, None, None, Some(Criterion::Etiology)),
            (known, Some(29.0), Some(2.0), None, Some(Criterion::AgeYears)),
            (known, Some(30.0), Some(2.0), None, Some(Criterion::PreviousLosses)),
            (known, Some(30.0), Some(3.0), Some(2014.0), Some(Criterion::Year)),
            (known, Some(30.0), Some(3.0), Some(2015.0), None),
        ] {
            assert_eq!(filter.refusal(etiology, age, losses, year), expected);
        }
    }
}
