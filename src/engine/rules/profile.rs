//! The eight classes that three tests make, and sets of them.

use serde::{Deserialize, Serialize};

use crate::engine::by::by_every;
use crate::engine::rules::Finding;
use crate::engine::rules::panel::ByTest;

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

    /// Which tests are high in the class.
    #[must_use]
    pub fn high(self) -> ByTest<bool> {
        let (nk_level, nk_cytotoxicity, th1_th2) = match self {
            ImmuneProfile::Normal => (false, false, false),
            ImmuneProfile::Nk => (true, false, false),
            ImmuneProfile::Cytotoxicity => (false, true, false),
            ImmuneProfile::Th1Th2 => (false, false, true),
            ImmuneProfile::NkCytotoxicity => (true, true, false),
            ImmuneProfile::NkTh1Th2 => (true, false, true),
            ImmuneProfile::CytotoxicityTh1Th2 => (false, true, true),
            ImmuneProfile::All => (true, true, true),
        };
        ByTest { nk_level, nk_cytotoxicity, th1_th2 }
    }

    /// The class in which these tests are high.
    #[must_use]
    pub fn of(high: ByTest<bool>) -> Option<Self> {
        ImmuneProfile::ALL.into_iter().find(|profile| profile.high() == high)
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

by_every! {
    /// One value for each of the eight classes.
    ByProfile of ImmuneProfile {
        /// None of the three.
        normal = [ImmuneProfile::Normal],
        /// NK cell level alone.
        nk = [ImmuneProfile::Nk],
        /// NK cytotoxicity alone.
        cytotoxicity = [ImmuneProfile::Cytotoxicity],
        /// Th1/Th2 ratio alone.
        th1_th2 = [ImmuneProfile::Th1Th2],
        /// NK cell level and NK cytotoxicity.
        nk_cytotoxicity = [ImmuneProfile::NkCytotoxicity],
        /// NK cell level and Th1/Th2 ratio.
        nk_th1_th2 = [ImmuneProfile::NkTh1Th2],
        /// NK cytotoxicity and Th1/Th2 ratio.
        cytotoxicity_th1_th2 = [ImmuneProfile::CytotoxicityTh1Th2],
        /// All three.
        all = [ImmuneProfile::All],
    }
}

/// Makes a struct with one value for each class, and for whatever else is listed;
/// the brackets name the variant of its key that holds a class.
macro_rules! by_every_class {
    (
        $(#[$doc:meta])*
        $name:ident of $key:ty = [$($class:tt)+] { $($others:tt)* }
    ) => {
        $crate::engine::by::by_every! {
            $(#[$doc])*
            $name of $key {
                /// None of the three.
                normal = [$($class)+(ImmuneProfile::Normal)],
                /// NK cell level alone.
                nk = [$($class)+(ImmuneProfile::Nk)],
                /// NK cytotoxicity alone.
                cytotoxicity = [$($class)+(ImmuneProfile::Cytotoxicity)],
                /// Th1/Th2 ratio alone.
                th1_th2 = [$($class)+(ImmuneProfile::Th1Th2)],
                /// NK cell level and NK cytotoxicity.
                nk_cytotoxicity = [$($class)+(ImmuneProfile::NkCytotoxicity)],
                /// NK cell level and Th1/Th2 ratio.
                nk_th1_th2 = [$($class)+(ImmuneProfile::NkTh1Th2)],
                /// NK cytotoxicity and Th1/Th2 ratio.
                cytotoxicity_th1_th2 = [$($class)+(ImmuneProfile::CytotoxicityTh1Th2)],
                /// All three.
                all = [$($class)+(ImmuneProfile::All)],
                $($others)*
            }
        }
    };
}

pub(in crate::engine) use by_every_class;

by_every_class! {
    /// One value for each of the eight classes, and for the women without one.
    ByClass of Option<ImmuneProfile> = [Some] {
        /// The class cannot be said.
        indeterminate = [None],
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

/// What the findings together say.
#[must_use]
pub fn verdict(findings: ByTest<Finding>) -> Verdict {
    let fits = |profile: &ImmuneProfile| {
        let high = profile.high();
        let mut tests = findings.iter();
        tests.all(|(test, finding)| finding.is_high().is_none_or(|known| known == high[test]))
    };
    let mut fitting = ImmuneProfile::ALL.into_iter().filter(fits);
    if findings.values().all(|finding| *finding != Finding::Unknown)
        && let Some(profile) = fitting.next()
    {
        return Verdict::Determined { profile };
    }
    Verdict::Indeterminate {
        at_least_one_abnormality: findings.values().any(|finding| *finding == Finding::High),
        possible: fitting.collect(),
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
            let findings = profile.high().map(|high| Finding::from_truth(Some(high)));
            assert_eq!(verdict(findings), Verdict::Determined { profile });
        }
    }

    #[test]
    fn nothing_known_leaves_everything_possible() {
        let Verdict::Indeterminate { at_least_one_abnormality, possible } =
            verdict(ByTest::from_fn(|_| Finding::Unknown))
        else {
            panic!("determined from nothing");
        };
        assert!(!at_least_one_abnormality);
        assert_eq!(possible.len(), 8);
        assert!(!possible.is_empty());
    }
}
