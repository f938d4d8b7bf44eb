//! Several p-values.

use crate::engine::stats::PValue;
use crate::engine::stats::multiplicity::{Adjustment, adjusted};
use crate::view::calculator::answered::AnswerParts;
use crate::view::calculator::finding::Finding;
use crate::view::calculator::form::FieldName;
use crate::view::calculator::input::EntryReader;
use crate::view::calculator::pasted::{self, GivenP};
use crate::view::document::{Block, Cell, RemarkTone, Row, Table, TableColumn, section};
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

pub(super) fn answer(fields: &mut EntryReader<'_>, level: f64) -> Option<AnswerParts> {
    let mut given = fields.pasted(FieldName::PValues, pasted::p_values)?;
    if given.len() > MOST {
        let most = format::count(MOST as u64);
        fields.complain(FieldName::PValues, format!("At most {most} p-values are read."));
        return None;
    }
    for (place, p) in given.iter_mut().enumerate() {
        if p.name.is_empty() {
            p.name = format!("Test {}", place + 1);
        }
    }
    // Every adjustment gives a larger value if one of the p-values is larger: so the
    // largest and the smallest that are possible give the limits.
    let columns = adjust(fields, &given, |p| p.upper)?;
    let floors = adjust(fields, &given, |p| p.lower)?;
    // An error rate of 5 % goes with a level of 95 %; the difference of two
    // short decimals needs rounding to be one again.
    let error = ((1.0 - level) * 1e9).round() / 1e9;
    let shown = format::level(error);
    let rows = given.iter().enumerate().map(|(place, p)| {
        let raw = Limits { lower: p.lower, upper: p.upper };
        let text = if p.sign.is_empty() { raw.text() } else { bound_text(p) };
        let adjusted = columns.iter().zip(&floors).map(|(column, floor)| {
            let limits = Limits { lower: floor[place], upper: column[place] };
            Cell::stacked(limits.text(), limits.verdict(error))
        });
        let first = [Cell::from(p.name.clone()), Cell::stacked(text, raw.verdict(error))];
        Row::new(first.into_iter().chain(adjusted))
    });
    let raw = |of: fn(&GivenP) -> f64| given.iter().map(of).collect::<Vec<f64>>();
    let counts: Vec<String> = [(raw(|p| p.upper), raw(|p| p.lower))]
        .into_iter()
        .chain(columns.iter().cloned().zip(floors.iter().cloned()))
        .map(|(upper, lower)| n_findings(&upper, &lower, error))
        .collect();
    let last = Row::main(
        [Cell::from(format!("At most {shown}"))]
            .into_iter()
            .chain(counts.iter().map(|count| Cell::from(count.clone()))),
    );
    let heads = ADJUSTMENTS.iter().map(|(_, _, name, _)| TableColumn::numbers(*name));
    let table = Table {
        id: "p-values".to_owned(),
        caption: "p-values as read, and adjusted for their number".to_owned(),
        columns: [TableColumn::words("Test"), TableColumn::numbers("p")]
            .into_iter()
            .chain(heads)
            .collect(),
        rows: rows.chain([last]).collect(),
        notes: ADJUSTMENTS.iter().map(|(_, _, name, words)| format!("{name}: {words}")).collect(),
    };
    let findings = given
        .iter()
        .enumerate()
        .flat_map(|(place, p)| {
            let limits = columns.iter().zip(&floors);
            ADJUSTMENTS.iter().zip(limits).map(move |((_, id, title, words), (column, floor))| {
                let id = format!("{id}_{}", place + 1);
                let value = PValue::new(column[place]);
                let is_limit = floor[place].total_cmp(&column[place]).is_ne();
                let words = if is_limit {
                    format!("The largest that is possible, because a bound was given. {words}")
                } else {
                    (*words).to_owned()
                };
                Finding::p_value(&id, &format!("{}, {title}", p.name), value).defined(words, "")
            })
        })
        .collect();
    let summary = format!(
        "{}: {} at most {shown} unadjusted, {} by Holm, {} by Benjamini-Hochberg.",
        format::count_of(u32::try_from(given.len()).unwrap_or(u32::MAX), "p-value", "p-values"),
        counts[0],
        counts[1],
        counts[4]
    );
    let note = format!(
        "A finding counts at most {shown}: 100% minus the confidence level. Which tests belong \
         together is a matter of the study's question, to be settled before looking at them."
    );
    let blocks = vec![Block::Table(table), Block::Note(RemarkTone::Plain, note)];
    Some(AnswerParts {
        summary,
        sections: vec![section("p-values", "Adjusted p-values", blocks)],
        findings,
    })
}

/// What the adjustments make of one limit of the p-values.
fn adjust(
    fields: &mut EntryReader<'_>,
    given: &[GivenP],
    limit: fn(&GivenP) -> f64,
) -> Option<Vec<Vec<f64>>> {
    let values: Vec<f64> = given.iter().map(limit).collect();
    let found: Result<Vec<_>, _> =
        ADJUSTMENTS.iter().map(|(adjustment, ..)| adjusted(&values, *adjustment)).collect();
    found.map_err(|why| fields.complain(FieldName::PValues, messages::undefined(why))).ok()
}

/// What a p-value is at least and at most.
#[derive(Clone, Copy)]
struct Limits {
    lower: f64,
    upper: f64,
}

impl Limits {
    fn text(self) -> String {
        let text = |p: f64| PValue::new(p).map(format::p_exact).unwrap_or_default();
        if self.lower.total_cmp(&self.upper).is_eq() {
            text(self.upper)
        } else if self.lower <= 0.0 {
            format!("≤{}", text(self.upper))
        } else if self.upper >= 1.0 {
            format!("≥{}", text(self.lower))
        } else {
            format!("{} to {}", text(self.lower), text(self.upper))
        }
    }

    fn verdict(self, error: f64) -> &'static str {
        if self.upper <= error {
            "counts"
        } else if self.lower <= error {
            "may count"
        } else {
            ""
        }
    }
}

/// A bound as it was given.
fn bound_text(p: &GivenP) -> String {
    let limit = if p.upper < 1.0 { p.upper } else { p.lower };
    format!("{}{}", p.sign, format::significant(limit, 3))
}

/// How many findings there are, or how many there can be.
fn n_findings(upper: &[f64], lower: &[f64], error: f64) -> String {
    let n = |limits: &[f64]| limits.iter().filter(|p| **p <= error).count() as u64;
    let (sure, possible) = (n(upper), n(lower));
    if sure == possible {
        format::count(sure)
    } else {
        format!("{} to {}", format::count(sure), format::count(possible))
    }
}
