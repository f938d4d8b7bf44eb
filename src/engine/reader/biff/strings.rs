//! Texts of old workbooks: letters of one or two bytes, behind a length.

use encoding_rs::Encoding;

use crate::engine::reader::ole::{four, two};

pub(super) fn encoding_of(page: u16) -> Option<&'static Encoding> {
    let label = match page {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        other => format!("windows-{other}"),
    };
    Encoding::for_label(label.as_bytes())
}

/// A text of Excel 5 and 95: a length of so many bytes, then letters.
pub(super) fn text_old(data: &[u8], n_len: usize, encoding: &'static Encoding) -> Option<String> {
    let len = if n_len == 1 { usize::from(*data.first()?) } else { usize::from(two(data, 0)?) };
    let letters = data.get(n_len..n_len.checked_add(len)?)?;
    Some(encoding.decode_without_bom_handling(letters).0.into_owned())
}

/// A text of Excel 97 and later in one record: a length, flags, letters of one
/// or two bytes.
pub(super) fn text_wide(data: &[u8], n_len: usize) -> Option<String> {
    let len = if n_len == 1 { usize::from(*data.first()?) } else { usize::from(two(data, 0)?) };
    let is_wide = data.get(n_len)? & 1 == 1;
    let letters = data.get(n_len + 1..)?;
    let n_bytes = if is_wide { 2 * len } else { len };
    Some(decode(letters.get(..n_bytes)?, is_wide))
}

/// Letters of two bytes, or of one that stand for the first 256 of Unicode.
fn decode(bytes: &[u8], is_wide: bool) -> String {
    if is_wide {
        let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{fffd}')).collect()
    } else {
        bytes.iter().map(|byte| char::from(*byte)).collect()
    }
}

/// The shared texts, which go on from record to record.
pub(super) fn read_strings(pieces: &[&[u8]]) -> Option<Vec<String>> {
    let mut walk = StringCursor { pieces, piece: 0, place: 8 };
    let n_unique = four(pieces.first()?, 4)?;
    let mut strings = Vec::new();
    for _ in 0..n_unique {
        if !walk.is_more() {
            break;
        }
        let len = usize::from(walk.two()?);
        let flags = walk.byte()?;
        let n_runs = if flags & 8 == 0 { 0 } else { usize::from(walk.two()?) };
        let n_extra = if flags & 4 == 0 {
            0
        } else {
            (u32::from(walk.two()?) | u32::from(walk.two()?) << 16) as usize
        };
        let text = walk.letters(len, flags & 1 == 1)?;
        walk.skip(4 * n_runs)?;
        walk.skip(n_extra)?;
        strings.push(text);
    }
    Some(strings)
}

/// A place in the pieces of a record.
struct StringCursor<'a> {
    pieces: &'a [&'a [u8]],
    piece: usize,
    place: usize,
}

impl StringCursor<'_> {
    /// Goes on to the next piece at the end of one.
    fn is_more(&mut self) -> bool {
        while self.pieces.get(self.piece).is_some_and(|piece| self.place >= piece.len()) {
            self.piece += 1;
            self.place = 0;
        }
        self.piece < self.pieces.len()
    }

    fn byte(&mut self) -> Option<u8> {
        if !self.is_more() {
            return None;
        }
        self.place += 1;
        self.pieces[self.piece].get(self.place - 1).copied()
    }

    fn two(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut n_bytes: usize) -> Option<()> {
        while n_bytes > 0 {
            if !self.is_more() {
                return None;
            }
            let step = n_bytes.min(self.pieces[self.piece].len() - self.place);
            self.place += step;
            n_bytes -= step;
        }
        Some(())
    }

    /// Letters; in a further piece a byte says again how wide they are.
    fn letters(&mut self, mut n: usize, mut is_wide: bool) -> Option<String> {
        let mut text = String::new();
        while n > 0 {
            let before = self.piece;
            if !self.is_more() {
                return None;
            }
            if self.piece != before {
                is_wide = self.byte()? & 1 == 1;
            }
            let rest = self.pieces.get(self.piece)?.get(self.place..)?;
            let width = if is_wide { 2 } else { 1 };
            let n_here = n.min(rest.len() / width);
            text += &decode(rest.get(..n_here * width)?, is_wide);
            self.place += n_here * width;
            n -= n_here;
            if n > 0 && n_here == 0 && self.place < self.pieces[self.piece].len() {
                return None;
            }
        }
        Some(text)
    }
}
