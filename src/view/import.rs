//! The import step as data: what was found of a file, what has to be decided,
//! and how each choice changes the settings.

use std::collections::BTreeMap;

use crate::engine::reader::encoding::{EncodingSource, OFFERED};
use crate::engine::reader::field::{DecimalMark, Field, Unit};
use crate::engine::reader::format::Format;
use crate::engine::reader::issue::Question;
use crate::engine::reader::preview::{ColumnSource, ImportPreview, PreviewColumn};
use crate::engine::reader::settings::{
    ColumnSettings, Delimiter, DuplicateChoice, IdentifierChoice, ImportSettings, Quote,
};
use crate::engine::reader::text::column_letter;
use crate::engine::reader::words::{choices, usual_missing_codes};
use crate::view::{format, messages, words};

/// One choice of a picker: its value and its label.
pub type PickerOption = (String, String);

/// A picker: what it is for, what is chosen, and the choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picker {
    /// What it is for.
    pub label: String,
    /// The value in force; empty where something has to be chosen.
    pub chosen: String,
    /// The choices.
    pub options: Vec<PickerOption>,
    /// Whether the file cannot be read before something is chosen.
    pub is_open: bool,
}

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
    /// What to do with identifiers that stand twice.
    Duplicates,
}

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
    /// A remark: why it is not read, or what it tells.
    pub remark: String,
}

/// The words of one field and what each stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordList {
    /// Whose words they are.
    pub title: String,
    /// The field that it is read as.
    pub field: Field,
    /// A word, how many cells hold it, and what it stands for.
    pub words: Vec<WordLine>,
    /// Whether a word is not known.
    pub is_open: bool,
}

/// One word of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordLine {
    /// The word.
    pub text: String,
    /// The column whose name holds it, where that is not the list's own.
    pub column: String,
    /// How many cells hold it.
    pub n: String,
    /// What it stands for.
    pub meaning: Picker,
}

/// One sentence on what was found.
#[must_use]
pub fn summary(preview: &ImportPreview) -> String {
    let source = &preview.source;
    let form = messages::sentence(&words::file_source(source));
    if preview.format == Format::Fhir {
        let rows = format::count_of(preview.n_rows, "row", "rows");
        return format!("{form}. {rows} of observations, one for each patient and repetition.");
    }
    let how = match source.encoding_source {
        EncodingSource::Valid | EncodingSource::Format => "",
        EncodingSource::ByteOrderMark => " The encoding is said by a byte order mark.",
        EncodingSource::Zeros => " The encoding is known by its form.",
        EncodingSource::KnownWords => " The encoding is known by the words that it gives.",
        EncodingSource::Detected => " The encoding is a guess.",
        EncodingSource::Chosen => " The encoding was chosen.",
    };
    let lost = if source.has_undecodable {
        " Some letters cannot be read in this encoding: choose another."
    } else {
        ""
    };
    format!(
        "{form}. Header in row {}. {}.{how}{lost}",
        source.header_row,
        format::count_of(preview.n_rows, "row below it", "rows below it"),
    )
}

/// What has to be decided, other than about columns that tell who she is.
#[must_use]
pub fn questions(preview: &ImportPreview) -> Vec<String> {
    let is_code = |question: &&Question| is_checkbox_code(preview, question);
    let is_other = |question: &&Question| {
        !matches!(question, Question::Identifiers { .. }) && !is_code(question)
    };
    let mut others: Vec<String> =
        preview.questions.iter().filter(is_other).map(messages::question).collect();
    // A form can have dozens of checkboxes: one sentence for all of them.
    let codes: Vec<&Question> = preview.questions.iter().filter(is_code).collect();
    match codes.as_slice() {
        [] => {}
        [one] => others.push(messages::question(one)),
        [first, .., last] => {
            let name = |question: &Question| match question {
                Question::Values { column, .. } => column.clone(),
                _ => String::new(),
            };
            others.push(format!(
                "{} checkboxes, from “{}” to “{}”, stand for causes that their names do not say. Say \
                 what they mean.",
                codes.len(),
                name(first),
                name(last)
            ));
        }
    }
    others
}

/// Whether a question is about the code of a checkbox, which stands in the name
/// of its column and not in a cell.
fn is_checkbox_code(preview: &ImportPreview, question: &Question) -> bool {
    let Question::Values { column, field: Field::Etiology, .. } = question else { return false };
    let is_it = |one: &PreviewColumn| one.name == *column;
    let is_checkbox = |one: &PreviewColumn| one.field == Some(Field::CauseCheckbox);
    preview.columns.iter().find(|one| is_it(one)).is_some_and(is_checkbox)
}

