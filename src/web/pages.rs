//! The pages that the header offers.

pub(super) mod about;
pub(super) mod analysis;
pub(super) mod cohort;
mod cohort_report;
pub(super) mod patient;
mod patient_result;
pub(super) mod tables;
mod tables_form;
mod tables_result;

#[cfg(test)]
mod tests;
