//! The women of a file as the sections read them: who passes the filter, what
//! was measured, her class, and how far she comes in the flow.

use super::NotEstimable;
use crate::engine::cohort::columns::Cohort;
use crate::engine::cohort::filter::Filter;
use crate::engine::cohort::flow::{Flow, judge};
use crate::engine::cohort::tally::Stratum;
use crate::engine::column::Column;
use crate::engine::protocol::Protocol;
use crate::engine::quantity::Quantity;
use crate::engine::record::{Etiology, FetalKaryotype, Outcome, Value, known};
use crate::engine::rules::panel::{ByRatio, ByTest};
use crate::engine::rules::place::Place;
use crate::engine::rules::profile::ImmuneProfile;
use crate::engine::rules::{Classification, Finding};

/// One woman.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Woman {
    /// Her place in the cohort.
    pub index: usize,
    /// Age at the start of the pregnancy, in years.
    pub age_years: Option<f64>,
    /// Body mass index, in kg/m².
    pub bmi: Option<f64>,
    /// Number of previous losses.
    pub previous_losses: Option<f64>,
    /// NK cells, in percent of lymphocytes. A laboratory value of which only a bound
    /// is known classifies where the bound decides, but is no number: it is missing
    /// here, as in the fields below.
    pub nk_percent: Option<f64>,
    /// Percent lysis at each effector-to-target ratio.
    pub nk_cytotoxicity: ByRatio<Option<f64>>,
    /// Th1/Th2 ratio.
    pub th1_th2_ratio: Option<f64>,
    /// Whether a cause is known.
    pub etiology: Option<Etiology>,
    /// Whether IVIG was given.
    pub ivig: Option<bool>,
    /// Whether the pregnancy ended in a live birth; `None` without a known end.
    pub is_live_birth: Option<bool>,
    /// Whether the index loss was aneuploid; `None` without a karyotype.
    pub is_aneuploid: Option<bool>,
    /// What each test says.
    pub findings: ByTest<Finding>,
    /// Her class.
    pub profile: Option<ImmuneProfile>,
    /// How far she comes in the flow.
    pub place: Place,
}

impl Woman {
    /// One of her numbers; `None` for a quantity that is not kept: what only
    /// gives another one.
    #[must_use]
    pub fn number(&self, quantity: Quantity) -> Option<f64> {
        match quantity {
            Quantity::AgeYears => self.age_years,
            Quantity::Bmi => self.bmi,
            Quantity::PreviousLosses => self.previous_losses,
            Quantity::NkPercent => self.nk_percent,
            Quantity::NkCyto50 => self.nk_cytotoxicity.nk_cyto_50,
            Quantity::NkCyto25 => self.nk_cytotoxicity.nk_cyto_25,
            Quantity::NkCyto12_5 => self.nk_cytotoxicity.nk_cyto_12_5,
            Quantity::Th1Th2Ratio => self.th1_th2_ratio,
            Quantity::HeightCm
            | Quantity::WeightKg
            | Quantity::TnfAlphaPercent
            | Quantity::Il10Percent => None,
        }
    }

    /// Whether she has recurrent pregnancy loss.
    #[must_use]
    pub fn is_enrolled(&self) -> bool {
        !matches!(self.place, Place::LossesUnknown | Place::TooFewLosses)
    }

    /// Whether she belongs to a stratum.
    #[must_use]
    pub fn is_in(&self, stratum: Stratum) -> bool {
        stratum.holds(self.etiology)
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
    /// How many there are, and how many the filter leaves out.
    pub counts: Flow,
    /// Women with recurrent pregnancy loss whom the filter leaves out.
    n_enrolled_outside: u32,
}

impl Women {
    /// Classifies the women that pass the filter.
    #[must_use]
    pub fn new(cohort: &Cohort, protocol: &Protocol, filter: &Filter) -> Self {
        let mut women = Women {
            all: Vec::with_capacity(cohort.len()),
            counts: Flow::default(),
            n_enrolled_outside: 0,
        };
        for index in 0..cohort.len() {
            if let Some(criterion) = filter.refusal_of(cohort, index) {
                women.counts.leave_out(criterion);
                let losses = cohort.previous_losses.get(index).map(Value::get);
                let is_enrolled =
                    losses.is_some_and(|losses| losses >= f64::from(protocol.minimum_losses));
                women.n_enrolled_outside += u32::from(is_enrolled);
                continue;
            }
            let (classification, place) = judge(cohort, index, protocol);
            women.counts.add(place, classification.verdict);
            women.all.push(woman(cohort, index, &classification, place));
        }
        women
    }

    /// Why nothing can be said where it is the filter that leaves nobody.
    #[must_use]
    pub fn filtered_out(&self) -> Option<NotEstimable> {
        let n_enrolled = self.n_enrolled_outside;
        let is_empty = n_enrolled > 0 && self.enrolled().next().is_none();
        is_empty.then_some(NotEstimable::FilteredOut { n_enrolled })
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

    /// Whether the pregnancy of any enrolled woman has a known end.
    ///
    /// # Errors
    /// Why none has.
    pub(super) fn have_outcomes(&self) -> Result<(), NotEstimable> {
        if self.enrolled().any(|woman| woman.is_live_birth.is_some()) {
            return Ok(());
        }
        Err(if self.enrolled().next().is_none() {
            NotEstimable::Nobody
        } else {
            NotEstimable::NotStated { column: Column::Outcome }
        })
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

fn woman(cohort: &Cohort, index: usize, classification: &Classification, place: Place) -> Woman {
    let measured = cohort.measurements(index);
    let lysis = measured.nk_cytotoxicity;
    Woman {
        index,
        age_years: cohort.age.get(index).map(Value::get),
        bmi: cohort.bmi.get(index).map(Value::get),
        previous_losses: cohort.previous_losses.get(index).map(Value::get),
        nk_percent: known(measured.nk_level),
        nk_cytotoxicity: ByRatio {
            nk_cyto_50: known(lysis.nk_cyto_50),
            nk_cyto_25: known(lysis.nk_cyto_25),
            nk_cyto_12_5: known(lysis.nk_cyto_12_5),
        },
        th1_th2_ratio: known(measured.th1_th2),
        etiology: cohort.etiology[index],
        ivig: cohort.ivig[index],
        is_live_birth: cohort.outcome[index].and_then(Outcome::is_live_birth),
        is_aneuploid: cohort.karyotype[index]
            .map(|karyotype| karyotype == FetalKaryotype::Aneuploid),
        findings: classification.findings(),
        profile: classification.verdict.profile(),
        place,
    }
}
