//! The page's side: owns the worker, sends it requests, and makes a new one
//! when the old one was ended or died.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::{Interval, Timeout};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, File, MessageEvent, Url, Worker};

use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::ImportSettings;
use crate::view::calculator::{Entry, Shown};
use crate::view::export::study::Export;
use crate::web::worker::packed::PackedStudy;
use crate::web::worker::{Asked, Envelope, Progress, Refusal, Reply, Request};

/// What the page hears of its worker.
pub enum Event {
    /// The file of a request has been read so far.
    Progress(u32, Progress),
    /// A report.
    Report(u32, Box<crate::engine::report::Report>),
    /// What was found of a file that is not read yet.
    Preview(u32, Box<ImportPreview>),
    /// The share of a long calculation that is done.
    Calculating(u32, f64),
    /// An answer of the calculator, and its record as JSON.
    Calculated(u32, Box<Shown>, String),
    /// A study.
    Study(u32, Box<PackedStudy>),
    /// So much of a file is written.
    Writing(f64),
    /// A file is written, in pieces that are blobs.
    Written {
        /// The pieces.
        parts: js_sys::Array,
        /// Its name.
        name: String,
    },
    /// A file cannot be written, for this reason.
    NotWritten(String),
    /// A request cannot be met.
    Refused(u32, Refusal),
    /// The worker died or fell silent, and was replaced.
    Lost,
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

struct Inner {
    /// `None` until it has been loaded.
    engine: RefCell<Option<Engine>>,
    listener: Box<dyn Fn(Event)>,
    state: RefCell<State>,
    file: RefCell<Option<File>>,
    /// How `file` was read last.
    settings: RefCell<ImportSettings>,
    /// Whether the worker keeps the cohort of `file`.
    keeps_cohort: Cell<bool>,
    last_request: Cell<u32>,
    /// The pieces of the file that is being written, while one is.
    parts: RefCell<Option<js_sys::Array>>,
    /// Workers that died since one was heard.
    deaths: Cell<u32>,
    /// Workers that were started.
    n_started: Cell<u32>,
}

/// What there is of a worker.
enum State {
    /// None yet: these messages wait for the engine.
    New(Vec<JsValue>),
    /// It owes no answer.
    Idle(Running),
    /// It owes an answer, and was heard or asked so many ticks ago.
    Busy { running: Running, silent_ticks: u32, patience: u32 },
    /// None: it could not be made, or too many died. The next file makes another one.
    Dead,
}

impl State {
    /// The same worker, owing an answer.
    fn owing(self, patience: u32) -> Self {
        match self {
            State::Idle(running) | State::Busy { running, .. } => {
                State::Busy { running, silent_ticks: 0, patience }
            }
            State::New(_) | State::Dead => self,
        }
    }

    /// The same worker, owing none.
    fn at_rest(self) -> Self {
        match self {
            State::Busy { running, .. } => State::Idle(running),
            State::New(_) | State::Idle(_) | State::Dead => self,
        }
    }
}

struct Running {
    worker: Worker,
    _listeners: [EventListener; 3],
    _watch: Interval,
}

impl Drop for Running {
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
    /// A client that collects requests until its engine has been loaded.
    pub fn new(listener: impl Fn(Event) + 'static) -> Self {
        Client {
            inner: Rc::new(Inner {
                engine: RefCell::default(),
                listener: Box::new(listener),
                state: RefCell::new(State::New(Vec::new())),
                file: RefCell::new(None),
                settings: RefCell::default(),
                keeps_cohort: Cell::new(false),
                last_request: Cell::new(0),
                parts: RefCell::default(),
                deaths: Cell::new(0),
                n_started: Cell::new(0),
            }),
        }
    }

    /// Starts a worker from the engine, and sends it what was asked meanwhile.
    pub fn use_engine(&self, engine: Engine) {
        let inner = &self.inner;
        inner.engine.replace(Some(engine));
        let keeps_cohort = inner.keeps_cohort.get();
        let waiting = self.start();
        inner.keeps_cohort.set(keeps_cohort);
        let is_sent = waiting.iter().all(|message| self.post(message));
        if !is_sent {
            self.lose();
        }
    }

