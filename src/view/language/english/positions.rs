//! What guidelines and other studies say, in English.

use crate::view::patient::positions::Body;

/// Who says it, and what.
pub(super) fn said(body: Body) -> (&'static str, &'static str) {
    match body {
        Body::Rcog2023 => (
            "RCOG (United Kingdom), Green-top Guideline 17, 2023",
            "No routine immunological screening (HLA, cytokines, NK cells) outside research \
             (Grade C).",
        ),
        Body::EshreWomen => (
            "ESHRE (Europe), guideline 2022",
            "Repeated high doses of IVIG very early in pregnancy may improve live birth in \
             women with four or more unexplained losses.",
        ),
        Body::EshreEvidence => (
            "ESHRE (Europe), guideline 2022",
            "Evidence behind all its evidence-based statements: moderate 12 (19.4%), low 34 \
             (54.8%), very low 16 (25.8%).",
        ),
        Body::Ksri2017 => (
            "KSRI (Korea), guideline 2017 (doi:10.5653/cerm.2017.44.1.1)",
            "Recommends IVIG for recurrent pregnancy loss with abnormal NK cell level, NK \
             cytotoxicity or type 1 helper T cell immunity.",
        ),
        Body::Asri2025 => (
            "ASRI guideline, 2025 (doi:10.1111/aji.70099)",
            "IVIG, corticosteroids and others are possibly effective in women with immune \
             abnormalities.",
        ),
        Body::Japan2025 => (
            "Japan, recommendation 2021 and treatment guidance 2025",
            "NK activity and NK cell level are research tests; Th1/Th2 and cytokines are not \
             recommended.",
        ),
        Body::China2025 => (
            "China, consensus on graded screening, 2025",
            "Warns of tests that are used too often and read for more than they say.",
        ),
        Body::Kofod2025 => (
            "Kofod 2025, meta-analysis of 10 randomized trials, 662 women \
             (doi:10.1016/j.jri.2025.104541)",
            "Live birth with IVIG, as randomized: risk ratio 1.02 (0.86 to 1.22), certainty \
             moderate. Per protocol: 1.23 (1.00 to 1.50), certainty low. The benefit rises \
             with the number of losses. Trials up to March 2023.",
        ),
        Body::Katano2013 => (
            "Katano 2013, Fertil Steril, 552 women",
            "High NK activity did not predict the next miscarriage; age and the number of \
             losses did.",
        ),
        Body::Salazar2022 => (
            "Salazar 2022, J Reprod Immunol 150:103487",
            "NK cytotoxicity at 50:1 told women with recurrent losses from fertile women \
             with an area under the curve of 0.863; this rests on 24 fertile women.",
        ),
        Body::NormalRanges => (
            "Four sources, two of them Japanese laboratories",
            "Normal ranges printed for one name, NK cell activity: 8.9% to 29.5% (at 10:1), \
             17.1% to 48.7% (at 20:1), 18% to 40%, 30% to 80%. Cut-offs of one laboratory do \
             not hold in another.",
        ),
    }
}
