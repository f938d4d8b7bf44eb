//! The page's side: owns the worker, sends it requests, brings each reply to whoever
//! asked, and makes a new worker when the old one was ended or died.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::{Interval, Timeout};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, File, MessageEvent, Url, Worker};

use crate::engine::reader::settings::ImportSettings;
use crate::view::calculator::Entry;
use crate::view::document::Table;
use crate::view::evidence;
use crate::view::export::study::Export;
use crate::web::worker::{
    CalculatorReply, Continuation, Envelope, EvidenceReply, FileReply, PeersKey, PeersReply,
    Request, StudyKey, StudyReply, WritingReply, read,
};

/// What comes of a file that is being written.
pub enum WritingEvent {
    /// So much of it is written.
    Share(f64),
    /// It is written, in pieces that are blobs.
    Done {
        /// The pieces.
        parts: js_sys::Array,
        /// Its name.
        name: String,
    },
    /// It cannot be written, for this reason.
    Refused(String),
}

/// What workers are made from.
#[derive(Clone)]
pub struct Engine {
    /// The compiled module.
    pub module: JsValue,
    /// The text of its script, which is no module.
    pub glue: String,
}

/// A worker and the file it was given last.
#[derive(Clone)]
pub struct Client {
    inner: Rc<Inner>,
}

/// Who asked: takes the bytes of a reply and what travels beside it, and says whether
/// they make sense.
type ReplyHandler = Rc<dyn Fn(&[u8], JsValue) -> bool>;

struct Inner {
    /// `None` until it has been loaded.
    engine: RefCell<Option<Engine>>,
    /// Hears that a worker died, with all that it knew and owed.
    on_lost: Box<dyn Fn()>,
    state: RefCell<WorkerState>,
    /// Those to whom the worker owes an answer, by the number of their request.
    askers: RefCell<BTreeMap<u32, ReplyHandler>>,
    file: RefCell<Option<File>>,
    /// Whether the worker keeps the cohort of `file`.
    keeps_cohort: Cell<bool>,
    last_request: Cell<u32>,
    /// Files that were begun to be written, or given up: the slices of older ones are
    /// not wanted any more.
    writing: Cell<u32>,
    /// Workers that died since one was heard.
    deaths: Cell<u32>,
    /// Workers that were started.
    n_started: Cell<u32>,
}

/// What there is of a worker.
enum WorkerState {
    /// None yet: these messages wait for the engine.
    New(Vec<JsValue>),
    /// It owes no answer.
    Idle(RunningWorker),
    /// It owes an answer, and was heard or asked so many ticks ago.
    Busy { running: RunningWorker, silent_ticks: u32, patience: u32 },
    /// None: it could not be made, or too many died. The next file makes another one.
    Dead,
}

impl WorkerState {
    /// The same worker, owing an answer.
    fn owing(self, patience: u32) -> Self {
        match self {
            WorkerState::Idle(running) | WorkerState::Busy { running, .. } => {
                WorkerState::Busy { running, silent_ticks: 0, patience }
            }
            WorkerState::New(_) | WorkerState::Dead => self,
        }
    }

    /// The same worker, owing none.
    fn at_rest(self) -> Self {
        match self {
            WorkerState::Busy { running, .. } => WorkerState::Idle(running),
            WorkerState::New(_) | WorkerState::Idle(_) | WorkerState::Dead => self,
        }
    }
}

struct RunningWorker {
    worker: Worker,
    _listeners: [EventListener; 3],
    _watch: Interval,
}

impl Drop for RunningWorker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// How often the silence of a busy worker is looked at. Ticks are counted, not
/// time, because a suspended tab makes no ticks and must lose no worker.
const TICK_MS: u32 = 5_000;

/// Silent ticks after which a busy worker is taken for dead.
const SILENT_TICKS: u32 = 8;

/// The same while it unpacks a workbook that it has whole: the library that does it
/// tells nothing meanwhile.
const UNPACKING_TICKS: u32 = 120;

/// Workers that die in a row before no other one is made until the user wants
/// one: on a computer without memory they would die for ever.
const MAX_DEATHS: u32 = 3;

