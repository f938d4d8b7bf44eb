#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::quenby::{Answers, NoScore};
use super::*;

fn woman(age: f64, losses: f64) -> Woman {
    Woman { age_years: Some(age), losses: Some(losses) }
}

/// The published table, predicted success in percent: ages by rows, 2 to 5 losses across.
const TABLE: [(f64, [f64; 4]); 6] = [
    (20.0, [92.0, 90.0, 88.0, 85.0]),
    (25.0, [89.0, 86.0, 82.0, 79.0]),
    (30.0, [84.0, 80.0, 76.0, 71.0]),
    (35.0, [77.0, 73.0, 68.0, 62.0]),
    (40.0, [69.0, 64.0, 58.0, 52.0]),
    (45.0, [60.0, 54.0, 48.0, 42.0]),
];

/// The cells that could be checked in texts that quote the table: age and losses.
const CHECKED: [(f64, f64); 9] = [
    (20.0, 2.0),
    (20.0, 3.0),
    (25.0, 2.0),
    (30.0, 2.0),
    (30.0, 3.0),
    (30.0, 5.0),
    (35.0, 2.0),
    (40.0, 2.0),
    (45.0, 3.0),
];

/// R: `max(abs(100 * plogis(4.5958 - 0.08224 * age - 0.24469 * n) - table))` over the 24
/// cells is 0.6502536.
#[test]
fn the_plane_is_as_near_to_the_table_as_is_said() {
    let mut errors = Vec::new();
    for (age, cells) in TABLE {
        for (losses, percent) in (2_u32..=5).map(f64::from).zip(cells) {
            let found = 100.0 * brigham::success(woman(age, losses)).expect("a cell");
            errors.push(((age, losses), (found - percent).abs()));
            assert!(brigham::is_of_table(age));
        }
    }
    assert_eq!(errors.len(), brigham::N_CELLS as usize);
    assert_eq!(CHECKED.len(), brigham::N_CHECKED as usize);
    let largest = errors.iter().map(|one| one.1).fold(0.0, f64::max);
    assert!((largest - 0.650_253_6).abs() < 1e-6, "{largest}");
    assert!((largest - brigham::LARGEST_ERROR).abs() < 0.005);
    // Each cell that could be checked is met to the percent, but for rounding.
    for cell in CHECKED {
        let error = errors.iter().find(|one| one.0 == cell).expect("a cell").1;
        assert!(error < brigham::LARGEST_ERROR, "{cell:?}: {error}");
    }
}

/// R: `plogis(4.5958 - 0.08224 * 34 - 0.24469 * 3)` is 0.7437535.
#[test]
fn between_the_ages_of_the_table_the_plane_goes_on() {
    let found = brigham::success(woman(34.0, 3.0)).expect("within the table");
    assert!((found - 0.743_753_5).abs() < 1e-7, "{found}");
    assert!(!brigham::is_of_table(34.0));
}

#[test]
fn beyond_the_table_nothing_is_said() {
    for (age, losses, expected) in [
        (Some(19.9), Some(3.0), Silence::AgeOutside),
        (Some(45.1), Some(3.0), Silence::AgeOutside),
        (Some(34.0), Some(1.0), Silence::LossesOutside),
        (Some(34.0), Some(6.0), Silence::LossesOutside),
        (None, Some(3.0), Silence::NoAge),
        (Some(34.0), None, Silence::NoLosses),
    ] {
        let woman = Woman { age_years: age, losses };
        assert_eq!(brigham::success(woman), Err(expected), "{age:?} {losses:?}");
    }
    for (age, losses) in [(20.0, 2.0), (45.0, 5.0)] {
        assert!(brigham::success(woman(age, losses)).is_ok());
    }
}

/// Each value by hand: 3·68 + 10·87 + 74 + 4·88 + 2·78 = 1656, a twentieth is 82.8; the
/// extremes are 3·90 + 870 + 87 + 352 + 156 = 1735 and 3·68 + 640 + 74 + 160 + 144 = 1222.
#[test]
fn the_score_is_that_of_its_source() {
    let answers = |cycle, birth, antibodies| Answers {
        is_cycle_regular: Some(cycle),
        has_live_birth: Some(birth),
        has_anticardiolipin: Some(antibodies),
    };
    for (age, losses, given, percent) in [
        (34.0, 3.0, answers(true, false, false), 82.8),
        (25.9, 2.0, answers(true, true, false), 86.75),
        (31.0, 5.0, answers(false, false, true), 61.1),
        // 26 and 30.9 are of one group, 31 is of the next: 3·(87 − 68)/20 = 2.85.
        (26.0, 4.0, answers(true, false, false), 80.85),
        (30.9, 4.0, answers(true, false, false), 80.85),
        (31.0, 4.0, answers(true, false, false), 78.0),
    ] {
        let found = 100.0 * quenby::success(woman(age, losses), given).expect("a score");
        assert!((found - percent).abs() < 1e-9, "{age} {losses}: {found}");
        let [least, most] = quenby::RANGE.map(|share| 100.0 * share);
        assert!(found.round() >= least && found.round() <= most);
    }
}

#[test]
fn the_score_needs_every_answer() {
    let given = Answers {
        is_cycle_regular: Some(true),
        has_live_birth: Some(true),
        has_anticardiolipin: Some(false),
    };
    for answers in [
        Answers { is_cycle_regular: None, ..given },
        Answers { has_live_birth: None, ..given },
        Answers { has_anticardiolipin: None, ..given },
    ] {
        assert_eq!(quenby::success(woman(34.0, 3.0), answers), Err(NoScore::Unanswered));
    }
    let few = quenby::success(woman(34.0, 1.0), given);
    assert_eq!(few, Err(NoScore::Of(Silence::LossesOutside)));
    let no_age = Woman { age_years: None, losses: Some(3.0) };
    assert_eq!(quenby::success(no_age, given), Err(NoScore::Of(Silence::NoAge)));
}

#[test]
fn a_woman_is_of_the_groups_that_are_printed_and_of_no_other() {
    let counts = |age, losses| -> Vec<[u32; 2]> {
        let groups = clifford_of(woman(age, losses));
        groups.map(|group| [group.miscarried.events, group.miscarried.total]).collect()
    };
    assert_eq!(counts(30.9, 3.0), [[14, 57], [34, 119]]);
    assert_eq!(counts(40.0, 6.0), [[13, 25], [9, 17]]);
    assert!(counts(34.0, 4.0).is_empty());
    assert!(clifford_of(Woman::default()).next().is_none());
    let rate = |age| magnus_rate_of(woman(age, 3.0)).map(|rate| rate.percent);
    assert_eq!(
        [24.0, 25.0, 29.9, 30.0, 44.9, 45.0].map(rate),
        [None, Some(10.0), Some(10.0), None, None, Some(53.0)]
    );
    let odds = |losses| magnus_odds_of(woman(34.0, losses)).map(|odds| odds.value);
    assert_eq!(
        [0.0, 1.0, 2.0, 3.0, 4.0].map(odds),
        [None, Some(1.54), Some(2.21), Some(3.97), None]
    );
}
