//! The laboratories that can be chosen beside the paper's and those of other sources, what
//! the address brought, and what is typed of the precision of the one in force.

use crate::engine::protocol::Source;
use crate::engine::protocol::laboratory::{ByNote, Laboratory, NoteKind};
use crate::engine::protocol::preset::Preset;
use crate::engine::quantity::Quantity;
use crate::engine::rules::panel::{ByTest, ImmuneTest};
use crate::view::file_errors::LaboratoryFileError;
use crate::view::laboratory_file;
use crate::view::patient::precision::{read_correlation, read_cv};

/// What is known of laboratories beside the one in force.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Laboratories {
    /// Those that were opened, and those that were in force before another one was chosen.
    pub own: Vec<Laboratory>,
    /// What was last said about choosing, opening, saving or copying.
    pub said: Option<Said>,
    /// What the address brought.
    pub arrived: Option<Arrived>,
    /// Coefficients of variation as they are being typed.
    cv_texts: ByTest<Option<String>>,
    /// The correlation as it is being typed.
    correlation_text: Option<String>,
}

/// What an address brought.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrived {
    /// The address, so that it is not brought twice.
    fragment: String,
    /// The laboratory, or what is wrong with it.
    pub read: Result<Laboratory, LaboratoryFileError>,
}

/// What is said below the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// The cut-offs of a source were put in force.
    Chosen(Preset),
    /// A file was opened.
    Opened(Box<Laboratory>),
    /// A file cannot be used.
    Refused(LaboratoryFileError),
    /// The file could not be saved.
    NotSaved,
    /// The link was copied.
    Copied,
    /// It could not be copied: the link.
    NotCopied(String),
}

/// What can happen to laboratories.
#[derive(Clone, Debug, PartialEq)]
pub enum LaboratoryAction {
    /// The cut-offs of a source were chosen.
    ChoosePreset(Preset),
    /// One of the others was chosen, by its place.
    ChooseOwn(usize),
    /// A file was read.
    Open(Result<Laboratory, LaboratoryFileError>),
    /// The page was shown under an address.
    Arrive(String),
    /// The file was not saved; the link was copied, or was not.
    Say(Said),
    /// A coefficient of variation was typed in, in percent.
    Cv(ImmuneTest, String),
    /// The correlation of the errors of two ratios was typed in.
    Correlation(String),
    /// A note on a test was typed in.
    Note(ImmuneTest, NoteKind, String),
}

/// More are not kept.
const MOST_OWN: usize = 12;

impl Laboratories {
    /// What is known after an action, and the laboratory that it puts in force.
    #[must_use]
    pub fn after(
        &self,
        action: LaboratoryAction,
        in_force: &Laboratory,
    ) -> (Self, Option<Laboratory>) {
        let said = |said| Laboratories { said, ..self.clone() };
        match action {
            LaboratoryAction::ChoosePreset(preset) => {
                (said(Some(Said::Chosen(preset))), Some(by_source(in_force, preset)))
            }
            LaboratoryAction::ChooseOwn(place) => (said(None), self.own.get(place).cloned()),
            LaboratoryAction::Open(Ok(laboratory)) => {
                let opened = said(Some(Said::Opened(Box::new(laboratory.clone()))));
                (opened.with(&laboratory), Some(laboratory))
            }
            LaboratoryAction::Open(Err(why)) => (said(Some(Said::Refused(why))), None),
            LaboratoryAction::Arrive(fragment) => self.after_arrival(fragment),
            LaboratoryAction::Say(one) => (said(Some(one)), None),
            LaboratoryAction::Cv(test, typed) => {
                let mut laboratory = in_force.clone();
                if let Ok(cv) = read_cv(&typed) {
                    laboratory.precision.cv[test] = cv;
                }
                let mut typing = self.clone();
                typing.cv_texts[test] = Some(typed);
                (typing, Some(laboratory))
            }
            LaboratoryAction::Correlation(typed) => {
                let mut laboratory = in_force.clone();
                if let Ok(correlation) = read_correlation(&typed) {
                    laboratory.precision.correlation = correlation;
                }
                let typing = Laboratories { correlation_text: Some(typed), ..self.clone() };
                (typing, Some(laboratory))
            }
            LaboratoryAction::Note(test, kind, typed) => {
                (self.clone(), Some(in_force.clone().with_note(test, kind, &typed)))
            }
        }
    }

    /// What the address brought, unless it was there before: whoever comes back from
    /// another page finds the settings as they were left.
    fn after_arrival(&self, fragment: String) -> (Self, Option<Laboratory>) {
        let Some(read) = laboratory_file::from_fragment(&fragment) else {
            // A damaged address that was left has nothing to say any more.
            let arrived = self.arrived.clone().filter(|arrived| arrived.read.is_ok());
            return (Laboratories { arrived, ..self.clone() }, None);
        };
        if self.arrived.as_ref().is_some_and(|arrived| arrived.fragment == fragment) {
            return (self.clone(), None);
        }
        let laboratory = read.clone().ok();
        let known = laboratory.as_ref().map_or_else(|| self.clone(), |one| self.with(one));
        (Laboratories { arrived: Some(Arrived { fragment, read }), ..known }, laboratory)
    }

