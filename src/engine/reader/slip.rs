//! A laboratory slip as text: which of its numbers are values of one woman.
//!
//! The names are looked up in the vocabulary of column names, and the numbers are read as
//! cells are. A number is taken only where its name is one quantity for certain and where
//! nothing stands beside it that is not understood; everything else is left, and shown.

mod marks;
mod name;
mod number;

use serde::{Deserialize, Serialize};

use crate::engine::quantity::{Impossible, Quantity};
use crate::engine::reader::field::{Unconvertible, Unit};
use crate::engine::reader::mapping::{self, Match};
use crate::engine::reader::number::{NotANumber, narrow, read_measured};
use marks::{ENDS, MARKS};
use name::{by_counter, is_known, is_ratio_alone, order_of_ratios, without_ratio};
use number::{Span, next_number, split_sign, three_numbers, value_end};

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

#[cfg(test)]
mod tests;
