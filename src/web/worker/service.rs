//! The worker's side: reads files in slices, keeps the cohort, answers.

use std::cell::RefCell;
use std::ops::ControlFlow;

use js_sys::Date;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope, File, FileReaderSync, MessageEvent};

use crate::engine::reader::issue::FileError;
use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::reader::{Import, ImportStep, Purpose, Reading};
use crate::view::calculator::{self, Answer, Entry};
use crate::view::evidence;
use crate::view::export::archive::ExportedFile;
use crate::view::export::docx;
use crate::view::export::writing::Slice;
use crate::view::file_errors::ExportError;
use crate::view::messages::{self, exports};
use crate::view::work::FileInWork;
use crate::web::objects::to_json;
use crate::web::panic::report_panic;
use crate::web::worker::answer::answer_study;
use crate::web::worker::{
    CalculatorReply, Continuation, Envelope, EvidenceReply, FileReply, PeersKey, PeersReply,
    ReadingProgress, Request, StudyReply, WritingReply, WrittenSlice,
};

/// How much of a file is read at once: small enough that progress is seen,
/// large enough that the calls cost nothing.
const SLICE: u32 = 1 << 20;

/// The pictures of a request: name and bytes in turn.
fn attached_pictures(attachment: &JsValue) -> Vec<ExportedFile> {
    let Some(parts) = attachment.dyn_ref::<js_sys::Array>() else { return Vec::new() };
    let parts = parts.to_vec();
    parts
        .chunks_exact(2)
        .filter_map(|pair| {
            let bytes = pair[1].dyn_ref::<js_sys::Uint8Array>()?.to_vec();
            Some(ExportedFile::new(pair[0].as_string()?, bytes))
        })
        .collect()
}

/// Listens for requests and says that it does by an empty message.
pub fn start() {
    std::panic::set_hook(Box::new(report_panic));
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let kept = FileInMemory::default();
    let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(message) = Envelope::from_object(&event.data()) else { return };
        let Some(request) = super::read(&message.body) else { return };
        let to = ReplyPort { request: message.request };
        answer(request, message.attachment, &kept, to);
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // The worker lives until it is terminated, and so does its listener.
    listen.forget();
}

/// The file that was read last, if one was.
type FileInMemory = RefCell<Option<FileInWork>>;

/// Whoever asked.
#[derive(Clone, Copy)]
struct ReplyPort {
    request: u32,
}

impl ReplyPort {
    /// Answers; nothing follows.
    fn send_last(self, reply: &impl Serialize) {
        self.send(Continuation::Nothing, reply, JsValue::NULL);
    }

    /// Says something that more follows.
    fn send_more(self, reply: &impl Serialize) {
        self.send(Continuation::More, reply, JsValue::NULL);
    }

    fn send(self, follows: Continuation, reply: &impl Serialize, attachment: JsValue) {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let posted = Envelope::new(self.request, &(follows, reply), attachment)
            .and_then(Envelope::into_object)
            .and_then(|message| scope.post_message(&message));
        if let Err(error) = posted {
            // The page is told by the worker's error event.
            wasm_bindgen::throw_val(error);
        }
    }
}

fn answer(request: Request, attachment: JsValue, kept: &FileInMemory, to: ReplyPort) {
    match request {
        Request::Open { settings } => {
            kept.replace(None);
            let import = settings.clone();
            to.send_last(&match read(attachment, settings, Purpose::Read, to) {
                Ok(PassResult::Reading(reading)) => {
                    let file = FileInWork::new(*reading, import);
                    let found = file.file_report();
                    kept.replace(Some(file));
                    FileReply::Read(Box::new(found))
                }
                Ok(PassResult::Preview(preview)) => FileReply::Preview(preview),
                Err(refused) => refused,
            });
        }
        Request::Look { settings } => {
            to.send_last(&match read(attachment, settings, Purpose::Preview, to) {
                Ok(PassResult::Preview(preview)) => FileReply::Preview(preview),
                // A look reads no records.
                Ok(PassResult::Reading(_)) => FileReply::Unreadable,
                Err(refused) => refused,
            });
        }
        Request::Study { asked, first } => match &mut *kept.borrow_mut() {
            Some(file) => answer_study(file, &asked, &first, &mut |reply| {
                let is_last = matches!(&reply, StudyReply::Sections(packed) if packed.is_last);
                if is_last { to.send_last(&reply) } else { to.send_more(&reply) }
            }),
            None => to.send_last(&StudyReply::NoCohort),
        },
        Request::Peers { asked: PeersKey { protocol, likeness } } => {
            let kept = kept.borrow();
            let peers = kept.as_ref().map(|file| Box::new(file.peers(&protocol, &likeness)));
            to.send_last(&PeersReply(peers));
        }
        Request::Write { what, asked } => match &mut *kept.borrow_mut() {
            Some(file) => {
                let pictures = attached_pictures(&attachment);
                let prepare = &mut |_| to.send_more(&WritingReply::Preparing);
                let begun =
                    file.begin_export(&what, &asked.protocol, &asked.options, pictures, prepare);
                match begun {
                    Ok(()) => next_slice(file, to),
                    Err(error) => to.send_last(&refused(&error)),
                }
            }
            None => to.send_last(&WritingReply::Refused(exports::NO_COHORT.to_owned())),
        },
        Request::WriteOn => match &mut *kept.borrow_mut() {
            Some(file) => next_slice(file, to),
            None => to.send_last(&WritingReply::Refused(exports::NO_COHORT.to_owned())),
        },
        Request::WriteTable { table, provenance, name } => match docx::table(&table, &provenance) {
            Ok(bytes) => send_slice(Slice { name, bytes, share: 1.0, is_last: true }, to),
            Err(error) => to.send_last(&refused(&error.into())),
        },
        Request::Calculate { entry } => calculate(&entry, to),
        Request::Pool { asked } => to.send_last(&EvidenceReply(Box::new(evidence::answer(&asked)))),
    }
}

