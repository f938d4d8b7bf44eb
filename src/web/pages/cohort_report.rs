//! What was found in a cohort file.

use std::rc::Rc;

use yew::prelude::*;

use crate::engine::reader::settings::ImportSettings;
use crate::engine::report::Report;
use crate::view::cohort::classes::{ClassTableCell, ClassTableRow, StratumHead, class_table};
use crate::view::cohort::flow::{Step, steps};
use crate::view::cohort::{self, Line};
use crate::view::export;
use crate::view::export::study::Export;
use crate::view::figures::{Figure, live_birth, prevalence};
use crate::web::chart::Chart;
use crate::web::fields::test_marks::{findings_of, test_marks};
use crate::web::markup::{
    button, cell, cell_of, column_head, panel, paragraph, row, row_head, span, subheading, table,
};
use crate::web::pages::change_log::ChangeLog;
use crate::web::pages::command::CohortCommand;
use crate::web::{browser, objects};

/// The report and whom to tell.
#[derive(Properties, PartialEq)]
pub(in crate::web) struct CohortReportProps {
    /// Name of the file.
    pub file_name: String,
    /// What was found.
    pub report: Rc<Report>,
    /// How the file was read.
    pub settings: ImportSettings,
    /// Whether a new report is being made.
    pub is_updating: bool,
    /// What the user asks for.
    pub on_command: Callback<CohortCommand>,
}

/// Every section of the report.
#[component]
pub(in crate::web) fn CohortReport(props: &CohortReportProps) -> Html {
    html! {
        <div class={if props.is_updating { "report report-updating" } else { "report" }}>
            <ReportPanels
                file_name={props.file_name.clone()}
                report={props.report.clone()}
                settings={props.settings.clone()}
                on_command={props.on_command.clone()}
            />
        </div>
    }
}

/// The same without what changes while a new report is being made.
#[derive(Properties, PartialEq)]
struct ReportPanelsProps {
    file_name: String,
    report: Rc<Report>,
    settings: ImportSettings,
    on_command: Callback<CohortCommand>,
}

#[component]
fn ReportPanels(props: &ReportPanelsProps) -> Html {
    let report = &props.report;
    html! {
        <>
            { head(props) }
            { filter(props) }
            <div class="columns columns-even">
                { panel("flow-title", "Flow", flow(report)) }
                { panel("file-title", "What was read", file(report)) }
            </div>
            { panel("classes-title", "Classes and live births", classes(report)) }
            { figures(report) }
            <div class="columns columns-even">
                { panel("rules-title", "Cytotoxicity rules compared", lines(
                    "Enrolled women under each rule. Another one can be tried under “Women and cut-offs”.",
                    &cohort::rule_lines(report),
                )) }
                { panel("endings-title", "How the pregnancies ended", lines(
                    "Women with an immune class, and how each ending counts.",
                    &cohort::outcome_lines(report),
                )) }
            </div>
            { panel("issues-title", "What was changed and what is not used", html! {
                <>
                    if let Some(said) = cohort::beyond_filter(report) { { paragraph("note", said) } }
                    <ChangeLog report={report.clone()} />
                </>
            }) }
        </>
    }
}

fn head(props: &ReportPanelsProps) -> Html {
    let report = &props.report;
    let on_rows = props.on_command.reform(|_| CohortCommand::Export(Export::ClassifiedRows));
    let on_json = {
        let report = report.clone();
        Callback::from(move |_| {
            if let Some(text) = objects::to_json(&*report) {
                let name = export::file_name(&report, "report", "json");
                browser::download(text.as_bytes(), &name, "application/json");
            }
        })
    };
    let on_look = {
        let settings = props.settings.clone();
        props.on_command.reform(move |_| CohortCommand::Look(settings.clone()))
    };
    let on_close = props.on_command.reform(|_| CohortCommand::Close);
    html! {
        <section class="panel" aria-label="File">
            if report.is_synthetic {
                <p class="notice notice-synthetic" role="note">
                    <strong>{ "Synthetic data. " }</strong>
                    { "No woman in this file exists; nothing here says anything about patients." }
                </p>
            }
            <div class="report-title">
                <h2 class="section-title" role="status">{ props.file_name.clone() }</h2>
                <p class="button-row no-print">
                    { button("button", "Classified rows (CSV)", on_rows) }
                    { button("button", "Report (JSON)", on_json) }
                    { button("button button-quiet", "Change how this file is read", on_look) }
                    { button("button button-quiet", "Close file", on_close) }
                </p>
            </div>
            { paragraph("muted small", cohort::rule_set_line(report)) }
            if let Some(hint) = cohort::overlooked(report) {
                { paragraph("note note-warning no-print", hint) }
            }
        </section>
    }
}

