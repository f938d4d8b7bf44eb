//! The eight classes that three tests make, and sets of them.

use serde::{Deserialize, Serialize};

use crate::engine::rules::Finding;

/// Which of the three tests are high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImmuneProfile {
    /// None of the three.
    Normal,
    /// NK cell level alone.
    Nk,
    /// NK cytotoxicity alone.
    Cytotoxicity,
    /// Th1/Th2 ratio alone.
    #[serde(rename = "th1_th2")]
    Th1Th2,
    /// NK cell level and NK cytotoxicity.
    NkCytotoxicity,
    /// NK cell level and Th1/Th2 ratio.
    #[serde(rename = "nk_th1_th2")]
    NkTh1Th2,
    /// NK cytotoxicity and Th1/Th2 ratio: nobody in the published cohort.
    #[serde(rename = "cytotoxicity_th1_th2")]
    CytotoxicityTh1Th2,
    /// All three.
    All,
}

impl ImmuneProfile {
    /// Normal first, then one, two and three abnormalities.
    pub const ALL: [ImmuneProfile; 8] = [
        ImmuneProfile::Normal,
        ImmuneProfile::Nk,
        ImmuneProfile::Cytotoxicity,
        ImmuneProfile::Th1Th2,
        ImmuneProfile::NkCytotoxicity,
        ImmuneProfile::NkTh1Th2,
        ImmuneProfile::CytotoxicityTh1Th2,
        ImmuneProfile::All,
    ];

    /// The class of three decided tests.
    #[must_use]
    pub fn from_high(nk_level: bool, cytotoxicity: bool, th1_th2: bool) -> Self {
        match (nk_level, cytotoxicity, th1_th2) {
            (false, false, false) => ImmuneProfile::Normal,
            (true, false, false) => ImmuneProfile::Nk,
            (false, true, false) => ImmuneProfile::Cytotoxicity,
            (false, false, true) => ImmuneProfile::Th1Th2,
            (true, true, false) => ImmuneProfile::NkCytotoxicity,
            (true, false, true) => ImmuneProfile::NkTh1Th2,
            (false, true, true) => ImmuneProfile::CytotoxicityTh1Th2,
            (true, true, true) => ImmuneProfile::All,
        }
    }

    /// Whether NK cell level, NK cytotoxicity and Th1/Th2 ratio are high.
    #[must_use]
    pub fn high(self) -> [bool; 3] {
        match self {
            ImmuneProfile::Normal => [false, false, false],
            ImmuneProfile::Nk => [true, false, false],
            ImmuneProfile::Cytotoxicity => [false, true, false],
            ImmuneProfile::Th1Th2 => [false, false, true],
            ImmuneProfile::NkCytotoxicity => [true, true, false],
            ImmuneProfile::NkTh1Th2 => [true, false, true],
            ImmuneProfile::CytotoxicityTh1Th2 => [false, true, true],
            ImmuneProfile::All => [true, true, true],
        }
    }

    /// Whether at least one test is high.
    #[must_use]
    pub fn is_abnormal(self) -> bool {
        self != ImmuneProfile::Normal
    }

    /// The word that files and scripts use for this class.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ImmuneProfile::Normal => "normal",
            ImmuneProfile::Nk => "nk",
            ImmuneProfile::Cytotoxicity => "cytotoxicity",
            ImmuneProfile::Th1Th2 => "th1_th2",
            ImmuneProfile::NkCytotoxicity => "nk_cytotoxicity",
            ImmuneProfile::NkTh1Th2 => "nk_th1_th2",
            ImmuneProfile::CytotoxicityTh1Th2 => "cytotoxicity_th1_th2",
            ImmuneProfile::All => "all",
        }
    }
}

/// A set of classes; a list of words to the outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<ImmuneProfile>", into = "Vec<ImmuneProfile>")]
pub struct ProfileSet(u8);

impl ProfileSet {
    /// Whether the class belongs to the set.
    #[must_use]
    pub fn contains(self, profile: ImmuneProfile) -> bool {
        self.0 & (1 << profile as u8) != 0
    }

    /// How many classes belong to the set.
    #[must_use]
    pub fn len(self) -> usize {
        self.iter().count()
    }

    /// Whether no class belongs to the set.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The classes of the set, in the order of [`ImmuneProfile::ALL`].
    pub fn iter(self) -> impl Iterator<Item = ImmuneProfile> {
        ImmuneProfile::ALL.into_iter().filter(move |&profile| self.contains(profile))
    }
}

impl FromIterator<ImmuneProfile> for ProfileSet {
    fn from_iter<I: IntoIterator<Item = ImmuneProfile>>(profiles: I) -> Self {
        ProfileSet(profiles.into_iter().fold(0, |bits, profile| bits | 1 << profile as u8))
    }
}

impl From<Vec<ImmuneProfile>> for ProfileSet {
    fn from(profiles: Vec<ImmuneProfile>) -> Self {
        profiles.into_iter().collect()
    }
}

impl From<ProfileSet> for Vec<ImmuneProfile> {
    fn from(profiles: ProfileSet) -> Self {
        profiles.iter().collect()
    }
}

/// What three findings together say.
#[must_use]
pub fn verdict(nk_level: Finding, cytotoxicity: Finding, th1_th2: Finding) -> Verdict {
    let findings = [nk_level, cytotoxicity, th1_th2];
    if let [Some(nk_level), Some(cytotoxicity), Some(th1_th2)] = findings.map(Finding::is_high) {
        let profile = ImmuneProfile::from_high(nk_level, cytotoxicity, th1_th2);
        return Verdict::Determined { profile };
    }
    let fits = |profile: &ImmuneProfile| {
        profile
            .high()
            .iter()
            .zip(findings)
            .all(|(&high, finding)| finding.is_high().is_none_or(|known| known == high))
    };
    Verdict::Indeterminate {
        at_least_one_abnormality: findings.contains(&Finding::High),
        possible: ImmuneProfile::ALL.into_iter().filter(fits).collect(),
    }
}

/// What the three tests together say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Verdict {
    /// All three tests are decided.
    Determined {
        /// The class.
        profile: ImmuneProfile,
    },
    /// At least one test is open.
    Indeterminate {
        /// Whether a test is known to be high, whatever the open ones say.
        at_least_one_abnormality: bool,
        /// The classes that the open tests leave possible.
        possible: ProfileSet,
    },
}

impl Verdict {
    /// The class, when there is one.
    #[must_use]
    pub fn profile(self) -> Option<ImmuneProfile> {
        match self {
            Verdict::Determined { profile } => Some(profile),
            Verdict::Indeterminate { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn the_eight_classes_are_the_eight_combinations() {
        for profile in ImmuneProfile::ALL {
            let [nk_level, cytotoxicity, th1_th2] = profile.high();
            assert_eq!(ImmuneProfile::from_high(nk_level, cytotoxicity, th1_th2), profile);
        }
    }

    #[test]
    fn nothing_known_leaves_everything_possible() {
        let Verdict::Indeterminate { at_least_one_abnormality, possible } =
            verdict(Finding::Unknown, Finding::Unknown, Finding::Unknown)
        else {
            panic!("determined from nothing");
        };
        assert!(!at_least_one_abnormality);
        assert_eq!(possible.len(), 8);
        assert!(!possible.is_empty());
    }
}
