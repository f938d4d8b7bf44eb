//! Typed and pasted text to names, heads, totals and numbers. What was taken as
//! what is said in sentences, each with the other ways to take it; where nothing
//! speaks for one of them, it is asked.

mod arms;
mod cut;
mod item;
mod list;
mod p_values;
mod printed;
mod reading;
mod rows;
mod samples;
mod scored;
mod table;
mod value;

pub(super) use arms::{Arms, arms};
pub(super) use p_values::{GivenP, p_values};
pub use reading::{Interpretation, OtherInterpretation, PartDecision, Role, TextPart};
pub(super) use reading::{PastedReading, Trouble};
pub(super) use samples::samples;
pub(super) use scored::scored;
pub(super) use table::{CountTable, table};