fn refused(error: &ExportError) -> WritingReply {
    WritingReply::Refused(exports::export_error(error).to_owned())
}

/// The next slice of the file that is being written.
fn next_slice(file: &mut FileInWork, to: ReplyPort) {
    match file.next_slice() {
        Ok(slice) => send_slice(slice, to),
        Err(error) => to.send_last(&refused(&error)),
    }
}

/// A slice leaves as a blob, which the browser may keep outside of the memory of this
/// worker.
fn send_slice(slice: Slice, to: ReplyPort) {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(slice.bytes.as_slice()));
    match Blob::new_with_u8_array_sequence(&parts) {
        Ok(blob) => {
            let (name, share, is_last) = (slice.name, slice.share, slice.is_last);
            let reply = WritingReply::Slice(WrittenSlice { name, share, is_last });
            to.send(Continuation::Nothing, &reply, blob.into());
        }
        Err(_) => to.send_last(&WritingReply::Refused(exports::NO_ROOM.to_owned())),
    }
}

/// How long a calculation may take before what is there is sent ahead.
const PATIENCE_MS: f64 = 150.0;

/// How often the progress of a long calculation is told.
const PROGRESS_MS: f64 = 100.0;

/// Answers an entry of the calculator. If that takes long, everything that is
/// quick is sent first.
fn calculate(entry: &Entry, to: ReplyPort) {
    let started = Date::now();
    let quick = calculator::answer(entry, &mut |_| {
        let is_late = Date::now() - started > PATIENCE_MS;
        if is_late { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let is_partial = quick.is_partial();
    send_answer(quick, to);
    if !is_partial {
        return;
    }
    let mut told = Date::now();
    let whole = calculator::answer(entry, &mut |share| {
        let now = Date::now();
        if now - told > PROGRESS_MS {
            told = now;
            to.send_more(&CalculatorReply::Share(share));
        }
        ControlFlow::Continue(())
    });
    send_answer(whole, to);
}

fn send_answer(answer: Answer, to: ReplyPort) {
    let record = answer.record.as_ref().and_then(to_json).map_or(JsValue::NULL, JsValue::from);
    let follows = if answer.is_partial() { Continuation::More } else { Continuation::Nothing };
    to.send(follows, &CalculatorReply::Answer(Box::new(answer.into())), record);
}

/// What a file led to.
enum PassResult {
    Reading(Box<Reading>),
    Preview(Box<ImportPreview>),
}

/// Reads the attached file in slices, from its beginning for each pass.
fn read(
    attachment: JsValue,
    settings: ImportSettings,
    purpose: Purpose,
    to: ReplyPort,
) -> Result<PassResult, FileReply> {
    let file: File = attachment.dyn_into().map_err(|_| FileReply::Unreadable)?;
    let slices = FileReaderSync::new().map_err(|_| FileReply::Unreadable)?;
    let refuse = |error: FileError| FileReply::Refused(messages::file_error(&error));
    let n_bytes = file.size();
    let mut import = Import::new(settings, purpose, Some(whole(n_bytes)));
    let mut pass = 0;
    loop {
        pass += 1;
        let mut start = 0.0;
        while start < n_bytes {
            let end = n_bytes.min(start + f64::from(SLICE));
            let slice = file
                .slice_with_f64_and_f64(start, end)
                .and_then(|slice| slices.read_as_array_buffer(&slice))
                .map_err(|_| FileReply::Unreadable)?;
            import.feed(&js_sys::Uint8Array::new(&slice).to_vec()).map_err(refuse)?;
            start = end;
            let progress = ReadingProgress {
                n_read: whole(start),
                n_bytes: whole(n_bytes),
                n_rows: import.n_rows(),
                pass,
                is_last_pass: import.is_last_pass(),
            };
            // What is there of a workbook is unpacked next, and nothing is told of that.
            let is_whole = start >= n_bytes;
            let follows =
                if is_whole { Continuation::MoreAfterSilence } else { Continuation::More };
            to.send(follows, &FileReply::Progress(progress), JsValue::NULL);
        }
        let progress = |n_rows| ReadingProgress {
            n_read: whole(n_bytes),
            n_bytes: whole(n_bytes),
            n_rows,
            pass,
            is_last_pass: true,
        };
        let mut tell = |n_rows| {
            let reply = FileReply::Progress(progress(n_rows));
            to.send(Continuation::MoreAfterSilence, &reply, JsValue::NULL);
        };
        match import.end(&mut tell).map_err(refuse)? {
            ImportStep::Again(next) => import = *next,
            ImportStep::Preview(preview) => return Ok(PassResult::Preview(preview)),
            ImportStep::Done(reading) => return Ok(PassResult::Reading(reading)),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "browsers give the size of a file as a whole, non-negative double"
)]
fn whole(bytes: f64) -> u64 {
    bytes as u64
}
