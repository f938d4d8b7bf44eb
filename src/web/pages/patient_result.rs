//! What one patient's values mean: the class, the trace, the published context.

use yew::prelude::*;

use crate::engine::rules::Finding;
use crate::view::patient::PatientPage;
use crate::view::patient::context::{Fact, Origin, Piece};
use crate::view::patient::result::{Outcome, RuleLine, Tone, TraceRow, finding_word};
use crate::view::words;
use crate::web::fields::test_marks::test_marks;

/// The right half of the patient page.
pub(in crate::web) fn patient_result(page: &PatientPage) -> Html {
    let outcome = &page.outcome;
    html! {
        <div class="results">
            { verdict(outcome, page.losses.is_some()) }
            <section class="panel" aria-labelledby="trace-title">
                <h2 id="trace-title" class="section-title">{ "What decided it" }</h2>
                { trace(outcome) }
                { rules(outcome) }
            </section>
            { context(page) }
        </div>
    }
}

fn verdict(outcome: &Outcome, has_too_few_losses: bool) -> Html {
    let tone = match outcome.tone {
        Tone::Empty => "verdict-empty",
        Tone::Normal => "verdict-normal",
        Tone::Abnormal => "verdict-abnormal",
        Tone::Open => "verdict-open",
    };
    html! {
        <section class={classes!("panel", "verdict", tone)} aria-labelledby="verdict-title">
            <div role="status" aria-live="polite" aria-atomic="true">
                <p class="verdict-kicker">{ "Immune class" }</p>
                <div class="verdict-line">
                    <h2 id="verdict-title" class="verdict-title">{ outcome.headline.clone() }</h2>
                    { test_marks(outcome.findings, false) }
                </div>
                <p class="verdict-summary">{ outcome.summary.clone() }</p>
            </div>
            if let Some(certain) = &outcome.certain {
                <p class="verdict-certain"><strong>{ "Certain: " }</strong>{ certain.clone() }</p>
            }
            if !outcome.open.is_empty() {
                <div class="verdict-open-list">
                    <p><strong>{ "Still open:" }</strong></p>
                    <ul>{ for outcome.open.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                    if !outcome.possible.is_empty() {
                        <p class="muted">
                            { "Possible classes: " }{ outcome.possible.join(", ") }
                        </p>
                    }
                </div>
            }
            if has_too_few_losses {
                <p class="note note-warning">
                    { "Fewer losses than recurrent pregnancy loss needs: see History." }
                </p>
            }
        </section>
    }
}

fn trace(outcome: &Outcome) -> Html {
    let row = |row: &TraceRow| {
        html! {
            <tr class={classes!((!row.is_read).then_some("row-unread"))}>
                <th scope="row">{ row.test }</th>
                <td class="number">{ row.value.clone() }<span class="unit">{ format!(" {}", row.unit) }</span></td>
                <td class="compare">{ row.comparison }</td>
                <td class="number">{ row.cutoff.clone() }</td>
                <td>{ row.source }</td>
                <td>{ finding(row.finding, row.is_read) }</td>
            </tr>
        }
    };
    html! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Decision trace">
            <table class="table trace">
                <caption class="visually-hidden">{ "Each value against its cut-off" }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "Test" }</th>
                        <th scope="col" class="number">{ "Value" }</th>
                        <th scope="col"><span class="visually-hidden">{ "Comparison" }</span></th>
                        <th scope="col" class="number">{ "Cut-off" }</th>
                        <th scope="col">{ "Source" }</th>
                        <th scope="col">{ "Result" }</th>
                    </tr>
                </thead>
                <tbody>{ for outcome.trace.iter().map(row) }</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="5">
                            { format!("NK cytotoxicity by the rule “{}”", outcome.rule.name.to_ascii_lowercase()) }
                        </th>
                        <td>{ finding(outcome.rule.finding, true) }</td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

fn finding(finding: Finding, is_read: bool) -> Html {
    if !is_read {
        return html! { <span class="finding">{ "not read by the rule" }</span> };
    }
    let class = match finding {
        Finding::High => "finding finding-high",
        Finding::NotHigh => "finding finding-not-high",
        Finding::Unknown => "finding finding-unknown",
    };
    html! { <span {class}>{ finding_word(finding) }</span> }
}

fn rules(outcome: &Outcome) -> Html {
    if outcome.tone == Tone::Empty {
        return Html::default();
    }
    let line = |line: &RuleLine| {
        html! {
            <li class={classes!(line.differs.then_some("rule-differs"))}>
                <span>{ line.name }</span>
                <strong>{ line.result.clone() }</strong>
                if line.differs { <span class="tag tag-differs">{ "differs" }</span> }
            </li>
        }
    };
    html! {
        <div class="rules">
            <h3 class="subsection-title">{ "Under the other cytotoxicity rules" }</h3>
            <ul class="rule-list">{ for outcome.other_rules.iter().map(line) }</ul>
        </div>
    }
}

fn context(page: &PatientPage) -> Html {
    let context = &page.context;
    let piece = |piece: &Piece| {
        let (class, name) = match piece.origin {
            Origin::Published => ("tag tag-published", "published"),
            Origin::Inferred => ("tag tag-inferred", "inferred"),
            Origin::Computed => ("tag tag-computed", "computed here"),
        };
        html! { <li><span {class}>{ name }</span>{ " " }{ piece.text.clone() }</li> }
    };
    let fact = |fact: &Fact| {
        html! {
            <div class={classes!("fact", fact.is_of_class.then_some("fact-of-class"))}>
                <dt>{ fact.subject.clone() }</dt>
                <dd><ul class="pieces">{ for fact.pieces.iter().map(piece) }</ul></dd>
            </div>
        }
    };
    html! {
        <section class="panel" aria-labelledby="context-title">
            <h2 id="context-title" class="section-title">{ "What the study reports" }</h2>
            <dl class="facts">{ for context.facts.iter().map(fact) }</dl>
            <p class="note note-caveat">{ context.caveat }</p>
            <p class="muted small">{ context.provenance }</p>
            <p class="muted small">{ words::CITATION }</p>
        </section>
    }
}
