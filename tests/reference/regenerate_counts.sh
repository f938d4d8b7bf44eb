#!/bin/sh
# Writes the reference numbers of the statistics of counts again and compares
# random tables with R. Needs R with the packages named in the scripts, and
# Python with mpmath. Must leave no difference: see `git diff tests/reference`.
set -eu
cd "$(dirname "$0")"
for script in counts_*.R; do
    [ "$script" = counts_random.R ] || Rscript "$script"
done
for script in counts_*.py; do
    python3 "$script"
done

tables=$(mktemp)
trap 'rm -f "$tables"' EXIT
Rscript counts_random.R "$tables"
cd ../..
RANDOM_TABLES=$tables cargo test --no-default-features --test stats_counts \
    random_tables -- --nocapture
