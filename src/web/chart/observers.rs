//! What a figure has to know of its place: how wide it is, and whether it is near the window.

use wasm_bindgen::prelude::*;
use web_sys::{
    HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
    ResizeObserver,
};
use yew::prelude::*;

/// A resize observer together with the closure it calls.
pub(super) struct WidthObserver {
    observer: ResizeObserver,
    _closure: Closure<dyn FnMut()>,
}

impl Drop for WidthObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Tells the width of an element now and whenever it changes.
pub(super) fn observe_width(frame: &NodeRef, width: UseStateSetter<u32>) -> Option<WidthObserver> {
    let element = frame.cast::<HtmlElement>()?;
    let resized = element.clone();
    let closure = Closure::<dyn FnMut()>::new(move || {
        width.set(client_width(&resized));
    });
    let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
    observer.observe(&element);
    Some(WidthObserver { observer, _closure: closure })
}

/// How far beyond the window a figure is drawn, so that none is seen blank.
const NEAR: &str = "50%";

/// An intersection observer together with the closure it calls.
pub(super) struct NearnessObserver {
    observer: IntersectionObserver,
    _closure: Closure<dyn FnMut(js_sys::Array)>,
}

impl Drop for NearnessObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Tells whether an element is in the window or near it.
pub(super) fn observe_nearness(
    frame: &NodeRef,
    is_near: UseStateSetter<bool>,
) -> Option<NearnessObserver> {
    let element = frame.cast::<HtmlElement>()?;
    let closure = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        // The last entry is the newest.
        if let Some(entry) = entries.pop().dyn_ref::<IntersectionObserverEntry>() {
            is_near.set(entry.is_intersecting());
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(NEAR);
    let function = closure.as_ref().unchecked_ref();
    let observer = IntersectionObserver::new_with_options(function, &options).ok()?;
    observer.observe(&element);
    Some(NearnessObserver { observer, _closure: closure })
}

/// The width of an element in CSS pixels.
pub(super) fn client_width(element: &HtmlElement) -> u32 {
    u32::try_from(element.client_width()).unwrap_or_default()
}
