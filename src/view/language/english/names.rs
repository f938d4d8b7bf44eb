//! What things are called, in English.

use super::English;
use crate::engine::protocol::{CytotoxicityRule, Source};
use crate::engine::quantity::Quantity;
use crate::engine::rules::Finding;
use crate::engine::rules::panel::ByTest;
use crate::view::language::names::NameWords;
use crate::view::patient::origin::Origin;
use crate::view::words;

impl NameWords for English {
    fn quantity(&self, quantity: Quantity) -> String {
        words::quantity(quantity).to_owned()
    }

    fn cutoff(&self, quantity: Quantity) -> String {
        format!("{}, cut-off", words::quantity(quantity))
    }

    fn unit(&self, quantity: Quantity) -> String {
        words::unit(quantity).to_owned()
    }

    fn rule(&self, rule: CytotoxicityRule) -> String {
        words::rule(rule).to_owned()
    }

    fn source(&self, source: Source) -> String {
        words::source(source).to_owned()
    }

    fn finding(&self, finding: Finding) -> String {
        words::finding(finding).to_owned()
    }

    fn findings(&self, findings: ByTest<Finding>) -> String {
        let said = words::TESTS
            .iter()
            .map(|(test, name)| format!("{name} {}", words::finding(findings[test])));
        said.collect::<Vec<_>>().join(", ")
    }

    fn origin(&self, origin: Origin) -> String {
        match origin {
            Origin::Published => "published",
            Origin::Inferred => "inferred",
            Origin::Computed => "computed here",
            Origin::SecondHand => "second hand",
        }
        .to_owned()
    }
}
