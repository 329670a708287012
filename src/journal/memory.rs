//! A journal in memory that keeps the whole contract except outliving its process, and fails on demand.

mod store;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{Entry, Journal, JournalError, LaterKey, Outcome, Record};
use store::Store;

/// What the next append shall suffer.
#[derive(Debug)]
pub enum Fault {
    /// It is told that the head is another one, whatever the head is; nothing is written.
    Conflict,
    /// If it can be committed it is, but it is told that this is not known.
    AmbiguousCommitted,
    /// Nothing is written, and it is told that this is not known.
    AmbiguousLost,
    /// There is no room.
    Full,
    /// It waits this long (on tokio's clock) and then goes on as usual.
    Slow(Duration),
    /// It waits until the sender of this gate sends or is dropped, and then goes on as usual.
    Held(oneshot::Receiver<()>),
}

/// What the next erasure shall suffer.
#[derive(Debug)]
pub enum ErasureFault {
    /// Nothing is erased, and it is told so.
    Lost,
    /// It is done, but told that it failed.
    Unknown,
    /// It waits until the sender of this gate sends or is dropped, and then goes on as usual.
    Held(oneshot::Receiver<()>),
}

/// Sessions, claims and secrets in memory. Share one between nodes by its `Arc`.
#[derive(Debug)]
pub struct MemoryJournal {
    epoch: Uuid,
    faults: Mutex<VecDeque<Fault>>,
    erasure_faults: Mutex<VecDeque<ErasureFault>>,
    store: Mutex<Store>,
}

impl Default for MemoryJournal {
    fn default() -> Self {
        Self {
            epoch: Uuid::now_v7(),
            faults: Mutex::default(),
            erasure_faults: Mutex::default(),
            store: Mutex::default(),
        }
    }
}

impl MemoryJournal {
    /// A journal without sessions, of a new epoch.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets an append suffer `fault`: each takes the first of those that wait, in the order in which they are polled.
    pub fn inject(&self, fault: Fault) {
        lock(&self.faults).push_back(fault);
    }

    /// Lets an erasure suffer `fault`, in the same way.
    pub fn inject_into_erasure(&self, fault: ErasureFault) {
        lock(&self.erasure_faults).push_back(fault);
    }

    /// How many faults still wait for an append.
    #[must_use]
    pub fn faults_left(&self) -> usize {
        lock(&self.faults).len()
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        lock(&self.store)
    }

    async fn append_with_faults(&self, session: Uuid, record: Arc<Record>) -> Outcome {
        let fault = lock(&self.faults).pop_front();
        match fault {
            Some(Fault::Conflict) => return Outcome::Conflict,
            Some(Fault::AmbiguousLost) => return Outcome::Ambiguous,
            Some(Fault::Full) => return Outcome::Full,
            Some(Fault::AmbiguousCommitted) => {
                return match self.store().append(session, &record) {
                    Outcome::Committed(_) => Outcome::Ambiguous,
                    other => other,
                };
            }
            Some(Fault::Slow(time)) => tokio::time::sleep(time).await,
            // A sender that was dropped opens the gate as well.
            Some(Fault::Held(gate)) => drop(gate.await),
            None => {}
        }
        self.store().append(session, &record)
    }
}

/// The data stays whole when a test panics elsewhere: no lock is held across anything that can.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Journal for MemoryJournal {
    fn append(&self, session: Uuid, record: Arc<Record>) -> BoxFuture<'_, Outcome> {
        self.append_with_faults(session, record).boxed()
    }

    fn records(
        &self,
        session: Uuid,
        after: u64,
        entries_max: usize,
    ) -> BoxFuture<'_, Result<Vec<Record>, JournalError>> {
        async move { Ok(self.store().records(session, after, entries_max)) }.boxed()
    }

    fn entries(&self, session: Uuid, after: u64, limit: usize) -> BoxFuture<'_, Result<Vec<Entry>, JournalError>> {
        async move { Ok(self.store().entries(session, after, limit)) }.boxed()
    }

    fn pick(&self, session: Uuid, seqs: Vec<u64>) -> BoxFuture<'_, Result<Vec<Entry>, JournalError>> {
        async move {
            Ok(seqs
                .into_iter()
                .filter_map(|seq| self.store().entry(session, seq))
                .collect())
        }
        .boxed()
    }

    fn erase(&self, session: Uuid, seqs: Vec<u64>) -> BoxFuture<'_, Result<usize, JournalError>> {
        async move {
            let fault = lock(&self.erasure_faults).pop_front();
            match fault {
                Some(ErasureFault::Lost) => Err(JournalError::Store("the erasure was lost".into())),
                Some(ErasureFault::Unknown) => {
                    self.store().erase(session, &seqs);
                    Err(JournalError::Store("nobody knows what became of the erasure".into()))
                }
                Some(ErasureFault::Held(gate)) => {
                    // A sender that was dropped opens the gate as well.
                    drop(gate.await);
                    Ok(self.store().erase(session, &seqs))
                }
                None => Ok(self.store().erase(session, &seqs)),
            }
        }
        .boxed()
    }

    fn sessions(&self, before: Option<Uuid>, limit: usize) -> BoxFuture<'_, Result<Vec<Uuid>, JournalError>> {
        async move { Ok(self.store().sessions(before, limit)) }.boxed()
    }

    fn claim(&self, key: Uuid, session: Uuid) -> BoxFuture<'_, Result<Uuid, JournalError>> {
        async move { Ok(*self.store().claims.entry(key).or_insert(session)) }.boxed()
    }

    fn keep_checkpoint(&self, session: Uuid, size: u64, note: String) -> BoxFuture<'_, Result<(), JournalError>> {
        async move {
            self.store().checkpoints.entry(session).or_default().insert(size, note);
            Ok(())
        }
        .boxed()
    }

    fn checkpoint(&self, session: Uuid) -> BoxFuture<'_, Result<Option<(u64, String)>, JournalError>> {
        async move { Ok(self.store().newest_checkpoint(session)) }.boxed()
    }

    fn secret(&self, name: &'static str) -> BoxFuture<'_, Result<[u8; 32], JournalError>> {
        async move { self.store().secret(name) }.boxed()
    }

    fn later_keys(&self) -> BoxFuture<'_, Result<Vec<LaterKey>, JournalError>> {
        async move { Ok(self.store().later_keys.clone()) }.boxed()
    }

    fn add_key(&self, after: usize, key: LaterKey) -> BoxFuture<'_, Result<bool, JournalError>> {
        async move {
            let keys = &mut self.store().later_keys;
            let next = keys.len() == after;
            if next {
                keys.push(key);
            }
            Ok(next)
        }
        .boxed()
    }

    fn epoch(&self) -> BoxFuture<'_, Result<Uuid, JournalError>> {
        async move { Ok(self.epoch) }.boxed()
    }
}
