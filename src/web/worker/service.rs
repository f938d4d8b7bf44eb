//! The worker's side: reads files in slices, keeps the cohort, answers.

use std::cell::RefCell;
use std::ops::ControlFlow;

use js_sys::Date;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope, File, FileReaderSync, MessageEvent};

use crate::engine::reader::issue::FileError;
use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::reader::{Import, Purpose, Reading, Step};
use crate::view::calculator::{self, Answer, Entry};
use crate::view::export::archive::ExportedFile;
use crate::view::messages;
use crate::view::work::FileInWork;
use crate::web::objects::to_json;
use crate::web::panic::tell_where_it_failed;
use crate::web::worker::packed::PackedStudy;
use crate::web::worker::{
    Envelope, Progress, Refusal, Reply, Request, WrittenSlice, attached_file,
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
    std::panic::set_hook(Box::new(tell_where_it_failed));
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let kept: RefCell<Option<FileInWork>> = RefCell::new(None);
    let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(envelope) = Envelope::<Request>::from_message(&event.data()) else { return };
        let request = envelope.request;
        let mut attachment = JsValue::NULL;
        let body = answer(envelope, &kept, &mut attachment);
        send(request, body, attachment);
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // The worker lives until it is terminated, and so does its listener.
    listen.forget();
}

fn answer(
    envelope: Envelope<Request>,
    kept: &RefCell<Option<FileInWork>>,
    attachment: &mut JsValue,
) -> Reply {
    match envelope.body {
        Request::Open { protocol, filter, settings } => {
            kept.replace(None);
            let Some(file) = attached_file(envelope.attachment) else {
                return Reply::Refused(Refusal::Unreadable);
            };
            let import = settings.clone();
            match read(&file, settings, Purpose::Read, envelope.request) {
                Ok(Found::Reading(reading)) => {
                    let file = FileInWork::new(*reading, import);
                    let report = file.report(&protocol, &filter);
                    kept.replace(Some(file));
                    Reply::Report(Box::new(report))
                }
                Ok(Found::Preview(preview)) => Reply::Preview(preview),
                Err(refusal) => Reply::Refused(refusal),
            }
        }
        Request::Look { settings } => {
            let Some(file) = attached_file(envelope.attachment) else {
                return Reply::Refused(Refusal::Unreadable);
            };
            match read(&file, settings, Purpose::Preview, envelope.request) {
                Ok(Found::Preview(preview)) => Reply::Preview(preview),
                Ok(Found::Reading(_)) => Reply::Refused(Refusal::NoCohort),
                Err(refusal) => Reply::Refused(refusal),
            }
        }
        Request::Evaluate { protocol, filter } => match &*kept.borrow() {
            Some(file) => Reply::Report(Box::new(file.report(&protocol, &filter))),
            None => Reply::Refused(Refusal::NoCohort),
        },
        Request::Analyze { protocol, options, first } => match &mut *kept.borrow_mut() {
            Some(file) => {
                let study = file.analyze(&protocol, &options, &mut tell(envelope.request));
                let origin = file.origin(&study);
                if !first.is_empty() {
                    let origin = origin.clone();
                    let is_first = |at| first.contains(&at);
                    let packed = PackedStudy::new(&study, origin, false, is_first);
                    send(envelope.request, Reply::Study(Box::new(packed)), JsValue::NULL);
                }
                let packed = PackedStudy::new(&study, origin, true, |at| !first.contains(&at));
                Reply::Study(Box::new(packed))
            }
            None => Reply::Refused(Refusal::NoCohort),
        },
        Request::Export { what, protocol, options } => match &mut *kept.borrow_mut() {
            Some(file) => {
                let pictures = attached_pictures(&envelope.attachment);
                let tell = &mut tell(envelope.request);
                let begun = file.begin_export(&what, &protocol, &options, pictures, tell);
                match begun {
                    Ok(()) => next_slice(file, attachment),
                    Err(error) => Reply::NotWritten(messages::sentence(&error.to_string())),
                }
            }
            None => Reply::NotWritten(NOT_KEPT.to_owned()),
        },
        Request::MoreOfExport => match &mut *kept.borrow_mut() {
            Some(file) => next_slice(file, attachment),
            None => Reply::NotWritten(NOT_KEPT.to_owned()),
        },
        Request::Calculate { entry } => calculate(&entry, envelope.request, attachment),
    }
}

