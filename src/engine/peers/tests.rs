#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::engine::reader;
use crate::engine::reader::settings::ImportSettings;

/// Values of a class: nothing high, NK cell level high, NK cell level and cytotoxicity high.
const NORMAL: &str = "10,20,15,5,20";
const NK: &str = "17,20,15,5,20";
const NK_AND_CYTOTOXICITY: &str = "17,40,30,12,20";

/// Births, other endings and ongoing pregnancies of women with these values, age and losses.
type Cohort<'a> = &'a [(&'a str, &'a str, u32, [u32; 3])];

fn reading(cohort: Cohort<'_>) -> Reading {
    let head = "patient_id,nk_percent,nk_cyto_50,nk_cyto_25,nk_cyto_12_5,th1_th2_ratio,age_years,\
                previous_losses,outcome";
    let mut lines = vec![head.to_owned()];
    for (values, age, losses, counts) in cohort {
        let endings = ["live_birth", "miscarriage", "ongoing"];
        for (ending, &n) in endings.into_iter().zip(counts) {
            for _ in 0..n {
                let id = lines.len();
                lines.push(format!("W{id},{values},{age},{losses},{ending}"));
            }
        }
    }
    reader::read(lines.join("\n").as_bytes(), &ImportSettings::default()).expect("a table")
}

const FILE: Cohort<'static> = &[
    (NORMAL, "28", 2, [40, 10, 3]),
    (NORMAL, "36", 3, [15, 10, 0]),
    (NK, "32", 3, [4, 6, 2]),
    (NK, "32.5", 4, [3, 9, 0]),
    (NK, "", 3, [2, 1, 0]),
    (NK_AND_CYTOTOXICITY, "41", 5, [9, 1, 1]),
];

fn nk(age: Option<AgeBand>, losses: Option<f64>) -> Likeness {
    Likeness { class: ImmuneProfile::Nk, age, losses: losses.map(loss_category) }
}

fn peers(cohort: Cohort<'_>, likeness: Likeness) -> Peers {
    Peers::new(&reading(cohort), &Protocol::default(), &likeness)
}

fn counts(group: &PeerGroup) -> (u32, u32, Option<[u32; 2]>) {
    let left_out = group.left_out.iter().map(|one| one.n).sum();
    (group.n_women, left_out, group.live_births.map(|share| [share.events, share.total]))
}

/// Counted by hand from the table above.
#[test]
fn women_are_counted_in_the_groups_they_belong_to() {
    let found = peers(FILE, nk(Some(AgeBand::From30), Some(3.0)));
    assert_eq!(counts(&found.everyone), (116, 6, Some([73, 110])));
    assert_eq!(counts(&found.of_class.group), (27, 2, Some([9, 25])));
    let like_her = found.like_her.expect("age and losses are known");
    assert_eq!(counts(&like_her.group), (12, 2, Some([4, 10])));
    // Four and more losses are one group.
    let many = peers(FILE, nk(Some(AgeBand::From30), Some(7.0))).like_her.expect("known");
    assert_eq!(counts(&many.group), (12, 0, Some([3, 12])));
    let nobody = peers(FILE, nk(Some(AgeBand::From40), Some(2.0))).like_her.expect("known");
    assert_eq!(counts(&nobody.group), (0, 0, None));
    assert_eq!(peers(FILE, nk(None, Some(3.0))).like_her, None);
    assert_eq!(peers(FILE, nk(Some(AgeBand::From30), None)).like_her, None);
}

#[track_caller]
fn near(found: &Shrunken, [weight, value, lower, upper]: [f64; 4]) {
    let prior = found.prior.expect("a prior");
    let rate = found.rate.expect("a rate");
    let interval = rate.interval.expect("an interval");
    let found = [prior.prior_women.expect("a weight"), rate.value, interval.lower, interval.upper];
    for (found, expected) in found.into_iter().zip([weight, value, lower, upper]) {
        assert!((found - expected).abs() < 1e-6 * expected, "{found}, not {expected}");
    }
}

/// R 4:
/// ```r
/// w <- function(x, n) { m <- sum(x)/sum(n); k <- length(n); S <- sum(n*(x/n - m)^2)
///   rho <- (S/(m*(1 - m)) - (k - 1)) / (sum(n) - sum(n^2)/sum(n) - (k - 1)); 1/rho - 1 }
/// f <- function(x, n, w, m = 73/110) { a <- x + w*m; b <- n - x + w*(1 - m)
///   c(w, a/(a + b), qbeta(c(.025, .975), a, b)) }
/// f(9, 25, w(c(55, 9, 9), c(75, 25, 10)))
/// f(4, 10, w(c(40, 15, 4, 3, 2, 9), c(50, 25, 10, 12, 3, 10)))
/// ```
#[test]
fn rates_are_shrunken_as_r_shrinks_them() {
    let found = peers(FILE, nk(Some(AgeBand::From30), Some(3.0)));
    near(&found.of_class, OF_CLASS);
    near(&found.like_her.expect("age and losses are known"), LIKE_HER);
    let everyone = found.everyone.live_births.expect("women");
    let mean = found.of_class.prior.expect("a prior").mean;
    assert!((everyone.estimate - mean).abs() < 1e-15, "towards the whole file");
}

const OF_CLASS: [f64; 4] = [3.034_624_617, 0.392_867_299, 0.224_000_076, 0.576_218_685];
const LIKE_HER: [f64; 4] = [4.084_334_098, 0.476_452_247, 0.231_917_249, 0.727_318_928];

/// The whole file has a rate that it could be given, which would be of others.
#[test]
fn a_group_of_nobody_has_no_rate() {
    let found = peers(FILE, nk(Some(AgeBand::From40), Some(2.0))).like_her.expect("known");
    assert_eq!(found.group.live_births, None);
    assert!(found.prior.is_ok());
    assert_eq!(found.rate, Err(Undefined::NoObservations));
}

#[test]
fn one_class_alone_has_nothing_to_be_drawn_towards() {
    let found = peers(&[(NK, "32", 3, [4, 6, 0])], nk(None, None));
    assert_eq!(found.of_class.prior, Err(Undefined::TooFewGroups));
    assert_eq!(found.of_class.rate, Err(Undefined::TooFewGroups));
    assert_eq!(counts(&found.of_class.group), (10, 0, Some([4, 10])));
}

/// The rule of the protocol decides who is of her class, and its fewest losses who counts.
#[test]
fn the_protocol_in_force_classifies() {
    let mut strict = Protocol { minimum_losses: 3, ..Protocol::default() };
    let found = Peers::new(&reading(FILE), &strict, &nk(None, None));
    assert_eq!(counts(&found.everyone), (63, 3, Some([33, 60])));
    strict.nk_percent.value = 17.0;
    let found = Peers::new(&reading(FILE), &strict, &nk(None, None));
    assert_eq!(counts(&found.of_class.group), (0, 0, None));
}

#[test]
fn bands_hold_their_lower_limit() {
    for (age, expected) in [
        (29.9, AgeBand::Under30),
        (30.0, AgeBand::From30),
        (34.9, AgeBand::From30),
        (35.0, AgeBand::From35),
        (40.0, AgeBand::From40),
    ] {
        assert_eq!(AgeBand::of(age), expected, "{age}");
        assert!(expected.completed_years().admits(Some(age.floor())), "{age}");
    }
    let category = |losses| {
        let LossCategory { from, to } = loss_category(losses);
        (from, to)
    };
    assert_eq!(
        [1.0, 2.0, 3.0, 4.0, 9.0].map(category),
        [(1, Some(1)), (2, Some(2)), (3, Some(3)), (4, None), (4, None)]
    );
}
