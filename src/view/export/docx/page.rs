//! How pages lie, and how the columns of a table share their width.

use crate::view::document::{Table, TableColumn};

/// How a page lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Orientation {
    Portrait,
    Landscape,
}

impl Orientation {
    /// The width of the text on A4 with margins of 2 cm, in twentieths of a point.
    fn text_width(self) -> usize {
        match self {
            Orientation::Portrait => 9_638,
            Orientation::Landscape => 14_570,
        }
    }

    /// Upright, unless a table is too wide for that.
    pub(super) fn of(table: &Table) -> Self {
        let wanted: usize = wanted_widths(table).iter().sum();
        // What is wanted a little too much is broken into more lines.
        if wanted > Orientation::Portrait.text_width() * 115 / 100 {
            Orientation::Landscape
        } else {
            Orientation::Portrait
        }
    }

    /// The widths of the columns of a table, which fill the page: each has what its cells
    /// want, as far as there is room.
    pub(super) fn widths(self, table: &Table) -> Vec<usize> {
        let wanted = wanted_widths(table);
        let all = wanted.iter().sum::<usize>().max(1);
        wanted.iter().map(|width| width * self.text_width() / all).collect()
    }
}

/// What a letter of 9 points takes, in twentieths of a point.
const LETTER: usize = 80;

/// What stands at both sides of a cell's text.
const SIDES: usize = 160;

fn wanted_widths(table: &Table) -> Vec<usize> {
    let letters = |text: &str| text.chars().count();
    let of = |(place, column): (usize, &TableColumn)| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(place));
        let longest = cells.map(|cell| letters(&cell.text).max(letters(&cell.below))).max();
        let longest = longest.unwrap_or(0).max(letters(&column.head));
        // Words can be broken into lines, numbers should not be.
        let most = if column.is_numeric { 20 } else { 18 };
        SIDES + LETTER * longest.clamp(4, most)
    };
    table.columns.iter().enumerate().map(of).collect()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::view::document::{Cell, Row};

    fn of_columns(n_columns: usize) -> Table {
        let cell = || Cell::from("163/197 (82.7%)");
        Table {
            columns: (0..n_columns).map(|_| TableColumn::numbers("n")).collect(),
            rows: vec![Row::new((0..n_columns).map(|_| cell()))],
            ..Table::default()
        }
    }

    #[test]
    fn only_what_is_wide_lies_across() {
        assert_eq!(Orientation::of(&of_columns(4)), Orientation::Portrait);
        assert_eq!(Orientation::of(&of_columns(10)), Orientation::Landscape);
    }

    #[test]
    fn columns_fill_the_page_and_no_more() {
        for n_columns in [1, 3, 8, 40] {
            let table = of_columns(n_columns);
            for orientation in [Orientation::Portrait, Orientation::Landscape] {
                let sum: usize = orientation.widths(&table).iter().sum();
                assert!(sum <= orientation.text_width());
                assert!(sum + n_columns > orientation.text_width());
            }
        }
    }
}
