//! A slip: the front has it, and the workbench, which knows the vocabulary, reads it.

use yew::prelude::*;

use super::Bridge;
use crate::engine::reader::slip;
use crate::view::language::slip::SlipWords;
use crate::view::patient::slip::{SlipPage, page};

const SLIP: &str = "slip";
const READ: &str = "slipRead";

/// Has a slip read, and hears what it holds. `is_there` says whether the workbench is.
#[hook]
pub(in crate::web) fn use_slip(
    bridge: &Bridge,
    text: &str,
    is_there: bool,
    on_read: Callback<(String, SlipPage)>,
) {
    use_effect_with(bridge.clone(), move |bridge| {
        let listener = bridge.listen(READ, move |read| on_read.emit(read));
        move || drop(listener)
    });
    let bridge = bridge.clone();
    use_effect_with((text.to_owned(), is_there), move |(text, is_there)| {
        if *is_there && !text.trim().is_empty() {
            bridge.pass(SLIP, text);
        }
    });
}

/// Reads the slips of the front, and says in a language what they hold.
#[hook]
pub(in crate::web) fn use_reading_of_slips(bridge: &Bridge, words: &'static dyn SlipWords) {
    use_effect_with(bridge.clone(), move |bridge| {
        let answering = bridge.clone();
        let listener = bridge.listen(SLIP, move |text: String| {
            let read = page(&slip::read(&text), words);
            answering.pass(READ, &(text, read));
        });
        move || drop(listener)
    });
}
