//! The papers of the patient in hand: the record, and a page for the woman. Only paper
//! shows them.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::view::language::handover::HandoverWords;
use crate::view::language::labels::Label;
use crate::view::patient::handover::{HerPage, Papers, Record, papers};
use crate::web::bridge::{Bridge, Wish, use_patient, use_wishes};
use crate::web::browser;

/// Who is in hand, and in which words she is handed over.
#[derive(Properties)]
pub(in crate::web) struct PapersProps {
    /// Where the patient is told.
    pub bridge: Bridge,
    /// The words of a language.
    pub words: &'static dyn HandoverWords,
    /// Whether her page is the one shown, so that it is printed.
    pub is_shown: bool,
}

impl PartialEq for PapersProps {
    fn eq(&self, other: &Self) -> bool {
        // A page has one language.
        self.bridge == other.bridge && self.is_shown == other.is_shown
    }
}

/// Which sheet is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::web) enum Sheet {
    /// The record.
    #[default]
    Record,
    /// The page for the woman.
    ForHer,
}

/// The sheet that is printed, and what copies and prints.
#[component]
pub(in crate::web) fn PapersPage(props: &PapersProps) -> Html {
    let words = props.words;
    let patient = use_patient(&props.bridge);
    let sheet = use_state_eq(Sheet::default);
    let is_asked = use_state_eq(|| false);
    {
        let (sheet, is_asked) = (sheet.setter(), is_asked.clone());
        // It is printed once it is drawn.
        use_effect_with(*is_asked, move |&asked| {
            if asked {
                browser::print();
                is_asked.set(false);
                sheet.set(Sheet::Record);
            }
        });
    }
    let papers = use_memo(patient.clone(), |patient| {
        patient.as_ref().and_then(|patient| papers(patient, &browser::today(), words))
    });
    let latest = use_mut_ref(|| papers.clone());
    latest.replace(papers.clone());
    use_wishes(&props.bridge, {
        let (bridge, sheet, is_asked) = (props.bridge.clone(), sheet.setter(), is_asked.setter());
        Callback::from(move |wish| {
            let print = |wanted| {
                sheet.set(wanted);
                is_asked.set(true);
            };
            match wish {
                Wish::PrintRecord => print(Sheet::Record),
                Wish::PrintForHer => print(Sheet::ForHer),
                Wish::CopyRecord => {
                    let text = latest.borrow().as_ref().as_ref().map(|it| it.record.text(words));
                    let Some(text) = text else { return };
                    let bridge = bridge.clone();
                    spawn_local(async move {
                        let is_copied = browser::copy(&text).await;
                        bridge.answer((!is_copied).then_some(text.as_str()));
                    });
                }
            }
        })
    });
    let (Some(patient), Some(papers), true) = (patient, papers.as_ref(), props.is_shown) else {
        return Html::default();
    };
    paper(*sheet, papers, &patient.name, words)
}

/// One of the papers, with a line for a name, which may be there, and one for a signature.
pub(in crate::web) fn paper(
    sheet: Sheet,
    papers: &Papers,
    name: &str,
    words: &dyn HandoverWords,
) -> Html {
    html! {
        <div class="sheet print-only" aria-hidden="true">
            { match sheet {
                Sheet::Record => record_sheet(&papers.record, words),
                Sheet::ForHer => her_sheet(&papers.her_page),
            } }
            <p class="sheet-line"><span>{ words.name_line() }</span><span>{ name }</span></p>
            <p class="sheet-line"><span>{ words.signature_line() }</span><span></span></p>
        </div>
    }
}

fn lines(lines: &[String]) -> Html {
    html! { <ul>{ for lines.iter().map(|line| html! { <li>{ line }</li> }) }</ul> }
}

fn record_sheet(record: &Record, words: &dyn HandoverWords) -> Html {
    let part = |label: Label, content: &[String]| {
        html! { if !content.is_empty() { <h2>{ words.label(label) }</h2>{ lines(content) } }
        }
    };
    html! {
        <>
            <p class="sheet-kicker">{ record.title.clone() }</p>
            <h1>{ record.class.clone() }</h1>
            { for record.alarms.iter().map(|line| html! { <p><strong>{ line }</strong></p> }) }
            { for record.verdict.iter().map(|line| html! { <p>{ line }</p> }) }
            { part(Label::WhatDecidedIt, &record.trace) }
            { part(Label::HowNear, &record.nearness) }
            { part(Label::History, std::slice::from_ref(&record.woman)) }
            { part(Label::StudyReports, &record.context) }
            <p class="sheet-made">{ record.made.clone() }</p>
        </>
    }
}

fn her_sheet(page: &HerPage) -> Html {
    let part = |(title, paragraphs): &(String, Vec<String>)| {
        html! {
            <>
                <h2>{ title }</h2>
                { for paragraphs.iter().map(|text| html! { <p>{ text }</p> }) }
            </>
        }
    };
    html! {
        <div class="sheet-for-her">
            <h1>{ page.title.clone() }</h1>
            { for page.example.iter().map(|line| html! { <p><strong>{ line }</strong></p> }) }
            <p>{ page.intro.clone() }</p>
            { for page.parts.iter().map(part) }
            <h2>{ page.notes.clone() }</h2>
            <div class="sheet-notes"></div>
            <p class="sheet-made">{ page.made.clone() }</p>
        </div>
    }
}
