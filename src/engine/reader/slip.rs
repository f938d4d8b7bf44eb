//! A laboratory slip as text: which of its numbers are values of one woman.
//!
//! The names are looked up in the vocabulary of column names, and the numbers are read as
//! cells are. A number is taken only where its name is one quantity for certain and where
//! nothing stands beside it that is not understood; everything else is left, and shown.

use serde::{Deserialize, Serialize};

use crate::engine::column::Column;
use crate::engine::quantity::{Impossible, Quantity};
use crate::engine::reader::field::{Field, Unconvertible, Unit};
use crate::engine::reader::mapping::{self, Match};
use crate::engine::reader::number::{NotANumber, narrow, read_measured};

/// What a slip holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Slip {
    /// The values that were taken, in the order of the slip; each quantity once.
    pub taken: Vec<SlipValue>,
    /// Everything else, in the order of the slip.
    pub left: Vec<SlipRest>,
}

/// A value that was taken from a slip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipValue {
    /// What it is of.
    pub quantity: Quantity,
    /// The number with its sign, flag and unit, as it is typed into a field.
    pub text: String,
    /// The name and the number as the slip has them.
    pub source: String,
}

/// A part of a slip that is not taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SlipRest {
    /// The part.
    pub text: String,
    /// Why it is left; `None` for what speaks of no value.
    pub why: Option<SlipReason>,
}

/// Why a number of a slip is left.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum SlipReason {
    /// Its name is of a value that is not read.
    Refused(Unconvertible),
    /// Its name could be of several values.
    Ambiguous,
    /// Its unit would have to be converted.
    OtherUnit,
    /// It is not one number for certain.
    NotANumber(NotANumber),
    /// It cannot be a value of its quantity.
    Impossible(Impossible),
    /// The slip has several values of the quantity.
    Several(Quantity),
    /// Its name is not known.
    NoName,
}

/// Reads a slip.
#[must_use]
pub fn read(text: &str) -> Slip {
    let mut reader = SlipReader::default();
    // Line by line: narrowing folds blanks, and a line's end is one.
    let lines: Vec<_> = text.lines().map(narrow).collect();
    let mut place = 0;
    while let Some(line) = lines.get(place) {
        place += 1;
        match lines.get(place).and_then(|below| columns(line, below)) {
            Some(pairs) => {
                place += 1;
                for pair in pairs {
                    reader.line(&pair);
                    reader.end_of_name();
                }
            }
            None => reader.line(line),
        }
    }
    reader.end_of_name();
    reader.once_each()
}

/// A line of names above a line of values: each name with its value.
fn columns(above: &str, below: &str) -> Option<Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        let mark = ['\t', '|', ';'].into_iter().find(|&mark| line.contains(mark));
        mark.map_or_else(Vec::new, |mark| {
            line.split(mark).map(|cell| cell.trim().to_owned()).collect()
        })
    };
    let (names, values) = (cells(above), cells(below));
    let has_value = |cell: &String| next_number(cell, 0).is_some();
    let is_name = |cell: &String| !has_value(cell);
    let is_table = names.len() == values.len()
        && names.len() >= 2
        && names.iter().all(is_name)
        && values.iter().filter(|cell| has_value(cell)).count() >= 2;
    is_table.then(|| {
        names.iter().zip(&values).map(|(name, value)| format!("{name}: {value}")).collect()
    })
}

/// Where a number stands.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
}

