//! The import step: what was found of a file, and everything about it that can
//! be put right before it is read.

mod choices;
mod columns;
mod file;
mod first_rows;
mod focus;
mod lines;
mod missing;
mod own;
mod picker;
mod props;
mod questions;
mod words;

use yew::prelude::*;

use crate::view::import::questions::asked;
use crate::view::import::{self, page};
use crate::web::markup::{button, paragraph};
use crate::web::pages::command::CohortCommand;
use first_rows::first_rows;
use focus::use_focus;
use props::ImportStepProps;
use questions::Questions;

/// The import step.
#[component]
pub(in crate::web) fn ImportStep(props: &ImportStepProps) -> Html {
    let preview = &props.preview;
    let choose = {
        let on_command = props.on_command.clone();
        Callback::from(move |settings| on_command.emit(CohortCommand::Look(settings)))
    };
    let on_read = {
        let settings = props.settings.clone();
        props.on_command.reform(move |_: MouseEvent| CohortCommand::Read(settings.clone()))
    };
    let on_back = props.on_command.reform({
        let has_report = props.has_report;
        move |_: MouseEvent| if has_report { CohortCommand::Back } else { CohortCommand::Close }
    });
    let is_open = !preview.questions.is_empty();
    // What is folded at first stays as the user left it.
    let was_open = use_state(|| is_open);
    use_focus(preview);
    html! {
        <section class={classes!("panel", "import", props.is_updating.then_some("import-updating"))}
            aria-labelledby="import-title">
            <h2 id="import-title" class="section-title" tabindex="-1">{ page::title(&props.file_name) }</h2>
            <p class="muted" role="status">{ import::summary(preview) }</p>
            <Questions asked={asked(preview)} settings={props.settings.clone()} on_choose={choose.clone()} />
            { first_rows(preview) }
            <details class="import-settings" open={!*was_open}>
                <summary>{ page::SETTINGS }</summary>
                { file::pickers(props, &choose) }
                { columns::columns(props, &choose) }
                { words::words(props, &choose) }
                { missing::missing_codes(props, &choose) }
            </details>
            <div class="import-actions">
                <button id="import-read" type="button" class="button button-primary" disabled={is_open || props.is_updating}
                    onclick={on_read}>{ page::READ }</button>
                { button("button", page::leave(props.has_report), on_back) }
                if is_open {
                    { paragraph("muted small", page::OPEN) }
                }
            </div>
            <div class="import-mapping">
                { button("button button-quiet", page::SAVE, choices::save(&props.settings, &props.on_command)) }
                { choices::load(&props.on_command) }
                { paragraph("muted small", page::SAVED) }
            </div>
        </section>
    }
}
