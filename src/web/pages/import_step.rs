//! The import step: what was found of a file, and everything about it that can
//! be put right before it is read.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::{ImportSettings, SETTINGS_SCHEMA};
use crate::view::import::columns::{self, ColumnLine, ColumnSetting};
use crate::view::import::file::{self, Setting};
use crate::view::import::meanings::{self, WordLine, WordList};
use crate::view::import::{self, Picker};
use crate::web::markup::{
    button, cell, cell_of, heading, paragraph, row, row_head, span, table, table_head,
};
use crate::web::pages::cohort::CohortCommand;
use crate::web::{browser, objects};

/// What the import step shows and whom it tells.
#[derive(Properties, PartialEq)]
pub(in crate::web) struct ImportStepProps {
    /// Name of the file.
    pub file_name: String,
    /// What was found.
    pub preview: Rc<ImportPreview>,
    /// The choices so far.
    pub settings: ImportSettings,
    /// Whether the file is being looked at again.
    pub is_updating: bool,
    /// Whether there is a report to go back to.
    pub has_report: bool,
    /// What the user asks for.
    pub on_command: Callback<CohortCommand>,
}

/// The import step.
#[component]
pub(in crate::web) fn ImportStep(props: &ImportStepProps) -> Html {
    let preview = &props.preview;
    let problem = use_state(String::new);
    let choose = {
        let on_command = props.on_command.clone();
        Callback::from(move |settings| on_command.emit(CohortCommand::Look(settings)))
    };
    let on_read = {
        let settings = props.settings.clone();
        props.on_command.reform(move |_: MouseEvent| CohortCommand::Read(settings.clone()))
    };
    let on_back = props.on_command.reform({
        let has_report = props.has_report;
        move |_: MouseEvent| if has_report { CohortCommand::Back } else { CohortCommand::Close }
    });
    let is_open = !preview.questions.is_empty();
    html! {
        <section class={classes!("panel", "import", props.is_updating.then_some("report-updating"))}
            aria-labelledby="import-title">
            <h2 id="import-title" class="section-title">{ format!("How {} is read", props.file_name) }</h2>
            <p class="muted" role="status">{ import::summary(preview) }</p>
            { identifiers(props, &choose) }
            { questions(preview) }
            { pickers(props, &choose) }
            { first_rows(preview) }
            { columns(props, &choose) }
            { for meanings::word_lists(preview).iter().enumerate().map(|list| words(props, &choose, list)) }
            { missing_codes(props, &choose) }
            <div class="import-actions">
                <button type="button" class="button button-primary" disabled={is_open || props.is_updating}
                    onclick={on_read}>{ "Read the file" }</button>
                { button("button", if props.has_report { "Back to the report" } else { "Close file" }, on_back) }
                if is_open {
                    { paragraph("muted small", "The file can be read once everything that is marked is decided.") }
                }
            </div>
            <div class="import-mapping">
                { button("button button-quiet", "Save these choices", save(&props.settings)) }
                { load(&choose, &problem) }
                { paragraph("muted small", "They hold names of columns and words, and no row of the file.") }
            </div>
            if !problem.is_empty() {
                <p class="note note-warning" role="alert">{ (*problem).clone() }</p>
            }
        </section>
    }
}

fn identifiers(props: &ImportStepProps, choose: &Callback<ImportSettings>) -> Html {
    let Some(question) = import::identifier_question(&props.preview) else { return html! {} };
    let answer = |value: &'static str| {
        let settings = file::with_setting(&props.settings, Setting::Identifiers, value);
        choose.reform(move |_: MouseEvent| settings.clone())
    };
    html! {
        <div class="notice notice-error" role="alert">
            <p><strong>{ "This file tells who the women are." }</strong></p>
            <p>{ question }</p>
            <p class="button-row">
                { button("button button-primary", "Leave these columns out", answer("drop")) }
                { button("button", "Read the file as it is", answer("keep")) }
            </p>
        </div>
    }
}

fn questions(preview: &ImportPreview) -> Html {
    let questions = import::questions(preview);
    if questions.is_empty() {
        return html! {};
    }
    html! {
        <div class="notice" role="alert">
            <p><strong>{ "To be decided before the file can be read:" }</strong></p>
            <ul>{ for questions.into_iter().map(|question| html! { <li>{ question }</li> }) }</ul>
        </div>
    }
}

