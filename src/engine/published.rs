//! What Han et al. 2025 report, as far as the abstract and the captions say it.
//!
//! Han JW, Park JS, Kim J-S, Lee SK. Front Endocrinol (Lausanne) 2025;16:1546602,
//! doi:10.3389/fendo.2025.1546602. The full text was not available: what is not
//! here is not known to this program, and nothing here is estimated from it.

pub mod ivig;
pub mod prognosis;
pub mod reviews;
pub mod series;

use serde::{Deserialize, Serialize};

use crate::engine::record::Etiology;
use crate::engine::rules::profile::ImmuneProfile;

/// How sure a stated number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Printed in the source.
    Published,
    /// The only counts that give the printed percentage if all women of the group
    /// are counted, as the printed groups add up to them; found by enumerating all
    /// counts. If some had no known outcome, other counts are possible.
    Inferred,
}

/// A count out of a total, as stated or inferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How many had the event.
    pub events: u32,
    /// Out of how many.
    pub total: u32,
    /// Whether the two counts are printed.
    pub status: Status,
}

/// A live birth rate of the paper.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishedRate {
    /// The percentage as printed.
    pub percent: f64,
    /// The counts behind it, when they are known.
    pub count: Option<Count>,
}

/// What the paper says of live births in one class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ClassFact {
    /// A rate for this class, within one etiology.
    Rate {
        /// The etiology group it is printed for.
        etiology: Etiology,
        /// The rate.
        rate: PublishedRate,
        /// Where among the seven subgroups it stands.
        rank: Rank,
    },
    /// Women not treated with IVIG, of both etiologies together; that they are the
    /// women without an abnormality is inferred.
    NormalUntreated {
        /// The rate.
        rate: PublishedRate,
    },
    /// Nobody in the study had this combination; that the caption means women
    /// without a high NK cell level is inferred.
    NoPatient,
    /// The abstract and the captions give no rate for this class.
    NotReported,
}

/// The place the abstract gives a class among the seven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// The highest live birth rate.
    Highest,
    /// The lowest live birth rate.
    Lowest,
}

/// Women with recurrent pregnancy loss who were screened.
pub const SCREENED: u32 = 987;

/// Losses that make recurrent pregnancy loss in the study.
pub const MINIMUM_LOSSES: u32 = 2;

/// Live births among women treated with IVIG, who had at least one abnormality.
pub const ABNORMAL_TREATED: PublishedRate = PublishedRate {
    percent: 82.7,
    count: Some(Count { events: 163, total: 197, status: Status::Inferred }),
};

/// Live births among women not treated with IVIG; that they are the women without
/// an abnormality is inferred.
pub const NORMAL_UNTREATED: PublishedRate = PublishedRate {
    percent: 80.7,
    count: Some(Count { events: 217, total: 269, status: Status::Inferred }),
};

/// Women with at least one abnormality, as printed for each etiology.
#[must_use]
pub fn abnormal_women(etiology: Etiology) -> Count {
    let (events, total) = match etiology {
        Etiology::Idiopathic => (100, 215),
        Etiology::Known => (97, 251),
    };
    Count { events, total, status: Status::Published }
}

/// Women in the study: those with a full work-up and a known outcome.
#[must_use]
pub fn enrolled() -> u32 {
    abnormal_women(Etiology::Idiopathic).total + abnormal_women(Etiology::Known).total
}

/// What the paper says of live births in `profile`.
#[must_use]
pub fn class_fact(profile: ImmuneProfile) -> ClassFact {
    let idiopathic = |percent, rank| ClassFact::Rate {
        etiology: Etiology::Idiopathic,
        rate: PublishedRate { percent, count: None },
        rank,
    };
    match profile {
        ImmuneProfile::Normal => ClassFact::NormalUntreated { rate: NORMAL_UNTREATED },
        ImmuneProfile::NkCytotoxicity => idiopathic(90.5, Rank::Highest),
        ImmuneProfile::NkTh1Th2 => idiopathic(75.0, Rank::Lowest),
        ImmuneProfile::CytotoxicityTh1Th2 => ClassFact::NoPatient,
        ImmuneProfile::Nk
        | ImmuneProfile::Cytotoxicity
        | ImmuneProfile::Th1Th2
        | ImmuneProfile::All => ClassFact::NotReported,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// The inferred counts are the only ones that round to the printed rates.
    #[test]
    fn inferred_counts_are_the_only_candidates() {
        for rate in [ABNORMAL_TREATED, NORMAL_UNTREATED] {
            let count = rate.count.expect("counts are inferred");
            let candidates: Vec<u32> = (0..=count.total)
                .filter(|&events| {
                    let percent = 100.0 * f64::from(events) / f64::from(count.total);
                    format!("{percent:.1}") == format!("{:.1}", rate.percent)
                })
                .collect();
            assert_eq!(candidates, [count.events]);
        }
    }

    #[test]
    fn groups_add_up_to_the_treated_and_the_untreated() {
        let groups = [Etiology::Idiopathic, Etiology::Known].map(abnormal_women);
        let treated: u32 = groups.iter().map(|group| group.events).sum();
        let all: u32 = groups.iter().map(|group| group.total).sum();
        assert_eq!(ABNORMAL_TREATED.count.map(|count| count.total), Some(treated));
        assert_eq!(NORMAL_UNTREATED.count.map(|count| count.total), Some(all - treated));
        // 215 and 251 are printed; 466 of 987 are their sum.
        assert_eq!((all, enrolled(), SCREENED), (466, 466, 987));
    }
}
