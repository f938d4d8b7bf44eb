//! How trials are pooled where nothing else is said.

use crate::engine::stats::Undefined;
use crate::engine::stats::heterogeneity::{Studies, TauMethod};
use crate::engine::stats::meta::MeanInterval;

/// How the variance between trials is estimated.
pub(super) const REML: TauMethod = TauMethod::RestrictedMaximumLikelihood;

/// How the interval of the mean is made.
pub(super) const HARTUNG_KNAPP: MeanInterval = MeanInterval::HartungKnapp;

/// Trials that can be pooled, or why they cannot.
pub(super) type PoolableStudies<'a> = Result<&'a Studies, Undefined>;
