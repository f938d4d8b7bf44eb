//! Colors of figures. The same class has the same color everywhere. Each is a custom
//! property of the page's style sheet too, which no canvas can read.

use plotters::style::RGBColor;

use crate::engine::cohort::tally::Stratum;
use crate::engine::rules::profile::ImmuneProfile;

/// The colors of one appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Background.
    pub paper: RGBColor,
    /// Text and marks that matter.
    pub ink: RGBColor,
    /// Secondary text.
    pub muted: RGBColor,
    /// Grid lines.
    pub grid: RGBColor,
    appearance: Appearance,
}

/// Which of its colors a class or a part of the cohort has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Appearance {
    Light,
    Dark,
    Gray,
}

impl Theme {
    /// Dark marks on white; also for print and files.
    pub const LIGHT: Theme = Theme {
        paper: RGBColor(255, 255, 255),
        ink: RGBColor(22, 34, 46),
        muted: RGBColor(84, 99, 114),
        grid: RGBColor(222, 228, 234),
        appearance: Appearance::Light,
    };

    /// Light marks on a dark ground.
    pub const DARK: Theme = Theme {
        paper: RGBColor(24, 32, 41),
        ink: RGBColor(230, 237, 243),
        muted: RGBColor(158, 172, 186),
        grid: RGBColor(51, 63, 76),
        appearance: Appearance::Dark,
    };

    /// Grays on white, for journals that print no color. They are no conversion of the
    /// colors, which are nearly the same gray: what stands in one legend is apart in
    /// lightness.
    pub const GRAY: Theme = Theme {
        paper: RGBColor(255, 255, 255),
        ink: RGBColor(0, 0, 0),
        muted: RGBColor(110, 110, 110),
        grid: RGBColor(225, 225, 225),
        appearance: Appearance::Gray,
    };

    /// The color of a class, after Okabe and Ito's palette for the color-blind;
    /// lighter on a dark ground.
    #[must_use]
    pub fn profile(self, profile: ImmuneProfile) -> RGBColor {
        let (light, dark, gray) = match profile {
            ImmuneProfile::Normal => ((96, 110, 124), (165, 178, 190), 115),
            ImmuneProfile::Nk => ((0, 98, 155), (86, 170, 226), 45),
            ImmuneProfile::Cytotoxicity => ((194, 80, 0), (238, 130, 60), 95),
            ImmuneProfile::Th1Th2 => ((0, 126, 92), (52, 186, 146), 148),
            ImmuneProfile::NkCytotoxicity => ((163, 73, 124), (221, 147, 189), 65),
            ImmuneProfile::NkTh1Th2 => ((30, 130, 176), (126, 204, 240), 130),
            ImmuneProfile::CytotoxicityTh1Th2 => ((168, 116, 0), (236, 186, 70), 80),
            ImmuneProfile::All => ((98, 72, 168), (172, 150, 236), 0),
        };
        self.pick(light, dark, gray)
    }

    /// The color of a part of the cohort.
    #[must_use]
    pub fn stratum(self, stratum: Stratum) -> RGBColor {
        let (light, dark, gray) = match stratum {
            Stratum::All => ((22, 34, 46), (230, 237, 243), 0),
            Stratum::Idiopathic => ((0, 98, 155), (86, 170, 226), 64),
            Stratum::Known => ((194, 80, 0), (238, 130, 60), 148),
            Stratum::NotStated => ((96, 110, 124), (165, 178, 190), 106),
        };
        self.pick(light, dark, gray)
    }

    /// Every color with the custom property of the page's style sheet that it equals.
    #[must_use]
    pub fn properties(self) -> Vec<(&'static str, RGBColor)> {
        let mut found = vec![
            ("--panel", self.paper),
            ("--ink", self.ink),
            ("--muted", self.muted),
            ("--figure-grid", self.grid),
        ];
        found.extend(ImmuneProfile::ALL.map(|profile| {
            let name = match profile {
                ImmuneProfile::Normal => "--class-normal",
                ImmuneProfile::Nk => "--class-nk",
                ImmuneProfile::Cytotoxicity => "--class-cytotoxicity",
                ImmuneProfile::Th1Th2 => "--class-th1-th2",
                ImmuneProfile::NkCytotoxicity => "--class-nk-cytotoxicity",
                ImmuneProfile::NkTh1Th2 => "--class-nk-th1-th2",
                ImmuneProfile::CytotoxicityTh1Th2 => "--class-cytotoxicity-th1-th2",
                ImmuneProfile::All => "--class-all",
            };
            (name, self.profile(profile))
        }));
        found.extend(Stratum::ALL.map(|stratum| {
            let name = match stratum {
                Stratum::All => "--stratum-all",
                Stratum::Idiopathic => "--stratum-idiopathic",
                Stratum::Known => "--stratum-known",
                Stratum::NotStated => "--stratum-not-stated",
            };
            (name, self.stratum(stratum))
        }));
        found
    }

    fn pick(self, light: (u8, u8, u8), dark: (u8, u8, u8), gray: u8) -> RGBColor {
        let (red, green, blue) = match self.appearance {
            Appearance::Light => light,
            Appearance::Dark => dark,
            Appearance::Gray => (gray, gray, gray),
        };
        RGBColor(red, green, blue)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// WCAG 2.2, relative luminance and contrast ratio.
    fn contrast_with_white(RGBColor(level, ..): RGBColor) -> f64 {
        let share = f64::from(level) / 255.0;
        let luminance =
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) };
        1.05 / (luminance + 0.05)
    }

    #[test]
    fn grays_are_gray_seen_on_white_and_apart_where_they_share_a_legend() {
        let gray = Theme::GRAY;
        for (name, color) in gray.properties() {
            let RGBColor(red, green, blue) = color;
            assert!(red == green && green == blue, "{name}");
            let is_ground = name == "--panel" || name == "--figure-grid";
            assert!(is_ground || contrast_with_white(color) >= 3.0, "{name}");
        }
        let strata = Stratum::ALL.map(|stratum| gray.stratum(stratum));
        let single = [ImmuneProfile::Nk, ImmuneProfile::Cytotoxicity, ImmuneProfile::Th1Th2];
        let single = single.map(|profile| gray.profile(profile));
        // Beside the accent stand the ink and the secondary text.
        let accent = [gray.stratum(Stratum::Idiopathic), gray.ink, gray.muted];
        for legend in [&strata[..], &single, &accent] {
            for (place, one) in legend.iter().enumerate() {
                for other in &legend[place + 1..] {
                    assert!(one.0.abs_diff(other.0) >= 42, "{one:?} {other:?}");
                }
            }
        }
    }
}
