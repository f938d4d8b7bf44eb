//! The patient in hand: the front has her, and the workbench writes her papers.

use serde::{Deserialize, Serialize};
use yew::prelude::*;

use super::Bridge;
use crate::view::patient::handover::PatientInHand;

const PATIENT: &str = "patient";
const WISH: &str = "wish";
const COPIED: &str = "copied";

/// What is to be done with the papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::web) enum Wish {
    /// The record is copied as text.
    CopyRecord,
    /// The record is printed.
    PrintRecord,
    /// The page for the woman is printed.
    PrintForHer,
}

impl Bridge {
    /// Wishes something; without the workbench nothing happens.
    pub(in crate::web) fn wish(&self, wish: Wish) {
        self.pass(WISH, &wish);
    }

    /// Answers a wish for a copy: the text is told where the browser did not let it be
    /// copied, so that it can be copied by hand.
    pub(in crate::web) fn answer(&self, not_copied: Option<&str>) {
        self.pass(COPIED, &not_copied);
    }
}

/// Tells the patient in hand, and hears what became of a copy: the text if it was not made.
#[hook]
pub(in crate::web) fn use_patient_told(
    bridge: &Bridge,
    patient: Option<PatientInHand>,
    on_copied: Callback<Option<String>>,
) {
    use_effect_with(bridge.clone(), move |bridge| {
        let listener = bridge.listen(COPIED, move |not_copied| on_copied.emit(not_copied));
        move || drop(listener)
    });
    let bridge = bridge.clone();
    use_effect_with(patient, move |patient| {
        bridge.keep(PATIENT, patient);
        if patient.is_none() {
            bridge.forget(PATIENT);
        }
    });
}

/// Hears who is in hand, also if that was told before.
#[hook]
pub(in crate::web) fn use_patient(bridge: &Bridge) -> Option<PatientInHand> {
    let patient = use_state_eq(|| bridge.kept(PATIENT).flatten());
    let setter = patient.setter();
    use_effect_with(bridge.clone(), move |bridge| {
        let listener = bridge.listen(PATIENT, move |told| setter.set(told));
        move || drop(listener)
    });
    (*patient).clone()
}

/// Hears what is wished.
#[hook]
pub(in crate::web) fn use_wishes(bridge: &Bridge, on_wish: Callback<Wish>) {
    use_effect_with(bridge.clone(), move |bridge| {
        let listener = bridge.listen(WISH, move |wish| on_wish.emit(wish));
        move || drop(listener)
    });
}
