//! Files that the page saved and takes back, in whatever order they come.

use std::rc::Rc;

use crate::engine::report::FileReport;
use crate::web::state::news::{News, SavedFile};
use crate::web::state::rules::{RulesAction, WhatIf};
use crate::web::state::study::StudyAction;
use crate::web::state::workbench::{Phase, State};

impl State {
    /// Protocol and choices of the study are as a file of ours says.
    pub(super) fn choose_as(&mut self, file: &SavedFile) {
        if let Some(protocol) = file.saved.protocol() {
            self.rules = self.rules.after(RulesAction::Try(WhatIf::Protocol(protocol)));
        }
        if let Some(options) = file.saved.options() {
            self.study.take(StudyAction::UseOptions(Box::new(options.clone())));
        }
    }

    /// A file of ours is in force at once where a file was read.
    pub(super) fn use_saved(&mut self, file: Rc<SavedFile>, waits: bool) {
        match &self.cohort {
            Phase::Ready { file: read, .. } if !waits => {
                let sha256 = read.import.file_sha256.clone();
                self.put_in_force(&file, &sha256, false);
            }
            Phase::Asking { .. } if !waits => {
                self.choose_as(&file);
                self.news = News::Waiting { file, is_read_so: true };
            }
            Phase::Ready { .. }
            | Phase::Asking { .. }
            | Phase::Idle
            | Phase::Reading { .. }
            | Phase::Cancelled { .. }
            | Phase::Failed { .. } => self.news = News::Waiting { file, is_read_so: false },
        }
    }

    /// The file that a file of ours waited for has been read.
    pub(super) fn end_waiting(&mut self, read: &FileReport) {
        if let News::Waiting { file, is_read_so } = self.news.clone() {
            self.put_in_force(&file, &read.import.file_sha256, is_read_so);
        }
    }

    fn put_in_force(&mut self, file: &SavedFile, sha256: &str, is_read_so: bool) {
        self.choose_as(file);
        if !is_read_so {
            self.study.wanted_import = Some(file.saved.import().clone());
        }
        let is_of_other_file = file.saved.is_of_other_file(sha256);
        self.news = News::InForce { name: file.name.clone(), is_of_other_file };
    }
}

#[cfg(test)]
mod tests {
    use yew::Reducible as _;

    use super::*;
    use crate::engine::cohort::filter::Filter;
    use crate::engine::protocol::{CytotoxicityRule, Protocol};
    use crate::engine::reader;
    use crate::engine::reader::settings::ImportSettings;
    use crate::engine::record::Etiology;
    use crate::engine::study::options::StudyOptions;
    use crate::view::export::session::{Session, SourceFile};
    use crate::view::saved::SavedContent;
    use crate::web::state::workbench::Action;

    const CSV: &[u8] = b"patient_id,previous_losses,nk_percent\na,2,10\n";

    fn read() -> Action {
        let reading = reader::read(CSV, &ImportSettings::default()).expect("a table");
        Action::Read(Rc::new(FileReport::new(&reading)))
    }

    fn import() -> ImportSettings {
        ImportSettings { header_row: Some(2), ..ImportSettings::default() }
    }

    fn session() -> Rc<SavedFile> {
        let filter = Filter { etiology: Some(Etiology::Known), ..Filter::default() };
        let options = StudyOptions { filter, ..StudyOptions::default() };
        let protocol = Protocol { cytotoxicity_rule: CytotoxicityRule::All, ..Protocol::default() };
        let Action::Read(file) = read() else { unreachable!("it reads") };
        let file_sha256 = file.import.file_sha256.clone();
        let made_with = SourceFile { file_sha256, ..SourceFile::default() };
        let session = Session::new(protocol, options, import(), made_with);
        Rc::new(SavedFile {
            name: "s.json".to_owned(),
            saved: SavedContent::Session(Box::new(session)),
        })
    }

    fn after(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
        actions.into_iter().fold(Rc::new(State::default()), yew::Reducible::reduce)
    }

    fn open(settings: ImportSettings) -> Action {
        Action::Open { file_name: "a.csv".to_owned(), settings }
    }

    fn comes(file: Rc<SavedFile>) -> Action {
        Action::UseSaved { file, waits: false }
    }

    fn is_in_force(state: &State) -> bool {
        state.rules.protocol.cytotoxicity_rule == CytotoxicityRule::All
            && state.study.choices.etiology == Some(Etiology::Known)
            && matches!(state.news, News::InForce { is_of_other_file: false, .. })
    }

    #[test]
    fn a_session_is_in_force_whether_it_comes_first_between_or_last() {
        let first = after([comes(session()), open(import()), read()]);
        assert!(is_in_force(&first));
        assert_eq!(first.study.wanted_import, None, "it was read so");
        let between = after([open(ImportSettings::default()), comes(session()), read()]);
        assert!(is_in_force(&between));
        assert_eq!(between.study.wanted_import, Some(import()));
        let last = after([open(ImportSettings::default()), read(), comes(session())]);
        assert!(is_in_force(&last));
        assert_eq!(last.study.wanted_import, Some(import()));
        let with = Action::UseSaved { file: session(), waits: true };
        let old = last.reduce(with).reduce(open(import())).reduce(read());
        assert!(is_in_force(&old));
    }

    #[test]
    fn what_waits_goes_on_waiting_where_the_file_was_the_wrong_one() {
        let refused =
            after([comes(session()), open(import()), Action::Refuse("no table".to_owned())]);
        assert!(matches!(refused.news, News::Waiting { is_read_so: false, .. }));
        let forgotten = refused.reduce(Action::ForgetSaved);
        let opened = forgotten.reduce(open(ImportSettings::default()));
        assert_eq!(opened.rules.protocol, Protocol::default());
        assert_eq!(opened.news, News::Nothing);
    }

    #[test]
    fn a_session_ends_with_its_file_and_says_when_it_is_of_another_one() {
        let mut file = (*session()).clone();
        if let SavedContent::Session(session) = &mut file.saved {
            session.made_with.file_sha256 = "ff".to_owned();
        }
        let other = after([open(ImportSettings::default()), read(), comes(Rc::new(file))]);
        assert!(matches!(other.news, News::InForce { is_of_other_file: true, .. }));
        let closed = other.reduce(Action::CloseFile);
        assert_eq!(closed.news, News::Nothing);
        let next = closed.reduce(open(ImportSettings::default()));
        assert_eq!(next.rules.protocol, Protocol::default());
        assert_eq!(next.study.choices.etiology, None);
    }

    #[test]
    fn saved_choices_change_how_the_file_is_read_and_nothing_else() {
        let choices = SavedFile {
            name: "c.json".to_owned(),
            saved: SavedContent::Choices(Box::new(import())),
        };
        let state = after([open(ImportSettings::default()), read(), comes(Rc::new(choices))]);
        assert_eq!(state.study.wanted_import, Some(import()));
        assert_eq!(state.rules.protocol, Protocol::default());
        assert_eq!(state.study.choices.etiology, None);
    }
}
