//! A figure on a canvas, sharp at every pixel ratio, with its data as a table.

use std::rc::Rc;

use gloo_events::EventListener;
use plotters::drawing::IntoDrawingArea as _;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    HtmlCanvasElement, HtmlElement, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit, ResizeObserver,
};
use yew::prelude::*;

use crate::view::export::origin::Origin;
use crate::view::export::png::with_description;
use crate::view::export::study::{EXPORT_WIDTH, PictureSize};
use crate::view::figures::theme::Theme;
use crate::view::figures::{Figure, Sheet, Surface};
use crate::view::messages::exports;
use crate::web::browser::use_media_query;
use crate::web::markup::paragraph;

/// What a chart shows.
#[derive(Properties, PartialEq)]
pub(super) struct ChartProps {
    /// The figure.
    pub figure: Rc<Figure>,
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
    let Figure { title, description, table, .. } = &*props.figure;
    html! {
        <figure class="figure">
            <figcaption class="figure-title">{ title.clone() }</figcaption>
            <p class="figure-note">{ description.clone() }</p>
            <div class="figure-frame" ref={frame}>
                { painting(props.figure.as_ref(), *width, canvas, &pointed) }
            </div>
            if *is_blank { { paragraph("note note-warning", exports::FIGURE_NOT_DRAWN) } }
            { reading(props.figure.as_ref(), *width, *pointed) }
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
        width.set(client_width(&resized));
    });
    let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
    observer.observe(&element);
    Some(WidthObserver { observer, _closure: closure })
}

/// How far beyond the window a figure is drawn, so that none is seen blank.
const NEAR: &str = "50%";

/// An intersection observer together with the closure it calls.
struct NearnessObserver {
    observer: IntersectionObserver,
    _closure: Closure<dyn FnMut(js_sys::Array)>,
}

impl Drop for NearnessObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn observe_nearness(frame: &NodeRef, is_near: UseStateSetter<bool>) -> Option<NearnessObserver> {
    let element = frame.cast::<HtmlElement>()?;
    let closure = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        // The last entry is the newest.
        if let Some(entry) = entries.pop().dyn_ref::<IntersectionObserverEntry>() {
            is_near.set(entry.is_intersecting());
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(NEAR);
    let function = closure.as_ref().unchecked_ref();
    let observer = IntersectionObserver::new_with_options(function, &options).ok()?;
    observer.observe(&element);
    Some(NearnessObserver { observer, _closure: closure })
}

fn client_width(element: &HtmlElement) -> u32 {
    u32::try_from(element.client_width()).unwrap_or_default()
}

/// The width is measured, because a figure that was never in sight has had none.
fn redraw_for_print(
    frame: &NodeRef,
    canvas: &NodeRef,
    figure: &Rc<Figure>,
    theme: Theme,
) -> Option<[EventListener; 2]> {
    let window = web_sys::window()?;
    let on_paper = screen_scale().max(PRINT_SCALE);
    let states = [("beforeprint", Theme::LIGHT, on_paper), ("afterprint", theme, screen_scale())];
    Some(states.map(|(event, theme, scale)| {
        let (frame, canvas, figure) = (frame.clone(), canvas.clone(), figure.clone());
        EventListener::new(&window, event, move |_| {
            let width = frame.cast::<HtmlElement>().as_ref().map_or(0, client_width);
            draw(&canvas, figure.as_ref(), width, scale, theme, None);
        })
    }))
}

/// The canvas; where a figure has something to be pointed at, by the pointer and
/// by the arrow keys.
fn painting(
    figure: &Figure,
    width: u32,
    canvas: NodeRef,
    pointed: &UseStateHandle<Option<usize>>,
) -> Html {
    let label = format!("{} The numbers are in the table below.", figure.description);
    let n = figure.readouts(width).len();
    if n == 0 {
        return html! { <canvas ref={canvas} role="img" aria-label={label} /> };
    }
    let onmousemove = {
        let (figure, pointed) = (figure.clone(), pointed.setter());
        move |event: MouseEvent| {
            pointed.set(figure.nearest(width, event.offset_x(), event.offset_y()));
        }
    };
    let onmouseleave = {
        let pointed = pointed.setter();
        move |_: MouseEvent| pointed.set(None)
    };
    let onkeydown = {
        let pointed = pointed.clone();
        move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => Some(pointed.map_or(0, |at| (at + 1) % n)),
                "ArrowLeft" | "ArrowUp" => Some(pointed.map_or(n - 1, |at| (at + n - 1) % n)),
                "Escape" => None,
                _ => return,
            };
            event.prevent_default();
            pointed.set(next);
        }
    };
    html! {
        <canvas ref={canvas} class="figure-pointed" tabindex="0" role="img"
            aria-label={format!("{label} The arrow keys read them out one by one.")}
            {onmousemove} {onmouseleave} {onkeydown} />
    }
}

