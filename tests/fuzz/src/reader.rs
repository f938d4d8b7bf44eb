//! Any bytes are read: the reader never panics and never hangs, every row is
//! somewhere once, and slices make no difference.
//!
//! The first byte of the input chooses settings and slices; the rest is the file.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../suite/support/any_bytes.rs"]
mod any_bytes;

fuzz_target!(|input: &[u8]| any_bytes::check(input));
