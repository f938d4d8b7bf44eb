//! Which tests are adjusted together. The adjusted numbers themselves are those of R
//! (`reference`).

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::support::cohorts;
use crate::support::cohorts::computed;
use rpl_immune_profile::engine::reader;
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::study::model::Term;
use rpl_immune_profile::engine::study::options::StudyOptions;
use rpl_immune_profile::engine::study::significance::{TestRole, Tests};
use rpl_immune_profile::engine::study::{Estimable, Study, study_of};

/// One question is one family: of the versions of a predictor one counts, whether a model
/// fits is no finding, and table 1 can be left as it is.
#[test]
fn families_hold_the_findings_of_one_question() {
    let cohort = cohorts::all().into_iter().find(|cohort| cohort.name == "few_losses");
    let cohort = cohort.expect("a cohort");
    let options = |adjust_table_one| StudyOptions { adjust_table_one, ..cohort.options.clone() };
    let reading =
        reader::read(cohort.file.as_bytes(), &ImportSettings::default()).expect("a table");
    let of = |options| study_of(&reading, &cohort.protocol, &options);
    let (adjusted, plain) = (of(options(true)), of(options(false)));

    let prediction = adjusted.prediction.as_ref().expect("a model");
    assert!(prediction.needs_firth && !prediction.terms.is_empty());
    for terms in &prediction.terms {
        let holm = |term: &Estimable<Term>| term.as_ref().ok().and_then(|term| term.test.p_holm);
        let firth = terms.firth.as_ref().expect("few events");
        let counted = [holm(&terms.crude), holm(&terms.adjusted), holm(firth)];
        assert!(counted[0].is_none() && counted[1].is_none() && counted[2].is_some());
    }
    let mut diagnostics = Vec::new();
    prediction.clone().each_test(&mut |standing, tested| {
        if standing == TestRole::Diagnostic {
            diagnostics.push(tested.p_holm);
        }
    });
    assert!(!diagnostics.is_empty() && diagnostics.iter().all(Option::is_none));

    let mut baseline = Vec::new();
    adjusted.table_one.clone().each_test(&mut |_, tested| baseline.push(tested.p_holm));
    assert!(!baseline.is_empty() && baseline.iter().all(Option::is_some));
    let n_baseline = u32::try_from(baseline.len()).expect("few");
    plain.table_one.clone().each_test(&mut |_, tested| assert_eq!(tested.p_holm, None));
    assert_eq!(plain.n_tests + n_baseline, adjusted.n_tests);
    // No family changes another one.
    assert_eq!(plain.prediction, adjusted.prediction);
    assert_eq!(plain.outcome, adjusted.outcome);
    let words = |found: &Study| format!("{:?}", computed(found));
    assert!(words(&adjusted).contains("Holm: p adjusted over all tests of both tables."));
    let plain = words(&plain);
    assert!(plain.contains("p-values are not adjusted for the number of tests, as chosen."));
    assert!(plain.contains("Table 1 is neither counted nor adjusted, as chosen."));
    assert!(plain.contains("at most about"));
}
