//! What things are called on screen, in files and in figures.

pub mod predictors;

use crate::engine::cohort::tally::{ClassGroup, Stratum};
use crate::engine::column::Column;
use crate::engine::own_column::{OwnColumn, OwnKind};
use crate::engine::protocol::{CytotoxicityRule, Source};
use crate::engine::quantity::Quantity;
use crate::engine::reader::encoding::OFFERED;
use crate::engine::reader::field::{Field, Identifier};
use crate::engine::reader::format::Format;
use crate::engine::reader::preview::SourceSummary;
use crate::engine::reader::settings::Delimiter;
use crate::engine::record::Outcome;
use crate::engine::rules::Finding;
use crate::engine::rules::panel::ByTest;
use crate::engine::rules::place::Place;
use crate::engine::rules::profile::ImmuneProfile;
use crate::view::format;

/// A column that the user keeps, with the unit of its numbers.
#[must_use]
pub fn own_column(column: &OwnColumn) -> String {
    match column.unit.as_str() {
        "" => column.label().to_owned(),
        unit => format!("{} ({unit})", column.label()),
    }
}

/// What a kept column holds.
#[must_use]
pub fn own_kind(kind: &OwnKind) -> &'static str {
    match kind {
        OwnKind::Number => "a number",
        OwnKind::YesNo => "yes or no",
        OwnKind::Category { is_ordered: false, .. } => "a category",
        OwnKind::Category { is_ordered: true, .. } => "a category with an order",
        OwnKind::Date { .. } => "a date",
    }
}

/// The full citation of the paper whose classes these are.
pub const CITATION: &str = "Han JW, Park JS, Kim J-S, Lee SK. Front Endocrinol (Lausanne) \
                            2025;16:1546602. doi:10.3389/fendo.2025.1546602";

/// An interval by its level: `95% confidence interval`.
#[must_use]
pub fn interval(level: f64) -> String {
    format!("{} confidence interval", format::level(level))
}

/// Several of them: `95% confidence intervals`.
#[must_use]
pub fn intervals(level: f64) -> String {
    format!("{}s", interval(level))
}

/// An interval of a rate by its level: `95% confidence interval (Wilson)`.
#[must_use]
pub fn wilson(level: f64) -> String {
    format!("{} (Wilson)", interval(level))
}

/// Several of them: `95% confidence intervals (Wilson)`.
#[must_use]
pub fn wilsons(level: f64) -> String {
    format!("{} (Wilson)", intervals(level))
}

/// An interval of a rate whose prior is taken as known: `95% credible interval`.
#[must_use]
pub fn credible(level: f64) -> String {
    format!("{} credible interval", format::level(level))
}

/// What a quantity is called, as the label of a field or a column.
#[must_use]
pub fn quantity(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::AgeYears => "Age",
        Quantity::Bmi => "Body mass index",
        Quantity::HeightCm => "Height",
        Quantity::WeightKg => "Weight",
        Quantity::PreviousLosses => "Previous losses",
        Quantity::NkPercent => "NK cell level",
        Quantity::NkCyto50 => "NK cytotoxicity, E:T 50:1",
        Quantity::NkCyto25 => "NK cytotoxicity, E:T 25:1",
        Quantity::NkCyto12_5 => "NK cytotoxicity, E:T 12.5:1",
        Quantity::Th1Th2Ratio => "Th1/Th2 ratio",
        Quantity::TnfAlphaPercent => "TNF-α+ CD4+ cells",
        Quantity::Il10Percent => "IL-10+ CD4+ cells",
    }
}

/// The unit of a quantity, as it stands beside a field; a ratio has none.
#[must_use]
pub fn unit(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::AgeYears => "years",
        Quantity::Bmi => "kg/m²",
        Quantity::HeightCm => "cm",
        Quantity::WeightKg => "kg",
        Quantity::PreviousLosses => "losses",
        Quantity::NkPercent => "% of lymphocytes",
        Quantity::NkCyto50 | Quantity::NkCyto25 | Quantity::NkCyto12_5 => "% lysis",
        Quantity::Th1Th2Ratio => "",
        Quantity::TnfAlphaPercent | Quantity::Il10Percent => "% of CD4+ cells",
    }
}

