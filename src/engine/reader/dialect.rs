//! The delimiter, the quotation mark and the header of a text, from its first
//! rows. What makes a header with known names wins; the body only decides
//! between dialects whose headers say equally much, because a body is full of
//! commas that are no delimiters.

use crate::engine::reader::header::{HeadRow, HeaderLayout};
use crate::engine::reader::issue::FileError;
use crate::engine::reader::mapping::{self, Match};
use crate::engine::reader::rows::{CellRow, RowSplitter};
use crate::engine::reader::settings::{Delimiter, ImportSettings, Quote};
use crate::engine::reader::shape;

/// How a text is split.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: Delimiter,
    pub(super) quote: Quote,
    /// Length of a first line such as `sep=;`, its end included.
    pub(super) n_skipped: usize,
}

/// Regular rows of a thousand that make a table.
const MOST: usize = 500;

/// Rows that are looked at.
const N_ROWS: usize = 60;

/// How much sense a dialect makes: whether it divides any row below the header, whether
/// rows are regular and the names free of other delimiters, known names, whether they
/// are free of quotation marks, regular rows of a thousand, columns.
type Score = (bool, bool, usize, bool, usize, usize);

/// Splits the beginning of a text in the way that makes most sense of it.
/// `is_whole` says that the text ends where `head` does.
pub(super) fn detect(
    head: &str,
    is_whole: bool,
    settings: &ImportSettings,
) -> (Dialect, HeaderLayout) {
    let (n_skipped, named) = separator_line(head);
    let text = &head[n_skipped..];
    let chosen = settings.delimiter.or(named);
    let delimiters: Vec<Delimiter> = match chosen {
        Some(delimiter) => vec![delimiter],
        // Blanks stand inside cells of any table, so they are tried last.
        None => Delimiter::ALL.into_iter().filter(|&one| one != Delimiter::Blanks).collect(),
    };
    let quotes = match settings.quote {
        Some(quote) => vec![quote],
        None if text.contains('\'') => vec![Quote::Double, Quote::Single],
        None => vec![Quote::Double],
    };
    let mut best: Option<(Score, Dialect, HeaderLayout)> = None;
    for &quote in &quotes {
        for &delimiter in &delimiters {
            let dialect = Dialect { delimiter, quote, n_skipped };
            let rows = first_rows(text, is_whole, dialect);
            let (mut n_known, layout) = HeaderLayout::detect(&rows, settings);
            let is_undivided = layout.names.len() == 1;
            let is_clean = chosen.is_some() || !holds_delimiters(&rows, &layout, delimiter);
            // Such a line is known by one of its names only.
            if is_undivided && !is_clean {
                n_known = 0;
            }
            if settings.quote.is_none() && quote == Quote::Single && are_in_double(&layout.names) {
                continue;
            }
            let is_comma = chosen.is_none() && delimiter == Delimiter::Comma;
            if is_comma && cuts_unit(text, &layout) {
                continue;
            }
            let is_quoted = layout.names.iter().any(|name| is_quoted(name));
            let consistency = consistency(&rows, &layout);
            let score = (
                divides(&rows, &layout),
                is_clean && consistency > MOST,
                n_known,
                !is_quoted,
                consistency,
                layout.names.len().min(64),
            );
            if best.as_ref().is_none_or(|best| score > best.0) {
                best = Some((score, dialect, layout));
            }
        }
    }
    let Some((score, dialect, layout)) = best else { return Default::default() };
    if chosen.is_none() && layout.names.len() == 1 {
        let blanks = Dialect { delimiter: Delimiter::Blanks, ..dialect };
        let rows = first_rows(text, is_whole, blanks);
        let (n_known, layout) = HeaderLayout::detect(&rows, settings);
        if n_known >= 2 && n_known > score.2 && consistency(&rows, &layout) > MOST {
            return (blanks, layout);
        }
    }
    (dialect, layout)
}

/// Why a text is no table with one woman a row.
pub(super) fn refusal(
    head: &str,
    is_whole: bool,
    (dialect, layout): (Dialect, &HeaderLayout),
    settings: &ImportSettings,
) -> Option<FileError> {
    let text = &head[dialect.n_skipped..];
    let rows = first_rows(text, is_whole, dialect);
    let is_chosen = settings.delimiter.is_some() || settings.header_row.is_some();
    if !is_chosen && settings.columns.is_empty() && dialect.n_skipped == 0 {
        let no_table = no_table(text, &rows, layout);
        if no_table.is_some() {
            return no_table;
        }
    }
    shape::refusal(&rows, layout, settings)
}

