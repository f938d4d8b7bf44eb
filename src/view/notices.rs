//! What stands out wherever the results are not the laboratory's or not the study's.

use crate::engine::protocol::Protocol;
use crate::engine::protocol::laboratory::Laboratory;
use crate::view::language::PatientWords;
use crate::view::language::labels::Label;
use crate::view::protocol::{Place, is_of_study};

/// A line that stands out wherever the results are not the study's or not the
/// laboratory's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it begins with.
    pub title: String,
    /// What differs.
    pub text: String,
    /// What it ends with: how long it holds and where.
    pub reach: String,
    /// The one click back.
    pub back: String,
}

/// That something is tried in the place of the laboratory's protocol.
#[must_use]
pub fn what_if(
    laboratory: &Laboratory,
    in_force: &Protocol,
    place: Place,
    words: &dyn PatientWords,
) -> Option<Notice> {
    let differences = in_force.differences(&laboratory.protocol);
    (!differences.is_empty()).then(|| Notice {
        title: words.label(Label::WhatIf),
        text: words.what_if(&differences),
        reach: words.reach_of_what_if(place),
        back: words.label(Label::BackToLaboratory),
    })
}

/// That the laboratory's protocol is not the study's. The cytotoxicity rule is no
/// part of it, because how the study combined the ratios is not known.
#[must_use]
pub fn own_protocol(laboratory: &Laboratory, words: &dyn PatientWords) -> Option<Notice> {
    let protocol = &laboratory.protocol;
    (!is_of_study(protocol)).then(|| Notice {
        title: words.not_of_study(laboratory),
        text: words.own_protocol(protocol, &protocol.differences(&protocol.as_in_study())),
        reach: words.label(Label::ReachOfProtocol),
        back: words.label(Label::BackToStudy),
    })
}

/// What a result that stands alone is marked with, so that it does not pass for one
/// by the study's cut-offs.
#[must_use]
pub fn mark(
    laboratory: &Laboratory,
    in_force: &Protocol,
    words: &dyn PatientWords,
) -> Option<String> {
    if *in_force != laboratory.protocol {
        return Some(words.label(Label::MarkWhatIf));
    }
    (!is_of_study(in_force)).then(|| words.label(Label::MarkNotStudy))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::engine::protocol::{CytotoxicityRule, Source};
    use crate::engine::quantity::Quantity;
    use crate::view::language::english::English;
    use crate::view::protocol::name;

    fn own(cutoffs: &[(Quantity, f64)]) -> Protocol {
        cutoffs.iter().fold(Protocol::default(), |protocol, &(quantity, value)| {
            protocol.with_cutoff(quantity, value, Source::OwnLaboratory)
        })
    }

    #[test]
    fn nothing_is_said_of_the_studys_protocol() {
        let laboratory = Laboratory::default();
        let in_force = laboratory.protocol;
        assert_eq!(name(&laboratory), "Han 2025");
        assert_eq!(what_if(&laboratory, &in_force, Place::Cohort, &English), None);
        assert_eq!(own_protocol(&laboratory, &English), None);
        assert_eq!(mark(&laboratory, &in_force, &English), None);
        // The study's rule is not known, so that none of them departs from it.
        let all = Protocol { cytotoxicity_rule: CytotoxicityRule::All, ..in_force };
        assert_eq!(own_protocol(&Laboratory::new("", all), &English), None);
    }

    #[test]
    fn what_differs_is_named_with_what_it_stands_for() {
        let protocol = Protocol { minimum_losses: 3, ..own(&[(Quantity::NkPercent, 12.1)]) };
        let laboratory = Laboratory::new("Ward 3", protocol);
        let notice = own_protocol(&laboratory, &English).expect("not the study's");
        assert_eq!(notice.title, "The laboratory’s protocol “Ward 3” is not that of Han 2025:");
        assert_eq!(
            notice.text,
            "4 of 5 cut-offs of Han 2025, 1 of your laboratory: NK cell level > 12.1 instead of \
             > 16.1; 3 or more losses instead of 2."
        );
        let tried = Protocol { cytotoxicity_rule: CytotoxicityRule::TwoOfThree, ..protocol }
            .with_cutoff(Quantity::NkPercent, 12.1004, Source::WhatIf);
        let notice = what_if(&laboratory, &tried, Place::Patient, &English).expect("a what-if");
        assert_eq!(
            notice.text,
            "NK cell level > 12.1004 instead of > 12.1; cytotoxicity by “two of three” instead of \
             “any of the three”."
        );
        assert_eq!(mark(&laboratory, &tried, &English).as_deref(), Some("What if"));
        assert_eq!(mark(&laboratory, &protocol, &English).as_deref(), Some("Not Han 2025"));
    }

    #[test]
    fn an_own_cutoff_with_the_studys_number_is_said_to_be_the_same() {
        let laboratory = Laboratory::new("", own(&[(Quantity::NkPercent, 16.1)]));
        assert_eq!(name(&laboratory), "without a name");
        let notice = own_protocol(&laboratory, &English).expect("whose it is was said");
        assert!(
            notice.text.ends_with("NK cell level > 16.1, the same number of your laboratory."),
            "{notice:?}"
        );
    }
}
