//! Headings, buttons, labels and notes, in English.

use super::English;
use crate::view::language::labels::{Label, LabelWords};
use crate::view::{abbreviations, words};

impl LabelWords for English {
    #[expect(clippy::too_many_lines, reason = "one line a label")]
    fn label(&self, label: Label) -> String {
        match label {
            Label::HowNear => "How near to the cut-offs",
            Label::Distance => "Distance from the cut-off",
            Label::RepeatOnOtherSide => "Chance that a repeat is on the other side",
            Label::PasteSlip => "Paste a laboratory slip",
            Label::PasteHint => {
                "A line or a block as the laboratory prints it, in any of the languages that files are \
                 read in. A number is taken only where its name is certain; what is left is shown. \
                 Nothing leaves this page."
            }
            Label::FillFields => "Fill in the fields",
            Label::SlipWaits => "The part of the page that reads slips is loading.",
            Label::SlipNotRead => {
                "The part of the page that reads slips could not be loaded. Type the values, or reload \
                 the page."
            }
            Label::LeftOfSlip => "Not taken from the slip:",
            Label::FillExample => "Show an example",
            Label::ExampleValues => "These are the values of a made-up example, not of a patient.",
            Label::TakeBack => "Take back",
            Label::Redo => "Redo",
            Label::HandOver => "Hand over",
            Label::CopyRecord => "Copy for the record",
            Label::RecordCopied => "Copied as plain text.",
            Label::RecordNotCopied => "The browser did not let it be copied. Select the text and copy it:",
            Label::PapersNotLoaded => {
                "The part of the page that writes and prints could not be loaded. Reload the page."
            }
            Label::RecordText => "The record as text",
            Label::PrintRecord => "Print one page",
            Label::PrintForHer => "Print a page for the woman",
            Label::NameForPrint => "Name or number, for this print only",
            Label::NameForgotten => "It is printed and nowhere kept; without it a line is printed.",
            Label::RepeatsHint => {
                "A bound such as <5 or >60 may be typed, and repeated measurements with semicolons \
                 between them: 18.2; 17.5."
            }
            Label::Form => "Values of one patient",
            Label::OnePatient => "One patient",
            Label::Clear => "Clear",
            Label::Cleared => "Cleared.",
            Label::Undo => "Undo",
            Label::ForTenSeconds => "for ten seconds",
            Label::Laboratory => "Laboratory",
            Label::CytotoxicityByRatio => "NK cytotoxicity, by effector-to-target ratio",
            Label::Th1Th2 => "Th1/Th2: TNF-α+ CD4+ over IL-10+ CD4+ cells",
            Label::GivenAs => "Given as",
            Label::Ratio => "Ratio",
            Label::TwoPercentages => "Two percentages",
            Label::History => "History",
            Label::Etiology => "Etiology",
            Label::NotStated => "Not stated",
            Label::Idiopathic => "Idiopathic",
            Label::KnownEtiology => "Known etiology",
            Label::WhichCause => "Which cause or causes",
            Label::BodyMassIndex => "Body mass index",
            Label::BmiGivenAs => "Body mass index, given as",
            Label::Bmi => "BMI",
            Label::HeightAndWeight => "Height and weight",
            Label::HistoryChangesNothing => {
                "Age, BMI, losses and etiology do not change the immune class."
            }
            Label::RuleInForce => "Rule in force",
            Label::TryARule => "Try a rule: NK cytotoxicity is high when above the cut-off at",
            Label::RuleReason => words::RULE_REASON,
            Label::LaboratoryProtocol => "The laboratory’s protocol",
            Label::ChangeProtocol => "Change it for Patient and Cohort",
            Label::ChangeNote => {
                "Cut-offs belong to a laboratory and its assay. Change them to those of \
                 your own; every result and every file then says so."
            }
            Label::Name => "Name",
            Label::HighWhen => "NK cytotoxicity is high when above the cut-off at",
            Label::FewestLosses => "Fewest previous losses",
            Label::AsInStudy => "As in Han 2025",
            Label::OwnDefinition => "Own definition",
            Label::GoToLaboratory => "Go to My laboratory",
            Label::BackToStudy => "Back to Han 2025",
            Label::BackToLaboratory => "Back to the laboratory’s protocol",
            Label::Protocol => "Protocol",
            Label::WhatIf => "What if:",
            Label::MarkWhatIf => "What if",
            Label::MarkNotStudy => "Not Han 2025",
            Label::ReachOfProtocol => "It holds on Patient and on Cohort.",
            Label::ImmuneClass => "Immune class",
            Label::Certain => "Certain:",
            Label::StillOpen => "Still open:",
            Label::FewerLosses => "Fewer losses than recurrent pregnancy loss needs: see History.",
            Label::WhatDecidedIt => "What decided it",
            Label::Trace => "Decision trace: each value against its cut-off",
            Label::Test => "Test",
            Label::Value => "Value",
            Label::Is => "is",
            Label::Cutoff => "Cut-off",
            Label::Source => "Source",
            Label::Result => "Result",
            Label::NotRead => "not read",
            Label::InDoubt => "in doubt",
            Label::Differs => "differs",
            Label::OtherRules => "Under the other cytotoxicity rules",
            Label::StudyReports => "What the study reports",
            Label::OthersSay => "What others say",
            Label::Abbreviations => return abbreviations::line(&abbreviations::PATIENT),
        }
        .to_owned()
    }
}
