//! "Cleared. Undo": what was cleared or closed can be taken back for ten seconds.

use gloo_timers::callback::Timeout;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::web::browser;
use crate::web::markup::span;

/// How long something can be taken back. It ends then whatever has the focus, because
/// the values of a woman shall not stay behind.
const OFFER_MS: u32 = 10_000;

/// Where the keyboard goes when an offer ends or is taken, by the id of an element.
pub(super) const AFTER_PATIENT: &str = "field-nk-level";
/// The same for the calculator.
pub(super) const AFTER_FORM: &str = "question-title";
/// The same for the trials of the evidence.
pub(super) const AFTER_TRIALS: &str = "evidence-trials-title";
/// The same for a file.
pub(super) const AFTER_FILE: &str = "main";

/// Ends the offer that stands once its time is over.
#[hook]
pub(super) fn use_end_of_offer(standing: Option<u32>, after: &'static str, on_end: Callback<()>) {
    use_effect_with(standing, move |standing| {
        let timeout = standing.map(|_| {
            Timeout::new(OFFER_MS, move || {
                let had_focus = browser::has_focus_within(".undo");
                on_end.emit(());
                if had_focus {
                    browser::focus(after);
                }
            })
        });
        move || drop(timeout)
    });
}

/// What is offered, and what takes it back.
#[derive(Properties, PartialEq)]
pub(super) struct UndoProps {
    /// What happened: "Cleared."
    pub said: AttrValue,
    /// The button that takes it back.
    #[prop_or(AttrValue::Static("Undo"))]
    pub undo: AttrValue,
    /// How long that can be done.
    #[prop_or(AttrValue::Static("for ten seconds"))]
    pub how_long: AttrValue,
    /// Where the keyboard goes when it is taken back.
    pub after: &'static str,
    /// Takes it back.
    pub on_undo: Callback<()>,
}

/// The offer. The keyboard goes to it, because what had the focus is gone or rests.
#[component]
pub(super) fn Undo(props: &UndoProps) -> Html {
    let button = use_node_ref();
    {
        let button = button.clone();
        use_effect_with((), move |()| {
            if let Some(button) = button.cast::<HtmlElement>() {
                // A browser that cannot focus it leaves the keyboard where it is.
                let _ = button.focus();
            }
        });
    }
    let onclick = {
        let (on_undo, after) = (props.on_undo.clone(), props.after);
        move |_: MouseEvent| {
            on_undo.emit(());
            browser::focus(after);
        }
    };
    html! {
        <div class="undo no-print">
            <span id="undo-said" role="status" aria-label={props.undo.clone()}>{ props.said.clone() }</span>
            <button type="button" class="button" ref={button} aria-describedby="undo-said" {onclick}>
                { props.undo.clone() }
            </button>
            { span("muted small", props.how_long.clone()) }
        </div>
    }
}
