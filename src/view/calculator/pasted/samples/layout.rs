//! How the groups of a text with measured values are laid out.

use super::super::cut::Separator;
use super::super::item::is_name;
use super::super::table::count_up;
use super::super::value::{Commas, PastedValue, value};
use super::super::{OtherInterpretation, PastedReading, Role, TextPart, Trouble};
use super::row::{SampleRow, whole};

/// How the groups are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GroupLayout {
    /// One group a line.
    Lines,
    /// One group a column; what stands before the values names the line.
    Columns { has_row_names: bool },
    /// A group and a value on each line.
    Pairs,
    /// A value and its group on each line.
    ValuesFirst,
}

/// Whether a line is a value and a name after it.
pub(super) fn values_first(row: &SampleRow<'_>, commas: Commas) -> bool {
    match row.line.cells.as_slice() {
        [first, names @ ..] if !names.is_empty() => {
            matches!(
                value(first, commas),
                PastedValue::Number(_) | PastedValue::Bound(_) | PastedValue::Missing
            ) && !first.trim().is_empty()
                && names.iter().all(|cell| is_name(cell))
        }
        _ => false,
    }
}

/// How the groups are laid out.
pub(super) fn layout(
    reading: &mut PastedReading<'_>,
    rows: &[SampleRow<'_>],
    heads: Option<&[String]>,
    separator: Separator,
    commas: Commas,
) -> Result<GroupLayout, Trouble> {
    let most = rows.iter().map(|row| row.values.len()).max().unwrap_or_default();
    let are_named = rows.iter().all(|row| !row.name.is_empty());
    let are_nameless = rows.iter().all(|row| row.name.is_empty());
    let columns = GroupLayout::Columns { has_row_names: are_named };
    match reading.decided(TextPart::Layout) {
        Some(Role::Lines) => return Ok(GroupLayout::Lines),
        Some(Role::Columns) => return Ok(columns),
        Some(Role::Pairs) => return Ok(GroupLayout::Pairs),
        _ => {}
    }
    let by_line =
        OtherInterpretation::new("Take each line as a group", TextPart::Layout, Role::Lines);
    let by_column =
        OtherInterpretation::new("Take each column as a group", TextPart::Layout, Role::Columns);
    let by_pair = OtherInterpretation::new(
        "Take the first number of a line as its group",
        TextPart::Layout,
        Role::Pairs,
    );
    if rows.len() > 1 && rows.iter().all(|row| values_first(row, commas)) {
        return Ok(GroupLayout::ValuesFirst);
    }
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let repeats =
        |names: &[&str]| (1..names.len()).any(|place| names[..place].contains(&names[place]));
    if are_named && most == 1 && (heads.is_some() || rows.len() > 2 && repeats(&names)) {
        // Names that never repeat above one value each are names of rows.
        return Ok(if repeats(&names) { GroupLayout::Pairs } else { columns });
    }
    if are_nameless && rows.len() > 3 && rows.iter().all(|row| row.values.len() == 2) {
        let codes: Option<Vec<u32>> = rows.iter().map(|row| whole(&row.values[0].0)).collect();
        let n_codes = codes.map(|mut codes| {
            codes.sort_unstable();
            codes.dedup();
            codes.len()
        });
        if n_codes.is_some_and(|n| n > 1 && 2 * n <= rows.len()) {
            if heads.and_then(<[String]>::first).is_some_and(|head| is_group_head(head)) {
                return Ok(GroupLayout::Pairs);
            }
            let message = "Is the first number of each line its group, or is each column a group?";
            return Err(Trouble::offering(message, [by_pair, by_column]));
        }
    }
    if let Some(heads) = heads {
        if are_named && most > 1 {
            let is_narrower = heads.len() == most || heads[0].is_empty() || is_row_head(&heads[0]);
            if is_narrower && !heads[0].is_empty() && heads.len() != most {
                return Ok(GroupLayout::Columns { has_row_names: true });
            }
            let message = "Is each line a group, or each column?";
            return Err(Trouble::offering(message, [by_line, by_column]));
        }
        let firsts: Option<Vec<u32>> =
            rows.iter().map(|row| whole(row.values.first()?.0.as_ref())).collect();
        let has_numbers =
            is_row_head(&heads[0]) && heads.len() > 1 && firsts.is_some_and(|all| count_up(&all));
        return Ok(GroupLayout::Columns { has_row_names: has_numbers });
    }
    let is_column = are_nameless && most == 1 && rows.len() > 1;
    let is_tall = are_nameless && rows.len() > 2 && rows.len() > most;
    let is_list = separator == Separator::Blanks && !is_column && rows.len() < 2;
    if is_column {
        reading.say("One value a line: all of them are one group.", []);
        Ok(columns)
    } else if is_tall {
        let names =
            OtherInterpretation::new("Take line 1 as names", TextPart::FirstLine, Role::Names);
        reading.say("Each column taken as a group.", [by_line, names]);
        Ok(columns)
    } else {
        if are_nameless && rows.len() > 1 && !is_list {
            reading.say("Each line taken as a group.", [by_column]);
        }
        Ok(GroupLayout::Lines)
    }
}

/// Whether a head stands above names of groups.
fn is_group_head(head: &str) -> bool {
    const WORDS: [&str; 14] = [
        "group",
        "groups",
        "arm",
        "treatment",
        "class",
        "code",
        "category",
        "factor",
        "grp",
        "trt",
        "gruppe",
        "군",
        "群",
        "组",
    ];
    WORDS.contains(&head.to_lowercase().as_str())
}

/// Whether a head stands above names of rows, such as patients.
fn is_row_head(head: &str) -> bool {
    const WORDS: [&str; 18] = [
        "id", "no", "no.", "nr", "nr.", "#", "subject", "patient", "case", "row", "name", "woman",
        "sample", "record", "n", "number", "번호", "番号",
    ];
    WORDS.contains(&head.to_lowercase().as_str())
}
