//! What several tests share.

pub mod synthetic;
