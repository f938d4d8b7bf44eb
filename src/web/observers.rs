//! What the page has to know of its places: how wide one is, and which the window reaches.

use wasm_bindgen::prelude::*;
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit, ResizeObserver,
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

/// The upper part of the window, and everything above it.
const READ: &str = "1000000px 0px -65% 0px";

/// An intersection observer together with the closure it calls.
pub(super) struct ReachObserver {
    observer: IntersectionObserver,
    _closure: Closure<dyn FnMut(js_sys::Array)>,
}

impl Drop for ReachObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Tells whether an element is in the window or near it.
pub(super) fn observe_nearness(
    frame: &NodeRef,
    is_near: UseStateSetter<bool>,
) -> Option<ReachObserver> {
    let element = frame.cast::<HtmlElement>()?;
    observe_reach([&element], NEAR, move |_, is_reached| is_near.set(is_reached))
}

/// Tells of each element whether it begins in the upper part of the window or above.
pub(super) fn observe_reading(
    elements: &[Element],
    on_reach: impl FnMut(&Element, bool) + 'static,
) -> Option<ReachObserver> {
    observe_reach(elements, READ, on_reach)
}

/// Tells of each element, now and whenever it changes, whether the window with these
/// margins reaches it.
fn observe_reach<'a, E: AsRef<Element> + 'a>(
    elements: impl IntoIterator<Item = &'a E>,
    margin: &str,
    mut on_reach: impl FnMut(&Element, bool) + 'static,
) -> Option<ReachObserver> {
    let closure = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        // The last entry of an element is its newest.
        for entry in entries.iter() {
            if let Some(entry) = entry.dyn_ref::<IntersectionObserverEntry>() {
                on_reach(&entry.target(), entry.is_intersecting());
            }
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(margin);
    let function = closure.as_ref().unchecked_ref();
    let observer = IntersectionObserver::new_with_options(function, &options).ok()?;
    for element in elements {
        observer.observe(element.as_ref());
    }
    Some(ReachObserver { observer, _closure: closure })
}

/// The width of an element in CSS pixels.
pub(super) fn client_width(element: &HtmlElement) -> u32 {
    u32::try_from(element.client_width()).unwrap_or_default()
}
