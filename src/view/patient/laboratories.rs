//! Her class under the protocol in force, the paper's, those of other sources and those
//! of the laboratories that were opened: how far it hangs on whose cut-offs are taken.

use crate::engine::protocol::laboratory::Laboratory;
use crate::engine::protocol::preset::Preset;
use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::quantity::Quantity;
use crate::engine::record::{Measurements, NkCytotoxicity};
use crate::engine::rules::classify;
use crate::engine::rules::panel::{ByTest, ImmuneTest};
use crate::engine::rules::profile::{ImmuneProfile, ProfileSet, Verdict};
use crate::view::document::{self, Block, Cell, Row, Section, Table, TableColumn};
use crate::view::language::labels::Label;
use crate::view::language::laboratory::{LaboratoryLabel, LaboratoryWords};
use crate::view::patient::PatientPage;
use crate::view::patient::result::Tone;

/// One laboratory, and her class by its cut-offs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaboratoryLine {
    /// What it is called.
    pub name: String,
    /// Whose its cut-offs are, and where they do not transfer.
    pub caveat: String,
    /// Each class once, that of the rule in force first.
    pub classes: Vec<ClassUnder>,
}

/// A class, and the rules for cytotoxicity under which it is hers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassUnder {
    /// The rules.
    pub rules: String,
    /// The class.
    pub class: String,
    /// How it stands to the class in force.
    pub mark: Mark,
}

/// How a class stands to the one in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is the same.
    Same,
    /// It is open, and the class in force is still possible.
    Open,
    /// It is another one.
    Differs,
}

/// Of which quantities a source states no cut-off.
#[must_use]
pub fn not_stated(preset: Preset) -> Vec<Quantity> {
    Quantity::LABORATORY.into_iter().filter(|&one| preset.cutoff(one).is_none()).collect()
}

/// Her class under each laboratory; nothing where nothing was typed.
#[must_use]
pub fn side_by_side(
    page: &PatientPage,
    in_force: &Protocol,
    own: &[Laboratory],
    words: &dyn LaboratoryWords,
) -> Vec<LaboratoryLine> {
    if page.outcome.tone == Tone::Empty {
        return Vec::new();
    }
    let measurements = page.measurements;
    let class = classify(&measurements, in_force).verdict;
    let line = |name, caveat, measurements: &Measurements, protocol: &Protocol| LaboratoryLine {
        name,
        caveat,
        classes: classes(measurements, protocol, class, words),
    };
    let mut lines = vec![line(
        words.laboratory_label(LaboratoryLabel::ProtocolInForce),
        words.protocol_summary(in_force),
        &measurements,
        in_force,
    )];
    let presets = Preset::ALL.into_iter().filter(|preset| preset.is_laboratory());
    lines.extend(presets.map(|preset| {
        let protocol = in_force.as_in_study().with_preset(preset);
        let open = tests_not_stated(preset);
        let caveat = words.preset_caveat(preset);
        let caveat = match open.as_slice() {
            [] => caveat,
            open => words.both(&words.not_stated(open), &caveat),
        };
        line(words.preset(preset), caveat, &stated(measurements, preset), &protocol)
    }));
    lines.extend(own.iter().map(|laboratory| {
        let summary = words.laboratory_summary(laboratory);
        let protocol =
            Protocol { cytotoxicity_rule: in_force.cytotoxicity_rule, ..laboratory.protocol };
        line(words.protocol_name(laboratory), summary, &measurements, &protocol)
    }));
    lines
}

/// The lines as a section with its table.
#[must_use]
pub fn section(lines: &[LaboratoryLine], words: &dyn LaboratoryWords) -> Section {
    let say = |label| words.laboratory_label(label);
    let class = |class: &ClassUnder| match class.mark {
        Mark::Same => Cell::from(class.class.as_str()),
        Mark::Open => Cell::stacked(&*class.class, say(LaboratoryLabel::ClassOpen)),
        Mark::Differs => Cell::stacked(&*class.class, words.label(Label::Differs)),
    };
    let rows = lines.iter().flat_map(|line| {
        line.classes.iter().enumerate().map(move |(place, under)| {
            // What is said of a laboratory is said once.
            let caveat = if place == 0 { line.caveat.as_str() } else { "" };
            let name = Cell::stacked(&*line.name, caveat);
            Row::new([name, Cell::from(&*under.rules), class(under)])
        })
    });
    let table = Table {
        id: "other-laboratories".to_owned(),
        caption: say(LaboratoryLabel::SideBySideTable),
        columns: [LaboratoryLabel::Laboratory, LaboratoryLabel::Rule, LaboratoryLabel::Class]
            .map(|label| TableColumn::words(say(label)))
            .into(),
        rows: rows.collect(),
        notes: Vec::new(),
    };
    let note = say(LaboratoryLabel::SideBySideNote);
    document::section(
        "other-laboratories",
        &say(LaboratoryLabel::SideBySide),
        vec![Block::Paragraph(note), Block::Table(table)],
    )
}

/// The values of which a source states a cut-off: another one is not compared with
/// somebody else's.
fn stated(measurements: Measurements, preset: Preset) -> Measurements {
    let states = |quantity| preset.cutoff(quantity).is_some();
    let NkCytotoxicity { nk_cyto_50, nk_cyto_25, nk_cyto_12_5 } = measurements.nk_cytotoxicity;
    Measurements {
        nk_level: measurements.nk_level.filter(|_| states(Quantity::NkPercent)),
        nk_cytotoxicity: NkCytotoxicity {
            nk_cyto_50: nk_cyto_50.filter(|_| states(Quantity::NkCyto50)),
            nk_cyto_25: nk_cyto_25.filter(|_| states(Quantity::NkCyto25)),
            nk_cyto_12_5: nk_cyto_12_5.filter(|_| states(Quantity::NkCyto12_5)),
        },
        th1_th2: measurements.th1_th2.filter(|_| states(Quantity::Th1Th2Ratio)),
    }
}

