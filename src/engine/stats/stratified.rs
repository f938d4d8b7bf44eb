//! Fourfold tables of several strata: Mantel-Haenszel.

use serde::{Deserialize, Serialize};

use super::two_by_two::TwoByTwo;
use super::{Estimate, TestResult, Undefined, check_level, count};

/// The common odds ratio of several strata.
///
/// # Method
/// ```text
/// OR = Σ R / Σ S, R = ad/n, S = bc/n, P = (a + d)/n, Q = (b + c)/n
/// var ln OR = ΣPR/2(ΣR)² + Σ(PS + QR)/2ΣRΣS + ΣQS/2(ΣS)²
/// ```
/// (Robins, Breslow and Greenland). Strata without members are left out. R:
/// `mantelhaen.test(table, correct = FALSE)`.
///
/// # Undefined when
/// ΣR or ΣS is zero.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Mantel N, Haenszel W, J Natl Cancer Inst 1959;22:719. Robins J, Breslow N,
/// Greenland S, Biometrics 1986;42:311, doi:10.2307/2531052.
///
/// # Examples
/// Admission by gender in six departments at Berkeley (R's `UCBAdmissions`):
/// the common odds ratio is 0.905, 0.772 to 1.060.
/// ```
/// use rpl_immune_profile::engine::stats::stratified::mantel_haenszel_odds_ratio;
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let departments = [
///     (512, 313, 89, 19), (353, 207, 17, 8), (120, 205, 202, 391),
///     (138, 279, 131, 244), (53, 138, 94, 299), (22, 351, 24, 317),
/// ];
/// let table = |(a, b, c, d)| Ok(TwoByTwo {
///     exposed: Group::new(a, a + b)?,
///     unexposed: Group::new(c, c + d)?,
/// });
/// let strata = departments.into_iter().map(table).collect::<Result<Vec<_>, _>>()?;
/// let found = mantel_haenszel_odds_ratio(&strata, 0.95)?;
/// let rounded = |x: f64| (x * 1e3).round();
/// assert_eq!(rounded(found.value), 905.0);
/// assert_eq!((rounded(found.interval.lower), rounded(found.interval.upper)), (772.0, 1060.0));
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn mantel_haenszel_odds_ratio(strata: &[TwoByTwo], level: f64) -> Result<Estimate, Undefined> {
    check_level(level)?;
    let found = common_odds_ratio(strata)?;
    Ok(Estimate::of_ratio(found.value, found.ln_variance, level))
}

/// A ratio that several strata have in common.
pub(super) struct CommonRatio {
    pub(super) value: f64,
    /// The variance of its logarithm.
    pub(super) ln_variance: f64,
}

/// Refuses a ratio without a finite logarithm.
fn check_ratio(numerator: f64, denominator: f64) -> Result<(), Undefined> {
    match (numerator > 0.0, denominator > 0.0) {
        (true, true) => Ok(()),
        (false, false) => Err(Undefined::NoInformation),
        _ => Err(Undefined::InfiniteRatio),
    }
}

#[expect(clippy::many_single_char_names, reason = "the names of the formula")]
pub(super) fn common_odds_ratio(strata: &[TwoByTwo]) -> Result<CommonRatio, Undefined> {
    let (mut r_sum, mut s_sum, mut pr, mut mixed, mut qs) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for stratum in strata.iter().filter(|stratum| stratum.total() > 0) {
        let cells = stratum.cells();
        let n = count(stratum.total());
        let (r, s) = (cells.a * cells.d / n, cells.b * cells.c / n);
        let (p, q) = ((cells.a + cells.d) / n, (cells.b + cells.c) / n);
        r_sum += r;
        s_sum += s;
        pr += p * r;
        mixed += p * s + q * r;
        qs += q * s;
    }
    check_ratio(r_sum, s_sum)?;
    let ln_variance =
        pr / (2.0 * r_sum * r_sum) + mixed / (2.0 * r_sum * s_sum) + qs / (2.0 * s_sum * s_sum);
    Ok(CommonRatio { value: r_sum / s_sum, ln_variance })
}

/// The common risk ratio of several strata.
///
/// # Method
/// ```text
/// RR = Σ a n2/n / Σ c n1/n
/// var ln RR = Σ (n1 n2 (a + c) - a c n)/n² / (Σ a n2/n Σ c n1/n)
/// ```
/// (Greenland and Robins). Strata with an empty group contribute nothing. R:
/// `metafor::rma.mh(measure = "RR", correct = FALSE)`.
///
/// # Undefined when
/// There are no events in the exposed or none in the unexposed of strata that
/// have both groups.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Greenland S, Robins JM, Biometrics 1985;41:55, doi:10.2307/2530643.
///
/// # Examples
/// Two strata of the same risks, 2/10 and 1/10, have the ratio of each:
/// ```
/// use rpl_immune_profile::engine::stats::stratified::mantel_haenszel_risk_ratio;
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let one = TwoByTwo { exposed: Group::new(2, 10)?, unexposed: Group::new(1, 10)? };
/// let two = TwoByTwo { exposed: Group::new(20, 100)?, unexposed: Group::new(5, 50)? };
/// assert!((mantel_haenszel_risk_ratio(&[one, two], 0.95)?.value - 2.0).abs() < 1e-12);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn mantel_haenszel_risk_ratio(strata: &[TwoByTwo], level: f64) -> Result<Estimate, Undefined> {
    check_level(level)?;
    let found = common_risk_ratio(strata)?;
    Ok(Estimate::of_ratio(found.value, found.ln_variance, level))
}

