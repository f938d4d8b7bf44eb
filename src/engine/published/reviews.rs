//! Meta-analyses of IVIG in recurrent pregnancy loss, as their abstracts print them.

use crate::engine::published::Status;

/// What a review's effect is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Risk ratio of live birth.
    RiskRatio,
    /// Odds ratio of live birth.
    OddsRatio,
    /// Risk ratio of no live birth.
    RiskRatioOfNone,
    /// Odds ratio of adverse reactions.
    AdverseOddsRatio,
}

/// One effect as printed, with two decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Printed {
    /// Whom or how it is of.
    pub of: &'static str,
    /// What it is.
    pub effect: Effect,
    /// The estimate.
    pub value: f64,
    /// Its 95 % interval; `None` where what was read has none.
    pub interval: Option<[f64; 2]>,
    /// Its p-value, where it is printed.
    pub p_value: Option<f64>,
    /// The certainty by GRADE, where it is printed.
    pub grade: &'static str,
    /// Whether it is printed as what it is taken for.
    pub status: Status,
}

/// A meta-analysis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Review {
    /// Its name and journal.
    pub name: &'static str,
    /// Studies and women.
    pub size: &'static str,
    /// Its effects.
    pub printed: &'static [Printed],
    /// What else has to be known.
    pub note: &'static str,
}

const fn printed(
    of: &'static str,
    effect: Effect,
    value: f64,
    interval: Option<[f64; 2]>,
) -> Printed {
    let status = Status::Published;
    Printed { of, effect, value, interval, p_value: None, grade: "", status }
}

const fn tested(one: Printed, p_value: f64) -> Printed {
    Printed { p_value: Some(p_value), ..one }
}

const fn graded(one: Printed, grade: &'static str) -> Printed {
    Printed { grade, ..one }
}

/// The reviews, the latest of randomised trials by denominator first, then by year.
pub const REVIEWS: [Review; 9] = [
    Review {
        name: "Kofod 2025, J Reprod Immunol, doi:10.1016/j.jri.2025.104541",
        size: "10 randomised trials, 662 women, search to March 2023",
        printed: &[
            graded(
                tested(printed("as randomised", Effect::RiskRatio, 1.02, Some([0.86, 1.22])), 0.78),
                "moderate",
            ),
            graded(printed("per protocol", Effect::RiskRatio, 1.23, Some([1.00, 1.50])), "low"),
        ],
        note: "Benefit rises with the number of losses; the number for 6 or more was not readable.",
    },
    Review {
        name: "Hutton 2007, BJOG",
        size: "8 trials, 442 women",
        printed: &[
            printed("all", Effect::OddsRatio, 1.28, Some([0.78, 2.10])),
            printed("secondary losses", Effect::OddsRatio, 2.71, Some([1.09, 6.73])),
            printed("primary losses", Effect::OddsRatio, 0.66, Some([0.35, 1.26])),
        ],
        note: "",
    },
    Review {
        name: "Egerup 2015, PLoS One",
        size: "11 randomised trials",
        printed: &[
            tested(printed("all", Effect::RiskRatioOfNone, 0.92, Some([0.75, 1.12])), 0.42),
            printed("secondary losses", Effect::RiskRatioOfNone, 0.77, Some([0.58, 1.02])),
        ],
        note: "The 1,008 women that it would need were not reached; more adverse events; it can \
               neither recommend nor refute.",
    },
    Review {
        name: "Wang 2016, Reprod Biomed Online",
        size: "11 studies",
        printed: &[
            printed("all", Effect::RiskRatio, 1.25, Some([1.00, 1.56])),
            printed("before conception", Effect::RiskRatio, 1.67, Some([1.30, 2.14])),
            printed("after implantation", Effect::RiskRatio, 1.10, Some([0.93, 1.29])),
            printed("primary losses", Effect::RiskRatio, 0.88, None),
            printed("secondary losses", Effect::RiskRatio, 1.26, Some([0.99, 1.61])),
        ],
        note: "",
    },
    Review {
        name: "Shi 2022, Am J Reprod Immunol, PMC9787751",
        size: "15 articles, 902 patients",
        printed: &[printed("all", Effect::OddsRatio, 3.06, Some([1.23, 7.64]))],
        note: "Subgroups of primary and secondary losses not significant; its table of trials was \
               not readable.",
    },
    Review {
        name: "Habets 2022, Allergy Asthma Clin Immunol 18:23",
        size: "8 studies that were not randomised, 478 women chosen by immune tests (284 and 194)",
        printed: &[
            printed("all", Effect::RiskRatio, 1.98, Some([1.44, 2.73])),
            printed("NK cells above 12%", Effect::RiskRatio, 2.32, Some([1.77, 3.02])),
            printed("before or at conception", Effect::RiskRatio, 4.47, Some([1.53, 13.05])),
        ],
        note: "Not randomised: its authors warn of bias.",
    },
    Review {
        name: "Ma 2023, Hans Publishers",
        size: "10 randomised trials, 496 women",
        printed: &[Printed {
            status: Status::Inferred,
            ..printed("all", Effect::RiskRatioOfNone, 0.88, Some([0.72, 1.08]))
        }],
        note: "Live births 60.57% against 55.2%; so its ratio, printed without saying so, is taken as \
               one of no live birth. Before conception 46/74 against 37/82, after it 103/172 against \
               101/168.",
    },
    Review {
        name: "Ling 2024, Front Endocrinol, doi:10.3389/fendo.2024.1381461",
        size: "12 randomised trials, 751 women",
        printed: &[tested(printed("all", Effect::OddsRatio, 1.07, Some([0.65, 1.75])), 0.80)],
        note: "Against anything without IVIG.",
    },
    Review {
        name: "Gao 2025, Iran J Public Health 54(6)",
        size: "11 studies, 842 women (391 and 451)",
        printed: &[
            printed("all", Effect::OddsRatio, 2.24, Some([1.68, 2.98])),
            printed("adverse reactions", Effect::AdverseOddsRatio, 4.47, Some([1.01, 19.81])),
        ],
        note: "",
    },
];

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn estimates_lie_in_their_intervals() {
        for review in REVIEWS {
            for one in review.printed {
                let [lower, upper] = one.interval.unwrap_or([one.value; 2]);
                assert!(lower <= one.value && one.value <= upper, "{} {}", review.name, one.of);
            }
        }
    }
}
