//! The protocol in force, in English.

use super::English;
use crate::engine::borderline::Precision;
use crate::engine::protocol::laboratory::{Difference, Laboratory};
use crate::engine::protocol::{CytotoxicityRule, Protocol};
use crate::view::language::settings::{NotInForce, SettingsWords};
use crate::view::protocol::{self, Place};
use crate::view::{messages, words};

impl SettingsWords for English {
    fn protocol_name(&self, laboratory: &Laboratory) -> String {
        protocol::name(laboratory)
    }

    fn protocol_summary(&self, protocol: &Protocol) -> String {
        format!("{}.", protocol::summary(protocol))
    }

    fn not_in_force(&self, why: NotInForce, in_force: &str) -> String {
        let why = match why {
            NotInForce::Empty => "is empty".to_owned(),
            NotInForce::NotANumber(why) => messages::not_a_number(why).to_owned(),
            NotInForce::Impossible(why, quantity) => {
                messages::impossible(why, words::unit(quantity))
            }
            NotInForce::BelowOne => "must be at least 1".to_owned(),
            NotInForce::NoCoefficient => "must be above 0% and at most 100%".to_owned(),
            NotInForce::NoCorrelation => {
                format!("must lie between 0 and {}", Precision::MOST_CORRELATED)
            }
        };
        format!("This {why}. In force: {in_force}.")
    }

    fn rule_note(&self, rule: CytotoxicityRule) -> String {
        words::rule_note(rule).to_owned()
    }

    fn what_if(&self, differences: &[Difference]) -> String {
        format!("{}.", protocol::listed(differences))
    }

    fn reach_of_what_if(&self, place: Place) -> String {
        match place {
            Place::Patient => "It changes nothing on Cohort, and ends when the values are cleared.",
            Place::Cohort => "It changes nothing on Patient, and ends with the file.",
        }
        .to_owned()
    }

    fn not_of_study(&self, laboratory: &Laboratory) -> String {
        format!("The laboratory’s protocol {} is not that of Han 2025:", protocol::name(laboratory))
    }

    fn own_protocol(&self, protocol: &Protocol, differences: &[Difference]) -> String {
        format!("{}: {}.", protocol::cutoffs(protocol), protocol::listed(differences))
    }
}
