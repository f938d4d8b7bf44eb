//! Shows a document that the worker made.

use std::rc::Rc;

use yew::prelude::*;

use crate::view::document::{Block, Cell, RemarkTone, Row, RowKind, Section, Table, TableColumn};
use crate::view::export::study::figures;
use crate::view::figures::Figure;
use crate::web::chart::Chart;
use crate::web::markup::{paragraph, span, table};
use crate::web::taking::Taking;

/// A section as a panel of its own.
pub(super) fn section(section: &Section) -> Html {
    section_with(section, Html::default())
}

/// The same with something below its title that is no document, such as a form.
pub(super) fn section_with(section: &Section, lead: Html) -> Html {
    let id = format!("{}-title", section.id);
    let names = figures(std::slice::from_ref(section));
    html! {
        <section class="panel" aria-labelledby={id.clone()}>
            <h2 {id} class="section-title">{ section.title.clone() }</h2>
            { lead }
            { blocks(&section.blocks, &names) }
        </section>
    }
}

/// Sections one below the other. Each stays itself, with what is unfolded and typed in and
/// around it, while others come and go: Yew pairs what has no key from the end.
pub(super) fn sections<'a>(sections: impl IntoIterator<Item = &'a Section>) -> Html {
    let keyed = |one: &Section| html! { <key={one.id.clone()}>{ section(one) }</> };
    html! { <>{ for sections.into_iter().map(keyed) }</> }
}

/// Blocks from top to bottom. A figure or table stays itself while sentences come and go
/// around it, so that what is chosen for saving it stays chosen.
fn blocks(blocks: &[Block], names: &FigureNames<'_>) -> Html {
    let kind = |one: &Block| match one {
        Block::Heading(_) => "heading",
        Block::Paragraph(_) => "paragraph",
        Block::Note(..) => "note",
        Block::Table(_) => "table",
        Block::Figure(_) => "figure",
        Block::Beside(_) => "beside",
        Block::Details { .. } => "details",
    };
    let keyed = |(place, one): (usize, &Block)| {
        let nth = blocks.iter().take(place).filter(|before| kind(before) == kind(one)).count();
        html! { <key={format!("{} {nth}", kind(one))}>{ block(one, names) }</> }
    };
    html! { <>{ for blocks.iter().enumerate().map(keyed) }</> }
}

/// The figures of a section with the names of their files.
type FigureNames<'a> = [(String, &'a Figure)];

fn block(block: &Block, names: &FigureNames<'_>) -> Html {
    match block {
        Block::Heading(title) => html! { <h3 class="subsection-title">{ title.clone() }</h3> },
        Block::Paragraph(text) => paragraph("block", text.clone()),
        Block::Note(tone, text) => paragraph(
            match tone {
                RemarkTone::Plain => "note",
                RemarkTone::Warning => "note note-warning",
                RemarkTone::Refusal => "note note-refusal",
            },
            text.clone(),
        ),
        Block::Table(content) => document_table(content),
        Block::Figure(figure) => {
            let name = names.iter().find(|one| std::ptr::eq(one.1, figure.as_ref()));
            let name = name.map(|one| one.0.clone()).unwrap_or_default();
            let figure = Rc::new((**figure).clone());
            html! { <div class="block"><Chart {figure} {name} /></div> }
        }
        Block::Beside(parts) => html! { <div class="beside">{ blocks(parts, names) }</div> },
        Block::Details { summary, blocks: inner } => html! {
            <details class="details block">
                <summary>{ summary.clone() }</summary>
                { blocks(inner, names) }
            </details>
        },
    }
}

fn document_table(content: &Table) -> Html {
    let parts = html! {
        <>
            <thead><tr>{ for content.columns.iter().map(head) }</tr></thead>
            <tbody>{ for content.rows.iter().map(|row| line(row, &content.columns)) }</tbody>
        </>
    };
    // Rows that are explained at length stand one below the other on a phone.
    let is_explained = content.rows.iter().any(|row| {
        row.kind != RowKind::Group && row.cells.first().is_some_and(|cell| !cell.below.is_empty())
    });
    let class =
        if is_explained { "table document-table table-explained" } else { "table document-table" };
    html! {
        <div class="block">
            // The table has the same caption for those who cannot see it.
            <p class="table-caption" aria-hidden="true">{ content.caption.clone() }</p>
            { table(class, content.caption.clone(), parts) }
            { for content.notes.iter().map(|note| paragraph("table-note", note.clone())) }
            <Taking table={Rc::new(content.clone())} />
        </div>
    }
}

fn head(column: &TableColumn) -> Html {
    // The corner above the names of rows heads nothing.
    if column.head.is_empty() {
        return html! { <td></td> };
    }
    html! { <th scope="col" class={align(column)}>{ column.head.clone() }</th> }
}

fn line(row: &Row, columns: &[TableColumn]) -> Html {
    let class = match row.kind {
        RowKind::Plain => "",
        RowKind::Main => "row-main",
        RowKind::Group => return group(row, columns.len()),
    };
    let cells = row.cells.iter().zip(columns).enumerate().map(|(place, (cell, column))| {
        if place == 0 {
            html! { <th scope="row">{ stacked(cell) }</th> }
        } else {
            html! { <td class={align(column)} data-head={column.head.clone()}>{ stacked(cell) }</td> }
        }
    });
    html! { <tr {class}>{ for cells }</tr> }
}

fn group(row: &Row, width: usize) -> Html {
    let title = row.cells.first().map(|cell| cell.text.clone()).unwrap_or_default();
    html! {
        <tr class="row-group"><th scope="rowgroup" colspan={width.to_string()}>{ title }</th></tr>
    }
}

fn align(column: &TableColumn) -> &'static str {
    if column.is_numeric { "number" } else { "" }
}

fn stacked(cell: &Cell) -> Html {
    html! {
        <>
            { cell.text.clone() }
            if !cell.below.is_empty() {
                { span(if cell.text.is_empty() { "below below-alone" } else { "below" }, cell.below.clone()) }
            }
        </>
    }
}
