//! The envelope of a stored record: one JSON object with the leaves and structures of its entries, never their words.

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
    #[serde(rename = "v")]
    _version: u32,
    base: u64,
    previous: String,
    #[serde(borrow)]
    entries: Vec<Slot<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Slot<'a> {
    at: String,
    digest: String,
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
    if bytes.len() > RECORD_BYTES_MAX {
        return Err(CodecError::TooLarge { bytes: bytes.len() });
    }
    let Versioned { v } = serde_json::from_slice(bytes)?;
    if v != VERSION {
        return Err(CodecError::Version(v));
    }
    let envelope: Envelope<'_> = serde_json::from_slice(bytes)?;
    let extends = Head {
        seq: envelope.base,
        hash: hash(&envelope.previous)?,
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
            digest: hash(&slot.digest)?,
        };
        entries.push(Entry {
            leaf,
            version: v,
            structure: slot.structure.get().into(),
            words: None,
        });
    }
    Ok(Record { extends, entries })
}

/// Reads 32 bytes from lower-case hex.
fn hash(text: &str) -> Result<Hash, CodecError> {
    let mut hash = Hash::default();
    hex::decode_to_slice(text, &mut hash).map_err(|_| CodecError::Form("a hash"))?;
    if hex::encode(hash) == text {
        Ok(hash)
    } else {
        Err(CodecError::Form("a hash"))
    }
}
