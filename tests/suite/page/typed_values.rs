//! What the fields of the patient page understand: every form that a cell of a file may
//! have, bounds that decide and bounds that do not, and measurements that were repeated.

use rpl_immune_profile::engine::protocol::Protocol;
use rpl_immune_profile::engine::quantity::Quantity;
use rpl_immune_profile::engine::record::Bound;
use rpl_immune_profile::engine::rules::Finding;
use rpl_immune_profile::view::language::english::English;
use rpl_immune_profile::view::patient::result::Tone;
use rpl_immune_profile::view::patient::{PatientDraft, PatientPage, Severity, assess};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn page(typed: &[(Quantity, &str)]) -> PatientPage {
    let mut draft = PatientDraft::default();
    for (quantity, text) in typed {
        draft.set_text(*quantity, (*text).to_owned());
    }
    assess(&draft, &Protocol::default(), &English)
}

/// The value of one field, how it is bounded, and what its test says.
#[track_caller]
fn check(text: &str, value: f64, bound: Bound, finding: Finding) {
    let page = page(&[(Quantity::NkPercent, text)]);
    let field = page.field(Quantity::NkPercent);
    assert_eq!((field.value, field.bound), (Some(value), bound), "{text}: {:?}", field.message);
    assert_eq!(page.outcome.findings.nk_level, finding, "{text}");
}

/// Repeats of a ratio that stay in its field are not those of one that is worked out.
#[test]
fn repeats_of_a_field_that_is_not_in_use_say_nothing_of_the_spread() {
    let mut draft = PatientDraft::default();
    draft.set_text(Quantity::TnfAlphaPercent, "30".to_owned());
    draft.set_text(Quantity::Il10Percent, "1".to_owned());
    draft.ratio_from_percentages = true;
    let without = assess(&draft, &Protocol::default(), &English);
    draft.set_text(Quantity::Th1Th2Ratio, "28; 35".to_owned());
    let with = assess(&draft, &Protocol::default(), &English);
    assert_eq!(with.nearness, without.nearness);
}

/// The cut-off is 16.1, and high is strictly above it.
#[test]
fn a_bound_decides_where_all_it_allows_is_on_one_side() {
    use Finding::{High, NotHigh, Unknown};
    check("<16.1", 16.1, Bound::Below, NotHigh);
    check("<=16.1", 16.1, Bound::AtMost, NotHigh);
    check("≤ 16,1 %", 16.1, Bound::AtMost, NotHigh);
    check(">16.1", 16.1, Bound::Above, High);
    check(">=16.1", 16.1, Bound::AtLeast, Unknown);
    check("≥16.2", 16.2, Bound::AtLeast, High);
    check("<20", 20.0, Bound::Below, Unknown);
    check(">10", 10.0, Bound::Above, Unknown);
    check("20 이상", 20.0, Bound::AtLeast, High);
    check("10未満", 10.0, Bound::Below, NotHigh);
    check("less than 5", 5.0, Bound::Below, NotHigh);
}

#[test]
fn flags_arrows_and_units_beside_a_number_are_understood() {
    use Finding::{High, NotHigh};
    for text in ["18.2 H", "18.2 ↑", "18.2*", "18.2 %", "18.2%", "１８.２", "18,2", "18.2 (H)"]
    {
        check(text, 18.2, Bound::Exact, High);
    }
    check("12.0 L", 12.0, Bound::Exact, NotHigh);
    for (quantity, text, value) in [
        (Quantity::AgeYears, "36세", 36.0),
        (Quantity::AgeYears, "36歳", 36.0),
        (Quantity::PreviousLosses, "3회", 3.0),
        (Quantity::PreviousLosses, "三次", 3.0),
    ] {
        assert_eq!(page(&[(quantity, text)]).field(quantity).value, Some(value), "{text}");
    }
}

#[test]
fn a_bound_that_decides_nothing_is_named_and_never_normal() {
    let page = page(&[
        (Quantity::NkPercent, "<20"),
        (Quantity::NkCyto50, "<40"),
        (Quantity::NkCyto25, "10"),
        (Quantity::NkCyto12_5, "5"),
        (Quantity::Th1Th2Ratio, "20"),
    ]);
    assert_eq!(page.outcome.tone, Tone::Open);
    assert_eq!(
        page.outcome.open,
        [
            "NK cell level: needs the value itself (the bound allows values on both sides of the \
             cut-off)",
            "NK cytotoxicity: the rule “any of the three” needs 50:1 (the bound at 50:1 allows \
             values on both sides of the cut-off)",
        ]
    );
    assert_eq!(page.outcome.trace[0].value, "< 20");
}

/// What a bound is of no use for.
#[test]
fn a_bound_of_what_is_counted_or_worked_with_is_refused() {
    for quantity in [Quantity::AgeYears, Quantity::Bmi, Quantity::PreviousLosses] {
        let page = page(&[(quantity, ">30")]);
        let field = page.field(quantity);
        assert_eq!(field.value, None);
        let message = field.message.as_ref().expect("a reason");
        assert_eq!(message.severity, Severity::Error);
        assert!(message.text.contains("only a bound"), "{}", message.text);
    }
}

#[test]
fn repeated_measurements_are_used_by_their_mean_and_shown_with_their_spread() {
    let page = page(&[(Quantity::NkPercent, "18.2; 17,1 ; 19.5")]);
    let field = page.field(Quantity::NkPercent);
    let message = field.message.as_ref().expect("the mean");
    assert_eq!(
        (message.severity, message.text.as_str()),
        (
            Severity::Note,
            "Mean of 3: 18.27% of lymphocytes, standard deviation 1.2, coefficient of variation 6.6%"
        )
    );
    assert_eq!(page.outcome.findings.nk_level, Finding::High);
    assert_eq!(page.outcome.trace[0].value, "18.27");
}

#[test]
fn a_slip_among_repeated_measurements_takes_the_verdict_with_it() {
    let one = page(&[(Quantity::NkPercent, "0.18; 17; 18")]);
    assert_eq!(one.outcome.tone, Tone::Doubtful);
    assert!(one.outcome.alarms.concat().contains("0.18"), "{:?}", one.outcome.alarms);
    for (quantity, text) in [
        (Quantity::NkPercent, "18; x"),
        (Quantity::NkPercent, "18; 170"),
        (Quantity::NkPercent, "18; >17"),
        (Quantity::AgeYears, "34; 35"),
        (Quantity::NkPercent, "18 / 17"),
        (Quantity::NkPercent, "18, 17"),
    ] {
        let page = page(&[(quantity, text)]);
        assert_eq!(page.field(quantity).value, None, "{text}");
        let severity = page.field(quantity).message.as_ref().map(|message| message.severity);
        assert_eq!(severity, Some(Severity::Error), "{text}");
    }
}
