//! The protocol in force, and what is said where it is changed.

use crate::engine::protocol::laboratory::{Difference, Laboratory};
use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::engine::quantity::{Impossible, Quantity};
use crate::engine::reader::number::NotANumber;
use crate::view::protocol::Place;

/// Why a text is no value of the protocol.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NotInForce {
    /// There is no text.
    Empty,
    /// It is not one number.
    NotANumber(NotANumber),
    /// It cannot be a value of its quantity.
    Impossible(Impossible, Quantity),
    /// There are no fewer than one loss.
    BelowOne,
    /// A coefficient of variation is above 0 and at most 100 percent.
    NoCoefficient,
    /// A correlation is between 0 and 0.95.
    NoCorrelation,
}

/// The protocol in words.
pub trait SettingsWords {
    /// What the laboratory's protocol is called: its name, or whose cut-offs it has.
    fn protocol_name(&self, laboratory: &Laboratory) -> String;
    /// A protocol in one line.
    fn protocol_summary(&self, protocol: &Protocol) -> String;
    /// That a text is not in force, and what is.
    fn not_in_force(&self, why: NotInForce, in_force: &str) -> String;
    /// What a rule means and where it could come from.
    fn rule_note(&self, rule: CytotoxicityRule) -> String;
    /// Everything in which what is tried differs from the laboratory's protocol.
    fn what_if(&self, differences: &[Difference]) -> String;
    /// How long that holds, and where.
    fn reach_of_what_if(&self, place: Place) -> String;
    /// That the laboratory's protocol is not the study's.
    fn not_of_study(&self, laboratory: &Laboratory) -> String;
    /// Whose its cut-offs are, and everything in which it differs.
    fn own_protocol(&self, protocol: &Protocol, differences: &[Difference]) -> String;
}
