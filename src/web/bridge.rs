//! What the two programs of the page tell each other: the laboratory's protocol, a slip
//! that is to be read, the patient who is to be handed over, a file of one that was opened,
//! and that everything is to be forgotten. What is tried on a page stays there.
//!
//! They share no memory, only an event target. What is told is also kept there, so that a
//! program that comes later finds it.

mod files;
mod handover;
mod laboratory;
mod slip;

use gloo_events::EventListener;
use js_sys::{Reflect, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::EventTarget;
use yew::prelude::*;

pub(super) use files::{FromFile, use_opened};
pub(super) use handover::{Wish, use_patient, use_patient_told, use_wishes};
pub(super) use laboratory::use_laboratory;
pub(super) use slip::{use_reading_of_slips, use_slip};

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

    /// Has the other end forget everything.
    pub(super) fn wipe(&self) {
        self.tell(WIPE);
    }

    /// Keeps something under a name and tells it. Numbers and texts in memory can always
    /// be written there.
    fn keep(&self, name: &str, told: &impl Serialize) {
        let Ok(bytes) = postcard::to_allocvec(told) else { return };
        if Reflect::set(&self.target, &name.into(), &Uint8Array::from(bytes.as_slice())).is_ok() {
            self.tell(name);
        }
    }

    /// What is kept under a name.
    fn kept<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let bytes = Reflect::get(&self.target, &name.into()).ok()?;
        postcard::from_bytes(&bytes.dyn_into::<Uint8Array>().ok()?.to_vec()).ok()
    }

    /// Keeps nothing under a name any longer.
    fn forget(&self, name: &str) {
        // This fails only for an object that cannot be changed, which would have kept nothing.
        let _ = Reflect::set(&self.target, &name.into(), &JsValue::UNDEFINED);
    }

    /// Tells something that is kept only while it is told: an event is heard at once.
    fn pass(&self, name: &str, told: &impl Serialize) {
        self.keep(name, told);
        self.forget(name);
    }

    /// An event without a listener is lost, which is right: what matters is kept.
    fn tell(&self, name: &str) {
        if let Ok(event) = web_sys::Event::new(name) {
            // This fails only for an event that is being dispatched already.
            let _ = self.target.dispatch_event(&event);
        }
    }

    /// Hears what is told under a name, as long as the listener is kept.
    fn listen<T: DeserializeOwned>(
        &self,
        name: &'static str,
        on_told: impl Fn(T) + 'static,
    ) -> EventListener {
        let bridge = self.clone();
        EventListener::new(&self.target, name, move |_| {
            if let Some(told) = bridge.kept(name) {
                on_told(told);
            }
        })
    }
}

/// Hears that everything is to be forgotten.
#[hook]
pub(super) fn use_wipe(bridge: &Bridge, on_wipe: Callback<()>) {
    use_effect_with(bridge.clone(), move |bridge| {
        let listener = EventListener::new(&bridge.target, WIPE, move |_| on_wipe.emit(()));
        move || drop(listener)
    });
}
