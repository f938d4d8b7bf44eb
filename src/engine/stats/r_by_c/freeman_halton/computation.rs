//! How the p-value of a table of any size is found, exactly or by sampling.

use serde::{Deserialize, Serialize};

use crate::engine::stats::{Interval, PValue};

/// Tables whose probabilities differ by less than this, relative to them, are
/// equally likely. (R's FEXACT takes 3.5e-7, which counts likelier tables too.)
pub(super) const TIE_TOLERANCE: f64 = 1e-10;

/// How the p-value was found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Computation {
    /// By all tables with the same margins.
    Exact,
    /// By random tables with the same margins.
    MonteCarlo {
        /// How many tables were drawn.
        replicates: u32,
        /// The seed they were drawn with.
        seed: u64,
        /// The exact (Clopper-Pearson) interval of the p-value, at 99 %.
        interval: Interval,
    },
}

/// What to do where the exact computation would take too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sampling {
    /// How many random tables to draw; fewer are drawn where margins are so
    /// large that this would take too long, and the result says how many.
    pub replicates: u32,
    /// The seed of the random numbers.
    pub seed: u64,
}

/// The p-value and how it was found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FreemanHalton {
    /// The p-value: the probability of all tables no likelier than the observed.
    pub p_value: PValue,
    /// Exactly or by sampling.
    pub computation: Computation,
}
