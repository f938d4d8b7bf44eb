//! A laboratory: the protocol it decided on, how precisely it measures, what it notes of
//! its assays; and how far one protocol is from another one.

use serde::{Deserialize, Serialize};

use super::preset::Preset;
use super::{Cutoff, CytotoxicityRule, Protocol, ProtocolError, Source};
use crate::engine::borderline::Precision;
use crate::engine::by::by_every;
use crate::engine::quantity::Quantity;
use crate::engine::rules::panel::{ByTest, ImmuneTest};

/// What holds everywhere until it is changed on purpose: one protocol, and what is known
/// of the measurements behind it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Laboratory {
    /// The name that the user gave it; empty without one.
    name: String,
    /// Its thresholds and choices.
    pub protocol: Protocol,
    /// How far repeated measurements of one sample spread.
    pub precision: Precision,
    /// What the user noted of each test; empty without. Most have none.
    notes: Box<ByTest<ByNote<String>>>,
}

/// What can be noted of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// How it is measured.
    Assay,
    /// Of what: the specimen, and the gate.
    Specimen,
    /// Where its cut-off comes from.
    Source,
}

by_every! {
    /// One value for each kind of note.
    ByNote of NoteKind {
        /// How it is measured.
        assay = [NoteKind::Assay],
        /// Of what: the specimen, and the gate.
        specimen = [NoteKind::Specimen],
        /// Where its cut-off comes from.
        source = [NoteKind::Source],
    }
}

/// The longest name, in characters: it stands in lines and captions.
const LONGEST_NAME: usize = 60;

/// The longest note, in characters: it is a note and no document.
const LONGEST_NOTE: usize = 120;

/// Settings of a laboratory that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{self:?}")]
pub enum LaboratoryError {
    /// Its protocol is impossible.
    Protocol(#[from] ProtocolError),
    /// A cut-off is said to be of a source that states another one, or none.
    NotOfSource {
        /// What the cut-off is of.
        quantity: Quantity,
        /// The cut-off as it was given.
        cutoff: Cutoff,
    },
    /// The fewest losses are not from 1 to 30.
    MinimumLosses(u32),
    /// A coefficient of variation is not above 0 and at most 1.
    Coefficient {
        /// The test whose coefficient it is.
        test: ImmuneTest,
        /// The coefficient that was given.
        cv: f64,
    },
    /// The correlation is not between 0 and 0.95.
    Correlation(f64),
}

impl Laboratory {
    /// A protocol under a name, of measurements of which nothing is known.
    #[must_use]
    pub fn new(name: &str, protocol: Protocol) -> Self {
        Laboratory { protocol, ..Laboratory::default() }.named(name)
    }

    /// The same under another name. Control characters are left out and a long name is
    /// cut, because it stands in the lines of files.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        Laboratory { name: short_line(name, LONGEST_NAME), ..self }
    }

    /// The same as if its texts had been typed: names and notes are short lines.
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        self.name = short_line(&self.name, LONGEST_NAME);
        for (test, notes) in self.notes.clone().iter() {
            for (kind, note) in notes.iter() {
                self.notes[test][kind] = short_line(note, LONGEST_NOTE);
            }
        }
        self
    }

    /// The same measurements under another protocol.
    #[must_use]
    pub fn with_protocol(self, protocol: Protocol) -> Self {
        Laboratory { protocol, ..self }
    }

    /// The same with another note, cut and cleaned as a name is.
    #[must_use]
    pub fn with_note(mut self, test: ImmuneTest, kind: NoteKind, note: &str) -> Self {
        self.notes[test][kind] = short_line(note, LONGEST_NOTE);
        self
    }

    /// The name that the user gave it, without blanks around it; empty without one.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.trim()
    }

    /// The name as it is being typed.
    #[must_use]
    pub fn typed_name(&self) -> &str {
        &self.name
    }

    /// What was noted of a test, as it is being typed.
    #[must_use]
    pub fn note(&self, test: ImmuneTest, kind: NoteKind) -> &str {
        &self.notes[test][kind]
    }

    /// Checks what a file or an address may have got wrong.
    ///
    /// # Errors
    /// The first number that cannot be used, and the first cut-off that is said to be of
    /// a source that does not state it: a trial is nobody's cut-off.
    pub fn validate(&self) -> Result<(), LaboratoryError> {
        self.protocol.validate()?;
        let losses = self.protocol.minimum_losses;
        if !(1..=30).contains(&losses) {
            return Err(LaboratoryError::MinimumLosses(losses));
        }
        for quantity in Quantity::LABORATORY {
            if let Some(cutoff) = self.protocol.cutoff(quantity)
                && !is_stated(quantity, cutoff)
            {
                return Err(LaboratoryError::NotOfSource { quantity, cutoff });
            }
        }
        for (test, cv) in self.precision.cv.iter() {
            if let Some(cv) = *cv {
                Precision::check_cv(cv).map_err(|_| LaboratoryError::Coefficient { test, cv })?;
            }
        }
        let correlation = self.precision.correlation;
        Precision::check_correlation(correlation)
            .map_err(|_| LaboratoryError::Correlation(correlation))?;
        Ok(())
    }
}

