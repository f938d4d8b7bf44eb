//! Whether treatment does more in some women than in others.

use super::blocks::{self, note, paragraph, refused, warning};
use super::losses;
use super::outcome::ratio_or_reason;
use super::wording::{ShareCells, p_cell, points_cell, ratio_cell};
use crate::engine::cohort::tally::Stratum;
use crate::engine::record::Etiology;
use crate::engine::stats::Estimate;
use crate::engine::study::modification::{
    ByImmunity, EffectInteraction, SubgroupName, Subgrouping, SubgroupsBy, TreatmentEffect,
};
use crate::engine::study::{Estimable, NotEstimable, Study};
use crate::view::calculator::chart;
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn};
use crate::view::figures::layout::axis::Division;
use crate::view::figures::layout::intervals::IntervalRow;
use crate::view::{format, messages, words};

/// The title of the section.
pub(super) const TITLE: &str = "Treatment by immune status and subgroup";

pub(super) fn section(study: &Study) -> Section {
    let (id, title) = ("treatment-by-immunity", TITLE);
    let found = match &study.modification {
        Ok(found) => found,
        Err(reason) => return blocks::refusal(id, title, reason),
    };
    let mut blocks = Vec::new();
    if found.by_immunity.is_ok() || found.subgroups.is_ok() {
        blocks.push(warning(
            "These numbers are not adjusted, and women were not assigned to treatment by chance. Whoever \
             was treated can differ from whoever was not in more than treatment, and differently from \
             group to group.",
        ));
        if found.n_unknown > 0 {
            blocks.push(note(format!(
                "{} left out because the file does not say if they were treated.",
                format::count_of(found.n_unknown, "woman is", "women are")
            )));
        }
    }
    match &found.by_immunity {
        Ok(immunity) => blocks.extend([
            paragraph(
                "Does treatment go with more live births in women with an abnormality than in women \
                 without one? The two effects are compared with each other (interaction). That one of \
                 them is significant and the other is not would not show that they differ.",
            ),
            Block::Table(effects(study, immunity)),
            Block::Table(interactions(study, immunity)),
        ]),
        Err(reason) => blocks.push(refused(reason)),
    }
    if let Ok(found) = &found.subgroups {
        blocks.push(Block::Heading("Subgroups of the women with an abnormality".to_owned()));
        blocks.extend(forest(study, found));
        blocks.push(Block::Table(subgroups(study, found)));
    }
    blocks::section(id, title, blocks)
}

/// Whom a subgroup holds, as its row is called.
fn who(name: SubgroupName) -> String {
    match name {
        SubgroupName::Class(profile) => words::profile(profile).to_owned(),
        SubgroupName::Etiology(Etiology::Idiopathic) => {
            words::stratum(Stratum::Idiopathic).to_owned()
        }
        SubgroupName::Etiology(Etiology::Known) => words::stratum(Stratum::Known).to_owned(),
        SubgroupName::PreviousLosses(category) => {
            format!("{} previous losses", losses::category(category))
        }
        SubgroupName::YoungerThan(years) => format!("Younger than {years} years"),
        SubgroupName::OldAs(years) => format!("{years} years or older"),
    }
}

fn by(way: SubgroupsBy) -> &'static str {
    match way {
        SubgroupsBy::ImmuneClass => "By class",
        SubgroupsBy::Etiology => "By etiology",
        SubgroupsBy::PreviousLosses => "By number of previous losses",
        SubgroupsBy::Age => "By age",
    }
}

/// The differences of all subgroups that have one, and of all these women.
fn forest(study: &Study, found: &[Subgrouping]) -> Option<Block> {
    let row = |name: String, difference: &Estimate, is_main: bool| {
        let limits = [difference.interval.lower, difference.interval.upper];
        let text = [format::points(difference.value), format::points_interval(difference.interval)];
        IntervalRow::of_value(name, chart::value(difference.value, Some(limits), text), is_main)
    };
    let all = study
        .treatment
        .iter()
        .map(|found| row("All with an abnormality".to_owned(), &found.crude.difference, true));
    let parts = found
        .iter()
        .flat_map(|way| &way.subgroups)
        .filter_map(|part| Some(row(who(part.who), part.difference.as_ref().ok()?, false)));
    chart::figure(
        "Live births of treated and untreated women, by subgroup",
        format!(
            "Live birth rate of treated less that of untreated women with an abnormality, in percentage \
             points, with {}; not adjusted. Subgroups without treated or without untreated women are \
             left out.",
            words::intervals(study.protocol.interval_level)
        ),
        (Division::Percent, "Treated less untreated, percentage points"),
        Some((0.0, "no difference")),
        all.chain(parts).collect(),
    )
}

fn subgroups(study: &Study, found: &[Subgrouping]) -> Table {
    let shares = ShareCells::new(&study.options);
    let reason = |reason: &NotEstimable| Cell::stacked("", messages::short_reason(reason));
    let mut rows = Vec::new();
    for way in found {
        let mut head =
            vec![Cell::from(by(way.by)), Cell::default(), Cell::default(), Cell::default()];
        head.push(way.interaction.as_ref().map_or_else(reason, p_cell));
        rows.push(Row::main(head));
        rows.extend(way.subgroups.iter().map(|part| {
            Row::new([
                Cell::from(who(part.who)),
                shares.cell(&part.treated),
                shares.cell(&part.untreated),
                part.difference
                    .as_ref()
                    .map_or_else(reason, |difference| points_cell(&(*difference).into())),
                Cell::default(),
            ])
        }));
    }
    let table = Table {
        id: "treatment-subgroups".to_owned(),
        caption: "Live births of treated and untreated women with an abnormality, by subgroup"
            .to_owned(),
        columns: vec![
            TableColumn::words("Women"),
            TableColumn::numbers("Treated"),
            TableColumn::numbers("Untreated"),
            TableColumn::numbers("Difference, points"),
            TableColumn::numbers("p of the interaction"),
        ],
        rows,
        notes: vec![format!(
            "{}: Wilson for rates, Newcombe for differences. p: Cochran’s Q, whether the differences of \
             the subgroups differ; subgroups without treated or without untreated women are left out \
             of it. No p is given where everybody or nobody in a group had a live birth. An interval \
             that holds no effect in one subgroup and not in another does not show that they differ.",
            words::intervals(study.protocol.interval_level)
        )],
    };
    shares.table(table)
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
             no interaction is given; nothing is added to a count of 0.",
            words::intervals(study.protocol.interval_level)
        )],
    }
}
