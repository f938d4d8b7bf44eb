//! What keeps patient data inside, shown and tested.

use std::rc::Rc;

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::engine;
use crate::view::privacy::{
    self, ABSENT, ABSENT_OUTCOME, ABSENT_REASON, LoadedFile, NOT_ENFORCED, OfflineCopy, Probe,
    ProbeOutcome, SealReport, TestVerdict, WIPE, WIPE_QUESTION, WIPED,
};
use crate::web::browser;
use crate::web::frame::lock;
use crate::web::guard::Guard;
use crate::web::markup::{
    button, cell, heading, panel, paragraph, row, row_head, table, table_head,
};

/// What the privacy page is given.
#[derive(Properties, PartialEq)]
pub(in crate::web) struct PrivacyProps {
    /// SHA-256 of the rule set in force.
    pub fingerprint: AttrValue,
    /// What is known since the network was sealed.
    pub sealed: Option<Rc<SealReport>>,
    /// What tests and wipes.
    pub guard: Option<Guard>,
    /// Clears what the page remembers.
    pub on_wipe: Callback<()>,
}

/// How far the test of the network is.
#[derive(Clone, Debug, Default, PartialEq)]
enum NetworkTest {
    #[default]
    Untried,
    Running,
    Done(Rc<Vec<Probe>>),
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

/// The privacy page.
#[component]
pub(in crate::web) fn PrivacyPage(props: &PrivacyProps) -> Html {
    let test = use_state_eq(NetworkTest::default);
    let wish = use_state_eq(Wish::default);
    let loaded = use_memo(props.guard.clone(), |guard| {
        guard.as_ref().map(Guard::loaded).unwrap_or_default()
    });
    let on_test = {
        let (test, guard) = (test.setter(), props.guard.clone());
        Callback::from(move |_| {
            let (test, guard) = (test.clone(), guard.clone());
            test.set(NetworkTest::Running);
            spawn_local(async move {
                if let Some(guard) = guard {
                    test.set(NetworkTest::Done(Rc::new(guard.test_network().await)));
                }
            });
        })
    };
    let on_wipe = {
        let (wish, guard, on_wipe) = (wish.setter(), props.guard.clone(), props.on_wipe.clone());
        Callback::from(move |_| {
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
        Callback::from(move |_| {
            wish.set(after);
            browser::focus(focused);
        })
    };
    let wipe = wipe_panel(*wish, ask(Wish::Asked, "wipe-asked"), ask(Wish::None, "wipe"), on_wipe);
    let sealed = props.sealed.as_deref();
    html! {
        <div class="privacy">
            { seal_panel(sealed) }
            { test_panel(&test, sealed.is_some(), on_test) }
            { wipe }
            if let Some(sealed) = sealed {
                { panel("privacy-stored", "What is stored here", paragraph("note", privacy::stored(&sealed.copy))) }
                { offline_panel(sealed) }
                { loaded_panel(&loaded, sealed) }
            }
            { build_panel(sealed, &props.fingerprint) }
            { limits_panel() }
        </div>
    }
}

fn seal_panel(sealed: Option<&SealReport>) -> Html {
    let (title, text) = privacy::seal(sealed);
    let class = if sealed.is_some() { "panel seal seal-closed" } else { "panel seal" };
    html! {
        <section {class} aria-labelledby="privacy-title">
            { lock(sealed.is_some()) }
            <div>
                <h1 id="privacy-title" class="page-title">{ title }</h1>
                { paragraph("note", text) }
            </div>
        </section>
    }
}

fn test_panel(test: &NetworkTest, is_sealed: bool, on_test: Callback<MouseEvent>) -> Html {
    let is_busy = !is_sealed || *test == NetworkTest::Running;
    let (result, probes) = match test {
        NetworkTest::Untried => (Html::default(), Html::default()),
        NetworkTest::Running => (paragraph("note", "Trying every way out…"), Html::default()),
        NetworkTest::Done(probes) => {
            let (verdict, sentence) = privacy::test_result(probes);
            let class = match verdict {
                TestVerdict::Well => "test-result test-well",
                TestVerdict::Doubtful => "test-result test-doubtful",
                TestVerdict::Ill => "test-result test-ill",
            };
            (paragraph(class, sentence), probe_table(probes))
        }
    };
    panel(
        "privacy-test",
        "Network self-test",
        html! {
            <>
                { paragraph("note", "Tries for real to reach out in every way a page has, with an \
                    address that holds no data. Only the browser’s own report that it blocked an \
                    attempt counts; its console lists each of them.") }
                <div class="button-row">
                    <button type="button" class="button button-primary" disabled={is_busy} onclick={on_test}>
                        { "Test the network" }
                    </button>
                </div>
                <div aria-live="polite">{ result }</div>
                { probes }
            </>
        },
    )
}

fn probe_table(probes: &[Probe]) -> Html {
    let line = |channel: AttrValue, class: &'static str, outcome: &'static str| {
        row("", [row_head(html! { { channel } }), cell(class, outcome)])
    };
    let tried = probes.iter().map(|probe| {
        let class = match probe.outcome {
            ProbeOutcome::Blocked | ProbeOutcome::Refused => "probe-closed",
            ProbeOutcome::Silent => "muted",
            ProbeOutcome::Open => "probe-open",
        };
        line(probe.channel.clone().into(), class, privacy::outcome(probe.outcome))
    });
    let absent = ABSENT.iter().map(|&channel| line(channel.into(), "muted", ABSENT_OUTCOME));
    html! {
        <>
            { table("table table-narrow", "Ways out and what came of them", html! {
                <>
                    { table_head(&[("", "Way out"), ("", "Outcome")]) }
                    <tbody>{ for tried.chain(absent) }</tbody>
                </>
            }) }
            { paragraph("note", ABSENT_REASON) }
        </>
    }
}

fn wipe_panel(
    wish: Wish,
    on_ask: Callback<MouseEvent>,
    on_keep: Callback<MouseEvent>,
    on_wipe: Callback<MouseEvent>,
) -> Html {
    panel(
        "privacy-wipe",
        "Forget everything",
        html! {
            <>
                { paragraph("note", WIPE) }
                // The question is there before it is asked, so that it can take the focus.
                <div id="wipe-asked" role="group" aria-label="Forget everything?" tabindex="-1">
                    if wish == Wish::Asked {
                        { paragraph("note note-warning", WIPE_QUESTION) }
                        <div class="button-row">
                            { button("button button-primary", "Forget everything", on_wipe) }
                            { button("button", "Keep everything", on_keep) }
                        </div>
                    }
                </div>
                <div class="button-row">
                    <button id="wipe" type="button" class="button" onclick={on_ask}>{ "Wipe" }</button>
                </div>
                <div aria-live="polite">
                    if wish == Wish::Done {
                        { paragraph("test-result test-well", WIPED) }
                    }
                </div>
            </>
        },
    )
}

/// Has a copy kept; `guard.js` reads the wish while the page loads.
const KEEP: &str = "?offline=keep#privacy";

fn offline_panel(sealed: &SealReport) -> Html {
    let link = |address: &'static str, label: &'static str| {
        html! { <a class="button" href={address}>{ label }</a> }
    };
    let (links, reloads) = match sealed.copy {
        OfflineCopy::Unsupported => (Html::default(), false),
        OfflineCopy::None => (link(KEEP, "Keep a copy"), true),
        OfflineCopy::Failed(_) => (link(KEEP, "Try again"), true),
        OfflineCopy::Kept | OfflineCopy::Newest => {
            (link("?offline=look#privacy", "Look for a newer version"), true)
        }
        OfflineCopy::Newer(_) => (link(KEEP, "Take the newer version over"), true),
        OfflineCopy::Updated(_) => {
            (link("?offline=start#privacy", "Start the newer version"), true)
        }
    };
    panel(
        "privacy-offline",
        "Without a network",
        html! {
            <>
                { paragraph("note", privacy::copy(&sealed.copy, sealed.is_single_file)) }
                if reloads {
                    <div class="button-row">{ links }</div>
                    { paragraph("note small", "This loads the page anew: what was typed and opened is forgotten.") }
                }
            </>
        },
    )
}

fn loaded_panel(loaded: &[LoadedFile], sealed: &SealReport) -> Html {
    let rows = loaded.iter().map(|one| {
        row(
            "",
            [
                row_head(html! { { &one.address } }),
                cell("", privacy::origin(one, sealed.is_single_file)),
            ],
        )
    });
    panel(
        "privacy-loaded",
        "What was loaded",
        html! {
            <>
                { paragraph("note", privacy::loaded_summary(loaded)) }
                { table("table table-narrow", "Files loaded since the page was opened", html! {
                    <>
                        { table_head(&[("", "File"), ("", "From")]) }
                        <tbody>{ for rows }</tbody>
                    </>
                }) }
            </>
        },
    )
}

fn build_panel(sealed: Option<&SealReport>, fingerprint: &AttrValue) -> Html {
    let build = sealed.and_then(|sealed| sealed.build.as_ref());
    let hash = |label: &'static str, text: AttrValue| {
        html! {
            <div class="line"><dt>{ label }</dt><dd><code class="hash">{ text }</code></dd></div>
        }
    };
    let files = build.map(|build| {
        html! {
            <details>
                <summary>{ "The files of the build" }</summary>
                <dl class="lines">
                    { for build.files.iter().map(|file| html! {
                        <div class="line"><dt>{ &file.name }</dt><dd><code class="hash">{ &file.sha256 }</code></dd></div>
                    }) }
                </dl>
            </details>
        }
    });
    panel(
        "privacy-build",
        "What is running",
        html! {
            <>
                <dl class="lines">
                    <div class="line"><dt>{ "Version" }</dt><dd>{ engine::VERSION }</dd></div>
                    { hash("Build, SHA-256", build.map_or(AttrValue::from("not known"), |build| build.hash.clone().into())) }
                    { hash("The laboratory’s protocol, SHA-256", fingerprint.clone()) }
                </dl>
                { for files }
                { paragraph("note", "The build is named by its list of files and theirs; the same \
                    source gives the same bytes on every computer. A page cannot vouch for itself: \
                    compare these with the ones published with the release, as its README says.") }
            </>
        },
    )
}

fn limits_panel() -> Html {
    html! {
        <section class="panel" aria-labelledby="privacy-limits">
            { heading("privacy-limits", "What is not enforced") }
            <dl class="facts">
                { for NOT_ENFORCED.iter().map(|(what, text)| html! {
                    <div class="fact"><dt>{ *what }</dt><dd>{ *text }</dd></div>
                }) }
            </dl>
        </section>
    }
}
