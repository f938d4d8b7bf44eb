//! One patient as a file and back: nothing of her may change on the way, and a file that is
//! not whole is refused.

use proptest::prelude::*;
use rpl_immune_profile::engine::protocol::{CytotoxicityRule, Protocol, Source};
use rpl_immune_profile::engine::quantity::{ByQuantity, Quantity};
use rpl_immune_profile::engine::record::Etiology;
use rpl_immune_profile::view::export::patient::bundle;
use rpl_immune_profile::view::export::patient::reading::{is_patient_file, read};
use rpl_immune_profile::view::export::patient::{PatientFile, PatientFormat};
use rpl_immune_profile::view::file_errors::PatientFileError;
use rpl_immune_profile::view::language::english::English;
use rpl_immune_profile::view::patient::handover::PatientInHand;
use rpl_immune_profile::view::patient::{PatientDraft, PatientPage, assess};

/// When the files of these tests are saved.
pub(crate) const SAVED: &str = "2026-11-30T09:15:00.000Z";

/// Texts that a field may hold: a value in many forms, a bound, repeats, a doubt, nonsense.
fn typed(quantity: Quantity) -> impl Strategy<Value = String> {
    let range = quantity.plausible();
    let number = (0..=20_u32).prop_map(move |step| {
        let value = range.minimum + (range.maximum - range.minimum) * f64::from(step) / 20.0;
        if quantity.is_count() { format!("{value:.0}") } else { format!("{value:.1}") }
    });
    let other =
        (number.clone(), number.clone(), 0..12_u32).prop_map(|(one, two, form)| match form {
            0 => format!(">{one}"),
            1 => format!("≤ {one}"),
            2 => format!("<{one} %"),
            3 => format!(">={one}"),
            4 => format!("{one}; {two}"),
            5 => format!("{one};{two}; {one}"),
            6 => one.replace('.', ","),
            7 => format!("{one} H"),
            8 => "abc & <b>".to_owned(),
            9 => "0.16".to_owned(),
            10 => format!(" {one}0"),
            _ => "1e300".to_owned(),
        });
    prop_oneof![3 => Just(String::new()), 5 => number, 3 => other]
}

/// Drafts with every pattern of missing values, both ways of giving ratio and body mass
/// index, both etiologies.
fn drafts() -> impl Strategy<Value = PatientDraft> {
    let texts: Vec<BoxedStrategy<String>> =
        ByQuantity::<()>::KEYS.iter().map(|&quantity| typed(quantity).boxed()).collect();
    let etiology =
        prop_oneof![Just(None), Just(Some(Etiology::Idiopathic)), Just(Some(Etiology::Known)),];
    let cause = prop_oneof![Just(""), Just("thyroid"), Just("APS <low> & \"more\"")];
    (texts, any::<[bool; 3]>(), etiology, cause).prop_map(
        |(texts, [ratio, bmi, example], etiology, cause)| {
            let mut draft = PatientDraft::default();
            for (&quantity, text) in ByQuantity::<()>::KEYS.iter().zip(texts) {
                draft.set_text(quantity, text);
            }
            draft.ratio_from_percentages = ratio;
            draft.bmi_from_height = bmi;
            draft.etiology = etiology;
            draft.cause = cause.to_owned();
            draft.is_example = example;
            draft
        },
    )
}

fn protocols() -> impl Strategy<Value = Protocol> {
    let rule = (0..CytotoxicityRule::ALL.len()).prop_map(|place| CytotoxicityRule::ALL[place]);
    (rule, 1..5_u32, any::<bool>()).prop_map(|(cytotoxicity_rule, minimum_losses, is_own)| {
        let protocol = Protocol { cytotoxicity_rule, minimum_losses, ..Protocol::default() };
        if is_own {
            protocol.with_cutoff(Quantity::NkPercent, 12.5, Source::OwnLaboratory).with_cutoff(
                Quantity::Th1Th2Ratio,
                30.0,
                Source::WhatIf,
            )
        } else {
            protocol
        }
    })
}

