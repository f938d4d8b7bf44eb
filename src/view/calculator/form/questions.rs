//! What stands on the form of each question.

use super::choices::{self, OptionLabel};
use super::field_name::FieldName;
use super::parts::{Example, FieldKind, Form, FormField, FourCells};

const fn line(name: FieldName, label: &'static str, hint: &'static str) -> FormField {
    FormField { name, label, hint, kind: FieldKind::Line }
}

const fn area(name: FieldName, label: &'static str, hint: &'static str) -> FormField {
    FormField { name, label, hint, kind: FieldKind::Area }
}

const fn choice(
    name: FieldName,
    label: &'static str,
    options: &'static [OptionLabel],
) -> FormField {
    FormField { name, label, hint: "", kind: FieldKind::Choice(options) }
}

const SECOND_COUNT: FormField =
    choice(FieldName::SecondCount, "The second count of a group is", &SECOND_COUNTS);

const SECOND_COUNTS: [OptionLabel; 2] = choices::offered(&choices::SECOND_COUNTS);
const MEASURES: [OptionLabel; 3] = choices::offered(&choices::MEASURES);
const EMPTY_CELLS: [OptionLabel; 2] = choices::offered(&choices::EMPTY_CELLS);
const RATIO_SCALES: [OptionLabel; 3] = choices::offered(&choices::RATIO_SCALES);

pub(super) static TWO_BY_TWO: Form = Form {
    id: "two-by-two",
    title: "Two groups, one event",
    when: "Does the event happen more often in one group than in the other? Risk difference, risk \
           ratio, odds ratio, number needed to treat, and exact tests.",
    cells: Some(FourCells { rows: ["Group 1", "Group 2"], columns: ["Event", "No event"] }),
    fields: &[
        line(FieldName::FirstWith, "Group 1, event", ""),
        line(FieldName::FirstWithout, "Group 1, no event", ""),
        line(FieldName::SecondWith, "Group 2, event", ""),
        line(FieldName::SecondWithout, "Group 2, no event", ""),
        SECOND_COUNT,
    ],
    example: Example {
        texts: &["3", "1", "1", "3", "without"],
        source: "The lady tasting tea: three of four cups right. Fisher RA, The Design of \
                 Experiments, 1935; Agresti A, Categorical Data Analysis, 2013, section 3.5",
    },
};

pub(super) static PROPORTION: Form = Form {
    id: "proportion",
    title: "One proportion",
    when: "How frequent is something in one group, and how sure is that? Five intervals, and a \
           test against a frequency that is expected.",
    cells: None,
    fields: &[
        line(FieldName::Events, "With the event", "a count"),
        line(FieldName::Total, "Out of", "a count"),
        line(FieldName::Expected, "Compare with", "a share such as 0.5 or 50%; may stay empty"),
    ],
    example: Example {
        texts: &["81", "263", ""],
        source: "Newcombe RG, Stat Med 1998;17:857, table I",
    },
};

pub(super) static STRATA: Form = Form {
    id: "strata",
    title: "Two groups in strata",
    when: "The same comparison in several strata, such as centers or ages: is the odds ratio the \
           same in all, and what is it after adjustment? Mantel-Haenszel, Breslow-Day.",
    cells: None,
    fields: &[
        area(
            FieldName::Strata,
            "One stratum a line",
            "name, then group 1 and group 2 with two counts each: North 12 5 7 9",
        ),
        SECOND_COUNT,
    ],
    example: Example {
        texts: &[
            "A\t512\t313\t89\t19\nB\t353\t207\t17\t8\nC\t120\t205\t202\t391\nD\t138\t279\t131\t244\n\
             E\t53\t138\t94\t299\nF\t22\t351\t24\t317",
            "without",
        ],
        source: "Admission of men and women to six departments at Berkeley, 1973. Bickel PJ and \
                 others, Science 1975;187:398; UCBAdmissions in R",
    },
};

