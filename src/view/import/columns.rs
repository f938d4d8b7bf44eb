//! What is chosen for each column.

use super::file::unreadable_choice;
use super::own::{self, OwnLine};
use super::{Picker, option};
use crate::engine::column::Column;
use crate::engine::own_column::OwnKind;
use crate::engine::reader::field::{Field, Unit};
use crate::engine::reader::issue::FileQuestion;
use crate::engine::reader::number::DecimalMark;
use crate::engine::reader::preview::{ColumnSource, ImportPreview, PreviewColumn};
use crate::engine::reader::settings::{ColumnSettings, ImportSettings, UnreadChoice};
use crate::engine::reader::text::column_letter;
use crate::view::{messages, words};

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnLine {
    /// Its name.
    pub name: String,
    /// Its letter in the spreadsheet.
    pub letter: String,
    /// Its first values.
    pub samples: String,
    /// What it is read as.
    pub field: Picker,
    /// The unit of its numbers, where there is a choice.
    pub unit: Option<Picker>,
    /// Its decimal mark, where there is one.
    pub mark: Option<Picker>,
    /// What its cells are that hold more than a number, where that is asked.
    pub unread: Option<Picker>,
    /// What can be changed of it where it is kept although the format does not know it.
    pub own: Option<OwnLine>,
    /// A remark: why it is not read, or what it tells.
    pub remark: String,
}

/// Every column of the file and what can be chosen for it.
#[must_use]
pub fn column_lines(preview: &ImportPreview) -> Vec<ColumnLine> {
    preview.columns.iter().map(|column| column_line(preview, column)).collect()
}

fn column_line(preview: &ImportPreview, column: &PreviewColumn) -> ColumnLine {
    let place = column.place as usize;
    let is_asked = preview.is_asked(&column.name);
    let mut options = vec![option(Field::Ignored.name(), words::field(Field::Ignored))];
    let (kinds, kept) = column.own.as_ref().map(own::options).unwrap_or_default();
    options.extend(kinds);
    options.extend(Field::ALL.map(|field| option(field.name(), words::field(field))));
    let field = column.field.unwrap_or(Field::Ignored).name();
    let chosen = if is_asked { "" } else { kept.unwrap_or(field) };
    let samples = preview.rows.iter().filter_map(|row| row.cells.get(place));
    let samples: Vec<&str> =
        samples.map(String::as_str).filter(|cell| !cell.is_empty()).take(3).collect();
    ColumnLine {
        name: column.name.clone(),
        letter: column_letter(place),
        samples: samples.join(" · "),
        field: Picker {
            label: format!("{} is read as", column.name),
            chosen: chosen.to_owned(),
            options,
            is_open: is_asked,
        },
        unit: unit_picker(preview, column),
        mark: mark_picker(preview, column),
        unread: unread_picker(preview, column),
        own: column.own.as_ref().and_then(own::own_line),
        remark: remark(column),
    }
}

fn remark(column: &PreviewColumn) -> String {
    if let Some(identifier) = column.identifier {
        return format!("tells who she is: {}", words::identifier(identifier));
    }
    if let Some(why) = column.refused {
        return messages::unconvertible(why).to_owned();
    }
    match column.source {
        ColumnSource::Unsure if column.field.is_none() => "could be several things".to_owned(),
        _ => String::new(),
    }
}

fn unit_picker(preview: &ImportPreview, column: &PreviewColumn) -> Option<Picker> {
    let options = match column.field? {
        Field::HeightCm => {
            vec![(Unit::AsIs, "centimeters"), (Unit::Meter, "meters"), (Unit::Inch, "inches")]
        }
        Field::WeightKg => vec![(Unit::AsIs, "kilograms"), (Unit::Pound, "pounds")],
        field if field.is_percent() => {
            vec![(Unit::AsIs, "percent: 12.5"), (Unit::Fraction, "fraction: 0.125")]
        }
        _ => return None,
    };
    let is_open = preview.questions.iter().any(
        |question| matches!(question, FileQuestion::Fraction { column: name } if *name == column.name),
    );
    let chosen = if is_open { "" } else { unit_value(column.unit) };
    Some(Picker {
        label: format!("Unit of {}", column.name),
        chosen: chosen.to_owned(),
        options: options.into_iter().map(|(unit, label)| option(unit_value(unit), label)).collect(),
        is_open,
    })
}

