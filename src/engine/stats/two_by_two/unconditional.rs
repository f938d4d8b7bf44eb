//! Unconditional exact tests of a fourfold table: Barnard's and Boschloo's.

use serde::{Deserialize, Serialize};

use super::fisher::{FisherDefinition, p_value};
use super::{Group, TwoByTwo};
use crate::engine::stats::special::ln_binomial;
use crate::engine::stats::{PValue, Progress, Undefined, count, report_progress};

/// The largest number of possible tables that is still enumerated.
const MOST_TABLES: u64 = 4_000_000;

/// By what the possible tables are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnconditionalDefinition {
    /// Barnard: by the absolute pooled z statistic, two-sided.
    Barnard,
    /// Boschloo: by Fisher's two-sided minimum-likelihood p-value. (`SciPy` doubles
    /// the smaller of two one-sided tests instead.)
    Boschloo,
}

/// The result of an unconditional exact test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnconditionalTest {
    /// The largest p-value over all values of the common risk.
    pub p_value: PValue,
    /// The common risk at which it is reached.
    pub common_risk: f64,
}

/// An unconditional exact two-sided test of equal risks: only the group sizes are
/// fixed, not the number of events.
///
/// # Method
/// ```text
/// p = max over π of Σ b(x1; n1, π) b(x2; n2, π) over the tables at least as extreme
/// ```
/// as the observed one by the definition. The maximum is sought on a grid that is
/// even in arcsin √π and refined around all of its peaks.
///
/// # Undefined when
/// A group is empty, there are more than 4,000,000 possible tables, the p-value
/// is below 1e-300, or `progress` stops it.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Barnard GA, Biometrika 1947;34:123, doi:10.1093/biomet/34.1-2.123. Boschloo
/// RD, Stat Neerl 1970;24:1, doi:10.1111/j.1467-9574.1970.tb00104.x.
///
/// # Examples
/// Perondi 2004 (in Fagerland, Lydersen and Laake 2015), 7 of 34 and 1 of 34:
/// ```
/// use rpl_immune_profile::engine::stats::keep_going;
/// use rpl_immune_profile::engine::stats::two_by_two::unconditional::{
///     UnconditionalDefinition, unconditional,
/// };
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let table = TwoByTwo { exposed: Group::new(7, 34)?, unexposed: Group::new(1, 34)? };
/// let test = unconditional(&table, UnconditionalDefinition::Barnard, &mut keep_going)?;
/// assert!(test.p_value.value < 0.05);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn unconditional(
    table: &TwoByTwo,
    definition: UnconditionalDefinition,
    progress: &mut Progress<'_>,
) -> Result<UnconditionalTest, Undefined> {
    table.check_groups()?;
    let region = Region::new(table, definition, progress)?;
    if region.everything {
        return Ok(UnconditionalTest { p_value: PValue::ONE, common_risk: 0.5 });
    }
    region.largest_probability(progress)
}

/// The tables at least as extreme as the observed one: for each count of events
/// in the exposed those in the unexposed up to one count, those from another
/// on, and single counts between, if any.
struct Region {
    exposed_total: u32,
    unexposed_total: u32,
    rows: Vec<RegionRow>,
    everything: bool,
}

struct RegionRow {
    /// How many counts, from 0 on, belong to it.
    below: usize,
    /// From which count on all belong to it.
    above: usize,
    between: Vec<usize>,
}

impl Region {
    fn new(
        table: &TwoByTwo,
        definition: UnconditionalDefinition,
        progress: &mut Progress<'_>,
    ) -> Result<Self, Undefined> {
        let (exposed_total, unexposed_total) = (table.exposed.total(), table.unexposed.total());
        if (u64::from(exposed_total) + 1) * (u64::from(unexposed_total) + 1) > MOST_TABLES {
            return Err(Undefined::BeyondBudget);
        }
        let extremity = |table: &TwoByTwo| match definition {
            UnconditionalDefinition::Barnard => Ok(score(table)),
            UnconditionalDefinition::Boschloo => {
                p_value(table, FisherDefinition::MinimumLikelihood).map(|p| -p.value)
            }
        };
        let observed = extremity(table)?;
        // Room for rounding: equally extreme tables belong to the region.
        let threshold = observed - observed.abs() * 1e-9;
        let mut everything = true;
        let mut rows = Vec::new();
        for exposed in 0..=exposed_total {
            let mut belongs = Vec::new();
            for unexposed in 0..=unexposed_total {
                let table = TwoByTwo {
                    exposed: Group::new(exposed, exposed_total)?,
                    unexposed: Group::new(unexposed, unexposed_total)?,
                };
                belongs.push(extremity(&table)? >= threshold);
            }
            let below = belongs.iter().take_while(|&&belongs| belongs).count();
            let tail = belongs.iter().rev().take_while(|&&belongs| belongs).count();
            let above = (belongs.len() - tail).max(below);
            let between = (below..above).filter(|&k| belongs[k]).collect();
            everything &= below == belongs.len();
            rows.push(RegionRow { below, above, between });
            report_progress(
                progress,
                0.5 * f64::from(exposed + 1) / (f64::from(exposed_total) + 1.0),
            )?;
        }
        Ok(Region { exposed_total, unexposed_total, rows, everything })
    }

