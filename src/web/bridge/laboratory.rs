//! The laboratory's protocol, which is the same on both sides.

use yew::prelude::*;

use super::{Bridge, End};
use crate::engine::protocol::laboratory::Laboratory;
use crate::web::state::rules::{Rules, RulesAction};

const OF_FRONT: &str = "laboratoryOfFront";
const OF_WORKBENCH: &str = "laboratoryOfWorkbench";

impl Bridge {
    /// The laboratory's protocol as the other end told it last.
    pub(in crate::web) fn heard(&self) -> Option<Laboratory> {
        self.kept(self.names().1)
    }

    /// Under which name this end tells, and under which the other does.
    fn names(&self) -> (&'static str, &'static str) {
        match self.end {
            End::Front => (OF_FRONT, OF_WORKBENCH),
            End::Workbench => (OF_WORKBENCH, OF_FRONT),
        }
    }
}

/// Keeps the laboratory's protocol of both ends the same.
#[hook]
pub(in crate::web) fn use_laboratory(
    bridge: &Bridge,
    rules: &Rules,
    dispatch: Callback<RulesAction>,
) {
    use_effect_with(bridge.clone(), move |bridge| {
        let on_told = move |laboratory| dispatch.emit(RulesAction::Hear(laboratory));
        let listener = bridge.listen(bridge.names().1, on_told);
        move || drop(listener)
    });
    let told = rules.is_own.then(|| rules.laboratory.clone());
    let bridge = bridge.clone();
    use_effect_with(told, move |told| {
        if let Some(laboratory) = told {
            bridge.keep(bridge.names().0, laboratory);
        }
    });
}
