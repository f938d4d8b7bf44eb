//! Numbers and rules. No clock, no chance, no input or output, no formatting,
//! no browser: the same bytes and the same protocol give the same report.
//!
//! ```text
//! bytes -> reader -> cohort + issues -> rules -> flow and tallies -> Report
//! ```

pub mod borderline;
mod by;
pub mod byte_count;
pub mod calendar;
pub mod cohort;
pub mod column;
pub mod counts;
pub mod digest;
pub mod json;
pub mod own_column;
pub mod peers;
pub mod protocol;
pub mod published;
pub mod quantity;
pub mod reader;
pub mod record;
pub mod repeats;
pub mod report;
pub mod rules;
pub mod stats;
pub mod study;
mod version;

use cohort::filter::Filter;
use counts::Counts;
use protocol::Protocol;
use reader::Reading;
use reader::issue::FileError;
use reader::settings::ImportSettings;
use report::{FileReport, Report};
pub use version::VERSION;

/// Name and version of the layout of [`Report`].
pub const REPORT_SCHEMA: &str = "rpl-immune-profile/report/1";

/// Reads a whole file and analyzes it. The page, the worker, the script
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
    let Counts { flow, missing, causes, outcomes, classes, rules, .. } =
        Counts::new(reading, protocol, filter);
    let FileReport { is_synthetic, file, issues, changes, import } = FileReport::new(reading);
    Report {
        schema: REPORT_SCHEMA.to_owned(),
        version: VERSION.to_owned(),
        protocol: *protocol,
        fingerprint: protocol.fingerprint(),
        filter: filter.clone(),
        is_synthetic,
        file,
        flow,
        missing,
        causes,
        outcomes,
        classes,
        rules,
        issues,
        changes,
        import,
    }
}
