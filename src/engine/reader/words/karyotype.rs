//! Karyotypes: words, and the formulas of the ISCN as far as they are plain.

use super::meaning::{Meaning, Proposal};
use super::phrase::{Phrase, fold, has_question_mark, without_code};
use crate::engine::record::FetalKaryotype;

#[rustfmt::skip]
pub(super) const NORMAL: &[&str] = &[
    "normal", "euploid", "euploidy", "46xx", "46xy", "46xx normal", "46xy normal", "normal 46xx",
    "normal 46xy", "normal karyotype", "normal female", "normal male", "karyotype normal",
    "normal female karyotype", "normal male karyotype", "diploid", "정상", "정상핵형", "정상염색체",
    "염색체정상", "正常", "正常核型", "核型正常", "染色体正常", "正常染色体", "整倍体", "整倍體",
    "正倍数性", "正常女性核型", "正常男性核型", "unauffallig", "euploide", "normaler karyotyp",
    "caryotype normal", "normale", "cariotipo normal", "cariotipo normale", "normaal", "нормальныи",
    "нормальныи кариотип", "нормальная", "норма", "prawidlowy", "kariotyp prawidlowy", "prawidłowy",
    "kariotyp prawidłowy", "normalni", "normalni karyotyp",
];

#[rustfmt::skip]
pub(super) const ANEUPLOID: &[&str] = &[
    "aneuploid", "aneuploidy", "trisomy", "monosomy", "trisomic", "monosomic", "autosomal trisomy",
    "monosomy x", "turner", "turner syndrome", "down syndrome", "edwards syndrome",
    "patau syndrome", "klinefelter", "klinefelter syndrome", "이수성", "홀배수체", "삼염색체",
    "일염색체", "다운증후군", "異数性", "異数体", "トリソミー", "モノソミー", "非整倍体",
    "非整倍體", "非整倍性", "三体", "单体", "三體", "aneuploidie", "trisomie", "monosomie",
    "trisomia", "monosomia", "aneuploidia", "aneuploide", "анеуплоидия", "анеуплоидныи", "трисомия",
    "моносомия", "trizomi", "monozomi", "anoploidi", "trisomi", "monosomi",
];

/// Abnormal, in words that leave open whether the number or the structure is.
#[rustfmt::skip]
const ABNORMAL: &[&str] = &[
    "abnormal", "abn", "abnl", "abnormal karyotype", "chromosomal abnormality", "pathologic*",
    "pathological", "unbalanced", "balanced", "triploid*", "tetraploid*", "polyploid*", "mosaic*",
    "structural", "deletion", "duplication", "translocation*", "비정상", "이상", "異常", "异常",
    "三倍体", "四倍体", "auffallig*", "anormal*", "patologic*", "anomal*", "аномал*", "патолог*",
    "nieprawidlow*", "nieprawidłow*", "trisom*", "monosom*", "трисом*", "моносом*", "triso*",
];

/// What a text says, where that is certain.
pub(super) fn read(text: &str) -> Option<FetalKaryotype> {
    if has_question_mark(text) {
        return None;
    }
    let label = without_code(text);
    let phrase = Phrase::new(label);
    if phrase.is(NORMAL) {
        return Some(FetalKaryotype::Normal);
    }
    if phrase.is(ANEUPLOID) || is_numbered_trisomy(label) {
        return Some(FetalKaryotype::Aneuploid);
    }
    match Formula::of(text) {
        Some(Formula::Normal) => Some(FetalKaryotype::Normal),
        Some(Formula::Aneuploid) => Some(FetalKaryotype::Aneuploid),
        Some(Formula::Other) | None => None,
    }
}

/// `trisomy 21`, `T21`, `+16`, `monosomy X`, `XXY`.
fn is_numbered_trisomy(text: &str) -> bool {
    #[rustfmt::skip]
    const NAMES: [&str; 12] = [
        "trisomy", "trisomie", "trisomia", "трисомия", "trizomi", "monosomy", "monosomie",
        "monosomia", "моносомия", "monozomi", "t", "+",
    ];
    let text = fold(text).replace(' ', "");
    NAMES.iter().any(|name| {
        let chromosome = text.strip_prefix(name).unwrap_or_default();
        let number = chromosome.parse::<u8>().is_ok_and(|number| (1..=22).contains(&number));
        let is_digits = chromosome.bytes().all(|byte| byte.is_ascii_digit());
        number && is_digits || name.len() > 1 && matches!(chromosome, "x" | "y")
    })
}

/// A formula of the International System for Human Cytogenomic Nomenclature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Formula {
    /// `46,XX` or `46,XY`, alone.
    Normal,
    /// One clone of another number of chromosomes below the triploid ones.
    Aneuploid,
    /// Several clones, several sets, or a changed structure.
    Other,
}

impl Formula {
    fn of(text: &str) -> Option<Formula> {
        let text: String = fold(text).chars().filter(|letter| !letter.is_whitespace()).collect();
        let text = text.trim_end_matches(['.', ';']);
        let text = text.strip_suffix(']').and_then(|text| text.rsplit_once('[')).map_or(
            text,
            // The number of cells that were looked at.
            |(clone, cells)| {
                if cells.bytes().all(|byte| byte.is_ascii_digit()) { clone } else { text }
            },
        );
        let digits =
            text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let number: u32 = text.get(..digits)?.parse().ok()?;
        let rest = text.get(digits..)?.trim_start_matches([',', '.']);
        let sex = rest.len() - rest.trim_start_matches(['x', 'y']).len();
        if sex == 0 || !(23..=100).contains(&number) {
            return None;
        }
        let changes = rest.get(sex..)?;
        let sex = rest.get(..sex)?;
        let are_numbers = |changes: &str| {
            changes.split(',').skip(1).all(|change| {
                change.strip_prefix(['+', '-']).is_some_and(|chromosome| {
                    matches!(chromosome, "x" | "y")
                        || chromosome.parse::<u8>().is_ok_and(|one| (1..=22).contains(&one))
                })
            })
        };
        let is_plain = changes.is_empty() || changes.starts_with(',') && are_numbers(changes);
        Some(match number {
            46 if changes.is_empty() && matches!(sex, "xx" | "xy") => Formula::Normal,
            47..=57 | 35..=45 if is_plain => Formula::Aneuploid,
            _ => Formula::Other,
        })
    }
}