    /// What is known after another laboratory came into force, from wherever: one that is
    /// given up as a whole stays in the list, if anything of it was the user's own.
    #[must_use]
    pub fn replaced(&self, former: &Laboratory, current: &Laboratory) -> Self {
        if former == current {
            return self.clone();
        }
        let is_changed = former.name() == current.name() && has_own(current);
        let mut known =
            if is_changed || !has_own(former) { self.clone() } else { self.with(former) };
        for &test in ByTest::<()>::KEYS {
            let typed = known.cv_texts[test].as_deref().and_then(|text| read_cv(text).ok());
            if typed.is_some_and(|cv| cv != current.precision.cv[test]) {
                known.cv_texts[test] = None;
            }
        }
        let typed = known.correlation_text.as_deref().and_then(|text| read_correlation(text).ok());
        if typed.is_some_and(|typed| typed.total_cmp(&current.precision.correlation).is_ne()) {
            known.correlation_text = None;
        }
        if current == &Laboratory::default() {
            (known.arrived, known.cv_texts, known.correlation_text) =
                (None, ByTest::default(), None);
        }
        known
    }

    /// The laboratory of the address, while it is the one in force.
    #[must_use]
    pub fn in_force_by_address(&self, in_force: &Laboratory) -> Option<&Laboratory> {
        let laboratory = self.arrived.as_ref()?.read.as_ref().ok()?;
        (laboratory == in_force).then_some(laboratory)
    }

    /// The text of a coefficient of variation that is being typed.
    #[must_use]
    pub fn cv_text(&self, test: ImmuneTest) -> Option<&str> {
        self.cv_texts[test].as_deref()
    }

    /// The text of the correlation that is being typed.
    #[must_use]
    pub fn correlation_text(&self) -> Option<&str> {
        self.correlation_text.as_deref()
    }

    /// The same with one laboratory more, unless it is there. A later one of the same name
    /// takes the place of the earlier one.
    fn with(&self, laboratory: &Laboratory) -> Self {
        let mut own = self.own.clone();
        let name = laboratory.name();
        own.retain(|one| one != laboratory && (name.is_empty() || one.name() != name));
        own.push(laboratory.clone());
        if own.len() > MOST_OWN {
            own.remove(0);
        }
        Laboratories { own, ..self.clone() }
    }
}

/// A laboratory with the cut-offs of a source. The name was that of other cut-offs; the
/// measurements are as precise as before, unless they are another laboratory's.
fn by_source(in_force: &Laboratory, preset: Preset) -> Laboratory {
    let protocol = in_force.protocol;
    if preset.source() == Source::Han2025 {
        return Laboratory::new("", protocol.as_in_study());
    }
    in_force.clone().with_protocol(protocol.with_preset(preset)).named("")
}

