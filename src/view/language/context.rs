//! What the paper and others say, and what they do not.

use crate::engine::protocol::CytotoxicityRule;
use crate::engine::published::Rank;
use crate::engine::record::Etiology;
use crate::engine::rules::profile::ImmuneProfile;
use crate::view::language::verdict::Others;
use crate::view::patient::positions::Body;

/// What the numbers of a fact are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Live births in her class, which is open.
    OpenClass,
    /// Live births in her class.
    HerClass(ImmuneProfile),
    /// What the study prints of her class, which is not hers to read.
    PrintedClass(ImmuneProfile),
    /// Live births of treated women.
    Treated,
    /// Live births of untreated women.
    Untreated,
    /// Women with an abnormality among those of an etiology.
    Abnormal(Etiology),
    /// Who was analyzed.
    Analyzed,
    /// Age, body mass index, previous losses.
    OtherFactors,
}

/// A sentence of the context that holds no number of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statement {
    /// There is no rate while her class is open.
    OpenClass,
    /// No rate of the study is shown for her class.
    NoRateShown,
    /// A value in doubt or not understood comes first.
    CheckFirst,
    /// The cut-offs are not the study's.
    OtherCutoffs,
    /// Her etiology is known, and the study prints no such rate.
    KnownEtiology,
    /// Her etiology is not stated, and the rate is of idiopathic losses.
    EtiologyNotStated,
    /// Her etiology is not stated, and the rate is of both etiologies.
    RateOfBoth,
    /// The types of abnormality do not differ.
    TypesDoNotDiffer,
    /// There is no interval without the number of women.
    NoInterval,
    /// Nobody had this combination.
    NoPatient,
    /// How a caption is read.
    CaptionRead,
    /// There is no rate for this class.
    NoRate,
    /// Whom the untreated women are taken for.
    UntreatedRead,
    /// The two rates do not differ.
    NotSignificant,
    /// Why their difference is no effect.
    NoEffect,
    /// What the authors conclude.
    Conclusion,
    /// What age, body mass index and previous losses did.
    OtherFactors,
    /// What of the paper was available.
    Provenance,
    /// When the positions were collected.
    Collected,
}

/// What the paper and others say.
pub trait ContextWords {
    /// What the numbers of a fact are about.
    fn subject(&self, subject: Subject) -> String;
    /// The same of two rates that stand beside each other, in percent.
    fn against(&self, treated: &str, untreated: &str) -> String;
    /// A sentence without numbers.
    fn statement(&self, statement: Statement) -> String;
    /// That every woman of the study had so many losses or more.
    fn more_losses(&self, minimum: u32) -> String;
    /// That another rule for cytotoxicity gives another class.
    fn another_class(&self, others: Others<'_>) -> String;
    /// With which rule the class was made, and whether the other three give it too.
    fn made_with(&self, rule: CytotoxicityRule, all_agree: bool) -> String;
    /// The rate of a class among seven, in percent.
    fn class_rate(&self, percent: &str, etiology: Etiology, rank: Rank) -> String;
    /// How many women the seven classes share.
    fn shared_women(&self, women: u32) -> String;
    /// The rate of treated women, in percent.
    fn treated_rate(&self, percent: &str) -> String;
    /// The rate of untreated women, in percent.
    fn untreated_rate(&self, percent: &str) -> String;
    /// The counts behind a rate, and how many women they are of.
    fn counted(&self, fraction: &str, total: &str, treated: bool) -> String;
    /// An interval by its level that follows from inferred counts.
    fn interval_of_counts(&self, level: f64, interval: &str) -> String;
    /// A percentage with its interval.
    fn with_interval(&self, percent: &str, level: f64, interval: &str) -> String;
    /// How many women were screened.
    fn screened(&self, women: u32) -> String;
    /// How many of them are in the analysis, and how many are not.
    fn enrolled(&self, women: u32, others: u32) -> String;
    /// Who says something of these tests or of IVIG, and when.
    fn body(&self, body: Body) -> String;
    /// What they say.
    fn position(&self, body: Body) -> String;
}
