//! The study of a cohort: the paper's margins, degenerate files, filters.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::support::cohorts::{self, HEADER, computed};
use crate::support::{assert_close, synthetic};
use rpl_immune_profile::engine::cohort::filter::{Band, Filter};
use rpl_immune_profile::engine::cohort::tally::Stratum;
use rpl_immune_profile::engine::column::Column;
use rpl_immune_profile::engine::protocol::Protocol;
use rpl_immune_profile::engine::reader;
use rpl_immune_profile::engine::reader::settings::ImportSettings;
use rpl_immune_profile::engine::record::Etiology;
use rpl_immune_profile::engine::rules::profile::ImmuneProfile;
use rpl_immune_profile::engine::stats::proportion::Proportion;
use rpl_immune_profile::engine::stats::{Estimate, Undefined};
use rpl_immune_profile::engine::study::losses::LossMeasure;
use rpl_immune_profile::engine::study::modification::SubgroupName;
use rpl_immune_profile::engine::study::options::{Effort, StudyOptions};
use rpl_immune_profile::engine::study::{Estimable, NotEstimable, Study, TreatmentGroup, study_of};
use rpl_immune_profile::view::document::Block;

fn study_with(file: &str, options: &StudyOptions) -> Study {
    let reading = reader::read(file.as_bytes(), &ImportSettings::default()).expect("a table");
    study_of(&reading, &Protocol::default(), options)
}

fn study(file: &str) -> Study {
    study_with(file, &StudyOptions::default())
}

fn rows(rows: &str) -> Study {
    study(&format!("{HEADER}{rows}"))
}

/// The reason a section gives.
#[track_caller]
fn reason<T: std::fmt::Debug>(said: &Estimable<T>) -> &NotEstimable {
    said.as_ref().expect_err("no reason")
}

/// Han 2025: 163/197 = 82.7 % and 217/269 = 80.7 %. R 4.2.2 for 163, 34, 217, 52:
/// `chisq.test(m, correct = FALSE)$p.value` 0.56896; `fisher.test(m)$p.value`
/// 0.62934; `prop.test` Wilson limits 0.76851, 0.87378, 0.75532, 0.84943.
#[test]
fn the_paper_margins_give_the_paper_numbers() {
    let found = study(&cohorts::paper());
    assert_eq!(found.flow.counts.n_analyzed, 466);
    let outcome = found.outcome.as_ref().expect("an outcome");
    assert!(outcome.treatment_is_stated);
    let contrast = outcome.comparisons.all.as_ref().expect("two groups");
    assert_eq!((contrast.first.events, contrast.first.total), (163, 197));
    assert_eq!((contrast.second.events, contrast.second.total), (217, 269));
    assert_eq!(format!("{:.1}", 100.0 * contrast.first.estimate), "82.7");
    assert_eq!(format!("{:.1}", 100.0 * contrast.second.estimate), "80.7");
    let chi_square = contrast.chi_square.as_ref().expect("a test");
    assert_eq!(format!("{:.3}", chi_square.p_value.value), "0.569");
    assert_eq!(format!("{:.4}", contrast.test.p()), "0.6293");
    for (limit, expected) in [
        (contrast.first.interval.lower, 0.76851),
        (contrast.first.interval.upper, 0.87378),
        (contrast.second.interval.lower, 0.75532),
        (contrast.second.interval.upper, 0.84943),
    ] {
        assert_close(limit, expected, 1e-5, "Wilson");
    }
    let prevalence = found.prevalence.as_ref().expect("women");
    let any = prevalence.any_abnormality().expect("any abnormality");
    let by_etiology = any.by_etiology.as_ref().expect("two groups");
    assert_eq!((by_etiology.first.events, by_etiology.first.total), (100, 215));
    assert_eq!((by_etiology.second.events, by_etiology.second.total), (97, 251));
    // Nobody has high cytotoxicity and Th1/Th2 at a normal level: no rate at all.
    for rates in outcome.rates.values() {
        assert_eq!(rates.groups.cytotoxicity_th1_th2.rate, Err(NotEstimable::Nobody));
    }
    assert_eq!(reason(&found.treatment), &NotEstimable::NoUntreated { n_treated: 197 });
    let modification = found.modification.as_ref().expect("treatment is stated");
    let groups = vec![TreatmentGroup::AbnormalUntreated, TreatmentGroup::NormalTreated];
    assert_eq!(reason(&modification.by_immunity), &NotEstimable::GroupsMissing { groups });
}

