//! Means and variances of several groups: analysis of variance, Welch's study
//! of variance, Levene and Brown-Forsythe.

use serde::{Deserialize, Serialize};

use crate::engine::stats::sample::{Moments, Sample, quantile};
use crate::engine::stats::units::{in_unit, unit};
use crate::engine::stats::{PValue, Undefined, check_finite, count, special};

/// At least two groups, each with at least one finite value.
#[derive(Clone, Debug, PartialEq)]
pub struct Groups<'a> {
    pub(super) samples: Vec<Sample<'a>>,
}

impl<'a> Groups<'a> {
    /// The groups of these values.
    ///
    /// # Errors
    /// As [`Sample::new`]; [`Undefined::TooFewObservations`] for fewer than two groups.
    pub fn new(groups: &[&'a [f64]]) -> Result<Self, Undefined> {
        if groups.len() < 2 {
            return Err(Undefined::TooFewGroups);
        }
        let samples = groups.iter().map(|values| Sample::new(values)).collect::<Result<_, _>>()?;
        Ok(Groups { samples })
    }

    /// How many values in all.
    #[must_use]
    pub fn people(&self) -> usize {
        self.samples.iter().map(|sample| sample.len()).sum()
    }

    fn values(&self) -> impl Iterator<Item = &f64> {
        self.samples.iter().flat_map(|sample| sample.values())
    }
}

/// The F test of an analysis of variance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FTest {
    /// The ratio of mean squares.
    pub f: f64,
    /// Degrees of freedom between groups.
    pub between: f64,
    /// Degrees of freedom within groups.
    pub within: f64,
    /// Its p-value.
    pub p_value: PValue,
}

impl FTest {
    fn new(f: f64, between: f64, within: f64) -> Result<Self, Undefined> {
        check_finite(f)?;
        let p_value = PValue::from_ln(special::ln_f_upper_tail(f, between, within))?;
        Ok(FTest { f, between, within, p_value })
    }
}

/// A one-way analysis of variance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnalysisOfVariance {
    /// Test that all means are equal.
    pub test: FTest,
    /// Sum of squares between groups.
    pub between_squares: f64,
    /// Sum of squares within groups.
    pub within_squares: f64,
    /// Share of the variance between groups, η².
    pub eta_squared: f64,
    /// The same, less biased, ω²; can be negative.
    pub omega_squared: f64,
}

/// One-way analysis of variance, assuming equal variances.
///
/// # Method
/// ```text
/// F = (SSB/(k − 1)) / (SSW/(N − k)),   η² = SSB/(SSB + SSW)
/// ω² = (SSB − (k − 1) MSW) / (SSB + SSW + MSW)
/// ```
/// The first value is subtracted from all before anything is added up: NIST's
/// stiff sets keep their digits, which they do not in R's `anova(lm())`.
///
/// # Undefined when
/// No group has two values, or all groups are constant.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Fisher RA, Statistical Methods for Research Workers 1925, chapter VII.
/// Hays WL, Statistics for Psychologists 1963 (ω²).
/// Example: `NIST StRD`, `SiRstv` (certified F = 1.18046237440255).
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::groups::{Groups, analysis_of_variance};
///
/// let found = analysis_of_variance(&Groups::new(&[
///     &[196.3052, 196.1240, 196.1890, 196.2569, 196.3403],
///     &[196.3042, 196.3825, 196.1669, 196.3257, 196.0422],
///     &[196.1303, 196.2005, 196.2889, 196.0343, 196.1811],
///     &[196.2795, 196.1748, 196.1494, 196.1485, 195.9885],
///     &[196.2119, 196.1051, 196.1850, 196.0052, 196.2090],
/// ])?)?;
/// assert!((found.test.f - 1.18046237440255).abs() < 1e-9);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn analysis_of_variance(groups: &Groups<'_>) -> Result<AnalysisOfVariance, Undefined> {
    let unit = unit(groups.values());
    let first = groups.samples[0].values()[0] / unit;
    let shifted: Vec<Vec<f64>> = groups
        .samples
        .iter()
        .map(|sample| sample.values().iter().map(|value| value / unit - first).collect())
        .collect();
    let moments = shifted
        .iter()
        .map(|values| Sample::new(values).map(Sample::moments))
        .collect::<Result<Vec<_>, _>>()?;
    let between = count(moments.len() - 1);
    let n = groups.people();
    if n <= moments.len() {
        return Err(Undefined::TooFewObservations { needed: moments.len() + 1 });
    }
    let within = count(n - moments.len());
    let grand = moments.iter().map(|m| count(m.n) * m.mean).sum::<f64>() / count(n);
    let between_squares: f64 = moments.iter().map(|m| count(m.n) * (m.mean - grand).powi(2)).sum();
    let within_squares: f64 = moments.iter().map(|m| m.sum_of_squares).sum();
    if within_squares <= 0.0 {
        return Err(if between_squares > 0.0 {
            Undefined::NoSpreadWithin
        } else {
            Undefined::NoVariation
        });
    }
    let mean_square = within_squares / within;
    let total = between_squares + within_squares;
    Ok(AnalysisOfVariance {
        test: FTest::new(between_squares / between / mean_square, between, within)?,
        between_squares: between_squares * unit * unit,
        within_squares: within_squares * unit * unit,
        eta_squared: between_squares / total,
        omega_squared: (between_squares - between * mean_square) / (total + mean_square),
    })
}

