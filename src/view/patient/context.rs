//! What the paper says of a class, and what it does not.
//!
//! Published, inferred and computed are three things and are marked as such. A rate
//! of the study stands as that of her class only where nothing speaks against it:
//! [`Obstacle`] lists what can.

use crate::engine::protocol::Protocol;
use crate::engine::protocol::laboratory::Difference;
use crate::engine::published::{self, ClassFact, Count, PublishedRate, Rank, Status};
use crate::engine::record::Etiology;
use crate::engine::rules::profile::{ImmuneProfile, Verdict};
use crate::engine::stats::proportion::Proportion;
use crate::view::patient::origin::Origin;
use crate::view::patient::positions::{self, Position};
use crate::view::patient::result::{Outcome, Tone};
use crate::view::{format, words};

/// One piece of a fact, with how it came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// How it came to be; `None` for a remark that states no fact.
    pub origin: Option<Origin>,
    /// The number or statement.
    pub text: String,
}

/// One fact of the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What the numbers are about.
    pub subject: String,
    /// The numbers.
    pub pieces: Vec<Piece>,
    /// Whether the fact is of her class, with nothing that speaks against it.
    pub is_of_class: bool,
}

/// The published context of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The facts, those of the class first.
    pub facts: Vec<Fact>,
    /// What guidelines and other studies say, and when.
    pub positions: &'static [Position],
    /// The source of the facts.
    pub citation: &'static str,
    /// What was and was not available.
    pub provenance: &'static str,
}

/// What is known of the woman beside her laboratory values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Woman {
    /// The stated etiology.
    pub etiology: Option<Etiology>,
    /// How many losses she had, if that is given.
    pub losses: Option<f64>,
}

/// Why a rate of the study is not that of her class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A value draws a question or is not understood.
    Doubt,
    /// A cut-off is not the study's.
    OtherCutoffs,
    /// She has had fewer losses than every woman of the study.
    FewerLosses,
    /// Another rule for cytotoxicity gives another class, and which rule the study
    /// used is not known.
    RulesDiffer,
    /// A cause of her losses is known, and the rate is of idiopathic losses or of
    /// both together.
    KnownEtiology,
    /// Whether a cause is known is not stated.
    EtiologyNotStated,
}

impl Obstacle {
    /// Whether nothing the study prints about a class can be about hers.
    fn forbids_any_rate(self) -> bool {
        match self {
            Obstacle::Doubt | Obstacle::OtherCutoffs | Obstacle::FewerLosses => true,
            Obstacle::RulesDiffer | Obstacle::KnownEtiology | Obstacle::EtiologyNotStated => false,
        }
    }
}

const PROVENANCE: &str = "From the abstract and the figure captions; the full text was not \
    available. One Korean center, 2007 to 2020, women with two or more losses, first pregnancy \
    after the work-up. The cut-offs belong to the laboratory of that center: the same values from \
    another laboratory may be of another class.";

/// Gathers what the paper says of the class in hand and of all women.
#[must_use]
pub fn context(outcome: &Outcome, woman: Woman, protocol: &Protocol) -> Context {
    let mut facts = Vec::new();
    match outcome.verdict {
        Verdict::Determined { profile } => {
            facts.push(class_fact(profile, outcome, &obstacles(outcome, woman, protocol)));
        }
        Verdict::Indeterminate { .. } if outcome.tone == Tone::Empty => {}
        Verdict::Indeterminate { .. } => facts.push(Fact {
            subject: "Live births in her class".to_owned(),
            pieces: vec![piece(None, "not determinable while her class is open")],
            is_of_class: false,
        }),
    }
    facts.push(treated());
    let is_normal = outcome.verdict.profile() == Some(ImmuneProfile::Normal);
    // It stands above already where it is hers.
    if !(is_normal && facts.iter().any(|fact| fact.is_of_class)) {
        facts.push(untreated());
    }
    facts.push(comparison());
    for (etiology, name) in [
        (Etiology::Idiopathic, "At least one abnormality, idiopathic losses"),
        (Etiology::Known, "At least one abnormality, known etiology"),
    ] {
        facts.push(prevalence_fact(name, published::abnormal_women(etiology)));
    }
    facts.extend([who_was_analyzed(), other_factors()]);
    Context {
        facts,
        positions: &positions::POSITIONS,
        citation: words::CITATION,
        provenance: PROVENANCE,
    }
}

