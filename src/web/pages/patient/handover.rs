//! What hands the patient over: the papers themselves are written by the workbench.

use yew::prelude::*;

use crate::view::language::PatientWords;
use crate::view::language::labels::Label;
use crate::view::patient::shortcuts::Shortcut;
use crate::web::bridge::Wish;
use crate::web::fields::input_text;
use crate::web::markup::{heading, paragraph};
use crate::web::state::front::{Arrival, Copied, Front, FrontAction};

/// The panel; `on_wish` is asked for what is pressed.
pub(super) fn handover(
    front: &Front,
    words: &dyn PatientWords,
    dispatch: &Callback<FrontAction>,
    on_wish: &Callback<Wish>,
) -> Html {
    let on_name =
        dispatch.reform(|event: InputEvent| FrontAction::NameForPrint(input_text(&event)));
    let wish = |shortcut: Shortcut, wish| {
        let onclick = on_wish.reform(move |_: MouseEvent| wish);
        html! {
            <button type="button" class="button" accesskey={shortcut.key()} {onclick}>
                { words.label(shortcut.label()) }
            </button>
        }
    };
    let said = match (&front.copied, front.workbench) {
        (_, Arrival::Lost) => Some(Label::PapersNotLoaded),
        (None, _) => None,
        (Some(Copied::Yes), _) => Some(Label::RecordCopied),
        (Some(Copied::No(_)), _) => Some(Label::RecordNotCopied),
    };
    html! {
        <section class="panel no-print" aria-labelledby="handover-title">
            { heading("handover-title", words.label(Label::HandOver)) }
            <div class="actions">
                { wish(Shortcut::CopyRecord, Wish::CopyRecord) }
                { wish(Shortcut::PrintRecord, Wish::PrintRecord) }
                { wish(Shortcut::PrintForHer, Wish::PrintForHer) }
            </div>
            <p class="note" role="status">{ for said.map(|label| words.label(label)) }</p>
            if let Some(Copied::No(text)) = &front.copied {
                <textarea class="field-input field-area" rows="8" readonly=true
                    aria-label={words.label(Label::RecordText)} value={text.clone()} />
            }
            <div class="field">
                <label class="field-label" for="print-name">{ words.label(Label::NameForPrint) }</label>
                <input id="print-name" class="field-input field-input-wide" type="text" autocomplete="off" spellcheck="false"
                    value={front.name_for_print.clone()} oninput={on_name} aria-describedby="print-name-note" />
                <span id="print-name-note">{ paragraph("note", words.label(Label::NameForgotten)) }</span>
            </div>
        </section>
    }
}
