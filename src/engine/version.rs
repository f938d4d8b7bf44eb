//! The version of the program.

/// Version of the program, as reports and exports name it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
