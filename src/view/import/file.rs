//! What is chosen for the file as a whole.

use super::{Picker, PickerOption, option};
use crate::engine::reader::encoding::OFFERED;
use crate::engine::reader::format::Format;
use crate::engine::reader::issue::FileQuestion;
use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::{
    Delimiter, DuplicateChoice, IdentifierChoice, ImportSettings, Quote, RowChoice, Unreadable,
};
use crate::engine::reader::words::usual_missing_codes;
use crate::view::{messages, words};

/// What a picker of the whole file changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The sheet of a workbook.
    Sheet,
    /// The encoding.
    Encoding,
    /// What separates columns.
    Delimiter,
    /// What encloses fields.
    Quote,
    /// The row in which the header begins.
    HeaderRow,
    /// Rows of the header.
    HeaderRows,
    /// What to do with columns that tell who the women are.
    Identifiers,
    /// What to do with rows of one woman that differ.
    Duplicates,
    /// What to do with cells that cannot be read.
    Unreadable,
    /// What to do with rows that are likely to be no women.
    NoWomen,
    /// What to do with rows that the workbook hides.
    HiddenRows,
}

/// The pickers for the file as a whole.
#[must_use]
pub fn pickers(preview: &ImportPreview, settings: &ImportSettings) -> Vec<(Setting, Picker)> {
    let source = &preview.source;
    let asks = |question: fn(&FileQuestion) -> bool| preview.questions.iter().any(question);
    let mut pickers = Vec::new();
    let mut add = |setting, label: &str, chosen: &str, options, is_open| {
        let (label, chosen) = (label.to_owned(), chosen.to_owned());
        pickers.push((setting, Picker { label, chosen, options, is_open }));
    };
    match preview.format {
        Format::Workbook => {
            let is_open = asks(|question| matches!(question, FileQuestion::Sheet { .. }));
            let chosen = source.sheet.as_deref().filter(|_| !is_open).unwrap_or_default();
            let options = source.sheets.iter().map(|name| option(name, name)).collect();
            add(Setting::Sheet, "Sheet", chosen, options, is_open);
        }
        Format::Text => {
            let mut encodings: Vec<PickerOption> =
                OFFERED.iter().map(|(label, name)| option(label, name)).collect();
            if !OFFERED.iter().any(|(label, _)| *label == source.encoding) {
                encodings.push(option(&source.encoding, &source.encoding));
            }
            let is_open = asks(|question| matches!(question, FileQuestion::Encoding));
            add(Setting::Encoding, "Encoding", &source.encoding, encodings, is_open);
            // Blanks stand inside cells of any table: to divide by them is offered only
            // where nothing else divides the columns, or the file would not open.
            let delimiters = Delimiter::ALL
                .into_iter()
                .filter(|&one| one != Delimiter::Blanks || source.delimiter == Some(one))
                .map(|one| {
                    option(words::delimiter(one), &messages::sentence(words::delimiter(one)))
                })
                .collect();
            let chosen = source.delimiter.map_or("", words::delimiter);
            add(Setting::Delimiter, "Columns separated by", chosen, delimiters, false);
            let quotes = [Quote::Double, Quote::Single, Quote::None];
            let quotes = quotes.map(|one| option(quote_value(one), quote_label(one)));
            let chosen = source.quote.map_or("", quote_value);
            add(Setting::Quote, "Quotation marks", chosen, quotes.to_vec(), false);
        }
        Format::Fhir | Format::Json => {}
    }
    if !matches!(preview.format, Format::Fhir | Format::Json) {
        let rows = (1..=source.header_row.max(12))
            .map(|row| option(&row.to_string(), &format!("Row {row}")))
            .collect();
        add(Setting::HeaderRow, "Header in", &source.header_row.to_string(), rows, false);
        let rows = [option("1", "One row"), option("2", "Two rows")].to_vec();
        add(Setting::HeaderRows, "Header takes", &source.header_rows.to_string(), rows, false);
    }
    let has_identifiers = settings.identifiers.is_some()
        || preview.columns.iter().any(|one| one.identifier.is_some());
    if has_identifiers {
        let chosen = match settings.identifiers {
            None => "",
            Some(IdentifierChoice::Drop) => "drop",
            Some(IdentifierChoice::Keep) => "keep",
        };
        let options = [option("drop", "Leave out"), option("keep", "Read as they are")].to_vec();
        add(Setting::Identifiers, "Identifying columns", chosen, options, chosen.is_empty());
    }
    let choices =
        DUPLICATE_CHOICES.map(|choice| option(duplicates_value(choice), duplicates_label(choice)));
    let chosen = duplicates_value(settings.duplicates);
    let is_open = asks(|question| matches!(question, FileQuestion::Duplicates { .. }));
    add(Setting::Duplicates, "Rows of one woman that differ", chosen, choices.to_vec(), is_open);
    let choices =
        UNREADABLE_CHOICES.map(|choice| option(unreadable_value(choice), unreadable_label(choice)));
    let chosen = unreadable_value(settings.unreadable);
    add(Setting::Unreadable, "Cells that cannot be read", chosen, choices.to_vec(), false);
    let are_women = asks(|question| matches!(question, FileQuestion::NoWomen { .. }));
    let are_read = asks(|question| matches!(question, FileQuestion::HiddenRows { .. }));
    for (setting, label, choice, is_open) in [
        (Setting::NoWomen, "Rows that look like no woman", settings.no_women, are_women),
        (Setting::HiddenRows, "Hidden rows", settings.hidden_rows, are_read),
    ] {
        if is_open || choice.is_some() {
            let options = [option("leave_out", "Leave out"), option("read", "Read as women")];
            add(setting, label, choice.map_or("", row_value), options.to_vec(), is_open);
        }
    }
    pickers
}

