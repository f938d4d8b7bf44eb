//! What a column of a file can be read as.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::engine::column::Column;
use crate::engine::quantity::Quantity;

/// What a column of a file is read as: one of the fourteen columns of the
/// format, or something from which one of them follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Field {
    /// Not read.
    Ignored,
    /// A column of the format itself; of a date in [`Column::Year`] the year is read.
    Column(Column),
    /// Body height; with the weight it gives the body mass index.
    HeightCm,
    /// Body weight; with the height it gives the body mass index.
    WeightKg,
    /// Yes or no: whether any cause is known.
    KnownCause,
    /// Yes or no: one cause, which the header names; many columns may be one.
    CauseCheckbox,
    /// TNF-alpha+ CD4+ cells; with the IL-10+ ones they give the ratio.
    TnfAlphaPercent,
    /// IL-10+ CD4+ cells; with the TNF-alpha+ ones they give the ratio.
    Il10Percent,
    /// `REDCap`'s name of the event or of the repeated instrument.
    Event,
    /// `REDCap`'s number of the repetition.
    RepeatInstance,
}

impl Field {
    /// Every field that a column can be read as, in the order of the picker: the
    /// columns, and behind each what gives it.
    pub const ALL: [Field; 22] = Self::in_order();

    const fn in_order() -> [Field; 22] {
        let mut all = [Field::Ignored; 22];
        let (mut n, mut column) = (0, 0);
        while column < Column::ALL.len() {
            all[n] = Field::Column(Column::ALL[column]);
            n += 1;
            let givers = Field::givers(Column::ALL[column]);
            let mut giver = 0;
            while giver < givers.len() {
                all[n] = givers[giver];
                n += 1;
                giver += 1;
            }
            column += 1;
        }
        all[n] = Field::Event;
        all[n + 1] = Field::RepeatInstance;
        all
    }

    /// The fields from which a column follows.
    const fn givers(column: Column) -> &'static [Field] {
        match column {
            Column::Bmi => &[Field::HeightCm, Field::WeightKg],
            Column::Etiology => &[Field::KnownCause, Field::CauseCheckbox],
            Column::Th1Th2Ratio => &[Field::TnfAlphaPercent, Field::Il10Percent],
            _ => &[],
        }
    }

    /// Its place among all: the ignored one first, then as in [`Field::ALL`].
    fn place(self) -> usize {
        Field::ALL.iter().position(|&field| field == self).map_or(0, |place| place + 1)
    }

    /// The name in settings and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Field::Ignored => "ignored",
            Field::Column(column) => column.name(),
            Field::HeightCm => "height_cm",
            Field::WeightKg => "weight_kg",
            Field::KnownCause => "known_cause",
            Field::CauseCheckbox => "cause_checkbox",
            Field::TnfAlphaPercent => "tnf_alpha_percent",
            Field::Il10Percent => "il_10_percent",
            Field::Event => "event",
            Field::RepeatInstance => "repeat_instance",
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
            Field::Column(column) => Some(column),
            Field::HeightCm | Field::WeightKg => Some(Column::Bmi),
            Field::KnownCause | Field::CauseCheckbox => Some(Column::Etiology),
            Field::TnfAlphaPercent | Field::Il10Percent => Some(Column::Th1Th2Ratio),
            Field::Ignored | Field::Event | Field::RepeatInstance => None,
        }
    }

    /// The quantity of a field that holds numbers.
    #[must_use]
    pub fn quantity(self) -> Option<Quantity> {
        match self {
            Field::Column(column) => column.quantity(),
            Field::HeightCm => Some(Quantity::HeightCm),
            Field::WeightKg => Some(Quantity::WeightKg),
            Field::TnfAlphaPercent => Some(Quantity::TnfAlphaPercent),
            Field::Il10Percent => Some(Quantity::Il10Percent),
            Field::Ignored
            | Field::KnownCause
            | Field::CauseCheckbox
            | Field::Event
            | Field::RepeatInstance => None,
        }
    }

    /// Whether the field holds percentages.
    #[must_use]
    pub fn is_percent(self) -> bool {
        matches!(
            self,
            Field::Column(
                Column::NkPercent | Column::NkCyto50 | Column::NkCyto25 | Column::NkCyto12_5
            ) | Field::TnfAlphaPercent
                | Field::Il10Percent
        )
    }

    /// Whether a bound of a value, such as `> 60`, is of use: it may decide.
    #[must_use]
    pub fn keeps_bounds(self) -> bool {
        !matches!(self, Field::Column(Column::AgeYears | Column::Bmi | Column::PreviousLosses))
    }

    /// Whether the field holds words with a fixed meaning.
    #[must_use]
    pub fn is_word(self) -> bool {
        matches!(
            self,
            Field::Column(
                Column::Etiology | Column::Ivig | Column::Outcome | Column::FetalKaryotype
            ) | Field::KnownCause
                | Field::CauseCheckbox
        )
    }

    /// Whether only one column of a file may be read as this field.
    #[must_use]
    pub fn is_unique(self) -> bool {
        !matches!(self, Field::Ignored | Field::CauseCheckbox | Field::Event)
    }
}

/// Settings list fields in the order of the picker.
impl Ord for Field {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place())
    }
}

impl PartialOrd for Field {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Field> for String {
    fn from(field: Field) -> Self {
        field.name().to_owned()
    }
}

impl TryFrom<String> for Field {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Field::from_name(&name).ok_or("not a field")
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