/// Why nothing divides the lines of a text into the same columns.
fn no_table(text: &str, rows: &[HeadRow], layout: &HeaderLayout) -> Option<FileError> {
    if rows.len() < 2 {
        return None;
    }
    if layout.names.len() == 1 {
        let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let words = header.split_whitespace().map(|word| word.trim_matches('"'));
        if words.filter(|word| mapping::look_up(word).is_known()).count() >= 2 {
            return Some(FileError::SeparatedByBlanks);
        }
    }
    let is_bare = layout.names.len() == 1 || consistency(rows, layout) <= MOST;
    let is_unknown = |name: &String| mapping::look_up(name) == Match::Unknown;
    (is_bare && layout.names.iter().all(is_unknown)).then_some(FileError::NoTable)
}

/// Whether a name still has its quotation marks: they are of another kind.
fn is_quoted(name: &str) -> bool {
    name.len() > 1 && name.starts_with('\'') && name.ends_with('\'')
}

/// Whether a cell of the header holds what divides columns in other files; a comma
/// stands in many names.
fn holds_delimiters(rows: &[HeadRow], layout: &HeaderLayout, delimiter: Delimiter) -> bool {
    let is_header = |(number, _): &&HeadRow| (layout.first_row..=layout.last_row).contains(number);
    let is_other =
        |letter: char| matches!(letter, ';' | '\t' | '|') && letter != char::from(delimiter.byte());
    let mut cells = rows.iter().filter(is_header).flat_map(|(_, cells)| cells);
    let is_comma = layout.names.len() == 1 && delimiter != Delimiter::Comma;
    cells.any(|cell| {
        // The names of flow cytometry: `NK cells | Freq. of Parent`.
        let cell = cell.trim().replace(" | ", " ");
        cell.contains(is_other) || is_comma && cell.contains(',')
    })
}

/// Whether commas would cut the unit off a name, as in `NK, %` over `16,4`: behind a
/// comma and a blank there is a bare sign, and in most rows below there is no such blank.
fn cuts_unit(text: &str, layout: &HeaderLayout) -> bool {
    let n_above = usize::try_from(layout.last_row).unwrap_or(usize::MAX).saturating_sub(1);
    let mut lines = text.lines().skip(n_above);
    let Some(header) = lines.next() else { return false };
    let has_blank =
        |line: &str, place| line.split(',').nth(place).is_some_and(|cell| cell.starts_with(' '));
    let is_sign = |name: &str| {
        name.starts_with(' ')
            && !name.trim().is_empty()
            && !name.contains(|letter: char| letter.is_alphanumeric() || letter == '"')
    };
    let below: Vec<&str> = lines.take(N_ROWS).collect();
    header.split(',').enumerate().any(|(place, name)| {
        // A header that is repeated below has the blank again.
        let n_blank = below.iter().filter(|line| has_blank(line, place)).count();
        is_sign(name) && 2 * n_blank < below.len()
    })
}

/// Whether names begin with the mark that is said to enclose nothing: an apostrophe
/// somewhere in a file is no reason to take its quotation marks for letters.
fn are_in_double(names: &[String]) -> bool {
    names.iter().any(|name| name.starts_with('"'))
}

/// `sep=;` as the first line, which Excel reads and swallows.
fn separator_line(head: &str) -> (usize, Option<Delimiter>) {
    let line = head.lines().next().unwrap_or_default();
    let is_named = |prefix: &str| prefix.eq_ignore_ascii_case("sep=");
    let Some(rest) = line.get(..4).filter(|prefix| is_named(prefix)).map(|_| &line[4..]) else {
        return (0, None);
    };
    let rest = if rest == "\t" { rest } else { rest.trim() };
    let delimiter =
        Delimiter::ALL.into_iter().find(|delimiter| rest.as_bytes() == [delimiter.byte()]);
    if delimiter.is_none() {
        return (0, None);
    }
    let end = &head[line.len()..];
    let n_end = end.find(|letter| letter != '\r' && letter != '\n').unwrap_or(end.len());
    // Only the line's own end: blank lines below it are rows.
    let n_end = if end.starts_with("\r\n") { 2 } else { n_end.min(1) };
    (line.len() + n_end, delimiter)
}