/// A picker with its label, above it or for screen readers only.
fn picker(id: String, picker: &Picker, shows_label: bool, onpick: &Callback<String>) -> Html {
    let onchange =
        onpick.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    let option = |(value, label): &(String, String)| {
        let selected = *value == picker.chosen;
        html! { <option value={value.clone()} {selected}>{ label.clone() }</option> }
    };
    let label_class = if shows_label { "field-label" } else { "visually-hidden" };
    html! {
        <span class={classes!("picker", picker.is_open.then_some("picker-open"))}>
            <label class={label_class} for={id.clone()}>{ picker.label.clone() }</label>
            <select {id} {onchange}>
                if picker.chosen.is_empty() {
                    <option value="" selected=true disabled=true>{ "choose…" }</option>
                }
                { for picker.options.iter().map(option) }
            </select>
        </span>
    }
}

fn pickers(props: &ImportStepProps, choose: &Callback<ImportSettings>) -> Html {
    let one = |(setting, shown): &(Setting, Picker)| {
        let (setting, settings) = (*setting, props.settings.clone());
        let onpick =
            choose.reform(move |value: String| file::with_setting(&settings, setting, &value));
        picker(format!("import-{setting:?}").to_ascii_lowercase(), shown, true, &onpick)
    };
    let pickers = file::pickers(&props.preview, &props.settings);
    html! { <div class="import-pickers">{ for pickers.iter().map(one) }</div> }
}

fn columns(props: &ImportStepProps, choose: &Callback<ImportSettings>) -> Html {
    let line = |(place, line): (usize, &ColumnLine)| {
        let pick = |setting: ColumnSetting| {
            let (settings, name) = (props.settings.clone(), line.name.clone());
            choose.reform(move |value: String| {
                columns::with_column(&settings, &name, setting, &value)
            })
        };
        let small = |kind: &str, shown: &Option<Picker>, setting: ColumnSetting| {
            shown
                .as_ref()
                .map(|shown| picker(format!("{kind}-{place}"), shown, false, &pick(setting)))
        };
        let name = html! {
            <>
                { span("column-letter", line.letter.clone()) }{ line.name.clone() }
                { span("below samples", line.samples.clone()) }
            </>
        };
        row(
            if line.field.is_open { "row-open" } else { "" },
            [
                row_head(name),
                cell_of(
                    "",
                    html! {
                        <>
                            { picker(format!("field-{place}"), &line.field, false, &pick(ColumnSetting::Field)) }
                            { span("below", line.remark.clone()) }
                        </>
                    },
                ),
                cell_of(
                    "",
                    html! {
                        <div class="column-choices">
                            { small("unit", &line.unit, ColumnSetting::Unit) }
                            { small("mark", &line.mark, ColumnSetting::DecimalMark) }
                            { small("unread", &line.unread, ColumnSetting::Unread) }
                        </div>
                    },
                ),
            ],
        )
    };
    let lines = columns::column_lines(&props.preview);
    html! {
        <>
            { heading("columns-title", "Columns") }
            { table("table import-columns", "Columns of the file and what they are read as", html! {
                <>
                    { table_head(&[("", "In the file"), ("", "Read as"), ("", "Unit and decimal mark")]) }
                    <tbody>{ for lines.iter().enumerate().map(line) }</tbody>
                </>
            }) }
        </>
    }
}

fn words(
    props: &ImportStepProps,
    choose: &Callback<ImportSettings>,
    (number, list): (usize, &WordList),
) -> Html {
    // What was answered stays in sight, and the keyboard where it was.
    let is_answered = props.settings.values.contains_key(&list.field);
    let line = |(place, word): (usize, &WordLine)| {
        let (settings, field, text) = (props.settings.clone(), list.field, word.text.clone());
        let onpick = choose
            .reform(move |value: String| meanings::with_word(&settings, field, &text, &value));
        let id = format!("word-{number}-{place}");
        let text = html! {
            <>{ word.text.clone() }{ span("below", word.column.clone()) }</>
        };
        row(
            if word.meaning.is_open { "row-open" } else { "" },
            [
                row_head(text),
                cell("number", word.n.clone()),
                cell_of("", picker(id, &word.meaning, false, &onpick)),
            ],
        )
    };
    html! {
        <details class="import-words" open={list.is_open || is_answered}>
            <summary>{ format!("{} ({})", list.title, list.words.len()) }</summary>
            { table("table table-narrow", list.title.clone(), html! {
                <>
                    { table_head(&[("", "Word"), ("number", "Cells"), ("", "Stands for")]) }
                    <tbody>{ for list.words.iter().enumerate().map(line) }</tbody>
                </>
            }) }
        </details>
    }
}

