//! Axes: where a value stands between two ends, and the ticks.

use super::{LETTER, number};
use crate::view::format;

/// How an axis is divided and its ticks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Division {
    /// Equal steps, as numbers.
    Linear,
    /// Equal steps, shares written as percentages.
    Percent,
    /// Equal factors.
    Logarithmic,
}

/// How values become places.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Value at the left or lower end.
    pub from: f64,
    /// Value at the right or upper end.
    pub to: f64,
    /// Whether equal ratios take equal room.
    pub is_logarithmic: bool,
    /// Values with their labels.
    pub ticks: Vec<(f64, String)>,
}

/// A logarithmic axis shows at most this factor to both sides of the middle of what it
/// holds; what lies beyond ends in an arrow.
const WIDEST_FACTOR: f64 = 1e4;

/// More steps than this leave no room for labels between them on a phone.
const MOST_STEPS: f64 = 6.0;

/// Doublings are written as fractions from here to its inverse; further out nobody reads
/// them as such.
const LARGEST_DOUBLING: f64 = 128.0;

impl Axis {
    /// Shares from 0 to a round share that holds the largest one.
    #[must_use]
    pub fn shares(largest: f64) -> Self {
        let steps = [0.02, 0.05, 0.1, 0.2, 0.25];
        let step = steps.into_iter().find(|step| largest <= 5.0 * step).unwrap_or(0.25);
        let to = ((largest / step - 1e-9).ceil() * step).clamp(step, 1.0);
        Axis::in_steps([0.0, to], step, format::whole_percent)
    }

    /// Shares from a round share that holds the lowest one, up to 1.
    #[must_use]
    pub fn shares_above(lowest: f64) -> Self {
        let from = ((lowest + 1e-9) * 5.0).floor().clamp(0.0, 4.0) / 5.0;
        let step = if from > 0.5 { 0.1 } else { 0.2 };
        Axis::in_steps([from, 1.0], step, format::whole_percent)
    }

    /// Values around zero, as far to both sides.
    #[must_use]
    pub fn around_zero(largest: f64) -> Self {
        let step = round_step(largest / 2.0);
        let to = ((largest / step - 1e-9).ceil() * step).max(step);
        let decimals = usize::from(step < 1.0);
        Axis::in_steps([-to, to], step, |value| format::decimal(value + 0.0, decimals))
    }

    /// Values from 0 to a round number that holds the largest one.
    #[must_use]
    pub fn from_zero(largest: f64) -> Self {
        let step = round_step(largest / 4.0);
        let to = ((largest / step - 1e-9).ceil() * step).max(step);
        let decimals = if step < 0.1 { 2 } else { usize::from(step < 1.0) };
        Axis::in_steps([0.0, to], step, |value| format::decimal(value, decimals))
    }

    /// Ratios, 1 among them, from one half to 2 at least.
    #[must_use]
    pub fn ratios(values: impl Iterator<Item = f64>) -> Self {
        let shown = values.filter(|value| value.is_finite() && *value > 0.0);
        let shown = shown.map(|value| value.clamp(1.0 / LARGEST_DOUBLING, LARGEST_DOUBLING));
        Axis::holding(Division::Logarithmic, shown.chain([0.5, 2.0]))
    }

    /// An axis from one round value to another that holds all of these, as far as they
    /// can be shown: infinite ones, and on a logarithmic axis those up to zero, cannot.
    #[must_use]
    pub fn holding(division: Division, values: impl Iterator<Item = f64>) -> Self {
        let is_shown =
            |value: &f64| value.is_finite() && (division != Division::Logarithmic || *value > 0.0);
        let shown: Vec<f64> = values.filter(is_shown).collect();
        let ends = ends(&shown).unwrap_or([0.5, 1.0]);
        if division == Division::Logarithmic {
            return Axis::factors(within_reach(ends, &shown));
        }
        let [low, high] = apart(ends, division);
        let step = round_step((high - low) / 5.0);
        // An end that is a tick but for the last digit of its binary fraction stays there.
        let from = (low / step + 1e-9).floor() * step;
        let to = (high / step - 1e-9).ceil() * step;
        Axis::in_steps([from, to], step, |value| label(division, value, step))
    }

    fn in_steps([from, to]: [f64; 2], step: f64, label: impl Fn(f64) -> String) -> Self {
        let ticks = steps_of(from, to, step).map(|value| (value, label(value)));
        Axis { from, to, is_logarithmic: false, ticks: ticks.collect() }
    }

