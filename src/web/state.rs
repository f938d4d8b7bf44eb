//! Everything the page remembers, what can happen to it, and one pure reducer.

pub mod analysis;
pub mod tables;

use std::rc::Rc;

use yew::Reducible;

use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::quantity::Quantity;
use crate::engine::reader::number;
use crate::engine::record::Etiology;
use crate::engine::report::Report;
use crate::view::patient::PatientDraft;
use crate::web::state::analysis::{AnalysisAction, AnalysisState};
use crate::web::state::tables::{Tables, TablesAction};
use crate::web::worker::Progress;

/// The pages that the header offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// One patient.
    #[default]
    Patient,
    /// One cohort file.
    Cohort,
    /// Tables and values that are typed in.
    Tables,
    /// What the tool is and is not.
    About,
}

impl Page {
    /// Every page, in the order of the header.
    pub const ALL: [Page; 4] = [Page::Patient, Page::Cohort, Page::Tables, Page::About];

    /// The page behind a fragment of the address; the first one by default.
    #[must_use]
    pub fn from_fragment(fragment: &str) -> Self {
        Page::ALL.into_iter().find(|page| page.fragment() == fragment).unwrap_or_default()
    }

    /// The fragment of the address that shows the page.
    #[must_use]
    pub fn fragment(self) -> &'static str {
        match self {
            Page::Patient => "#patient",
            Page::Cohort => "#cohort",
            Page::Tables => "#tables",
            Page::About => "#about",
        }
    }
}

/// What the cohort page is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// No file has been opened.
    #[default]
    Idle,
    /// A file is being read and analyzed.
    Reading {
        /// The request whose replies count.
        request: u32,
        /// Name of the file.
        file_name: String,
        /// How far it is.
        progress: Progress,
    },
    /// The user stopped the reading.
    Cancelled {
        /// Name of the file.
        file_name: String,
    },
    /// There is a report.
    Ready {
        /// The request of a renewed evaluation, while one runs.
        pending: Option<u32>,
        /// Name of the file.
        file_name: String,
        /// What was found.
        report: Rc<Report>,
    },
    /// The file could not be used, or the worker was lost.
    Failed {
        /// Name of the file.
        file_name: String,
        /// What happened and what to do.
        message: String,
    },
}

/// Everything the page remembers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The page shown.
    pub page: Page,
    /// Thresholds and choices in force.
    pub protocol: Protocol,
    /// Cut-offs as they are being typed; empty where nothing was typed.
    pub cutoff_texts: [Option<String>; Quantity::LABORATORY.len()],
    /// The patient page's fields.
    pub patient: PatientDraft,
    /// The cohort page.
    pub cohort: Phase,
    /// The analysis of the file in hand.
    pub analysis: AnalysisState,
    /// The calculator page.
    pub tables: Tables,
    /// Whether the engine, which reads files, could not be loaded.
    pub is_without_engine: bool,
}

