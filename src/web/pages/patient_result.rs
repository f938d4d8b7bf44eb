//! What one patient's values mean: the class, the trace, the published context.

use yew::prelude::*;

use crate::engine::rules::Finding;
use crate::view::abbreviations;
use crate::view::patient::PatientPage;
use crate::view::patient::context::{Context, Fact, Piece};
use crate::view::patient::origin::Origin;
use crate::view::patient::positions::{self, Position};
use crate::view::patient::result::{Outcome, RuleLine, Tone, TraceRow, finding_word};
use crate::web::fields::test_marks::test_marks;
use crate::web::markup::{
    cell, cell_of, panel, paragraph, row, row_head, span, subheading, table, table_head,
};

/// The right half of the patient page; `notices` say what the class does not rest on.
pub(in crate::web) fn patient_result(page: &PatientPage, notices: Html) -> Html {
    let outcome = &page.outcome;
    html! {
        <div class="results">
            { notices }
            { verdict(outcome, page.losses.is_some()) }
            { panel("trace-title", "What decided it", html! { <>{ trace(outcome) }{ rules(outcome) }</> }) }
            { panel("context-title", "What the study reports", context(&page.context)) }
            { panel("positions-title", "What others say", others(page.context.positions)) }
            { paragraph("muted small", abbreviations::line(&abbreviations::PATIENT)) }
        </div>
    }
}