/// What stands where the user points.
fn reading(figure: &Figure, width: u32, pointed: Option<usize>) -> Html {
    let readouts = figure.readouts(width);
    if readouts.is_empty() {
        return Html::default();
    }
    let text = pointed
        .and_then(|at| readouts.get(at))
        .map_or("Point at the figure, or use the arrow keys in it, to read a value.", |readout| {
            readout.text.as_str()
        });
    let class =
        if pointed.is_some() { "figure-reading figure-reading-on" } else { "figure-reading" };
    html! { <p {class} aria-live="polite">{ text.to_owned() }</p> }
}

/// Device pixels for each pixel of the page.
fn screen_scale() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).max(1.0)
}

/// The least scale on paper, where a page's width takes about 700 pixels of 96 to
/// the inch: figures are wider than that, so they have some 300 to the inch.
const PRINT_SCALE: f64 = 2.0;

/// Draws a figure; whether it could be. One without a place or a width waits for them.
fn draw(
    canvas: &NodeRef,
    figure: &Figure,
    width: u32,
    scale: f64,
    theme: Theme,
    pointed: Option<usize>,
) -> bool {
    let Some(canvas) = canvas.cast::<HtmlCanvasElement>().filter(|_| width > 0) else {
        return true;
    };
    let surface = Surface { width, scale, text_scale: Surface::CANVAS_TEXT, theme };
    paint(canvas, figure, &surface, pointed).is_some()
}

fn paint(
    canvas: HtmlCanvasElement,
    figure: &Figure,
    surface: &Surface,
    pointed: Option<usize>,
) -> Option<()> {
    let (device_width, device_height) = surface.device_size(figure);
    canvas.set_width(device_width);
    canvas.set_height(device_height);
    let area = CanvasBackend::with_canvas_object(canvas)?.into_drawing_area();
    figure.draw(&area, surface).and_then(|()| figure.mark(&area, surface, pointed)).ok()
}

/// A figure with where it is from, as the bytes of a PNG on a light ground; nothing
/// when the browser cannot paint so large.
pub(super) async fn picture(
    figure: &Figure,
    origin: &Origin,
    size: PictureSize,
) -> Option<js_sys::Uint8Array> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    let surface = Surface {
        width: EXPORT_WIDTH,
        scale: size.scale(),
        text_scale: Surface::CANVAS_TEXT,
        theme: Theme::LIGHT,
    };
    let sheet = Sheet { figure, source: &origin.line };
    let (device_width, device_height) = sheet.device_size(&surface);
    canvas.set_width(device_width);
    canvas.set_height(device_height);
    let area = CanvasBackend::with_canvas_object(canvas.clone())?.into_drawing_area();
    sheet.draw(&area, &surface).ok()?;
    let painted = js_sys::Promise::new(&mut |resolve, reject| {
        if let Err(error) = canvas.to_blob(&resolve) {
            // The promise settles either way.
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    });
    let blob: web_sys::Blob = JsFuture::from(painted).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    let painted = js_sys::Uint8Array::new(&buffer).to_vec();
    let about = format!("{} {} {}", figure.title, figure.description, origin.with_log);
    let file = with_description(&painted, 96.0 * size.scale(), &about);
    Some(js_sys::Uint8Array::from(file.as_slice()))
}
