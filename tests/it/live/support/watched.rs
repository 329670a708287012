//! A journal that is watched, and whose reads fail or come in small pages on demand.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use rostrum::journal::memory::MemoryJournal;
use rostrum::journal::{Entry, Journal, JournalError, LaterKey, Outcome, Record};
use uuid::Uuid;

/// Counts what a hub asks of a journal.
pub struct Watched {
    pub inner: Arc<MemoryJournal>,
    /// How often entries were asked for, in whatever way.
    pub reads: AtomicUsize,
    /// How many pages from now on cannot be read.
    pub failing: AtomicUsize,
    /// How many entries a page has at most, about.
    pub page: usize,
}

impl Default for Watched {
    fn default() -> Self {
        Self::over(Arc::default())
    }
}

impl Watched {
    pub fn over(inner: Arc<MemoryJournal>) -> Self {
        Self {
            inner,
            reads: AtomicUsize::new(0),
            failing: AtomicUsize::new(0),
            page: usize::MAX,
        }
    }
}

impl Journal for Watched {
    fn append(&self, session: Uuid, record: Arc<Record>) -> BoxFuture<'_, Outcome> {
        self.inner.append(session, record)
    }

    fn records(
        &self,
        session: Uuid,
        after: u64,
        entries_max: usize,
    ) -> BoxFuture<'_, Result<Vec<Record>, JournalError>> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        async move {
            // Long enough for others to ask meanwhile.
            tokio::time::sleep(Duration::from_millis(5)).await;
            let failing = self
                .failing
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
            match failing {
                Ok(_) => Err(JournalError::Store("on purpose".into())),
                Err(_) => self.inner.records(session, after, entries_max.min(self.page)).await,
            }
        }
        .boxed()
    }

    fn entries(&self, session: Uuid, after: u64, limit: usize) -> BoxFuture<'_, Result<Vec<Entry>, JournalError>> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        self.inner.entries(session, after, limit)
    }

    fn pick(&self, session: Uuid, seqs: Vec<u64>) -> BoxFuture<'_, Result<Vec<Entry>, JournalError>> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        self.inner.pick(session, seqs)
    }

    fn sessions(&self, before: Option<Uuid>, limit: usize) -> BoxFuture<'_, Result<Vec<Uuid>, JournalError>> {
        self.inner.sessions(before, limit)
    }

    fn claim(&self, key: Uuid, session: Uuid) -> BoxFuture<'_, Result<Uuid, JournalError>> {
        self.inner.claim(key, session)
    }

    fn keep_checkpoint(&self, session: Uuid, size: u64, note: String) -> BoxFuture<'_, Result<(), JournalError>> {
        self.inner.keep_checkpoint(session, size, note)
    }

    fn checkpoint(&self, session: Uuid) -> BoxFuture<'_, Result<Option<(u64, String)>, JournalError>> {
        self.inner.checkpoint(session)
    }

    fn secret(&self, name: &'static str) -> BoxFuture<'_, Result<[u8; 32], JournalError>> {
        self.inner.secret(name)
    }

    fn erase(&self, session: Uuid, seqs: Vec<u64>) -> BoxFuture<'_, Result<usize, JournalError>> {
        self.inner.erase(session, seqs)
    }

    fn later_keys(&self) -> BoxFuture<'_, Result<Vec<LaterKey>, JournalError>> {
        self.inner.later_keys()
    }

    fn add_key(&self, after: usize, key: LaterKey) -> BoxFuture<'_, Result<bool, JournalError>> {
        self.inner.add_key(after, key)
    }

    fn epoch(&self) -> BoxFuture<'_, Result<Uuid, JournalError>> {
        self.inner.epoch()
    }
}
