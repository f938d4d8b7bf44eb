//! Axes: where a value stands between two ends, and the ticks.

use crate::view::format;

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

/// The values that ticks of a logarithmic axis may stand at: doublings.
const RATIOS: [f64; 15] = [
    0.007_812_5,
    0.015_625,
    0.031_25,
    0.0625,
    0.125,
    0.25,
    0.5,
    1.0,
    2.0,
    4.0,
    8.0,
    16.0,
    32.0,
    64.0,
    128.0,
];

impl Axis {
    /// Shares from 0 to a round share that holds the largest one.
    #[must_use]
    pub fn shares(largest: f64) -> Self {
        let steps = [0.02, 0.05, 0.1, 0.2, 0.25];
        let step = steps.into_iter().find(|step| largest <= 5.0 * step).unwrap_or(0.25);
        let to = ((largest / step - 1e-9).ceil() * step).clamp(step, 1.0);
        let label = |value: f64| (value, format::whole_percent(value));
        Axis {
            from: 0.0,
            to,
            is_logarithmic: false,
            ticks: steps_of(0.0, to, step).map(label).collect(),
        }
    }

    /// Shares from a round share that holds the lowest one, up to 1.
    #[must_use]
    pub fn shares_above(lowest: f64) -> Self {
        let from = ((lowest + 1e-9) * 5.0).floor().clamp(0.0, 4.0) / 5.0;
        let step = if from > 0.5 { 0.1 } else { 0.2 };
        let label = |value: f64| (value, format::whole_percent(value));
        Axis {
            from,
            to: 1.0,
            is_logarithmic: false,
            ticks: steps_of(from, 1.0, step).map(label).collect(),
        }
    }

    /// Values around zero, as far to both sides.
    #[must_use]
    pub fn around_zero(largest: f64) -> Self {
        let step = round_step(largest / 2.0);
        let to = ((largest / step - 1e-9).ceil() * step).max(step);
        let label = |value: f64| (value, format::decimal(value + 0.0, usize::from(step < 1.0)));
        Axis {
            from: -to,
            to,
            is_logarithmic: false,
            ticks: steps_of(-to, to, step).map(label).collect(),
        }
    }

    /// Values from 0 to a round number that holds the largest one.
    #[must_use]
    pub fn from_zero(largest: f64) -> Self {
        let step = round_step(largest / 4.0);
        let to = ((largest / step - 1e-9).ceil() * step).max(step);
        let decimals = if step < 0.1 { 2 } else { usize::from(step < 1.0) };
        let label = |value: f64| (value, format::decimal(value, decimals));
        Axis {
            from: 0.0,
            to,
            is_logarithmic: false,
            ticks: steps_of(0.0, to, step).map(label).collect(),
        }
    }

    /// Ratios, 1 among them.
    #[must_use]
    pub fn ratios(values: impl Iterator<Item = f64>) -> Self {
        let (mut low, mut high) = (0.5, 2.0);
        for value in values.filter(|value| value.is_finite() && *value > 0.0) {
            low = value.min(low);
            high = value.max(high);
        }
        let from = RATIOS.into_iter().rfind(|&ratio| ratio <= low).unwrap_or(RATIOS[0]);
        let to = RATIOS.into_iter().find(|&ratio| ratio >= high).unwrap_or(RATIOS[14]);
        let inside = RATIOS.into_iter().filter(|ratio| (from..=to).contains(ratio));
        Axis {
            from,
            to,
            is_logarithmic: true,
            ticks: inside.map(|ratio| (ratio, super::super::format::ratio_tick(ratio))).collect(),
        }
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
        value < self.from || value > self.to
    }
}

fn steps_of(from: f64, to: f64, step: f64) -> impl Iterator<Item = f64> {
    std::iter::successors(Some(0.0), |place: &f64| Some(place + 1.0))
        .map(move |place| from + place * step)
        .take_while(move |value| *value <= to + step / 1e3)
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
    fn ratios_take_equal_room() {
        let axis = Axis::ratios([0.5, 2.0].into_iter());
        assert!((axis.place(1.0) - 0.5).abs() < 1e-12);
        assert!(axis.is_beyond(3.0) && axis.place(f64::INFINITY) >= 1.0);
        assert_eq!(axis.place(0.0).to_bits(), 0f64.to_bits());
    }
}
