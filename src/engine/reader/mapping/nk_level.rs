//! Whether the name of a column says that it holds NK cells in percent of lymphocytes and
//! nothing else.

use super::harmless::holds;
use super::markers::Sign;
use super::name::ColumnName;

/// Words of the name of a column that holds NK cells in percent of lymphocytes
/// and of nothing else.
const NK_WORDS: &str = "nk cell cells of the lymphocyte lymphocytes lymphs lymph percent \
     percentage pct in peripheral blood pb pbnk level cd3 cd16 cd56 cd3neg \
     cd16pos cd56pos neg pos natural killer zellen der lymphozyten cellules \
     des celulas de los linfocitos cellule dei linfociti klette nk세포 세포 림프구 \
     림프구중 중 비율 백분율 nk細胞 リンパ球 リンパ球中 割合 nk细胞 淋巴细胞 比例 百分比 占 negative positive ve";

/// Whether a name says that NK cells are counted in percent of lymphocytes, and
/// nothing else: by their markers, where it names any.
pub(super) fn is_nk_level(name: &ColumnName) -> bool {
    let has_cells = name.markers.has(56, Sign::Positive) || name.markers.has(16, Sign::Positive);
    let is_marked = match name.markers.sign(3) {
        None => name.markers.sign(16).is_none() && name.markers.sign(56).is_none(),
        Some(Sign::Negative) => has_cells,
        Some(Sign::Positive | Sign::Graded | Sign::None) => false,
    };
    let is_percent = name.plain.contains('%')
        || name.has_any(&[
            "percent",
            "pct",
            "lymph",
            "linfocit",
            "백분율",
            "비율",
            "림프구",
            "割合",
            "リンパ球",
            "比例",
            "百分比",
            "淋巴",
        ]);
    let is_known = |word: &str| {
        let names_marker = word.strip_prefix("cd").is_some_and(|rest| {
            rest.bytes().all(|byte| byte.is_ascii_digit() || b"cd".contains(&byte))
        });
        names_marker || word.bytes().all(|byte| byte.is_ascii_digit()) || holds(NK_WORDS, word)
    };
    is_marked && is_percent && name.words().all(is_known)
}
#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::reader::mapping::name::folded;

    #[test]
    fn words_are_written_as_they_are_looked_for() {
        assert_eq!(NK_WORDS, folded(&NK_WORDS.to_lowercase()));
    }
}
