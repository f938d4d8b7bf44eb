//! Cells as clinics write them, each with what it says in truth.

use rpl_immune_profile::engine::column::Column;
use rpl_immune_profile::engine::reader::field::Field;
use rpl_immune_profile::engine::record::Bound;

use super::vocabulary::{Name, Nature, vocabulary};
use crate::support::synthetic::Dice;

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Truth {
    /// This number.
    Number(f64),
    /// A number that is more or less than this one.
    Bounded(Bound, f64),
    /// Nothing.
    Missing,
    /// Nothing that is a value, and not that there is none.
    Unusable,
    /// People would disagree.
    Disputed,
    /// This word of the format.
    Word(String),
}

/// A text and what it says.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) truth: Truth,
}

/// How a column's numbers are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// The decimal mark.
    pub(super) mark: char,
    /// How likely a cell has something beside its value.
    pub(super) clutter: f64,
    /// What it then has, where all cells of the column have the same.
    pub(super) kind: Option<usize>,
}

/// One of some texts.
pub(super) fn one<'a>(dice: &mut Dice, texts: &'a [String]) -> &'a str {
    &texts[dice.below(texts.len())]
}

/// A cell of a column.
pub(super) fn cell(dice: &mut Dice, name: &Name, manner: Manner) -> Cell {
    match name.nature {
        Nature::Right(field) if field.is_word() => word(dice, field),
        Nature::Right(field) => number(dice, field, manner),
        Nature::Disputed(field) if field.is_word() => {
            Cell { truth: Truth::Disputed, ..word(dice, field) }
        }
        Nature::Disputed(field) => Cell { truth: Truth::Disputed, ..number(dice, field, manner) },
        Nature::Other(_) | Nature::Unrelated => {
            Cell { text: stranger(dice, name.shape, manner), truth: Truth::Unusable }
        }
    }
}

/// A number with some digits behind its mark.
fn written(dice: &mut Dice, low: u32, high: u32, digits: usize) -> (f64, String) {
    let steps = 10_usize.pow(u32::try_from(digits).expect("few"));
    let whole = low as usize + dice.below((high - low) as usize + 1);
    let text = match digits {
        0 => whole.to_string(),
        _ => format!("{whole}.{:0digits$}", dice.below(steps)),
    };
    (text.parse().expect("a number"), text)
}

fn range(field: Field) -> (u32, u32, usize) {
    match field {
        Field::Column(Column::AgeYears) => (21, 45, 0),
        Field::Column(Column::Bmi) => (17, 37, 1),
        Field::HeightCm => (148, 178, 0),
        Field::WeightKg => (42, 95, 1),
        Field::Column(Column::PreviousLosses) => (2, 7, 0),
        Field::Column(Column::NkCyto50) => (12, 60, 1),
        Field::Column(Column::NkCyto25) => (8, 45, 1),
        Field::Column(Column::NkCyto12_5) => (3, 25, 1),
        Field::Column(Column::Th1Th2Ratio) => (8, 70, 1),
        Field::TnfAlphaPercent => (10, 60, 1),
        Field::Il10Percent => (1, 4, 1),
        _ => (3, 35, 1),
    }
}

/// Kinds of what may stand beside a number.
pub(super) const N_KINDS: usize = 17;

/// Lengths and weights are what other values are worked out from, not values in use.
fn number(dice: &mut Dice, field: Field, manner: Manner) -> Cell {
    let (low, high, mut digits) = range(field);
    if digits == 1 && dice.chance(0.15) {
        digits = [0, 2, 3][dice.below(3)];
    }
    let (value, plain) = written(dice, low, high, digits);
    let text = plain.replace('.', &manner.mark.to_string());
    if !dice.chance(manner.clutter) {
        return Cell { text, truth: Truth::Number(value) };
    }
    let kind = manner.kind.unwrap_or_else(|| dice.below(N_KINDS));
    cluttered(dice, field, kind, value, &text)
}

