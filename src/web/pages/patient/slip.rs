//! Where a laboratory slip is pasted, and what became of it.

use yew::prelude::*;

use crate::view::language::PatientWords;
use crate::view::language::labels::Label;
use crate::view::patient::shortcuts::Shortcut;
use crate::view::patient::slip::SlipPage;
use crate::web::markup::paragraph;
use crate::web::state::front::{Arrival, Front, FrontAction};

/// The panel for a slip. A paste fills the fields at once; what is typed waits for the
/// button.
pub(super) fn slip_panel(
    front: &Front,
    words: &dyn PatientWords,
    dispatch: &Callback<FrontAction>,
) -> Html {
    let oninput = dispatch.reform(|event: InputEvent| {
        let is_paste = event.input_type() == "insertFromPaste";
        let text = event.target_unchecked_into::<web_sys::HtmlTextAreaElement>().value();
        FrontAction::Slip(text, is_paste)
    });
    let on_fill = dispatch.reform(|_: MouseEvent| FrontAction::FillFromSlip);
    let read = front.slip_read.as_ref();
    let waits = read.is_none() && !front.slip.trim().is_empty();
    html! {
        <details class="slip no-print" open={!front.slip.is_empty()}>
            <summary accesskey={Shortcut::Slip.key()}>{ words.label(Label::PasteSlip) }</summary>
            <div class="field">
                <label class="visually-hidden" for="slip">{ words.label(Label::PasteSlip) }</label>
                <textarea id="slip" class="field-input field-area" rows="3" autocomplete="off" spellcheck="false"
                    aria-describedby="slip-hint" value={front.slip.clone()} {oninput} />
                <span id="slip-hint">{ paragraph("note", words.label(Label::PasteHint)) }</span>
            </div>
            <button type="button" class="button" disabled={read.is_none()} onclick={on_fill}>
                { words.label(Label::FillFields) }
            </button>
            <div role="status">
                { for read.iter().map(|read| became(read, words)) }
                if waits {
                    { paragraph("note", words.label(match front.workbench {
                        Arrival::Lost => Label::SlipNotRead,
                        Arrival::Awaited | Arrival::Here => Label::SlipWaits,
                    })) }
                }
            </div>
        </details>
    }
}

fn became(page: &SlipPage, words: &dyn PatientWords) -> Html {
    html! {
        <>
            { paragraph("slip-summary", page.summary.clone()) }
            <ul class="slip-list">{ for page.taken.iter().map(|line| html! { <li>{ line.said.clone() }</li> }) }</ul>
            if !page.left.is_empty() {
                { paragraph("slip-summary", words.label(Label::LeftOfSlip)) }
                <ul class="slip-list">{ for page.left.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
            }
        </>
    }
}