fn verdict(outcome: &Outcome, has_too_few_losses: bool) -> Html {
    let tone = match outcome.tone {
        Tone::Empty => "verdict-empty",
        Tone::Normal => "verdict-normal",
        Tone::Abnormal => "verdict-abnormal",
        Tone::Open => "verdict-open",
        Tone::Doubtful => "verdict-doubtful",
    };
    html! {
        <section class={classes!("panel", "verdict", tone)} aria-labelledby="verdict-title">
            <div class="verdict-head" role="status" aria-live="polite" aria-atomic="true">
                { paragraph("verdict-kicker", "Immune class") }
                <div class="verdict-line">
                    <h2 id="verdict-title" class="verdict-title">{ outcome.headline.clone() }</h2>
                    { test_marks(outcome.findings, false) }
                </div>
                { paragraph("verdict-summary", outcome.summary.clone()) }
                if !outcome.alarms.is_empty() {
                    <ul class="verdict-alarms">
                        { for outcome.alarms.iter().map(|alarm| html! { <li>{ alarm }</li> }) }
                    </ul>
                }
                { for outcome.decided_by.iter().map(|line| paragraph("verdict-rules", line.clone())) }
            </div>
            if let Some(certain) = &outcome.certain {
                <p class="verdict-certain"><strong>{ "Certain: " }</strong>{ certain.clone() }</p>
            }
            if !outcome.open.is_empty() {
                <div class="verdict-open-list">
                    <p><strong>{ "Still open:" }</strong></p>
                    <ul>{ for outcome.open.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                    if !outcome.possible.is_empty() {
                        { paragraph("muted", format!("Possible classes: {}", outcome.possible.join(", "))) }
                    }
                </div>
            }
            if has_too_few_losses {
                { paragraph("note note-warning", "Fewer losses than recurrent pregnancy loss needs: see History.") }
            }
        </section>
    }
}

fn trace(outcome: &Outcome) -> Html {
    let line = |line: &TraceRow| {
        let value =
            html! { <>{ line.value.clone() }{ span("unit", format!(" {}", line.unit)) }</> };
        row(
            if line.is_read { "" } else { "row-unread" },
            [
                row_head(html! { { line.test } }),
                cell_of("number", value),
                cell("compare", line.comparison),
                cell("number", line.cutoff.clone()),
                cell("source", line.source),
                cell_of(
                    "",
                    html! {
                        <>
                            { finding(line.finding, line.is_read) }
                            if line.is_doubtful { { " " }{ span("tag tag-differs", "in doubt") } }
                        </>
                    },
                ),
            ],
        )
    };
    let rule = format!("NK cytotoxicity by the rule “{}”", outcome.rule.name.to_ascii_lowercase());
    table(
        "table trace",
        "Decision trace: each value against its cut-off",
        html! {
            <>
                { table_head(&[
                    ("", "Test"),
                    ("number", "Value"),
                    ("compare", "is"),
                    ("number", "Cut-off"),
                    ("", "Source"),
                    ("", "Result"),
                ]) }
                <tbody>{ for outcome.trace.iter().map(line) }</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="5">{ rule }</th>
                        { cell_of("", finding(outcome.rule.finding, true)) }
                    </tr>
                </tfoot>
            </>
        },
    )
}

fn finding(finding: Finding, is_read: bool) -> Html {
    if !is_read {
        return span("finding", "not read");
    }
    let class = match finding {
        Finding::High => "finding finding-high",
        Finding::NotHigh => "finding finding-not-high",
        Finding::Unknown => "finding finding-unknown",
    };
    span(class, finding_word(finding))
}

fn rules(outcome: &Outcome) -> Html {
    if outcome.tone == Tone::Empty {
        return Html::default();
    }
    let line = |line: &RuleLine| {
        html! {
            <li>
                <span>{ line.name }</span>
                <strong>{ line.result }</strong>
                if line.differs { { span("tag tag-differs", "differs") } }
            </li>
        }
    };
    html! {
        <div class="rules">
            { subheading("Under the other cytotoxicity rules") }
            <ul class="rule-list">{ for outcome.other_rules.iter().map(line) }</ul>
        </div>
    }
}

/// How a statement came to be, beside it.
fn tag(origin: Origin) -> Html {
    match origin {
        Origin::Published => span("tag tag-published", "published"),
        Origin::Inferred => span("tag tag-inferred", "inferred"),
        Origin::Computed => span("tag tag-computed", "computed here"),
        Origin::SecondHand => span("tag tag-inferred", "second hand"),
    }
}

fn others(positions: &[Position]) -> Html {
    let one = |position: &Position| {
        html! {
            <div class="fact">
                <dt>{ position.who }</dt>
                <dd>{ tag(position.origin) }{ " " }{ position.text }</dd>
            </div>
        }
    };
    html! {
        <>
            { paragraph("muted small", positions::COLLECTED) }
            <dl class="facts">{ for positions.iter().map(one) }</dl>
        </>
    }
}

fn context(context: &Context) -> Html {
    let piece = |piece: &Piece| {
        let tag = piece.origin.map(tag).unwrap_or_default();
        html! { <li>{ tag }{ " " }{ piece.text.clone() }</li> }
    };
    let fact = |fact: &Fact| {
        html! {
            <div class={if fact.is_of_class { "fact fact-of-class" } else { "fact" }}>
                <dt>{ fact.subject.clone() }</dt>
                <dd><ul class="pieces">{ for fact.pieces.iter().map(piece) }</ul></dd>
            </div>
        }
    };
    html! {
        <>
            <dl class="facts">{ for context.facts.iter().map(fact) }</dl>
            { paragraph("muted small", context.provenance) }
            { paragraph("muted small", context.citation) }
        </>
    }
}

/// The class alone, for a bar that stays in view where the form and the result
/// do not fit beside each other; `mark` says that it is not by the study's protocol.
pub(in crate::web) fn verdict_bar(outcome: &Outcome, mark: Option<&'static str>) -> Html {
    let is_doubtful = outcome.tone == Tone::Doubtful;
    html! {
        <div class={classes!("verdict-bar", "no-print", is_doubtful.then_some("verdict-bar-doubtful"))} aria-hidden="true">
            { test_marks(outcome.findings, true) }
            <p>
                <strong>{ outcome.headline.clone() }</strong>
                if let Some(mark) = mark { { " " }{ span("tag tag-differs", mark) } }
                if let Some(bar) = &outcome.bar { { span("verdict-bar-more", bar.clone()) } }
            </p>
        </div>
    }
}
