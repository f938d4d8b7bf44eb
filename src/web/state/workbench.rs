//! What the workbench remembers, and what can happen to it.

use std::rc::Rc;

use yew::Reducible;

use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::report::FileReport;
use crate::view::messages::worker;
use crate::view::privacy::{OfflineCopy, Sealed};
use crate::web::state::Page;
use crate::web::state::evidence::{Evidence, EvidenceAction};
use crate::web::state::news::{News, SavedFile};
use crate::web::state::offer::Offer;
use crate::web::state::recovery::{Cause, Recovery};
use crate::web::state::rules::{Rules, RulesAction, Trial};
use crate::web::state::study::{StudyAction, StudyState};
use crate::web::state::tables::{Tables, TablesAction};
use crate::web::worker::{Asked, Progress};

/// What the cohort page is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// No file has been opened.
    #[default]
    Idle,
    /// A file is being read and analyzed.
    Reading {
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
    /// Something about the file has to be decided, or the user wants to.
    Asking {
        /// Whether it is being looked at once more.
        is_looking: bool,
        /// Name of the file.
        file_name: String,
        /// What was found.
        preview: Rc<ImportPreview>,
        /// What was read of it before, and how.
        before: Option<(Rc<FileReport>, ImportSettings)>,
    },
    /// A file was read.
    Ready {
        /// Whether it is being looked at, to be read otherwise.
        is_looking: bool,
        /// Name of the file.
        file_name: String,
        /// What was read of it.
        file: Rc<FileReport>,
    },
    /// The file could not be used, or the worker was lost.
    Failed {
        /// Name of the file.
        file_name: String,
        /// What happened and what to do.
        message: String,
    },
}

/// Everything the workbench remembers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The page shown.
    pub page: Page,
    /// The laboratory's protocol, and what is tried on the file in hand.
    pub rules: Rules,
    /// The cohort page.
    pub cohort: Phase,
    /// The study of the file in hand.
    pub study: StudyState,
    /// How the file in hand is read.
    pub settings: ImportSettings,
    /// Whether the worker has the file that was read.
    pub recovery: Recovery,
    /// The file that is being saved, or was last.
    pub saving: Saving,
    /// Pictures that the browser could not paint for the archive being saved.
    pub n_unpainted: u32,
    /// The session or the saved choices that came last.
    pub news: News,
    /// The file that was closed, while it can be opened again.
    pub closed: Offer<Closed>,
    /// The calculator page.
    pub tables: Tables,
    /// The page about the evidence.
    pub evidence: Evidence,
    /// Whether the engine, which reads files, could not be loaded.
    pub is_without_engine: bool,
    /// What is known since the network was sealed; `None` until then.
    pub sealed: Option<Rc<Sealed>>,
}

/// What closing a file took away: all that was chosen for it, and nothing read from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Closed {
    /// Name of the file.
    pub file_name: String,
    /// How it is read.
    pub settings: ImportSettings,
    study: StudyState,
    rules: Rules,
}

