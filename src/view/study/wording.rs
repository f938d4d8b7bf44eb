//! Numbers, tests and reasons of a study as text.

use crate::engine::cohort::filter::{Band, Filter, OwnWanted};
use crate::engine::record::Etiology;
use crate::engine::stats::proportion::Proportion;
use crate::engine::stats::{Estimate, Interval, Uncertain};
use crate::engine::study::NotEstimable;
use crate::engine::study::options::StudyOptions;
use crate::engine::study::significance::{SignificanceTest, TestKind};
use crate::view::document::{Cell, Table};
use crate::view::{format, messages};

/// A p-value over its adjusted one, if it is adjusted.
#[must_use]
pub fn p_cell(tested: &SignificanceTest) -> Cell {
    let adjusted = tested.p_holm.map(|p_holm| format!("Holm {}", format::p_rounded(p_holm)));
    Cell::stacked(format::p_rounded(tested.p()), adjusted.unwrap_or_default())
}

/// A ratio over its interval.
#[must_use]
pub fn ratio_cell(estimate: &Estimate) -> Cell {
    Cell::stacked(format::ratio(estimate.value), format::ratio_interval(estimate.interval))
}

/// A difference over its interval, in percentage points, or over why it has none.
#[must_use]
pub fn points_cell(found: &Uncertain) -> Cell {
    let interval = found.interval.map_or_else(messages::undefined_clause, format::points_interval);
    Cell::stacked(format::points(found.value), interval)
}

/// An area under a curve, for a cell of a table.
#[must_use]
pub fn area_cell(found: &Uncertain) -> Cell {
    Cell::stacked(format::decimal(found.value, 2), area_interval(found))
}

/// The difference of two areas over its interval.
#[must_use]
pub fn areas_cell(difference: &Estimate) -> Cell {
    let Interval { lower, upper, .. } = difference.interval;
    Cell::stacked(
        format::decimal(difference.value, 2),
        format!("{} to {}", format::decimal(lower, 2), format::decimal(upper, 2)),
    )
}

/// An area under a curve with its interval, or why it has none: `0.60 (0.57 to 0.63)`.
#[must_use]
pub fn area(found: &Uncertain) -> String {
    format!("{} ({})", format::decimal(found.value, 2), area_interval(found))
}

fn area_interval(found: &Uncertain) -> String {
    found.interval.map_or_else(messages::undefined_clause, |Interval { lower, upper, .. }| {
        format!("{} to {}", format::decimal(lower, 2), format::decimal(upper, 2))
    })
}

/// The cells of shares in one table, which marks those with few women behind them.
#[derive(Debug)]
pub struct ShareCells {
    small_cell: u32,
    has_small: std::cell::Cell<bool>,
}

impl ShareCells {
    /// For a table under these choices.
    #[must_use]
    pub fn new(options: &StudyOptions) -> Self {
        ShareCells { small_cell: options.small_cell, has_small: std::cell::Cell::new(false) }
    }

    /// A count and percentage over the interval: `163/197 (82.7%)`; marked where
    /// few women stand behind it.
    #[must_use]
    pub fn cell(&self, found: &Result<Proportion, NotEstimable>) -> Cell {
        match found {
            Ok(share) => {
                let is_small = share.total < self.small_cell;
                self.has_small.set(self.has_small.get() || is_small);
                let mark = if is_small { " †" } else { "" };
                Cell::stacked(
                    format!(
                        "{} ({}){mark}",
                        format::fraction(share),
                        format::percent(share.estimate)
                    ),
                    format::interval(share.interval),
                )
            }
            Err(reason) => Cell::stacked("", messages::short_reason(reason)),
        }
    }

    /// The table of these cells, which says what the mark means where it has any.
    #[must_use]
    pub fn table(&self, mut table: Table) -> Table {
        if self.has_small.get() {
            table.notes.push(format!(
                "† Fewer than {} women: the interval says more than the rate.",
                self.small_cell
            ));
        }
        table
    }
}

