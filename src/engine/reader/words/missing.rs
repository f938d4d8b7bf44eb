//! The many ways to say that there is no value: those of people, of databases
//! and of statistics programs.

use std::sync::LazyLock;

use super::phrase::{Keys, Phrase};
use crate::engine::column::Column;
use crate::engine::reader::field::Field;
use crate::engine::reader::number;
use crate::engine::reader::settings::ImportSettings;

/// Words for a value that is not there, in every column but the identifier.
#[rustfmt::skip]
pub(super) const MISSING: &[&str] = &[
    "na", "nan", "nat", "undefined", "null", "nil", "n a n", "nd", "nr", "not done", "not tested", "not available",
    "missing", "not applicable", "not evaluated", "not assessed", "not measured", "not performed",
    "not determined", "not recorded", "not reported", "not examined", "not collected",
    "not entered", "not obtained", "not stated", "not documented", "no data", "no result",
    "no results", "no value", "no sample", "no record", "no information", "data missing",
    "missing data", "missing value", "result pending", "results pending", "pending",
    "awaiting result", "awaiting results", "to follow", "tba", "tbd", "unavailable",
    "undetermined result", "tnp", "test not performed", "qns", "quantity not sufficient", "quantity insufficient",
    "insufficient sample", "insufficient quantity", "insufficient volume", "sample insufficient",
    "hemolyzed", "haemolyzed", "hemolysed", "haemolysed", "hemolysis", "haemolysis",
    "hemolyzed sample", "haemolysed sample", "sample hemolyzed", "clotted", "clotted sample",
    "lipemic", "sample lost", "lost sample", "specimen lost", "lost specimen", "specimen rejected",
    "sample rejected", "test not done", "test cancelled", "test canceled", "cancelled", "canceled",
    "cancelled test", "not ordered", "not requested", "not sent", "n s i", "system missing",
    "sysmis", "none recorded", "blank", "empty", "no aplica", "no disponible", "no realizado",
    "no realizada", "sin dato", "sin datos", "no consta", "nao disponivel", "nao realizado",
    "nao realizada", "nao se aplica", "sem dados", "sem informacao", "non disponibile",
    "non eseguito", "non eseguita", "non effettuato", "dato mancante", "mancante", "non disponible",
    "non fait", "non faite", "non realise", "non realisee", "non renseigne", "non renseignee",
    "non applicable", "manquant", "donnee manquante", "en attente", "keine angabe", "keine angaben",
    "nicht bestimmt", "nicht gemessen", "nicht durchgefuhrt", "nicht erhoben", "nicht verfugbar",
    "nicht untersucht", "nicht zutreffend", "entfallt", "fehlt", "fehlend", "ausstehend",
    "steht aus", "hamolytisch", "niet bepaald", "niet gedaan", "niet bekend", "niet van toepassing",
    "nvt", "ontbreekt", "brak danych", "nie badano", "nie oznaczono", "nie wykonano", "nie dotyczy",
    "нет данных", "не определяли", "не определялось", "не определялся", "не проводилось",
    "не проводился", "не исследовали", "не исследовалось", "не выполнено", "не применимо",
    "неприменимо", "отсутствует", "данных нет", "veri yok", "yapılmadı", "bakılmadı", "calısılmadı",
    "uygulanamaz", "bilgi yok", "미검", "미검사", "검사안함", "검사하지않음", "검사안됨",
    "검사미시행", "미실시", "미측정", "측정안함", "측정불가", "검사불가", "검체부족", "용혈",
    "검체소실", "결측", "결측치", "해당없음", "해당사항없음", "자료없음", "기록없음", "정보없음",
    "결과없음", "결과대기", "대기중", "검사중", "未検", "未検査", "未測定", "未実施", "未施行検査",
    "検査せず", "検査未施行", "測定不能", "測定せず", "検体不足", "溶血", "欠測", "欠損",
    "データなし", "データ無し", "記載なし", "該当なし", "該当せず", "結果待ち", "検査中", "未测",
    "未检测", "未检", "未檢", "未檢測", "未查", "未做", "未测定", "没做", "没查", "缺失", "缺测",
    "缺省", "不适用", "不適用", "无数据", "無數據", "无结果", "无记录", "暂无", "待查", "待测",
    "待回报", "标本不足", "标本溶血",
];

