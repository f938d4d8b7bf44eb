//! What the two programs of the page tell each other: the rules in force, and
//! that everything is to be forgotten.
//!
//! They share no memory, only an event target. What is told is also kept there,
//! so that a program that comes later finds it.

use gloo_events::EventListener;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::JsCast as _;
use web_sys::EventTarget;
use yew::prelude::*;

use crate::engine::protocol::Protocol;
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

    /// The rules that the other end told last.
    pub(super) fn heard(&self) -> Option<Protocol> {
        let bytes = Reflect::get(&self.target, &self.other_rules().into()).ok()?;
        postcard::from_bytes(&bytes.dyn_into::<Uint8Array>().ok()?.to_vec()).ok()
    }

    /// Has the other end forget everything.
    pub(super) fn wipe(&self) {
        self.tell(WIPE);
    }

    fn tell_rules(&self, protocol: &Protocol) {
        let Ok(bytes) = postcard::to_allocvec(protocol) else { return };
        let bytes = Uint8Array::from(bytes.as_slice());
        if Reflect::set(&self.target, &self.own_rules().into(), &bytes).is_ok() {
            self.tell(self.own_rules());
        }
    }

    /// An event without a listener is lost, which is right: what matters is kept.
    fn tell(&self, name: &str) {
        if let Ok(event) = web_sys::Event::new(name) {
            let _ = self.target.dispatch_event(&event);
        }
    }

    fn own_rules(&self) -> &'static str {
        match self.end {
            End::Front => "rulesOfFront",
            End::Workbench => "rulesOfWorkbench",
        }
    }

    fn other_rules(&self) -> &'static str {
        match self.end {
            End::Front => "rulesOfWorkbench",
            End::Workbench => "rulesOfFront",
        }
    }
}

/// Keeps the rules of both ends the same.
#[hook]
pub(super) fn use_shared_rules(bridge: &Bridge, rules: &Rules, dispatch: Callback<RulesAction>) {
    use_effect_with(bridge.clone(), move |bridge| {
        let listened = bridge.clone();
        let listener = EventListener::new(&bridge.target, bridge.other_rules(), move |_| {
            if let Some(protocol) = listened.heard() {
                dispatch.emit(RulesAction::Hear(protocol));
            }
        });
        move || drop(listener)
    });
    let told = rules.is_own.then_some(rules.protocol);
    let bridge = bridge.clone();
    use_effect_with(told, move |told| {
        if let Some(protocol) = told {
            bridge.tell_rules(protocol);
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
