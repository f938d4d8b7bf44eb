//! How near values are to their cut-offs.

use crate::engine::quantity::Quantity;
use crate::engine::rules::panel::ImmuneTest;

/// How near a value is to its cut-off, in words.
pub trait NearnessWords {
    /// The distance from the cut-off, as a share of it; negative below it.
    fn distance(&self, share: f64) -> String;
    /// The probability that a repeat is on the other side.
    fn other_side(&self, share: f64) -> String;
    /// The same of a rule over several ratios, with what the smallest and the largest
    /// correlation make of it.
    fn other_side_of_rule(&self, share: f64, from: f64, to: f64) -> String;
    /// That no probability can be given, because the spread of the assay is not known.
    fn no_spread(&self) -> String;
    /// The value of a test with its ratio, if it has one.
    fn value_of(&self, quantity: Quantity) -> String;
    /// How the probability was computed.
    fn how_computed(&self) -> String;
    /// The correlation between the ratios, and between which ones it was tried.
    fn correlated(&self, correlation: f64, from: f64, to: f64) -> String;
    /// The coefficients that were used, as shares, and whether repeats gave them.
    fn coefficients(&self, used: &[(ImmuneTest, f64, bool)]) -> String;
}
