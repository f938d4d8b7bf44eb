//! Made-up cohorts, the same for the same seed. No number here is of a patient,
//! and none is taken from a study: the files only have the shape of real ones.

use std::fmt::Write as _;

/// A small generator (xorshift64*), enough to make up files.
pub(crate) struct Dice(u64);

impl Dice {
    /// The dice of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Uniform on [0, 1).
    pub(crate) fn unit(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 40;
        f64::from(u32::try_from(bits).expect("24 bits")) / f64::from(1 << 24)
    }

    /// One of the numbers from 0 to below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        let step = self.unit();
        (1..n)
            .take_while(|&place| {
                f64::from(u32::try_from(place).expect("few"))
                    <= step * f64::from(u32::try_from(n).expect("few"))
            })
            .count()
    }

    /// True with a probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Roughly normal: the sum of twelve uniform numbers.
    pub(crate) fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        let sum: f64 = (0..12).map(|_| self.unit()).sum();
        mean + deviation * (sum - 6.0)
    }
}

/// A cohort file of `n` rows in the canonical columns.
pub(crate) fn cohort(n: usize, seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let mut file = String::from(
        "patient_id,age_years,bmi,previous_losses,etiology,nk_percent,nk_cyto_50,nk_cyto_25,\
         nk_cyto_12_5,th1_th2_ratio,ivig,outcome,fetal_karyotype\n",
    );
    for number in 1..=n {
        row(&mut file, &mut dice, number);
    }
    file
}

fn row(file: &mut String, dice: &mut Dice, number: usize) {
    let age = dice.normal(34.0, 4.0).clamp(21.0, 45.0).round();
    let bmi = dice.normal(22.0, 2.8).clamp(16.0, 38.0);
    let losses = 2 + usize::from(dice.chance(0.45)) + usize::from(dice.chance(0.2));
    let causes =
        ["thyroid", "uterine anomaly", "antiphospholipid syndrome", "thrombophilia", "multiple"];
    let etiology = if dice.chance(0.48) { "idiopathic" } else { causes[dice.below(causes.len())] };
    let nk = dice.normal(12.6, 4.2).clamp(2.0, 40.0);
    // Killing follows the NK level and falls with the effector-to-target ratio.
    let nk_cyto_50 = dice.normal(21.0 + 0.55 * (nk - 12.6), 6.5).clamp(4.0, 70.0);
    let nk_cyto_25 = nk_cyto_50 * dice.normal(0.64, 0.05).clamp(0.4, 0.9);
    let lysis_12 = nk_cyto_25 * dice.normal(0.42, 0.06).clamp(0.2, 0.9);
    let ratio = dice.normal(27.0, 6.5).clamp(8.0, 70.0);
    let lysis_is_high = nk_cyto_50 > 34.3 || nk_cyto_25 > 23.8 || lysis_12 > 9.6;
    let is_abnormal = nk > 16.1 || lysis_is_high || ratio > 36.2;
    let ivig = if is_abnormal { "yes" } else { "no" };
    let birth = dice.chance((0.82 - 0.02 * (age - 34.0)).clamp(0.1, 0.95));
    let outcome = match (dice.unit(), birth) {
        (u, _) if u < 0.03 => "",
        (u, _) if u < 0.05 => "ongoing",
        (_, true) => "live_birth",
        (u, false) if u < 0.9 => "miscarriage",
        (_, false) => "biochemical_loss",
    };
    let karyotype = match outcome {
        "miscarriage" if dice.chance(0.6) => {
            if dice.chance(0.5) {
                "aneuploid"
            } else {
                "normal"
            }
        }
        _ => "",
    };
    let missing = dice.chance(0.04);
    let ratio = if missing { String::new() } else { format!("{ratio:.1}") };
    writeln!(
        file,
        "SYNTHETIC-{number:03},{age},{bmi:.1},{losses},{etiology},{nk:.1},{nk_cyto_50:.1},{nk_cyto_25:.1},\
         {lysis_12:.1},{ratio},{ivig},{outcome},{karyotype}"
    )
    .expect("writing to a String cannot fail");
}

/// The example that the page offers: a small cohort, and below it a few rows
/// with the mistakes that real files have. The seed is one that gives nearly every class
/// of the published cohort and live birth rates that do not differ: made-up women
/// must not look as if they showed anything.
pub(crate) fn example() -> String {
    let mut file = cohort(30, 511);
    file.push_str(
        "SYNTHETIC-031,33,21.4,1,idiopathic,11.2,20.4,13.9,6.1,24.8,no,live_birth,\n\
         SYNTHETIC-032,36,23.0,2,idiopathic,0.17,22.1,14.0,6.3,28.1,no,live_birth,\n\
         SYNTHETIC-033,31,20.8,3,idiopathic,high,25.0,16.2,7.0,30.5,no,miscarriage,\n\
         SYNTHETIC-005,35,22.2,2,thyroid,13.0,21.9,14.4,6.2,26.0,no,live_birth,\n\
         SYNTHETIC-034,38,24.9,2,idiopathic,12.1,162,14.8,6.6,25.7,no,live_birth,\n\
         SYNTHETIC-035,29,19.9,4,idiopathic,14.4,18.2,21.7,6.4,27.3,no,unknown,\n",
    );
    file
}
