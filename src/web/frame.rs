//! What stands around every page: header and footer; and which page is shown.

use gloo_events::EventListener;
use yew::prelude::*;

use crate::engine;
use crate::view::about;
use crate::view::privacy::seal;
use crate::web::browser;
use crate::web::state::Page;

/// Says which page the address names, whenever it changes.
#[hook]
pub(super) fn use_page(on_show: Callback<Page>) {
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "hashchange", move |_| {
                let fragment = browser::fragment();
                // The skip link names a place in the page, not a page.
                if fragment != "#main" {
                    on_show.emit(Page::from_fragment(&fragment));
                }
            })
        });
        move || drop(listener)
    });
}

/// Names the page shown in the title of the window.
#[hook]
pub(super) fn use_title(page: Page) {
    use_effect_with(page, |page| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&format!("{} – RPL Immune Profile", page.name()));
        }
    });
}

/// Marks the document while it is printed, so that the style shows all of it. It is
/// used before there are figures: they are measured by listeners that come later.
#[hook]
pub(super) fn use_print_mark() {
    use_effect_with((), move |()| {
        let listeners = web_sys::window().map(|window| {
            [("beforeprint", true), ("afterprint", false)].map(|(event, is_printing)| {
                EventListener::new(&window, event, move |_| {
                    browser::mark_document("data-printing", is_printing);
                })
            })
        });
        move || drop(listeners)
    });
}

/// The header: the name of the program, its pages and its lock.
pub(super) fn header(current: Page, is_sealed: bool) -> Html {
    let link = |page: Page| {
        let is_current = page == current;
        html! {
            <a class="nav-link" href={page.fragment()} aria-current={is_current.then_some("page")}>
                { page.name() }
            </a>
        }
    };
    html! {
        <header class="header">
            <div class="header-inner">
                <p class="brand">
                    <svg class="brand-mark" viewBox="0 8 32 16" aria-hidden="true">
                        <circle cx="9" cy="16" r="4" />
                        <circle cx="16" cy="16" r="3" fill="none" stroke="currentcolor" />
                        <circle cx="23" cy="16" r="4" />
                    </svg>
                    <strong>{ "RPL Immune Profile" }</strong>
                </p>
                <nav class="nav" aria-label="Pages">{ for Page::LISTED.map(link) }</nav>
                <a
                    class="privacy-mark"
                    href={Page::Privacy.fragment()}
                    aria-current={(current == Page::Privacy).then_some("page")}
                    title={seal::LOCK_TITLE}
                >
                    { lock(is_sealed) }
                    { seal::lock(is_sealed) }
                </a>
            </div>
        </header>
    }
}

/// What stands between the header and the end of the page.
pub(super) fn framed(content: Html) -> Html {
    html! { <>{ body(content) }{ footer() }</> }
}

/// The page itself, where something else is still to stand above the end of the page.
pub(super) fn body(content: Html) -> Html {
    html! { <main id="main" class="main" tabindex="-1">{ content }</main> }
}

/// The end of the page.
pub(super) fn footer() -> Html {
    html! {
        <footer class="footer">
            <p>
                { about::FOR_WHOM }
            </p>
            <p class="muted">{ format!("Version {}", engine::VERSION) }</p>
        </footer>
    }
}

/// The lock, open or closed.
pub(super) fn lock(is_sealed: bool) -> Html {
    let shackle = if is_sealed { "M5 8V5.5a3 3 0 0 1 6 0V8" } else { "M5 8V5.5a3 3 0 0 1 5.8-1" };
    html! {
        <svg class="lock" viewBox="0 0 16 16" aria-hidden="true">
            <path d={shackle} />
            <rect x="3" y="7.5" width="10" height="6.5" rx="1.5" />
        </svg>
    }
}