impl State {
    /// The text of a cut-off that is being typed.
    #[must_use]
    pub fn cutoff_text(&self, quantity: Quantity) -> Option<&str> {
        let place = Quantity::LABORATORY.iter().position(|&one| one == quantity)?;
        self.cutoff_texts[place].as_deref()
    }
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A page was chosen.
    Show(Page),
    /// A field of the patient page was typed in.
    Type(Quantity, String),
    /// The etiology was chosen, or the choice taken back.
    ChooseEtiology(Option<Etiology>),
    /// The known cause was typed in.
    TypeCause(String),
    /// How the Th1/Th2 ratio is given: by its two percentages or directly.
    GiveRatioByPercentages(bool),
    /// How the body mass index is given: by height and weight or directly.
    GiveBmiByHeight(bool),
    /// The patient page was cleared.
    ClearPatient,
    /// A cytotoxicity rule was chosen.
    ChooseRule(CytotoxicityRule),
    /// A cut-off was typed in.
    TypeCutoff(Quantity, String),
    /// The published cut-offs were chosen again.
    ResetCutoffs,
    /// A file goes to the worker.
    Open {
        /// The request whose replies count from now on.
        request: u32,
        /// Name of the file.
        file_name: String,
    },
    /// The same file goes through the rules again.
    Evaluate {
        /// The request whose reply counts.
        request: u32,
    },
    /// The worker has read further.
    Advance(u32, Progress),
    /// The worker has a report.
    Report(u32, Rc<Report>),
    /// The worker could not use the file.
    Refuse(u32, String),
    /// The user stopped the reading.
    Cancel,
    /// The worker died.
    LoseWorker(String),
    /// Something about the analysis.
    Analysis(AnalysisAction),
    /// The engine could not be loaded.
    LoseEngine,
    /// The user closed the file.
    CloseFile,
    /// Something happened on the calculator page.
    Tables(TablesAction),
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            Action::Show(page) => state.page = page,
            Action::Type(quantity, text) => state.patient.set_text(quantity, text),
            Action::ChooseEtiology(etiology) => state.patient.etiology = etiology,
            Action::TypeCause(cause) => state.patient.cause = cause,
            Action::GiveRatioByPercentages(is) => state.patient.ratio_from_percentages = is,
            Action::GiveBmiByHeight(is) => state.patient.bmi_from_height = is,
            Action::ClearPatient => state.patient = PatientDraft::default(),
            Action::ChooseRule(rule) => state.protocol.cytotoxicity_rule = rule,
            Action::TypeCutoff(quantity, text) => state.type_cutoff(quantity, text),
            Action::ResetCutoffs => state.reset_cutoffs(),
            Action::LoseEngine => {
                state.is_without_engine = true;
                state.cohort = Phase::Idle;
            }
            Action::Tables(action) => state.tables = state.tables.after(action),
            Action::Analysis(action) => {
                if let AnalysisAction::UseSession(protocol, _) = &action {
                    state.protocol = *protocol;
                    state.cutoff_texts = [const { None }; Quantity::LABORATORY.len()];
                }
                state.analysis.take(action);
            }
            cohort => {
                let is_other_file = matches!(
                    cohort,
                    Action::Open { .. } | Action::CloseFile | Action::LoseWorker(_)
                );
                if is_other_file {
                    state.analysis.forget();
                }
                state.cohort = state.cohort.after(cohort);
            }
        }
        Rc::new(state)
    }
}

impl State {
    /// Takes a cut-off over as soon as its text is a possible value.
    fn type_cutoff(&mut self, quantity: Quantity, text: String) {
        let Some(place) = Quantity::LABORATORY.iter().position(|&one| one == quantity) else {
            return;
        };
        if let Ok(Some(value)) = number::read_typed(&text)
            && quantity.check(value).is_ok()
        {
            self.protocol = self.protocol.with_cutoff(quantity, value);
        }
        self.cutoff_texts[place] = Some(text);
    }

    fn reset_cutoffs(&mut self) {
        self.cutoff_texts = [const { None }; Quantity::LABORATORY.len()];
        self.protocol =
            Protocol { cytotoxicity_rule: self.protocol.cytotoxicity_rule, ..Protocol::default() };
    }
}

impl Phase {
    /// The request whose replies count, while one runs.
    #[must_use]
    pub fn request(&self) -> Option<u32> {
        match self {
            Phase::Reading { request, .. } => Some(*request),
            Phase::Ready { pending, .. } => *pending,
            Phase::Idle | Phase::Cancelled { .. } | Phase::Failed { .. } => None,
        }
    }

    /// Name of the file in hand.
    #[must_use]
    pub fn file_name(&self) -> &str {
        match self {
            Phase::Idle => "",
            Phase::Reading { file_name, .. }
            | Phase::Cancelled { file_name }
            | Phase::Ready { file_name, .. }
            | Phase::Failed { file_name, .. } => file_name,
        }
    }

