//! Whether treatment does more in some women than in others.

use super::blocks::{self, note, paragraph, refused, warning};
use super::outcome::ratio_or_reason;
use super::wording::{ShareCells, p_cell, points_cell, ratio_cell};
use crate::engine::study::modification::{ByImmunity, EffectInteraction, TreatmentEffect};
use crate::engine::study::{Estimable, Study};
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn};
use crate::view::{format, messages, words};

/// The title of the section.
pub(super) const TITLE: &str = "Treatment by immune status";

pub(super) fn section(study: &Study) -> Section {
    let (id, title) = ("treatment-by-immunity", TITLE);
    let found = match &study.modification {
        Ok(found) => found,
        Err(reason) => return blocks::refusal(id, title, reason),
    };
    let immunity = match &found.by_immunity {
        Ok(immunity) => immunity,
        Err(reason) => return blocks::section(id, title, vec![refused(reason)]),
    };
    let mut blocks = vec![
        warning(
            "These numbers are not adjusted, and women were not assigned to treatment by chance. Whoever \
             was treated can differ from whoever was not in more than treatment, and differently with and \
             without an abnormality.",
        ),
        paragraph(
            "Does treatment go with more live births in women with an abnormality than in women without \
             one? The two effects are compared with each other (interaction). That one of them is \
             significant and the other is not would not show that they differ.",
        ),
        Block::Table(effects(study, immunity)),
        Block::Table(interactions(study, immunity)),
    ];
    if found.n_unknown > 0 {
        blocks.push(note(format!(
            "{} left out because the file does not say if they were treated.",
            format::count_of(found.n_unknown, "woman is", "women are")
        )));
    }
    blocks::section(id, title, blocks)
}

fn effects(study: &Study, found: &ByImmunity) -> Table {
    let shares = ShareCells::new(&study.options);
    let row = |name: &str, effect: &TreatmentEffect| {
        Row::new([
            Cell::from(name),
            shares.cell(&Ok(effect.treated)),
            shares.cell(&Ok(effect.untreated)),
            points_cell(&effect.difference.into()),
            ratio_or_reason(&effect.ratio),
            ratio_or_reason(&effect.odds_ratio),
        ])
    };
    let table = Table {
        id: "treatment-by-immunity".to_owned(),
        caption: "Live births of treated and untreated women, with and without an abnormality"
            .to_owned(),
        columns: vec![
            TableColumn::words("Women"),
            TableColumn::numbers("Treated"),
            TableColumn::numbers("Untreated"),
            TableColumn::numbers("Difference, points"),
            TableColumn::numbers("Risk ratio"),
            TableColumn::numbers("Odds ratio"),
        ],
        rows: vec![
            row("With an abnormality", &found.abnormal),
            row("Without an abnormality", &found.normal),
        ],
        notes: vec![format!(
            "{}: Wilson for rates, Newcombe for differences, Koopman for risk ratios, Woolf for odds \
             ratios.",
            words::intervals(study.protocol.interval_level)
        )],
    };
    shares.table(table)
}

fn interactions(study: &Study, found: &ByImmunity) -> Table {
    let row = |scale: &str, what: &str, found: &Estimable<EffectInteraction>, is_ratio: bool| {
        let [estimate, p] = match found {
            Ok(found) if is_ratio => [ratio_cell(&found.estimate), p_cell(&found.test)],
            Ok(found) => [points_cell(&found.estimate.into()), p_cell(&found.test)],
            Err(reason) => [Cell::stacked("", messages::short_reason(reason)), Cell::default()],
        };
        Row::new([Cell::from(scale), Cell::from(what), estimate, p])
    };
    Table {
        id: "treatment-interaction".to_owned(),
        caption: "Is the effect of treatment another one in women with an abnormality?".to_owned(),
        columns: vec![
            TableColumn::words("Scale"),
            TableColumn::words("With an abnormality against without one"),
            TableColumn::numbers("Interaction"),
            TableColumn::numbers("p"),
        ],
        rows: vec![
            row("Additive", "difference of the two differences, points", &found.additive, false),
            row("Multiplicative", "ratio of the two risk ratios", &found.risk_ratios, true),
            row("Multiplicative", "ratio of the two odds ratios", &found.odds_ratios, true),
        ],
        notes: vec![format!(
            "No interaction is 0 points, or a ratio of 1. {} and p: Wald. The three scales answer one \
             question and can disagree; the p of the additive scale, which counts women, is the one that \
             is counted as a test. Where everybody or nobody in one of the four groups had a live birth, \
             no interaction can be said; nothing is added to a count of 0.",
            words::intervals(study.protocol.interval_level)
        )],
    }
}
