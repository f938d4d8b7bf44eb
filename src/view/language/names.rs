//! What things are called.

use crate::engine::protocol::{CytotoxicityRule, Source};
use crate::engine::quantity::Quantity;
use crate::engine::rules::Finding;
use crate::engine::rules::panel::ByTest;
use crate::view::patient::origin::Origin;

/// What things are called.
pub trait NameWords {
    /// A quantity, as the label of a field.
    fn quantity(&self, quantity: Quantity) -> String;
    /// The cut-off of a quantity, as its field is called where it is only heard.
    fn cutoff(&self, quantity: Quantity) -> String;
    /// The unit of a quantity; empty where it has none.
    fn unit(&self, quantity: Quantity) -> String;
    /// A rule for cytotoxicity, as a choice.
    fn rule(&self, rule: CytotoxicityRule) -> String;
    /// Who set a cut-off.
    fn source(&self, source: Source) -> String;
    /// What a test says.
    fn finding(&self, finding: Finding) -> String;
    /// What the three tests say, to be read aloud.
    fn findings(&self, findings: ByTest<Finding>) -> String;
    /// How a statement came to be.
    fn origin(&self, origin: Origin) -> String;
}