/// Signs and codes of programs, as they stand: R and pandas, SQL, `MySQL`'s and
/// `PostgreSQL`'s dumps, abbreviations of which the letters alone say nothing.
#[rustfmt::skip]
const AS_WRITTEN: &[&str] = &[
    ".", "-", "--", "---", "—", "–", "－", "―", "ー", "−", "..", "...", "…", "\\n", "(null)",
    "<null>", "[null]", "<na>", "(na)", "[na]", "n/a", "n.a.", "n.a", "#n/a", "#n/a n/a", "#na", "1.#qnan", "-1.#ind",
    "1.#ind", "-nan", "+nan", "(missing)", "<missing>", "(blank)", "(empty)", "<empty>", "k.a.",
    "k. a.", "k.a", "k.a ", "k/a", "s/d", "s.d.", "n.d.", "n/d", "n. d.", "n.b.", "n. b.", "n.v.t.",
    "n/r", "n.r.", "b/d", "b.d.", "н/д", "Н/Д", "н.д.", "Н.Д.", "/", "//", "*", "**", "_", "__",
    "none/na", "na/nan", "<nat>",
];

/// Words for a value that is not there, where they can mean nothing else: they
/// may mean "no" beside a yes, a cause or an ending.
#[rustfmt::skip]
pub(super) const MISSING_NUMBERS: &[&str] = &[
    "unknown", "none", "lost", "refused", "declined", "declined to answer", "refused to answer",
    "prefer not to say", "prefer not to answer", "do not know", "don t know", "dont know",
    "not answered", "no answer", "not sure", "없음", "모름", "미상", "미시행", "なし",
    "不明", "无", "無", "未知", "불명", "未施行", "неизвестно", "unbekannt", "inconnu", "inconnue",
    "desconocido", "desconhecido", "sconosciuto", "onbekend", "nieznane", "bilinmiyor",
];

/// Words of the list that say "no" where a treatment or a cause is asked for.
#[rustfmt::skip]
const NOT_DONE: &[&str] = &[
    "nil", "not done", "not performed", "not applicable", "not given", "cancelled", "canceled",
    "미실시", "未実施", "未做", "해당없음", "해당사항없음", "該当なし", "nicht durchgefuhrt",
    "non fait", "non faite", "non eseguito", "non eseguita", "no realizado", "no realizada",
    "nao realizado", "nao realizada", "yapılmadı", "nie wykonano", "не проводилось",
    "не проводился", "не выполнено", "niet gedaan",
];

/// Words for which a pregnancy's end and a karyotype are unknown.
const UNKNOWN_ENDS: &[&str] = &["unknown", "미상", "不明"];

