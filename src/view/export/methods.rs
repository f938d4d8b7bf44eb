//! The methods paragraph, written from the tests that were made.

use super::markdown::add;
use crate::engine::protocol::Source;
use crate::engine::protocol::preset::Preset;
use crate::engine::quantity::Quantity;
use crate::engine::study::Study;
use crate::engine::study::modification::AGE_LIMIT;
use crate::engine::study::prediction::{Prediction, PredictorTerms};
use crate::engine::study::significance::{TestKind, Tests};
use crate::view::study::{cutoffs, prediction, sensitivity, wording};
use crate::view::words::predictors;
use crate::view::{format, messages, words};

/// A method and where it is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reference {
    key: &'static str,
    text: &'static str,
}

/// The methods of a study as text, and the references it cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Methods {
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// References, in the order in which they are cited.
    pub references: Vec<String>,
}

impl Methods {
    /// Both as plain text that Markdown takes too.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::from("# Methods\n\n");
        for paragraph in &self.paragraphs {
            text += paragraph;
            text += "\n\n";
        }
        text += "## References\n\n";
        for (place, reference) in self.references.iter().enumerate() {
            add(&mut text, format!("{}. {reference}\n", place + 1));
        }
        text
    }
}

const HAN: Reference = Reference { key: "han", text: words::CITATION };
const WILSON: Reference = Reference {
    key: "wilson",
    text: "Wilson EB. J Am Stat Assoc 1927;22:209. doi:10.1080/01621459.1927.10502953",
};
const NEWCOMBE: Reference = Reference {
    key: "newcombe",
    text: "Newcombe RG. Stat Med 1998;17:873. doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I",
};
const KOOPMAN: Reference =
    Reference { key: "koopman", text: "Koopman PAR. Biometrics 1984;40:513. doi:10.2307/2531405" };
const AUSTIN: Reference =
    Reference { key: "austin", text: "Austin PC. Stat Med 2009;28:3083. doi:10.1002/sim.3697" };
const YANG: Reference =
    Reference { key: "yang", text: "Yang D, Dalton JE. SAS Global Forum 2012, paper 335" };
const FREEMAN_HALTON: Reference = Reference {
    key: "freeman",
    text: "Freeman GH, Halton JH. Biometrika 1951;38:141. doi:10.1093/biomet/38.1-2.141",
};
const KLEINMAN: Reference = Reference {
    key: "kleinman",
    text: "Kleinman JC. J Am Stat Assoc 1973;68:46. doi:10.1080/01621459.1973.10481332",
};
const AGRESTI: Reference = Reference {
    key: "agresti",
    text: "Agresti A, Mehta CR, Patel NR. J Am Stat Assoc 1990;85:453. doi:10.1080/01621459.1990.10476220",
};
const VENZON: Reference = Reference {
    key: "venzon",
    text: "Venzon DJ, Moolgavkar SH. Appl Stat 1988;37:87. doi:10.2307/2347496",
};
const FIRTH: Reference =
    Reference { key: "firth", text: "Firth D. Biometrika 1993;80:27. doi:10.1093/biomet/80.1.27" };
const HEINZE: Reference = Reference {
    key: "heinze",
    text: "Heinze G, Schemper M. Stat Med 2002;21:2409. doi:10.1002/sim.1047",
};
const HOSMER: Reference = Reference {
    key: "hosmer",
    text: "Hosmer DW, Lemeshow S. Commun Stat Theory Methods 1980;9:1043. doi:10.1080/03610928008827941",
};
const HARRELL: Reference = Reference {
    key: "harrell",
    text: "Harrell FE, Lee KL, Mark DB. Stat Med 1996;15:361. doi:10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4",
};
const DELONG: Reference = Reference {
    key: "delong",
    text: "DeLong ER, DeLong DM, Clarke-Pearson DL. Biometrics 1988;44:837. doi:10.2307/2531595",
};
const ROBINS: Reference = Reference {
    key: "robins",
    text: "Robins JM, Hernán MA, Brumback B. Epidemiology 2000;11:550. doi:10.1097/00001648-200009000-00011",
};
const VANDERWEELE: Reference = Reference {
    key: "evalue",
    text: "VanderWeele TJ, Ding P. Ann Intern Med 2017;167:268. doi:10.7326/M16-2607",
};
const ZOU: Reference =
    Reference { key: "zou", text: "Zou G. Am J Epidemiol 2004;159:702. doi:10.1093/aje/kwh090" };
