//! The pages that the header offers.

pub(super) mod about;
pub(super) mod annex;
mod change_log;
pub(super) mod cohort;
pub(super) mod command;
pub(super) mod evidence;
mod evidence_trials;
mod handover_status;
mod import_step;
pub(super) mod papers;
pub(super) mod patient;
mod patient_result;
pub(super) mod privacy;
pub(super) mod study;
pub(super) mod tables;

#[cfg(test)]
mod tests;
