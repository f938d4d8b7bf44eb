//! From bytes to UTF-8. The order in which the encoding is decided: a byte
//! order mark; then strict UTF-8 over the whole file; then the form of UTF-16;
//! then a detector of legacy encodings over the whole file, without a hint of
//! the country, corrected by the names of columns that are known.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding};
use serde::{Deserialize, Serialize};

/// How the encoding of a file was decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EncodingSource {
    /// The file is UTF-8 from the first byte to the last.
    #[default]
    Valid,
    /// By the byte order mark.
    ByteOrderMark,
    /// By the zero bytes that only UTF-16 has.
    Zeros,
    /// By the words in it.
    KnownWords,
    /// By a detector that can err.
    Detected,
    /// By the user.
    Chosen,
    /// The format says it.
    Format,
}

/// The encodings that the picker offers, by the labels of browsers, and what
/// they are called. Another label that browsers know is understood as well.
pub const OFFERED: [(&str, &str); 20] = [
    ("utf-8", "UTF-8"),
    ("windows-949", "Korean (windows-949, EUC-KR)"),
    ("shift_jis", "Japanese (windows-31j, Shift_JIS)"),
    ("euc-jp", "Japanese (EUC-JP)"),
    ("iso-2022-jp", "Japanese (ISO-2022-JP)"),
    ("gb18030", "Chinese, simplified (GB18030, GBK)"),
    ("big5", "Chinese, traditional (Big5)"),
    ("utf-16le", "UTF-16 (Excel's “Unicode text”)"),
    ("utf-16be", "UTF-16, big-endian"),
    ("windows-1252", "Western European (windows-1252)"),
    ("iso-8859-15", "Western European (ISO-8859-15)"),
    ("macintosh", "Western European (Mac)"),
    ("windows-1250", "Central European (windows-1250)"),
    ("windows-1251", "Cyrillic (windows-1251)"),
    ("windows-1253", "Greek (windows-1253)"),
    ("windows-1254", "Turkish (windows-1254)"),
    ("windows-1257", "Baltic (windows-1257)"),
    ("windows-1258", "Vietnamese (windows-1258)"),
    ("windows-874", "Thai (windows-874)"),
    ("koi8-r", "Cyrillic (KOI8-R)"),
];

/// The encoding of a label.
pub(super) fn for_label(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().as_bytes())
        .filter(|&encoding| encoding != encoding_rs::REPLACEMENT)
}

/// The label under which the picker offers an encoding.
pub(super) fn label_of(encoding: &'static Encoding) -> String {
    OFFERED
        .iter()
        .find(|(label, _)| for_label(label) == Some(encoding))
        .map_or_else(|| encoding.name().to_ascii_lowercase(), |(label, _)| (*label).to_owned())
}

/// The encoding that a byte order mark at the start of a file names.
pub(super) fn by_mark(head: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(head).map(|(encoding, _)| encoding)
}

/// UTF-16 without a mark: the upper byte of each digit and delimiter is 0, and
/// no other encoding of a text has such bytes.
pub(super) fn by_zeros(head: &[u8]) -> Option<&'static Encoding> {
    let (mut n_first, mut n_second) = (0, 0);
    for pair in head.chunks_exact(2) {
        n_first += usize::from(pair[0] == 0);
        n_second += usize::from(pair[1] == 0);
    }
    // A few letters have a lower byte of 0, and a broken file has a stray one.
    let n_needed = 2.max(head.len() / 64);
    if n_second >= n_needed && n_second > 4 * n_first {
        Some(encoding_rs::UTF_16LE)
    } else if n_first >= n_needed && n_first > 4 * n_second {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// What the whole file says about its encoding.
pub(super) struct Detection {
    detector: EncodingDetector,
    /// The bytes of a letter that the last slice began.
    pending: Vec<u8>,
    is_utf8: bool,
}

impl std::fmt::Debug for Detection {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Detection").field("is_utf8", &self.is_utf8).finish_non_exhaustive()
    }
}

impl Default for Detection {
    fn default() -> Self {
        Detection {
            detector: EncodingDetector::new(Iso2022JpDetection::Allow),
            pending: Vec::new(),
            is_utf8: true,
        }
    }
}

