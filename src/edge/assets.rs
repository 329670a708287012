//! The web client's files, part of the binary (SPEC S40, S41).
//!
//! Their address holds a digest over all of them, so a browser keeps what it has until another version is there, and
//! never mixes two.

mod kept;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use bytes::Bytes;
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

use super::Edge;
use super::problem::{ProblemCode, Refused};
use crate::domain::Code;

pub(super) use kept::Kept;

/// Pictures of the help; compressed as they are.
const WEBP: &str = "image/webp";

/// Stands in the shell where the address of the assets is put.
const PLACEHOLDER: &str = "%ASSETS%";

/// An address with a version in it never answers anything else.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

#[derive(RustEmbed)]
#[folder = "web/"]
#[include = "index.html"]
#[include = "*.css"]
#[include = "icon.svg"]
#[include = "ui/**"]
#[include = "i18n/**"]
#[include = "help/**"]
#[include = "sdk/*.js"]
#[exclude = "**/*.d.ts"]
#[exclude = "**/*.json"]
#[exclude = "**/*.md"]
struct Web;

/// The shell and all the files that it leads to.
pub(super) struct Assets {
    version: String,
    files: BTreeMap<String, Kept>,
    /// The one page, as it is for every address of people.
    pub(super) shell: Kept,
}

/// The content type of a file, by its ending; what has none is not served.
fn kind(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "js" => Some("text/javascript; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "webp" => Some(WEBP),
        _ => None,
    }
}

fn bytes(file: EmbeddedFile) -> Bytes {
    match file.data {
        std::borrow::Cow::Borrowed(data) => Bytes::from_static(data),
        std::borrow::Cow::Owned(data) => data.into(),
    }
}

impl Assets {
    /// This process's assets; `None` if `web/index.html` is not there, which can be so in a debug build alone.
    pub(super) fn of_this_binary() -> Option<&'static Self> {
        static ASSETS: LazyLock<Option<Assets>> = LazyLock::new(Assets::load);
        ASSETS.as_ref()
    }

    fn load() -> Option<Self> {
        let mut files = BTreeMap::new();
        for path in Web::iter() {
            if let (Some(kind), Some(file)) = (kind(&path), Web::get(&path)) {
                files.insert(path.into_owned(), Kept::new(kind, bytes(file)));
            }
        }
        let version = version(&files);
        let page = String::from_utf8(bytes(Web::get("index.html")?).into()).ok()?;
        let page = page.replace(PLACEHOLDER, &format!("/assets/{version}"));
        Some(Self {
            version,
            files,
            shell: Kept::new("text/html; charset=utf-8", page.into()),
        })
    }

    /// A file of the client, by its path below `web/`.
    pub(super) fn file(&self, path: &str) -> Option<&Kept> {
        self.files.get(path)
    }
}

/// A digest over all paths and bytes, short enough for an address.
fn version(files: &BTreeMap<String, Kept>) -> String {
    let mut digest = Sha256::new();
    for (path, file) in files {
        for part in [path.as_bytes(), file.bytes()] {
            // With their lengths, no two sets of files are hashed alike.
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
    }
    short(&digest.finalize())
}

/// The first 64 bits of a digest as text.
fn short(digest: &[u8]) -> String {
    hex::encode(&digest[..digest.len().min(8)])
}

/// `GET /assets/{version}/{*path}`
pub(super) async fn file(
    State(edge): State<Arc<Edge>>,
    Path((version, path)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let assets = edge.assets;
    let file = assets.file(&path).filter(|_| version == assets.version);
    let file =
        file.ok_or_else(|| Refused::because(ProblemCode::Refused(Code::NotFound), "This version has no such file."))?;
    Ok(file.answer(&headers, FOR_EVER))
}
