//! A figure on a canvas, sharp at every pixel ratio, with its data as a table and what
//! saves it.

mod painting;
mod picture;
mod pointing;
mod saving;

use std::rc::Rc;

use yew::prelude::*;

use crate::view::export::table;
use crate::view::figures::Figure;
use crate::view::figures::theme::Theme;
use crate::view::messages::exports;
use crate::web::browser::use_media_query;
use crate::web::markup::paragraph;
use crate::web::observers::{observe_nearness, observe_width};
use crate::web::taking::Taking;
use painting::{draw, redraw_for_print, screen_scale};
pub(super) use picture::picture;
use saving::Saving;

/// What a chart shows.
#[derive(Properties, PartialEq)]
pub(super) struct ChartProps {
    /// The figure.
    pub figure: Rc<Figure>,
    /// What its files are called.
    pub name: AttrValue,
}

/// Draws a figure at the width of its place when it comes near the window, again
/// whenever the figure, that width or the color scheme changes while it is there,
/// and in the light theme while the page is printed.
#[component]
pub(super) fn Chart(props: &ChartProps) -> Html {
    let frame = use_node_ref();
    let canvas = use_node_ref();
    let width = use_state(|| 0_u32);
    let is_near = use_state(|| false);
    let pointed = use_state(|| None::<usize>);
    let is_blank = use_state_eq(|| false);
    let is_dark = use_media_query("(prefers-color-scheme: dark)");
    {
        let frame = frame.clone();
        let (width, is_near) = (width.setter(), is_near.setter());
        use_effect_with((), move |()| {
            let observers = (observe_width(&frame, width), observe_nearness(&frame, is_near));
            move || drop(observers)
        });
    }
    {
        let (frame, canvas) = (frame.clone(), canvas.clone());
        let dependencies = (props.figure.clone(), *width, is_dark, *pointed, *is_near);
        let is_blank = is_blank.setter();
        use_effect_with(dependencies, move |(figure, width, is_dark, pointed, is_near)| {
            let theme = if *is_dark { Theme::DARK } else { Theme::LIGHT };
            if *is_near {
                let is_drawn =
                    draw(&canvas, figure.as_ref(), *width, screen_scale(), theme, *pointed);
                is_blank.set(!is_drawn);
            }
            let printing = redraw_for_print(&frame, &canvas, figure, theme);
            move || drop(printing)
        });
    }
    let Figure { title, description, table: numbers, .. } = &*props.figure;
    let taken = Rc::new(table::of_figure(&props.figure, &props.name));
    html! {
        <figure class="figure">
            <figcaption class="figure-title">{ title.clone() }</figcaption>
            <p class="figure-note">{ description.clone() }</p>
            <div class="figure-frame" ref={frame}>
                { pointing::canvas(props.figure.as_ref(), *width, canvas, &pointed) }
            </div>
            if *is_blank { { paragraph("note note-warning", exports::FIGURE_NOT_DRAWN) } }
            { pointing::reading(props.figure.as_ref(), *width, *pointed) }
            <Saving figure={props.figure.clone()} name={props.name.clone()} />
            <details class="figure-data">
                <summary>{ "The numbers behind this figure" }</summary>
                <div class="table-scroll" tabindex="0" role="region" aria-label={format!("Table: {title}")}>
                    <table class="table">
                        <caption class="visually-hidden">{ title.clone() }</caption>
                        <thead>
                            <tr>{ for numbers.head.iter().map(|name| html! { <th scope="col">{ name.clone() }</th> }) }</tr>
                        </thead>
                        <tbody>{ for numbers.rows.iter().map(|row| html! {
                            <tr>{ for row.iter().map(|cell| html! { <td>{ cell }</td> }) }</tr>
                        }) }</tbody>
                    </table>
                </div>
                <Taking table={taken} />
            </details>
        </figure>
    }
}