const DUPLICATE_CHOICES: [DuplicateChoice; 5] = [
    DuplicateChoice::Ask,
    DuplicateChoice::First,
    DuplicateChoice::Last,
    DuplicateChoice::Merge,
    DuplicateChoice::RejectAll,
];

/// The value of a choice for rows of one woman.
pub(super) fn duplicates_value(choice: DuplicateChoice) -> &'static str {
    match choice {
        DuplicateChoice::Ask => "ask",
        DuplicateChoice::First => "first",
        DuplicateChoice::Last => "last",
        DuplicateChoice::RejectAll => "none",
        DuplicateChoice::Merge => "merge",
    }
}

/// What is done with rows of one woman that differ, as a choice.
pub(super) fn duplicates_label(choice: DuplicateChoice) -> &'static str {
    match choice {
        DuplicateChoice::Ask => "Ask",
        DuplicateChoice::First => "Use the first row",
        DuplicateChoice::Last => "Use the last row",
        DuplicateChoice::RejectAll => "Leave these women out",
        DuplicateChoice::Merge => "Fill gaps from later rows; else the first row counts",
    }
}

const UNREADABLE_CHOICES: [Unreadable; 3] =
    [Unreadable::Ask, Unreadable::Missing, Unreadable::LeaveOut];

/// The value of a choice for cells that cannot be read.
pub(super) fn unreadable_value(choice: Unreadable) -> &'static str {
    match choice {
        Unreadable::Ask => "ask",
        Unreadable::Missing => "missing",
        Unreadable::LeaveOut => "leave_out",
    }
}

fn unreadable_label(choice: Unreadable) -> &'static str {
    match choice {
        Unreadable::Ask => "Ask",
        Unreadable::Missing => "Count as missing",
        Unreadable::LeaveOut => "Leave the women out",
    }
}

/// The choice of a value.
pub(super) fn unreadable_choice(value: &str) -> Option<Unreadable> {
    UNREADABLE_CHOICES.into_iter().find(|choice| unreadable_value(*choice) == value)
}

fn row_value(choice: RowChoice) -> &'static str {
    match choice {
        RowChoice::LeaveOut => "leave_out",
        RowChoice::Read => "read",
    }
}

fn row_choice(value: &str) -> Option<RowChoice> {
    [RowChoice::LeaveOut, RowChoice::Read].into_iter().find(|choice| row_value(*choice) == value)
}

fn quote_value(quote: Quote) -> &'static str {
    match quote {
        Quote::Double => "double",
        Quote::Single => "single",
        Quote::None => "none",
    }
}

fn quote_label(quote: Quote) -> &'static str {
    match quote {
        Quote::Double => "Double: \"",
        Quote::Single => "Single: '",
        Quote::None => "None",
    }
}

/// The settings after a choice for the whole file.
#[must_use]
pub fn with_setting(settings: &ImportSettings, setting: Setting, value: &str) -> ImportSettings {
    let mut settings = settings.clone();
    match setting {
        Setting::Sheet => settings.sheet = Some(value.to_owned()),
        Setting::Encoding => settings.encoding = Some(value.to_owned()),
        Setting::Delimiter => {
            settings.delimiter =
                Delimiter::ALL.into_iter().find(|one| words::delimiter(*one) == value);
        }
        Setting::Quote => {
            let quotes = [Quote::Double, Quote::Single, Quote::None];
            settings.quote = quotes.into_iter().find(|quote| quote_value(*quote) == value);
        }
        Setting::HeaderRow => settings.header_row = value.parse().ok(),
        Setting::HeaderRows => settings.header_rows = value.parse().ok(),
        Setting::Identifiers => {
            settings.identifiers = match value {
                "drop" => Some(IdentifierChoice::Drop),
                "keep" => Some(IdentifierChoice::Keep),
                _ => None,
            };
        }
        Setting::Duplicates => {
            let mut choices = DUPLICATE_CHOICES.into_iter();
            let chosen = choices.find(|choice| duplicates_value(*choice) == value);
            settings.duplicates = chosen.unwrap_or_default();
        }
        Setting::NoWomen => settings.no_women = row_choice(value),
        Setting::HiddenRows => settings.hidden_rows = row_choice(value),
        Setting::Unreadable => {
            settings.unreadable = unreadable_choice(value).unwrap_or_default();
        }
    }
    settings
}

/// The list of missing codes as one line of text.
#[must_use]
pub fn missing_codes_text(settings: &ImportSettings) -> String {
    settings.missing_codes.clone().unwrap_or_else(usual_missing_codes).join(", ")
}

/// The settings after the list of missing codes was written anew; the usual list
/// when nothing is left.
#[must_use]
pub fn with_missing_codes(settings: &ImportSettings, text: &str) -> ImportSettings {
    let codes: Vec<String> =
        text.split(',').map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect();
    let is_usual = codes.is_empty() || codes == usual_missing_codes();
    ImportSettings { missing_codes: (!is_usual).then_some(codes), ..settings.clone() }
}