/// Welch's analysis of variance, which does not assume equal variances.
///
/// # Method
/// With `wᵢ = nᵢ/sᵢ²`, `m` the mean weighted by them, and
/// `h = Σ (1 − wᵢ/Σw)²/(nᵢ − 1)`,
/// ```text
/// F = Σ wᵢ (mᵢ − m)² / (k − 1) / (1 + 2 (k − 2) h/(k² − 1)),   df₂ = (k² − 1)/(3h)
/// ```
/// R: `oneway.test(y ~ g)`.
///
/// # Undefined when
/// A group has fewer than two values or is constant.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Welch BL, Biometrika 1951;38:330, doi:10.1093/biomet/38.3-4.330.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::groups::{Groups, welch_analysis_of_variance};
///
/// // With two groups it is Welch's t squared.
/// let found = welch_analysis_of_variance(&Groups::new(&[&[1., 2., 3.], &[4., 5., 6.]])?)?;
/// assert!((found.f - 13.5).abs() < 1e-12);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn welch_analysis_of_variance(groups: &Groups<'_>) -> Result<FTest, Undefined> {
    let unit = unit(groups.values());
    let moments = groups
        .samples
        .iter()
        .map(|sample| Sample::new(&in_unit(sample.values(), unit)).map(Sample::moments))
        .collect::<Result<Vec<Moments>, _>>()?;
    let mut weights = Vec::with_capacity(moments.len());
    for one in &moments {
        let variance = one.variance()?;
        if variance <= 0.0 {
            return Err(Undefined::ConstantGroup);
        }
        weights.push(count(one.n) / variance);
    }
    let k = count(moments.len());
    let total: f64 = weights.iter().sum();
    let first = moments[0].mean;
    let pairs = || moments.iter().zip(&weights);
    let mean = pairs().map(|(m, w)| w * (m.mean - first)).sum::<f64>() / total;
    let h: f64 = pairs().map(|(m, w)| (1.0 - w / total).powi(2) / (count(m.n) - 1.0)).sum();
    let between: f64 = pairs().map(|(m, w)| w * (m.mean - first - mean).powi(2)).sum();
    let f = between / (k - 1.0) / (1.0 + 2.0 * (k - 2.0) * h / (k * k - 1.0));
    FTest::new(f, k - 1.0, (k * k - 1.0) / (3.0 * h))
}

/// Around what deviations are taken in a test of equal variances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Center {
    /// The group's mean: Levene's test.
    Mean,
    /// The group's median: the Brown-Forsythe test.
    Median,
}

