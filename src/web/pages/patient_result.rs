//! What one patient's values mean: the class, the trace, the published context.

use yew::prelude::*;

use crate::engine::rules::Finding;
use crate::view::language::PatientWords;
use crate::view::language::labels::Label;
use crate::view::patient::PatientPage;
use crate::view::patient::context::{Context, Fact, Piece, Position};
use crate::view::patient::origin::Origin;
use crate::view::patient::result::{Outcome, RuleLine, Tone, TraceRow};
use crate::web::fields::test_marks::test_marks;
use crate::web::markup::{
    cell, cell_of, panel, paragraph, row, row_head, span, subheading, table, table_head,
};
use crate::web::pages::patient::nearness::nearness_table;

/// The right half of the patient page; `notices` say what the class does not rest on, and
/// `handover` takes the result away.
pub(in crate::web) fn patient_result(
    page: &PatientPage,
    words: &dyn PatientWords,
    notices: Html,
    handover: Option<Html>,
) -> Html {
    let outcome = &page.outcome;
    html! {
        <div class="results">
            { notices }
            { verdict(outcome, page.losses.is_some(), words) }
            { handover.unwrap_or_default() }
            { panel("trace-title", words.label(Label::WhatDecidedIt), html! {
                <>{ trace(outcome, words) }{ rules(outcome, words) }{ nearness_table(&page.nearness, words) }</>
            }) }
            { panel("context-title", words.label(Label::StudyReports), context(&page.context, words)) }
            { panel("positions-title", words.label(Label::OthersSay), others(&page.context, words)) }
            { paragraph("muted small", words.label(Label::Abbreviations)) }
        </div>
    }
}

fn verdict(outcome: &Outcome, has_too_few_losses: bool, words: &dyn PatientWords) -> Html {
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
                { paragraph("verdict-kicker", words.label(Label::ImmuneClass)) }
                <div class="verdict-line">
                    <h2 id="verdict-title" class="verdict-title">{ outcome.headline.clone() }</h2>
                    { test_marks(outcome.findings, Some(words.findings(outcome.findings))) }
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
                <p class="verdict-certain"><strong>{ words.label(Label::Certain) }{ " " }</strong>{ certain.clone() }</p>
            }
            if !outcome.open.is_empty() {
                <div class="verdict-open-list">
                    <p><strong>{ words.label(Label::StillOpen) }</strong></p>
                    <ul>{ for outcome.open.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                    if !outcome.possible.is_empty() {
                        { paragraph("muted", words.possible(&outcome.possible)) }
                    }
                </div>
            }
            if has_too_few_losses {
                { paragraph("note note-warning", words.label(Label::FewerLosses)) }
            }
        </section>
    }
}

fn trace(outcome: &Outcome, words: &dyn PatientWords) -> Html {
    let line = |line: &TraceRow| {
        let value =
            html! { <>{ line.value.clone() }{ span("unit", format!(" {}", line.unit)) }</> };
        row(
            if line.is_read { "" } else { "row-unread" },
            [
                row_head(html! { { line.test.clone() } }),
                cell_of("number", value),
                cell("compare", line.comparison),
                cell("number", line.cutoff.clone()),
                cell("source", line.source.clone()),
                cell_of(
                    "",
                    html! {
                        <>
                            { finding(line.finding, line.is_read, words) }
                            if line.is_doubtful { { " " }{ span("tag tag-differs", words.label(Label::InDoubt)) } }
                        </>
                    },
                ),
            ],
        )
    };
    let rule = words.by_rule(outcome.rule.rule);
    table(
        "table trace",
        words.label(Label::Trace),
        html! {
            <>
                { table_head(&[
                    ("", words.label(Label::Test)),
                    ("number", words.label(Label::Value)),
                    ("compare", words.label(Label::Is)),
                    ("number", words.label(Label::Cutoff)),
                    ("", words.label(Label::Source)),
                    ("", words.label(Label::Result)),
                ]) }
                <tbody>{ for outcome.trace.iter().map(line) }</tbody>
                <tfoot>
                    <tr>
                        <th scope="row" colspan="5">{ rule }</th>
                        { cell_of("", finding(outcome.rule.finding, true, words)) }
                    </tr>
                </tfoot>
            </>
        },
    )
}

fn finding(finding: Finding, is_read: bool, words: &dyn PatientWords) -> Html {
    if !is_read {
        return span("finding", words.label(Label::NotRead));
    }
    let class = match finding {
        Finding::High => "finding finding-high",
        Finding::NotHigh => "finding finding-not-high",
        Finding::Unknown => "finding finding-unknown",
    };
    span(class, words.finding(finding))
}

fn rules(outcome: &Outcome, words: &dyn PatientWords) -> Html {
    if outcome.tone == Tone::Empty {
        return Html::default();
    }
    let line = |line: &RuleLine| {
        html! {
            <li>
                <span>{ line.name.clone() }</span>
                <strong>{ line.result.clone() }</strong>
                if line.differs { { span("tag tag-differs", words.label(Label::Differs)) } }
            </li>
        }
    };
    html! {
        <div class="rules">
            { subheading(words.label(Label::OtherRules)) }
            <ul class="rule-list">{ for outcome.other_rules.iter().map(line) }</ul>
        </div>
    }
}

/// How a statement came to be, beside it.
fn tag(origin: Origin, words: &dyn PatientWords) -> Html {
    let class = match origin {
        Origin::Published => "tag tag-published",
        Origin::Inferred | Origin::SecondHand => "tag tag-inferred",
        Origin::Computed => "tag tag-computed",
    };
    span(class, words.origin(origin))
}

fn others(context: &Context, words: &dyn PatientWords) -> Html {
    let one = |position: &Position| {
        html! {
            <div class="fact">
                <dt>{ position.who.clone() }</dt>
                <dd>{ tag(position.origin, words) }{ " " }{ position.text.clone() }</dd>
            </div>
        }
    };
    html! {
        <>
            { paragraph("muted small", context.collected.clone()) }
            <dl class="facts">{ for context.positions.iter().map(one) }</dl>
        </>
    }
}

fn context(context: &Context, words: &dyn PatientWords) -> Html {
    let piece = |piece: &Piece| {
        let tag = piece.origin.map(|origin| tag(origin, words)).unwrap_or_default();
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
            { paragraph("muted small", context.provenance.clone()) }
            { paragraph("muted small", context.citation) }
        </>
    }
}

/// The class alone, for a bar that stays in view where the form and the result
/// do not fit beside each other; `mark` says that it is not by the study's protocol, and
/// `class` is one of the style for where it stands.
pub(in crate::web) fn verdict_bar(
    class: &'static str,
    outcome: &Outcome,
    mark: Option<String>,
) -> Html {
    let is_doubtful = outcome.tone == Tone::Doubtful;
    html! {
        <div class={classes!(class, "verdict-bar", "no-print", is_doubtful.then_some("verdict-bar-doubtful"))} aria-hidden="true">
            { test_marks(outcome.findings, None) }
            <p>
                <strong>{ outcome.headline.clone() }</strong>
                if let Some(mark) = mark { { " " }{ span("tag tag-differs", mark) } }
                if let Some(bar) = &outcome.bar { { span("verdict-bar-more", bar.clone()) } }
            </p>
        </div>
    }
}
