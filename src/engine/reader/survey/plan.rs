//! How a column is read once everything about it is decided.

use crate::engine::own_column::OwnColumn;
use crate::engine::reader::field::{Field, Unit};
use crate::engine::reader::number::DecimalMark;
use crate::engine::reader::numeric::NumberForm;
use crate::engine::reader::own::OwnForm;
use crate::engine::reader::settings::{UnreadChoice, Unreadable};
use crate::engine::reader::words::Dictionary;
use crate::engine::record::Etiology;

/// How one column is read.
#[derive(Clone, Debug)]
pub(in crate::engine::reader) struct ColumnPlan {
    pub(in crate::engine::reader) place: usize,
    pub(in crate::engine::reader) name: String,
    pub(in crate::engine::reader) field: Field,
    pub(in crate::engine::reader) unit: Unit,
    pub(in crate::engine::reader) mark: DecimalMark,
    /// What was decided about its cells that hold more than a number.
    pub(in crate::engine::reader) unread: Option<UnreadChoice>,
    /// The words of a column of words.
    pub(in crate::engine::reader) dictionary: Option<Dictionary>,
    /// The cause that a column of checkboxes stands for.
    pub(in crate::engine::reader) choice: Option<CheckboxCause>,
    /// What becomes of cells that cannot be read.
    pub(in crate::engine::reader) unreadable: Unreadable,
}

impl ColumnPlan {
    /// How its numbers are read.
    pub(in crate::engine::reader) fn form(&self) -> NumberForm {
        NumberForm { field: self.field, unit: self.unit, mark: self.mark, unread: self.unread }
    }
}

/// The cause that a column of checkboxes stands for.
#[derive(Clone, Debug)]
pub(in crate::engine::reader) struct CheckboxCause {
    pub(in crate::engine::reader) text: String,
    pub(in crate::engine::reader) etiology: Etiology,
}

/// How a column is read that the user keeps.
#[derive(Clone, Debug)]
pub(in crate::engine::reader) struct OwnPlan {
    pub(in crate::engine::reader) place: usize,
    pub(in crate::engine::reader) column: OwnColumn,
    pub(in crate::engine::reader) mark: DecimalMark,
    pub(in crate::engine::reader) form: OwnForm,
}
