//! The part of the page that is the workbench's, in the language that marks every sentence.

use super::*;
use crate::engine::protocol::laboratory::{LaboratoryError, NoteKind};
use crate::engine::protocol::preset::Preset;
use crate::view::file_errors::LaboratoryFileError;
use crate::view::laboratory_file;
use crate::view::language::laboratory::{LaboratoryLabel, LaboratoryWords};
use crate::view::patient::handover::PatientInHand;
use crate::web::pages::annex::laboratory::laboratory_panel;
use crate::web::pages::annex::side_by_side_panel;
use crate::web::state::laboratories::{Laboratories, LaboratoryAction, Said};
use crate::web::state::rules::Rules;

marked! {
    EVERY_OF_ANNEX:
    LaboratoryWords {
        fn laboratory_label(label: LaboratoryLabel);
        fn named(what: &str, name: &str);
        fn test(test: ImmuneTest);
        fn note_kind(kind: NoteKind);
        fn preset(preset: Preset);
        fn preset_cutoffs(preset: Preset);
        fn preset_reference(preset: Preset);
        fn preset_measured(preset: Preset);
        fn preset_caveat(preset: Preset);
        fn not_offered(preset: Preset);
        fn chosen(preset: Preset, not_stated: &[Quantity]);
        fn not_stated(tests: &[ImmuneTest]);
        fn opened(laboratory: &Laboratory);
        fn laboratory_refused(why: &LaboratoryFileError);
        fn laboratory_summary(laboratory: &Laboratory);
        fn cv_not_in_force(why: NotInForce, in_force: Option<&str>);
        fn under_rules(rules: &[CytotoxicityRule]);
    }
}

#[derive(Properties, PartialEq)]
struct AnnexStageProps {
    patient: Option<PatientInHand>,
    laboratories: Laboratories,
    rules: Rules,
}

#[component]
fn AnnexStage(props: &AnnexStageProps) -> Html {
    let AnnexStageProps { patient, laboratories, rules } = props;
    let (on_laboratory, on_rules) = (Callback::noop(), Callback::noop());
    html! {
        <>
            { side_by_side_panel(patient.as_ref(), laboratories, &Marked) }
            { laboratory_panel(None, laboratories, rules, &Marked, &on_laboratory, &on_rules) }
        </>
    }
}

fn rendered(props: AnnexStageProps) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let renderer = yew::LocalServerRenderer::<AnnexStage>::with_props(props).hydratable(false);
    runtime.block_on(renderer.render())
}

/// What is known and in force after actions.
fn after(actions: &[LaboratoryAction]) -> AnnexStageProps {
    let start = (Laboratories::default(), Rules::default());
    let (laboratories, rules) = actions.iter().fold(start, |(known, rules), action| {
        let (known, laboratory) = known.after(action.clone(), &rules.laboratory);
        let whole = |laboratory| RulesAction::Decide(ProtocolChange::Whole(Box::new(laboratory)));
        let next = laboratory.map_or_else(|| rules.clone(), |one| rules.after(whole(one)));
        (known.replaced(&rules.laboratory, &next.laboratory), next)
    });
    AnnexStageProps { patient: None, laboratories, rules }
}

fn states() -> Vec<AnnexStageProps> {
    use LaboratoryAction::{Arrive, ChoosePreset, Correlation, Cv, Note, Open, Say};
    let own = Laboratory::new("", Protocol::default());
    let own = own.with_note(ImmuneTest::NkLevel, NoteKind::Assay, "7");
    let mut precise = own.clone();
    precise.precision.cv.nk_level = Some(0.05);
    let cv = |text: &str| Cv(ImmuneTest::NkLevel, text.to_owned());
    let correlation = |text: &str| Correlation(text.to_owned());
    let refused = |why| vec![Open(Err(why))];
    let mut states: Vec<AnnexStageProps> = [
        vec![],
        vec![Open(Ok(precise.clone())), Open(Ok(own.clone()))],
        vec![cv("5"), cv("x"), correlation("0.7"), correlation("7")],
        vec![cv("0")],
        vec![Note(ImmuneTest::Th1Th2, NoteKind::Source, "7".to_owned())],
        vec![Say(Said::Copied)],
        vec![Say(Said::NotSaved)],
        vec![Say(Said::NotCopied("7".to_owned()))],
        vec![Arrive(laboratory_file::to_fragment(&precise))],
        vec![Arrive("#patient?lab=7".to_owned())],
        refused(LaboratoryFileError::Unreadable),
        refused(LaboratoryFileError::NoSchema),
        refused(LaboratoryError::Correlation(7.0).into()),
    ]
    .iter()
    .map(|actions| after(actions))
    .collect();
    states.extend(Preset::ALL.map(|preset| after(&[ChoosePreset(preset)])));
    for (_, front) in fronts() {
        let rules = Rules::heard(front.rules.laboratory.clone());
        let laboratories = after(&[Open(Ok(precise.clone()))]).laboratories;
        states.push(AnnexStageProps { patient: front.in_hand(), laboratories, rules });
    }
    states
}

#[test]
fn every_word_below_the_page_is_of_its_language() {
    SAID.with_borrow_mut(BTreeSet::clear);
    for state in states() {
        for text in texts(&rendered(state)) {
            let rest = unmarked(&without_entities(&text));
            assert!(!rest.contains(char::is_alphabetic), "“{rest}” of “{text}”");
        }
    }
    let never: Vec<&&str> = EVERY_OF_ANNEX
        .iter()
        .filter(|name| !SAID.with_borrow(|said| said.contains(**name)))
        .collect();
    assert!(never.is_empty(), "no state says {never:?}");
}