/// 10 pregnancies without a live birth, 6 of them with a high NK cell level at 16.1, and 20
/// live births, 5 of them so; of one more woman a bound is known, which decides at 18 only.
#[test]
fn published_cut_offs_are_tests_of_no_live_birth() {
    let some = |id: &str, n: usize, nk: &str, outcome: &str| {
        women(n, &format!("{id}{{}},33,22,2,idiopathic,{nk},20,15,5,20,no,{outcome},"))
    };
    let found = rows(
        &(some("A", 6, "17", "miscarriage")
            + &some("B", 4, "12", "miscarriage")
            + &some("C", 5, "17", "live_birth")
            + &some("D", 15, "11", "live_birth")
            + &some("E", 1, "<17", "live_birth")),
    );
    let sources = found.accuracy.as_ref().expect("two outcomes");
    let of = |word: &str| {
        let source = sources.iter().find(|one| one.preset.word() == word).expect(word);
        source.tests[0].result.as_ref().expect("two outcomes")
    };
    let own = of("konyang");
    assert_eq!(own.n_undecided, 1);
    assert_eq!((own.sensitivity.events, own.sensitivity.total), (6, 10));
    assert_eq!((own.specificity.events, own.specificity.total), (15, 20));
    let share = |found: &Estimable<Proportion>| {
        found.as_ref().map(|share| (share.events, share.total)).map_err(Clone::clone)
    };
    assert_eq!(share(&own.positive_value), Ok((6, 11)));
    assert_eq!(share(&own.negative_value), Ok((15, 19)));
    let ratio = |found: &Estimable<Estimate>| found.as_ref().expect("a ratio").value;
    assert_close(ratio(&own.positive_ratio), 0.6 / 0.25, 1e-12, "LR+");
    assert_close(ratio(&own.negative_ratio), 0.4 / 0.75, 1e-12, "LR-");
    let sydney = of("king2010");
    assert_eq!((sydney.n_undecided, sydney.specificity.total), (0, 21));
    assert_eq!(share(&sydney.positive_value), Err(NotEstimable::Nobody));
    assert_eq!(reason(&sydney.positive_ratio), &NotEstimable::Undefined(Undefined::NoEvents));
    assert_close(ratio(&sydney.negative_ratio), 1.0, 1e-12, "nobody is high");
}

