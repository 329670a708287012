//! The envelope of a stored record: one JSON object with the leaves and structures of its entries, never their words.

use bytes::Bytes;
use data_encoding::HEXLOWER;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{CodecError, VERSION};
use crate::journal::{Entry, Hash, Head, Leaf, Record};
use crate::time::Timestamp;

/// The largest envelope, and the largest body of an entry.
pub const RECORD_BYTES_MAX: usize = 512 * 1024;

/// What an envelope adds around its entries, at most.
pub const RECORD_FRAME_BYTES_MAX: usize = 128;

/// What an envelope adds to an entry's structure, at most.
pub const ENTRY_FRAME_BYTES_MAX: usize = 128;

#[derive(Deserialize)]
struct Versioned {
    v: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope<'a> {
    v: u32,
    base: u64,
    // Borrowed, as all that is text here: what would have to be unescaped is not in the form in which it is written.
    previous: &'a str,
    #[serde(borrow)]
    entries: Vec<Slot<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Slot<'a> {
    at: &'a str,
    digest: &'a str,
    #[serde(borrow)]
    structure: &'a RawValue,
}

/// The bytes that a store keeps for `record`, the words apart (SPEC J8).
///
/// # Errors
/// An entry's structure is not JSON or has space around it, or is not of this version; the record is larger than
/// [`RECORD_BYTES_MAX`].
pub fn encode(record: &Record) -> Result<Vec<u8>, CodecError> {
    let Head { seq, hash } = record.extends;
    let mut text = format!(
        "{{\"v\":{VERSION},\"base\":{seq},\"previous\":\"{}\",\"entries\":[",
        hex::encode(hash)
    )
    .into_bytes();
    for (index, entry) in record.entries.iter().enumerate() {
        if entry.version != VERSION {
            return Err(CodecError::Version(entry.version));
        }
        let structure: &RawValue = serde_json::from_slice(&entry.structure)?;
        if structure.get().len() != entry.structure.len() {
            return Err(CodecError::Form("the structure"));
        }
        let comma = if index > 0 { "," } else { "" };
        let digest = hex::encode(entry.leaf.digest);
        text.extend(
            format!(
                "{comma}{{\"at\":\"{}\",\"digest\":\"{digest}\",\"structure\":",
                entry.leaf.at
            )
            .bytes(),
        );
        text.extend(&entry.structure);
        text.push(b'}');
    }
    text.extend(b"]}");
    if text.len() > RECORD_BYTES_MAX {
        return Err(CodecError::TooLarge { bytes: text.len() });
    }
    Ok(text)
}

/// Reads an envelope back; its entries are without words.
///
/// # Errors
/// The version is unknown, a field is missing or unknown, or something is not in the form in which it is written.
pub fn decode(bytes: &[u8]) -> Result<Record, CodecError> {
    decode_with(bytes, Bytes::copy_from_slice)
}

/// As [`decode`], the structures kept where `keep` puts them.
///
/// # Errors
/// As [`decode`].
pub(in crate::journal) fn decode_with(
    bytes: &[u8],
    mut keep: impl FnMut(&[u8]) -> Bytes,
) -> Result<Record, CodecError> {
    if bytes.len() > RECORD_BYTES_MAX {
        return Err(CodecError::TooLarge { bytes: bytes.len() });
    }
    let envelope = envelope(std::str::from_utf8(bytes).map_err(|_| CodecError::Form("the text"))?)?;
    let extends = Head {
        seq: envelope.base,
        hash: hash(envelope.previous)?,
    };
    let mut entries = Vec::with_capacity(envelope.entries.len());
    let mut seq = extends.seq;
    for slot in envelope.entries {
        seq = seq.checked_add(1).ok_or(CodecError::Form("the base"))?;
        let at: Timestamp = slot.at.parse().map_err(|_| CodecError::Form("the time"))?;
        if at.to_string() != slot.at {
            return Err(CodecError::Form("the time"));
        }
        let leaf = Leaf {
            seq,
            at,
            digest: hash(slot.digest)?,
        };
        entries.push(Entry {
            leaf,
            version: envelope.v,
            structure: keep(slot.structure.get().as_bytes()),
            words: None,
        });
    }
    Ok(Record { extends, entries })
}

/// Of another version it is that, whatever else it is.
fn envelope(text: &str) -> Result<Envelope<'_>, CodecError> {
    let read = serde_json::from_str(text);
    if let Ok(Envelope { v: VERSION, .. }) = read {
        return Ok(read?);
    }
    match serde_json::from_str(text)? {
        Versioned { v: VERSION } => Ok(read?),
        Versioned { v } => Err(CodecError::Version(v)),
    }
}

/// Reads 32 bytes from lower-case hex; of every other text there is another or none.
fn hash(text: &str) -> Result<Hash, CodecError> {
    let mut hash = Hash::default();
    if text.len() != 2 * hash.len() {
        return Err(CodecError::Form("a hash"));
    }
    let read = HEXLOWER.decode_mut(text.as_bytes(), &mut hash);
    read.map(|_| hash).map_err(|_| CodecError::Form("a hash"))
}
