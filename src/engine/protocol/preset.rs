//! Cut-offs of published sources, as they state them: one row a source.
//!
//! They are not interchangeable: gates, units and readouts differ. A test that
//! a source gives no readable cut-off for stays undefined in its preset.

use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Cutoff, Protocol, Source};
use crate::engine::quantity::Quantity;

/// What one published source states; one word to the outside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preset {
    source: Source,
    word: &'static str,
    /// Cheil prints its percent of another denominator, and Habets tabulates those of others.
    is_laboratory: bool,
    reference: Option<&'static str>,
    caveat: &'static str,
    /// Empty for the paper, whose five are those of [`Protocol::default`].
    stated: &'static [(Quantity, f64)],
}

impl Preset {
    /// Every preset, the paper's first.
    pub const ALL: [Preset; 6] = [
        // Konyang.
        Preset {
            source: Source::Han2025,
            word: "konyang",
            is_laboratory: true,
            reference: Some("Han JW et al., Front Endocrinol 2025;16:1546602, caption of figure 2"),
            caveat: "",
            stated: &[],
        },
        // Japan. Its cytotoxicity, by chromium release, has no effector-to-target ratio in
        // the abstract and stays undefined.
        Preset {
            source: Source::Yamada2003,
            word: "yamada2003",
            is_laboratory: true,
            reference: None,
            caveat: "reference not verified, not for a manuscript; its relative risks are of \
                     biochemical loss and of miscarriage with a normal karyotype",
            stated: &[(Quantity::NkPercent, 16.4)],
        },
        // Sydney: 97 % specific against controls.
        Preset {
            source: Source::King2010,
            word: "king2010",
            is_laboratory: true,
            reference: Some("King 2010, Hum Reprod, dep349"),
            caveat: "luteal sample; chosen for a specificity of 97.0%",
            stated: &[(Quantity::NkPercent, 18.0)],
        },
        // Cheil, Seoul.
        Preset {
            source: Source::Cheil2010,
            word: "cheil2010",
            is_laboratory: false,
            reference: Some("Cheil (Seoul) 2010, Korean J Reprod Med 37:115"),
            caveat: "printed as % of PBMC, which is not the denominator of % of lymphocytes",
            stated: &[(Quantity::NkPercent, 12.1)],
        },
        // Laboratories in Spain, Iran and Korea.
        Preset {
            source: Source::Habets2022,
            word: "habets2022",
            is_laboratory: false,
            reference: Some("Habets 2022, Allergy Asthma Clin Immunol 18:23, table 1"),
            caveat: "a review that tabulates others’ 12%, not a laboratory",
            stated: &[(Quantity::NkPercent, 12.0)],
        },
        // Chicago: stimulation and gate differ from Konyang's.
        Preset {
            source: Source::Winger2011,
            word: "winger2011",
            is_laboratory: true,
            reference: Some("Winger 2011, Am J Reprod Immunol 65:610"),
            caveat: "stimulated by PMA and ionomycin; gate printed as CD3+ CD8",
            stated: &[(Quantity::Th1Th2Ratio, 30.6)],
        },
    ];

    /// The preset of a source; `None` where nothing is published.
    #[must_use]
    pub fn of(source: Source) -> Option<Self> {
        Preset::ALL.into_iter().find(|preset| preset.source == source)
    }

    /// The source.
    #[must_use]
    pub fn source(self) -> Source {
        self.source
    }
    /// Whether its cut-offs are a laboratory's own and in the units of the page.
    #[must_use]
    pub fn is_laboratory(self) -> bool {
        self.is_laboratory
    }

    /// The cut-off for a quantity; `None` where the source states none.
    #[must_use]
    pub fn cutoff(self, quantity: Quantity) -> Option<Cutoff> {
        if self.source == Source::Han2025 {
            return Protocol::default().cutoff(quantity);
        }
        let (_, value) = self.stated.iter().find(|(its, _)| *its == quantity)?;
        Some(Cutoff { value: *value, source: self.source })
    }

    /// The word that files and scripts use.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.word
    }

    /// The publication that states the cut-offs; `None` where it is not verified, so
    /// that nobody takes it over into a manuscript.
    #[must_use]
    pub fn reference(self) -> Option<&'static str> {
        self.reference
    }

    /// What keeps its cut-off from being the same measurement: specimen, denominator,
    /// gate, or what it was chosen for. Empty for the paper.
    #[must_use]
    pub fn caveat(self) -> &'static str {
        self.caveat
    }
}

impl Serialize for Preset {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word)
    }
}

impl<'de> Deserialize<'de> for Preset {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Preset::ALL
            .into_iter()
            .find(|preset| preset.word == word)
            .ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&word), &"a preset"))
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

    fn preset(source: Source) -> Preset {
        Preset::of(source).expect("a published source")
    }

    #[test]
    fn presets_state_what_their_sources_state() {
        let stated = |source: Source| -> Vec<f64> {
            Quantity::LABORATORY
                .into_iter()
                .filter_map(|quantity| preset(source).cutoff(quantity))
                .map(|cutoff| {
                    assert_eq!(cutoff.source, source);
                    cutoff.value
                })
                .collect()
        };
        assert_eq!(stated(Source::Han2025).len(), 5);
        assert_eq!(stated(Source::Yamada2003), [16.4]);
        assert_eq!(stated(Source::King2010), [18.0]);
        assert_eq!(stated(Source::Cheil2010), [12.1]);
        assert_eq!(stated(Source::Habets2022), [12.0]);
        assert_eq!(stated(Source::Winger2011), [30.6]);
        assert_eq!(preset(Source::Winger2011).cutoff(Quantity::NkPercent), None);
        for unpublished in [Source::OwnLaboratory, Source::WhatIf] {
            assert_eq!(Preset::of(unpublished), None);
        }
    }

    /// A source is either verified or says that it is not, and each but the paper says
    /// why its cut-off is of another measurement.
    #[test]
    fn presets_say_what_they_are_not() {
        for preset in Preset::ALL {
            assert_eq!(preset.caveat().is_empty(), preset.source() == Source::Han2025);
            let is_marked = preset.caveat().contains("not verified");
            assert_eq!(preset.reference().is_none(), is_marked, "{preset:?}");
        }
        assert!(preset(Source::Cheil2010).caveat().contains("PBMC"));
    }

    #[test]
    fn a_preset_is_one_word_in_a_file() {
        for preset in Preset::ALL {
            let json = serde_json::to_string(&preset).expect("a word");
            assert_eq!(json, format!("\"{}\"", preset.word()));
            assert_eq!(serde_json::from_str::<Preset>(&json).expect("the same"), preset);
        }
    }

    #[test]
    fn a_preset_keeps_what_it_does_not_state() {
        let base = Protocol::default();
        assert_eq!(base.with_preset(preset(Source::Han2025)), base);
        let sydney = base.with_preset(preset(Source::King2010));
        assert_eq!(sydney.nk_percent.source, Source::King2010);
        assert_eq!(sydney.th1_th2_ratio, base.th1_th2_ratio);
        assert!(sydney.validate().is_ok());
        assert_ne!(sydney.fingerprint(), base.fingerprint());
    }
}
