//! A text to lines and cells.

use std::borrow::Cow;

use crate::view::format;

/// The most rows of pasted text that are read.
const MOST_ROWS: usize = 20_000;

/// What may stand between the cells of a text with counts.
pub(super) const SEPARATORS: [Separator; 5] = [
    Separator::Mark('\t'),
    Separator::Mark(';'),
    Separator::Mark('|'),
    Separator::Mark(','),
    Separator::Blanks,
];

/// What stands between the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// One mark, with blanks around it or without.
    Mark(char),
    /// A comma and a blank: a comma without one is a decimal mark.
    CommaAndBlank,
    /// Blanks, any number of them.
    Blanks,
}

impl Separator {
    /// Whether cells can be empty, so that their places count.
    pub(super) fn has_places(self) -> bool {
        matches!(self, Separator::Mark(_))
    }
}

/// A line that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextLine<'a> {
    /// Its number in the text, from 1 on.
    pub(super) number: usize,
    /// Whether no other line stands before it.
    pub(super) is_first: bool,
    /// The line as it stands.
    pub(super) text: &'a str,
    /// Its cells, without empty ones at the end, which spreadsheets leave behind.
    pub(super) cells: Vec<Cow<'a, str>>,
}

/// Cuts a text into lines and cells. Among the separators that occur the one is
/// taken under which most lines can be read; the first of them, if it is the same.
///
/// # Errors
/// A sentence, if there are more lines than are read.
pub(super) fn cut<'a>(
    text: &'a str,
    separators: &[Separator],
    can_read: impl Fn(&[Cow<'a, str>]) -> bool,
) -> Result<(Separator, Vec<TextLine<'a>>), String> {
    if text.lines().nth(MOST_ROWS).is_some() {
        return Err(format!("Only {} lines are read here.", format::count(MOST_ROWS as u64)));
    }
    let mut best: Option<(usize, Separator, Vec<TextLine<'a>>)> = None;
    for &separator in separators {
        if !occurs(text, separator) {
            continue;
        }
        let lines = cut_at(text, separator);
        let n_read = lines.iter().filter(|line| can_read(&line.cells)).count();
        if best.as_ref().is_none_or(|(most, ..)| n_read > *most) {
            best = Some((n_read, separator, lines));
        }
    }
    let cut = best.map(|(_, separator, lines)| (separator, lines));
    Ok(cut.unwrap_or_else(|| (Separator::Blanks, cut_at(text, Separator::Blanks))))
}

/// Whether a text could be cut at a separator. A tab is nothing that people type
/// inside of a cell, so that a text with tabs is cut at them only.
fn occurs(text: &str, separator: Separator) -> bool {
    let has_tabs = text.contains('\t');
    match separator {
        Separator::Mark('\t') => has_tabs,
        Separator::Mark(mark) => !has_tabs && text.contains(mark),
        Separator::CommaAndBlank => {
            let mut after =
                text.match_indices(',').map(|(place, _)| text[place + 1..].chars().next());
            let has_blank = text.contains(", ");
            !has_tabs && has_blank && after.any(|next| next.is_some_and(|one| !one.is_whitespace()))
        }
        Separator::Blanks => !has_tabs,
    }
}

fn cut_at<'a>(text: &'a str, separator: Separator) -> Vec<TextLine<'a>> {
    let kept = text.lines().enumerate().filter(|(_, line)| !is_rule(line));
    let cut = |(place, (at, line)): (usize, (usize, &'a str))| {
        let mut cells = cells(line, separator);
        let n_kept = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        cells.truncate(n_kept);
        TextLine { number: at + 1, is_first: place == 0, text: line.trim(), cells }
    };
    kept.enumerate().map(cut).collect()
}

/// Whether a line holds nothing, or only the strokes of a drawn table.
fn is_rule(line: &str) -> bool {
    let is_stroke = |letter: char| matches!(letter, '-' | '=' | '_' | '+' | '|' | ':' | '─' | '━');
    let mut n_strokes = 0;
    line.chars().filter(|letter| !letter.is_whitespace()).all(|letter| {
        n_strokes += 1;
        is_stroke(letter)
    }) && n_strokes != 1
}

fn cells(line: &str, separator: Separator) -> Vec<Cow<'_, str>> {
    // "Treated: 4.1, 5.0": the name ends at the colon.
    if matches!(separator, Separator::Mark(',' | ';') | Separator::CommaAndBlank)
        && let Some((name, rest)) = line.split_once(':')
        && begins_with_number(rest)
        && !name.contains([',', ';'])
        && !name.ends_with(|letter: char| letter.is_ascii_digit())
    {
        let mut all = vec![Cow::from(format!("{}:", unquote(name)))];
        all.extend(cells(rest, separator));
        return all;
    }
    match separator {
        Separator::Blanks => words(line),
        Separator::CommaAndBlank => line.split(", ").map(|cell| Cow::from(unquote(cell))).collect(),
        Separator::Mark('|') => {
            let line = line.trim();
            let inner = line.strip_prefix('|').unwrap_or(line);
            let inner = inner.strip_suffix('|').unwrap_or(inner);
            inner.split('|').map(|cell| Cow::from(unquote(cell))).collect()
        }
        Separator::Mark(mark) => quoted(line, mark),
    }
}

