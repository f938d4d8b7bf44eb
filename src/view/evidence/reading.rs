//! Typed trials as counts, or what is wrong with them.

use serde::{Deserialize, Serialize};

use crate::engine::stats::trials::Trial;
use crate::engine::stats::two_by_two::{Group, TwoByTwo};
use crate::view::calculator::input::count;
use crate::view::evidence::entry::{TrialField, TypedTrial};

/// What is wrong with a trial that takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its place in the table.
    pub row: usize,
    /// Where.
    pub field: TrialField,
    /// What, in a sentence.
    pub message: String,
}

/// A trial that can be pooled.
#[derive(Clone, Debug)]
pub(super) struct ReadTrial<'a> {
    /// As it was typed.
    pub(super) typed: &'a TypedTrial,
    /// Its year, if there is one.
    pub(super) year: Option<u32>,
    /// Its live births.
    pub(super) trial: Trial,
}

/// The trials that take part and can be read, and what is wrong with the others.
pub(super) fn read(trials: &[TypedTrial]) -> (Vec<ReadTrial<'_>>, Vec<Problem>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for (row, typed) in trials.iter().enumerate() {
        // A row that nothing was typed into yet is no mistake.
        let is_blank = typed.counts.iter().all(|text| text.trim().is_empty());
        if !typed.is_used || is_blank {
            continue;
        }
        let mut wrong = |field, message| problems.push(Problem { row, field, message });
        let year = match typed.year.trim() {
            "" => Some(None),
            text => match count(text) {
                Ok(year) => Some(Some(year)),
                Err(why) => {
                    wrong(TrialField::Year, format!("The year {why}."));
                    None
                }
            },
        };
        if let (Some(table), Some(year)) = (table(typed, &mut wrong), year) {
            found.push(ReadTrial { typed, year, trial: Trial { name: name(typed, row), table } });
        }
    }
    (found, problems)
}

/// What a trial is called where it has no name.
fn name(typed: &TypedTrial, row: usize) -> String {
    match typed.name.trim() {
        "" => format!("Trial {}", row + 1),
        name => name.to_owned(),
    }
}

const COUNTS: [&str; 4] = [
    "Live births with IVIG",
    "Women given IVIG",
    "Live births with the control",
    "Women given the control",
];

fn table(typed: &TypedTrial, wrong: &mut impl FnMut(TrialField, String)) -> Option<TwoByTwo> {
    let mut counts = [None; 4];
    for (place, text) in typed.counts.iter().enumerate() {
        match count(text) {
            Ok(number) => counts[place] = Some(number),
            Err(why) => wrong(TrialField::Count(place), format!("{}: {why}.", COUNTS[place])),
        }
    }
    let [born, treated, control_born, control] = counts;
    let mut group = |events: Option<u32>, total: Option<u32>, place: usize| match (events?, total?)
    {
        (_, 0) => {
            wrong(
                TrialField::Count(place + 1),
                format!("{}: an arm needs women.", COUNTS[place + 1]),
            );
            None
        }
        (events, total) => {
            let group = Group::new(events, total).ok();
            if group.is_none() {
                wrong(TrialField::Count(place), format!("{}: more than women.", COUNTS[place]));
            }
            group
        }
    };
    let (exposed, unexposed) = (group(born, treated, 0), group(control_born, control, 2));
    Some(TwoByTwo { exposed: exposed?, unexposed: unexposed? })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn what_is_wrong_is_said_where_it_stands() {
        let own = |counts: [&str; 4]| TypedTrial {
            counts: counts.map(str::to_owned),
            is_used: true,
            ..TypedTrial::default()
        };
        for (counts, place, message) in [
            (["5", "4", "1", "9"], 0, "Live births with IVIG: more than women."),
            (["5", "9", "x", "9"], 2, "Live births with the control: "),
            (["5", "9", "1", ""], 3, "Women given the control: is missing."),
            (["0", "0", "1", "9"], 1, "Women given IVIG: an arm needs women."),
        ] {
            let (found, problems) = {
                let trials = [own(counts)];
                let (found, problems) = read(&trials);
                (found.len(), problems)
            };
            assert_eq!((found, problems.len()), (0, 1), "{counts:?}");
            assert_eq!(problems[0].field, TrialField::Count(place));
            assert!(problems[0].message.starts_with(message), "{problems:?}");
        }
        let trials = [own(["", " ", "", ""]), own(["1", "2", "1", "3"])];
        let (found, problems) = read(&trials);
        assert_eq!((found.len(), problems.len()), (1, 0));
        assert_eq!(found[0].trial.name, "Trial 2");
    }
}
