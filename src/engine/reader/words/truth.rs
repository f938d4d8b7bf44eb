//! Yes and no.

use super::meaning::{Meaning, Proposal};
use super::phrase::{Phrase, has_question_mark, without_code};
use crate::engine::column::Column;
use crate::engine::reader::field::Field;

#[rustfmt::skip]
pub(super) const YES: &[&str] = &[
    "yes", "y", "true", "t", "1", "checked", "yes given", "given", "예", "네", "유", "있음", "했음",
    "함", "시행", "시행함", "투여", "투여함", "有", "是", "有り", "はい", "あり", "施行", "使用",
    "ja", "jawohl", "oui", "si", "sim", "да", "tak", "ano", "evet", "igen", "kylla", "da", "ναι",
    "نعم", "כן", "ya", "vrai", "wahr", "verdadero", "verdadeiro", "vero", "waar", "истина",
    "prawda", "dogru", "var",
];
#[rustfmt::skip]
pub(super) const NO: &[&str] = &[
    "no", "n", "false", "f", "0", "unchecked", "아니오", "아니요", "무", "없음", "안함", "하지않음",
    "미투여", "無", "无", "無し", "否", "いいえ", "なし", "没有", "沒有", "未使用", "nein", "non",
    "nao", "нет", "nie", "ne", "hayır", "hayir", "nem", "ei", "nu", "οχι", "لا", "לא", "khong",
    "tidak", "nee", "nej", "nei", "faux", "falsch", "falso", "onwaar", "ложь", "falsz", "fałsz",
    "yanlıs", "yanlis", "yok",
];

/// Whether a text says yes, where that is certain.
pub(in crate::engine::reader) fn read(text: &str, has_signs: bool) -> Option<bool> {
    match text {
        "○" | "〇" | "◯" | "✓" | "✔" | "☑" | "☒" | "🗹" => return Some(true),
        "×" | "✗" | "✘" | "☐" | "✕" => return Some(false),
        _ => {}
    }
    if has_signs {
        match sign(text) {
            Some('+') => return Some(true),
            Some('-') => return Some(false),
            _ => {}
        }
    }
    if has_question_mark(text) || sign(text).is_some() {
        return None;
    }
    let phrase = Phrase::new(without_code(text));
    match (phrase.is(YES), phrase.is(NO)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// `+` or `-`, also in brackets or several times.
pub(super) fn sign(text: &str) -> Option<char> {
    let inner = text.trim_matches(['(', ')', '（', '）', '[', ']', ' ']);
    let first = inner.chars().next().map(narrow)?;
    (matches!(first, '+' | '-') && inner.chars().all(|letter| narrow(letter) == first))
        .then_some(first)
}

fn narrow(letter: char) -> char {
    match letter {
        '＋' | '⁺' => '+',
        '－' | '−' | '⁻' | '–' | '—' | '―' | 'ー' => '-',
        other => other,
    }
}

/// What is proposed for a text that is not known.
pub(super) fn propose(text: &str, field: Field) -> Option<Proposal> {
    #[rustfmt::skip]
    const REFUSED: &[&str] = &[
        "refus*", "declin*", "not given", "not done", "not treated", "not used", "not received",
        "none", "never", "no treatment", "untreated", "without", "cancel*", "미시행", "거부",
        "拒否", "拒绝", "未施行", "未用", "abgelehnt", "nicht", "kein*", "refuse", "sans", "aucun*",
        "sin", "senza", "sem", "geen", "без", "отказ*", "brak", "odmow*",
    ];
    #[rustfmt::skip]
    const GIVEN: &[&str] = &[
        "ivig", "immunoglobulin*", "gamma globulin", "given", "received", "treated", "started",
        "infusion*", "cycle*", "dose*", "times", "course*", "g", "gr", "gram*", "mg",
        "면역글로불린", "회", "グロブリン", "球蛋白", "gegeben", "octagam", "privigen", "gammagard",
        "kiovig", "liv gamma",
    ];
    let phrase = Phrase::new(text);
    if has_question_mark(text) || phrase.is_empty() {
        return None;
    }
    let truth = |truth: bool| Some(Proposal::sure(Meaning::Truth(truth)));
    match field {
        Field::Column(Column::Ivig) if phrase.has(REFUSED) => truth(false),
        Field::Column(Column::Ivig)
            if phrase.has(&["no", "not", "stop*", "plan*", "or", "consider*"]) =>
        {
            None
        }
        Field::Column(Column::Ivig) if phrase.has(GIVEN) || is_dose(text) || is_date(text) => {
            truth(true)
        }
        _ => match (
            phrase.is(&["pos", "positive", "present", "양성", "陽性", "阳性"]),
            phrase.is(&["neg", "negative", "absent", "none", "음성", "陰性", "阴性"]),
        ) {
            (true, _) => truth(true),
            (_, true) => truth(false),
            _ => None,
        },
    }
}

/// `25g x3`, `0.4 g/kg`, `400mg`: a number with a unit of mass beside it.
fn is_dose(text: &str) -> bool {
    let text = text.to_lowercase();
    let letters: Vec<char> = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    letters.windows(2).enumerate().any(|(place, pair)| {
        pair[0].is_ascii_digit()
            && (pair[1] == 'g' || pair[1] == 'm' && letters.get(place + 2) == Some(&'g'))
    })
}

/// Three numbers with the same sign between them, of which one can be a year.
fn is_date(text: &str) -> bool {
    let pieces: Vec<&str> = text.split(['-', '/', '.']).map(str::trim).collect();
    pieces.len() == 3
        && pieces.iter().all(|piece| {
            !piece.is_empty() && piece.len() <= 4 && piece.bytes().all(|byte| byte.is_ascii_digit())
        })
        && (pieces[0].len() == 4 || pieces[2].len() == 4)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn yes_and_no_in_many_languages() {
        for text in [
            "ja", "oui", "Sí", "sim", "да", "tak", "evet", "var", "예", "有", "はい", "ano",
            "1 = yes",
        ] {
            assert_eq!(read(text, false), Some(true), "{text}");
        }
        for text in
            ["nein", "non", "não", "нет", "nie", "hayır", "yok", "아니오", "無", "いいえ", "nee"]
        {
            assert_eq!(read(text, false), Some(false), "{text}");
        }
        for text in ["yes?", "+", "-", "not yes", "yes/no", "maybe", "2", "refused"] {
            assert_eq!(read(text, false), None, "{text}");
        }
        assert_eq!(
            [read("(+)", true), read("－", true), read("++", true)],
            [Some(true), Some(false), Some(true)]
        );
    }

    #[test]
    fn doses_and_refusals_are_proposed() {
        let meaning = |text: &str| {
            propose(text, Field::Column(Column::Ivig)).map(|proposal| proposal.meaning)
        };
        for text in ["IVIG 25g x3", "0.4 g/kg", "2016-03-01", "25g", "3 cycles", "given"] {
            assert_eq!(meaning(text), Some(Meaning::Truth(true)), "{text}");
        }
        for text in ["refused", "declined", "not given", "none", "미시행"] {
            assert_eq!(meaning(text), Some(Meaning::Truth(false)), "{text}");
        }
        for text in ["planned", "2", "zz", "IVIG?", "not sure"] {
            assert_eq!(meaning(text), None, "{text}");
        }
    }
}