impl Client {
    /// A client that collects requests until its engine has been loaded. `on_lost` hears
    /// of every worker that died.
    pub fn new(on_lost: impl Fn() + 'static) -> Self {
        Client {
            inner: Rc::new(Inner {
                engine: RefCell::default(),
                on_lost: Box::new(on_lost),
                state: RefCell::new(WorkerState::New(Vec::new())),
                askers: RefCell::default(),
                file: RefCell::default(),
                keeps_cohort: Cell::default(),
                last_request: Cell::default(),
                writing: Cell::default(),
                deaths: Cell::default(),
                n_started: Cell::default(),
            }),
        }
    }

    /// Starts a worker from the engine, and sends it what was asked meanwhile.
    pub fn use_engine(&self, engine: Engine) {
        self.inner.engine.replace(Some(engine));
        let askers = self.inner.askers.take();
        let waiting = self.start();
        self.inner.askers.replace(askers);
        let is_sent = waiting.iter().all(|message| self.post(message));
        if !is_sent {
            self.lose();
        }
    }

    /// Sends a file to be read, ending what runs.
    pub fn open(
        &self,
        file: File,
        settings: ImportSettings,
        on_reply: impl Fn(FileReply) + 'static,
    ) {
        self.end_busy();
        self.inner.file.replace(Some(file.clone()));
        self.inner.keeps_cohort.set(false);
        let client = self.clone();
        self.ask(&Request::Open { settings }, file.into(), move |reply, _| {
            client.inner.keeps_cohort.set(matches!(reply, FileReply::Read(_)));
            on_reply(reply);
        });
    }

    /// Reads the file in hand again; returns whether there is one.
    #[must_use]
    pub fn open_again(
        &self,
        settings: ImportSettings,
        on_reply: impl Fn(FileReply) + 'static,
    ) -> bool {
        let file = self.inner.file.borrow().clone();
        let has_file = file.is_some();
        if let Some(file) = file {
            self.open(file, settings, on_reply);
        }
        has_file
    }

    /// Asks what would be found of the file in hand with other settings; what was read of
    /// it before is kept if the worker is at rest. Returns whether there is a file.
    #[must_use]
    pub fn look(&self, settings: ImportSettings, on_reply: impl Fn(FileReply) + 'static) -> bool {
        let file = self.inner.file.borrow().clone();
        let has_file = file.is_some();
        if let Some(file) = file {
            self.end_busy();
            self.ask(&Request::Look { settings }, file.into(), move |reply, _| on_reply(reply));
        }
        has_file
    }

    /// Asks for a study of the file in hand, some sections before the others.
    pub fn study(
        &self,
        asked: StudyKey,
        first: Vec<usize>,
        on_reply: impl Fn(StudyReply) + 'static,
    ) {
        if self.inner.keeps_cohort.get() {
            let request = Request::Study { asked, first };
            self.ask(&request, JsValue::NULL, move |reply, _| on_reply(reply));
        } else {
            on_reply(StudyReply::NoCohort);
        }
    }

    /// Asks for the women of the file in hand who are like a patient.
    pub fn peers(&self, asked: PeersKey, hear: impl Fn(PeersReply) + 'static) {
        if self.inner.keeps_cohort.get() {
            self.ask(&Request::Peers { asked }, JsValue::NULL, move |reply, _| hear(reply));
        } else {
            hear(PeersReply(None));
        }
    }

    /// Asks for a file of the cohort, with pictures for the archive; returns whether a
    /// worker keeps the cohort.
    #[must_use]
    pub fn write(
        &self,
        what: Export,
        asked: StudyKey,
        pictures: js_sys::Array,
        on_reply: impl Fn(WritingEvent) + 'static,
    ) -> bool {
        let keeps_cohort = self.inner.keeps_cohort.get();
        if keeps_cohort {
            self.stop_writing();
            let take_slice = self.slices(js_sys::Array::new(), Rc::new(on_reply));
            self.ask(&Request::Write { what, asked }, pictures.into(), take_slice);
        }
        keeps_cohort
    }

    /// Asks for no further slice of the file that is being written. What was read is
    /// kept.
    pub fn stop_writing(&self) {
        self.inner.writing.set(self.inner.writing.get() + 1);
    }

    /// Asks for a table as a Word document of a name, after whatever runs.
    pub fn write_table(
        &self,
        [provenance, name]: [String; 2],
        table: Table,
        on_reply: impl Fn(WritingEvent) + 'static,
    ) {
        let request = Request::WriteTable { table, provenance, name };
        self.ask(&request, JsValue::NULL, move |reply, blob| match reply {
            WritingReply::Preparing => {}
            WritingReply::Refused(reason) => on_reply(WritingEvent::Refused(reason)),
            WritingReply::Slice(slice) => {
                let parts = js_sys::Array::of1(&blob);
                on_reply(WritingEvent::Done { parts, name: slice.name });
            }
        });
    }

