//! What resampling says of two groups of measured values; it takes long.

use crate::engine::stats::resampling::Resampling;
use crate::engine::stats::resampling::difference::{bootstrap_of_means, permutation_of_means};
use crate::engine::stats::t_test::TwoSamples;
use crate::engine::stats::{Progress, Undefined};
use crate::view::calculator::finding::{Finding, Scale};
use crate::view::format;

/// Same seed, same result.
const SEED: u64 = 20_250;

/// How many permutations, and how sure the limits of their p-value are.
const PERMUTATIONS: Resampling = Resampling { replicates: 100_000, seed: SEED, level: 0.99 };

/// How many resamples: limits of an interval need no more.
const RESAMPLES: u32 = 20_000;

/// The interval of the difference of means by the bootstrap.
pub(super) fn difference(
    samples: Result<&TwoSamples<'_>, Undefined>,
    level: f64,
    progress: &mut Progress<'_>,
) -> Finding {
    let plan = Resampling { replicates: RESAMPLES, seed: SEED, level };
    let found = samples.and_then(|samples| bootstrap_of_means(samples, &plan, progress));
    Finding::uncertain(
        "mean_difference_bootstrap",
        "Difference of means, bootstrap",
        Scale::Number,
        found,
    )
    .defined(
        format!(
            "Bias-corrected and accelerated (BCa) interval of {} resamples, each group out of \
             itself (seed {SEED}); needs no normal distribution.",
            format::count(RESAMPLES.into())
        ),
        "Efron B, J Am Stat Assoc 1987;82:171, doi:10.1080/01621459.1987.10478410",
    )
}

/// The permutation test of the difference of means.
pub(super) fn test(
    samples: Result<&TwoSamples<'_>, Undefined>,
    progress: &mut Progress<'_>,
) -> Finding {
    let found = samples.and_then(|samples| permutation_of_means(samples, &PERMUTATIONS, progress));
    let sampling_error = match &found {
        Ok(found) => {
            let limits = found.share.interval;
            format!(
                "; 99% confidence interval of the p-value {} to {}",
                format::significant(limits.lower, 3),
                format::significant(limits.upper, 3)
            )
        }
        Err(_) => String::new(),
    };
    let definition = format!(
        "{} random divisions of the values into two groups of these sizes (seed {SEED}), of which \
         those count whose difference of means is at least as far from 0{sampling_error}.",
        format::count(PERMUTATIONS.replicates.into())
    );
    Finding::p_value("permutation", "Permutation test of means", found.map(|test| test.p_value))
        .defined(
            definition,
            "Phipson B, Smyth GK, Stat Appl Genet Mol Biol 2010;9:39, doi:10.2202/1544-6115.1585",
        )
}