    /// Sends a file to be read, classified and reported on as `asked`; returns the number
    /// of the request, by which its replies are known.
    #[must_use]
    pub fn open(&self, file: File, settings: ImportSettings, asked: &Asked) -> u32 {
        self.end_busy();
        self.inner.file.replace(Some(file.clone()));
        self.inner.settings.replace(settings.clone());
        self.inner.keeps_cohort.set(true);
        let (protocol, filter) = (asked.protocol, asked.options.filter);
        self.send(Request::Open { protocol, filter, settings }, file.into())
    }

    /// Reads the file in hand again with other settings; returns the number of
    /// the request, or nothing when there is no file.
    #[must_use]
    pub fn open_again(&self, settings: ImportSettings, asked: &Asked) -> Option<u32> {
        let file = self.inner.file.borrow().clone()?;
        Some(self.open(file, settings, asked))
    }

    /// Asks what would be found of the file in hand with other settings; what
    /// was read of it before is kept.
    #[must_use]
    pub fn look(&self, settings: ImportSettings) -> Option<u32> {
        let file = self.inner.file.borrow().clone()?;
        self.end_busy();
        Some(self.send(Request::Look { settings }, file.into()))
    }

    /// A busy worker hears nothing, so a new request ends what runs.
    fn end_busy(&self) {
        let is_idle = matches!(*self.inner.state.borrow(), State::Idle(_));
        if !is_idle {
            self.inner.deaths.set(0);
            self.start();
        }
    }

    /// Asks for a new report on the file in hand; returns the number of the
    /// request, or nothing when there is no file.
    #[must_use]
    pub fn evaluate(&self, asked: &Asked) -> Option<u32> {
        let (protocol, filter) = (asked.protocol, asked.options.filter);
        self.send_or_open_again(Request::Evaluate { protocol, filter }, asked)
    }

    /// Asks for a study of the file in hand, some sections before the others;
    /// returns the number of the request, or nothing when no worker keeps the file.
    #[must_use]
    pub fn analyze(&self, asked: &Asked, first: Vec<usize>) -> Option<u32> {
        let Asked { protocol, options } = asked.clone();
        let keeps_cohort = self.inner.keeps_cohort.get();
        let request = Request::Analyze { protocol, options, first };
        keeps_cohort.then(|| self.send(request, JsValue::NULL))
    }

    /// Asks for a file of the cohort, with pictures for the archive; returns whether a
    /// worker keeps the cohort.
    #[must_use]
    pub fn export(&self, what: Export, asked: &Asked, pictures: &js_sys::Array) -> bool {
        let keeps_cohort = self.inner.keeps_cohort.get();
        if keeps_cohort {
            let Asked { protocol, options } = asked.clone();
            self.inner.parts.replace(Some(js_sys::Array::new()));
            self.send(Request::Export { what, protocol, options }, pictures.into());
        }
        keeps_cohort
    }

    /// Asks for no further slice of the file that is being written. What was read is
    /// kept.
    pub fn stop_export(&self) {
        self.inner.parts.replace(None);
    }

