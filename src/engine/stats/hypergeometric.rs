//! The count in one cell of a fourfold table whose margins are fixed.
//!
//! Fisher's test and the conditional odds ratio both rest on it. Sums start at
//! the most likely count and walk outward by the ratio of neighbors, so that no
//! factorial is needed.

use serde::{Deserialize, Serialize};

use super::special::ln_hypergeometric;

/// Tables whose probabilities agree to this relative difference count as
/// equally likely, as in R's `fisher.test`.
pub const TIE_TOLERANCE: f64 = 1e-7;

/// Farther from the mode than this, logarithms are used instead of a walk.
const LONGEST_WALK: f64 = 20_000.0;

/// What is added below this share of a sum does not change it.
const NEGLIGIBLE: f64 = 1e-19;

/// The distribution of how many of `drawn` are marked, when `marked` of
/// `marked + unmarked` are.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hypergeometric {
    /// How many are marked.
    pub marked: u64,
    /// How many are not.
    pub unmarked: u64,
    /// How many are drawn; at most `marked + unmarked`.
    pub drawn: u64,
}

/// The probability of the observed count and of what lies around it.
///
/// All but `nearer` and `ln_scale` are in units of `exp(ln_scale)`, so that
/// they remain where the probabilities themselves are below 1e-308.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Surroundings {
    /// The logarithm of the unit.
    pub(crate) ln_scale: f64,
    /// The observed count is at or above the mode.
    pub(crate) above_mode: bool,
    /// The observed count alone.
    pub(crate) observed: f64,
    /// Counts farther from the mode than the observed, on its side.
    pub(crate) beyond: f64,
    /// All counts less likely than the observed.
    pub(crate) less_likely: f64,
    /// All other counts exactly as likely.
    pub(crate) ties: f64,
    /// The probability of all counts on the other side of the observed.
    pub(crate) nearer: f64,
}

impl Hypergeometric {
    /// The smallest possible count.
    #[must_use]
    pub fn smallest(&self) -> u64 {
        self.drawn.saturating_sub(self.unmarked)
    }

    /// The largest possible count.
    #[must_use]
    pub fn largest(&self) -> u64 {
        self.drawn.min(self.marked)
    }

    /// What surrounds a possible count `k`.
    pub(crate) fn surroundings(&self, k: u64) -> Surroundings {
        let walk = TermWalk::new(self);
        let mode = walk.central_mode();
        let observed = super::count(k);
        if observed >= mode {
            walk.surroundings(observed, mode, true)
        } else {
            // Counted in the unmarked instead, the observed lies above the mode.
            let mirror = walk.mirror();
            mirror.surroundings(walk.drawn - observed, walk.drawn - mode, false)
        }
    }

    /// The mean of `value(count)` when the odds ratio is `exp(ln_odds_ratio)`.
    pub(crate) fn mean(&self, ln_odds_ratio: f64, mut value: impl FnMut(f64) -> f64) -> f64 {
        let mut sum = 0.0;
        let total =
            TermWalk::new(self).visit(ln_odds_ratio, |here, weight| sum += weight * value(here));
        sum / total
    }

    /// The probability of every possible count relative to that of the mode, in
    /// the place of what `weights` held; 0 below 1e-30.
    pub(crate) fn weights(&self, weights: &mut Vec<f64>) {
        const SMALLEST: f64 = 1e-30;
        let walk = TermWalk::new(self);
        let mode = walk.central_mode();
        weights.clear();
        weights.resize(index(walk.largest - walk.smallest) + 1, 0.0);
        let at_mode = index(mode - walk.smallest);
        weights[at_mode] = 1.0;
        let (below, above) = weights.split_at_mut(at_mode);
        let (mut k, mut weight) = (mode, 1.0);
        for place in below.iter_mut().rev() {
            weight *= walk.ratio_down(k);
            k -= 1.0;
            if weight < SMALLEST {
                break;
            }
            *place = weight;
        }
        (k, weight) = (mode, 1.0);
        for place in &mut above[1..] {
            weight *= walk.ratio_up(k);
            k += 1.0;
            if weight < SMALLEST {
                break;
            }
            *place = weight;
        }
    }

    /// A random count, which belongs to a number evenly distributed from 0 to 1.
    /// Only sums, products and quotients are used, so that it is the same on
    /// every machine. `room` is scratch space.
    pub(crate) fn draw(&self, unit: f64, room: &mut Vec<(f64, f64)>) -> u64 {
        room.clear();
        let total = TermWalk::new(self).visit(0.0, |k, weight| room.push((k, weight)));
        let mut left = unit * total;
        let drawn = room.iter().find(|(_, weight)| {
            left -= weight;
            left < 0.0
        });
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number within the margins"
        )]
        drawn.or(room.first()).map_or(self.smallest(), |(k, _)| *k as u64)
    }

    /// The logarithm of the odds ratio at which `j` and `k` are equally likely.
    pub(crate) fn ln_odds_ratio_of_tie(&self, j: u64, k: u64) -> f64 {
        let walk = TermWalk::new(self);
        let (j, k) = (super::count(j), super::count(k));
        (walk.ln_probability(j) - walk.ln_probability(k)) / (k - j)
    }
}

