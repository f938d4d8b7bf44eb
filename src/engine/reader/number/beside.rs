//! What people and machines write beside a number: signs of a bound, flags of a
//! laboratory, units, counters, remarks.

mod vocabulary;

use crate::engine::column::Column;
use crate::engine::reader::field::{Field, Unit};
use crate::engine::record::Bound;
use vocabulary::{ABOUT, BOUNDS_BEFORE, BOUNDS_BEHIND, FLAGS, SIGNS, TIMES, units};

/// A text taken apart around its first number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parts<'a> {
    /// What the signs and words of a bound say.
    pub(super) bound: Bound,
    /// The number, with the marks that it is written with.
    pub(super) number: &'a str,
    /// How sure it is that the number is the value of the cell.
    pub(super) certainty: Certainty,
    /// Whether a percent sign stands behind it.
    pub(super) has_percent: bool,
    /// Whether anything else stands beside it.
    pub(super) has_more: bool,
}

/// How sure it is that a number is the value of its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    /// Nothing stands beside it that is not understood.
    Certain,
    /// Only someone who knows the file can say.
    Proposed,
    /// The cell says that it is something else, or holds several numbers.
    None,
}

/// Takes a narrow text apart; `None` when it holds no number.
pub(super) fn parts(text: &str, field: Field, unit: Unit) -> Option<Parts<'_>> {
    let bare = unquoted(text);
    let (bound, rest) = split_sign(bare);
    let (start, end) = number_at(rest)?;
    let (before, behind) = (rest[..start].trim(), rest[end..].trim());
    let number = rest[start..end].trim_end_matches(['.', ',']);
    let has_more = bare.len() < text.trim().len()
        || !before.is_empty()
        || behind.contains(|letter: char| !matches!(letter, '%' | ' '));
    let (before_bound, before) = before_number(before, field, bound == Bound::Exact);
    let behind = behind_number(behind, field, unit);
    let mut bounds = [bound, before_bound, behind.bound].into_iter();
    let bound = bounds.find(|&one| one != Bound::Exact).unwrap_or_default();
    let is_one = bounds.all(|one| one == Bound::Exact);
    // Bookkeepers write a number below zero in brackets.
    let is_bracketed = bare.starts_with('(') && bare.ends_with(')');
    let bracketed = if is_bracketed { Certainty::Proposed } else { Certainty::Certain };
    let certainty = before.max(behind.certainty).max(bracketed);
    Some(Parts {
        bound,
        number,
        certainty: if is_one { certainty } else { Certainty::None },
        has_percent: behind.has_percent,
        has_more,
    })
}

/// Without the marks by which spreadsheets keep a number as text: `="17.2"`,
/// `'17.2`, and quotation marks around it.
fn unquoted(text: &str) -> &str {
    let text = text.trim();
    // `=<5` is no formula but a sign.
    let formula = text.strip_prefix('=').filter(|rest| !rest.starts_with(['<', '>']));
    let text = formula.unwrap_or(text).trim_start();
    let is_quote = |letter: char| matches!(letter, '"' | '\'' | '`' | '«' | '»');
    if text.starts_with(is_quote) { text.trim_matches(is_quote).trim() } else { text }
}

/// The sign of a bound before a number.
fn split_sign(text: &str) -> (Bound, &str) {
    SIGNS
        .into_iter()
        .find_map(|(sign, bound)| text.strip_prefix(sign).map(|rest| (bound, rest.trim_start())))
        .unwrap_or((Bound::Exact, text))
}

/// Where the first number of a text stands. A number that is glued to a letter
/// before it, as in `CD56`, is none.
fn number_at(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let is_digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
    let mut start = (0..bytes.len())
        .find(|&place| is_digit(place) || bytes[place] == b'.' && is_digit(place + 1))?;
    // `x3` is three times.
    let before = &text[..start];
    let is_glued = before.ends_with(|letter: char| letter.is_ascii_alphabetic());
    if is_glued && !before.eq_ignore_ascii_case("x") {
        return None;
    }
    let mut end = start;
    let mark = |place: usize| matches!(bytes.get(place), Some(b'.' | b','));
    while is_digit(end) || mark(end) {
        end += 1;
    }
    end = grouped_end(text, start, end);
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let digits = text[end + 1 + sign..].bytes().take_while(u8::is_ascii_digit).count();
        let after = end + 1 + sign + digits;
        if digits > 0 && !bytes.get(after).is_some_and(u8::is_ascii_alphabetic) {
            end = after;
        }
    }
    // A minus is a sign where nothing or a blank stands before it.
    let is_signed = start > 0 && matches!(bytes[start - 1], b'-' | b'+');
    if is_signed && (start == 1 || bytes[start - 2] == b' ') {
        start -= 1;
    }
    Some((start, end))
}

