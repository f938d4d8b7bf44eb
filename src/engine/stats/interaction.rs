//! Whether an effect on one event differs between groups of people: interaction on
//! the additive and the multiplicative scales.

use serde::{Deserialize, Serialize};

use super::heterogeneity::{Studies, StudyEffect};
use super::two_by_two::TwoByTwo;
use super::{Estimate, TestResult, Undefined, check_level, count, special};

/// The scale on which two effects are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InteractionScale {
    /// The difference of two risk differences.
    Additive,
    /// The ratio of two risk ratios.
    RiskRatio,
    /// The ratio of two odds ratios.
    OddsRatio,
}

/// How one effect differs from another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interaction {
    /// A difference on the additive scale, else a ratio.
    pub estimate: Estimate,
    /// Wald's test that the difference is 0 or the ratio 1.
    pub test: TestResult,
}

/// The effect in the first table against that in the second one.
///
/// # Method
/// ```text
/// additive:   d = RD1 - RD2,         var d = Σ p(1 - p)/n over the four groups
/// risk ratio: d = ln RR1 - ln RR2,   var d = Σ (1/x - 1/n)
/// odds ratio: d = ln OR1 - ln OR2,   var d = Σ (1/x + 1/(n - x))
/// interval d ± z √var d, test d/√var d; exp of both for ratios
/// ```
/// which is Wald's interval and test of the interaction in the saturated model
/// with an identity, log or logit link. R:
/// `glm(cbind(x, n - x) ~ stratum * exposed, family = binomial(link))`.
///
/// # Undefined when
/// A group is empty, or in a group everybody or nobody has the event: its part of
/// the variance is then 0 or infinite on one of the scales. Nothing is added to a
/// count to avoid that.
///
/// # Errors
/// The [`Undefined`] reason.
///
/// # References
/// Altman DG, Bland JM, BMJ 2003;326:219, doi:10.1136/bmj.326.7382.219.
/// Knol MJ, `VanderWeele` TJ, Int J Epidemiol 2012;41:514, doi:10.1093/ije/dyr218.
///
/// # Examples
/// 60 % against 40 % in one group and 50 % against 40 % in another one.
/// ```
/// use rpl_immune_profile::engine::stats::interaction::{InteractionScale, interaction};
/// use rpl_immune_profile::engine::stats::two_by_two::{Group, TwoByTwo};
///
/// let table = |x, y| Ok(TwoByTwo { exposed: Group::new(x, 100)?, unexposed: Group::new(y, 100)? });
/// let found = interaction(&table(60, 40)?, &table(50, 40)?, InteractionScale::Additive, 0.95)?;
/// assert!((found.estimate.value - 0.1).abs() < 1e-12);
/// # Ok::<(), rpl_immune_profile::engine::stats::Undefined>(())
/// ```
pub fn interaction(
    first: &TwoByTwo,
    second: &TwoByTwo,
    scale: InteractionScale,
    level: f64,
) -> Result<Interaction, Undefined> {
    check_level(level)?;
    let (one, other) = (effect(first, scale)?, effect(second, scale)?);
    let (difference, variance) = (one.value - other.value, one.variance + other.variance);
    let error = variance.sqrt();
    let half = special::two_sided_z(level) * error;
    let estimate = match scale {
        InteractionScale::Additive => Estimate::around(difference, half, level),
        InteractionScale::RiskRatio | InteractionScale::OddsRatio => {
            Estimate::of_ratio(difference.exp(), variance, level)
        }
    };
    Ok(Interaction { estimate, test: TestResult::normal(difference / error)? })
}

