//! What the writer is asked to do: staged in a transaction first, answered when its fate is known.

use std::sync::Arc;

use rusqlite::{ErrorCode, Transaction, params};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::guards::Guards;
use super::{number, store};
use crate::journal::chain::NotMine;
use crate::journal::{JournalError, Outcome, Record};

/// Whether staging left something in the transaction that must be counted as an append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Staged {
    Append,
    Other,
}

/// One request to the writer.
pub(super) trait Work: Send {
    /// Does the request inside the transaction and remembers the answer.
    fn stage(&mut self, transaction: &Transaction<'_>, guards: &mut Guards) -> rusqlite::Result<Staged>;

    /// How many words it deleted, if it is an erasure: it is not done before the log has gone that holds them.
    fn erased(&self) -> Option<usize> {
        None
    }

    /// Gives the answer once the transaction is durable, or what became of it instead.
    fn settle(self: Box<Self>, fate: Result<(), &Failure>);
}

/// Why a transaction failed, for all that were in it.
pub(super) type Failure = Arc<rusqlite::Error>;

/// Whether there was no room, so that nothing was written for certain: the frame that makes a transaction valid is
/// the last one of it that `SQLite` writes.
fn is_full(failure: &Failure) -> bool {
    failure.sqlite_error_code() == Some(ErrorCode::DiskFull)
}

/// An append of one record.
pub(super) struct Append {
    session: Uuid,
    record: Arc<Record>,
    envelope: Vec<u8>,
    outcome: Outcome,
    answer: oneshot::Sender<Outcome>,
}

impl Append {
    pub(super) fn new(session: Uuid, record: Arc<Record>, envelope: Vec<u8>, answer: oneshot::Sender<Outcome>) -> Self {
        Self {
            session,
            record,
            envelope,
            outcome: Outcome::Ambiguous,
            answer,
        }
    }

    fn insert(&self, transaction: &Transaction<'_>, hash: &[u8; 32]) -> rusqlite::Result<()> {
        let session = self.session.as_bytes();
        let base = self.record.extends.seq;
        let mut last = base;
        let mut words_insert =
            transaction.prepare_cached("INSERT INTO words (session, seq, salt, pieces) VALUES (?1, ?2, ?3, ?4)")?;
        for entry in &self.record.entries {
            last = entry.leaf.seq;
            if let Some(words) = &entry.words {
                words_insert.execute(params![session, number(last), words.salt, &words.pieces[..]])?;
            }
        }
        transaction
            .prepare_cached("INSERT INTO records (session, base, last, hash, body) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![session, number(base), number(last), hash, self.envelope])?;
        Ok(())
    }
}

impl Work for Append {
    fn stage(&mut self, transaction: &Transaction<'_>, guards: &mut Guards) -> rusqlite::Result<Staged> {
        let Some(guard) = guards.of(transaction, self.session)? else {
            // The caller, told to catch up, meets what is broken; the other sessions of the group go on.
            return Ok(Staged::Other);
        };
        match guard.accept(&self.record) {
            Ok(head) => {
                self.insert(transaction, &head.hash)?;
                self.outcome = Outcome::Committed(head);
                return Ok(Staged::Append);
            }
            Err(NotMine::AnotherHead { .. }) => self.outcome = Outcome::Conflict,
            Err(flaw) => self.outcome = Outcome::Refused(flaw.to_string()),
        }
        Ok(Staged::Other)
    }

    fn settle(self: Box<Self>, fate: Result<(), &Failure>) {
        let outcome = match fate {
            Ok(()) => self.outcome,
            Err(failure) if is_full(failure) => Outcome::Full,
            Err(_) => Outcome::Ambiguous,
        };
        // Nobody waits any more if the caller was dropped; what is written stays written.
        drop(self.answer.send(outcome));
    }
}

/// Deletes words.
pub(super) struct Erase {
    session: Uuid,
    seqs: Vec<u64>,
    erased: usize,
    answer: oneshot::Sender<Result<usize, JournalError>>,
}

impl Erase {
    pub(super) fn new(session: Uuid, seqs: Vec<u64>, answer: oneshot::Sender<Result<usize, JournalError>>) -> Self {
        Self {
            session,
            seqs,
            erased: 0,
            answer,
        }
    }
}

impl Work for Erase {
    fn stage(&mut self, transaction: &Transaction<'_>, _guards: &mut Guards) -> rusqlite::Result<Staged> {
        let mut delete = transaction.prepare_cached("DELETE FROM words WHERE session = ?1 AND seq = ?2")?;
        self.erased = 0;
        for seq in &self.seqs {
            self.erased += delete.execute(params![self.session.as_bytes(), number(*seq)])?;
        }
        Ok(Staged::Other)
    }

    fn erased(&self) -> Option<usize> {
        Some(self.erased)
    }

    fn settle(self: Box<Self>, fate: Result<(), &Failure>) {
        let answer = fate.map(|()| self.erased).map_err(|failure| store(failure.clone()));
        drop(self.answer.send(answer));
    }
}

/// Any other small write that gives an answer.
pub(super) struct Ask<T, F> {
    question: F,
    found: Option<T>,
    answer: oneshot::Sender<Result<T, JournalError>>,
}

impl<T, F> Ask<T, F> {
    pub(super) fn new(question: F, answer: oneshot::Sender<Result<T, JournalError>>) -> Self {
        Self {
            question,
            found: None,
            answer,
        }
    }
}

impl<T: Send, F: FnMut(&Transaction<'_>) -> rusqlite::Result<T> + Send> Work for Ask<T, F> {
    fn stage(&mut self, transaction: &Transaction<'_>, _guards: &mut Guards) -> rusqlite::Result<Staged> {
        self.found = Some((self.question)(transaction)?);
        Ok(Staged::Other)
    }

    fn settle(self: Box<Self>, fate: Result<(), &Failure>) {
        let answer = match fate {
            Ok(()) => self.found.ok_or_else(|| store("the writer left this out")),
            Err(failure) => Err(store(failure.clone())),
        };
        drop(self.answer.send(answer));
    }
}