fn tests_not_stated(preset: Preset) -> Vec<ImmuneTest> {
    let is_open =
        |test: &ImmuneTest| test.quantities().iter().any(|&one| preset.cutoff(one).is_none());
    ByTest::<()>::KEYS.iter().copied().filter(is_open).collect()
}

fn classes(
    measurements: &Measurements,
    protocol: &Protocol,
    in_force: Verdict,
    words: &dyn LaboratoryWords,
) -> Vec<ClassUnder> {
    let first = protocol.cytotoxicity_rule;
    let others = CytotoxicityRule::ALL.into_iter().filter(|&rule| rule != first);
    let mut found: Vec<(Verdict, Vec<CytotoxicityRule>)> = Vec::new();
    for rule in std::iter::once(first).chain(others) {
        let by_rule = Protocol { cytotoxicity_rule: rule, ..*protocol };
        let verdict = classify(measurements, &by_rule).verdict;
        match found.iter_mut().find(|(one, _)| *one == verdict) {
            Some((_, rules)) => rules.push(rule),
            None => found.push((verdict, vec![rule])),
        }
    }
    let class = |(verdict, rules): (Verdict, Vec<CytotoxicityRule>)| ClassUnder {
        rules: words.under_rules(&rules),
        class: words.class(verdict),
        mark: mark(verdict, in_force),
    };
    found.into_iter().map(class).collect()
}

fn mark(verdict: Verdict, in_force: Verdict) -> Mark {
    let possible = possible(verdict);
    match verdict {
        _ if verdict == in_force => Mark::Same,
        Verdict::Indeterminate { .. }
            if self::possible(in_force).iter().all(|one| possible.contains(one)) =>
        {
            Mark::Open
        }
        Verdict::Indeterminate { .. } | Verdict::Determined { .. } => Mark::Differs,
    }
}

fn possible(verdict: Verdict) -> Vec<ImmuneProfile> {
    match verdict {
        Verdict::Determined { profile } => vec![profile],
        Verdict::Indeterminate { possible, .. } => ProfileSet::iter(possible).collect(),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::protocol::Source;
    use crate::view::language::english::English;
    use crate::view::patient::{PatientDraft, assess};

    fn lines(values: [&str; 5], own: &[Laboratory]) -> Vec<LaboratoryLine> {
        let mut draft = PatientDraft::default();
        for (quantity, text) in Quantity::LABORATORY.into_iter().zip(values) {
            draft.set_text(quantity, text.to_owned());
        }
        let protocol = Protocol::default();
        side_by_side(&assess(&draft, &protocol, &English), &protocol, own, &English)
    }

    fn said(line: &LaboratoryLine) -> Vec<(&str, &str, Mark)> {
        line.classes.iter().map(|one| (&*one.rules, &*one.class, one.mark)).collect()
    }

    #[test]
    fn a_source_that_states_no_cutoff_leaves_the_test_open() {
        let lines = lines(["17", "20", "15", "5", "32"], &[]);
        let names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "In force here",
                "Han 2025 (the paper)",
                "Yamada 2003, Japan",
                "King 2010, Sydney",
                "Winger 2011, Chicago"
            ]
        );
        assert_eq!(said(&lines[0]), [("Each rule", "NK cell level", Mark::Same)]);
        assert_eq!(said(&lines[1]), [("Each rule", "NK cell level", Mark::Same)]);
        assert_eq!(said(&lines[2]), [("Each rule", "At least one abnormality", Mark::Open)]);
        // 17 is not above 18, so that what is in force is no longer possible.
        assert_eq!(said(&lines[3]), [("Each rule", "Not determinable yet", Mark::Differs)]);
        // 32 is above 30.6, whatever the other two.
        assert_eq!(said(&lines[4]), [("Each rule", "At least one abnormality", Mark::Differs)]);
        for line in &lines[2..] {
            assert!(line.caveat.starts_with("It states no cut-off for "), "{}", line.caveat);
            assert!(line.caveat.contains("Does not transfer"), "{}", line.caveat);
        }
    }

    #[test]
    fn every_rule_is_shown_where_they_differ() {
        let lines = lines(["10", "40", "15", "5", "20"], &[]);
        assert_eq!(
            said(&lines[0]),
            [
                ("Any of the three", "NK cytotoxicity", Mark::Same),
                ("All three; 25:1 only; Two of three", "No abnormality", Mark::Differs)
            ]
        );
    }

    #[test]
    fn own_laboratories_stand_beside_the_others() {
        let protocol =
            Protocol::default().with_cutoff(Quantity::NkPercent, 12.0, Source::OwnLaboratory);
        let own = [Laboratory::new("Ward 3", protocol)];
        let lines = lines(["14", "20", "15", "5", "20"], &own);
        let line = lines.last().expect("a line");
        assert_eq!(line.name, "“Ward 3”");
        assert_eq!(said(line), [("Each rule", "NK cell level", Mark::Differs)]);
    }

    #[test]
    fn nothing_typed_is_compared_with_nothing() {
        assert_eq!(lines(["", "", "", "", ""], &[]), []);
    }
}
