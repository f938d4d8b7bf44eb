//! The form of a question of the calculator.

use yew::prelude::*;

use crate::view::calculator::Problem;
use crate::view::calculator::form::{Field, FieldKind, Form, FourCells};
use crate::web::app::input_text;
use crate::web::browser::pasted_text;
use crate::web::markup::{button, paragraph};
use crate::web::state::tables::{Tables, TablesAction};

/// The form of the question that is shown.
pub(super) fn tables_form(tables: &Tables, dispatch: &Callback<TablesAction>) -> Html {
    let form = tables.question.form();
    let fields = Fields { form, tables, dispatch };
    let n_cells = if form.cells.is_some() { 4 } else { 0 };
    html! {
        // Another question is another form: nothing of the old one stays in it.
        <form key={form.id} class="panel no-print" aria-labelledby="question-title" autocomplete="off"
            onsubmit={|event: SubmitEvent| event.prevent_default()}>
            <div class="panel-head">
                <h2 id="question-title" class="section-title">{ form.title }</h2>
                <button type="button" class="button button-quiet" disabled={tables.is_empty()}
                    onclick={dispatch.reform(|_: MouseEvent| TablesAction::Clear)}>
                    { "Clear" }
                </button>
            </div>
            { paragraph("note", form.when) }
            if let Some(cells) = form.cells {
                { fields.cells(cells) }
            }
            <div class="field-grid">
                { for (n_cells..form.fields.len()).map(|place| fields.field(place)) }
                { fields.level() }
            </div>
            <div class="form-actions">
                { button("button", "Try a published example", dispatch.reform(|_| TablesAction::Example)) }
            </div>
            if tables.is_example() {
                { paragraph("note", form.example.source) }
            }
        </form>
    }
}

/// What the fields show and whom they tell.
struct Fields<'a> {
    form: &'static Form,
    tables: &'a Tables,
    dispatch: &'a Callback<TablesAction>,
}

/// What stands below a field.
struct Remark {
    text: AttrValue,
    is_error: bool,
}

