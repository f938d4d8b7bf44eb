//! What is chosen for a column that the user keeps although the format does not know it.

use super::{Picker, PickerOption, option};
use crate::engine::own_column::{DateOrder, OwnColumn, OwnKind, OwnLevel};
use crate::engine::reader::preview::{ImportPreview, OwnPreview, PreviewColumn};
use crate::engine::reader::settings::ImportSettings;
use crate::view::format;
use crate::view::import::page;

/// A kept column and what can be changed of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLine {
    /// What it is called in tables.
    pub label: TextField,
    /// The unit of its numbers.
    pub unit: Option<TextField>,
    /// Whether the words of a category ascend.
    pub order: Option<Picker>,
    /// The words of a category, each with its name.
    pub levels: Vec<TextField>,
    /// What cannot be read as what it is kept as; empty where all can.
    pub told: String,
}

/// A text that can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextField {
    /// What it is.
    pub label: String,
    /// The text in force.
    pub value: String,
}

/// What a choice changes of a kept column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnSetting {
    /// What it is called in tables.
    Label(String),
    /// The unit of its numbers.
    Unit(String),
    /// Whether its words ascend, as a value of the picker.
    Order(String),
    /// The name of the level at a place.
    Level(usize, String),
    /// The level at a place changes places with the one before it.
    LevelUp(usize),
}

/// What begins the values of the picker that keep a column.
const PREFIX: &str = "own_";

/// Every kind as a value and a label; a category has its words from the column.
fn kinds(levels: &[OwnLevel]) -> Vec<(&'static str, &'static str, OwnKind)> {
    let date = |order| OwnKind::Date { order };
    let mut kinds = vec![
        ("own_number", "kept as a number", OwnKind::Number),
        ("own_yes_no", "kept as yes or no", OwnKind::YesNo),
    ];
    if !levels.is_empty() {
        let kind = OwnKind::Category { levels: levels.to_vec(), is_ordered: false };
        kinds.push(("own_category", "kept as a category", kind));
    }
    kinds.extend([
        ("own_date", "kept as a date: 2025-12-31", date(DateOrder::YearFirst)),
        ("own_day_first", "kept as a date: 31/12/2025", date(DateOrder::DayFirst)),
        ("own_month_first", "kept as a date: 12/31/2025", date(DateOrder::MonthFirst)),
    ]);
    kinds
}

/// The value of the picker that stands for a kind.
fn value_of(kind: &OwnKind) -> &'static str {
    match kind {
        OwnKind::Number => "own_number",
        OwnKind::YesNo => "own_yes_no",
        OwnKind::Category { .. } => "own_category",
        OwnKind::Date { order: DateOrder::YearFirst } => "own_date",
        OwnKind::Date { order: DateOrder::DayFirst } => "own_day_first",
        OwnKind::Date { order: DateOrder::MonthFirst } => "own_month_first",
    }
}

/// What a column can be kept as, and as what it is.
pub(super) fn options(own: &OwnPreview) -> (Vec<PickerOption>, Option<&'static str>) {
    let kept = own.kept.as_ref().map(|column| value_of(&column.kind));
    let proposed = own.proposal.as_ref().map(value_of);
    let mut options: Vec<PickerOption> = kinds(&own.levels)
        .iter()
        .map(|(value, label, _)| {
            let mark = if proposed == Some(*value) { page::PROPOSED } else { "" };
            option(value, &format!("{label}{mark}"))
        })
        .collect();
    // The words of saved choices stay, whatever stands in this file.
    if kept == Some("own_category") && own.levels.is_empty() {
        options.push(option("own_category", "kept as a category"));
    }
    (options, kept)
}

/// A kept column and what can be changed of it.
pub(super) fn own_line(own: &OwnPreview) -> Option<OwnLine> {
    let column = own.kept.as_ref()?;
    let text = |label: String, value: &str| TextField { label, value: value.to_owned() };
    let name = &column.name;
    let levels = match &column.kind {
        OwnKind::Category { levels, .. } => levels.as_slice(),
        _ => &[],
    };
    Some(OwnLine {
        label: text(format!("{name} is called"), column.label()),
        unit: (column.kind == OwnKind::Number)
            .then(|| text(format!("Unit of {name}, if it has one"), &column.unit)),
        order: (!levels.is_empty()).then(|| Picker {
            label: format!("Words of {name}"),
            chosen: if column.kind.is_ordered() { "ordered" } else { "unordered" }.to_owned(),
            options: vec![
                option("unordered", "without an order"),
                option("ordered", "from low to high"),
            ],
            is_open: false,
        }),
        levels: levels
            .iter()
            .map(|level| text(format!("“{}” of {name} is called", level.text), level.name()))
            .collect(),
        told: told(own),
    })
}

