//! A cohort as columns, who of it is analyzed, and how many fell in each class.

pub mod branches;
pub mod columns;
pub mod filter;
pub mod flow;
pub mod own;
pub(in crate::engine) mod row;
pub mod tally;