pub(super) static PAIRS: Form = Form {
    id: "pairs",
    title: "Pairs",
    when: "Each person was seen twice, or is matched with another one: does the event happen more \
           often the first time? McNemar's tests and the matched odds ratio.",
    cells: Some(FourCells {
        rows: ["First: event", "First: none"],
        columns: ["Second: event", "Second: none"],
    }),
    fields: &[
        line(FieldName::Both, "Event both times", ""),
        line(FieldName::FirstOnly, "Event the first time only", ""),
        line(FieldName::SecondOnly, "Event the second time only", ""),
        line(FieldName::Neither, "No event either time", ""),
    ],
    example: Example {
        texts: &["794", "150", "86", "570"],
        source: "Approval of a prime minister in two surveys of the same people. Agresti A, \
                 Categorical Data Analysis, 1990, table 10.1; mcnemar.test in R",
    },
};

pub(super) static R_BY_C: Form = Form {
    id: "r-by-c",
    title: "Table of any size",
    when: "Are rows and columns independent? Fisher-Freeman-Halton, chi-square, residuals that \
           say which counts differ, and Cramér's V.",
    cells: None,
    fields: &[area(
        FieldName::Counts,
        "Counts, one row a line",
        "typed or pasted from a spreadsheet, with names or without",
    )],
    example: Example {
        texts: &[
            "\tVery dissatisfied\tLittle dissatisfied\tModerately satisfied\tVery satisfied\n\
                  < 15k\t1\t3\t10\t6\n15-25k\t2\t3\t10\t7\n25-40k\t1\t6\t14\t12\n> 40k\t0\t1\t9\t11",
        ],
        source: "Income and job satisfaction. Agresti A, Categorical Data Analysis, 2002, table \
                 2.8; fisher.test in R",
    },
};

pub(super) static TREND: Form = Form {
    id: "trend",
    title: "Trend over ordered groups",
    when: "Does the share with the event rise or fall with a dose, a grade or a period? \
           Cochran-Armitage, asymptotic and exact.",
    cells: None,
    fields: &[
        area(
            FieldName::Groups,
            "One group a line",
            "score, then its two counts: 0.5 38 14464; without a score: 1, 2, 3",
        ),
        SECOND_COUNT,
    ],
    example: Example {
        texts: &["0\t48\t17114\n0.5\t38\t14502\n1.5\t5\t793\n4\t1\t127\n7\t1\t38", "total"],
        source: "Alcohol in pregnancy and malformation. Graubard BI, Korn EL, Biometrics \
                 1987;43:471; Agresti A, Categorical Data Analysis, 2013, table 3.8",
    },
};

pub(super) static VALUES: Form = Form {
    id: "values",
    title: "Measured values in groups",
    when: "Do values such as ages or laboratory results differ between two or more groups? t and \
           Welch tests, Mann-Whitney, Hodges-Lehmann; analysis of variance, Kruskal-Wallis, Dunn.",
    cells: None,
    fields: &[area(
        FieldName::Values,
        "One group a line, or one a column",
        "a name and its values: Treated: 4.1 5.0 6.2. Or columns pasted from a spreadsheet: groups \
         under their names, or group and value",
    )],
    example: Example {
        texts: &[
            "At term: 0.80 0.83 1.89 1.04 1.45 1.38 1.91 1.64 0.73 1.46\n12 to 26 weeks: 1.15 0.88 0.90 0.74 1.21",
        ],
        source: "Permeability of the human chorioamnion. Hollander M, Wolfe DA, Nonparametric \
                 Statistical Methods, 1973, p. 69; wilcox.test in R",
    },
};

