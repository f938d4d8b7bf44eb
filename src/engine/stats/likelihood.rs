//! The binomial likelihood, its slope and its curvature, and Newton's method.

use crate::engine::stats::Undefined;
use crate::engine::stats::linear::Cholesky;

/// Rows, outcomes and optional weights and offsets of a logistic model.
#[derive(Clone, Copy)]
pub(super) struct Model<'a> {
    pub(super) rows: &'a [f64],
    pub(super) width: usize,
    pub(super) outcome: &'a [f64],
    pub(super) weights: Option<&'a [f64]>,
    pub(super) offsets: Option<&'a [f64]>,
}

/// Log-likelihood, score and information (lower triangle) at some coefficients.
pub(super) struct Slope {
    pub(super) log_likelihood: f64,
    pub(super) score: Vec<f64>,
    pub(super) information: Vec<f64>,
}

/// The fitted probability, its variance `p(1 − p)` and `1 + e^-|η|`.
pub(super) fn probability(eta: f64) -> (f64, f64, f64) {
    let e = (-eta.abs()).exp();
    let one = 1.0 + e;
    let larger = 1.0 / one;
    let p = if eta >= 0.0 { larger } else { e * larger };
    (p, e * larger * larger, one)
}

/// `Σ ln` of factors between 1 and 2, with one logarithm per few hundred.
struct LogSum {
    product: f64,
    sum: f64,
}

impl LogSum {
    fn new() -> Self {
        LogSum { product: 1.0, sum: 0.0 }
    }

    /// Adds `times · ln(factor)`: small whole numbers of times without a logarithm.
    #[expect(clippy::float_cmp, reason = "a weight of exactly 1")]
    fn multiply(&mut self, factor: f64, times: f64) {
        if times == 1.0 {
            self.product *= factor;
        } else if times <= 8.0 && times.fract() == 0.0 {
            let mut left = times;
            while left > 0.0 {
                self.product *= factor;
                left -= 1.0;
            }
        } else {
            self.sum += times * factor.ln();
        }
        if self.product > 1e60 {
            self.sum += self.product.ln();
            self.product = 1.0;
        }
    }

    fn total(self) -> f64 {
        self.sum + self.product.ln()
    }
}

impl Model<'_> {
    /// The likelihood and its derivatives at `coefficients`.
    pub(super) fn slope(&self, coefficients: &[f64]) -> Slope {
        match (self.width, self.offsets) {
            (1, None) => self.fixed::<1>(coefficients),
            (2, None) => self.fixed::<2>(coefficients),
            (3, None) => self.fixed::<3>(coefficients),
            (4, None) => self.fixed::<4>(coefficients),
            (5, None) => self.fixed::<5>(coefficients),
            (6, None) => self.fixed::<6>(coefficients),
            (7, None) => self.fixed::<7>(coefficients),
            (8, None) => self.fixed::<8>(coefficients),
            _ => self.any(coefficients),
        }
    }

    /// As [`Model::any`] without offsets, with the width known to the compiler.
    fn fixed<const P: usize>(&self, coefficients: &[f64]) -> Slope {
        let mut beta = [0.0; P];
        beta.copy_from_slice(coefficients);
        let mut score = [0.0; P];
        let mut information = [[0.0; P]; P];
        let (mut linear, mut logs) = (0.0, LogSum::new());
        let rows = self.rows.as_chunks::<P>().0;
        for (n, (row, &y)) in rows.iter().zip(self.outcome).enumerate() {
            let weight = self.weights.map_or(1.0, |weights| weights[n]);
            if weight <= 0.0 {
                continue;
            }
            let mut eta = 0.0;
            for j in 0..P {
                eta += row[j] * beta[j];
            }
            let (p, variance, one) = probability(eta);
            linear += if (eta > 0.0) == (y > 0.5) { 0.0 } else { -weight * eta.abs() };
            logs.multiply(one, weight);
            let (residual, variance) = (weight * (y - p), weight * variance);
            for i in 0..P {
                score[i] += residual * row[i];
                let scaled = variance * row[i];
                for j in 0..=i {
                    information[i][j] += scaled * row[j];
                }
            }
        }
        Slope {
            log_likelihood: linear - logs.total(),
            score: score.to_vec(),
            information: information.as_flattened().to_vec(),
        }
    }

    fn any(&self, coefficients: &[f64]) -> Slope {
        let width = self.width;
        let mut score = vec![0.0; width];
        let mut information = vec![0.0; width * width];
        let (mut linear, mut logs) = (0.0, LogSum::new());
        for (n, (row, &y)) in self.rows.chunks_exact(width).zip(self.outcome).enumerate() {
            let weight = self.weights.map_or(1.0, |weights| weights[n]);
            if weight <= 0.0 {
                continue;
            }
            let eta = self.predictor(n, row, coefficients);
            let (p, variance, one) = probability(eta);
            linear += if (eta > 0.0) == (y > 0.5) { 0.0 } else { -weight * eta.abs() };
            logs.multiply(one, weight);
            let (residual, variance) = (weight * (y - p), weight * variance);
            for (i, &x) in row.iter().enumerate() {
                score[i] += residual * x;
                let scaled = variance * x;
                let into = &mut information[i * width..=i * width + i];
                for (cell, other) in into.iter_mut().zip(row) {
                    *cell += scaled * other;
                }
            }
        }
        Slope { log_likelihood: linear - logs.total(), score, information }
    }

    pub(super) fn predictor(&self, n: usize, row: &[f64], coefficients: &[f64]) -> f64 {
        let offset = self.offsets.map_or(0.0, |offsets| offsets[n]);
        offset + row.iter().zip(coefficients).map(|(x, b)| x * b).sum::<f64>()
    }
}

