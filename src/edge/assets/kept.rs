//! Bytes that stay the same while the server runs: compressed once, and sent only to whom they are new.

use std::io::Write;

use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, GetAll, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::{WEBP, short};

/// A file in both of its forms.
pub(in crate::edge) struct Kept {
    kind: &'static str,
    plain: Form,
    /// Absent where it would be no smaller.
    gzip: Option<Form>,
}

/// What goes over the wire, and its strong `ETag`.
struct Form {
    bytes: Bytes,
    tag: String,
}

impl Kept {
    /// Compresses and names the bytes of a file of this content type.
    pub(super) fn new(kind: &'static str, bytes: Bytes) -> Self {
        let digest = short(&Sha256::digest(&bytes));
        // Compressing pictures again would gain nothing, and hold up every start.
        let again = if kind == WEBP { None } else { gzip(&bytes) };
        let gzip = again.map(|bytes| Form {
            bytes,
            tag: format!("\"{digest}-gzip\""),
        });
        let plain = Form {
            bytes,
            tag: format!("\"{digest}\""),
        };
        Self { kind, plain, gzip }
    }

    /// The bytes as they are.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.plain.bytes
    }

    /// The whole file in the form that the asker takes; with no `ETag`, so that it is no answer to a condition.
    pub(in crate::edge) fn whole(&self, asked: &HeaderMap) -> Response {
        let form = self.form(asked);
        let headers = [
            (CONTENT_TYPE, HeaderValue::from_static(self.kind)),
            (VARY, HeaderValue::from_name(ACCEPT_ENCODING)),
        ];
        let mut response = (headers, form.bytes.clone()).into_response();
        if self.gzip.as_ref().is_some_and(|gzip| std::ptr::eq(gzip, form)) {
            let headers = response.headers_mut();
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }

    /// The file, or 304 for who has it already; to be remembered as `cache` says.
    pub(in crate::edge) fn answer(&self, asked: &HeaderMap, cache: HeaderValue) -> Response {
        let tag = &self.form(asked).tag;
        let mut response = if has(asked.get_all(IF_NONE_MATCH), tag) {
            let vary = [(VARY, HeaderValue::from_name(ACCEPT_ENCODING))];
            (StatusCode::NOT_MODIFIED, vary).into_response()
        } else {
            self.whole(asked)
        };
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, cache);
        if let Ok(tag) = HeaderValue::from_str(tag) {
            headers.insert(ETAG, tag);
        }
        response
    }

    fn form(&self, asked: &HeaderMap) -> &Form {
        let gzip = self.gzip.as_ref();
        gzip.filter(|_| takes_gzip(asked)).unwrap_or(&self.plain)
    }
}

fn gzip(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // A vector takes whatever is written; were it not so, the file would go out as it is.
    encoder.write_all(bytes).ok()?;
    let smaller = encoder.finish().ok()?;
    (smaller.len() < bytes.len()).then(|| smaller.into())
}

/// The parts of a header that is a list, however many lines it has.
fn parts(values: GetAll<'_, HeaderValue>) -> impl Iterator<Item = &str> {
    let texts = values.into_iter().filter_map(|value| value.to_str().ok());
    texts.flat_map(|text| text.split(',')).map(str::trim)
}

/// Whether `Accept-Encoding` allows gzip; what it says of gzip itself goes before what it says of everything.
fn takes_gzip(asked: &HeaderMap) -> bool {
    let mut of_all = false;
    for part in parts(asked.get_all(ACCEPT_ENCODING)) {
        let (coding, weight) = part.split_once(';').unwrap_or((part, "q=1"));
        let weight = weight.trim().trim_start_matches(['q', 'Q']).trim_start_matches('=');
        let wanted = weight.trim().parse().is_ok_and(|weight: f32| weight > 0.0);
        match coding.trim() {
            coding if coding.eq_ignore_ascii_case("gzip") => return wanted,
            "*" => of_all = wanted,
            _ => {}
        }
    }
    of_all
}

/// Whether `If-None-Match` names this form. It compares weakly (RFC 9110): a proxy may have weakened the tag.
fn has(values: GetAll<'_, HeaderValue>, tag: &str) -> bool {
    parts(values).any(|part| part == "*" || part.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::{Kept, has, takes_gzip};
    use axum::http::header::{ACCEPT_ENCODING, IF_NONE_MATCH};
    use axum::http::{HeaderMap, HeaderName, HeaderValue};
    use bytes::Bytes;

    fn with(name: &HeaderName, values: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn s40_gzip_is_sent_to_those_alone_who_take_it() {
        let takes = [
            "gzip",
            "br, GZIP;q=0.5",
            "*",
            "identity;q=0, *;q=0.1",
            "gzip; q=1.0",
            "br;q=1, gzip",
        ];
        for value in takes {
            assert!(takes_gzip(&with(&ACCEPT_ENCODING, &[value])), "{value}");
        }
        assert!(takes_gzip(&with(&ACCEPT_ENCODING, &["br", "gzip"])));
        let does_not = [
            "",
            "br",
            "gzip;q=0",
            "gzip;q=0.000",
            "*, gzip;q=0",
            "*;q=0",
            "gzipped",
            "gzip;q=x",
        ];
        for value in does_not {
            assert!(!takes_gzip(&with(&ACCEPT_ENCODING, &[value])), "{value}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }

    #[test]
    fn s40_a_tag_is_found_in_a_list_whole_and_weakened_too() {
        let tag = "\"a-gzip\"";
        for value in ["\"a-gzip\"", "\"b\", \"a-gzip\"", "W/\"a-gzip\"", "*"] {
            assert!(
                has(with(&IF_NONE_MATCH, &[value]).get_all(IF_NONE_MATCH), tag),
                "{value}"
            );
        }
        for value in ["", "\"a\"", "a-gzip", "\"a-gzip", "\"xa-gzip\""] {
            assert!(
                !has(with(&IF_NONE_MATCH, &[value]).get_all(IF_NONE_MATCH), tag),
                "{value}"
            );
        }
    }

    #[test]
    fn s90_a_picture_is_not_compressed_again() {
        let bytes = Bytes::from(vec![b'a'; 1_000]);
        assert!(Kept::new("text/css", bytes.clone()).gzip.is_some());
        assert!(Kept::new("image/webp", bytes).gzip.is_none());
    }

    #[test]
    fn s40_what_compression_does_not_make_smaller_goes_out_as_it_is() {
        assert!(Kept::new("text/css", Bytes::from_static(b"a{}")).gzip.is_none());
        let long = Kept::new("text/css", Bytes::from(vec![b'a'; 1_000]));
        let gzip = long.gzip.unwrap();
        assert!(gzip.bytes.len() < 100);
        assert_ne!(gzip.tag, long.plain.tag);
    }
}