/// Whether a cut-off is the laboratory's own, or as its source states it.
fn is_stated(quantity: Quantity, cutoff: Cutoff) -> bool {
    cutoff.source == Source::OwnLaboratory
        || Preset::ALL.into_iter().any(|preset| preset.cutoff(quantity) == Some(cutoff))
}

/// A text as one short line, in which nothing turns the direction of writing round.
fn short_line(text: &str, longest: usize) -> String {
    let turns = |one| matches!(one, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|&one| !one.is_control() && !turns(one)).take(longest).collect()
}

/// One thing in which a protocol differs from another one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Difference {
    /// A cut-off, by its number or by who set it: what it is, and what it would be.
    Cutoff(Quantity, Cutoff, Cutoff),
    /// The cytotoxicity rule: what it is, and what it would be.
    Rule(CytotoxicityRule, CytotoxicityRule),
    /// The losses that make recurrent pregnancy loss: how many, and how many it would be.
    MinimumLosses(u32, u32),
    /// The level of the intervals: what it is, and what it would be.
    IntervalLevel(f64, f64),
}

impl Protocol {
    /// The study's cut-offs and definition under the rule and the level of this one: how
    /// the study combined the ratios is not known, so no rule is the study's.
    #[must_use]
    pub fn as_in_study(&self) -> Self {
        Protocol {
            cytotoxicity_rule: self.cytotoxicity_rule,
            interval_level: self.interval_level,
            ..Protocol::default()
        }
    }

    /// Everything in which this protocol differs from another one.
    #[must_use]
    pub fn differences(&self, other: &Protocol) -> Vec<Difference> {
        let cutoffs = Quantity::LABORATORY.into_iter().filter_map(|quantity| {
            let (own, others) = (self.cutoff(quantity)?, other.cutoff(quantity)?);
            (own != others).then_some(Difference::Cutoff(quantity, own, others))
        });
        let mut differences: Vec<Difference> = cutoffs.collect();
        let rules = (self.cytotoxicity_rule, other.cytotoxicity_rule);
        if rules.0 != rules.1 {
            differences.push(Difference::Rule(rules.0, rules.1));
        }
        let losses = (self.minimum_losses, other.minimum_losses);
        if losses.0 != losses.1 {
            differences.push(Difference::MinimumLosses(losses.0, losses.1));
        }
        let levels = (self.interval_level, other.interval_level);
        if levels.0.total_cmp(&levels.1).is_ne() {
            differences.push(Difference::IntervalLevel(levels.0, levels.1));
        }
        differences
    }

