//! The table of trials, every count of which can be changed.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::engine::published::Status;
use crate::engine::published::ivig::{Arms, Losses, Start};
use crate::view::evidence::entry::{CountSet, TrialField, TypedTrial, typed};
use crate::view::evidence::said::{self, COUNT_HEADS, page};
use crate::view::evidence::{Shown, wording};
use crate::web::browser;
use crate::web::fields::choice::{choice, radio};
use crate::web::fields::input_text;
use crate::web::markup::{button, cell_of, paragraph, span, table, table_head};
use crate::web::pages::handover_status::handover_status;
use crate::web::state::evidence::{Evidence, EvidenceAction};
use crate::web::state::tables::HandoverResult;
use crate::web::undo::{AFTER_TRIALS, Undo};

/// The panel of the table.
pub(super) fn trials(evidence: &Evidence, dispatch: &Callback<EvidenceAction>) -> Html {
    let sets = CountSet::ALL
        .map(|set| (set.name(), evidence.counts_as(set), EvidenceAction::CountAll(set)));
    let heads = [page::TRIAL].into_iter().chain(COUNT_HEADS).chain([page::COUNTS, page::WOMEN]);
    let heads: Vec<(&'static str, &'static str)> = heads.map(|head| ("", head)).collect();
    let rows = evidence.trials.iter().enumerate().map(|(row, trial)| Line {
        row,
        trial,
        shown: &evidence.shown,
        dispatch,
    });
    let parts = html! {
        <>
            { table_head(&heads) }
            <tbody>{ for rows.map(|line| line.render()) }</tbody>
        </>
    };
    html! {
        <section class="panel" aria-labelledby={AFTER_TRIALS}>
            <div class="panel-head">
                <h2 id={AFTER_TRIALS} class="section-title" tabindex="-1">{ page::TRIALS }</h2>
                <button type="button" class="button button-quiet" disabled={evidence.is_published()}
                    onclick={dispatch.reform(|_: MouseEvent| EvidenceAction::Restore)}>
                    { page::RESTORE }
                </button>
            </div>
            if evidence.replaced.what().is_some() {
                <Undo key={evidence.replaced.standing().unwrap_or_default()}
                    said={page::REPLACED} after={AFTER_TRIALS}
                    on_undo={dispatch.reform(|()| EvidenceAction::Undo)} />
            }
            { paragraph("note", said::TABLE_NOTE) }
            <div class="no-print">
                { choice("evidence-set", page::SETS, dispatch, &sets) }
                { paragraph("note", said::SETS_NOTE) }
            </div>
            { table("table trials", page::TABLE, parts) }
            { actions(evidence, dispatch) }
        </section>
    }
}

/// A row: where it stands, what is wrong with it and whom it tells.
struct Line<'a> {
    row: usize,
    trial: &'a TypedTrial,
    shown: &'a Shown,
    dispatch: &'a Callback<EvidenceAction>,
}

