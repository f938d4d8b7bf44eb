//! Columns that are separated by any number of blanks, as `write.table` of R and
//! many programs of statistics write them: runs of blanks become one.

/// The state between two slices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum BlankState {
    /// At the beginning of a line, blanks in front included.
    #[default]
    Start,
    /// In a cell without quotation marks.
    Cell,
    /// In blanks behind a cell.
    Gap,
    /// Between quotation marks.
    Quoted,
    /// Behind a backslash between quotation marks, which takes the next one's
    /// meaning.
    Escaped,
    /// Behind a closing quotation mark; a further one opens the cell again.
    Closed,
}

/// Makes each run of blanks one, and none of those at either end of a line.
#[derive(Debug)]
pub(super) struct Blanks {
    quote: Option<u8>,
    state: BlankState,
}

impl Blanks {
    /// Begins at the beginning of a line.
    pub(super) fn new(quote: Option<u8>) -> Self {
        Blanks { quote, state: BlankState::default() }
    }

    /// Adds the next slice to `output`.
    pub(super) fn squeeze(&mut self, input: &[u8], output: &mut Vec<u8>) {
        for &byte in input {
            let is_quote = Some(byte) == self.quote;
            self.state = match (self.state, byte) {
                (BlankState::Quoted, b'\\') => BlankState::Escaped,
                (BlankState::Quoted, _) if is_quote => BlankState::Closed,
                (BlankState::Escaped | BlankState::Quoted, _) => BlankState::Quoted,
                (BlankState::Closed, _) if is_quote => BlankState::Quoted,
                (BlankState::Start, b' ' | b'\t') => continue,
                (BlankState::Cell | BlankState::Gap | BlankState::Closed, b' ' | b'\t') => {
                    self.state = BlankState::Gap;
                    continue;
                }
                (_, b'\r' | b'\n') => BlankState::Start,
                (BlankState::Start | BlankState::Gap, _) => {
                    if self.state == BlankState::Gap {
                        output.push(b' ');
                    }
                    if is_quote { BlankState::Quoted } else { BlankState::Cell }
                }
                (BlankState::Cell | BlankState::Closed, _) => BlankState::Cell,
            };
            output.push(byte);
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn runs_of_blanks_are_one() {
        for (text, expected) in [
            ("a b\n", "a b\n"),
            ("  id   nk \n 1\t\t17.2  \n", "id nk\n1 17.2\n"),
            ("\"a  b\"  2\n", "\"a  b\" 2\n"),
            ("\"a \\\" b\"  2", "\"a \\\" b\" 2"),
            ("\"a \"\" b\"  2", "\"a \"\" b\" 2"),
            ("5\"  2\r\n\r\n", "5\" 2\r\n\r\n"),
            ("   \n a", "\na"),
        ] {
            for slice in 1..=text.len() {
                let (mut blanks, mut output) = (Blanks::new(Some(b'"')), Vec::new());
                for piece in text.as_bytes().chunks(slice) {
                    blanks.squeeze(piece, &mut output);
                }
                assert_eq!(String::from_utf8_lossy(&output), expected, "{text:?} by {slice}");
            }
        }
    }
}