    /// The phase after an action. A reply to another request than the current
    /// one is stale and changes nothing.
    fn after(&self, action: Action) -> Self {
        let file_name = self.file_name().to_owned();
        let is_current = |request| self.request() == Some(request);
        match (action, self) {
            (Action::Open { request, file_name }, _) => {
                Phase::Reading { request, file_name, progress: Progress::default() }
            }
            (Action::Evaluate { request }, Phase::Ready { report, .. }) => {
                Phase::Ready { pending: Some(request), file_name, report: report.clone() }
            }
            (Action::Advance(request, progress), Phase::Reading { .. }) if is_current(request) => {
                Phase::Reading { request, file_name, progress }
            }
            (Action::Report(request, report), _) if is_current(request) => {
                Phase::Ready { pending: None, file_name, report }
            }
            (Action::Refuse(request, message), _) if is_current(request) => {
                Phase::Failed { file_name, message }
            }
            (Action::Cancel, Phase::Reading { .. }) => Phase::Cancelled { file_name },
            (Action::LoseWorker(message), _) if self.request().is_some() => {
                Phase::Failed { file_name, message }
            }
            (Action::CloseFile, _) => Phase::Idle,
            (_, phase) => phase.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::analyze;

    fn after(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
        actions.into_iter().fold(Rc::new(State::default()), Reducible::reduce)
    }

    fn report() -> Rc<Report> {
        let file = b"patient_id,previous_losses,nk_percent\nA,2,10\n";
        Rc::new(analyze(file, &Protocol::default()).expect("a table"))
    }

    fn open(request: u32) -> Action {
        Action::Open { request, file_name: "a.csv".to_owned() }
    }

    #[test]
    fn a_file_is_read_and_reported() {
        let progress = Progress { n_read: 1, n_bytes: 2, n_rows: 3 };
        let state = after([open(1), Action::Advance(1, progress)]);
        assert!(matches!(state.cohort, Phase::Reading { progress: seen, .. } if seen == progress));
        let state = state.reduce(Action::Report(1, report()));
        assert!(matches!(state.cohort, Phase::Ready { pending: None, .. }));
        assert_eq!(state.cohort.file_name(), "a.csv");
    }

    #[test]
    fn stale_replies_change_nothing() {
        let reading = after([open(1), open(2)]);
        for stale in [
            Action::Report(1, report()),
            Action::Refuse(1, "no".to_owned()),
            Action::Advance(1, Progress { n_read: 9, ..Progress::default() }),
        ] {
            assert_eq!(reading.clone().reduce(stale).cohort, reading.cohort);
        }
        let cancelled = reading.reduce(Action::Cancel);
        assert!(matches!(cancelled.cohort, Phase::Cancelled { .. }));
        let late = cancelled.clone().reduce(Action::Report(2, report()));
        assert_eq!(late.cohort, cancelled.cohort);
    }

    #[test]
    fn a_lost_worker_fails_what_was_running_and_nothing_else() {
        let lost = || Action::LoseWorker("gone".to_owned());
        assert!(matches!(after([open(1), lost()]).cohort, Phase::Failed { .. }));
        let ready = after([open(1), Action::Report(1, report()), lost()]);
        assert!(matches!(ready.cohort, Phase::Ready { .. }));
        assert_eq!(after([lost()]).cohort, Phase::Idle);
    }

    #[test]
    fn without_the_engine_nothing_is_read() {
        let state = after([open(1), Action::LoseEngine]);
        assert!(state.is_without_engine);
        assert_eq!(state.cohort, Phase::Idle);
    }

    #[test]
    fn evaluation_keeps_the_report_until_the_next_one() {
        let state = after([
            open(1),
            Action::Report(1, report()),
            Action::ChooseRule(CytotoxicityRule::All),
            Action::Evaluate { request: 2 },
        ]);
        assert!(matches!(state.cohort, Phase::Ready { pending: Some(2), .. }));
        assert_eq!(state.protocol.cytotoxicity_rule, CytotoxicityRule::All);
    }

    #[test]
    fn a_cutoff_is_taken_over_once_it_is_possible() {
        let typed = |text: &str| Action::TypeCutoff(Quantity::NkPercent, text.to_owned());
        let state = after([typed("12")]);
        assert_eq!(state.protocol, Protocol::default().with_cutoff(Quantity::NkPercent, 12.0));
        let state = state.reduce(typed("120"));
        assert_eq!(state.cutoff_text(Quantity::NkPercent), Some("120"));
        assert_eq!(state.protocol, Protocol::default().with_cutoff(Quantity::NkPercent, 12.0));
        assert_eq!(*state.reduce(Action::ResetCutoffs), State::default());
    }

    #[test]
    fn clearing_the_patient_leaves_the_rest() {
        let state = after([
            Action::Type(Quantity::NkPercent, "17".to_owned()),
            Action::ChooseEtiology(Some(Etiology::Known)),
            Action::ChooseRule(CytotoxicityRule::All),
            Action::ClearPatient,
        ]);
        assert!(state.patient.is_empty());
        assert_eq!(state.protocol.cytotoxicity_rule, CytotoxicityRule::All);
    }

    #[test]
    fn fragments_name_pages() {
        for page in Page::ALL {
            assert_eq!(Page::from_fragment(page.fragment()), page);
        }
        assert_eq!(Page::from_fragment(""), Page::Patient);
        assert_eq!(Page::from_fragment("#nonsense"), Page::Patient);
    }
}
