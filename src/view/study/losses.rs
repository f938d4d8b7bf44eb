//! By number of previous losses.

use super::blocks::{self, figure, paragraph};
use super::wording::{self, ShareCells, p_cell};
use crate::engine::cohort::tally::Stratum;
use crate::engine::study::Study;
use crate::engine::study::losses::{ByLosses, LossCategory, LossMeasure, LossRow};
use crate::engine::study::significance::TestKind;
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn};
use crate::view::figures::layout::squares::{Panel, PanelLine, Panels};
use crate::view::figures::marks::Tint;
use crate::view::{format, messages, words};

/// The title of the section.
pub(super) const TITLE: &str = "By number of previous losses";

pub(super) fn section(study: &Study) -> Section {
    let (id, title) = ("previous-losses", TITLE);
    let found = match &study.by_losses {
        Ok(found) => found,
        Err(reason) => return blocks::refusal(id, title, reason),
    };
    let blocks = vec![
        paragraph(format!(
            "Live births are among women with a class and a known outcome, abnormalities among women with \
             a class, aneuploidy among women whose index loss has a karyotype. The categories are scored \
             by their smallest number of losses. Up to {} women, a trend is tested by the exact test, \
             two-sided by distance from its mean; above that, by the Cochran-Armitage test. The table \
             names the test of each row. Aneuploidy is only of losses for which a karyotype is given.",
            format::count(study.options.exact_limit.into())
        )),
        panels(study, found),
        Block::Table(table(study, found)),
    ];
    blocks::section(id, title, blocks)
}

/// A category of losses as its numbers.
pub(super) fn category(category: LossCategory) -> String {
    match category.to {
        None => format!("≥{}", category.from),
        Some(to) if to == category.from => to.to_string(),
        Some(to) => format!("{}–{to}", category.from),
    }
}

pub(super) fn measure(measure: LossMeasure) -> &'static str {
    match measure {
        LossMeasure::LiveBirth => "Live birth",
        LossMeasure::AnyAbnormality => "Any abnormality",
        LossMeasure::NkLevel => "High NK cell level",
        LossMeasure::Cytotoxicity => "High NK cytotoxicity",
        LossMeasure::Th1Th2 => "High Th1/Th2 ratio",
        LossMeasure::Aneuploidy => "Fetal aneuploidy",
    }
}

/// What the test of a trend says: `exact trend p = 0.032`.
fn trend(row: &LossRow) -> String {
    match &row.trend {
        Ok(tested) => format!("{} {}", wording::test(tested.test), format::p_phrase(tested.p())),
        Err(reason) => match &row.asymptotic {
            Ok(test) => format!(
                "{} {}",
                wording::test(TestKind::CochranArmitage),
                format::p_phrase(test.p_value.value)
            ),
            Err(_) => format!("no trend: {}", messages::short_reason(reason)),
        },
    }
}

fn panels(study: &Study, found: &ByLosses) -> Block {
    let categories: Vec<String> = found.categories.iter().map(|&one| category(one)).collect();
    // With one etiology only, its line would hide that of all.
    let has = |stratum: Stratum| {
        found.rows.iter().any(|row| row.stratum == stratum && row.shares.iter().any(Result::is_ok))
    };
    let strata: Vec<Stratum> = if has(Stratum::Idiopathic) && has(Stratum::Known) {
        vec![Stratum::All, Stratum::Idiopathic, Stratum::Known]
    } else {
        vec![Stratum::All]
    };
    let mut panels = Vec::new();
    let mut rows = Vec::new();
    for of in LossMeasure::ALL {
        let its: Vec<&LossRow> = found
            .rows
            .iter()
            .filter(|row| row.measure == of && strata.contains(&row.stratum))
            .collect();
        let lines = its
            .iter()
            .map(|row| PanelLine {
                tint: Tint::Stratum(row.stratum),
                counts: row
                    .shares
                    .iter()
                    .map(|share| share.as_ref().map_or_else(|_| String::new(), format::fraction))
                    .collect(),
                values: row
                    .shares
                    .iter()
                    .zip(&categories)
                    .map(|(share, losses)| {
                        let share = share.as_ref().ok()?;
                        let name = format!(
                            "{}, {}, {losses} losses",
                            measure(of),
                            words::stratum(row.stratum).to_lowercase()
                        );
                        rows.push(vec![name.clone(), format::share(share)]);
                        let interval = share.interval;
                        let values = [share.estimate, interval.lower, interval.upper];
                        Some((values, format!("{name}: {}", format::share_in_words(share))))
                    })
                    .collect(),
            })
            .collect();
        let note = its.first().map_or_else(String::new, |row| trend(row));
        panels.push(Panel { title: measure(of).to_owned(), note, lines });
    }
    let legend = strata
        .iter()
        .map(|&stratum| (Tint::Stratum(stratum), words::stratum(stratum).to_owned()))
        .collect();
    figure(
        "What changes with the number of previous losses?",
        format!(
            "Shares in each category of previous losses with {}. The p-value is of a trend in all women, \
             as are the counts.",
            words::wilsons(study.protocol.interval_level)
        ),
        &["Women", "Share"],
        rows,
        Panels { categories, panels, legend }.sketch(),
    )
}

fn table(study: &Study, found: &ByLosses) -> Table {
    let shares = ShareCells::new(&study.options);
    let mut columns = vec![TableColumn::words("Women")];
    columns.extend(
        found
            .categories
            .iter()
            .map(|&one| TableColumn::numbers(format!("{} losses", category(one)))),
    );
    columns.extend([
        TableColumn::numbers("p, trend"),
        TableColumn::words("Test"),
        TableColumn::numbers("p, Cochran-Armitage"),
    ]);
    let mut rows = Vec::new();
    for row in &found.rows {
        if row.stratum == Stratum::All {
            rows.push(Row::group(measure(row.measure), columns.len()));
        }
        let mut cells = vec![Cell::from(words::stratum(row.stratum))];
        cells.extend(row.shares.iter().map(|share| shares.cell(share)));
        cells.extend(match &row.trend {
            Ok(tested) => [p_cell(tested), Cell::from(wording::test(tested.test))],
            Err(reason) => [Cell::stacked("", messages::short_reason(reason)), Cell::default()],
        });
        cells.push(row.asymptotic.as_ref().map_or_else(
            |_| Cell::default(),
            |test| Cell::from(format::p_rounded(test.p_value.value)),
        ));
        rows.push(Row::new(cells));
    }
    let table = Table {
        id: "by-previous-losses".to_owned(),
        caption: "Live births, abnormalities and aneuploidy by number of previous losses"
            .to_owned(),
        columns,
        rows,
        notes: Vec::new(),
    };
    shares.table(table)
}
