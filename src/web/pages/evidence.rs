//! The published trials of IVIG: how much their answer depends on the method on top, the
//! table that can be changed, and what others published.

use std::rc::Rc;

use yew::prelude::*;

use crate::view::abbreviations;
use crate::view::evidence::Shown;
use crate::view::evidence::entry::{Choices, Extra, Measured, Pooling};
use crate::view::evidence::said::{self, page};
use crate::view::messages::worker;
use crate::web::document::sections;
use crate::web::fields::choice::{check_box, choice, radios};
use crate::web::markup::{heading, paragraph};
use crate::web::origin::ResultOrigin;
use crate::web::pages::evidence_trials::trials;
use crate::web::state::evidence::{Evidence, EvidenceAction, Pooled};
use crate::web::state::workbench::State;

/// The page about the evidence. Whatever is changed on it is pooled again at once.
pub(in crate::web) fn evidence_page(state: &State, dispatch: &Callback<EvidenceAction>) -> Html {
    let evidence = &state.evidence;
    let shown = &evidence.shown;
    let is_due = evidence.due().is_some() || evidence.work == Pooled::Busy;
    let origin = ResultOrigin((!is_due).then(|| Rc::new(shown.origin.clone())));
    html! {
        <ContextProvider<ResultOrigin> context={origin}>
            <div class="evidence">
                <section class="panel answer" aria-labelledby="evidence-title">
                    <h1 id="evidence-title" class="page-title">{ "Evidence" }</h1>
                    { paragraph("note", said::ABOUT) }
                    <div class="evidence-said" role="status">{ answer(evidence, state.is_without_engine) }</div>
                    { paragraph("note", said::NO_ADVICE) }
                </section>
                { sections(&shown.dependence) }
                { trials(evidence, dispatch) }
                { choices(&evidence.choices, dispatch) }
                <section class="results" aria-label="Results">
                    { sections(&shown.results) }
                </section>
                { sections(&shown.published) }
            </div>
            { paragraph("muted small", abbreviations::line(&abbreviations::EVIDENCE)) }
        </ContextProvider<ResultOrigin>>
    }
}

/// What is read out when the answer changes.
fn answer(evidence: &Evidence, is_without_engine: bool) -> Html {
    let Shown { headline, summary, .. } = &*evidence.shown;
    if is_without_engine {
        paragraph("answer-summary", worker::NO_CALCULATOR)
    } else if evidence.work == Pooled::Lost {
        paragraph("answer-summary", worker::LOST_WHILE_CALCULATING)
    } else if headline.is_empty() {
        paragraph("muted", page::POOLING)
    } else {
        html! {
            <>
                { paragraph("answer-summary", headline.clone()) }
                { paragraph("block", summary.clone()) }
            </>
        }
    }
}

fn choices(choices: &Choices, dispatch: &Callback<EvidenceAction>) -> Html {
    let choose = dispatch.reform(EvidenceAction::Choose);
    let measures = Measured::ALL.map(|measure| {
        (measure.name(), measure == choices.measure, Choices { measure, ..choices.clone() })
    });
    let models = Pooling::ALL.map(|pooling| {
        (pooling.name(), pooling == choices.pooling, Choices { pooling, ..choices.clone() })
    });
    let intervals =
        [(page::NORMAL, false), (page::HARTUNG_KNAPP, true)].map(|(name, is_chosen)| {
            let next = Choices { has_hartung_knapp: is_chosen, ..choices.clone() };
            (name, is_chosen == choices.has_hartung_knapp, next)
        });
    let extra = |extra: Extra| {
        let is_shown = choices.shows(extra);
        let next = choices.with(extra, !is_shown);
        let onchange = choose.reform(move |_: Event| next.clone());
        let id = format!("evidence-shows-{}", extra.id());
        check_box(id, "evidence-shows".into(), extra.name(), is_shown, onchange)
    };
    let extras = Extra::ALL.into_iter().map(extra).collect();
    html! {
        <section class="panel no-print" aria-labelledby="evidence-choices-title">
            { heading("evidence-choices-title", page::CHOICES) }
            { choice("evidence-measure", page::MEASURE, &choose, &measures) }
            { choice("evidence-model", page::MODEL, &choose, &models) }
            { choice("evidence-intervals", page::INTERVALS, &choose, &intervals) }
            { radios("choice", page::ALSO, extras) }
        </section>
    }
}
