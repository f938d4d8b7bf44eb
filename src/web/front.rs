//! The front: what is there at once. It has the header, the patient page and the
//! page about the tool; the other pages are the workbench's.

use js_sys::Promise;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::EventTarget;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::view::language::english::English;
use crate::view::messages::worker;
use crate::web::bridge::{
    Bridge, FromFile, Wish, use_laboratory, use_opened, use_patient_told, use_slip, use_wipe,
};
use crate::web::browser;
use crate::web::frame::{body, framed, header, use_page, use_title};
use crate::web::pages::about::about_page;
use crate::web::pages::patient::patient_page;
use crate::web::panic::report_panic;
use crate::web::state::Page;
use crate::web::state::front::{Arrival, Copied, Front, FrontAction};
use crate::web::state::rules::{RulesAction, WhatIf};
use crate::web::undo::{AFTER_PATIENT, use_end_of_offer};

/// Starts the front in the element `#app`. It talks to the workbench through
/// `bridge`; the promises are of the workbench and of the sealed network.
pub fn mount(bridge: EventTarget, workbench: Promise, sealed: Promise) {
    yew::set_custom_panic_hook(Box::new(report_panic));
    if let Some(root) = browser::element("app") {
        root.set_text_content(None);
        let props = FrontProps {
            bridge: Bridge::of_front(bridge),
            workbench: workbench.into(),
            sealed: sealed.into(),
        };
        yew::Renderer::<FrontApp>::with_root_and_props(root, props).render();
    }
}

/// What the front needs to start.
#[derive(Properties, PartialEq)]
struct FrontProps {
    bridge: Bridge,
    /// Promises the workbench.
    workbench: JsValue,
    /// Promises that the network has been sealed.
    sealed: JsValue,
}

#[component]
fn FrontApp(props: &FrontProps) -> Html {
    let front = use_reducer(|| Front {
        page: Page::from_fragment(&browser::fragment()),
        ..Front::default()
    });
    let dispatch = use_callback((), {
        let dispatcher = front.dispatcher();
        move |action: FrontAction, ()| dispatcher.dispatch(action)
    });
    use_page(dispatch.reform(FrontAction::Show));
    use_title(front.page);
    use_laboratory(&props.bridge, &front.rules, dispatch.reform(FrontAction::Rules));
    use_wipe(&props.bridge, dispatch.reform(|()| FrontAction::Wipe));
    use_slip(
        &props.bridge,
        &front.slip,
        front.workbench == Arrival::Here,
        dispatch.reform(|(text, slip)| FrontAction::SlipRead(text, slip)),
    );
    use_patient_told(
        &props.bridge,
        front.in_hand(),
        dispatch.reform(|not_copied: Option<String>| {
            FrontAction::Copy(not_copied.map_or(Copied::Yes, Copied::No))
        }),
    );
    use_opened(
        &props.bridge,
        dispatch.reform(|taken| match taken {
            FromFile::Values(draft) => FrontAction::Open(*draft),
            FromFile::Protocol(protocol) => {
                FrontAction::Rules(RulesAction::Try(WhatIf::Protocol(protocol)))
            }
        }),
    );
    let on_wish = use_callback(props.bridge.clone(), |wish: Wish, bridge| bridge.wish(wish));
    browser::use_leave_question(front.would_lose());
    use_end_of_offer(
        front.cleared.standing(),
        AFTER_PATIENT,
        dispatch.reform(|()| FrontAction::EndUndo),
    );
    use_promise(
        &props.workbench,
        dispatch
            .reform(|came| FrontAction::Arrive(if came { Arrival::Here } else { Arrival::Lost })),
    );
    // Whatever the guard could not do is said on the privacy page.
    use_promise(&props.sealed, {
        let dispatch = dispatch.clone();
        Callback::from(move |is_sealed| {
            if is_sealed {
                dispatch.emit(FrontAction::Seal);
            }
        })
    });
    html! {
        <>
            <a class="skip-link" href="#main">{ "Skip to the page" }</a>
            { header(front.page, front.is_sealed) }
            { front_page(&front, &dispatch, &on_wish) }
        </>
    }
}

/// The page shown, unless the workbench shows it.
pub(in crate::web) fn front_page(
    front: &Front,
    dispatch: &Callback<FrontAction>,
    on_wish: &Callback<Wish>,
) -> Html {
    match (front.page, front.workbench) {
        // The workbench goes on below it.
        (Page::Patient, Arrival::Here) => body(patient_page(front, &English, dispatch, on_wish)),
        (Page::Patient, _) => framed(patient_page(front, &English, dispatch, on_wish)),
        (Page::About, _) => framed(about_page(&front.rules.laboratory)),
        (_, Arrival::Here) => Html::default(),
        (page, Arrival::Awaited) => {
            framed(titled(page, html! { <p class="note" role="status">{ "Loading…" }</p> }))
        }
        (page, Arrival::Lost) => {
            let notice = html! {
                <div class="notice notice-error" role="alert">
                    <p><strong>{ worker::NO_PAGE[0] }</strong></p>
                    <p>{ worker::NO_PAGE[1] }</p>
                </div>
            };
            framed(titled(page, notice))
        }
    }
}

fn titled(page: Page, content: Html) -> Html {
    html! { <><h1 class="page-title">{ page.name() }</h1>{ content }</> }
}

/// Hears once whether a promise was kept.
#[hook]
fn use_promise(promise: &JsValue, on_settled: Callback<bool>) {
    use_effect_with(promise.clone(), move |promise| {
        let promise = JsFuture::from(promise.clone().unchecked_into::<Promise>());
        spawn_local(async move { on_settled.emit(promise.await.is_ok()) });
    });
}
