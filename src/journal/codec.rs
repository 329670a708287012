//! The bytes of the journal: canonical bodies, the words cut out of them, and the envelope of a stored record.

mod body;
mod canonical;
mod envelope;
mod seal;

pub use body::{Body, body, open, open_body, open_structure, unchanged, verified_body};
pub use canonical::{DEPTH_MAX, to_canonical};
pub use envelope::{ENTRY_FRAME_BYTES_MAX, RECORD_BYTES_MAX, RECORD_FRAME_BYTES_MAX, decode, encode};
pub use seal::{Sealed, digest, seal};

pub(super) use envelope::decode_with;

/// The version of the bodies and envelopes that this program writes.
pub const VERSION: u32 = 1;

/// What cannot be written to or read from the journal.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// A value has no JSON, or bytes are not the JSON they should be.
    #[error("not the JSON it should be: {0}")]
    Json(#[from] serde_json::Error),
    /// A number is not an integer between -2^53 and 2^53, both excluded.
    #[error("the number {0} is not an integer that every reader of JSON keeps")]
    Number(serde_json::Number),
    /// Arrays and objects lie in each other more than [`DEPTH_MAX`] deep.
    #[error("arrays and objects lie more than {DEPTH_MAX} deep in each other")]
    TooDeep,
    /// The pieces of an entry's words do not fit its structure.
    #[error("the words of entry {seq} do not fit its structure")]
    Pieces {
        /// Which entry.
        seq: u64,
    },
    /// Salt and body do not have the digest of the leaf.
    #[error("the body of entry {seq} does not have its digest")]
    Digest {
        /// Which entry.
        seq: u64,
    },
    /// The record, or one of its entries, is of a version that this program does not know how to keep.
    #[error("version {0} is not known")]
    Version(u32),
    /// The record's envelope is larger than [`RECORD_BYTES_MAX`].
    #[error("a record of {bytes} bytes is larger than {RECORD_BYTES_MAX}")]
    TooLarge {
        /// How large it would be.
        bytes: usize,
    },
    /// Something in the envelope is not in the one form that is written.
    #[error("{0} is not in the form in which it is written")]
    Form(&'static str),
}
