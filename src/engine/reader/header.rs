//! The columns of a cohort file and where they stand in it.

use serde::{Deserialize, Serialize};

use crate::engine::quantity::Quantity;
use crate::engine::reader::issue::FileError;
use crate::engine::reader::rows::Row;

/// A column that the engine reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    #[serde(rename = "nk_cyto_50_1")]
    NkCyto50,
    /// Percent lysis at 25:1.
    #[serde(rename = "nk_cyto_25_1")]
    NkCyto25,
    /// Percent lysis at 12.5:1.
    #[serde(rename = "nk_cyto_12_5_1")]
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
}

impl Column {
    /// Every column, in the order of the template.
    pub const ALL: [Column; 13] = [
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
    ];

    /// Without these a file says nothing: who she is, and whether her losses
    /// are recurrent. One laboratory column is needed besides.
    const REQUIRED: [Column; 2] = [Column::PatientId, Column::PreviousLosses];

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
            Column::NkCyto50 => "nk_cyto_50_1",
            Column::NkCyto25 => "nk_cyto_25_1",
            Column::NkCyto12_5 => "nk_cyto_12_5_1",
            Column::Th1Th2Ratio => "th1_th2_ratio",
            Column::Ivig => "ivig",
            Column::Outcome => "outcome",
            Column::FetalKaryotype => "fetal_karyotype",
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
            | Column::FetalKaryotype => None,
        }
    }

    /// The column in which a quantity stands, for the quantities that have one.
    #[must_use]
    pub fn of(quantity: Quantity) -> Option<Self> {
        Column::ALL.into_iter().find(|column| column.quantity() == Some(quantity))
    }

    fn from_name(name: &str) -> Option<Self> {
        Column::ALL.into_iter().find(|column| column.name().eq_ignore_ascii_case(name))
    }

    fn is_laboratory(self) -> bool {
        self.quantity().is_some_and(|quantity| Quantity::LABORATORY.contains(&quantity))
    }
}

/// What was found of the header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderSummary {
    /// The columns that are read.
    pub used: Vec<Column>,
    /// The columns of the format that the file lacks.
    pub missing: Vec<Column>,
    /// The file's columns that are not read, by name.
    pub ignored: Vec<String>,
}

/// Where each column stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    places: [Option<usize>; Column::ALL.len()],
    n_fields: usize,
}

impl Header {
    /// Finds the columns by their canonical names, in any order.
    ///
    /// # Errors
    /// A required column is missing, a column stands twice, or the header is
    /// not comma-separated UTF-8.
    pub(super) fn read(row: Row<'_>) -> Result<(Self, HeaderSummary), FileError> {
        let mut places = [None; Column::ALL.len()];
        let mut ignored = Vec::new();
        let mut n_fields = row.len();
        while n_fields > 1 && row.field(n_fields - 1).is_empty() {
            n_fields -= 1;
        }
        for index in 0..n_fields {
            let name = std::str::from_utf8(row.field(index))
                .map_err(|_| FileError::NotUtf8 { row: row.number })?;
            let Some(column) = Column::from_name(name) else {
                ignored.push(name.to_owned());
                continue;
            };
            let place = &mut places[column as usize];
            if place.replace(index).is_some() {
                return Err(FileError::DuplicateColumn { column: column.name().to_owned() });
            }
        }
        let (used, missing): (Vec<Column>, Vec<Column>) =
            Column::ALL.into_iter().partition(|&column| places[column as usize].is_some());
        if used.is_empty() {
            refuse_other_delimiters(&ignored)?;
        }
        let required: Vec<String> = Column::REQUIRED
            .iter()
            .filter(|column| missing.contains(column))
            .map(|column| column.name().to_owned())
            .collect();
        if !required.is_empty() {
            return Err(FileError::MissingColumns { columns: required });
        }
        if !used.iter().any(|column| column.is_laboratory()) {
            let laboratory = Column::ALL.into_iter().filter(|column| column.is_laboratory());
            let columns = laboratory.map(|column| column.name().to_owned()).collect();
            return Err(FileError::NoLaboratoryColumn { columns });
        }
        Ok((Header { places, n_fields }, HeaderSummary { used, missing, ignored }))
    }

    /// Number of fields each row must have.
    pub(super) fn n_fields(&self) -> usize {
        self.n_fields
    }

    /// Where the column stands, if the file has it.
    pub(super) fn place(&self, column: Column) -> Option<usize> {
        self.places[column as usize]
    }
}

/// A header of one field that would be a header with another delimiter.
fn refuse_other_delimiters(names: &[String]) -> Result<(), FileError> {
    for (delimiter, found) in [(';', "semicolons"), ('\t', "tabs"), ('|', "vertical bars")] {
        let holds_a_column = |name: &String| {
            name.split(delimiter).filter(|piece| Column::from_name(piece.trim()).is_some()).count()
                > 1
        };
        if names.iter().any(holds_a_column) {
            return Err(FileError::WrongDelimiter { found: found.to_owned() });
        }
    }
    Ok(())
}
