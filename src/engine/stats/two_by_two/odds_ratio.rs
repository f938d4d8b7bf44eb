//! The odds ratio of a fourfold table.

use serde::{Deserialize, Serialize};

use super::TwoByTwo;
use crate::engine::stats::hypergeometric::Hypergeometric;
use crate::engine::stats::root::zero_between;
use crate::engine::stats::{Estimate, Interval, Undefined, check_level, count};

/// How the odds ratio and its interval are found. Packages differ, so that the
/// method belongs beside the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OddsRatioMethod {
    /// The sample odds ratio with Woolf's logarithmic interval.
    Woolf,
    /// The sample odds ratio with the interval of Baptista and Pike: all odds
    /// ratios that the two-sided minimum-likelihood mid-p test does not reject.
    BaptistaPikeMidP,
    /// The conditional maximum likelihood estimate with the exact interval of
    /// Cornfield, from the two one-sided tests.
    ConditionalExact,
    /// The conditional maximum likelihood estimate with the interval from the
    /// two one-sided mid-p tests.
    ConditionalMidP,
}

/// The odds of the event in the exposed over those in the unexposed.
///
/// # Method
/// ```text
/// sample:      ad / bc
/// Woolf:       exp(ln OR ± z √(1/a + 1/b + 1/c + 1/d))
/// conditional: the ψ at which the mean of P(K = k) ∝ C(n1, k) C(n2, m - k) ψ^k is a
/// exact:       P(K ≥ a | lower) = P(K ≤ a | upper) = (1 - level) / 2
/// mid-p:       the same, the observed table counting half
/// ```
/// All roots are solved to full precision; R's `fisher.test` stops at four or
/// five digits (its upper limit for 3, 1, 1, 3 is 621.9, the solution 626.2).
/// The Baptista-Pike interval is the smallest that holds every odds ratio that
/// is not rejected. With one or two zero cells the estimate is 0 or ∞, and so
/// is the limit on that side.
///
/// # Undefined when
/// A group is empty, a whole row or column is zero, or, for Woolf's interval,
/// any cell is zero.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Woolf B, Ann Hum Genet 1955;19:251, doi:10.1111/j.1469-1809.1955.tb01348.x.
/// Cornfield J, Proc 3rd Berkeley Symp 1956;4:135. Baptista J, Pike MC, Appl
/// Stat 1977;26:214, doi:10.2307/2347041. Fagerland MW, Lydersen S, Laake P,
/// Stat Methods Med Res 2015;24:224, doi:10.1177/0962280211415469.
///
/// # Examples
/// Smoking and lung cancer (Doll and Hill 1950, in Agresti, Categorical Data
/// Study, 2013, table 2.5): the sample odds ratio is 2.97.
/// ```
/// use rpl_immune_profile::engine::stats::two_by_two::odds_ratio::{OddsRatioMethod, odds_ratio};
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let table = TwoByTwo { exposed: Group::new(688, 709)?, unexposed: Group::new(650, 709)? };
/// let found = odds_ratio(&table, OddsRatioMethod::Woolf, 0.95)?;
/// assert_eq!((found.value * 100.0).round(), 297.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn odds_ratio(
    table: &TwoByTwo,
    method: OddsRatioMethod,
    level: f64,
) -> Result<Estimate, Undefined> {
    check_level(level)?;
    table.check_margins()?;
    let error = 1.0 - level;
    let margins = table.conditional();
    let observed = u64::from(table.exposed.events());
    let limits = |share: f64| Interval {
        lower: ln_lower_limit(&margins, observed, error / 2.0, share).exp(),
        upper: (-ln_lower_limit(&mirror(&margins), margins.drawn - observed, error / 2.0, share))
            .exp(),
        level,
    };
    match method {
        OddsRatioMethod::Woolf => woolf(table, level),
        OddsRatioMethod::BaptistaPikeMidP => Ok(Estimate {
            value: sample(table),
            interval: Interval {
                lower: ln_baptista_pike_lower(&margins, observed, error).exp(),
                upper: (-ln_baptista_pike_lower(
                    &mirror(&margins),
                    margins.drawn - observed,
                    error,
                ))
                .exp(),
                level,
            },
        }),
        OddsRatioMethod::ConditionalExact => {
            Ok(Estimate { value: conditional(&margins, observed), interval: limits(1.0) })
        }
        OddsRatioMethod::ConditionalMidP => {
            Ok(Estimate { value: conditional(&margins, observed), interval: limits(0.5) })
        }
    }
}

fn sample(table: &TwoByTwo) -> f64 {
    let cells = table.cells();
    // The margins are not zero, so that at most one of the two products is.
    (cells.a * cells.d) / (cells.b * cells.c)
}

