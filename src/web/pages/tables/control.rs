//! A field of the form: label, text and remark.

use yew::prelude::*;

use crate::view::calculator::page::Remark;

/// A field for a text that is typed, with its label and remark.
pub(super) struct Control {
    pub(super) id: String,
    pub(super) label: &'static str,
    /// Whether only those who cannot see it are told the label.
    pub(super) is_label_hidden: bool,
    pub(super) remark: Remark,
}

impl Control {
    pub(super) fn new(id: String) -> Self {
        Control { id, label: "", is_label_hidden: false, remark: Remark::default() }
    }

    /// A line for a number.
    pub(super) fn line(
        self,
        value: String,
        oninput: Callback<InputEvent>,
        onpaste: Callback<Event>,
    ) -> Html {
        let (id, described) = (self.id.clone(), format!("{}-remark", self.id));
        let invalid = self.remark.is_error.then_some("true");
        let input = html! {
            <input {id} class="field-input" type="text" inputmode="decimal" spellcheck="false"
                autocomplete="off" {value} aria-describedby={described} aria-invalid={invalid}
                {oninput} {onpaste} />
        };
        self.around("field", input)
    }

    /// Several lines.
    pub(super) fn area(self, value: String, oninput: Callback<InputEvent>) -> Html {
        let (id, described) = (self.id.clone(), format!("{}-remark", self.id));
        let invalid = self.remark.is_error.then_some("true");
        let area = html! {
            <textarea {id} class="field-area" rows="8" spellcheck="false" wrap="off" {value}
                aria-describedby={described} aria-invalid={invalid} {oninput} />
        };
        self.around("field field-wide", area)
    }

    /// The label above, the remark below.
    fn around(self, class: &'static str, control: Html) -> Html {
        let label = if self.is_label_hidden { "visually-hidden" } else { "field-label" };
        html! {
            <div class={classes!(class, self.remark.is_error.then_some("field-error"))}>
                <label class={label} for={self.id.clone()}>{ self.label }</label>
                <span class="field-box">{ control }</span>
                <span class="field-message" id={format!("{}-remark", self.id)}>{ self.remark.text }</span>
            </div>
        }
    }
}
