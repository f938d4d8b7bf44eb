#!/usr/bin/env bash
# First reads 10,000 damaged workbooks of every format, within 3 GB; then fuzzes the
# reader with libFuzzer, guided by coverage, on the stable compiler:
#   ./tests/fuzz/run.sh SECONDS
# What it finds goes to tests/fuzz/found; a finding that is mended becomes a seed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly SECONDS_TO_RUN=${1:-60}
suite=$(cd ../.. && cargo test --locked --no-run --test suite --message-format json-render-diagnostics |
    sed -n 's/.*"name":"suite".*"executable":"\([^"]*\)".*/\1/p')
(
    ulimit -v 3000000
    cd ../.. && MUTATIONS=10000 nice -n 15 "$suite" mutated_workbooks --nocapture
)
export RUSTFLAGS="--cfg fuzzing -C passes=sancov-module \
-C llvm-args=-sanitizer-coverage-level=4 \
-C llvm-args=-sanitizer-coverage-inline-8bit-counters \
-C llvm-args=-sanitizer-coverage-pc-table \
-C llvm-args=-sanitizer-coverage-trace-compares"
# The target is named so that the flags leave build scripts alone.
target=$(rustc -vV | awk '/^host/ { print $2 }')
cargo build --release --target "$target"
mkdir -p corpus found
nice -n 15 "target/$target/release/reader" corpus seeds \
    -artifact_prefix=found/ -max_total_time="$SECONDS_TO_RUN" \
    -max_len=16384 -timeout=20 -rss_limit_mb=3000 -print_final_stats=1 -dict=words.txt
