//! What guidelines and other studies say of these tests and of IVIG: each with its
//! year, and whether it was read in the source or in a text that quotes it.

use crate::view::patient::origin::Origin;

/// What one body or one study says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Who says it, and when.
    pub who: &'static str,
    /// Whether it was read in the source.
    pub origin: Origin,
    /// What it says.
    pub text: &'static str,
}

/// When these were collected: what came later is not known here.
pub const COLLECTED: &str = "Collected in November 2026; what came later is not known here. “Second \
                             hand” was read in a text that quotes the source, not in the source.";

/// Guidelines first, then what studies found; those for and those against.
pub static POSITIONS: [Position; 11] = [
    Position {
        who: "RCOG (United Kingdom), Green-top Guideline 17, 2023",
        origin: Origin::Published,
        text: "No routine immunological screening (HLA, cytokines, NK cells) outside research \
               (Grade C).",
    },
    Position {
        who: "ESHRE (Europe), guideline 2022",
        origin: Origin::SecondHand,
        text: "Repeated high doses of IVIG very early in pregnancy may improve live birth in women \
               with four or more unexplained losses.",
    },
    Position {
        who: "ESHRE (Europe), guideline 2022",
        origin: Origin::Published,
        text: "Evidence behind all its evidence-based statements: moderate 12 (19.4%), low 34 \
               (54.8%), very low 16 (25.8%).",
    },
    Position {
        who: "KSRI (Korea), guideline 2017 (doi:10.5653/cerm.2017.44.1.1)",
        origin: Origin::Published,
        text: "Recommends IVIG for recurrent pregnancy loss with abnormal NK cell level, NK \
               cytotoxicity or type 1 helper T cell immunity.",
    },
    Position {
        who: "ASRI guideline, 2025 (doi:10.1111/aji.70099)",
        origin: Origin::SecondHand,
        text: "IVIG, corticosteroids and others are possibly effective in women with immune \
               abnormalities.",
    },
    Position {
        who: "Japan, recommendation 2021 and treatment guidance 2025",
        origin: Origin::SecondHand,
        text: "NK activity and NK cell level are research tests; Th1/Th2 and cytokines are not \
               recommended.",
    },
    Position {
        who: "China, consensus on graded screening, 2025",
        origin: Origin::Published,
        text: "Warns of tests that are used too often and read for more than they say.",
    },
    Position {
        who: "Kofod 2025, meta-analysis of 10 randomized trials, 662 women \
              (doi:10.1016/j.jri.2025.104541)",
        origin: Origin::Published,
        text: "Live birth with IVIG, as randomized: risk ratio 1.02 (0.86 to 1.22), certainty \
               moderate. Per protocol: 1.23 (1.00 to 1.50), certainty low. The benefit rises with the \
               number of losses. Trials up to March 2023.",
    },
    Position {
        who: "Katano 2013, Fertil Steril, 552 women",
        origin: Origin::Published,
        text: "High NK activity did not predict the next miscarriage; age and the number of losses \
               did.",
    },
    Position {
        who: "Salazar 2022, J Reprod Immunol 150:103487",
        origin: Origin::Published,
        text: "NK cytotoxicity at 50:1 told women with recurrent losses from fertile women with an \
               area under the curve of 0.863; this rests on 24 fertile women.",
    },
    Position {
        who: "Four sources, two of them Japanese laboratories",
        origin: Origin::Published,
        text: "Normal ranges printed for one name, NK cell activity: 8.9% to 29.5% (at 10:1), 17.1% \
               to 48.7% (at 20:1), 18% to 40%, 30% to 80%. Cut-offs of one laboratory do not hold in \
               another.",
    },
];
