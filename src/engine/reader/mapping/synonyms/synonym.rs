//! A field and what it is called.

use crate::engine::reader::field::Field;

/// A field, and the names that mean it.
pub(in crate::engine::reader::mapping) type Synonyms = (Field, &'static [&'static str]);
