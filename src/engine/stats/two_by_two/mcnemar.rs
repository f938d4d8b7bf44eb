//! Pairs that disagree: `McNemar`'s test.

use serde::{Deserialize, Serialize};

use crate::engine::stats::proportion::{Proportion, ProportionInterval};
use crate::engine::stats::special::ln_binomial;
use crate::engine::stats::special::ln_binomial_lower_tail;
use crate::engine::stats::{Estimate, Interval, PValue, TestResult, Undefined};

/// The pairs whose two members differ; pairs that agree say nothing about the
/// difference and are not needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscordantPairs {
    /// Pairs with the event in the first member only.
    pub first_only: u32,
    /// Pairs with the event in the second member only.
    pub second_only: u32,
}

/// Which test of the discordant pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum McNemarDefinition {
    /// The exact binomial test, two-sided by doubling (which is also minimum
    /// likelihood, because the distribution is symmetric).
    Exact,
    /// Exact, the observed count counting half.
    MidP,
    /// The asymptotic test.
    Asymptotic,
    /// The asymptotic test with Edwards' continuity correction.
    Corrected,
}

/// `McNemar`'s test of equal risks in pairs.
///
/// # Method
/// ```text
/// exact:      min(1, 2 P(X ≤ min(b, c))), X binomial of b + c at 1/2
/// mid-p:      2 P(X ≤ min(b, c)) - P(X = min(b, c)), which is 1 where b = c
/// asymptotic: (b - c)² / (b + c)
/// corrected:  (|b - c| - min(1, |b - c|))² / (b + c)
/// ```
/// R: `binom.test(b, b + c)`, `mcnemar.test`.
///
/// # Undefined when
/// There is no discordant pair.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// `McNemar` Q, Psychometrika 1947;12:153, doi:10.1007/BF02295996. Fagerland MW,
/// Lydersen S, Laake P, BMC Med Res Methodol 2013;13:91,
/// doi:10.1186/1471-2288-13-91.
///
/// # Examples
/// Airway reactivity before and after transplantation (Bentur 2009, in
/// Fagerland 2013, table 2: 1 and 7 discordant pairs): exact .070, mid-p .039.
/// ```
/// use rpl_immune_profile::engine::stats::two_by_two::mcnemar::{
///     DiscordantPairs, McNemarDefinition, mcnemar,
/// };
///
/// let pairs = DiscordantPairs { first_only: 1, second_only: 7 };
/// let p = |definition| mcnemar(&pairs, definition).map(|test| test.p_value.value);
/// assert_eq!((p(McNemarDefinition::Exact)? * 1e3).round(), 70.0);
/// assert_eq!((p(McNemarDefinition::MidP)? * 1e3).round(), 39.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn mcnemar(
    pairs: &DiscordantPairs,
    definition: McNemarDefinition,
) -> Result<TestResult, Undefined> {
    let (b, c) = (f64::from(pairs.first_only), f64::from(pairs.second_only));
    let (fewer, n) = (b.min(c), b + c);
    if n == 0.0 {
        return Err(Undefined::NoDiscordantPair);
    }
    let difference = (b - c).abs();
    let ln_two = std::f64::consts::LN_2;
    Ok(match definition {
        McNemarDefinition::Exact => {
            TestResult::exact(PValue::from_ln(ln_two + ln_binomial_lower_tail(fewer, n, 0.5))?)
        }
        McNemarDefinition::MidP if difference == 0.0 => TestResult::exact(PValue::ONE),
        McNemarDefinition::MidP => {
            // Relative to the lower tail, which its last term never exhausts by
            // more than one half: nothing is cancelled.
            let ln_tail = ln_binomial_lower_tail(fewer, n, 0.5);
            let half_of_last = (ln_binomial(fewer, n, 0.5, 0.5) - ln_tail).exp() / 2.0;
            TestResult::exact(PValue::from_ln(ln_two + ln_tail + (-half_of_last).ln_1p())?)
        }
        McNemarDefinition::Asymptotic => TestResult::chi_square(difference * difference / n, 1.0)?,
        McNemarDefinition::Corrected => {
            let corrected = difference - difference.min(1.0);
            TestResult::chi_square(corrected * corrected / n, 1.0)?
        }
    })
}

/// The odds ratio of matched pairs, by the conditional likelihood.
///
/// # Method
/// `b / c`; the limits are those of the proportion `b / (b + c)` by
/// Clopper-Pearson or mid-p (any [`ProportionInterval`] can be asked for),
/// transformed by `p / (1 - p)`.
///
/// # Undefined when
/// There is no discordant pair.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Breslow NE, Day NE, Statistical Methods in Cancer Research I, 1980, section
/// 5.2.
///
/// # Examples
/// Ratings of the prime minister (Agresti, Categorical Data Study, 2002, table
/// 10.1): 150 approved only at first, 86 only later.
/// ```
/// use rpl_immune_profile::engine::stats::proportion::ProportionInterval;
/// use rpl_immune_profile::engine::stats::two_by_two::mcnemar::{
///     DiscordantPairs, matched_odds_ratio,
/// };
///
/// let pairs = DiscordantPairs { first_only: 150, second_only: 86 };
/// let found = matched_odds_ratio(&pairs, ProportionInterval::ClopperPearson, 0.95)?;
/// assert_eq!((found.value * 100.0).round(), 174.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn matched_odds_ratio(
    pairs: &DiscordantPairs,
    interval: ProportionInterval,
    level: f64,
) -> Result<Estimate, Undefined> {
    if pairs.first_only == 0 && pairs.second_only == 0 {
        return Err(Undefined::NoDiscordantPair);
    }
    let too_many = Undefined::TooManyObservations { allowed: u32::MAX as usize };
    let total = pairs.first_only.checked_add(pairs.second_only).ok_or(too_many)?;
    let share = Proportion::new(pairs.first_only, total, interval, level)?;
    let odds = |p: f64| p.max(0.0) / (1.0 - p.min(1.0));
    Ok(Estimate {
        value: f64::from(pairs.first_only) / f64::from(pairs.second_only),
        interval: Interval {
            lower: odds(share.interval.lower),
            upper: odds(share.interval.upper),
            level,
        },
    })
}
