//! The worker: a typed conversation between the page and the engine's module.
//!
//! That module is compiled once and posted to a worker that is made from
//! a `blob:` URL. So a worker can be ended at once, which is what cancel means,
//! and made again without loading anything. The libraries for Yew workers
//! cannot do that: they ask a busy worker to stop and wait until it listens.

#[cfg(feature = "page")]
pub mod client;
pub mod service;

use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use crate::engine::protocol::Protocol;
use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::report::Report;
use crate::view::analysis;
use crate::view::analysis::controls::Choices;
use crate::view::calculator::{Entry, Shown};
use crate::view::export::analysis::Export;

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
    /// Whether the file is only being looked through before it is read.
    pub is_survey: bool,
}

/// What the page asks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Request {
    /// Read the attached file, keep its cohort, and report.
    Open {
        /// Thresholds and choices.
        protocol: Protocol,
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
    },
    /// Write the classified rows of the kept cohort as CSV.
    ClassifiedRows {
        /// Thresholds and choices.
        protocol: Protocol,
    },
    /// Analyze the kept cohort.
    Analyze {
        /// Thresholds and choices.
        protocol: Protocol,
        /// What is chosen.
        choices: Choices,
        /// Whether everything is computed, or what is quick.
        is_full: bool,
    },
    /// Write a file of the analysis of the kept cohort. Pictures may be attached,
    /// name and bytes in turn.
    Export {
        /// Which file.
        what: Export,
        /// Thresholds and choices.
        protocol: Protocol,
        /// What is chosen.
        choices: Choices,
    },
    /// Read a session file.
    ReadSession {
        /// What it holds.
        text: String,
    },
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
    /// The attached bytes are the classified rows.
    ClassifiedRows,
    /// The share of a long calculation that is done.
    Calculating(f64),
    /// The answer of the calculator; the attached text is its record as JSON.
    /// After a partial one the rest follows.
    Calculated(Box<Shown>),
    /// The analysis.
    Analysis(Box<analysis::Shown>),
    /// The attached bytes are the file that was asked for, under this name.
    File(String),
    /// The choices of a session.
    Session(Protocol, Choices, ImportSettings),
    /// Why a session file cannot be used.
    NoSession(String),
    /// The request cannot be met.
    Refused(Refusal),
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
    #[cfg(feature = "page")]
    fn is_last_word(&self) -> bool {
        match self {
            Reply::Progress(_) | Reply::Calculating(_) => false,
            Reply::Calculated(shown) => !shown.is_partial,
            Reply::Report(_)
            | Reply::Preview(_)
            | Reply::ClassifiedRows
            | Reply::Analysis(_)
            | Reply::File(_)
            | Reply::Session(..)
            | Reply::NoSession(_)
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

impl<T: Serialize + for<'a> Deserialize<'a>> Envelope<T> {
    fn into_message(self) -> Result<JsValue, JsValue> {
        let message = js_sys::Object::new();
        let body = serde_wasm_bindgen::to_value(&self.body)?;
        js_sys::Reflect::set(&message, &"request".into(), &self.request.into())?;
        js_sys::Reflect::set(&message, &"body".into(), &body)?;
        js_sys::Reflect::set(&message, &"attachment".into(), &self.attachment)?;
        Ok(message.into())
    }

    fn from_message(message: &JsValue) -> Option<Self> {
        let field = |name: &str| js_sys::Reflect::get(message, &name.into()).ok();
        let request = serde_wasm_bindgen::from_value(field("request")?).ok()?;
        let body = serde_wasm_bindgen::from_value(field("body")?).ok()?;
        Some(Envelope { request, body, attachment: field("attachment")? })
    }
}

/// The file attached to a request.
fn attached_file(attachment: JsValue) -> Option<web_sys::File> {
    attachment.dyn_into().ok()
}