impl Detection {
    /// Takes the next slice and hands on its letters for as long as all of the
    /// file is UTF-8. Only whole letters are handed on, so that slices make no
    /// difference.
    pub(super) fn feed<T>(
        &mut self,
        mut bytes: &[u8],
        take: &mut dyn FnMut(&[u8]) -> Result<(), T>,
    ) -> Result<(), T> {
        self.detector.feed(bytes, false);
        if !self.is_utf8 {
            return Ok(());
        }
        while !self.pending.is_empty() {
            let Some((&first, rest)) = bytes.split_first() else { return Ok(()) };
            self.pending.push(first);
            bytes = rest;
            match std::str::from_utf8(&self.pending) {
                Ok(_) => {
                    take(&self.pending)?;
                    self.pending.clear();
                }
                Err(error) if error.error_len().is_some() => {
                    self.is_utf8 = false;
                    return Ok(());
                }
                Err(_) => {}
            }
        }
        match std::str::from_utf8(bytes) {
            Ok(_) => take(bytes),
            Err(error) => {
                let (valid, rest) = bytes.split_at(error.valid_up_to());
                if error.error_len().is_some() {
                    self.is_utf8 = false;
                } else {
                    self.pending.extend_from_slice(rest);
                }
                take(valid)
            }
        }
    }

    /// Whether the whole file was UTF-8, and what it is by the detector if not.
    /// Escape sequences in plain ASCII are ISO-2022-JP.
    pub(super) fn finish(mut self) -> (bool, &'static Encoding) {
        self.detector.feed(&[], true);
        let is_utf8 = self.is_utf8 && self.pending.is_empty();
        let guess = self.detector.guess(None, Utf8Detection::Deny);
        let is_escaped = guess == encoding_rs::ISO_2022_JP;
        let guess = if guess == encoding_rs::GBK { encoding_rs::GB18030 } else { guess };
        (is_utf8 && !is_escaped, guess)
    }
}

/// The legacy encodings of the clinics this page is for.
pub(super) const LEGACY: [&Encoding; 6] = [
    encoding_rs::EUC_KR,
    encoding_rs::SHIFT_JIS,
    encoding_rs::EUC_JP,
    encoding_rs::GB18030,
    encoding_rs::BIG5,
    encoding_rs::WINDOWS_1252,
];

/// A text in pieces, decoded to UTF-8.
pub(super) enum Transcoder {
    /// The bytes are UTF-8 already; only a mark at their start is left out.
    Utf8 {
        /// The first bytes, until they can tell whether they are a mark.
        start: Option<Vec<u8>>,
    },
    /// Anything else.
    Other {
        /// The state between two slices.
        decoder: Box<Decoder>,
        /// What was decoded last.
        text: String,
        /// Whether a letter could not be decoded.
        had_errors: bool,
    },
}

impl std::fmt::Debug for Transcoder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Transcoder")
    }
}

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

impl Transcoder {
    /// Bytes that are known to be UTF-8 pass; others are decoded.
    pub(super) fn new(encoding: &'static Encoding, is_valid_utf8: bool) -> Self {
        if is_valid_utf8 && encoding == encoding_rs::UTF_8 {
            return Transcoder::Utf8 { start: Some(Vec::new()) };
        }
        let decoder = Box::new(encoding.new_decoder_with_bom_removal());
        Transcoder::Other { decoder, text: String::new(), had_errors: false }
    }

    /// Decodes the next slice, or the end of the file.
    pub(super) fn decode<T>(
        &mut self,
        bytes: &[u8],
        is_last: bool,
        take: &mut dyn FnMut(&[u8]) -> Result<(), T>,
    ) -> Result<(), T> {
        match self {
            Transcoder::Utf8 { start } => {
                let Some(mut held) = start.take() else { return take(bytes) };
                held.extend_from_slice(bytes);
                if held.len() < UTF8_MARK.len() && UTF8_MARK.starts_with(&held) && !is_last {
                    *start = Some(held);
                    return Ok(());
                }
                take(held.strip_prefix(UTF8_MARK).unwrap_or(&held))
            }
            Transcoder::Other { decoder, text, had_errors } => {
                let mut rest = bytes;
                loop {
                    text.clear();
                    let needed = decoder.max_utf8_buffer_length(rest.len()).unwrap_or(1 << 16);
                    text.reserve(needed.clamp(64, 1 << 20));
                    let (result, n_read, has_errors) =
                        decoder.decode_to_string(rest, text, is_last);
                    *had_errors |= has_errors;
                    take(text.as_bytes())?;
                    rest = &rest[n_read..];
                    if result == encoding_rs::CoderResult::InputEmpty {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Whether a letter could not be decoded so far.
    pub(super) fn had_errors(&self) -> bool {
        matches!(self, Transcoder::Other { had_errors: true, .. })
    }
}
