//! What a text says of the cause of the losses. Closed lists: texts that say
//! that none was found, and words that name one. Every other text is asked about.

mod vocabulary;

use super::meaning::{Meaning, Proposal};
use super::phrase::{Phrase, has_question_mark, head_and_tail, without_code};
use crate::engine::record::Etiology;
pub(super) use vocabulary::{CAUSES, NO_CAUSE_FOUND};
use vocabulary::{HARMLESS, SOME_CAUSE, TURNS, UNKNOWNS};

/// What a text says, where that is certain.
pub(super) fn read(text: &str) -> Option<Etiology> {
    let label = without_code(text);
    if has_question_mark(label) {
        return None;
    }
    let whole = Phrase::new(label);
    let (head, tail) = head_and_tail(label);
    let rest = Phrase::new(tail);
    let is_joined = label.contains(['+', '&']);
    if !is_joined && whole.is(NO_CAUSE_FOUND) {
        return Some(Etiology::Idiopathic);
    }
    if !is_joined
        && Phrase::new(head).is(NO_CAUSE_FOUND)
        && (rest.is_made_of(HARMLESS) || rest.is(NO_CAUSE_FOUND))
    {
        return Some(Etiology::Idiopathic);
    }
    if whole.is(SOME_CAUSE) {
        return Some(Etiology::Known);
    }
    // A minus sign after a name says that it was looked for and not found.
    let is_turned = whole.has(TURNS) || has_minus(label);
    (whole.has(CAUSES) && !is_turned && !whole.has(UNKNOWNS)).then_some(Etiology::Known)
}

/// Whether a minus sign stands after a word and not between two.
fn has_minus(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.iter().enumerate().any(|(place, letter)| {
        matches!(letter, '-' | '−' | '－' | '–' | '⁻')
            && !letters.get(place + 1).is_some_and(|next| next.is_alphanumeric() || *next == ' ')
    })
}

/// What is proposed for a text that is not known.
pub(super) fn propose(text: &str) -> Option<Proposal> {
    let label = without_code(text);
    let whole = Phrase::new(label);
    let is_mixed = whole.has(UNKNOWNS) || whole.has(TURNS) || has_minus(label);
    if !is_mixed && !has_question_mark(label) && is_name(&whole) {
        // It names something: most likely a cause, and a person has to say so.
        return Some(Proposal::guess(Meaning::Etiology(Etiology::Known)));
    }
    None
}

/// Whether a text can be the name of something and is no word that may as well
/// mean that nothing was found or looked for.
fn is_name(whole: &Phrase) -> bool {
    #[rustfmt::skip]
    const BARE: &[&str] = &[
        "none", "no", "yes", "y", "n", "unknown", "unk", "normal", "negative", "positive",
        "abnormal", "true", "false", "checked", "unchecked", "other", "others", "neg", "pos", "ja",
        "nein", "oui", "non", "si", "sim", "nao", "да", "нет", "tak", "nie", "evet", "hayır",
        "기타", "있음", "유", "예", "네", "무", "비정상", "有", "あり", "はい", "いいえ", "是",
        "異常", "异常", "その他", "其他", "sonstige", "sonstiges", "autre", "autres", "otro",
        "otra", "altro", "outro",
    ];
    whole.has_letters() && !whole.is(BARE)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[track_caller]
    fn check(texts: &[&str], expected: Option<Etiology>) {
        for text in texts {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn no_cause_found_in_many_languages() {
        check(
            &[
                "Unexplained RPL",
                "URSA",
                "uRPL",
                "unknown etiology",
                "No cause found.",
                "idiopathic (primary)",
                "Unexplained, secondary",
                "unexplained, on \"heparin\"",
                "unexplained\r\n(see chart)",
                "idiopathisch",
                "ungeklärt",
                "Ungeklärte Ursache",
                "idiopathique",
                "Inexpliquée",
                "sin causa conocida",
                "idiopática",
                "no explicada",
                "causa desconhecida",
                "idiopatica",
                "onverklaard",
                "idiopatyczne",
                "nedeni bilinmeyen",
                "açıklanamayan",
                "идиопатическая",
                "неясного генеза",
                "причина не найдена",
                "특발성 반복유산",
                "원인 모름",
                "원인불명 (속발성)",
                "原因不明不育症",
                "不明原因复发性流产",
                "0 = unexplained",
                "1, Idiopathic",
                "Unexplained/idiopathic",
                "IDIOPATHIC;",
            ],
            Some(Etiology::Idiopathic),
        );
    }

    #[test]
    fn causes_in_many_languages() {
        check(
            &[
                "uterine septum",
                "Septate uterus (resected)",
                "APS",
                "APS + septum",
                "antiphospholipid syndrome",
                "hypothyroidism, subclinical",
                "갑상선",
                "자궁중격",
                "抗リン脂質抗体症候群",
                "子宮奇形",
                "宫腔粘连",
                "宫颈机能不全",
                "Uterusseptum",
                "Schilddrüsenunterfunktion",
                "anomalie utérine",
                "trombofilia",
                "гипотиреоз",
                "АФС",
                "niedoczynność tarczycy",
                "multiple",
                "known",
                "2 = APS",
                "Factor V Leiden",
                "balanced translocation",
                "Asherman's syndrome",
                "anti-phospholipid antibodies",
            ],
            Some(Etiology::Known),
        );
    }

    /// What says two things, or one that is turned round, is for a person.
    #[test]
    fn mixtures_and_negations_are_asked() {
        let texts = [
            "unexplained + hypothyroid",
            "idiopathic?",
            "¿idiopática?",
            "no cause found yet",
            "not unexplained",
            "non-idiopathic",
            "no APS",
            "APS negative",
            "APS -",
            "APS(-)",
            "septum excluded",
            "r/o septum",
            "? septum",
            "suspected APS",
            "normal thyroid",
            "unexplained; APS",
            "unexplained, fibroids",
            "APS, otherwise unexplained",
            "keine Thrombophilie",
            "sin trombofilia",
            "갑상선 정상",
            "항인지질 음성",
            "抗リン脂質抗体陰性",
            "染色体正常",
            "не АФС",
            "family history of thrombophilia",
            "idiopathic or uterine",
            "cause pending",
            "idiopathic & APS",
        ];
        check(&texts, None);
        for text in texts {
            assert_eq!(propose(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_a_question() {
        check(
            &[
                "none",
                "없음",
                "unknown",
                "1",
                "?",
                "x",
                "idopathic",
                "zzz",
                "obesity",
                "normal",
                "other",
            ],
            None,
        );
        let known = Some(Proposal::guess(Meaning::Etiology(Etiology::Known)));
        assert_eq!(propose("obesity"), known);
        assert_eq!([propose("none"), propose("1"), propose("unknown"), propose("기타")], [None; 4]);
    }
}
