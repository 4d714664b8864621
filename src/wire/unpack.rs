//! Decompresses an answer. The client does not request compression, but gateways compress anyway.

use std::io::Read as _;

use flate2::read::MultiGzDecoder;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};

/// The body exceeds the maximum size once it is decompressed.
#[derive(Debug, PartialEq)]
pub(crate) struct TooLong;

/// Decompresses a body with the encoding gzip, and removes the headers that no longer apply. Other compressions, and
/// bodies that are not valid gzip, are left unchanged.
pub(crate) fn unpack(
    headers: &mut HeaderMap,
    body: Vec<u8>,
    max: usize,
) -> Result<Vec<u8>, TooLong> {
    let encoding = headers.get(CONTENT_ENCODING).map(|value| value.as_bytes());
    let is_gzip = encoding.is_some_and(|encoding| {
        let encoding = encoding.trim_ascii();
        encoding.eq_ignore_ascii_case(b"gzip") || encoding.eq_ignore_ascii_case(b"x-gzip")
    });
    // An answer without content has nothing to decompress.
    if !is_gzip || body.is_empty() {
        return Ok(body);
    }
    let mut unpacked = Vec::new();
    let at_most = (max as u64).saturating_add(1);
    let read = MultiGzDecoder::new(&*body)
        .take(at_most)
        .read_to_end(&mut unpacked);
    match read {
        Ok(_) if unpacked.len() > max => Err(TooLong),
        Ok(_) => {
            headers.remove(CONTENT_ENCODING);
            headers.remove(CONTENT_LENGTH);
            Ok(unpacked)
        }
        Err(_) => Ok(body),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use http::HeaderValue;

    use super::*;

    fn gzipped(body: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    fn unpacked(
        encoding: &'static str,
        body: &[u8],
        max: usize,
    ) -> (Result<Vec<u8>, TooLong>, bool) {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        let result = unpack(&mut headers, body.to_vec(), max);
        (result, headers.contains_key(CONTENT_ENCODING))
    }

    #[test]
    fn unpacks_gzip_within_bounds_and_leaves_the_rest() {
        let long = gzipped(&[b'x'; 5000]);
        assert_eq!(unpacked("gzip", &long, 5000), (Ok(vec![b'x'; 5000]), false));
        assert_eq!(unpacked(" X-GZIP", &long, 5000).0, Ok(vec![b'x'; 5000]));
        assert_eq!(unpacked("gzip", &long, 4999).0, Err(TooLong));
        assert_eq!(unpacked("br", &long, 4999), (Ok(long.clone()), true));
        assert_eq!(unpacked("gzip", b"PK", 9), (Ok(b"PK".to_vec()), true));
        let cut = &long[..long.len() - 9];
        assert_eq!(unpacked("gzip", cut, 5000), (Ok(cut.to_vec()), true));
        assert_eq!(unpacked("gzip", b"", 9), (Ok(Vec::new()), true));
        // Several gzip members form one body.
        let twice = [gzipped(b"a"), gzipped(b"b")].concat();
        assert_eq!(unpacked("gzip", &twice, 9).0, Ok(b"ab".to_vec()));
    }
}
