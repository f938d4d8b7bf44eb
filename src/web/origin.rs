//! Where what a part of the page shows is from, for the files that are saved of it.

use std::rc::Rc;

use crate::view::export::origin::Provenance;

/// Where the tables and figures of a part of the page are from; nothing while their numbers
/// are on the way, so that none is saved with the wrong origin.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ResultOrigin(pub Option<Rc<Provenance>>);
