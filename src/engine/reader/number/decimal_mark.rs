//! The decimal mark of a column, and what its cells say about it.

use serde::{Deserialize, Serialize};

use super::beside;
use super::digits::{looks_grouped, narrow, parse};
use crate::engine::reader::field::{Field, Unit};

/// The mark between whole and decimal digits of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// `16.1`; a comma can only separate thousands.
    #[default]
    Point,
    /// `16,1`; a point can only separate thousands.
    Comma,
    /// The column holds both; a number that could be read both ways is refused.
    Mixed,
}

/// What the cells of a column say about its decimal mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "all are counts")]
pub(in crate::engine::reader) struct MarkEvidence {
    /// Cells in which a point is certainly the decimal mark.
    pub(in crate::engine::reader) n_points: u32,
    /// Cells in which a comma is certainly the decimal mark.
    pub(in crate::engine::reader) n_commas: u32,
    /// Cells whose comma may separate thousands or decimals.
    pub(in crate::engine::reader) n_ambiguous_commas: u32,
}

impl MarkEvidence {
    /// Takes one cell.
    pub(in crate::engine::reader) fn add(&mut self, text: &str) {
        let has_comma = text.contains([',', '，']);
        if !has_comma && !text.contains(['.', '．']) {
            return;
        }
        let narrow = narrow(text);
        let Some(parts) = beside::parts(&narrow, Field::Ignored, Unit::AsIs) else { return };
        let number = parts.number;
        let is_number = |text: &str| parse(text).is_some();
        match (number.matches('.').count(), number.matches(',').count()) {
            // Three digits after a lone point are taken for decimals unless the
            // column has decimal commas.
            (1, 0) if is_number(number) && !looks_grouped(number, '.') => self.n_points += 1,
            (0, 1) if looks_grouped(number, ',') => self.n_ambiguous_commas += 1,
            (0, 1) if is_number(&number.replace(',', ".")) => self.n_commas += 1,
            (0, 2..) if looks_grouped(number, ',') => self.n_points += 1,
            (2.., 0) if looks_grouped(number, '.') => self.n_commas += 1,
            (1, 1..) if number.rfind('.') > number.rfind(',') => self.n_points += 1,
            (1.., 1) if number.rfind(',') > number.rfind('.') => self.n_commas += 1,
            _ => {}
        }
    }

    /// The decimal mark; `None` when only the user can tell.
    pub(in crate::engine::reader) fn mark(self) -> Option<DecimalMark> {
        match (self.n_points > 0, self.n_commas > 0) {
            (true, true) => Some(DecimalMark::Mixed),
            (false, true) => Some(DecimalMark::Comma),
            (true, false) => Some(DecimalMark::Point),
            (false, false) => (self.n_ambiguous_commas == 0).then_some(DecimalMark::Point),
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn the_decimal_mark_is_decided_from_all_cells() {
        for (cells, expected) in [
            (&["16.1", "17"][..], Some(DecimalMark::Point)),
            (&["16,1", "17"], Some(DecimalMark::Comma)),
            (&["5,58E+12"], Some(DecimalMark::Comma)),
            (&["0,125"], Some(DecimalMark::Comma)),
            (&["1,234"], None),
            (&["1,234", "16,1"], Some(DecimalMark::Comma)),
            (&["1,234", "16.1"], Some(DecimalMark::Point)),
            (&["1.234"], Some(DecimalMark::Point)),
            (&["1.234", "16,1"], Some(DecimalMark::Comma)),
            (&["16.1", "16,1"], Some(DecimalMark::Mixed)),
            (&["1,234.5"], Some(DecimalMark::Point)),
            (&["1.234,5"], Some(DecimalMark::Comma)),
            (&["1,234,567"], Some(DecimalMark::Point)),
            (&["<0,5", "２，５"], Some(DecimalMark::Comma)),
            (&["12,5 %"], Some(DecimalMark::Comma)),
            (&["a,b", "2024.01.31", "x.y"], Some(DecimalMark::Point)),
            (&[], Some(DecimalMark::Point)),
        ] {
            let mut evidence = MarkEvidence::default();
            for cell in cells {
                evidence.add(cell);
            }
            assert_eq!(evidence.mark(), expected, "{cells:?}");
        }
    }
}