/// The next number that is no part of a name: not the 56 of CD56, not a ratio such as 50:1.
fn next_number(text: &str, from: usize) -> Option<Span> {
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

fn digits_end(bytes: &[u8], from: usize) -> usize {
    from + bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The end of a ratio of cells that begins with this number: `50:1`, `12.5 : 1`, `1:50`.
fn ratio_end(text: &str, start: usize, end: usize) -> Option<usize> {
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

/// Marks between a name and its number, and between entries.
const MARKS: [char; 18] =
    [' ', '\t', ':', '=', ',', ';', '|', '/', '·', '•', '-', '–', '、', '，', '。', '*', '~', '.'];

/// Marks that end an entry.
const ENDS: [char; 7] = [',', ';', '|', '\t', '/', '、', '，'];

#[derive(Default)]
struct SlipReader {
    slip: Slip,
    /// The words since the last number, which may be the name of the next.
    name: String,
    /// The last name that was more than a ratio.
    heading: String,
}

/// What a name is found to be of.
enum Named {
    One(Quantity),
    /// The three ratios of cytotoxicity, in this order.
    Ratios([Quantity; 3]),
    Nothing(SlipReason),
}

impl SlipReader {
    fn line(&mut self, line: &str) {
        self.begin_line(line);
        let mut at = 0;
        while let Some(number) = next_number(line, at) {
            let (before, sign) = split_sign(&line[at..number.start]);
            self.add_words(before);
            let value_start = number.start - sign;
            at = self.number(line, Span { start: value_start, end: number.end });
        }
        self.add_words(&line[at..]);
        if self.name.trim_matches(MARKS).is_empty() {
            self.name.clear();
        }
    }

    /// Words at the end of a line are the heading of what stands below them, and the name
    /// of a number alone on its line.
    fn begin_line(&mut self, line: &str) {
        let words = self.name.trim_matches(MARKS).to_owned();
        if words.is_empty() || !is_known(&words) {
            self.end_of_name();
            return;
        }
        let start = line.trim_start_matches(MARKS);
        let is_number_alone = next_number(start, 0)
            .is_some_and(|number| split_sign(&start[..number.start]).0.trim().is_empty());
        self.name = if is_number_alone { words.clone() } else { String::new() };
        self.heading = words;
    }

    fn add_words(&mut self, words: &str) {
        if !self.name.is_empty() {
            self.name.push(' ');
        }
        self.name.push_str(words.trim_start_matches(MARKS));
    }

    /// Takes or leaves a number, and says where the next part of the line begins.
    fn number(&mut self, line: &str, span: Span) -> usize {
        let name = std::mem::take(&mut self.name).trim_matches(MARKS).to_owned();
        let triple = three_numbers(line, span);
        let end = triple.as_ref().map_or(span.end, |(end, _)| *end);
        let behind = &line[end..];
        let named = self.named(&name, behind);
        if let Some(heading) = without_ratio(&name) {
            heading.clone_into(&mut self.heading);
        }
        match (named, triple) {
            (Named::Ratios(order), Some((end, values))) => {
                self.three(&name, &line[span.start..end], order, values);
                end
            }
            (Named::One(quantity), None) => self.one(line, span, &name, quantity),
            (Named::Nothing(why), _) => self.leave(&name, &line[span.start..end], why, end),
            _ => self.leave(&name, &line[span.start..end], SlipReason::Ambiguous, end),
        }
    }

    /// A number with its name.
    fn one(&mut self, line: &str, span: Span, name: &str, quantity: Quantity) -> usize {
        let end = value_end(line, span, quantity);
        let value = line[span.start..end].trim();
        let behind = &line[end..];
        let problem = match read_measured(value, quantity) {
            Err(why) => Some(SlipReason::NotANumber(why)),
            Ok(None) => Some(SlipReason::NotANumber(NotANumber::Text)),
            Ok(Some(number)) => quantity.check(number.value).err().map(SlipReason::Impossible),
        };
        // `18,5:1` of a ratio may be 18.5 to one.
        let may_go_on = quantity == Quantity::Th1Th2Ratio
            && behind
                .strip_prefix(',')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let problem = problem
            .or_else(|| may_go_on.then_some(SlipReason::NotANumber(NotANumber::Beside)))
            .or_else(|| self.is_more(behind, name));
        if let Some(why) = problem {
            let rest = behind.find(['\t', ',', ';', '|']).unwrap_or(behind.len());
            return self.leave(name, &line[span.start..end + rest], why, end + rest);
        }
        let source = format!("{name} {value}").trim().to_owned();
        self.slip.taken.push(SlipValue { quantity, text: value.to_owned(), source });
        end
    }

    fn three(&mut self, name: &str, text: &str, order: [Quantity; 3], values: [String; 3]) {
        let source = format!("{name} {text}");
        for (quantity, text) in order.into_iter().zip(values) {
            self.slip.taken.push(SlipValue { quantity, text, source: source.clone() });
        }
    }

    fn leave(&mut self, name: &str, value: &str, why: SlipReason, end: usize) -> usize {
        let text = format!("{name} {}", value.trim()).trim().to_owned();
        self.slip.left.push(SlipRest { text, why: Some(why) });
        end
    }

    /// Words that no number followed.
    fn end_of_name(&mut self) {
        let name = std::mem::take(&mut self.name);
        let text = name.trim_matches(MARKS);
        if text.chars().any(char::is_alphanumeric) {
            self.slip.left.push(SlipRest { text: text.to_owned(), why: None });
        }
    }

    /// Why what stands behind a value may make it another one: a range, a unit that is not
    /// understood, words that are no name.
    fn is_more(&self, behind: &str, name: &str) -> Option<SlipReason> {
        let beside = Some(SlipReason::NotANumber(NotANumber::Beside));
        let rest = behind.trim_start();
        let after_sign = rest.trim_start_matches(['-', '–', '~', '±', '^', '×', ' ']);
        let is_range = rest.starts_with(['-', '–', '~', '±', '^', '×'])
            && after_sign.starts_with(|letter: char| letter.is_ascii_digit());
        if is_range {
            return beside;
        }
        let first = rest.chars().next()?;
        if first == '(' || first == '[' {
            // A range of reference, unless it is the unit of something else.
            let content = rest[1..].split([')', ']']).next().unwrap_or_default();
            let whole = mapping::look_up(&format!("{name} ({content})"));
            return match whole {
                Match::Refused(why) => Some(SlipReason::Refused(why)),
                _ => None,
            };
        }
        let is_end = ENDS.contains(&first) || behind.starts_with('\t');
        if is_end {
            return None;
        }
        // The next name, with its ratio if it has one.
        let to = next_number(rest, 0).map_or(rest.len(), |number| number.start);
        let next = rest[..to].split(['\t', ',', ';', '|']).next().unwrap_or_default();
        let is_name = matches!(
            self.named(next.trim_matches(MARKS), &rest[to..]),
            Named::One(_) | Named::Ratios(_)
        );
        if is_name { None } else { beside }
    }

    /// What a name is of, in the light of the heading above it.
    fn named(&self, name: &str, behind: &str) -> Named {
        if let Some(quantity) = by_counter(name, behind) {
            return Named::One(quantity);
        }
        if name.is_empty() {
            return Named::Nothing(SlipReason::NoName);
        }
        // The target cells of the assay stand for it.
        let lower = name.to_lowercase();
        let assay = if lower.contains("k562") || lower.contains("k-562") {
            format!("NK cytotoxicity {}", lower.replace("k562", " ").replace("k-562", " "))
        } else {
            name.to_owned()
        };
        let is_ratio = is_ratio_alone(&assay);
        let with_heading = format!("{} {assay}", self.heading);
        let unit = behind.trim_start().split(['\t', ',', ';', ' ', '|']).next().unwrap_or_default();
        let tries = [
            if is_ratio { with_heading.as_str() } else { assay.as_str() }.to_owned(),
            // The next name is no unit.
            if is_known(unit) { assay.clone() } else { format!("{assay} ({unit})") },
            assay.clone(),
        ];
        let mut ambiguous = SlipReason::NoName;
        for name in tries {
            match mapping::look_up(&name) {
                Match::Field { field, unit: Unit::AsIs, .. } => match field.quantity() {
                    Some(quantity) => return Named::One(quantity),
                    None => return Named::Nothing(SlipReason::NoName),
                },
                Match::Field { .. } => return Named::Nothing(SlipReason::OtherUnit),
                Match::Refused(why) => return Named::Nothing(SlipReason::Refused(why)),
                Match::Candidates(fields) => {
                    if let Some(order) = order_of_ratios(&name, &fields) {
                        return Named::Ratios(order);
                    }
                    ambiguous = SlipReason::Ambiguous;
                }
                Match::Hinted(_) => ambiguous = SlipReason::Ambiguous,
                Match::Identifier(_) => return Named::Nothing(SlipReason::NoName),
                Match::Unknown => {}
            }
        }
        Named::Nothing(ambiguous)
    }

    /// The slip with each quantity once: of several values none is taken.
    fn once_each(self) -> Slip {
        let Slip { taken, mut left } = self.slip;
        let n_of = |quantity| taken.iter().filter(|one| one.quantity == quantity).count();
        let (several, once): (Vec<_>, Vec<_>) =
            taken.iter().cloned().partition(|one| n_of(one.quantity) > 1);
        left.extend(several.into_iter().map(|one| SlipRest {
            text: one.source,
            why: Some(SlipReason::Several(one.quantity)),
        }));
        Slip { taken: once, left }
    }
}

/// Whether a name is of a laboratory value or of anything else that is read or refused.
fn is_known(name: &str) -> bool {
    mapping::look_up(name).is_known()
}

/// The words of a name before a ratio in it; `None` for a name that is only a ratio.
fn without_ratio(name: &str) -> Option<&str> {
    let bytes = name.as_bytes();
    let ratio = (0..bytes.len())
        .filter(|&at| {
            bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
        })
        .find(|&at| {
            let mut end = digits_end(bytes, at);
            if matches!(bytes.get(end), Some(b'.' | b',')) {
                end = digits_end(bytes, end + 1);
            }
            ratio_end(name, at, end).is_some()
        });
    let words = ratio.map_or(name, |at| &name[..at]).trim_matches(MARKS);
    (!words.is_empty()).then_some(words)
}

/// Whether a name is a ratio of cells with nothing but a unit: what else stands there may
/// be another assay than that of the heading.
fn is_ratio_alone(name: &str) -> bool {
    const UNITS: [&str; 8] =
        ["", "%", "percent", "lysis", "% lysis", "specific lysis", "% specific lysis", "% killing"];
    let bytes = name.as_bytes();
    let mut end = digits_end(bytes, 0);
    if matches!(bytes.get(end), Some(b'.' | b',')) {
        end = digits_end(bytes, end + 1);
    }
    let Some(end) = ratio_end(name, 0, end) else { return false };
    let rest =
        name[end..].trim_matches(|letter| MARKS.contains(&letter) || "()[]".contains(letter));
    UNITS.contains(&rest.to_lowercase().as_str())
}

/// The sign of a bound at the end of a text, and its length.
fn split_sign(text: &str) -> (&str, usize) {
    let trimmed = text.trim_end();
    let signs = ["<=", ">=", "=<", "=>", "≤", "≥", "≦", "≧", "<", ">"];
    match signs.iter().find_map(|sign| trimmed.strip_suffix(sign)) {
        Some(rest) => (rest, text.len() - rest.len()),
        None => (text, 0),
    }
}

/// `30/22/11`: three numbers that belong together, and none of them a part of a date.
fn three_numbers(line: &str, first: Span) -> Option<(usize, [String; 3])> {
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

/// The order in which a name has the three ratios; that of the panel where it has none.
fn order_of_ratios(name: &str, candidates: &[Field]) -> Option<[Quantity; 3]> {
    let panel = [
        (Column::NkCyto50, Quantity::NkCyto50, "50"),
        (Column::NkCyto25, Quantity::NkCyto25, "25"),
        (Column::NkCyto12_5, Quantity::NkCyto12_5, "12"),
    ];
    if panel.iter().any(|(column, ..)| !candidates.contains(&Field::Column(*column))) {
        return None;
    }
    let places: Vec<Option<usize>> = panel.iter().map(|(.., ratio)| name.find(ratio)).collect();
    // With falling numbers only the order from most effector cells makes sense.
    let is_falling = places.iter().all(Option::is_none) || places.is_sorted();
    is_falling.then(|| panel.map(|(_, quantity, _)| quantity))
}

/// `36세`, `F/36 years old`: an age by its counter, where nothing else is named.
fn by_counter(name: &str, behind: &str) -> Option<Quantity> {
    let who = [
        "", "f", "female", "w", "woman", "patient", "여", "여자", "女", "女性", "환자", "患者",
        "frau",
    ];
    if !who.contains(&name.to_lowercase().as_str()) {
        return None;
    }
    let counters =
        ["세", "歳", "才", "岁", "years", "year-old", "year old", "yrs", "y/o", "yo", "jahre"];
    let behind = behind.trim_start().to_lowercase();
    counters.iter().any(|counter| behind.starts_with(counter)).then_some(Quantity::AgeYears)
}

/// Where a value ends with the flags and units behind it that are understood.
fn value_end(line: &str, span: Span, quantity: Quantity) -> usize {
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

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn short(quantity: Quantity) -> &'static str {
        match quantity {
            Quantity::NkPercent => "nk",
            Quantity::NkCyto50 => "50",
            Quantity::NkCyto25 => "25",
            Quantity::NkCyto12_5 => "12.5",
            Quantity::Th1Th2Ratio => "th",
            Quantity::TnfAlphaPercent => "tnf",
            Quantity::Il10Percent => "il10",
            Quantity::AgeYears => "age",
            Quantity::PreviousLosses => "losses",
            Quantity::Bmi => "bmi",
            Quantity::HeightCm => "cm",
            Quantity::WeightKg => "kg",
        }
    }

    /// What is taken, in the order of the slip, and how many parts are left.
    #[track_caller]
    fn check(text: &str, taken: &str, n_left: usize) {
        let slip = read(text);
        let found: Vec<String> =
            slip.taken.iter().map(|one| format!("{} {}", short(one.quantity), one.text)).collect();
        assert_eq!(found.join(", "), taken, "{text}: {slip:?}");
        assert_eq!(slip.left.len(), n_left, "{text}: {:?}", slip.left);
    }

    #[test]
    fn one_line_of_a_slip() {
        check(
            "NK 18.2% / K562 50:1 30.1, 25:1 22, 12.5:1 9.1 / Th1/Th2 31.5",
            "nk 18.2%, 50 30.1, 25 22, 12.5 9.1, th 31.5",
            0,
        );
        check(
            "NK cell 18,2 %; Zytotoxizität 50:1 30,1; 25:1 22,5; 12,5:1 9,0; Th1/Th2 30,5",
            "nk 18,2 %, 50 30,1, 25 22,5, 12.5 9,0, th 30,5",
            0,
        );
        check("NK 18.2 H, Th1/Th2 40.1 ↑", "nk 18.2 H, th 40.1 ↑", 0);
        check("NK cytotoxicity 30/22/11", "50 30, 25 22, 12.5 11", 0);
        check("K562 50:1/25:1/12.5:1 = 30.1/22/11", "50 30.1, 25 22, 12.5 11", 0);
        check("NK cells (%) >20, Th1/Th2 <10", "nk >20, th <10", 0);
    }

    #[test]
    fn one_value_a_line_and_tables() {
        check(
            "NK cell (%)\t18.2\tH\nNK cytotoxicity 50:1\t30.1\n25:1\t22\n12.5:1\t9\nTh1/Th2\t31",
            "nk 18.2, 50 30.1, 25 22, 12.5 9, th 31",
            1,
        );
        check("NK cytotoxicity\n50:1 30.1\n25:1 22\n12.5:1 9", "50 30.1, 25 22, 12.5 9", 0);
        check(
            "NK(%)\tNK cytotoxicity 50:1\tNK cytotoxicity 25:1\tTh1/Th2\n18.2\t30.1\t22\t31",
            "nk 18.2, 50 30.1, 25 22, th 31",
            0,
        );
        check("NK cell (%)\n18.2\nTh1/Th2\n31", "nk 18.2, th 31", 0);
    }

    #[test]
    fn other_languages() {
        check("나이 36세, 유산 횟수 3회, NK세포 (%) 18.2", "age 36세, losses 3회, nk 18.2", 0);
        check("36세 NK세포 18.2%", "age 36세, nk 18.2%", 0);
        check("NK세포 활성도 50:1 30.1% 25:1 22% 12.5:1 9%", "50 30.1%, 25 22%, 12.5 9%", 0);
        check("ＮＫ細胞 １８．２％　年齢 36歳", "nk 18.2%, age 36歳", 0);
        check("NK细胞百分比 18.2%，年龄 36岁", "nk 18.2%, age 36岁", 0);
        check("Alter 36 Jahre; NK-Zellen (%) 18,2", "age 36 Jahre, nk 18,2", 0);
    }

    /// What is not certain is left where it can be seen.
    #[test]
    fn what_is_not_certain_is_left() {
        for text in [
            "NK 0.25 x10^9/L",
            "NK 250 cells/µL",
            "NK cell activity 850 pg/mL",
            "Uterine NK cells 18%",
            "NK 12-18%",
            "NK 18.2 ± 1.1 pending",
            "NK cytotoxicity 100:1 30",
            "NK cytotoxicity 11/22/30",
            "Husband age 38",
            "IFN-γ/IL-4 12",
            "NK 182%",
            "18.2",
            "2025-03-01",
            "NKT cells 18.2%",
            "NK 18.2% NK 19.1%",
            "NK LU 18.2",
        ] {
            let slip = read(text);
            assert_eq!(slip.taken, [], "{text}");
            assert!(!slip.left.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_name_in_one_word_keeps_its_ratio() {
        check("nk_lysis_50_1 34.4", "50 34.4", 0);
        check("nk_lysis_12.5_1: 11.3", "12.5 11.3", 0);
        check("nkc_25_1: 20,4", "25 20,4", 0);
    }

    /// A ratio to one may have decimals; whoever reads the first part only is wrong.
    #[test]
    fn a_comma_before_a_ratio_to_one_is_not_cut() {
        for text in [
            "Th1/Th2 22,9 : 1",
            "Th1/Th2 18,5:1",
            "Th1/Th2 36.3 : 1",
            "TNF-a/IL-10 ratio (CD4+): 18,5:1",
        ] {
            let slip = read(text);
            assert!(slip.taken.is_empty() && !slip.left.is_empty(), "{text}: {slip:?}");
        }
    }

    #[test]
    fn a_number_of_cells_is_no_cytotoxicity() {
        for text in [
            "Median CD56 66",
            "nkc_25_1 26.35\nMedian CD56 66",
            "Median CD56 66\nnkc_25_1 26.35 percent",
        ] {
            let slip = read(text);
            assert!(slip.taken.iter().all(|one| one.text != "66"), "{text}: {slip:?}");
        }
    }

    /// A heading lends its assay to a ratio alone.
    #[test]
    fn another_assay_below_a_heading_is_its_own() {
        check("NK cytotoxicity 40:1 12.3; 50:1 CD8+ T cells (% killed) 12.3", "", 2);
        check("NK cytotoxicity\n50:1 (%) 30.1\n25:1: 22 %", "50 30.1, 25 22 %", 0);
    }

    #[test]
    fn letters_of_other_scripts_join_no_lines() {
        check("NK细胞(%): 18.2\nTh1/Th2比值(TNF-α/IL-10): 22.9", "nk 18.2, th 22.9", 0);
        check("NK cell (%)\t18.2\nTNF-α/IL-10 ratio (CD4+)\t22.9", "nk 18.2, th 22.9", 0);
    }

    #[test]
    fn a_reference_range_is_no_value() {
        check("NK cell (%) 18.2 (5.0-16.1)\nTh1/Th2 31 [<36.2]", "nk 18.2, th 31", 3);
        check("NK cell (%)\t18.2\t5.0-16.1", "nk 18.2", 2);
    }

    #[test]
    fn a_heading_with_a_drug_refuses_what_stands_below_it() {
        let slip = read("NK assay with IVIG 50:1 20.1, 25:1 15");
        assert_eq!(slip.taken, [], "{slip:?}");
        assert_eq!(slip.left.len(), 2, "{slip:?}");
    }
}