pub(super) fn unit_value(unit: Unit) -> &'static str {
    match unit {
        Unit::AsIs => "as_is",
        Unit::Fraction => "fraction",
        Unit::Meter => "meter",
        Unit::Inch => "inch",
        Unit::Pound => "pound",
    }
}

fn mark_picker(preview: &ImportPreview, column: &PreviewColumn) -> Option<Picker> {
    let is_own_number = column
        .own
        .as_ref()
        .and_then(|own| own.kept.as_ref())
        .is_some_and(|column| column.kind == OwnKind::Number);
    if !is_own_number {
        column.field?.quantity()?;
    }
    let is_open = preview.questions.iter().any(
        |question| matches!(question, FileQuestion::DecimalMark { column: name } if *name == column.name),
    );
    let chosen = if is_open { "" } else { mark_value(column.decimal_mark) };
    let options = [
        (DecimalMark::Point, "point: 12.5"),
        (DecimalMark::Comma, "comma: 12,5"),
        (DecimalMark::Mixed, "both occur"),
    ];
    Some(Picker {
        label: format!("Decimal mark of {}", column.name),
        chosen: chosen.to_owned(),
        options: options.iter().map(|(mark, label)| option(mark_value(*mark), label)).collect(),
        is_open,
    })
}

fn unread_picker(preview: &ImportPreview, column: &PreviewColumn) -> Option<Picker> {
    let is_open = preview.questions.iter().any(
        |question| matches!(question, FileQuestion::Unread { column: name, .. } if *name == column.name),
    );
    if !is_open && column.unread.is_none() {
        return None;
    }
    let is_year = column.field == Some(Field::Column(Column::Year));
    let options = [
        (UnreadChoice::Number, if is_year { "the year shown" } else { "the number shown" }),
        (UnreadChoice::Missing, "missing"),
        (UnreadChoice::LeaveOut, "leave these rows out"),
    ];
    Some(Picker {
        label: format!("Cells of {} with more than a number", column.name),
        chosen: column.unread.map_or("", unread_value).to_owned(),
        options: options
            .into_iter()
            .filter(|(choice, _)| !is_year || *choice != UnreadChoice::LeaveOut)
            .map(|(choice, label)| option(unread_value(choice), label))
            .collect(),
        is_open,
    })
}

fn unread_value(choice: UnreadChoice) -> &'static str {
    match choice {
        UnreadChoice::Number => "number",
        UnreadChoice::Missing => "missing",
        UnreadChoice::LeaveOut => "leave_out",
    }
}

fn mark_value(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Point => "point",
        DecimalMark::Comma => "comma",
        DecimalMark::Mixed => "mixed",
    }
}

/// What a picker of one column changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnSetting {
    /// What it is read as.
    Field,
    /// Its unit.
    Unit,
    /// Its decimal mark.
    DecimalMark,
    /// What its cells are that hold more than a number.
    Unread,
    /// What to do with its cells that cannot be read.
    Unreadable,
}

/// The settings after a choice for one column.
#[must_use]
pub fn with_column(
    settings: &ImportSettings,
    column: &str,
    setting: ColumnSetting,
    value: &str,
) -> ImportSettings {
    let mut settings = settings.clone();
    let one: &mut ColumnSettings = settings.columns.entry(column.to_owned()).or_default();
    match setting {
        ColumnSetting::Field => {
            one.field = Field::from_name(value);
            one.unit = None;
            own::drop_own(&mut settings, column);
        }
        ColumnSetting::Unit => {
            let units = [Unit::AsIs, Unit::Fraction, Unit::Meter, Unit::Inch, Unit::Pound];
            one.unit = units.into_iter().find(|unit| unit_value(*unit) == value);
        }
        ColumnSetting::Unreadable => one.unreadable = unreadable_choice(value),
        ColumnSetting::DecimalMark => {
            let marks = [DecimalMark::Point, DecimalMark::Comma, DecimalMark::Mixed];
            one.decimal_mark = marks.into_iter().find(|mark| mark_value(*mark) == value);
        }
        ColumnSetting::Unread => {
            let choices = [UnreadChoice::Number, UnreadChoice::Missing, UnreadChoice::LeaveOut];
            one.unread = choices.into_iter().find(|choice| unread_value(*choice) == value);
        }
    }
    settings
}
