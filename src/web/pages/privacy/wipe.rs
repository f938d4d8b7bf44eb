//! The wish to forget everything.

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::view::privacy::wipe;
use crate::web::browser;
use crate::web::guard::Guard;
use crate::web::markup::{button, panel, paragraph};

/// What the wipe needs.
#[derive(Properties, PartialEq)]
pub(super) struct WipeProps {
    /// What wipes.
    pub guard: Option<Guard>,
    /// Clears what the page remembers.
    pub on_wipe: Callback<()>,
}

/// How far the wish to forget everything is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Wish {
    #[default]
    None,
    /// It cannot be undone, so it is asked about.
    Asked,
    Done,
}

/// Asks, and forgets everything.
#[component]
pub(super) fn WipePanel(props: &WipeProps) -> Html {
    let wish = use_state_eq(Wish::default);
    let on_wipe = {
        let (wish, guard, on_wipe) = (wish.setter(), props.guard.clone(), props.on_wipe.clone());
        Callback::from(move |_: MouseEvent| {
            on_wipe.emit(());
            let (wish, guard) = (wish.clone(), guard.clone());
            spawn_local(async move {
                if let Some(guard) = guard {
                    guard.wipe().await;
                }
                wish.set(Wish::Done);
                browser::focus("wipe");
            });
        })
    };
    let ask = |after: Wish, focused: &'static str| {
        let wish = wish.setter();
        Callback::from(move |_: MouseEvent| {
            wish.set(after);
            browser::focus(focused);
        })
    };
    panel(
        "privacy-wipe",
        wipe::TITLE,
        html! {
            <>
                { paragraph("note", wipe::WHAT) }
                // The question is there before it is asked, so that it can take the focus.
                <div id="wipe-asked" role="group" aria-label={wipe::QUESTION_TITLE} tabindex="-1">
                    if *wish == Wish::Asked {
                        { paragraph("note note-warning", wipe::QUESTION) }
                        <div class="button-row">
                            { button("button button-primary", wipe::TITLE, on_wipe) }
                            { button("button", wipe::KEEP, ask(Wish::None, "wipe")) }
                        </div>
                    }
                </div>
                <div class="button-row">
                    <button id="wipe" type="button" class="button" onclick={ask(Wish::Asked, "wipe-asked")}>
                        { wipe::ASK }
                    </button>
                </div>
                <div aria-live="polite">
                    if *wish == Wish::Done {
                        { paragraph("test-result test-well", wipe::DONE) }
                    }
                </div>
            </>
        },
    )
}
