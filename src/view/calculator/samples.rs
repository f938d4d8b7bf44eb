//! Groups of measured values as they were pasted.

use crate::view::calculator::pasted::{PastedReading, Trouble, samples};

/// The most groups that are read.
const MOST_GROUPS: usize = 30;

/// A group of values with its name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NamedSample {
    pub(super) name: String,
    pub(super) values: Vec<f64>,
}

/// Reads groups of values, each of which has a name then.
pub(super) fn read(
    text: &str,
    reading: &mut PastedReading<'_>,
) -> Result<Vec<NamedSample>, Trouble> {
    let found = samples(text, reading)?;
    if found.len() > MOST_GROUPS {
        return Err(format!("At most {MOST_GROUPS} groups are read.").into());
    }
    let named = |(place, (name, values)): (usize, (String, Vec<f64>))| {
        let name = if name.is_empty() { format!("Group {}", place + 1) } else { name };
        NamedSample { name, values }
    };
    Ok(found.into_iter().enumerate().map(named).collect())
}