    /// Doublings or quadruplings where few of them are enough, else powers of ten;
    /// equal steps where less than a doubling is shown.
    fn factors([low, high]: [f64; 2]) -> Self {
        if high <= 2.0 * low {
            let [low, high] = apart([low, high], Division::Logarithmic);
            let step = round_step((high - low) / 5.0);
            let from = (low / step + 1e-9).floor() * step;
            let from = if from > 0.0 { from } else { low };
            let to = (high / step - 1e-9).ceil() * step;
            let label = |value| label(Division::Linear, value, step);
            return Axis { is_logarithmic: true, ..Axis::in_steps([from, to], step, label) };
        }
        let is_near_1 = 1.0 / LARGEST_DOUBLING <= low && high <= LARGEST_DOUBLING;
        for base in [2.0, 4.0] {
            let exponents = exponents([low, high], base);
            if is_near_1 && exponents[1] - exponents[0] <= MOST_STEPS {
                return Axis::powers(exponents, base, format::ratio_tick);
            }
        }
        let exponents = exponents([low, high], 10.0);
        let every = ((exponents[1] - exponents[0]) / MOST_STEPS).ceil().max(1.0);
        let [from, to] = exponents.map(|exponent| exponent / every);
        Axis::powers([from.floor(), to.ceil()], power(10.0, every), |value| {
            label(Division::Linear, value, value)
        })
    }

    fn powers([from, to]: [f64; 2], base: f64, label: impl Fn(f64) -> String) -> Self {
        let values = steps_of(from, to, 1.0).map(|exponent| power(base, exponent));
        let ticks = values.map(|value| (value, label(value))).collect();
        Axis { from: power(base, from), to: power(base, to), is_logarithmic: true, ticks }
    }

    /// The ticks that are labelled where the axis is so many CSS pixels long: all of them,
    /// or every second or third, so that no label runs into the next.
    pub fn labels(&self, length: f64) -> impl Iterator<Item = &(f64, String)> {
        let steps = number(self.ticks.len().saturating_sub(1).max(1));
        let letters = self.ticks.iter().map(|tick| tick.1.chars().count()).max().unwrap_or(0);
        let needed = LETTER * number(letters) * steps / length;
        let every = (1..self.ticks.len()).find(|&every| needed <= number(every));
        self.ticks.iter().step_by(every.unwrap_or(1))
    }

    /// How far along the axis a value stands, from 0 to 1; what lies beyond an
    /// end stands at it.
    #[must_use]
    pub fn place(&self, value: f64) -> f64 {
        let of = |value: f64| if self.is_logarithmic { value.max(1e-300).ln() } else { value };
        let share = (of(value) - of(self.from)) / (of(self.to) - of(self.from));
        if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) }
    }

    /// Whether a value lies beyond an end.
    #[must_use]
    pub fn is_beyond(&self, value: f64) -> bool {
        let room = 1e-9 * (self.to - self.from);
        value < self.from - room.min(1e-9 * self.from.abs()) || value > self.to + room
    }
}

/// The least and the largest value.
fn ends(values: &[f64]) -> Option<[f64; 2]> {
    let low = values.iter().copied().reduce(f64::min)?;
    let high = values.iter().copied().reduce(f64::max)?;
    Some([low, high])
}

/// The ends of a logarithmic axis, drawn in where they lie too far from its middle.
fn within_reach([low, high]: [f64; 2], values: &[f64]) -> [f64; 2] {
    let count = u32::try_from(values.len()).map_or(1.0, f64::from).max(1.0);
    let middle = values.iter().map(|value| value.ln()).sum::<f64>() / count;
    let [least, most] = [middle - WIDEST_FACTOR.ln(), middle + WIDEST_FACTOR.ln()].map(f64::exp);
    [low.max(least), high.min(most)]
}

/// Two ends with room between them, also where all values are one.
fn apart([low, high]: [f64; 2], division: Division) -> [f64; 2] {
    let size = low.abs().max(high.abs());
    if high - low > 1e-9 * size.max(1e-3) {
        return [low, high];
    }
    let margin = if size > 0.0 { 0.1 * size } else { 0.1 };
    let [from, to] = [low - margin, high + margin];
    match division {
        // Shares end where shares end.
        Division::Percent if low >= 0.0 && high <= 1.0 => [from.max(0.0), to.min(1.0)],
        _ => [from, to],
    }
}

/// Whole powers of a base that lie around two values.
fn exponents([low, high]: [f64; 2], base: f64) -> [f64; 2] {
    [(low.ln() / base.ln() + 1e-9).floor(), (high.ln() / base.ln() - 1e-9).ceil()]
}

/// A whole power; of a negative one the nearest number, such as 0.1.
fn power(base: f64, exponent: f64) -> f64 {
    let (mut size, mut left) = (1.0, exponent.abs());
    while left >= 1.0 && size < f64::MAX {
        size *= base;
        left -= 1.0;
    }
    if exponent < 0.0 { 1.0 / size } else { size }
}

