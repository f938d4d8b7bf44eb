//! A result of the study, or why there is none.

use serde::{Deserialize, Serialize};

use crate::engine::column::Column;
use crate::engine::stats::Undefined;
use crate::engine::stats::design::FitError;

/// Women by treatment and immune status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TreatmentGroup {
    /// With an abnormality, treated.
    AbnormalTreated,
    /// With an abnormality, untreated.
    AbnormalUntreated,
    /// Without an abnormality, treated.
    NormalTreated,
    /// Without an abnormality, untreated.
    NormalUntreated,
}

/// A result, or why there is none.
pub type Estimable<T> = Result<T, NotEstimable>;

/// Why a section or a number cannot be given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[error("{self:?}")]
pub enum NotEstimable {
    /// No woman has a value in this column, or the file has no such column.
    NotStated {
        /// The column.
        column: Column,
    },
    /// The women it is about do not exist in the file or in the filter.
    Nobody,
    /// The filter leaves no woman with recurrent pregnancy loss.
    FilteredOut {
        /// Women with recurrent pregnancy loss whom it leaves out.
        n_enrolled: u32,
    },
    /// Only one of the groups to be compared has women.
    OneGroup,
    /// Every pregnancy ended the same way.
    OneOutcome {
        /// Whether they are all live births.
        live_births: bool,
    },
    /// Every woman with an abnormality was treated.
    NoUntreated {
        /// The treated women with an abnormality and a known outcome.
        n_treated: u32,
    },
    /// No woman with an abnormality was treated.
    NoTreated {
        /// The untreated women with an abnormality and a known outcome.
        n_untreated: u32,
    },
    /// Of the groups that a comparison of treated and untreated women with and without
    /// an abnormality takes, some have nobody.
    GroupsMissing {
        /// These.
        groups: Vec<TreatmentGroup>,
    },
    /// More women than it is computed for.
    TooMany {
        /// The limit, an option.
        limit: u32,
    },
    /// Left out of a quick pass; the full one computes it.
    Deferred,
    /// The statistic does not exist for these numbers.
    Undefined(#[from] Undefined),
    /// The model cannot be fitted.
    Fit(#[from] FitError),
}
