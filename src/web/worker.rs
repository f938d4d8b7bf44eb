//! The worker: a typed conversation between the page and the engine's module.
//!
//! That module is compiled once and posted to a worker that is made from
//! a `blob:` URL. So a worker can be ended at once, which is what cancel means,
//! and made again without loading anything. The libraries for Yew workers
//! cannot do that: they ask a busy worker to stop and wait until it listens.

pub mod answer;
pub mod client;
pub mod packed;
pub mod service;

use js_sys::Uint8Array;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use crate::engine::peers::{Likeness, Peers};
use crate::engine::protocol::Protocol;
use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::report::FileReport;
use crate::engine::study::options::StudyOptions;
use crate::view::calculator::{AnswerView, Entry};
use crate::view::document::Table;
use crate::view::evidence;
use crate::view::export::study::Export;
use crate::web::worker::packed::PackedStudy;

/// How far a file has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingProgress {
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

/// What the page asks. Every choice comes with the question: the worker remembers data
/// only. What answers each question stands beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Request {
    /// Read the attached file and keep its cohort: [`FileReply`].
    Open {
        /// How the file is to be read.
        settings: ImportSettings,
    },
    /// Say what is found of the attached file, and keep nothing: [`FileReply`].
    Look {
        /// How the file is to be read.
        settings: ImportSettings,
    },
    /// The study of the kept cohort: [`StudyReply`].
    Study {
        /// What is chosen.
        asked: StudyKey,
        /// The places of the sections that are wanted before the others.
        first: Vec<usize>,
    },
    /// Count the women of the kept cohort who are like a patient: [`PeersReply`].
    Peers {
        /// Whom to look for, and by which rules.
        asked: PeersKey,
    },
    /// Begin to write a file of the kept cohort: [`WritingReply`]. Pictures may be
    /// attached, name and bytes in turn.
    Write {
        /// Which file.
        what: Export,
        /// What is chosen.
        asked: StudyKey,
    },
    /// Write the next slice of the file that was begun: [`WritingReply`].
    WriteOn,
    /// Write a table as a Word document, of whatever page: [`WritingReply`].
    WriteTable {
        /// The table.
        table: Table,
        /// Where it is from.
        provenance: String,
        /// The name of the file.
        name: String,
    },
    /// Answer an entry of the calculator: [`CalculatorReply`].
    Calculate {
        /// What was typed.
        entry: Entry,
    },
    /// Pool the trials of the evidence: [`EvidenceReply`].
    Pool {
        /// The trials and what is chosen.
        asked: evidence::entry::Asked,
    },
}

/// What comes of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FileReply {
    /// It has been read so far.
    Progress(ReadingProgress),
    /// It was read, and its cohort is kept.
    Read(Box<FileReport>),
    /// What was found of it: something has to be decided before it can be read, or
    /// a look was asked for.
    Preview(Box<ImportPreview>),
    /// It is of no use, for the reason given in a sentence.
    Refused(String),
    /// The browser cannot read it, or cannot read it any more.
    Unreadable,
}

/// What comes of a study.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum StudyReply {
    /// The share of it that is done.
    Share(f64),
    /// Some of its sections, or the rest of them.
    Sections(Box<PackedStudy>),
    /// No cohort is kept.
    NoCohort,
}

/// What comes of the women who are like a patient; `None` where no cohort is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PeersReply(pub Option<Box<Peers>>);

/// What comes of a file that is to be written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum WritingReply {
    /// What it is written from is being computed.
    Preparing,
    /// The attached blob is a piece of it.
    Slice(WrittenSlice),
    /// It cannot be written, for the reason given in a sentence.
    Refused(String),
}

/// What comes of an entry of the calculator.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum CalculatorReply {
    /// The share of a long calculation that is done.
    Share(f64),
    /// The answer; the attached text is its record as JSON. After a partial one the
    /// rest follows.
    Answer(Box<AnswerView>),
}

/// What comes of the trials of the evidence.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EvidenceReply(pub Box<evidence::Shown>);

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

/// What follows a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Continuation {
    /// Nothing: the request is answered.
    Nothing,
    /// More, soon.
    More,
    /// More, after a silence that may be long: a workbook is unpacked by a library that
    /// tells nothing meanwhile.
    MoreAfterSilence,
}

/// A message: the number of the request that it is or answers, what it says, and what
/// travels beside it. What it says crosses as bytes: what reads them is much smaller than
/// what reads objects of named fields, and the page has to be small.
struct Envelope {
    request: u32,
    body: Vec<u8>,
    /// A file to read, or bytes that were written.
    attachment: JsValue,
}

impl Envelope {
    fn new(request: u32, body: &impl Serialize, attachment: JsValue) -> Result<Self, JsValue> {
        let body = postcard::to_allocvec(body).map_err(|_| JsValue::NULL)?;
        Ok(Envelope { request, body, attachment })
    }

    fn into_object(self) -> Result<JsValue, JsValue> {
        let message = js_sys::Object::new();
        let body = Uint8Array::from(self.body.as_slice());
        js_sys::Reflect::set(&message, &"request".into(), &self.request.into())?;
        js_sys::Reflect::set(&message, &"body".into(), &body)?;
        js_sys::Reflect::set(&message, &"attachment".into(), &self.attachment)?;
        Ok(message.into())
    }

    fn from_object(message: &JsValue) -> Option<Self> {
        let field = |name: &str| js_sys::Reflect::get(message, &name.into()).ok();
        let request = serde_wasm_bindgen::from_value(field("request")?).ok()?;
        let body = field("body")?.dyn_into::<Uint8Array>().ok()?.to_vec();
        Some(Envelope { request, body, attachment: field("attachment")? })
    }
}

