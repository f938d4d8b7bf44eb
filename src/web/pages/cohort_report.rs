//! What was found in a cohort file.

use std::rc::Rc;

use yew::prelude::*;

use crate::engine::report::Report;
use crate::view::cohort::classes::{ClassTableCell, ClassTableRow, class_table};
use crate::view::cohort::flow::{Step, steps};
use crate::view::cohort::issues::{IssueRow, issue_table};
use crate::view::cohort::{self, Line};
use crate::view::export;
use crate::view::figures::{Figure, live_birth, prevalence};
use crate::web::chart::Chart;
use crate::web::fields::test_marks::{findings_of, test_marks};
use crate::web::pages::cohort::CohortCommand;
use crate::web::{api, browser};

/// The report and whom to tell.
#[derive(Properties, PartialEq)]
pub(in crate::web) struct CohortReportProps {
    /// Name of the file.
    pub file_name: String,
    /// What was found.
    pub report: Rc<Report>,
    /// Whether a new report is being made.
    pub is_updating: bool,
    /// What the user asks for.
    pub on_command: Callback<CohortCommand>,
}

/// Every section of the report.
#[component]
pub(in crate::web) fn CohortReport(props: &CohortReportProps) -> Html {
    let report = &props.report;
    html! {
        <div class={classes!("report", props.is_updating.then_some("report-updating"))} aria-busy={props.is_updating.then_some("true")}>
            { head(props) }
            <div class="columns columns-even">
                { flow(report) }
                { file(report) }
            </div>
            { classes(report) }
            { figures(report) }
            <div class="columns columns-even">
                { lines("Cytotoxicity rules compared", "Enrolled women under each rule. The rule in force is set below.", &cohort::rule_lines(report)) }
                { lines("How the pregnancies ended", "Women with an immune class, and how each ending counts.", &cohort::outcome_lines(report)) }
            </div>
            { issues(report) }
        </div>
    }
}

fn head(props: &CohortReportProps) -> Html {
    let report = &props.report;
    let command =
        |command: CohortCommand| props.on_command.reform(move |_: MouseEvent| command.clone());
    let on_json = {
        let report = report.clone();
        move |_: MouseEvent| {
            if let Some(text) = api::to_json(&*report) {
                let name = export::file_name(&report, "report", "json");
                browser::download(text.as_bytes(), &name, "application/json");
            }
        }
    };
    html! {
        <section class="panel report-head" aria-label="File">
            if report.is_synthetic {
                <p class="notice notice-synthetic" role="note">
                    <strong>{ "Synthetic data. " }</strong>{ "No woman in this file exists; nothing here says anything about patients." }
                </p>
            }
            <div class="report-title">
                <h2 class="section-title" role="status">{ props.file_name.clone() }</h2>
                <p class="button-row no-print">
                    <button type="button" class="button" onclick={command(CohortCommand::DownloadRows(report.clone()))}>{ "Classified rows (CSV)" }</button>
                    <button type="button" class="button" onclick={on_json}>{ "Report (JSON)" }</button>
                    <button type="button" class="button button-quiet" onclick={command(CohortCommand::Close)}>{ "Close file" }</button>
                </p>
            </div>
            <p class="muted small">{ cohort::rule_set_line(report) }</p>
        </section>
    }
}

fn flow(report: &Report) -> Html {
    let step = |step: &Step| {
        html! {
            <li class="flow-step">
                if !step.leaving.is_empty() {
                    <ul class="flow-leaving">
                        { for step.leaving.iter().map(|(name, n)| html! {
                            <li><span class="flow-n">{ format!("−{n}") }</span>{ name }</li>
                        }) }
                    </ul>
                }
                <p class="flow-box"><span class="flow-n">{ step.n.clone() }</span>{ step.name.clone() }</p>
            </li>
        }
    };
    html! {
        <section class="panel" aria-labelledby="flow-title">
            <h2 id="flow-title" class="section-title">{ "Flow" }</h2>
            <ol class="flow">{ for steps(report).iter().map(step) }</ol>
        </section>
    }
}

fn file(report: &Report) -> Html {
    let missing = cohort::missing_lines(report);
    let causes = cohort::cause_lines(report);
    html! {
        <section class="panel" aria-labelledby="file-title">
            <h2 id="file-title" class="section-title">{ "What was read" }</h2>
            { line_list(&cohort::file_lines(report)) }
            if !missing.is_empty() {
                <h3 class="subsection-title">{ "Missing values" }</h3>
                { line_list(&missing) }
            }
            if !causes.is_empty() {
                <details>
                    <summary>{ format!("Known causes, as the file spells them ({})", causes.len()) }</summary>
                    <p class="note">{ "Every text here counts as a known etiology. A misspelt “idiopathic” would show." }</p>
                    { line_list(&causes) }
                </details>
            }
        </section>
    }
}

fn lines(title: &'static str, note: &'static str, lines: &[Line]) -> Html {
    html! {
        <section class="panel" aria-label={title}>
            <h2 class="section-title">{ title }</h2>
            <p class="note">{ note }</p>
            { line_list(lines) }
        </section>
    }
}

fn line_list(lines: &[Line]) -> Html {
    html! {
        <dl class="lines">
            { for lines.iter().map(|line| html! {
                <div class="line">
                    <dt>{ line.name.clone() }</dt>
                    <dd><strong>{ line.value.clone() }</strong>{ " " }<span class="muted">{ line.remark.clone() }</span></dd>
                </div>
            }) }
        </dl>
    }
}

