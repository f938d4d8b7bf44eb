//! Everything that the patient page says, a method for each sentence. Its parameters are
//! what the sentence is about, never a part of another sentence: order, plural and the
//! joining of lists are the language's. Another language is another type that implements
//! these traits, and the compiler names what it lacks.

pub mod annex;
pub mod context;
pub mod english;
pub mod fields;
pub mod files;
pub mod handover;
pub mod labels;
pub mod laboratory;
pub mod names;
pub mod nearness;
pub mod outlook;
pub mod prognosis;
pub mod settings;
pub mod slip;
pub mod verdict;
pub mod women;

/// All words of the patient page itself. What is said of a slip and what leaves the page
/// ([`slip::SlipWords`], [`handover::HandoverWords`]) is put in words elsewhere.
pub trait PatientWords:
    names::NameWords
    + fields::FieldWords
    + verdict::VerdictWords
    + context::ContextWords
    + settings::SettingsWords
    + labels::LabelWords
    + nearness::NearnessWords
{
}

impl<T> PatientWords for T where
    T: names::NameWords
        + fields::FieldWords
        + verdict::VerdictWords
        + context::ContextWords
        + settings::SettingsWords
        + labels::LabelWords
        + nearness::NearnessWords
{
}