/// What stands in the bytes of a message, the same build having written them.
fn read<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    postcard::from_bytes(body).ok()
}

/// What the women who are like a patient were asked for with. Nothing else of the patient
/// goes to the worker.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PeersKey {
    /// Thresholds and rules that are used for the patient.
    pub protocol: Protocol,
    /// Her class, and her age and losses as far as they are known.
    pub likeness: Likeness,
}

/// What a study was asked for with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StudyKey {
    /// Thresholds and rules.
    pub protocol: Protocol,
    /// Everything that is chosen, and whether everything is computed or what is quick.
    pub options: StudyOptions,
}

impl StudyKey {
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
    use crate::engine::cohort::filter::{Band, Filter};
    use crate::engine::peers::{AgeBand, loss_category};
    use crate::engine::reader::settings::{DuplicateChoice, Unreadable};
    use crate::engine::reader::{look, read as read_file};
    use crate::engine::rules::profile::ImmuneProfile;
    use crate::view::calculator::answer;
    use crate::view::calculator::form::Question;
    use crate::view::evidence;
    use crate::view::evidence::entry::{Choices, Extra, TypedTrial};

    /// What is read out of the bytes says the same as what was written.
    #[track_caller]
    fn check<T: Serialize + DeserializeOwned + Debug>(body: &T) {
        let bytes = postcard::to_allocvec(body).expect("bytes");
        let back: T = read(&bytes).expect("the same");
        assert_eq!(format!("{back:?}"), format!("{body:?}"));
    }

    #[test]
    fn every_message_survives_the_crossing() {
        let settings = ImportSettings { header_row: Some(3), ..ImportSettings::default() };
        check(&Request::Open { settings: settings.clone() });
        check(&Request::Look { settings });
        let filter = Filter {
            age_years: Some(Band { minimum: Some(30.0), maximum: None }),
            ..Filter::default()
        };
        let options = StudyOptions { seed: 7, small_cell: 3, filter, ..StudyOptions::default() };
        let asked = StudyKey { protocol: Protocol::default(), options };
        check(&Request::Study { asked: asked.clone(), first: vec![2] });
        check(&Request::Write { what: Export::ClassifiedRows, asked });
        check(&Request::WriteOn);
        check(&Request::WriteTable {
            table: Table { caption: "Births".to_owned(), ..Table::default() },
            provenance: "All women.".to_owned(),
            name: "births.docx".to_owned(),
        });
        let name = "rows.csv".to_owned();
        check(&WritingReply::Preparing);
        check(&WritingReply::Slice(WrittenSlice { name, share: 0.25, is_last: false }));
        check(&WritingReply::Refused("too large".to_owned()));
        let likeness = Likeness {
            class: ImmuneProfile::NkCytotoxicity,
            age: Some(AgeBand::of(34.0)),
            losses: Some(loss_category(3.0)),
        };
        check(&Request::Peers { asked: PeersKey { protocol: Protocol::default(), likeness } });
        check(&PeersReply(None));
        check(&FileReply::Progress(ReadingProgress {
            n_read: 1 << 40,
            n_bytes: 1 << 41,
            n_rows: 7,
            pass: 2,
            is_last_pass: false,
        }));
        check(&FileReply::Refused("no".to_owned()));
        check(&FileReply::Unreadable);
        check(&StudyReply::Share(0.5));
        check(&StudyReply::NoCohort);
        check(&CalculatorReply::Share(0.5));
        for follows in [Continuation::Nothing, Continuation::More, Continuation::MoreAfterSilence] {
            check(&follows);
        }
    }

    #[test]
    fn what_is_found_of_a_file_survives_the_crossing() {
        let example = include_bytes!("../../static/SYNTHETIC-example.csv");
        let bad = b"patient_id,previous_losses,nk_percent\nA,2,high\n,3,161\n";
        for file in [&example[..], &bad[..]] {
            let preview = look(file, &ImportSettings::default()).expect("a table");
            check(&FileReply::Preview(Box::new(preview)));
            let settings = ImportSettings {
                unreadable: Unreadable::LeaveOut,
                duplicates: DuplicateChoice::First,
                ..ImportSettings::default()
            };
            let reading = read_file(file, &settings).expect("a table");
            check(&FileReply::Read(Box::new(FileReport::new(&reading))));
            let class = ImmuneProfile::Nk;
            let likeness = Likeness { class, age: Some(AgeBand::of(34.0)), losses: None };
            let peers = Peers::new(&reading, &Protocol::default(), &likeness);
            check(&PeersReply(Some(Box::new(peers))));
        }
    }

    #[test]
    fn the_evidence_survives_the_crossing() {
        let choices =
            Extra::ALL.into_iter().fold(Choices::default(), |all, one| all.with(one, true));
        let asked = evidence::entry::Asked { trials: TypedTrial::all_published(), choices };
        let shown = evidence::answer(&asked);
        check(&Request::Pool { asked });
        check(&EvidenceReply(Box::new(shown)));
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
            check(&CalculatorReply::Answer(Box::new(found.into())));
        }
        // A limit of a ratio without events in one group is infinite.
        let texts = ["5", "5", "0", "9", ""].map(str::to_owned).to_vec();
        let entry = Entry { texts, level: "95".to_owned(), ..Entry::default() };
        let shown = AnswerView::from(answer(&entry, &mut |_| ControlFlow::Break(())));
        assert!(format!("{shown:?}").contains("inf"));
        check(&CalculatorReply::Answer(Box::new(shown)));
    }
}
