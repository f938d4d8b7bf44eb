//! Three rows and more: every column is a list of numbers.

use super::computation::TIE_TOLERANCE;
use crate::engine::stats::r_by_c::ContingencyTable;
use crate::engine::stats::special::ln_factorial;
use crate::engine::stats::{Progress, Undefined, count, report_progress};

/// The most parts of tables that are held at once in each half, of 24 bytes; also
/// the most states of the rows, of 4 bytes each.
const MOST_PARTS: usize = 2_000_000;

/// The most parts that are joined with the other half, about a second's work.
const MOST_JOINED: u64 = 40_000_000;

/// Parts closer than this are the same but for rounding.
const SAME_PART: f64 = 1e-12;

/// Some columns filled: what they use of the rows, and how likely that is.
#[derive(Clone, Copy)]
struct PartialTable {
    /// What is used of all rows but the last, in one number.
    used: u64,
    /// The logarithm of the product of 1/count!.
    ln: f64,
    /// In how many ways.
    ways: f64,
}

/// The exact p-value, or `None` beyond the budget.
pub(super) fn p_value(
    table: &ContingencyTable,
    progress: &mut Progress<'_>,
) -> Result<Option<f64>, Undefined> {
    let mut totals = table.row_totals();
    totals.sort_unstable();
    let Some(rows) = Rows::new(&totals) else { return Ok(None) };
    let mut sizes = table.column_totals();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let (kept, streamed) = balanced_halves(&sizes, table.rows());
    let Some((&last, streamed)) = streamed.split_last() else { return Ok(None) };
    let Some(kept) = rows.add_columns(&kept) else { return Ok(None) };
    let Some(streamed) = rows.add_columns(streamed) else { return Ok(None) };
    let cells = table.counts().iter().flatten();
    let observed: f64 = -cells.map(|&cell| ln_factorial(f64::from(cell))).sum::<f64>();
    let margins = totals.into_iter().chain(sizes).map(count).map(ln_factorial);
    let ln_all = margins.sum::<f64>() - ln_factorial(count(table.total()));
    // The sums of logarithms are rounded, the more the larger they are.
    let threshold = observed + TIE_TOLERANCE + 1e-14 * observed.abs();
    let kept = StoredHalf::new(kept, rows.full);
    let mut p = 0.0;
    let mut joined = 0;
    for (index, part) in streamed.iter().enumerate() {
        rows.fill(0, last, *part, &mut |part| {
            joined += 1;
            p += kept.joined_with(part, rows.full, threshold, ln_all);
        });
        if joined > MOST_JOINED {
            return Ok(None);
        }
        if index % 64 == 0 {
            report_progress(progress, count(index) / count(streamed.len()))?;
        }
    }
    Ok(Some(p))
}

/// The columns in two halves of about the same cost, the cheaper one first. Each
/// goes where less has gone before, the largest first.
fn balanced_halves(sizes: &[u64], rows: usize) -> (Vec<u64>, Vec<u64>) {
    // In how many ways a column can be filled, if the rows do not limit it.
    let ln_ways = |size: u64| {
        let others = count(rows - 1);
        ln_factorial(count(size) + others) - ln_factorial(count(size)) - ln_factorial(others)
    };
    let (mut cheap, mut dear) = ((0.0, Vec::new()), (0.0, Vec::new()));
    for &size in sizes {
        cheap.0 += ln_ways(size);
        cheap.1.push(size);
        if cheap.0 > dear.0 {
            std::mem::swap(&mut cheap, &mut dear);
        }
    }
    (cheap.1, dear.1)
}

/// The totals of all rows but the last, which is the largest, and how they are
/// packed in one number.
struct Rows {
    totals: Vec<u64>,
    units: Vec<u64>,
    last: u64,
    /// All rows full.
    full: u64,
    ln_factorials: Vec<f64>,
}

impl Rows {
    fn new(totals: &[u64]) -> Option<Self> {
        let (&last, totals) = totals.split_last()?;
        let mut units = Vec::new();
        let mut unit = 1u64;
        let mut full = 0;
        for &total in totals {
            units.push(unit);
            full += unit.checked_mul(total)?;
            unit = unit.checked_mul(total + 1)?;
        }
        if last.max(full) > MOST_PARTS as u64 {
            return None;
        }
        let ln_factorials = (0..=last).map(|n| ln_factorial(count(n))).collect();
        Some(Rows { totals: totals.to_vec(), units, last, full, ln_factorials })
    }

