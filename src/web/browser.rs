//! The few things the page does with the browser outside of Yew.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, ClipboardEvent, ClipboardItem, File, HtmlAnchorElement, HtmlDocument,
    HtmlElement, MediaQueryList, Url,
};
use yew::prelude::*;

/// Sets an attribute of the document, or takes it away.
pub(super) fn mark_document(name: &str, is_set: bool) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(root) = document.and_then(|document| document.document_element()) {
        // Neither can fail for a name without blanks.
        let _ = if is_set { root.set_attribute(name, "") } else { root.remove_attribute(name) };
    }
}

/// Hands bytes to the user as a file.
///
/// # Errors
/// When the browser has no room for it.
pub(super) fn download(bytes: &[u8], name: &str, mime_type: &str) -> Result<(), JsValue> {
    download_parts(&js_sys::Array::of1(&js_sys::Uint8Array::from(bytes)), name, mime_type)
}

/// Hands a file in pieces to the user.
///
/// # Errors
/// When the browser has no room for it.
pub(super) fn download_parts(
    parts: &js_sys::Array,
    name: &str,
    mime_type: &str,
) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime_type);
    let blob = Blob::new_with_blob_sequence_and_options(parts, &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    Url::revoke_object_url(&url)
}

/// Puts a text on the clipboard; says whether the browser let it.
pub(super) async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // There is no clipboard where the page came over an open connection.
    let navigator: JsValue = window.navigator().into();
    let has_clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into())
        .is_ok_and(|clipboard| !clipboard.is_undefined());
    has_clipboard && JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}

/// Puts a text on the clipboard, as HTML for programs that take that and plain for all
/// others; says whether the browser let it.
pub(super) async fn copy_rich(html: &str, plain: &str) -> bool {
    if copy_by_event(html, plain) == Some(true) {
        return true;
    }
    let Some(written) = write_item(html, plain) else { return false };
    JsFuture::from(written).await.is_ok()
}

/// Begins to write both texts as one item, for browsers that do not know the other way
/// without a selection; nothing where there is no clipboard, as where the page came over an
/// open connection.
fn write_item(html: &str, plain: &str) -> Option<js_sys::Promise> {
    let window = web_sys::window()?;
    let has = |owner: &JsValue, name: &str| {
        js_sys::Reflect::get(owner, &name.into()).is_ok_and(|found| !found.is_undefined())
    };
    if !has(&window, "ClipboardItem") || !has(&window.navigator(), "clipboard") {
        return None;
    }
    let texts = js_sys::Object::new();
    for (kind, text) in [("text/html", html), ("text/plain", plain)] {
        let described = BlobPropertyBag::new();
        described.set_type(kind);
        let parts = js_sys::Array::of1(&text.into());
        let blob = Blob::new_with_str_sequence_and_options(&parts, &described).ok()?;
        js_sys::Reflect::set(&texts, &kind.into(), &blob).ok()?;
    }
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&texts).ok()?;
    Some(window.navigator().clipboard().write(&js_sys::Array::of1(&item)))
}

/// Whoever listens to a copy may say what is copied. What comes this way is taken as it
/// is; an item is read first, and the page's policy refuses the styles by which
/// spreadsheets know that a count is no date.
fn copy_by_event(html: &str, plain: &str) -> Option<bool> {
    let document: HtmlDocument = web_sys::window()?.document()?.dyn_into().ok()?;
    let is_set = Rc::new(Cell::new(false));
    let listener = {
        let (is_set, html, plain) = (is_set.clone(), html.to_owned(), plain.to_owned());
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document, "copy", options, move |event| {
            let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            let Some(data) = data else { return };
            event.prevent_default();
            let set = [("text/html", &html), ("text/plain", &plain)]
                .map(|(kind, text)| data.set_data(kind, text).is_ok());
            is_set.set(set == [true, true]);
        })
    };
    let is_copied = document.exec_command("copy").ok()?;
    drop(listener);
    Some(is_copied && is_set.get())
}

