//! How far a question is that takes several computations.

use std::ops::ControlFlow;

use crate::engine::stats::Progress;

/// A part of a progress: its own goes from 0 to 1.
pub(super) fn part<'a>(
    progress: &'a mut Progress<'_>,
    from: f64,
    to: f64,
) -> impl FnMut(f64) -> ControlFlow<()> + 'a {
    move |share| progress(from + (to - from) * share)
}
