//! Headings, buttons, labels and notes that are always the same.

/// A text that is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// The form as a whole, to be read aloud.
    Form,
    /// The heading of the page.
    OnePatient,
    /// The button that clears the form.
    Clear,
    /// That it was cleared.
    Cleared,
    /// The button that takes that back.
    Undo,
    /// How long it can be taken back.
    ForTenSeconds,
    /// Laboratory values.
    Laboratory,
    /// The three fields of cytotoxicity.
    CytotoxicityByRatio,
    /// The field of the Th1/Th2 ratio or its two.
    Th1Th2,
    /// How the ratio is given.
    GivenAs,
    /// As a ratio.
    Ratio,
    /// As two percentages.
    TwoPercentages,
    /// What is known beside the laboratory values.
    History,
    /// The etiology.
    Etiology,
    /// It is not stated.
    NotStated,
    /// No cause is known.
    Idiopathic,
    /// A cause is known.
    KnownEtiology,
    /// The field of the cause.
    WhichCause,
    /// The body mass index.
    BodyMassIndex,
    /// How it is given.
    BmiGivenAs,
    /// As the index.
    Bmi,
    /// By height and weight.
    HeightAndWeight,
    /// What the history does not change.
    HistoryChangesNothing,
    /// The rule in force.
    RuleInForce,
    /// Where another rule is tried.
    TryARule,
    /// Why the rule is a setting.
    RuleReason,
    /// The laboratory's protocol.
    LaboratoryProtocol,
    /// Where it is changed.
    ChangeProtocol,
    /// Whose cut-offs belong there.
    ChangeNote,
    /// The name of the protocol.
    Name,
    /// The choice of its rule.
    HighWhen,
    /// The field of the fewest losses.
    FewestLosses,
    /// That the fewest losses are the study's.
    AsInStudy,
    /// That they are not.
    OwnDefinition,
    /// Back to the study's protocol.
    BackToStudy,
    /// The button that leads to what is known of the laboratory.
    GoToLaboratory,
    /// Back to the laboratory's protocol.
    BackToLaboratory,
    /// What is said of the protocol, as a region.
    Protocol,
    /// What a notice of a what-if begins with.
    WhatIf,
    /// The mark of a result by a what-if.
    MarkWhatIf,
    /// The mark of a result that is not by the study's protocol.
    MarkNotStudy,
    /// Where the laboratory's protocol holds.
    ReachOfProtocol,
    /// What stands over the class.
    ImmuneClass,
    /// Before what is certain.
    Certain,
    /// Before what is open.
    StillOpen,
    /// That the losses are too few, in the verdict.
    FewerLosses,
    /// The trace and the rules.
    WhatDecidedIt,
    /// The trace, to be read aloud.
    Trace,
    /// Columns of the trace.
    Test,
    /// The value that was measured.
    Value,
    /// Between value and cut-off.
    Is,
    /// The cut-off.
    Cutoff,
    /// Who set it.
    Source,
    /// What the comparison says.
    Result,
    /// The rule does not read the value.
    NotRead,
    /// The value draws a question.
    InDoubt,
    /// The class by another rule is another one.
    Differs,
    /// The other rules.
    OtherRules,
    /// What the study reports.
    StudyReports,
    /// What others say.
    OthersSay,
    /// How near the values are to their cut-offs.
    HowNear,
    /// The distance of a value from its cut-off.
    Distance,
    /// The probability that a repeat is on the other side.
    RepeatOnOtherSide,
    /// Where a slip can be pasted.
    PasteSlip,
    /// What can be pasted there.
    PasteHint,
    /// The button that fills the fields from the slip.
    FillFields,
    /// That the part of the page that reads slips is still on its way.
    SlipWaits,
    /// That it could not be loaded.
    SlipNotRead,
    /// Over what was left of a slip.
    LeftOfSlip,
    /// The button that fills an example in.
    FillExample,
    /// That the values are those of the example.
    ExampleValues,
    /// The button that takes back the last change of the fields.
    TakeBack,
    /// The button that makes a change again that was taken back.
    Redo,
    /// What leaves the page.
    HandOver,
    /// The button that copies the record.
    CopyRecord,
    /// That it was copied.
    RecordCopied,
    /// That the browser did not let it be copied.
    RecordNotCopied,
    /// The record as text.
    RecordText,
    /// That the part of the page that writes the papers could not be loaded.
    PapersNotLoaded,
    /// The button that prints the record.
    PrintRecord,
    /// The button that prints the page for the woman.
    PrintForHer,
    /// The field of a name for this print only.
    NameForPrint,
    /// What becomes of it.
    NameForgotten,
    /// How the fields understand repeats and bounds.
    RepeatsHint,
    /// What the abbreviations stand for.
    Abbreviations,
}

/// Texts that are always the same.
pub trait LabelWords {
    /// A text that is always the same.
    fn label(&self, label: Label) -> String;
}
