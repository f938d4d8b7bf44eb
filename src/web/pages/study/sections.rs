//! The sections of the document. What is in sight changes at once; the others follow one by
//! one, so that a slider is never waited for.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::web::browser;
use crate::web::document::section;
use crate::web::worker::packed::{PackedSection, StudyView};

/// A section, once it is there.
pub(super) type SectionSlot = Option<Rc<PackedSection>>;

/// How long a section out of sight waits for its turn.
const TURN_MS: u32 = 1;

/// The sections that are to be on the page now, and whether each is the newest.
#[hook]
pub(super) fn use_sections(shown: &Rc<StudyView>) -> (Vec<SectionSlot>, bool) {
    let newest = &shown.sections;
    let current = use_mut_ref(Vec::new);
    let update = use_force_update();
    let stale = catch_up(&mut current.borrow_mut(), newest);
    {
        let (current, section) =
            (current.clone(), stale.and_then(|place| newest.get(place)).cloned());
        use_effect_with((stale, Pointer(shown.clone())), move |(stale, _)| {
            let turn = stale.zip(section).map(|(place, section)| {
                Timeout::new(TURN_MS, move || {
                    if let Some(one) = current.borrow_mut().get_mut(place) {
                        *one = section;
                    }
                    update.force_update();
                })
            });
            move || drop(turn)
        });
    }
    let sections = current.borrow().clone();
    (sections, stale.is_none())
}

/// Something that is the same if it is the same allocation.
struct Pointer<T>(Rc<T>);

impl<T> PartialEq for Pointer<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Takes over what is in sight of the newest sections; returns the place of the
/// first one out of sight that is not the newest.
fn catch_up(current: &mut Vec<SectionSlot>, newest: &[SectionSlot]) -> Option<usize> {
    if current.len() != newest.len() {
        *current = newest.to_vec();
    }
    let mut stale = None;
    for (place, (one, newest)) in current.iter_mut().zip(newest).enumerate() {
        let is_same = match (one.as_ref(), newest.as_ref()) {
            (Some(one), Some(newest)) => Rc::ptr_eq(one, newest),
            (one, newest) => one.is_none() && newest.is_none(),
        };
        if is_same {
            continue;
        }
        if one.is_none() || newest.as_ref().is_none_or(|newest| is_in_sight(&newest.id)) {
            one.clone_from(newest);
        } else {
            stale = stale.or(Some(place));
        }
    }
    stale
}

/// The places of the sections that are in the window.
pub(in crate::web) fn places_in_sight(shown: Option<&StudyView>) -> Vec<usize> {
    let sections = shown.map(|shown| shown.sections.iter()).unwrap_or_default();
    let in_sight = sections
        .enumerate()
        .filter(|(_, section)| section.as_ref().is_some_and(|section| is_in_sight(&section.id)));
    in_sight.map(|(place, _)| place).collect()
}

/// Whether any of a section is in the window.
fn is_in_sight(id: &str) -> bool {
    let window = web_sys::window();
    let height = window.as_ref().and_then(|window| window.inner_height().ok()?.as_f64());
    let panel = browser::element(&format!("{id}-title")).and_then(|title| title.parent_element());
    let (Some(height), Some(panel)) = (height, panel) else { return true };
    let place = panel.get_bounding_client_rect();
    place.bottom() > 0.0 && place.top() < height
}

/// One section of the document.
#[derive(Properties)]
pub(super) struct ShownSectionProps {
    /// The section.
    pub section: Rc<PackedSection>,
}

impl PartialEq for ShownSectionProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.section, &other.section)
    }
}

/// A section on the page.
#[component]
pub(super) fn ShownSection(props: &ShownSectionProps) -> Html {
    section(&props.section.unpack())
}
