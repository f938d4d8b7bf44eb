//! What is known of women like the one in hand, as sections of a document: what the study
//! of these classes prints, what published models say, and the women of the open file.
//! Nothing here is her own chance, and nothing is advice.

pub mod prognosis;
pub mod published;
pub mod women;
