//! What a column of a file can be read as.

use serde::{Deserialize, Serialize};

use crate::engine::column::Column;
use crate::engine::quantity::Quantity;

/// What a column of a file is read as: one of the fourteen columns of the
/// format, or something from which one of them follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Not read.
    Ignored,
    /// [`Column::PatientId`].
    PatientId,
    /// [`Column::AgeYears`].
    AgeYears,
    /// [`Column::Bmi`].
    Bmi,
    /// Body height; with the weight it gives the body mass index.
    HeightCm,
    /// Body weight; with the height it gives the body mass index.
    WeightKg,
    /// [`Column::PreviousLosses`].
    PreviousLosses,
    /// [`Column::Etiology`].
    Etiology,
    /// Yes or no: whether any cause is known.
    KnownCause,
    /// Yes or no: one cause, which the header names; many columns may be one.
    CauseCheckbox,
    /// [`Column::NkPercent`].
    NkPercent,
    /// [`Column::NkCyto50`].
    #[serde(rename = "nk_cyto_50")]
    NkCyto50,
    /// [`Column::NkCyto25`].
    #[serde(rename = "nk_cyto_25")]
    NkCyto25,
    /// [`Column::NkCyto12_5`].
    #[serde(rename = "nk_cyto_12_5")]
    NkCyto12_5,
    /// [`Column::Th1Th2Ratio`].
    #[serde(rename = "th1_th2_ratio")]
    Th1Th2Ratio,
    /// TNF-alpha+ CD4+ cells; with the IL-10+ ones they give the ratio.
    TnfAlphaPercent,
    /// IL-10+ CD4+ cells; with the TNF-alpha+ ones they give the ratio.
    #[serde(rename = "il_10_percent")]
    Il10Percent,
    /// [`Column::Ivig`].
    Ivig,
    /// [`Column::Outcome`].
    Outcome,
    /// [`Column::FetalKaryotype`].
    FetalKaryotype,
    /// [`Column::Year`], or a date of which the year is read.
    Year,
    /// `REDCap`'s name of the event or of the repeated instrument.
    Event,
    /// `REDCap`'s number of the repetition.
    RepeatInstance,
}

impl Field {
    /// Every field that a column can be read as, in the order of the picker.
    pub const ALL: [Field; 22] = [
        Field::PatientId,
        Field::AgeYears,
        Field::Bmi,
        Field::HeightCm,
        Field::WeightKg,
        Field::PreviousLosses,
        Field::Etiology,
        Field::KnownCause,
        Field::CauseCheckbox,
        Field::NkPercent,
        Field::NkCyto50,
        Field::NkCyto25,
        Field::NkCyto12_5,
        Field::Th1Th2Ratio,
        Field::TnfAlphaPercent,
        Field::Il10Percent,
        Field::Ivig,
        Field::Outcome,
        Field::FetalKaryotype,
        Field::Year,
        Field::Event,
        Field::RepeatInstance,
    ];