/// The effector-to-target ratio of a cytotoxicity value; nothing for the others.
#[must_use]
pub fn ratio(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::NkCyto50 => "50:1",
        Quantity::NkCyto25 => "25:1",
        Quantity::NkCyto12_5 => "12.5:1",
        Quantity::AgeYears
        | Quantity::Bmi
        | Quantity::HeightCm
        | Quantity::WeightKg
        | Quantity::PreviousLosses
        | Quantity::NkPercent
        | Quantity::Th1Th2Ratio
        | Quantity::TnfAlphaPercent
        | Quantity::Il10Percent => "",
    }
}

/// The class of women, as a heading.
#[must_use]
pub fn profile(profile: ImmuneProfile) -> &'static str {
    match profile {
        ImmuneProfile::Normal => "No abnormality",
        ImmuneProfile::Nk => "NK cell level",
        ImmuneProfile::Cytotoxicity => "NK cytotoxicity",
        ImmuneProfile::Th1Th2 => "Th1/Th2",
        ImmuneProfile::NkCytotoxicity => "NK cell level + cytotoxicity",
        ImmuneProfile::NkTh1Th2 => "NK cell level + Th1/Th2",
        ImmuneProfile::CytotoxicityTh1Th2 => "Cytotoxicity + Th1/Th2",
        ImmuneProfile::All => "All three",
    }
}

/// What the three tests are called.
pub const TESTS: ByTest<&str> = ByTest {
    nk_level: "NK cell level",
    nk_cytotoxicity: "NK cytotoxicity",
    th1_th2: "Th1/Th2 ratio",
};

/// What a test says.
#[must_use]
pub fn finding(finding: Finding) -> &'static str {
    match finding {
        Finding::High => "high",
        Finding::NotHigh => "not high",
        Finding::Unknown => "not determinable",
    }
}

/// A row of the table of classes.
#[must_use]
pub fn group(group: ClassGroup) -> &'static str {
    match group {
        ClassGroup::Class(class) => profile(class),
        ClassGroup::AnyAbnormality => "Any abnormality",
        ClassGroup::Everyone => "All classified women",
    }
}

/// A part of the cohort.
#[must_use]
pub fn stratum(stratum: Stratum) -> &'static str {
    match stratum {
        Stratum::All => "All",
        Stratum::Idiopathic => "Idiopathic",
        Stratum::Known => "Known etiology",
        Stratum::NotStated => "Etiology not stated",
    }
}

/// The name of a rule in the picker.
#[must_use]
pub fn rule(rule: CytotoxicityRule) -> &'static str {
    match rule {
        CytotoxicityRule::Any => "Any of the three",
        CytotoxicityRule::All => "All three",
        CytotoxicityRule::Ratio25Only => "25:1 only",
        CytotoxicityRule::TwoOfThree => "Two of three",
    }
}

/// What a rule means and where it could come from.
#[must_use]
pub fn rule_note(rule: CytotoxicityRule) -> &'static str {
    match rule {
        CytotoxicityRule::Any => {
            "High when lysis at any ratio is above its cut-off. Of the four rules, this one calls the \
             most women high."
        }
        CytotoxicityRule::All => {
            "High only when lysis at all three ratios is above its cut-off. Of the four rules, this one \
             calls the fewest women high."
        }
        CytotoxicityRule::Ratio25Only => {
            "Only 25:1 is read. The abstract of an earlier paper of the same center (Lee 2013) gives one \
             cut-off for cytotoxicity, 23.8% at 25:1."
        }
        CytotoxicityRule::TwoOfThree => {
            "High when lysis at two or more ratios is above its cut-off."
        }
    }
}

/// Why the rule is a setting.
pub const RULE_REASON: &str = "The caption of figure 2 of Han 2025 prints a cut-off for each of the \
                               three ratios. Neither the captions nor the abstract say how the \
                               three combine, and the full text was not available: which of these \
                               rules the study used is not known here. “Any of the three” is the \
                               setting at the start because this program chose it.";

/// Where a cut-off comes from.
#[must_use]
pub fn source(source: Source) -> &'static str {
    match source {
        Source::Han2025 => "Han 2025, Fig. 2",
        Source::OwnLaboratory => "Own laboratory",
        Source::Yamada2003 => "Yamada 2003",
        Source::King2010 => "King 2010",
        Source::Cheil2010 => "Cheil 2010",
        Source::Habets2022 => "Habets 2022",
        Source::Winger2011 => "Winger 2011",
        Source::WhatIf => "What if",
    }
}

