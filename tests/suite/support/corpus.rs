//! One small cohort written in every way in which clinics write theirs, and what
//! must be read from each.

use std::fmt::Write as _;

use encoding_rs::Encoding;
use rpl_immune_profile::engine::reader::Reading;
use rpl_immune_profile::engine::record::{Etiology, FetalKaryotype, Measured, Outcome, Value};

/// A woman of the corpus, in values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Woman {
    pub(crate) id: &'static str,
    pub(crate) age: Option<f64>,
    pub(crate) bmi: Option<f64>,
    pub(crate) losses: Option<f64>,
    pub(crate) etiology: Option<Etiology>,
    pub(crate) laboratory: [Option<f64>; 5],
    pub(crate) ivig: Option<bool>,
    pub(crate) outcome: Option<Outcome>,
    pub(crate) karyotype: Option<FetalKaryotype>,
}

/// The women that every file of the corpus holds. The identifiers have leading
/// zeros, a quotation mark, a delimiter of every kind and a line break, which
/// every dialect has to carry.
pub(crate) fn women() -> Vec<Woman> {
    use Etiology::{Idiopathic, Known};
    let woman = |id, numbers: [Option<f64>; 8], etiology, ivig, outcome, karyotype| Woman {
        id,
        age: numbers[0],
        bmi: numbers[1],
        losses: numbers[2],
        etiology,
        laboratory: [numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]],
        ivig,
        outcome,
        karyotype,
    };
    let all = |numbers: [f64; 8]| numbers.map(Some);
    vec![
        woman(
            "001",
            all([34.0, 21.5, 2.0, 17.5, 35.25, 24.5, 10.25, 40.5]),
            Some(Idiopathic),
            Some(true),
            Some(Outcome::LiveBirth),
            None,
        ),
        woman(
            "A \"B\", C; D | E",
            all([29.5, 23.25, 3.0, 12.125, 20.5, 15.75, 6.5, 28.125]),
            Some(Known),
            Some(false),
            Some(Outcome::Miscarriage),
            Some(FetalKaryotype::Aneuploid),
        ),
        woman(
            "two\nlines",
            [None, None, Some(2.0), Some(8.5), None, None, None, Some(19.75)],
            None,
            None,
            None,
            None,
        ),
        woman(
            "7",
            all([41.0, 19.5, 5.0, 22.5, 40.5, 30.5, 12.5, 33.5]),
            Some(Idiopathic),
            Some(true),
            Some(Outcome::Ongoing),
            Some(FetalKaryotype::Normal),
        ),
    ]
}

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Language {
    pub(crate) name: &'static str,
    /// In the order of the template.
    pub(crate) headers: [&'static str; 13],
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
    pub(crate) idiopathic: &'static str,
    /// Any text: the name of a cause.
    pub(crate) cause: &'static str,
    pub(crate) live_birth: &'static str,
    pub(crate) miscarriage: &'static str,
    pub(crate) ongoing: &'static str,
    pub(crate) normal: &'static str,
    pub(crate) aneuploid: &'static str,
    pub(crate) missing: &'static str,
    /// The encodings in which files of the language are met.
    pub(crate) encodings: &'static [&'static str],
}

