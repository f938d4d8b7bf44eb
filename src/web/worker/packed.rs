//! An analysis on its way from the worker to the page, section by section in bytes:
//! most of it is out of sight or as it was before, and need not be unpacked.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::view::document::{Block, Section};

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

/// Every section, and the line that stands on every export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedAnalysis {
    /// The sections in reading order.
    pub sections: Vec<PackedSection>,
    /// The line.
    pub provenance: String,
}

impl PackedAnalysis {
    /// Packs what there is to be shown.
    #[must_use]
    pub fn new(sections: Vec<Section>, provenance: String) -> Self {
        let sections = sections.into_iter().map(PackedSection::pack).collect();
        PackedAnalysis { sections, provenance }
    }
}

/// What the page shows of an analysis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The sections in reading order; one that is as it was is the same allocation.
    pub sections: Vec<Rc<PackedSection>>,
    /// The line that stands on every export.
    pub provenance: String,
}

impl Shown {
    /// What is shown after `former`.
    #[must_use]
    pub fn after(former: Option<&Shown>, packed: PackedAnalysis) -> Self {
        let former = former.map(|shown| shown.sections.as_slice()).unwrap_or_default();
        let sections = packed.sections.into_iter().enumerate().map(|(place, section)| {
            former
                .get(place)
                .filter(|former| ***former == section)
                .cloned()
                .unwrap_or(section.into())
        });
        Shown { sections: sections.collect(), provenance: packed.provenance }
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

    #[test]
    fn a_section_that_did_not_change_is_not_made_anew() {
        let of = |text| {
            PackedAnalysis::new(
                vec![section("flow", "same"), section("model", text)],
                "line".into(),
            )
        };
        let first = Shown::after(None, of("before"));
        let second = Shown::after(Some(&first), of("after"));
        assert!(Rc::ptr_eq(&first.sections[0], &second.sections[0]));
        assert!(!Rc::ptr_eq(&first.sections[1], &second.sections[1]));
        assert_eq!(second.unpack(), [section("flow", "same"), section("model", "after")]);
    }
}
