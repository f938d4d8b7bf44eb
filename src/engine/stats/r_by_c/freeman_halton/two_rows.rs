//! Two rows: every column is one number.

use super::computation::TIE_TOLERANCE;
use crate::engine::stats::r_by_c::ContingencyTable;
use crate::engine::stats::special::ln_factorial;
use crate::engine::stats::{Progress, Undefined, count, report_progress};

/// The most parts of tables, left and right together.
const MOST_PARTS: f64 = 8e7;

/// The most people: each has two entries of 8 bytes in the list of a column.
const MOST_PEOPLE: u64 = 2_000_000;

/// The exact p-value, or `None` beyond the budget.
pub(super) fn p_value(
    table: &ContingencyTable,
    progress: &mut Progress<'_>,
) -> Result<Option<f64>, Undefined> {
    let row_total = table.row_totals()[0];
    let total = table.total();
    if total > MOST_PEOPLE {
        return Ok(None);
    }
    let mut sizes = table.column_totals();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let Some(split) = cheapest_split(&sizes) else { return Ok(None) };
    let left = Half::new(&sizes[..split]);
    let right = Half::new(&sizes[split..]);
    let observed: f64 = table.counts()[0]
        .iter()
        .zip(table.column_totals())
        .map(|(&cell, size)| ln_choose(size, u64::from(cell)))
        .sum();
    let ln_all = ln_choose(total, row_total);
    // The sums of logarithms are rounded, the more the larger they are.
    let threshold = observed + TIE_TOLERANCE + 1e-14 * ln_all;
    let scale = left.ln_scale + right.ln_scale - ln_all;
    let fewest = row_total.saturating_sub(right.capacity());
    let most = row_total.min(left.capacity());
    let mut p = 0.0;
    let mut done = 0.0;
    let (mut parts, mut lookup) = (Vec::new(), Lookup::default());
    for sum in fewest..=most {
        parts.clear();
        right.enumerate(row_total - sum, &mut |part| parts.push(part));
        lookup.fill(&parts);
        done += count(parts.len());
        let mut here = 0.0;
        left.enumerate(sum, &mut |part| {
            here += part.weight * lookup.weight_up_to(threshold - part.ln);
            done += 1.0;
        });
        p += here;
        report_progress(progress, (done / (left.parts + right.parts)).min(1.0))?;
    }
    Ok(Some(p * scale.exp()))
}

fn ln_choose(n: u64, k: u64) -> f64 {
    ln_factorial(count(n)) - ln_factorial(count(k)) - ln_factorial(count(n - k))
}

/// Where to cut the ordered columns in two so that the halves cost least, unless
/// even that is beyond the budget.
fn cheapest_split(sizes: &[u64]) -> Option<usize> {
    let cost = |split: usize| parts(&sizes[..split]) + parts(&sizes[split..]);
    let split = (1..sizes.len()).min_by(|&a, &b| cost(a).total_cmp(&cost(b)))?;
    (cost(split) <= MOST_PARTS).then_some(split)
}

/// How many ways there are to fill these columns, if the order of equal columns
/// does not matter: for `k` columns of size `c` there are C(c + k, k).
fn parts(sizes: &[u64]) -> f64 {
    let mut product = 1.0;
    let mut alike = 0.0;
    for (index, &size) in sizes.iter().enumerate() {
        alike = if index > 0 && sizes[index - 1] == size { alike + 1.0 } else { 1.0 };
        product *= (count(size) + alike) / alike;
    }
    product
}

/// Some of the columns, and the logarithms and weights of their counts.
struct Half {
    columns: Vec<ColumnCounts>,
    /// What the weights were divided by, as a logarithm.
    ln_scale: f64,
    parts: f64,
}

struct ColumnCounts {
    size: u64,
    /// The capacity of the columns after this one.
    after: u64,
    /// Its place among columns of the same size, from 0.
    place: u32,
    /// For every count: ln C(size, count) and, divided by the largest, C itself.
    counts: Vec<(f64, f64)>,
}

/// One way to fill a half.
#[derive(Clone, Copy)]
struct HalfTable {
    /// The logarithm of its probability, but for a constant.
    ln: f64,
    /// Its weight, times the number of orders of its equal columns.
    weight: f64,
}

