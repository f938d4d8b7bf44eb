//! What others found of women like the one in hand, and what the open file holds of them.

use crate::view::language::PatientWords;
use crate::view::language::prognosis::PrognosisWords;
use crate::view::language::women::WomenWords;

/// A text about the published rates that is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedText {
    /// The title of the section.
    Title,
    /// What it is, and what it is not.
    Intro,
    /// What the table holds.
    Table,
    /// Over the names of the groups of women.
    Women,
    /// Over the rates.
    Printed,
    /// Over the counts out of 100.
    OfHundred,
    /// Over what is behind a rate.
    Behind,
    /// When the pregnancies were.
    TimeFrame,
    /// The title of the figure.
    Figure,
    /// What the figure shows.
    FigureNote,
    /// Over how many of 100 had a live birth.
    Births,
    /// Over how many of 100 had none.
    None,
}

/// What is published for women like her, and of those of the open file.
pub trait OutlookWords: PatientWords + PrognosisWords + WomenWords {
    /// A text that is always the same.
    fn published(&self, text: PublishedText) -> String;
    /// How many of 100 women had a live birth.
    fn births_of_hundred(&self, births: &str) -> String;
    /// How many of 100 women had none.
    fn none_of_hundred(&self, none: &str) -> String;
    /// The same with who they are.
    fn read_births(&self, who: &str, births: &str) -> String;
    /// The same of those who had none.
    fn read_none(&self, who: &str, none: &str) -> String;
}
