//! Which texts and numbers stand for a missing value.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::props::ImportStepProps;
use crate::engine::reader::settings::ImportSettings;
use crate::view::import::{file, page};
use crate::web::markup::paragraph;

/// The codes for missing values.
pub(super) fn missing_codes(props: &ImportStepProps, choose: &Callback<ImportSettings>) -> Html {
    let settings = props.settings.clone();
    let onchange = choose.reform(move |event: Event| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        file::with_missing_codes(&settings, &text)
    });
    html! {
        <details class="import-words">
            <summary>{ page::MISSING }</summary>
            <p class="import-missing">
                <label class="field-label" for="missing-codes">
                    { page::MISSING_LABEL }
                </label>
                <input id="missing-codes" type="text" autocomplete="off"
                    value={file::missing_codes_text(&props.settings)} {onchange} />
            </p>
            { paragraph("note", page::MISSING_ANYWAY) }
        </details>
    }
}
