//! Cut-offs of other laboratories, as their publications state them.
//!
//! They are not interchangeable: gates, units and readouts differ. A test that
//! a source gives no readable cut-off for stays undefined in its preset.

use serde::{Deserialize, Serialize};

use super::{Cutoff, Protocol, Source};
use crate::engine::quantity::Quantity;

/// A named laboratory's or school's cut-offs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Konyang, the paper: all five.
    Konyang,
    /// Japan: NK level 16.4 %. Its cytotoxicity, by chromium release, has no
    /// effector-to-target ratio in the abstract and stays undefined.
    #[serde(rename = "yamada2003")]
    Yamada2003,
    /// Sydney: NK level 18 %, 97 % specific against controls.
    #[serde(rename = "king2010")]
    King2010,
    /// Cheil, Seoul: NK level 12.1 %, printed as percent of PBMC.
    #[serde(rename = "cheil2010")]
    Cheil2010,
    /// The studies that use 12 % (Spain, Iran, Korea).
    #[serde(rename = "habets2022")]
    Habets2022,
    /// Chicago: Th1/Th2 ratio 30.6; stimulation and gate differ from Konyang's.
    #[serde(rename = "winger2011")]
    Winger2011,
}

impl Preset {
    /// Every preset, the paper's first.
    pub const ALL: [Preset; 6] = [
        Preset::Konyang,
        Preset::Yamada2003,
        Preset::King2010,
        Preset::Cheil2010,
        Preset::Habets2022,
        Preset::Winger2011,
    ];

    /// The cut-off for a quantity; `None` where the source states none.
    #[must_use]
    pub fn cutoff(self, quantity: Quantity) -> Option<Cutoff> {
        let (its, value, source) = match self {
            Preset::Konyang => return Protocol::default().cutoff(quantity),
            Preset::Yamada2003 => (Quantity::NkPercent, 16.4, Source::Yamada2003),
            Preset::King2010 => (Quantity::NkPercent, 18.0, Source::King2010),
            Preset::Cheil2010 => (Quantity::NkPercent, 12.1, Source::Cheil2010),
            Preset::Habets2022 => (Quantity::NkPercent, 12.0, Source::Habets2022),
            Preset::Winger2011 => (Quantity::Th1Th2Ratio, 30.6, Source::Winger2011),
        };
        (its == quantity).then_some(Cutoff { value, source })
    }

    /// The word that files and scripts use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Preset::Konyang => "konyang",
            Preset::Yamada2003 => "yamada2003",
            Preset::King2010 => "king2010",
            Preset::Cheil2010 => "cheil2010",
            Preset::Habets2022 => "habets2022",
            Preset::Winger2011 => "winger2011",
        }
    }

    /// The publication that states the cut-offs.
    #[must_use]
    pub fn citation(self) -> &'static str {
        match self {
            Preset::Konyang => {
                "Han JW et al., Front Endocrinol 2025;16:1546602, caption of figure 2"
            }
            Preset::Yamada2003 => "Yamada 2003, Japan",
            Preset::King2010 => "King 2010, Hum Reprod, dep349",
            Preset::Cheil2010 => "Cheil 2010, Korean J Reprod Med 37:115",
            Preset::Habets2022 => "Habets 2022, AACI 18:23, table 1",
            Preset::Winger2011 => "Winger 2011, AJRI 65:610",
        }
    }
}

impl Protocol {
    /// The same protocol with the cut-offs that a preset states; the others stay.
    #[must_use]
    pub fn with_preset(mut self, preset: Preset) -> Self {
        for quantity in Quantity::LABORATORY {
            if let Some(cutoff) = preset.cutoff(quantity) {
                self.set_cutoff(quantity, cutoff);
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn presets_state_what_their_sources_state() {
        let stated = |preset: Preset| -> Vec<f64> {
            Quantity::LABORATORY
                .into_iter()
                .filter_map(|quantity| preset.cutoff(quantity))
                .map(|cutoff| cutoff.value)
                .collect()
        };
        assert_eq!(stated(Preset::Konyang).len(), 5);
        assert_eq!(stated(Preset::Yamada2003), [16.4]);
        assert_eq!(stated(Preset::King2010), [18.0]);
        assert_eq!(stated(Preset::Cheil2010), [12.1]);
        assert_eq!(stated(Preset::Habets2022), [12.0]);
        assert_eq!(stated(Preset::Winger2011), [30.6]);
        assert_eq!(Preset::Winger2011.cutoff(Quantity::NkPercent), None);
    }

    #[test]
    fn a_preset_keeps_what_it_does_not_state() {
        let base = Protocol::default();
        assert_eq!(base.with_preset(Preset::Konyang), base);
        let sydney = base.with_preset(Preset::King2010);
        assert_eq!(sydney.nk_percent.source, Source::King2010);
        assert_eq!(sydney.th1_th2_ratio, base.th1_th2_ratio);
        assert!(sydney.validate().is_ok());
        assert_ne!(sydney.fingerprint(), base.fingerprint());
    }
}
