//! From the names in a header to the fields of the format.
//!
//! A name is looked up in a table of synonyms in four languages; a unit in it
//! is taken into account. What could be two things is not guessed: it becomes a
//! question.

mod hints;
mod markers;
mod name;
mod refused;
mod synonyms;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::engine::reader::field::{Field, Identifier, Unconvertible, Unit};
use crate::engine::reader::header::Column;
use crate::engine::reader::text::key;
use markers::Sign;
use name::Name;

/// What the name of a column says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// It is one field.
    Field {
        /// The field.
        field: Field,
        /// Its unit by the name.
        unit: Unit,
        /// Whether the name says more than a running number does.
        is_strong: bool,
    },
    /// It could be several fields.
    Candidates(Vec<Field>),
    /// A word in it belongs to a field that it may or may not be.
    Hinted(Field),
    /// It looks like a laboratory value and cannot be one that is read.
    Refused(Unconvertible),
    /// It tells who a woman is.
    Identifier(Identifier),
    /// Nothing that is known.
    Unknown,
}

impl Match {
    fn field(field: Field, unit: Unit) -> Self {
        Match::Field { field, unit, is_strong: true }
    }

    /// Whether the header is understood at this place.
    pub(super) fn is_known(&self) -> bool {
        !matches!(self, Match::Unknown | Match::Hinted(_))
    }
}

/// What the name of a column says.
pub(super) fn look_up(name: &str) -> Match {
    if let Some(column) = Column::from_name(name) {
        return Match::field(Field::of(column), Unit::AsIs);
    }
    // Most cells that are looked up in search of the header are numbers.
    if !name.contains(|letter: char| letter.is_alphabetic() || letter == ':') {
        return Match::Unknown;
    }
    let name = Name::new(name);
    if is_checkbox(&name) {
        return Match::field(Field::CauseCheckbox, Unit::AsIs);
    }
    let is_about_nk = is_about_nk(&name);
    let ratios = ratios(&name);
    let is_assay = is_assay(&name, is_about_nk, &ratios);
    if (is_about_nk || is_assay) && has_lytic_unit(&name) {
        return Match::Refused(Unconvertible::LyticUnits);
    }
    if let Some(why) = refused::refused(&name, is_about_nk, is_assay) {
        return Match::Refused(why);
    }
    if is_assay {
        return cytotoxicity(&name, &ratios);
    }
    if is_about_nk && contains_any(&name.full, synonyms::LEUKOCYTES) {
        return Match::Refused(Unconvertible::OfLeukocytes);
    }
    if is_other_cytokine_ratio(&name) {
        return Match::Refused(Unconvertible::OtherCytokines);
    }
    for candidate in [&name.full, &name.base, &name.base_without_unit] {
        match table().get(candidate.as_str()) {
            Some(Entry::Identifier(identifier)) => return Match::Identifier(*identifier),
            Some(Entry::Field(field)) => return settled(*field, &name, candidate == &name.full),
            Some(Entry::Number) => {
                return Match::Field {
                    field: Field::PatientId,
                    unit: Unit::AsIs,
                    is_strong: false,
                };
            }
            None => {}
        }
    }
    if is_about_nk && hints::is_nk_level(&name) {
        return settled(Field::NkPercent, &name, true);
    }
    if let Some(identifier) = identifier(&name) {
        return Match::Identifier(identifier);
    }
    hints::hinted(&name).map_or(Match::Unknown, Match::Hinted)
}

/// A name that is one field unless what the look-up dropped of it says more.
fn settled(field: Field, name: &Name, is_whole: bool) -> Match {
    let is_signed = |marker| name.markers.sign(marker).is_none_or(|sign| sign != Sign::None);
    let is_clear = match field {
        // Without signs, CD3 may be what the cells have or lack.
        Field::NkPercent => is_signed(3),
        // Without a percent sign or CD4, these are substances as well as cells.
        Field::TnfAlphaPercent | Field::Il10Percent => {
            name.plain.contains('%')
                || name.has_any(&["percent", "pct", "fraction", "proportion"])
                || name.markers.sign(4).is_some()
        }
        _ => true,
    };
    let is_harmless = is_whole || hints::are_harmless(&name.notes, field);
    match unit(field, name) {
        Some(unit) if is_clear && is_harmless => Match::field(field, unit),
        _ => Match::Candidates(vec![field]),
    }
}