/// Whether the risk differences of several groups of people differ: Cochran's Q
/// over inverse variances, chi-square with one degree of freedom less than there
/// are groups. With two groups it is the square of the z of [`interaction`] on the
/// additive scale. R: Wald's test of all interactions of
/// `glm(cbind(x, n - x) ~ group * exposed, family = binomial("identity"))`.
///
/// # Undefined when
/// There are fewer than two groups; as [`interaction`] in any of them.
///
/// # Errors
/// The [`Undefined`] reason.
pub fn differences_differ(groups: &[TwoByTwo]) -> Result<TestResult, Undefined> {
    if groups.len() < 2 {
        return Err(Undefined::TooFewGroups);
    }
    let of = |table: &TwoByTwo| {
        let Effect { value, variance } = effect(table, InteractionScale::Additive)?;
        Ok(StudyEffect { name: String::new(), effect: value, variance })
    };
    let effects = groups.iter().map(of).collect::<Result<Vec<_>, Undefined>>()?;
    let degrees = count(effects.len() - 1);
    TestResult::chi_square(Studies::new(effects)?.weighted(0.0).q, degrees)
}

/// An effect where it is about normal, and its variance.
struct Effect {
    value: f64,
    variance: f64,
}

fn effect(table: &TwoByTwo, scale: InteractionScale) -> Result<Effect, Undefined> {
    table.check_groups()?;
    let cells = table.cells();
    if [cells.a, cells.b, cells.c, cells.d].contains(&0.0) {
        return Err(Undefined::OneOutcomeInGroup);
    }
    let (n1, n2) = (cells.a + cells.b, cells.c + cells.d);
    Ok(match scale {
        InteractionScale::Additive => {
            let part = |with: f64, without: f64, n: f64| with * without / (n * n * n);
            Effect {
                value: table.determinant() / n1 / n2,
                variance: part(cells.a, cells.b, n1) + part(cells.c, cells.d, n2),
            }
        }
        InteractionScale::RiskRatio => {
            let part = |with: f64, without: f64, n: f64| without / (with * n);
            Effect {
                value: (cells.a / n1).ln() - (cells.c / n2).ln(),
                variance: part(cells.a, cells.b, n1) + part(cells.c, cells.d, n2),
            }
        }
        InteractionScale::OddsRatio => Effect {
            value: (cells.a / cells.b).ln() - (cells.c / cells.d).ln(),
            variance: 1.0 / cells.a + 1.0 / cells.b + 1.0 / cells.c + 1.0 / cells.d,
        },
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::super::two_by_two::Group;
    use super::*;

    fn table(cells: [u32; 4]) -> TwoByTwo {
        let group = |with, without| Group::new(with, with + without).expect("a group");
        TwoByTwo { exposed: group(cells[0], cells[1]), unexposed: group(cells[2], cells[3]) }
    }

    /// Nothing is added to a count of zero, on no scale.
    #[test]
    fn a_group_of_one_outcome_is_refused_on_every_scale() {
        let whole = table([5, 5, 4, 6]);
        for zero in [[0, 5, 4, 6], [5, 0, 4, 6], [5, 5, 0, 6], [5, 5, 4, 0]] {
            for scale in [
                InteractionScale::Additive,
                InteractionScale::RiskRatio,
                InteractionScale::OddsRatio,
            ] {
                for (first, second) in [(whole, table(zero)), (table(zero), whole)] {
                    let found = interaction(&first, &second, scale, 0.95);
                    assert_eq!(found, Err(Undefined::OneOutcomeInGroup));
                }
            }
            let found = differences_differ(&[whole, table(zero)]);
            assert_eq!(found, Err(Undefined::OneOutcomeInGroup));
        }
        assert_eq!(differences_differ(&[whole]), Err(Undefined::TooFewGroups));
        let none = table([0, 0, 4, 6]);
        let found = interaction(&none, &whole, InteractionScale::Additive, 0.95);
        assert_eq!(found, Err(Undefined::EmptyGroup));
    }

    #[test]
    fn equal_effects_do_not_interact() {
        let one = table([30, 10, 20, 20]);
        for scale in
            [InteractionScale::Additive, InteractionScale::RiskRatio, InteractionScale::OddsRatio]
        {
            let found = interaction(&one, &one, scale, 0.95).expect("whole counts");
            assert_eq!(found.test.statistic, Some(0.0));
            assert_eq!(found.test.p_value.value.to_bits(), 1f64.to_bits());
        }
    }
}
