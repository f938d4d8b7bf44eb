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
    is_dark: bool,
}

impl Theme {
    /// Dark marks on white; also for print and files.
    pub const LIGHT: Theme = Theme {
        paper: RGBColor(255, 255, 255),
        ink: RGBColor(22, 34, 46),
        muted: RGBColor(84, 99, 114),
        grid: RGBColor(222, 228, 234),
        is_dark: false,
    };

    /// Light marks on a dark ground.
    pub const DARK: Theme = Theme {
        paper: RGBColor(24, 32, 41),
        ink: RGBColor(230, 237, 243),
        muted: RGBColor(158, 172, 186),
        grid: RGBColor(51, 63, 76),
        is_dark: true,
    };

    /// The color of a class, after Okabe and Ito's palette for the color-blind;
    /// lighter on a dark ground.
    #[must_use]
    pub fn profile(self, profile: ImmuneProfile) -> RGBColor {
        let (light, dark) = match profile {
            ImmuneProfile::Normal => ((96, 110, 124), (165, 178, 190)),
            ImmuneProfile::Nk => ((0, 98, 155), (86, 170, 226)),
            ImmuneProfile::Cytotoxicity => ((194, 80, 0), (238, 130, 60)),
            ImmuneProfile::Th1Th2 => ((0, 126, 92), (52, 186, 146)),
            ImmuneProfile::NkCytotoxicity => ((163, 73, 124), (221, 147, 189)),
            ImmuneProfile::NkTh1Th2 => ((30, 130, 176), (126, 204, 240)),
            ImmuneProfile::CytotoxicityTh1Th2 => ((168, 116, 0), (236, 186, 70)),
            ImmuneProfile::All => ((98, 72, 168), (172, 150, 236)),
        };
        self.pick(light, dark)
    }

    /// The color of a part of the cohort.
    #[must_use]
    pub fn stratum(self, stratum: Stratum) -> RGBColor {
        let (light, dark) = match stratum {
            Stratum::All => ((22, 34, 46), (230, 237, 243)),
            Stratum::Idiopathic => ((0, 98, 155), (86, 170, 226)),
            Stratum::Known => ((194, 80, 0), (238, 130, 60)),
            Stratum::NotStated => ((96, 110, 124), (165, 178, 190)),
        };
        self.pick(light, dark)
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

    fn pick(self, light: (u8, u8, u8), dark: (u8, u8, u8)) -> RGBColor {
        let (red, green, blue) = if self.is_dark { dark } else { light };
        RGBColor(red, green, blue)
    }
}
