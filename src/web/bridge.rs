//! What the two programs of the page tell each other: the laboratory's protocol, and
//! that everything is to be forgotten. What is tried on a page stays there.
//!
//! They share no memory, only an event target. What is told is also kept there,
//! so that a program that comes later finds it.

use gloo_events::EventListener;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::JsCast as _;
use web_sys::EventTarget;
use yew::prelude::*;

use crate::engine::protocol::laboratory::Laboratory;
use crate::web::state::rules::{Rules, RulesAction};

/// One end of the bridge.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bridge {
    target: EventTarget,
    end: End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Front,
    Workbench,
}

const WIPE: &str = "wipe";

impl Bridge {
    /// The end of the front.
    pub(super) fn of_front(target: EventTarget) -> Self {
        Bridge { target, end: End::Front }
    }

    /// The end of the workbench.
    pub(super) fn of_workbench(target: EventTarget) -> Self {
        Bridge { target, end: End::Workbench }
    }

    /// The laboratory's protocol as the other end told it last.
    pub(super) fn heard(&self) -> Option<Laboratory> {
        let bytes = Reflect::get(&self.target, &self.other_laboratory().into()).ok()?;
        postcard::from_bytes(&bytes.dyn_into::<Uint8Array>().ok()?.to_vec()).ok()
    }

    /// Has the other end forget everything.
    pub(super) fn wipe(&self) {
        self.tell(WIPE);
    }

    fn tell_laboratory(&self, laboratory: &Laboratory) {
        // Numbers and texts in memory can always be written there.
        let Ok(bytes) = postcard::to_allocvec(laboratory) else { return };
        let bytes = Uint8Array::from(bytes.as_slice());
        if Reflect::set(&self.target, &self.own_laboratory().into(), &bytes).is_ok() {
            self.tell(self.own_laboratory());
        }
    }

    /// An event without a listener is lost, which is right: what matters is kept.
    fn tell(&self, name: &str) {
        if let Ok(event) = web_sys::Event::new(name) {
            // This fails only for an event that is being dispatched already.
            let _ = self.target.dispatch_event(&event);
        }
    }

    fn own_laboratory(&self) -> &'static str {
        match self.end {
            End::Front => "laboratoryOfFront",
            End::Workbench => "laboratoryOfWorkbench",
        }
    }

    fn other_laboratory(&self) -> &'static str {
        match self.end {
            End::Front => "laboratoryOfWorkbench",
            End::Workbench => "laboratoryOfFront",
        }
    }
}

/// Keeps the laboratory's protocol of both ends the same.
#[hook]
pub(super) fn use_laboratory(bridge: &Bridge, rules: &Rules, dispatch: Callback<RulesAction>) {
    use_effect_with(bridge.clone(), move |bridge| {
        let listened = bridge.clone();
        let listener = EventListener::new(&bridge.target, bridge.other_laboratory(), move |_| {
            if let Some(laboratory) = listened.heard() {
                dispatch.emit(RulesAction::Hear(laboratory));
            }
        });
        move || drop(listener)
    });
    let told = rules.is_own.then(|| rules.laboratory.clone());
    let bridge = bridge.clone();
    use_effect_with(told, move |told| {
        if let Some(laboratory) = told {
            bridge.tell_laboratory(laboratory);
        }
    });
}

/// Hears that everything is to be forgotten.
#[hook]
pub(super) fn use_wipe(bridge: &Bridge, on_wipe: Callback<()>) {
    use_effect_with(bridge.clone(), move |bridge| {
        let listener = EventListener::new(&bridge.target, WIPE, move |_| on_wipe.emit(()));
        move || drop(listener)
    });
}
