//! Figures as PNG.

use plotters::drawing::IntoDrawingArea as _;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlCanvasElement;

use crate::view::export::origin::Provenance;
use crate::view::export::picture::{Picture, png};
use crate::view::figures::Figure;

/// A picture of a figure as the bytes of a PNG; nothing
/// when the browser cannot paint so large.
pub(in crate::web) async fn picture(
    figure: &Figure,
    origin: &Provenance,
    picture: &Picture,
) -> Option<Vec<u8>> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    let sheet = picture.sheet(figure, origin);
    let (device_width, device_height) = sheet.device_size(&picture.surface);
    canvas.set_width(device_width);
    canvas.set_height(device_height);
    let area = CanvasBackend::with_canvas_object(canvas.clone())?.into_drawing_area();
    sheet.draw(&area, &picture.surface).ok()?;
    let painted = js_sys::Promise::new(&mut |resolve, reject| {
        if let Err(error) = canvas.to_blob(&resolve) {
            // The promise settles either way.
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    });
    let blob: web_sys::Blob = JsFuture::from(painted).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    let painted = js_sys::Uint8Array::new(&buffer).to_vec();
    Some(png(&painted, figure, origin, picture.pixels_per_inch))
}
