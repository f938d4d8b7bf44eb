//! The canvas of a figure that can be pointed at, and what it says.

use yew::prelude::*;

use crate::view::figures::Figure;

/// The canvas; where a figure has something to be pointed at, by the pointer and
/// by the arrow keys.
pub(super) fn canvas(
    figure: &Figure,
    width: u32,
    canvas: NodeRef,
    pointed: &UseStateHandle<Option<usize>>,
) -> Html {
    let label = figure.label(width);
    if figure.readouts(width).is_empty() {
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
        let (figure, pointed) = (figure.clone(), pointed.clone());
        move |event: KeyboardEvent| {
            if let Some(next) = figure.after_key(width, *pointed, &event.key()) {
                event.prevent_default();
                pointed.set(next);
            }
        }
    };
    html! {
        <canvas ref={canvas} class="figure-pointed" tabindex="0" role="img" aria-label={label}
            {onmousemove} {onmouseleave} {onkeydown} />
    }
}

/// What stands where the user points.
pub(super) fn reading(figure: &Figure, width: u32, pointed: Option<usize>) -> Html {
    if figure.readouts(width).is_empty() {
        return Html::default();
    }
    let class =
        if pointed.is_some() { "figure-reading figure-reading-on" } else { "figure-reading" };
    html! { <p {class} aria-live="polite">{ figure.readout_text(width, pointed).to_owned() }</p> }
}
