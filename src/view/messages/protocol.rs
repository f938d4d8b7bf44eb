//! What is wrong with a protocol.

use super::impossible;
use crate::engine::column::Column;
use crate::engine::protocol::ProtocolError;

/// Why a protocol cannot be used, as a clause.
#[must_use]
pub fn protocol_error(error: &ProtocolError) -> String {
    match *error {
        ProtocolError::Cutoff { quantity, value, why } => {
            let name = Column::of(quantity).map_or("", Column::name);
            format!("the cut-off for {name} {}, not {value}", impossible(why, ""))
        }
        ProtocolError::IntervalLevel(level) => {
            format!("the interval level must lie between 0.5 and 1, not {level}")
        }
    }
}