/// The filter in force, and the way back to all women.
fn filter(props: &ReportPanelsProps) -> Html {
    let Some(said) = cohort::filter_line(&props.report) else { return Html::default() };
    let on_all = props.on_command.reform(|_| CohortCommand::AllWomen);
    html! {
        <div class="notice notice-protocol" role="note" aria-label="Filter">
            <p>{ said }</p>
            <p class="no-print">{ button("button", "Count all women", on_all) }</p>
        </div>
    }
}

fn flow(report: &Report) -> Html {
    let leaving = |(name, n): &(String, String)| {
        html! { <li>{ span("flow-n", format!("−{n}")) }{ name.clone() }</li> }
    };
    let step = |step: &Step| {
        html! {
            <li>
                if !step.leaving.is_empty() {
                    <ul class="flow-leaving">{ for step.leaving.iter().map(leaving) }</ul>
                }
                <p class="flow-box">{ span("flow-n", step.n.clone()) }{ step.name.clone() }</p>
            </li>
        }
    };
    html! { <ol class="flow">{ for steps(report).iter().map(step) }</ol> }
}

fn file(report: &Report) -> Html {
    let missing = cohort::missing_lines(report);
    let causes = cohort::cause_lines(report);
    html! {
        <>
            { line_list(&cohort::file_lines(report)) }
            if !missing.is_empty() {
                { subheading("Missing values") }
                { line_list(&missing) }
            }
            if !causes.is_empty() {
                <details>
                    <summary>{ format!("Known causes, as the file spells them ({})", causes.len()) }</summary>
                    { paragraph("note", "Every text here counts as a known etiology. A misspelt “idiopathic” would show.") }
                    { line_list(&causes) }
                </details>
            }
        </>
    }
}

fn lines(note: &'static str, lines: &[Line]) -> Html {
    html! { <>{ paragraph("note", note) }{ line_list(lines) }</> }
}

fn line_list(lines: &[Line]) -> Html {
    let line = |line: &Line| {
        html! {
            <div class="line">
                <dt>{ line.name.clone() }</dt>
                <dd><strong>{ line.value.clone() }</strong>{ " " }{ span("muted", line.remark.clone()) }</dd>
            </div>
        }
    };
    html! { <dl class="lines">{ for lines.iter().map(line) }</dl> }
}

/// A number with a smaller one below it.
fn stacked(class: &'static str, above: &str, below: &str) -> Html {
    cell_of(class, html! { <>{ above }{ span("below", below.to_owned()) }</> })
}

fn classes(report: &Report) -> Html {
    let classes = class_table(report);
    let cells = |cell_of_class: &ClassTableCell| {
        [
            stacked("number cell-first", &cell_of_class.n, &cell_of_class.prevalence),
            cell("number", cell_of_class.live_births.clone()),
            stacked("number", &cell_of_class.rate, &cell_of_class.interval),
        ]
    };
    let line = |line: &ClassTableRow| {
        let name = html! {
            <span class="class-name">
                if let Some(high) = line.high { { test_marks(findings_of(high), true) } }
                { line.name }
            </span>
        };
        row(
            if line.is_sum { "row-sum" } else { "" },
            [row_head(name)].into_iter().chain(line.cells.iter().flat_map(cells)),
        )
    };
    let stratum = |head: &StratumHead| {
        html! {
            <th scope="colgroup" colspan="3" class="stratum">
                { format!("{} (n = {})", head.name, head.n) }
            </th>
        }
    };
    let columns = |_: &StratumHead| {
        [
            column_head("number cell-first", "Women"),
            column_head("number", "Live births"),
            column_head("number", "Rate"),
        ]
    };
    html! {
        <>
            { paragraph("note", "Below each number of women: their share. Below each live birth rate: its \
                confidence interval (Wilson). Rates count women with a known outcome. An empty cell has nobody \
                in it: there is no rate.") }
            { table("table class-table", "Classes and live births by etiology", html! {
                <>
                    <thead>
                        <tr>
                            <th scope="col" rowspan="2">{ "Class" }</th>
                            { for classes.strata.iter().map(stratum) }
                        </tr>
                        <tr>{ for classes.strata.iter().flat_map(columns) }</tr>
                    </thead>
                    <tbody>{ for classes.rows.iter().map(line) }</tbody>
                </>
            }) }
        </>
    }
}

fn figures(report: &Report) -> Html {
    let chart = |figure: Option<Figure>, reason: &'static str| {
        let content = match figure {
            Some(figure) => html! { <Chart figure={Rc::new(figure)} /> },
            None => paragraph("note", reason),
        };
        html! { <section class="panel">{ content }</section> }
    };
    html! {
        <>
            { chart(
                prevalence::figure(report),
                "No woman has an immune class, so there is nothing to draw of how common each is.",
            ) }
            { chart(
                live_birth::figure(report),
                "No woman has both an immune class and a known outcome, so there is no live birth rate.",
            ) }
        </>
    }
}