pub(super) static TRIALS: Form = Form {
    id: "trials",
    title: "Meta-analysis of trials",
    when: "Several trials compared two arms: what do they say together, and do they agree? Common \
           and random effects, heterogeneity, prediction interval, leave-one-out.",
    cells: None,
    fields: &[
        area(
            FieldName::Trials,
            "One trial a line",
            "name, then treated and control with two counts each: Smith 2010 4 119 11 128",
        ),
        SECOND_COUNT,
        choice(FieldName::Measure, "Measure", &MEASURES),
        choice(FieldName::EmptyCells, "Trials with a count of 0", &EMPTY_CELLS),
    ],
    example: Example {
        texts: &[
            "Aronson 1948\t4\t119\t11\t128\nFerguson & Simes 1949\t6\t300\t29\t274\n\
             Rosenthal et al 1960\t3\t228\t11\t209\nHart & Sutherland 1977\t62\t13536\t248\t12619\n\
             Frimodt-Moller et al 1973\t33\t5036\t47\t5761\nStein & Aronson 1953\t180\t1361\t372\t1079\n\
             Vandiviere et al 1973\t8\t2537\t10\t619\nTPT Madras 1980\t505\t87886\t499\t87892\n\
             Coetzee & Berjak 1968\t29\t7470\t45\t7232\nRosenthal et al 1961\t17\t1699\t65\t1600\n\
             Comstock et al 1974\t186\t50448\t141\t27197\nComstock & Webster 1969\t5\t2493\t3\t2338\n\
             Comstock et al 1976\t27\t16886\t29\t17825",
            "without",
            "rr",
            "cochrane",
        ],
        source: "Vaccination against tuberculosis in 13 trials. Colditz GA and others, JAMA \
                 1994;271:698; dat.bcg in metafor",
    },
};

pub(super) static PLANNING: Form = Form {
    id: "planning",
    title: "Sample size and power",
    when: "How many does a study need to find a difference of two shares, to show non-inferiority \
           or equivalence, or to measure one share; and what power has a study of a given size?",
    cells: None,
    fields: &[
        line(FieldName::FirstShare, "Expected share in group 1", "0.8 or 80%"),
        line(FieldName::SecondShare, "Expected share in group 2", "0.6 or 60%"),
        line(FieldName::SizeRatio, "People in group 2 for each one in group 1", "1, if empty"),
        line(FieldName::Significance, "Significance level", "0.05, if empty"),
        line(FieldName::Power, "Power", "0.8, if empty"),
        line(
            FieldName::Members,
            "Size of group 1, if it is given",
            "for the power of a study of this size",
        ),
        line(FieldName::Margin, "Margin", "for non-inferiority and equivalence: 0.1 or 10%"),
        line(
            FieldName::HalfWidth,
            "Half width of the confidence interval",
            "to measure the share of group 1: 0.05 or 5%",
        ),
    ],
    example: Example {
        texts: &["0.50", "0.75", "", "0.05", "0.90", "", "", ""],
        source: "The manual of power.prop.test in R: 76.7 in each group",
    },
};

pub(super) static E_VALUE: Form = Form {
    id: "e-value",
    title: "E-value",
    when: "How strongly would an unmeasured confounder have to be associated with both the \
           exposure and the event to explain an observed ratio away?",
    cells: None,
    fields: &[
        line(FieldName::Ratio, "Ratio", "as estimated"),
        line(
            FieldName::LowerLimit,
            "Lower limit",
            "of its confidence interval, 0 or more; may stay empty",
        ),
        line(
            FieldName::UpperLimit,
            "Upper limit",
            "of its confidence interval; ∞ if it has none; may stay empty",
        ),
        choice(FieldName::RatioScale, "The ratio is", &RATIO_SCALES),
    ],
    example: Example {
        texts: &["3.9", "1.8", "8.7", "rr"],
        source: "Breastfeeding and death of infants by respiratory infection. VanderWeele TJ, Ding \
                 P, Ann Intern Med 2017;167:268",
    },
};

pub(super) static P_VALUES: Form = Form {
    id: "p-values",
    title: "Several p-values",
    when: "Several tests were made: which of them still count? Bonferroni, Holm and Hochberg limit the \
           family-wise error rate (the chance of any false finding), Benjamini-Hochberg the false \
           discovery rate (the share of false ones among all findings).",
    cells: None,
    fields: &[area(
        FieldName::PValues,
        "One p-value a line, with a name or without",
        "or all in one line: 0.01 0.02 0.3",
    )],
    example: Example {
        texts: &[
            "0.0001\n0.0004\n0.0019\n0.0095\n0.0201\n0.0278\n0.0298\n0.0344\n0.0459\n0.3240\n\
                  0.4262\n0.5719\n0.6528\n0.7590\n1.0000",
        ],
        source: "Fifteen hypotheses of a trial of thrombolysis. Benjamini Y, Hochberg Y, J R Stat \
                 Soc B 1995;57:289, section 4",
    },
};