fn woolf(table: &TwoByTwo, level: f64) -> Result<Estimate, Undefined> {
    let cells = table.cells();
    if [cells.a, cells.b, cells.c, cells.d].contains(&0.0) {
        return Err(Undefined::ZeroCell);
    }
    let value = sample(table);
    let variance = 1.0 / cells.a + 1.0 / cells.b + 1.0 / cells.c + 1.0 / cells.d;
    Ok(Estimate::of_ratio(value, variance, level))
}

/// The same draw, counted in the unmarked: its odds ratio is the inverse.
fn mirror(margins: &Hypergeometric) -> Hypergeometric {
    Hypergeometric { marked: margins.unmarked, unmarked: margins.marked, drawn: margins.drawn }
}

/// The root of an increasing function of the logarithm of the odds ratio.
fn ln_root(start: f64, mut function: impl FnMut(f64) -> f64) -> f64 {
    let direction = if function(start) > 0.0 { -1.0 } else { 1.0 };
    let mut near = start;
    let mut step = 0.5;
    loop {
        let far = near + direction * step;
        // At odds ratios of e^±700 the sums reach the limits of a double.
        if function(far) * direction >= 0.0 || far.abs() > 700.0 {
            return zero_between(near.min(far), near.max(far), function);
        }
        near = far;
        step *= 2.0;
    }
}

/// A finite value near the logarithm of the sample odds ratio.
fn ln_start(margins: &Hypergeometric, observed: u64) -> f64 {
    let a = count(observed);
    let b = count(margins.marked) - a;
    let c = count(margins.drawn - observed);
    let d = count(margins.unmarked) - c;
    ((a + 0.5) * (d + 0.5) / ((b + 0.5) * (c + 0.5))).ln()
}

fn conditional(margins: &Hypergeometric, observed: u64) -> f64 {
    if observed == margins.smallest() {
        return 0.0;
    }
    if observed == margins.largest() {
        return f64::INFINITY;
    }
    let at = count(observed);
    ln_root(ln_start(margins, observed), |ln| margins.mean(ln, |k| k - at)).exp()
}

/// Where the upper tail, in which the observed count has this share, is `tail`.
fn ln_lower_limit(margins: &Hypergeometric, observed: u64, tail: f64, share: f64) -> f64 {
    if observed == margins.smallest() {
        return f64::NEG_INFINITY;
    }
    let at = count(observed);
    ln_root(ln_start(margins, observed), |ln| {
        margins.mean(ln, |k| upper_share(k, at, share)) - tail
    })
}

fn upper_share(k: f64, at: f64, share: f64) -> f64 {
    if k > at {
        1.0
    } else if k < at {
        0.0
    } else {
        share
    }
}

/// The smallest odds ratio that the minimum-likelihood mid-p test does not
/// reject.
///
/// Below the estimate the p-value is the upper tail and the counts up to some
/// `j` that are no likelier than the observed. It jumps wherever another `j`
/// becomes as likely as the observed, which happens at known odds ratios, and is
/// smooth between them: the limit is a jump or a root between two.
fn ln_baptista_pike_lower(margins: &Hypergeometric, observed: u64, error: f64) -> f64 {
    if observed == margins.smallest() {
        return f64::NEG_INFINITY;
    }
    let at = count(observed);
    let excess = |ln: f64, j: Option<u64>| {
        let j = j.map_or(-1.0, count);
        margins.mean(ln, |k| if k <= j { 1.0 } else { upper_share(k, at, 0.5) }) - error
    };
    let first = first_piece(margins, observed, |ln, j| excess(ln, Some(j)) >= 0.0);
    let mut included = (first > margins.smallest()).then(|| first - 1);
    let mut jump_before = None;
    for j in first..observed {
        let jump = margins.ln_odds_ratio_of_tie(j, observed);
        if excess(jump, included) >= 0.0 {
            return match jump_before {
                None => ln_root(jump, |ln| excess(ln, included)),
                Some(before) => zero_between(before, jump, |ln| excess(ln, included)),
            };
        }
        if excess(jump, Some(j)) >= 0.0 {
            return jump;
        }
        included = Some(j);
        jump_before = Some(jump);
    }
    // The last jump makes all other counts no likelier: only an error rate above
    // one half is not reached there.
    jump_before.unwrap_or(f64::NEG_INFINITY)
}

/// Where to start the search: the first count, or in a wide range some counts
/// before the first jump (by halving) at which the test does not reject.
fn first_piece(
    margins: &Hypergeometric,
    observed: u64,
    accepted: impl Fn(f64, u64) -> bool,
) -> u64 {
    const SEARCHED: u64 = 200;
    let (mut low, mut high) = (margins.smallest(), observed - 1);
    if high - low <= 2 * SEARCHED {
        return low;
    }
    while low < high {
        let middle = low.midpoint(high);
        if accepted(margins.ln_odds_ratio_of_tie(middle, observed), middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low.saturating_sub(SEARCHED).max(margins.smallest())
}
