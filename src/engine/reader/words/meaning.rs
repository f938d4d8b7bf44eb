//! What a word of a column of words can mean.

use crate::engine::record::{Etiology, FetalKaryotype, Outcome};

/// What a word of a file stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine::reader) enum Meaning {
    /// There is no value.
    Missing,
    /// Yes or no.
    Truth(bool),
    /// How the pregnancy ended.
    Outcome(Outcome),
    /// Whether a cause is known.
    Etiology(Etiology),
    /// Karyotype.
    Karyotype(FetalKaryotype),
}

impl Meaning {
    /// The word of the format.
    pub(in crate::engine::reader) fn word(self) -> &'static str {
        match self {
            Meaning::Missing => "missing",
            Meaning::Truth(true) => "yes",
            Meaning::Truth(false) => "no",
            Meaning::Outcome(outcome) => outcome.word(),
            Meaning::Etiology(Etiology::Idiopathic) => "idiopathic",
            Meaning::Etiology(Etiology::Known) => "known",
            Meaning::Karyotype(FetalKaryotype::Normal) => "normal",
            Meaning::Karyotype(FetalKaryotype::Aneuploid) => "aneuploid",
        }
    }
}

/// What is proposed for a text that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine::reader) struct Proposal {
    pub(in crate::engine::reader) meaning: Meaning,
    /// Whether its words say so; else it is a guess, which one click for several
    /// questions must not accept.
    pub(in crate::engine::reader) is_sure: bool,
}

impl Proposal {
    pub(super) fn sure(meaning: Meaning) -> Self {
        Proposal { meaning, is_sure: true }
    }

    pub(super) fn guess(meaning: Meaning) -> Self {
        Proposal { meaning, is_sure: false }
    }
}
