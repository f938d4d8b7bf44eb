//! What speaks for a field and against it.

use crate::engine::reader::field::Field;

/// A field, the words that speak for it and those that speak against it.
pub(super) type Hint = (Field, &'static [&'static str], &'static [&'static str]);
