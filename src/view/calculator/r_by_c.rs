//! A table of any size.

use crate::engine::stats::Progress;
use crate::engine::stats::effect_size::cramers_v;
use crate::engine::stats::r_by_c::ContingencyTable;
use crate::engine::stats::r_by_c::freeman_halton::{
    Computation, FreemanHalton, Sampling, freeman_halton,
};
use crate::engine::stats::trend::Sides;
use crate::engine::stats::trend::ordinal::{jonckheere_terpstra, linear_by_linear};
use crate::view::calculator::answered::AnswerParts;
use crate::view::calculator::chart;
use crate::view::calculator::citations::JONCKHEERE;
use crate::view::calculator::finding::{self, Finding, Scale};
use crate::view::calculator::form::FieldName;
use crate::view::calculator::input::EntryReader;
use crate::view::calculator::pasted::{CountTable, table};
use crate::view::document::{Block, Cell, RemarkTone, Row, Table, TableColumn, section};
use crate::view::figures::layout::axis::Division;
use crate::view::figures::layout::intervals::IntervalRow as ChartRow;
use crate::view::format;

/// The most rows or columns that are read.
const MOST_MARGINS: usize = 50;

/// The most residuals that are drawn.
const MOST_DRAWN: usize = 36;

/// How the p-value is sampled where the exact one would take too long.
const SAMPLING: Sampling = Sampling { replicates: 1_000_000, seed: 20_250 };

/// Beyond this a residual is larger than chance leaves it, one time in twenty.
const LARGE_RESIDUAL: f64 = 1.959_964;

struct LabeledTable {
    rows: Vec<String>,
    columns: Vec<String>,
    table: ContingencyTable,
}

pub(super) fn answer(
    fields: &mut EntryReader<'_>,
    level: f64,
    progress: &mut Progress<'_>,
) -> Option<AnswerParts> {
    let named = match named(fields.pasted(FieldName::Counts, table)?) {
        Ok(named) => named,
        Err(message) => {
            fields.complain(FieldName::Counts, message);
            return None;
        }
    };
    let table = &named.table;
    let dense = table.without_empty_margins();
    let exact = freeman_halton(table, SAMPLING, progress);
    let exact_name = match &exact {
        Ok(FreemanHalton { computation: Computation::MonteCarlo { .. }, .. }) => {
            "Fisher-Freeman-Halton, sampled"
        }
        _ => "Fisher-Freeman-Halton, exact",
    };
    let tests = vec![
        Finding::p_value("fisher_freeman_halton", exact_name, exact.map(|test| test.p_value))
            .defined(
                exact_definition(exact.as_ref().ok()),
                "Freeman GH, Halton JH, Biometrika 1951;38:141, doi:10.1093/biomet/38.1-2.141",
            )
            .main(),
        Finding::test(
            "chi_square",
            "Chi-square, Pearson",
            dense.clone().and_then(|table| table.pearson()),
        )
        .defined(
            "Without continuity correction.",
            "Pearson K, Philos Mag 1900;50:157, doi:10.1080/14786440009463897",
        ),
        Finding::test(
            "likelihood_ratio",
            "Likelihood ratio, G²",
            dense.clone().and_then(|table| table.likelihood_ratio()),
        )
        .defined(
            "A count of zero contributes zero.",
            "Wilks SS, Ann Math Stat 1938;9:60, doi:10.1214/aoms/1177732360",
        ),
    ];
    let ordered = ordered_tests(table);
    let strength = Finding::estimate(
        "cramers_v",
        "Cramér's V",
        Scale::Number,
        dense.clone().and_then(|table| cramers_v(&table, level)),
    )
    .defined(
        "Strength of association from 0 to 1: √(χ²/(N min(r − 1, c − 1))), without bias correction; \
         interval from the noncentral chi-square distribution, above which it can lie itself where \
         rows and columns are nearly independent.",
        "Smithson M, Confidence Intervals, 2003, chapter 4, doi:10.4135/9781412983761",
    );

    let mut counted = vec![counts(&named)];
    counted.extend(omitted(table));
    let mut tested = vec![finding::tests(
        "tests",
        "Tests that rows and columns are independent, two-sided",
        &[("", &tests), ("If rows and columns are ordered", &ordered)],
    )];
    tested.extend(small_expectation(table));
    tested.push(finding::estimates(
        "strength",
        "How strong the association is",
        &[("", std::slice::from_ref(&strength))],
        level,
    ));
    let residuals = table.standardized_residuals();
    let mut sections = vec![section("table", "The table", counted)];
    let mut findings = tests.clone();
    findings.push(strength);
    findings.extend(ordered);
    tested.extend(finding::references(&findings));
    sections.push(section("tests", "Tests", tested));
    if let Ok(residuals) = residuals {
        sections.push(section(
            "residuals",
            "Which counts differ from independence",
            departures(&named, &residuals),
        ));
    }
    let summary = summary(&named, &findings);
    Some(AnswerParts { summary, sections, findings })
}

