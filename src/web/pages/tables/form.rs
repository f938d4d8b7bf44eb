//! The form of a question of the calculator.

use yew::prelude::*;

use super::control::Control;
use super::pasted::pasted;
use crate::view::calculator::Input;
use crate::view::calculator::form::{FieldKind, Form, FormField, FourCells};
use crate::view::calculator::page::{self, Remark};
use crate::web::browser::pasted_text;
use crate::web::fields::choice::{radio, radios};
use crate::web::fields::input_text;
use crate::web::markup::{button, paragraph};
use crate::web::state::tables::{Tables, TablesAction};
use crate::web::undo::{AFTER_FORM, Undo};

/// The form of the question that is shown.
pub(super) fn tables_form(tables: &Tables, dispatch: &Callback<TablesAction>) -> Html {
    let form = tables.question.form();
    let fields = FormView { form, tables, dispatch };
    let n_cells = if form.cells.is_some() { 4 } else { 0 };
    html! {
        // Another question is another form: nothing of the old one stays in it.
        <form key={form.id} class="panel no-print" aria-labelledby="question-title" autocomplete="off"
            onsubmit={|event: SubmitEvent| event.prevent_default()}>
            <div class="panel-head">
                <h2 id="question-title" class="section-title" tabindex="-1">{ form.title }</h2>
                <button type="button" class="button button-quiet" disabled={tables.is_empty()}
                    onclick={dispatch.reform(|_: MouseEvent| TablesAction::Clear)}>
                    { page::CLEAR }
                </button>
            </div>
            if let Some(cleared) = tables.cleared.what() {
                <Undo key={tables.cleared.standing().unwrap_or_default()}
                    said={page::cleared(cleared.question)} after={AFTER_FORM}
                    on_undo={dispatch.reform(|()| TablesAction::Undo)} />
            }
            { paragraph("note", form.when) }
            if let Some(cells) = form.cells {
                { fields.cells(cells) }
            }
            <div class="field-grid">
                { for (n_cells..form.fields.len()).map(|place| fields.field(place)) }
                { fields.level() }
            </div>
            <div class="form-actions">
                { button("button", page::EXAMPLE, dispatch.reform(|_| TablesAction::Example)) }
            </div>
            if tables.is_example() {
                { paragraph("note", form.example.source) }
            }
        </form>
    }
}

/// What the fields show and whom they tell.
struct FormView<'a> {
    form: &'static Form,
    tables: &'a Tables,
    dispatch: &'a Callback<TablesAction>,
}

impl FormView<'_> {
    fn remark(&self, input: Input, hint: &str) -> Remark {
        Remark::of(input, hint, &self.tables.shown.problems)
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

    fn id(&self, place: usize) -> String {
        format!("{}-{}", self.form.id, self.form.fields[place].name.id())
    }

    fn line(&self, place: usize, field: &FormField) -> Html {
        let remark = self.remark(Input::Field(field.name), field.hint);
        let control = Control { label: field.label, remark, ..Control::new(self.id(place)) };
        control.line(self.text(place), self.on_type(place), Callback::noop())
    }

    /// The confidence level, which all questions share.
    fn level(&self) -> Html {
        let remark = self.remark(Input::Level, page::LEVEL_HINT);
        let on_type =
            self.dispatch.reform(|event: InputEvent| TablesAction::TypeLevel(input_text(&event)));
        let control = Control { label: page::LEVEL, remark, ..Control::new("level".to_owned()) };
        control.line(self.tables.level.clone(), on_type, Callback::noop())
    }

    fn area(&self, place: usize, field: &FormField) -> Html {
        let remark = self.remark(Input::Field(field.name), field.hint);
        let control = Control { label: field.label, remark, ..Control::new(self.id(place)) };
        html! {
            <>
                { control.area(self.text(place), self.on_type(place)) }
                { pasted(self.tables, field.name, self.dispatch) }
            </>
        }
    }

    fn choice(
        &self,
        place: usize,
        field: &FormField,
        options: &'static [(&'static str, &'static str)],
    ) -> Html {
        let name = self.id(place);
        let chosen = &self.tables.texts()[place];
        let option = |&(value, label): &(&'static str, &'static str)| {
            let onchange =
                self.dispatch.reform(move |_: Event| TablesAction::Type(place, value.to_owned()));
            let id = format!("{name}-{value}");
            radio(id, name.clone().into(), label, chosen == value, onchange)
        };
        radios("choice field-wide", field.label, options.iter().map(option).collect())
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
                <caption class="visually-hidden">{ page::COUNTS }</caption>
                <thead>
                    <tr><td />{ for heads.map(|head| html! { <th scope="col">{ head }</th> }) }</tr>
                </thead>
                <tbody>{ for [0, 1].map(row) }</tbody>
            </table>
        }
    }

    fn cell(&self, place: usize) -> Html {
        let form = self.form;
        let dispatch = self.dispatch.clone();
        let on_paste = Callback::from(move |event: Event| {
            let cells = pasted_text(&event).and_then(|text| form.pasted_cells(place, &text));
            if let Some(cells) = cells {
                event.prevent_default();
                dispatch.emit(TablesAction::Paste(place, cells));
            }
        });
        let field = &form.fields[place];
        let label = form.label(field, self.tables.texts());
        let remark = self.remark(Input::Field(field.name), "").error_only();
        let control =
            Control { label, remark, is_label_hidden: true, ..Control::new(self.id(place)) };
        control.line(self.text(place), self.on_type(place), on_paste)
    }
}