/// Every arm with women, two outcomes in each; then one arm without a live birth, and
/// one without women. 6 of 10 against 4 of 10 with an abnormality, 5 of 10 against 4 of 10
/// without one: 20 points less 10 points.
#[test]
fn treatment_with_and_without_an_abnormality() {
    let arm = |id: &str, nk: &str, ivig: &str, births: usize| {
        let line = |outcome: &str| {
            format!("{id}{{}},33,22,2,idiopathic,{nk},20,15,5,20,{ivig},{outcome},")
        };
        let lost = women(10 - births, &line("miscarriage").replacen(id, &format!("{id}L"), 1));
        if births == 0 { lost } else { women(births, &line("live_birth")) + &lost }
    };
    let file = |normal_untreated: usize| {
        arm("A", "17", "yes", 6)
            + &arm("B", "17", "no", 4)
            + &arm("C", "12", "yes", 5)
            + &arm("D", "12", "no", normal_untreated)
    };
    let unknown = women(3, "U{},3{},22,2,idiopathic,12,20,15,5,20,,live_birth,");
    let found = rows(&(file(4) + &unknown));
    let modification = found.modification.as_ref().expect("treatment is stated");
    assert_eq!(modification.n_unknown, 3);
    let immunity = modification.by_immunity.as_ref().expect("four groups");
    assert_eq!((immunity.abnormal.treated.events, immunity.abnormal.untreated.events), (6, 4));
    let additive = immunity.additive.as_ref().expect("two outcomes in each");
    assert_close(additive.estimate.value, 0.1, 1e-12, "20 points less 10 points");
    let ratio = immunity.risk_ratios.as_ref().expect("two outcomes in each");
    assert_close(ratio.estimate.value, 1.5 / 1.25, 1e-12, "risk ratios");
    let odds = immunity.odds_ratios.as_ref().expect("two outcomes in each");
    assert_close(odds.estimate.value, 2.25 / 1.5, 1e-12, "odds ratios");
    // The three scales are one finding.
    assert_eq!(additive.test.p_holm, Some(additive.test.p()));
    assert_eq!((ratio.test.p_holm, odds.test.p_holm), (None, None));
    let said = words(&found, "treatment-by-immunity");
    assert!(said.contains("women were not assigned to treatment by chance"), "{said}");
    assert!(said.contains("These numbers are not adjusted"), "{said}");
    assert!(said.contains("3 women are left out"), "{said}");

    let found = rows(&file(0));
    let modification = found.modification.as_ref().expect("treatment is stated");
    let immunity = modification.by_immunity.as_ref().expect("four groups");
    assert_close(immunity.normal.difference.value, 0.5, 1e-12, "the effect itself is there");
    let refused = NotEstimable::Undefined(Undefined::OneOutcomeInGroup);
    for scale in [&immunity.additive, &immunity.risk_ratios, &immunity.odds_ratios] {
        assert_eq!(reason(scale), &refused);
    }

    // All these women are of one class, one etiology and one number of losses.
    let found = rows(&file(4));
    let modification = found.modification.as_ref().expect("treatment is stated");
    let ways = modification.subgroups.as_ref().expect("both with an abnormality");
    let few = NotEstimable::Undefined(Undefined::TooFewGroups);
    for way in ways {
        assert_eq!(reason(&way.interaction), &few, "{:?}", way.by);
    }
    let nk = &ways[0].subgroups[0];
    assert_eq!(nk.who, SubgroupName::Class(ImmuneProfile::Nk));
    let difference = nk.difference.as_ref().expect("both treated and untreated");
    assert_close(difference.value, 0.2, 1e-12, "6 of 10 less 4 of 10");
    assert_eq!(ways[0].subgroups[1].treated, Err(NotEstimable::Nobody));

    let found = rows(&(arm("A", "17", "yes", 6) + &arm("D", "12", "no", 4)));
    let modification = found.modification.as_ref().expect("treatment is stated");
    let reason_of_none = NotEstimable::NoUntreated { n_treated: 10 };
    assert_eq!(reason(&modification.subgroups), &reason_of_none);
    assert_eq!(
        words(&found, "treatment-by-immunity"),
        "In this file and filter there are no untreated women with an abnormality and no treated \
         women without an abnormality whose outcome is known, so that treatment cannot be compared \
         between women with and without an abnormality."
    );
}

#[test]
fn one_woman() {
    let found = rows("A,33,22,2,idiopathic,17,20,15,5,20,yes,live_birth,normal\n");
    assert_eq!(found.flow.counts.n_analyzed, 1);
    let table = found.table_one.as_ref().expect("tables");
    assert_eq!(reason(&table.by_etiology), &NotEstimable::OneGroup);
    assert_eq!(reason(&table.by_abnormality), &NotEstimable::OneGroup);
    let prevalence = found.prevalence.as_ref().expect("a woman");
    let any = prevalence.any_abnormality().expect("any abnormality");
    assert_eq!(reason(&any.by_etiology), &NotEstimable::OneGroup);
    let outcome = found.outcome.as_ref().expect("an outcome");
    assert_eq!(reason(&outcome.comparisons.all), &NotEstimable::OneGroup);
    assert_eq!(reason(&outcome.comparisons.known), &NotEstimable::Nobody);
    assert_eq!(reason(&outcome.among_classes.all), &NotEstimable::OneGroup);
    assert_eq!(reason(&outcome.pairs), &NotEstimable::OneGroup);
    let losses = found.by_losses.as_ref().expect("losses");
    assert_eq!(reason(&losses.rows[0].trend), &NotEstimable::OneGroup);
    assert_eq!(losses.rows[0].shares[1], Err(NotEstimable::Nobody));
    assert_eq!(reason(&found.prediction), &NotEstimable::OneOutcome { live_births: true });
    assert_eq!(reason(&found.treatment), &NotEstimable::NoUntreated { n_treated: 1 });
    let curves = found.curves.as_ref().expect("five values");
    assert_eq!(reason(&curves[0].result), &NotEstimable::OneOutcome { live_births: true });
    let areas = found.areas.as_ref().expect("ten pairs");
    assert_eq!(reason(&areas[0].result), &NotEstimable::OneOutcome { live_births: true });
    assert_eq!(found.sensitivity.as_ref().expect("a woman").n, 1);
    assert_eq!(found.n_tests, 0);
}

