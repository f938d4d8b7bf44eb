//! What the workbench remembers, action by action.

use std::rc::Rc;

use yew::Reducible;

use super::{Action, Phase, Saving, State};
use crate::engine::protocol::CytotoxicityRule;
use crate::engine::reader;
use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::ImportSettings;
use crate::engine::record::Etiology;
use crate::engine::report::FileReport;
use crate::view::privacy::{OfflineCopy, SealReport};
use crate::view::study::controls::{ChoiceField, Choices};
use crate::web::state::Page;
use crate::web::state::recovery::Recovery;
use crate::web::state::rules::{ProtocolChange, RulesAction, WhatIf};
use crate::web::state::study::StudyAction;
use crate::web::state::tables::TablesAction;
use crate::web::worker::ReadingProgress;

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
    let progress =
        ReadingProgress { n_read: 1, n_bytes: 2, n_rows: 3, ..ReadingProgress::default() };
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
            [Action::Refuse("no".to_owned()), preview, Action::Advance(ReadingProgress::default())]
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
    let progress = ReadingProgress { n_read: 1, n_bytes: 2, ..ReadingProgress::default() };
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
    Action::Rules(RulesAction::Try(WhatIf::Rule(CytotoxicityRule::All)))
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
    assert_eq!(back.study_key(), ready.study_key());
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
    let filtered = after([open(), read()].into_iter().chain(chosen.into_iter().map(Action::Study)));
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
    let sealed = |copy| Rc::new(SealReport { build: None, copy, is_single_file: false });
    let state = after([
        Action::Seal(sealed(OfflineCopy::Kept)),
        Action::Show(Page::Privacy),
        Action::Rules(RulesAction::Decide(ProtocolChange::Rule(CytotoxicityRule::All))),
        try_all_three(),
        open(),
        read(),
        Action::Wipe,
    ]);
    let left =
        State { page: Page::Privacy, sealed: Some(sealed(OfflineCopy::None)), ..State::default() };
    assert_eq!(*state, left);
}