impl Fields<'_> {
    /// What is wrong with a field, or else what to write into it.
    fn remark(&self, place: usize, hint: &'static str) -> Remark {
        let problem = self.tables.shown.problems.iter().find(|problem| problem.field == place);
        match problem {
            Some(problem) if problem.is_missing => {
                let text = if hint.is_empty() { "needed" } else { hint };
                Remark { text: text.into(), is_error: false }
            }
            Some(problem) => Remark { text: problem.message.clone().into(), is_error: true },
            None => Remark { text: hint.into(), is_error: false },
        }
    }

    fn on_type(&self, place: usize) -> Callback<InputEvent> {
        self.dispatch.reform(move |event: InputEvent| TablesAction::Type(place, input_text(&event)))
    }

    fn text(&self, place: usize) -> String {
        self.tables.texts()[place].clone()
    }

    fn field(&self, place: usize) -> Html {
        let field = &self.form.fields[place];
        match field.kind {
            FieldKind::Line => self.line(place, field),
            FieldKind::Area => self.area(place, field),
            FieldKind::Choice(options) => self.choice(place, field, options),
        }
    }

    fn line(&self, place: usize, field: &Field) -> Html {
        text_field(
            &format!("{}-{place}", self.form.id),
            field.label,
            self.text(place),
            self.remark(place, field.hint),
            self.on_type(place),
        )
    }

    /// The confidence level, which all questions share.
    fn level(&self) -> Html {
        text_field(
            "level",
            "Confidence level",
            self.tables.level.clone(),
            self.remark(Problem::LEVEL, "95%, 0.95 and 95 are the same"),
            self.dispatch.reform(|event: InputEvent| TablesAction::TypeLevel(input_text(&event))),
        )
    }

    fn area(&self, place: usize, field: &Field) -> Html {
        let id = format!("{}-{place}", self.form.id);
        let remark = self.remark(place, field.hint);
        html! {
            <div class={classes!("field", "field-wide", remark.is_error.then_some("field-error"))}>
                <label class="field-label" for={id.clone()}>{ field.label }</label>
                <span class="field-box">
                    <textarea id={id.clone()} class="field-area" rows="8" spellcheck="false" wrap="off"
                        value={self.text(place)} aria-invalid={remark.is_error.then_some("true")}
                        aria-describedby={format!("{id}-remark")} oninput={self.on_type(place)} />
                </span>
                <span class="field-message" id={format!("{id}-remark")}>{ remark.text }</span>
            </div>
        }
    }

    fn choice(
        &self,
        place: usize,
        field: &Field,
        options: &'static [(&'static str, &'static str)],
    ) -> Html {
        let name = format!("{}-{place}", self.form.id);
        let chosen = &self.tables.texts()[place];
        let option = |&(value, label): &(&'static str, &'static str)| {
            let id = format!("{name}-{value}");
            let onchange =
                self.dispatch.reform(move |_: Event| TablesAction::Type(place, value.to_owned()));
            html! {
                <span class="choice-option">
                    <input type="radio" id={id.clone()} name={name.clone()} checked={chosen == value} {onchange} />
                    <label for={id}>{ label }</label>
                </span>
            }
        };
        html! {
            <fieldset class="choice field-wide">
                <legend class="field-label">{ field.label }</legend>
                <div class="choice-options">{ for options.iter().map(option) }</div>
            </fieldset>
        }
    }

    /// The first four fields as a table of two by two.
    fn cells(&self, cells: FourCells) -> Html {
        let heads = [cells.columns[0], self.form.second_column(self.tables.texts())];
        let row = |row: usize| {
            let places = [2 * row, 2 * row + 1];
            html! {
                <tr>
                    <th scope="row">{ cells.rows[row] }</th>
                    { for places.map(|place| html! { <td>{ self.cell(place) }</td> }) }
                </tr>
            }
        };
        html! {
            <table class="cells">
                <caption class="visually-hidden">{ "Counts" }</caption>
                <thead>
                    <tr><td />{ for heads.map(|head| html! { <th scope="col">{ head }</th> }) }</tr>
                </thead>
                <tbody>{ for [0, 1].map(row) }</tbody>
            </table>
        }
    }

    fn cell(&self, place: usize) -> Html {
        let id = format!("{}-{place}", self.form.id);
        let remark = self.remark(place, "");
        let form = self.form;
        let dispatch = self.dispatch.clone();
        let onpaste = Callback::from(move |event: Event| {
            let cells = pasted_text(&event).and_then(|text| form.pasted_cells(place, &text));
            if let Some(cells) = cells {
                event.prevent_default();
                dispatch.emit(TablesAction::Paste(place, cells));
            }
        });
        // The head of the second column can change; so does the label.
        let is_all = place % 2 == 1 && form.second_column(self.tables.texts()) == "All";
        let label = match place {
            1 if is_all => "Group 1, all",
            3 if is_all => "Group 2, all",
            _ => form.fields[place].label,
        };
        html! {
            <div class={classes!("field", remark.is_error.then_some("field-error"))}>
                <span class="field-box">
                    <input id={id.clone()} class="field-input" type="text" inputmode="numeric" spellcheck="false"
                        autocomplete="off" aria-label={label} aria-describedby={format!("{id}-remark")}
                        aria-invalid={remark.is_error.then_some("true")} value={self.text(place)}
                        oninput={self.on_type(place)} {onpaste} />
                </span>
                <span class="field-message" id={format!("{id}-remark")}>
                    if remark.is_error { { remark.text } }
                </span>
            </div>
        }
    }
}

/// A line for a number, with what stands above and below it.
fn text_field(
    id: &str,
    label: &'static str,
    value: String,
    remark: Remark,
    oninput: Callback<InputEvent>,
) -> Html {
    let id = id.to_owned();
    html! {
        <div class={classes!("field", remark.is_error.then_some("field-error"))}>
            <label class="field-label" for={id.clone()}>{ label }</label>
            <span class="field-box">
                <input id={id.clone()} class="field-input" type="text" inputmode="decimal" spellcheck="false"
                    autocomplete="off" {value} aria-describedby={format!("{id}-remark")}
                    aria-invalid={remark.is_error.then_some("true")} {oninput} />
            </span>
            <span class="field-message" id={format!("{id}-remark")}>{ remark.text }</span>
        </div>
    }
}
