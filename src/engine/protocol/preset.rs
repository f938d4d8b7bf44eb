//! Cut-offs of other sources, as they state them.
//!
//! They are not interchangeable: gates, units and readouts differ. A test that
//! a source gives no readable cut-off for stays undefined in its preset.

use serde::{Deserialize, Serialize};

use super::{Cutoff, Protocol, Source};
use crate::engine::quantity::Quantity;

/// The cut-offs of one source.
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
    /// A review that tabulates the 12 % of other laboratories (Spain, Iran, Korea).
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

    /// The publication that states the cut-offs; `None` where it is not verified, so
    /// that nobody takes it over into a manuscript.
    #[must_use]
    pub fn reference(self) -> Option<&'static str> {
        match self {
            Preset::Konyang => {
                Some("Han JW et al., Front Endocrinol 2025;16:1546602, caption of figure 2")
            }
            Preset::Yamada2003 => None,
            Preset::King2010 => Some("King 2010, Hum Reprod, dep349"),
            Preset::Cheil2010 => Some("Cheil (Seoul) 2010, Korean J Reprod Med 37:115"),
            Preset::Habets2022 => Some("Habets 2022, Allergy Asthma Clin Immunol 18:23, table 1"),
            Preset::Winger2011 => Some("Winger 2011, Am J Reprod Immunol 65:610"),
        }
    }

    /// What keeps its cut-off from being the same measurement: specimen, denominator,
    /// gate, or what it was chosen for. Empty for the paper.
    #[must_use]
    pub fn caveat(self) -> &'static str {
        match self {
            Preset::Konyang => "",
            Preset::Yamada2003 => {
                "reference not verified, not for a manuscript; its relative risks are of biochemical \
                 loss and of miscarriage with a normal karyotype"
            }
            Preset::King2010 => "luteal sample; chosen for a specificity of 97.0%",
            Preset::Cheil2010 => {
                "printed as % of PBMC, which is not the denominator of % of lymphocytes"
            }
            Preset::Habets2022 => "a review that tabulates others’ 12%, not a laboratory",
            Preset::Winger2011 => "stimulated by PMA and ionomycin; gate printed as CD3+ CD8",
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

    /// A source is either verified or says that it is not, and each but the paper says
    /// why its cut-off is of another measurement.
    #[test]
    fn presets_say_what_they_are_not() {
        for preset in Preset::ALL {
            assert_eq!(preset.caveat().is_empty(), preset == Preset::Konyang);
            let is_marked = preset.caveat().contains("not verified");
            assert_eq!(preset.reference().is_none(), is_marked, "{preset:?}");
        }
        assert!(Preset::Cheil2010.caveat().contains("PBMC"));
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