fn first_rows(text: &str, is_whole: bool, dialect: Dialect) -> Vec<HeadRow> {
    let mut rows: Vec<HeadRow> = Vec::new();
    let mut splitter = RowSplitter::new(dialect.delimiter, dialect.quote);
    let mut take = |row: CellRow<'_>| {
        if rows.len() >= N_ROWS {
            // Enough rows were seen; any error ends the splitting.
            return Err(FileError::NotText);
        }
        if !row.is_blank() {
            let cells = (0..row.len()).map(|place| row.cell(place).to_owned()).collect();
            rows.push((row.number, cells));
        }
        Ok(())
    };
    let fed = splitter.feed(text.as_bytes(), &mut take);
    if fed.is_ok() && is_whole {
        // A row that cannot be ended is no row; the reading will say so.
        let _ = splitter.finish(&mut take);
    }
    rows
}

/// Whether any row below a header of several names has several cells, or there is
/// none: a sign inside of names, as in `NK cells | Freq. of Parent`, divides no row.
fn divides(rows: &[HeadRow], layout: &HeaderLayout) -> bool {
    let mut below = rows.iter().filter(|(number, _)| *number > layout.last_row).peekable();
    let has_several =
        |(_, cells): &HeadRow| cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
    layout.names.len() < 2 || below.peek().is_none() || below.any(has_several)
}

/// Rows of a thousand below the header that have as many cells as it has.
fn consistency(rows: &[HeadRow], layout: &HeaderLayout) -> usize {
    if layout.names.len() < 2 {
        return 0;
    }
    let below = rows.iter().filter(|(number, _)| *number > layout.last_row);
    let (mut n_rows, mut n_equal) = (0, 0);
    for (_, cells) in below {
        n_rows += 1;
        let mut n_cells = cells.len();
        while n_cells > layout.names.len() && cells[n_cells - 1].is_empty() {
            n_cells -= 1;
        }
        n_equal += usize::from(n_cells == layout.names.len());
    }
    (1000 * n_equal).checked_div(n_rows).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[track_caller]
    fn check(text: &str, delimiter: Delimiter, quote: Quote, n_skipped: usize) {
        let (found, _) = detect(text, true, &ImportSettings::default());
        assert_eq!(found, Dialect { delimiter, quote, n_skipped }, "{text}");
    }

    #[test]
    fn dialects_are_found() {
        let (double, single) = (Quote::Double, Quote::Single);
        check("patient_id,nk_percent\nA,12\n", Delimiter::Comma, double, 0);
        check("patient_id;nk_percent\nA;12,5\nB;13,5\n", Delimiter::Semicolon, double, 0);
        check("patient_id\tnk_percent\nA\t12\n", Delimiter::Tab, double, 0);
        check("patient_id|nk_percent\nA|12\n", Delimiter::Bar, double, 0);
        check("x;y\n1;5,58E+12\n2;6,58E+12\n", Delimiter::Semicolon, double, 0);
        check("sep=;\npatient_id;nk_percent\nA;12,5\n", Delimiter::Semicolon, double, 6);
        check("SEP=\t\r\na\tb\r\n", Delimiter::Tab, double, 7);
        check("sep=;\n\na;b\n", Delimiter::Semicolon, double, 6);
        check("'patient_id','nk_percent'\n'A','12'\n", Delimiter::Comma, single, 0);
        check("\"patient_id\";\"nk_percent\"\n\"A\";\"12,5\"\n", Delimiter::Semicolon, double, 0);
        check("", Delimiter::Comma, double, 0);
        // A cell full of another delimiter below a header that has none of it.
        check(
            "id,NK activity 50:1,outcome\nA,12.5,\"a; b; c; d; e; f\"\nB,13.5,\n",
            Delimiter::Comma,
            double,
            0,
        );
        check("one column\n1\n", Delimiter::Comma, double, 0);
        check("\"patient_id\" \"nk_percent\"\n\"A 1\" 12\n", Delimiter::Blanks, double, 0);
        check("  patient_id   nk_percent\n  A1   12\n  A2  9\n", Delimiter::Blanks, double, 0);
    }
}
