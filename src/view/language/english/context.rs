//! What the paper and others say, in English.

use super::verdict::{others_say, quoted_rule};
use super::{English, positions};
use crate::engine::protocol::CytotoxicityRule;
use crate::engine::published::Rank;
use crate::engine::record::Etiology;
use crate::view::language::context::{ContextWords, Statement, Subject};
use crate::view::language::verdict::Others;
use crate::view::patient::positions::Body;
use crate::view::words;

impl ContextWords for English {
    fn subject(&self, subject: Subject) -> String {
        match subject {
            Subject::OpenClass => "Live births in her class".to_owned(),
            Subject::HerClass(class) => {
                format!("Live births in this class, {}", words::profile(class))
            }
            Subject::PrintedClass(class) => {
                format!("What the study prints of the class {}", words::profile(class))
            }
            Subject::Treated => "Live births, treated with IVIG".to_owned(),
            Subject::Untreated => "Live births, not treated with IVIG".to_owned(),
            Subject::Abnormal(Etiology::Idiopathic) => {
                "At least one abnormality, idiopathic losses".to_owned()
            }
            Subject::Abnormal(Etiology::Known) => {
                "At least one abnormality, known etiology".to_owned()
            }
            Subject::Analyzed => "Who was analyzed".to_owned(),
            Subject::OtherFactors => "Age, BMI, previous losses".to_owned(),
        }
    }

    fn against(&self, treated: &str, untreated: &str) -> String {
        format!("{treated} against {untreated}")
    }

    fn statement(&self, statement: Statement) -> String {
        match statement {
            Statement::OpenClass => "not determinable while her class is open",
            Statement::NoRateShown => "no rate of the study is shown for her class",
            Statement::CheckFirst => {
                "a value in doubt or not understood has to be checked first: see above"
            }
            Statement::OtherCutoffs => {
                "the study used its own cut-offs and its own laboratory. This class was made with \
                 other cut-offs, so no rate of the study belongs to it"
            }
            Statement::KnownEtiology => {
                "her etiology is known: for women with a known etiology the abstract prints no rate \
                 of any class, so none is hers"
            }
            Statement::EtiologyNotStated => {
                "her etiology is not stated; what the abstract prints of classes is of idiopathic \
                 losses and applies only if hers are idiopathic"
            }
            Statement::RateOfBoth => {
                "her etiology is not stated, and this rate is of both etiologies together"
            }
            Statement::TypesDoNotDiffer => {
                "differences between the types of abnormality were not significant"
            }
            Statement::NoInterval => {
                "the number of women is not stated, so no confidence interval can be given"
            }
            Statement::NoPatient => {
                "no patient in the study had this combination: there is no rate"
            }
            Statement::CaptionRead => "the caption is read as: without a high NK cell level",
            Statement::NoRate => "the abstract and the captions state no rate for this class",
            Statement::UntreatedRead => "read as the women without an abnormality",
            Statement::NotSignificant => "the difference is not significant",
            Statement::NoEffect => {
                "every woman with an abnormality was treated, so there was no untreated group with \
                 an abnormality: treated women with an abnormality stand beside untreated women \
                 without one. It is not an effect of IVIG"
            }
            Statement::Conclusion => {
                "the authors conclude that IVIG appears to improve live births"
            }
            Statement::OtherFactors => {
                "higher age and higher BMI had a negative effect on the outcome of the pregnancy; \
                 the number of previous losses made no significant difference"
            }
            Statement::Provenance => {
                "From the abstract and the figure captions; the full text was not available. One \
                 Korean center, 2007 to 2020, women with two or more losses, first pregnancy after \
                 the work-up. The cut-offs belong to the laboratory of that center: the same values \
                 from another laboratory may be of another class."
            }
            Statement::Collected => {
                "Collected in November 2026; what came later is not known here. “Second hand” was \
                 read in a text that quotes the source, not in the source."
            }
        }
        .to_owned()
    }

    fn more_losses(&self, minimum: u32) -> String {
        format!("every woman of the study had {minimum} or more losses")
    }

    fn another_class(&self, others: Others<'_>) -> String {
        format!("another rule for cytotoxicity gives another class: {}", others_say(others))
    }

    fn made_with(&self, rule: CytotoxicityRule, all_agree: bool) -> String {
        let agreement = if all_agree { "; the other three give it too" } else { "" };
        format!(
            "how the study combined the three ratios for cytotoxicity is not known here; this class \
             was made with the rule “{}”{agreement}",
            quoted_rule(rule)
        )
    }

    fn class_rate(&self, percent: &str, etiology: Etiology, rank: Rank) -> String {
        let group = match etiology {
            Etiology::Idiopathic => "idiopathic losses",
            Etiology::Known => "known etiology",
        };
        let rank = match rank {
            Rank::Highest => "highest",
            Rank::Lowest => "lowest",
        };
        format!("{percent} of women with {group}, treated with IVIG: the {rank} of seven subgroups")
    }

    fn shared_women(&self, women: u32) -> String {
        format!(
            "the seven subgroups share {women} women, so several hold few; the highest and the lowest \
             of seven always differ, also by chance alone"
        )
    }

    fn treated_rate(&self, percent: &str) -> String {
        format!("{percent} of women with at least one abnormality, who were treated with IVIG")
    }

    fn untreated_rate(&self, percent: &str) -> String {
        format!("{percent} of women not treated with IVIG, both etiologies together")
    }

    fn counted(&self, fraction: &str, total: &str, treated: bool) -> String {
        let group = if treated { "treated" } else { "untreated" };
        format!("{fraction}, if all {total} {group} women are counted")
    }

    fn interval_of_counts(&self, level: f64, interval: &str) -> String {
        format!("{} {interval}, from the inferred counts", words::wilson(level))
    }

    fn with_interval(&self, percent: &str, level: f64, interval: &str) -> String {
        format!("{percent}, {} {interval}", words::wilson(level))
    }

    fn screened(&self, women: u32) -> String {
        format!("{women} women were screened")
    }

    fn enrolled(&self, women: u32, others: u32) -> String {
        format!(
            "{women} of them are in the analysis, those with a full work-up and a known outcome; \
             {others} are not"
        )
    }

    fn body(&self, body: Body) -> String {
        positions::said(body).0.to_owned()
    }

    fn position(&self, body: Body) -> String {
        positions::said(body).1.to_owned()
    }
}
