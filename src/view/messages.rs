//! Errors, row issues and doubts as sentences for the person with the file.

mod file;

use crate::engine::column::Column;
use crate::engine::quantity::{Caution, Impossible, Quantity, Range};
use crate::engine::reader::change::{Became, CellChange, ChangeKind};
use crate::engine::reader::field::{Unconvertible, Unit};
use crate::engine::reader::issue::{NoWoman, Problem, RowIssue};
use crate::engine::reader::number::{NotANumber, NumberChange};
use crate::engine::reader::text::column_letter;
use crate::engine::stats::Undefined;
use crate::view::{format, words};
pub use file::{file_error, question};

/// What was done to a cell.
#[must_use]
pub fn change(change: &CellChange) -> String {
    let became = match &change.became {
        Became::Missing => "missing".to_owned(),
        Became::Number { value, bound } => {
            format!("{} {}", bound.sign(), format::shown(*value)).trim_start().to_owned()
        }
        Became::Word { word } => word.clone(),
        Became::Row { row } => format!("row {row}"),
        Became::NotRead => String::new(),
    };
    match change.kind {
        ChangeKind::Number { how: NumberChange::DecimalComma } => {
            format!("decimal comma read as {became}")
        }
        ChangeKind::Number { how: NumberChange::Thousands } => {
            format!("mark between thousands left out: {became}")
        }
        ChangeKind::Number { how: NumberChange::Beside } => {
            format!("what stands beside the number left out: {became}")
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
            format!("is merged with the cell in {became} and has the value that stands there")
        }
        ChangeKind::AboveHeader => "stands above the header and is not read".to_owned(),
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

/// A clause with a capital first letter.
#[must_use]
pub fn sentence(clause: &str) -> String {
    let mut sentence = clause.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

/// What was expected where an issue was found.
#[must_use]
pub fn problem(issue: &RowIssue) -> String {
    match issue.problem {
        Problem::FieldCount { found, expected } => format!(
            "has {}, the header has {expected}; {}",
            format::count_of(found, "field", "fields"),
            if found > expected {
                "a field that holds the separator needs quotation marks"
            } else {
                "a line break inside a field seems to divide it, which needs quotation marks"
            }
        ),
        Problem::CutShort { found, expected } => format!(
            "has {}, the header has {expected}; what its end lacks counts as missing",
            format::count_of(found, "field", "fields"),
        ),
        Problem::NoId => "needs an identifier for the woman".to_owned(),
        Problem::DuplicateId { first_row } => {
            format!("was already used in row {first_row}; one row is one woman")
        }
        Problem::NotUnique { other_row } => {
            format!("stands in row {other_row} as well; none of the rows is used")
        }
        Problem::NotANumber { why } => not_a_number(why).to_owned(),
        Problem::Impossible { why } => {
            impossible(why, issue.column.and_then(Column::quantity).map_or("", words::unit))
        }
        Problem::Replaced { by_row } => {
            format!("was used again in row {by_row}, which is used in the place of this one")
        }
        Problem::NoWoman { why } => no_woman(why).to_owned(),
        Problem::Date => "is a date; the spreadsheet may have made one of a number".to_owned(),
        Problem::NoYear => "has no year that is certain and counts as missing".to_owned(),
        Problem::NoResult => {
            "is a formula without a stored result and counts as missing; open the \
                              file in a spreadsheet, save it and open it here again"
                .to_owned()
        }
        Problem::Hidden => {
            "stands in a row that the workbook hides, left out as you said".to_owned()
        }
        Problem::ErrorValue => "is an error of the spreadsheet and counts as missing".to_owned(),
        Problem::MissingDataCode => "is a code for missing data and counts as missing".to_owned(),
        Problem::RepeatDiffers { used_row } => {
            format!("differs between the rows of this woman; the value of row {used_row} is used")
        }
        Problem::BoundNotCombined => {
            "is a bound, from which no other value is worked out".to_owned()
        }
        Problem::NotDerived { why } => {
            let unit = issue.column.and_then(Column::quantity).map_or("", words::unit);
            format!(
                "gives no value with the other column, which counts as missing: it {}",
                impossible(why, unit)
            )
        }
        Problem::UnknownWord => format!("expected {}", expected_words(issue.column)),
        Problem::Doubtful { caution: doubt } => {
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

/// Why a statistic has no value, as a sentence.
#[must_use]
pub fn undefined(why: Undefined) -> String {
    format!("{}.", sentence(&undefined_clause(why)))
}

/// Why a statistic has no value, in a cell of a table or inside a sentence: the one
/// place of these words.
#[must_use]
pub fn undefined_clause(why: Undefined) -> String {
    match why {
        Undefined::NoObservations => "nobody was counted",
        Undefined::EmptyGroup => "one of the groups has nobody in it",
        Undefined::EmptySample => "a group has no values",
        Undefined::NoEvents => "nobody had the event",
        Undefined::OnlyEvents => "everybody had the event",
        Undefined::NoEventsInGroup => "one of the groups has no event",
        Undefined::NoDiscordantPair => "no pair differs, and only pairs that differ say anything",
        Undefined::MoreEventsThanTotal => "there are more events than people",
        Undefined::LevelOutOfRange => "a level, error rate or power must lie between 0% and 100%",
        Undefined::OutOfRange => "a value lies outside the range in which the method has a meaning",
        Undefined::NotFinite => {
            "a value or the result is too large or too small to be computed with"
        }
        Undefined::TooFewObservations { needed } => {
            return format!("at least {needed} observations are needed");
        }
        Undefined::TooFewInGroup { needed } => {
            return format!("each group needs at least {needed}");
        }
        Undefined::TooFewStudies { needed } => {
            return format!("at least {needed} trials are needed");
        }
        Undefined::TooManyObservations { allowed } => {
            return format!(
                "at most {} observations are possible here",
                format::count(allowed as u64)
            );
        }
        Undefined::TooFewGroups => "at least two groups are needed",
        Undefined::TooFewRows => "at least two rows and two columns are needed",
        Undefined::TooFewStrata => {
            "fewer than two strata have people in both groups and both outcomes"
        }
        Undefined::TooFewRiskGroups => "the predicted risks make fewer than three groups",
        Undefined::CertainRisk => "a group has a predicted risk of 0% or 100%",
        Undefined::UnequalLengths => "parts that belong together differ in length",
        Undefined::NoVariation => "all values are equal",
        Undefined::NoSpreadWithin => "the values do not vary within any group",
        Undefined::ConstantGroup => "all values of one group are equal",
        Undefined::EqualDistances => "in each group all values are equally far from its center",
        Undefined::LostInRounding => {
            "the values differ by less than numbers of their size can be computed to"
        }
        Undefined::InfiniteDifference => {
            "the groups differ and neither varies, so that the standardized difference is infinite"
        }
        Undefined::EqualScores => "everybody has the same score",
        Undefined::SameOrder => "both values put everybody in the same order",
        Undefined::EqualEffects => "all trials have the same effect",
        Undefined::NoInformativeTrial => {
            "no trial is left: in each nobody had the event, or everybody in both arms"
        }
        Undefined::CompleteSeparation => {
            "no interval: the values divide the outcomes completely, which is not certainty"
        }
        Undefined::ZeroVariance => {
            "no interval: the variance is estimated as 0, which is not certainty"
        }
        Undefined::EmptyInterval => {
            "no interval: the data agree more closely than chance lets any value explain"
        }
        Undefined::LevelNotReached { reached } => {
            return format!(
                "no interval: with so few values even the widest one reaches only {}",
                format::level(reached)
            );
        }
        Undefined::TiedDifferences => "no interval: most of the differences are equal",
        Undefined::EqualResamples => "no interval: nearly all resamples agree",
        Undefined::FewResamplesUsed { used, drawn } => {
            return format!(
                "only {} of {} resamples gave a result, too few to stand for all",
                format::count(used.into()),
                format::count(drawn.into())
            );
        }
        Undefined::NoDifference => "the groups do not differ",
        Undefined::ZeroCell => "one of the four counts is zero",
        Undefined::InfiniteRatio => "the ratio over all strata is 0 or infinite",
        Undefined::NoInformation => "no stratum tells anything about the ratio",
        Undefined::NoPredictor => {
            "no predictor is left: each is the same for everyone or follows from others"
        }
        Undefined::EmptyMargin => "a whole row or column is zero",
        Undefined::BeyondBudget => "the exact computation would take too long or too much memory",
        Undefined::TooSmall => "the probability is too small to be computed this way",
        Undefined::DidNotConverge => "the computation did not settle",
        Undefined::Interrupted => "the computation was stopped before its end",
    }
    .to_owned()
}

/// Text that is not one number.
#[must_use]
pub fn not_a_number(why: NotANumber) -> &'static str {
    match why {
        NotANumber::Text => "is not a number",
        NotANumber::AmbiguousComma => {
            "could be thousands or decimals: write the decimals with a point, or leave the comma out"
        }
        NotANumber::DecimalComma => "has a comma; the other numbers of the column have a point",
        NotANumber::Date => "is a date; the spreadsheet may have made one of a number",
        NotANumber::Bound => "is only a bound; the number itself is needed here",
        NotANumber::PercentSign => "has a percent sign, and this is no percentage",
        NotANumber::Beside => "has something beside the number, or several numbers",
    }
}

/// A number that cannot be right.
#[must_use]
pub fn impossible(why: Impossible, unit: &str) -> String {
    match why {
        Impossible::OutOfRange { range } => {
            format!("must lie between {}", spell_range(range, unit))
        }
        Impossible::NotWhole => "must be a whole number".to_owned(),
    }
}

/// A number that looks like a slip.
#[must_use]
pub fn caution(caution: Caution, quantity: Option<Quantity>) -> String {
    match caution {
        Caution::MaybeFraction if quantity == Some(Quantity::Th1Th2Ratio) => {
            "is very low for this ratio: typed as a fraction, or the two percentages swapped?"
                .to_owned()
        }
        Caution::MaybeFraction => "is below 1%: typed as a fraction? 0.16 is not 16%".to_owned(),
        Caution::MaybeLyticUnits => {
            let most = quantity.map_or(100.0, |quantity| quantity.plausible().maximum);
            format!(
                "is above {}, the most that this page expects of % lysis (its own assumption): are \
                 these lytic units?",
                format::value(most)
            )
        }
        Caution::Unusual { range } => {
            let unit = quantity.map_or("", words::unit);
            format!(
                "is outside the range that this page expects (its own assumption, between {}): check",
                spell_range(range, unit)
            )
        }
        Caution::LysisRises => {
            "is higher than at the ratio above, which has more effector cells: swapped?".to_owned()
        }
    }
}

fn spell_range(range: Range, unit: &str) -> String {
    let (minimum, maximum) = (format::value(range.minimum), format::value(range.maximum));
    format!("{minimum} and {maximum} {unit}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::reader::field::Field;
    use crate::engine::reader::issue::{FileError, Question};

    #[test]
    fn sentences() {
        assert_eq!(file_error(&FileError::Empty), "The file is empty.");
        assert_eq!(
            file_error(&FileError::TooManyRows { limit: 8_000_000 }),
            "The file has more than 8 million rows, more than fit into memory; split it."
        );
        let column = "NK activity".to_owned();
        let candidates = vec![Field::Column(Column::NkCyto50), Field::Column(Column::NkCyto25)];
        assert_eq!(
            file_error(&FileError::Questions {
                questions: vec![Question::Field { column, candidates }]
            }),
            "The file can be read once 1 question is answered. Column “NK activity” could be: \
             NK cytotoxicity, E:T 50:1; NK cytotoxicity, E:T 25:1. Choose one, or leave it out."
        );
        let issue = RowIssue::of_cell(
            17,
            Column::NkPercent,
            Some(2),
            "161",
            Problem::Impossible {
                why: Impossible::OutOfRange { range: Quantity::NkPercent.possible() },
            },
        );
        assert_eq!(address(issue.place, issue.row), "C17");
        assert_eq!(problem(&issue), "must lie between 0 and 100 % of lymphocytes");
    }
}