/// A file that leaves with the user.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Saving {
    /// None has been asked for.
    #[default]
    Nothing,
    /// It is being written; the share that is done.
    Writing(f64),
    /// It was handed over under this name.
    Saved(String),
    /// It could not be written, for this reason.
    Failed(String),
    /// The user stopped it.
    Stopped,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A page was chosen.
    Show(Page),
    /// Something about the rules.
    Rules(RulesAction),
    /// The file in hand goes to the worker again, to be read otherwise.
    Reread {
        /// How it is read.
        settings: ImportSettings,
    },
    /// A file goes to the worker: another one, as far as anyone can tell.
    Open {
        /// Name of the file.
        file_name: String,
        /// How it is read.
        settings: ImportSettings,
    },
    /// The file in hand is looked at with other settings.
    Look {
        /// How it would be read.
        settings: ImportSettings,
    },
    /// The worker says what it found of a file that is not read yet.
    Preview(Rc<ImportPreview>),
    /// The user goes back to the file as it was read.
    GoBack,
    /// The worker has read further.
    Advance(Progress),
    /// The worker has read the file.
    Read(Rc<FileReport>),
    /// The worker could not use the file.
    Refuse(String),
    /// The user stopped the reading.
    Cancel,
    /// The worker died.
    LoseWorker(String),
    /// The file in hand is read again after a loss or a stop.
    ReadAgain,
    /// The worker does not have the file that the page shows.
    MissFile,
    /// The user wants to try again what was given up.
    TryAgain,
    /// The worker was ended because the user stopped the study.
    StopStudy,
    /// Something about the file that is being saved.
    Save(Saving),
    /// So many pictures are missing from the archive that is being saved.
    MissPictures(u32),
    /// Something about the study.
    Study(StudyAction),
    /// A session or saved choices came; they wait where no file is in hand, or another
    /// one comes with them.
    UseSaved {
        /// What came.
        file: Rc<SavedFile>,
        /// Whether another file comes with it.
        waits: bool,
    },
    /// A file of ours cannot be used: its name, and why.
    RefuseSaved(String, String),
    /// What waits is not wanted.
    ForgetSaved,
    /// The engine could not be loaded.
    LoseEngine,
    /// The user closed the file.
    CloseFile,
    /// The file that was closed is read again, with all that was chosen for it.
    Reopen,
    /// The file that was closed cannot be taken back any longer.
    EndUndo,
    /// Something happened on the calculator page.
    Tables(TablesAction),
    /// Something happened on the page about the evidence.
    Evidence(EvidenceAction),
    /// The network was sealed.
    Seal(Rc<Sealed>),
    /// The user wants everything forgotten.
    Wipe,
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            Action::Show(page) => state.page = page,
            Action::Rules(action) => state.rules = state.rules.after(action),
            Action::LoseEngine => {
                state.is_without_engine = true;
                state.cohort = Phase::Idle;
            }
            Action::Tables(action) => state.tables = state.tables.after(action),
            Action::Evidence(action) => state.evidence = state.evidence.after(action),
            Action::Seal(sealed) => state.sealed = Some(sealed),
            Action::Wipe => state = state.wiped(),
            Action::Study(action) => state.study.take(action),
            Action::UseSaved { file, waits } => state.use_saved(file, waits),
            Action::RefuseSaved(name, why) => state.news = News::Refused { name, why },
            Action::ForgetSaved => state.news = News::Nothing,
            Action::ReadAgain => {
                if let Recovery::Wanted(cause) = state.recovery {
                    let progress = Progress::default();
                    state.recovery = Recovery::Reading { progress, cause };
                }
            }
            Action::MissFile => {
                state.study.take(StudyAction::Miss);
                state.recovery = Recovery::Wanted(Cause::Stopped);
            }
            Action::TryAgain => {
                state.recovery = Recovery::Wanted(Cause::Stopped);
                state.study.take(StudyAction::TryAgain);
            }
            Action::StopStudy => {
                state.study.take(StudyAction::Stop);
                state.recovery = Recovery::Wanted(Cause::Stopped);
                state.cohort = state.cohort.at_rest();
            }
            Action::Save(saving) => state.save(saving),
            Action::MissPictures(n) => state.n_unpainted = n,
            Action::EndUndo => state.closed.end(),
            Action::Reopen => state.reopen(),
            cohort => {
                match &cohort {
                    Action::Open { .. } | Action::CloseFile => state.change_file(&cohort),
                    Action::Reread { .. } => {
                        state.study.forget();
                        (state.recovery, state.saving) = (Recovery::Whole, Saving::Nothing);
                    }
                    Action::LoseWorker(_) => {
                        state.study.lose_worker();
                        state.recovery = state.recovery.after_loss();
                        if let Saving::Writing(_) = state.saving {
                            state.saving = Saving::Failed(worker::LOST_WHILE_SAVING.to_owned());
                        }
                    }
                    Action::Advance(progress) => state.recovery.advance(*progress),
                    Action::Read(file) => {
                        if let Phase::Reading { .. } = state.cohort {
                            state.end_waiting(file);
                        }
                        state.recovery = state.recovery.after_reading();
                    }
                    Action::Preview(_) if state.recovery.is_reading() => {
                        state.recovery = Recovery::Whole;
                        let file_name = state.cohort.file_name().to_owned();
                        state.cohort = Phase::Reading { file_name, progress: Progress::default() };
                    }
                    Action::Refuse(message) if state.recovery.is_reading() => {
                        state.recovery = Recovery::Whole;
                        let file_name = state.cohort.file_name().to_owned();
                        let message = message.clone();
                        state.cohort = Phase::Failed { file_name, message };
                    }
                    _ => {}
                }
                match (&cohort, &state.cohort) {
                    (
                        Action::Open { settings, .. }
                        | Action::Reread { settings, .. }
                        | Action::Look { settings, .. },
                        _,
                    ) => state.settings.clone_from(settings),
                    (Action::GoBack, Phase::Asking { before: Some((_, settings)), .. }) => {
                        state.settings = settings.clone();
                    }
                    _ => {}
                }
                state.cohort = state.cohort.after(cohort, &self.settings);
                if matches!(state.cohort, Phase::Idle | Phase::Failed { .. }) {
                    state.recovery = Recovery::Whole;
                }
                if state.cohort.in_hand().is_none()
                    && let News::Waiting { is_read_so, .. } = &mut state.news
                {
                    *is_read_so = false;
                }
            }
        }
        Rc::new(state)
    }
}

