//! What the words before a number say of it, without the heading above them.

use super::marks::MARKS;
use super::number::{digits_end, ratio_end};
use crate::engine::column::Column;
use crate::engine::quantity::Quantity;
use crate::engine::reader::field::Field;
use crate::engine::reader::mapping;

/// Whether a name is of a laboratory value or of anything else that is read or refused.
pub(super) fn is_known(name: &str) -> bool {
    mapping::look_up(name).is_known()
}

/// The words of a name before a ratio in it; `None` for a name that is only a ratio.
pub(super) fn without_ratio(name: &str) -> Option<&str> {
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
pub(super) fn is_ratio_alone(name: &str) -> bool {
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

/// The order in which a name has the three ratios; that of the panel where it has none.
pub(super) fn order_of_ratios(name: &str, candidates: &[Field]) -> Option<[Quantity; 3]> {
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
pub(super) fn by_counter(name: &str, behind: &str) -> Option<Quantity> {
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
