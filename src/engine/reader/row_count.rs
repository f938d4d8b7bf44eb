//! Counts the rows of a text quickly, to refuse one with too many before it is
//! surveyed.

use memchr::memchr3;

use crate::engine::reader::dialect::Dialect;

/// A lower bound of the rows that hold anything, header included.
///
/// A line counts when it holds an ASCII letter or digit. Line ends inside quoted
/// fields are left out; that is certain as long as each opening quote stands at
/// the beginning of a field, and after one that does not nothing is counted.
#[derive(Debug)]
pub(super) struct RowCount {
    /// What stands before an opening quote; nothing for the pipe, which legacy
    /// encodings have inside letters.
    delimiter: Option<u8>,
    quote: Option<u8>,
    n_rows: u64,
    is_filled: bool,
    is_quoted: bool,
    is_certain: bool,
    previous: u8,
}

impl RowCount {
    /// Begins at the beginning of a row.
    pub(super) fn new(dialect: &Dialect) -> Self {
        RowCount {
            delimiter: Some(dialect.delimiter.byte()).filter(|byte| *byte != b'|'),
            quote: dialect.quote.byte(),
            n_rows: 0,
            is_filled: false,
            is_quoted: false,
            is_certain: true,
            previous: b'\n',
        }
    }

    /// Takes the next bytes, in any encoding whose ASCII characters are single bytes.
    pub(super) fn feed(&mut self, text: &[u8]) {
        let mut rest = text;
        while self.is_certain && !rest.is_empty() {
            let at = memchr3(b'\n', b'\r', self.quote.unwrap_or(b'\n'), rest);
            let plain = &rest[..at.unwrap_or(rest.len())];
            self.is_filled = self.is_filled || plain.iter().any(u8::is_ascii_alphanumeric);
            self.previous = plain.last().copied().unwrap_or(self.previous);
            let Some(at) = at else { return };
            self.mark(rest[at]);
            rest = &rest[at + 1..];
        }
    }

    /// Takes a line end or a quote.
    fn mark(&mut self, byte: u8) {
        if Some(byte) == self.quote {
            // A doubled quote ends the field and opens it again.
            let may_open = Some(self.previous) == self.delimiter
                || [b'\n', b'\r', byte].contains(&self.previous);
            self.is_certain = self.is_quoted || may_open;
            self.is_quoted = !self.is_quoted;
        } else if !self.is_quoted {
            self.n_rows += u64::from(self.is_filled);
            self.is_filled = false;
        }
        self.previous = byte;
    }

    /// Rows counted so far.
    pub(super) fn n_rows(&self) -> u64 {
        self.n_rows
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;
    use crate::engine::reader::rows::{CellRow, RowSplitter};
    use crate::engine::reader::settings::{Delimiter, Quote};

    const DIALECT: Dialect =
        Dialect { delimiter: Delimiter::Comma, quote: Quote::Double, n_skipped: 0 };

    fn count(text: &str, slice: usize) -> u64 {
        let mut count = RowCount::new(&DIALECT);
        for piece in text.as_bytes().chunks(slice) {
            count.feed(piece);
        }
        count.n_rows()
    }

    /// Rows that hold anything and end with a line end.
    fn n_filled(text: &str) -> u64 {
        let mut n_filled = 0;
        let mut splitter = RowSplitter::new(DIALECT.delimiter, DIALECT.quote);
        let mut take = |row: CellRow<'_>| {
            n_filled += u64::from(!row.is_blank());
            Ok(())
        };
        splitter.feed(text.as_bytes(), &mut take).expect("can be split");
        n_filled
    }

    #[track_caller]
    fn check(text: &str, expected: u64) {
        for slice in 1..=text.len() {
            assert_eq!(count(text, slice), expected, "{text:?} in slices of {slice}");
        }
    }

    proptest! {
        // The same texts in every run, as everywhere in the tests.
        #![proptest_config(ProptestConfig {
            rng_seed: RngSeed::Fixed(1_546_602),
            ..ProptestConfig::default()
        })]

        #[test]
        fn never_more_than_there_are(text in "[a1\"\", \n\r;']{0,40}") {
            prop_assert!(count(&text, 7) <= n_filled(&text));
        }

        #[test]
        fn as_many_as_there_are_where_quotes_stand_around_fields(
            rows in vec(vec("[a1]{1,3}|\"([a1\n, ]|\"\"){0,5}\"", 1..4), 1..6)
        ) {
            let lines: Vec<String> = rows.iter().map(|row| format!("1,{}\n", row.join(","))).collect();
            let text = lines.concat();
            prop_assert_eq!(count(&text, 5), n_filled(&text));
        }
    }

    #[test]
    fn rows_are_counted_as_the_splitter_counts_them() {
        check("a,b\n1,2\n", 2);
        check("a,b\r\n1,2\r\n", 2);
        check("a,b\r1,2\r", 2);
        check("a\n\n\r\n,,\n b\n", 2);
        check("a,\"x\ny\n\"\n1,\"2\"\n", 2);
        check("\"a\"\"\nb\",\"\"\n1,2\n", 2);
    }

    #[test]
    fn a_quote_inside_a_field_ends_the_count() {
        check("a,b\n5\" tall,2\n1,2\n1,2\n", 1);
        check("a,b\n\"x\" \"\n1\n\"\n", 1);
    }
}
