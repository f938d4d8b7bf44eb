//! The women of a file as the sections read them: who passes the filter, what
//! was measured, her class, and how far she comes in the flow.

use serde::{Deserialize, Serialize};

use super::CannotSay;
use crate::engine::cohort::columns::Cohort;
use crate::engine::cohort::filter::Filter;
use crate::engine::cohort::flow::{Place, judge};
use crate::engine::cohort::tally::Stratum;
use crate::engine::protocol::Protocol;
use crate::engine::quantity::Quantity;
use crate::engine::record::{Etiology, FetalKaryotype, Measured, Measurements, Outcome, Value};
use crate::engine::rules::Finding;
use crate::engine::rules::profile::ImmuneProfile;

/// The numbers of a woman, in the order of [`Women::number`].
pub const NUMBERS: [Quantity; 8] = [
    Quantity::AgeYears,
    Quantity::Bmi,
    Quantity::PreviousLosses,
    Quantity::NkPercent,
    Quantity::NkCyto50,
    Quantity::NkCyto25,
    Quantity::NkCyto12_5,
    Quantity::Th1Th2Ratio,
];

/// The strata by etiology that sections report.
pub const STRATA: [Stratum; 3] = [Stratum::All, Stratum::Idiopathic, Stratum::Known];

/// One of the three tests of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImmuneTest {
    /// NK cell level.
    NkLevel,
    /// NK cytotoxicity.
    Cytotoxicity,
    /// Th1/Th2 ratio.
    #[serde(rename = "th1_th2")]
    Th1Th2,
}

impl ImmuneTest {
    /// The three tests, in the order in which a class lists them.
    pub const ALL: [ImmuneTest; 3] =
        [ImmuneTest::NkLevel, ImmuneTest::Cytotoxicity, ImmuneTest::Th1Th2];

    /// Whether the test is high in a class.
    #[must_use]
    pub fn is_high_in(self, profile: ImmuneProfile) -> bool {
        profile.high()[self as usize]
    }
}

/// One woman.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Woman {
    /// Her numbers, in the order of [`NUMBERS`].
    pub numbers: [Option<f64>; 8],
    /// Whether a cause is known.
    pub etiology: Option<Etiology>,
    /// Whether IVIG was given.
    pub ivig: Option<bool>,
    /// Whether the pregnancy ended in a live birth; `None` without a known end.
    pub is_live_birth: Option<bool>,
    /// Whether the index loss was aneuploid; `None` without a karyotype.
    pub is_aneuploid: Option<bool>,
    /// What each test says.
    pub findings: [Finding; 3],
    /// Her class.
    pub profile: Option<ImmuneProfile>,
    /// How far she comes in the flow.
    pub place: Place,
}

impl Woman {
    /// One of her numbers; `None` for a quantity that is not in [`NUMBERS`].
    #[must_use]
    pub fn number(&self, quantity: Quantity) -> Option<f64> {
        let place = NUMBERS.iter().position(|&one| one == quantity)?;
        self.numbers[place]
    }

    /// Whether she has recurrent pregnancy loss.
    #[must_use]
    pub fn is_enrolled(&self) -> bool {
        !matches!(self.place, Place::LossesUnknown | Place::TooFewLosses)
    }

    /// Whether she belongs to a stratum.
    #[must_use]
    pub fn is_in(&self, stratum: Stratum) -> bool {
        stratum == Stratum::All || Stratum::of(self.etiology) == stratum
    }

    /// Whether she has at least one abnormality; `None` without a class.
    #[must_use]
    pub fn is_abnormal(&self) -> Option<bool> {
        self.profile.map(ImmuneProfile::is_abnormal)
    }
}

/// The women that pass the filter.
#[derive(Clone, Debug, PartialEq)]
pub struct Women {
    all: Vec<Woman>,
    /// Their places in the cohort.
    indices: Vec<usize>,
    /// Records that the filter leaves out.
    pub n_outside_filter: u32,
    /// Of those, women with recurrent pregnancy loss.
    n_enrolled_outside: u32,
}

