//! The penalized likelihood of a design, and the ways up to its maxima.

use std::cell::RefCell;

use crate::engine::stats::Undefined;
use crate::engine::stats::design::Design;
use crate::engine::stats::likelihood::{
    Model, Slope, constrained_step, intercept_beside, probability,
};
use crate::engine::stats::linear::Cholesky;
use crate::engine::stats::profile::{ProfilePoint, along, direction_of};
use crate::engine::stats::random::Random;

/// Above this many numbers in a design the likelihood, which has one maximum,
/// outweighs its penalty, and one way up is enough.
const SEARCHED: usize = 4_000;

/// Groups of people between whom a border is tried, at most.
const MOST_BORDERS: usize = 32;

/// A design with its columns turned until they are uncorrelated, so that columns
/// that nearly follow from each other do not cost the scoring its digits.
pub(super) struct LikelihoodSurface<'a> {
    rows: Vec<f64>,
    outcome: &'a [f64],
    weights: Option<&'a [f64]>,
    width: usize,
    /// Of the correlations of the columns.
    turn: Cholesky,
    first: Vec<f64>,
    /// Information in which only a few people count, one matrix a group.
    borders: Vec<Vec<f64>>,
}

impl<'a> LikelihoodSurface<'a> {
    /// Of a design, each person counted as often as `weights` says.
    pub(super) fn new(design: &'a Design, weights: Option<&'a [f64]>) -> Result<Self, Undefined> {
        let width = design.width();
        let correlations = design.correlations();
        let mut matrix = vec![0.0; width * width];
        matrix[0] = 1.0;
        for i in 1..width {
            for j in 1..width {
                matrix[i * width + j] = correlations[(i - 1) * (width - 1) + j - 1];
            }
        }
        let turn = Cholesky::new(&matrix, width, 0.0).map_err(|_| Undefined::DidNotConverge)?;
        let rows: Vec<f64> =
            design.rows.chunks_exact(width).flat_map(|row| turn.forward(row)).collect();
        let first = turn.forward(&design.constraint(0));
        let borders = borders(&rows, width);
        Ok(LikelihoodSurface {
            rows,
            outcome: &design.outcome,
            weights,
            width,
            turn,
            first,
            borders,
        })
    }

    fn model(&self) -> Model<'_> {
        Model {
            rows: &self.rows,
            width: self.width,
            outcome: self.outcome,
            weights: self.weights,
            offsets: None,
        }
    }

    /// Whether more than one way up is tried.
    pub(super) fn is_searched(&self) -> bool {
        !self.borders.is_empty()
    }

    /// What an intercept beside the predictors of a maximum has to add.
    pub(super) fn correction(&self, predictors: &[f64]) -> Result<f64, Undefined> {
        Ok(intercept_beside(predictors, self.outcome, self.weights)?.coefficients[0])
    }

    /// By what the turned columns change the penalized likelihood.
    pub(super) fn constant(&self) -> f64 {
        0.5 * self.turn.ln_determinant()
    }

    pub(super) fn predictors(&self, top: &Top) -> Vec<f64> {
        self.rows.chunks_exact(self.width).map(|row| dot(row, &top.coefficients)).collect()
    }

    /// The intercept of the design's own columns.
    pub(super) fn intercept(&self, top: &Top) -> f64 {
        dot(&self.first, &top.coefficients)
    }

    /// The maximum above a point.
    pub(super) fn climb(&self, start: Vec<f64>) -> Result<Top, Undefined> {
        maximize_penalized(&self.model(), start, None)
    }

    /// Everything that is needed to hold a coefficient.
    pub(super) fn hold(
        &self,
        constraint: &[f64],
        top: &Top,
    ) -> Result<FixedCoefficient<'_>, Undefined> {
        let constraint = self.turn.forward(constraint);
        let follow = direction_of(&top.factor, &constraint);
        let spread = dot(&constraint, &{
            let mut column = constraint.clone();
            top.factor.solve(&mut column);
            column
        })
        .sqrt();
        let mut others = Vec::with_capacity(self.borders.len());
        for border in &self.borders {
            let factor =
                Cholesky::new(border, self.width, 0.0).map_err(|_| Undefined::DidNotConverge)?;
            others.push(direction_of(&factor, &constraint));
        }
        Ok(FixedCoefficient {
            value: dot(&constraint, &top.coefficients),
            spread,
            surface: self,
            peak: top.penalized,
            constraint,
            follow,
            others,
            higher: RefCell::new(None),
        })
    }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// Groups of so few people that a border can pass through them, from a seed: each