const MULLER: Reference = Reference {
    key: "muller",
    text: "Muller CJ, MacLehose RF. Int J Epidemiol 2014;43:962. doi:10.1093/ije/dyu029",
};
const KNOL: Reference = Reference {
    key: "knol",
    text: "Knol MJ, VanderWeele TJ. Int J Epidemiol 2012;41:514. doi:10.1093/ije/dyr218",
};
const ALTMAN: Reference = Reference {
    key: "altman",
    text: "Altman DG, Bland JM. BMJ 2003;326:219. doi:10.1136/bmj.326.7382.219",
};
const COCHRAN: Reference =
    Reference { key: "cochran", text: "Cochran WG. Biometrics 1954;10:101. doi:10.2307/3001666" };
const WOOLF: Reference = Reference {
    key: "woolf",
    text: "Woolf B. Ann Hum Genet 1955;19:251. doi:10.1111/j.1469-1809.1955.tb01348.x",
};
const HOLM: Reference = Reference { key: "holm", text: "Holm S. Scand J Stat 1979;6:65" };

/// Collects references as they are cited.
#[derive(Default)]
struct Citations(Vec<Reference>);

impl Citations {
    fn cite(&mut self, reference: Reference) -> String {
        let place = self.0.iter().position(|one| one.key == reference.key);
        let place = place.unwrap_or_else(|| {
            self.0.push(reference);
            self.0.len() - 1
        });
        format!("[{}]", place + 1)
    }
}

/// How the outcome is defined, for the methods and for STROBE.
pub(super) const OUTCOME: &str = "The outcome was live birth of the first pregnancy after the work-up. \
    Miscarriage, biochemical loss, ectopic and molar pregnancy, termination and stillbirth counted as no \
    live birth; ongoing pregnancies, women who were not pregnant and women lost to follow-up were left \
    out. So rates are per woman with a known outcome of that pregnancy, not per woman who tried to conceive.";

/// Writes the methods from the tests that the study made.
#[must_use]
pub fn methods(study: &Study) -> Methods {
    let kinds = kinds_of(&mut study.clone());
    let ran = |kind: TestKind| kinds.contains(&kind);
    let mut cited = Citations::default();
    let paragraphs = vec![
        women(study, &mut cited),
        comparisons(study, &ran, &mut cited),
        models(study, &ran, &mut cited),
        curves(study, &ran, &mut cited),
        closing(study, &mut cited),
    ];
    Methods {
        paragraphs: paragraphs.into_iter().filter(|text| !text.is_empty()).collect(),
        references: cited.0.into_iter().map(|reference| reference.text.to_owned()).collect(),
    }
}

/// Which tests were made. Walking through them needs a copy, because it is made to
/// change them.
fn kinds_of(copy: &mut impl Tests) -> Vec<TestKind> {
    let mut kinds = Vec::new();
    copy.each_test(&mut |_, tested| kinds.push(tested.test));
    kinds
}

fn women(study: &Study, cited: &mut Citations) -> String {
    let protocol = &study.protocol;
    let cutoffs: Vec<String> = Quantity::LABORATORY
        .into_iter()
        .filter_map(|quantity| {
            let cutoff = protocol.cutoff(quantity)?;
            Some(format!(
                "{} > {} ({})",
                words::quantity(quantity),
                format::shown(cutoff.value),
                words::source(cutoff.source)
            ))
        })
        .collect();
    let filter = wording::filter(&study.options.filter)
        .map_or_else(String::new, |filter| format!(" The analysis was restricted to: {filter}."));
    let is_of_study = Quantity::LABORATORY
        .into_iter()
        .filter_map(|quantity| protocol.cutoff(quantity))
        .any(|cutoff| cutoff.source == Source::Han2025);
    let study = if is_of_study {
        format!(
            "; cut-offs of Han 2025 are those printed in the caption of figure 2 of {}",
            cited.cite(HAN)
        )
    } else {
        String::new()
    };
    format!(
        "Women with {} or more previous pregnancy losses were classified by three tests of cellular \
         immunity (natural killer (NK) cell level; NK cytotoxicity at effector-to-target (E:T) ratios; \
         Th1/Th2, the ratio of TNF-α+ to IL-10+ CD4+ cells) into no abnormality or one of the seven combinations of three abnormalities. Values \
         counted as high when strictly greater than the cut-off: {}{study}. The three cytotoxicity \
         values were combined by the rule “{}”. A missing value that a rule needed left the class \
         open; such women were not counted as normal.{filter} {OUTCOME}",
        protocol.minimum_losses,
        cutoffs.join("; "),
        words::rule(protocol.cytotoxicity_rule).to_lowercase(),
    )
}

