//! How large a PNG is meant to be printed.

/// The 8 bytes that every PNG begins with, and its header: 13 bytes in a chunk.
const HEADER_END: usize = 8 + 4 + 4 + 13 + 4;

/// A PNG that says how many pixels an inch has, behind its header (the chunk
/// `pHYs`, in pixels a meter). What is no PNG comes back as it is.
///
/// # References
/// W3C, Portable Network Graphics, third edition, 11.3.4.3 and annex D.
#[must_use]
pub fn with_resolution(png: &[u8], pixels_per_inch: f64) -> Vec<u8> {
    if png.len() < HEADER_END || !png.starts_with(b"\x89PNG\r\n\x1a\n") {
        return png.to_vec();
    }
    let (header, rest) = png.split_at(HEADER_END);
    let mut chunk = b"pHYs".to_vec();
    let per_meter = whole(pixels_per_inch / 0.0254).to_be_bytes();
    chunk.extend(per_meter);
    chunk.extend(per_meter);
    // The unit is the meter.
    chunk.push(1);
    let mut file = header.to_vec();
    file.extend(9_u32.to_be_bytes());
    file.extend(&chunk);
    file.extend(checksum(&chunk).to_be_bytes());
    file.extend(rest);
    file
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
    /// 0x78a53f76.
    #[test]
    fn the_resolution_stands_behind_the_header() {
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        png.extend([7; 25]);
        png.extend(b"the rest");
        let file = with_resolution(&png, 300.0);
        assert_eq!(file[..33], png[..33]);
        assert_eq!(file[33..41], *b"\0\0\0\x09pHYs");
        assert_eq!(file[41..45], 11_811_u32.to_be_bytes());
        assert_eq!(file[50..54], 0x78A5_3F76_u32.to_be_bytes());
        assert_eq!(file[54..], png[33..]);
        assert_eq!(with_resolution(b"GIF89a", 300.0), b"GIF89a");
    }
}
