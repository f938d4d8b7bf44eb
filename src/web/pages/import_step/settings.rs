//! What can be chosen for a file: as a whole, for its columns and its words.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::props::ImportStepProps;
use crate::engine::reader::settings::ImportSettings;
use crate::view::import::Picker;
use crate::view::import::columns::{self, ColumnLine, ColumnSetting};
use crate::view::import::file::{self, Setting};
use crate::view::import::meanings::{self, WordLine, WordList};
use crate::web::markup::{
    cell, cell_of, heading, paragraph, row, row_head, span, table, table_head,
};

/// Everything that can be chosen.
pub(super) fn settings(props: &ImportStepProps, choose: &Callback<ImportSettings>) -> Html {
    let lists = meanings::word_lists(&props.preview);
    html! {
        <>
            { pickers(props, choose) }
            { columns(props, choose) }
            { for lists.iter().enumerate().map(|list| words(props, choose, list)) }
            { missing_codes(props, choose) }
        </>
    }
}

/// A picker with its label, above it or for screen readers only.
pub(super) fn picker(
    id: String,
    picker: &Picker,
    shows_label: bool,
    onpick: &Callback<String>,
) -> Html {
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
        <details class="import-words">
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