impl State {
    /// What the file in hand is asked for with.
    #[must_use]
    pub fn asked(&self) -> Asked {
        self.study.wanted(self.rules.protocol)
    }

    /// Goes on with the file that is being saved, or begins another one.
    fn save(&mut self, saving: Saving) {
        if !matches!(self.saving, Saving::Writing(_)) {
            self.n_unpainted = 0;
        }
        self.saving = saving;
    }

    /// Whether leaving the page would lose a file or something that was typed.
    #[must_use]
    pub fn would_lose(&self) -> bool {
        self.cohort.in_hand().is_some() || self.tables.would_lose() || self.evidence.would_lose()
    }

    /// Another file is opened, or this one is closed.
    fn change_file(&mut self, action: &Action) {
        self.closed.end();
        if *action == Action::CloseFile {
            self.offer_to_reopen();
        }
        // What was chosen was chosen for the file, and what was tried was tried on it.
        self.study = StudyState::default();
        (self.recovery, self.saving) = (Recovery::Whole, Saving::Nothing);
        self.rules = self.rules.after(RulesAction::Try(Trial::End));
        let waiting = self.news.waiting().cloned();
        self.news = News::Nothing;
        if let (Some(file), Action::Open { settings, .. }) = (waiting, action) {
            self.choose_as(&file);
            let is_read_so = settings == file.saved.import();
            self.news = News::Waiting { file, is_read_so };
        }
    }

    /// The file that is being closed can be read again for a while.
    fn offer_to_reopen(&mut self) {
        let Some(file_name) = self.cohort.in_hand() else { return };
        let mut study = self.study.clone();
        study.forget();
        self.closed.make(Closed {
            file_name: file_name.to_owned(),
            settings: self.settings.clone(),
            study,
            rules: self.rules.clone(),
        });
    }

    /// The file that was closed is being read again.
    fn reopen(&mut self) {
        let Some(closed) = self.closed.take() else { return };
        self.rules = self.rules.with_trial_of(&closed.rules);
        self.settings = closed.settings;
        self.study = closed.study;
        let progress = Progress::default();
        self.cohort = Phase::Reading { file_name: closed.file_name, progress };
    }

    /// What is left when everything is forgotten: the page shown, and what is
    /// known of the program itself.
    fn wiped(self) -> Self {
        let sealed = self.sealed.map(|sealed| {
            let copy = match &sealed.copy {
                OfflineCopy::Unsupported => OfflineCopy::Unsupported,
                _ => OfflineCopy::None,
            };
            Rc::new(Sealed { copy, ..(*sealed).clone() })
        });
        let (page, is_without_engine) = (self.page, self.is_without_engine);
        State { page, is_without_engine, sealed, ..State::default() }
    }
}

impl Phase {
    /// Whether an answer about the file is awaited.
    fn is_awaiting(&self) -> bool {
        match self {
            Phase::Reading { .. } => true,
            Phase::Ready { is_looking, .. } | Phase::Asking { is_looking, .. } => *is_looking,
            Phase::Idle | Phase::Cancelled { .. } | Phase::Failed { .. } => false,
        }
    }

