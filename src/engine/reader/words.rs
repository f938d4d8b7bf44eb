//! The words of a file: yes and no, causes, outcomes, karyotypes, and the many
//! ways to say that there is no value. In English, Korean, Japanese and Chinese.

use std::collections::BTreeMap;

use crate::engine::reader::field::Field;
use crate::engine::reader::number;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::reader::text::key;
use crate::engine::record::{Etiology, FetalKaryotype, Outcome};

/// What a word of a file stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// There is no value.
    Missing,
    /// Yes or no.
    Truth(bool),
    /// How the pregnancy ended.
    Outcome(Outcome),
    /// Whether a cause is known.
    Etiology(Etiology),
    /// Karyotype.
    Karyotype(FetalKaryotype),
}

impl Meaning {
    /// The word of the format.
    pub(super) fn word(self) -> &'static str {
        match self {
            Meaning::Missing => "missing",
            Meaning::Truth(true) => "yes",
            Meaning::Truth(false) => "no",
            Meaning::Outcome(outcome) => outcome.word(),
            Meaning::Etiology(Etiology::Idiopathic) => "idiopathic",
            Meaning::Etiology(Etiology::Known) => "known",
            Meaning::Karyotype(FetalKaryotype::Normal) => "normal",
            Meaning::Karyotype(FetalKaryotype::Aneuploid) => "aneuploid",
        }
    }
}

/// The words of the format that a field may hold, as a choice for the user.
#[must_use]
pub fn choices(field: Field) -> Vec<&'static str> {
    let mut words = match field {
        Field::Etiology => vec!["idiopathic", "known"],
        Field::KnownCause | Field::CauseCheckbox | Field::Ivig => vec!["yes", "no"],
        Field::Outcome => Outcome::ALL.map(Outcome::word).to_vec(),
        Field::FetalKaryotype => vec!["normal", "aneuploid"],
        _ => return Vec::new(),
    };
    words.push("missing");
    words
}

/// What a word of the format means for a field.
fn from_choice(field: Field, word: &str) -> Option<Meaning> {
    if word == "missing" {
        return Some(Meaning::Missing);
    }
    match field {
        Field::Etiology => match word {
            "idiopathic" => Some(Meaning::Etiology(Etiology::Idiopathic)),
            "known" => Some(Meaning::Etiology(Etiology::Known)),
            _ => None,
        },
        Field::KnownCause | Field::CauseCheckbox | Field::Ivig => match word {
            "yes" => Some(Meaning::Truth(true)),
            "no" => Some(Meaning::Truth(false)),
            _ => None,
        },
        Field::Outcome => {
            Outcome::ALL.into_iter().find(|outcome| outcome.word() == word).map(Meaning::Outcome)
        }
        Field::FetalKaryotype => match word {
            "normal" => Some(Meaning::Karyotype(FetalKaryotype::Normal)),
            "aneuploid" => Some(Meaning::Karyotype(FetalKaryotype::Aneuploid)),
            _ => None,
        },
        _ => None,
    }
}

const YES: &[&str] = &[
    "yes", "y", "true", "t", "1", "checked", "예", "네", "유", "있음", "했음", "시행", "有", "是",
    "はい", "あり",
];
const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "f",
    "0",
    "unchecked",
    "아니오",
    "아니요",
    "무",
    "없음",
    "안함",
    "미시행",
    "無",
    "无",
    "否",
    "いいえ",
    "なし",
    "没有",
    "沒有",
];

const IDIOPATHIC: &[&str] = &[
    "idiopathic",
    "unexplained",
    "idiopathicrpl",
    "unexplainedrpl",
    "causeunknownaftercompleteworkup",
    "원인불명",
    "특발성",
    "원인미상",
    "原因不明",
    "特発性",
    "特发性",
    "特發性",
    "不明原因",
];

/// Words that could mean "no cause" as well as "not looked at".
const AMBIGUOUS_ETIOLOGY: &[&str] = &[
    "none",
    "no",
    "yes",
    "y",
    "n",
    "unknown",
    "unk",
    "normal",
    "negative",
    "positive",
    "abnormal",
    "true",
    "false",
    "checked",
    "unchecked",
    "other",
    "없음",
    "있음",
    "무",
    "유",
    "예",
    "네",
    "아니오",
    "아니요",
    "정상",
    "미상",
    "모름",
    "無",
    "有",
    "无",
    "なし",
    "あり",
    "はい",
    "いいえ",
    "正常",
    "不明",
    "是",
    "否",
    "異常",
    "异常",
    "비정상",
];