pub(crate) const LANGUAGES: [Language; 6] = [
    Language {
        name: "canonical",
        headers: [
            "patient_id",
            "age_years",
            "bmi",
            "previous_losses",
            "etiology",
            "nk_percent",
            "nk_cyto_50",
            "nk_cyto_25",
            "nk_cyto_12_5",
            "th1_th2_ratio",
            "ivig",
            "outcome",
            "fetal_karyotype",
        ],
        yes: "yes",
        no: "no",
        idiopathic: "idiopathic",
        cause: "uterine septum",
        live_birth: "live_birth",
        miscarriage: "miscarriage",
        ongoing: "ongoing",
        normal: "normal",
        aneuploid: "aneuploid",
        missing: "NA",
        encodings: &["utf-8", "utf-16le", "utf-16be", "windows-1252"],
    },
    Language {
        name: "English",
        headers: [
            "Study ID",
            "Age (years)",
            "BMI (kg/m²)",
            "Number of previous losses",
            "Cause of RPL",
            "NK cells (% of lymphocytes)",
            "NK cytotoxicity E:T 50:1 (%)",
            "NK cytotoxicity E:T 25:1 (%)",
            "NK cytotoxicity E:T 12.5:1 (%)",
            "Th1/Th2 ratio (TNF-a/IL-10)",
            "IVIG treatment",
            "Pregnancy outcome",
            "Fetal karyotype",
        ],
        yes: "Y",
        no: "N",
        idiopathic: "Unexplained",
        cause: "café-au-lait thyroiditis",
        live_birth: "Live birth",
        miscarriage: "Miscarriage",
        ongoing: "Ongoing pregnancy",
        normal: "46,XX",
        aneuploid: "Trisomy",
        missing: "N/A",
        encodings: &["utf-8", "utf-16le", "utf-16be", "windows-1252", "gb18030"],
    },
    Language {
        name: "Korean",
        headers: [
            "연구번호",
            "나이(세)",
            "체질량지수",
            "유산 횟수",
            "유산 원인",
            "NK세포(%)",
            "NK세포 활성도 50:1 (%)",
            "NK세포 활성도 25:1 (%)",
            "NK세포 활성도 12.5:1 (%)",
            "Th1/Th2 비율",
            "면역글로불린 치료",
            "임신결과",
            "태아 염색체",
        ],
        yes: "예",
        no: "아니오",
        idiopathic: "원인불명",
        cause: "자궁 중격",
        live_birth: "생존출산",
        miscarriage: "자연유산",
        ongoing: "임신중",
        normal: "정상",
        aneuploid: "이수성",
        missing: "미검",
        encodings: &["utf-8", "utf-16le", "utf-16be", "windows-949"],
    },
    Language {
        name: "Japanese",
        headers: [
            "症例番号",
            "年齢（歳）",
            "体格指数",
            "既往流産回数",
            "流産原因",
            "NK細胞（％）",
            "NK活性 50:1（％）",
            "NK活性 25:1（％）",
            "NK活性 12.5:1（％）",
            "Th1/Th2比",
            "免疫グロブリン療法",
            "妊娠転帰",
            "絨毛染色体",
        ],
        yes: "有",
        no: "無",
        idiopathic: "原因不明",
        cause: "中隔子宮",
        live_birth: "生児獲得",
        miscarriage: "自然流産",
        ongoing: "妊娠継続中",
        normal: "正常",
        aneuploid: "異数性",
        missing: "未検",
        encodings: &["utf-8", "utf-16le", "utf-16be", "shift_jis", "euc-jp", "iso-2022-jp"],
    },
    Language {
        name: "Chinese, simplified",
        headers: [
            "研究编号",
            "年龄",
            "体重指数",
            "既往流产次数",
            "病因",
            "NK细胞百分比",
            "NK细胞活性 50:1",
            "NK细胞活性 25:1",
            "NK细胞活性 12.5:1",
            "Th1/Th2比值",
            "免疫球蛋白治疗",
            "妊娠结局",
            "绒毛染色体",
        ],
        yes: "是",
        no: "否",
        idiopathic: "不明原因",
        cause: "子宫纵隔",
        live_birth: "活产",
        miscarriage: "自然流产",
        ongoing: "继续妊娠",
        normal: "正常",
        aneuploid: "非整倍体",
        missing: "未查",
        encodings: &["utf-8", "utf-16le", "gb18030"],
    },
    Language {
        name: "Chinese, traditional",
        headers: [
            "研究編號",
            "年齡",
            "身體質量指數",
            "既往流產次數",
            "病因",
            "NK細胞百分比",
            "NK細胞毒殺 50:1",
            "NK細胞毒殺 25:1",
            "NK細胞毒殺 12.5:1",
            "Th1/Th2比值",
            "免疫球蛋白治療",
            "妊娠結局",
            "絨毛染色體",
        ],
        yes: "是",
        no: "否",
        idiopathic: "不明原因",
        cause: "子宮中隔",
        live_birth: "活產",
        miscarriage: "自然流產",
        ongoing: "妊娠中",
        normal: "正常",
        aneuploid: "非整倍體",
        missing: "未檢",
        encodings: &["utf-8", "utf-16be", "big5"],
    },
];

/// How a text is written.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that files differ in")]
pub(crate) struct Style {
    pub(crate) delimiter: char,
    pub(crate) decimal: char,
    pub(crate) line_end: &'static str,
    /// Whether a line end stands after the last row.
    pub(crate) ends: bool,
    /// Whether every cell is quoted, and not only those that need it.
    pub(crate) quotes_all: bool,
    /// Whether a line such as `sep=;` stands first.
    pub(crate) names_delimiter: bool,
    /// Empty cells and lines that spreadsheets leave behind.
    pub(crate) leaves_blanks: bool,
    /// Whether missing values have a code and are not simply empty.
    pub(crate) writes_missing: bool,
}

