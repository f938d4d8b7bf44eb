//! Three marks, one a test: filled when high, a ring when not, dashed when it
//! cannot be said. The same marks stand on figures and in tables.

use yew::prelude::*;

use crate::engine::rules::Finding;
use crate::engine::rules::panel::{ByTest, ImmuneTest};

/// The marks of NK cell level, NK cytotoxicity and Th1/Th2 ratio, and what they say.
/// Beside a name that says the same they say nothing and are not read out.
pub(in crate::web) fn test_marks(findings: ByTest<Finding>, spoken: Option<String>) -> Html {
    let is_decoration = spoken.is_none();
    let mark = |(test, finding): (ImmuneTest, &Finding)| {
        let class = match finding {
            Finding::High => "mark mark-high",
            Finding::NotHigh => "mark mark-not-high",
            Finding::Unknown => "mark mark-unknown",
        };
        let center = match test {
            ImmuneTest::NkLevel => "8",
            ImmuneTest::NkCytotoxicity => "24",
            ImmuneTest::Th1Th2 => "40",
        };
        html! { <circle {class} cx={center} cy="8" r="5.5" /> }
    };
    html! {
        <svg
            class="marks"
            viewBox="0 0 48 16"
            role={if is_decoration { "presentation" } else { "img" }}
            aria-hidden={is_decoration.then_some("true")}
            aria-label={spoken}
        >
            { for findings.iter().map(mark) }
        </svg>
    }
}
