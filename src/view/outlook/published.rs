//! What the study prints for women like her, as a table and as figures of 100.

use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn, section};
use crate::view::figures::layout::hundred::{Hundred, Hundreds};
use crate::view::figures::{Figure, FigureTable};
use crate::view::format;
use crate::view::language::outlook::{OutlookWords, PublishedText};
use crate::view::patient::assess;
use crate::view::patient::context::{self, Rate};
use crate::view::patient::handover::{PatientInHand, of_100};

/// The section for the patient in hand.
#[must_use]
pub fn published(patient: &PatientInHand, words: &dyn OutlookWords) -> Section {
    let page = assess(&patient.draft, &patient.protocol, words);
    let rates = context::rates(&page.outcome, &page.context, words);
    let of_class = page.context.facts.first();
    // It stands in the table where it is hers; where it is not, what keeps it from that is
    // said.
    let of_class =
        of_class.filter(|fact| rates.iter().all(|rate| rate.fact.subject != fact.subject));
    let beside = context::beside_rates(words);
    let lines = of_class.into_iter().chain(&beside).map(|fact| fact.line(words));
    let notes = lines.chain([page.context.provenance, page.context.citation.to_owned()]).collect();
    let blocks = vec![
        Block::Paragraph(words.published(PublishedText::Intro)),
        Block::Figure(Box::new(figure(&rates, words))),
        Block::Table(table(&rates, notes, words)),
    ];
    section("outlook-published", &words.published(PublishedText::Title), blocks)
}

/// How many of 100 women had a live birth, and how many had none.
fn split(rate: &Rate) -> [u32; 2] {
    let births = of_100(rate.percent);
    [births, 100 - births]
}

fn split_in_digits(rate: &Rate) -> [String; 2] {
    split(rate).map(|n| format::count(n.into()))
}

fn figure(rates: &[Rate], words: &dyn OutlookWords) -> Figure {
    let panel = |rate: &Rate| {
        let who = &rate.fact.subject;
        let [births, none] = split_in_digits(rate);
        Hundred {
            title: who.clone(),
            filled: split(rate)[0] as usize,
            labels: [words.births_of_hundred(&births), words.none_of_hundred(&none)],
            readouts: [words.read_births(who, &births), words.read_none(who, &none)],
        }
    };
    let row = |rate: &Rate| {
        let [births, none] = split_in_digits(rate);
        vec![rate.fact.subject.clone(), births, none]
    };
    let head = [PublishedText::Women, PublishedText::Births, PublishedText::None];
    Figure {
        title: words.published(PublishedText::Figure),
        description: words.published(PublishedText::FigureNote),
        table: FigureTable {
            head: head.map(|text| words.published(text)).into(),
            rows: rates.iter().map(row).collect(),
        },
        sketch: Hundreds { panels: rates.iter().map(panel).collect() }.sketch(),
    }
}

fn table(rates: &[Rate], notes: Vec<String>, words: &dyn OutlookWords) -> Table {
    let row = |rate: &Rate| {
        let [births, none] = split_in_digits(rate);
        Row::new([
            Cell::stacked(rate.fact.subject.clone(), words.published(PublishedText::TimeFrame)),
            Cell::from(format::printed_percent(rate.percent)),
            // Both framings in one size: neither is an aside.
            Cell::from([words.births_of_hundred(&births), words.none_of_hundred(&none)].join(", ")),
            Cell::from(rate.fact.said(words)),
        ])
    };
    let head = |text| words.published(text);
    Table {
        id: "outlook-published".to_owned(),
        caption: words.published(PublishedText::Table),
        columns: vec![
            TableColumn::words(head(PublishedText::Women)),
            TableColumn::numbers(head(PublishedText::Printed)),
            TableColumn::words(head(PublishedText::OfHundred)),
            TableColumn::words(head(PublishedText::Behind)),
        ],
        rows: rates.iter().map(row).collect(),
        notes,
    }
}
