//! From the names in a header to the fields of the format.
//!
//! A name is looked up in a table of synonyms in four languages; a unit in it
//! is taken into account. What could be two things is not guessed: it becomes a
//! question.

mod harmless;
mod hints;
mod laboratory;
mod markers;
mod name;
mod nk_level;
mod personal;
mod refused;
mod synonyms;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::engine::column::Column;
use crate::engine::reader::field::{Field, Identifier, Unconvertible, Unit};
use crate::engine::reader::text::key;
use markers::Sign;
use name::ColumnName;

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
    let name = name::without_suffix(name);
    if let Some(column) = Column::from_name(name) {
        return Match::field(Field::Column(column), Unit::AsIs);
    }
    // Most cells that are looked up in search of the header are numbers.
    if !name.contains(|letter: char| letter.is_alphabetic() || letter == ':') {
        return Match::Unknown;
    }
    let name = ColumnName::new(name);
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
    if let Some(fields) = killing_by_unnamed_cells(&name, &ratios) {
        return Match::Candidates(fields);
    }
    if is_about_nk && contains_any(&name.full, laboratory::LEUKOCYTES) {
        return Match::Refused(Unconvertible::OfLeukocytes);
    }
    if is_other_cytokine_ratio(&name) {
        return Match::Refused(Unconvertible::OtherCytokines);
    }
    for candidate in [&name.full, &name.base, &name.base_without_unit] {
        match table().get(candidate.as_str()) {
            Some(SynonymMeaning::Identifier(identifier)) => return Match::Identifier(*identifier),
            Some(SynonymMeaning::Field(field)) => {
                return settled(*field, &name, candidate == &name.full);
            }
            Some(SynonymMeaning::Number) => {
                return Match::Field {
                    field: Field::Column(Column::PatientId),
                    unit: Unit::AsIs,
                    is_strong: false,
                };
            }
            None => {}
        }
    }
    if is_about_nk && nk_level::is_nk_level(&name) {
        return settled(Field::Column(Column::NkPercent), &name, true);
    }
    if let Some(identifier) = identifier(&name) {
        return Match::Identifier(identifier);
    }
    hints::hinted(&name).map_or(Match::Unknown, Match::Hinted)
}

/// A name that is one field unless what the look-up dropped of it says more.
fn settled(field: Field, name: &ColumnName, is_whole: bool) -> Match {
    let is_signed = |marker| name.markers.sign(marker).is_none_or(|sign| sign != Sign::None);
    let is_clear = match field {
        // Without signs, CD3 may be what the cells have or lack.
        Field::Column(Column::NkPercent) => is_signed(3) && !refused::is_of_cd3(&name.plain),
        // Without a percent sign or CD4, these are substances as well as cells.
        Field::TnfAlphaPercent | Field::Il10Percent => {
            name.plain.contains('%')
                || name.has_any(&["percent", "pct", "fraction", "proportion"])
                || name.markers.sign(4).is_some()
        }
        _ => true,
    };
    let is_harmless = is_whole || harmless::are_harmless(&name.notes, field);
    match unit(field, name) {
        Some(unit) if is_clear && is_harmless => Match::field(field, unit),
        _ => Match::Candidates(vec![field]),
    }
}

/// Whether a name speaks of NK cells: `drinking` and `bank` do not.
fn is_about_nk(name: &ColumnName) -> bool {
    let is_start = |(place, _): (usize, &str)| {
        !name.plain[..place].ends_with(|letter: char| letter.is_ascii_alphabetic())
    };
    name.plain.match_indices("nk").any(is_start)
        || name.has_any(&["pbnk", "pb nk", "unk$", "nk"])
        || contains_any(&name.full, laboratory::NK)
        || [16, 56].iter().any(|&marker| name.markers.sign(marker).is_some())
}

/// Whether a name speaks of killing by NK cells. `Cytotoxic NK cells` are cells.
fn is_assay(name: &ColumnName, is_about_nk: bool, ratios: &[Ratio]) -> bool {
    let speaks_of_cells =
        name.has_any(&["cytotoxic nk", "cytotoxic t", "cytotoxic cell", "cytotoxic lymph"])
            && ratios.is_empty()
            && !name.has_any(&["activity", "assay", "lysis"]);
    let is_killing = is_about_nk && contains_any(&name.full, laboratory::CYTOTOXICITY)
        || contains_any(&name.full, &["cytotox", "zytotox", "citotox", "цитотокс", "sitotoks"])
        || name.words().any(|word| word == "nka");
    let has_ratio = ratios.iter().any(|ratio| ratio.is_written);
    is_killing && !speaks_of_cells || is_about_nk && has_ratio || is_bare_ratio(name, ratios)
}

/// Names that hold the name of an identifier among other words.
fn identifier(name: &ColumnName) -> Option<Identifier> {
    let has = |words: &[&str]| contains_any(&name.full, words);
    let words: Vec<&str> = name.words().collect();
    let has_word = |one: &str| words.contains(&one);
    let found = personal::IDENTIFIER_PARTS.iter().find(|(_, parts)| has(parts)).map(|one| one.0);
    if found.is_some() {
        return found;
    }
    if has_word("dob") || has_word("birth") && has_word("date") && !has_word("live") {
        return Some(Identifier::BirthDate);
    }
    let is_of_someone = words.iter().any(|word| personal::PERSONS.contains(word));
    (is_of_someone && (has_word("name") || has_word("names"))).then_some(Identifier::Name)
}