/// What has to be decided about columns that tell who the women are.
#[must_use]
pub fn identifier_question(preview: &ImportPreview) -> Option<String> {
    let is_it = |question: &&Question| matches!(question, Question::Identifiers { .. });
    preview.questions.iter().find(is_it).map(messages::question)
}

fn option(value: &str, label: &str) -> PickerOption {
    (value.to_owned(), label.to_owned())
}

/// The pickers for the file as a whole.
#[must_use]
pub fn pickers(preview: &ImportPreview, settings: &ImportSettings) -> Vec<(Setting, Picker)> {
    let source = &preview.source;
    let asks = |question: fn(&Question) -> bool| preview.questions.iter().any(question);
    let mut pickers = Vec::new();
    let mut add = |setting, label: &str, chosen: &str, options, is_open| {
        let (label, chosen) = (label.to_owned(), chosen.to_owned());
        pickers.push((setting, Picker { label, chosen, options, is_open }));
    };
    match preview.format {
        Format::Workbook => {
            let is_open = asks(|question| matches!(question, Question::Sheet { .. }));
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
            let is_open = asks(|question| matches!(question, Question::Encoding));
            add(Setting::Encoding, "Encoding", &source.encoding, encodings, is_open);
            let delimiters = Delimiter::ALL.map(|one| {
                option(words::delimiter(one), &messages::sentence(words::delimiter(one)))
            });
            let chosen = source.delimiter.map_or("", words::delimiter);
            add(Setting::Delimiter, "Columns separated by", chosen, delimiters.to_vec(), false);
            let quotes = [Quote::Double, Quote::Single, Quote::None];
            let quotes = quotes.map(|one| option(quote_value(one), quote_label(one)));
            let chosen = source.quote.map_or("", quote_value);
            add(Setting::Quote, "Quotation marks", chosen, quotes.to_vec(), false);
        }
        Format::Fhir => {}
    }
    if preview.format != Format::Fhir {
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
    let chosen = match settings.duplicates {
        DuplicateChoice::First => "first",
        DuplicateChoice::Last => "last",
        DuplicateChoice::RejectAll => "none",
    };
    let options = [
        option("first", "Use the first row"),
        option("last", "Use the last row"),
        option("none", "Use none of them"),
    ]
    .to_vec();
    add(Setting::Duplicates, "The same woman twice", chosen, options, false);
    pickers
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
            settings.duplicates = match value {
                "last" => DuplicateChoice::Last,
                "none" => DuplicateChoice::RejectAll,
                _ => DuplicateChoice::First,
            };
        }
    }
    settings
}

/// Every column of the file and what can be chosen for it.
#[must_use]
pub fn column_lines(preview: &ImportPreview) -> Vec<ColumnLine> {
    preview.columns.iter().map(|column| column_line(preview, column)).collect()
}

fn column_line(preview: &ImportPreview, column: &PreviewColumn) -> ColumnLine {
    let place = column.place as usize;
    let is_asked = preview.questions.iter().any(|question| match question {
        Question::Field { column: name, .. } => *name == column.name,
        Question::SameField { columns, .. } => columns.contains(&column.name),
        _ => false,
    });
    let mut options = vec![option(Field::Ignored.name(), words::field(Field::Ignored))];
    options.extend(Field::ALL.map(|field| option(field.name(), words::field(field))));
    let chosen = if is_asked { "" } else { column.field.unwrap_or(Field::Ignored).name() };
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
        |question| matches!(question, Question::Fraction { column: name } if *name == column.name),
    );
    let chosen = if is_open { "" } else { unit_value(column.unit) };
    Some(Picker {
        label: format!("Unit of {}", column.name),
        chosen: chosen.to_owned(),
        options: options.into_iter().map(|(unit, label)| option(unit_value(unit), label)).collect(),
        is_open,
    })
}

fn unit_value(unit: Unit) -> &'static str {
    match unit {
        Unit::AsIs => "as_is",
        Unit::Fraction => "fraction",
        Unit::Meter => "meter",
        Unit::Inch => "inch",
        Unit::Pound => "pound",
    }
}