/// Tests that use the order of rows and columns, which only their reader knows to
/// mean something.
fn ordered_tests(table: &ContingencyTable) -> Vec<Finding> {
    let scores = |n: usize| (1_u32..).take(n).map(f64::from).collect::<Vec<_>>();
    let linear = linear_by_linear(table, &scores(table.rows()), &scores(table.columns()));
    vec![
        Finding::test("linear_by_linear", "Linear by linear", linear).defined(
            "(N − 1) r² with the correlation r of the places of row and column, 1, 2, 3 and so on; \
             as lbl_test of coin in R.",
            "Mantel N, J Am Stat Assoc 1963;58:690, doi:10.1080/01621459.1963.10500879",
        ),
        Finding::test(
            "jonckheere_terpstra",
            "Jonckheere-Terpstra z",
            jonckheere_terpstra(table, Sides::Two),
        )
        .defined(
            "Do the columns rise (z above 0) or fall from row to row? Variance corrected for ties, \
             without continuity correction.",
            JONCKHEERE,
        ),
    ]
}

fn named(read: CountTable) -> Result<LabeledTable, String> {
    let CountTable { rows, columns, counts, .. } = read;
    if counts.len() < 2 || columns.len() < 2 {
        return Err("At least two rows and two columns are needed.".to_owned());
    }
    if counts.len() > MOST_MARGINS || columns.len() > MOST_MARGINS {
        return Err(format!("At most {MOST_MARGINS} rows and columns are read."));
    }
    if counts.iter().flatten().all(|&count| count == 0) {
        return Err("Nobody was counted.".to_owned());
    }
    let numbered = |names: Vec<String>, kind: &str| {
        let name = |(place, name): (usize, String)| {
            if name.is_empty() { format!("{kind} {}", place + 1) } else { name }
        };
        names.into_iter().enumerate().map(name).collect()
    };
    Ok(LabeledTable {
        rows: numbered(rows, "Row"),
        columns: numbered(columns, "Column"),
        table: ContingencyTable::new(counts).map_err(crate::view::messages::undefined)?,
    })
}

fn exact_definition(test: Option<&FreemanHalton>) -> String {
    match test.map(|test| test.computation) {
        Some(Computation::MonteCarlo { replicates, seed, interval }) => format!(
            "{} random tables with these margins (seed {seed}), because all of them would take too \
             long; 99% confidence interval of the p-value {} to {}.",
            format::count(replicates.into()),
            format::significant(interval.lower, 3),
            format::significant(interval.upper, 3)
        ),
        _ => "All tables with these margins that are no more likely than the observed one. (R \
              counts tables as equally likely that differ by up to 3.5e-7 of their probability; \
              here it is 1e-7 of rounding.)"
            .to_owned(),
    }
}

fn counts(named: &LabeledTable) -> Block {
    let table = &named.table;
    let row_totals = table.row_totals();
    let rows =
        named.rows.iter().zip(table.counts()).zip(&row_totals).map(|((name, counts), total)| {
            let cells = counts.iter().map(|&count| Cell::from(format::count(count.into())));
            Row::new(
                [Cell::from(name.clone())]
                    .into_iter()
                    .chain(cells)
                    .chain([Cell::from(format::count(*total))]),
            )
        });
    let totals = table.column_totals().into_iter().chain([table.total()]);
    let last = Row::main(
        [Cell::from("Total")]
            .into_iter()
            .chain(totals.map(|total| Cell::from(format::count(total)))),
    );
    let heads = named.columns.iter().map(|name| TableColumn::numbers(name.clone()));
    Block::Table(Table {
        id: "counts".to_owned(),
        caption: "The counts as read".to_owned(),
        columns: [TableColumn::words("")]
            .into_iter()
            .chain(heads)
            .chain([TableColumn::numbers("Total")])
            .collect(),
        rows: rows.chain([last]).collect(),
        notes: Vec::new(),
    })
}

