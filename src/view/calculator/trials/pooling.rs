//! How trials are pooled where nothing else is said.

use crate::engine::stats::Undefined;
use crate::engine::stats::heterogeneity::{Studies, TauMethod};
use crate::engine::stats::meta::MeanInterval;

pub(super) const REML: TauMethod = TauMethod::RestrictedMaximumLikelihood;
pub(super) const HARTUNG_KNAPP: MeanInterval = MeanInterval::HartungKnapp;

pub(super) type Found<'a> = Result<&'a Studies, Undefined>;