/// A whole number that is not negative as an index.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number within the margins"
)]
fn index(number: f64) -> usize {
    number as usize
}

/// The margins as numbers, for the sums.
#[derive(Clone, Copy)]
struct TermWalk {
    marked: f64,
    unmarked: f64,
    drawn: f64,
    smallest: f64,
    largest: f64,
}

impl TermWalk {
    fn new(margins: &Hypergeometric) -> Self {
        TermWalk {
            marked: super::count(margins.marked),
            unmarked: super::count(margins.unmarked),
            drawn: super::count(margins.drawn),
            smallest: super::count(margins.smallest()),
            largest: super::count(margins.largest()),
        }
    }

    fn mirror(&self) -> Self {
        TermWalk {
            marked: self.unmarked,
            unmarked: self.marked,
            drawn: self.drawn,
            smallest: self.drawn - self.largest,
            largest: self.drawn - self.smallest,
        }
    }

    fn ln_probability(&self, k: f64) -> f64 {
        ln_hypergeometric(k, self.marked, self.unmarked, self.drawn)
    }

    /// The probability of `k + 1` over that of `k`.
    fn ratio_up(&self, k: f64) -> f64 {
        (self.marked - k) * (self.drawn - k) / ((k + 1.0) * (self.unmarked - self.drawn + k + 1.0))
    }

    /// The probability of `k - 1` over that of `k`.
    fn ratio_down(&self, k: f64) -> f64 {
        k * (self.unmarked - self.drawn + k) / ((self.marked - k + 1.0) * (self.drawn - k + 1.0))
    }

    fn central_mode(&self) -> f64 {
        let mode = (self.marked + 1.0) * (self.drawn + 1.0) / (self.marked + self.unmarked + 2.0);
        mode.floor().clamp(self.smallest, self.largest)
    }

    /// Shows every count with its weight, relative to that of the mode, and
    /// returns the sum of the weights. Negligible counts are left out.
    fn visit(&self, ln_odds_ratio: f64, mut show: impl FnMut(f64, f64)) -> f64 {
        let odds_ratio = ln_odds_ratio.exp();
        let mode = self.mode(odds_ratio);
        show(mode, 1.0);
        let mut total = 1.0;
        let (mut k, mut weight) = (mode, 1.0);
        while k < self.largest && weight > total * NEGLIGIBLE {
            weight *= odds_ratio * self.ratio_up(k);
            k += 1.0;
            total += weight;
            show(k, weight);
        }
        (k, weight) = (mode, 1.0);
        while k > self.smallest && weight > total * NEGLIGIBLE {
            weight *= self.ratio_down(k) / odds_ratio;
            k -= 1.0;
            total += weight;
            show(k, weight);
        }
        total
    }

    /// The most likely count: where the ratio of neighbors passes 1.
    ///
    /// # References
    /// Liao JG, Rosen O, Am Stat 2001;55:366, doi:10.1198/000313001753272547.
    fn mode(&self, odds_ratio: f64) -> f64 {
        let a = odds_ratio - 1.0;
        let b = (self.marked + self.drawn + 2.0) * odds_ratio + self.unmarked - self.drawn;
        let c = odds_ratio * (self.marked + 1.0) * (self.drawn + 1.0);
        let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
        let mode = if b >= 0.0 { 2.0 * c / (b + root) } else { (b - root) / (2.0 * a) };
        mode.floor().clamp(self.smallest, self.largest)
    }

    /// What surrounds `observed`, which is at or above the mode.
    fn surroundings(&self, observed: f64, mode: f64, above_mode: bool) -> Surroundings {
        if observed - mode <= LONGEST_WALK {
            let mut weight = 1.0;
            let mut near = 0.0;
            let mut k = mode;
            while k < observed {
                near += weight;
                weight *= self.ratio_up(k);
                k += 1.0;
            }
            if weight > 1e-280 {
                return self.by_walk(observed, mode, above_mode, weight, near);
            }
        }
        self.by_logarithms(observed, mode, above_mode)
    }

