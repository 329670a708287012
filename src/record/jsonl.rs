//! The lines of an exported `transcript.jsonl`, as the protocol gives them under "The record".
//!
//! Each line has one form only, down to the byte: what [`super::verify`] reads is written here and compared.

use uuid::Uuid;

use crate::journal::checkpoint::VerifierKey;
use crate::journal::codec::{self, CodecError};
use crate::journal::{Entry, Leaf};

/// What the header says the file is.
pub const FORMAT: &str = "rostrum-record/1";

/// The first line: session and title as entry 1 has them, and the key that the checkpoint is signed with.
#[must_use]
pub fn header_line(session: Uuid, title: &str, key: &VerifierKey) -> String {
    let (title, key) = (quoted(title), quoted(&key.to_string()));
    format!("{{\"format\":\"{FORMAT}\",\"session\":\"{session}\",\"title\":{title},\"key\":{key}}}\n")
}

/// The line of an entry as the journal holds it: whole, or its digest only where its words were erased.
///
/// # Errors
/// The entry's words do not fit its structure, or its body does not have its digest.
pub fn entry_line(entry: &Entry) -> Result<String, CodecError> {
    match (codec::verified_body(entry)?, &entry.words) {
        (Some(body), Some(words)) => full_line(&entry.leaf, &words.salt, &body),
        _ => Ok(digest_line(&entry.leaf)),
    }
}

/// The line of an entry that is shown whole. The body goes into it byte for byte.
///
/// # Errors
/// The body is not a JSON object's text, or not UTF-8.
pub fn full_line(leaf: &Leaf, salt: &[u8; 16], body: &[u8]) -> Result<String, CodecError> {
    let body = std::str::from_utf8(body).ok().and_then(|body| body.strip_prefix('{'));
    let members = body.ok_or(CodecError::Form("the body"))?;
    Ok(format!(
        "{{\"seq\":{},\"at\":\"{}\",\"salt\":\"{}\",{members}\n",
        leaf.seq,
        leaf.at,
        hex::encode(salt)
    ))
}

/// The line of an entry that the reader may not see or whose words were erased.
#[must_use]
pub fn digest_line(leaf: &Leaf) -> String {
    format!(
        "{{\"seq\":{},\"at\":\"{}\",\"digest\":\"{}\"}}\n",
        leaf.seq,
        leaf.at,
        hex::encode(leaf.digest)
    )
}

/// The last line: the checkpoint of exactly as many entries as the file has.
#[must_use]
pub fn checkpoint_line(note: &str) -> String {
    format!("{{\"checkpoint\":{}}}\n", quoted(note))
}

/// A JSON string with as few escapes as may be.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