/// Everything that keeps a rate of the study from being that of her class.
#[must_use]
pub fn obstacles(outcome: &Outcome, woman: Woman, protocol: &Protocol) -> Vec<Obstacle> {
    let is_fewer = |losses: f64| losses < f64::from(published::MINIMUM_LOSSES);
    let etiology = match woman.etiology {
        Some(Etiology::Idiopathic) => None,
        Some(Etiology::Known) => Some(Obstacle::KnownEtiology),
        None => Some(Obstacle::EtiologyNotStated),
    };
    [
        outcome.has_alarm.then_some(Obstacle::Doubt),
        has_other_cutoffs(protocol).then_some(Obstacle::OtherCutoffs),
        woman.losses.is_some_and(is_fewer).then_some(Obstacle::FewerLosses),
        (!outcome.agreement.is_complete()).then_some(Obstacle::RulesDiffer),
        etiology,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether a cut-off is not the study's, by its number or by who set it.
fn has_other_cutoffs(protocol: &Protocol) -> bool {
    let differences = protocol.differences(&Protocol::default());
    differences.iter().any(|one| matches!(one, Difference::Cutoff(..)))
}

fn piece(origin: Option<Origin>, text: impl Into<String>) -> Piece {
    Piece { origin, text: text.into() }
}

/// What the study prints for a class, and what speaks against reading it as hers.
fn class_fact(profile: ImmuneProfile, outcome: &Outcome, obstacles: &[Obstacle]) -> Fact {
    let class = words::profile(profile);
    let is_of_class = obstacles.is_empty();
    // Whoever reads on past a rate must have read first why it is not hers.
    let mut pieces: Vec<Piece> = obstacles
        .iter()
        .map(|obstacle| piece(None, obstacle_words(*obstacle, profile, outcome)))
        .collect();
    if obstacles.iter().any(|obstacle| obstacle.forbids_any_rate()) {
        pieces.insert(0, piece(None, "no rate of the study is shown for her class"));
    } else {
        pieces.extend(rate_pieces(profile));
    }
    let rule = outcome.rule.name.to_ascii_lowercase();
    let agreement =
        if outcome.agreement.is_complete() { "; the other three give it too" } else { "" };
    pieces.push(piece(
        None,
        format!(
            "how the study combined the three ratios for cytotoxicity is not known here; this class \
             was made with the rule “{rule}”{agreement}"
        ),
    ));
    let subject = if is_of_class {
        format!("Live births in this class, {class}")
    } else {
        format!("What the study prints of the class {class}")
    };
    Fact { subject, pieces, is_of_class }
}

fn obstacle_words(obstacle: Obstacle, profile: ImmuneProfile, outcome: &Outcome) -> String {
    let is_of_both = matches!(published::class_fact(profile), ClassFact::NormalUntreated { .. });
    match obstacle {
        Obstacle::Doubt => {
            "a value in doubt or not understood has to be checked first: see above".to_owned()
        }
        Obstacle::OtherCutoffs => "the study used its own cut-offs and its own laboratory. This \
            class was made with other cut-offs, so no rate of the study belongs to it"
            .to_owned(),
        Obstacle::FewerLosses => {
            format!("every woman of the study had {} or more losses", published::MINIMUM_LOSSES)
        }
        Obstacle::RulesDiffer => {
            let others = outcome.agreement.differing().unwrap_or_default();
            format!("another rule for cytotoxicity gives another class: {others}")
        }
        Obstacle::KnownEtiology => "her etiology is known: for women with a known etiology the \
            abstract prints no rate of any class, so none is hers"
            .to_owned(),
        Obstacle::EtiologyNotStated if is_of_both => {
            "her etiology is not stated, and this rate is \
            of both etiologies together"
                .to_owned()
        }
        Obstacle::EtiologyNotStated => "her etiology is not stated; what the abstract prints of \
            classes is of idiopathic losses and applies only if hers are idiopathic"
            .to_owned(),
    }
}

/// What the study prints of live births in a class.
fn rate_pieces(profile: ImmuneProfile) -> Vec<Piece> {
    match published::class_fact(profile) {
        ClassFact::NormalUntreated { rate } => untreated_pieces(&rate),
        ClassFact::Rate { etiology, rate, rank } => {
            let group = match etiology {
                Etiology::Idiopathic => "idiopathic losses",
                Etiology::Known => "known etiology",
            };
            let rank = match rank {
                Rank::Highest => "highest",
                Rank::Lowest => "lowest",
            };
            let percent = format::printed_percent(rate.percent);
            let women = published::abnormal_women(etiology).events;
            vec![
                piece(
                    Some(Origin::Published),
                    format!(
                        "{percent} of women with {group}, treated with IVIG: the {rank} of seven \
                         subgroups"
                    ),
                ),
                piece(
                    Some(Origin::Published),
                    "differences between the types of abnormality were not significant",
                ),
                piece(
                    Some(Origin::Inferred),
                    format!(
                        "the seven subgroups share {women} women, so several hold few; the highest \
                         and the lowest of seven always differ, also by chance alone"
                    ),
                ),
                piece(
                    None,
                    "the number of women is not stated, so no confidence interval can be given",
                ),
            ]
        }
        ClassFact::NoPatient => vec![
            piece(
                Some(Origin::Published),
                "no patient in the study had this combination: there is no rate",
            ),
            piece(Some(Origin::Inferred), "the caption is read as: without a high NK cell level"),
        ],
        ClassFact::NotReported => {
            vec![piece(None, "the abstract and the captions state no rate for this class")]
        }
    }
}

fn treated() -> Fact {
    let rate = &published::ABNORMAL_TREATED;
    let percent = format::printed_percent(rate.percent);
    let mut pieces = vec![piece(
        Some(Origin::Published),
        format!("{percent} of women with at least one abnormality, who were treated with IVIG"),
    )];
    pieces.extend(count_pieces(rate, "treated"));
    Fact { subject: "Live births, treated with IVIG".to_owned(), pieces, is_of_class: false }
}

fn untreated() -> Fact {
    Fact {
        subject: "Live births, not treated with IVIG".to_owned(),
        pieces: untreated_pieces(&published::NORMAL_UNTREATED),
        is_of_class: false,
    }
}

fn untreated_pieces(rate: &PublishedRate) -> Vec<Piece> {
    let percent = format::printed_percent(rate.percent);
    let mut pieces = vec![
        piece(
            Some(Origin::Published),
            format!("{percent} of women not treated with IVIG, both etiologies together"),
        ),
        piece(Some(Origin::Inferred), "read as the women without an abnormality"),
    ];
    pieces.extend(count_pieces(rate, "untreated"));
    pieces
}

/// The counts behind a rate and their interval, both under one condition.
fn count_pieces(rate: &PublishedRate, group: &str) -> Vec<Piece> {
    let Some((count, share)) = rate.count.and_then(|count| Some((count, share(count)?))) else {
        return Vec::new();
    };
    vec![
        piece(
            Some(origin_of(count.status)),
            format!(
                "{}, if all {} {group} women are counted",
                format::fraction(&share),
                format::count(share.total.into())
            ),
        ),
        piece(Some(Origin::Computed), format!("{}, from the inferred counts", interval(&share))),
    ]
}

fn comparison() -> Fact {
    let [treated, untreated] = [published::ABNORMAL_TREATED, published::NORMAL_UNTREATED]
        .map(|rate| format::printed_percent(rate.percent));
    Fact {
        subject: format!("{treated} against {untreated}"),
        pieces: vec![
            piece(Some(Origin::Published), "the difference is not significant"),
            piece(
                Some(Origin::Inferred),
                "every woman with an abnormality was treated, so there was no untreated group with \
                 an abnormality: treated women with an abnormality stand beside untreated women \
                 without one. It is not an effect of IVIG",
            ),
            piece(
                Some(Origin::Published),
                "the authors conclude that IVIG appears to improve live births",
            ),
        ],
        is_of_class: false,
    }
}

fn prevalence_fact(subject: &str, count: Count) -> Fact {
    let pieces = share(count).map_or_else(Vec::new, |share| {
        let percent = format::percent(share.estimate);
        vec![
            piece(Some(origin_of(count.status)), format::fraction(&share)),
            piece(Some(Origin::Computed), format!("{percent}, {}", interval(&share))),
        ]
    });
    Fact { subject: subject.to_owned(), pieces, is_of_class: false }
}

fn who_was_analyzed() -> Fact {
    let (enrolled, screened) = (published::enrolled(), published::SCREENED);
    Fact {
        subject: "Who was analyzed".to_owned(),
        pieces: vec![
            piece(Some(Origin::Published), format!("{screened} women were screened")),
            piece(
                Some(Origin::Inferred),
                format!(
                    "{enrolled} of them are in the analysis, those with a full work-up and a known \
                     outcome; {} are not",
                    screened - enrolled
                ),
            ),
        ],
        is_of_class: false,
    }
}

fn other_factors() -> Fact {
    Fact {
        subject: "Age, BMI, previous losses".to_owned(),
        pieces: vec![piece(
            Some(Origin::Published),
            "higher age and higher BMI had a negative effect on the outcome of the pregnancy; the \
             number of previous losses made no significant difference",
        )],
        is_of_class: false,
    }
}

fn share(count: Count) -> Option<Proportion> {
    Proportion::wilson(count.events, count.total, Protocol::default().interval_level).ok()
}

/// The interval that follows from counts.
fn interval(share: &Proportion) -> String {
    format!("{} {}", words::wilson(share.interval.level), format::interval(share.interval))
}

fn origin_of(status: Status) -> Origin {
    match status {
        Status::Published => Origin::Published,
        Status::Inferred => Origin::Inferred,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use crate::engine::protocol::Protocol;
    use crate::engine::quantity::Quantity;
    use crate::view::patient::{PatientDraft, assess};

    use super::*;

    fn said(values: [&str; 5]) -> String {
        let mut draft = PatientDraft::default();
        for (quantity, text) in Quantity::LABORATORY.into_iter().zip(values) {
            draft.set_text(quantity, text.to_owned());
        }
        let context = assess(&draft, &Protocol::default()).context;
        let pieces = |fact: &Fact| -> Vec<String> {
            let say = |piece: &Piece| match piece.origin {
                Some(origin) => format!("{origin:?} {}", piece.text),
                None => piece.text.clone(),
            };
            fact.pieces.iter().map(say).collect()
        };
        let lines: Vec<String> = context
            .facts
            .iter()
            .map(|fact| format!("{}: {}", fact.subject, pieces(fact).join("; ")))
            .collect();
        lines.join("\n")
    }

    /// The Wilson limits are those of R, see `engine::stats::proportion`.
    #[test]
    fn published_inferred_and_computed_are_told_apart() {
        let normal = said(["10", "20", "15", "5", "20"]);
        assert!(
            normal.contains(
                "Published 80.7% of women not treated with IVIG, both etiologies together; \
                 Inferred read as the women without an abnormality; Inferred 217/269, if all 269 \
                 untreated women are counted; Computed 95% confidence interval (Wilson) 75.5% to \
                 84.9%, from the inferred counts"
            ),
            "{normal}"
        );
        assert!(normal.contains(
            "Inferred 163/197, if all 197 treated women are counted; Computed 95% confidence \
             interval (Wilson) 76.9% to 87.4%, from the inferred counts"
        ));
        assert!(normal.contains(
            "Published 100/215; Computed 46.5%, 95% confidence interval (Wilson) 40.0% to 53.2%"
        ));
        assert!(normal.contains("Published 97/251; Computed 38.6%"));
        assert!(normal.contains("Inferred 466 of them are in the analysis"));
        assert!(normal.contains("521 are not"));
    }

    #[test]
    fn each_class_says_only_what_is_known() {
        assert!(said(["17", "40", "30", "12", "20"]).contains("Published 90.5% of women"));
        assert!(said(["17", "20", "15", "5", "40"]).contains("Published 75% of women"));
        let empty = said(["10", "40", "15", "5", "40"]);
        let of_class = empty.lines().next().unwrap_or_default();
        assert!(of_class.contains("no patient in the study"));
        assert!(!of_class.contains('%'));
        assert!(said(["17", "20", "15", "5", "20"]).contains("state no rate for this class"));
        assert!(said(["17", "", "", "", ""]).contains("while her class is open"));
        assert!(!said(["", "", "", "", ""]).contains("her class"));
    }
}