/// Whether a name speaks of NK cells: `drinking` and `bank` do not.
fn is_about_nk(name: &Name) -> bool {
    let is_start = |(place, _): (usize, &str)| {
        !name.plain[..place].ends_with(|letter: char| letter.is_ascii_alphabetic())
    };
    name.plain.match_indices("nk").any(is_start)
        || name.has_any(&["pbnk", "pb nk", "unk$", "nk"])
        || contains_any(&name.full, synonyms::NK)
        || [16, 56].iter().any(|&marker| name.markers.sign(marker).is_some())
}

/// Whether a name speaks of killing by NK cells. `Cytotoxic NK cells` are cells.
fn is_assay(name: &Name, is_about_nk: bool, ratios: &[Ratio]) -> bool {
    let speaks_of_cells =
        name.has_any(&["cytotoxic nk", "cytotoxic t", "cytotoxic cell", "cytotoxic lymph"])
            && ratios.is_empty()
            && !name.has_any(&["activity", "assay", "lysis"]);
    let is_killing = is_about_nk && contains_any(&name.full, synonyms::CYTOTOXICITY)
        || contains_any(&name.full, &["cytotox", "zytotox", "citotox", "цитотокс", "sitotoks"])
        || name.words().any(|word| word == "nka");
    let has_ratio = ratios.iter().any(|ratio| ratio.is_written);
    is_killing && !speaks_of_cells || is_about_nk && has_ratio || is_bare_ratio(name, ratios)
}

/// Names that hold the name of an identifier among other words.
fn identifier(name: &Name) -> Option<Identifier> {
    let has = |words: &[&str]| contains_any(&name.full, words);
    let words: Vec<&str> = name.words().collect();
    let has_word = |one: &str| words.contains(&one);
    let found = synonyms::IDENTIFIER_PARTS.iter().find(|(_, parts)| has(parts)).map(|one| one.0);
    if found.is_some() {
        return found;
    }
    if has_word("dob") || has_word("birth") && has_word("date") && !has_word("live") {
        return Some(Identifier::BirthDate);
    }
    let is_of_someone = words.iter().any(|word| synonyms::PERSONS.contains(word));
    (is_of_someone && (has_word("name") || has_word("names"))).then_some(Identifier::Name)
}

/// What a synonym stands for.
enum Entry {
    Field(Field),
    Identifier(Identifier),
    /// A running number.
    Number,
}

/// All synonyms.
fn table() -> &'static HashMap<&'static str, Entry> {
    static TABLE: OnceLock<HashMap<&'static str, Entry>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let numbers = synonyms::NUMBERS.iter().map(|name| (*name, Entry::Number));
        let fields = synonyms::FIELDS
            .iter()
            .flat_map(|(field, names)| names.iter().map(|name| (*name, Entry::Field(*field))));
        let identifiers = synonyms::IDENTIFIERS
            .iter()
            .flat_map(|(kind, names)| names.iter().map(|name| (*name, Entry::Identifier(*kind))));
        numbers.chain(fields).chain(identifiers).collect()
    })
}

fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// `REDCap`'s checkboxes of causes: `etiology___2`, `Cause of loss (choice=APS)`.
fn is_checkbox(name: &Name) -> bool {
    let stem = name.plain.split_once("___").map(|(stem, _)| stem).or_else(|| {
        name.plain.contains("choice=").then(|| name.plain.split('(').next().unwrap_or_default())
    });
    let causes = |&&(field, _): &&(Field, &[&str])| field == Field::Etiology;
    stem.is_some_and(|stem| {
        let stem = key(stem);
        synonyms::FIELDS
            .iter()
            .find(causes)
            .is_some_and(|(_, names)| names.contains(&stem.as_str()))
    })
}

/// The choice that a column of checkboxes stands for. `REDCap` writes the minus
/// of a code as an underscore.
pub(super) fn checkbox_choice(name: &str) -> String {
    if let Some((_, choice)) = name.split_once("choice=") {
        return choice.strip_suffix(')').unwrap_or(choice).trim().to_owned();
    }
    let code = name.split_once("___").map_or(name, |(_, code)| code);
    match code.strip_prefix('_') {
        Some(negative) => format!("-{negative}"),
        None => code.trim().to_owned(),
    }
}

