//! The import step as data: what was found of a file, what has to be decided,
//! and how each choice changes the settings.

pub mod columns;
pub mod file;
pub mod meanings;
pub mod own;
pub mod page;
pub mod questions;

use crate::engine::column::Column;
use crate::engine::reader::encoding::EncodingSource;
use crate::engine::reader::field::Field;
use crate::engine::reader::format::Format;
use crate::engine::reader::issue::FileQuestion;
use crate::engine::reader::preview::{ImportPreview, PreviewColumn};
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
        EncodingSource::ByteOrderMark => " The encoding is given by a byte order mark.",
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

/// Whether a question is about the code of a checkbox, which stands in the name
/// of its column and not in a cell.
fn is_checkbox_code(preview: &ImportPreview, question: &FileQuestion) -> bool {
    let FileQuestion::Values { column, field: Field::Column(Column::Etiology), .. } = question
    else {
        return false;
    };
    let is_it = |one: &PreviewColumn| one.name == *column;
    let is_checkbox = |one: &PreviewColumn| one.field == Some(Field::CauseCheckbox);
    preview.columns.iter().find(|one| is_it(one)).is_some_and(is_checkbox)
}

fn option(value: &str, label: &str) -> PickerOption {
    (value.to_owned(), label.to_owned())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::columns::{ColumnSetting, column_lines, with_column};
    use super::file::{Setting, missing_codes_text, pickers, with_missing_codes, with_setting};
    use super::meanings::{WordLine, WordList, with_word, word_lists};
    use super::own::{keeps, with_kind};
    use super::questions::{AnswerForm, Edit, ImportQuestion, all_safe, apply, asked};
    use super::*;
    use crate::engine::reader::settings::ImportSettings;
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
            let settings = if keeps(value) {
                with_kind(&start, &preview.columns[1], value)
            } else {
                with_column(&start, "NK activity", ColumnSetting::Field, value)
            };
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

    fn titles(asked: &[ImportQuestion]) -> Vec<&str> {
        asked.iter().map(|one| one.title.as_str()).collect()
    }

    /// The proposed answer, or the first.
    fn first_answer(asked: &ImportQuestion) -> Vec<Edit> {
        match &asked.form {
            AnswerForm::Buttons(answers) => {
                let proposed = answers.iter().find(|answer| answer.is_proposed);
                proposed.or(answers.first()).map(|answer| answer.edits.clone()).unwrap_or_default()
            }
            AnswerForm::Lines { lines, .. } => {
                let value = |chosen: &str, first: &str| {
                    if chosen.is_empty() || chosen == "ignored" {
                        first.to_owned()
                    } else {
                        chosen.to_owned()
                    }
                };
                lines
                    .iter()
                    .map(|line| {
                        let other = line.picker.options.get(1).map_or("", |option| &option.0);
                        line.edit(&value(&line.picker.chosen, other))
                    })
                    .collect()
            }
        }
    }

    /// Every question has answers, and its first one closes it: of each kind one.
    #[test]
    fn every_question_is_answered_where_it_is_asked() {
        for (file, expected) in [
            ("환자명,nk\n가,12\n", "This file identifies the women."),
            ("id,foo\nA,12\n", "Which columns are the laboratory values?"),
            ("id,NK activity (%)\nA,30\n", "What is in column “NK activity (%)”?"),
            ("id,nk,nk_percent,NK (%)\nA,12,13,14\n", ""),
            ("id,nk,IVIG given,IVIG planned\nA,12,yes,no\n", "Which column is “IVIG (yes/no)”?"),
            ("id;nk\nA;1,234\nB;2,345\n", "What does the comma in “nk” stand for?"),
            ("id,nk\nA,0.1\nB,0.2\nC,0.12\n", "Is “nk” in percent or in fractions?"),
            ("id,nk,etiology\nA,12,zzz\n", "What does “zzz” in column “etiology” stand for?"),
            ("id,nk,bmi\nA,12,2200\n", "1 cell of “bmi” cannot be read"),
            ("id,nk\nA,12\nA,13\n", "1 woman is in several rows that differ"),
        ] {
            let mut settings = ImportSettings::default();
            let first = asked(&found(file, &settings));
            assert_eq!(titles(&first).first().copied().unwrap_or_default(), expected, "{file}");
            for _ in 0..4 {
                let open = asked(&found(file, &settings));
                let Some(one) = open.first() else { break };
                settings = apply(&settings, &first_answer(one));
                let still = asked(&found(file, &settings));
                assert!(still.iter().all(|other| other.key != one.key), "{}: {still:?}", one.key);
            }
            assert!(read(file.as_bytes(), &settings).is_ok(), "{file}");
        }
    }

    /// One click accepts what texts say themselves; a guess is never among it.
    #[test]
    fn safe_proposals_are_accepted_together() {
        let file = "id,nk,bmi,fetal_karyotype,etiology\nA,12,2200,abnormal,zzz\nB,x,22,,\n";
        let start = ImportSettings::default();
        let open = asked(&found(file, &start));
        assert_eq!(open.len(), 4);
        let (n, edits) = all_safe(&open).expect("three are safe");
        assert_eq!(n, 3);
        let settings = apply(&start, &edits);
        assert_eq!(
            titles(&asked(&found(file, &settings))),
            ["What does “zzz” in column “etiology” stand for?"]
        );
    }

    /// Answering everything that is open lets the file be read.
    #[test]
    fn answers_lead_to_a_reading() {
        let file = "환자명;NK activity;NK(%);IVIG\n가;12,5;1,234;1\n나;13,5;2,345;2\n";
        let mut settings = ImportSettings::default();
        let preview = found(file, &settings);
        assert_eq!(
            titles(&asked(&preview)),
            [
                "This file identifies the women.",
                "What is in column “NK activity”?",
                "What does the comma in “NK(%)” stand for?",
                "What do 2 texts of column “IVIG” stand for?",
            ]
        );
        settings = with_setting(&settings, Setting::Identifiers, "drop");
        settings = with_column(&settings, "NK activity", ColumnSetting::Field, "nk_cyto_25");
        settings = with_column(&settings, "NK(%)", ColumnSetting::DecimalMark, "comma");
        for list in word_lists(&found(file, &settings)) {
            assert!(list.is_open);
            for (word, meaning) in list.words.iter().zip(["yes", "no"]) {
                settings = with_word(&settings, list.field, &word.text, meaning);
            }
        }
        let preview = found(file, &settings);
        assert_eq!(asked(&preview), []);
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
        assert_eq!(titles(&asked(&preview)), ["Which causes do 3 checkboxes stand for?"]);
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
            with_word(&settings, Field::Column(Column::Etiology), &word.text, "known")
        });
        let answered = found(file, &settings);
        assert_eq!(asked(&answered), []);
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