/// The cells between marks; a mark inside of quotation marks is text.
fn quoted(line: &str, mark: char) -> Vec<Cow<'_, str>> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let start = rest.trim_start_matches([' ', '\u{feff}']);
        let closing = start
            .strip_prefix('"')
            .and_then(|inner| inner.find('"'))
            .map(|end| rest.len() - start.len() + end + 2);
        let from = closing.unwrap_or(0);
        if let Some(place) = rest[from..].find(mark) {
            cells.push(Cow::from(unquote(&rest[..from + place])));
            rest = &rest[from + place + mark.len_utf8()..];
        } else {
            cells.push(Cow::from(unquote(rest)));
            return cells;
        }
    }
}

fn unquote(cell: &str) -> &str {
    let cell = cell.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell)
}

/// The words of a line. What belongs together comes together: "4 / 162" and "4 of
/// 162", and thousands behind a blank that does not break.
fn words(line: &str) -> Vec<Cow<'_, str>> {
    let is_fixed = |letter: char| matches!(letter, '\u{a0}' | '\u{202f}' | '\u{2009}');
    let is_blank = |letter: char| letter.is_whitespace() && !is_fixed(letter);
    let has_others = line.trim().contains(is_blank);
    let mut words: Vec<Cow<'_, str>> = Vec::new();
    for chunk in line.split(is_blank).filter(|chunk| !chunk.is_empty()) {
        if has_others && is_in_thousands(chunk, is_fixed) {
            words.push(chunk.replace(is_fixed, "").into());
            continue;
        }
        for word in chunk.split(is_fixed).filter(|word| !word.is_empty()) {
            match words.as_mut_slice() {
                [.., last] if word == "of" && last == "out" => *last = "of".into(),
                [.., number, between] if is_of(between) && is_digits(number) && is_digits(word) => {
                    *number = format!("{number}/{word}").into();
                    words.pop();
                }
                _ => match word.split_once(':') {
                    // "North:12" is a name and a number, "50:1" is one word.
                    Some((name, rest))
                        if name.ends_with(char::is_alphabetic) && begins_with_number(rest) =>
                    {
                        words.extend([format!("{name}:").into(), rest.into()]);
                    }
                    _ => words.push(unquote(word).into()),
                },
            }
        }
    }
    words
}

fn begins_with_number(text: &str) -> bool {
    let text = text.trim_start().trim_start_matches(['-', '−', '+', '<', '>', '.']);
    text.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Whether a text is a number whose thousands stand apart.
fn is_in_thousands(text: &str, is_fixed: impl Fn(char) -> bool) -> bool {
    let mut groups = text.split(is_fixed);
    let first = groups.next().unwrap_or_default();
    let is_plain = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut n_more = 0;
    let are_threes = groups.all(|group| {
        n_more += 1;
        group.len() == 3 && is_plain(group)
    });
    (1..=3).contains(&first.len()) && is_plain(first) && are_threes && n_more > 0
}

fn is_of(word: &str) -> bool {
    matches!(word, "/" | "of" | "von" | "中")
}

fn is_digits(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit())
        && word.chars().all(|letter| letter.is_ascii_digit() || letter == ',')
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn cut_cells(text: &str, separator: Separator) -> Vec<Vec<String>> {
        let lines = cut_at(text, separator).into_iter();
        lines.map(|line| line.cells.into_iter().map(Cow::into_owned).collect()).collect()
    }

    #[test]
    fn cells_of_every_separator() {
        for (text, separator, expected) in [
            ("a\t\t5\t\t", Separator::Mark('\t'), &["a", "", "5"][..]),
            ("\"a; b\"; 5;6", Separator::Mark(';'), &["a; b", "5", "6"]),
            ("\"Smith, 2010\",4,119", Separator::Mark(','), &["Smith, 2010", "4", "119"]),
            ("| a | 5 |", Separator::Mark('|'), &["a", "5"]),
            ("a, 4,1, 5,0", Separator::CommaAndBlank, &["a", "4,1", "5,0"]),
            ("a 4 / 162  7 of 80", Separator::Blanks, &["a", "4/162", "7/80"]),
            ("a: 4.1, 5,0; 3", Separator::Mark(';'), &["a:", "4.1, 5,0", "3"]),
            ("a:4 50:1 7", Separator::Blanks, &["a:", "4", "50:1", "7"]),
            ("a 4 out of 162", Separator::Blanks, &["a", "4/162"]),
            ("a 1\u{202f}224\u{202f}699 5", Separator::Blanks, &["a", "1224699", "5"]),
            ("120\u{a0}345\u{a0}700", Separator::Blanks, &["120", "345", "700"]),
        ] {
            assert_eq!(cut_cells(text, separator), [expected], "{text:?}");
        }
    }

    #[test]
    fn strokes_and_blank_lines_are_no_lines() {
        let text = "| a | 5 |\n|---|---:|\n\n| b | 6 |\n-\n";
        let cells = cut_cells(text, Separator::Mark('|'));
        assert_eq!(cells, [&["a", "5"][..], &["b", "6"], &["-"]]);
    }
}
