//! The trials of IVIG in women with recurrent pregnancy loss, as far as they were read.
//!
//! Each was read in the source that stands beside it; how women were counted differs
//! between trials and changes what they say together. Stephenson 1998 is not here: it
//! enrolled 62 women, and the counts of its arms were not found.

use serde::{Deserialize, Serialize};

use crate::engine::published::Status;

/// Whom a trial's counts are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Denominator {
    /// Everybody who was assigned to an arm.
    Randomised,
    /// Everybody who got what she was assigned to.
    Dosed,
    /// Those who conceived.
    Conceived,
    /// Those with the pregnancy that the trial is about.
    IndexPregnancies,
    /// Those who were treated as planned.
    PerProtocol,
}

/// The losses of the women of a trial.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Losses {
    /// None of them had had a live birth.
    Primary,
    /// Some or all had had a live birth or a late loss.
    SecondaryOrMixed,
    /// What was read does not say.
    #[default]
    NotStated,
}

/// When the infusions began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Start {
    /// Before conception.
    BeforeConception,
    /// After a positive pregnancy test.
    AfterTest,
    /// It is not known.
    #[default]
    NotStated,
}

/// Live births out of women in both arms of a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arms {
    /// Live births and women given IVIG.
    pub treated: [u32; 2],
    /// Live births and women given the control.
    pub control: [u32; 2],
    /// Whom they are counted of.
    pub of: Denominator,
    /// Whether they are printed, or follow from printed percentages and arms.
    pub status: Status,
}

/// A trial of IVIG against placebo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceboTrial {
    /// Its name.
    pub study: &'static str,
    /// The year it was published.
    pub year: u32,
    /// Its counts; after the first ones those of the same trial counted otherwise.
    pub counts: &'static [Arms],
    /// What the others were given.
    pub control: &'static str,
    /// Which women, as far as it is known.
    pub population: &'static str,
    /// Their losses.
    pub losses: Losses,
    /// When the infusions began, as far as it is known.
    pub timing: &'static str,
    /// The same as a group.
    pub start: Start,
    /// Where the counts were read.
    pub source: &'static str,
    /// What has to be known of them.
    pub note: &'static str,
}

const fn arms(
    [born, treated, control_born, control]: [u32; 4],
    of: Denominator,
    status: Status,
) -> Arms {
    Arms { treated: [born, treated], control: [control_born, control], of, status }
}

/// Every placebo-controlled trial whose counts are known, by year.
pub const TRIALS: [PlaceboTrial; 9] = [
    PlaceboTrial {
        study: "German RSA/IVIG 1994",
        year: 1994,
        counts: &[
            arms([20, 33, 21, 31], Denominator::Randomised, Status::Published),
            arms([20, 27, 21, 30], Denominator::PerProtocol, Status::Published),
        ],
        control: "5% albumin",
        population: "primary, 3 or more losses",
        losses: Losses::Primary,
        timing: "weeks 5 to 8",
        start: Start::AfterTest,
        source: "Wiley Online Library, tb13584.x",
        note: "Counted per protocol it was 20/27 against 21/30.",
    },
    PlaceboTrial {
        study: "Christiansen 1995",
        year: 1995,
        counts: &[arms([9, 17, 5, 17], Denominator::Randomised, Status::Inferred)],
        control: "albumin",
        population: "secondary, or late losses",
        losses: Losses::SecondaryOrMixed,
        timing: "early pregnancy",
        start: Start::AfterTest,
        source: "PubMed 8567794",
        note: "Inferred from 52.9% and 29.4% of 34 women in two equal arms.",
    },
    PlaceboTrial {
        study: "Coulam 1995",
        year: 1995,
        counts: &[
            arms([18, 29, 11, 32], Denominator::Conceived, Status::Published),
            arms([18, 47, 11, 48], Denominator::Randomised, Status::Published),
        ],
        control: "albumin",
        population: "mixed, 2 or more losses",
        losses: Losses::SecondaryOrMixed,
        timing: "before conception",
        start: Start::BeforeConception,
        source: "LVHN Scholarly Works 1564",
        note: "34 of 95 women did not conceive; counted by randomisation it was 18/47 against \
               11/48. Another review’s 62% against 38% is a share of the 29 births.",
    },
    PlaceboTrial {
        study: "Perino 1997",
        year: 1997,
        counts: &[arms([15, 22, 19, 24], Denominator::Randomised, Status::Inferred)],
        control: "albumin",
        population: "3 or more losses",
        losses: Losses::NotStated,
        timing: "weeks 5 to 7",
        start: Start::AfterTest,
        source: "PubMed 9436670; arms from J Immunol Res 2020:6672865, table 2",
        note: "Inferred from 68% and 79% in arms of 22 and 24.",
    },
    PlaceboTrial {
        study: "Jablonowska 1999",
        year: 1999,
        counts: &[arms([17, 22, 15, 19], Denominator::Randomised, Status::Inferred)],
        control: "saline",
        population: "3 or more losses",
        losses: Losses::NotStated,
        timing: "after a heartbeat was seen",
        start: Start::AfterTest,
        source: "J Immunol Res 2020:6672865, table 2",
        note: "Inferred from 77% and 79% in arms of 22 and 19.",
    },
    PlaceboTrial {
        study: "Christiansen 2002",
        year: 2002,
        counts: &[arms([13, 29, 13, 29], Denominator::Randomised, Status::Inferred)],
        control: "albumin",
        population: "4 or more losses",
        losses: Losses::SecondaryOrMixed,
        timing: "positive pregnancy test",
        start: Start::AfterTest,
        source: "PubMed 11870141; arms from J Immunol Res 2020:6672865, table 2",
        note: "Inferred from 45% in both arms of 29. Women with secondary losses: 50% against 23%, \
               so the trial is taken as mixed. A later table’s 58% is of them together with those \
               of 1995.",
    },
    PlaceboTrial {
        study: "Stephenson 2010",
        year: 2010,
        counts: &[arms([16, 23, 15, 24], Denominator::IndexPregnancies, Status::Published)],
        control: "saline",
        population: "secondary, 3 or more losses",
        losses: Losses::SecondaryOrMixed,
        timing: "before conception",
        start: Start::BeforeConception,
        source: "PubMed 20634190",
        note: "47 index pregnancies of 82 women enrolled; the trial printed an odds ratio of 1.37 \
               (0.41 to 4.61).",
    },
    PlaceboTrial {
        study: "Christiansen 2015",
        year: 2015,
        counts: &[arms([23, 42, 20, 40], Denominator::Randomised, Status::Published)],
        control: "albumin",
        population: "secondary, 4 or more losses",
        losses: Losses::SecondaryOrMixed,
        timing: "positive pregnancy test to week 15",
        start: Start::AfterTest,
        source: "PubMed 25412569",
        note: "The trial printed a risk ratio of 1.11 (0.70 to 1.74), which is not the crude one of \
               these counts.",
    },
    PlaceboTrial {
        study: "Yamada 2022",
        year: 2022,
        counts: &[arms([29, 50, 17, 49], Denominator::Dosed, Status::Inferred)],
        control: "placebo",
        population: "primary, 4 or more losses, at least one with a normal karyotype",
        losses: Losses::Primary,
        timing: "weeks 4 to 6",
        start: Start::AfterTest,
        source: "PMC9251568 (arms); 58.0% and 34.7% second hand",
        note: "102 women were randomised (53 and 49), 3 of them not counted. Inferred from 58.0% and \
               34.7%, which were read second hand. Ongoing pregnancy stands below, apart.",
    },
];