fn omitted(table: &ContingencyTable) -> Option<Block> {
    let is_empty = |totals: Vec<u64>| totals.contains(&0);
    (is_empty(table.row_totals()) || is_empty(table.column_totals())).then(|| {
        Block::Note(
            RemarkTone::Warning,
            "Rows and columns in which nobody was counted say nothing and are left out of the \
             tests."
                .to_owned(),
        )
    })
}

/// Says when the tests for large samples are not to be trusted: an expected
/// count below 1, or more than a fifth of them below 5 (Cochran).
fn small_expectation(table: &ContingencyTable) -> Option<Block> {
    let total = u128::from(table.total());
    let columns = table.column_totals();
    let products: Vec<u128> = table
        .row_totals()
        .iter()
        .flat_map(|&row| columns.iter().map(move |&column| u128::from(row) * u128::from(column)))
        .filter(|&product| product > 0)
        .collect();
    let below = |limit: u128| products.iter().filter(|&&product| product < limit * total).count();
    (below(1) > 0 || 5 * below(5) > products.len()).then(|| {
        Block::Note(
            RemarkTone::Warning,
            format!(
                "{} of {} expected counts are below 5: read the exact test.",
                below(5),
                products.len()
            ),
        )
    })
}

fn departures(named: &LabeledTable, residuals: &[Vec<f64>]) -> Vec<Block> {
    let rows = named.rows.iter().zip(residuals).map(|(name, line)| {
        let cells = line.iter().map(|&residual| {
            let mark = if residual.abs() > LARGE_RESIDUAL { "beyond ±1.96" } else { "" };
            Cell::stacked(format::significant(residual, 3), mark)
        });
        Row::new([Cell::from(name.clone())].into_iter().chain(cells))
    });
    let heads = named.columns.iter().map(|name| TableColumn::numbers(name.clone()));
    let table = Block::Table(Table {
        id: "residuals".to_owned(),
        caption:
            "Standardized residuals: about standard normal if rows and columns are independent"
                .to_owned(),
        columns: [TableColumn::words("")].into_iter().chain(heads).collect(),
        rows: rows.collect(),
        notes: vec![
            "(O − E)/√(E (1 − row share)(1 − column share)), as chisq.test()$stdres in R. \
             Haberman SJ, Biometrics 1973;29:205, doi:10.2307/2529686."
                .to_owned(),
        ],
    });
    let mut blocks = vec![table];
    if residuals.iter().map(Vec::len).sum::<usize>() <= MOST_DRAWN {
        let rows = named.rows.iter().zip(residuals).flat_map(|(row, line)| {
            named.columns.iter().zip(line).map(move |(column, &residual)| {
                // A bar from zero shows the side at a glance.
                let bar = Some([residual.min(0.0), residual.max(0.0)]);
                let text = [format::significant(residual, 3), String::new()];
                let value = chart::value(residual, bar, text);
                ChartRow::of_value(format!("{row} · {column}"), value, false)
            })
        });
        blocks.extend(chart::figure(
            "Standardized residuals",
            "More than expected to the right of zero, fewer to the left; beyond about ±2 is more \
             than chance leaves.",
            (Division::Linear, "Standardized residual"),
            Some((0.0, "as expected")),
            rows.collect(),
        ));
    }
    blocks
}

fn summary(named: &LabeledTable, findings: &[Finding]) -> String {
    let size = format!(
        "{} × {} table of {}",
        named.rows.len(),
        named.columns.len(),
        format::count(named.table.total())
    );
    let exact = &findings[0];
    let result = match exact.tested() {
        Some(p) => format!("{} test, {}", exact.name, format::equals(&format::p_exact(p))),
        None => match findings[1].tested() {
            Some(p) => format!("chi-square, {}", format::equals(&format::p_exact(p))),
            None => "nothing can be tested".to_owned(),
        },
    };
    let strength = findings[3].value_text();
    if strength.is_empty() {
        format!("{size}: {result}.")
    } else {
        format!("{size}: {result}; Cramér's V {strength}.")
    }
}