fn classes(report: &Report) -> Html {
    let table = class_table(report);
    let cell = |cell: &ClassTableCell| {
        html! {
            <>
                <td class="number cell-first">{ cell.n.clone() }</td>
                <td class="number muted">{ cell.prevalence.clone() }</td>
                <td class="number">{ cell.live_births.clone() }</td>
                <td class="number">{ cell.rate.clone() }</td>
                <td class="number muted interval">{ cell.interval.clone() }</td>
            </>
        }
    };
    let row = |row: &ClassTableRow| {
        html! {
            <tr class={classes!(row.is_sum.then_some("row-sum"))}>
                <th scope="row">
                    <span class="class-name">
                        if let Some(high) = row.high {
                            { test_marks(findings_of(high), true) }
                        }
                        { row.name }
                    </span>
                </th>
                { for row.cells.iter().map(cell) }
            </tr>
        }
    };
    html! {
        <section class="panel" aria-labelledby="classes-title">
            <h2 id="classes-title" class="section-title">{ "Classes and live births" }</h2>
            <p class="note">
                { "Live birth rates count women whose pregnancy has a known end, with Wilson intervals. \
                   An empty cell has nobody in it: there is no rate." }
            </p>
            <div class="table-scroll" tabindex="0" role="region" aria-label="Classes and live births by etiology">
                <table class="table class-table">
                    <caption class="visually-hidden">{ "Classes and live births by etiology" }</caption>
                    <thead>
                        <tr>
                            <th scope="col" rowspan="2">{ "Class" }</th>
                            { for table.strata.iter().map(|head| html! {
                                <th scope="colgroup" colspan="5" class="stratum">{ format!("{} (n = {})", head.name, head.n) }</th>
                            }) }
                        </tr>
                        <tr>
                            { for table.strata.iter().map(|_| html! {
                                <>
                                    <th scope="col" class="number cell-first">{ "Women" }</th>
                                    <th scope="col" class="number">{ "Share" }</th>
                                    <th scope="col" class="number">{ "Live births" }</th>
                                    <th scope="col" class="number">{ "Rate" }</th>
                                    <th scope="col" class="number">{ "Interval" }</th>
                                </>
                            }) }
                        </tr>
                    </thead>
                    <tbody>{ for table.rows.iter().map(row) }</tbody>
                </table>
            </div>
        </section>
    }
}

fn figures(report: &Report) -> Html {
    let chart = |figure: Option<Figure>, reason: &'static str| match figure {
        Some(figure) => html! { <Chart figure={Rc::new(figure)} /> },
        None => html! { <p class="note">{ reason }</p> },
    };
    html! {
        <div class="figures">
            <section class="panel">
                { chart(
                    prevalence::figure(report),
                    "No woman has an immune class, so there is nothing to draw of how common each is.",
                ) }
            </section>
            <section class="panel">
                { chart(
                    live_birth::figure(report),
                    "No woman has both an immune class and a known end of her pregnancy, so there is \
                     no live birth rate.",
                ) }
            </section>
        </div>
    }
}

fn issues(report: &Rc<Report>) -> Html {
    let table = issue_table(report);
    let on_download = {
        let report = report.clone();
        move |_: MouseEvent| {
            let name = export::file_name(&report, "row-issues", "csv");
            browser::download(&export::csv::issues(&report), &name, "text/csv");
        }
    };
    let row = |row: &IssueRow| {
        html! {
            <tr>
                <td class="number">{ row.row.clone() }</td>
                <td><code>{ row.column }</code></td>
                <td class="found">{ row.found.clone() }</td>
                <td>{ row.problem.clone() }</td>
                <td>
                    if row.is_rejected {
                        <span class="finding finding-high">{ "row left out" }</span>
                    } else {
                        <span class="finding finding-unknown">{ "in use" }</span>
                    }
                </td>
            </tr>
        }
    };
    html! {
        <section class="panel" aria-labelledby="issues-title">
            <div class="report-title">
                <h2 id="issues-title" class="section-title">{ "Row issues" }</h2>
                if !table.rows.is_empty() {
                    <button type="button" class="button no-print" onclick={on_download}>{ "Row issues (CSV)" }</button>
                }
            </div>
            <p class="note">{ table.summary.clone() }</p>
            if table.rows.is_empty() {
                <p class="muted">{ "Every row could be used as it stands." }</p>
            } else {
                <div class="table-scroll issue-scroll" tabindex="0" role="region" aria-label="Row issues">
                    <table class="table">
                        <caption class="visually-hidden">{ "Row issues" }</caption>
                        <thead>
                            <tr>
                                <th scope="col" class="number">{ "Row" }</th>
                                <th scope="col">{ "Column" }</th>
                                <th scope="col">{ "Found" }</th>
                                <th scope="col">{ "Problem" }</th>
                                <th scope="col">{ "Row" }</th>
                            </tr>
                        </thead>
                        <tbody>{ for table.rows.iter().map(row) }</tbody>
                    </table>
                </div>
                if let Some(remainder) = &table.remainder {
                    <p class="muted">{ remainder.clone() }</p>
                }
            }
        </section>
    }
}