    fn ln_factorial(&self, n: u64) -> f64 {
        self.ln_factorials[usize::try_from(n).unwrap_or(usize::MAX)]
    }

    /// All ways to fill these columns, or `None` beyond the budget.
    fn add_columns(&self, sizes: &[u64]) -> Option<Vec<PartialTable>> {
        let nothing = PartialTable { used: 0, ln: 0.0, ways: 1.0 };
        sizes.iter().try_fold(vec![nothing], |parts, &size| self.add_column(&parts, size))
    }

    /// All parts with one more column of this size, equal ones merged.
    fn add_column(&self, parts: &[PartialTable], size: u64) -> Option<Vec<PartialTable>> {
        let mut grown = Vec::new();
        for part in parts {
            self.fill(0, size, *part, &mut |part| grown.push(part));
            if grown.len() > MOST_PARTS {
                merge(&mut grown);
                if grown.len() > MOST_PARTS / 2 {
                    return None;
                }
            }
        }
        merge(&mut grown);
        grown.shrink_to_fit();
        Some(grown)
    }

    /// Puts what is left of a column into the rows from `row` on, in all ways.
    fn fill(&self, row: usize, left: u64, part: PartialTable, show: &mut impl FnMut(PartialTable)) {
        if row == self.totals.len() {
            if left <= self.last {
                show(PartialTable { ln: part.ln - self.ln_factorial(left), ..part });
            }
            return;
        }
        // What the packed number says is used of this row.
        let used = part.used / self.units[row] % (self.totals[row] + 1);
        for k in 0..=left.min(self.totals[row] - used) {
            let part = PartialTable {
                used: part.used + k * self.units[row],
                ln: part.ln - self.ln_factorial(k),
                ways: part.ways,
            };
            self.fill(row + 1, left - k, part, show);
        }
    }
}

/// Orders parts by use and logarithm, and makes one of equal ones.
fn merge(parts: &mut Vec<PartialTable>) {
    parts.sort_unstable_by(|a, b| a.used.cmp(&b.used).then(a.ln.total_cmp(&b.ln)));
    parts.dedup_by(|later, earlier| {
        let tolerance = SAME_PART * earlier.ln.abs().max(1.0);
        let same = later.used == earlier.used && later.ln - earlier.ln < tolerance;
        if same {
            earlier.ways += later.ways;
        }
        same
    });
}

/// The half that is held, ordered by use and logarithm.
struct StoredHalf {
    parts: Vec<PartialTable>,
    highest: f64,
    /// The weights of the parts of the same use up to and with each one.
    sums: Vec<f64>,
    /// Where the parts of each use start, and the end.
    starts: Vec<u32>,
}

impl StoredHalf {
    fn new(parts: Vec<PartialTable>, full: u64) -> Self {
        let highest = parts.iter().map(|part| part.ln).fold(f64::NEG_INFINITY, f64::max);
        let mut sums = Vec::with_capacity(parts.len());
        let mut starts = vec![0; place(full) + 2];
        for group in parts.chunk_by(|a, b| a.used == b.used) {
            let mut sum = 0.0;
            sums.extend(group.iter().map(|part| {
                sum += part.ways * (part.ln - highest).exp();
                sum
            }));
            let next = u32::try_from(sums.len()).unwrap_or(u32::MAX);
            starts[place(group[0].used) + 1] = next;
        }
        // Where nothing has this use the parts of the one before end.
        let mut end = 0;
        for start in &mut starts {
            end = end.max(*start);
            *start = end;
        }
        StoredHalf { parts, highest, sums, starts }
    }

    /// The probability of all tables that join `part` with one that is held and
    /// are not likelier than the threshold.
    fn joined_with(&self, part: PartialTable, full: u64, threshold: f64, ln_all: f64) -> f64 {
        let left = place(full - part.used);
        let start = self.starts[left] as usize;
        let here = &self.parts[start..self.starts[left + 1] as usize];
        let limit = threshold - part.ln;
        let within = here.partition_point(|other| other.ln <= limit);
        if within == 0 {
            return 0.0;
        }
        part.ways * (part.ln + self.highest + ln_all).exp() * self.sums[start + within - 1]
    }
}

/// A packed number as an index; the budget keeps it small.
fn place(used: u64) -> usize {
    usize::try_from(used).unwrap_or(usize::MAX)
}
