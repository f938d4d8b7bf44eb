//! A file that leaves with the user.

/// A file that leaves with the user.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Saving {
    /// None has been asked for.
    #[default]
    Nothing,
    /// It is being written; the share that is done.
    Writing(f64),
    /// It was handed over under this name.
    Saved(String),
    /// It could not be written, for this reason.
    Failed(String),
    /// The user stopped it.
    Stopped,
}