    /// The name in settings and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Field::Ignored => "ignored",
            Field::HeightCm => "height_cm",
            Field::WeightKg => "weight_kg",
            Field::KnownCause => "known_cause",
            Field::CauseCheckbox => "cause_checkbox",
            Field::TnfAlphaPercent => "tnf_alpha_percent",
            Field::Il10Percent => "il_10_percent",
            Field::Event => "event",
            Field::RepeatInstance => "repeat_instance",
            Field::PatientId
            | Field::AgeYears
            | Field::Bmi
            | Field::PreviousLosses
            | Field::Etiology
            | Field::NkPercent
            | Field::NkCyto50
            | Field::NkCyto25
            | Field::NkCyto12_5
            | Field::Th1Th2Ratio
            | Field::Ivig
            | Field::Outcome
            | Field::FetalKaryotype
            | Field::Year => self.column().map_or("", Column::name),
        }
    }

    /// The field of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Field::ALL.into_iter().chain([Field::Ignored]).find(|field| field.name() == name)
    }

    /// The column of the format that the field is or gives.
    #[must_use]
    pub fn column(self) -> Option<Column> {
        match self {
            Field::PatientId => Some(Column::PatientId),
            Field::AgeYears => Some(Column::AgeYears),
            Field::Bmi | Field::HeightCm | Field::WeightKg => Some(Column::Bmi),
            Field::PreviousLosses => Some(Column::PreviousLosses),
            Field::Etiology | Field::KnownCause | Field::CauseCheckbox => Some(Column::Etiology),
            Field::NkPercent => Some(Column::NkPercent),
            Field::NkCyto50 => Some(Column::NkCyto50),
            Field::NkCyto25 => Some(Column::NkCyto25),
            Field::NkCyto12_5 => Some(Column::NkCyto12_5),
            Field::Th1Th2Ratio | Field::TnfAlphaPercent | Field::Il10Percent => {
                Some(Column::Th1Th2Ratio)
            }
            Field::Ivig => Some(Column::Ivig),
            Field::Outcome => Some(Column::Outcome),
            Field::FetalKaryotype => Some(Column::FetalKaryotype),
            Field::Year => Some(Column::Year),
            Field::Ignored | Field::Event | Field::RepeatInstance => None,
        }
    }

    /// The field that is a column of the format itself.
    #[must_use]
    pub fn of(column: Column) -> Self {
        match column {
            Column::PatientId => Field::PatientId,
            Column::AgeYears => Field::AgeYears,
            Column::Bmi => Field::Bmi,
            Column::PreviousLosses => Field::PreviousLosses,
            Column::Etiology => Field::Etiology,
            Column::NkPercent => Field::NkPercent,
            Column::NkCyto50 => Field::NkCyto50,
            Column::NkCyto25 => Field::NkCyto25,
            Column::NkCyto12_5 => Field::NkCyto12_5,
            Column::Th1Th2Ratio => Field::Th1Th2Ratio,
            Column::Ivig => Field::Ivig,
            Column::Outcome => Field::Outcome,
            Column::FetalKaryotype => Field::FetalKaryotype,
            Column::Year => Field::Year,
        }
    }

    /// The quantity of a field that holds numbers.
    #[must_use]
    pub fn quantity(self) -> Option<Quantity> {
        match self {
            Field::HeightCm => Some(Quantity::HeightCm),
            Field::WeightKg => Some(Quantity::WeightKg),
            Field::TnfAlphaPercent => Some(Quantity::TnfAlphaPercent),
            Field::Il10Percent => Some(Quantity::Il10Percent),
            _ => self.column().filter(|&column| Field::of(column) == self)?.quantity(),
        }
    }

    /// Whether the field holds percentages.
    #[must_use]
    pub fn is_percent(self) -> bool {
        matches!(
            self,
            Field::NkPercent
                | Field::NkCyto50
                | Field::NkCyto25
                | Field::NkCyto12_5
                | Field::TnfAlphaPercent
                | Field::Il10Percent
        )
    }

    /// Whether a bound of a value, such as `> 60`, is of use: it may decide.
    #[must_use]
    pub fn keeps_bounds(self) -> bool {
        !matches!(self, Field::AgeYears | Field::Bmi | Field::PreviousLosses)
    }

    /// Whether the field holds words with a fixed meaning.
    #[must_use]
    pub fn is_word(self) -> bool {
        matches!(
            self,
            Field::Etiology
                | Field::KnownCause
                | Field::CauseCheckbox
                | Field::Ivig
                | Field::Outcome
                | Field::FetalKaryotype
        )
    }

    /// Whether only one column of a file may be read as this field.
    #[must_use]
    pub fn is_unique(self) -> bool {
        !matches!(self, Field::Ignored | Field::CauseCheckbox | Field::Event)
    }
}

/// How the numbers of a column become the unit of their field. All are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// The numbers are in the unit of the field.
    #[default]
    AsIs,
    /// Fractions of one, where the field is in percent.
    Fraction,
    /// Meters, where the field is in centimeters.
    Meter,
    /// Inches of 2.54 cm.
    Inch,
    /// Pounds of 0.45359237 kg.
    Pound,
}

impl Unit {
    /// The power of ten by which it differs from the unit of the field.
    pub(super) fn power(self) -> i32 {
        match self {
            Unit::Fraction | Unit::Meter => 2,
            Unit::AsIs | Unit::Inch | Unit::Pound => 0,
        }
    }
}

/// A kind of column that tells who a woman is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identifier {
    /// A person's name.
    Name,
    /// A date of birth.
    BirthDate,
    /// A resident registration number, a My Number, an identity card's number.
    NationalNumber,
    /// The number under which a hospital keeps her chart.
    HospitalNumber,
    /// A telephone number, an address, an e-mail address.
    Contact,
}

/// Why a column that looks like a laboratory value is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unconvertible {
    /// Lytic units are no percent lysis.
    LyticUnits,
    /// Percent of leukocytes or mononuclear cells is no percent of lymphocytes.
    OfLeukocytes,
    /// A count per volume is no percent of lymphocytes.
    CellCount,
    /// Another ratio of effector to target cells than the three of the panel.
    OtherRatio,
    /// Another pair of cytokines than TNF-alpha and IL-10.
    OtherCytokines,
    /// Cells of the uterus, of an embryo or of semen are not those of blood.
    NotBlood,
    /// The concentration of a substance is no percentage of cells.
    Concentration,
    /// Interferon that NK cells release is no percent lysis.
    InterferonRelease,
    /// The brightness of a marker is no percentage of cells.
    Intensity,
    /// Another test of NK cells than the lysis of target cells.
    OtherAssay,
    /// Lysis with a drug or a stimulus is not that of the panel.
    WithDrug,
    /// The cytokines are those of CD4+ cells.
    OtherCells,
    /// Other cells than NK cells kill, as cytotoxic T cells do.
    OtherKillers,
    /// Percent of other cells than the lymphocytes.
    OtherDenominator,
    /// CD3+ cells are T cells, not NK cells.
    NktCells,
    /// A part of the NK cells.
    NkSubset,
}
