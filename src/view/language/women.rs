//! What the open file holds of women like the one in hand.

use crate::engine::peers::Likeness;
use crate::engine::record::Outcome;
use crate::engine::stats::Undefined;

/// A text about the women of the open file that is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WomenText {
    /// The title of the section.
    Title,
    /// How a file comes to be open.
    NoFile,
    /// That her class is not determinable, so that nobody is like her.
    ClassOpen,
    /// That a value in doubt comes first.
    CheckFirst,
    /// That the file is being read.
    Reading,
    /// That the women are being counted.
    Counting,
    /// That the file is not in memory any more.
    Gone,
    /// That these are past women, and no prediction.
    PastWomen,
    /// What counts, what is left out, and which rules classify.
    HowCounted,
    /// How a rate is shrunken.
    Formula,
    /// What the table holds.
    Table,
    /// Over the groups.
    Group,
    /// Over how many women a group has.
    InFile,
    /// Over who of them is in no rate.
    LeftOut,
    /// Over the live births.
    Births,
    /// Over the shrunken rate.
    Shrunken,
    /// Every woman with a class.
    Everyone,
    /// Women of her class.
    OfClass,
    /// Women of her class, age and number of losses.
    LikeHer,
    /// That age or losses are not given, so that there is no such group.
    NotGiven,
    /// That the women are made up.
    Synthetic,
}

/// Groups whose rates are shrunken alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The classes.
    Classes,
    /// The combinations of class, age and losses.
    Combinations,
}

/// What the open file holds of women like her.
pub trait WomenWords {
    /// A text that is always the same.
    fn women(&self, text: WomenText) -> String;
    /// As of which file it is.
    fn as_of_file(&self, name: &str) -> String;
    /// What makes a woman like her, as far as it is known: class, age, losses.
    fn likeness(&self, likeness: &Likeness, with_age_and_losses: bool) -> String;
    /// An outcome that is in no rate, and how many women have it.
    fn left_out(&self, outcome: Option<Outcome>, n: u32) -> String;
    /// How many women have no determinable class.
    fn without_class(&self, n: u32) -> String;
    /// How many women the common rate counts for; `None` where groups do not differ more
    /// than chance makes them.
    fn weight(&self, kind: Kind, women: Option<&str>) -> String;
    /// That rates of a kind are not shrunken, and why.
    fn not_shrunken(&self, kind: Kind, why: Undefined) -> String;
    /// Why there is no shrunken rate.
    fn no_rate(&self, why: Undefined) -> String;
    /// A confidence interval by its level.
    fn wilson(&self, level: f64, interval: &str) -> String;
    /// A credible interval by its level.
    fn credible(&self, level: f64, interval: &str) -> String;
}
