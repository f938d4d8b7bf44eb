//! What closing a file takes away.

use crate::engine::reader::settings::ImportSettings;
use crate::web::state::rules::Rules;
use crate::web::state::study::StudyState;

/// What closing a file took away: all that was chosen for it, and nothing read from it.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosedFile {
    /// Name of the file.
    pub file_name: String,
    /// How it is read.
    pub settings: ImportSettings,
    pub(super) study: StudyState,
    pub(super) rules: Rules,
}
