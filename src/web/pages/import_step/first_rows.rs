//! The first rows of the file.

use yew::prelude::*;

use crate::engine::reader::preview::{ImportPreview, PreviewRow};
use crate::view::import::page;
use crate::web::markup::{cell, heading, row, row_head, table};

/// The first rows as they are in the file.
pub(super) fn first_rows(preview: &ImportPreview) -> Html {
    let names = preview.columns.iter().map(|column| {
        html! { <th scope="col">{ column.name.clone() }</th> }
    });
    let line = |line: &PreviewRow| {
        let cells = line.cells.iter().map(|text| cell("", text.clone()));
        let head = row_head(html! { { line.row.to_string() } });
        row("", std::iter::once(head).chain(cells))
    };
    let (title, head) = page::FIRST_ROWS_TABLE;
    html! {
        <>
            { heading("rows-title", page::FIRST_ROWS) }
            { table("table import-rows", title, html! {
                <>
                    <thead><tr><th scope="col">{ head }</th>{ for names }</tr></thead>
                    <tbody>{ for preview.rows.iter().map(line) }</tbody>
                </>
            }) }
        </>
    }
}