/// The name of a test.
#[must_use]
pub fn test(kind: TestKind) -> &'static str {
    match kind {
        TestKind::Welch => "Welch’s t",
        TestKind::MannWhitney => "Mann-Whitney",
        TestKind::ChiSquare => "Pearson’s χ²",
        TestKind::Fisher => "Fisher’s exact",
        TestKind::FreemanHalton => "Freeman-Halton exact",
        TestKind::FreemanHaltonSampled => "Freeman-Halton, Monte Carlo",
        TestKind::CochranArmitage => "Cochran-Armitage",
        TestKind::ExactTrend => "exact trend",
        TestKind::LikelihoodRatio => "likelihood ratio",
        TestKind::PenalizedLikelihoodRatio => "penalized likelihood ratio",
        TestKind::HosmerLemeshow => "Hosmer-Lemeshow",
        TestKind::DeLong => "DeLong’s",
        TestKind::Wald => "Wald’s",
        TestKind::CochranQ => "Cochran’s Q",
    }
}

/// The filter in words; `None` when everyone is admitted.
#[must_use]
pub fn filter(filter: &Filter) -> Option<String> {
    if filter.is_open() {
        return None;
    }
    let band = |name: &str, band: Option<Band>| {
        let band = band?;
        match (band.minimum, band.maximum) {
            (Some(low), Some(high)) => {
                Some(format!("{name} {} to {}", format::value(low), format::value(high)))
            }
            (Some(low), None) => Some(format!("{name} {} or more", format::value(low))),
            (None, Some(high)) => Some(format!("{name} {} or less", format::value(high))),
            (None, None) => Some(format!("{name} known")),
        }
    };
    let etiology = filter.etiology.map(|etiology| {
        match etiology {
            Etiology::Idiopathic => "idiopathic",
            Etiology::Known => "known etiology",
        }
        .to_owned()
    });
    let own = filter.own.iter().filter_map(|condition| match &condition.wanted {
        OwnWanted::Numbers(limits) => band(&condition.column, Some(*limits)),
        OwnWanted::Days(Band { minimum, maximum }) => {
            let name = &condition.column;
            match (minimum.map(format::date), maximum.map(format::date)) {
                (Some(from), Some(to)) => Some(format!("{name} from {from} to {to}")),
                (Some(from), None) => Some(format!("{name} from {from} on")),
                (None, Some(to)) => Some(format!("{name} up to {to}")),
                (None, None) => Some(format!("{name} known")),
            }
        }
        OwnWanted::Levels(levels) => Some(format!("{}: {}", condition.column, levels.join(" or "))),
    });
    let parts: Vec<String> = [
        etiology,
        band("age", filter.age_years),
        band("previous losses", filter.previous_losses),
        band("year of the work-up", filter.year),
    ]
    .into_iter()
    .flatten()
    .chain(own)
    .collect();
    Some(parts.join("; "))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::cohort::filter::OwnCondition;

    #[test]
    fn numbers() {
        for (found, expected) in [
            (format::decimal(-0.04, 1), "0.0"),
            (format::decimal(-0.06, 1), "−0.1"),
            (format::decimal(f64::NEG_INFINITY, 1), "−∞"),
            (format::ratio(0.0456), "0.046"),
            (format::ratio(1.148), "1.15"),
            (format::ratio(62.62), "62.6"),
            (format::ratio(626.2), "626"),
            (format::p_rounded(0.629_34), "0.629"),
            (format::p_rounded(0.000_4), "<0.001"),
            (format::p_rounded(1.0), ">0.999"),
            (format::p_phrase(0.000_4), "p < 0.001"),
            (format::p_phrase(0.569), "p = 0.569"),
            (format::points(-0.050_4), "−5.0"),
        ] {
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn filters_are_words() {
        assert_eq!(filter(&Filter::default()), None);
        let some = Filter {
            etiology: Some(Etiology::Known),
            age_years: Some(Band { minimum: Some(35.0), maximum: None }),
            previous_losses: Some(Band { minimum: Some(2.0), maximum: Some(3.0) }),
            year: Some(Band { minimum: None, maximum: Some(2013.0) }),
            own: vec![
                OwnCondition {
                    column: "Seen".to_owned(),
                    wanted: OwnWanted::Days(Band { minimum: Some(16_496.0), maximum: None }),
                },
                OwnCondition {
                    column: "Smoking".to_owned(),
                    wanted: OwnWanted::Levels(vec!["never".to_owned(), "ex".to_owned()]),
                },
            ],
        };
        assert_eq!(
            filter(&some).as_deref(),
            Some(
                "known etiology; age 35 or more; previous losses 2 to 3; year of the work-up 2013 or \
                 less; Seen from 2015-03-02 on; Smoking: never or ex"
            )
        );
    }
}
