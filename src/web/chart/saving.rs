//! The buttons that save a figure.

use std::rc::Rc;

use yew::platform::spawn_local;
use yew::prelude::*;

use super::picture::picture;
use crate::view::export::origin::Provenance;
use crate::view::export::picture::{PictureSize, svg};
use crate::view::figures::Figure;
use crate::view::messages::exports;
use crate::web::browser;
use crate::web::origin::ResultOrigin;

/// A figure and what its files are called.
#[derive(Properties, PartialEq)]
pub(super) struct SavingProps {
    /// The figure.
    pub figure: Rc<Figure>,
    /// The name of its files without what they are from.
    pub name: AttrValue,
}

/// Saves a figure as SVG, or as PNG that is sharp in print.
#[component]
pub(super) fn Saving(props: &SavingProps) -> Html {
    let problem = use_state(String::new);
    let Some(ResultOrigin(origin)) = use_context::<ResultOrigin>() else { return Html::default() };
    let file = origin.map(|origin| FigureFile {
        figure: props.figure.clone(),
        name: props.name.clone(),
        origin,
        problem: problem.setter(),
    });
    let button = |label: &'static str, save: fn(&FigureFile)| {
        let file = file.clone();
        let disabled = file.is_none();
        let onclick = move |_: MouseEvent| {
            if let Some(file) = &file {
                save(file);
            }
        };
        // Which of the figures it is, for those who hear the buttons alone.
        let name = format!("{label}: {}", props.figure.title);
        html! {
            <button type="button" class="button button-quiet" aria-label={name} {disabled} {onclick}>
                { label }
            </button>
        }
    };
    html! {
        <p class="button-row figure-saving no-print">
            { button("Save SVG", save_svg) }
            { button("Save PNG", save_png) }
            <span aria-live="polite">{ (*problem).clone() }</span>
        </p>
    }
}

/// What a file is made of, and whom to tell what went wrong: an empty text says that
/// nothing did.
#[derive(Clone)]
struct FigureFile {
    figure: Rc<Figure>,
    name: AttrValue,
    origin: Rc<Provenance>,
    problem: UseStateSetter<String>,
}

impl FigureFile {
    /// Hands the file to the user, and says so where that cannot be.
    fn hand_over(&self, bytes: &[u8], extension: &str, kind: &str) {
        let name = self.origin.file_name(&self.name, extension);
        let problem = match browser::download(bytes, &name, kind) {
            Ok(()) => "",
            Err(_) => exports::NO_ROOM,
        };
        self.problem.set(problem.to_owned());
    }
}

fn save_svg(file: &FigureFile) {
    match svg(&file.figure, &file.origin) {
        Ok(svg) => file.hand_over(svg.as_bytes(), "svg", "image/svg+xml"),
        Err(why) => file.problem.set(exports::export_error(&why).to_owned()),
    }
}

fn save_png(file: &FigureFile) {
    let file = file.clone();
    spawn_local(async move {
        match picture(&file.figure, &file.origin, PictureSize::Print).await {
            Some(bytes) => file.hand_over(&bytes, "png", "image/png"),
            None => file.problem.set(exports::NOT_PAINTED.to_owned()),
        }
    });
}
