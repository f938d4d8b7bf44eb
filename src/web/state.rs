//! Everything the page remembers, what can happen to it, and pure reducers.
//!
//! The page is two programs with a state each: the front, which is there at once
//! and has the patient page, and the workbench with everything that needs the
//! engine. The rules in force are the one thing that both can change.

pub mod evidence;
pub mod front;
pub mod history;
pub mod laboratories;
pub mod news;
pub mod offer;
pub mod patient_file;
pub mod recovery;
pub mod rules;
mod saved;
pub mod study;
pub mod tables;
pub mod workbench;

/// The pages that the header offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// One patient.
    #[default]
    Patient,
    /// One cohort file.
    Cohort,
    /// Tables and values that are typed in.
    Tables,
    /// The published trials of IVIG, pooled.
    Evidence,
    /// What the tool is and is not.
    About,
    /// What keeps the data inside; the lock in the header opens it.
    Privacy,
}

impl Page {
    /// The pages that the header lists, in its order.
    pub const LISTED: [Page; 5] =
        [Page::Patient, Page::Cohort, Page::Tables, Page::Evidence, Page::About];

    /// The page behind a fragment of the address, which may name a place in it:
    /// `#cohort/prevalence`, or settings: `#patient?lab=`; the first page by default.
    #[must_use]
    pub fn from_fragment(fragment: &str) -> Self {
        let fragment = fragment.split(['/', '?']).next().unwrap_or_default();
        Page::LISTED
            .into_iter()
            .chain([Page::Privacy])
            .find(|page| page.fragment() == fragment)
            .unwrap_or_default()
    }

    /// The fragment of the address that shows the page.
    #[must_use]
    pub fn fragment(self) -> &'static str {
        match self {
            Page::Patient => "#patient",
            Page::Cohort => "#cohort",
            Page::Tables => "#tables",
            Page::Evidence => "#evidence",
            Page::About => "#about",
            Page::Privacy => "#privacy",
        }
    }

    /// What the page is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Page::Patient => "Patient",
            Page::Cohort => "Cohort",
            Page::Tables => "Tables",
            Page::Evidence => "Evidence",
            Page::About => "About",
            Page::Privacy => "Privacy",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_name_pages() {
        for page in Page::LISTED.into_iter().chain([Page::Privacy]) {
            assert_eq!(Page::from_fragment(page.fragment()), page);
        }
        assert_eq!(Page::from_fragment("#cohort/prevalence"), Page::Cohort);
        assert_eq!(Page::from_fragment("#tables?lab=%7B%7D"), Page::Tables);
        assert_eq!(Page::from_fragment(""), Page::Patient);
        assert_eq!(Page::from_fragment("#nonsense"), Page::Patient);
    }
}