/// A number with something beside it, or something in its place.
pub(super) fn cluttered(
    dice: &mut Dice,
    field: Field,
    kind: usize,
    value: f64,
    text: &str,
) -> Cell {
    let known = vocabulary();
    let number = |text: String| Cell { text, truth: Truth::Number(value) };
    let digits = |zero: char| -> String {
        let shift = |letter: char| match letter.to_digit(10) {
            Some(digit) => char::from_u32(zero as u32 + digit).expect("a digit"),
            None if zero == '٠' => '٫',
            None => letter,
        };
        text.chars().map(shift).collect()
    };
    match kind {
        0 => {
            let blank = [" ", "\u{a0}", "\u{3000}", "\u{202f}", "  "][dice.below(5)];
            number(if dice.chance(0.5) {
                format!("{blank}{text}")
            } else {
                format!("{text}{blank}")
            })
        }
        1 => number(format!("{text}{}", unit(dice, field))),
        2 => number(format!("{text}{}", one(dice, known.list("flags")))),
        3 => bound(dice, value, text),
        4 => number(format!("{text}{}", one(dice, known.list("ranges")))),
        5 => number(digits('０')),
        6 => number(if dice.chance(0.5) { digits('٠') } else { text.replace(['.', ','], "·") }),
        7 => number(
            [format!("=\"{text}\""), format!("'{text}"), format!("\"{text}\"")][dice.below(3)]
                .clone(),
        ),
        8 => {
            // Three digits behind a comma would be thousands for some.
            let is_short = text.split(['.', ',']).nth(1).is_none_or(|behind| behind.len() < 3);
            let swapped =
                if text.contains(',') { text.replace(',', ".") } else { text.replace('.', ",") };
            number(if is_short { swapped } else { text.to_owned() })
        }
        9 => number(match dice.below(3) {
            0 => format!("+{text}"),
            1 => format!("0{text}"),
            _ => format!("{value:e}").replace('e', "E+0").replace("E+0-", "E-0"),
        }),
        10 => {
            let pattern = one(dice, known.list("disputed_cells"));
            // Three times is a count.
            let is_count = pattern == "x@" && field == Field::Column(Column::PreviousLosses);
            let truth = if is_count { Truth::Number(value) } else { Truth::Disputed };
            Cell { text: pattern.replace('@', text), truth }
        }
        11 => Cell { text: one(dice, known.list("unusable")).to_owned(), truth: Truth::Unusable },
        12 => Cell { text: one(dice, known.list("missing")).to_owned(), truth: Truth::Missing },
        13 => number(format!("{} {text}", ["H", "*", "↑", "L", "(H)", "High"][dice.below(6)])),
        14 => {
            let code = ["-9", "-99", "999", "9999", "-1", "-999"][dice.below(6)];
            let is_certain = field.is_percent() || code.starts_with('-');
            let truth = if is_certain { Truth::Missing } else { Truth::Disputed };
            Cell { text: code.to_owned(), truth }
        }
        15 => number(format!(
            "{text} ({})",
            ["2021-03-04", "03.04.2021", "3/4/21", "2021"][dice.below(4)]
        )),
        _ => {
            let unit = unit(dice, field);
            let text = match dice.below(3) {
                0 => format!("{text}{unit} {}", ["H", "*", "↑", "(H)"][dice.below(4)]),
                1 => format!("{text} H{}", one(dice, known.list("ranges"))),
                _ => format!("{text}{unit}{}", one(dice, known.list("ranges"))),
            };
            number(text)
        }
    }
}

fn unit(dice: &mut Dice, field: Field) -> &'static str {
    let name = if field.is_percent() { "percent" } else { field.name() };
    vocabulary().units.get(name).map_or("", |units| one(dice, units))
}

