//! A cohort as columns, who of it is analysed, and how many fell in each class.

pub mod columns;
pub mod flow;
pub mod tally;
