//! A seeded generator of random numbers, the same natively and in a browser.

/// The generator xoshiro256++ of Blackman and Vigna, seeded by `SplitMix64`.
///
/// Not for secrets. The same seed gives the same numbers on every machine,
/// because only whole-number arithmetic is used.
///
/// # References
/// Blackman D, Vigna S, ACM Trans Math Softw 2021;47(4):36,
/// doi:10.1145/3460772.
/// Steele GL, Lea D, Flood CH, OOPSLA 2014;453, doi:10.1145/2660193.2660195.
///
/// # Examples
/// ```
/// use rpl_immune_profile::engine::stats::random::Random;
///
/// let mut one = Random::new(2_026);
/// let mut other = Random::new(2_026);
/// assert_eq!(one.next_u64(), other.next_u64());
/// assert!(one.below(6) < 6);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// The generator that belongs to a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut counter = seed;
        let state = std::array::from_fn(|_| {
            counter = counter.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = counter;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        });
        Random { state }
    }

    /// The next 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let result = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        result
    }

    /// A number evenly distributed from 0 up to but not including 1, in steps
    /// of 2^-53.
    pub fn unit(&mut self) -> f64 {
        super::count(self.next_u64() >> 11) * 2f64.powi(-53)
    }

    /// A whole number evenly distributed below `bound`; 0 where `bound` is 0.
    ///
    /// # References
    /// Lemire D, ACM Trans Model Comput Simul 2019;29:3, doi:10.1145/3230636.
    pub fn below(&mut self, bound: u64) -> u64 {
        let mut product = u128::from(self.next_u64()) * u128::from(bound);
        if low_half(product) < bound {
            // Rejection keeps every number exactly equally likely.
            let threshold = bound.wrapping_neg() % bound;
            while low_half(product) < threshold {
                product = u128::from(self.next_u64()) * u128::from(bound);
            }
        }
        low_half(product >> 64)
    }

    /// A place in a list of so many, each equally likely.
    #[expect(clippy::cast_possible_truncation, reason = "below a usize")]
    pub(crate) fn place(&mut self, of: usize) -> usize {
        self.below(of as u64) as usize
    }
}

/// The low 64 bits.
#[expect(clippy::cast_possible_truncation, reason = "the low half is what is wanted")]
fn low_half(wide: u128) -> u64 {
    wide as u64
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// `SplitMix64` from seed 0 starts with e220a8397b1dcdaf, 6e789e6aa1b965f4,
    /// 06c45d188009454f, f88bb8a8724c81ec (the published test vector); the first
    /// number of xoshiro256++ is rotl(s0 + s3, 23) + s0.
    #[test]
    fn the_first_number_follows_from_the_published_vector() {
        let (first, last) = (0xe220_a839_7b1d_cdaf_u64, 0xf88b_b8a8_724c_81ec_u64);
        let expected = first.wrapping_add(last).rotate_left(23).wrapping_add(first);
        assert_eq!(Random::new(0).next_u64(), expected);
    }

    /// The C source of xoshiro256++ with state {1, 2, 3, 4}, as in the test of
    /// Rust's `rand_xoshiro`.
    #[test]
    fn the_sequence_is_that_of_the_published_source() {
        let mut random = Random { state: [1, 2, 3, 4] };
        let expected: [u64; 10] = [
            41_943_041,
            58_720_359,
            3_588_806_011_781_223,
            3_591_011_842_654_386,
            9_228_616_714_210_784_205,
            9_973_669_472_204_895_162,
            14_011_001_112_246_962_877,
            12_406_186_145_184_390_807,
            15_849_039_046_786_891_736,
            10_450_023_813_501_588_000,
        ];
        for number in expected {
            assert_eq!(random.next_u64(), number);
        }
    }

    #[test]
    fn numbers_below_a_bound_are_even() {
        let mut random = Random::new(1);
        let mut faces = [0u32; 6];
        for _ in 0..60_000 {
            faces[usize::try_from(random.below(6)).expect("small")] += 1;
        }
        // Chi-square with 5 degrees of freedom: 20.5 leaves 0.1 %.
        let chi: f64 = faces.iter().map(|&n| (f64::from(n) - 1e4).powi(2) / 1e4).sum();
        assert!(chi < 20.5, "{faces:?}");
        assert_eq!((random.below(1), random.below(0)), (0, 0));
    }

    #[test]
    fn units_stay_below_one_and_average_a_half() {
        let mut random = Random::new(7);
        let mean = (0..10_000).map(|_| random.unit()).sum::<f64>() / 1e4;
        assert!((0.49..0.51).contains(&mean), "{mean}");
        assert!((0..1_000).all(|_| (0.0..1.0).contains(&random.unit())));
    }
}
