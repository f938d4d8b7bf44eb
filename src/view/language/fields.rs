//! What is said beside a field.

use crate::engine::quantity::{Caution, Impossible, Quantity};
use crate::engine::reader::number::NotANumber;
use crate::engine::repeats::Repeats;

/// What is said beside a field.
pub trait FieldWords {
    /// That a text is not one number.
    fn not_a_number(&self, why: NotANumber) -> String;
    /// That a number cannot be a value of its quantity.
    fn impossible(&self, why: Impossible, quantity: Quantity) -> String;
    /// That a value may be a slip.
    fn caution(&self, caution: Caution, quantity: Quantity) -> String;
    /// The value that is worked out from two fields.
    fn derived(&self, quantity: Quantity, value: &str) -> String;
    /// The same of a value that may be a slip.
    fn derived_in_doubt(&self, quantity: Quantity, value: &str, caution: Caution) -> String;
    /// That two fields give no possible value.
    fn not_derived(&self, quantity: Quantity, why: Impossible) -> String;
    /// What several values of one field have in common.
    fn repeats(&self, repeats: &Repeats, quantity: Quantity) -> String;
    /// Two remarks about one field.
    fn both(&self, first: &str, second: &str) -> String;
    /// That she had fewer losses than recurrent pregnancy loss needs.
    fn too_few_losses(&self, minimum: u32) -> String;
}
