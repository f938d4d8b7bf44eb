//! How a number that is stated came to be.

/// How a stated number came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Printed in the source.
    Published,
    /// Follows from printed numbers.
    Inferred,
    /// Worked out here from printed or inferred numbers.
    Computed,
    /// Read in another text that quotes the source.
    SecondHand,
}
