//! Words beside a name that change nothing about what a column holds.

use crate::engine::column::Column;
use crate::engine::reader::field::Field;

/// Words that may stand in brackets, or after a comma, behind the name of a
/// field and change nothing.
const HARMLESS: &str = "n no nr yes y code coded text unit units value values result required \
     optional numeric at the of in and or a to for by on baseline enrolment \
     enrollment inclusion visit assessment workup work up ja nein oui non si \
     sim nao current maternal patient her 여부 유무 有無 有无 명 例 단위 単位 单位";

/// Those of single fields.
const HARMLESS_OF: &[(Field, &str)] = &[
    (
        Field::Column(Column::AgeYears),
        "year years yr yrs jahre jahr j ans an ano anos anni jaar lat лет yil \
         pregnancy conception time test 세 만 歳 才 岁 歲 周岁 満 满",
    ),
    (Field::Column(Column::Bmi), "kg m2 m kgm2 qm"),
    (Field::HeightCm, "cm m in inch inches meter meters metre metres см м"),
    (Field::WeightKg, "kg lb lbs pounds кг"),
    (
        Field::Column(Column::PreviousLosses),
        "number count times previous prior consecutive 회 번 回 次 連続",
    ),
    (Field::Column(Column::Etiology), "rpl rm rsa loss losses free idiopathic known"),
    (Field::KnownCause, "rpl rm rsa loss losses free idiopathic known"),
    (
        Field::Column(Column::NkPercent),
        "lymphocyte lymphocytes lymphs lymph ly lym percent percentage pct \
         cell cells nk blood pb peripheral whole cd3 cd16 cd56 cd45 cd19 cd14 \
         natural killer flow cytometry facs fraction proportion 0to1 scale ref \
         reference range normal lymphozyten der d linfocitos linfociti \
         linfocitarios lymphocytaires totaux des de los dei лимфоцитов от 림프구 \
         림프구중 림프구대비 중 대비 비율 リンパ球 リンパ球中 中 割合 淋巴细胞 淋巴細胞 占 比例 百分比 말초혈액 말초혈 末梢血 \
         外周血",
    ),
    (
        Field::Column(Column::Th1Th2Ratio),
        "tnf tnfa tnfalpha alpha α il il10 10 cd4 t cells ratio th1 th2 비율 比",
    ),
    (
        Field::TnfAlphaPercent,
        "cd4 cd3 t cell cells helper th th1 th2 percent percentage pct \
         fraction proportion positive among lymphocytes",
    ),
    (
        Field::Il10Percent,
        "cd4 cd3 t cell cells helper th th1 th2 percent percentage pct \
         fraction proportion positive among lymphocytes",
    ),
    (Field::Column(Column::Ivig), "given treatment treated therapy 0 1 치료"),
    (
        Field::Column(Column::Outcome),
        "pregnancy next first index subsequent live birth livebirth \
         miscarriage loss lb sab ongoing delivery outcome 0 1",
    ),
    (
        Field::Column(Column::FetalKaryotype),
        "fetal foetal poc products conception chorionic villi villus tissue \
         normal abnormal aneuploid index miscarriage",
    ),
    (Field::Column(Column::Year), "yyyy year mm dd visit date"),
    (Field::Column(Column::PatientId), "pseudonym anonymised anonymized study id number 외래 外来"),
];

/// Whether a list, its words separated by blanks, holds a word.
pub(super) fn holds(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

/// Whether what stands in brackets, or after a comma, leaves a field what it is.
pub(super) fn are_harmless(notes: &str, field: Field) -> bool {
    let folded = super::name::folded(notes);
    let of_field = HARMLESS_OF.iter().find(|one| one.0 == field).map_or("", |one| one.1);
    let is_known = |word: &str| holds(HARMLESS, word) || holds(of_field, word);
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| is_number(word) || is_known(word))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::reader::mapping::name::folded;

    #[test]
    fn words_are_written_as_they_are_looked_for() {
        for list in HARMLESS_OF.iter().map(|one| one.1).chain([HARMLESS]) {
            assert_eq!(list, folded(&list.to_lowercase()));
        }
    }
}
