//! A text field for one number, with its unit and what is wrong beside it.

use yew::prelude::*;

use crate::engine::quantity::Quantity;
use crate::view::language::PatientWords;
use crate::view::patient::{Field, Message, Severity};
use crate::web::fields::input_text;

/// A labelled text field and what stands around it.
pub(in crate::web) struct TextField<'a> {
    /// Its id in the document.
    pub id: String,
    /// The label above it.
    pub label: String,
    /// What it is called where it is only heard and its label is also that of another field.
    pub spoken: Option<String>,
    /// A sign in front of the text, such as `>`.
    pub prefix: &'static str,
    /// The unit behind the text.
    pub unit: String,
    /// The text.
    pub text: &'a str,
    /// What stands below it.
    pub message: Option<&'a Message>,
}

impl TextField<'_> {
    /// The field, its label and its message.
    pub(in crate::web) fn render(self, on_type: &Callback<String>) -> Html {
        let message_id = format!("{}-message", self.id);
        let unit_id = format!("{}-unit", self.id);
        let oninput = on_type.reform(|event: InputEvent| input_text(&event));
        let severity = self.message.map(|message| message.severity);
        let class = match severity {
            Some(Severity::Error) => "field field-error",
            Some(Severity::Warning) => "field field-warning",
            Some(Severity::Note) | None => "field",
        };
        let message = self.message.map(|message| message.text.clone()).unwrap_or_default();
        html! {
            <div {class}>
                <label class="field-label" for={self.id.clone()}>{ self.label }</label>
                <span class="field-box">
                    <span class="field-prefix" aria-hidden="true">{ self.prefix }</span>
                    <input
                        id={self.id}
                        class="field-input"
                        type="text"
                        inputmode="decimal"
                        autocomplete="off"
                        spellcheck="false"
                        value={self.text.to_owned()}
                        aria-label={self.spoken}
                        aria-describedby={format!("{unit_id} {message_id}")}
                        aria-invalid={(severity == Some(Severity::Error)).then_some("true")}
                        {oninput}
                    />
                    <span class="field-unit" id={unit_id}>{ self.unit }</span>
                </span>
                <span class="field-message" id={message_id}>{ message }</span>
            </div>
        }
    }
}

/// The field of a quantity on the patient page. The label is the quantity's name
/// unless another one is given.
pub(in crate::web) fn number_field(
    field: &Field,
    label: Option<&'static str>,
    words: &dyn PatientWords,
    on_type: &Callback<(Quantity, String)>,
) -> Html {
    let quantity = field.quantity;
    let text_field = TextField {
        id: format!("field-{}", slug(quantity)),
        label: label.map_or_else(|| words.quantity(quantity), ToOwned::to_owned),
        spoken: None,
        prefix: "",
        unit: words.unit(quantity),
        text: &field.text,
        message: field.message.as_ref(),
    };
    text_field.render(&on_type.reform(move |text| (quantity, text)))
}

/// A name for ids in the document.
pub(in crate::web) fn slug(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::AgeYears => "age",
        Quantity::Bmi => "bmi",
        Quantity::HeightCm => "height",
        Quantity::WeightKg => "weight",
        Quantity::PreviousLosses => "losses",
        Quantity::NkPercent => "nk-level",
        Quantity::NkCyto50 => "lysis-50",
        Quantity::NkCyto25 => "lysis-25",
        Quantity::NkCyto12_5 => "lysis-12-5",
        Quantity::Th1Th2Ratio => "th1-th2",
        Quantity::TnfAlphaPercent => "tnf-alpha",
        Quantity::Il10Percent => "il-10",
    }
}