fn mark_picker(preview: &ImportPreview, column: &PreviewColumn) -> Option<Picker> {
    column.field?.quantity()?;
    let is_open = preview.questions.iter().any(
        |question| matches!(question, Question::DecimalMark { column: name } if *name == column.name),
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
        }
        ColumnSetting::Unit => {
            let units = [Unit::AsIs, Unit::Fraction, Unit::Meter, Unit::Inch, Unit::Pound];
            one.unit = units.into_iter().find(|unit| unit_value(*unit) == value);
        }
        ColumnSetting::DecimalMark => {
            let marks = [DecimalMark::Point, DecimalMark::Comma, DecimalMark::Mixed];
            one.decimal_mark = marks.into_iter().find(|mark| mark_value(*mark) == value);
        }
    }
    settings
}

/// The words of every field of words. All checkboxes are one field, and so are
/// the causes that they stand for.
#[must_use]
pub fn word_lists(preview: &ImportPreview) -> Vec<WordList> {
    let mut lists: Vec<WordList> = Vec::new();
    let mut boxes: BTreeMap<&str, (u32, Option<&str>)> = BTreeMap::new();
    for column in &preview.columns {
        let Some(field) = column.field.filter(|_| !column.words.is_empty()) else { continue };
        if field == Field::CauseCheckbox {
            for word in &column.words {
                let (n, meaning) = boxes.entry(&word.text).or_default();
                *n = n.saturating_add(word.n);
                *meaning = meaning.or(word.meaning.as_deref());
            }
            continue;
        }
        let words = column
            .words
            .iter()
            .map(|word| word_line(field, &word.text, "", Some(word.n), word.meaning.as_deref()));
        lists.push(word_list(format!("Words of “{}”", column.name), field, words.collect()));
    }
    let marks = boxes
        .iter()
        .map(|(text, &(n, meaning))| word_line(Field::CauseCheckbox, text, "", Some(n), meaning));
    let marks: Vec<WordLine> = marks.collect();
    if !marks.is_empty() {
        lists.push(word_list("Words of the checkboxes".to_owned(), Field::CauseCheckbox, marks));
    }
    let codes = preview.columns.iter().filter_map(|column| {
        let choice = column.choice.as_ref()?;
        let meaning = choice.meaning.as_deref();
        Some(word_line(Field::Etiology, &choice.text, &column.name, None, meaning))
    });
    let codes: Vec<WordLine> = codes.collect();
    if !codes.is_empty() {
        lists.push(word_list("What the checkboxes stand for".to_owned(), Field::Etiology, codes));
    }
    lists
}

fn word_list(title: String, field: Field, words: Vec<WordLine>) -> WordList {
    let is_open = words.iter().any(|word| word.meaning.is_open);
    WordList { title, field, words, is_open }
}

fn word_line(
    field: Field,
    text: &str,
    column: &str,
    n: Option<u32>,
    meaning: Option<&str>,
) -> WordLine {
    WordLine {
        text: text.to_owned(),
        column: column.to_owned(),
        n: n.map(|n| format::count(n.into())).unwrap_or_default(),
        meaning: meaning_picker(field, if column.is_empty() { text } else { column }, meaning),
    }
}

fn meaning_picker(field: Field, text: &str, meaning: Option<&str>) -> Picker {
    let label = |word: &str| match (field, word) {
        (_, "missing") => "no value".to_owned(),
        (Field::Etiology, "known") => "a known cause".to_owned(),
        (Field::Etiology, "idiopathic") => "no cause found (idiopathic)".to_owned(),
        _ => word.replace('_', " "),
    };
    Picker {
        label: format!("{text} means"),
        chosen: meaning.unwrap_or_default().to_owned(),
        options: choices(field).into_iter().map(|word| (word.to_owned(), label(word))).collect(),
        is_open: meaning.is_none(),
    }
}