fn has_lytic_unit(name: &Name) -> bool {
    let is_word = |word: &str| word == "lu" || word == "lus";
    contains_any(&name.full, synonyms::LYTIC_UNITS) || name.words().any(is_word)
}

/// Interferon or another interleukin in the place of TNF-alpha or IL-10.
fn is_other_cytokine_ratio(name: &Name) -> bool {
    let is_ratio = name.full.contains("th1th2")
        || name.full.contains("ratio")
        || name.full.contains('比')
        || name.plain.contains('/');
    let is_other = contains_any(&name.full, &["ifn", "interferon", "il4", "il5", "il13"]);
    is_ratio && is_other
}

/// A ratio of effector to target cells in a name.
struct Ratio {
    /// Effector cells for each target cell, as written.
    effectors: String,
    /// Whether it is written as a ratio, and not only as a number.
    is_written: bool,
}

/// The ratios in a name: `50:1`, `25 to 1`, `12_5_1`, `1:50`; without one, the
/// numbers in it that stand for the ratios of the panel, as in `nk_cyto_50`.
fn ratios(name: &Name) -> Vec<Ratio> {
    let mut plain = name.plain.clone();
    for form in ["12,5", "12_5", "12-5", "12·5", "12p5", "12 5"] {
        plain = plain.replace(form, "12.5");
    }
    plain = plain.replace(" to ", ":").replace(" : ", ":").replace(": ", ":").replace(" :", ":");
    let is_part = |letter: char| letter.is_ascii_digit() || letter == '.';
    let mut pieces: Vec<(&str, &str)> = Vec::new();
    let mut rest = plain.as_str();
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let before = &rest[..start];
        let length = rest[start..].find(|letter| !is_part(letter)).unwrap_or(rest.len() - start);
        pieces.push((before, rest[start..start + length].trim_end_matches('.')));
        rest = &rest[start + length..];
    }
    let is_sign = |text: &str| matches!(text, ":" | "/" | "_" | "-");
    let mut written = Vec::new();
    for pair in pieces.windows(2) {
        let ((_, first), (sign, second)) = (pair[0], pair[1]);
        if is_sign(sign) && second == "1" && first != "1" {
            written.push(first);
        } else if sign == ":" && first == "1" {
            written.push(second);
        }
    }
    if written.is_empty() {
        // A number with a unit of its own is the dose of something.
        let is_dose = name.has_any(&["mg", "ug", "ng", "mcg", "μg"]);
        let is_panel = |number: &&str| ["50", "25", "12.5"].contains(number) && !is_dose;
        let numbers = pieces.iter().map(|piece| piece.1).filter(is_panel);
        return numbers.map(|one| Ratio { effectors: one.to_owned(), is_written: false }).collect();
    }
    written.iter().map(|one| Ratio { effectors: (*one).to_owned(), is_written: true }).collect()
}

/// `50:1`, `E:T 25:1` and the like, as in the second row of a header, with or
/// without what was added to the cells.
fn is_bare_ratio(name: &Name, ratios: &[Ratio]) -> bool {
    let is_panel = |ratio: &Ratio| {
        ratio.is_written && ["50", "25", "12.5", "12"].contains(&ratio.effectors.as_str())
    };
    let starts = name.plain.trim_start_matches(|letter: char| "e:t ratio(/".contains(letter));
    name.plain.contains(':')
        && ratios.iter().any(is_panel)
        && starts.starts_with(|letter: char| letter.is_ascii_digit())
}

fn cytotoxicity(name: &Name, ratios: &[Ratio]) -> Match {
    let has = |effectors: &str| ratios.iter().any(|ratio| ratio.effectors == effectors);
    let panel = [("50", Field::NkCyto50), ("25", Field::NkCyto25), ("12.5", Field::NkCyto12_5)];
    let found: Vec<Field> =
        panel.into_iter().filter(|(effectors, _)| has(effectors)).map(|one| one.1).collect();
    match found.as_slice() {
        [field] => match unit(*field, name) {
            Some(unit) => Match::field(*field, unit),
            None => Match::Candidates(vec![*field]),
        },
        // Dilutions are rounded in names.
        [] if has("12") || has("13") => Match::Candidates(vec![Field::NkCyto12_5]),
        [] if ratios.iter().any(|ratio| ratio.is_written) => {
            Match::Refused(Unconvertible::OtherRatio)
        }
        [] => Match::Candidates(panel.map(|one| one.1).to_vec()),
        _ => Match::Candidates(found),
    }
}

