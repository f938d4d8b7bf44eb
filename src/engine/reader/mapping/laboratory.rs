//! Words of laboratories in the names of columns, written as the synonyms are.

/// Words that say that a column is about killing by NK cells.
pub(super) const CYTOTOXICITY: &[&str] = &[
    "cytotox",
    "nkcyto",
    "nkactivity",
    "nkcellactivity",
    "nkactivities",
    "lysis",
    "killingactivity",
    "nkkilling",
    "세포독성",
    "살해능",
    "nk활성",
    "nk세포활성",
    "nk세포활성도",
    "nk활성도",
    "細胞傷害",
    "細胞障害",
    "nk活性",
    "nk細胞活性",
    "キラー活性",
    "细胞毒",
    "細胞毒",
    "杀伤活性",
    "殺傷活性",
    "nk细胞活性",
    "nk杀伤",
    "毒性",
];

/// Words beside `nk` that say that a column is about NK cells at all.
pub(super) const NK: &[&str] =
    &["naturalkiller", "cd56", "자연살해", "ナチュラルキラー", "自然杀伤", "自然殺"];

/// Units of killing that are no percent lysis.
pub(super) const LYTIC_UNITS: &[&str] = &["lyticunit", "lu10", "lu20", "lu30"];

/// Denominators that are not the lymphocytes.
pub(super) const LEUKOCYTES: &[&str] = &[
    "leukocyte",
    "leucocyte",
    "wbc",
    "whitebloodcell",
    "whitecell",
    "pbmc",
    "mononuclear",
    "cd45",
    "백혈구",
    "단핵구",
    "단핵세포",
    "白血球",
    "単核球",
    "白细胞",
    "单核细胞",
    "單核",
    "totalcells",
    "leukozyt",
    "leucocit",
    "leukocit",
    "лейкоцит",
    "lokosit",
    "白細胞",
];

/// Words that say that numbers are fractions of one.
pub(super) const FRACTIONS: &[&str] =
    &["fraction", "proportion", "0 to 1", "0 1 scale", "01 scale"];