    /// Sends an entry of the calculator to be answered, ending what runs; returns
    /// the number of the request.
    #[must_use]
    pub fn calculate(&self, entry: Entry) -> u32 {
        let is_at_rest = matches!(*self.inner.state.borrow(), State::Idle(_) | State::Dead);
        if !is_at_rest {
            self.start();
        }
        self.send(Request::Calculate { entry }, JsValue::NULL)
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

    /// A worker that was replaced keeps no cohort: it gets the file again.
    fn send_or_open_again(&self, request: Request, asked: &Asked) -> Option<u32> {
        if self.inner.keeps_cohort.get() {
            return Some(self.send(request, JsValue::NULL));
        }
        let settings = self.inner.settings.borrow().clone();
        self.open_again(settings, asked)
    }

    fn send(&self, body: Request, attachment: JsValue) -> u32 {
        let request = self.inner.last_request.get() + 1;
        self.inner.last_request.set(request);
        let message = Envelope { request, body, attachment }.into_message();
        let is_sent = message.is_ok_and(|message| self.post(&message));
        if !is_sent {
            self.lose();
        }
        request
    }

    /// Hands a message to the worker, or keeps it for the first one; whether that went.
    fn post(&self, message: &JsValue) -> bool {
        let mut state = self.inner.state.borrow_mut();
        let is_posted = match &mut *state {
            State::New(waiting) => {
                waiting.push(message.clone());
                return true;
            }
            State::Idle(running) | State::Busy { running, .. } => {
                running.worker.post_message(message).is_ok()
            }
            State::Dead => false,
        };
        *state = std::mem::replace(&mut *state, State::Dead).owing(SILENT_TICKS);
        is_posted
    }

    /// Starts a worker in the place of the one that may be running; returns the messages
    /// that waited for a first one.
    fn start(&self) -> Vec<JsValue> {
        let inner = &self.inner;
        inner.n_started.set(inner.n_started.get() + 1);
        inner.keeps_cohort.set(false);
        inner.parts.replace(None);
        // The old worker ends before the new one takes its memory.
        let waiting = match inner.state.replace(State::Dead) {
            State::New(waiting) => waiting,
            State::Idle(_) | State::Busy { .. } | State::Dead => Vec::new(),
        };
        let engine = inner.engine.borrow().clone();
        let state = match engine {
            None => State::New(Vec::new()),
            Some(_) if inner.deaths.get() >= MAX_DEATHS => State::Dead,
            Some(engine) => self.make_worker(&engine).map_or(State::Dead, State::Idle),
        };
        inner.state.replace(state);
        waiting
    }

    fn make_worker(&self, engine: &Engine) -> Result<Running, JsValue> {
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
                client.hear(event.unchecked_ref::<MessageEvent>());
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
            let _ = Url::revoke_object_url(&release);
        })
        .forget();
        Ok(Running { worker, _listeners: listeners, _watch: watch })
    }

    fn hear(&self, event: &MessageEvent) {
        let Some(envelope) = Envelope::<Reply>::from_message(&event.data()) else { return };
        let request = envelope.request;
        self.inner.deaths.set(0);
        let is_latest = request == self.inner.last_request.get();
        self.inner.state.replace_with(|state| {
            let state = std::mem::replace(state, State::Dead);
            match &envelope.body {
                body if body.is_last_word() && is_latest => state.at_rest(),
                Reply::Progress(progress) if progress.n_read >= progress.n_bytes => {
                    state.owing(UNPACKING_TICKS)
                }
                _ => state.owing(SILENT_TICKS),
            }
        });
        let event = match envelope.body {
            Reply::Progress(progress) => Event::Progress(request, progress),
            Reply::Report(report) => Event::Report(request, report),
            Reply::Preview(preview) => Event::Preview(request, preview),
            Reply::Calculating(share) => Event::Calculating(request, share),
            Reply::Calculated(shown) => {
                let json = envelope.attachment.as_string().unwrap_or_default();
                Event::Calculated(request, shown, json)
            }
            Reply::Study(packed) => Event::Study(request, packed),
            Reply::Slice(slice) => {
                // Without parts the user has stopped it.
                let Some(parts) = self.inner.parts.take() else { return };
                parts.push(&envelope.attachment);
                if slice.is_last {
                    Event::Written { parts, name: slice.name }
                } else {
                    self.inner.parts.replace(Some(parts));
                    self.send(Request::MoreOfExport, JsValue::NULL);
                    Event::Writing(slice.share)
                }
            }
            Reply::NotWritten(reason) => {
                self.inner.parts.replace(None);
                Event::NotWritten(reason)
            }
            Reply::Refused(refusal) => {
                // Only what is asked of a file can be refused, and then it is not kept.
                self.inner.keeps_cohort.set(false);
                Event::Refused(request, refusal)
            }
        };
        (self.inner.listener)(event);
    }

    fn tick(&self) {
        let State::Busy { silent_ticks, patience, .. } = &mut *self.inner.state.borrow_mut() else {
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
            (client.inner.listener)(Event::Lost);
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
