//! Getting an entry's body back, and reading it.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::seal::{digest, splice};
use super::{CodecError, VERSION};
use crate::journal::Entry;

/// A body as its three parts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, bound = "B: DeserializeOwned, E: DeserializeOwned")]
pub struct Body<B, E> {
    /// Who acted.
    pub by: B,
    /// The id of the command that it came from.
    pub command: Option<uuid::Uuid>,
    /// What happened.
    pub event: E,
}

/// An upcaster for bodies of which there is only one version: it changes nothing.
#[must_use]
pub fn unchanged(_version: u32, body: Value) -> Value {
    body
}

/// The body, byte for byte as it was made; `None` once its words were erased.
///
/// # Errors
/// The words do not fit the structure. That they fit does not prove the body: see [`verified_body`].
pub fn body(entry: &Entry) -> Result<Option<Cow<'_, [u8]>>, CodecError> {
    let Some(words) = &entry.words else {
        return Ok(None);
    };
    match splice(&entry.structure, &words.pieces) {
        Some(body) => Ok(Some(body)),
        None => Err(CodecError::Pieces { seq: entry.leaf.seq }),
    }
}

/// The body, proven to have the leaf's digest; `None` once its words were erased.
///
/// # Errors
/// The words do not fit the structure, or the body is not the one that the leaf was made for.
pub fn verified_body(entry: &Entry) -> Result<Option<Cow<'_, [u8]>>, CodecError> {
    let body = body(entry)?;
    if let (Some(body), Some(words)) = (&body, &entry.words)
        && digest(&words.salt, body) != entry.leaf.digest
    {
        return Err(CodecError::Digest { seq: entry.leaf.seq });
    }
    Ok(body)
}

/// Reads the whole body, words included; `None` once they were erased. Proves its digest first.
///
/// `upcast` gets the version in which an older body was made and its JSON, and gives the JSON of today's version.
///
/// # Errors
/// As [`verified_body`], or the body is not what the types ask for.
pub fn open_body<B: DeserializeOwned, E: DeserializeOwned>(
    entry: &Entry,
    upcast: impl Fn(u32, Value) -> Value,
) -> Result<Option<Body<B, E>>, CodecError> {
    verified_body(entry)?
        .map(|body| read(&body, entry.version, upcast))
        .transpose()
}

/// Reads the structure: the body with an empty string in the place of every word. Enough for folding a session.
///
/// # Errors
/// The structure is not what the types ask for.
pub fn open_structure<B: DeserializeOwned, E: DeserializeOwned>(
    entry: &Entry,
    upcast: impl Fn(u32, Value) -> Value,
) -> Result<Body<B, E>, CodecError> {
    read(&entry.structure, entry.version, upcast)
}

/// Reads all there is of a body: with its words, or without them once they were erased.
///
/// # Errors
/// As [`open_body`].
pub fn open<B: DeserializeOwned, E: DeserializeOwned>(
    entry: &Entry,
    upcast: impl Fn(u32, Value) -> Value,
) -> Result<Body<B, E>, CodecError> {
    match open_body(entry, &upcast)? {
        Some(body) => Ok(body),
        None => open_structure(entry, upcast),
    }
}

fn read<B: DeserializeOwned, E: DeserializeOwned>(
    bytes: &[u8],
    version: u32,
    upcast: impl Fn(u32, Value) -> Value,
) -> Result<Body<B, E>, CodecError> {
    // Without a value in between: a session is opened as fast as its bodies are read.
    if version == VERSION {
        // Text that is checked once is not checked again string by string.
        let text = std::str::from_utf8(bytes).map_err(|_| CodecError::Form("the body"))?;
        return Ok(serde_json::from_str(text)?);
    }
    let value = serde_json::from_slice(bytes)?;
    Ok(serde_json::from_value(upcast(version, value))?)
}