/// The end of a number whose thousands are set apart by blanks or apostrophes:
/// `1 234,5`, `1'234.5`.
fn grouped_end(text: &str, start: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
    if end - start > 3 || !(start..end).all(is_digit) {
        return end;
    }
    let mut end = end;
    while matches!(bytes.get(end), Some(b' ' | b'\''))
        && (end + 1..end + 4).all(is_digit)
        && !is_digit(end + 4)
    {
        end += 4;
        if matches!(bytes.get(end), Some(b'.' | b',')) {
            end += 1;
            while is_digit(end) {
                end += 1;
            }
            break;
        }
    }
    end
}

/// What stands before a number.
fn before_number(text: &str, field: Field, can_be_bound: bool) -> (Bound, Certainty) {
    let lower = text.to_lowercase();
    let word = bare(&lower);
    if word.is_empty() || FLAGS.contains(&word) && !word.starts_with(char::is_alphanumeric) {
        return (Bound::Exact, Certainty::Certain);
    }
    // `만 34`: completed years; `x3`: three times, and of a percentage nothing.
    let is_usual = match word {
        "만" | "满" | "満" | "年龄" => field == Field::Column(Column::AgeYears),
        "x" | "×" => field == Field::Column(Column::PreviousLosses),
        _ => false,
    };
    if is_usual {
        return (Bound::Exact, Certainty::Certain);
    }
    if can_be_bound && let Some((_, bound)) = BOUNDS_BEFORE.iter().find(|(one, _)| *one == word) {
        return (*bound, Certainty::Certain);
    }
    // A flag in letters, `about`, or the name of what was measured.
    let is_doubtful = ABOUT.contains(&word)
        || FLAGS.contains(&word)
        || matches!(word, "x" | "×")
        || word.ends_with([':', '=']);
    (Bound::Exact, if is_doubtful { Certainty::Proposed } else { Certainty::None })
}

/// What stands behind a number.
struct NumberSuffix {
    bound: Bound,
    certainty: Certainty,
    has_percent: bool,
}

fn behind_number(text: &str, field: Field, unit: Unit) -> NumberSuffix {
    let lower = text.to_lowercase();
    let mut rest = lower.trim();
    let mut behind =
        NumberSuffix { bound: Bound::Exact, certainty: Certainty::Certain, has_percent: false };
    let units = units(field, unit);
    loop {
        rest = rest.trim_start_matches([' ', ',', ';']);
        if rest.is_empty() {
            return behind;
        }
        if !behind.has_percent
            && let Some(after) = ["%", "percent", "pct", "퍼센트", "パーセント", "prozent"]
                .iter()
                .find_map(|sign| rest.strip_prefix(sign))
        {
            behind.has_percent = true;
            rest = after;
            continue;
        }
        // The longest understood beginning of what is left.
        let understood = units.iter().filter(|one| is_beginning(rest, one));
        if let Some(unit) = understood.max_by_key(|one| one.len()) {
            rest = &rest[unit.len()..];
            continue;
        }
        let (piece, after) = piece(rest);
        let word = bare(piece);
        if word.is_empty() || FLAGS.contains(&word) || units.contains(&word) {
            rest = after;
            continue;
        }
        let bound = BOUNDS_BEHIND.iter().filter(|(one, _)| is_beginning(rest, one));
        if behind.bound == Bound::Exact
            && let Some((word, bound)) = bound.max_by_key(|(one, _)| one.len())
        {
            behind.bound = *bound;
            rest = &rest[word.len()..];
            continue;
        }
        if behind.bound == Bound::Exact && rest == "+" {
            behind.bound = Bound::AtLeast;
        } else if is_other_value(rest) {
            behind.certainty = Certainty::None;
            return behind;
        }
        behind.certainty = Certainty::Proposed;
        return behind;
    }
}

