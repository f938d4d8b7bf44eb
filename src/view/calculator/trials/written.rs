//! The measure that trials are compared by, and how it is written.

use crate::engine::stats::trials::Measure;
use crate::engine::stats::{Estimate, Interval};
use crate::view::calculator::finding::Scale;
use crate::view::figures::layout::axis::Division;

/// The measure and how it is written.
#[derive(Clone, Copy)]
pub(in crate::view) struct EffectNotation {
    pub(in crate::view) measure: Measure,
    pub(in crate::view) name: &'static str,
    pub(in crate::view) scale: Scale,
    pub(in crate::view) axis: Division,
    pub(in crate::view) no_effect: f64,
}

impl EffectNotation {
    pub(in crate::view) fn of(measure: Measure) -> Self {
        let ratio = |name| EffectNotation {
            measure,
            name,
            scale: Scale::Ratio,
            axis: Division::Logarithmic,
            no_effect: 1.0,
        };
        match measure {
            Measure::RiskRatio => ratio("Risk ratio"),
            Measure::RiskDifference => EffectNotation {
                measure,
                name: "Risk difference",
                scale: Scale::SharePoints,
                axis: Division::Percent,
                no_effect: 0.0,
            },
            Measure::OddsRatio => ratio("Odds ratio"),
        }
    }

    /// A number of the scale on which trials are pooled, as it is read.
    pub(in crate::view) fn back(self, value: f64) -> f64 {
        if self.scale == Scale::Ratio { value.exp() } else { value }
    }

    pub(in crate::view) fn interval(self, interval: Interval) -> Interval {
        Interval {
            lower: self.back(interval.lower),
            upper: self.back(interval.upper),
            level: interval.level,
        }
    }

    pub(in crate::view) fn estimate(self, estimate: Estimate) -> Estimate {
        Estimate { value: self.back(estimate.value), interval: self.interval(estimate.interval) }
    }
}