/// An outcome.
#[must_use]
pub fn outcome(outcome: Option<Outcome>) -> &'static str {
    match outcome {
        Some(Outcome::LiveBirth) => "Live birth",
        Some(Outcome::Miscarriage) => "Miscarriage",
        Some(Outcome::BiochemicalLoss) => "Biochemical loss",
        Some(Outcome::Ectopic) => "Ectopic pregnancy",
        Some(Outcome::Molar) => "Molar pregnancy",
        Some(Outcome::Termination) => "Termination",
        Some(Outcome::Stillbirth) => "Stillbirth",
        Some(Outcome::Ongoing) => "Ongoing pregnancy",
        Some(Outcome::NotPregnant) => "Not pregnant",
        Some(Outcome::LostToFollowUp) => "Lost to follow-up",
        None => "No outcome given",
    }
}

/// Where a record ends on its way into the study.
#[must_use]
pub fn place(place: Place) -> &'static str {
    match place {
        Place::LossesUnknown => "Number of losses not given",
        Place::TooFewLosses => "Fewer losses than recurrent pregnancy loss needs",
        Place::ImmunityIndeterminate => "Immune class not determinable",
        Place::OutcomeUnknown => "Outcome not known",
        Place::Analyzed => "Analyzed",
    }
}

/// What a column of a file can be read as.
#[must_use]
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Ignored => "Not read",
        Field::Column(Column::PatientId) => "Identifier of the woman",
        Field::Column(Column::Etiology) => "Cause of the losses",
        Field::KnownCause => "Whether a cause is known (yes/no)",
        Field::CauseCheckbox => "One cause as a checkbox",
        Field::Column(Column::Ivig) => "IVIG (yes/no)",
        Field::Column(Column::Outcome) => "Outcome of the pregnancy",
        Field::Column(Column::FetalKaryotype) => "Karyotype of the index loss",
        Field::Column(Column::Year) => "Year of the work-up",
        Field::Event => "REDCap event or instrument",
        Field::RepeatInstance => "REDCap repeat instance",
        Field::Column(
            Column::AgeYears
            | Column::Bmi
            | Column::PreviousLosses
            | Column::NkPercent
            | Column::NkCyto50
            | Column::NkCyto25
            | Column::NkCyto12_5
            | Column::Th1Th2Ratio,
        )
        | Field::HeightCm
        | Field::WeightKg
        | Field::TnfAlphaPercent
        | Field::Il10Percent => field.quantity().map_or("", quantity),
    }
}

/// What a column tells about who a woman is.
#[must_use]
pub fn identifier(identifier: Identifier) -> &'static str {
    match identifier {
        Identifier::Name => "a name",
        Identifier::BirthDate => "a date of birth",
        Identifier::NationalNumber => "a national number",
        Identifier::HospitalNumber => "a hospital number",
        Identifier::Contact => "a telephone number or an address",
    }
}

/// What a file is and how it was decoded and split.
#[must_use]
pub fn file_source(source: &SourceSummary) -> String {
    match source.format {
        Format::Fhir => "FHIR resources".to_owned(),
        Format::Json => "JSON records".to_owned(),
        Format::Workbook => match &source.sheet {
            Some(sheet) => format!("workbook, sheet “{sheet}”"),
            None => "workbook".to_owned(),
        },
        Format::Text => {
            let delimiter = source.delimiter.map_or("", delimiter);
            format!("text, {}, {}", encoding(&source.encoding), delimiter)
        }
    }
}

/// What an encoding is called.
#[must_use]
pub fn encoding(label: &str) -> &str {
    OFFERED.iter().find(|(known, _)| *known == label).map_or(label, |(_, name)| name)
}

/// What separates columns.
#[must_use]
pub fn delimiter(delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Comma => "commas",
        Delimiter::Semicolon => "semicolons",
        Delimiter::Tab => "tabs",
        Delimiter::Bar => "vertical bars",
        Delimiter::Blanks => "blanks",
    }
}

/// Lines of at most so many letters, broken between words.
#[must_use]
pub fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn text_breaks_between_words() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("incomprehensible it is", 4), ["incomprehensible", "it", "is"]);
        assert!(wrapped("", 4).is_empty());
    }
}