/// What is said when a file is to be written of a cohort that is not there.
const NOT_KEPT: &str = "The cohort is no longer in memory.";

/// Tells the page how much of a study is done, so that its silence never looks like
/// death.
fn tell(request: u32) -> impl FnMut(f64) {
    move |share| send(request, Reply::Calculating(share), JsValue::NULL)
}

/// The next slice of the file that is being written. It leaves as a blob, which the
/// browser may keep outside of the memory of this worker.
fn next_slice(file: &mut FileInWork, attachment: &mut JsValue) -> Reply {
    let slice = match file.next_slice() {
        Ok(slice) => slice,
        Err(error) => return Reply::NotWritten(messages::sentence(&error.to_string())),
    };
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(slice.bytes.as_slice()));
    match Blob::new_with_u8_array_sequence(&parts) {
        Ok(blob) => {
            *attachment = blob.into();
            let (name, share) = (slice.name, slice.share);
            Reply::Slice(WrittenSlice { name, share, is_last: slice.is_last })
        }
        Err(_) => Reply::NotWritten("The browser has no room for the file.".to_owned()),
    }
}

/// How long a calculation may take before what is there is sent ahead.
const PATIENCE_MS: f64 = 150.0;

/// How often the progress of a long calculation is told.
const PROGRESS_MS: f64 = 100.0;

/// Answers an entry of the calculator. If that takes long, everything that is
/// quick is sent first.
fn calculate(entry: &Entry, request: u32, attachment: &mut JsValue) -> Reply {
    let started = Date::now();
    let quick = calculator::answer(entry, &mut |_| {
        let is_late = Date::now() - started > PATIENCE_MS;
        if is_late { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if !quick.is_partial() {
        return calculated(quick, attachment);
    }
    let mut json = JsValue::NULL;
    let partial = calculated(quick, &mut json);
    send(request, partial, json);
    let mut told = Date::now();
    let whole = calculator::answer(entry, &mut |share| {
        let now = Date::now();
        if now - told > PROGRESS_MS {
            told = now;
            send(request, Reply::Calculating(share), JsValue::NULL);
        }
        ControlFlow::Continue(())
    });
    calculated(whole, attachment)
}

fn calculated(answer: Answer, attachment: &mut JsValue) -> Reply {
    let json = answer.record.as_ref().and_then(to_json);
    *attachment = json.map_or(JsValue::NULL, JsValue::from);
    Reply::Calculated(Box::new(answer.into()))
}

/// What a file led to.
enum Found {
    Reading(Box<Reading>),
    Preview(Box<ImportPreview>),
}

/// Reads a file in slices, from its beginning for each pass.
fn read(
    file: &File,
    settings: ImportSettings,
    purpose: Purpose,
    request: u32,
) -> Result<Found, Refusal> {
    let slices = FileReaderSync::new().map_err(|_| Refusal::Unreadable)?;
    let refuse = |error: FileError| Refusal::File(messages::file_error(&error));
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
                .map_err(|_| Refusal::Unreadable)?;
            import.feed(&js_sys::Uint8Array::new(&slice).to_vec()).map_err(refuse)?;
            start = end;
            let progress = Progress {
                n_read: whole(start),
                n_bytes: whole(n_bytes),
                n_rows: import.n_rows(),
                pass,
                is_last_pass: import.is_last_pass(),
            };
            send(request, Reply::Progress(progress), JsValue::NULL);
        }
        let progress = |n_rows| Progress {
            n_read: whole(n_bytes),
            n_bytes: whole(n_bytes),
            n_rows,
            pass,
            is_last_pass: true,
        };
        let mut tell = |n_rows| send(request, Reply::Progress(progress(n_rows)), JsValue::NULL);
        match import.end(&mut tell).map_err(refuse)? {
            Step::Again(next) => import = *next,
            Step::Preview(preview) => return Ok(Found::Preview(preview)),
            Step::Done(reading) => return Ok(Found::Reading(reading)),
        }
    }
}

fn send(request: u32, body: Reply, attachment: JsValue) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let posted = Envelope { request, body, attachment }
        .into_message()
        .and_then(|message| scope.post_message(&message));
    if let Err(error) = posted {
        // The page is told by the worker's error event.
        wasm_bindgen::throw_val(error);
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