    /// What is tried here in the place of `former`, tried in the place of `current`:
    /// only what differs stays.
    #[must_use]
    pub fn rebased(mut self, former: &Protocol, current: &Protocol) -> Self {
        for quantity in Quantity::LABORATORY {
            let cutoffs = [&self, former, current].map(|protocol| protocol.cutoff(quantity));
            let [Some(own), Some(former), Some(current)] = cutoffs else { continue };
            let is_current_number = own.value.total_cmp(&current.value).is_eq();
            if own == former || is_current_number {
                self.set_cutoff(quantity, current);
            }
        }
        if self.cytotoxicity_rule == former.cytotoxicity_rule {
            self.cytotoxicity_rule = current.cytotoxicity_rule;
        }
        if self.minimum_losses == former.minimum_losses {
            self.minimum_losses = current.minimum_losses;
        }
        if self.interval_level.total_cmp(&former.interval_level).is_eq() {
            self.interval_level = current.interval_level;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::protocol::Source;

    fn with(quantity: Quantity, value: f64, source: Source) -> Protocol {
        Protocol::default().with_cutoff(quantity, value, source)
    }

    #[test]
    fn every_choice_can_differ() {
        let base = Protocol::default();
        assert_eq!(base.differences(&base), []);
        let others = Quantity::LABORATORY.map(|one| with(one, 12.0, Source::WhatIf)).to_vec();
        let others = others.into_iter().chain([
            with(Quantity::NkPercent, 16.1, Source::OwnLaboratory),
            Protocol { cytotoxicity_rule: CytotoxicityRule::All, ..base },
            Protocol { minimum_losses: 3, ..base },
            Protocol { interval_level: 0.9, ..base },
        ]);
        for other in others {
            assert_eq!(other.differences(&base).len(), 1, "{other:?}");
        }
    }

    #[test]
    fn what_is_tried_stays_when_the_laboratory_decides_something_else() {
        let former = Protocol::default();
        let tried = with(Quantity::NkPercent, 19.1, Source::WhatIf);
        let current = Protocol { minimum_losses: 3, ..former }.with_cutoff(
            Quantity::Th1Th2Ratio,
            30.0,
            Source::OwnLaboratory,
        );
        let rebased = tried.rebased(&former, &current);
        let differences = rebased.differences(&current);
        assert_eq!(
            differences,
            [Difference::Cutoff(Quantity::NkPercent, tried.nk_percent, former.nk_percent)]
        );
        let taken_over = current.with_cutoff(Quantity::NkPercent, 19.1, Source::OwnLaboratory);
        assert_eq!(tried.rebased(&former, &taken_over), taken_over);
    }

    #[test]
    fn names_are_one_short_line() {
        let long = "ab\n".repeat(100);
        let named = Laboratory::new(&format!(" Ward\t3\n{long}"), Protocol::default());
        assert!(named.name().starts_with("Ward3ab"));
        assert!(named.typed_name().chars().count() <= LONGEST_NAME);
        let noted =
            named.with_note(ImmuneTest::Th1Th2, NoteKind::Assay, &format!("\u{202e}{long}"));
        let note = noted.note(ImmuneTest::Th1Th2, NoteKind::Assay);
        assert!(note.starts_with("abab") && note.chars().count() == LONGEST_NOTE, "{note:?}");
        assert_eq!(noted.note(ImmuneTest::Th1Th2, NoteKind::Source), "");
    }

    #[test]
    fn only_numbers_that_can_be_and_cutoffs_as_their_source_states_them_are_taken() {
        let laboratory = |protocol| Laboratory::new("", protocol);
        let [king, winger] = [Source::King2010, Source::Winger2011]
            .map(|source| Preset::of(source).expect("a preset"));
        let refused = |protocol| laboratory(protocol).validate().expect_err("refused");
        for protocol in [
            Protocol::default(),
            Protocol::default().with_preset(king).with_preset(winger),
            with(Quantity::NkPercent, 12.0, Source::OwnLaboratory),
        ] {
            assert_eq!(laboratory(protocol).validate(), Ok(()));
        }
        for (value, source) in [(12.0, Source::Han2025), (16.1, Source::WhatIf)] {
            let protocol = with(Quantity::NkPercent, value, source);
            let (quantity, cutoff) = (Quantity::NkPercent, protocol.nk_percent);
            assert_eq!(refused(protocol), LaboratoryError::NotOfSource { quantity, cutoff });
        }
        let impossible = with(Quantity::NkPercent, 161.0, Source::OwnLaboratory);
        assert!(matches!(refused(impossible), LaboratoryError::Protocol(_)));
        for losses in [0, 31] {
            let protocol = Protocol { minimum_losses: losses, ..Protocol::default() };
            assert_eq!(refused(protocol), LaboratoryError::MinimumLosses(losses));
        }
        let mut spreads = Laboratory::default();
        spreads.precision.cv.th1_th2 = Some(5.0);
        let test = ImmuneTest::Th1Th2;
        assert_eq!(spreads.validate(), Err(LaboratoryError::Coefficient { test, cv: 5.0 }));
        spreads.precision = Precision { correlation: 0.99, ..Precision::default() };
        assert_eq!(spreads.validate(), Err(LaboratoryError::Correlation(0.99)));
    }

    /// The fingerprint is of the numbers that classify; what is noted of them is not one.
    #[test]
    fn what_is_known_of_the_measurements_leaves_the_fingerprint_alone() {
        let plain = Laboratory::default();
        let mut known = plain.clone().with_note(ImmuneTest::NkLevel, NoteKind::Assay, "flow");
        known.precision.cv.nk_level = Some(0.05);
        assert_ne!(known, plain);
        assert_eq!(known.protocol.fingerprint(), plain.protocol.fingerprint());
    }

    #[test]
    fn an_older_laboratory_has_neither_precision_nor_notes() {
        let older: Laboratory = serde_json::from_str(r#"{"name":"Ward 3"}"#).expect("read");
        assert_eq!(older, Laboratory::new("Ward 3", Protocol::default()));
    }
}