    /// Sends an entry of the calculator to be answered, ending what runs.
    pub fn calculate(&self, entry: Entry, on_reply: impl Fn(CalculatorReply, String) + 'static) {
        let is_at_rest =
            matches!(*self.inner.state.borrow(), WorkerState::Idle(_) | WorkerState::Dead);
        if !is_at_rest {
            self.start();
        }
        self.ask(&Request::Calculate { entry }, JsValue::NULL, move |reply, record| {
            on_reply(reply, record.as_string().unwrap_or_default());
        });
    }

    /// Asks for the trials of the evidence to be pooled.
    pub fn pool(&self, asked: evidence::entry::Asked, on_reply: impl Fn(EvidenceReply) + 'static) {
        self.ask(&Request::Pool { asked }, JsValue::NULL, move |reply, _| on_reply(reply));
    }

    /// Ends what runs, at once.
    pub fn cancel(&self) {
        self.start();
    }

    /// Forgets the file and everything read from it.
    pub fn close(&self) {
        self.inner.file.replace(None);
        self.start();
    }

    /// A busy worker hears nothing, so a new request ends what runs.
    fn end_busy(&self) {
        let is_idle = matches!(*self.inner.state.borrow(), WorkerState::Idle(_));
        if !is_idle {
            self.inner.deaths.set(0);
            self.start();
        }
    }

    /// Takes the slices of the file that was begun last, one after the other.
    fn slices(
        &self,
        parts: js_sys::Array,
        on_reply: Rc<dyn Fn(WritingEvent)>,
    ) -> Box<dyn Fn(WritingReply, JsValue)> {
        let client = self.clone();
        let turn = self.inner.writing.get();
        Box::new(move |reply, blob| {
            if client.inner.writing.get() != turn {
                return;
            }
            match reply {
                WritingReply::Preparing => {}
                WritingReply::Refused(reason) => on_reply(WritingEvent::Refused(reason)),
                WritingReply::Slice(slice) => {
                    parts.push(&blob);
                    if slice.is_last {
                        on_reply(WritingEvent::Done { parts: parts.clone(), name: slice.name });
                    } else {
                        let take_slice = client.slices(parts.clone(), on_reply.clone());
                        client.ask(&Request::WriteOn, JsValue::NULL, take_slice);
                        on_reply(WritingEvent::Share(slice.share));
                    }
                }
            }
        })
    }

    /// Sends a request; `on_reply` gets every reply to it, and what travels beside that. The
    /// replies to a request that is ended never come.
    fn ask<R: DeserializeOwned>(
        &self,
        request: &Request,
        attachment: JsValue,
        on_reply: impl Fn(R, JsValue) + 'static,
    ) {
        let number = self.inner.last_request.get() + 1;
        self.inner.last_request.set(number);
        let asker: ReplyHandler = Rc::new(move |body, beside| {
            let reply = read(body);
            let makes_sense = reply.is_some();
            if let Some(reply) = reply {
                on_reply(reply, beside);
            }
            makes_sense
        });
        self.inner.askers.borrow_mut().insert(number, asker);
        let message = Envelope::new(number, request, attachment).and_then(Envelope::into_object);
        let is_sent = message.is_ok_and(|message| self.post(&message));
        if !is_sent {
            self.lose();
        }
    }

    /// Hands a message to the worker, or keeps it for the first one; whether that went.
    fn post(&self, message: &JsValue) -> bool {
        let mut state = self.inner.state.borrow_mut();
        let is_posted = match &mut *state {
            WorkerState::New(waiting) => {
                waiting.push(message.clone());
                return true;
            }
            WorkerState::Idle(running) | WorkerState::Busy { running, .. } => {
                running.worker.post_message(message).is_ok()
            }
            WorkerState::Dead => false,
        };
        *state = std::mem::replace(&mut *state, WorkerState::Dead).owing(SILENT_TICKS);
        is_posted
    }

