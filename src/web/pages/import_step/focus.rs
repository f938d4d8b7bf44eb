//! Where the keyboard goes in the import step.

use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::engine::reader::preview::ImportPreview;
use crate::web::browser;

/// Where the keyboard goes: to the first question when the step opens, and on
/// from a question that was answered and is gone; when none is left, to the
/// button that reads the file. Nobody who is at work elsewhere is moved.
#[hook]
pub(super) fn use_focus(preview: &Rc<ImportPreview>) {
    let is_first = use_mut_ref(|| true);
    use_effect_with(preview.clone(), move |preview| {
        let opens = std::mem::take(&mut *is_first.borrow_mut());
        let Some(document) = web_sys::window().and_then(|window| window.document()) else {
            return;
        };
        if !opens && !browser::is_focus_lost() {
            return;
        }
        let place = match (preview.questions.is_empty(), opens) {
            (false, _) => ".question-title",
            (true, true) => "#import-title",
            (true, false) => "#import-read",
        };
        let element = document.query_selector(place).ok().flatten();
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // A browser that cannot focus it leaves the keyboard where it is.
            let _ = element.focus();
        }
    });
}
