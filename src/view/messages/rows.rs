//! What is wrong with a row or a cell, and what was done to it.

use super::values::{caution, impossible, not_a_number};
use crate::engine::column::Column;
use crate::engine::reader::change::{CellChange, CellResult, ChangeKind};
use crate::engine::reader::field::{Unconvertible, Unit};
use crate::engine::reader::issue::{NoWoman, RowIssue, RowProblem};
use crate::engine::reader::number::NumberChange;
use crate::engine::reader::text::column_letter;
use crate::view::{format, words};

/// What was done to a cell.
#[must_use]
pub fn change(change: &CellChange) -> String {
    let became = match &change.became {
        CellResult::Missing => "missing".to_owned(),
        CellResult::Number { value, bound } => {
            format!("{} {}", bound.sign(), format::shown(*value)).trim_start().to_owned()
        }
        CellResult::Word { word } => word.clone(),
        CellResult::Row { row } => format!("row {row}"),
        CellResult::NotRead => String::new(),
    };
    match change.kind {
        ChangeKind::Number { how: NumberChange::DecimalComma } => {
            format!("decimal comma read as {became}")
        }
        ChangeKind::Number { how: NumberChange::Thousands } => {
            format!("mark between thousands left out: {became}")
        }
        ChangeKind::Number { how: NumberChange::Beside } => {
            format!("what is beside the number left out: {became}")
        }
        ChangeKind::Number { how: NumberChange::Tidied }
        | ChangeKind::Unit { from: Unit::AsIs }
        | ChangeKind::Word => format!("read as {became}"),
        ChangeKind::Unit { from: Unit::Fraction } => format!("fraction converted to {became} %"),
        ChangeKind::Unit { from: Unit::Meter } => format!("meters converted to {became} cm"),
        ChangeKind::Unit { from: Unit::Inch } => format!("inches converted to {became} cm"),
        ChangeKind::Unit { from: Unit::Pound } => format!("pounds converted to {became} kg"),
        ChangeKind::Missing => "counts as missing".to_owned(),
        ChangeKind::Unreadable => "cannot be read and counts as missing, as was chosen".to_owned(),
        ChangeKind::Bound => {
            format!("kept as a bound, {became}: it decides only where every value it allows agrees")
        }
        ChangeKind::Year => format!("of this only the year is read: {became}"),
        ChangeKind::Derived => format!("worked out from two columns: {became}"),
        ChangeKind::RowNumber => "no column identifies the women: each row counts as one woman, \
                                  and none can be found twice"
            .to_owned(),
        ChangeKind::Merged => format!("belongs to the woman of {became}"),
        ChangeKind::MergedCell => {
            format!("is merged with the cell in {became} and has the value that is there")
        }
        ChangeKind::AboveHeader => "is above the header and is not read".to_owned(),
        ChangeKind::HiddenColumns { n } => format!(
            "{} hidden in the workbook; they are read like all others",
            format::count_of(n, "column is", "columns are")
        ),
        ChangeKind::HiddenSheets { n, is_read } => format!(
            "{} hidden in the workbook; {}",
            format::count_of(n, "sheet is", "sheets are"),
            if is_read { "the one that is read is hidden" } else { "the one that is read is not" }
        ),
    }
}

/// Why a column that looks like a laboratory value is not read.
#[must_use]
pub fn unconvertible(why: Unconvertible) -> &'static str {
    match why {
        Unconvertible::LyticUnits => "lytic units cannot be converted to % lysis",
        Unconvertible::OfLeukocytes => {
            "percent of leukocytes or mononuclear cells is not percent of lymphocytes"
        }
        Unconvertible::CellCount => "a count per volume is not percent of lymphocytes",
        Unconvertible::OtherRatio => {
            "the panel has effector-to-target ratios of 50:1, 25:1 and 12.5:1 only"
        }
        Unconvertible::OtherCytokines => {
            "the ratio is TNF-α to IL-10; one of other cytokines cannot be converted to it"
        }
        Unconvertible::NotBlood => "the panel is measured in blood, not in another tissue or fluid",
        Unconvertible::Concentration => {
            "a concentration is not a percentage of cells; the ratio is of CD4+ cells"
        }
        Unconvertible::InterferonRelease => {
            "this tests a substance that NK cells release; it is not % lysis and not % of lymphocytes"
        }
        Unconvertible::Intensity => "fluorescence intensity is not a percentage of cells",
        Unconvertible::OtherAssay => "another test of NK cells; it is not % lysis",
        Unconvertible::WithDrug => {
            "lysis with something added, such as IVIG; the panel is measured without"
        }
        Unconvertible::OtherCells => "the cytokines of other cells; the ratio is of CD4+ cells",
        Unconvertible::OtherKillers => "killing by other cells; the panel has that by NK cells",
        Unconvertible::OtherDenominator => {
            "percent of other cells or of all events is not percent of lymphocytes"
        }
        Unconvertible::NktCells => "CD3+ cells are T cells (NKT-like), not NK cells",
        Unconvertible::NkSubset => "only a part of the NK cells; the panel counts all of them",
    }
}

