//! Names that look like a laboratory value and say that it is another: another
//! population of cells, denominator, specimen, unit or assay. What a look-up of
//! names drops, signs and brackets included, is compared here before it does.

use super::markers::Sign;
use super::name::ColumnName;
use crate::engine::reader::field::Unconvertible;

/// Specimens that are not peripheral blood.
const SPECIMENS: &[&str] = &[
    "uterin",
    "uterus",
    "unk$",
    "unks$",
    "u nk$",
    "endometri",
    "decidua",
    "menstrual",
    "cord blood",
    "placent",
    "follicular fluid",
    "peritoneal",
    "amnio",
    "bone marrow",
    "sperm",
    "semen",
    "seminal",
    "gebarmutter",
    "dezidua",
    "utero",
    "deciduale",
    "endometrio",
    "rahim",
    "матк",
    "эндометри",
    "자궁",
    "내막",
    "탈락막",
    "정자",
    "정액",
    "제대혈",
    "子宮",
    "子宫",
    "内膜",
    "內膜",
    "脱落膜",
    "蜕膜",
    "蛻膜",
    "精子",
    "精液",
    "月経血",
    "脐血",
];

/// Specimens and units of a substance that is dissolved.
const DISSOLVED: &[&str] = &[
    "serum",
    "plasma",
    "supernatant",
    "secreted",
    "soluble",
    "elisa",
    "luminex",
    "cba$",
    "pg",
    "ng$",
    "pgml",
    "ngml",
    "iu$",
    "miu",
    "iuml",
    "fmol",
    "pmol",
    "mrna",
    "serique",
    "sierico",
    "serico",
    "suero",
    "soro$",
    "uberstand",
    "сыворот",
    "плазм",
    "혈청",
    "혈장",
    "상층액",
    "배양액",
    "血清",
    "血漿",
    "血浆",
    "上清",
    "濃度",
    "浓度",
    "농도",
];

const INTENSITY: &[&str] = &[
    "mfi$",
    "gmfi",
    "mean fluorescence",
    "median fluorescence",
    "형광강도",
    "蛍光強度",
    "荧光强度",
];

/// Words of NK cells that are told apart from the others.
const SUBSETS: &[&str] = &[
    "bright",
    "cd56br$",
    "dim$",
    "subset",
    "regulatory nk",
    "cytotoxic nk",
    "cytokine producing nk",
    "perforin",
    "granzyme",
    "nkp46",
    "nkp30",
    "nkp44",
    "nkg2",
    "kir$",
    "kirs$",
    "activated nk",
    "immature nk",
    "mature nk",
    "secreting nk",
    "고발현",
    "저발현",
];

/// Cells of which NK cells are no part, or only together with others.
const DENOMINATORS: &[&str] = &[
    "of t cell",
    "of t lymph",
    "of cd3 t",
    "of total event",
    "of all event",
    "of event",
    "of nk cell",
    "of monocyte",
    "of granulocyte",
    "of b cell",
    "of cd4$",
    "of cd8$",
    "of nucleated",
    "of all cell",
    "of total cell",
    "of viable cell",
    "of live cell",
    "der t zellen",
    "des cellules totales",
    "de celulas totales",
    "전체 이벤트",
    "총이벤트",
    "t세포중",
    "t細胞中",
    "t细胞中",
    "总事件",
    "有核细胞",
];

/// The tests of a drug or a stimulus on killing.
const ADDED: &[&str] = &[
    "w ivig",
    "with ivig",
    "plus ivig",
    "ivig",
    "intralipid",
    "intralipids",
    "igg",
    "prednisolone",
    "prednisone",
    "dexamethasone",
    "steroid",
    "heparin",
    "enbrel",
    "etanercept",
    "humira",
    "adalimumab",
    "stimulated",
    "stimulation",
    "il 2$",
    "il2$",
    "il 15",
    "il15",
    "ifn",
    "suppression",
    "inhibition",
    "mit ivig",
    "avec ivig",
    "con ivig",
    "억제",
    "자극",
    "抑制",
    "刺激",
    "添加",
    "mg ml",
    "ug ml",
    // Cells that interleukin 2 has made killers.
    "lak$",
    "lymphokine",
];

/// Cells that kill and are no NK cells.
const KILLERS: &[&str] =
    &["t cell", "t lymph", "ctl$", "cd4", "cd8", "macrophage", "monocyte", "neutrophil", "t세포"];

/// Other tests of what NK cells do.
const OTHER_ASSAYS: &[&str] =
    &["cd107", "degranulation", "adcc", "proliferation", "脱颗粒", "脱顆粒", "탈과립"];

/// Counts per volume, as units.
const VOLUMES: &[&str] = &[
    "#",
    "/ul",
    "/μl",
    "/µl",
    "/mcl",
    "/mm3",
    "/mm^3",
    "/mmc",
    "/cmm",
    "/cumm",
    "/cu mm",
    "/cu.mm",
    "/l",
    "/ml",
    "/㎕",
    "/㎖",
    "/㎣",
    "/nl",
    "/microl",
    "/microliter",
    "per ul",
    "per mm",
    "per microl",
    "per ml",
    "per cumm",
    "10^9",
    "10^6",
    "10^3",
    "10*9",
    "10*6",
    "10*3",
    "10e9",
    "10e6",
    "10e3",
    "x109",
    "x106",
    "x103",
    "×109",
    "×106",
    "gpt",
    "mpt",
    "tsd",
    "k/u",
    "k/m",
    "個/",
    "个/",
    "개/",
];

