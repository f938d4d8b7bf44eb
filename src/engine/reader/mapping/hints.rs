//! Words by which a name that is not known as a whole may be a field, in the
//! languages of registries, and words by which it is not. A Latin, Greek or
//! Cyrillic text is the beginning of a word without accents, `$` its end;
//! Korean, Japanese and Chinese texts stand anywhere.

mod body;
mod hint;
mod history;
mod laboratory;
mod pregnancy;

use super::name::ColumnName;
use super::personal;
use crate::engine::column::Column;
use crate::engine::reader::field::Field;
use hint::Hint;

/// Words for the time, the kind or the size of something else.
const ASIDE: &[&str] = &[
    "date",
    "datum",
    "fecha",
    "data$",
    "week",
    "gestational age",
    "ga$",
    "weight",
    "mode of",
    "method",
    "time to",
    "duration",
    "comment",
    "remark",
    "file",
    "complete$",
    "일자",
    "날짜",
    "주수",
    "체중",
    "검사일",
    "日期",
    "週",
    "孕周",
    "体重",
    "備考",
    "备注",
];

/// Of a name in which several speak, the first is meant.
const HINTS: [&[Hint]; 4] = [history::HINTS, pregnancy::HINTS, body::HINTS, laboratory::HINTS];

/// What a name could be by a word in it.
pub(super) fn hinted(name: &ColumnName) -> Option<Field> {
    if name.has_any(personal::OTHERS) {
        return None;
    }
    // Beside gravida and para; in longer names it means an antibody.
    if name.full == "ab" {
        return Some(Field::Column(Column::PreviousLosses));
    }
    let fits = |(_, parts, excluded): &&Hint| {
        name.has_any(parts) && !name.has_any(excluded) && !name.has_any(ASIDE)
    };
    HINTS.into_iter().flatten().find(fits).map(|hint| hint.0)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::reader::mapping::name::folded;

    #[test]
    fn words_are_written_as_they_are_looked_for() {
        let lists =
            HINTS.into_iter().flatten().flat_map(|(_, parts, excluded)| [*parts, *excluded]);
        for word in lists.chain([ASIDE]).flatten() {
            assert_eq!(*word, folded(&word.to_lowercase()), "{word}");
        }
    }
}