/// `n` women that a line describes, with `{}` for the number.
fn women(n: usize, line: &str) -> String {
    let lines: Vec<String> = (0..n).map(|number| line.replace("{}", &number.to_string())).collect();
    lines.join("\n") + "\n"
}

#[test]
fn one_class() {
    let births = women(9, "B{},3{},22,2,idiopathic,17,20,15,5,20,yes,live_birth,");
    let losses = women(6, "L{},3{},23,3,thyroid,17,20,15,5,20,yes,miscarriage,");
    let found = rows(&(births + &losses));
    let outcome = found.outcome.as_ref().expect("an outcome");
    assert_eq!(reason(&outcome.comparisons.all), &NotEstimable::OneGroup);
    assert_eq!(reason(&outcome.pairs), &NotEstimable::OneGroup);
    assert_eq!(reason(&outcome.rates.all.prior), &NotEstimable::Undefined(Undefined::TooFewGroups));
    let trend = &found.by_losses.as_ref().expect("losses").rows[3];
    assert_eq!((trend.measure, trend.stratum), (LossMeasure::AnyAbnormality, Stratum::All));
    assert_eq!(reason(&trend.trend), &NotEstimable::Undefined(Undefined::OnlyEvents));
    // Losses and etiology divide the outcomes; abnormality is the same for all.
    let prediction = found.prediction.as_ref().expect("two outcomes");
    assert!(prediction.left_out.iter().any(|left| left.predictor.word() == "any_abnormality"));
}

#[test]
fn all_live_births() {
    let normal = women(9, "N{},3{},22,2,idiopathic,12,20,15,5,20,no,live_birth,");
    let abnormal = women(9, "A{},3{},21,3,thyroid,17,20,15,5,20,yes,live_birth,");
    let found = rows(&(normal + &abnormal));
    let outcome = found.outcome.as_ref().expect("an outcome");
    let contrast = outcome.comparisons.all.as_ref().expect("two groups");
    assert_eq!(contrast.difference.value.to_bits(), 0f64.to_bits());
    assert_eq!(reason(&contrast.odds_ratio), &NotEstimable::Undefined(Undefined::OnlyEvents));
    assert_close(contrast.test.p(), 1.0, 0.0, "Fisher");
    assert_eq!(reason(&found.prediction), &NotEstimable::OneOutcome { live_births: true });
    let live_births = &found.by_losses.as_ref().expect("losses").rows[0];
    assert_eq!(reason(&live_births.trend), &NotEstimable::Undefined(Undefined::OnlyEvents));
}

#[test]
fn no_outcome_column() {
    let file = "patient_id,previous_losses,etiology,nk_percent,nk_cyto_50,nk_cyto_25,\
                nk_cyto_12_5,th1_th2_ratio\nA,2,idiopathic,17,20,15,5,20\nB,3,septum,12,20,15,5,20\n";
    let found = study(file);
    let missing = NotEstimable::NotStated { column: Column::Outcome };
    assert_eq!(reason(&found.outcome), &missing);
    assert_eq!(reason(&found.prediction), &missing);
    assert_eq!(reason(&found.treatment), &missing);
    assert_eq!(reason(&found.modification), &missing);
    assert_eq!(reason(&found.curves), &missing);
    assert_eq!(reason(&found.areas), &missing);
    assert_eq!(reason(&found.accuracy), &missing);
    assert!(found.prevalence.is_ok() && found.sensitivity.is_ok());
    let table = found.table_one.as_ref().expect("tables").by_etiology.as_ref().expect("two groups");
    assert_eq!(table.rows[0].missing.both, 2);
    assert!(table.rows[0].test.is_err());
}