fn bound(dice: &mut Dice, value: f64, text: &str) -> Cell {
    use Bound::{Above, AtLeast, AtMost, Below};
    let patterns = [
        ("<@", Below),
        ("< @", Below),
        ("＜@", Below),
        ("@ 미만", Below),
        ("@未満", Below),
        ("unter @", Below),
        ("<@ (LOD)", Below),
        ("&lt;@", Below),
        (">@", Above),
        ("> @", Above),
        ("＞@", Above),
        ("@ 초과", Above),
        ("over @", Above),
        ("über @", Above),
        ("≤@", AtMost),
        ("<=@", AtMost),
        ("@ 이하", AtMost),
        ("@以下", AtMost),
        ("=<@", AtMost),
        ("≥@", AtLeast),
        (">= @", AtLeast),
        ("@ 이상", AtLeast),
        ("@以上", AtLeast),
        ("@+", AtLeast),
        ("≧@", AtLeast),
        ("≦@", AtMost),
    ];
    let (pattern, bound) = patterns[dice.below(patterns.len())];
    Cell { text: pattern.replace('@', text), truth: Truth::Bounded(bound, value) }
}

/// Words that stand for a missing number, and for more than that among words.
const MORE_THAN_MISSING: [&str; 25] = [
    "None",
    "none",
    "nil",
    "없음",
    "なし",
    "无",
    "unknown",
    "不明",
    "UNK",
    "모름",
    "-",
    "--",
    "—",
    "?",
    "NC",
    "ND",
    "N.D.",
    "n.d.",
    "pending",
    "not done",
    "Not performed",
    "미시행",
    "未実施",
    "non fait",
    "non eseguito",
];

fn word(dice: &mut Dice, field: Field) -> Cell {
    let known = vocabulary();
    let meanings = &known.words[field.name()];
    if dice.chance(0.12) {
        let text = one(dice, known.list("missing")).to_owned();
        let is_disputed = MORE_THAN_MISSING.contains(&text.as_str());
        let meant = meanings.iter().find(|(_, texts)| texts.contains(&text));
        let truth = match meant {
            Some((meaning, _)) => Truth::Word(meaning.clone()),
            None if is_disputed => Truth::Disputed,
            None => Truth::Missing,
        };
        return Cell { text, truth };
    }
    let certain: Vec<&String> = meanings.keys().filter(|name| *name != "disputed").collect();
    let meaning =
        if dice.chance(0.1) { "disputed" } else { certain[dice.below(certain.len())].as_str() };
    let text = one(dice, &meanings[meaning]).to_owned();
    let truth = match meaning {
        "disputed" => Truth::Disputed,
        meaning => Truth::Word(meaning.to_owned()),
    };
    Cell { text, truth }
}

/// A cell of a column that is something else.
fn stranger(dice: &mut Dice, shape: &str, manner: Manner) -> String {
    let known = vocabulary();
    if dice.chance(0.1) {
        return one(dice, known.list("missing")).to_owned();
    }
    let marked = |text: String| text.replace('.', &manner.mark.to_string());
    match shape {
        "percent" => marked(written(dice, 1, 95, 1).1),
        "count" => written(dice, 20, 900, 0).1,
        "concentration" => marked(written(dice, 0, 900, 1).1),
        "intensity" => written(dice, 100, 20_000, 0).1,
        "ratio" => marked(written(dice, 0, 40, 1).1),
        "whole" => written(dice, 0, 9, 0).1,
        "yes_no" => {
            let answer = ["yes", "no"][dice.below(2)];
            one(dice, &known.words["ivig"][answer]).to_owned()
        }
        "other_words" => one(dice, known.list("other_words")).to_owned(),
        "text" => one(dice, known.list("texts")).to_owned(),
        "date" => {
            let (day, month, year) =
                (1 + dice.below(28), 1 + dice.below(12), 2009 + dice.below(12));
            match dice.below(3) {
                0 => format!("{year}-{month:02}-{day:02}"),
                1 => format!("{day:02}.{month:02}.{year}"),
                _ => format!("{month}/{day}/{year}"),
            }
        }
        _ => {
            let digits = dice.below(2);
            marked(written(dice, 0, 500, digits).1)
        }
    }
}
