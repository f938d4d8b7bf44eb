//! One table as text that other programs take, a function for each format. Cells with a
//! smaller text below have both on one line.

use super::cell::neutralized;
use super::xml::escaped;
use super::{csv, markdown};
use crate::view::document::{Cell, Row, RowKind, Table, TableColumn};
use crate::view::figures::Figure;

/// The numbers behind a figure as a table; `name` is that of the figure's files.
#[must_use]
pub fn of_figure(figure: &Figure, name: &str) -> Table {
    let rows = &figure.table.rows;
    Table {
        id: format!("{name}-numbers"),
        caption: figure.title.clone(),
        columns: figure.table.head.iter().map(TableColumn::words).collect(),
        rows: rows.iter().map(|row| Row::new(row.iter().map(Cell::from))).collect(),
        notes: vec![figure.description.clone()],
    }
}

/// A table as CSV, every cell on one line; the last line begins with `#` and says
/// where it is from.
#[must_use]
pub fn csv(table: &Table, provenance: &str) -> Vec<u8> {
    let mut file = csv::CsvTable::new();
    file.row(table.columns.iter().map(|column| column.head.as_str()));
    for row in &table.rows {
        file.row(row.cells.iter().map(Cell::flat));
    }
    file.row([format!("# {}. {provenance}", table.caption)]);
    file.into_bytes()
}

/// A table as Markdown with its caption and notes; the last paragraph says where it is from.
#[must_use]
pub fn markdown(table: &Table, provenance: &str) -> String {
    format!("{}\n{provenance}\n", markdown::table(table))
}

/// A table as HTML that word processors and spreadsheets take for one of theirs: the
/// caption above it, ruled as journals rule tables, its notes and where it is from below.
#[must_use]
pub fn html(table: &Table, provenance: &str) -> String {
    let heads = table.columns.iter().map(|column| cell_html("th", &column.head, column));
    let rows = table.rows.iter().map(|row| row_html(row, &table.columns));
    let below = table.notes.iter().map(String::as_str).chain([provenance]);
    let below = below.map(|note| format!("<p><small>{}</small></p>", escaped(note)));
    format!(
        "<p><b>{}</b></p>\n<table frame=\"hsides\" rules=\"groups\" cellpadding=\"4\">\n\
         <thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n{}\n",
        escaped(&table.caption),
        heads.collect::<String>(),
        rows.collect::<String>(),
        below.collect::<Vec<_>>().join("\n")
    )
}

fn row_html(row: &Row, columns: &[TableColumn]) -> String {
    let cells = row.cells.iter().zip(columns).map(|(cell, column)| {
        let name = if row.kind == RowKind::Plain { "td" } else { "th" };
        cell_html(name, &cell.flat(), column)
    });
    format!("<tr>{}</tr>\n", cells.collect::<String>())
}

/// A cell. Spreadsheets take 4/12 for a day in April, so whatever is no number is said to
/// be text, in the words that the most used of them understands.
fn cell_html(name: &str, text: &str, column: &TableColumn) -> String {
    let side = if column.is_numeric { "right" } else { "left" };
    let is_number = text.trim_end_matches('%').parse::<f64>().is_ok();
    let kind = if is_number || text.is_empty() { "" } else { r#" style="mso-number-format:'\@'""# };
    let text = neutralized(text);
    format!(r#"<{name} align="{side}"{kind}>{}</{name}>"#, escaped(&text))
}

/// A table as lines of cells between tabs, its caption above, its notes and where it is
/// from below.
#[must_use]
pub fn tabs(table: &Table, provenance: &str) -> String {
    let mut lines = vec![on_one_line(&table.caption)];
    lines.push(tabbed(table.columns.iter().map(|column| column.head.clone())));
    lines.extend(table.rows.iter().map(|row| tabbed(row.cells.iter().map(Cell::flat))));
    lines.extend(table.notes.iter().map(|note| on_one_line(note)));
    lines.push(on_one_line(provenance));
    lines.join("\n") + "\n"
}

fn tabbed(cells: impl Iterator<Item = String>) -> String {
    cells.map(|cell| neutralized(&on_one_line(&cell)).into_owned()).collect::<Vec<_>>().join("\t")
}

/// A text without what would end its cell.
fn on_one_line(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn example() -> Table {
        Table {
            id: "births".to_owned(),
            caption: "Births, n < 5".to_owned(),
            columns: vec![
                TableColumn::words("Class"),
                TableColumn::numbers("n"),
                TableColumn::numbers("p"),
            ],
            rows: vec![
                Row::new([
                    Cell::from("=NK\t& more"),
                    Cell::stacked("4/12", "14% to 61%"),
                    "0.5".into(),
                ]),
                Row::new([Cell::from("Th1/Th2"), Cell::from("4/12"), Cell::default()]),
                Row::group("Sums", 3),
                Row::main([Cell::from("All"), Cell::from("4%"), "<0.001".into()]),
            ],
            notes: vec!["Wilson\nintervals.".to_owned()],
        }
    }

    #[test]
    fn a_copied_table_is_a_table_with_caption_and_notes() {
        let text = r#" style="mso-number-format:'\@'""#;
        assert_eq!(
            html(&example(), "All women."),
            format!(
                "<p><b>Births, n &lt; 5</b></p>\n\
                 <table frame=\"hsides\" rules=\"groups\" cellpadding=\"4\">\n\
                 <thead><tr><th align=\"left\"{text}>Class</th><th align=\"right\"{text}>n</th>\
                 <th align=\"right\"{text}>p</th></tr></thead>\n<tbody>\n\
                 <tr><td align=\"left\"{text}>'=NK &amp; more</td>\
                 <td align=\"right\"{text}>4/12 (14% to 61%)</td><td align=\"right\">0.5</td></tr>\n\
                 <tr><td align=\"left\"{text}>Th1/Th2</td><td align=\"right\"{text}>4/12</td>\
                 <td align=\"right\"></td></tr>\n\
                 <tr><th align=\"left\"{text}>Sums</th><th align=\"right\"></th>\
                 <th align=\"right\"></th></tr>\n\
                 <tr><th align=\"left\"{text}>All</th><th align=\"right\">4%</th>\
                 <th align=\"right\"{text}>&lt;0.001</th></tr>\n\
                 </tbody>\n</table>\n<p><small>Wilson intervals.</small></p>\n\
                 <p><small>All women.</small></p>\n"
            )
        );
    }

    #[test]
    fn a_table_between_tabs_has_one_line_a_row_and_runs_nothing() {
        assert_eq!(
            tabs(&example(), "All women."),
            "Births, n < 5\nClass\tn\tp\n'=NK & more\t4/12 (14% to 61%)\t0.5\nTh1/Th2\t4/12\t\n\
             Sums\t\t\nAll\t4%\t<0.001\nWilson intervals.\nAll women.\n"
        );
    }
}
