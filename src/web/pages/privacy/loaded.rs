//! What was loaded since the page was opened.

use yew::prelude::*;

use crate::view::privacy::{LoadedFile, SealReport, loaded};
use crate::web::markup::{cell, panel, paragraph, row, row_head, table, table_head};

/// The files that were loaded.
pub(super) fn loaded_panel(files: &[LoadedFile], sealed: &SealReport) -> Html {
    let rows = files.iter().map(|file| {
        let origin = loaded::origin(file, sealed.is_single_file);
        row("", [row_head(html! { { &file.address } }), cell("", origin)])
    });
    let (title, heads) = loaded::TABLE;
    panel(
        "privacy-loaded",
        loaded::TITLE,
        html! {
            <>
                { paragraph("note", loaded::summary(files)) }
                { table("table table-narrow", title, html! {
                    <>
                        { table_head(&heads.map(|head| ("", head))) }
                        <tbody>{ for rows }</tbody>
                    </>
                }) }
            </>
        },
    )
}
