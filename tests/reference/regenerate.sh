#!/bin/sh
# Writes the truth table of the rules and the reference numbers of the statistics and of
# whole analyses again, and compares 10,000 random fourfold tables with R. It must leave no
# difference, and fails if a committed number has changed.
#
# Needs these packages of Debian 12, besides Rust and Git:
#   r-base-core r-cran-boot r-cran-brglm2 r-cran-coin r-cran-epitools
#   r-cran-exactranktests r-cran-mass r-cran-metafor r-cran-mvtnorm r-cran-proc
#   r-cran-sandwich python3 python3-mpmath
# counts_exact.py (40 digits) takes some minutes, all the others together about
# as long. `regenerate.sh R` leaves the Python scripts out.
set -eu
cd "$(dirname "$0")"

for script in counts_*.R rules_*.R samples_*.R; do
    case $script in
        # The one is given a file below, the other is sourced by its neighbors.
        counts_random.R | samples_emit.R) ;;
        *) Rscript --vanilla "$script" ;;
    esac
done
if [ "${1:-}" != R ]; then
    for script in *.py; do
        python3 -B "$script"
    done
fi

tables=$(mktemp)
trap 'rm -f "$tables"' EXIT
Rscript --vanilla counts_random.R "$tables"
RANDOM_TABLES=$tables cargo test --no-default-features --test suite \
    random_tables -- --nocapture
# How many cases are by hand and from textbooks.
cargo test --quiet --no-default-features --test suite -- \
    statistics::closed_forms statistics::textbook --nocapture

STUDY_REFERENCE=write cargo test --no-default-features --test suite \
    study::reference:: -- --nocapture

git diff --exit-code -- '*.csv'
