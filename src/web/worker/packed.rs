//! A study on its way from the worker to the page, section by section in bytes:
//! most of it is out of sight or as it was before, and need not be unpacked.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::view::cohort::Head;
use crate::view::document::{Block, Section};
use crate::view::export::origin::Provenance;
use crate::view::study::{Maker, SECTIONS};

/// A section whose content is in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedSection {
    /// Name of the section in addresses and file names.
    pub id: String,
    /// The heading.
    pub title: String,
    /// Whether it leaves with the user.
    is_saved: bool,
    #[serde(with = "serde_bytes")]
    blocks: Vec<u8>,
}

impl PackedSection {
    fn pack(section: Section, is_saved: bool) -> Self {
        // Nothing that a document is made of fails to be written.
        let blocks = postcard::to_allocvec(&section.blocks).unwrap_or_default();
        PackedSection { id: section.id, title: section.title, is_saved, blocks }
    }

    /// The section; without content if its bytes are of another version, which the
    /// list of the build's files rules out.
    #[must_use]
    pub fn unpack(&self) -> Section {
        let blocks: Vec<Block> = postcard::from_bytes(&self.blocks).unwrap_or_default();
        Section { id: self.id.clone(), title: self.title.clone(), blocks }
    }
}

/// Sections of a document, what stands above them, and where they are from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedStudy {
    /// The sections in reading order; nothing for one that crosses in another message.
    pub sections: Vec<Option<PackedSection>>,
    /// What stands above them.
    pub head: Head,
    /// Where they are from.
    pub origin: Provenance,
    /// Whether no other message follows.
    pub is_last: bool,
}

impl PackedStudy {
    /// Makes and packs the sections at the places that are wanted, of those that can be
    /// made from what is there.
    #[must_use]
    pub fn new(
        head: Head,
        origin: Provenance,
        is_last: bool,
        make: impl Fn(usize, Maker) -> Option<Section>,
    ) -> Self {
        let sections = SECTIONS.into_iter().enumerate();
        let sections = sections.map(|(place, maker)| {
            make(place, maker).map(|section| PackedSection::pack(section, maker.is_saved()))
        });
        PackedStudy { sections: sections.collect(), head, origin, is_last }
    }
}

/// What the page shows of a study.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StudyView {
    /// The sections in reading order, those yet to come left blank; one that is as it
    /// was is the same allocation.
    pub sections: Vec<Option<Rc<PackedSection>>>,
    /// What stands above them.
    pub head: Head,
    /// Where they are from.
    pub origin: Provenance,
}

impl StudyView {
    /// What is shown once these sections have arrived.
    #[must_use]
    pub fn after(former: Option<&StudyView>, packed: PackedStudy) -> Self {
        let former = former.map(|shown| shown.sections.as_slice()).unwrap_or_default();
        let sections = packed.sections.into_iter().enumerate().map(|(place, section)| {
            let former = former.get(place).and_then(Option::as_ref);
            match section {
                Some(section) if former.is_none_or(|former| **former != section) => {
                    Some(Rc::new(section))
                }
                _ => former.cloned(),
            }
        });
        StudyView { sections: sections.collect(), head: packed.head, origin: packed.origin }
    }

    /// The sections that leave with the user, unpacked.
    #[must_use]
    pub fn saved(&self) -> Vec<Section> {
        let sections = self.sections.iter().flatten().filter(|section| section.is_saved);
        sections.map(|section| section.unpack()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: &str, text: &str) -> Section {
        let blocks = vec![Block::Paragraph(text.to_owned())];
        Section { id: id.to_owned(), title: id.to_owned(), blocks }
    }

    fn packed(sections: [Option<Section>; 2], is_last: bool) -> PackedStudy {
        let sections =
            sections.map(|section| section.map(|one| PackedSection::pack(one, true))).into();
        PackedStudy { sections, is_last, ..PackedStudy::default() }
    }

    fn unpacked(shown: &StudyView) -> Vec<Option<Section>> {
        shown.sections.iter().map(|one| one.as_ref().map(|one| one.unpack())).collect()
    }

    fn are_same(one: &StudyView, other: &StudyView, place: usize) -> bool {
        let pair = one.sections[place].as_ref().zip(other.sections[place].as_ref());
        pair.is_some_and(|(one, other)| Rc::ptr_eq(one, other))
    }

    #[test]
    fn a_section_that_did_not_change_or_is_yet_to_come_is_not_made_anew() {
        let both =
            |text| packed([Some(section("flow", "same")), Some(section("model", text))], true);
        let first = StudyView::after(None, both("before"));
        let second = StudyView::after(Some(&first), both("after"));
        assert!(are_same(&first, &second, 0) && !are_same(&first, &second, 1));
        let wanted = [Some(section("flow", "same")), Some(section("model", "after"))];
        assert_eq!(unpacked(&second), wanted);

        let in_sight = packed([Some(section("flow", "new")), None], false);
        let third = StudyView::after(Some(&second), in_sight);
        assert!(are_same(&second, &third, 1));
        let wanted = [Some(section("flow", "new")), Some(section("model", "after"))];
        assert_eq!(unpacked(&third), wanted);
    }

    #[test]
    fn sections_keep_their_places_while_others_are_yet_to_come() {
        let late = packed([None, Some(section("model", "late"))], false);
        let shown = StudyView::after(None, late);
        assert_eq!(unpacked(&shown), [None, Some(section("model", "late"))]);
        let rest = packed([Some(section("flow", "rest")), None], true);
        let both = [Some(section("flow", "rest")), Some(section("model", "late"))];
        assert_eq!(unpacked(&StudyView::after(Some(&shown), rest)), both);
    }
}