/// Where Newton's method ended.
pub(super) struct Maximum {
    pub(super) coefficients: Vec<f64>,
    pub(super) slope: Slope,
    pub(super) iterations: usize,
    /// How the maximum changes with the value that the constraint holds.
    pub(super) multiplier: f64,
}

/// Why Newton's method did not end at a maximum.
pub(super) enum NoMaximum {
    /// The likelihood keeps rising along this direction.
    Rising(Vec<f64>),
    /// Anything else.
    Failed(Undefined),
}

/// A Newton step that keeps `constraint · coefficients` where it is, if there is
/// a constraint; and how the maximum would change with that value (the Lagrange
/// multiplier).
pub(super) fn constrained_step(
    factor: &Cholesky,
    score: &[f64],
    constraint: Option<&[f64]>,
) -> (Vec<f64>, f64) {
    let mut step = score.to_vec();
    factor.solve(&mut step);
    let Some(constraint) = constraint else {
        return (step, 0.0);
    };
    let mut direction = constraint.to_vec();
    factor.solve(&mut direction);
    let inner = |other: &[f64]| constraint.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
    let multiplier = inner(&step) / inner(&direction);
    for (step, direction) in step.iter_mut().zip(&direction) {
        *step -= multiplier * direction;
    }
    // Where the information is nearly singular rounding leaves a part along the
    // constraint, and step by step the value that is held would drift away.
    let square: f64 = constraint.iter().map(|entry| entry * entry).sum();
    let drift = inner(&step) / square;
    for (step, entry) in step.iter_mut().zip(constraint) {
        *step -= drift * entry;
    }
    (step, multiplier)
}

/// Maximizes the likelihood by Newton's method (which is iteratively reweighted
/// least squares), holding `constraint · coefficients` where it starts if there is
/// a constraint.
///
/// A step is halved while it lowers the likelihood. It ends one step after all
/// changes are below 1e-8 (the columns have unit variance): convergence is
/// quadratic, so what is left is rounding.
pub(super) fn maximize(
    model: &Model<'_>,
    start: Vec<f64>,
    constraint: Option<&[f64]>,
) -> Result<Maximum, NoMaximum> {
    let width = model.width;
    let mut coefficients = start;
    let mut slope = model.slope(&coefficients);
    let mut last_step = vec![0.0; width];
    for iteration in 1..=200 {
        let Ok(factor) = Cholesky::new(&slope.information, width, 1e-14) else {
            return Err(NoMaximum::Rising(last_step));
        };
        let (step, _) = constrained_step(&factor, &slope.score, constraint);
        let largest = step.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        let scale = 1.0 + coefficients.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        if !largest.is_finite() {
            return Err(NoMaximum::Failed(Undefined::DidNotConverge));
        }
        if iteration > 15 && rises_along(model, &step).is_some() {
            return Err(NoMaximum::Rising(step));
        }
        let before = slope.log_likelihood;
        let mut share = 1.0;
        let next = loop {
            let moved: Vec<f64> =
                coefficients.iter().zip(&step).map(|(b, s)| b + share * s).collect();
            let there = model.slope(&moved);
            let tolerance = 1e-11 * before.abs().max(1e-300);
            if there.log_likelihood >= before - tolerance || share < 1e-6 {
                coefficients = moved;
                break there;
            }
            share *= 0.5;
        };
        slope = next;
        if largest <= 1e-8 * scale {
            // The information has hardly changed since it was factored.
            let (_, multiplier) = constrained_step(&factor, &slope.score, constraint);
            return Ok(Maximum { coefficients, slope, iterations: iteration, multiplier });
        }
        last_step = step;
    }
    if rises_along(model, &last_step).is_some() {
        return Err(NoMaximum::Rising(last_step));
    }
    Err(NoMaximum::Failed(Undefined::DidNotConverge))
}

/// The model that adds nothing but an intercept to known log odds.
pub(super) fn intercept_beside(
    offsets: &[f64],
    outcome: &[f64],
    weights: Option<&[f64]>,
) -> Result<Maximum, Undefined> {
    let rows = vec![1.0; offsets.len()];
    let model = Model { rows: &rows, width: 1, outcome, weights, offsets: Some(offsets) };
    maximize(&model, vec![0.0], None).map_err(|_| Undefined::DidNotConverge)
}

/// Whether the likelihood rises forever along `direction`: no row is on the
/// wrong side. Says whether all rows are strictly on the right one.
pub(super) fn rises_along(model: &Model<'_>, direction: &[f64]) -> Option<bool> {
    let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
    for (n, (row, &y)) in model.rows.chunks_exact(model.width).zip(model.outcome).enumerate() {
        if model.weights.is_some_and(|weights| weights[n] <= 0.0) {
            continue;
        }
        let along: f64 = row.iter().zip(direction).map(|(x, d)| x * d).sum();
        let signed = if y > 0.5 { along } else { -along };
        least = least.min(signed);
        most = most.max(signed);
    }
    (most > 0.0 && least >= -1e-6 * most).then_some(least > 1e-6 * most)
}