/// A tick in digits enough to tell it from the next one.
fn label(division: Division, value: f64, step: f64) -> String {
    let (factor, unit) = if division == Division::Percent { (100.0, "%") } else { (1.0, "") };
    let (value, step) = (factor * value, factor * step);
    if value.abs() >= 1e6 || (step < 1e-4 && value != 0.0) {
        return format!("{}{unit}", format::significant(value, 2));
    }
    let decimals = -(step * 1.000_001).log10().floor();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 6")]
    let decimals = decimals.clamp(0.0, 6.0) as usize;
    format!("{}{unit}", format::decimal(value, decimals))
}

fn steps_of(from: f64, to: f64, step: f64) -> impl Iterator<Item = f64> {
    // Steps are counted, so that their errors do not add up.
    std::iter::successors(Some(0.0), |place: &f64| Some(place + 1.0))
        .map(move |place| from + place * step)
        .take_while(move |value| *value <= to + step / 1e3)
        .take(32)
}

/// A step of 1, 2 or 5 times a power of ten that is no smaller.
fn round_step(least: f64) -> f64 {
    if !(least > 0.0 && least.is_finite()) {
        return 1.0;
    }
    let power = 10f64.powf(least.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= least * 0.999);
    factor.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn labels(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|tick| tick.1.as_str()).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(labels(&Axis::shares(0.42)), ["0%", "10%", "20%", "30%", "40%", "50%"]);
        assert_eq!(labels(&Axis::shares(0.97)), ["0%", "20%", "40%", "60%", "80%", "100%"]);
        assert_eq!(labels(&Axis::shares(0.0)), ["0%", "2%"]);
        assert_eq!(labels(&Axis::shares_above(0.47)), ["40%", "60%", "80%", "100%"]);
        assert_eq!(labels(&Axis::shares_above(0.6)), ["60%", "70%", "80%", "90%", "100%"]);
        assert_eq!(labels(&Axis::shares_above(1.0)), ["80%", "90%", "100%"]);
        assert_eq!(labels(&Axis::ratios([0.3, 4.0].into_iter())), ["1/4", "1/2", "1", "2", "4"]);
        assert_eq!(labels(&Axis::from_zero(37.0)), ["0", "10", "20", "30", "40"]);
        assert_eq!(labels(&Axis::around_zero(0.17)), ["−0.2", "−0.1", "0.0", "0.1", "0.2"]);
    }

    #[test]
    fn an_axis_holds_its_numbers_between_round_ones() {
        for (division, numbers, expected) in [
            (Division::Percent, [0.0, 1.0], &["0%", "20%", "40%", "60%", "80%", "100%"][..]),
            (Division::Percent, [-0.053, 0.089], &["−10%", "−5%", "0%", "5%", "10%"]),
            (Division::Percent, [0.254, 0.366], &["25%", "30%", "35%", "40%"]),
            (Division::Linear, [3.0, 17.0], &["0", "5", "10", "15", "20"]),
            (
                Division::Logarithmic,
                [0.94, 1.12],
                &["0.90", "0.95", "1.00", "1.05", "1.10", "1.15"],
            ),
            (Division::Logarithmic, [0.7, 1.9], &["1/2", "1", "2"]),
            (Division::Logarithmic, [0.02, 30.0], &["1/64", "1/16", "1/4", "1", "4", "16", "64"]),
            (Division::Logarithmic, [0.01, 1000.0], &["0.01", "0.1", "1", "10", "100", "1000"]),
        ] {
            let axis = Axis::holding(division, numbers.into_iter());
            assert_eq!(labels(&axis), expected, "{numbers:?}");
        }
    }

    #[test]
    fn every_axis_has_ticks_and_an_end() {
        for numbers in [
            &[][..],
            &[0.0],
            &[1.0],
            &[0.0, f64::INFINITY],
            &[1e300, 1e-300],
            &[5e-324, 1.0],
            &[f64::NAN],
            &[1.0, 1.0 + 1e-15],
            &[-1e9, 1e9],
        ] {
            for division in [Division::Linear, Division::Percent, Division::Logarithmic] {
                let axis = Axis::holding(division, numbers.iter().copied());
                assert!((2..16).contains(&axis.ticks.len()), "{division:?} {numbers:?} {axis:?}");
                assert!(axis.from < axis.to, "{division:?} {numbers:?} {axis:?}");
                for &number in numbers {
                    assert!((0.0..=1.0).contains(&axis.place(number)), "{division:?} {number}");
                }
            }
        }
    }

    #[test]
    fn ratios_take_equal_room() {
        let axis = Axis::ratios([0.5, 2.0].into_iter());
        assert!((axis.place(1.0) - 0.5).abs() < 1e-12);
        assert!(axis.is_beyond(3.0) && axis.place(f64::INFINITY) >= 1.0);
        assert_eq!(axis.place(0.0).to_bits(), 0f64.to_bits());
    }
}
