//! What can be chosen for the file as a whole.

use yew::prelude::*;

use super::picker::picker;
use super::props::ImportStepProps;
use crate::engine::reader::settings::ImportSettings;
use crate::view::import::Picker;
use crate::view::import::file::{self, Setting};

/// The pickers for the file.
pub(super) fn pickers(props: &ImportStepProps, choose: &Callback<ImportSettings>) -> Html {
    let one = |(setting, shown): &(Setting, Picker)| {
        let (setting, settings) = (*setting, props.settings.clone());
        let onpick =
            choose.reform(move |value: String| file::with_setting(&settings, setting, &value));
        picker(format!("import-{setting:?}").to_ascii_lowercase(), shown, true, &onpick)
    };
    let pickers = file::pickers(&props.preview, &props.settings);
    html! { <div class="import-pickers">{ for pickers.iter().map(one) }</div> }
}
