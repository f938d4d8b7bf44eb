//! How near each value is to its cut-off.

use yew::prelude::*;

use crate::view::language::PatientWords;
use crate::view::language::labels::Label;
use crate::view::patient::nearness::{Nearness, NearnessRow};
use crate::web::browser;
use crate::web::markup::{button, cell, paragraph, row, row_head, subheading, table, table_head};

/// What leads to the panel of the workbench below, in which the laboratory's precision is.
pub(in crate::web) fn to_laboratory(words: &dyn PatientWords) -> Html {
    let on_click = Callback::from(|_: MouseEvent| browser::focus("my-laboratory-title"));
    button("button button-quiet", words.label(Label::GoToLaboratory), on_click)
}

/// The table of distances and probabilities; nothing without values.
pub(in crate::web) fn nearness_table(nearness: &Nearness, words: &dyn PatientWords) -> Html {
    if nearness.rows.is_empty() {
        return Html::default();
    }
    let line = |line: &NearnessRow| {
        row(
            "",
            [
                row_head(html! { { line.test.clone() } }),
                cell("", line.distance.clone()),
                cell("", line.other_side.clone()),
            ],
        )
    };
    html! {
        <div class="nearness">
            { subheading(words.label(Label::HowNear)) }
            { table("table", words.label(Label::HowNear), html! {
                <>
                    { table_head(&[
                        ("", words.label(Label::Test)),
                        ("", words.label(Label::Distance)),
                        ("", words.label(Label::RepeatOnOtherSide)),
                    ]) }
                    <tbody>{ for nearness.rows.iter().map(line) }</tbody>
                </>
            }) }
            { for nearness.notes.iter().map(|note| paragraph("note", note.clone())) }
            { to_laboratory(words) }
        </div>
    }
}