/// Why a name that looks like a laboratory value is none that can be read.
pub(super) fn refused(name: &ColumnName, is_nk: bool, is_assay: bool) -> Option<Unconvertible> {
    let is_cytokine = is_cytokine(name);
    let is_laboratory = is_nk || is_assay || is_cytokine;
    if !is_laboratory {
        return None;
    }
    if name.has_any(SPECIMENS) {
        return Some(Unconvertible::NotBlood);
    }
    if name.has_any(DISSOLVED) {
        return Some(if is_nk || is_assay {
            Unconvertible::InterferonRelease
        } else {
            Unconvertible::Concentration
        });
    }
    if is_nk && name.has_any(&["nk vue", "nkvue", "nk view"]) {
        return Some(Unconvertible::InterferonRelease);
    }
    if name.has_any(INTENSITY) {
        return Some(Unconvertible::Intensity);
    }
    if (is_nk || is_assay) && name.has_any(OTHER_ASSAYS) {
        return Some(Unconvertible::OtherAssay);
    }
    if is_assay && !is_nk && name.has_any(KILLERS) {
        return Some(Unconvertible::OtherKillers);
    }
    if is_assay {
        return name.has_any(ADDED).then_some(Unconvertible::WithDrug);
    }
    if is_count(name) {
        return Some(Unconvertible::CellCount);
    }
    if is_nk {
        return population(name);
    }
    // The ratio and its parts are of CD4+ cells.
    name.markers.has(8, Sign::Positive).then_some(Unconvertible::OtherCells)
}

/// Another population than NK cells, or another whole than the lymphocytes.
fn population(name: &ColumnName) -> Option<Unconvertible> {
    let markers = &name.markers;
    let is_nkt = name.has_any(&["nkt", "nk t cell", "nk t like", "nk t$", "inkt"]);
    if name.has_any(DENOMINATORS) {
        return Some(Unconvertible::OtherDenominator);
    }
    if is_nkt || markers.has(3, Sign::Positive) {
        return Some(Unconvertible::NktCells);
    }
    let is_part = [16, 56]
        .iter()
        .any(|&one| matches!(markers.sign(one), Some(Sign::Negative | Sign::Graded)));
    // `CD3-CD16-/+CD56br/dim (total NK)` are all of them.
    let is_whole = name.has_any(&["total nk", "all nk"]);
    if !is_whole && (is_part || markers.has_other() || name.has_any(SUBSETS)) {
        return Some(Unconvertible::NkSubset);
    }
    None
}

/// Whether the whole is the cells that have CD3, or those that lack it: `% of CD3-`,
/// and not `% of CD3-CD56+ cells`, which are what is counted.
pub(super) fn is_of_cd3(plain: &str) -> bool {
    ["of ", "in ", "among ", "within ", "from ", "der ", "des ", "de ", "dei ", "от "].iter().any(
        |word| {
            plain.match_indices(&format!("{word}cd3")).any(|(place, found)| {
                let behind = &plain[place + found.len()..];
                let is_sign =
                    |letter: char| matches!(letter, '-' | '−' | '–' | '+' | '(' | ')' | '⁻' | '⁺');
                let behind = behind.trim_start_matches(is_sign);
                let behind = ["negative", "positive", "neg", "pos"]
                    .iter()
                    .find_map(|sign| behind.trim_start().strip_prefix(sign))
                    .unwrap_or(behind);
                let begins = behind.trim_start_matches([' ', '/', '_', '-']);
                !begins.starts_with("cd")
                    && !begins.starts_with(|letter: char| letter.is_ascii_digit())
            })
        },
    )
}

/// Whether a name speaks of the cytokines of the ratio or of the ratio.
fn is_cytokine(name: &ColumnName) -> bool {
    name.has_any(&["tnf", "il 10", "il10", "interleukin 10", "th1", "th 1", "th2", "th 2"])
}

fn is_count(name: &ColumnName) -> bool {
    let has_percent = name.plain.contains('%') || name.full.contains("percent");
    let has_volume = VOLUMES.iter().any(|unit| name.plain.contains(unit));
    // `NK cells / lymphocytes` begins as a count per liter does.
    let is_per_liter = |unit: &str| {
        name.plain.match_indices(unit).any(|(place, unit)| {
            !name.plain[place + unit.len()..].starts_with(|letter: char| letter.is_alphabetic())
        })
    };
    let has_volume = has_volume
        && VOLUMES
            .iter()
            .any(|unit| if *unit == "/l" { is_per_liter(unit) } else { name.plain.contains(unit) });
    let words = [
        "count",
        "absolute",
        "absolut",
        "abs$",
        "anzahl",
        "recuento",
        "conta",
        "abszahl",
        "nombre",
        "numero",
        "numer",
        "liczba",
        "aantal",
        "sayi",
        "절대",
        "세포수",
        "細胞数",
        "絶対数",
        "绝对",
        "絕對",
        "細胞數",
        "细胞数",
        "计数",
        "計數",
    ];
    !has_percent && (has_volume || name.has_any(&words))
}