/// What is proposed for a text that is not known.
pub(super) fn propose(text: &str) -> Option<Proposal> {
    #[rustfmt::skip]
    const TURNS: &[&str] = &[
        "no", "not", "non", "without", "kein*", "nicht", "pas", "sin", "sem", "senza", "не", "нет",
        "없", "無", "无", "なし", "or", "mcc", "maternal", "failed", "failure", "no growth",
    ];
    let phrase = Phrase::new(text);
    if has_question_mark(text) || phrase.has(TURNS) {
        return None;
    }
    let is_abnormal = Formula::of(text) == Some(Formula::Other)
        || phrase.has(ABNORMAL) && !phrase.has(&["normal", "euploid", "정상", "正常"])
        || ["비정상"].iter().any(|word| text.contains(word))
        || fold(text).starts_with("mos");
    let aneuploid = Meaning::Karyotype(FetalKaryotype::Aneuploid);
    let proposal = if is_of_structure(text, &phrase) {
        // Nothing need be there too often or too rarely.
        Proposal::guess(aneuploid)
    } else {
        Proposal::sure(aneuploid)
    };
    is_abnormal.then_some(proposal)
}

/// Whether a text says that the structure is changed, and of the number nothing more
/// than that it is the usual one: `46,XX,t(3;9)(p21;q34)`, `45,XX,der(13;14)(q10;q10)`,
/// `balanced translocation`, `inv(9)`.
fn is_of_structure(text: &str, phrase: &Phrase) -> bool {
    #[rustfmt::skip]
    const NUMBER: &[&str] = &[
        "unbalanced", "triploid*", "tetraploid*", "polyploid*", "mosaic*", "trisom*", "monosom*",
        "aneuploid*", "трисом*", "моносом*", "triso*",
    ];
    let text: String = fold(text).chars().filter(|letter| !letter.is_whitespace()).collect();
    let changes: Vec<&str> = text.split([',', ';']).skip(2).collect();
    let is_of_formula = ["t(", "inv(", "rob(", "ins("].iter().any(|sign| text.contains(sign))
        || text.starts_with("45,x") && text.contains("der(") && text.contains(';');
    let has_more = text.contains('/') || changes.iter().any(|one| one.starts_with(['+', '-']));
    let is_of_words =
        phrase.has(&["balanced", "translocation*", "structural"]) && !phrase.has(NUMBER);
    is_of_formula && !has_more || is_of_words
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// The formulas are examples of the nomenclature (ISCN 2020, chapter 8).
    #[test]
    fn formulas() {
        for text in ["46,XX", "46, XY", "46XY", "46,XX[20]", "46,xx", "normal female", "정상 핵형"]
        {
            assert_eq!(read(text), Some(FetalKaryotype::Normal), "{text}");
        }
        for text in [
            "47,XY,+21",
            "45,X",
            "47,XXY",
            "47,XX,+16[15]",
            "48,XY,+18,+21",
            "trisomy 16",
            "T21",
            "Trisomie 21",
            "monosomy X",
            "+22",
            "трисомия 16",
            "aneuploidy",
        ] {
            assert_eq!(read(text), Some(FetalKaryotype::Aneuploid), "{text}");
        }
        let aneuploid = Meaning::Karyotype(FetalKaryotype::Aneuploid);
        for text in [
            "abnormal",
            "69,XXX",
            "92,XXYY",
            "46,XX,t(1;3)(p22;q13)",
            "45,X[10]/46,XX[20]",
            "mos 45,X/46,XX",
            "triploidy",
            "비정상",
            "46,XY,del(5)(p15)",
            "異常",
            "45,XX,der(13;14)(q10;q10)",
        ] {
            assert_eq!(read(text), None, "{text}");
            assert_eq!(propose(text).map(|proposal| proposal.meaning), Some(aneuploid), "{text}");
        }
        for (text, is_sure) in [
            ("46,XX,t(3;9)(p21;q34)", false),
            ("45,XX,der(13;14)(q10;q10)", false),
            ("46,XY,inv(9)(p12q13)", false),
            ("balanced translocation", false),
            ("46,XY,del(5)(p15)", true),
            ("47,XX,t(3;9)(p21;q34),+21", true),
            ("46,XX,der(13;14)(q10;q10),+21", true),
            ("45,X[10]/46,XX[20]", true),
            ("unbalanced translocation", true),
        ] {
            assert_eq!(propose(text), Some(Proposal { meaning: aneuploid, is_sure }), "{text}");
        }
        for text in [
            "46,XX?",
            "no aneuploidy",
            "46,XX (MCC)",
            "46",
            "t1;3",
            "T99",
            "x",
            "culture failure",
            "not abnormal",
        ] {
            assert_eq!(
                (read(text), propose(text).is_some_and(|one| one.meaning != aneuploid)),
                (None, false),
                "{text}"
            );
        }
    }
}