/// The first piece of a text: what stands in brackets, or up to a blank.
fn piece(text: &str) -> (&str, &str) {
    let close = match text.chars().next() {
        Some('(') => ')',
        Some('[') => ']',
        Some('{') => '}',
        _ => ' ',
    };
    match text.find(close) {
        Some(place) if close == ' ' => text.split_at(place),
        Some(place) => text.split_at(place + 1),
        None => (text, ""),
    }
}

fn bare(text: &str) -> &str {
    text.trim().trim_matches(['(', ')', '[', ']', '{', '}', ' '])
}

/// Whether a text begins with a word, and the word ends there.
fn is_beginning(text: &str, word: &str) -> bool {
    let Some(rest) = text.strip_prefix(word) else { return false };
    let is_letter = |letter: char| letter.is_alphabetic() && letter.is_ascii();
    !(word.ends_with(is_letter) && rest.starts_with(|letter: char| letter.is_alphanumeric()))
}

/// Whether what stands behind a number says that the number is not the value:
/// another number, a minus, or a unit of something else.
fn is_other_value(text: &str) -> bool {
    let begins = |sign: &str| text.starts_with(sign);
    if ["±", "+/-", "+-"].iter().any(|sign| begins(sign)) {
        return false;
    }
    let units = [
        "pg", "ng", "µg", "ug", "mg", "iu", "miu", "u/", "lu", "cell", "/µ", "/μ", "/u", "/mm",
        "/l", "/m", "10^", "x10", "k/", "g/l", "gpt", "month", "mo", "mon", "개월", "ヶ月", "か月",
        "个月", "week", "wk", "주", "週", "周", "day", "일", "日", "of ", "der ", "m", "ft", "in",
        "lb", "'", "\"", "-", "sd",
    ];
    // `0.00 (<LOD)`: what is below the limit is not the number.
    let limits = ["<", "lod", "loq", "lloq", "bdl", "blq", "below", "detect"];
    text.contains(|letter: char| letter.is_ascii_digit())
        || limits.iter().any(|word| bare(text).starts_with(word))
        || units.iter().any(|unit| begins(unit))
}

/// A small count in a numeral of Chinese, with or without a counter.
pub(super) fn counted_in_words(text: &str) -> Option<f64> {
    const NUMERALS: [(char, f64); 13] = [
        ('零', 0.0),
        ('一', 1.0),
        ('二', 2.0),
        ('两', 2.0),
        ('兩', 2.0),
        ('三', 3.0),
        ('四', 4.0),
        ('五', 5.0),
        ('六', 6.0),
        ('七', 7.0),
        ('八', 8.0),
        ('九', 9.0),
        ('十', 10.0),
    ];
    let mut letters = text.trim().chars();
    let first = letters.next()?;
    let counter = letters.as_str().trim();
    let is_counter = counter.is_empty() || TIMES.contains(&counter);
    NUMERALS.into_iter().find(|(numeral, _)| *numeral == first && is_counter).map(|one| one.1)
}

/// The abortions of an obstetric formula: the third number of `G3P0A3`, of
/// `T0P0A3L1` and of `0-0-3-0`, which count induced ones too.
pub(super) fn abortions(text: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    let compact: String = lower.chars().filter(|letter| !letter.is_whitespace()).collect();
    let pieces: Vec<&str> = compact.split('-').collect();
    let is_count = |piece: &&str| {
        (1..=2).contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_digit())
    };
    if pieces.len() == 4 && pieces.iter().all(is_count) {
        return pieces[2].parse().ok();
    }
    let has_formula = compact.starts_with(['g', 't', 'p']) && compact.contains('p');
    let allowed = |letter: char| letter.is_ascii_digit() || "gptamsbl,./-".contains(letter);
    if !has_formula || !compact.chars().all(allowed) {
        return None;
    }
    let (_, after) = compact.split_once('a')?;
    let digits: String =
        after.trim_start_matches('b').chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}
