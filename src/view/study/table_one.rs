//! Table 1: baseline characteristics.

use super::blocks::{self, paragraph, refused};
use super::wording::{self, p_cell};
use crate::engine::own_column::{OwnColumn, OwnKind};
use crate::engine::rules::panel::ImmuneTest;
use crate::engine::stats::proportion::Proportion;
use crate::engine::stats::sample::Description;
use crate::engine::study::table_one::{
    Characteristic, CharacteristicRow, CharacteristicSummary, ComparisonSizes, GroupComparison,
    Typical,
};
use crate::engine::study::{Estimable, Study};
use crate::view::document::{Block, Cell, Row, Section, Table, TableColumn};
use crate::view::{format, messages, words};

/// The title of the section.
pub(super) const TITLE: &str = "Table 1: baseline characteristics";

/// How the columns are compared that the user keeps.
const OWN_RULE: &str = "Your own columns stand below the others. A category is compared over all its \
    words at once: by Pearson’s χ², or by the Freeman-Halton exact test where an expected count is \
    below 5; one whose words have an order by the Mann-Whitney test. Dates are given as median \
    (quartiles).";

pub(super) fn section(study: &Study) -> Section {
    let (id, title) = ("table-1", TITLE);
    let tables = match &study.table_one {
        Ok(tables) => tables,
        Err(reason) => return blocks::refusal(id, title, reason),
    };
    let limit = format::ratio(study.options.skewness_limit);
    let rule = format!(
        "Every woman here has an immune class. A number is given as mean (SD) and compared by Welch’s \
         t-test while its skewness stays within {limit} in both groups; otherwise, and always for the \
         count of losses, as median (quartiles) and compared by the Mann-Whitney test. Shares are \
         compared by Pearson’s χ², or by Fisher’s exact test where an expected count is below 5. The \
         standardized difference (SMD) does not depend on how many women there are; 0.1 is often \
         taken as the limit of what matters."
    );
    let own_rule = (!study.own_columns.is_empty()).then(|| paragraph(OWN_RULE.to_owned()));
    let compared = |found: &Estimable<GroupComparison>, id: &str, groups: [&str; 2]| match found {
        Ok(comparison) => Block::Table(table(study, comparison, id, groups)),
        Err(reason) => refused(reason),
    };
    let mut blocks = vec![paragraph(rule)];
    blocks.extend(own_rule);
    blocks.extend([
        Block::Heading("By etiology".to_owned()),
        compared(&tables.by_etiology, "table-1-by-etiology", ["Idiopathic", "Known etiology"]),
        Block::Heading("By any abnormality".to_owned()),
        compared(
            &tables.by_abnormality,
            "table-1-by-abnormality",
            ["Any abnormality", "No abnormality"],
        ),
    ]);
    blocks::section(id, title, blocks)
}

fn table(
    study: &Study,
    comparison: &GroupComparison,
    id: &str,
    [first, second]: [&str; 2],
) -> Table {
    let sizes = comparison.sizes;
    let head = |name: &str, n: u32| {
        TableColumn::numbers(format!("{name} (n = {})", format::count(n.into())))
    };
    Table {
        id: id.to_owned(),
        caption: format!(
            "Baseline characteristics: {} against {}",
            first.to_lowercase(),
            second.to_lowercase()
        ),
        columns: vec![
            TableColumn::words("Characteristic"),
            head(first, sizes.first),
            head(second, sizes.second),
            head("Both", sizes.both),
            TableColumn::numbers("Missing"),
            TableColumn::numbers("SMD"),
            TableColumn::numbers("p"),
            TableColumn::words("Test"),
        ],
        rows: comparison.rows.iter().flat_map(|row| lines(&study.own_columns, row)).collect(),
        notes: vec![format!(
            "SD: standard deviation. SMD: standardized mean difference. Missing: first group + second \
             group. Percentages leave missing values out. {}",
            if study.options.adjust_table_one {
                "Holm: p adjusted over all tests of both tables."
            } else {
                "p-values are not adjusted for the number of tests, as chosen."
            }
        )],
    }
}

