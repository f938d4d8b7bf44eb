//! Her class under other laboratories, side by side.

use yew::prelude::*;

use crate::view::language::annex::AnnexWords;
use crate::view::language::labels::Label;
use crate::view::language::laboratory::LaboratoryLabel;
use crate::view::patient::laboratories::{ClassUnder, LaboratoryLine, Mark};
use crate::web::markup::{cell, cell_of, panel, paragraph, span, table, table_head};

/// The panel with a line for each laboratory and class; nothing without a line.
pub(in crate::web::pages) fn laboratory_table(
    lines: &[LaboratoryLine],
    words: &dyn AnnexWords,
) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    let say = |label| words.laboratory_label(label);
    let title = say(LaboratoryLabel::SideBySide);
    let parts = html! {
        <>
            { table_head(&[
                ("", say(LaboratoryLabel::Laboratory)),
                ("", say(LaboratoryLabel::Rule)),
                ("", say(LaboratoryLabel::Class)),
            ]) }
            { for lines.iter().map(|line| laboratory(line, words)) }
        </>
    };
    let content = html! {
        <>
            { paragraph("muted small", say(LaboratoryLabel::SideBySideNote)) }
            { table("table table-laboratories", title.clone(), parts) }
        </>
    };
    panel("side-by-side-title", title, content)
}

fn laboratory(line: &LaboratoryLine, words: &dyn AnnexWords) -> Html {
    let name = html! {
        <th scope="rowgroup" rowspan={line.classes.len().to_string()}>
            { line.name.clone() }{ span("below", line.caveat.clone()) }
        </th>
    };
    let rows = line.classes.iter().enumerate().map(|(place, class)| {
        html! {
            <tr>
                if place == 0 { { name.clone() } }
                { cell("", class.rules.clone()) }
                { cell_of("", marked(class, words)) }
            </tr>
        }
    });
    html! { <tbody>{ for rows }</tbody> }
}

fn marked(class: &ClassUnder, words: &dyn AnnexWords) -> Html {
    let mark = match class.mark {
        Mark::Same => Html::default(),
        Mark::Open => span("tag tag-inferred", words.laboratory_label(LaboratoryLabel::ClassOpen)),
        Mark::Differs => span("tag tag-differs", words.label(Label::Differs)),
    };
    html! { <>{ class.class.clone() }{ " " }{ mark }</> }
}
