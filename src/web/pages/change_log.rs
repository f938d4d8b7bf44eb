//! Everything that was changed and every row that is not used: grouped, and
//! searchable.

use std::rc::Rc;

use yew::prelude::*;

use crate::engine::report::FileReport;
use crate::view::cohort::changes;
use crate::view::cohort::issues::{Fate, IssueGroupLine, IssueRow, issue_table};
use crate::view::export::study::Export;
use crate::web::fields::input_text;
use crate::web::markup::{button, cell, cell_of, paragraph, row, span, table, table_head};
use crate::web::pages::command::CohortCommand;

/// The file whose changes are listed, and whom to tell.
#[derive(Properties)]
pub(in crate::web) struct ChangeLogProps {
    /// What was read.
    pub file: Rc<FileReport>,
    /// What the user asks for.
    pub on_command: Callback<CohortCommand>,
}

impl PartialEq for ChangeLogProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.file, &other.file) && self.on_command == other.on_command
    }
}

/// The list, its groups and its search.
#[component]
pub(in crate::web) fn ChangeLog(props: &ChangeLogProps) -> Html {
    let search = use_state(String::new);
    let fate = use_state(|| None::<Fate>);
    let list = issue_table(&props.file, &search, *fate);
    if list.groups.is_empty() {
        return html! {
            <>
                { paragraph("note", list.conservation) }
                { paragraph("note", changes::NO_CHANGES) }
            </>
        };
    }
    let on_download = props.on_command.reform(|_| CohortCommand::Export(Export::Changes));
    let oninput = {
        let search = search.setter();
        move |event: InputEvent| search.set(input_text(&event))
    };
    let (kinds, kind_heads) = changes::KINDS;
    let (entries, entry_heads) = changes::ENTRIES;
    html! {
        <div class="issues">
            <div class="panel-title">
                <div>
                    { paragraph("note conservation", list.conservation.clone()) }
                    { paragraph("note", list.summary.clone()) }
                </div>
                { button("button no-print", changes::SAVE, on_download) }
            </div>
            { table("table issue-groups", kinds, html! {
                <>
                    { table_head(&numbers_first(kind_heads)) }
                    <tbody>{ for list.groups.iter().map(group) }</tbody>
                </>
            }) }
            <div class="issue-search no-print">
                <span class="picker">
                    <label class="field-label" for="issue-search">{ changes::SEARCH }</label>
                    <input id="issue-search" type="search" autocomplete="off" value={(*search).clone()} {oninput} />
                </span>
                { fates(&fate) }
            </div>
            { paragraph("note print-only", changes::PRINTED) }
            { table("table issue-list", entries, html! {
                <>
                    { table_head(&numbers_first(entry_heads)) }
                    <tbody>{ for list.rows.iter().map(entry) }</tbody>
                </>
            }) }
            <p class="muted" role="status">
                { if list.rows.is_empty() { changes::NOTHING_FOUND } else { "" } }
                { list.remainder.clone().unwrap_or_default() }
            </p>
        </div>
    }
}

/// Heads of columns, the first of which holds numbers.
fn numbers_first<const N: usize>(heads: [&'static str; N]) -> Vec<(&'static str, &'static str)> {
    let class = |place| if place == 0 { "number" } else { "" };
    heads.into_iter().enumerate().map(|(place, head)| (class(place), head)).collect()
}

fn fates(chosen: &UseStateHandle<Option<Fate>>) -> Html {
    let option = |(place, (label, fate)): (usize, (&'static str, Option<Fate>))| {
        let setter = chosen.setter();
        let onchange = move |_: Event| setter.set(fate);
        let id = format!("fate-{place}");
        html! {
            <span class="choice-option">
                <input type="radio" id={id.clone()} name="fate" checked={**chosen == fate} {onchange} />
                <label for={id}>{ label }</label>
            </span>
        }
    };
    html! {
        <fieldset class="choice">
            <legend class="field-label">{ changes::SHOW }</legend>
            <div class="choice-options">{ for changes::FATES.into_iter().enumerate().map(option) }</div>
        </fieldset>
    }
}

fn group(group: &IssueGroupLine) -> Html {
    let column = html! {
        <>
            if !group.letter.is_empty() { { span("column-letter", group.letter.clone()) } }
            <code>{ group.column }</code>
        </>
    };
    row(
        "",
        [
            cell("number", group.n.clone()),
            cell_of("", column),
            cell("", group.problem.clone()),
            cell_of("", mark(group.fate)),
        ],
    )
}

fn entry(line: &IssueRow) -> Html {
    row(
        "",
        [
            cell("number", line.row.clone()),
            cell("code", line.column),
            cell("code found", line.found.clone()),
            cell("", line.problem.clone()),
            cell_of("", mark(line.fate)),
        ],
    )
}

fn mark(fate: Fate) -> Html {
    let class = match fate {
        Fate::LeftOut => "finding finding-high",
        Fate::InUse => "finding finding-unknown",
        Fate::Changed => "finding",
    };
    span(class, fate.word())
}