fn comparisons(study: &Study, ran: &impl Fn(TestKind) -> bool, cited: &mut Citations) -> String {
    let level = format::level(study.protocol.interval_level);
    let mut text = format!(
        "Proportions are given with {level} confidence intervals (Wilson) {}. Confidence intervals of differences \
         are those of Newcombe {}, of risk ratios the score intervals of Koopman {}; odds ratios are \
         conditional maximum likelihood estimates with exact confidence intervals.",
        cited.cite(WILSON),
        cited.cite(NEWCOMBE),
        cited.cite(KOOPMAN)
    );
    if ran(TestKind::Welch) || ran(TestKind::MannWhitney) {
        add(
            &mut text,
            format!(
                " Numbers are summarized by mean and standard deviation and compared by Welch’s t-test while \
             the skewness of both groups lies within {}, otherwise (and for the count of losses) by median \
             and quartiles and the Mann-Whitney test with corrections for ties and continuity; \
             standardized differences use the average variance {}.",
                format::ratio(study.options.skewness_limit),
                cited.cite(AUSTIN)
            ),
        );
    }
    own_columns(study, &mut text, cited);
    // The classes have chi-square tests of their own, whatever the expected counts.
    if kinds_of(&mut study.table_one.clone()).contains(&TestKind::ChiSquare) {
        text += " Proportions of table 1 were compared by Pearson’s chi-square test without continuity \
                 correction where every expected count was at least 5.";
    }
    if ran(TestKind::Fisher) {
        text +=
            " Fourfold tables were tested by Fisher’s exact test, two-sided by minimum likelihood.";
    }
    if among_classes(study).any(|kind| kind == TestKind::ChiSquare) {
        add(
            &mut text,
            format!(
                " With more than {} women, differences among the abnormal classes were tested by \
                 Pearson’s chi-square test whatever the expected counts.",
                format::count(study.options.exact_limit.into())
            ),
        );
    }
    let is_freeman_halton =
        |kind| matches!(kind, TestKind::FreemanHalton | TestKind::FreemanHaltonSampled);
    if among_classes(study).any(is_freeman_halton) {
        add(
            &mut text,
            format!(
                " Differences among the abnormal classes were tested by the Freeman-Halton exact test {}{}.",
                cited.cite(FREEMAN_HALTON),
                if ran(TestKind::FreemanHaltonSampled) {
                    format!(
                        ", estimated from {} random tables (seed {}) where enumeration would take too long",
                        format::count(study.options.monte_carlo_tables.into()),
                        study.options.seed
                    )
                } else {
                    String::new()
                }
            ),
        );
    }
    if study.outcome.as_ref().is_ok_and(|found| found.rates.values().any(|one| one.prior.is_ok())) {
        add(
            &mut text,
            format!(
                " Rates of small classes are also given shrunken towards the common rate by empirical Bayes, \
             from a beta-binomial model whose parameters were estimated by moments weighted by size {}; \
             their {level} credible intervals ignore the uncertainty of those parameters.",
                cited.cite(KLEINMAN)
            ),
        );
    }
    if ran(TestKind::ExactTrend) {
        add(
            &mut text,
            format!(
                " Trends over the number of previous losses were tested exactly, two-sided by distance from \
             the mean {}{}; Cochran-Armitage p-values are given beside them.",
                cited.cite(AGRESTI),
                if ran(TestKind::CochranArmitage) {
                    format!(
                        ", among up to {} women, and by the Cochran-Armitage test among more",
                        format::count(study.options.exact_limit.into())
                    )
                } else {
                    String::new()
                }
            ),
        );
    } else if ran(TestKind::CochranArmitage) {
        text +=
            " Trends over the number of previous losses were tested by the Cochran-Armitage test.";
    }
    text
}

/// How the columns were compared that the user keeps.
fn own_columns(study: &Study, text: &mut String, cited: &mut Citations) {
    if study.own_columns.is_empty() || study.table_one.is_err() {
        return;
    }
    let names: Vec<String> =
        study.own_columns.iter().map(|column| format!("“{}”", column.label())).collect();
    add(
        text,
        format!(
            " Table 1 also describes {} of the file: {}. Categories are compared over all their \
                 levels by Pearson’s chi-square test, or by the Freeman-Halton exact test {} where an \
                 expected count is below 5 and there are no more than {} women; those whose levels are \
                 ordered by the Mann-Whitney test; their standardized differences are those of Yang and \
                 Dalton {}. Dates are summarized by median and quartiles. Cells that could not be read \
                 were taken for missing.",
            format::count_of(
                u32::try_from(names.len()).unwrap_or(u32::MAX),
                "further column",
                "further columns"
            ),
            names.join(", "),
            cited.cite(FREEMAN_HALTON),
            format::count(study.options.exact_limit.into()),
            cited.cite(YANG)
        ),
    );
}

