//! What the paper says of a class, and what it does not.
//!
//! Published, inferred and computed are three things and are marked as such.

use crate::engine::protocol::Protocol;
use crate::engine::published::{self, ClassFact, PublishedRate, Rank, Status};
use crate::engine::record::Etiology;
use crate::engine::rules::Verdict;
use crate::engine::rules::profile::ImmuneProfile;
use crate::engine::stats::proportion::Proportion;
use crate::view::patient::result::{Outcome, Tone};
use crate::view::{format, words};

/// How a stated number came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Printed in the source.
    Published,
    /// Follows from printed numbers.
    Inferred,
    /// Worked out here from printed or inferred numbers.
    Computed,
}

/// One piece of a fact, with how it came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// How it came to be; `None` for a remark that states no fact.
    pub origin: Option<Origin>,
    /// The number or statement.
    pub text: String,
}

/// One fact of the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What the numbers are about.
    pub subject: String,
    /// The numbers.
    pub pieces: Vec<Piece>,
    /// Whether the fact is about the class in hand rather than about all.
    pub is_of_class: bool,
}

/// The published context of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The facts, those of the class first.
    pub facts: Vec<Fact>,
    /// What the comparison of the two overall rates is not.
    pub caveat: &'static str,
    /// The source of all of it.
    pub citation: &'static str,
    /// What was and was not available.
    pub provenance: &'static str,
}

/// What the comparison of the two overall rates is not.
pub const CAVEAT: &str = "Every woman with an abnormality was given IVIG: there was no untreated \
    group with an abnormality. 82.7% against 80.7% sets treated women with an abnormality beside \
    untreated women without one. It is not an effect of IVIG, and the difference is not \
    significant.";

const PROVENANCE: &str = "From the abstract and the figure captions; the full text was not \
    available. One Korean center, 2007 to 2020, women with two or more losses, first pregnancy \
    after the work-up.";

/// Gathers what the paper says of the class in hand and of all women.
#[must_use]
pub fn context(outcome: &Outcome) -> Context {
    let mut facts = Vec::new();
    match outcome.verdict {
        Verdict::Determined { profile } => facts.push(class_fact(profile)),
        Verdict::Indeterminate { .. } if outcome.tone == Tone::Empty => {}
        Verdict::Indeterminate { .. } => facts.push(Fact {
            subject: "Live births in her class".to_owned(),
            pieces: vec![piece(None, "cannot be said while her class is open")],
            is_of_class: true,
        }),
    }
    facts.push(rate_fact(
        "Live births, at least one abnormality, all given IVIG",
        &published::ABNORMAL_TREATED,
        false,
    ));
    if outcome.verdict.profile().is_none_or(ImmuneProfile::is_abnormal) {
        facts.push(rate_fact(
            "Live births, no abnormality, none given IVIG",
            &published::NORMAL_UNTREATED,
            false,
        ));
    }
    for (etiology, name) in [
        (Etiology::Idiopathic, "At least one abnormality, idiopathic losses"),
        (Etiology::Known, "At least one abnormality, known etiology"),
    ] {
        facts.push(prevalence_fact(name, published::abnormal_women(etiology)));
    }
    facts.push(Fact {
        subject: "Age, BMI, previous miscarriages".to_owned(),
        pieces: vec![piece(
            Some(Origin::Published),
            "higher age and higher BMI went with fewer live births; the number of previous \
             miscarriages made no significant difference",
        )],
        is_of_class: false,
    });
    Context { facts, caveat: CAVEAT, citation: words::CITATION, provenance: PROVENANCE }
}

fn piece(origin: Option<Origin>, text: impl Into<String>) -> Piece {
    Piece { origin, text: text.into() }
}

fn class_fact(profile: ImmuneProfile) -> Fact {
    let subject = format!("Live births in this class, {}", words::profile(profile));
    let pieces = match published::class_fact(profile) {
        ClassFact::NormalUntreated { rate } => {
            return rate_fact("Live births, no abnormality, none given IVIG", &rate, true);
        }
        ClassFact::Rate { etiology, rate, rank } => {
            let group = match etiology {
                Etiology::Idiopathic => "idiopathic losses",
                Etiology::Known => "known etiology",
            };
            let rank = match rank {
                Rank::Highest => "highest",
                Rank::Lowest => "lowest",
            };
            let percent = format::printed_percent(rate.percent);
            vec![
                piece(
                    Some(Origin::Published),
                    format!(
                        "{percent} of women with {group}, given IVIG: the {rank} of the subgroups"
                    ),
                ),
                piece(
                    Some(Origin::Published),
                    "differences between the types of abnormality were not significant",
                ),
                piece(None, "the number of women is not stated, so no interval can be given"),
            ]
        }
        ClassFact::NoPatient => vec![
            piece(
                Some(Origin::Published),
                "no patient in the study had this combination: there is no rate",
            ),
            piece(Some(Origin::Inferred), "the caption is read as: without a high NK cell level"),
        ],
        ClassFact::NotReported => {
            vec![piece(None, "the abstract and the captions state no rate for this class")]
        }
    };
    Fact { subject, pieces, is_of_class: true }
}