/// Every cell of the corpus in one language.
pub(crate) fn cells(language: &Language, decimal: char, writes_missing: bool) -> Vec<Vec<String>> {
    let number = |value: Option<f64>| match value {
        Some(value) => value.to_string().replace('.', &decimal.to_string()),
        None if writes_missing => language.missing.to_owned(),
        None => String::new(),
    };
    let word = |word: Option<&str>| match word {
        Some(word) => word.to_owned(),
        None if writes_missing => language.missing.to_owned(),
        None => String::new(),
    };
    let mut rows = vec![language.headers.map(str::to_owned).to_vec()];
    for woman in women() {
        let mut row = vec![woman.id.to_owned()];
        row.extend([woman.age, woman.bmi, woman.losses].map(number));
        row.push(word(woman.etiology.map(|etiology| match etiology {
            Etiology::Idiopathic => language.idiopathic,
            Etiology::Known => language.cause,
        })));
        row.extend(woman.laboratory.map(number));
        row.push(word(woman.ivig.map(|given| if given { language.yes } else { language.no })));
        row.push(word(woman.outcome.map(|outcome| match outcome {
            Outcome::LiveBirth => language.live_birth,
            Outcome::Miscarriage => language.miscarriage,
            _ => language.ongoing,
        })));
        row.push(word(woman.karyotype.map(|karyotype| match karyotype {
            FetalKaryotype::Normal => language.normal,
            FetalKaryotype::Aneuploid => language.aneuploid,
        })));
        rows.push(row);
    }
    rows
}

/// The corpus as a text.
pub(crate) fn text(rows: &[Vec<String>], style: Style) -> String {
    let mut text = String::new();
    if style.names_delimiter {
        write!(text, "sep={}{}", style.delimiter, style.line_end).expect("a String takes all");
    }
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            text.push_str(style.line_end);
        }
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                text.push(style.delimiter);
            }
            let needs_quotes =
                style.quotes_all || cell.contains([style.delimiter, '"', '\n', '\r']);
            if needs_quotes {
                write!(text, "\"{}\"", cell.replace('"', "\"\"")).expect("a String takes all");
            } else {
                text.push_str(cell);
            }
            if style.leaves_blanks && !needs_quotes && !cell.is_empty() {
                text.push(' ');
            }
        }
        if style.leaves_blanks {
            text.push(style.delimiter);
            text.push(style.delimiter);
        }
    }
    if style.ends {
        text.push_str(style.line_end);
    }
    if style.leaves_blanks {
        let empty = style.delimiter.to_string().repeat(14);
        write!(text, "{}{empty}{}", style.line_end, style.line_end).expect("a String takes all");
    }
    text
}

/// A text in an encoding, with or without its byte order mark.
pub(crate) fn encode(text: &str, label: &str, has_mark: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    match label {
        "utf-16le" => {
            if has_mark {
                bytes.extend(b"\xFF\xFE");
            }
            bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        }
        "utf-16be" => {
            if has_mark {
                bytes.extend(b"\xFE\xFF");
            }
            bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        }
        _ => {
            if label == "utf-8" && has_mark {
                bytes.extend(b"\xEF\xBB\xBF");
            }
            let encoding = Encoding::for_label(label.as_bytes()).expect("a known label");
            let (encoded, _, had_errors) = encoding.encode(text);
            assert!(!had_errors, "{label} has every letter of the corpus");
            bytes.extend(&*encoded);
        }
    }
    bytes
}

/// The women of a reading.
pub(crate) fn read_women(reading: &Reading) -> Vec<(String, Woman)> {
    fn known<V: Value>(measured: Option<Measured<V>>) -> Option<f64> {
        measured.map(|measured| measured.known().expect("no bound is in the corpus").get())
    }
    let cohort = &reading.cohort;
    (0..cohort.len())
        .map(|index| {
            let measured = cohort.measurements(index);
            let woman = Woman {
                id: "",
                age: cohort.age.get(index).map(Value::get),
                bmi: cohort.bmi.get(index).map(Value::get),
                losses: cohort.previous_losses.get(index).map(Value::get),
                etiology: cohort.etiology[index],
                laboratory: [
                    known(measured.nk_level),
                    known(measured.nk_cytotoxicity.nk_cyto_50),
                    known(measured.nk_cytotoxicity.nk_cyto_25),
                    known(measured.nk_cytotoxicity.nk_cyto_12_5),
                    known(measured.th1_th2),
                ],
                ivig: cohort.ivig[index],
                outcome: cohort.outcome[index],
                karyotype: cohort.karyotype[index],
            };
            (cohort.patient_id(index).to_owned(), woman)
        })
        .collect()
}

/// Fails unless the women of the corpus were read, and nothing else.
#[track_caller]
pub(crate) fn check_women(reading: &Reading, what: &str) {
    let expected: Vec<(String, Woman)> =
        women().into_iter().map(|woman| (woman.id.to_owned(), Woman { id: "", ..woman })).collect();
    assert_eq!(read_women(reading), expected, "{what}");
    assert_eq!(reading.issues.n_issues, 0, "{what}: {:?}", reading.issues.listed);
    assert_eq!(reading.n_rows, 4, "{what}");
}
