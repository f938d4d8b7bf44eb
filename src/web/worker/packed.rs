//! A study on its way from the worker to the page, section by section in bytes:
//! most of it is out of sight or as it was before, and need not be unpacked.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::engine::study::Study;
use crate::view::document::{Block, Section};
use crate::view::export::origin::Origin;
use crate::view::study::SECTIONS;

/// A section whose content is in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedSection {
    /// Name of the section in addresses and file names.
    pub id: String,
    /// The heading.
    pub title: String,
    #[serde(with = "serde_bytes")]
    blocks: Vec<u8>,
}

impl PackedSection {
    fn pack(section: Section) -> Self {
        // Nothing that a document is made of fails to be written.
        let blocks = postcard::to_allocvec(&section.blocks).unwrap_or_default();
        PackedSection { id: section.id, title: section.title, blocks }
    }

    /// The section; without content if its bytes are of another version, which the
    /// list of the build's files rules out.
    #[must_use]
    pub fn unpack(&self) -> Section {
        let blocks: Vec<Block> = postcard::from_bytes(&self.blocks).unwrap_or_default();
        Section { id: self.id.clone(), title: self.title.clone(), blocks }
    }
}

/// Sections of a study, and where they are from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedStudy {
    /// The sections in reading order; nothing for one that crosses in another message.
    pub sections: Vec<Option<PackedSection>>,
    /// Where they are from.
    pub origin: Origin,
    /// Whether no other message follows.
    pub is_last: bool,
}

impl PackedStudy {
    /// Makes and packs the sections at the places that are wanted.
    #[must_use]
    pub fn new(
        study: &Study,
        origin: Origin,
        is_last: bool,
        is_wanted: impl Fn(usize) -> bool,
    ) -> Self {
        let make = |(place, make): (usize, &fn(&Study) -> Section)| {
            is_wanted(place).then(|| PackedSection::pack(make(study)))
        };
        PackedStudy { sections: SECTIONS.iter().enumerate().map(make).collect(), origin, is_last }
    }
}

/// What the page shows of a study.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The sections in reading order; one that is as it was is the same allocation.
    pub sections: Vec<Rc<PackedSection>>,
    /// Where they are from.
    pub origin: Origin,
}

impl Shown {
    /// What is shown once these sections have arrived.
    #[must_use]
    pub fn after(former: Option<&Shown>, packed: PackedStudy) -> Self {
        let former = former.map(|shown| shown.sections.as_slice()).unwrap_or_default();
        let sections = packed.sections.into_iter().enumerate().filter_map(|(place, section)| {
            let former = former.get(place);
            match section {
                Some(section) if former.is_none_or(|former| **former != section) => {
                    Some(Rc::new(section))
                }
                _ => former.cloned(),
            }
        });
        Shown { sections: sections.collect(), origin: packed.origin }
    }

    /// Every section, unpacked.
    #[must_use]
    pub fn unpack(&self) -> Vec<Section> {
        self.sections.iter().map(|section| section.unpack()).collect()
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
        let sections = sections.map(|section| section.map(PackedSection::pack)).into();
        PackedStudy { sections, origin: Origin::default(), is_last }
    }

    #[test]
    fn a_section_that_did_not_change_or_is_yet_to_come_is_not_made_anew() {
        let both =
            |text| packed([Some(section("flow", "same")), Some(section("model", text))], true);
        let first = Shown::after(None, both("before"));
        let second = Shown::after(Some(&first), both("after"));
        assert!(Rc::ptr_eq(&first.sections[0], &second.sections[0]));
        assert!(!Rc::ptr_eq(&first.sections[1], &second.sections[1]));
        assert_eq!(second.unpack(), [section("flow", "same"), section("model", "after")]);

        let in_sight = packed([Some(section("flow", "new")), None], false);
        let third = Shown::after(Some(&second), in_sight);
        assert!(Rc::ptr_eq(&second.sections[1], &third.sections[1]));
        assert_eq!(third.unpack(), [section("flow", "new"), section("model", "after")]);
    }
}