/// The settings after a word was given a meaning.
#[must_use]
pub fn with_word(
    settings: &ImportSettings,
    field: Field,
    text: &str,
    meaning: &str,
) -> ImportSettings {
    let mut settings = settings.clone();
    settings.values.entry(field).or_default().insert(text.to_owned(), meaning.to_owned());
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

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::reader::{look, read};

    fn found(file: &str, settings: &ImportSettings) -> ImportPreview {
        look(file.as_bytes(), settings).expect("a table")
    }

    /// Whatever the page offers can be chosen, and then it is what is in force.
    #[test]
    fn every_choice_takes_effect() {
        let file = "환자명;NK activity;NK(%);IVIG;키;원인\n가;12,5;1,234;1;160;자궁\n나;13,5;2,345;2;165;x\n";
        let start = ImportSettings::default();
        let preview = found(file, &start);
        for (setting, picker) in pickers(&preview, &start) {
            if matches!(setting, Setting::HeaderRow | Setting::HeaderRows | Setting::Encoding) {
                continue;
            }
            for (value, _) in &picker.options {
                let settings = with_setting(&start, setting, value);
                let again = found(file, &settings);
                let shown = pickers(&again, &settings).into_iter().find(|one| one.0 == setting);
                assert_eq!(shown.expect("the same picker").1.chosen, *value, "{setting:?}");
            }
        }
        for (value, _) in &column_lines(&preview)[1].field.options {
            let settings = with_column(&start, "NK activity", ColumnSetting::Field, value);
            let again = &column_lines(&found(file, &settings))[1];
            assert_eq!(again.field.chosen, *value);
            for (setting, picker) in
                [(ColumnSetting::Unit, &again.unit), (ColumnSetting::DecimalMark, &again.mark)]
            {
                for (value, _) in picker.iter().flat_map(|picker| &picker.options) {
                    let settings = with_column(&settings, "NK activity", setting, value);
                    let again = &column_lines(&found(file, &settings))[1];
                    let shown = match setting {
                        ColumnSetting::Unit => &again.unit,
                        _ => &again.mark,
                    };
                    assert_eq!(shown.as_ref().expect("the same picker").chosen, *value);
                }
            }
        }
    }

    /// Answering everything that is open lets the file be read.
    #[test]
    fn answers_lead_to_a_reading() {
        let file = "환자명;NK activity;NK(%);IVIG\n가;12,5;1,234;1\n나;13,5;2,345;2\n";
        let mut settings = ImportSettings::default();
        let preview = found(file, &settings);
        assert!(identifier_question(&preview).is_some());
        assert_eq!(questions(&preview).len(), 3);
        settings = with_setting(&settings, Setting::Identifiers, "drop");
        settings = with_column(&settings, "NK activity", ColumnSetting::Field, "nk_cyto_25_1");
        settings = with_column(&settings, "NK(%)", ColumnSetting::DecimalMark, "comma");
        for list in word_lists(&found(file, &settings)) {
            assert!(list.is_open);
            for (word, meaning) in list.words.iter().zip(["yes", "no"]) {
                settings = with_word(&settings, list.field, &word.text, meaning);
            }
        }
        let preview = found(file, &settings);
        assert_eq!((questions(&preview), identifier_question(&preview)), (vec![], None));
        let reading = read(file.as_bytes(), &settings).expect("everything is answered");
        assert_eq!(reading.cohort.ivig, [Some(true), Some(false)]);
    }

    /// The choices of checkboxes stand in the names of columns: one question and
    /// one list for all of them.
    #[test]
    fn checkboxes_are_one_list() {
        let file = "record_id,etiology___1,etiology___2,etiology____9,nk_percent\n1,0,1,0,12\n2,1,0,0,13\n";
        let start = ImportSettings::default();
        let preview = found(file, &start);
        assert_eq!(
            questions(&preview),
            ["3 checkboxes, from “etiology___1” to “etiology____9”, stand for causes that their \
              names do not say. Say what they mean."]
        );
        let lists = word_lists(&preview);
        let titles: Vec<&str> = lists.iter().map(|list| list.title.as_str()).collect();
        assert_eq!(titles, ["Words of the checkboxes", "What the checkboxes stand for"]);
        let lines = |list: &WordList| -> Vec<String> {
            let line = |word: &WordLine| format!("{} {} {}", word.text, word.column, word.n);
            list.words.iter().map(line).collect()
        };
        assert_eq!(lines(&lists[0]), ["0  4", "1  2"]);
        assert_eq!(lines(&lists[1]), ["1 etiology___1 ", "2 etiology___2 ", "-9 etiology____9 "]);
        let settings = lists[1].words.iter().fold(start, |settings, word| {
            with_word(&settings, Field::Etiology, &word.text, "known")
        });
        let answered = found(file, &settings);
        assert_eq!(questions(&answered), Vec::<String>::new());
        let codes = &word_lists(&answered)[1];
        assert!(codes.words.iter().all(|word| word.meaning.chosen == "known"), "can be changed");
    }

    #[test]
    fn missing_codes_are_a_line_of_text() {
        let start = ImportSettings::default();
        assert!(missing_codes_text(&start).starts_with("NA, N/A"));
        let own = with_missing_codes(&start, " -1 , none,");
        assert_eq!(own.missing_codes, Some(vec!["-1".to_owned(), "none".to_owned()]));
        assert_eq!(missing_codes_text(&own), "-1, none");
        assert_eq!(with_missing_codes(&own, "").missing_codes, None);
    }
}
