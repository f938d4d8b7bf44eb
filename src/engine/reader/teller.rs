//! Progress of a file that is gone through in one go.

/// How many rows are gone through before that is told again.
const TOLD_EVERY: u32 = 4096;

/// Tells how many rows have been taken, now and then.
pub(super) struct ProgressReporter<'a> {
    pub(super) tell: &'a mut dyn FnMut(u32),
    pub(super) last: u32,
}

impl ProgressReporter<'_> {
    /// So many rows have been taken.
    pub(super) fn note(&mut self, n_rows: u32) {
        if n_rows.abs_diff(self.last) >= TOLD_EVERY {
            self.last = n_rows;
            (self.tell)(n_rows);
        }
    }
}
