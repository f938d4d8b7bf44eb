//! Whose positions on these tests and on IVIG are shown: guidelines and other studies,
//! each read in the source or in a text that quotes it.

use crate::view::patient::origin::Origin;

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// The guideline of the United Kingdom, 2023.
    Rcog2023,
    /// The European guideline of 2022, on whom IVIG may help.
    EshreWomen,
    /// The same, on the evidence behind it.
    EshreEvidence,
    /// The Korean guideline of 2017.
    Ksri2017,
    /// The ASRI guideline of 2025.
    Asri2025,
    /// The Japanese recommendation of 2021 and guidance of 2025.
    Japan2025,
    /// The Chinese consensus of 2025.
    China2025,
    /// The meta-analysis of Kofod 2025.
    Kofod2025,
    /// The cohort of Katano 2013.
    Katano2013,
    /// The cohort of Salazar 2022.
    Salazar2022,
    /// The normal ranges that four sources print.
    NormalRanges,
}

/// Guidelines first, then what studies found; those for and those against; each with how
/// it was read.
pub const POSITIONS: [(Body, Origin); 11] = [
    (Body::Rcog2023, Origin::Published),
    (Body::EshreWomen, Origin::SecondHand),
    (Body::EshreEvidence, Origin::Published),
    (Body::Ksri2017, Origin::Published),
    (Body::Asri2025, Origin::SecondHand),
    (Body::Japan2025, Origin::SecondHand),
    (Body::China2025, Origin::Published),
    (Body::Kofod2025, Origin::Published),
    (Body::Katano2013, Origin::Published),
    (Body::Salazar2022, Origin::Published),
    (Body::NormalRanges, Origin::Published),
];
