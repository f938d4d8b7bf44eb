//! Where the numbers of a line stand: each as far as it goes, with its sign, flags and unit;
//! numbers that are parts of names and ratios of cells are none.

use super::marks::ENDS;
use crate::engine::quantity::Quantity;
use crate::engine::reader::number::read_measured;

/// Where a number stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The next number that is no part of a name: not the 56 of CD56, not a ratio such as 50:1.
pub(super) fn next_number(text: &str, from: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = digits_end(bytes, start);
        let is_mark = |at: usize| matches!(bytes.get(at), Some(b'.' | b','));
        let mut has_point = false;
        while is_mark(end) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            // Behind a decimal point a comma divides numbers.
            if has_point && bytes[end] == b',' {
                break;
            }
            // `30,25:1 22` is a value and the next ratio.
            let next = digits_end(bytes, end + 1);
            let is_ratio = ratio_end(text, end + 1, next).is_some();
            if bytes[end] == b',' && is_ratio && &text[start..next] != "12,5" {
                break;
            }
            has_point = bytes[end] == b'.';
            end = next;
        }
        let before = text[..start].chars().next_back();
        let is_of_word = before.is_some_and(|letter| letter.is_ascii_alphabetic())
            || text[..start].ends_with('-')
                && text[..start - 1].ends_with(|letter: char| letter.is_ascii_alphabetic())
            || text[..start].ends_with('_')
                && text[..start - 1].ends_with(|letter: char| letter.is_ascii_alphanumeric());
        // The 1 of `nk_25_1: 20` begins no ratio.
        let ratio =
            ratio_end(text, start, end).filter(|_| !(is_of_word && &text[start..end] == "1"));
        if is_of_word || ratio.is_some() {
            at = ratio.unwrap_or(end);
            continue;
        }
        return Some(Span { start, end });
    }
    None
}

pub(super) fn digits_end(bytes: &[u8], from: usize) -> usize {
    from + bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The end of a ratio of cells that begins with this number: `50:1`, `12.5 : 1`, `1:50`.
pub(super) fn ratio_end(text: &str, start: usize, end: usize) -> Option<usize> {
    let first = &text[start..end];
    let rest = text[end..].trim_start();
    let rest = rest.strip_prefix(':').or_else(|| rest.strip_prefix("to "))?.trim_start();
    let second_start = text.len() - rest.len();
    let bytes = text.as_bytes();
    let mut second_end = digits_end(bytes, second_start);
    if second_end == second_start {
        return None;
    }
    let has_decimals = bytes.get(second_end) == Some(&b'.')
        && bytes.get(second_end + 1).is_some_and(u8::is_ascii_digit);
    if has_decimals {
        second_end = digits_end(bytes, second_end + 1);
    }
    let second = &text[second_start..second_end];
    let is_ratio =
        second == "1" && EFFECTORS.contains(&first) || first == "1" && EFFECTORS.contains(&second);
    is_ratio.then_some(second_end)
}

/// Effector cells to one target cell, as assays take them.
const EFFECTORS: [&str; 17] = [
    "200", "100", "80", "60", "50", "40", "30", "25", "20", "15", "12.5", "12,5", "10", "6.25",
    "6,25", "5", "2.5",
];

/// The sign of a bound at the end of a text, and its length.
pub(super) fn split_sign(text: &str) -> (&str, usize) {
    let trimmed = text.trim_end();
    let signs = ["<=", ">=", "=<", "=>", "≤", "≥", "≦", "≧", "<", ">"];
    match signs.iter().find_map(|sign| trimmed.strip_suffix(sign)) {
        Some(rest) => (rest, text.len() - rest.len()),
        None => (text, 0),
    }
}

/// `30/22/11`: three numbers that belong together, and none of them a part of a date.
pub(super) fn three_numbers(line: &str, first: Span) -> Option<(usize, [String; 3])> {
    let mut spans = vec![first];
    while spans.len() < 3 {
        let last = spans[spans.len() - 1];
        let gap = line[last.end..].trim_start_matches(['%', ' ']);
        let rest = gap.strip_prefix('/')?.trim_start();
        let start = line.len() - rest.len();
        let next = next_number(line, start).filter(|next| next.start == start)?;
        spans.push(next);
    }
    let is_more = line[spans[2].end..].trim_start().starts_with('/');
    let texts: Vec<String> =
        spans.iter().map(|span| line[span.start..span.end].to_owned()).collect();
    let values: Vec<f64> =
        texts.iter().filter_map(|text| text.replace(',', ".").parse().ok()).collect();
    let falls = values.len() == 3 && values.windows(2).all(|pair| pair[0] >= pair[1]);
    if is_more || !falls {
        return None;
    }
    Some((spans[2].end, texts.try_into().ok()?))
}

/// Where a value ends with the flags and units behind it that are understood.
pub(super) fn value_end(line: &str, span: Span, quantity: Quantity) -> usize {
    let mut end = span.end;
    let mut at = end;
    loop {
        let rest = &line[at..];
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        let word = &rest[blank..];
        let stop = |letter: char| letter == ' ' || ENDS.contains(&letter) && letter != '/';
        // `kg/m2` is one word, `18.2% / K562` are two.
        let length = word.find(stop).unwrap_or(word.len());
        if length == 0 || word.starts_with('/') {
            return end;
        }
        let next = at + blank + length;
        let is_understood =
            |end: usize| read_measured(line[span.start..end].trim(), quantity).is_ok();
        if is_understood(next) {
            end = next;
            at = next;
            continue;
        }
        // A unit may be glued to what follows it: `30.1%/25:1`.
        let glued = word[..length].find('/').map(|slash| at + blank + slash);
        return glued.filter(|&glued| glued > end && is_understood(glued)).unwrap_or(end);
    }
}