#[test]
fn no_etiology_column() {
    let file = "patient_id,previous_losses,nk_percent,nk_cyto_50,nk_cyto_25,nk_cyto_12_5,\
                th1_th2_ratio,outcome\nA,2,17,20,15,5,20,live_birth\nB,3,12,20,15,5,20,miscarriage\n";
    let found = study(file);
    let table = found.table_one.as_ref().expect("tables");
    assert_eq!(reason(&table.by_etiology), &NotEstimable::NotStated { column: Column::Etiology });
    assert!(table.by_abnormality.is_ok());
    let any = &found.prevalence.as_ref().expect("women").groups[7];
    assert_eq!(reason(&any.by_etiology), &NotEstimable::NotStated { column: Column::Etiology });
    let outcome = found.outcome.as_ref().expect("an outcome");
    assert!(!outcome.treatment_is_stated && outcome.comparisons.all.is_ok());
    assert_eq!(reason(&outcome.comparisons.idiopathic), &NotEstimable::Nobody);
    assert_eq!(reason(&found.treatment), &NotEstimable::NotStated { column: Column::Ivig });
    assert_eq!(reason(&found.modification), &NotEstimable::NotStated { column: Column::Ivig });
}

#[test]
fn every_test_missing() {
    let found = rows(&women(8, "A{},3{},22,2,idiopathic,,,,,,yes,live_birth,aneuploid"));
    assert_eq!((found.flow.counts.n_enrolled, found.flow.counts.n_immunity_indeterminate), (8, 8));
    assert_eq!(reason(&found.prevalence), &NotEstimable::Nobody);
    assert_eq!(reason(&found.outcome), &NotEstimable::Nobody);
    assert_eq!(reason(&found.prediction), &NotEstimable::Nobody);
    assert_eq!(reason(&found.treatment), &NotEstimable::Nobody);
    assert_eq!(reason(&found.modification), &NotEstimable::Nobody);
    let curves = found.curves.as_ref().expect("five values");
    assert_eq!(reason(&curves[0].result), &NotEstimable::NotStated { column: Column::NkPercent });
    let areas = found.areas.as_ref().expect("ten pairs");
    assert_eq!(reason(&areas[0].result), &NotEstimable::NotStated { column: Column::NkPercent });
    // Karyotypes need no class.
    let aneuploidy = &found.by_losses.as_ref().expect("losses").rows[15];
    assert_eq!((aneuploidy.measure, aneuploidy.stratum), (LossMeasure::Aneuploidy, Stratum::All));
    assert_eq!(aneuploidy.shares[0].as_ref().map(|share| share.total), Ok(8));
    assert_eq!(
        found.sensitivity.as_ref().expect("women").rules[0]
            .switch
            .table
            .indeterminate
            .indeterminate,
        8
    );
}

#[test]
fn one_arm_empty() {
    let untreated = women(9, "U{},3{},22,2,idiopathic,17,20,15,5,20,no,live_birth,");
    let lost = women(5, "L{},3{},24,3,thyroid,17,20,15,5,20,no,miscarriage,");
    let found = rows(&(untreated + &lost));
    assert_eq!(reason(&found.treatment), &NotEstimable::NoTreated { n_untreated: 14 });
    let outcome = found.outcome.as_ref().expect("an outcome");
    assert_eq!(outcome.n_abnormal_left_out, 14);
    assert_eq!(reason(&outcome.comparisons.all), &NotEstimable::Nobody);
}

#[test]
fn nobody_passes_the_filter() {
    let options = StudyOptions {
        filter: Filter {
            age_years: Some(Band { minimum: Some(59.0), maximum: None }),
            ..Filter::default()
        },
        ..StudyOptions::default()
    };
    let found = study_with(&synthetic::cohort(60, 3), &options);
    assert_eq!(
        (found.flow.counts.outside_filter.total(), found.flow.counts.n_enrolled, found.n_tests),
        (60, 0, 0)
    );
    assert!(found.prevalence.is_err() && found.outcome.is_err() && found.by_losses.is_err());
    assert!(found.prediction.is_err() && found.sensitivity.is_err() && found.curves.is_err());
}