const OUTCOMES: &[(Outcome, &[&str])] = &[
    (
        Outcome::LiveBirth,
        &[
            "livebirth",
            "livebirths",
            "liveborn",
            "lb",
            "생존출산",
            "생아출산",
            "생존아출산",
            "정상출산",
            "생존아분만",
            "생아분만",
            "生児獲得",
            "生児出産",
            "生産",
            "生児",
            "活产",
            "活產",
            "活产儿",
        ],
    ),
    (
        Outcome::Miscarriage,
        &[
            "miscarriage",
            "spontaneousabortion",
            "sab",
            "missedabortion",
            "clinicalmiscarriage",
            "spontaneousmiscarriage",
            "유산",
            "자연유산",
            "계류유산",
            "流産",
            "自然流産",
            "稽留流産",
            "流产",
            "自然流产",
            "稽留流产",
            "流產",
            "自然流產",
            "胎停育",
        ],
    ),
    (
        Outcome::BiochemicalLoss,
        &[
            "biochemicalloss",
            "biochemicalpregnancyloss",
            "biochemicalpregnancy",
            "chemicalpregnancy",
            "biochemical",
            "화학적유산",
            "화학적임신",
            "생화학적임신",
            "생화학적유산",
            "化学流産",
            "化学的流産",
            "生化学的妊娠",
            "生化学的流産",
            "生化妊娠",
            "生化流产",
        ],
    ),
    (
        Outcome::Ectopic,
        &[
            "ectopic",
            "ectopicpregnancy",
            "자궁외임신",
            "異所性妊娠",
            "子宮外妊娠",
            "宫外孕",
            "异位妊娠",
            "異位妊娠",
            "子宮外孕",
        ],
    ),
    (
        Outcome::Molar,
        &["molar", "molarpregnancy", "hydatidiformmole", "mole", "포상기태", "胞状奇胎", "葡萄胎"],
    ),
    (
        Outcome::Termination,
        &[
            "termination",
            "terminationofpregnancy",
            "top",
            "inducedabortion",
            "인공유산",
            "임신중절",
            "인공임신중절",
            "임신종결",
            "人工妊娠中絶",
            "人工中絶",
            "中絶",
            "人工流产",
            "终止妊娠",
            "人工流產",
            "終止妊娠",
        ],
    ),
    (Outcome::Stillbirth, &["stillbirth", "stillborn", "사산", "死産", "死产", "死胎", "死產"]),
    (
        Outcome::Ongoing,
        &[
            "ongoing",
            "ongoingpregnancy",
            "pregnant",
            "임신중",
            "임신유지",
            "임신유지중",
            "진행중",
            "妊娠継続中",
            "妊娠中",
            "継続中",
            "继续妊娠",
            "持续妊娠",
            "妊娠中",
            "孕中",
        ],
    ),
    (
        Outcome::NotPregnant,
        &[
            "notpregnant",
            "nopregnancy",
            "notconceived",
            "비임신",
            "임신안됨",
            "미임신",
            "非妊娠",
            "未妊娠",
            "妊娠せず",
            "未孕",
            "未怀孕",
            "未懷孕",
            "未妊娠",
        ],
    ),
    (
        Outcome::LostToFollowUp,
        &[
            "losttofollowup",
            "losttofu",
            "ltfu",
            "lost",
            "추적소실",
            "추적불가",
            "추적실패",
            "추적관찰소실",
            "追跡不能",
            "追跡不可",
            "失访",
            "失訪",
        ],
    ),
];

const NORMAL_KARYOTYPE: &[&str] = &[
    "normal",
    "euploid",
    "euploidy",
    "46xx",
    "46xy",
    "normalkaryotype",
    "정상",
    "정상핵형",
    "正常",
    "正常核型",
    "整倍体",
    "整倍體",
    "正倍数性",
];
const ANEUPLOID: &[&str] = &[
    "aneuploid",
    "aneuploidy",
    "trisomy",
    "monosomy",
    "이수성",
    "홀배수체",
    "異数性",
    "異数体",
    "非整倍体",
    "非整倍體",
    "非整倍性",
];

