//! Pieces of markup that stand in many places. They keep the pages short, and
//! the module small: what `html!` writes out is compiled once here.

use yew::prelude::*;

/// A framed section with a heading.
pub(super) fn panel(id: &'static str, title: impl Into<AttrValue>, content: Html) -> Html {
    panel_of(id, title.into(), content)
}

fn panel_of(id: &'static str, title: AttrValue, content: Html) -> Html {
    html! {
        <section class="panel" aria-labelledby={id}>
            { heading(id, title) }
            { content }
        </section>
    }
}

/// The heading of a section.
pub(super) fn heading(id: &'static str, title: impl Into<AttrValue>) -> Html {
    heading_of(id, title.into())
}

fn heading_of(id: &'static str, title: AttrValue) -> Html {
    html! { <h2 {id} class="section-title">{ title }</h2> }
}

/// A heading below the heading of a section.
pub(super) fn subheading(title: impl Into<AttrValue>) -> Html {
    let title: AttrValue = title.into();
    html! { <h3 class="subsection-title">{ title }</h3> }
}

/// A paragraph of a class.
pub(super) fn paragraph(class: &'static str, text: impl Into<AttrValue>) -> Html {
    paragraph_of(class, text.into())
}

fn paragraph_of(class: &'static str, text: AttrValue) -> Html {
    html! { <p {class}>{ text }</p> }
}

/// A span of a class.
pub(super) fn span(class: &'static str, text: impl Into<AttrValue>) -> Html {
    span_of(class, text.into())
}

fn span_of(class: &'static str, text: AttrValue) -> Html {
    html! { <span {class}>{ text }</span> }
}

/// A button that is no submit button.
pub(super) fn button(
    class: &'static str,
    label: impl Into<AttrValue>,
    onclick: Callback<MouseEvent>,
) -> Html {
    button_of(class, label.into(), onclick)
}

fn button_of(class: &'static str, label: AttrValue, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" {class} {onclick}>{ label }</button> }
}

/// A table that scrolls sideways in its own frame, which the keyboard reaches.
pub(super) fn table(class: &'static str, label: impl Into<AttrValue>, parts: Html) -> Html {
    table_of(class, label.into(), parts)
}

fn table_of(class: &'static str, label: AttrValue, parts: Html) -> Html {
    html! {
        <div class="table-scroll" tabindex="0" role="region" aria-label={label.clone()}>
            <table {class}>
                <caption class="visually-hidden">{ label }</caption>
                { parts }
            </table>
        </div>
    }
}

/// A table's head of one row, with a class for each column.
pub(super) fn table_head<T: Into<AttrValue> + Clone>(columns: &[(&'static str, T)]) -> Html {
    html! {
        <thead><tr>{ for columns.iter().map(|(class, name)| column_head(class, name.clone())) }</tr></thead>
    }
}

/// The head of a column.
pub(super) fn column_head(class: &'static str, name: impl Into<AttrValue>) -> Html {
    let name: AttrValue = name.into();
    html! { <th scope="col" {class}>{ name }</th> }
}

/// The head of a row.
pub(super) fn row_head(content: Html) -> Html {
    html! { <th scope="row">{ content }</th> }
}

/// A cell.
pub(super) fn cell(class: &'static str, text: impl Into<AttrValue>) -> Html {
    cell_of(class, html! { { text.into() } })
}

/// A cell with more than text in it.
pub(super) fn cell_of(class: &'static str, content: Html) -> Html {
    html! { <td {class}>{ content }</td> }
}

/// A row of cells.
pub(super) fn row(class: &'static str, cells: impl IntoIterator<Item = Html>) -> Html {
    row_of(class, cells.into_iter().collect())
}

fn row_of(class: &'static str, cells: Html) -> Html {
    html! { <tr {class}>{ cells }</tr> }
}