pub(super) fn common_risk_ratio(strata: &[TwoByTwo]) -> Result<CommonRatio, Undefined> {
    let (mut exposed, mut unexposed, mut variance) = (0.0, 0.0, 0.0);
    for stratum in strata.iter().filter(|stratum| stratum.total() > 0) {
        let cells = stratum.cells();
        let n = count(stratum.total());
        let (n1, n2) = (cells.a + cells.b, cells.c + cells.d);
        exposed += cells.a * n2 / n;
        unexposed += cells.c * n1 / n;
        // The formula's terms sorted so that none is subtracted.
        variance += (cells.a * cells.d * n1 + cells.b * cells.c * n2) / (n * n);
    }
    check_ratio(exposed, unexposed)?;
    if variance <= 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    Ok(CommonRatio { value: exposed / unexposed, ln_variance: variance / (exposed * unexposed) })
}

/// Whether Mantel and Haenszel's test has a continuity correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Continuity {
    /// Without correction.
    Uncorrected,
    /// The difference minus one half; one below that stays as it is, as in R.
    Corrected,
}

/// The Mantel-Haenszel (Cochran-Mantel-Haenszel) test of no association in any
/// stratum.
///
/// # Method
/// ```text
/// X² = (|Σ (a - E a)| - correction)² / Σ n1 n2 m (n - m) / (n² (n - 1))
/// ```
/// with one degree of freedom. R: `mantelhaen.test`, which corrects nothing where the
/// difference is below one half.
///
/// # Undefined when
/// No stratum has two groups with events and non-events.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Mantel N, Haenszel W, J Natl Cancer Inst 1959;22:719.
///
/// # Examples
/// Admissions at Berkeley, men and women by department (Bickel and others 1975, in
/// R's manual of `mantelhaen.test`): 1.4269, p = 0.2323.
/// ```
/// use rpl_immune_profile::engine::stats::stratified::{Continuity, mantel_haenszel_test};
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let departments = [
///     [512, 825, 89, 108],
///     [353, 560, 17, 25],
///     [120, 325, 202, 593],
///     [138, 417, 131, 375],
///     [53, 191, 94, 393],
///     [22, 373, 24, 341],
/// ];
/// let strata = departments
///     .map(|[a, men, c, women]| {
///         Ok(TwoByTwo { exposed: Group::new(a, men)?, unexposed: Group::new(c, women)? })
///     })
///     .into_iter()
///     .collect::<Result<Vec<_>, _>>()?;
/// let test = mantel_haenszel_test(&strata, Continuity::Corrected)?;
/// assert_eq!(test.statistic.map(|x| (x * 1e4).round()), Some(14_269.0));
/// assert_eq!((test.p_value.value * 1e4).round(), 2323.0);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn mantel_haenszel_test(
    strata: &[TwoByTwo],
    continuity: Continuity,
) -> Result<TestResult, Undefined> {
    let (mut excess, mut variance) = (0.0, 0.0);
    for stratum in strata.iter().filter(|stratum| stratum.total() > 1) {
        let cells = stratum.cells();
        let n = count(stratum.total());
        let (n1, n2) = (cells.a + cells.b, cells.c + cells.d);
        let events = cells.a + cells.c;
        // The observed less the expected, without their cancellation.
        excess += stratum.determinant() / n;
        variance += n1 * n2 * events * (n - events) / (n * n * (n - 1.0));
    }
    if variance == 0.0 {
        return Err(Undefined::NoInformation);
    }
    let difference = match continuity {
        // A half that the sum misses by rounding is one.
        Continuity::Corrected if excess.abs() >= 0.5 - 1e-9 => (excess.abs() - 0.5).max(0.0),
        Continuity::Uncorrected | Continuity::Corrected => excess.abs(),
    };
    TestResult::chi_square(difference * difference / variance, 1.0)
}