/// person alone if there is one covariate, pairs of two, and so on, and groups of
/// one more, whose border passes in their middle.
fn borders(rows: &[f64], width: usize) -> Vec<Vec<f64>> {
    let people = rows.len() / width;
    let number = (SEARCHED / rows.len()).min(MOST_BORDERS);
    let mut random = Random::new(1993);
    (0..number)
        .map(|place| {
            let mut information = vec![0.0; width * width];
            for entry in information.iter_mut().step_by(width + 1) {
                *entry = 1e-8;
            }
            for _ in 0..(width - 1 + place % 2).max(1) {
                let person = random.place(people);
                let row = &rows[person * width..(person + 1) * width];
                for (i, a) in row.iter().enumerate() {
                    for (j, b) in row.iter().enumerate() {
                        information[i * width + j] += a * b;
                    }
                }
            }
            information
        })
        .collect()
}

/// One coefficient that is held while the others follow.
pub(super) struct FixedCoefficient<'a> {
    /// Its value at the maximum, and its standard error there.
    pub(super) value: f64,
    pub(super) spread: f64,
    surface: &'a LikelihoodSurface<'a>,
    peak: f64,
    constraint: Vec<f64>,
    /// How the others follow near the maximum.
    follow: Vec<f64>,
    /// How they follow when the border stays between some people.
    others: Vec<Vec<f64>>,
    higher: RefCell<Option<(f64, Vec<f64>)>>,
}

impl FixedCoefficient<'_> {
    /// The highest point at a value of the coefficient, climbed to from nearby
    /// coefficients and, with few people, from every other side.
    pub(super) fn highest(&self, value: f64, near: &[f64]) -> Result<ProfilePoint, Undefined> {
        let model = self.surface.model();
        let scaled = |by: &Vec<f64>| -> Vec<f64> { by.iter().map(|d| d * value).collect() };
        let mut best = self.top(&model, along(near, &self.follow, &self.constraint, value));
        if self.surface.is_searched() {
            for start in std::iter::once(&self.follow).chain(&self.others) {
                let found = self.top(&model, scaled(start));
                let is_better = match (&best, &found) {
                    (Ok(best), Ok(found)) => found.penalized > best.penalized,
                    (Err(_), Ok(_)) => true,
                    (_, Err(_)) => false,
                };
                if is_better {
                    best = found;
                }
            }
        }
        let best = best?;
        self.remember(&best);
        Ok(ProfilePoint {
            likelihood: best.penalized,
            slope: best.multiplier,
            coefficients: best.coefficients,
        })
    }

    fn top(&self, model: &Model<'_>, start: Vec<f64>) -> Result<Top, Undefined> {
        maximize_penalized(model, start, Some(&self.constraint))
    }

    /// Keeps the highest point above the maximum from which the profile started.
    fn remember(&self, found: &Top) {
        let least = self.peak + 1e-9 * self.peak.abs().max(1.0);
        let mut higher = self.higher.borrow_mut();
        if found.penalized > higher.as_ref().map_or(least, |known| known.0) {
            *higher = Some((found.penalized, found.coefficients.clone()));
        }
    }

    /// The highest point above the maximum from which the profile started, if it
    /// came upon one.
    pub(super) fn higher(&self) -> Option<Vec<f64>> {
        self.higher.borrow().as_ref().map(|known| known.1.clone())
    }
}

