//! Published models of how the pregnancy after recurrent losses ends, as far as what was
//! read lets them be worked out, and those of which too little was read.
//!
//! None of them knows the immune class. Ages are in years; where a source groups them,
//! completed years are meant. What a model cannot say it does not say: nothing here is
//! carried beyond the ages and losses of its source.

use serde::{Deserialize, Serialize};

use super::{Count, Status};
use crate::engine::cohort::filter::Band;

/// A model, or a table of women by age and losses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Model {
    /// A table by age and losses, of 325 women with idiopathic losses.
    Brigham1999,
    /// A score of five answers.
    Quenby1993,
    /// Miscarriages of 201 women by age and by losses.
    Clifford1997,
    /// Miscarriages in the general population (421,201).
    Magnus2019,
    /// The tool of 1,201 couples.
    Koki2025,
    /// A model of 2,722,441 pregnancies.
    Kolte2021,
    /// A model of 526 couples.
    DuFosse2022,
    /// Formulas of 1,250 with unexplained losses.
    SugiuraOgasawara2009,
}

impl Model {
    /// Those that cannot be worked out from what was read.
    pub const NOT_COMPUTABLE: [Model; 4] =
        [Model::Koki2025, Model::Kolte2021, Model::DuFosse2022, Model::SugiuraOgasawara2009];

    /// First author, year and journal.
    #[must_use]
    pub fn citation(self) -> &'static str {
        match self {
            Model::Brigham1999 => "Brigham 1999, Hum Reprod 14:2868",
            Model::Quenby1993 => "Quenby and Farquharson 1993",
            Model::Clifford1997 => "Clifford 1997",
            Model::Magnus2019 => "Magnus 2019, BMJ",
            Model::Koki2025 => "Koki 2025, Lancet Reg Health Eur",
            Model::Kolte2021 => "Kolte 2021, Hum Reprod deaa326",
            Model::DuFosse2022 => "du Fossé 2022, Fertil Steril 117:144",
            Model::SugiuraOgasawara2009 => "Sugiura-Ogasawara 2009, Am J Reprod Immunol",
        }
    }
}

/// What a model is asked about one woman; what is not known is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Woman {
    /// Age in years.
    pub age_years: Option<f64>,
    /// Number of previous losses.
    pub losses: Option<f64>,
}

impl Woman {
    /// Her age in completed years.
    fn completed_years(self) -> Option<f64> {
        self.age_years.map(f64::floor)
    }
}

/// Why a model says nothing of a woman.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// Her age is not known.
    NoAge,
    /// Her number of losses is not known.
    NoLosses,
    /// The source has nothing for her age.
    AgeOutside,
    /// The source has nothing for her number of losses.
    LossesOutside,
}

fn within(
    band: Band,
    value: Option<f64>,
    missing: Silence,
    outside: Silence,
) -> Result<f64, Silence> {
    let value = value.ok_or(missing)?;
    if band.admits(Some(value)) { Ok(value) } else { Err(outside) }
}

const fn from_to(from: f64, to: f64) -> Band {
    Band { minimum: Some(from), maximum: Some(to) }
}

/// The table of Brigham 1999 as a plane of the logit of success over age and losses.
///
/// Fitted here to the 24 cells of the table (ages 20 to 45 in steps of five, 2 to 5
/// losses), nine of which could be checked: the coefficients are no published ones.
pub mod brigham {
    use super::{Band, Silence, Woman, from_to, within};

    /// The ages of the table, in years.
    pub const AGES: Band = from_to(20.0, 45.0);
    /// The years between two ages of the table.
    pub const AGE_STEP: f64 = 5.0;
    /// The losses of the table.
    pub const LOSSES: Band = from_to(2.0, 5.0);
    /// How far the plane is from the 24 cells at most, in percentage points.
    pub const LARGEST_ERROR: f64 = 0.65;
    /// The cells of the table.
    pub const N_CELLS: u32 = 24;
    /// How many of them could be checked.
    pub const N_CHECKED: u32 = 9;

    /// The predicted share of successful pregnancies.
    ///
    /// ```text
    /// logit p = 4.5958 − 0.08224 age − 0.24469 losses
    /// ```
    ///
    /// # Errors
    /// Why nothing can be said of her.
    pub fn success(woman: Woman) -> Result<f64, Silence> {
        let age = within(AGES, woman.age_years, Silence::NoAge, Silence::AgeOutside)?;
        let losses = within(LOSSES, woman.losses, Silence::NoLosses, Silence::LossesOutside)?;
        let logit = 4.5958 - 0.08224 * age - 0.24469 * losses;
        Ok(1.0 / (1.0 + libm::exp(-logit)))
    }

    /// Whether her age is one of those in the table, so that nothing lies between.
    #[must_use]
    pub fn is_of_table(age_years: f64) -> bool {
        age_years % AGE_STEP == 0.0
    }
}

/// The score of Quenby and Farquharson 1993, read second hand.
pub mod quenby {
    use super::{Silence, Woman};
    use serde::{Deserialize, Serialize};

    /// The fewest losses that the score knows.
    pub const FEWEST_LOSSES: f64 = 2.0;
    /// The least and the largest share that the score can give, as its source rounds them.
    pub const RANGE: [f64; 2] = [0.61, 0.87];