/// Whether anything of a laboratory is the user's own.
fn has_own(laboratory: &Laboratory) -> bool {
    let is_own = |quantity| {
        let cutoff = laboratory.protocol.cutoff(quantity);
        cutoff.is_some_and(|cutoff| cutoff.source == Source::OwnLaboratory)
    };
    let is_noted = |&test: &ImmuneTest| {
        ByNote::<()>::KEYS.iter().any(|&kind| !laboratory.note(test, kind).is_empty())
    };
    !laboratory.name().is_empty()
        || laboratory.precision.cv.values().any(Option::is_some)
        || Quantity::LABORATORY.into_iter().any(is_own)
        || ByTest::<()>::KEYS.iter().any(is_noted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::protocol::Protocol;

    fn ward() -> Laboratory {
        let protocol =
            Protocol::default().with_cutoff(Quantity::NkPercent, 12.0, Source::OwnLaboratory);
        Laboratory::new("Ward 3", protocol)
    }

    fn king() -> Preset {
        Preset::of(Source::King2010).expect("a preset")
    }

    /// What is known and in force after actions, as the state of the program applies them.
    fn after(
        start: Laboratory,
        actions: impl IntoIterator<Item = LaboratoryAction>,
    ) -> (Laboratories, Laboratory) {
        actions.into_iter().fold((Laboratories::default(), start), |(known, in_force), action| {
            let (known, next) = known.after(action, &in_force);
            let next = next.unwrap_or_else(|| in_force.clone());
            (known.replaced(&in_force, &next), next)
        })
    }

    #[test]
    fn an_own_laboratory_is_kept_when_another_one_is_chosen() {
        let choose = LaboratoryAction::ChoosePreset(king());
        let (known, in_force) = after(ward(), [choose.clone(), choose.clone()]);
        assert_eq!(known.own, [ward()], "once");
        assert_eq!(in_force.protocol, ward().protocol.with_preset(king()));
        assert_eq!(in_force.name(), "");
        let (_, back) = after(ward(), [choose.clone(), LaboratoryAction::ChooseOwn(0)]);
        assert_eq!(back, ward());
        let (known, _) = after(Laboratory::default(), [choose]);
        assert_eq!(known.own, [], "nothing of it is the user's");
    }

    #[test]
    fn what_the_other_program_gave_up_is_kept_too() {
        let known = Laboratories::default().replaced(&ward(), &Laboratory::default());
        assert_eq!(known.own, [ward()]);
        let other = ward().with_note(ImmuneTest::NkLevel, NoteKind::Assay, "flow");
        let known = Laboratories::default().replaced(&ward(), &other);
        assert_eq!(known.own, [], "it was only changed");
        let (known, _) = after(ward(), [LaboratoryAction::Open(Ok(other.clone()))]);
        assert_eq!(known.own, [other], "the later one of a name");
    }

    #[test]
    fn the_study_has_no_coefficients_and_no_notes_of_a_laboratory() {
        let cv = LaboratoryAction::Cv(ImmuneTest::NkLevel, "5,2".to_owned());
        let note = LaboratoryAction::Note(ImmuneTest::NkLevel, NoteKind::Assay, "flow".to_owned());
        let (known, noted) = after(Laboratory::default(), [cv, note]);
        assert_eq!(noted.precision.cv.nk_level, Some(0.052));
        assert_eq!(known.cv_text(ImmuneTest::NkLevel), Some("5,2"));
        let (again, paper) = after(noted.clone(), [LaboratoryAction::ChoosePreset(Preset::ALL[0])]);
        assert_eq!(paper, Laboratory::default());
        assert_eq!((&again.own[..], again.cv_text(ImmuneTest::NkLevel)), (&[noted][..], None));
    }

    #[test]
    fn what_is_typed_and_no_number_changes_nothing_and_stays_as_typed() {
        let typed = ["5", "5x"].map(|text| LaboratoryAction::Cv(ImmuneTest::Th1Th2, text.into()));
        let (known, in_force) = after(Laboratory::default(), typed);
        assert_eq!(in_force.precision.cv.th1_th2, Some(0.05));
        assert_eq!(known.cv_text(ImmuneTest::Th1Th2), Some("5x"));
        let other = LaboratoryAction::Correlation("0.7".to_owned());
        let (known, in_force) = after(in_force, [other]);
        assert!((in_force.precision.correlation - 0.7).abs() < 1e-15);
        assert_eq!(known.correlation_text(), Some("0.7"));
    }

    #[test]
    fn an_address_is_brought_once_and_a_damaged_one_changes_nothing() {
        let fragment = laboratory_file::to_fragment(&ward());
        let arrive = |fragment: &str| LaboratoryAction::Arrive(fragment.to_owned());
        let (first, in_force) = after(Laboratory::default(), [arrive(&fragment)]);
        assert_eq!(in_force, ward());
        assert_eq!(first.in_force_by_address(&ward()), Some(&ward()));
        assert_eq!(first.in_force_by_address(&Laboratory::default()), None);
        // From another page and back: what was changed meanwhile stays.
        let (left, _) = first.after(arrive("#cohort"), &ward());
        assert_eq!(left.after(arrive(&fragment), &Laboratory::default()), (first.clone(), None));
        let back = first.replaced(&ward(), &Laboratory::default());
        assert_eq!((&back.arrived, &back.own[..]), (&None, &[ward()][..]));
        let (_, again) = back.after(arrive(&fragment), &Laboratory::default());
        assert_eq!(again, Some(ward()));

        let (damaged, decision) = first.after(arrive(&fragment[..30]), &ward());
        assert_eq!(decision, None);
        assert!(damaged.arrived.as_ref().is_some_and(|arrived| arrived.read.is_err()));
        assert_eq!(damaged.own, first.own);
        assert_eq!(damaged.after(arrive("#patient"), &ward()).0.arrived, None);
    }

    #[test]
    fn a_file_is_in_force_and_in_the_list_and_a_refused_one_is_said() {
        let opened = LaboratoryAction::Open(Ok(ward()));
        let (known, in_force) = after(Laboratory::default(), [opened.clone()]);
        assert_eq!((&known.own[..], &in_force), (&[ward()][..], &ward()));
        let refused = LaboratoryAction::Open(Err(LaboratoryFileError::NoSchema));
        let (said, same) = after(Laboratory::default(), [opened, refused]);
        assert_eq!((said.own, same), (known.own, in_force));
        assert_eq!(said.said, Some(Said::Refused(LaboratoryFileError::NoSchema)));
    }
}