fn rate_fact(subject: &str, rate: &PublishedRate, is_of_class: bool) -> Fact {
    let mut pieces = vec![piece(Some(Origin::Published), format::printed_percent(rate.percent))];
    if let Some((count, share)) = rate.count.and_then(|count| Some((count, share(count)?))) {
        pieces.push(piece(Some(origin_of(count.status)), format::fraction(&share)));
        pieces.push(piece(Some(Origin::Computed), interval(&share)));
    }
    Fact { subject: subject.to_owned(), pieces, is_of_class }
}

fn prevalence_fact(subject: &str, count: published::Count) -> Fact {
    let pieces = share(count).map_or_else(Vec::new, |share| {
        let percent = format::percent(share.estimate);
        vec![
            piece(Some(origin_of(count.status)), format::fraction(&share)),
            piece(Some(Origin::Computed), format!("{percent}, {}", interval(&share))),
        ]
    });
    Fact { subject: subject.to_owned(), pieces, is_of_class: false }
}

fn share(count: published::Count) -> Option<Proportion> {
    Proportion::wilson(count.events, count.total, Protocol::default().interval_level).ok()
}

/// The interval that follows from counts.
fn interval(share: &Proportion) -> String {
    let level = format::level(share.interval.level);
    format!("{level} Wilson interval {}", format::interval(share.interval))
}

fn origin_of(status: Status) -> Origin {
    match status {
        Status::Published => Origin::Published,
        Status::Inferred => Origin::Inferred,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use crate::engine::protocol::Protocol;
    use crate::engine::quantity::Quantity;
    use crate::view::patient::{PatientDraft, assess};

    use super::*;

    fn said(values: [&str; 5]) -> String {
        let mut draft = PatientDraft::default();
        for (quantity, text) in Quantity::LABORATORY.into_iter().zip(values) {
            draft.set_text(quantity, text.to_owned());
        }
        let context = assess(&draft, &Protocol::default()).context;
        let pieces = |fact: &Fact| -> Vec<String> {
            let say = |piece: &Piece| match piece.origin {
                Some(origin) => format!("{origin:?} {}", piece.text),
                None => piece.text.clone(),
            };
            fact.pieces.iter().map(say).collect()
        };
        let lines: Vec<String> = context
            .facts
            .iter()
            .map(|fact| format!("{}: {}", fact.subject, pieces(fact).join("; ")))
            .collect();
        lines.join("\n")
    }

    /// The Wilson limits are those of R, see `engine::stats::proportion`.
    #[test]
    fn published_inferred_and_computed_are_told_apart() {
        let normal = said(["10", "20", "15", "5", "20"]);
        assert!(normal.contains(
            "none given IVIG: Published 80.7%; Inferred 217/269; Computed 95% Wilson interval \
             75.5% to 84.9%"
        ));
        assert!(
            normal
                .contains("Published 100/215; Computed 46.5%, 95% Wilson interval 40.0% to 53.2%")
        );
        assert!(normal.contains("Published 97/251; Computed 38.6%"));
    }

    #[test]
    fn each_class_says_only_what_is_known() {
        assert!(said(["17", "40", "15", "5", "20"]).contains("Published 90.5% of women"));
        assert!(said(["17", "20", "15", "5", "40"]).contains("Published 75% of women"));
        let empty = said(["10", "40", "15", "5", "40"]);
        let of_class = empty.lines().next().unwrap_or_default();
        assert!(of_class.contains("no patient in the study"));
        assert!(!of_class.contains('%'));
        assert!(said(["17", "20", "15", "5", "20"]).contains("state no rate for this class"));
        assert!(said(["17", "", "", "", ""]).contains("while her class is open"));
        assert!(!said(["", "", "", "", ""]).contains("her class"));
    }
}
