//! Laboratories, in English.

use super::{English, joined};
use crate::engine::protocol::laboratory::{ByNote, Laboratory, NoteKind};
use crate::engine::protocol::preset::Preset;
use crate::engine::protocol::{CytotoxicityRule, Source};
use crate::engine::quantity::Quantity;
use crate::engine::rules::panel::{ByTest, ImmuneTest};
use crate::view::file_errors::LaboratoryFileError;
use crate::view::language::laboratory::{LaboratoryLabel, LaboratoryWords};
use crate::view::language::settings::{NotInForce, SettingsWords as _};
use crate::view::{format, messages, protocol, words};

impl LaboratoryWords for English {
    fn laboratory_label(&self, label: LaboratoryLabel) -> String {
        match label {
            LaboratoryLabel::Title => "My laboratory",
            LaboratoryLabel::Unfold => "Choose, save or open a laboratory",
            LaboratoryLabel::NoTransfer => {
                "Cut-offs do not transfer from one laboratory to another: specimens, gates and \
                 readouts differ. Reference ranges printed for one name, NK cell activity: \
                 8.9–29.5% at 10:1 and 17.1–48.7% at 20:1 (two Japanese laboratories), 18–40%, \
                 30–80%."
            }
            LaboratoryLabel::InForce => "in force",
            LaboratoryLabel::UseCutoffs => "Use these cut-offs",
            LaboratoryLabel::UseLaboratory => "Use this laboratory",
            LaboratoryLabel::NotOffered => "Sources that are not offered as a laboratory",
            LaboratoryLabel::Open => "Open a laboratory file",
            LaboratoryLabel::Save => "Save as a file",
            LaboratoryLabel::NotSaved => "The browser could not save the file.",
            LaboratoryLabel::CopyLink => "Copy the link",
            LaboratoryLabel::Copied => "The link is on the clipboard.",
            LaboratoryLabel::LinkToCopy => {
                "The browser allows no clipboard here. The link to copy:"
            }
            LaboratoryLabel::WhatTheyHold => {
                "File and link hold the settings alone: name, cut-offs, rule, losses, coefficients \
                 of variation, notes. They never hold a value of a patient."
            }
            LaboratoryLabel::Precision => "Precision and notes of each test",
            LaboratoryLabel::PrecisionNote => {
                "The coefficient of variation says how far repeated measurements of one sample \
                 spread. It is your laboratory’s to state; none is assumed."
            }
            LaboratoryLabel::Cv => "Coefficient of variation",
            LaboratoryLabel::CvNotStated => "Not stated",
            LaboratoryLabel::CvOwn => "Of your laboratory",
            LaboratoryLabel::Correlation => "Correlation of the errors of two ratios",
            LaboratoryLabel::CorrelationAssumed => {
                "An assumption of this program; no source states one"
            }
            LaboratoryLabel::CorrelationOwn => "Your own assumption",
            LaboratoryLabel::SideBySide => "Under other laboratories’ cut-offs",
            LaboratoryLabel::SideBySideTable => "Her class by the cut-offs of each laboratory",
            LaboratoryLabel::SideBySideNote => {
                "Her values held against the cut-offs of others. It shows how far the class hangs \
                 on them, not which of them is right for her laboratory."
            }
            LaboratoryLabel::Laboratory => "Laboratory",
            LaboratoryLabel::Rule => "Cytotoxicity rule",
            LaboratoryLabel::Class => "Class",
            LaboratoryLabel::ClassOpen => "open",
            LaboratoryLabel::ProtocolInForce => "In force here",
            LaboratoryLabel::FromAddress => "The settings in force were loaded from the address.",
            LaboratoryLabel::AddressRefused => {
                "The address holds settings that cannot be used; nothing was changed."
            }
            LaboratoryLabel::BackToStudysCutoffs => "Back to the study’s cut-offs",
        }
        .to_owned()
    }

    fn named(&self, what: &str, name: &str) -> String {
        format!("{what}: {name}")
    }

    fn test(&self, test: ImmuneTest) -> String {
        words::TESTS[test].to_owned()
    }

    fn note_kind(&self, kind: NoteKind) -> String {
        match kind {
            NoteKind::Assay => "Assay",
            NoteKind::Specimen => "Specimen and gate",
            NoteKind::Source => "Source of the cut-off",
        }
        .to_owned()
    }

    fn preset(&self, preset: Preset) -> String {
        match preset.source() {
            Source::Han2025 => "Han 2025 (the paper)",
            Source::Yamada2003 => "Yamada 2003, Japan",
            Source::King2010 => "King 2010, Sydney",
            Source::Cheil2010 => "Cheil 2010, Seoul",
            Source::Habets2022 => "Habets 2022",
            Source::Winger2011 => "Winger 2011, Chicago",
            Source::OwnLaboratory | Source::WhatIf => "",
        }
        .to_owned()
    }

    fn preset_cutoffs(&self, preset: Preset) -> String {
        let stated = Quantity::LABORATORY.into_iter().filter_map(|quantity| {
            let value = preset.cutoff(quantity)?.value;
            Some(format!("{} > {value}", words::quantity(quantity)))
        });
        stated.collect::<Vec<_>>().join("; ")
    }