impl Half {
    fn new(sizes: &[u64]) -> Self {
        let mut ln_scale = 0.0;
        let mut after = sizes.iter().sum::<u64>();
        let mut place = 0;
        let mut columns = Vec::new();
        for (index, &size) in sizes.iter().enumerate() {
            after -= size;
            place = if index > 0 && sizes[index - 1] == size { place + 1 } else { 0 };
            let logarithms: Vec<f64> = (0..=size).map(|k| ln_choose(size, k)).collect();
            let largest = logarithms.iter().copied().fold(0.0, f64::max);
            ln_scale += largest;
            let counts = logarithms.iter().map(|&ln| (ln, (ln - largest).exp())).collect();
            columns.push(ColumnCounts { size, after, place, counts });
        }
        Half { columns, ln_scale, parts: parts(sizes) }
    }

    fn capacity(&self) -> u64 {
        self.columns.first().map_or(0, |column| column.size + column.after)
    }

    /// Shows every way to fill the half with this sum.
    fn enumerate(&self, sum: u64, show: &mut impl FnMut(HalfTable)) {
        fill(&self.columns, sum, 0, 0, HalfTable { ln: 0.0, weight: 1.0 }, show);
    }
}

/// Fills the first column in all ways and then the others. Equal columns hold
/// ascending counts; `alike` of those before hold `before`.
fn fill(
    columns: &[ColumnCounts],
    sum: u64,
    before: u64,
    alike: u32,
    part: HalfTable,
    show: &mut impl FnMut(HalfTable),
) {
    let Some((column, rest)) = columns.split_first() else {
        show(part);
        return;
    };
    let ordered = if column.place > 0 { before } else { 0 };
    let fewest = ordered.max(sum.saturating_sub(column.after));
    for k in fewest..=column.size.min(sum) {
        let (ln, weight) = column.counts[usize::try_from(k).unwrap_or(usize::MAX)];
        let alike = if column.place > 0 && k == before { alike + 1 } else { 1 };
        // The number of orders grows by (place + 1)/alike with every column.
        let orders = f64::from(column.place + 1) / f64::from(alike);
        let part = HalfTable { ln: part.ln + ln, weight: part.weight * weight * orders };
        fill(rest, sum - k, k, alike, part, show);
    }
}

/// Parts in compartments by their logarithm, for sums of weights up to a limit.
#[derive(Default)]
struct Lookup {
    lowest: f64,
    highest: f64,
    per_unit: f64,
    /// Where each compartment starts, and the end.
    starts: Vec<usize>,
    /// The sum of the weights before each compartment.
    before: Vec<f64>,
    parts: Vec<(f64, f64)>,
}

impl Lookup {
    fn fill(&mut self, parts: &[HalfTable]) {
        self.lowest = parts.iter().map(|part| part.ln).fold(f64::INFINITY, f64::min);
        self.highest = parts.iter().map(|part| part.ln).fold(f64::NEG_INFINITY, f64::max);
        let compartments = (parts.len() / 4).max(1);
        let range = (self.highest - self.lowest).max(1e-300);
        self.per_unit = count(compartments - 1) / range;
        self.starts.clear();
        self.starts.resize(compartments + 1, 0);
        for part in parts {
            let compartment = self.compartment(part.ln);
            self.starts[compartment + 1] += 1;
        }
        for compartment in 0..compartments {
            self.starts[compartment + 1] += self.starts[compartment];
        }
        let mut next = self.starts.clone();
        self.parts.clear();
        self.parts.resize(parts.len(), (0.0, 0.0));
        for part in parts {
            let place = &mut next[self.compartment(part.ln)];
            self.parts[*place] = (part.ln, part.weight);
            *place += 1;
        }
        self.before.clear();
        let mut sum = 0.0;
        for compartment in 0..compartments {
            self.before.push(sum);
            let range = self.starts[compartment]..self.starts[compartment + 1];
            sum += self.parts[range].iter().map(|part| part.1).sum::<f64>();
        }
        self.before.push(sum);
    }

    fn compartment(&self, ln: f64) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative and below the number of compartments"
        )]
        let compartment = ((ln - self.lowest) * self.per_unit) as usize;
        compartment
    }

    /// The weights of all parts whose logarithm is at most the limit.
    fn weight_up_to(&self, limit: f64) -> f64 {
        if limit < self.lowest || self.parts.is_empty() {
            return 0.0;
        }
        if limit >= self.highest {
            return self.before[self.before.len() - 1];
        }
        let compartment = self.compartment(limit);
        let range = self.starts[compartment]..self.starts[compartment + 1];
        let within = self.parts[range].iter().filter(|part| part.0 <= limit);
        self.before[compartment] + within.map(|part| part.1).sum::<f64>()
    }
}