    /// Name of the file in hand.
    #[must_use]
    pub fn file_name(&self) -> &str {
        match self {
            Phase::Idle => "",
            Phase::Reading { file_name, .. }
            | Phase::Cancelled { file_name }
            | Phase::Asking { file_name, .. }
            | Phase::Ready { file_name, .. }
            | Phase::Failed { file_name, .. } => file_name,
        }
    }

    /// Name of the file that would be lost if another were opened.
    #[must_use]
    pub fn in_hand(&self) -> Option<&str> {
        match self {
            Phase::Reading { file_name, .. }
            | Phase::Asking { file_name, .. }
            | Phase::Ready { file_name, .. } => Some(file_name),
            Phase::Idle | Phase::Cancelled { .. } | Phase::Failed { .. } => None,
        }
    }

    /// The same with nothing awaited: the worker that was asked is gone.
    fn at_rest(&self) -> Self {
        let mut phase = self.clone();
        if let Phase::Ready { is_looking, .. } = &mut phase {
            *is_looking = false;
        }
        phase
    }

    /// The phase after an action; `settings` are those before it. What the worker says
    /// when nothing is awaited of it changes nothing.
    fn after(&self, action: Action, settings: &ImportSettings) -> Self {
        let file_name = self.file_name().to_owned();
        match (action, self) {
            (Action::Open { file_name, .. }, _) => {
                Phase::Reading { file_name, progress: Progress::default() }
            }
            (Action::Reread { .. }, _) => {
                Phase::Reading { file_name, progress: Progress::default() }
            }
            (Action::Look { .. }, Phase::Asking { preview, before, .. }) => {
                let (preview, before) = (preview.clone(), before.clone());
                Phase::Asking { is_looking: true, file_name, preview, before }
            }
            (Action::Look { .. }, Phase::Ready { file, .. }) => {
                Phase::Ready { is_looking: true, file_name, file: file.clone() }
            }
            (Action::Preview(preview), phase) if phase.is_awaiting() => {
                let before = match phase {
                    Phase::Asking { before, .. } => before.clone(),
                    Phase::Ready { file, .. } => Some((file.clone(), settings.clone())),
                    _ => None,
                };
                Phase::Asking { is_looking: false, file_name, preview, before }
            }
            (Action::GoBack, Phase::Asking { before: Some((file, _)), .. }) => {
                Phase::Ready { is_looking: false, file_name, file: file.clone() }
            }
            (Action::Advance(progress), Phase::Reading { .. }) => {
                Phase::Reading { file_name, progress }
            }
            (Action::Read(file), Phase::Reading { .. } | Phase::Ready { .. }) => {
                Phase::Ready { is_looking: false, file_name, file }
            }
            (Action::Refuse(message), phase) if phase.is_awaiting() => {
                Phase::Failed { file_name, message }
            }
            (Action::Cancel, Phase::Reading { .. }) => Phase::Cancelled { file_name },
            (Action::LoseWorker(_), Phase::Ready { .. }) => self.at_rest(),
            (Action::LoseWorker(message), phase) if phase.is_awaiting() => {
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
    use crate::engine::protocol::CytotoxicityRule;
    use crate::engine::reader;
    use crate::engine::record::Etiology;
    use crate::view::study::controls::{ChoiceField, Choices};
    use crate::web::state::rules::Decision;

    fn after(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
        actions.into_iter().fold(Rc::new(State::default()), Reducible::reduce)
    }

    fn read() -> Action {
        let file = b"patient_id,previous_losses,nk_percent\nA,2,10\n";
        let reading = reader::read(file, &ImportSettings::default()).expect("a table");
        Action::Read(Rc::new(FileReport::new(&reading)))
    }

    fn open() -> Action {
        let settings = ImportSettings::default();
        Action::Open { file_name: "a.csv".to_owned(), settings }
    }

    #[test]
    fn a_file_is_read_and_reported() {
        let progress = Progress { n_read: 1, n_bytes: 2, n_rows: 3, ..Progress::default() };
        let state = after([open(), Action::Advance(progress)]);
        assert!(matches!(state.cohort, Phase::Reading { progress: seen, .. } if seen == progress));
        let state = state.reduce(read());
        assert!(matches!(state.cohort, Phase::Ready { is_looking: false, .. }));
        assert_eq!(state.cohort.file_name(), "a.csv");
    }

    #[test]
    fn what_is_not_awaited_changes_nothing() {
        let cancelled = after([open(), Action::Cancel]);
        assert!(matches!(cancelled.cohort, Phase::Cancelled { .. }));
        let ready = after([open(), read()]);
        for state in [cancelled, ready, after([])] {
            let preview = Action::Preview(Rc::new(ImportPreview::default()));
            for late in
                [Action::Refuse("no".to_owned()), preview, Action::Advance(Progress::default())]
            {
                assert_eq!(state.clone().reduce(late).cohort, state.cohort);
            }
        }
        let idle = after([read()]);
        assert_eq!(idle.cohort, Phase::Idle);
    }

    #[test]
    fn a_lost_worker_fails_what_was_running_and_nothing_else() {
        let lost = || Action::LoseWorker("gone".to_owned());
        assert!(matches!(after([open(), lost()]).cohort, Phase::Failed { .. }));
        let ready = after([open(), read(), lost()]);
        assert!(matches!(ready.cohort, Phase::Ready { .. }));
        assert_eq!(after([lost()]).cohort, Phase::Idle);
    }

    #[test]
    fn a_worker_lost_under_a_report_is_given_the_file_again() {
        let lost = || Action::LoseWorker("gone".to_owned());
        let ready = after([open(), read()]);
        let state = ready.reduce(Action::Save(Saving::Writing(0.5))).reduce(lost());
        assert!(matches!(state.cohort, Phase::Ready { is_looking: false, .. }));
        assert!(!state.recovery.has_file());
        assert!(matches!(state.saving, Saving::Failed(_)));
        let progress = Progress { n_read: 1, n_bytes: 2, ..Progress::default() };
        let reading = state.reduce(Action::ReadAgain);
        let reading = reading.reduce(Action::Advance(progress));
        assert!(
            matches!(reading.recovery, Recovery::Reading { progress: seen, .. } if seen == progress)
        );
        let refused = reading.clone().reduce(Action::Refuse("moved".to_owned()));
        assert!(matches!(refused.cohort, Phase::Failed { .. }));
        assert_eq!(refused.recovery, Recovery::Whole);
        let done = reading.reduce(read());
        assert!(done.recovery.has_file() && matches!(done.cohort, Phase::Ready { .. }));
        let again = done.reduce(lost()).reduce(Action::ReadAgain).reduce(lost());
        assert_eq!(again.recovery, Recovery::GivenUp);
        assert!(matches!(again.reduce(Action::TryAgain).recovery, Recovery::Wanted(_)));
    }

    #[test]
    fn without_the_engine_nothing_is_read() {
        let state = after([open(), Action::LoseEngine]);
        assert!(state.is_without_engine);
        assert_eq!(state.cohort, Phase::Idle);
    }

    #[test]
    fn a_look_at_a_file_that_was_read_can_be_taken_back() {
        let settings = ImportSettings { header_row: Some(2), ..ImportSettings::default() };
        let look = || Action::Look { settings: settings.clone() };
        let preview = || Rc::new(ImportPreview::default());
        let asking = after([
            open(),
            read(),
            Action::Look { settings: ImportSettings::default() },
            Action::Preview(preview()),
            look(),
        ]);
        assert!(matches!(asking.cohort, Phase::Asking { is_looking: true, before: Some(_), .. }));
        assert_eq!(asking.settings, settings);
        let asking = asking.reduce(Action::Preview(preview()));
        let back = asking.reduce(Action::GoBack);
        assert!(matches!(back.cohort, Phase::Ready { is_looking: false, .. }));
        assert_eq!(back.settings, ImportSettings::default());
        let unread = after([open(), Action::Preview(preview()), Action::GoBack]);
        assert!(matches!(unread.cohort, Phase::Asking { before: None, .. }));
    }

    fn try_all_three() -> Action {
        Action::Rules(RulesAction::Try(Trial::Rule(CytotoxicityRule::All)))
    }

    #[test]
    fn what_is_tried_on_a_file_ends_with_it() {
        let reread = Action::Reread { settings: ImportSettings::default() };
        let tried = after([open(), read(), try_all_three()]);
        let same = tried.clone().reduce(reread);
        assert!(matches!(same.cohort, Phase::Reading { .. }));
        assert_eq!(same.cohort.file_name(), "a.csv");
        let lost = same.clone().reduce(Action::LoseWorker("gone".to_owned()));
        for state in [&tried, &same, &lost] {
            assert_eq!(state.rules.protocol.cytotoxicity_rule, CytotoxicityRule::All);
        }
        for end in [open(), Action::CloseFile] {
            let rules = tried.clone().reduce(end).rules.clone();
            assert_eq!(rules.protocol, rules.laboratory.protocol);
        }
    }

    #[test]
    fn a_file_that_was_closed_comes_back_with_all_that_was_chosen_for_it() {
        let etiology = StudyAction::ChooseEtiology(Some(Etiology::Known));
        let chosen = [try_all_three(), Action::Study(etiology)];
        let open_file = [open(), read()];
        let ready = after(open_file.into_iter().chain(chosen));
        let closed = ready.clone().reduce(Action::CloseFile);
        assert_eq!((&closed.cohort, closed.would_lose()), (&Phase::Idle, false));
        let back = closed.clone().reduce(Action::Reopen);
        assert!(matches!(back.cohort, Phase::Reading { .. }));
        assert_eq!(back.cohort.file_name(), "a.csv");
        assert_eq!(back.rules, ready.rules);
        assert_eq!(back.asked(), ready.asked());
        assert_eq!(back.study.choices, ready.study.choices);
        assert_eq!(back.closed.standing(), None);
        for end in [Action::EndUndo, open(), Action::Wipe] {
            let ended = closed.clone().reduce(end);
            assert_eq!(ended.closed.what(), None);
            let still = ended.clone().reduce(Action::Reopen);
            assert_eq!(still.cohort, ended.cohort);
        }
        // What was never open, or could not be used, is nothing to take back.
        let failed = after([open(), Action::Refuse("no".to_owned()), Action::CloseFile]);
        assert_eq!(failed.closed.what(), None);
    }

    #[test]
    fn leaving_loses_a_file_and_what_was_typed() {
        let typed = TablesAction::Type(0, "3".to_owned());
        assert!(!State::default().would_lose());
        assert!(!after([Action::Tables(TablesAction::Example)]).would_lose());
        assert!(after([Action::Tables(typed.clone())]).would_lose());
        assert!(!after([Action::Tables(typed), Action::Tables(TablesAction::Clear)]).would_lose());
        assert!(after([open()]).would_lose());
        assert!(after([open(), read()]).would_lose());
        assert!(!after([open(), Action::Cancel]).would_lose());
    }

    #[test]
    fn a_new_file_starts_with_all_women_and_the_same_one_keeps_them() {
        let chosen = [
            StudyAction::ChooseEtiology(Some(Etiology::Idiopathic)),
            StudyAction::Type(ChoiceField::YearFrom, "2015".to_owned()),
            StudyAction::Type(ChoiceField::Categories, "2, 5".to_owned()),
        ];
        let filtered =
            after([open(), read()].into_iter().chain(chosen.into_iter().map(Action::Study)));
        let chosen = filtered.study.choices.clone();
        assert_ne!(chosen, Choices::default());
        let reread = Action::Reread { settings: ImportSettings::default() };
        for same in [reread, Action::LoseWorker("gone".to_owned())] {
            assert_eq!(filtered.clone().reduce(same).study.choices, chosen);
        }
        for other in [open(), Action::CloseFile] {
            let state = filtered.clone().reduce(other);
            assert_eq!(state.study.choices, Choices::default());
        }
    }

    #[test]
    fn a_wipe_leaves_the_page_shown_and_its_seal() {
        let sealed = |copy| Rc::new(Sealed { build: None, copy, is_single_file: false });
        let state = after([
            Action::Seal(sealed(OfflineCopy::Kept)),
            Action::Show(Page::Privacy),
            Action::Rules(RulesAction::Decide(Decision::Rule(CytotoxicityRule::All))),
            try_all_three(),
            open(),
            read(),
            Action::Wipe,
        ]);
        let left = State {
            page: Page::Privacy,
            sealed: Some(sealed(OfflineCopy::None)),
            ..State::default()
        };
        assert_eq!(*state, left);
    }
}
