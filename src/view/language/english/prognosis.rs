//! What published models say of the pregnancy that follows, in English.

use super::English;
use crate::engine::cohort::filter::Band;
use crate::engine::published::prognosis::{By, Group, Model, Silence, brigham, quenby};
use crate::view::language::prognosis::{Asked, PrognosisText, PrognosisWords};
use crate::view::{format, words};

impl PrognosisWords for English {
    fn prognosis(&self, text: PrognosisText) -> String {
        match text {
            PrognosisText::Title => "Published prediction models",
            PrognosisText::Intro => {
                "What published models and tables say for her age and number of losses, each with what \
                 it asks, for whom it is, and how it was tested. They describe groups of women, not this \
                 woman."
            }
            PrognosisText::Apart => {
                "These models know nothing of her immune class, and the study of the classes knows \
                 nothing of these models. Neither changes what the other says, and they must not be \
                 combined."
            }
            PrognosisText::Reviewed => {
                "A review found seven prediction models for recurrent pregnancy loss; none was made by \
                 the recommended steps (Youssef, ESHRE, P-419) [published]."
            }
            PrognosisText::Table => "What each model says for this age and number of losses",
            PrognosisText::Model => "Model",
            PrognosisText::Says => "What it says",
            PrognosisText::Asks => "What it asks, and for whom it is",
            PrognosisText::Tested => "How it was tested",
            PrognosisText::NotComputable => "Models that are not worked out here, and why",
            PrognosisText::NotComputableTable => "Models that are not worked out here",
            PrognosisText::Read => "What was read",
            PrognosisText::Why => "Why it is not worked out",
            PrognosisText::Unanswered => {
                "not determinable: three more answers are needed, which can be chosen above"
            }
            PrognosisText::NoGroup => {
                "nothing was read of women of her age or with her number of losses"
            }
            PrognosisText::BetweenAges => {
                "her age is between two ages of the table, so this is interpolated by the plane"
            }
            PrognosisText::NoInterval => "No confidence interval is given by the source.",
            PrognosisText::Form => "Further answers for Quenby and Farquharson 1993",
            PrognosisText::FormForgotten => "They are forgotten with the patient.",
        }
        .to_owned()
    }

    fn model_status(&self, model: Model) -> String {
        match model {
            Model::Brigham1999 => {
                "reconstruction of the published table [computed here]; the table itself was read \
                 second hand"
            }
            Model::Quenby1993 => {
                "score [computed here], as a text that quotes it has it [second hand]"
            }
            Model::Clifford1997 => "counted women [published]",
            Model::Magnus2019 => "rates and odds ratios [published]",
            Model::Koki2025
            | Model::Kolte2021
            | Model::DuFosse2022
            | Model::SugiuraOgasawara2009 => "not worked out",
        }
        .to_owned()
    }

    fn model_asks(&self, model: Model) -> String {
        let whole = |band: Band| {
            let [from, to] = [band.minimum, band.maximum].map(|end| end.map(format::value));
            self.band(from.as_deref(), to.as_deref())
        };
        match model {
            Model::Brigham1999 => format!(
                "Age {} and {} losses. Women with idiopathic losses: 325, of whom 226 conceived. The \
                 table has ages in steps of {} years; beyond its ends nothing is said.",
                whole(brigham::AGES),
                whole(brigham::LOSSES),
                format::value(brigham::AGE_STEP)
            ),
            Model::Quenby1993 => {
                let [least, most] = quenby::RANGE.map(format::whole_percent);
                format!(
                    "Age, {} or more losses, the cycle, an earlier live birth, anticardiolipin \
                     antibodies. It can say {least} to {most}.",
                    format::value(quenby::FEWEST_LOSSES)
                )
            }
            Model::Clifford1997 => {
                "Age or losses. 201 women, 160 of them in a clinic for supportive care. Read were: age \
                 30 or less, 40 or more; 3 losses, 6 or more."
                    .to_owned()
            }
            Model::Magnus2019 => {
                "Age or losses. The general population (421,201). Read were: age 25 to 29, 45 or more; 1 \
                 to 3 losses."
                    .to_owned()
            }
            Model::Koki2025
            | Model::Kolte2021
            | Model::DuFosse2022
            | Model::SugiuraOgasawara2009 => String::new(),
        }
    }

    fn model_tested(&self, model: Model) -> String {
        match model {
            Model::Brigham1999 => format!(
                "The plane is {} points off the {} cells of the table at most; {} of these cells could \
                 be checked. In 739 couples the model overestimated, was too extreme and discriminated \
                 poorly (Youssef 2022) [published].",
                format::value(brigham::LARGEST_ERROR),
                brigham::N_CELLS,
                brigham::N_CHECKED
            ),
            Model::Quenby1993 => "No test in other women was read.".to_owned(),
            Model::Clifford1997 => {
                "Counts, not a model. Each group was made by age alone or by losses alone.".to_owned()
            }
            Model::Magnus2019 => {
                "Not a model. The odds ratios are adjusted; they are read as against women without a \
                 loss [inferred].".to_owned()
            }
            Model::Koki2025
            | Model::Kolte2021
            | Model::DuFosse2022
            | Model::SugiuraOgasawara2009 => String::new(),
        }
    }

