//! The record and the page for the woman: copied, or printed on one sheet of paper.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::view::language::PatientWords;
use crate::view::language::labels::Label;
use crate::view::patient::handover::{HerPage, Record};
use crate::web::browser;
use crate::web::fields::input_text;
use crate::web::markup::{button, heading, paragraph};

/// Everything that the panel shows, in the words of a language.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct HandoverProps {
    /// The record as text.
    pub text: AttrValue,
    /// The record as a sheet.
    pub record: Html,
    /// The page for the woman as a sheet.
    pub her_page: Html,
    /// The labels, in the order of [`LABELS`].
    pub labels: Vec<AttrValue>,
}

/// The labels of the panel.
const LABELS: [Label; 11] = [
    Label::HandOver,
    Label::CopyRecord,
    Label::PrintRecord,
    Label::PrintForHer,
    Label::NameForPrint,
    Label::NameForgotten,
    Label::RecordCopied,
    Label::RecordNotCopied,
    Label::RecordText,
    Label::NameLine,
    Label::SignatureLine,
];

/// The panel, and the sheets that only paper shows.
pub(super) fn handover(record: &Record, her_page: &HerPage, words: &dyn PatientWords) -> Html {
    html! {
        <Handover
            text={record.text(words)}
            record={record_sheet(record, words)}
            her_page={her_sheet(her_page)}
            labels={LABELS.map(|label| AttrValue::from(words.label(label))).to_vec()}
        />
    }
}

/// Which sheet is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sheet {
    #[default]
    Record,
    ForHer,
}

/// What became of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Copied {
    Yes,
    No,
}

#[component]
fn Handover(props: &HandoverProps) -> Html {
    let sheet = use_state_eq(Sheet::default);
    let is_asked = use_state_eq(|| false);
    let name = use_state_eq(String::new);
    let copied = use_state_eq(|| None::<(Copied, AttrValue)>);
    {
        let (sheet, is_asked) = (sheet.setter(), is_asked.clone());
        use_effect_with(*is_asked, move |&asked| {
            if asked {
                browser::print();
                is_asked.set(false);
                sheet.set(Sheet::Record);
            }
        });
    }
    let print = |wanted: Sheet| {
        let (sheet, is_asked) = (sheet.setter(), is_asked.setter());
        Callback::from(move |_: MouseEvent| {
            sheet.set(wanted);
            is_asked.set(true);
        })
    };
    let on_copy = {
        let (text, copied) = (props.text.clone(), copied.setter());
        Callback::from(move |_: MouseEvent| {
            let (text, copied) = (text.clone(), copied.clone());
            spawn_local(async move {
                let is_copied = browser::copy(&text).await;
                copied.set(Some((if is_copied { Copied::Yes } else { Copied::No }, text)));
            });
        })
    };
    let on_name = {
        let name = name.setter();
        Callback::from(move |event: InputEvent| name.set(input_text(&event)))
    };
    let [
        title,
        copy,
        print_record,
        print_for_her,
        name_label,
        name_note,
        yes,
        no,
        text_label,
        name_line,
        signature_line,
    ] = props.labels.as_slice()
    else {
        return Html::default();
    };
    // What was said of another text is said no longer.
    let copied = copied.as_ref().filter(|(_, text)| *text == props.text).map(|(copied, _)| *copied);
    html! {
        <>
            <section class="panel no-print" aria-labelledby="handover-title">
                { heading("handover-title", title.clone()) }
                <div class="actions">
                    { button("button", copy.clone(), on_copy) }
                    { button("button", print_record.clone(), print(Sheet::Record)) }
                    { button("button", print_for_her.clone(), print(Sheet::ForHer)) }
                </div>
                <p class="note" role="status">
                    { match copied {
                        Some(Copied::Yes) => yes.clone(),
                        Some(Copied::No) => no.clone(),
                        None => AttrValue::default(),
                    } }
                </p>
                if copied == Some(Copied::No) {
                    <textarea class="field-input field-area" rows="8" readonly=true aria-label={text_label.clone()}
                        value={props.text.clone()} />
                }
                <div class="field">
                    <label class="field-label" for="print-name">{ name_label.clone() }</label>
                    <input id="print-name" class="field-input field-input-wide" type="text" autocomplete="off"
                        spellcheck="false" value={(*name).clone()} oninput={on_name} aria-describedby="print-name-note" />
                    <span id="print-name-note">{ paragraph("note", name_note.clone()) }</span>
                </div>
            </section>
            <div class="sheet print-only" aria-hidden="true">
                { if *sheet == Sheet::Record { props.record.clone() } else { props.her_page.clone() } }
                <p class="sheet-line"><span>{ name_line.clone() }</span><span>{ (*name).clone() }</span></p>
                <p class="sheet-line"><span>{ signature_line.clone() }</span><span></span></p>
            </div>
        </>
    }
}

fn lines(lines: &[String]) -> Html {
    html! { <ul>{ for lines.iter().map(|line| html! { <li>{ line }</li> }) }</ul> }
}

fn record_sheet(record: &Record, words: &dyn PatientWords) -> Html {
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
            <p>{ page.intro.clone() }</p>
            { for page.parts.iter().map(part) }
            <h2>{ page.notes.clone() }</h2>
            <div class="sheet-notes"></div>
            <p class="sheet-made">{ page.made.clone() }</p>
        </div>
    }
}
