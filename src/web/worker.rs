//! The worker: a typed conversation between the page and the engine's module.
//!
//! That module is compiled once and posted to a worker that is made from
//! a `blob:` URL. So a worker can be ended at once, which is what cancel means,
//! and made again without loading anything. The libraries for Yew workers
//! cannot do that: they ask a busy worker to stop and wait until it listens.

pub mod client;
pub mod packed;
pub mod service;

use js_sys::Uint8Array;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use crate::engine::cohort::filter::Filter;
use crate::engine::protocol::Protocol;
use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::report::Report;
use crate::engine::study::options::StudyOptions;
use crate::view::calculator::{Entry, Shown};
use crate::view::export::study::Export;
use crate::web::worker::packed::PackedStudy;

/// How far a file has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Bytes read.
    #[serde(with = "crate::engine::byte_count")]
    pub n_read: u64,
    /// Bytes of the file.
    #[serde(with = "crate::engine::byte_count")]
    pub n_bytes: u64,
    /// Rows seen.
    pub n_rows: u32,
    /// How often the file is being gone through, this time included.
    pub pass: u32,
    /// Whether this is the last time, in which the records are made.
    pub is_last_pass: bool,
}

/// What the page asks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Request {
    /// Read the attached file, keep its cohort, and report.
    Open {
        /// Thresholds and choices.
        protocol: Protocol,
        /// Which women are counted.
        filter: Filter,
        /// How the file is to be read.
        settings: ImportSettings,
    },
    /// Say what is found of the attached file, and keep nothing.
    Look {
        /// How the file is to be read.
        settings: ImportSettings,
    },
    /// Report on the kept cohort again.
    Evaluate {
        /// Thresholds and choices.
        protocol: Protocol,
        /// Which women are counted.
        filter: Filter,
    },
    /// Analyze the kept cohort.
    Analyze {
        /// Thresholds and choices.
        protocol: Protocol,
        /// Everything that is chosen, how much is computed included.
        options: StudyOptions,
        /// The places of the sections that are wanted before the others.
        first: Vec<usize>,
    },
    /// Begin to write a file of the kept cohort. Pictures may be attached, name and
    /// bytes in turn.
    Export {
        /// Which file.
        what: Export,
        /// Thresholds and choices.
        protocol: Protocol,
        /// Everything that is chosen.
        options: StudyOptions,
    },
    /// Write the next slice of the file that was begun.
    MoreOfExport,
    /// Answer an entry of the calculator.
    Calculate {
        /// What was typed.
        entry: Entry,
    },
}

/// What the worker answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Reply {
    /// The file has been read so far.
    Progress(Progress),
    /// The report.
    Report(Box<Report>),
    /// What was found of the file: something has to be decided before it can be
    /// read, or a look was asked for.
    Preview(Box<ImportPreview>),
    /// The share of a long calculation or study that is done.
    Calculating(f64),
    /// The answer of the calculator; the attached text is its record as JSON.
    /// After a partial one the rest follows.
    Calculated(Box<Shown>),
    /// The study, or those of its sections that were wanted first.
    Study(Box<PackedStudy>),
    /// The attached blob is a piece of the file that was asked for.
    Slice(WrittenSlice),
    /// Why a file cannot be written.
    NotWritten(String),
    /// The request cannot be met.
    Refused(Refusal),
}

/// A piece of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WrittenSlice {
    /// The name of the file.
    pub name: String,
    /// The share of the file that is written.
    pub share: f64,
    /// Whether nothing follows.
    pub is_last: bool,
}

/// Why a request cannot be met.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Refusal {
    /// The file is of no use, for the reason given in a sentence.
    File(String),
    /// The browser cannot read the file, or cannot read it any more.
    Unreadable,
    /// No cohort is kept.
    NoCohort,
}

impl Reply {
    /// Whether nothing follows.
    fn is_last_word(&self) -> bool {
        match self {
            Reply::Progress(_) | Reply::Calculating(_) => false,
            Reply::Calculated(shown) => !shown.is_partial,
            Reply::Study(packed) => packed.is_last,
            Reply::Report(_)
            | Reply::Preview(_)
            | Reply::Slice(_)
            | Reply::NotWritten(_)
            | Reply::Refused(_) => true,
        }
    }
}

/// A request or a reply with its number and what travels beside it.
struct Envelope<T> {
    request: u32,
    body: T,
    /// A file to read, or bytes that were written.
    attachment: JsValue,
}

/// The body of a message crosses as bytes: what reads them is much smaller than
/// what reads objects of named fields, and the page has to be small.
impl<T: Serialize + DeserializeOwned> Envelope<T> {
    fn into_message(self) -> Result<JsValue, JsValue> {
        let message = js_sys::Object::new();
        let body = postcard::to_allocvec(&self.body).map_err(|_| JsValue::NULL)?;
        let body = Uint8Array::from(body.as_slice());
        js_sys::Reflect::set(&message, &"request".into(), &self.request.into())?;
        js_sys::Reflect::set(&message, &"body".into(), &body)?;
        js_sys::Reflect::set(&message, &"attachment".into(), &self.attachment)?;
        Ok(message.into())
    }

