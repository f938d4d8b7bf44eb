//! Tables and sections as Markdown.

use crate::view::document::{Block, RemarkTone, RowKind, Section, Table};

/// A table with its caption and notes.
#[must_use]
pub fn table(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("**{}**\n\n", plain(&table.caption));
    text += &line(table.columns.iter().map(|column| plain(&column.head)).collect());
    text += &line(
        table
            .columns
            .iter()
            .map(|column| if column.is_numeric { "---:" } else { ":---" }.to_owned())
            .collect(),
    );
    for row in &table.rows {
        let cells = row.cells.iter().map(|cell| {
            let text = plain(&cell.flat());
            match row.kind {
                RowKind::Plain => text,
                RowKind::Main | RowKind::Group if text.is_empty() => text,
                RowKind::Main | RowKind::Group => format!("**{text}**"),
            }
        });
        text += &line(cells.collect());
    }
    for note in &table.notes {
        add(&mut text, format!("\n{}\n", plain(note)));
    }
    text
}

/// Sections one after the other; figures by their titles, with their numbers.
#[must_use]
pub fn document(sections: &[Section]) -> String {
    let mut text = String::new();
    for section in sections {
        add(&mut text, format!("## {}\n\n", plain(&section.title)));
        text += &blocks(&section.blocks);
    }
    text
}

fn blocks(all: &[Block]) -> String {
    let mut text = String::new();
    for block in all {
        add(
            &mut text,
            match block {
                Block::Heading(heading) => format!("### {}\n\n", plain(heading)),
                Block::Paragraph(paragraph) => format!("{}\n\n", plain(paragraph)),
                Block::Note(RemarkTone::Plain, note) => format!("> {}\n\n", plain(note)),
                Block::Note(RemarkTone::Warning | RemarkTone::Refusal, note) => {
                    format!("> **Note:** {}\n\n", plain(note))
                }
                Block::Table(one) => format!("{}\n", table(one)),
                Block::Figure(figure) => {
                    format!("*Figure: {}* {}\n\n", plain(&figure.title), plain(&figure.description))
                }
                Block::Details { summary, blocks: hidden } => {
                    format!("#### {}\n\n{}", plain(summary), blocks(hidden))
                }
                Block::Beside(parts) => blocks(parts),
            },
        );
    }
    text
}

pub(super) fn add(text: &mut String, part: impl AsRef<str>) {
    text.push_str(part.as_ref());
}

/// Text that Markdown takes as it is.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '|' | '*' | '_' | '`' | '<' | '[' | '\\' => {
                plain.push('\\');
                plain.push(letter);
            }
            '\n' | '\r' => plain.push(' '),
            letter => plain.push(letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::view::document::{Cell, Row, TableColumn};

    #[test]
    fn tables_are_markdown_tables() {
        let found = table(&Table {
            id: "t".to_owned(),
            caption: "A | b".to_owned(),
            columns: vec![TableColumn::words("Class"), TableColumn::numbers("n")],
            rows: vec![
                Row::new([Cell::from("NK"), Cell::stacked("1/2", "9% to 91%")]),
                Row::main([Cell::from("All"), Cell::default()]),
            ],
            notes: vec!["p <0.001".to_owned()],
        });
        assert_eq!(
            found,
            "**A \\| b**\n\n| Class | n |\n| :--- | ---: |\n| NK | 1/2 (9% to 91%) |\n\
             | **All** |  |\n\np \\<0.001\n"
        );
    }
}