    fn by_walk(
        &self,
        observed: f64,
        mode: f64,
        above_mode: bool,
        weight_observed: f64,
        near: f64,
    ) -> Surroundings {
        let highest_tie = weight_observed * (1.0 + TIE_TOLERANCE);
        let lowest_tie = weight_observed * (1.0 - TIE_TOLERANCE);
        let (mut beyond, mut less_likely, mut ties) = (0.0, 0.0, 0.0);
        let mut sort = |weight: f64| {
            if weight < lowest_tie {
                less_likely += weight;
            } else {
                ties += weight;
            }
        };
        let (mut k, mut weight) = (observed, weight_observed);
        while k < self.largest {
            weight *= self.ratio_up(k);
            k += 1.0;
            beyond += weight;
            sort(weight);
            if weight < beyond * NEGLIGIBLE {
                break;
            }
        }
        // Only in a plateau around the mode are there ties on the way to it.
        (k, weight) = (observed, weight_observed);
        while k > mode {
            weight *= self.ratio_down(k);
            k -= 1.0;
            if weight > highest_tie {
                break;
            }
            sort(weight);
        }
        let mut opposite = 0.0;
        (k, weight) = (mode, 1.0);
        while k > self.smallest {
            weight *= self.ratio_down(k);
            k -= 1.0;
            opposite += weight;
            if weight <= highest_tie {
                sort(weight);
                if weight < weight_observed * NEGLIGIBLE {
                    break;
                }
            }
        }
        let total = near + weight_observed + beyond + opposite;
        Surroundings {
            ln_scale: 0.0,
            above_mode,
            observed: weight_observed / total,
            beyond: beyond / total,
            less_likely: less_likely / total,
            ties: ties / total,
            nearer: (near + opposite) / total,
        }
    }

    fn by_logarithms(&self, observed: f64, mode: f64, above_mode: bool) -> Surroundings {
        let ln_observed = self.ln_probability(observed);
        let (mut beyond, mut less_likely, mut ties) = (0.0, 0.0, 0.0);
        let (mut k, mut weight) = (observed, 1.0);
        while k < self.largest && weight > beyond * NEGLIGIBLE {
            weight *= self.ratio_up(k);
            k += 1.0;
            beyond += weight;
        }
        less_likely += beyond;
        // The count on the other side of the mode that is the last to be no
        // likelier than the observed.
        let highest_tie = ln_observed + TIE_TOLERANCE;
        let (mut low, mut high) = (self.smallest - 1.0, mode);
        while high - low > 1.0 {
            let middle = f64::midpoint(low, high).floor();
            if self.ln_probability(middle) <= highest_tie {
                low = middle;
            } else {
                high = middle;
            }
        }
        if low >= self.smallest {
            k = low;
            weight = (self.ln_probability(low) - ln_observed).exp();
            if weight >= 1.0 - TIE_TOLERANCE {
                ties += weight;
            } else {
                less_likely += weight;
            }
            while k > self.smallest && weight > less_likely * NEGLIGIBLE {
                weight *= self.ratio_down(k);
                k -= 1.0;
                less_likely += weight;
            }
        }
        Surroundings {
            ln_scale: ln_observed,
            above_mode,
            observed: 1.0,
            beyond,
            less_likely,
            ties,
            // At or beyond the mode the complement is never close to 1.
            nearer: 1.0 - ln_observed.exp() * (1.0 + beyond),
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn the_walk_and_the_logarithms_agree() {
        for (marked, unmarked, drawn) in
            [(20, 30, 11), (227, 177, 278), (3, 500, 40), (500, 3, 460), (40, 40, 40), (1, 1, 1)]
        {
            let margins = Hypergeometric { marked, unmarked, drawn };
            let walk = TermWalk::new(&margins);
            let mode = walk.central_mode();
            let mut k = mode;
            while k <= walk.largest {
                let one = walk.surroundings(k, mode, true);
                let other = walk.by_logarithms(k, mode, true);
                let unit = (other.ln_scale - one.ln_scale).exp();
                if one.ln_scale == 0.0 && other.ties == 0.0 {
                    for (a, b) in [
                        (one.observed, other.observed),
                        (one.beyond, other.beyond),
                        (one.less_likely, other.less_likely),
                    ] {
                        assert!((a - b * unit).abs() <= 1e-12 * a, "{margins:?} {k}: {a} {b}");
                    }
                    assert!((one.nearer - other.nearer).abs() <= 1e-12);
                }
                k += 1.0;
            }
        }
    }

    #[test]
    fn the_mean_is_that_of_the_margins() {
        let margins = Hypergeometric { marked: 227, unmarked: 177, drawn: 278 };
        let mean = 227.0 * 278.0 / 404.0;
        assert!((margins.mean(0.0, |k| k) / mean - 1.0).abs() < 1e-13);
    }

    #[test]
    fn extreme_odds_ratios_push_the_count_to_its_ends() {
        let margins = Hypergeometric { marked: 40, unmarked: 50, drawn: 30 };
        assert!((margins.mean(-300.0, |k| k)).abs() < 1e-100);
        assert!((margins.mean(300.0, |k| k) - 30.0).abs() < 1e-100);
    }
}