/// The address of a cell as spreadsheets write it: `C17`.
#[must_use]
pub fn address(place: Option<u32>, row: u32) -> String {
    place.map_or_else(|| row.to_string(), |place| format!("{}{row}", column_letter(place as usize)))
}

/// What was expected where an issue was found.
#[must_use]
pub fn problem(issue: &RowIssue) -> String {
    match issue.problem {
        RowProblem::FieldCount { found, expected } => format!(
            "has {}, the header has {expected}; {}",
            format::count_of(found, "field", "fields"),
            if found > expected {
                "a field that holds the separator needs quotation marks"
            } else {
                "a line break inside a field seems to divide it, which needs quotation marks"
            }
        ),
        RowProblem::CutShort { found, expected } => format!(
            "has {}, the header has {expected}; what its end lacks counts as missing",
            format::count_of(found, "field", "fields"),
        ),
        RowProblem::NoId => "needs an identifier for the woman".to_owned(),
        RowProblem::DuplicateId { first_row } => {
            format!("was already used in row {first_row}; one row is one woman")
        }
        RowProblem::NotUnique { other_row } => {
            format!("is in row {other_row} as well; none of the rows is used")
        }
        RowProblem::NotANumber { why } => not_a_number(why).to_owned(),
        RowProblem::Impossible { why } => {
            impossible(why, issue.column.and_then(Column::quantity).map_or("", words::unit))
        }
        RowProblem::Replaced { by_row } => {
            format!("was used again in row {by_row}, which is used in the place of this one")
        }
        RowProblem::NoWoman { why } => no_woman(why).to_owned(),
        RowProblem::Date => "is a date; the spreadsheet may have made one of a number".to_owned(),
        RowProblem::NoYear => "has no year that is certain and counts as missing".to_owned(),
        RowProblem::NoResult => {
            "is a formula without a stored result and counts as missing; open the \
                              file in a spreadsheet, save it and open it here again"
                .to_owned()
        }
        RowProblem::Hidden => {
            "is in a row that the workbook hides, left out as you said".to_owned()
        }
        RowProblem::ErrorValue => "is an error of the spreadsheet and counts as missing".to_owned(),
        RowProblem::MissingDataCode => {
            "is a code for missing data and counts as missing".to_owned()
        }
        RowProblem::RepeatDiffers { used_row } => {
            format!("differs between the rows of this woman; the value of row {used_row} is used")
        }
        RowProblem::BoundNotCombined => {
            "is a bound, from which no other value is worked out".to_owned()
        }
        RowProblem::NotDerived { why } => {
            let unit = issue.column.and_then(Column::quantity).map_or("", words::unit);
            format!(
                "gives no value with the other column, which counts as missing: it {}",
                impossible(why, unit)
            )
        }
        RowProblem::UnknownWord => format!("expected {}", expected_words(issue.column)),
        RowProblem::Doubtful { caution: doubt } => {
            caution(doubt, issue.column.and_then(Column::quantity))
        }
    }
}

/// Why a row is no woman.
fn no_woman(why: NoWoman) -> &'static str {
    match why {
        NoWoman::Sum => "names a sum or a mean, not a woman",
        NoWoman::Note => "is a note or a page number, not a woman",
        NoWoman::Names => "begins a row of names or texts in the place of values, not a woman",
        NoWoman::Chosen => "is no woman, as you said",
    }
}

/// The words a column may hold.
fn expected_words(column: Option<Column>) -> &'static str {
    match column {
        Some(Column::Etiology) => "idiopathic, unexplained, the name of a cause, or nothing",
        Some(Column::Ivig) => "yes, no, or nothing",
        Some(Column::Outcome) => {
            "live_birth, miscarriage, biochemical_loss, ectopic, molar, termination, stillbirth, \
             ongoing, not_pregnant, lost_to_follow_up, or nothing"
        }
        Some(Column::FetalKaryotype) => "normal, aneuploid, or nothing",
        _ => "another word",
    }
}