/// The lines of a characteristic: one, and of a category one more for each level.
fn lines(own: &[OwnColumn], row: &CharacteristicRow) -> Vec<Row> {
    let column = match row.characteristic {
        Characteristic::Own(place) => own.get(usize::from(place)),
        _ => None,
    };
    let groups = match &row.summary {
        CharacteristicSummary::Numbers { typical, first, second, both } => [first, second, both]
            .map(|described| match column {
                Some(column) => own_numbers(&column.kind, *typical, described),
                None => numbers(*typical, described),
            }),
        CharacteristicSummary::Share { first, second, both } => [first, second, both].map(share),
        CharacteristicSummary::Levels { .. } => [Cell::default(), Cell::default(), Cell::default()],
    };
    let mut lines = vec![line(name(row, column), row, groups)];
    if let (CharacteristicSummary::Levels { levels }, Some(column)) = (&row.summary, column) {
        lines.extend(column.levels().iter().zip(levels).map(|(level, found)| {
            let groups = [&found.first, &found.second, &found.both].map(share);
            let empty = || std::iter::repeat_n(Cell::default(), 4);
            let name = Cell::from(format!("{}: {level}", column.label()));
            Row::new(std::iter::once(name).chain(groups).chain(empty()))
        }));
    }
    lines
}

fn line(name: String, row: &CharacteristicRow, [first, second, both]: [Cell; 3]) -> Row {
    let ComparisonSizes { first: missing_first, second: missing_second, both: missing } =
        row.missing;
    let missing = if missing == 0 {
        Cell::from("0")
    } else {
        Cell::from(format!("{missing_first} + {missing_second}"))
    };
    let smd = row.standardized_difference.as_ref().map_or_else(
        |reason| Cell::stacked("", messages::short_reason(reason)),
        |&difference| Cell::from(format::decimal(difference.abs(), 2)),
    );
    let (p, test) = match &row.test {
        Ok(tested) => (p_cell(tested), Cell::from(wording::test(tested.test))),
        Err(reason) => (Cell::stacked("", messages::short_reason(reason)), Cell::default()),
    };
    Row::new([Cell::stacked(name, kind(&row.summary)), first, second, both, missing, smd, p, test])
}

fn name(row: &CharacteristicRow, own: Option<&OwnColumn>) -> String {
    match row.characteristic {
        Characteristic::Number(quantity) => words::quantity(quantity).to_owned(),
        Characteristic::KnownEtiology => "Known etiology".to_owned(),
        Characteristic::AnyAbnormality => "Any abnormality".to_owned(),
        Characteristic::High(test) => format!("High {}", immune_test(test)),
        Characteristic::Ivig => "IVIG given".to_owned(),
        Characteristic::Own(_) => own.map(words::own_column).unwrap_or_default(),
    }
}

pub(super) fn immune_test(test: ImmuneTest) -> &'static str {
    words::TESTS[test]
}

fn kind(summary: &CharacteristicSummary) -> &'static str {
    match summary {
        CharacteristicSummary::Numbers { typical: Typical::Mean, .. } => "mean (SD)",
        CharacteristicSummary::Numbers { typical: Typical::Median, .. } => "median (quartiles)",
        CharacteristicSummary::Share { .. } | CharacteristicSummary::Levels { .. } => "n (%)",
    }
}

fn numbers(typical: Typical, described: &Estimable<Description>) -> Cell {
    match described {
        Ok(described) => Cell::from(match typical {
            Typical::Mean => {
                let deviation =
                    described.standard_deviation.map_or_else(String::new, |deviation| {
                        format!(" ({})", format::decimal(deviation, 1))
                    });
                format!("{}{deviation}", format::decimal(described.mean, 1))
            }
            Typical::Median => format!(
                "{} ({} to {})",
                format::value(described.median),
                format::value(described.first_quartile),
                format::value(described.third_quartile)
            ),
        }),
        Err(reason) => Cell::stacked("", messages::short_reason(reason)),
    }
}

/// Numbers of a kept column, whose size nobody knows, and days.
fn own_numbers(kind: &OwnKind, typical: Typical, described: &Estimable<Description>) -> Cell {
    let number = |value: f64| match kind {
        OwnKind::Date { .. } => format::date(value),
        _ => format::ratio(value),
    };
    match described {
        Ok(described) => Cell::from(match typical {
            Typical::Mean => {
                let deviation = described
                    .standard_deviation
                    .map_or_else(String::new, |deviation| format!(" ({})", number(deviation)));
                format!("{}{deviation}", number(described.mean))
            }
            Typical::Median => format!(
                "{} ({} to {})",
                number(described.median),
                number(described.first_quartile),
                number(described.third_quartile)
            ),
        }),
        Err(reason) => Cell::stacked("", messages::short_reason(reason)),
    }
}

fn share(found: &Estimable<Proportion>) -> Cell {
    match found {
        Ok(share) => Cell::from(format!(
            "{} ({})",
            format::count(share.events.into()),
            format::percent(share.estimate)
        )),
        Err(reason) => Cell::stacked("", messages::short_reason(reason)),
    }
}
