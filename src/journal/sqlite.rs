//! The journal of one machine: a `SQLite` file, one thread that writes it, and a few connections that read it.

mod file;
mod guards;
mod read;
mod schema;
mod work;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use rusqlite::{Transaction, params};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{Entry, Journal, JournalError, LaterKey, Outcome, Record, codec, fresh_secret};
use file::Lock;
use read::Readers;
use work::{Append, Ask, Erase, Work};
use writer::Writer;

pub(crate) use file::make_private;

/// How many requests wait for the writer at most; further ones wait for a place.
const WAITING_MAX: usize = 1_024;

/// A journal in a `SQLite` file in WAL mode, whose commits are synced to the disk before they are answered.
///
/// All that waits for the writer becomes durable in one transaction. Dropping the journal writes what was asked for
/// before and closes the file.
#[derive(Debug)]
pub struct SqliteJournal {
    path: PathBuf,
    epoch: Uuid,
    readers: Arc<Readers>,
    commits: Arc<AtomicU64>,
    // Dropped in this order: the channel's end ends the thread, then the next process may come.
    writer: Writer,
    _lock: Lock,
}

impl SqliteJournal {
    /// Opens the journal in the file `path`, making it if it is not there; its directory must be. The file is
    /// readable by its owner only. Beside it lie `SQLite`'s own `-wal` and `-shm`, and an empty `.lock`.
    ///
    /// Must not be called while another process, or this one, has it open.
    ///
    /// # Errors
    /// [`JournalError::InUse`] if it is open already; [`JournalError::Store`] if it cannot be opened, was made by a
    /// newer program, or the file system has no write-ahead log.
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        Self::open_with(path, None)
    }

    /// As [`SqliteJournal::open`], with a file that never grows beyond `pages_max` pages of 4 KiB: appends that need
    /// more are answered with [`Outcome::Full`].
    ///
    /// # Errors
    /// As [`SqliteJournal::open`].
    pub fn open_within(path: &Path, pages_max: u32) -> Result<Self, JournalError> {
        Self::open_with(path, Some(pages_max))
    }

    fn open_with(path: &Path, pages_max: Option<u32>) -> Result<Self, JournalError> {
        let lock = file::lock(path)?;
        file::make_private(path).map_err(store)?;
        let mut connection = schema::open_for_writing(path).map_err(store)?;
        if let Some(pages_max) = pages_max {
            connection
                .pragma_update(None, "max_page_count", pages_max)
                .map_err(store)?;
        }
        let epoch = schema::epoch(&mut connection).map_err(store)?;
        let commits = Arc::new(AtomicU64::new(0));
        let writer = Writer::start(connection, WAITING_MAX, Arc::clone(&commits)).map_err(store)?;
        Ok(Self {
            path: path.to_owned(),
            epoch,
            readers: Arc::new(Readers::new(path)),
            commits,
            writer,
            _lock: lock,
        })
    }

    /// How many transactions that hold appended records were committed since the journal was opened.
    #[must_use]
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    async fn append_in_turn(&self, session: Uuid, record: Arc<Record>) -> Outcome {
        // Done here and not by the writer, so that sessions encode beside each other.
        let envelope = match codec::encode(&record) {
            Ok(envelope) => envelope,
            Err(error) => return Outcome::Refused(error.to_string()),
        };
        let (answer, answered) = oneshot::channel();
        let sent = self
            .writer
            .send(Box::new(Append::new(session, record, envelope, answer)))
            .await;
        if sent.is_err() {
            return Outcome::Ambiguous;
        }
        // The writer is gone in the midst of it: it may have committed.
        answered.await.unwrap_or(Outcome::Ambiguous)
    }

    /// Has the writer do `ask` in its next transaction.
    async fn write<T: Send + 'static>(
        &self,
        ask: impl FnMut(&Transaction<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, JournalError> {
        let (answer, answered) = oneshot::channel();
        let work: Box<dyn Work> = Box::new(Ask::new(ask, answer));
        self.writer
            .send(work)
            .await
            .map_err(|_| store("the writer has ended"))?;
        answered.await.map_err(store)?
    }
}

