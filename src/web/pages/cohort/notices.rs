//! What is to be said on the cohort page of sessions, of the worker and of files that are
//! saved.

use yew::prelude::*;

use crate::view::cohort::sentences;
use crate::view::messages::exports;
use crate::view::messages::worker;
use crate::web::markup::button;
use crate::web::pages::command::CohortCommand;
use crate::web::state::news::News;
use crate::web::state::recovery::{Cause, Recovery};
use crate::web::state::workbench::{Phase, Saving, State};

/// What is to be said of the session or the saved choices that came last.
pub(super) fn news(news: &News, on_command: &Callback<CohortCommand>) -> Html {
    let (said, problem) = match news {
        News::Nothing => Default::default(),
        News::Waiting { file, is_read_so: false } => {
            let said = sentences::waiting(&file.name, &file.saved.holds(), &file.saved.asks_for());
            (said, String::new())
        }
        News::Waiting { file, is_read_so: true } => {
            (sentences::in_force(&file.name), String::new())
        }
        News::InForce { name, is_of_other_file: false } => {
            (sentences::in_force(name), String::new())
        }
        News::InForce { name, is_of_other_file: true } => {
            (sentences::of_other_file(name), String::new())
        }
        News::Refused { name, why } => (String::new(), sentences::unusable(name, why)),
    };
    let is_asking = matches!(news, News::Waiting { is_read_so: false, .. });
    let on_forget = on_command.reform(|_: MouseEvent| CohortCommand::ForgetSaved);
    html! {
        <>
            // A region that is there before it has something to say is heard when it does.
            <div class="saved-news" role="status" aria-label="Session or saved choices">
                if !said.is_empty() {
                    <div class="notice">
                        <p>{ said }</p>
                        if is_asking { { button("button", "Forget it", on_forget) } }
                    </div>
                }
            </div>
            if !problem.is_empty() { <p class="notice notice-error" role="alert">{ problem }</p> }
        </>
    }
}

/// What became of the worker, where that matters to the user.
pub(super) fn recovery(
    recovery: &Recovery,
    file_name: &str,
    on_command: &Callback<CohortCommand>,
) -> Html {
    let said = match recovery {
        Recovery::Whole | Recovery::Done(Cause::Stopped) => return Html::default(),
        Recovery::Wanted(Cause::Stopped) | Recovery::Reading { cause: Cause::Stopped, .. } => {
            sentences::again_after_stop(file_name)
        }
        Recovery::Wanted(Cause::Lost(_)) | Recovery::Reading { cause: Cause::Lost(_), .. } => {
            worker::again_after_loss(file_name)
        }
        Recovery::Done(Cause::Lost(_)) => worker::back_after_loss(file_name),
        Recovery::GivenUp => {
            let on_try = on_command.reform(|_: MouseEvent| CohortCommand::TryAgain);
            return html! {
                <div class="notice notice-error" role="alert">
                    <p><strong>{ worker::GIVEN_UP[0] }</strong></p>
                    <p>{ worker::GIVEN_UP[1] }</p>
                    <p>{ button("button", "Try again", on_try) }</p>
                </div>
            };
        }
    };
    html! { <p class="notice" role="status">{ said }</p> }
}

/// The file that is being saved, or was last; in sight wherever the page stands.
pub(super) fn saving(state: &State, on_command: &Callback<CohortCommand>) -> Html {
    let said = match &state.saving {
        Saving::Nothing if !matches!(state.cohort, Phase::Ready { .. }) => return Html::default(),
        Saving::Nothing => String::new(),
        Saving::Writing(share) => sentences::writing(*share),
        Saving::Saved(name) if state.n_unpainted > 0 => {
            format!("{}. {}", sentences::saved(name), exports::unpainted(state.n_unpainted))
        }
        Saving::Saved(name) => sentences::saved(name),
        Saving::Failed(reason) => sentences::not_saved(reason),
        Saving::Stopped => sentences::SAVING_STOPPED.to_owned(),
    };
    let on_stop = on_command.reform(|_: MouseEvent| CohortCommand::StopSaving);
    html! {
        <div class="saving no-print">
            <span role="status" aria-label="Saving">{ said }</span>
            if let Saving::Writing(_) = state.saving {
                { button("button button-quiet", "Stop saving", on_stop) }
            }
        </div>
    }
}
