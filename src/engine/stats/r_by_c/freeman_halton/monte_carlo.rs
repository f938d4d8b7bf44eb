//! Random tables with given margins.

use super::computation::{Computation, FreemanHalton, Sampling, TIE_TOLERANCE};
use crate::engine::stats::hypergeometric::Hypergeometric;
use crate::engine::stats::proportion::{Proportion, ProportionInterval};
use crate::engine::stats::r_by_c::ContingencyTable;
use crate::engine::stats::random::Random;
use crate::engine::stats::special::ln_factorial;
use crate::engine::stats::{PValue, Progress, Undefined, count, report_progress};

/// The most steps of all draws together; two or three seconds in a browser.
const MOST_STEPS: f64 = 5e8;

/// The level of the interval.
const LEVEL: f64 = 0.99;

/// The share of random tables that are no likelier than the observed one.
pub(super) fn sample(
    table: &ContingencyTable,
    sampling: Sampling,
    progress: &mut Progress<'_>,
) -> Result<FreemanHalton, Undefined> {
    let affordable = MOST_STEPS / steps(table);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative, and a number above the range becomes the largest"
    )]
    let replicates = sampling.replicates.min(affordable as u32).max(1);
    let logarithms = Logarithms::new(table);
    let observed: f64 =
        table.counts().iter().flatten().map(|&cell| logarithms.of(cell.into())).sum();
    let threshold = observed + TIE_TOLERANCE + 1e-14 * observed.abs();
    let mut random = Random::new(sampling.seed);
    let mut room = Vec::new();
    let mut as_unlikely = 0;
    for replicate in 0..replicates {
        if draw(table, &logarithms, &mut random, &mut room) <= threshold {
            as_unlikely += 1;
        }
        if replicate % 256 == 0 {
            report_progress(progress, f64::from(replicate) / f64::from(replicates))?;
        }
    }
    let interval =
        Proportion::new(as_unlikely, replicates, ProportionInterval::ClopperPearson, LEVEL)?
            .interval;
    Ok(FreemanHalton {
        p_value: PValue::new((f64::from(as_unlikely) + 1.0) / (f64::from(replicates) + 1.0))?,
        computation: Computation::MonteCarlo { replicates, seed: sampling.seed, interval },
    })
}

/// About how many steps one random table takes: a draw of a count walks through
/// all that are possible or about twenty standard deviations, whichever is less.
fn steps(table: &ContingencyTable) -> f64 {
    let total = count(table.total());
    let columns = table.column_totals();
    let in_row = |row: u64| -> f64 {
        let in_cell = |&column: &u64| {
            let expected = count(row) * count(column) / total;
            (20.0 + 20.0 * expected.sqrt()).min(10.0 + count(row.min(column)))
        };
        columns.iter().map(in_cell).sum()
    };
    table.row_totals().into_iter().map(in_row).sum()
}

/// The logarithm of the probability, but for a constant, of a random table:
/// column by column, row by row what is left is hypergeometric.
fn draw(
    table: &ContingencyTable,
    logarithms: &Logarithms,
    random: &mut Random,
    room: &mut Vec<(f64, f64)>,
) -> f64 {
    let mut rows = table.row_totals();
    let mut ln = 0.0;
    for size in table.column_totals() {
        let mut left = size;
        let mut others: u64 = rows.iter().sum();
        for row in &mut rows {
            others -= *row;
            let margins = Hypergeometric { marked: *row, unmarked: others, drawn: left };
            let drawn = if margins.smallest() == margins.largest() {
                margins.smallest()
            } else {
                margins.draw(random.unit(), room)
            };
            *row -= drawn;
            left -= drawn;
            ln += logarithms.of(drawn);
        }
    }
    ln
}

/// `-ln count!`, from a list for small counts.
struct Logarithms(Vec<f64>);

impl Logarithms {
    fn new(table: &ContingencyTable) -> Self {
        let most = table.total().min(100_000);
        Logarithms((0..=most).map(|n| -ln_factorial(count(n))).collect())
    }

    fn of(&self, number: u64) -> f64 {
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        self.0.get(place).copied().unwrap_or_else(|| -ln_factorial(count(number)))
    }
}