    fn from_message(message: &JsValue) -> Option<Self> {
        let field = |name: &str| js_sys::Reflect::get(message, &name.into()).ok();
        let request = serde_wasm_bindgen::from_value(field("request")?).ok()?;
        let body = field("body")?.dyn_into::<Uint8Array>().ok()?.to_vec();
        let body = postcard::from_bytes(&body).ok()?;
        Some(Envelope { request, body, attachment: field("attachment")? })
    }
}

/// The file attached to a request.
fn attached_file(attachment: JsValue) -> Option<web_sys::File> {
    attachment.dyn_into().ok()
}

/// What a study was asked for with.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Thresholds and rules.
    pub protocol: Protocol,
    /// Everything that is chosen, and whether everything is computed or what is quick.
    pub options: StudyOptions,
}

impl Asked {
    /// Whether a report is made with the same protocol and of the same women.
    #[must_use]
    pub fn made(&self, report: &Report) -> bool {
        report.protocol == self.protocol && report.filter == self.options.filter
    }

    /// Whether two ask for the same, be it quick or full.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let effort = other.options.effort;
        let same = StudyOptions { effort, ..self.options.clone() };
        self.protocol == other.protocol && same == other.options
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;
    use std::ops::ControlFlow;

    use super::*;
    use crate::engine::analyze_with;
    use crate::engine::cohort::filter::Band;
    use crate::engine::reader::look;
    use crate::engine::reader::settings::{DuplicateChoice, Unreadable};
    use crate::view::calculator::answer;
    use crate::view::calculator::form::Question;

    /// What is read out of the bytes says the same as what was written.
    #[track_caller]
    fn check<T: Serialize + DeserializeOwned + Debug>(body: &T) {
        let bytes = postcard::to_allocvec(body).expect("bytes");
        let back: T = postcard::from_bytes(&bytes).expect("the same");
        assert_eq!(format!("{back:?}"), format!("{body:?}"));
    }

    #[test]
    fn every_message_survives_the_crossing() {
        let protocol = Protocol::default();
        let settings = ImportSettings { header_row: Some(3), ..ImportSettings::default() };
        let filter = Filter {
            age_years: Some(Band { minimum: Some(30.0), maximum: None }),
            ..Filter::default()
        };
        check(&Request::Open { protocol, filter, settings: settings.clone() });
        check(&Request::Look { settings });
        check(&Request::Evaluate { protocol, filter });
        let options = StudyOptions { seed: 7, small_cell: 3, ..StudyOptions::default() };
        check(&Request::Analyze { protocol, options: options.clone(), first: vec![2] });
        let what = Export::ClassifiedRows;
        check(&Request::Export { what, protocol, options });
        check(&Request::MoreOfExport);
        let name = "rows.csv".to_owned();
        check(&Reply::Slice(WrittenSlice { name, share: 0.25, is_last: false }));
        check(&Reply::NotWritten("too large".to_owned()));
        check(&Reply::Progress(Progress {
            n_read: 1 << 40,
            n_bytes: 1 << 41,
            n_rows: 7,
            pass: 2,
            is_last_pass: false,
        }));
        check(&Reply::Calculating(0.5));
        check(&Reply::Refused(Refusal::File("no".to_owned())));
        let example = include_bytes!("../../static/SYNTHETIC-example.csv");
        let bad = b"patient_id,previous_losses,nk_percent\nA,2,high\n,3,161\n";
        for file in [&example[..], &bad[..]] {
            let preview = look(file, &ImportSettings::default()).expect("a table");
            check(&Reply::Preview(Box::new(preview)));
            let settings = ImportSettings {
                unreadable: Unreadable::LeaveOut,
                duplicates: DuplicateChoice::First,
                ..ImportSettings::default()
            };
            let report = analyze_with(file, &settings, &protocol).expect("a table");
            check(&Reply::Report(Box::new(report)));
        }
    }

    #[test]
    fn every_answer_survives_the_crossing() {
        for question in Question::ALL {
            let texts = question.form().example.texts.iter().map(|text| (*text).to_owned());
            let entry = Entry {
                question,
                level: "95".to_owned(),
                texts: texts.collect(),
                decisions: Vec::new(),
            };
            let found = answer(&entry, &mut |_| ControlFlow::Continue(()));
            check(&Request::Calculate { entry });
            check(&Reply::Calculated(Box::new(found.into())));
        }
        // A limit of a ratio without events in one group is infinite.
        let texts = ["5", "5", "0", "9", ""].map(str::to_owned).to_vec();
        let entry = Entry { texts, level: "95".to_owned(), ..Entry::default() };
        let shown = Shown::from(answer(&entry, &mut |_| ControlFlow::Break(())));
        assert!(format!("{shown:?}").contains("inf"));
        check(&Reply::Calculated(Box::new(shown)));
    }
}
