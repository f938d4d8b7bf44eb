//! Laboratories: what is known of each, which one is chosen, and her class under them.

use crate::engine::protocol::CytotoxicityRule;
use crate::engine::protocol::laboratory::{Laboratory, NoteKind};
use crate::engine::protocol::preset::Preset;
use crate::engine::quantity::Quantity;
use crate::engine::rules::panel::ImmuneTest;
use crate::view::file_errors::LaboratoryFileError;
use crate::view::language::PatientWords;
use crate::view::language::settings::NotInForce;

/// A text about laboratories that is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaboratoryLabel {
    /// The heading of the list.
    Title,
    /// What unfolds it.
    Unfold,
    /// Why cut-offs do not transfer.
    NoTransfer,
    /// That a laboratory of the list is in force.
    InForce,
    /// The button that puts the cut-offs of a source in force.
    UseCutoffs,
    /// The button that puts a laboratory in force.
    UseLaboratory,
    /// What stands over the sources that are not offered.
    NotOffered,
    /// The button that opens a file.
    Open,
    /// The button that saves one.
    Save,
    /// That it could not be saved.
    NotSaved,
    /// The button that copies the link.
    CopyLink,
    /// That it was copied.
    Copied,
    /// The field with the link where the clipboard is not to be had.
    LinkToCopy,
    /// What file and link hold.
    WhatTheyHold,
    /// What unfolds precision and notes.
    Precision,
    /// What a coefficient of variation is.
    PrecisionNote,
    /// The field of a coefficient of variation.
    Cv,
    /// That it is not stated.
    CvNotStated,
    /// Whose it is.
    CvOwn,
    /// The field of the correlation.
    Correlation,
    /// That its number is an assumption of this program.
    CorrelationAssumed,
    /// That it is the user's.
    CorrelationOwn,
    /// Her class under other laboratories.
    SideBySide,
    /// What that says and does not say.
    SideBySideNote,
    /// What its table holds.
    SideBySideTable,
    /// Columns of its table.
    Laboratory,
    /// The rule.
    Rule,
    /// The class.
    Class,
    /// That a class is open where hers is not.
    ClassOpen,
    /// The protocol in force, as a line of the table.
    ProtocolInForce,
    /// What a notice begins with where the address held settings.
    FromAddress,
    /// What it begins with where they cannot be used.
    AddressRefused,
    /// The one click back.
    BackToStudysCutoffs,
}

/// Laboratories in words.
pub trait LaboratoryWords: PatientWords {
    /// A text that is always the same.
    fn laboratory_label(&self, label: LaboratoryLabel) -> String;
    /// What a button does, and to which laboratory.
    fn named(&self, what: &str, name: &str) -> String;
    /// A test of the panel.
    fn test(&self, test: ImmuneTest) -> String;
    /// The field of a note.
    fn note_kind(&self, kind: NoteKind) -> String;
    /// A source of cut-offs, as a laboratory.
    fn preset(&self, preset: Preset) -> String;
    /// The cut-offs that it states.
    fn preset_cutoffs(&self, preset: Preset) -> String;
    /// The publication that states them, or that it is not verified.
    fn preset_reference(&self, preset: Preset) -> String;
    /// What was measured: specimen, gate, assay, as far as it is known.
    fn preset_measured(&self, preset: Preset) -> String;
    /// Where it does not transfer.
    fn preset_caveat(&self, preset: Preset) -> String;
    /// Why a source is not offered as a laboratory.
    fn not_offered(&self, preset: Preset) -> String;
    /// That the cut-offs of a source were put in force, and of what it states none.
    fn chosen(&self, preset: Preset, not_stated: &[Quantity]) -> String;
    /// Of which tests a source states no cut-off.
    fn not_stated(&self, tests: &[ImmuneTest]) -> String;
    /// That a laboratory was opened from a file.
    fn opened(&self, laboratory: &Laboratory) -> String;
    /// That a laboratory cannot be used, and why.
    fn laboratory_refused(&self, why: &LaboratoryFileError) -> String;
    /// Everything that a laboratory has of its own.
    fn laboratory_summary(&self, laboratory: &Laboratory) -> String;
    /// That a text is not in force as a coefficient of variation, and what is.
    fn cv_not_in_force(&self, why: NotInForce, in_force: Option<&str>) -> String;
    /// The rules under which a class is hers.
    fn under_rules(&self, rules: &[CytotoxicityRule]) -> String;
}