/// Where the filter leaves nobody, every section says that it is the filter, and
/// none says anything of the file.
#[test]
fn a_filter_that_leaves_nobody_is_said_in_every_section() {
    let file = HEADER.to_owned()
        + &women(8, "A{},3{},22,2,idiopathic,17,20,15,5,20,yes,live_birth,")
        + "B,33,22,1,idiopathic,17,20,15,5,20,yes,live_birth,\n";
    let band = |minimum, maximum| Some(Band { minimum, maximum });
    let filters = [
        // The file has no years, none is so old, none has a known etiology, and one
        // loss is no recurrent loss.
        Filter { year: band(Some(2015.0), None), ..Filter::default() },
        Filter { age_years: band(Some(45.0), None), ..Filter::default() },
        Filter { etiology: Some(Etiology::Known), ..Filter::default() },
        Filter { previous_losses: band(None, Some(1.0)), ..Filter::default() },
    ];
    for filter in &filters {
        let options = StudyOptions { filter: filter.clone(), ..StudyOptions::default() };
        let found = study_with(&file, &options);
        assert_eq!(reason(&found.table_one), &NotEstimable::FilteredOut { n_enrolled: 8 });
        for section in computed(&found) {
            let text = words(&found, &section.id);
            let said = "The filter leaves nobody: all 8 women with recurrent pregnancy loss are outside it.";
            assert!(text.starts_with(said), "{}: {text}", section.id);
            assert!(!text.contains("The file states"), "{text}");
        }
    }
    // A file without such women is not the fault of a filter.
    let file = HEADER.to_owned() + "B,33,22,1,idiopathic,17,20,15,5,20,yes,live_birth,\n";
    let options = StudyOptions { filter: filters[1].clone(), ..StudyOptions::default() };
    assert_eq!(reason(&study_with(&file, &options).prevalence), &NotEstimable::Nobody);
}

/// The study of a filtered file is that of a file with these rows alone.
#[test]
fn a_filter_is_as_good_as_a_shorter_file() {
    let file = synthetic::cohort(200, 12);
    let filter = Filter {
        etiology: Some(Etiology::Idiopathic),
        previous_losses: Some(Band { minimum: Some(3.0), maximum: None }),
        ..Filter::default()
    };
    let options = StudyOptions { filter, ..StudyOptions::default() };
    let mut filtered = study_with(&file, &options);
    let kept = file.lines().enumerate().filter(|(place, line)| {
        let cells: Vec<&str> = line.split(',').collect();
        *place == 0 || (cells[4] == "idiopathic" && cells[3] != "2")
    });
    let shorter: Vec<&str> = kept.map(|(_, line)| line).collect();
    let mut alone = study(&shorter.join("\n"));
    assert!(filtered.flow.counts.outside_filter.total() > 100);
    filtered.flow = alone.flow.clone();
    alone.options = filtered.options.clone();
    assert_eq!(filtered, alone);
}

/// Of a date only its year counts, and a woman without a year is in no calendar.
#[test]
fn the_calendar_is_a_filter() {
    let line = |id: &str, year: &str| {
        format!("{id},33,22,2,idiopathic,17,20,15,5,20,yes,live_birth,,{year}\n")
    };
    let head = HEADER.trim_end().to_owned() + ",Work-up date\n";
    let years = ["2012-06-30", "01.02.2013", "2014", "", "soon"];
    let rows: Vec<String> =
        ["A", "B", "C", "D", "E"].iter().zip(years).map(|(id, year)| line(id, year)).collect();
    let file = head + &rows.concat();
    let within = |minimum: Option<f64>, maximum: Option<f64>| {
        let filter = Filter { year: Some(Band { minimum, maximum }), ..Filter::default() };
        let options = StudyOptions { filter, ..StudyOptions::default() };
        let found = study_with(&file, &options);
        (found.flow.counts.n_enrolled, found.flow.counts.outside_filter.total())
    };
    assert_eq!(study(&file).flow.counts.n_enrolled, 5, "an unreadable year leaves nobody out");
    assert_eq!(within(Some(2013.0), None), (2, 3));
    assert_eq!(within(None, Some(2013.0)), (2, 3));
    assert_eq!(within(Some(2012.0), Some(2014.0)), (3, 2));
}

