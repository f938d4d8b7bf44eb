//! What measures, models and groups of the evidence are called.

use crate::engine::published::Status;
use crate::engine::published::ivig::{Denominator, Losses, Start};
use crate::engine::stats::heterogeneity::TauMethod;
use crate::engine::stats::meta::MeanInterval;
use crate::engine::stats::pooling::{Model, Plan};
use crate::engine::stats::trials::{EmptyCells, Measure, Trial};
use crate::view::calculator::trials::written::EffectNotation;
use crate::view::evidence::entry::{Choices, CountSet, Extra, Measured, Pooling};
use crate::view::language::english::English;
use crate::view::language::names::NameWords as _;
use crate::view::patient::origin::Origin;

/// The level of every interval of the page.
pub(super) const LEVEL: f64 = 0.95;

/// The measure and how it is written.
pub(super) fn written(measured: Measured) -> EffectNotation {
    let measure = match measured {
        Measured::RiskRatio | Measured::RiskRatioOfNone => Measure::RiskRatio,
        Measured::OddsRatio => Measure::OddsRatio,
        Measured::RiskDifference => Measure::RiskDifference,
    };
    EffectNotation { name: measured.name(), ..EffectNotation::of(measure) }
}

/// A trial as the measure counts it: live births, or women without one.
pub(super) fn as_measured(trial: &Trial, measured: Measured) -> Trial {
    match measured {
        Measured::RiskRatioOfNone => Trial { table: trial.table.complement(), ..trial.clone() },
        _ => trial.clone(),
    }
}

/// How the trials are pooled by what is chosen.
pub(super) fn plan(choices: &Choices) -> Plan {
    let interval =
        if choices.has_hartung_knapp { MeanInterval::HartungKnapp } else { MeanInterval::Normal };
    let model = match choices.pooling {
        Pooling::InverseVariance => Model::InverseVariance,
        Pooling::MantelHaenszel => Model::MantelHaenszel,
        Pooling::DerSimonianLaird => Model::Random { tau: TauMethod::DerSimonianLaird, interval },
        Pooling::RestrictedLikelihood => {
            Model::Random { tau: TauMethod::RestrictedMaximumLikelihood, interval }
        }
    };
    let measure = written(choices.measure).measure;
    Plan { measure, empty: EmptyCells::Cochrane, model, level: LEVEL }
}

/// What the pooling is called, with what makes its intervals.
pub(super) fn method(choices: &Choices) -> String {
    let intervals = if choices.has_hartung_knapp && choices.pooling.is_random() {
        ", Hartung-Knapp"
    } else {
        ""
    };
    format!("{}{intervals}", choices.pooling.name())
}

impl Measured {
    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Measured::RiskRatio => "Risk ratio of live birth",
            Measured::OddsRatio => "Odds ratio of live birth",
            Measured::RiskDifference => "Risk difference of live birth",
            Measured::RiskRatioOfNone => "Risk ratio of no live birth",
        }
    }

    /// On which side of no effect there are more live births with IVIG.
    pub(super) fn direction(self) -> &'static str {
        match self {
            Measured::RiskRatio | Measured::OddsRatio => {
                "Above 1 there were more live births with IVIG."
            }
            Measured::RiskDifference => "Above 0 there were more live births with IVIG.",
            Measured::RiskRatioOfNone => "Below 1 there were more live births with IVIG.",
        }
    }
}

impl Pooling {
    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Pooling::InverseVariance => "Common effect, inverse variance",
            Pooling::MantelHaenszel => "Common effect, Mantel-Haenszel",
            Pooling::DerSimonianLaird => "Random effects, DerSimonian-Laird",
            Pooling::RestrictedLikelihood => "Random effects, REML",
        }
    }
}

impl Extra {
    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Extra::Prediction => "prediction interval",
            Extra::Cumulative => "added by year",
            Extra::WithoutEach => "without each trial",
            Extra::ByLosses => "by losses",
            Extra::ByStart => "by start of the infusions",
            Extra::Funnel => "funnel plot",
        }
    }
}

impl Extra {
    /// Its name in the document.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Extra::Prediction => "prediction",
            Extra::Cumulative => "by-year",
            Extra::WithoutEach => "without-each",
            Extra::ByLosses => "by-losses",
            Extra::ByStart => "by-start",
            Extra::Funnel => "funnel",
        }
    }
}

impl CountSet {
    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            CountSet::Printed => "As first listed",
            CountSet::Randomised => "As randomised, where known",
            CountSet::AsPlanned => "Per protocol or conceived, where known",
        }
    }
}

/// Whom counts are of.
#[must_use]
pub fn denominator(of: Denominator) -> &'static str {
    match of {
        Denominator::Randomised => "all randomised",
        Denominator::Dosed => "all dosed",
        Denominator::Conceived => "conceived only",
        Denominator::IndexPregnancies => "index pregnancies",
        Denominator::PerProtocol => "per protocol",
    }
}

/// The same in names of the document.
#[must_use]
pub fn denominator_id(of: Denominator) -> &'static str {
    match of {
        Denominator::Randomised => "randomised",
        Denominator::Dosed => "dosed",
        Denominator::Conceived => "conceived",
        Denominator::IndexPregnancies => "index",
        Denominator::PerProtocol => "per-protocol",
    }
}

/// How sure a number is.
#[must_use]
pub fn status(status: Status) -> String {
    English.origin(match status {
        Status::Published => Origin::Published,
        Status::Inferred => Origin::Inferred,
    })
}

/// The losses of women.
#[must_use]
pub fn losses(losses: Losses) -> &'static str {
    match losses {
        Losses::Primary => "primary losses",
        Losses::SecondaryOrMixed => "secondary or mixed losses",
        Losses::NotStated => "losses not stated",
    }
}

/// When infusions began.
#[must_use]
pub fn start(start: Start) -> &'static str {
    match start {
        Start::BeforeConception => "begun before conception",
        Start::AfterTest => "begun after a positive test",
        Start::NotStated => "start not stated",
    }
}
