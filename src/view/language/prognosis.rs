//! What published models say of the pregnancy that follows.

use crate::engine::published::prognosis::{Group, Model, Silence};

/// A text about the models that is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrognosisText {
    /// The title of the section.
    Title,
    /// What the models are and are not.
    Intro,
    /// That they know nothing of the immune class, and it nothing of them.
    Apart,
    /// What others found of all of them.
    Reviewed,
    /// What the table holds.
    Table,
    /// Over the models.
    Model,
    /// Over what a model says.
    Says,
    /// Over what it asks and for whom it is.
    Asks,
    /// Over how it was tested.
    Tested,
    /// The line that unfolds models that cannot be worked out.
    NotComputable,
    /// What the table of those holds.
    NotComputableTable,
    /// Over what was read of them.
    Read,
    /// Over why they cannot be worked out.
    Why,
    /// That one of the answers of the score is missing.
    Unanswered,
    /// That none of the groups that were read is hers.
    NoGroup,
    /// That her age lies between two ages of the table.
    BetweenAges,
    /// That the source gives no interval.
    NoInterval,
    /// What the small form is for.
    Form,
    /// What becomes of the answers.
    FormForgotten,
}

/// What the small form asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The cycle.
    Cycle,
    /// A live birth before.
    LiveBirth,
    /// Anticardiolipin antibodies.
    Anticardiolipin,
}

/// What published models say, and how sure that is.
pub trait PrognosisWords {
    /// A text that is always the same.
    fn prognosis(&self, text: PrognosisText) -> String;
    /// How what a model says came to be.
    fn model_status(&self, model: Model) -> String;
    /// What a model asks and for whom it is.
    fn model_asks(&self, model: Model) -> String;
    /// How it was tested, and what is against it.
    fn model_tested(&self, model: Model) -> String;
    /// Why it says nothing of her.
    fn silence(&self, model: Model, silence: Silence) -> String;
    /// The predicted share of successful pregnancies.
    fn predicted(&self, percent: &str) -> String;
    /// The same out of 100 women, in both framings.
    fn predicted_of_100(&self, with: &str, without: &str) -> String;
    /// Which women were counted.
    fn counted_group(&self, group: &Group) -> String;
    /// How many of them miscarried and how many did not, with the share that did and its
    /// interval.
    fn miscarried(
        &self,
        miscarried: &str,
        others: &str,
        share: &str,
        level: f64,
        interval: &str,
    ) -> String;
    /// The shares of those who miscarried and of the others at some ages, without counts.
    fn rate_at_age(&self, ages: &str, miscarried: &str, others: &str) -> String;
    /// Ages, or losses, between two limits; an open side is `None`.
    fn band(&self, from: Option<&str>, to: Option<&str>) -> String;
    /// An adjusted odds ratio after so many losses, with its printed interval.
    fn odds_after(&self, losses: f64, value: &str, level: f64, interval: &str) -> String;
    /// What was read of a model that cannot be worked out.
    fn read_of(&self, model: Model) -> String;
    /// Why it cannot.
    fn why_not_computable(&self, model: Model) -> String;
    /// A question of the form.
    fn asked(&self, asked: Asked) -> String;
    /// An answer to it: yes, no, or none given.
    fn answer(&self, asked: Asked, answer: Option<bool>) -> String;
}
