//! Axes whose ends and ticks follow from the numbers they have to hold.

use serde::{Deserialize, Serialize};

use crate::view::format;

/// How an axis is divided and its ticks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// Equal steps, as numbers.
    Linear,
    /// Equal steps, shares written as percentages.
    Percent,
    /// Equal factors.
    Logarithmic,
}

/// A logarithmic axis shows at most this factor around the middle of what it
/// holds; what lies beyond ends in an arrow.
const WIDEST_FACTOR: f64 = 1e4;

/// An axis between two places of a surface.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    axis: Axis,
    /// The least and the largest value, on the scale of the axis.
    from: f64,
    to: f64,
    pub(super) left: f64,
    pub(super) right: f64,
}

impl Span {
    /// The axis that holds these numbers, as far as they can be shown.
    pub(super) fn new(axis: Axis, numbers: &[f64], left: f64, right: f64) -> Self {
        let scaled: Vec<f64> = numbers
            .iter()
            .map(|&number| scale(axis, number))
            .filter(|number| number.is_finite())
            .collect();
        let mut from = scaled.iter().copied().fold(f64::INFINITY, f64::min);
        let mut to = scaled.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if from > to {
            (from, to) = (0.0, 1.0);
        }
        if axis == Axis::Logarithmic {
            let middle = mean(&scaled).unwrap_or(f64::midpoint(from, to));
            from = from.max(middle - WIDEST_FACTOR.ln());
            to = to.min(middle + WIDEST_FACTOR.ln());
        }
        let least = 1e-9 * from.abs().max(to.abs()).max(1e-3);
        let margin = if to - from > least { 0.04 * (to - from) } else { (0.1 * to.abs()).max(0.1) };
        let mut span = Span { axis, from: from - margin, to: to + margin, left, right };
        if axis == Axis::Percent {
            // Shares end where shares end, unless differences are shown.
            if from >= 0.0 {
                span.from = span.from.max(0.0);
            }
            if to <= 1.0 {
                span.to = span.to.min(1.0);
            }
        }
        span
    }

    /// Where a value stands; at the end of the axis, if it lies beyond.
    pub(super) fn x(&self, value: f64) -> f64 {
        let share = (scale(self.axis, value) - self.from) / (self.to - self.from);
        let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        self.left + share * (self.right - self.left)
    }

    /// Whether a value lies on the axis.
    pub(super) fn holds(&self, value: f64) -> bool {
        let scaled = scale(self.axis, value);
        let room = 1e-9 * (self.to - self.from);
        (self.from - room..=self.to + room).contains(&scaled)
    }

