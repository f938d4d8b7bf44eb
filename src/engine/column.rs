//! The columns of a cohort file.

use crate::engine::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// A column that the engine reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Identifier of the woman; one row each.
    PatientId,
    /// Age at the start of the pregnancy, in years.
    AgeYears,
    /// Body mass index, in kg/m².
    Bmi,
    /// Number of previous losses.
    PreviousLosses,
    /// `idiopathic`, `unexplained`, or a cause.
    Etiology,
    /// NK cells, percent of lymphocytes.
    NkPercent,
    /// Percent lysis at 50:1.
    #[serde(rename = "nk_cyto_50")]
    NkCyto50,
    /// Percent lysis at 25:1.
    #[serde(rename = "nk_cyto_25")]
    NkCyto25,
    /// Percent lysis at 12.5:1.
    #[serde(rename = "nk_cyto_12_5")]
    NkCyto12_5,
    /// Th1/Th2 ratio.
    #[serde(rename = "th1_th2_ratio")]
    Th1Th2Ratio,
    /// Whether IVIG was given.
    Ivig,
    /// How the first pregnancy after the work-up ended.
    Outcome,
    /// Karyotype of the index loss.
    FetalKaryotype,
    /// Calendar year of the work-up.
    Year,
}

impl Column {
    /// Every column, in the order of the template.
    pub const ALL: [Column; 14] = [
        Column::PatientId,
        Column::AgeYears,
        Column::Bmi,
        Column::PreviousLosses,
        Column::Etiology,
        Column::NkPercent,
        Column::NkCyto50,
        Column::NkCyto25,
        Column::NkCyto12_5,
        Column::Th1Th2Ratio,
        Column::Ivig,
        Column::Outcome,
        Column::FetalKaryotype,
        Column::Year,
    ];

    /// The canonical name in a header.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Column::PatientId => "patient_id",
            Column::AgeYears => "age_years",
            Column::Bmi => "bmi",
            Column::PreviousLosses => "previous_losses",
            Column::Etiology => "etiology",
            Column::NkPercent => "nk_percent",
            Column::NkCyto50 => "nk_cyto_50",
            Column::NkCyto25 => "nk_cyto_25",
            Column::NkCyto12_5 => "nk_cyto_12_5",
            Column::Th1Th2Ratio => "th1_th2_ratio",
            Column::Ivig => "ivig",
            Column::Outcome => "outcome",
            Column::FetalKaryotype => "fetal_karyotype",
            Column::Year => "year",
        }
    }

    /// The quantity a numeric column holds.
    #[must_use]
    pub fn quantity(self) -> Option<Quantity> {
        match self {
            Column::AgeYears => Some(Quantity::AgeYears),
            Column::Bmi => Some(Quantity::Bmi),
            Column::PreviousLosses => Some(Quantity::PreviousLosses),
            Column::NkPercent => Some(Quantity::NkPercent),
            Column::NkCyto50 => Some(Quantity::NkCyto50),
            Column::NkCyto25 => Some(Quantity::NkCyto25),
            Column::NkCyto12_5 => Some(Quantity::NkCyto12_5),
            Column::Th1Th2Ratio => Some(Quantity::Th1Th2Ratio),
            Column::PatientId
            | Column::Etiology
            | Column::Ivig
            | Column::Outcome
            | Column::FetalKaryotype
            | Column::Year => None,
        }
    }

    /// The column in which a quantity stands, for the quantities that have one.
    #[must_use]
    pub fn of(quantity: Quantity) -> Option<Self> {
        Column::ALL.into_iter().find(|column| column.quantity() == Some(quantity))
    }

    /// The quantities that have a column, in the order of the columns.
    pub fn quantities() -> impl Iterator<Item = Quantity> {
        Column::ALL.into_iter().filter_map(Column::quantity)
    }

    pub(in crate::engine) fn from_name(name: &str) -> Option<Self> {
        Column::ALL.into_iter().find(|column| column.name().eq_ignore_ascii_case(name))
    }

    pub(in crate::engine) fn is_laboratory(self) -> bool {
        self.quantity().is_some_and(|quantity| Quantity::LABORATORY.contains(&quantity))
    }
}
