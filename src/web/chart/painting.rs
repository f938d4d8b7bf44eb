//! Figures on canvases of the page, on the screen and on paper.

use std::rc::Rc;

use gloo_events::EventListener;
use plotters::drawing::IntoDrawingArea as _;
use plotters_canvas::CanvasBackend;
use web_sys::{HtmlCanvasElement, HtmlElement};
use yew::prelude::*;

use crate::view::figures::theme::Theme;
use crate::view::figures::{Figure, Surface};
use crate::web::observers::client_width;

/// Device pixels for each pixel of the page.
pub(super) fn screen_scale() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).max(1.0)
}

/// The least scale on paper, where a page's width takes about 700 pixels of 96 to
/// the inch: figures are wider than that, so they have some 300 to the inch.
const PRINT_SCALE: f64 = 2.0;

/// Paints a figure on a canvas of the page; whether it could be. One without a place or
/// a width waits for them.
pub(super) fn draw(
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

/// Paints the figure light and sharp while the page is printed, and as it was afterwards.
/// The width is measured, because a figure that was never in sight has had none.
pub(super) fn redraw_for_print(
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
