//! A session folded from its journal, with everything that is rebuilt on the way.

mod loading;

use uuid::Uuid;

use super::answers::Answers;
use crate::domain::event::WORD_KEYS;
use crate::domain::ids::ParticipantId;
use crate::domain::{Event, Session, Touched};
use crate::journal::chain::{FoldGuard, Tree, leaf_hash};
use crate::journal::codec::{self, Body, CodecError, Sealed};
use crate::journal::{Entry, Journal, JournalError};
use crate::time::Timestamp;

pub(super) use loading::Loaded;

#[derive(Debug, Default)]
pub(super) struct Replica {
    pub session: Session,
    pub answers: Answers,
    pub guard: FoldGuard,
    pub tree: Tree,
    /// The entries that are overrides (SPEC D98), in order.
    pub overrides: Vec<u64>,
}

impl Replica {
    /// Folds the whole journal of a session, and completes erasures that were not (SPEC L56); slots are made for its last `slots_max` entries.
    pub(super) async fn load(journal: &dyn Journal, session: Uuid, slots_max: usize) -> Result<Loaded, JournalError> {
        loop {
            let loaded = Loaded::of(journal, session, slots_max).await?;
            let erased = loaded.replica.session.erased_entries();
            // Words that are to be gone may still be there if the server was killed right after it wrote that they are.
            if erased.is_empty() || journal.erase(session, erased.iter().copied().collect()).await? == 0 {
                return Ok(loaded);
            }
        }
    }

    /// Applies an event that was decided or read, and keeps what is rebuilt with it.
    pub(super) fn apply(&mut self, entry: &Entry, body: &Body<Option<ParticipantId>, Event>) -> Touched {
        let (seq, at) = (entry.leaf.seq, entry.leaf.at);
        self.tree.push(leaf_hash(&entry.leaf));
        self.answers.note(body.by, body.command, seq);
        let touched = self.session.apply(seq, at, body.by, &body.event);
        if self.session.is_override(body.by, &body.event) {
            self.overrides.push(seq);
        }
        touched
    }
}

/// About how much memory an entry takes in the ring, frames of three audiences included.
pub(super) fn size(entry: &Entry) -> usize {
    let words = entry.words.as_ref().map_or(0, |words| words.pieces.len());
    1_024 + 4 * (entry.structure.len() + words)
}

/// Seals an event with a fresh salt.
pub(super) fn seal(by: Option<ParticipantId>, command: Option<Uuid>, event: &Event) -> Result<Sealed, CodecError> {
    let mut salt = [0; 16];
    // Without randomness there is no salt, and without a salt nothing may be written.
    getrandom::fill(&mut salt).map_err(|_| CodecError::Form("the salt"))?;
    codec::seal(&by, command, event, WORD_KEYS, salt)
}

/// The moment at which something happens: never before the last entry (protocol.md, "Time").
pub(super) fn not_before(session: &Session, now: Timestamp) -> Timestamp {
    now.max(session.at())
}