/// What a synonym stands for.
enum SynonymMeaning {
    Field(Field),
    Identifier(Identifier),
    /// A running number.
    Number,
}

/// All synonyms.
fn table() -> &'static HashMap<&'static str, SynonymMeaning> {
    static TABLE: OnceLock<HashMap<&'static str, SynonymMeaning>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let numbers = synonyms::NUMBERS.iter().map(|name| (*name, SynonymMeaning::Number));
        let fields = synonyms::fields().flat_map(|(field, names)| {
            names.iter().map(|name| (*name, SynonymMeaning::Field(*field)))
        });
        let identifiers = personal::IDENTIFIERS.iter().flat_map(|(kind, names)| {
            names.iter().map(|name| (*name, SynonymMeaning::Identifier(*kind)))
        });
        numbers.chain(fields).chain(identifiers).collect()
    })
}

fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// `REDCap`'s checkboxes of causes: `etiology___2`, `Cause of loss (choice=APS)`.
fn is_checkbox(name: &ColumnName) -> bool {
    let stem = name.plain.split_once("___").map(|(stem, _)| stem).or_else(|| {
        name.plain.contains("choice=").then(|| name.plain.split('(').next().unwrap_or_default())
    });
    let causes = |&&(field, _): &&(Field, &[&str])| field == Field::Column(Column::Etiology);
    stem.is_some_and(|stem| {
        let stem = key(stem);
        synonyms::fields().find(causes).is_some_and(|(_, names)| names.contains(&stem.as_str()))
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

fn has_lytic_unit(name: &ColumnName) -> bool {
    let is_word = |word: &str| word == "lu" || word == "lus";
    contains_any(&name.full, laboratory::LYTIC_UNITS) || name.words().any(is_word)
}

/// Interferon or another interleukin in the place of TNF-alpha or IL-10.
fn is_other_cytokine_ratio(name: &ColumnName) -> bool {
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
fn ratios(name: &ColumnName) -> Vec<Ratio> {
    if !name.plain.contains(|letter: char| letter.is_ascii_digit()) {
        return Vec::new();
    }
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
fn is_bare_ratio(name: &ColumnName, ratios: &[Ratio]) -> bool {
    let is_panel = |ratio: &Ratio| {
        ratio.is_written && ["50", "25", "12.5", "12"].contains(&ratio.effectors.as_str())
    };
    let starts = name.plain.trim_start_matches(|letter: char| "e:t ratio(/".contains(letter));
    name.plain.contains(':')
        && ratios.iter().any(is_panel)
        && starts.starts_with(|letter: char| letter.is_ascii_digit())
}

/// The ratios of the panel by the effector cells for each target cell.
const PANEL: [(&str, Field); 3] = [
    ("50", Field::Column(Column::NkCyto50)),
    ("25", Field::Column(Column::NkCyto25)),
    ("12.5", Field::Column(Column::NkCyto12_5)),
];

/// The fields of which a name holds the ratio.
fn of_panel(ratios: &[Ratio]) -> Vec<Field> {
    let has = |effectors: &str| ratios.iter().any(|ratio| ratio.effectors == effectors);
    PANEL.into_iter().filter(|(effectors, _)| has(effectors)).map(|one| one.1).collect()
}

/// `% specific lysis 50:1` may be that by NK cells, by other cells or by none.
fn killing_by_unnamed_cells(name: &ColumnName, ratios: &[Ratio]) -> Option<Vec<Field>> {
    let is_killing = contains_any(&name.full, &["lysis", "killing", "killed"]);
    let is_written = ratios.iter().any(|ratio| ratio.is_written);
    let fields = of_panel(ratios);
    (is_killing && is_written && !fields.is_empty()).then_some(fields)
}

fn cytotoxicity(name: &ColumnName, ratios: &[Ratio]) -> Match {
    let has = |effectors: &str| ratios.iter().any(|ratio| ratio.effectors == effectors);
    let found = of_panel(ratios);
    match found.as_slice() {
        [field] => match unit(*field, name) {
            Some(unit) => Match::field(*field, unit),
            None => Match::Candidates(vec![*field]),
        },
        // Dilutions are rounded in names.
        [] if has("12") || has("13") => Match::Candidates(vec![Field::Column(Column::NkCyto12_5)]),
        [] if ratios.iter().any(|ratio| ratio.is_written) => {
            Match::Refused(Unconvertible::OtherRatio)
        }
        [] => Match::Candidates(PANEL.map(|one| one.1).to_vec()),
        _ => Match::Candidates(found),
    }
}

/// The unit by the name; `None` when it names one that does not fit.
fn unit(field: Field, name: &ColumnName) -> Option<Unit> {
    let has = |unit: &str| name.words().any(|word| word == unit);
    if field.is_percent() {
        let is_percent = name.plain.contains('%') || name.full.contains("percent");
        let is_fraction = name.has_any(laboratory::FRACTIONS);
        return match (is_percent, is_fraction) {
            (true, true) => None,
            _ if name.plain.contains('‰') => None,
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
        Field::Column(Column::AgeYears) if has("months") || has("days") => None,
        Field::Column(Column::Th1Th2Ratio) if name.plain.contains('%') => None,
        _ => Some(Unit::AsIs),
    }
}

#[cfg(test)]
mod tests;
