//! What saves a figure: how it is to be printed, and the buttons.

use std::rc::Rc;

use yew::platform::spawn_local;
use yew::prelude::*;

use super::picture::picture;
use crate::view::export::origin::Provenance;
use crate::view::export::picture::{PrintChoices, PrintWidth, Resolution};
use crate::view::figures::Figure;
use crate::view::messages::exports;
use crate::web::browser;
use crate::web::fields::choice::{check_box, radio, radios};
use crate::web::origin::ResultOrigin;

/// A figure and what its files are called.
#[derive(Properties, PartialEq)]
pub(super) struct SavingProps {
    /// The figure.
    pub figure: Rc<Figure>,
    /// The name of its files without what they are from.
    pub name: AttrValue,
}

/// Saves a figure as PNG or SVG of the width that it is to have in print.
#[component]
pub(super) fn Saving(props: &SavingProps) -> Html {
    let problem = use_state(String::new);
    let choices = use_state(PrintChoices::default);
    let Some(ResultOrigin(origin)) = use_context::<ResultOrigin>() else { return Html::default() };
    let title = &props.figure.title;
    let file = origin.map(|origin| FigureFile {
        figure: props.figure.clone(),
        name: props.name.clone(),
        choices: *choices,
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
        let name = format!("{label}: {title}");
        html! {
            <button type="button" class="button button-small" aria-label={name} {disabled} {onclick}>
                { label }
            </button>
        }
    };
    html! {
        <details class="figure-saving no-print">
            <summary>{ "Save as …" }<span class="visually-hidden">{ format!(" {title}") }</span></summary>
            <div class="figure-choices">{ fields(&props.name, &choices) }</div>
            <p class="button-row">
                { button("Save PNG", save_png) }
                { button("Save SVG", save_svg) }
                <span aria-live="polite">{ (*problem).clone() }</span>
            </p>
        </details>
    }
}

/// How the figure is to be printed; the name is unique on the page.
fn fields(name: &str, choices: &UseStateHandle<PrintChoices>) -> Html {
    // An id holds no blank.
    let id = |what: &str| format!("save-{name}-{what}").replace(' ', "-");
    let choose = |next: PrintChoices| {
        let choices = choices.setter();
        Callback::from(move |_: Event| choices.set(next))
    };
    let now = **choices;
    let width = |width: PrintWidth| {
        let (label, chosen) = (width.label(), choose(PrintChoices { width, ..now }));
        radio(id(&label), id("width").into(), label, width == now.width, chosen)
    };
    let resolution = |resolution: Resolution| {
        let (label, chosen) = (resolution.label(), choose(PrintChoices { resolution, ..now }));
        radio(id(&label), id("resolution").into(), label, resolution == now.resolution, chosen)
    };
    let ticks = [
        ("gray", "Grays", now.is_gray, PrintChoices { is_gray: !now.is_gray, ..now }),
        ("title", "Title", now.has_title, PrintChoices { has_title: !now.has_title, ..now }),
        (
            "source",
            "Source line",
            now.has_source,
            PrintChoices { has_source: !now.has_source, ..now },
        ),
    ];
    let tick = |(what, label, is_on, next)| {
        check_box(id(what), id("with").into(), label, is_on, choose(next))
    };
    html! {
        <>
            { radios("choice", "Width in print", PrintWidth::ALL.into_iter().map(width).collect()) }
            { radios("choice", "Resolution of the PNG", Resolution::ALL.into_iter().map(resolution).collect()) }
            { radios("choice", "With", ticks.into_iter().map(tick).collect()) }
        </>
    }
}

/// What a file is made of, and whom to tell what went wrong: an empty text says that
/// nothing did.
#[derive(Clone)]
struct FigureFile {
    figure: Rc<Figure>,
    name: AttrValue,
    choices: PrintChoices,
    origin: Rc<Provenance>,
    problem: UseStateSetter<String>,
}

impl FigureFile {
    /// Hands the file to the user, and says so where that cannot be.
    fn hand_over(&self, bytes: &[u8], extension: &str, kind: &str) {
        let stem = self.choices.stem(&self.name, extension == "svg");
        let name = self.origin.file_name(&stem, extension);
        let problem = match browser::download(bytes, &name, kind) {
            Ok(()) => "",
            Err(_) => exports::NO_ROOM,
        };
        self.problem.set(problem.to_owned());
    }
}

fn save_svg(file: &FigureFile) {
    match file.choices.svg(&file.figure, &file.origin) {
        Ok(svg) => file.hand_over(svg.as_bytes(), "svg", "image/svg+xml"),
        Err(why) => file.problem.set(exports::export_error(&why).to_owned()),
    }
}

fn save_png(file: &FigureFile) {
    let file = file.clone();
    spawn_local(async move {
        match picture(&file.figure, &file.origin, &file.choices.picture()).await {
            Some(bytes) => file.hand_over(&bytes, "png", "image/png"),
            None => file.problem.set(exports::NOT_PAINTED.to_owned()),
        }
    });
}
