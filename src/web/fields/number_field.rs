//! A text field for one number, with its unit and what is wrong beside it.

use yew::prelude::*;

use crate::engine::quantity::Quantity;
use crate::view::patient::{Field, Severity};
use crate::view::words;
use crate::web::app::input_text;

/// A labelled text field for one number. The label is the quantity's name
/// unless another one is given.
pub(in crate::web) fn number_field(
    field: &Field,
    label: Option<&'static str>,
    on_type: &Callback<(Quantity, String)>,
) -> Html {
    let quantity = field.quantity;
    let id = format!("field-{}", slug(quantity));
    let message_id = format!("{id}-message");
    let unit_id = format!("{id}-unit");
    let oninput = on_type.reform(move |event: InputEvent| (quantity, input_text(&event)));
    let severity = field.message.as_ref().map(|message| message.severity);
    let class = classes!(
        "field",
        (severity == Some(Severity::Error)).then_some("field-error"),
        (severity == Some(Severity::Warning)).then_some("field-warning"),
    );
    let label = label.unwrap_or_else(|| words::quantity(quantity));
    html! {
        <div {class}>
            <label class="field-label" for={id.clone()}>{ label }</label>
            <span class="field-box">
                <input
                    id={id}
                    class="field-input"
                    type="text"
                    inputmode={if quantity.is_count() { "numeric" } else { "decimal" }}
                    autocomplete="off"
                    spellcheck="false"
                    value={field.text.clone()}
                    aria-describedby={format!("{unit_id} {message_id}")}
                    aria-invalid={(severity == Some(Severity::Error)).then_some("true")}
                    {oninput}
                />
                <span class="field-unit" id={unit_id}>{ words::unit(quantity) }</span>
            </span>
            <span class="field-message" id={message_id}>
                { field.message.as_ref().map(|message| message.text.clone()).unwrap_or_default() }
            </span>
        </div>
    }
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