/// The tests of differences among the abnormal classes.
fn among_classes(study: &Study) -> impl Iterator<Item = TestKind> {
    let found = study.outcome.iter().flat_map(|found| found.among_classes.values());
    found.filter_map(|one| Some(one.as_ref().ok()?.test))
}

fn models(study: &Study, ran: &impl Fn(TestKind) -> bool, cited: &mut Citations) -> String {
    let mut text = String::new();
    if let Ok(found) = &study.prediction {
        let name =
            |term: &PredictorTerms| predictors::predictor_in_sentence(term.predictor, &term.name);
        let names: Vec<String> = found.terms.iter().map(name).collect();
        add(
            &mut text,
            format!(
                "Live birth was regressed on {} by logistic regression in the {} women with complete data; \
             odds ratios, crude and adjusted, have profile-likelihood confidence intervals {} and \
             likelihood-ratio tests.",
                names.join("; "),
                format::count(found.n_complete.into()),
                cited.cite(VENZON)
            ),
        );
        if ran(TestKind::PenalizedLikelihoodRatio) {
            add(
                &mut text,
                format!(
                    " Because of few events per predictor or separation, Firth’s penalized likelihood {} \
                 with profile confidence intervals {} is given beside it.",
                    cited.cite(FIRTH),
                    cited.cite(HEINZE)
                ),
            );
        }
        if found.terms.iter().any(|terms| terms.risk_ratio.is_ok()) {
            add(
                &mut text,
                format!(
                    " Adjusted risk ratios are from modified Poisson regression on the same predictors \
                     with robust (sandwich) confidence intervals {}.",
                    cited.cite(ZOU)
                ),
            );
        }
        if found.terms.iter().any(|terms| matches!(terms.standardized, Some(Ok(_)))) {
            add(
                &mut text,
                format!(
                    " Adjusted differences and ratios of live birth rates between women with and \
                     without a condition are marginal: standardized over these women by g-computation \
                     from the logistic model {}, with confidence intervals by the delta method.",
                    cited.cite(MULLER)
                ),
            );
        }
        if ran(TestKind::HosmerLemeshow) {
            add(
                &mut text,
                format!(
                    " Calibration was judged by the Hosmer-Lemeshow test with groups at the tenths of \
                 predicted probability {} and by the Brier score.",
                    cited.cite(HOSMER)
                ),
            );
        }
        add(
            &mut text,
            format!(
                " The area under the receiver operating characteristic curve of its predictions has the confidence \
             interval of DeLong {}. Linearity was \
             judged by likelihood-ratio tests of squared terms, collinearity by variance inflation. {}",
                cited.cite(DELONG),
                validation(study, found, cited)
            ),
        );
    }
    match &study.treatment {
        Ok(found) => {
            text += " Treated and untreated women with an abnormality were compared as they are";
            if found.weighted.is_ok() {
                add(
                    &mut text,
                    format!(
                        " and by stabilized inverse probability of treatment weights from a logistic model, \
                     with robust confidence intervals {}; balance is shown by standardized differences, and \
                     sensitivity to unmeasured confounding by E-values {}",
                        cited.cite(ROBINS),
                        cited.cite(VANDERWEELE)
                    ),
                );
            }
            text += ".";
        }
        Err(reason) => {
            add(
                &mut text,
                format!(" No effect of treatment was estimated. {}", messages::reason(reason)),
            );
        }
    }
    text += &modification(study, cited);
    text.trim_start().to_owned()
}

/// How treatment was compared between women with and without an abnormality.
fn modification(study: &Study, cited: &mut Citations) -> String {
    let Ok(found) = &study.modification else { return String::new() };
    let mut text = String::new();
    if found.by_immunity.is_ok() {
        text += &interaction(cited);
    }
    if found.subgroups.is_ok() {
        add(
            &mut text,
            format!(
                " Treated and untreated women with an abnormality were also compared, unadjusted, by \
                 class, etiology, number of previous losses and age (younger than {AGE_LIMIT} years or \
                 not); whether the differences in live births differ between subgroups was tested by \
                 Cochran’s Q {}, without subgroups in which nobody or everybody was treated, and not at \
                 all where everybody or nobody in a group had a live birth.",
                cited.cite(COCHRAN)
            ),
        );
    }
    text
}

