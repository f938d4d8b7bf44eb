#!/bin/sh
# Rewrites samples_*.csv from R (r-base-core and the r-cran packages that the
# scripts load). Fails when a committed number changed.
set -eu
cd "$(dirname "$0")"
for script in samples_*.R; do
    [ "$script" = samples_emit.R ] || Rscript --vanilla "$script"
done
git diff --exit-code -- 'samples_*.csv'
