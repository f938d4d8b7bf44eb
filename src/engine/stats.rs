//! Estimates with their intervals. One method family a file; [`special`] is the
//! only door to the crate of special functions.

pub mod proportion;
pub mod special;

use serde::{Deserialize, Serialize};

/// A confidence interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
    /// Confidence level, such as 0.95.
    pub level: f64,
}

/// Why a statistic has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Undefined {
    /// Nobody was counted: a rate of zero out of zero does not exist.
    #[error("nobody was counted")]
    NoObservations,
    /// More events than people.
    #[error("more events than people")]
    MoreEventsThanTotal,
}
