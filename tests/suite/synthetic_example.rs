//! The example file is what its generator makes, and is marked as made up.

#![cfg(not(target_arch = "wasm32"))]

use crate::support::files::leaves_out;
use crate::support::synthetic;
use rpl_immune_profile::engine::analyze_with;
use rpl_immune_profile::engine::protocol::Protocol;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/static/SYNTHETIC-example.csv");

/// `UPDATE_EXAMPLE=1 cargo test --test suite synthetic_example` writes it anew.
#[test]
fn the_example_is_what_its_generator_makes() {
    if std::env::var_os("UPDATE_EXAMPLE").is_some() {
        std::fs::write(PATH, synthetic::example()).expect("the file can be written");
    }
    let committed = std::fs::read_to_string(PATH).expect("the file can be read");
    assert_eq!(committed, synthetic::example());
}

#[test]
fn the_example_says_that_it_is_synthetic() {
    let report = analyze_with(synthetic::example().as_bytes(), &leaves_out(), &Protocol::default())
        .expect("a table");
    assert!(report.is_synthetic);
    assert!(report.flow.n_rejected >= 3 && report.flow.n_analyzed > 20);
}