/// Today on the clock of the computer, as `2026-11-29`.
pub(super) fn today() -> String {
    let now = js_sys::Date::new_0();
    format!("{}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// This moment on the clock of the computer, with its offset from universal time:
/// `2026-11-30T09:15:00.000+09:00`.
pub(super) fn now() -> String {
    let now = js_sys::Date::new_0();
    // Minutes from here to universal time.
    let offset = now.get_timezone_offset();
    let sign = if offset > 0.0 { '-' } else { '+' };
    let local = js_sys::Date::new(&(now.get_time() - offset * 60_000.0).into());
    let text = String::from(local.to_iso_string());
    let (hours, minutes) = ((offset.abs() / 60.0).floor(), offset.abs() % 60.0);
    format!("{}{sign}{hours:02}:{minutes:02}", text.trim_end_matches('Z'))
}

/// Opens the browser's dialog for printing.
pub(super) fn print() {
    if let Some(window) = web_sys::window() {
        // It fails only in a frame that may not print, and the page allows no frame.
        let _ = window.print();
    }
}

/// The text of a paste.
pub(super) fn pasted_text(event: &Event) -> Option<String> {
    event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?.get_data("text").ok()
}

/// A file of bytes that the page itself holds.
pub(super) fn file(bytes: &[u8], name: &str) -> Option<File> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    File::new_with_u8_array_sequence(&parts, name).ok()
}

/// An element of the page by its id.
pub(super) fn element(id: &str) -> Option<web_sys::Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

/// Gives the focus to an element, by its id, once what was just changed is shown.
pub(super) fn focus(id: &'static str) {
    Timeout::new(0, move || {
        if let Some(element) = element(id).and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            // A browser that cannot focus it leaves the keyboard where it is.
            let _ = element.focus();
        }
    })
    .forget();
}

/// Whether nothing has the focus: what had it is gone, or nothing was chosen yet.
pub(super) fn is_focus_lost() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let focused = document.and_then(|document| document.active_element());
    focused.is_none_or(|focused| focused.tag_name().eq_ignore_ascii_case("body"))
}

/// Whether what is typed goes into a field.
pub(super) fn is_typing() -> bool {
    has_focus_within("input, textarea, select")
}

/// Whether what has the focus stands in an element that a selector finds.
pub(super) fn has_focus_within(selector: &str) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let focused = document.and_then(|document| document.active_element());
    focused.is_some_and(|focused| focused.closest(selector).ok().flatten().is_some())
}

/// Has the browser ask before the page is left or loaded anew, while something would
/// be lost.
#[hook]
pub(super) fn use_leave_question(would_lose: bool) {
    use_effect_with(would_lose, |&would_lose| {
        let window = web_sys::window().filter(|_| would_lose);
        let listener = window.map(|window| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "beforeunload", options, |event| {
                event.prevent_default();
                // Older browsers ask only if this is a text, which none of them shows.
                let _ = js_sys::Reflect::set(event, &"returnValue".into(), &" ".into());
            })
        });
        move || drop(listener)
    });
}

/// The fragment of the page's address, such as `#cohort`.
pub(super) fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Says the fragment of the address, now and whenever it changes.
#[hook]
pub(super) fn use_fragment(on_fragment: Callback<String>) {
    use_effect_with((), move |()| {
        on_fragment.emit(fragment());
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "hashchange", move |_| on_fragment.emit(fragment()))
        });
        move || drop(listener)
    });
}

/// The page's address with another fragment.
pub(super) fn address_with(fragment: &str) -> String {
    let address = web_sys::window().and_then(|window| window.location().href().ok());
    let address = address.unwrap_or_default();
    format!("{}{fragment}", address.split('#').next().unwrap_or_default())
}

/// Shows the page behind a fragment.
pub(super) fn show(fragment: &str) {
    if let Some(window) = web_sys::window() {
        // A fragment is always a place in this page.
        let _ = window.location().set_hash(fragment);
    }
}

/// Follows a media query such as `(prefers-color-scheme: dark)`.
#[hook]
pub(super) fn use_media_query(query: &'static str) -> bool {
    let matches = use_state(|| false);
    let setter = matches.setter();
    use_effect_with(query, move |query| {
        let listener = media_query(query).map(|list| {
            setter.set(list.matches());
            let followed = list.clone();
            EventListener::new(&list, "change", move |_| setter.set(followed.matches()))
        });
        move || drop(listener)
    });
    *matches
}

fn media_query(query: &str) -> Option<MediaQueryList> {
    web_sys::window()?.match_media(query).ok()?
}
