//! What the two programs of the page tell each other: the laboratory's protocol, a slip
//! that is to be read, and that everything is to be forgotten. What is tried on a page
//! stays there.
//!
//! They share no memory, only an event target. What is told is also kept there,
//! so that a program that comes later finds it.

use gloo_events::EventListener;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::EventTarget;
use yew::prelude::*;

use crate::engine::protocol::laboratory::Laboratory;
use crate::engine::reader::slip::{self, Slip};
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
/// The front has a slip, and the workbench, which knows the vocabulary, reads it.
const SLIP: &str = "slip";
const SLIP_READ: &str = "slipRead";

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

    /// Has the workbench read a slip; without it nothing happens.
    fn ask_slip(&self, text: &str) {
        if Reflect::set(&self.target, &SLIP.into(), &text.into()).is_ok() {
            self.tell(SLIP);
        }
    }

    /// What the workbench read last.
    fn slip_read(&self) -> Option<(String, Slip)> {
        let bytes = Reflect::get(&self.target, &SLIP_READ.into()).ok()?;
        postcard::from_bytes(&bytes.dyn_into::<Uint8Array>().ok()?.to_vec()).ok()
    }

    /// Reads the slip of the front, and answers.
    fn read_slip(&self) {
        let asked = Reflect::get(&self.target, &SLIP.into()).ok();
        let Some(text) = asked.and_then(|text| text.as_string()) else { return };
        let slip = slip::read(&text);
        // The text stays with the front.
        let emptied = Reflect::set(&self.target, &SLIP.into(), &JsValue::UNDEFINED);
        let Ok(bytes) = postcard::to_allocvec(&(text, slip)) else { return };
        let bytes = Uint8Array::from(bytes.as_slice());
        let is_set = Reflect::set(&self.target, &SLIP_READ.into(), &bytes);
        if emptied.is_ok() && is_set.is_ok() {
            self.tell(SLIP_READ);
            // An event is heard at once; nothing of a slip is kept on the way.
            let _ = Reflect::set(&self.target, &SLIP_READ.into(), &JsValue::UNDEFINED);
        }
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

/// Has a slip read, and hears what it holds. `is_there` says whether the workbench is.
#[hook]
pub(super) fn use_slip(
    bridge: &Bridge,
    text: &str,
    is_there: bool,
    on_read: Callback<(String, Slip)>,
) {
    use_effect_with(bridge.clone(), move |bridge| {
        let listened = bridge.clone();
        let listener = EventListener::new(&bridge.target, SLIP_READ, move |_| {
            if let Some(read) = listened.slip_read() {
                on_read.emit(read);
            }
        });
        move || drop(listener)
    });
    let bridge = bridge.clone();
    use_effect_with((text.to_owned(), is_there), move |(text, is_there)| {
        if *is_there && !text.trim().is_empty() {
            bridge.ask_slip(text);
        }
    });
}

/// Reads the slips of the front.
#[hook]
pub(super) fn use_reading_of_slips(bridge: &Bridge) {
    use_effect_with(bridge.clone(), move |bridge| {
        let listened = bridge.clone();
        let listener = EventListener::new(&bridge.target, SLIP, move |_| listened.read_slip());
        move || drop(listener)
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