/// The test of equal variances by Levene or by Brown and Forsythe.
///
/// # Method
/// Study of variance of the distances from the group's mean (Levene) or median
/// (Brown-Forsythe; scipy: `levene(center="median")`).
///
/// # Undefined when
/// No group has two values, or all distances within groups are equal.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Levene H, Contributions to Probability and Statistics 1960, p. 278.
/// Brown MB, Forsythe AB, J Am Stat Assoc 1974;69:364, doi:10.1080/01621459.1974.10482955.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::groups::{Center, Groups, equal_variances};
///
/// let found =
///     equal_variances(&Groups::new(&[&[1., 2., 3.], &[5., 6., 7.]])?, Center::Median)?;
/// assert!(found.f < 1e-20);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn equal_variances(groups: &Groups<'_>, center: Center) -> Result<FTest, Undefined> {
    let unit = unit(groups.values());
    let distances: Vec<Vec<f64>> = groups
        .samples
        .iter()
        .map(|sample| {
            let values = in_unit(sample.values(), unit);
            let sample = Sample::new(&values)?;
            let middle = match center {
                Center::Mean => sample.moments().mean,
                Center::Median => quantile(&sample.sorted(), 0.5),
            };
            Ok(values.iter().map(|value| (value - middle).abs()).collect())
        })
        .collect::<Result<_, Undefined>>()?;
    let views: Vec<&[f64]> = distances.iter().map(Vec::as_slice).collect();
    match analysis_of_variance(&Groups::new(&views)?) {
        Err(Undefined::NoVariation | Undefined::NoSpreadWithin) => Err(Undefined::EqualDistances),
        found => Ok(found?.test),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// The `NIST StRD` sets `SmLs01` to `SmLs09`: nine groups with means 4, 3, 5, 3,
    /// 5, ... tenths above an offset, in each one value at the mean and `pairs`
    /// pairs a tenth below and above it. Certified F: `2 pairs + 1`.
    fn stiff(offset: f64, pairs: u32) -> f64 {
        let groups: Vec<Vec<f64>> = [4.0, 3.0, 5.0, 3.0, 5.0, 3.0, 5.0, 3.0, 5.0]
            .into_iter()
            .map(|mean| {
                let mut values = vec![offset + mean / 10.0];
                for _ in 0..pairs {
                    values.push(offset + (mean - 1.0) / 10.0);
                    values.push(offset + (mean + 1.0) / 10.0);
                }
                values
            })
            .collect();
        let views: Vec<&[f64]> = groups.iter().map(Vec::as_slice).collect();
        analysis_of_variance(&Groups::new(&views).expect("groups")).expect("defined").test.f
    }

    #[track_caller]
    fn certified(offset: f64, pairs: u32, f: f64, tolerance: f64) {
        let found = stiff(offset, pairs);
        assert!((found / f - 1.0).abs() < tolerance, "{found} instead of {f}");
    }

    /// The tolerances beyond 1e-10 are what doubles can hold: they are 1.2e-10
    /// apart at 1e6 and 1.2e-4 at 1e12, where the differences are 0.1.
    #[test]
    fn nist_certified_values() {
        certified(1.0, 10, 21.0, 1e-12);
        certified(1.0, 100, 201.0, 1e-12);
        certified(1.0, 1000, 2001.0, 1e-12);
        certified(1e6, 10, 21.0, 1e-8);
        certified(1e6, 100, 201.0, 1e-8);
        certified(1e6, 1000, 2001.0, 1e-8);
        certified(1e12, 10, 21.0, 5e-3);
        certified(1e12, 100, 201.0, 1e-3);
        // 2001.13 with these doubles; R's anova(lm()) gives 687.
        certified(1e12, 1000, 2001.13, 1e-5);
    }

    #[test]
    fn undefined_is_said() {
        let groups = Groups::new(&[&[1.0], &[2.0]]).expect("groups");
        let few = Err(Undefined::TooFewObservations { needed: 3 });
        assert_eq!(analysis_of_variance(&groups), few);
        let groups = Groups::new(&[&[1.0, 1.0], &[2.0, 2.0]]).expect("groups");
        assert_eq!(analysis_of_variance(&groups), Err(Undefined::NoSpreadWithin));
        assert_eq!(welch_analysis_of_variance(&groups), Err(Undefined::ConstantGroup));
        assert!(Groups::new(&[&[1.0]]).is_err());
    }
}
