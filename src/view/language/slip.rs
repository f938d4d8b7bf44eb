//! What was taken from a pasted slip, and what was left.

use crate::engine::quantity::Quantity;
use crate::engine::reader::slip::SlipReason;

/// A pasted slip in words.
pub trait SlipWords {
    /// A value that was taken: what it is of, how it was written, and where it stood.
    fn taken(&self, quantity: Quantity, text: &str, source: &str) -> String;
    /// A part of the slip that was left, and why if it speaks of a value.
    fn left(&self, text: &str, why: Option<SlipReason>) -> String;
    /// How many values were taken and how many parts were left.
    fn slip_summary(&self, n_taken: usize, n_left: usize) -> String;
}