impl Line<'_> {
    fn render(&self) -> Html {
        let class = if self.trial.is_used { "" } else { "trial-out" };
        html! {
            <tr key={self.row} {class}>
                <th scope="row">{ self.head() }</th>
                { for (0..4).map(|place| self.count(place)) }
                { cell_of("", self.counted()) }
                { cell_of("", self.described()) }
            </tr>
        }
    }

    fn id(&self, part: &str) -> String {
        format!("trial-{}-{part}", self.row)
    }

    fn name(&self) -> String {
        said::row_name(self.trial, self.row)
    }

    fn head(&self) -> Html {
        let row = self.row;
        let onchange = self.dispatch.reform(move |event: Event| {
            EvidenceAction::Use(row, event.target_unchecked_into::<HtmlInputElement>().checked())
        });
        let messages = self.shown.problems.iter().filter(|problem| problem.row == row);
        html! {
            <>
                <label class="trial-use">
                    <input type="checkbox" id={self.id("used")} checked={self.trial.is_used} {onchange} />
                    { self.name() }
                </label>
                { span("below", said::remark(self.trial)) }
                <span id={self.id("problem")} class="trial-problem">
                    { for messages.map(|problem| span("", format!("{} ", problem.message))) }
                </span>
            </>
        }
    }

    /// Whether something is wrong with a field.
    fn is_wrong(&self, field: TrialField) -> bool {
        let mut problems = self.shown.problems.iter();
        problems.any(|problem| problem.row == self.row && problem.field == field)
    }

    /// A field of the row; its label is read out, and shown on narrow windows.
    fn field(&self, field: TrialField, label: &'static str, id: &str, value: &str) -> Html {
        let row = self.row;
        let oninput = self
            .dispatch
            .reform(move |event: InputEvent| EvidenceAction::Type(row, field, input_text(&event)));
        let mode = if field == TrialField::Name { "text" } else { "numeric" };
        html! {
            <>
                <label class="trial-label" for={self.id(id)}>
                    { span("visually-hidden", format!("{}, ", self.name())) }
                    { label }
                </label>
                <input id={self.id(id)} class="field-input field-input-wide" type="text" inputmode={mode}
                    autocomplete="off" spellcheck="false" value={value.to_owned()}
                    aria-invalid={self.is_wrong(field).then_some("true")}
                    aria-describedby={self.id("problem")} {oninput} />
            </>
        }
    }

    fn count(&self, place: usize) -> Html {
        let field = TrialField::Count(place);
        let id = ["treated-births", "treated", "control-births", "control"][place];
        cell_of("trial-count", self.field(field, COUNT_HEADS[place], id, &self.trial.counts[place]))
    }

    /// Whom the counts are of, and the other counts of the same trial.
    fn counted(&self) -> Html {
        let class = match self.trial.arms() {
            Some(Arms { status: Status::Published, .. }) => "tag tag-published",
            Some(_) => "tag tag-inferred",
            None => "tag tag-computed",
        };
        let others = self.trial.source().map(|source| source.counts).unwrap_or_default();
        let name = self.id("counted");
        let option = |(place, arms): (usize, &Arms)| {
            let row = self.row;
            let onchange = self.dispatch.reform(move |_: Event| EvidenceAction::Count(row, place));
            let is_chosen = typed(arms) == self.trial.counts;
            let id = format!("{name}-{}", wording::denominator_id(arms.of));
            radio(id, name.clone().into(), wording::denominator(arms.of), is_chosen, onchange)
        };
        html! {
            <>
                { span(class, said::standing(self.trial)) }
                if others.len() > 1 {
                    <fieldset class="trial-counted">
                        <legend class="visually-hidden">{ format!("{}, {}", self.name(), page::COUNTED) }</legend>
                        <div class="choice-options">{ for others.iter().enumerate().map(option) }</div>
                    </fieldset>
                } else {
                    { span("below", said::counted_of(self.trial)) }
                }
            </>
        }
    }

    fn described(&self) -> Html {
        if self.trial.published.is_some() {
            let lines = said::described(self.trial);
            return html! { <>{ for lines.into_iter().map(|line| span("trial-line", line)) }</> };
        }
        let row = self.row;
        let [name, year, losses, start] = page::OWN;
        let all_losses = [Losses::NotStated, Losses::Primary, Losses::SecondaryOrMixed];
        let starts = [Start::NotStated, Start::BeforeConception, Start::AfterTest];
        let remove = self.dispatch.reform(move |_: MouseEvent| EvidenceAction::Remove(row));
        html! {
            <div class="trial-own">
                <span>{ self.field(TrialField::Name, name, "name", &self.trial.name) }</span>
                <span>{ self.field(TrialField::Year, year, "year", &self.trial.year) }</span>
                { self.select(losses, "losses", &all_losses.map(|one| {
                    (wording::losses(one), one == self.trial.losses, EvidenceAction::ChooseLosses(row, one))
                })) }
                { self.select(start, "start", &starts.map(|one| {
                    (wording::start(one), one == self.trial.start, EvidenceAction::ChooseStart(row, one))
                })) }
                <button type="button" class="button button-small" onclick={remove}
                    aria-label={format!("{} {}", page::REMOVE, self.name())}>
                    { page::REMOVE }
                </button>
            </div>
        }
    }

    /// One of a few, in a list that drops down.
    fn select(
        &self,
        label: &'static str,
        id: &str,
        options: &[(&'static str, bool, EvidenceAction); 3],
    ) -> Html {
        let actions = options.clone().map(|(name, _, action)| (name, action));
        let dispatch = self.dispatch.clone();
        let onchange = Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            if let Some((_, action)) = actions.iter().find(|(name, _)| *name == chosen) {
                dispatch.emit(action.clone());
            }
        });
        html! {
            <span class="picker">
                <label for={self.id(id)}>
                    { span("visually-hidden", format!("{}, ", self.name())) }
                    { label }
                </label>
                <select id={self.id(id)} {onchange}>
                    { for options.iter().map(|(name, selected, _)| html! {
                        <option value={*name} selected={*selected}>{ *name }</option>
                    }) }
                </select>
            </span>
        }
    }
}

fn actions(evidence: &Evidence, dispatch: &Callback<EvidenceAction>) -> Html {
    let on_copy = {
        let (shown, dispatch) = (evidence.shown.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| copy(shown.clone(), dispatch.clone()))
    };
    let on_save = {
        let (shown, dispatch) = (evidence.shown.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            let name = shown.origin.file_name("trials", "csv");
            if browser::download(shown.csv.as_bytes(), &name, "text/csv").is_err() {
                dispatch.emit(EvidenceAction::Tell(HandoverResult::NotSaved));
            }
        })
    };
    html! {
        <div class="actions no-print">
            { button("button", page::ADD, dispatch.reform(|_: MouseEvent| EvidenceAction::Add)) }
            if !evidence.shown.csv.is_empty() {
                { button("button", page::COPY, on_copy) }
                { button("button", page::SAVE, on_save) }
                { button("button", page::PRINT, Callback::from(|_: MouseEvent| browser::print())) }
            }
            { handover_status(evidence.told, page::COPIED, page::NOT_COPIED) }
        </div>
    }
}

fn copy(shown: Rc<Shown>, dispatch: Callback<EvidenceAction>) {
    spawn_local(async move {
        // The mark at the beginning is for files.
        let is_copied = browser::copy(shown.csv.trim_start_matches('\u{feff}')).await;
        let told = if is_copied { HandoverResult::Copied } else { HandoverResult::NotCopied };
        dispatch.emit(EvidenceAction::Tell(told));
    });
}
