//! What the import step is told.

use std::rc::Rc;

use yew::prelude::*;

use crate::engine::reader::preview::ImportPreview;
use crate::engine::reader::settings::ImportSettings;
use crate::web::pages::command::CohortCommand;

/// What the import step shows and whom it tells.
#[derive(Properties, PartialEq)]
pub(in crate::web) struct ImportStepProps {
    /// Name of the file.
    pub file_name: String,
    /// What was found.
    pub preview: Rc<ImportPreview>,
    /// The choices so far.
    pub settings: ImportSettings,
    /// Whether the file is being looked at again.
    pub is_updating: bool,
    /// Whether there is a report to go back to.
    pub has_report: bool,
    /// What the user asks for.
    pub on_command: Callback<CohortCommand>,
}