    /// What the score asks beside age and losses; `None` where it is not answered.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Answers {
        /// Whether the cycle is regular; if not, it is oligomenorrheic.
        pub is_cycle_regular: Option<bool>,
        /// Whether she has had a live birth.
        pub has_live_birth: Option<bool>,
        /// Whether anticardiolipin antibodies are present.
        pub has_anticardiolipin: Option<bool>,
    }

    /// Why the score says nothing.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum NoScore {
        /// Something about age or losses.
        Of(Silence),
        /// One of the three answers is missing.
        Unanswered,
    }

    /// The predicted share of successful pregnancies.
    ///
    /// ```text
    /// % = (3 age + 10 cycle + live birth + 4 losses + 2 anticardiolipin) / 20
    /// age        < 26: 90   26 to 30: 87   > 30: 68 (completed years)
    /// cycle      regular: 87   oligomenorrheic: 64
    /// live birth yes: 87   no: 74
    /// losses     2 or 3: 88   4: 64   > 4: 40
    /// anticardiolipin   present: 72   absent: 78
    /// ```
    ///
    /// # Errors
    /// Why the score cannot be worked out for her.
    pub fn success(woman: Woman, answers: Answers) -> Result<f64, NoScore> {
        let age = woman.completed_years().ok_or(NoScore::Of(Silence::NoAge))?;
        let losses = woman.losses.ok_or(NoScore::Of(Silence::NoLosses))?;
        if losses < FEWEST_LOSSES {
            return Err(NoScore::Of(Silence::LossesOutside));
        }
        let answer = |answer: Option<bool>, [yes, no]: [f64; 2]| match answer {
            Some(true) => Ok(yes),
            Some(false) => Ok(no),
            None => Err(NoScore::Unanswered),
        };
        let of_age = match age {
            age if age < 26.0 => 90.0,
            age if age <= 30.0 => 87.0,
            _ => 68.0,
        };
        let of_losses = match losses {
            losses if losses < 4.0 => 88.0,
            losses if losses <= 4.0 => 64.0,
            _ => 40.0,
        };
        let cycle = answer(answers.is_cycle_regular, [87.0, 64.0])?;
        let live_birth = answer(answers.has_live_birth, [87.0, 74.0])?;
        let antibodies = answer(answers.has_anticardiolipin, [72.0, 78.0])?;
        let sum = 3.0 * of_age + 10.0 * cycle + live_birth + 4.0 * of_losses + 2.0 * antibodies;
        Ok(sum / 20.0 / 100.0)
    }
}

/// What a group of women was made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The age in completed years.
    Age,
    /// The number of losses.
    Losses,
}

/// Women of a source who were counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// What the group was made by.
    pub by: By,
    /// Who belongs to it.
    pub band: Band,
    /// Those who miscarried, out of how many.
    pub miscarried: Count,
}

const fn group(by: By, band: Band, [events, total]: [u32; 2]) -> Group {
    Group { by, band, miscarried: Count { events, total, status: Status::Published } }
}

const fn up_to(to: f64) -> Band {
    Band { minimum: None, maximum: Some(to) }
}

const fn from(from: f64) -> Band {
    Band { minimum: Some(from), maximum: None }
}

/// The groups of Clifford 1997 that were read: 201 women, 160 of whom came to a clinic for
/// supportive care. Between them nothing was read.
pub const CLIFFORD: [Group; 4] = [
    group(By::Age, up_to(30.0), [14, 57]),
    group(By::Age, from(40.0), [13, 25]),
    group(By::Losses, from_to(3.0, 3.0), [34, 119]),
    group(By::Losses, from(6.0), [9, 17]),
];

/// A rate of miscarriages by age in completed years that is printed without counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AgeRate {
    /// Which ages.
    pub band: Band,
    /// The percentage as printed.
    pub percent: f64,
}

/// The rates of Magnus 2019 that were read, of the general population.
pub const MAGNUS_RATES: [AgeRate; 2] = [
    AgeRate { band: from_to(25.0, 29.0), percent: 10.0 },
    AgeRate { band: from(45.0), percent: 53.0 },
];

/// An adjusted odds ratio of a miscarriage after so many losses, as printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LossOdds {
    /// The number of losses.
    pub losses: f64,
    /// The odds ratio.
    pub value: f64,
    /// Its 95% confidence interval.
    pub interval: [f64; 2],
}

/// The odds ratios of Magnus 2019.
pub const MAGNUS_ODDS: [LossOdds; 3] = [
    LossOdds { losses: 1.0, value: 1.54, interval: [1.48, 1.60] },
    LossOdds { losses: 2.0, value: 2.21, interval: [2.03, 2.41] },
    LossOdds { losses: 3.0, value: 3.97, interval: [3.29, 4.78] },
];

/// Those of Clifford's groups that she belongs to.
pub fn clifford_of(woman: Woman) -> impl Iterator<Item = Group> {
    CLIFFORD.into_iter().filter(move |group| {
        group.band.admits(match group.by {
            By::Age => woman.completed_years(),
            By::Losses => woman.losses,
        })
    })
}

/// What Magnus 2019 prints for her age, if anything that was read.
#[must_use]
pub fn magnus_rate_of(woman: Woman) -> Option<AgeRate> {
    MAGNUS_RATES.into_iter().find(|one| one.band.admits(woman.completed_years()))
}

/// What Magnus 2019 prints for her number of losses, if anything that was read.
#[must_use]
pub fn magnus_odds_of(woman: Woman) -> Option<LossOdds> {
    MAGNUS_ODDS.into_iter().find(|one| from_to(one.losses, one.losses).admits(woman.losses))
}

#[cfg(test)]
mod tests;
