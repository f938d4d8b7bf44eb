//! Every threshold and choice that makes a result, in one value.
//!
//! A result names the protocol that made it: [`Protocol::fingerprint`] changes
//! whenever a number or a choice does.

mod cytotoxicity;
pub mod laboratory;
pub mod preset;

use serde::{Deserialize, Serialize};

use crate::engine::digest::sha256;
use crate::engine::quantity::{Impossible, Quantity};
pub use cytotoxicity::{AtLeast, CytotoxicityRule};

/// Version of the rules below, raised whenever their meaning changes.
pub const RULES_VERSION: u32 = 1;

/// Where a cut-off comes from. What a published source states, and its citation, are in
/// [`preset::Preset`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The paper whose classification this is.
    Han2025,
    /// Given by the user, for the user's laboratory.
    OwnLaboratory,
    /// A laboratory in Japan.
    Yamada2003,
    /// A laboratory in Sydney.
    King2010,
    /// A laboratory in Seoul.
    Cheil2010,
    /// A review.
    Habets2022,
    /// A laboratory in Chicago.
    Winger2011,
    /// Tried by the user in the place of the laboratory's: nobody's cut-off.
    WhatIf,
}

/// One threshold: a value is high when it is strictly greater.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cutoff {
    /// The threshold, in the unit of the quantity it is compared with.
    pub value: f64,
    /// Who set it.
    pub source: Source,
}

/// All thresholds and choices behind a result.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Protocol {
    /// NK cell level, percent of lymphocytes.
    pub nk_percent: Cutoff,
    /// NK cytotoxicity at 50:1, percent lysis.
    pub nk_cyto_50: Cutoff,
    /// NK cytotoxicity at 25:1, percent lysis.
    pub nk_cyto_25: Cutoff,
    /// NK cytotoxicity at 12.5:1, percent lysis.
    pub nk_cyto_12_5: Cutoff,
    /// Th1/Th2 ratio.
    pub th1_th2_ratio: Cutoff,
    /// How the three cytotoxicity values make one finding.
    pub cytotoxicity_rule: CytotoxicityRule,
    /// Losses that make recurrent pregnancy loss; 2 by the abstract of Han 2025.
    pub minimum_losses: u32,
    /// Confidence level of every interval.
    pub interval_level: f64,
}

/// A protocol that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{self:?}")]
pub enum ProtocolError {
    /// A cut-off is not a possible value of its quantity.
    Cutoff {
        /// The quantity whose cut-off it is.
        quantity: Quantity,
        /// The cut-off that was given.
        value: f64,
        /// Why it is refused.
        why: Impossible,
    },
    /// The confidence level is not between 0.5 and 1, both excluded.
    IntervalLevel(f64),
}

impl Default for Protocol {
    /// The cut-offs of Han 2025, figure 2. The cytotoxicity rule is ours: the
    /// most sensitive one, because the paper states none.
    fn default() -> Self {
        let han = |value| Cutoff { value, source: Source::Han2025 };
        Protocol {
            nk_percent: han(16.1),
            nk_cyto_50: han(34.3),
            nk_cyto_25: han(23.8),
            nk_cyto_12_5: han(9.6),
            th1_th2_ratio: han(36.2),
            cytotoxicity_rule: CytotoxicityRule::Any,
            minimum_losses: 2,
            interval_level: 0.95,
        }
    }
}

impl Protocol {
    /// The cut-off of a laboratory quantity; `None` for the others.
    #[must_use]
    pub fn cutoff(&self, quantity: Quantity) -> Option<Cutoff> {
        match quantity {
            Quantity::NkPercent => Some(self.nk_percent),
            Quantity::NkCyto50 => Some(self.nk_cyto_50),
            Quantity::NkCyto25 => Some(self.nk_cyto_25),
            Quantity::NkCyto12_5 => Some(self.nk_cyto_12_5),
            Quantity::Th1Th2Ratio => Some(self.th1_th2_ratio),
            _ => None,
        }
    }

