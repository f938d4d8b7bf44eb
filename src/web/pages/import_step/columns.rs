//! What can be chosen for each column.

use yew::prelude::*;

use super::picker::picker;
use super::props::ImportStepProps;
use crate::engine::reader::settings::ImportSettings;
use crate::view::import::columns::{self, ColumnLine, ColumnSetting};
use crate::view::import::{Picker, page};
use crate::web::markup::{cell_of, heading, row, row_head, span, table, table_head};

/// The columns of the file with their choices.
pub(super) fn columns(props: &ImportStepProps, choose: &Callback<ImportSettings>) -> Html {
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
    let (title, table_title) = page::COLUMNS;
    html! {
        <>
            { heading("columns-title", title) }
            { table("table import-columns", table_title, html! {
                <>
                    { table_head(&page::COLUMN_HEADS.map(|head| ("", head))) }
                    <tbody>{ for lines.iter().enumerate().map(line) }</tbody>
                </>
            }) }
        </>
    }
}
