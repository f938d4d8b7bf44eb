//! An answer as plain text, for the clipboard.

use crate::view::document::{Block, RowKind, Section, Table};

/// The whole answer.
pub(super) fn text(title: &str, summary: &str, read_as: &[String], sections: &[Section]) -> String {
    let mut text = format!("{title}\n{summary}\n");
    if !read_as.is_empty() {
        text.extend(["\nREAD AS\n", &read_as.join("\n"), "\n"]);
    }
    for section in sections {
        text.extend(["\n", &section.title.to_uppercase(), "\n"]);
        for block in &section.blocks {
            write_block(block, &mut text);
        }
    }
    text
}

fn write_block(block: &Block, text: &mut String) {
    match block {
        Block::Heading(line) | Block::Paragraph(line) | Block::Note(_, line) => {
            text.push_str(line);
            text.push('\n');
        }
        Block::Table(table) => write_table(table, text),
        // A figure shows what the tables say.
        Block::Figure(_) => {}
        Block::Details { summary, blocks } => {
            text.extend(["\n", summary, "\n"]);
            for block in blocks {
                write_block(block, text);
            }
        }
        Block::Beside(parts) => {
            for part in parts {
                write_block(part, text);
            }
        }
    }
}

fn write_table(table: &Table, text: &mut String) {
    let heads: Vec<String> = table.columns.iter().map(|column| column.head.clone()).collect();
    let rows = table.rows.iter().map(|row| {
        row.cells
            .iter()
            .enumerate()
            // The definitions below the names would tear the columns apart.
            .map(|(place, cell)| if place == 0 { cell.text.clone() } else { cell.flat() })
            .collect::<Vec<_>>()
    });
    let lines: Vec<Vec<String>> = [heads].into_iter().chain(rows).collect();
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|place| {
            let cells = lines.iter().filter_map(|line| line.get(place));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    text.extend(["\n", &table.caption, "\n"]);
    for (place, cells) in lines.iter().enumerate() {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| {
            let blanks = " ".repeat(width.saturating_sub(cell.chars().count()));
            format!("{cell}{blanks}")
        });
        text.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
        // Below its line, each definition stands for itself.
        let row = place.checked_sub(1).and_then(|place| table.rows.get(place));
        if let Some(row) = row.filter(|row| row.kind != RowKind::Group)
            && let Some(below) = row.cells.first().map(|cell| &cell.below)
            && !below.is_empty()
        {
            text.extend(["    ", below, "\n"]);
        }
    }
    for note in &table.notes {
        text.push_str(note);
        text.push('\n');
    }
}
