//! What the engine found, as people read it: text, tables, chart models and
//! drawings. No Yew and no browser, so that all of it is tested natively.

pub mod abbreviations;
pub mod about;
pub mod calculator;
pub mod cohort;
pub mod document;
pub mod evidence;
pub mod export;
pub mod figures;
pub mod file_errors;
pub mod format;
pub mod import;
pub mod laboratory_file;
pub mod language;
pub mod messages;
pub mod notices;
pub mod outlook;
pub mod patient;
pub mod privacy;
pub mod protocol;
pub mod saved;
pub mod study;
pub mod words;
pub mod work;