    /// Starts a worker in the place of the one that may be running; returns the messages
    /// that waited for a first one.
    fn start(&self) -> Vec<JsValue> {
        let inner = &self.inner;
        inner.n_started.set(inner.n_started.get() + 1);
        inner.keeps_cohort.set(false);
        // Nobody is owed an answer by a worker that has ended.
        inner.askers.take();
        self.stop_writing();
        // The old worker ends before the new one takes its memory.
        let waiting = match inner.state.replace(WorkerState::Dead) {
            WorkerState::New(waiting) => waiting,
            WorkerState::Idle(_) | WorkerState::Busy { .. } | WorkerState::Dead => Vec::new(),
        };
        let engine = inner.engine.borrow().clone();
        let state = match engine {
            None => WorkerState::New(Vec::new()),
            Some(_) if inner.deaths.get() >= MAX_DEATHS => WorkerState::Dead,
            Some(engine) => self.make_worker(&engine).map_or(WorkerState::Dead, WorkerState::Idle),
        };
        inner.state.replace(state);
        waiting
    }

    fn make_worker(&self, engine: &Engine) -> Result<RunningWorker, JsValue> {
        let script = format!("{}\n{BOOTSTRAP}", engine.glue);
        let kind = BlobPropertyBag::new();
        kind.set_type("text/javascript");
        let parts = js_sys::Array::of1(&script.into());
        let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
        let url = Url::create_object_url_with_blob(&blob)?;
        let worker = Worker::new(&url)?;
        let on = |name: &'static str, act: fn(&Client, &web_sys::Event)| {
            let client = self.clone();
            EventListener::new(&worker, name, move |event| act(&client, event))
        };
        let listeners = [
            on("message", |client, event| {
                client.receive(event.unchecked_ref::<MessageEvent>());
            }),
            on("error", |client, _| client.lose()),
            on("messageerror", |client, _| client.lose()),
        ];
        let client = self.clone();
        let watch = Interval::new(TICK_MS, move || client.tick());
        worker.post_message(&engine.module)?;
        // The worker has fetched its script once it has answered; until then
        // the URL must live, and a revoked one would fail silently.
        let release = url.clone();
        Timeout::new(TICK_MS, move || {
            // An address that cannot be taken back costs a few bytes of memory.
            let _ = Url::revoke_object_url(&release);
        })
        .forget();
        Ok(RunningWorker { worker, _listeners: listeners, _watch: watch })
    }

    fn receive(&self, event: &MessageEvent) {
        let Some(message) = Envelope::from_object(&event.data()) else { return };
        self.inner.deaths.set(0);
        let Ok((follows, reply)) = postcard::take_from_bytes::<Continuation>(&message.body) else {
            return self.lose();
        };
        let is_latest = message.request == self.inner.last_request.get();
        self.inner.state.replace_with(|state| {
            let state = std::mem::replace(state, WorkerState::Dead);
            match follows {
                Continuation::Nothing if is_latest => state.at_rest(),
                Continuation::Nothing | Continuation::More => state.owing(SILENT_TICKS),
                Continuation::MoreAfterSilence => state.owing(UNPACKING_TICKS),
            }
        });
        let asker = match follows {
            Continuation::Nothing => self.inner.askers.borrow_mut().remove(&message.request),
            Continuation::More | Continuation::MoreAfterSilence => {
                self.inner.askers.borrow().get(&message.request).cloned()
            }
        };
        if asker.is_some_and(|asker| !asker(reply, message.attachment)) {
            self.lose();
        }
    }

    fn tick(&self) {
        let WorkerState::Busy { silent_ticks, patience, .. } = &mut *self.inner.state.borrow_mut()
        else {
            return;
        };
        if *silent_ticks >= *patience {
            self.lose();
        } else {
            *silent_ticks += 1;
        }
    }

    /// Replaces the worker and says so, once the listener that noticed it has
    /// returned: it belongs to the worker and goes with it. A worker can be noticed dying
    /// more than once; the one that follows it must not be taken for dead with it.
    fn lose(&self) {
        let client = self.clone();
        let lost = self.inner.n_started.get();
        Timeout::new(0, move || {
            if client.inner.n_started.get() != lost {
                return;
            }
            client.inner.deaths.set(client.inner.deaths.get() + 1);
            client.start();
            (client.inner.on_lost)();
        })
        .forget();
    }
}

/// What the worker runs after the module's own script, whose functions it calls
/// by name: instantiate the module that was posted, then listen.
const BOOTSTRAP: &str = "\
self.onmessage = async (event) => {
    const held = [];
    self.onmessage = (early) => held.push(early);
    await __wbg_init({ module_or_path: event.data });
    work();
    for (const early of held) self.onmessage(early);
};
";