/// What cannot be read as what a column is kept as.
fn told(own: &OwnPreview) -> String {
    if own.n_unreadable == 0 {
        return String::new();
    }
    let texts: Vec<String> = own.unreadable.iter().map(|one| format!("“{}”", one.text)).collect();
    format!(
        "{} of {} cannot be read as that and will be missing: {}",
        format::count(own.n_unreadable.into()),
        format::count_of(own.n_filled, "cell", "cells"),
        texts.join(", ")
    )
}

/// Whether a value of the picker keeps its column.
#[must_use]
pub fn keeps(value: &str) -> bool {
    value.starts_with(PREFIX)
}

/// The settings after a column is kept as the value of the picker says. What it is called
/// and its unit stay.
#[must_use]
pub fn with_kind(settings: &ImportSettings, column: &PreviewColumn, value: &str) -> ImportSettings {
    let mut settings = settings.clone();
    let Some(own) = &column.own else { return settings };
    let kind = kinds(&own.levels).into_iter().find(|one| one.0 == value).map(|one| one.2);
    if let Some(kind) = kind {
        if let Some(choice) = settings.columns.get_mut(&column.name) {
            (choice.field, choice.unit) = (None, None);
        }
        keep(&mut settings, column.name.clone(), kind);
    }
    settings
}

/// How many columns nothing is chosen for have a proposal, and the settings after all of
/// them are kept as proposed; `None` where there is none.
#[must_use]
pub fn keep_proposed(
    preview: &ImportPreview,
    settings: &ImportSettings,
) -> Option<(usize, ImportSettings)> {
    let mut kept = settings.clone();
    let mut n = 0;
    for column in &preview.columns {
        let is_chosen = settings.columns.get(&column.name).is_some_and(|one| one.field.is_some());
        // What is asked about may be a value that classifies her.
        let is_open = is_chosen || preview.is_asked(&column.name);
        let own = column.own.as_ref().filter(|own| own.kept.is_none() && !is_open);
        if let Some(kind) = own.and_then(|own| own.proposal.clone()) {
            keep(&mut kept, column.name.clone(), kind);
            n += 1;
        }
    }
    (n > 0).then_some((n, kept))
}

fn keep(settings: &mut ImportSettings, name: String, kind: OwnKind) {
    match settings.own_columns.iter_mut().find(|own| own.name == name) {
        Some(own) => own.kind = kind,
        None => settings.own_columns.push(OwnColumn { name, kind, ..OwnColumn::default() }),
    }
}

/// The settings without a kept column.
pub(super) fn drop_own(settings: &mut ImportSettings, name: &str) {
    settings.own_columns.retain(|own| own.name != name);
}

/// The settings after a change of a kept column.
#[must_use]
pub fn with_own(settings: &ImportSettings, name: &str, setting: &OwnSetting) -> ImportSettings {
    let mut settings = settings.clone();
    let Some(own) = settings.own_columns.iter_mut().find(|own| own.name == name) else {
        return settings;
    };
    match (setting, &mut own.kind) {
        (OwnSetting::Label(label), _) => {
            let label = label.trim();
            own.label = if label == own.name { String::new() } else { label.to_owned() };
        }
        (OwnSetting::Unit(unit), _) => unit.trim().clone_into(&mut own.unit),
        (OwnSetting::Order(value), OwnKind::Category { is_ordered, .. }) => {
            *is_ordered = value == "ordered";
        }
        (OwnSetting::Level(place, label), OwnKind::Category { levels, .. }) => {
            if let Some(level) = levels.get_mut(*place) {
                let label = label.trim();
                level.label = if label == level.text { String::new() } else { label.to_owned() };
            }
        }
        (OwnSetting::LevelUp(place), OwnKind::Category { levels, .. })
            if (1..levels.len()).contains(place) =>
        {
            levels.swap(*place - 1, *place);
        }
        _ => {}
    }
    settings
}
