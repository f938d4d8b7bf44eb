//! What is wrong with what a script hands over. Each sentence begins with the name of
//! what it is about.

use super::sessions::json_error;
use super::{impossible, protocol_error};
use crate::engine::json::JsonError;
use crate::engine::protocol::{CytotoxicityRule, ProtocolError};
use crate::engine::quantity::Impossible;

/// That something is no object.
#[must_use]
pub fn not_an_object(name: &str) -> String {
    format!("{name}: expected an object")
}

/// That an object has a field that is not known.
#[must_use]
pub fn unknown_field(name: &str, field: &str, known: &[&str]) -> String {
    format!("{name}: unknown field {field}; there are {}", known.join(", "))
}

/// That an object lacks a field.
#[must_use]
pub fn missing_field(name: &str, field: &str) -> String {
    format!("{name}: the field {field} is missing")
}

/// That a field of a record is no number.
#[must_use]
pub fn not_a_number(field: &str) -> String {
    format!("record: {field} must be a number")
}

/// That a field of a record cannot have its number.
#[must_use]
pub fn impossible_value(field: &str, why: Impossible) -> String {
    format!("record: {field} {}", impossible(why, ""))
}

/// That a file is neither bytes nor text.
pub const NOT_A_FILE: &str = "file: expected a Uint8Array, an ArrayBuffer or a string";

/// That a rule is none of those there are.
#[must_use]
pub fn unknown_rule(found: &str) -> String {
    let known = CytotoxicityRule::ALL.map(CytotoxicityRule::word).join(", ");
    format!("protocol: cytotoxicity_rule must be one of {known}, not {found}")
}

/// That a protocol cannot be used.
#[must_use]
pub fn impossible_protocol(error: &ProtocolError) -> String {
    format!("protocol: {}", protocol_error(error))
}

/// That something in an object is not what can stand there. Its lines are those of the
/// object as indented JSON.
#[must_use]
pub fn unexpected(name: &str, error: &JsonError) -> String {
    match error {
        JsonError::Unknown { found, .. } => {
            format!("{name}: {found} is a name or a value that is not known there")
        }
        other => format!("{name}: {}", json_error(other)),
    }
}

/// That a result cannot be made an object.
pub const NO_OBJECT: &str = "result: the browser cannot make an object of it, perhaps because the \
    computer is out of memory";
