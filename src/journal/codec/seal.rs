//! Making an entry's body, its digest, and the cut between structure and words.

use std::borrow::Cow;

use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::canonical::{CanonicalWriter, to_canonical};
use super::{CodecError, RECORD_BYTES_MAX, VERSION};
use crate::journal::{Entry, Hash, Leaf, Words};
use crate::time::Timestamp;

/// A body that was made, digested and cut, and only lacks its place in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// SHA-256 of salt and body.
    pub digest: Hash,
    /// The body with empty strings in the place of its words.
    pub structure: Vec<u8>,
    /// The salt and what was cut out.
    pub words: Words,
}

impl Sealed {
    /// The entry that this is at place `seq`, happening at `at`.
    #[must_use]
    pub fn into_entry(self, seq: u64, at: Timestamp) -> Entry {
        Entry {
            leaf: Leaf {
                seq,
                at,
                digest: self.digest,
            },
            version: VERSION,
            structure: self.structure.into(),
            words: Some(self.words),
        }
    }
}

/// The digest of a leaf: SHA-256 of salt and body (SPEC J2).
#[must_use]
pub fn digest(salt: &[u8; 16], body: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(body);
    hasher.finalize().into()
}

/// Makes the body of an entry and cuts its words out.
///
/// The body is the RFC 8785 JSON of an object with exactly the keys `by` (who acted, null for the clock), `command`
/// (the command's id, null where there was none) and `event`. A word is a string anywhere inside the event under one
/// of `word_keys`, alone or as an element of an array.
///
/// # Errors
/// `by` or `event` has no JSON that [`to_canonical`] accepts, or the body is larger than [`RECORD_BYTES_MAX`].
pub fn seal(
    by: &impl Serialize,
    command: Option<Uuid>,
    event: &impl Serialize,
    word_keys: &[&str],
    salt: [u8; 16],
) -> Result<Sealed, CodecError> {
    let mut writer = CanonicalWriter::new(word_keys);
    writer.bytes.extend(b"{\"by\":");
    writer.bytes.extend(to_canonical(&serde_json::to_value(by)?)?);
    writer.bytes.extend(b",\"command\":");
    writer.bytes.extend(to_canonical(&serde_json::to_value(command)?)?);
    writer.bytes.extend(b",\"event\":");
    writer.value(&serde_json::to_value(event)?)?;
    writer.bytes.push(b'}');
    if writer.bytes.len() > RECORD_BYTES_MAX {
        return Err(CodecError::TooLarge {
            bytes: writer.bytes.len(),
        });
    }

    let digest = digest(&salt, &writer.bytes);
    let (structure, pieces) = cut(&writer.bytes, &writer.words)?;
    Ok(Sealed {
        digest,
        structure,
        words: Words {
            salt,
            pieces: pieces.into(),
        },
    })
}

/// Takes the words out of the body. Each piece is its offset in the structure and its length, both 32 bits with the
/// high byte first, then its bytes.
fn cut(body: &[u8], words: &[(usize, usize)]) -> Result<(Vec<u8>, Vec<u8>), CodecError> {
    let wide = |number: usize| {
        let number = u32::try_from(number).map_err(|_| CodecError::TooLarge { bytes: body.len() })?;
        Ok::<_, CodecError>(number.to_be_bytes())
    };
    let mut structure = Vec::with_capacity(body.len());
    let mut pieces = Vec::new();
    let mut rest = 0;
    for &(start, length) in words {
        structure.extend(&body[rest..start]);
        rest = start + length;
        pieces.extend(wide(structure.len())?);
        pieces.extend(wide(length)?);
        pieces.extend(&body[start..rest]);
    }
    structure.extend(&body[rest..]);
    Ok((structure, pieces))
}

/// Puts the words back: the body, byte for byte. `None` where the pieces are not such as [`cut`] makes.
pub(super) fn splice<'a>(structure: &'a [u8], pieces: &[u8]) -> Option<Cow<'a, [u8]>> {
    if pieces.is_empty() {
        return Some(Cow::Borrowed(structure));
    }
    let mut body = Vec::with_capacity(structure.len() + pieces.len());
    let mut done = 0;
    let mut pieces = pieces;
    while !pieces.is_empty() {
        let (offset, rest) = narrow(pieces)?;
        let (length, rest) = narrow(rest)?;
        let (inside, rest) = rest.split_at_checked(length)?;
        // An empty string lies around every offset, each used once, in order.
        if inside.is_empty() || offset <= done || structure.get(offset - 1..=offset) != Some(b"\"\"") {
            return None;
        }
        body.extend(&structure[done..offset]);
        body.extend(inside);
        done = offset;
        pieces = rest;
    }
    body.extend(&structure[done..]);
    Some(Cow::Owned(body))
}

/// Reads a number of 32 bits, and gives what follows it.
fn narrow(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<4>()?;
    Some((usize::try_from(u32::from_be_bytes(*number)).ok()?, rest))
}