/// The Breslow-Day test that the odds ratio is the same in all strata.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Homogeneity {
    /// The test of Breslow and Day.
    pub breslow_day: TestResult,
    /// The same with Tarone's correction, which makes it exactly chi-square in
    /// large samples.
    pub tarone: TestResult,
}

/// The tests of Breslow and Day and of Tarone that the odds ratio is the same in
/// all strata.
///
/// # Method
/// ```text
/// Σ (a - E)²/V,  E the exposed events expected at the common odds ratio (a root
/// of a quadratic),  1/V = 1/E + 1/(n1 - E) + 1/(m - E) + 1/(n2 - m + E)
/// Tarone: less (Σ (a - E))² / Σ V
/// ```
/// at the odds ratio of [`mantel_haenszel_odds_ratio`]; degrees of freedom are
/// the strata with events and non-events in two groups, less one. R:
/// `metafor::rma.mh(measure = "OR")`.
///
/// # Undefined when
/// The common odds ratio is, or fewer than two strata say something.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Breslow NE, Day NE, Statistical Methods in Cancer Research I, 1980, section
/// 4.4. Tarone RE, Biometrika 1985;72:91, doi:10.1093/biomet/72.1.91.
///
/// # Examples
/// Admissions at Berkeley again: in department A women were favored, so that the
/// odds ratios differ (Breslow-Day 18.8, 5 degrees of freedom).
/// ```
/// use rpl_immune_profile::engine::stats::stratified::{homogeneity};
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let departments = [
///     [512, 825, 89, 108],
///     [353, 560, 17, 25],
///     [120, 325, 202, 593],
///     [138, 417, 131, 375],
///     [53, 191, 94, 393],
///     [22, 373, 24, 341],
/// ];
/// let strata = departments
///     .map(|[a, men, c, women]| {
///         Ok(TwoByTwo { exposed: Group::new(a, men)?, unexposed: Group::new(c, women)? })
///     })
///     .into_iter()
///     .collect::<Result<Vec<_>, _>>()?;
/// let test = homogeneity(&strata)?.breslow_day;
/// assert_eq!(test.statistic.map(|x| (x * 10.0).round()), Some(188.0));
/// assert_eq!(test.degrees_of_freedom, Some(5.0));
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn homogeneity(strata: &[TwoByTwo]) -> Result<Homogeneity, Undefined> {
    let common = mantel_haenszel_odds_ratio(strata, 0.95)?.value;
    let (mut statistic, mut excess, mut variance, mut informative) = (0.0, 0.0, 0.0, 0.0);
    for stratum in strata.iter().filter(|stratum| stratum.check_margins().is_ok()) {
        let cells = stratum.cells();
        let (n1, n2) = (cells.a + cells.b, cells.c + cells.d);
        let events = cells.a + cells.c;
        let expected = expected_events(common, n1, n2, events);
        let one = 1.0
            / (1.0 / expected
                + 1.0 / (n1 - expected)
                + 1.0 / (events - expected)
                + 1.0 / (n2 - events + expected));
        let difference = cells.a - expected;
        statistic += difference * difference / one;
        excess += difference;
        variance += one;
        informative += 1.0;
    }
    if informative < 2.0 {
        return Err(Undefined::TooFewStrata);
    }
    Ok(Homogeneity {
        breslow_day: TestResult::chi_square(statistic, informative - 1.0)?,
        tarone: TestResult::chi_square(
            (statistic - excess * excess / variance).max(0.0),
            informative - 1.0,
        )?,
    })
}

/// The exposed events at which a table with these margins has the odds ratio:
/// `x (n2 - m + x) = ψ (n1 - x)(m - x)`, by the root without cancellation.
fn expected_events(odds_ratio: f64, n1: f64, n2: f64, events: f64) -> f64 {
    let square = odds_ratio - 1.0;
    let linear = odds_ratio * (n1 + events) + n2 - events;
    let constant = odds_ratio * n1 * events;
    let root = (linear * linear - 4.0 * square * constant).max(0.0).sqrt();
    if linear >= 0.0 { 2.0 * constant / (linear + root) } else { (linear - root) / (2.0 * square) }
}
