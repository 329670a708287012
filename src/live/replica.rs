//! A session folded from its journal, with everything that is rebuilt on the way.

use uuid::Uuid;

use super::answers::Answers;
use super::slot::Slot;
use crate::domain::event::WORD_KEYS;
use crate::domain::ids::ParticipantId;
use crate::domain::{Event, Session, Touched};
use crate::journal::chain::{FoldGuard, Frontier, leaf_hash};
use crate::journal::codec::{self, Body, CodecError, Sealed};
use crate::journal::{Entry, Journal, JournalError, Record};
use crate::time::Timestamp;

/// How many entries are read from the journal at a time.
const PAGE: usize = 2_000;

#[derive(Debug, Default)]
pub(super) struct Replica {
    pub session: Session,
    pub answers: Answers,
    pub guard: FoldGuard,
    pub frontier: Frontier,
    /// The entries that are overrides (SPEC D98), in order.
    pub overrides: Vec<u64>,
}

/// A replica and the slots of its last entries.
pub(super) struct Loaded {
    pub replica: Replica,
    pub slots: Vec<Slot>,
    pub visibility: Vec<u64>,
}

impl Replica {
    /// Folds the whole journal of a session; slots are made for about the last `slots_max` entries.
    pub(super) async fn load(journal: &dyn Journal, session: Uuid, slots_max: usize) -> Result<Loaded, JournalError> {
        let mut loaded = Loaded {
            replica: Self::default(),
            slots: Vec::new(),
            visibility: Vec::new(),
        };
        let mut page = journal.records(session, 0, PAGE).await?;
        while !page.is_empty() {
            let after = page.iter().map(last_of).max().unwrap_or_default();
            let next = journal.records(session, after, PAGE).await?;
            // Patches are dear: they are made only where they may be among the last ones.
            let near_the_end = next.iter().map(|record| record.entries.len()).sum::<usize>() < slots_max;
            for record in &page {
                loaded.fold(session, record, near_the_end)?;
            }
            page = next;
        }
        let surplus = loaded.slots.len().saturating_sub(slots_max);
        loaded.slots.drain(..surplus);
        Ok(loaded)
    }

    /// Applies an event that was decided or read, and keeps what is rebuilt with it.
    pub(super) fn apply(&mut self, entry: &Entry, body: &Body<Option<ParticipantId>, Event>) -> Touched {
        let (seq, at) = (entry.leaf.seq, entry.leaf.at);
        self.frontier.push(leaf_hash(&entry.leaf));
        self.answers.note(body.by, body.command, seq);
        let touched = self.session.apply(seq, at, body.by, &body.event);
        if self.session.is_override(body.by, &body.event) {
            self.overrides.push(seq);
        }
        touched
    }
}

fn last_of(record: &Record) -> u64 {
    record.extends.seq + record.entries.len() as u64
}

impl Loaded {
    fn fold(&mut self, session: Uuid, record: &Record, with_slots: bool) -> Result<(), JournalError> {
        let broken = |after: u64, what: String| JournalError::Broken { session, after, what };
        let replica = &mut self.replica;
        replica
            .guard
            .accept(record)
            .map_err(|error| broken(record.extends.seq, error.to_string()))?;
        for entry in &record.entries {
            let body =
                codec::open(entry, codec::unchanged).map_err(|error| broken(entry.leaf.seq - 1, error.to_string()))?;
            let touched = replica.apply(entry, &body);
            if with_slots {
                self.slots
                    .push(Slot::new(&replica.session, body.by, body.event, &touched, size(entry)));
            }
            self.visibility.extend(touched.visibility);
        }
        Ok(())
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