/// Where penalized scoring ended.
pub(super) struct Top {
    /// Of the turned columns.
    pub(super) coefficients: Vec<f64>,
    pub(super) penalized: f64,
    multiplier: f64,
    factor: Cholesky,
    pub(super) iterations: usize,
}

/// The penalized likelihood and its slope.
fn penalized(model: &Model<'_>, coefficients: &[f64]) -> Result<Slope, Undefined> {
    let mut slope = model.slope(coefficients);
    let factor = Cholesky::new(&slope.information, model.width, 0.0)
        .map_err(|_| Undefined::DidNotConverge)?;
    slope.log_likelihood += 0.5 * factor.ln_determinant();
    let mut scratch = vec![0.0; model.width];
    for (n, row) in model.rows.chunks_exact(model.width).enumerate() {
        let weight = model.weights.map_or(1.0, |weights| weights[n]);
        if weight <= 0.0 {
            continue;
        }
        let (p, variance, _) = probability(model.predictor(n, row, coefficients));
        let pull = weight * variance * factor.quadratic(row, &mut scratch) * (0.5 - p);
        for (score, x) in slope.score.iter_mut().zip(row) {
            *score += pull * x;
        }
    }
    Ok(slope)
}

/// How long a step should be, from how the last one changed it (Barzilai J,
/// Borwein JM, IMA J Numer Anal 1988;8:141, doi:10.1093/imanum/8.1.141).
fn secant_length(before: &[f64], now: &[f64], share: f64) -> Option<f64> {
    let squares: f64 = before.iter().map(|b| b * b).sum();
    let change: f64 = before.iter().zip(now).map(|(b, n)| b * (b - n)).sum();
    let length = share * squares / change;
    (change > 0.0 && length.is_finite()).then(|| length.clamp(0.05, 5.0))
}

/// Maximizes the penalized likelihood, holding `constraint · coefficients` where
/// it starts if there is a constraint.
///
/// Scoring alone converges linearly, and in tiny samples not at all (steps of
/// equal size to and fro), so its steps get the length that the last one
/// suggests. It goes on until they are at the level of rounding.
fn maximize_penalized(
    model: &Model<'_>,
    start: Vec<f64>,
    constraint: Option<&[f64]>,
) -> Result<Top, Undefined> {
    let width = model.width;
    let mut coefficients = start;
    let mut slope = penalized(model, &coefficients)?;
    let mut best = f64::INFINITY;
    let mut stalled = 0;
    let mut relaxation = 1.0;
    let (mut last_step, mut last_share) = (None::<Vec<f64>>, 1.0);
    for iteration in 1..=2000 {
        let factor =
            Cholesky::new(&slope.information, width, 0.0).map_err(|_| Undefined::DidNotConverge)?;
        let (step, multiplier) = constrained_step(&factor, &slope.score, constraint);
        let largest = step.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        if let Some(before) = &last_step {
            relaxation = secant_length(before, &step, last_share).unwrap_or(1.0);
        }
        let mut share = if relaxation * largest > 5.0 { 5.0 / largest } else { relaxation };
        loop {
            let moved: Vec<f64> =
                coefficients.iter().zip(&step).map(|(b, s)| b + share * s).collect();
            let there = penalized(model, &moved);
            let tolerance = 1e-12 * slope.log_likelihood.abs().max(1.0);
            match there {
                Ok(next) if next.log_likelihood >= slope.log_likelihood - tolerance => {
                    (coefficients, slope) = (moved, next);
                    break;
                }
                _ if share < 1e-8 => return Err(Undefined::DidNotConverge),
                _ => share *= 0.5,
            }
        }
        last_share = share;
        last_step = Some(step);
        let scale = 1.0 + coefficients.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        stalled = if largest < 0.9 * best { 0 } else { stalled + 1 };
        best = best.min(largest);
        if largest <= 1e-15 * scale || (largest <= 1e-12 * scale && stalled > 3) {
            let penalized = slope.log_likelihood;
            return Ok(Top { coefficients, penalized, multiplier, factor, iterations: iteration });
        }
    }
    Err(Undefined::DidNotConverge)
}
