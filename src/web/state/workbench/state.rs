//! Everything that the workbench remembers.

use std::rc::Rc;

use super::closed_file::ClosedFile;
use super::phase::Phase;
use super::saving::Saving;
use crate::engine::protocol::laboratory::Laboratory;
use crate::engine::reader::settings::ImportSettings;
use crate::view::privacy::{OfflineCopy, SealReport};
use crate::web::state::Page;
use crate::web::state::evidence::Evidence;
use crate::web::state::laboratories::{Laboratories, LaboratoryAction};
use crate::web::state::news::News;
use crate::web::state::offer::UndoOffer;
use crate::web::state::patient_file::PatientFileNews;
use crate::web::state::recovery::Recovery;
use crate::web::state::rules::{ProtocolChange, Rules, RulesAction};
use crate::web::state::study::StudyState;
use crate::web::state::tables::Tables;
use crate::web::worker::StudyKey;

/// Everything the workbench remembers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The page shown.
    pub page: Page,
    /// The laboratory's protocol, and what is tried on the file in hand.
    pub rules: Rules,
    /// The laboratories that can be chosen in its place.
    pub laboratories: Laboratories,
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
    /// The file of one patient that was opened or saved last.
    pub patient_file: PatientFileNews,
    /// The file that was closed, while it can be opened again.
    pub closed: UndoOffer<ClosedFile>,
    /// The calculator page.
    pub tables: Tables,
    /// The page about the evidence.
    pub evidence: Evidence,
    /// Whether the engine, which reads files, could not be loaded.
    pub is_without_engine: bool,
    /// What is known since the network was sealed; `None` until then.
    pub sealed: Option<Rc<SealReport>>,
}

impl State {
    /// What the file in hand is asked for with.
    #[must_use]
    pub fn study_key(&self) -> StudyKey {
        self.study.wanted(self.rules.protocol)
    }

    /// Whether leaving the page would lose a file or something that was typed. What the
    /// address brought, it brings again.
    #[must_use]
    pub fn would_lose(&self) -> bool {
        let laboratory = &self.rules.laboratory;
        let is_lost = *laboratory != Laboratory::default()
            && self.laboratories.in_force_by_address(laboratory).is_none();
        is_lost
            || self.cohort.in_hand().is_some()
            || self.tables.would_lose()
            || self.evidence.would_lose()
    }

    /// Follows an action on the rules.
    pub(super) fn take_rules(&mut self, action: RulesAction) {
        let former = self.rules.laboratory.clone();
        self.rules = self.rules.after(action);
        self.laboratories = self.laboratories.replaced(&former, &self.rules.laboratory);
    }

    /// Follows an action on the list of laboratories.
    pub(super) fn take_laboratory(&mut self, action: LaboratoryAction) {
        let (known, laboratory) = self.laboratories.after(action, &self.rules.laboratory);
        self.laboratories = known;
        if let Some(laboratory) = laboratory {
            self.take_rules(RulesAction::Decide(ProtocolChange::Whole(Box::new(laboratory))));
        }
    }

    /// Goes on with the file that is being saved, or begins another one.
    pub(super) fn save(&mut self, saving: Saving) {
        if !matches!(self.saving, Saving::Writing(_)) {
            self.n_unpainted = 0;
        }
        self.saving = saving;
    }

    /// What is left when everything is forgotten: the page shown, and what is
    /// known of the program itself.
    pub(super) fn wiped(self) -> Self {
        let sealed = self.sealed.map(|sealed| {
            let copy = match &sealed.copy {
                OfflineCopy::Unsupported => OfflineCopy::Unsupported,
                _ => OfflineCopy::None,
            };
            Rc::new(SealReport { copy, ..(*sealed).clone() })
        });
        let (page, is_without_engine) = (self.page, self.is_without_engine);
        State { page, is_without_engine, sealed, ..State::default() }
    }
}
