//! English. What several pages say it takes from where they take it.

mod annex;
mod context;
mod fields;
mod files;
mod handover;
mod labels;
mod laboratory;
mod names;
mod nearness;
mod outlook;
mod positions;
mod prognosis;
mod settings;
mod slip;
mod verdict;
mod women;

/// The patient page in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct English;

/// `a`, `a and b`, `a, b and c`.
fn joined(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}
