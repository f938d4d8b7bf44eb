//! The self-test of the network.

use std::rc::Rc;

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::view::privacy::network::{self, TestVerdict};
use crate::view::privacy::{Probe, ProbeOutcome};
use crate::web::guard::Guard;
use crate::web::markup::{cell, panel, paragraph, row, row_head, table, table_head};

/// What the test needs.
#[derive(Properties, PartialEq)]
pub(super) struct NetworkTestProps {
    /// Whether there is a seal to be tested.
    pub is_sealed: bool,
    /// What tests.
    pub guard: Option<Guard>,
}

/// How far the test of the network is.
#[derive(Clone, Debug, Default, PartialEq)]
enum NetworkTest {
    #[default]
    Untried,
    Running,
    Done(Rc<Vec<Probe>>),
}

/// Tries every way out when the user asks for it.
#[component]
pub(super) fn NetworkPanel(props: &NetworkTestProps) -> Html {
    let test = use_state_eq(NetworkTest::default);
    let on_test = {
        let (test, guard) = (test.setter(), props.guard.clone());
        Callback::from(move |_: MouseEvent| {
            let (test, guard) = (test.clone(), guard.clone());
            test.set(NetworkTest::Running);
            spawn_local(async move {
                if let Some(guard) = guard {
                    test.set(NetworkTest::Done(Rc::new(guard.test_network().await)));
                }
            });
        })
    };
    let is_busy = !props.is_sealed || *test == NetworkTest::Running;
    let (result, probes) = match &*test {
        NetworkTest::Untried => (Html::default(), Html::default()),
        NetworkTest::Running => (paragraph("note", network::RUNNING), Html::default()),
        NetworkTest::Done(probes) => {
            let (verdict, sentence) = network::test_result(probes);
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
        network::TITLE,
        html! {
            <>
                { paragraph("note", network::TEST) }
                <div class="button-row">
                    <button type="button" class="button button-primary" disabled={is_busy} onclick={on_test}>
                        { network::START }
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
        line(probe.channel.clone().into(), class, network::outcome(probe.outcome))
    });
    let absent = network::ABSENT
        .iter()
        .map(|&channel| line(channel.into(), "muted", network::ABSENT_OUTCOME));
    let (title, heads) = network::TABLE;
    html! {
        <>
            { table("table table-narrow", title, html! {
                <>
                    { table_head(&heads.map(|head| ("", head))) }
                    <tbody>{ for tried.chain(absent) }</tbody>
                </>
            }) }
            { paragraph("note", network::ABSENT_REASON) }
        </>
    }
}