    /// The ticks with their labels, not closer than their labels are wide.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        let room = ((self.right - self.left) / 58.0).clamp(2.0, 8.0);
        match self.axis {
            Axis::Logarithmic => self.logarithmic_ticks(),
            Axis::Linear | Axis::Percent => self.linear_ticks(room),
        }
    }

    fn linear_ticks(&self, room: f64) -> Vec<(f64, String)> {
        let raw = (self.to - self.from) / room;
        let power = ten_to(raw.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .map(|factor| factor * power)
            .find(|step| *step >= raw * 0.999)
            .unwrap_or(10.0 * power);
        let first = (self.from / step - 1e-9).ceil();
        let mut ticks = Vec::new();
        let mut place = 0.0;
        while (first + place) * step <= self.to + 1e-9 * step && ticks.len() < 20 {
            let value = (first + place) * step;
            ticks.push((value, self.label(value, step)));
            place += 1.0;
        }
        ticks
    }

    fn label(&self, value: f64, step: f64) -> String {
        let (value, step, unit) = match self.axis {
            Axis::Percent => (100.0 * value, 100.0 * step, "%"),
            _ => (value, step, ""),
        };
        if value.abs() >= 1e6 || (step < 1e-4 && value != 0.0) {
            return format!("{}{unit}", format::significant(value, 2));
        }
        let decimals = -(step * 1.000_001).log10().floor();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 6")]
        let decimals = decimals.clamp(0.0, 6.0) as usize;
        format!("{}{unit}", format::decimal(value, decimals))
    }

    fn logarithmic_ticks(&self) -> Vec<(f64, String)> {
        let is_inside = |value: f64| (self.from..=self.to).contains(&value.ln());
        let lowest = (self.from / std::f64::consts::LN_10).floor();
        let highest = (self.to / std::f64::consts::LN_10).ceil();
        let choices: [&[f64]; 4] = [
            &[1.0, 1.2, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0],
            &[1.0, 1.5, 2.0, 3.0, 5.0],
            &[1.0, 2.0, 5.0],
            &[1.0],
        ];
        for every in [1.0, 2.0, 3.0, 4.0] {
            for factors in choices {
                if every > 1.0 && factors.len() > 1 {
                    continue;
                }
                let mut ticks = Vec::new();
                let mut exponent = lowest;
                while exponent <= highest {
                    if (exponent / every).fract() == 0.0 {
                        for factor in factors {
                            // The nearest number to the power, such as 0.1, not
                            // a product that misses it.
                            let value = if exponent < 0.0 {
                                factor / ten_to(-exponent)
                            } else {
                                factor * ten_to(exponent)
                            };
                            if is_inside(value) {
                                ticks.push((value, tick_text(value)));
                            }
                        }
                    }
                    exponent += 1.0;
                }
                if !ticks.is_empty() && self.are_apart(&ticks) {
                    return ticks;
                }
            }
        }
        Span { axis: Axis::Linear, from: self.from.exp(), to: self.to.exp(), ..*self }
            .linear_ticks(2.0)
    }

    fn are_apart(&self, ticks: &[(f64, String)]) -> bool {
        ticks.windows(2).all(|pair| self.x(pair[1].0) - self.x(pair[0].0) >= 38.0)
    }
}

fn tick_text(value: f64) -> String {
    if (1e-4..1e6).contains(&value) { format!("{value}") } else { format::significant(value, 1) }
}

fn scale(axis: Axis, value: f64) -> f64 {
    match axis {
        Axis::Linear | Axis::Percent => value,
        Axis::Logarithmic => value.ln(),
    }
}

fn mean(numbers: &[f64]) -> Option<f64> {
    let n = u32::try_from(numbers.len()).ok().filter(|&n| n > 0)?;
    Some(numbers.iter().sum::<f64>() / f64::from(n))
}

/// Ten to a whole power; a loop is a fraction of the size of the general one.
fn ten_to(power: f64) -> f64 {
    let mut value = 1.0;
    let mut left = power.abs();
    while left >= 1.0 && value < f64::MAX {
        value *= 10.0;
        left -= 1.0;
    }
    if power < 0.0 { 1.0 / value } else { value }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn labels(axis: Axis, numbers: &[f64]) -> Vec<String> {
        let span = Span::new(axis, numbers, 0.0, 400.0);
        span.ticks().into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn ticks_are_round() {
        for (axis, numbers, expected) in [
            (Axis::Percent, [0.0, 1.0], &["0%", "20%", "40%", "60%", "80%", "100%"][..]),
            (Axis::Percent, [-0.053, 0.089], &["−5%", "0%", "5%"]),
            (Axis::Linear, [3.0, 17.0], &["5", "10", "15"]),
            (Axis::Logarithmic, [0.7, 1.9], &["0.8", "1", "1.2", "1.5"]),
            (Axis::Logarithmic, [0.01, 100.0], &["0.01", "0.1", "1", "10", "100"]),
        ] {
            assert_eq!(labels(axis, &numbers), expected, "{numbers:?}");
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
            for axis in [Axis::Linear, Axis::Percent, Axis::Logarithmic] {
                let span = Span::new(axis, numbers, 10.0, 300.0);
                assert!(span.ticks().len() < 30, "{axis:?} {numbers:?}");
                for &number in numbers {
                    assert!((10.0..=300.0).contains(&span.x(number)), "{axis:?} {number}");
                }
            }
        }
    }
}