    /// The same protocol with another cut-off, of the source that the user says: an
    /// own number that equals a published one is still the laboratory's own.
    #[must_use]
    pub fn with_cutoff(mut self, quantity: Quantity, value: f64, source: Source) -> Self {
        self.set_cutoff(quantity, Cutoff { value, source });
        self
    }

    fn set_cutoff(&mut self, quantity: Quantity, cutoff: Cutoff) {
        match quantity {
            Quantity::NkPercent => self.nk_percent = cutoff,
            Quantity::NkCyto50 => self.nk_cyto_50 = cutoff,
            Quantity::NkCyto25 => self.nk_cyto_25 = cutoff,
            Quantity::NkCyto12_5 => self.nk_cyto_12_5 = cutoff,
            Quantity::Th1Th2Ratio => self.th1_th2_ratio = cutoff,
            _ => {}
        }
    }

    /// Checks what a script or a file may have got wrong.
    ///
    /// # Errors
    /// The first cut-off outside its possible range, or the interval level
    /// outside (0.5, 1).
    pub fn validate(&self) -> Result<(), ProtocolError> {
        for quantity in Quantity::LABORATORY {
            if let Some(cutoff) = self.cutoff(quantity) {
                let value = cutoff.value;
                quantity.check(value).map_err(|why| ProtocolError::Cutoff {
                    quantity,
                    value,
                    why,
                })?;
            }
        }
        if !(self.interval_level > 0.5 && self.interval_level < 1.0) {
            return Err(ProtocolError::IntervalLevel(self.interval_level));
        }
        Ok(())
    }

    /// SHA-256 over all rules and numbers, as 64 hexadecimal digits. The same
    /// numbers give the same digits whoever set them.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let canonical = format!(
            "rules {RULES_VERSION}; nk_percent > {}; nk_cyto_50 > {}; nk_cyto_25 > {}; \
             nk_cyto_12_5 > {}; th1_th2_ratio > {}; cytotoxicity {}; losses >= {}; level {}",
            self.nk_percent.value,
            self.nk_cyto_50.value,
            self.nk_cyto_25.value,
            self.nk_cyto_12_5.value,
            self.th1_th2_ratio.value,
            self.cytotoxicity_rule.word(),
            self.minimum_losses,
            self.interval_level,
        );
        sha256(&canonical)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn fingerprint_follows_every_choice() {
        let base = Protocol::default();
        let mut seen = vec![base.fingerprint()];
        for quantity in Quantity::LABORATORY {
            seen.push(base.with_cutoff(quantity, 12.0, Source::OwnLaboratory).fingerprint());
        }
        for rule in &CytotoxicityRule::ALL[1..] {
            seen.push(Protocol { cytotoxicity_rule: *rule, ..base }.fingerprint());
        }
        seen.push(Protocol { minimum_losses: 3, ..base }.fingerprint());
        seen.push(Protocol { interval_level: 0.9, ..base }.fingerprint());
        let n = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), n);
        assert_eq!(seen[0].len(), 64);
    }

    #[test]
    fn a_cutoff_is_of_the_source_that_was_said_whatever_its_number() {
        let base = Protocol::default();
        let own = base.with_cutoff(Quantity::NkPercent, 16.1, Source::OwnLaboratory);
        assert_eq!(own.nk_percent, Cutoff { value: 16.1, source: Source::OwnLaboratory });
        assert_ne!(own, base);
        assert_eq!(own.fingerprint(), base.fingerprint(), "the numbers are the same");
        let han = own.with_cutoff(Quantity::NkPercent, 16.1, Source::Han2025);
        assert_eq!(han, base);
    }

    #[test]
    fn impossible_protocols_are_refused() {
        let base = Protocol::default();
        assert_eq!(base.validate(), Ok(()));
        let own = |quantity, value| base.with_cutoff(quantity, value, Source::OwnLaboratory);
        assert!(own(Quantity::NkPercent, 161.0).validate().is_err());
        assert!(own(Quantity::Th1Th2Ratio, f64::NAN).validate().is_err());
        for level in [0.0, 0.5, 1.0, f64::NAN] {
            assert!(Protocol { interval_level: level, ..base }.validate().is_err());
        }
    }
}