/// `REDCap`'s codes for missing data that are no plain words.
#[rustfmt::skip]
const REDCAP_MISSING: &[&str] = &[
    "NI", "INV", "UNK", "NASK", "ASKU", "NAV", "MSK", "NAVU", "NP", "QS", "QI", "TRC", "UNC", "DER",
    "PINF", "NINF", "OTH",
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
pub(in crate::engine::reader) enum MissingKind {
    /// Nothing stands there.
    Empty,
    /// A word or a number that stands for it.
    Code,
    /// A code of `REDCap`: something is known about why.
    Redcap,
    /// A spreadsheet's error.
    ExcelError,
    /// A formula in the place of its result.
    Formula,
}

/// The texts and numbers that stand for a missing value.
#[derive(Clone, Debug)]
pub(in crate::engine::reader) struct MissingCodes {
    /// The keys of the user's own list; `None` for the usual words.
    own: Option<Vec<String>>,
    numbers: Vec<f64>,
}

/// The usual list, as the user sees and edits it: the best known, each of which
/// stands for many.
#[must_use]
pub fn usual_missing_codes() -> Vec<String> {
    #[rustfmt::skip]
    const SHOWN: [&str; 24] = [
        "NA", "N/A", "NaN", "NULL", "(null)", "\\N", "ND", ".", ".a to .z", "-", "not done",
        "not tested", "not available", "not applicable", "pending", "missing", "QNS", "미검",
        "결측", "未検", "未测", "-9", "-99", "999",
    ];
    SHOWN.map(str::to_owned).to_vec()
}

impl MissingCodes {
    pub(in crate::engine::reader) fn new(settings: &ImportSettings) -> Self {
        match &settings.missing_codes {
            None => MissingCodes { own: None, numbers: vec![-9.0, -99.0, 999.0] },
            Some(codes) => MissingCodes {
                own: Some(codes.iter().map(|code| own_key(code)).collect()),
                numbers: codes.iter().filter_map(|code| number::parse(code.trim())).collect(),
            },
        }
    }

    /// Whether a number stands for a missing one.
    pub(in crate::engine::reader) fn is_number_missing(&self, value: f64) -> bool {
        self.numbers.contains(&value)
    }

    /// Whether and how a trimmed text says that there is no value.
    pub(in crate::engine::reader) fn kind(&self, text: &str, field: Field) -> Option<MissingKind> {
        if text.is_empty() {
            return Some(MissingKind::Empty);
        }
        // Most cells hold a value, and most values begin with a digit.
        if text.starts_with(|letter: char| letter.is_ascii_digit()) && !text.contains('#') {
            return None;
        }
        if text.starts_with('#') {
            let is_error = EXCEL_ERRORS.iter().any(|error| error.eq_ignore_ascii_case(text))
                || text.bytes().all(|byte| byte == b'#');
            if is_error {
                return Some(MissingKind::ExcelError);
            }
        }
        if field != Field::Column(Column::PatientId) && is_formula(text) {
            return Some(MissingKind::Formula);
        }
        let is_code = match &self.own {
            Some(own) => own.contains(&own_key(text)),
            None => is_usual(text, field),
        };
        if is_code {
            return Some(MissingKind::Code);
        }
        REDCAP_MISSING.contains(&text).then_some(MissingKind::Redcap)
    }
}

/// Whether a text is a formula: what a workbook holds that was never calculated, and
/// what a spreadsheet writes as text while it shows formulas.
fn is_formula(text: &str) -> bool {
    text.strip_prefix('=').is_some_and(|rest| {
        !rest.starts_with('"')
            && (rest == "?" || rest.contains(|one: char| one.is_ascii_alphabetic()))
    })
}

/// Whether a trimmed text stands in the place of a number that is not there.
///
/// ```
/// use rpl_immune_profile::engine::reader::words::is_missing;
///
/// assert!(is_missing("NA") && is_missing(".") && !is_missing("4"));
/// ```
#[must_use]
pub fn is_missing(text: &str) -> bool {
    EXCEL_ERRORS.iter().any(|error| error.eq_ignore_ascii_case(text))
        || is_usual(text, Field::Column(Column::NkPercent))
}

fn is_usual(text: &str, field: Field) -> bool {
    // Longer texts are remarks and no words.
    if text.len() > LONGEST {
        return false;
    }
    // Every cell comes by here, and nearly all are plain words.
    let has_sign = text.bytes().any(|byte| !byte.is_ascii_alphanumeric());
    if has_sign && (is_stata(text) || is_as_written(text)) {
        return true;
    }
    if text.contains(['?', '？']) {
        return false;
    }
    let key = Phrase::key_of(text);
    let is_answer = || {
        matches!(field, Field::Column(Column::Ivig) | Field::KnownCause | Field::CauseCheckbox)
            && NOT_DONE_KEYS.has(&key)
    };
    MISSING_KEYS.has(&key) && !is_answer()
        || field.quantity().is_some() && NUMBER_KEYS.has(&key)
        || matches!(field, Field::Column(Column::Outcome | Column::FetalKaryotype))
            && END_KEYS.has(&key)
}

/// Longest text in bytes that is looked up: twice the longest of the lists.
const LONGEST: usize = 120;

static MISSING_KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::new(MISSING.iter()));
static NUMBER_KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::new(MISSING_NUMBERS.iter()));
static NOT_DONE_KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::new(NOT_DONE.iter()));
static END_KEYS: LazyLock<Keys> = LazyLock::new(|| Keys::new(UNKNOWN_ENDS.iter()));

fn is_as_written(text: &str) -> bool {
    AS_WRITTEN.iter().any(|sign| sign.eq_ignore_ascii_case(text))
}

/// `.a` to `.z`, the extended missing values of Stata, and `._` of SAS.
fn is_stata(text: &str) -> bool {
    match text.as_bytes() {
        [b'.', letter] => letter.is_ascii_alphabetic() || *letter == b'_',
        _ => false,
    }
}