    fn silence(&self, model: Model, silence: Silence) -> String {
        let why = match (silence, model) {
            (Silence::NoAge, _) => "her age is not given, or not understood",
            (Silence::NoLosses, _) => "her number of losses is not given, or not understood",
            (Silence::AgeOutside, _) => "her age is beyond the ages of the source",
            (Silence::LossesOutside, Model::Quenby1993) => "the score begins at two losses",
            (Silence::LossesOutside, _) => "her number of losses is beyond those of the source",
        };
        format!("not determinable: {why}")
    }

    fn predicted(&self, percent: &str) -> String {
        format!("Predicted success of the pregnancy that follows: {percent}.")
    }

    fn predicted_of_100(&self, with: &str, without: &str) -> String {
        format!("Of 100 such women, about {with} had success and about {without} had not.")
    }

    fn counted_group(&self, group: &Group) -> String {
        let [from, to] = [group.band.minimum, group.band.maximum].map(|end| end.map(format::value));
        let band = self.band(from.as_deref(), to.as_deref());
        match group.by {
            By::Age => format!("Women aged {band}"),
            By::Losses => format!("Women after {band} losses"),
        }
    }

    fn miscarried(
        &self,
        miscarried: &str,
        others: &str,
        share: &str,
        level: f64,
        interval: &str,
    ) -> String {
        format!(
            "{miscarried} miscarried: {share} ({} {interval}); {others} did not",
            words::wilson(level)
        )
    }

    fn rate_at_age(&self, ages: &str, miscarried: &str, others: &str) -> String {
        format!(
            "Age {ages}: {miscarried} miscarried and {others} did not; the counts were not read."
        )
    }

    fn band(&self, from: Option<&str>, to: Option<&str>) -> String {
        match (from, to) {
            (Some(from), Some(to)) if from == to => from.to_owned(),
            (Some(from), Some(to)) => format!("{from} to {to}"),
            (Some(from), None) => format!("{from} or more"),
            (None, Some(to)) => format!("{to} or less"),
            (None, None) => String::new(),
        }
    }

    fn odds_after(&self, losses: f64, value: &str, level: f64, interval: &str) -> String {
        let losses = if losses > 1.0 {
            format!("{} losses", format::value(losses))
        } else {
            "1 loss".to_owned()
        };
        format!(
            "Adjusted odds ratio of a miscarriage after {losses}: {value} ({} {interval}).",
            words::interval(level)
        )
    }

    fn read_of(&self, model: Model) -> String {
        match model {
            Model::Koki2025 => {
                "1,201 couples. Odds ratios of a pregnancy beyond 24 weeks: age 0.89 a year, body mass \
                 index 0.97 a unit, polycystic ovaries 0.59, each loss 0.79, each live birth 1.21. Area \
                 under the curve 0.65 [published]."
            }
            Model::Kolte2021 => {
                "2,722,441 pregnancies in Denmark. The order of the outcomes mattered more than their \
                 number. Well calibrated; C-index 0.60, positive predictive value 0.45; not \
                 sufficient for one woman [published]."
            }
            Model::DuFosse2022 => {
                "526 couples, 345 (66%) with an ongoing pregnancy. Losses, age and body mass index of \
                 both, smoking, in vitro fertilisation. Area under the curve 0.63, of age and losses \
                 alone 0.57 [published]."
            }
            Model::SugiuraOgasawara2009 => {
                "1,250 with unexplained losses, Japan. Live births in the first pregnancy: 58.4% \
                 at 35 to 39 years, 58.1% from 40 on [published]."
            }
            Model::Brigham1999 | Model::Quenby1993 | Model::Clifford1997 | Model::Magnus2019 => "",
        }
        .to_owned()
    }

    fn why_not_computable(&self, model: Model) -> String {
        match model {
            Model::Koki2025 => {
                "The intercept was not found, and without it odds ratios give no probability."
            }
            Model::Kolte2021 | Model::DuFosse2022 => {
                "The coefficients were not found."
            }
            Model::SugiuraOgasawara2009 => {
                "The formulas in age and losses exist; their coefficients are in a picture that was not \
                 read."
            }
            Model::Brigham1999 | Model::Quenby1993 | Model::Clifford1997 | Model::Magnus2019 => "",
        }
        .to_owned()
    }

    fn asked(&self, asked: Asked) -> String {
        match asked {
            Asked::Cycle => "Menstrual cycle",
            Asked::LiveBirth => "Earlier live birth",
            Asked::Anticardiolipin => "Anticardiolipin antibodies",
        }
        .to_owned()
    }

    fn answer(&self, asked: Asked, answer: Option<bool>) -> String {
        match (asked, answer) {
            (_, None) => "Not stated",
            (Asked::Cycle, Some(true)) => "Regular",
            (Asked::Cycle, Some(false)) => "Rare (oligomenorrhea)",
            (Asked::LiveBirth, Some(true)) => "Yes",
            (Asked::LiveBirth, Some(false)) => "No",
            (Asked::Anticardiolipin, Some(true)) => "Present",
            (Asked::Anticardiolipin, Some(false)) => "Absent",
        }
        .to_owned()
    }
}