fn interaction(cited: &mut Citations) -> String {
    format!(
        " Treated and untreated women were compared within the women with and the women without an \
         abnormality, unadjusted, with the confidence intervals of Newcombe, Koopman and Woolf {}; how \
         the two effects differ (interaction) is given on the additive scale, as the difference of the \
         differences, and on the multiplicative scales, as the ratio of the risk ratios and of the odds \
         ratios {}, each with Wald’s confidence interval and test from the variances of both {}. Only \
         the test on the additive scale was counted. No interaction was computed where everybody or \
         nobody in one of the four groups had a live birth, and nothing was added to a count of 0.",
        cited.cite(WOOLF),
        cited.cite(KNOL),
        cited.cite(ALTMAN)
    )
}

fn validation(study: &Study, found: &Prediction, cited: &mut Citations) -> String {
    match &found.validation {
        Ok(validated) => format!(
            "The model was validated internally by Harrell’s bootstrap {}: the {} model, whose predictors \
             were not selected by their effects, was fitted anew to {}; mean optimism was subtracted from \
             the apparent area, calibration slope and Brier score.",
            cited.cite(HARRELL),
            if validated.is_penalized { "penalized" } else { "maximum likelihood" },
            prediction::drawn(study, validated),
        ),
        Err(reason) => format!(
            "The model was not validated internally, and discrimination is not corrected for optimism. {}",
            prediction::unvalidated(reason)
        ),
    }
}

/// What each laboratory value has to do with the outcome.
fn curves(study: &Study, ran: &impl Fn(TestKind) -> bool, cited: &mut Citations) -> String {
    let mut found = study.curves.iter().flatten();
    if !found.any(|curve| curve.result.is_ok()) {
        return String::new();
    }
    let mut text = format!(
        "Each laboratory value was held against the outcome by its receiver operating characteristic \
         curve, high values taken to go with no live birth; areas have the confidence intervals of \
         DeLong {}.",
        cited.cite(DELONG)
    );
    if study.accuracy.iter().flatten().flat_map(|one| &one.tests).any(|test| test.result.is_ok()) {
        text += " Published cut-offs were judged as tests for no live birth by sensitivity, \
                 specificity and predictive values with Wilson’s confidence intervals and by likelihood \
                 ratios with Koopman’s.";
    }
    if ran(TestKind::DeLong) {
        add(
            &mut text,
            format!(
                " The areas of every two values were compared by DeLong’s test for two curves of the same \
                 women {}, in the women who have both values.",
                cited.cite(DELONG)
            ),
        );
    }
    text
}

fn closing(study: &Study, cited: &mut Citations) -> String {
    let mut text = String::new();
    if study.sensitivity.is_ok() {
        let mut source = |preset: Preset| {
            let reference = preset.reference().map_or_else(String::new, |text| {
                format!(" {}", cited.cite(Reference { key: preset.word(), text }))
            });
            format!("{}{reference}, {}", sensitivity::preset(preset), preset.caveat())
        };
        let presets: Vec<String> = Preset::ALL[1..].iter().map(|&preset| source(preset)).collect();
        add(
            &mut text,
            format!(
                "Sensitivity of the classes was examined under every rule for cytotoxicity and with the \
             cut-offs of other sources, which are not interchangeable ({}). ",
                presets.join("; ")
            ),
        );
    }
    add(
        &mut text,
        format!(
            "{} made, not counting tests of how well a model fits and other versions of one effect; each \
         p-value is also given after Holm’s adjustment over the tests of its question ({}frequency of \
         abnormalities, live births, previous losses, predictors, treatment, \
         treatment by immune status, areas under curves) {}.{} Computed with \
         rpl-immune-profile {}, rule set {} (SHA-256 of the protocol {}).",
            format::count_of(
                study.n_tests,
                "test of significance was",
                "tests of significance were"
            ),
            if study.options.adjust_table_one { "table 1, " } else { "" },
            cited.cite(HOLM),
            cutoffs::resamples(study)
                .map_or_else(String::new, |drawn| format!(" Bootstrap intervals rest on {drawn}.")),
            study.version,
            study.fingerprint.get(..8).unwrap_or(&study.fingerprint),
            study.fingerprint
        ),
    );
    text
}
