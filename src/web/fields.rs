//! Form controls: each is a leaf with the value it shows and one callback.

pub(super) mod choice;
pub(super) mod number_field;
pub(super) mod protocol_settings;
pub(super) mod test_marks;