/// A quick pass says the same as the full one, or that it has left it out.
#[test]
fn a_quick_pass_leaves_out_and_changes_nothing() {
    let file = synthetic::cohort(300, 4);
    let full = study(&file);
    let options = StudyOptions { effort: Effort::Quick, ..StudyOptions::default() };
    let quick = study_with(&file, &options);
    assert_eq!(quick.flow, full.flow);
    let (quick_outcome, full_outcome) =
        (quick.outcome.as_ref().expect("outcomes"), full.outcome.as_ref().expect("outcomes"));
    assert_eq!(quick_outcome.rates, full_outcome.rates);
    assert_eq!(reason(&quick_outcome.among_classes.all), &NotEstimable::Deferred);
    assert_eq!(quick.sensitivity, full.sensitivity);
    let quick_model = quick.prediction.as_ref().expect("a model");
    assert_eq!(reason(&quick_model.validation), &NotEstimable::Deferred);
    let few = StudyOptions { quick_limit: 100, ..options };
    let counts = study_with(&file, &few);
    assert_eq!(reason(&counts.prediction), &NotEstimable::Deferred);
    assert_eq!(reason(&counts.table_one), &NotEstimable::Deferred);
    assert_eq!(counts.outcome.as_ref().expect("outcomes").rates, full_outcome.rates);
}

/// The paragraphs and notes of a section.
fn words(found: &Study, id: &str) -> String {
    let section = computed(found).into_iter().find(|section| section.id == id).expect("a section");
    let texts = section.blocks.into_iter().filter_map(|block| match block {
        Block::Paragraph(text) | Block::Note(_, text) => Some(text),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// What a section says of a file has to be so in that file.
#[test]
fn nothing_is_said_that_is_not_so() {
    // The file states etiologies; nobody has a class.
    let untested = rows(&women(8, "A{},3{},22,2,idiopathic,,,,,,yes,live_birth,"));
    let table = untested.table_one.as_ref().expect("tables");
    assert_eq!(reason(&table.by_etiology), &NotEstimable::Nobody);

    // Nobody was treated, and nothing says otherwise.
    let untreated = women(9, "U{},3{},22,2,idiopathic,17,20,15,5,20,no,live_birth,");
    let normal = women(5, "N{},3{},24,3,thyroid,12,20,15,5,20,no,miscarriage,");
    let found = rows(&(untreated + &normal));
    let text = words(&found, "outcome");
    assert!(!text.contains("The women with an abnormality were treated"), "{text}");
    assert!(text.contains("no treated woman with an abnormality"), "{text}");

    // The file does not say who was treated.
    let silent = women(9, "S{},3{},22,2,idiopathic,17,20,15,5,20,,live_birth,")
        + &women(5, "N{},3{},24,3,thyroid,12,20,15,5,20,,miscarriage,");
    let text = words(&rows(&silent), "outcome");
    assert!(text.contains("The file does not say who was treated."), "{text}");
    assert!(!text.contains("were treated"), "{text}");

    // No etiology is another reason than no women.
    let file = "patient_id,previous_losses,nk_percent,nk_cyto_50,nk_cyto_25,nk_cyto_12_5,\
                th1_th2_ratio\nA,2,17,20,15,5,20\nB,3,12,20,15,5,20\n";
    let any = &study(file).prevalence.expect("women").groups[7];
    assert_eq!(reason(&any.by_etiology), &NotEstimable::NotStated { column: Column::Etiology });
}

/// A predictor that is left out does not mean that the model cannot be fitted.
#[test]
fn predictors_that_are_left_out_are_named_as_readers_know_them() {
    let births = women(9, "U{},3{},22,2,idiopathic,17,20,15,5,20,no,live_birth,");
    let losses = women(5, "L{},3{},24,3,thyroid,17,20,15,5,20,no,miscarriage,");
    let text = words(&rows(&(births + &losses)), "prediction");
    assert!(!text.contains("cannot be fitted"), "{text}");
    assert!(!text.contains("previous_losses") && !text.contains("any_abnormality"), "{text}");
    assert!(
        text.contains("Any abnormality is not in the model: it is the same for everyone."),
        "{text}"
    );
    assert!(
        text.contains("Known etiology is not in the model: it follows from body mass index."),
        "{text}"
    );
}

#[test]
fn one_woman_is_no_women() {
    let found = rows("A,33,22,2,idiopathic,17,20,15,5,20,yes,live_birth,normal\n");
    let said = [words(&found, "treatment"), words(&found, "sensitivity")].join("\n");
    assert!(!said.contains("1 women"), "{said}");
}

#[test]
fn an_study_survives_json() {
    for file in [synthetic::cohort(120, 2), cohorts::paper()] {
        let found = study(&file);
        let json = serde_json::to_string(&found).expect("written");
        assert_eq!(serde_json::from_str::<Study>(&json).expect("read"), found);
    }
}
