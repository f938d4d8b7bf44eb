//! What stands between names, numbers and entries.

/// Marks between a name and its number, and between entries.
pub(super) const MARKS: [char; 18] =
    [' ', '\t', ':', '=', ',', ';', '|', '/', '·', '•', '-', '–', '、', '，', '。', '*', '~', '.'];

/// Marks that end an entry.
pub(super) const ENDS: [char; 7] = [',', ';', '|', '\t', '/', '、', '，'];
