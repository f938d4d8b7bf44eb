//! From the names in a header to the fields of the format.
//!
//! A name is looked up in a table of synonyms in four languages; a unit in it
//! is taken into account. What could be two things is not guessed: it becomes a
//! question.

mod synonyms;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::engine::reader::field::{Field, Identifier, Unconvertible, Unit};
use crate::engine::reader::header::Column;
use crate::engine::reader::text::{key, plain};

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
    let is_cytotoxicity = is_about_nk && contains_any(&name.full, synonyms::CYTOTOXICITY)
        || name.full.contains("cytotox")
        || name.words().any(|word| word == "nka");
    if (is_about_nk || is_cytotoxicity) && has_lytic_unit(&name) {
        return Match::Refused(Unconvertible::LyticUnits);
    }
    if is_cytotoxicity || is_bare_ratio(&name) {
        return cytotoxicity(&name);
    }
    if is_about_nk && contains_any(&name.full, synonyms::LEUKOCYTES) {
        return Match::Refused(Unconvertible::OfLeukocytes);
    }
    if is_about_nk && is_count(&name) {
        return Match::Refused(Unconvertible::CellCount);
    }
    if is_other_cytokine_ratio(&name) {
        return Match::Refused(Unconvertible::OtherCytokines);
    }
    for candidate in [&name.full, &name.base, &name.base_without_unit] {
        match table().get(candidate.as_str()) {
            Some(Entry::Identifier(identifier)) => return Match::Identifier(*identifier),
            Some(Entry::Field(field)) => {
                return match unit(*field, &name) {
                    Some(unit) => Match::field(*field, unit),
                    None => Match::Candidates(vec![*field]),
                };
            }
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
    if let Some(identifier) = identifier(&name) {
        return Match::Identifier(identifier);
    }
    hinted(&name)
}

/// Whether a name speaks of NK cells: `drinking` and `bank` do not.
fn is_about_nk(name: &Name) -> bool {
    let is_start = |(place, _): (usize, &str)| {
        !name.plain[..place].ends_with(|letter: char| letter.is_ascii_alphabetic())
    };
    name.plain.match_indices("nk").any(is_start) || contains_any(&name.full, synonyms::NK)
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

/// What a name that is not known as a whole could be by a word in it. Whether
/// it is that is asked, where no other column is.
fn hinted(name: &Name) -> Match {
    let is_of_another = contains_any(&name.full, synonyms::OTHERS);
    let fits = |(_, parts, excluded): &&(Field, &[&str], &[&str])| {
        contains_any(&name.full, parts) && !contains_any(&name.full, excluded)
    };
    match synonyms::HINTS.iter().find(fits) {
        Some((field, ..)) if !is_of_another => Match::Hinted(*field),
        _ => Match::Unknown,
    }
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

/// A name in the forms in which it is looked up.
struct Name {
    /// In the plain form, punctuation included.
    plain: String,
    /// Letters and digits of all of it.
    full: String,
    /// Without what stands in brackets.
    base: String,
    /// Without a unit at the end either.
    base_without_unit: String,
    /// What stands in brackets, or after a comma.
    notes: String,
}

impl Name {
    /// The words between blanks and marks.
    fn words(&self) -> impl Iterator<Item = &str> {
        self.plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
    }

    fn new(name: &str) -> Self {
        let plain = plain(name);
        let (mut base, mut notes, mut depth) = (String::new(), String::new(), 0_u32);
        for letter in plain.chars() {
            match letter {
                '(' | '[' | '{' | '【' | '〔' => depth += 1,
                ')' | ']' | '}' | '】' | '〕' => {
                    depth = depth.saturating_sub(1);
                    notes.push(' ');
                }
                _ if depth > 0 => notes.push(letter),
                _ => base.push(letter),
            }
        }
        if let Some(place) = base.find(',') {
            notes.push_str(&base[place + 1..]);
            base.truncate(place);
        }
        let base_key = key(&base);
        let base_without_unit = UNITS
            .iter()
            .find_map(|unit| base_key.strip_suffix(unit))
            .filter(|base| base.chars().count() > 1)
            .unwrap_or(&base_key)
            .to_owned();
        Name { full: key(&plain), base: base_key, base_without_unit, notes, plain }
    }
}

/// Units that may stand at the end of a name without brackets.
const UNITS: [&str; 12] = [
    "percentage",
    "percent",
    "pct",
    "oflymphocytes",
    "years",
    "yrs",
    "kgm2",
    "cm",
    "kg",
    "ratio",
    "fraction",
    "proportion",
];

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

fn is_count(name: &Name) -> bool {
    let has_percent = name.plain.contains('%') || name.full.contains("percent");
    let per_volume = ["/ul", "/μl", "/mm3", "/mm^3", "/l", "/㎕"];
    !has_percent
        && (contains_any(&name.plain, &per_volume) || contains_any(&name.full, synonyms::COUNTS))
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

/// `50:1`, `E:T 25:1` and the like, as in the second row of a header.
fn is_bare_ratio(name: &Name) -> bool {
    let rest = name.full.strip_prefix("et").unwrap_or(&name.full);
    let rest = rest.strip_prefix("ratio").unwrap_or(rest);
    matches!(rest, "501" | "251" | "1251") && name.plain.contains(':')
}

fn cytotoxicity(name: &Name) -> Match {
    let plain = &name.plain;
    let at_12_5 = ["12.5", "12,5", "12_5", "12-5", "12·5", "12p5"];
    let (without, has_12_5) = at_12_5.iter().fold((plain.clone(), false), |(text, found), form| {
        let has_form = text.contains(form);
        (text.replace(form, " "), found || has_form)
    });
    let numbers: Vec<&str> = without
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .collect();
    let has = |number: &str| numbers.contains(&number);
    let found: Vec<Field> =
        [(has("50"), Field::NkCyto50), (has("25"), Field::NkCyto25), (has_12_5, Field::NkCyto12_5)]
            .into_iter()
            .filter_map(|(is_there, field)| is_there.then_some(field))
            .collect();
    match found.as_slice() {
        [field] => match unit(*field, name) {
            Some(unit) => Match::field(*field, unit),
            None => Match::Candidates(vec![*field]),
        },
        [] if ["100", "6", "20", "10", "40"].iter().any(|ratio| {
            plain.contains(&format!("{ratio}:1")) || without.contains(&format!("_{ratio}_1"))
        }) =>
        {
            Match::Refused(Unconvertible::OtherRatio)
        }
        [] => Match::Candidates(vec![Field::NkCyto50, Field::NkCyto25, Field::NkCyto12_5]),
        _ => Match::Candidates(found),
    }
}

/// The unit by the name; `None` when it names one that does not fit.
fn unit(field: Field, name: &Name) -> Option<Unit> {
    let has = |unit: &str| name.words().any(|word| word == unit);
    if field.is_percent() {
        let is_percent = name.plain.contains('%') || name.full.contains("percent");
        let is_fraction = contains_any(&name.full, synonyms::FRACTIONS);
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
            ("uterine NK (%)", "-"),
        ] {
            assert_eq!(found(name), expected, "{name}");
        }
    }

    #[test]
    fn what_could_be_two_things_is_asked_and_what_cannot_be_is_refused() {
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
            assert_eq!(found(name), expected, "{name}");
        }
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
                assert_eq!(*name, key(name), "{name}");
                let before = seen.insert(*name, meaning);
                assert!(before.is_none_or(|before| before == meaning), "{name}");
            }
        }
    }
}
