//! A file of one patient: the workbench opens it, and the front shows what it holds.

use serde::{Deserialize, Serialize};
use yew::prelude::*;

use super::Bridge;
use crate::engine::protocol::Protocol;
use crate::view::patient::PatientDraft;

const FROM_FILE: &str = "fromFile";

/// What the front is to take from a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::web) enum FromFile {
    /// The values, in the place of what is typed.
    Values(Box<PatientDraft>),
    /// The cut-offs and the rule, to be tried.
    Protocol(Protocol),
}

impl Bridge {
    /// Has the front take something.
    pub(in crate::web) fn hand(&self, taken: &FromFile) {
        self.pass(FROM_FILE, taken);
    }
}

/// Hears what is to be taken from a file.
#[hook]
pub(in crate::web) fn use_opened(bridge: &Bridge, on_taken: Callback<FromFile>) {
    use_effect_with(bridge.clone(), move |bridge| {
        let listener = bridge.listen(FROM_FILE, move |taken| on_taken.emit(taken));
        move || drop(listener)
    });
}