/// Wraps what went wrong in the store.
fn store(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> JournalError {
    JournalError::Store(error.into())
}

/// A number as `SQLite` keeps it. Beyond its range there is no entry, so the end of the range stands for all of it.
fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

impl Journal for SqliteJournal {
    fn append(&self, session: Uuid, record: Arc<Record>) -> BoxFuture<'_, Outcome> {
        self.append_in_turn(session, record).boxed()
    }

    fn records(
        &self,
        session: Uuid,
        after: u64,
        entries_max: usize,
    ) -> BoxFuture<'_, Result<Vec<Record>, JournalError>> {
        Readers::run(&self.readers, move |connection| {
            read::records(connection, session, after, entries_max)
        })
        .boxed()
    }

    fn entries(&self, session: Uuid, after: u64, limit: usize) -> BoxFuture<'_, Result<Vec<Entry>, JournalError>> {
        Readers::run(&self.readers, move |connection| {
            read::entries(connection, session, after, limit)
        })
        .boxed()
    }

    fn pick(&self, session: Uuid, seqs: Vec<u64>) -> BoxFuture<'_, Result<Vec<Entry>, JournalError>> {
        Readers::run(&self.readers, move |connection| read::pick(connection, session, &seqs)).boxed()
    }

    fn erase(&self, session: Uuid, seqs: Vec<u64>) -> BoxFuture<'_, Result<usize, JournalError>> {
        async move {
            let (answer, answered) = oneshot::channel();
            let work = Box::new(Erase::new(session, seqs, answer));
            let sent = self.writer.send(work).await;
            sent.map_err(|_| store("the writer has ended"))?;
            answered.await.map_err(store)?
        }
        .boxed()
    }

    fn sessions(&self, before: Option<Uuid>, limit: usize) -> BoxFuture<'_, Result<Vec<Uuid>, JournalError>> {
        Readers::run(&self.readers, move |connection| {
            read::sessions(connection, before, limit)
        })
        .boxed()
    }

    fn claim(&self, key: Uuid, session: Uuid) -> BoxFuture<'_, Result<Uuid, JournalError>> {
        self.write(move |transaction| {
            transaction.execute(
                "INSERT INTO claims (key, session) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                params![key.as_bytes(), session.as_bytes()],
            )?;
            transaction.query_row("SELECT session FROM claims WHERE key = ?1", [key.as_bytes()], |row| {
                row.get(0).map(Uuid::from_bytes)
            })
        })
        .boxed()
    }

    fn keep_checkpoint(&self, session: Uuid, size: u64, note: String) -> BoxFuture<'_, Result<(), JournalError>> {
        self.write(move |transaction| {
            transaction.execute(
                "INSERT INTO checkpoints (session, size, note) VALUES (?1, ?2, ?3) \
                 ON CONFLICT DO UPDATE SET note = excluded.note",
                params![session.as_bytes(), number(size), note],
            )?;
            Ok(())
        })
        .boxed()
    }

    fn checkpoint(&self, session: Uuid) -> BoxFuture<'_, Result<Option<(u64, String)>, JournalError>> {
        Readers::run(&self.readers, move |connection| {
            read::newest_checkpoint(connection, session)
        })
        .boxed()
    }

    fn secret(&self, name: &'static str) -> BoxFuture<'_, Result<[u8; 32], JournalError>> {
        async move {
            let fresh = fresh_secret()?;
            self.write(move |transaction| {
                transaction.execute(
                    "INSERT INTO secrets (name, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                    params![name, fresh],
                )?;
                transaction.query_row("SELECT bytes FROM secrets WHERE name = ?1", [name], |row| row.get(0))
            })
            .await
        }
        .boxed()
    }

    fn later_keys(&self) -> BoxFuture<'_, Result<Vec<LaterKey>, JournalError>> {
        Readers::run(&self.readers, read::later_keys).boxed()
    }

    fn add_key(&self, after: usize, key: LaterKey) -> BoxFuture<'_, Result<bool, JournalError>> {
        self.write(move |transaction| {
            let added = transaction.execute(
                "INSERT INTO later_keys (place, seed, since) SELECT ?1, ?2, ?3 \
                 WHERE (SELECT count(*) FROM later_keys) = ?1",
                params![number(after as u64), key.seed, number(key.since.as_millis())],
            )?;
            Ok(added == 1)
        })
        .boxed()
    }

    fn epoch(&self) -> BoxFuture<'_, Result<Uuid, JournalError>> {
        async move { Ok(self.epoch) }.boxed()
    }

    fn directory(&self) -> Option<&Path> {
        self.path.parent()
    }
}