/// Whether a text is a lone dash, which says "no" where a plus says "yes".
pub(in crate::engine::reader) fn is_dash(text: &str) -> bool {
    super::truth::sign(text) == Some('-')
}

fn own_key(code: &str) -> String {
    code.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn missing_codes() {
        let usual = MissingCodes::new(&ImportSettings::default());
        for (text, field, expected) in [
            ("", Field::Column(Column::NkPercent), Some(MissingKind::Empty)),
            ("NA", Field::Column(Column::NkPercent), Some(MissingKind::Code)),
            ("n/a", Field::Column(Column::Outcome), Some(MissingKind::Code)),
            ("nd", Field::Column(Column::NkPercent), Some(MissingKind::Code)),
            (".", Field::Column(Column::NkPercent), Some(MissingKind::Code)),
            ("-", Field::Column(Column::Etiology), Some(MissingKind::Code)),
            ("未検", Field::Column(Column::NkPercent), Some(MissingKind::Code)),
            ("없음", Field::Column(Column::NkPercent), Some(MissingKind::Code)),
            ("없음", Field::Column(Column::Etiology), None),
            ("UNK", Field::Column(Column::NkPercent), Some(MissingKind::Redcap)),
            ("#N/A", Field::Column(Column::NkPercent), Some(MissingKind::ExcelError)),
            ("#####", Field::Column(Column::NkPercent), Some(MissingKind::ExcelError)),
            ("#1", Field::Column(Column::NkPercent), None),
            ("0", Field::Column(Column::NkPercent), None),
            ("no", Field::Column(Column::Ivig), None),
            ("lost", Field::Column(Column::NkPercent), Some(MissingKind::Code)),
            ("lost", Field::Column(Column::Outcome), None),
            ("not done", Field::Column(Column::Ivig), None),
            ("not done", Field::Column(Column::NkPercent), Some(MissingKind::Code)),
            ("pending?", Field::Column(Column::Etiology), None),
        ] {
            assert_eq!(usual.kind(text, field), expected, "{text}");
        }
        assert!(usual.is_number_missing(-9.0) && usual.is_number_missing(999.0));
        assert!(!usual.is_number_missing(9.0));
        let own = MissingCodes::new(&ImportSettings {
            missing_codes: Some(vec!["X".to_owned(), "-1".to_owned()]),
            ..ImportSettings::default()
        });
        assert_eq!(own.kind("x", Field::Column(Column::NkPercent)), Some(MissingKind::Code));
        assert_eq!(own.kind("nd", Field::Column(Column::NkPercent)), None);
        assert!(own.is_number_missing(-1.0) && !own.is_number_missing(999.0));
    }

    /// What pandas, R, SQL, Stata, SAS, SPSS and laboratories write.
    #[test]
    fn programs_and_laboratories() {
        let usual = MissingCodes::new(&ImportSettings::default());
        for text in [
            "NULL",
            "null",
            "NaN",
            "nan",
            "-nan",
            "<NA>",
            "(null)",
            "\\N",
            ".a",
            ".Z",
            "._",
            "N.A.",
            "n/a",
            "N/A",
            "NaT",
            "Not applicable",
            "pending",
            "not evaluated",
            "Not Done",
            "QNS",
            "hemolyzed",
            "haemolysed",
            "미시행",
            "검사안함",
            "k.A.",
            "s/d",
            "1.#QNAN",
            "нет данных",
            "keine Angabe",
            "non fait",
            "sin dato",
            "brak danych",
            "未做",
            "未実施",
            "…",
            "lost",
        ] {
            assert_eq!(
                usual.kind(text, Field::Column(Column::NkPercent)),
                Some(MissingKind::Code),
                "{text}"
            );
        }
        for text in
            ["NULL", "nan", "(null)", ".a", "Not applicable", "pending", "not evaluated", "\\N"]
        {
            for field in [
                Field::Column(Column::Etiology),
                Field::Column(Column::Outcome),
                Field::Column(Column::FetalKaryotype),
            ] {
                assert_eq!(usual.kind(text, field), Some(MissingKind::Code), "{text} {field:?}");
            }
        }
    }
}
