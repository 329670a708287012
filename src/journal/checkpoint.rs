//! Checkpoints: what the server vouches for with its signature, as a C2SP tlog-checkpoint (SPEC J11).
//!
//! A checkpoint is a signed note. Its text is three lines, the origin, the number of entries in decimal, and the
//! tree's root in base64; after a blank line follows one Ed25519 signature over that text, line ends included.

mod key;
mod ring;

pub use key::{NotAKey, Signer, Succession, VerifierKey};
pub use ring::{Followed, KeyRing, PublishedKey, follow};

use base64::{Engine, engine::general_purpose::STANDARD};
use uuid::Uuid;

use super::Hash;

/// What a checkpoint says: the session named by `origin` has `size` entries, and this is their tree's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log it is, `rostrum/<session>`.
    pub origin: String,
    /// The number of entries.
    pub size: u64,
    /// The tree's root over them.
    pub root: Hash,
}

/// Why a note was not taken for a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACheckpoint {
    /// Its lines are not those of a checkpoint with exactly one signature.
    #[error("the note does not have the form of a checkpoint with one signature")]
    Form,
    /// The origin or the signature names another session.
    #[error("the note is of another origin")]
    Origin,
    /// The signature is by another key.
    #[error("the note is signed by another key")]
    Key,
    /// The signature does not fit the text.
    #[error("the note's signature is not valid for its text")]
    Signature,
}

/// The origin and key name of a session's checkpoints.
#[must_use]
pub fn origin(session: Uuid) -> String {
    format!("rostrum/{session}")
}

impl Checkpoint {
    /// The signed text, every line with its end.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// Reads back exactly what [`Checkpoint::text`] writes.
    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.split_terminator('\n');
        let origin = lines.next()?.to_owned();
        let size = lines.next()?.parse().ok()?;
        let root = STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
        let checkpoint = Self { origin, size, root };
        // One text for one checkpoint: no sign, no leading zero, no further line.
        (checkpoint.text() == text).then_some(checkpoint)
    }
}
