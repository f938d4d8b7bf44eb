//! Women who were given IVIG, or had the tests, without being randomised.

/// A series of women.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub name: &'static str,
    /// Which women.
    pub women: &'static str,
    /// What was counted, as printed.
    pub found: &'static str,
    /// What follows from it; empty where nothing does.
    pub inferred: &'static str,
}

const fn series(
    name: &'static str,
    women: &'static str,
    found: &'static str,
    inferred: &'static str,
) -> Series {
    Series { name, women, found, inferred }
}

/// The series, by year.
pub const SERIES: [Series; 8] = [
    series(
        "Stricker 2000",
        "given IVIG, or refused it",
        "19/20 of those who went on with it, 3/4 of those who stopped, 0/7 of those who refused",
        "",
    ),
    series(
        "Cha 2005, KJFS 32(3)",
        "64 women with NK cells above 15%, all given IVIG",
        "live births 53/64 (82.8%), nobody to compare with",
        "",
    ),
    series(
        "Winger 2011",
        "in vitro fertilisation",
        "live births: abnormal with IVIG 36/62, abnormal without 6/27; normal with IVIG 43/71, normal \
         without 30/42",
        "",
    ),
    series(
        "Moraru 2012",
        "40 women given IVIG, compared with untreated ones",
        "live births 82.5% against 12.5%, of how many untreated women is not clear",
        "33/40",
    ),
    series(
        "Kim 2022, Asan",
        "113 cycles",
        "live births 83/113; NK cells below 12%: 65.5%, from 12% on: 69.7%, p = 0.725",
        "",
    ),
    series(
        "Hur 2023",
        "383 women with NK cells above 12%",
        "live births 80.9% of the pregnant after exclusions; by NK cells below 15, 15 to 20, 20 to 25, \
         above 25%: 84.0, 82.1, 72.5, 65.0%, not significant",
        "",
    ),
    series(
        "Mu 2024",
        "184 women given IVIG, 54 not",
        "live births 77.7% against 53.7%, adjusted odds ratio 4.383 (2.024 to 9.489)",
        "143/184 and 29/54",
    ),
    series(
        "Xin 2026",
        "504 women, 173 given IVIG, matched by propensity score",
        "more live births with IVIG",
        "",
    ),
];