/// The unit by the name; `None` when it names one that does not fit.
fn unit(field: Field, name: &Name) -> Option<Unit> {
    let has = |unit: &str| name.words().any(|word| word == unit);
    if field.is_percent() {
        let is_percent = name.plain.contains('%') || name.full.contains("percent");
        let is_fraction = name.has_any(synonyms::FRACTIONS);
        return match (is_percent, is_fraction) {
            (true, true) => None,
            (false, true) => Some(Unit::Fraction),
            _ => Some(Unit::AsIs),
        };
    }
    let notes = key(&name.notes);
    match field {
        Field::HeightCm if has("in") || has("inch") || has("inches") => Some(Unit::Inch),
        Field::HeightCm if has("ft") || has("feet") => None,
        Field::HeightCm
            if has("m") || notes == "meter" || notes == "meters" || notes == "metre" =>
        {
            Some(Unit::Meter)
        }
        Field::HeightCm if name.full == "heightm" => Some(Unit::Meter),
        Field::WeightKg if has("lb") || has("lbs") || has("pounds") => Some(Unit::Pound),
        Field::WeightKg if has("g") => None,
        Field::AgeYears if has("months") || has("days") => None,
        Field::Th1Th2Ratio if name.plain.contains('%') => None,
        _ => Some(Unit::AsIs),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn found(name: &str) -> String {
        match look_up(name) {
            Match::Field { field, unit: Unit::AsIs, .. } => field.name().to_owned(),
            Match::Field { field, unit, .. } => format!("{} {unit:?}", field.name()),
            Match::Candidates(fields) => {
                let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
                format!("? {}", names.join(" "))
            }
            Match::Hinted(field) => format!("?? {}", field.name()),
            Match::Refused(why) => format!("! {why:?}"),
            Match::Identifier(identifier) => format!("# {identifier:?}"),
            Match::Unknown => "-".to_owned(),
        }
    }

    #[test]
    fn names_in_four_languages() {
        let mut wrong = Vec::new();
        for (name, expected) in [
            ("patient_id", "patient_id"),
            ("Patient ID", "patient_id"),
            ("No.", "patient_id"),
            ("연구번호", "patient_id"),
            ("나이(세)", "age_years"),
            ("年齢（歳）", "age_years"),
            ("年龄", "age_years"),
            ("Age (years)", "age_years"),
            ("BMI (kg/m²)", "bmi"),
            ("키(cm)", "height_cm"),
            ("Height (m)", "height_cm Meter"),
            ("Height (in)", "height_cm Inch"),
            ("Weight, kg", "weight_kg"),
            ("weight (lb)", "weight_kg Pound"),
            ("유산 횟수", "previous_losses"),
            ("既往流産回数", "previous_losses"),
            ("Number of previous pregnancy losses", "previous_losses"),
            ("NK(%)", "nk_percent"),
            ("ＮＫ（％）", "nk_percent"),
            ("NK세포 (%)", "nk_percent"),
            ("NK细胞百分比", "nk_percent"),
            ("CD3-CD16+CD56+ NK cells (% of lymphocytes)", "nk_percent"),
            ("CD3-CD16+CD56+ (%)", "nk_percent"),
            ("NK (fraction)", "nk_percent Fraction"),
            ("NK cytotoxicity 50:1 (%)", "nk_cyto_50_1"),
            ("nk_cyto_12_5_1", "nk_cyto_12_5_1"),
            ("NK세포 활성도 E:T 25:1 (%)", "nk_cyto_25_1"),
            ("NK活性（12.5:1）", "nk_cyto_12_5_1"),
            ("NK cytotoxicity (%) 50:1", "nk_cyto_50_1"),
            ("E:T 12.5:1", "nk_cyto_12_5_1"),
            ("25:1", "nk_cyto_25_1"),
            ("Th1/Th2", "th1_th2_ratio"),
            ("Th1/Th2 ratio (TNF-α/IL-10)", "th1_th2_ratio"),
            ("TNF-α/IL-10", "th1_th2_ratio"),
            ("TNF-α+ CD4+ (%)", "tnf_alpha_percent"),
            ("IL-10 (%)", "il_10_percent"),
            ("IVIG 치료", "ivig"),
            ("妊娠転帰", "outcome"),
            ("태아 염색체", "fetal_karyotype"),
            ("redcap_repeat_instance", "repeat_instance"),
            ("etiology___2", "cause_checkbox"),
            ("Cause of loss (choice=Uterine septum)", "cause_checkbox"),
            ("comment", "-"),
            ("", "-"),
            ("%", "-"),
            ("Bank account", "-"),
            ("drinks (count)", "-"),
            ("IVIG given", "?? ivig"),
            ("IVIG dose (g)", "-"),
            ("NK absolute count", "! CellCount"),
            ("Outcome of the next pregnancy", "?? outcome"),
            ("Maternal age at enrollment", "?? age_years"),
            ("Gestational age (weeks)", "-"),
            ("husband's age", "-"),
            ("남편 나이", "-"),
            ("Paternal karyotype", "-"),
            ("previous losses (n)", "previous_losses"),
            ("Number of losses before IVIG", "?? previous_losses"),
            ("weeks of last miscarriage", "-"),
            ("NK cells CD16+CD56+ of lymphocytes, %", "?? nk_percent"),
            ("uterine NK (%)", "! NotBlood"),
        ] {
            if found(name) != expected {
                wrong.push(format!("{name}: {} instead of {expected}", found(name)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn what_could_be_two_things_is_asked_and_what_cannot_be_is_refused() {
        let mut wrong = Vec::new();
        for (name, expected) in [
            ("NK activity (%)", "? nk_cyto_50_1 nk_cyto_25_1 nk_cyto_12_5_1"),
            ("NK cytotoxicity 50:1 or 25:1", "? nk_cyto_50_1 nk_cyto_25_1"),
            ("NK cytotoxicity (LU10)", "! LyticUnits"),
            ("NK activity, LU", "! LyticUnits"),
            ("NK (% of leukocytes)", "! OfLeukocytes"),
            ("NK세포(% of WBC)", "! OfLeukocytes"),
            ("NK細胞（白血球中％）", "! OfLeukocytes"),
            ("NK cells (cells/µL)", "! CellCount"),
            ("NK count", "! CellCount"),
            ("NK cytotoxicity 100:1", "! OtherRatio"),
            ("IFN-γ/IL-10 ratio", "! OtherCytokines"),
            ("Th1/Th2 (IFN-γ/IL-4)", "! OtherCytokines"),
            ("환자명", "# Name"),
            ("산모 성함", "# Name"),
            ("Patient's name", "# Name"),
            ("drug name", "-"),
            ("Mother's date of birth", "# BirthDate"),
            ("date of live birth", "-"),
            ("カルテ番号（外来）", "# HospitalNumber"),
            ("보호자 연락처", "# Contact"),
            ("Date of birth", "# BirthDate"),
            ("주민등록번호", "# NationalNumber"),
            ("カルテ番号", "# HospitalNumber"),
            ("手机", "# Contact"),
        ] {
            if found(name) != expected {
                wrong.push(format!("{name}: {} instead of {expected}", found(name)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    /// What a look-up drops of a name is compared before it is dropped.
    #[test]
    fn what_makes_it_another_value_is_named() {
        let mut wrong = Vec::new();
        for (expected, names) in [
            (
                "nk_percent",
                &[
                    "CD3-CD16+CD56+ (%)",
                    "CD3-/CD16+56+ (%)",
                    "CD3⁻CD56⁺ NK cells (%)",
                    "CD3− CD16＋CD56＋",
                    "NK (% lymphs)",
                    "NK cells, % of lymphocytes",
                    "NK-Zellen (%)",
                    "NK-Zellen (% der Lymphozyten)",
                    "NK세포 (림프구 중 %)",
                    "NK細胞（リンパ球中％）",
                    "NK细胞(淋巴细胞%)",
                    "pbNK (%)",
                    "Células NK (%)",
                    "Cellules NK (%)",
                    "NK_cells_%_of_lymphocytes",
                ][..],
            ),
            (
                "! NktCells",
                &[
                    "CD3+CD16+CD56+ (%)",
                    "CD3+/CD16+56+ (%)",
                    "CD3+CD56+ (%)",
                    "CD3⁺CD56⁺ (%)",
                    "NKT cells (%)",
                    "NKT (%)",
                    "Pct CD3+CD56+ (NKT-cells)",
                    "CD3 positive CD56 positive",
                    "CD3양성 CD56양성 (%)",
                    "CD3陽性CD56陽性（％）",
                    "ＣＤ３＋ＣＤ５６＋",
                    "NKT-like (% of lymphocytes)",
                    "CD56+CD3+ %",
                ],
            ),
            (
                "! NkSubset",
                &[
                    "CD56bright NK (%)",
                    "CD3-CD16+CD56dim (%)",
                    "Pct CD3-CD16+CD56dim(cytotoxic NK-cells)",
                    "Pct CD3-CD16-CD56br (cyto secreting NK)",
                    "CD3-CD56+CD16- (%)",
                    "CD56+CD57+ NK",
                    "NKp46+ NK cells (%)",
                    "CD69+ NK cells (%)",
                    "CD56^bright",
                ],
            ),
            (
                "! OtherDenominator",
                &[
                    "NK cells (% of total events)",
                    "NK cells (% of T cells)",
                    "NK (% of all cells)",
                    "CD56bright (% of NK cells)",
                    "NK-Zellen (% der T-Zellen)",
                ],
            ),
            (
                "! OfLeukocytes",
                &[
                    "NK (% of CD45+)",
                    "NK (% of PBMC)",
                    "NK cells (% leukocytes)",
                    "NK % of WBC",
                    "NK (% of mononuclear cells)",
                    "NK-Zellen (% der Leukozyten)",
                    "NK (백혈구 중 %)",
                    "NK（白細胞％）",
                ],
            ),
            (
                "! NotBlood",
                &[
                    "uNK (%)",
                    "uterine NK cells (%)",
                    "Endometrial CD56+ (%)",
                    "자궁내막 NK세포(%)",
                    "子宮NK細胞（％）",
                    "Uterine NK (% of lymphocytes)",
                    "decidual NK",
                    "NK in menstrual blood",
                    "TNF-α in semen",
                ],
            ),
            (
                "! Concentration",
                &[
                    "TNF-α (pg/mL)",
                    "IL-10 (pg/mL)",
                    "serum TNF-alpha",
                    "Plasma IL-10",
                    "IL-10 supernatant",
                    "TNF-α（血清）",
                    "혈청 IL-10",
                    "TNFα [ng/ml]",
                    "IL-10 (IU/ml)",
                    "TNF-α ELISA",
                    "IL-10 im Serum",
                    "Th1/Th2 (TNF-α/IL-10, serum pg/mL)",
                ],
            ),
            (
                "! InterferonRelease",
                &[
                    "NK cell activity (pg/mL)",
                    "NK세포 활성도 (pg/mL)",
                    "NK Vue activity",
                    "NK activity, IFN-γ pg/ml",
                    "NK细胞活性 (pg/mL)",
                ],
            ),
            ("! Intensity", &["CD56 MFI", "TNF-α MFI", "NK MFI"]),
            (
                "! CellCount",
                &[
                    "NK cells (cells/mcL)",
                    "NK (#/cumm)",
                    "NK (cells/mL)",
                    "NK (10^9/L)",
                    "NK (K/uL)",
                    "NK (Gpt/l)",
                    "NK cells /mm3",
                    "NK x10E3/uL",
                    "NK (Tsd/µl)",
                    "NK-Zellen absolut",
                    "NK細胞数",
                    "NK세포수",
                    "CD3-CD16+CD56+ (cells/µL)",
                    "NK abs",
                    "NK cells, absolute count",
                    "NK（個/μL）",
                    "NK (/㎕)",
                ],
            ),
            (
                "! WithDrug",
                &[
                    "50:1 w/ IVIG 12.5 mg/ml",
                    "25:1 w/ IVIG 12.5 mg/ml",
                    "50:1 w/ Intralipid",
                    "NK cytotoxicity 50:1 with IVIG",
                    "NK assay 25:1 + prednisolone",
                    "NK activity 50:1, IL-2 stimulated",
                ],
            ),
            ("! OtherAssay", &["NK CD107a degranulation (%)", "NK ADCC (%)"]),
            (
                "! OtherCytokines",
                &[
                    "Th1/Th2 (IFN-γ/IL-4)",
                    "IFNg/IL-4 ratio",
                    "Th1/Th2 (IFN-gamma/IL-10)",
                    "TNF-α/IL-4 ratio",
                ],
            ),
            ("! OtherCells", &["CD8+ TNF-α+ (%)", "TNF-α+ CD8+ T cells (%)"]),
            (
                "! OtherRatio",
                &["NK activity E/T 20:1 (%)", "NK活性 E/T比 10:1", "NK cytotoxicity 100:1"],
            ),
            (
                "nk_cyto_50_1",
                &[
                    "NK assay 50:1 (% killed)",
                    "NK cytotoxicity 50:1",
                    "NK cyto 50 to 1",
                    "NK killing E:T=50:1 (%)",
                    "NK-Zytotoxizität 50:1 (%)",
                    "NK 50∶1 (%)",
                    "NK cytotoxicity, T:E 1:50",
                    "nkCytotox50",
                    "50:1 (% lysis)",
                ],
            ),
            (
                "nk_cyto_12_5_1",
                &["NK assay 12.5:1 (% killed)", "NK cytotoxicity 12_5_1", "NK細胞傷害活性 12.5：1"],
            ),
            ("? nk_cyto_12_5_1", &["NK assay 12:1 (% killed)"]),
            (
                "? nk_percent",
                &[
                    "CD3/CD16+56 (%)",
                    "cd3_cd16_cd56",
                    "NK (% gated)",
                    "NK (% parent)",
                    "NK (%Total)",
                    "NK (Q2)",
                ],
            ),
            (
                "?? nk_percent",
                &[
                    "NK %Total",
                    "NK %Parent",
                    "NK Freq. of Grandparent",
                    "NK cells freq. of CD3- cells",
                    "CD56+ (%)",
                ],
            ),
            ("? tnf_alpha_percent", &["TNF-α", "TNFa"]),
            ("? il_10_percent", &["IL-10"]),
            ("tnf_alpha_percent", &["TNF-α+CD4+ (%)", "TNF-a (% of CD4)"]),
        ] {
            for name in names {
                if found(name) != *expected {
                    wrong.push(format!("{name}: {} instead of {expected}", found(name)));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    /// Names of registries, of clinics and of other languages.
    #[test]
    fn a_word_of_a_field_is_enough_to_ask() {
        let mut wrong = Vec::new();
        for (expected, names) in [
            (
                "?? outcome",
                &[
                    "Live birth",
                    "live_birth",
                    "LiveBirth",
                    "LB",
                    "Delivered",
                    "Ausgang",
                    "Schwangerschaftsausgang",
                    "Lebendgeburt",
                    "Issue de la grossesse",
                    "Naissance vivante",
                    "Resultado del embarazo",
                    "Nacido vivo",
                    "Esito gravidanza",
                    "Desfecho",
                    "Исход беременности",
                    "Canlı doğum",
                    "Wynik ciąży",
                    "Zwangerschapsuitkomst",
                    "생존출산 여부",
                    "生児獲得の有無",
                    "是否活产",
                    "take-home baby",
                ][..],
            ),
            (
                "?? previous_losses",
                &[
                    "n_losses_before_ref",
                    "No. of abortions",
                    "No. of SABs",
                    "SAB",
                    "Anzahl Aborte",
                    "Fehlgeburten (n)",
                    "G/P/A",
                    "GPA",
                    "Gravida",
                    "Parity",
                    "Fausses couches",
                    "Abortos previos",
                    "Número de abortos",
                    "Aborti spontanei",
                    "Perdas gestacionais",
                    "Miskramen",
                    "Число выкидышей",
                    "Poronienia",
                    "Düşük sayısı",
                    "numPrevMiscarriages",
                    "流産の回数",
                    "自然流产史（次）",
                    "Spontaneous abortions",
                    "Abortus",
                ],
            ),
            (
                "etiology",
                &["Ätiologie", "Étiologie", "Etiología", "Этиология", "Aetiology", "原因"],
            ),
            (
                "?? etiology",
                &[
                    "Ursache der Aborte",
                    "Cause of recurrent loss",
                    "RPL diagnosis",
                    "Причина",
                    "Idiopathic RPL",
                ],
            ),
            (
                "age_years",
                &[
                    "Alter",
                    "Alter (Jahre)",
                    "Âge",
                    "Edad (años)",
                    "Età",
                    "Idade",
                    "Возраст",
                    "Leeftijd",
                    "Wiek",
                    "Yaş",
                ],
            ),
            ("?? age_years", &["Age at referral", "Age at index pregnancy", "AgeAtEnrolment"]),
            ("bmi", &["IMC", "IMC (kg/m2)", "ИМТ"]),
            (
                "?? ivig",
                &[
                    "IVIG received",
                    "Immunglobulin-Therapie",
                    "Inmunoglobulina IV",
                    "IVIG treatment arm",
                ],
            ),
            (
                "?? fetal_karyotype",
                &[
                    "POC karyotype result",
                    "Caryotype du produit",
                    "Кариотип плода",
                    "Aneuploidy of POC",
                ],
            ),
        ] {
            for name in names {
                if found(name) != *expected {
                    wrong.push(format!("{name}: {} instead of {expected}", found(name)));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    /// Names of real dictionaries that are about something else ask nothing.
    #[test]
    fn what_is_about_something_else_asks_nothing() {
        let mut wrong = Vec::new();
        for name in [
            "comment",
            "Gestational age (weeks)",
            "Birth weight (g)",
            "Weight loss (kg)",
            "Hair loss",
            "blood loss (ml)",
            "husband's age",
            "Paternal karyotype",
            "Partner age",
            "Sperm aneuploidy (%)",
            "age group",
            "Age at menarche",
            "BMI category",
            "number of live births",
            "previous live births",
            "date of live birth",
            "mode of delivery",
            "delivery date",
            "cause of death",
            "cause of infertility",
            "Serum IgG level",
            "Immunoglobulin G (g/L)",
            "IVIG dose (g)",
            "IVIG dates",
            "TSH (mIU/L)",
            "AMH (ng/mL)",
            "Anti-TPO",
            "Vitamin D (ng/mL)",
            "Prolactin",
            "ANA titer 1:50",
            "Lupus anticoagulant",
            "CD4/CD8",
            "CD19+ (%)",
            "CD3+CD4+ (%)",
            "Treg (%)",
            "Homocysteine",
            "Maternal karyotype",
            "Parental karyotype",
            "threatened abortion",
            "induced abortions",
            "stage",
            "dosage",
            "package",
            "Language",
            "Bank account",
            "drinks per week",
            "smoking",
            "marital status",
            "education",
            "ethnicity",
            "ICD-10",
            "site",
            "visit",
            "consent date",
            "demographics_complete",
            "uterine anomaly",
            "hysteroscopy",
            "남편 나이",
            "초경 나이",
            "염색체 검사일",
            "夫の年齢",
            "出生体重",
            "新生儿体重",
        ] {
            if look_up(name) != Match::Unknown {
                wrong.push(format!("{name}: {}", found(name)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn synonyms_are_written_as_they_are_looked_up_and_mean_one_thing() {
        let mut seen = std::collections::BTreeMap::new();
        let fields = synonyms::FIELDS.iter().map(|(field, names)| (field.name(), *names));
        let identifiers = synonyms::IDENTIFIERS.iter().map(|(identifier, names)| {
            (["name", "birth", "national", "hospital", "contact"][*identifier as usize], *names)
        });
        let numbers = [("number", synonyms::NUMBERS)];
        for (meaning, names) in fields.chain(identifiers).chain(numbers) {
            for name in names {
                assert_eq!(*name, name::folded(&key(name)), "{name}");
                let before = seen.insert(*name, meaning);
                assert!(before.is_none_or(|before| before == meaning), "{name}");
            }
        }
    }
}
