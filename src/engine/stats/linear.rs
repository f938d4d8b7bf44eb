//! Small dense positive definite systems.

/// The Cholesky factor of a symmetric positive definite matrix, row by row.
#[derive(Clone, Debug)]
pub(super) struct Cholesky {
    size: usize,
    lower: Vec<f64>,
}

impl Cholesky {
    /// Factors `matrix` (row by row; only its lower triangle is read). The error
    /// is the first row whose pivot is below `tolerance` times its diagonal: the
    /// row that depends on those before it.
    pub(super) fn new(matrix: &[f64], size: usize, tolerance: f64) -> Result<Self, usize> {
        let mut lower = vec![0.0; size * size];
        for i in 0..size {
            for j in 0..=i {
                let (row, other) = (&lower[i * size..i * size + j], &lower[j * size..j * size + j]);
                let inner: f64 = row.iter().zip(other).map(|(a, b)| a * b).sum();
                let rest = matrix[i * size + j] - inner;
                if i == j {
                    let pivot = rest;
                    if pivot.is_nan() || pivot <= tolerance * matrix[i * size + i] || pivot <= 0.0 {
                        return Err(i);
                    }
                    lower[i * size + i] = pivot.sqrt();
                } else {
                    lower[i * size + j] = rest / lower[j * size + j];
                }
            }
        }
        Ok(Cholesky { size, lower })
    }

    /// Solves the system in place.
    pub(super) fn solve(&self, right: &mut [f64]) {
        let n = self.size;
        for i in 0..n {
            let inner: f64 = (0..i).map(|j| self.lower[i * n + j] * right[j]).sum();
            right[i] = (right[i] - inner) / self.lower[i * n + i];
        }
        for i in (0..n).rev() {
            let inner: f64 = (i + 1..n).map(|j| self.lower[j * n + i] * right[j]).sum();
            right[i] = (right[i] - inner) / self.lower[i * n + i];
        }
    }

    /// The squared length of `L⁻¹ x`, that is `xᵀ A⁻¹ x`; `scratch` holds `L⁻¹ x`.
    pub(super) fn quadratic(&self, x: &[f64], scratch: &mut [f64]) -> f64 {
        let n = self.size;
        let mut sum = 0.0;
        for i in 0..n {
            let row = &self.lower[i * n..i * n + i];
            let inner: f64 = row.iter().zip(&*scratch).map(|(a, b)| a * b).sum();
            let value = (x[i] - inner) / self.lower[i * n + i];
            scratch[i] = value;
            sum += value * value;
        }
        sum
    }

    /// `L⁻¹ x`.
    pub(super) fn forward(&self, x: &[f64]) -> Vec<f64> {
        let mut found = vec![0.0; self.size];
        self.quadratic(x, &mut found);
        found
    }

    /// The inverse matrix, row by row.
    pub(super) fn inverse(&self) -> Vec<f64> {
        let n = self.size;
        let mut inverse = vec![0.0; n * n];
        for j in 0..n {
            let mut column = vec![0.0; n];
            column[j] = 1.0;
            self.solve(&mut column);
            for i in 0..n {
                inverse[i * n + j] = column[i];
            }
        }
        inverse
    }

    /// The logarithm of the determinant.
    pub(super) fn ln_determinant(&self) -> f64 {
        2.0 * (0..self.size).map(|i| self.lower[i * self.size + i].ln()).sum::<f64>()
    }

    /// Each pivot as a share of its diagonal.
    pub(super) fn pivot_shares(&self, matrix: &[f64]) -> Vec<f64> {
        let n = self.size;
        (0..n).map(|i| self.lower[i * n + i].powi(2) / matrix[i * n + i]).collect()
    }
}

/// `M A Mᵀ` for square matrices row by row.
pub(super) fn sandwich(m: &[f64], a: &[f64], size: usize) -> Vec<f64> {
    let product = |left: &[f64], right: &dyn Fn(usize, usize) -> f64| {
        let mut out = vec![0.0; size * size];
        for i in 0..size {
            for j in 0..size {
                out[i * size + j] = (0..size).map(|k| left[i * size + k] * right(k, j)).sum();
            }
        }
        out
    };
    let half = product(m, &|k, j| a[k * size + j]);
    product(&half, &|k, j| m[j * size + k])
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// [[4, 2], [2, 5]]: determinant 16, inverse [[5, −2], [−2, 4]]/16.
    #[test]
    fn two_by_two_by_hand() {
        let found = Cholesky::new(&[4.0, 2.0, 2.0, 5.0], 2, 0.0).expect("definite");
        assert_eq!(found.inverse(), [0.3125, -0.125, -0.125, 0.25]);
        assert!((found.ln_determinant() - 16.0_f64.ln()).abs() < 1e-15);
        assert!((found.quadratic(&[1.0, 1.0], &mut [0.0; 2]) - 0.3125).abs() < 1e-15);
    }

    #[test]
    fn dependence_names_the_row() {
        let dependent = [1.0, 2.0, 3.0, 2.0, 5.0, 7.0, 3.0, 7.0, 10.0];
        assert_eq!(Cholesky::new(&dependent, 3, 1e-12).err(), Some(2));
    }
}
