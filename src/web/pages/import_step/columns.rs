//! What can be chosen for each column.

use yew::prelude::*;

use super::own::own_choices;
use super::picker::picker;
use super::props::ImportStepProps;
use crate::engine::reader::settings::ImportSettings;
use crate::view::import::columns::{self, ColumnLine, ColumnSetting};
use crate::view::import::{Picker, own, page};
use crate::web::markup::{
    button, cell_of, heading, paragraph, row, row_head, span, table, table_head,
};

/// The columns of the file with their choices.
pub(super) fn columns(props: &ImportStepProps, choose: &Callback<ImportSettings>) -> Html {
    let line = |(place, line): (usize, &ColumnLine)| {
        let pick = |setting: ColumnSetting| {
            let (settings, name) = (props.settings.clone(), line.name.clone());
            let found = props.preview.columns.get(place).cloned();
            choose.reform(move |value: String| match &found {
                Some(column) if setting == ColumnSetting::Field && own::keeps(&value) => {
                    own::with_kind(&settings, column, &value)
                }
                _ => columns::with_column(&settings, &name, setting, &value),
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
                        <>
                            <div class="column-choices">
                                { small("unit", &line.unit, ColumnSetting::Unit) }
                                { small("mark", &line.mark, ColumnSetting::DecimalMark) }
                                { small("unread", &line.unread, ColumnSetting::Unread) }
                            </div>
                            { for line.own.as_ref().map(|own| own_choices(props, choose, (place, &line.name), own)) }
                        </>
                    },
                ),
            ],
        )
    };
    let lines = columns::column_lines(&props.preview);
    let (title, table_title) = page::COLUMNS;
    let keep = own::keep_proposed(&props.preview, &props.settings).map(|(n, settings)| {
        let onclick = choose.reform(move |_: MouseEvent| settings.clone());
        html! { <p class="button-row">{ button("button", page::keep_proposed(n), onclick) }</p> }
    });
    html! {
        <>
            { heading("columns-title", title) }
            { paragraph("muted small", page::KEPT) }
            { keep }
            { table("table import-columns", table_title, html! {
                <>
                    { table_head(&page::COLUMN_HEADS.map(|head| ("", head))) }
                    <tbody>{ for lines.iter().enumerate().map(line) }</tbody>
                </>
            }) }
        </>
    }
}