impl Women {
    /// Classifies the women that pass the filter.
    #[must_use]
    pub fn new(cohort: &Cohort, protocol: &Protocol, filter: &Filter) -> Self {
        let mut women = Women {
            all: Vec::with_capacity(cohort.len()),
            indices: Vec::new(),
            n_outside_filter: 0,
            n_enrolled_outside: 0,
        };
        for index in 0..cohort.len() {
            if filter.refusal_of(cohort, index).is_some() {
                women.n_outside_filter += 1;
                let losses = cohort.previous_losses.get(index).map(Value::get);
                let is_enrolled =
                    losses.is_some_and(|losses| losses >= f64::from(protocol.minimum_losses));
                women.n_enrolled_outside += u32::from(is_enrolled);
                continue;
            }
            women.indices.push(index);
            women.all.push(woman(cohort, index, protocol));
        }
        women
    }

    /// Why nothing can be said where it is the filter that leaves nobody.
    #[must_use]
    pub fn filtered_out(&self) -> Option<CannotSay> {
        let n_enrolled = self.n_enrolled_outside;
        let is_empty = n_enrolled > 0 && self.enrolled().next().is_none();
        is_empty.then_some(CannotSay::FilteredOut { n_enrolled })
    }

    /// Everyone that passes the filter.
    pub fn everyone(&self) -> std::slice::Iter<'_, Woman> {
        self.all.iter()
    }

    /// Whether there are women with a class, and of none of them the file states
    /// an etiology.
    #[must_use]
    pub fn lack_etiology(&self) -> bool {
        let mut classified = self.classified().peekable();
        classified.peek().is_some() && classified.all(|(woman, _)| woman.etiology.is_none())
    }

    /// The women with recurrent pregnancy loss.
    pub fn enrolled(&self) -> impl Iterator<Item = &Woman> + Clone {
        self.everyone().filter(|woman| woman.is_enrolled())
    }

    /// The enrolled women with their places in the cohort.
    pub fn enrolled_places(&self) -> impl Iterator<Item = (usize, &Woman)> {
        self.indices.iter().copied().zip(&self.all).filter(|(_, woman)| woman.is_enrolled())
    }

    /// The enrolled women with a class, and their class.
    pub fn classified(&self) -> impl Iterator<Item = (&Woman, ImmuneProfile)> + Clone {
        self.enrolled().filter_map(|woman| woman.profile.map(|profile| (woman, profile)))
    }

    /// The women with a class and a known end of the pregnancy: woman, class,
    /// live birth.
    pub fn analyzed(&self) -> impl Iterator<Item = (&Woman, ImmuneProfile, bool)> + Clone {
        self.classified()
            .filter_map(|(woman, profile)| woman.is_live_birth.map(|birth| (woman, profile, birth)))
    }
}

fn woman(cohort: &Cohort, index: usize, protocol: &Protocol) -> Woman {
    let (classification, place) = judge(cohort, index, protocol);
    let measured = laboratory(&cohort.measurements(index));
    let mut numbers = [None; 8];
    numbers[0] = cohort.age.get(index).map(Value::get);
    numbers[1] = cohort.bmi.get(index).map(Value::get);
    numbers[2] = cohort.previous_losses.get(index).map(Value::get);
    numbers[3..].copy_from_slice(&measured);
    Woman {
        numbers,
        etiology: cohort.etiology[index],
        ivig: cohort.ivig[index],
        is_live_birth: cohort.outcome[index].and_then(Outcome::is_live_birth),
        is_aneuploid: cohort.karyotype[index]
            .map(|karyotype| karyotype == FetalKaryotype::Aneuploid),
        findings: [
            classification.nk_level.finding,
            classification.nk_cytotoxicity.finding,
            classification.th1_th2.finding,
        ],
        profile: classification.verdict.profile(),
        place,
    }
}

/// The five laboratory values, in the order of [`Quantity::LABORATORY`]. A value of
/// which only a bound is known classifies where the bound decides, but is no
/// number: it is missing here.
fn laboratory(measured: &Measurements) -> [Option<f64>; 5] {
    fn known<V: Value>(measured: Option<Measured<V>>) -> Option<f64> {
        measured.and_then(Measured::known).map(Value::get)
    }
    [
        known(measured.nk_level),
        known(measured.nk_cytotoxicity.nk_cyto_50),
        known(measured.nk_cytotoxicity.nk_cyto_25),
        known(measured.nk_cytotoxicity.nk_cyto_12_5),
        known(measured.th1_th2),
    ]
}
