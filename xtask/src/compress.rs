//! The two encodings that browsers take.

use std::io::Write;

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

/// Compresses with gzip; `level` 0 to 9.
pub fn gzip(bytes: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(level));
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("writing to memory does not fail")
}

/// Compresses with brotli; `quality` 0 to 11, in the window that browsers and servers use.
pub fn brotli(bytes: &[u8], quality: i32) -> Vec<u8> {
    let parameters = BrotliEncoderParams {
        quality,
        lgwin: 22,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters)
        .expect("writing to memory does not fail");
    compressed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_give_the_bytes_back() {
        use std::io::Read;
        let bytes = b"playlist ".repeat(200);
        let mut unzipped = Vec::new();
        flate2::read::GzDecoder::new(&gzip(&bytes, 9)[..])
            .read_to_end(&mut unzipped)
            .unwrap();
        assert_eq!(unzipped, bytes);
        let mut decompressed = Vec::new();
        brotli::BrotliDecompress(&mut &brotli(&bytes, 11)[..], &mut decompressed).unwrap();
        assert_eq!(decompressed, bytes);
    }
}