fn missing_codes(props: &ImportStepProps, choose: &Callback<ImportSettings>) -> Html {
    let settings = props.settings.clone();
    let onchange = choose.reform(move |event: Event| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        file::with_missing_codes(&settings, &text)
    });
    html! {
        <details class="import-words">
            <summary>{ "What counts as missing" }</summary>
            <p class="import-missing">
                <label class="field-label" for="missing-codes">
                    { "Texts and numbers that stand for a missing value, separated by commas" }
                </label>
                <input id="missing-codes" type="text" autocomplete="off"
                    value={file::missing_codes_text(&props.settings)} {onchange} />
            </p>
            { paragraph("note", "Empty cells, errors of a spreadsheet and REDCap's codes for missing \
                data count as missing in any case.") }
        </details>
    }
}

fn first_rows(preview: &ImportPreview) -> Html {
    let names = preview.columns.iter().map(|column| {
        html! { <th scope="col">{ column.name.clone() }</th> }
    });
    let line = |line: &crate::engine::reader::preview::PreviewRow| {
        let cells = line.cells.iter().map(|text| cell("", text.clone()));
        let head = row_head(html! { { line.row.to_string() } });
        row("", std::iter::once(head).chain(cells))
    };
    html! {
        <>
            { heading("rows-title", "First rows as they stand in the file") }
            { table("table import-rows", "First rows of the file", html! {
                <>
                    <thead><tr><th scope="col">{ "Row" }</th>{ for names }</tr></thead>
                    <tbody>{ for preview.rows.iter().map(line) }</tbody>
                </>
            }) }
        </>
    }
}

fn save(settings: &ImportSettings) -> Callback<MouseEvent> {
    let settings = ImportSettings { schema: Some(SETTINGS_SCHEMA.to_owned()), ..settings.clone() };
    Callback::from(move |_| {
        if let Some(text) = objects::to_json(&settings) {
            browser::download(text.as_bytes(), "import-choices.json", "application/json");
        }
    })
}

fn load(choose: &Callback<ImportSettings>, problem: &UseStateHandle<String>) -> Html {
    let (choose, problem) = (choose.clone(), problem.setter());
    let onchange = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let file = input.files().and_then(|files| files.get(0));
        input.set_value("");
        let (choose, problem) = (choose.clone(), problem.clone());
        let Some(file) = file else { return };
        spawn_local(async move {
            match wasm_bindgen_futures::JsFuture::from(file.text())
                .await
                .and_then(|text| read_choices(&text))
            {
                Ok(settings) => {
                    problem.set(String::new());
                    choose.emit(settings);
                }
                Err(_) => problem.set(
                    "This is not a file of saved choices of this page. Choose one that was saved \
                     with “Save these choices”."
                        .to_owned(),
                ),
            }
        });
    };
    html! {
        <>
            <input id="load-choices" class="visually-hidden file-input" type="file"
                accept=".json,application/json" {onchange} />
            <label class="button button-quiet" for="load-choices">{ "Load saved choices" }</label>
        </>
    }
}

/// Settings out of the text of a file that was saved here.
fn read_choices(text: &JsValue) -> Result<ImportSettings, JsValue> {
    let text = text.as_string().unwrap_or_default();
    let object = js_sys::JSON::parse(text.trim_start_matches('\u{feff}'))?;
    let settings: ImportSettings = serde_wasm_bindgen::from_value(object.clone())?;
    let is_ours = object.is_object() && settings.schema.as_deref() == Some(SETTINGS_SCHEMA);
    if is_ours { Ok(ImportSettings { schema: None, ..settings }) } else { Err(JsValue::NULL) }
}
