//! Several p-values.

use crate::engine::stats::PValue;
use crate::engine::stats::multiplicity::{Adjustment, adjusted};
use crate::view::calculator::Answered;
use crate::view::calculator::finding::Finding;
use crate::view::calculator::input::{Fields, grid, real};
use crate::view::calculator::two_by_two::section;
use crate::view::document::{Block, Cell, Column, Row, Table, Tone};
use crate::view::{format, messages};

/// The most p-values that are read.
const MOST: usize = 2_000;

/// The adjustments with their columns, ids and definitions.
const ADJUSTMENTS: [(Adjustment, &str, &str, &str); 4] = [
    (
        Adjustment::Holm,
        "holm",
        "Holm",
        "Step-down Bonferroni: keeps the family-wise error rate, the chance of any false finding; never \
         weaker than Bonferroni. \
         Holm S, Scand J Stat 1979;6:65.",
    ),
    (
        Adjustment::Bonferroni,
        "bonferroni",
        "Bonferroni",
        "Every p-value times their number: keeps the family-wise error rate. Dunn OJ, J Am \
         Stat Assoc 1961;56:52, doi:10.1080/01621459.1961.10482090.",
    ),
    (
        Adjustment::Hochberg,
        "hochberg",
        "Hochberg",
        "Step-up Bonferroni: keeps the family-wise error rate of tests that are independent or \
         positively dependent. Hochberg Y, \
         Biometrika 1988;75:800, doi:10.1093/biomet/75.4.800.",
    ),
    (
        Adjustment::BenjaminiHochberg,
        "benjamini_hochberg",
        "Benjamini-Hochberg",
        "Keeps the false discovery rate, the expected share of false findings among all findings. \
         Benjamini Y, Hochberg Y, J R \
         Stat Soc B 1995;57:289, doi:10.1111/j.2517-6161.1995.tb02031.x.",
    ),
];

pub(super) fn answer(fields: &mut Fields<'_>, level: f64) -> Option<Answered> {
    let named = match read(fields.text(0)) {
        Ok(named) => named,
        Err(message) => {
            fields.complain(0, message);
            return None;
        }
    };
    let p_values: Vec<f64> = named.iter().map(|(_, p)| *p).collect();
    let mut columns = Vec::new();
    for (adjustment, ..) in ADJUSTMENTS {
        match adjusted(&p_values, adjustment) {
            Ok(column) => columns.push(column),
            Err(why) => {
                fields.complain(0, messages::undefined(why));
                return None;
            }
        }
    }
    // An error rate of 5 % goes with a level of 95 %; the difference of two
    // short decimals needs rounding to be one again.
    let error = ((1.0 - level) * 1e9).round() / 1e9;
    let shown = format::level(error);
    let is_finding = |p: f64| p <= error;
    let rows = named.iter().enumerate().map(|(place, (name, p))| {
        let value = |p: f64| {
            Cell::stacked(
                PValue::new(p).map(format::p_value).unwrap_or_default(),
                if is_finding(p) { "counts" } else { "" },
            )
        };
        let adjusted = columns.iter().map(|column| value(column[place]));
        Row::new([Cell::from(name.clone()), value(*p)].into_iter().chain(adjusted))
    });
    let n_findings = |column: &[f64]| column.iter().filter(|p| is_finding(**p)).count();
    let counts = [n_findings(&p_values)]
        .into_iter()
        .chain(columns.iter().map(|column| n_findings(column)))
        .map(|n| Cell::from(format::count(n as u64)));
    let last = Row::main([Cell::from(format!("At most {shown}"))].into_iter().chain(counts));
    let heads = ADJUSTMENTS.iter().map(|(_, _, name, _)| Column::numbers(*name));
    let table = Table {
        id: "p-values".to_owned(),
        caption: "p-values as read, and adjusted for their number".to_owned(),
        columns: [Column::words("Test"), Column::numbers("p")].into_iter().chain(heads).collect(),
        rows: rows.chain([last]).collect(),
        notes: ADJUSTMENTS.iter().map(|(_, _, name, words)| format!("{name}: {words}")).collect(),
    };
    let findings = named
        .iter()
        .enumerate()
        .flat_map(|(place, (name, _))| {
            ADJUSTMENTS.iter().zip(&columns).map(move |((_, id, title, words), column)| {
                let id = format!("{id}_{}", place + 1);
                Finding::p_value(&id, &format!("{name}, {title}"), PValue::new(column[place]))
                    .defined(*words, "")
            })
        })
        .collect();
    let summary = format!(
        "{}: {} at most {shown} unadjusted, {} by Holm, {} by Benjamini-Hochberg.",
        format::count_of(u32::try_from(named.len()).unwrap_or(u32::MAX), "p-value", "p-values"),
        n_findings(&p_values),
        n_findings(&columns[0]),
        n_findings(&columns[3])
    );
    let note = format!(
        "A finding counts at most {shown}: 100% less the confidence level. Which tests belong \
         together is a matter of the study's question, to be settled before looking at them."
    );
    let blocks = vec![Block::Table(table), Block::Note(Tone::Plain, note)];
    Some(Answered {
        summary,
        sections: vec![section("p-values", "Adjusted p-values", blocks)],
        findings,
    })
}

fn read(text: &str) -> Result<Vec<(String, f64)>, String> {
    let grid = grid(text)?;
    let mut named = Vec::new();
    for line in &grid.lines {
        for cell in &line.cells {
            let p = real(cell).map_err(|why| line.complaint(cell, &why))?;
            let p = if cell.contains('%') { p / 100.0 } else { p };
            if !(0.0..=1.0).contains(&p) {
                return Err(line.complaint(cell, "is not between 0 and 1"));
            }
            let name = match (line.label.as_str(), line.cells.len()) {
                ("", _) => format!("Test {}", named.len() + 1),
                (label, 1) => label.to_owned(),
                (label, _) => format!("{label} {}", named.len() + 1),
            };
            named.push((name, p));
            if named.len() > MOST {
                return Err(format!("At most {} p-values are read.", format::count(MOST as u64)));
            }
        }
    }
    Ok(named)
}