pub(crate) fn patients() -> impl Strategy<Value = PatientInHand> {
    let name = prop_oneof![2 => Just(""), 1 => Just("Ms. 4711 <é>")];
    (drafts(), protocols(), name).prop_map(|(draft, protocol, name)| PatientInHand {
        draft,
        protocol,
        name: name.to_owned(),
    })
}

fn page(draft: &PatientDraft, protocol: &Protocol) -> PatientPage {
    assess(draft, protocol, &English)
}

/// Nothing that the page says of her differs but for fields that are not in use.
#[track_caller]
fn check_same(file: &PatientFile, patient: &PatientInHand) {
    assert_eq!(file.protocol, patient.protocol);
    let draft = file.draft();
    assert_eq!(draft.is_example, patient.draft.is_example);
    let (found, own) = (page(&draft, &file.protocol), page(&patient.draft, &patient.protocol));
    assert_eq!(found.outcome, own.outcome);
    assert_eq!(found.nearness, own.nearness);
    assert_eq!(found.context, own.context);
    assert_eq!((found.bmi, &found.losses), (own.bmi, &own.losses));
    for (&quantity, is_hidden) in
        ByQuantity::<()>::KEYS.iter().map(|one| (one, is_hidden(*one, &draft)))
    {
        let fields = (found.field(quantity), own.field(quantity));
        let is_blank = fields.1.text.trim().is_empty();
        assert!(is_hidden || is_blank || fields.0 == fields.1, "{fields:?}");
    }
}

fn is_hidden(quantity: Quantity, draft: &PatientDraft) -> bool {
    match quantity {
        Quantity::Th1Th2Ratio => draft.ratio_from_percentages,
        Quantity::TnfAlphaPercent | Quantity::Il10Percent => !draft.ratio_from_percentages,
        Quantity::Bmi => draft.bmi_from_height,
        Quantity::HeightCm | Quantity::WeightKg => !draft.bmi_from_height,
        _ => false,
    }
}

/// The text of a file in a form.
pub(crate) fn text(file: &PatientFile, format: PatientFormat) -> String {
    match format {
        PatientFormat::Fhir => bundle::text(file, &English),
        PatientFormat::Plain => file.json(),
    }
}

const FORMATS: [PatientFormat; 2] = [PatientFormat::Fhir, PatientFormat::Plain];

proptest! {
    #[test]
    fn every_patient_comes_back_from_both_forms(patient in patients(), with_name in any::<bool>()) {
        let file = PatientFile::new(&patient, with_name, SAVED, &English);
        prop_assert_eq!(file.name.is_some(), with_name && !patient.name.is_empty());
        for format in FORMATS {
            let text = text(&file, format);
            prop_assert!(is_patient_file(&text));
            let back = read(&text, &English);
            prop_assert_eq!(back.as_ref(), Ok(&file), "{}", text);
            check_same(&file, &patient);
        }
    }
}

fn example() -> PatientFile {
    let mut draft = PatientDraft::example();
    draft.set_text(Quantity::NkPercent, "18.2; 17.4".to_owned());
    draft.set_text(Quantity::NkCyto50, ">60".to_owned());
    let patient = PatientInHand { draft, protocol: Protocol::default(), name: "A".to_owned() };
    PatientFile::new(&patient, true, SAVED, &English)
}

#[test]
fn a_file_that_was_cut_is_refused_wherever_it_was_cut() {
    for format in FORMATS {
        let text = text(&example(), format);
        let mut n_cuts = 0;
        for end in
            (0..text.trim_end().len()).filter(|end| end % 50 == 0 && text.is_char_boundary(*end))
        {
            let why = read(&text[..end], &English).expect_err("refused");
            assert!(
                matches!(why, PatientFileError::Damaged(_) | PatientFileError::NoPatient),
                "{end}: {why:?}"
            );
            n_cuts += 1;
        }
        assert!(n_cuts > 10, "{n_cuts} cuts");
    }
}