/// Words for a value that is not there, in every column but the identifier.
const MISSING: &[&str] = &[
    "na",
    "nd",
    "nr",
    "notdone",
    "nottested",
    "notavailable",
    "missing",
    "미검",
    "미검사",
    "검사안함",
    "결측",
    "未検",
    "未検査",
    "未測定",
    "未测",
    "未检测",
    "未檢",
    "未查",
    "缺失",
];

/// Words for a value that is not there, where they can mean nothing else: they
/// may mean "no" beside a yes or a cause.
const MISSING_NUMBERS: &[&str] =
    &["unknown", "none", "없음", "모름", "미상", "미시행", "なし", "不明", "无", "無", "未知"];

/// `REDCap`'s codes for missing data that are no plain words.
const REDCAP_MISSING: &[&str] = &[
    "NI", "INV", "UNK", "NASK", "ASKU", "NAV", "MSK", "NAVU", "NP", "QS", "QI", "TRC", "UNC",
    "DER", "PINF", "NINF", "OTH",
];

/// What a spreadsheet shows in the place of a value that it cannot work out.
const EXCEL_ERRORS: &[&str] = &[
    "#N/A",
    "#VALUE!",
    "#REF!",
    "#DIV/0!",
    "#NUM!",
    "#NAME?",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
    "#DATA!",
];

/// How a missing value was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MissingKind {
    /// Nothing stands there.
    Empty,
    /// A word or a number that stands for it.
    Code,
    /// A code of `REDCap`: something is known about why.
    Redcap,
    /// A spreadsheet's error.
    ExcelError,
}

/// The texts and numbers that stand for a missing value.
#[derive(Clone, Debug)]
pub(super) struct MissingCodes {
    /// The keys of the user's own list; `None` for the usual words.
    own: Option<Vec<String>>,
    numbers: Vec<f64>,
}

/// The usual list, as the user sees and edits it.
#[must_use]
pub fn usual_missing_codes() -> Vec<String> {
    let texts = ["NA", "N/A", "ND", ".", "-", "-9", "-99", "999"].into_iter();
    texts.chain(MISSING.iter().skip(2).copied()).map(str::to_owned).collect()
}

impl MissingCodes {
    pub(super) fn new(settings: &ImportSettings) -> Self {
        match &settings.missing_codes {
            None => MissingCodes { own: None, numbers: vec![-9.0, -99.0, 999.0] },
            Some(codes) => MissingCodes {
                own: Some(codes.iter().map(|code| own_key(code)).collect()),
                numbers: codes.iter().filter_map(|code| number::parse(code.trim())).collect(),
            },
        }
    }

    /// Whether a number stands for a missing one.
    pub(super) fn is_number_missing(&self, value: f64) -> bool {
        self.numbers.contains(&value)
    }

    /// Whether and how a trimmed text says that there is no value.
    pub(super) fn kind(&self, text: &str, field: Field) -> Option<MissingKind> {
        if text.is_empty() {
            return Some(MissingKind::Empty);
        }
        // Most cells hold a value, and most values begin with a digit.
        if text.starts_with(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        if text.starts_with('#') {
            let is_error = EXCEL_ERRORS.iter().any(|error| error.eq_ignore_ascii_case(text))
                || text.bytes().all(|byte| byte == b'#');
            return is_error.then_some(MissingKind::ExcelError);
        }
        let is_code = if let Some(own) = &self.own {
            own.contains(&own_key(text))
        } else {
            let key = key(text);
            let is = |words: &[&str]| words.contains(&key.as_str());
            let can_be_unknown = matches!(field, Field::Outcome | Field::FetalKaryotype);
            matches!(text, "." | "-" | "--" | "—" | "–" | "－" | "―" | "ー")
                || is(MISSING)
                || field.quantity().is_some() && is(MISSING_NUMBERS)
                || can_be_unknown && is(&["unknown", "미상", "不明"])
        };
        if is_code {
            return Some(MissingKind::Code);
        }
        REDCAP_MISSING.contains(&text).then_some(MissingKind::Redcap)
    }
}

fn own_key(code: &str) -> String {
    code.trim().to_lowercase()
}

/// The meaning of the words of one field.
#[derive(Clone, Debug)]
pub(super) struct Dictionary {
    field: Field,
    own: BTreeMap<String, Option<Meaning>>,
    /// Whether 1 and 2 are codes whose meaning has to be said.
    has_bare_codes: bool,
}

impl Dictionary {
    pub(super) fn new(field: Field, settings: &ImportSettings) -> Self {
        let own = settings.values.get(&field).into_iter().flatten();
        let own = own.map(|(text, word)| (word_key(text), from_choice(field, word))).collect();
        Dictionary { field, own, has_bare_codes: false }
    }