    fn preset_reference(&self, preset: Preset) -> String {
        match preset.reference() {
            Some(reference) => format!("{reference}."),
            None => "The reference is not verified: not for a manuscript.".to_owned(),
        }
    }

    fn preset_measured(&self, preset: Preset) -> String {
        match preset.source() {
            Source::Han2025 => {
                "Measured: NK cells as % of lymphocytes; % lysis by flow cytometry; TNF-α+ over \
                 IL-10+ among CD4+ cells. Specimen and exact protocol are not known here."
            }
            Source::Yamada2003 => {
                "Measured: NK cells as % of lymphocytes; specimen and gate are not known here. Its \
                 cut-off for cytotoxicity, by chromium release, is not taken over: the abstract \
                 gives no effector-to-target ratio."
            }
            Source::King2010 => {
                "Measured: NK cells as % of lymphocytes, in a luteal sample, of 104 women with \
                 recurrent miscarriage and 33 controls. The gate is not known here."
            }
            Source::Winger2011 => {
                "Measured: TNF-α over IL-10 after PMA and ionomycin; gate printed as “CD3+ CD8” (a \
                 minus sign apparently lost). The specimen is not known here."
            }
            Source::Cheil2010 => "Measured: NK cells as % of PBMC.",
            Source::Habets2022 => "Nothing was measured: a review.",
            Source::OwnLaboratory | Source::WhatIf => "",
        }
        .to_owned()
    }

    fn preset_caveat(&self, preset: Preset) -> String {
        match preset.source() {
            Source::Han2025 => "Does not transfer to the assays of other laboratories.",
            Source::Yamada2003 => {
                "Does not transfer to other assays; its relative risks are of biochemical loss and \
                 of miscarriage with a normal karyotype."
            }
            Source::King2010 => {
                "Does not transfer to samples that are not luteal; it was chosen for a specificity \
                 of 97.0%."
            }
            Source::Winger2011 => {
                "Does not transfer to other gates and stimulations; the paper’s ratio is of CD4+ \
                 cells."
            }
            Source::Cheil2010 => "Does not transfer to % of lymphocytes.",
            Source::Habets2022 => "Does not transfer: these are the cut-offs of others.",
            Source::OwnLaboratory | Source::WhatIf => "",
        }
        .to_owned()
    }

    fn not_offered(&self, preset: Preset) -> String {
        format!("{}, {}: {}.", self.preset(preset), self.preset_cutoffs(preset), preset.caveat())
    }

    fn chosen(&self, preset: Preset, not_stated: &[Quantity]) -> String {
        let name = self.preset(preset);
        if not_stated.is_empty() {
            return format!("In force: {name}.");
        }
        let names: Vec<&str> = not_stated.iter().map(|&one| words::quantity(one)).collect();
        format!(
            "In force: {name}, {}. It states no cut-off for {}: those stay as they were.",
            self.preset_cutoffs(preset),
            joined(&names)
        )
    }

    fn not_stated(&self, tests: &[ImmuneTest]) -> String {
        let names: Vec<&str> = tests.iter().map(|&test| words::TESTS[test]).collect();
        format!("It states no cut-off for {}, which is open", joined(&names))
    }

    fn opened(&self, laboratory: &Laboratory) -> String {
        format!("Opened and in force: {}.", protocol::name(laboratory))
    }

    fn laboratory_refused(&self, why: &LaboratoryFileError) -> String {
        messages::laboratory_error(why)
    }

    fn laboratory_summary(&self, laboratory: &Laboratory) -> String {
        let cvs: Vec<String> = laboratory
            .precision
            .cv
            .iter()
            .filter_map(|(test, cv)| {
                Some(format!("{} {}%", words::TESTS[test], format::percent_number((*cv)?)))
            })
            .collect();
        let cvs = if cvs.is_empty() {
            String::new()
        } else {
            format!("; coefficients of variation: {}", joined(&cvs))
        };
        let notes = ByTest::<()>::KEYS.iter().flat_map(|&test| {
            ByNote::<()>::KEYS.iter().map(move |&kind| laboratory.note(test, kind))
        });
        let has_notes = notes.into_iter().any(|note| !note.trim().is_empty());
        let notes = if has_notes { "; with notes" } else { "" };
        format!("{}{cvs}{notes}.", protocol::summary(&laboratory.protocol))
    }

    fn cv_not_in_force(&self, why: NotInForce, in_force: Option<&str>) -> String {
        match in_force {
            Some(in_force) => self.not_in_force(why, &format!("{in_force}%")),
            None => self.not_in_force(why, "none"),
        }
    }

    fn under_rules(&self, rules: &[CytotoxicityRule]) -> String {
        if rules.len() == CytotoxicityRule::ALL.len() {
            return "Each rule".to_owned();
        }
        let names: Vec<&str> = rules.iter().map(|&rule| words::rule(rule)).collect();
        names.join("; ")
    }
}
