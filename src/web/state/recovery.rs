//! What happens after a worker was lost or ended while a report stands: the file is
//! read again, with everything that was chosen, and the page says so.

use crate::web::worker::ReadingProgress;

/// Whether the worker has the file that the page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Recovery {
    /// It has.
    #[default]
    Whole,
    /// It has not, and the file has to be read again.
    Wanted(Cause),
    /// The file is being read again.
    Reading {
        /// How far it is.
        progress: ReadingProgress,
        /// Why.
        cause: Cause,
    },
    /// The file was read again.
    Done(Cause),
    /// Workers were lost too often: nothing more is tried before the user wants it.
    GivenUp,
}

/// Why a worker has not the file any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It was lost so many times in a row.
    Lost(u32),
    /// The user stopped what it computed.
    Stopped,
}

/// Losses in a row after which nothing is tried by itself.
const MAX_LOST: u32 = 3;

impl Recovery {
    /// Whether the worker can be asked about the file.
    #[must_use]
    pub fn has_file(self) -> bool {
        match self {
            Recovery::Whole | Recovery::Done(_) => true,
            Recovery::Wanted(_) | Recovery::Reading { .. } | Recovery::GivenUp => false,
        }
    }

    /// What follows when the worker is lost.
    #[must_use]
    pub fn after_loss(self) -> Self {
        let n_before = match self {
            Recovery::Whole => 0,
            Recovery::GivenUp => MAX_LOST,
            Recovery::Wanted(cause) | Recovery::Reading { cause, .. } | Recovery::Done(cause) => {
                match cause {
                    Cause::Lost(n) => n,
                    Cause::Stopped => 0,
                }
            }
        };
        if n_before + 1 >= MAX_LOST {
            Recovery::GivenUp
        } else {
            Recovery::Wanted(Cause::Lost(n_before + 1))
        }
    }

    /// Whether the file is being read again.
    #[must_use]
    pub fn is_reading(self) -> bool {
        matches!(self, Recovery::Reading { .. })
    }

    /// The file has been read again so far.
    pub fn advance(&mut self, further: ReadingProgress) {
        if let Recovery::Reading { progress, .. } = self {
            *progress = further;
        }
    }

    /// What follows when the file was read.
    #[must_use]
    pub fn after_reading(self) -> Self {
        match self {
            Recovery::Reading { cause, .. } => Recovery::Done(cause),
            Recovery::Whole | Recovery::Wanted(_) | Recovery::Done(_) | Recovery::GivenUp => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_losses_in_a_row_end_in_a_question() {
        let again = |recovery: Recovery| {
            let Recovery::Wanted(cause) = recovery else { panic!("{recovery:?}") };
            let reading = Recovery::Reading { progress: ReadingProgress::default(), cause };
            assert!(!reading.has_file());
            reading.after_reading()
        };
        let once = again(Recovery::Whole.after_loss());
        assert!(once.has_file());
        let twice = again(once.after_loss());
        assert_eq!(twice.after_loss(), Recovery::GivenUp);
        assert_eq!(Recovery::Done(Cause::Stopped).after_loss(), Recovery::Wanted(Cause::Lost(1)));
    }
}