    /// Takes 1 for a code and not for yes: the column holds a 2 as well.
    pub(super) fn with_bare_codes(mut self, has_bare_codes: bool) -> Self {
        self.has_bare_codes = has_bare_codes;
        self
    }

    /// What a trimmed text that is not missing stands for, if it is known.
    pub(super) fn read(&self, text: &str) -> Option<Meaning> {
        if !self.own.is_empty()
            && let Some(&meaning) = self.own.get(&word_key(text))
        {
            return meaning;
        }
        let key = key(text);
        let is = |words: &[&str]| words.contains(&key.as_str());
        match self.field {
            Field::Ivig | Field::KnownCause | Field::CauseCheckbox => {
                if self.has_bare_codes && key.bytes().all(|byte| byte.is_ascii_digit()) {
                    None
                } else if text == "○" || text == "〇" || is(YES) {
                    Some(Meaning::Truth(true))
                } else if text == "×" || is(NO) {
                    Some(Meaning::Truth(false))
                } else {
                    None
                }
            }
            Field::Outcome => OUTCOMES
                .iter()
                .find(|(outcome, words)| is(words) || word_key(outcome.word()) == key)
                .map(|&(outcome, _)| Meaning::Outcome(outcome)),
            Field::FetalKaryotype => {
                if is(NORMAL_KARYOTYPE) {
                    Some(Meaning::Karyotype(FetalKaryotype::Normal))
                } else if is(ANEUPLOID) {
                    Some(Meaning::Karyotype(FetalKaryotype::Aneuploid))
                } else {
                    None
                }
            }
            Field::Etiology => {
                if is(IDIOPATHIC) {
                    return Some(Meaning::Etiology(Etiology::Idiopathic));
                }
                let names_something = key.chars().any(char::is_alphabetic);
                (names_something && !is(AMBIGUOUS_ETIOLOGY))
                    .then_some(Meaning::Etiology(Etiology::Known))
            }
            _ => None,
        }
    }
}

/// Words are looked up by letters and digits, and codes by their sign as well.
fn word_key(text: &str) -> String {
    let key = key(text);
    if text.trim().starts_with('-') { format!("-{key}") } else { key }
}

/// Whether a text is a word that is known in some column.
pub(super) fn is_known(text: &str) -> bool {
    let key = key(text);
    let is = |words: &[&str]| words.contains(&key.as_str());
    is(YES)
        || is(NO)
        || is(IDIOPATHIC)
        || is(NORMAL_KARYOTYPE)
        || is(ANEUPLOID)
        || is(MISSING)
        || OUTCOMES.iter().any(|(_, words)| is(words))
}

/// Identifiers that name a line of sums and not a woman.
pub(super) fn is_summary(id: &str) -> bool {
    const WORDS: [&str; 20] = [
        "total",
        "sum",
        "mean",
        "average",
        "median",
        "sd",
        "stdev",
        "min",
        "max",
        "count",
        "합계",
        "평균",
        "총계",
        "표준편차",
        "合計",
        "平均",
        "標準偏差",
        "合计",
        "总计",
        "平均值",
    ];
    WORDS.contains(&key(id).as_str())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[track_caller]
    fn check(field: Field, words: &[(&str, Option<&str>)]) {
        let dictionary = Dictionary::new(field, &ImportSettings::default());
        for (text, expected) in words {
            assert_eq!(dictionary.read(text).map(Meaning::word), *expected, "{text}");
        }
    }

    #[test]
    fn words_in_four_languages() {
        check(
            Field::Etiology,
            &[
                ("idiopathic", Some("idiopathic")),
                ("Unexplained", Some("idiopathic")),
                ("원인 불명", Some("idiopathic")),
                ("原因不明", Some("idiopathic")),
                ("uterine septum", Some("known")),
                ("갑상선", Some("known")),
                ("none", None),
                ("없음", None),
                ("unknown", None),
                ("1", None),
                ("?", None),
            ],
        );
        check(
            Field::Ivig,
            &[
                ("예", Some("yes")),
                ("아니오", Some("no")),
                ("有", Some("yes")),
                ("無", Some("no")),
                ("いいえ", Some("no")),
                ("是", Some("yes")),
                ("Checked", Some("yes")),
                ("1", Some("yes")),
                ("0", Some("no")),
                ("2", None),
                ("maybe", None),
            ],
        );
        check(
            Field::Outcome,
            &[
                ("Live birth", Some("live_birth")),
                ("live-birth", Some("live_birth")),
                ("자연유산", Some("miscarriage")),
                ("生児獲得", Some("live_birth")),
                ("宫外孕", Some("ectopic")),
                ("Lost to follow-up", Some("lost_to_follow_up")),
                ("abortion", None),
                ("born", None),
            ],
        );
        check(
            Field::FetalKaryotype,
            &[("46,XX", Some("normal")), ("非整倍体", Some("aneuploid")), ("abnormal", None)],
        );
        for outcome in Outcome::ALL {
            check(Field::Outcome, &[(outcome.word(), Some(outcome.word()))]);
        }
    }

    #[test]
    fn bare_codes_are_not_guessed() {
        let settings = ImportSettings::default();
        let dictionary = Dictionary::new(Field::Ivig, &settings).with_bare_codes(true);
        assert_eq!(dictionary.read("1"), None);
        assert_eq!(dictionary.read("yes"), Some(Meaning::Truth(true)));
        let mut settings = ImportSettings::default();
        let words = [("1", "no"), ("2", "yes"), ("-1", "missing")];
        let words = words.map(|(text, word)| (text.to_owned(), word.to_owned()));
        settings.values.insert(Field::Ivig, words.into());
        let dictionary = Dictionary::new(Field::Ivig, &settings).with_bare_codes(true);
        assert_eq!(dictionary.read("1"), Some(Meaning::Truth(false)));
        assert_eq!(dictionary.read("-1"), Some(Meaning::Missing));
        assert_eq!(dictionary.read("2"), Some(Meaning::Truth(true)));
    }

    #[test]
    fn missing_codes() {
        let usual = MissingCodes::new(&ImportSettings::default());
        for (text, field, expected) in [
            ("", Field::NkPercent, Some(MissingKind::Empty)),
            ("NA", Field::NkPercent, Some(MissingKind::Code)),
            ("n/a", Field::Outcome, Some(MissingKind::Code)),
            ("nd", Field::NkPercent, Some(MissingKind::Code)),
            (".", Field::NkPercent, Some(MissingKind::Code)),
            ("-", Field::Etiology, Some(MissingKind::Code)),
            ("未検", Field::NkPercent, Some(MissingKind::Code)),
            ("없음", Field::NkPercent, Some(MissingKind::Code)),
            ("없음", Field::Etiology, None),
            ("UNK", Field::NkPercent, Some(MissingKind::Redcap)),
            ("#N/A", Field::NkPercent, Some(MissingKind::ExcelError)),
            ("#####", Field::NkPercent, Some(MissingKind::ExcelError)),
            ("#1", Field::NkPercent, None),
            ("0", Field::NkPercent, None),
            ("no", Field::Ivig, None),
        ] {
            assert_eq!(usual.kind(text, field), expected, "{text}");
        }
        assert!(usual.is_number_missing(-9.0) && usual.is_number_missing(999.0));
        assert!(!usual.is_number_missing(9.0));
        let own = MissingCodes::new(&ImportSettings {
            missing_codes: Some(vec!["X".to_owned(), "-1".to_owned()]),
            ..ImportSettings::default()
        });
        assert_eq!(own.kind("x", Field::NkPercent), Some(MissingKind::Code));
        assert_eq!(own.kind("nd", Field::NkPercent), None);
        assert!(own.is_number_missing(-1.0) && !own.is_number_missing(999.0));
    }

    #[test]
    fn words_are_written_as_they_are_looked_up() {
        let outcomes = OUTCOMES.iter().flat_map(|(_, words)| words.iter());
        for word in [
            YES,
            NO,
            IDIOPATHIC,
            AMBIGUOUS_ETIOLOGY,
            NORMAL_KARYOTYPE,
            ANEUPLOID,
            MISSING,
            MISSING_NUMBERS,
        ]
        .into_iter()
        .flatten()
        .chain(outcomes)
        {
            assert_eq!(*word, key(word), "{word}");
        }
    }
}
