//! The privacy page as data: what keeps patient data inside, what was found of
//! it, and what it does not cover. One subject of the page a file.

pub mod build;
pub mod copy;
pub mod limits;
pub mod loaded;
pub mod network;
pub mod seal;
pub mod wipe;

pub use build::{Build, BuiltFile};
pub use copy::{CopyFailure, OfflineCopy, OtherBuild};
pub use loaded::LoadedFile;
pub use network::{Probe, ProbeOutcome};
pub use seal::SealReport;