/// A comparison that is shown and never pooled with the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Apart {
    /// Its name.
    pub study: &'static str,
    /// What was counted.
    pub outcome: &'static str,
    /// Whom it was compared with.
    pub control: &'static str,
    /// Its counts.
    pub counts: Arms,
    /// Where they were read and why it stands apart.
    pub note: &'static str,
}

/// Another outcome, and other controls than placebo.
pub const APART: [Apart; 3] = [
    Apart {
        study: "Yamada 2022",
        outcome: "ongoing pregnancy at 22 weeks",
        control: "placebo",
        counts: arms([31, 50, 17, 49], Denominator::Dosed, Status::Published),
        note: "Another outcome than live birth (62.0% against 34.7%). PMC9251568, NCT02184741.",
    },
    Apart {
        study: "Triolo 2003",
        outcome: "live birth",
        control: "low-molecular-weight heparin and aspirin",
        counts: arms([12, 21, 16, 19], Denominator::Randomised, Status::Inferred),
        note: "Women with antiphospholipid syndrome, no placebo. Inferred from 57% and 84% of 40 women.",
    },
    Apart {
        study: "Dendrinos 2009",
        outcome: "live birth",
        control: "low-molecular-weight heparin and aspirin",
        counts: arms([15, 38, 29, 40], Denominator::PerProtocol, Status::Published),
        note: "Women with antiphospholipid syndrome, no placebo; 78 of 85 completed it.",
    },
];

impl PlaceboTrial {
    /// Its counts of one of these denominators, if they are known.
    #[must_use]
    pub fn counted(&self, by: &[Denominator]) -> Option<&'static Arms> {
        self.counts.iter().find(|arms| by.contains(&arms.of))
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn the_arms_add_up() {
        let mut sums = [0; 4];
        for trial in TRIALS {
            for arms in trial.counts {
                assert!(arms.treated[0] <= arms.treated[1], "{}", trial.study);
                assert!(arms.control[0] <= arms.control[1], "{}", trial.study);
            }
            let first = trial.counts[0];
            for (sum, count) in sums.iter_mut().zip([first.treated, first.control].concat()) {
                *sum += count;
            }
        }
        // 160/267 against 136/265.
        assert_eq!(sums, [160, 267, 136, 265]);
        assert!(TRIALS.windows(2).all(|pair| pair[0].year <= pair[1].year));
    }

    /// Counts that are inferred are the only ones of their arm that round to what is printed.
    #[test]
    fn inferred_counts_are_the_only_candidates() {
        for (study, printed, decimals) in [
            ("Christiansen 1995", ["52.9", "29.4"], 1),
            ("Perino 1997", ["68", "79"], 0),
            ("Jablonowska 1999", ["77", "79"], 0),
            ("Christiansen 2002", ["45", "45"], 0),
            ("Yamada 2022", ["58.0", "34.7"], 1),
        ] {
            let trial = TRIALS.iter().find(|trial| trial.study == study).expect("a trial");
            let arms = trial.counts[0];
            assert_eq!(arms.status, Status::Inferred, "{study}");
            for (arm, printed) in [arms.treated, arms.control].into_iter().zip(printed) {
                let percent = |events: u32| 100.0 * f64::from(events) / f64::from(arm[1]);
                let candidates: Vec<u32> = (0..=arm[1])
                    .filter(|&events| format!("{:.decimals$}", percent(events)) == printed)
                    .collect();
                assert_eq!(candidates, [arm[0]], "{study}");
            }
        }
        let inferred = TRIALS.iter().filter(|one| one.counts[0].status == Status::Inferred);
        assert_eq!(inferred.count(), 5);
    }
}
