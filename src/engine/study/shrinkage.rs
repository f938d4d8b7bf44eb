//! Rates of small groups, drawn towards the rate of all groups together.

use serde::{Deserialize, Serialize};

use crate::engine::stats::root::zero_between;
use crate::engine::stats::special::beta_tails;
use crate::engine::stats::two_by_two::Group;
use crate::engine::stats::{Interval, Undefined, check_level};

/// The beta distribution that the rates of the groups are taken to come from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BetaBinomial {
    /// The rate of all groups together.
    pub mean: f64,
    /// How alike women of one group are, from 0; the share of the variance that
    /// lies between groups.
    pub correlation: f64,
    /// How many women the prior weighs; `None` when the groups do not differ more
    /// than chance makes them, so that every rate is drawn to the mean entirely.
    pub prior_women: Option<f64>,
}

/// A rate drawn towards the mean of the groups.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShrunkenRate {
    /// The posterior mean.
    pub value: f64,
    /// The equal-tailed posterior interval; `None` where the prior has no spread.
    pub interval: Option<Interval>,
}

impl BetaBinomial {
    /// The distribution that the groups' rates come from, by moments.
    ///
    /// # Method
    /// With rates `p = x/n`, the pooled rate `m` and `S = Σ n (p − m)²`,
    /// ```text
    /// ρ = (S/(m (1 − m)) − (k − 1)) / (N − Σn²/N − (k − 1)), at least 0
    /// ```
    /// which makes `S` equal to its expectation under
    /// `var(p) = m (1 − m) (ρ + (1 − ρ)/n)`; the prior weighs `1/ρ − 1` women.
    ///
    /// # Undefined when
    /// Fewer than two groups have women, nobody or everybody has the event, or
    /// every group has one woman.
    ///
    /// # Errors
    /// The [`Undefined`] reason.
    ///
    /// # References
    /// Kleinman JC, J Am Stat Assoc 1973;68:46, doi:10.1080/01621459.1973.10481332
    /// (weights by size). Efron B, Morris C, J Am Stat Assoc 1975;70:311,
    /// doi:10.1080/01621459.1975.10479864 (shrinkage).
    pub fn from_moments(groups: &[Group]) -> Result<Self, Undefined> {
        let groups: Vec<(f64, f64)> = groups
            .iter()
            .filter(|group| group.total() > 0)
            .map(|group| (f64::from(group.events()), f64::from(group.total())))
            .collect();
        if groups.len() < 2 {
            return Err(Undefined::TooFewGroups);
        }
        let total: f64 = groups.iter().map(|group| group.1).sum();
        let mean = groups.iter().map(|group| group.0).sum::<f64>() / total;
        let spread = mean * (1.0 - mean);
        if spread <= 0.0 {
            return Err(if mean > 0.0 { Undefined::OnlyEvents } else { Undefined::NoEvents });
        }
        let squares: f64 = groups.iter().map(|group| group.1 * group.1).sum();
        let deviations: f64 =
            groups.iter().map(|&(events, n)| n * (events / n - mean).powi(2)).sum();
        let between = groups.iter().skip(1).map(|_| 1.0).sum::<f64>();
        let room = total - squares / total - between;
        if room <= 0.0 {
            return Err(Undefined::TooFewObservations { needed: groups.len() + 1 });
        }
        let correlation = ((deviations / spread - between) / room).clamp(0.0, 1.0);
        let prior_women = (correlation > 0.0).then(|| 1.0 / correlation - 1.0);
        Ok(BetaBinomial { mean, correlation, prior_women })
    }

    /// The posterior of one group's rate.
    ///
    /// # Errors
    /// [`Undefined::LevelOutOfRange`], or [`Undefined::NoObservations`] of an empty group
    /// where the prior weighs nothing.
    pub fn shrink(&self, group: Group, level: f64) -> Result<ShrunkenRate, Undefined> {
        check_level(level)?;
        let Some(prior) = self.prior_women else {
            return Ok(ShrunkenRate { value: self.mean, interval: None });
        };
        let events = f64::from(group.events()) + prior * self.mean;
        let others = f64::from(group.non_events()) + prior * (1.0 - self.mean);
        if events + others <= 0.0 {
            return Err(Undefined::NoObservations);
        }
        let value = events / (events + others);
        let interval = (events > 0.0 && others > 0.0).then(|| {
            let ln_error = ((1.0 - level) / 2.0).ln();
            let cut = |ln_tail: f64| (ln_tail - ln_error).max(-1e3);
            Interval {
                lower: zero_between(0.0, 1.0, |p| cut(beta_tails(p, events, others).ln_lower)),
                upper: zero_between(0.0, 1.0, |p| cut(beta_tails(p, events, others).ln_upper)),
                level,
            }
        });
        Ok(ShrunkenRate { value, interval })
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn groups(counts: &[(u32, u32)]) -> Vec<Group> {
        counts.iter().map(|&(x, n)| Group::new(x, n).expect("a group")).collect()
    }

    #[test]
    fn undefined_is_said() {
        let found = |counts: &[(u32, u32)]| BetaBinomial::from_moments(&groups(counts));
        assert_eq!(found(&[(1, 2)]), Err(Undefined::TooFewGroups));
        assert_eq!(found(&[(1, 2), (0, 0)]), Err(Undefined::TooFewGroups));
        assert_eq!(found(&[(2, 2), (3, 3)]), Err(Undefined::OnlyEvents));
        let single = found(&[(1, 1), (0, 1)]);
        assert_eq!(single, Err(Undefined::TooFewObservations { needed: 3 }));
    }

    /// Equal rates: S = 0, so that everything is drawn to the mean.
    #[test]
    fn equal_rates_are_pooled() {
        let found = BetaBinomial::from_moments(&groups(&[(5, 10), (10, 20)])).expect("defined");
        assert_eq!((found.mean, found.correlation, found.prior_women), (0.5, 0.0, None));
        let rate = found.shrink(Group::new(0, 3).expect("a group"), 0.95).expect("defined");
        assert_eq!((rate.value, rate.interval), (0.5, None));
    }

    /// Classes that could not differ more: the prior weighs nothing, and a class without
    /// women has no rate.
    #[test]
    fn an_empty_group_without_a_prior_has_no_rate() {
        let found = BetaBinomial::from_moments(&groups(&[(10, 10), (0, 10)])).expect("defined");
        assert_eq!((found.correlation, found.prior_women), (1.0, Some(0.0)));
        let nobody = Group::new(0, 0).expect("a group");
        assert_eq!(found.shrink(nobody, 0.95), Err(Undefined::NoObservations));
        let some = found.shrink(Group::new(1, 2).expect("a group"), 0.95).expect("defined");
        assert_eq!(some.value.to_bits(), 0.5f64.to_bits());
    }

    #[test]
    fn small_groups_move_more_than_large_ones() {
        let counts = [(2, 4), (90, 100), (150, 200)];
        let found = BetaBinomial::from_moments(&groups(&counts)).expect("defined");
        let prior = found.prior_women.expect("a spread");
        assert!(prior > 0.0);
        let moved: Vec<f64> = groups(&counts)
            .into_iter()
            .map(|group| {
                let rate = found.shrink(group, 0.95).expect("defined");
                let raw = group.risk().expect("women");
                let interval = rate.interval.expect("an interval");
                assert!(interval.lower < rate.value && rate.value < interval.upper);
                assert!((rate.value - found.mean).abs() <= (raw - found.mean).abs());
                (rate.value - raw).abs()
            })
            .collect();
        assert!(moved[0] > moved[1] && moved[1] > moved[2]);
    }
}
