//! Names of columns in English, Korean, Japanese and Chinese, and those of other
//! languages that mean one thing, in the form that
//! [`key`](super::super::text::key) gives them without accents: letters and
//! digits only.

mod history;
mod laboratory;
mod pregnancy;
mod synonym;
mod woman;

use synonym::Synonyms;

/// Names that mean one field and nothing else.
pub(super) fn fields() -> impl Iterator<Item = &'static Synonyms> {
    [woman::FIELDS, history::FIELDS, laboratory::FIELDS, pregnancy::FIELDS].into_iter().flatten()
}

/// Names of a running number: the identifier where the file has no better one.
pub(super) const NUMBERS: &[&str] = &[
    "no",
    "nr",
    "number",
    "num",
    "case",
    "row",
    "번호",
    "연번",
    "순번",
    "番号",
    "通し番号",
    "编号",
    "编號",
    "序号",
    "序號",
    "編號",
];
