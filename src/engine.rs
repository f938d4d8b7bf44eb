//! Numbers and rules. No clock, no chance, no input or output, no formatting,
//! no browser: the same bytes and the same protocol give the same report.
//!
//! ```text
//! bytes -> reader -> cohort + issues -> rules -> flow and tallies -> Report
//! ```

pub mod byte_count;
pub mod cohort;
pub mod column;
pub mod digest;
pub mod protocol;
pub mod published;
pub mod quantity;
pub mod reader;
pub mod record;
pub mod report;
pub mod rules;
pub mod stats;
pub mod study;
mod version;

use cohort::filter::Filter;
use cohort::flow::{Flow, Place, judge};
use cohort::tally::{Classified, NamedCount, Tally};
use column::Column;
use protocol::{CytotoxicityRule, Protocol};
use reader::Reading;
use reader::issue::FileError;
use reader::settings::ImportSettings;
use record::Outcome;
use report::{FileSummary, OutcomeCount, Report, RuleComparison};
use rules::profile::{self, ImmuneProfile};
use rules::{Classification, cytotoxicity};
pub use version::VERSION;

/// Name and version of the layout of [`Report`].
pub const REPORT_SCHEMA: &str = "rpl-immune-profile/report/1";

/// Reads a whole file and analyses it. The page, the worker, the script
/// interface and the tests all end here: those who have a file in slices call
/// [`reader::Import`] and then [`evaluate`], which is what this does.
///
/// # Errors
/// Only a file that cannot be used at all, or of which something has to be asked
/// first; bad rows are part of the report.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::{analyze, protocol::Protocol};
///
/// let file = "patient_id,previous_losses,nk_percent\nA,3,18.0\n";
/// let report = analyze(file.as_bytes(), &Protocol::default())?;
/// assert_eq!(report.flow.n_immunity_indeterminate, 1);
/// assert_eq!(report.flow.n_indeterminate_abnormal, 1);
/// # Ok::<(), rpl_immune_profile::engine::reader::issue::FileError>(())
/// ```
pub fn analyze(bytes: &[u8], protocol: &Protocol) -> Result<Report, FileError> {
    analyze_with(bytes, &ImportSettings::default(), protocol)
}

/// As [`analyze`], with choices of how the file is to be read.
///
/// # Errors
/// As [`analyze`].
pub fn analyze_with(
    bytes: &[u8],
    settings: &ImportSettings,
    protocol: &Protocol,
) -> Result<Report, FileError> {
    Ok(evaluate(&reader::read(bytes, settings)?, protocol, &Filter::default()))
}

/// Classifies, counts and reports the women of a file whom a filter admits.
#[must_use]
pub fn evaluate(reading: &Reading, protocol: &Protocol, filter: &Filter) -> Report {
    let cohort = &reading.cohort;
    let mut flow = Flow {
        n_rows: reading.n_rows,
        n_rejected: reading.issues.n_rejected_rows,
        n_merged: reading.n_merged_rows,
        ..Flow::default()
    };
    let mut tally = Tally::default();
    let mut outcomes = [0; Outcome::ALL.len() + 1];
    let mut rules = CytotoxicityRule::ALL.map(|rule| RuleComparison {
        rule,
        n_classified: 0,
        n_abnormal: 0,
        n_changed: 0,
    });
    let mut places = Vec::with_capacity(cohort.len());
    for index in 0..cohort.len() {
        if let Some(criterion) = filter.refusal_of(cohort, index) {
            flow.leave_out(criterion);
            continue;
        }
        places.push(index);
        let (classification, place) = judge(cohort, index, protocol);
        flow.add(place, classification.verdict);
        if !matches!(place, Place::LossesUnknown | Place::TooFewLosses) {
            compare_rules(&mut rules, &classification);
        }
        let (Place::OutcomeUnknown | Place::Analyzed, Some(profile)) =
            (place, classification.verdict.profile())
        else {
            continue;
        };
        let outcome = cohort.outcome[index];
        outcomes[outcome.map_or(Outcome::ALL.len(), |outcome| outcome as usize)] += 1;
        let is_live_birth = outcome.and_then(Outcome::is_live_birth);
        tally.add(cohort.etiology[index], Classified { profile, is_live_birth });
    }
    Report {
        schema: REPORT_SCHEMA.to_owned(),
        version: VERSION.to_owned(),
        protocol: *protocol,
        fingerprint: protocol.fingerprint(),
        filter: *filter,
        is_synthetic: cohort.is_synthetic(),
        file: FileSummary {
            n_bytes: reading.n_bytes,
            n_blank_rows: reading.n_blank_rows,
            header: reading.header.clone(),
        },
        flow,
        missing: missing(reading, &places),
        causes: cohort.causes(&places),
        outcomes: outcome_counts(&outcomes),
        classes: tally.rows(protocol.interval_level),
        rules: rules.to_vec(),
        issues: reading.issues.clone(),
        changes: reading.changes.clone(),
        import: reading.log.clone(),
    }
}

/// The records at these places without a value, by column.
fn missing(reading: &Reading, places: &[usize]) -> Vec<NamedCount> {
    let n_missing = |column: &Column| {
        let lacks = |place: &&usize| reading.cohort.lacks(**place, *column);
        u32::try_from(places.iter().filter(lacks).count()).unwrap_or(u32::MAX)
    };
    let used = reading.header.used.iter();
    used.map(|column| NamedCount { name: column.name().to_owned(), n: n_missing(column) }).collect()
}

fn outcome_counts(counts: &[u32; Outcome::ALL.len() + 1]) -> Vec<OutcomeCount> {
    let outcomes = Outcome::ALL.into_iter().map(Some).chain([None]);
    outcomes
        .zip(counts)
        .filter(|&(_, &n)| n > 0)
        .map(|(outcome, &n)| OutcomeCount {
            outcome,
            is_live_birth: outcome.and_then(Outcome::is_live_birth),
            n,
        })
        .collect()
}

/// Counts one enrolled woman under every rule. Only cytotoxicity is judged
/// again: the other two tests know no rule.
fn compare_rules(rules: &mut [RuleComparison], chosen: &Classification) {
    for comparison in rules {
        let cytotoxicity =
            cytotoxicity::combine(comparison.rule, &chosen.nk_cytotoxicity.comparisons);
        let verdict =
            profile::verdict(chosen.nk_level.finding, cytotoxicity, chosen.th1_th2.finding);
        let profile = verdict.profile();
        comparison.n_classified += u32::from(profile.is_some());
        comparison.n_abnormal += u32::from(profile.is_some_and(ImmuneProfile::is_abnormal));
        comparison.n_changed += u32::from(profile != chosen.verdict.profile());
    }
}
