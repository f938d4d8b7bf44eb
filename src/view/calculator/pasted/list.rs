//! Names and line numbers in a sentence.

use crate::view::format;

/// The most names that a sentence lists.
const MOST_NAMED: usize = 6;

/// A few names in a row, the others by their number.
pub(super) fn list<T: AsRef<str>>(names: &[T]) -> String {
    let shown: Vec<&str> = names.iter().take(MOST_NAMED).map(AsRef::as_ref).collect();
    let has_commas = shown.iter().any(|name| name.contains(','));
    let mut text = shown.join(if has_commas { "; " } else { ", " });
    let n_more = names.len().saturating_sub(MOST_NAMED);
    if n_more > 0 {
        text.extend([" and ", &format::count(n_more as u64), " more"]);
    }
    text
}

/// Line numbers in a sentence: "line 3" or "lines 3, 7".
pub(super) fn lines(numbers: &[usize]) -> String {
    let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    format!("{} {}", if numbers.len() == 1 { "line" } else { "lines" }, list(&texts))
}
