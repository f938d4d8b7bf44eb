//! A figure on a canvas, sharp at every pixel ratio, with its data as a table.

use std::rc::Rc;

use gloo_events::EventListener;
use plotters::drawing::IntoDrawingArea as _;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlCanvasElement, HtmlElement, ResizeObserver};
use yew::prelude::*;

use crate::view::figures::theme::Theme;
use crate::view::figures::{Figure, Surface};
use crate::web::browser::use_media_query;

/// What a chart shows.
#[derive(Properties, PartialEq)]
pub(super) struct ChartProps {
    /// The figure.
    pub figure: Rc<Figure>,
}

/// Draws a figure at the width of its place, again whenever that or the color
/// scheme changes, and in the light theme while the page is printed.
#[component]
pub(super) fn Chart(props: &ChartProps) -> Html {
    let frame = use_node_ref();
    let canvas = use_node_ref();
    let width = use_state(|| 0_u32);
    let is_dark = use_media_query("(prefers-color-scheme: dark)");
    {
        let frame = frame.clone();
        let width = width.setter();
        use_effect_with((), move |()| {
            let observer = observe_width(&frame, width);
            move || drop(observer)
        });
    }
    {
        let canvas = canvas.clone();
        let dependencies = (props.figure.clone(), *width, is_dark);
        use_effect_with(dependencies, move |(figure, width, is_dark)| {
            let theme = if *is_dark { Theme::DARK } else { Theme::LIGHT };
            draw(&canvas, figure.as_ref(), *width, theme);
            let printing = redraw_for_print(&canvas, figure, *width, theme);
            move || drop(printing)
        });
    }
    let Figure { title, description, table, .. } = &*props.figure;
    html! {
        <figure class="figure">
            <figcaption class="figure-title">{ title.clone() }</figcaption>
            <p class="figure-note">{ description.clone() }</p>
            <div class="figure-frame" ref={frame}>
                <canvas ref={canvas} role="img" aria-label={format!("{description} The numbers are in the table below.")} />
            </div>
            <details class="figure-data">
                <summary>{ "The numbers behind this figure" }</summary>
                <div class="table-scroll" tabindex="0" role="region" aria-label={format!("Table: {title}")}>
                    <table class="table">
                        <caption class="visually-hidden">{ title.clone() }</caption>
                        <thead>
                            <tr>{ for table.head.iter().map(|name| html! { <th scope="col">{ name.clone() }</th> }) }</tr>
                        </thead>
                        <tbody>{ for table.rows.iter().map(|row| html! {
                            <tr>{ for row.iter().map(|cell| html! { <td>{ cell }</td> }) }</tr>
                        }) }</tbody>
                    </table>
                </div>
            </details>
        </figure>
    }
}

/// A resize observer together with the closure it calls.
struct WidthObserver {
    observer: ResizeObserver,
    _closure: Closure<dyn FnMut()>,
}

impl Drop for WidthObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn observe_width(frame: &NodeRef, width: UseStateSetter<u32>) -> Option<WidthObserver> {
    let element = frame.cast::<HtmlElement>()?;
    let resized = element.clone();
    let closure = Closure::<dyn FnMut()>::new(move || {
        width.set(u32::try_from(resized.client_width()).unwrap_or_default());
    });
    let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
    observer.observe(&element);
    Some(WidthObserver { observer, _closure: closure })
}

fn redraw_for_print(
    canvas: &NodeRef,
    figure: &Rc<Figure>,
    width: u32,
    theme: Theme,
) -> Option<[EventListener; 2]> {
    let window = web_sys::window()?;
    Some([("beforeprint", Theme::LIGHT), ("afterprint", theme)].map(|(event, theme)| {
        let (canvas, figure) = (canvas.clone(), figure.clone());
        EventListener::new(&window, event, move |_| draw(&canvas, figure.as_ref(), width, theme))
    }))
}

fn draw(canvas: &NodeRef, figure: &Figure, width: u32, theme: Theme) {
    let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else { return };
    if width == 0 {
        return;
    }
    let scale = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).max(1.0);
    let surface = Surface { width, scale, text_scale: Surface::CANVAS_TEXT, theme };
    let (device_width, device_height) = surface.device_size(figure);
    canvas.set_width(device_width);
    canvas.set_height(device_height);
    if let Some(backend) = CanvasBackend::with_canvas_object(canvas) {
        // A canvas that cannot be drawn on stays blank; its table is below it.
        let _ = figure.draw(&backend.into_drawing_area(), &surface);
    }
}
