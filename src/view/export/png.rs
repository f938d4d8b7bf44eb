//! What a PNG says about itself: how large it is meant to be printed, what it
//! shows, and where it is from.

/// The 8 bytes that every PNG begins with, and its header: 13 bytes in a chunk.
const HEADER_END: usize = 8 + 4 + 4 + 13 + 4;

/// A PNG that says behind its header how many pixels an inch has (the chunk `pHYs`,
/// in pixels a meter) and what it shows (the keyword "Description" of a chunk
/// `iTXt`). What is no PNG comes back as it is.
///
/// # References
/// W3C, Portable Network Graphics, third edition, 11.3.3.4, 11.3.4.3 and annex D.
#[must_use]
pub fn with_description(png: &[u8], pixels_per_inch: f64, about: &str) -> Vec<u8> {
    if size_in_pixels(png).is_none() {
        return png.to_vec();
    }
    let (header, rest) = png.split_at(HEADER_END);
    let per_meter = whole(pixels_per_inch / 0.0254).to_be_bytes();
    let mut file = header.to_vec();
    // The unit is the meter.
    file.extend(chunk(*b"pHYs", &[&per_meter[..], &per_meter, &[1]].concat()));
    // Not compressed, in no stated language, without a translated keyword.
    file.extend(chunk(*b"iTXt", &[b"Description\0\0\0\0\0", about.as_bytes()].concat()));
    file.extend(rest);
    file
}

/// Width and height of a PNG; nothing of what is none.
#[must_use]
pub fn size_in_pixels(png: &[u8]) -> Option<[u32; 2]> {
    if png.len() < HEADER_END || !png.starts_with(b"\x89PNG\r\n\x1a\n") {
        return None;
    }
    let side = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    Some([side(16)?, side(20)?])
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    let checked = [&kind[..], data].concat();
    [&length.to_be_bytes()[..], &checked, &checksum(&checked).to_be_bytes()].concat()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a resolution is a few thousand pixels a meter"
)]
fn whole(number: f64) -> u32 {
    number.round() as u32
}

/// CRC-32 as in PNG and ZIP.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |crc: u32, &byte: &u8| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    /// Python 3: `zlib.crc32(b"123456789")` is 0xcbf43926.
    #[test]
    fn the_checksum_is_that_of_png() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
    }

    /// Python 3: `zlib.crc32(b"pHYs" + struct.pack(">IIB", 11811, 11811, 1))` is
    /// 0x78a53f76, `zlib.crc32(b"iTXtDescription\0\0\0\0\0A figure \xe2\x80\x93 1")` is 0xccf9ed2b.
    #[test]
    fn resolution_and_description_stand_behind_the_header() {
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        png.extend([7; 25]);
        png.extend(b"the rest");
        let file = with_description(&png, 300.0, "A figure – 1");
        assert_eq!(file[..33], png[..33]);
        assert_eq!(file[33..41], *b"\0\0\0\x09pHYs");
        assert_eq!(file[41..45], 11_811_u32.to_be_bytes());
        assert_eq!(file[50..54], 0x78A5_3F76_u32.to_be_bytes());
        assert_eq!(file[54..62], *b"\0\0\0\x1eiTXt");
        assert_eq!(file[62..92], *"Description\0\0\0\0\0A figure – 1".as_bytes());
        assert_eq!(file[92..96], 0xCCF9_ED2B_u32.to_be_bytes());
        assert_eq!(file[96..], png[33..]);
        assert_eq!(with_description(b"GIF89a", 300.0, ""), b"GIF89a");
    }
}
