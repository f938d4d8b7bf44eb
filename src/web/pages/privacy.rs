//! What keeps patient data inside, shown and tested. One subject a file.

mod build;
mod copy;
mod limits;
mod loaded;
mod network;
mod seal;
mod wipe;

use std::rc::Rc;

use yew::prelude::*;

use crate::view::privacy::SealReport;
use crate::web::guard::Guard;
use build::build_panel;
use copy::{copy_panel, stored_panel};
use limits::limits_panel;
use loaded::loaded_panel;
use network::NetworkPanel;
use seal::seal_panel;
use wipe::WipePanel;

/// What the privacy page is given.
#[derive(Properties, PartialEq)]
pub(in crate::web) struct PrivacyProps {
    /// SHA-256 of the rule set in force.
    pub fingerprint: AttrValue,
    /// What is known since the network was sealed.
    pub sealed: Option<Rc<SealReport>>,
    /// What tests and wipes.
    pub guard: Option<Guard>,
    /// Clears what the page remembers.
    pub on_wipe: Callback<()>,
}

/// The privacy page.
#[component]
pub(in crate::web) fn PrivacyPage(props: &PrivacyProps) -> Html {
    let PrivacyProps { fingerprint, sealed, guard, on_wipe } = props;
    let loaded =
        use_memo(guard.clone(), |guard| guard.as_ref().map(Guard::loaded).unwrap_or_default());
    let sealed = sealed.as_deref();
    html! {
        <div class="privacy">
            { seal_panel(sealed) }
            <NetworkPanel is_sealed={sealed.is_some()} guard={guard.clone()} />
            <WipePanel guard={guard.clone()} on_wipe={on_wipe.clone()} />
            if let Some(sealed) = sealed {
                { stored_panel(sealed) }
                { copy_panel(sealed) }
                { loaded_panel(&loaded, sealed) }
            }
            { build_panel(sealed, fingerprint) }
            { limits_panel() }
        </div>
    }
}
