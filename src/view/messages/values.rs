//! What is wrong or doubtful about one number, after its name.

use crate::engine::quantity::{Caution, Impossible, Quantity, Range};
use crate::engine::reader::number::NotANumber;
use crate::view::{format, words};

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