    /// The probability of the region when both risks are `risk`.
    fn probability(&self, risk: f64) -> f64 {
        let exposed = binomial_probabilities(self.exposed_total, risk);
        let unexposed = binomial_probabilities(self.unexposed_total, risk);
        let n = unexposed.len();
        // Both tails are summed from their own end, so that small ones stay exact.
        let mut from_below = vec![0.0; n + 1];
        let mut from_above = vec![0.0; n + 1];
        for k in 0..n {
            from_below[k + 1] = from_below[k] + unexposed[k];
            from_above[n - k - 1] = from_above[n - k] + unexposed[n - k - 1];
        }
        self.rows
            .iter()
            .zip(&exposed)
            .map(|(row, exposed)| {
                let between: f64 = row.between.iter().map(|&k| unexposed[k]).sum();
                exposed * (from_below[row.below] + from_above[row.above] + between)
            })
            .sum()
    }

    fn largest_probability(
        &self,
        progress: &mut Progress<'_>,
    ) -> Result<UnconditionalTest, Undefined> {
        let at = |angle: f64| self.probability(angle.sin().powi(2));
        let steps = 1_000 + 4 * (self.exposed_total + self.unexposed_total);
        let step = std::f64::consts::FRAC_PI_2 / f64::from(steps);
        let mut grid = Vec::new();
        for index in 0..=steps {
            grid.push(at(f64::from(index) * step));
            if index % 64 == 0 {
                report_progress(progress, 0.5 + 0.5 * f64::from(index) / f64::from(steps))?;
            }
        }
        let highest = grid.iter().copied().fold(0.0, f64::max);
        let (mut best, mut best_angle) = (0.0, 0.0);
        let mut angle = 0.0;
        for (index, &value) in grid.iter().enumerate() {
            let before = index.checked_sub(1).map_or(0.0, |before| grid[before]);
            let after = grid.get(index + 1).copied().unwrap_or(0.0);
            if value >= before && value >= after && value >= 0.99 * highest {
                let from = (angle - step).max(0.0);
                let to = (angle + step).min(std::f64::consts::FRAC_PI_2);
                let peak = highest_between(from, to, at);
                let height = at(peak).max(value);
                if height > best {
                    (best, best_angle) = (height, peak);
                }
            }
            angle += step;
        }
        if best < 1e-300 {
            return Err(Undefined::TooSmall);
        }
        Ok(UnconditionalTest { p_value: PValue::new(best)?, common_risk: best_angle.sin().powi(2) })
    }
}

/// The squared pooled z statistic; 0 where all or none have the event.
fn score(table: &TwoByTwo) -> f64 {
    let events = count(table.events());
    let others = count(table.total() - table.events());
    if events == 0.0 || others == 0.0 {
        return 0.0;
    }
    let determinant = table.determinant();
    determinant * determinant / (events * others)
}

/// The binomial probabilities of 0 to `n`, by ratios outward from the mode.
fn binomial_probabilities(n: u32, risk: f64) -> Vec<f64> {
    let total = f64::from(n);
    let odds = risk / (1.0 - risk);
    let mode = ((total + 1.0) * risk).floor().min(total);
    let at_mode = ln_binomial(mode, total, risk, 1.0 - risk).exp();
    let mut down = Vec::new();
    let (mut k, mut probability) = (mode, at_mode);
    while k > 0.0 {
        probability *= k / ((total - k + 1.0) * odds);
        k -= 1.0;
        down.push(probability);
    }
    let mut all: Vec<f64> = down.into_iter().rev().collect();
    all.push(at_mode);
    (k, probability) = (mode, at_mode);
    while k < total {
        probability *= (total - k) * odds / (k + 1.0);
        k += 1.0;
        all.push(probability);
    }
    all
}

/// Where a function with one peak is highest, by golden section.
fn highest_between(from: f64, to: f64, function: impl Fn(f64) -> f64) -> f64 {
    let golden = (5f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (from, to);
    let mut left = high - golden * (high - low);
    let mut right = low + golden * (high - low);
    let (mut at_left, mut at_right) = (function(left), function(right));
    // 50 steps narrow the bracket to 1e-13 of its step: the value at a smooth
    // peak is exact long before.
    for _ in 0..50 {
        if at_left >= at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - golden * (high - low);
            at_left = function(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + golden * (high - low);
            at_right = function(right);
        }
    }
    f64::midpoint(low, high)
}
