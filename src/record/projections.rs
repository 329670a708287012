//! What is derived from the journal for reading: tables in a file of their own, which may be thrown away at any time and are made anew
//! from the journal.
//!
//! Each session is followed for itself: its position is kept in the same transaction as what was made of the entries up to it. Whoever
//! reads at a position waits until the session is there (`Projections::read`).
//!
//! A further projection is a `Projection` in `ALL` and a further `base::VERSION`.

mod base;
mod follow;
mod readers;
mod writer;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rusqlite::Connection;
use uuid::Uuid;

use super::{register, search};
use crate::domain::Event;
use crate::domain::ids::ParticipantId;
use crate::journal::codec::CodecError;
use crate::journal::news::News;
use crate::journal::{Journal, JournalError};
use crate::time::Timestamp;
use base::Home;
use follow::Follower;
use readers::{Lane, Readers, is_interrupted};
use writer::Writer;

pub use base::FILE_NAME;
pub(super) use base::number;
pub use follow::Progress;

/// While words wait to go, readers are interrupted so often.
const BETWEEN_INTERRUPTIONS: Duration = Duration::from_millis(50);

/// Everything that is derived.
const ALL: &[&dyn Projection] = &[&search::index::Index, &register::Register];

/// Tables made from the entries of sessions. A session has a number in them, which the table `sessions (number, session, …)` gives.
///
/// All calls of one step are one transaction. What is made of an entry may depend on that entry and on what the own tables hold of the
/// same session, and on nothing else: made anew, it is the same.
pub(super) trait Projection: Sync {
    /// The SQL that makes its tables and indexes; their names begin with the projection's.
    fn tables(&self) -> &'static str;

    /// Takes the next entry in.
    fn take(&self, tables: &Connection, session: i64, entry: &Taken) -> rusqlite::Result<()>;

    /// Forgets the words of these entries, so that no byte of them stays in its tables.
    fn forget_words(&self, tables: &Connection, session: i64, seqs: &[u64]) -> rusqlite::Result<()>;

    /// Forgets the whole session.
    fn forget_session(&self, tables: &Connection, session: i64) -> rusqlite::Result<()>;
}

/// One entry as projections take it, with its words as far as they are there still.
#[derive(Debug)]
pub(super) struct Taken {
    pub seq: u64,
    pub at: Timestamp,
    pub by: Option<ParticipantId>,
    pub event: Event,
}

/// Why what is derived cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ProjectionError {
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// An entry is not what it should be.
    #[error(transparent)]
    Entry(#[from] CodecError),
    /// The file of the projections failed.
    #[error("the projections' file failed: {0}")]
    Store(#[from] rusqlite::Error),
    /// The file of the projections cannot be made.
    #[error("the projections' file cannot be made: {0}")]
    File(#[from] std::io::Error),
    /// The journal of the session ends before the position asked for.
    #[error("the journal of session {session} ends at {head}")]
    Behind {
        /// Which session.
        session: Uuid,
        /// Its last entry.
        head: u64,
    },
    /// The thread that writes or reads has ended.
    #[error("the projections are closed")]
    Closed,
}

impl ProjectionError {
    /// Whether the file holds what `SQLite` cannot make sense of.
    fn is_damage(&self) -> bool {
        matches!(self, Self::Store(error) if base::is_damage(error))
    }
}

/// The projections of one journal. Clones are handles to the same.
#[derive(Clone)]
pub struct Projections(Arc<Inner>);

struct Inner {
    journal: Arc<dyn Journal>,
    readers: Arc<Readers>,
    writer: Writer,
    follower: Follower,
    /// Words were forgotten, and the write-ahead log may hold them still.
    unscrubbed: AtomicBool,
    // Removed last, if it is a temporary one.
    _home: Arc<Home>,
}

impl Projections {
    /// Opens the projections of `journal` in the directory where it lies, or in a temporary one. A file that cannot be used, or was made
    /// by another version or of another journal, is thrown away.
    ///
    /// # Errors
    /// The journal's epoch cannot be read, or there is no place for the file.
    pub async fn open(journal: Arc<dyn Journal>, news: Arc<News>) -> Result<Self, ProjectionError> {
        let home = Arc::new(Home::of(journal.directory())?);
        let epoch = journal.epoch().await?;
        let path = home.file();
        let opened = tokio::task::spawn_blocking(move || {
            // A process that was killed may have left erased words in the log. Who shares the file may need it still, and empties it.
            base::open(&path, epoch).inspect(|connection| drop(base::empty_log(connection)))
        });
        let connection = opened.await.map_err(|_| ProjectionError::Closed)??;
        let readers = Arc::new(Readers::new(home.file()));
        let writer = Writer::start(connection, home.file(), epoch, Arc::clone(&readers))?;
        Ok(Self(Arc::new(Inner {
            journal,
            readers,
            writer,
            follower: Follower::new(news),
            unscrubbed: AtomicBool::new(false),
            _home: home,
        })))
    }

    /// Throws away the file that lies in this directory, if there is one. Nobody may have it open.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn discard(directory: &Path) -> std::io::Result<()> {
        base::remove(&directory.join(FILE_NAME))
    }

    /// Reads a session's tables once they hold all entries up to `seq`; `query` gets the session's number, and sees one state of the file.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub(super) async fn read<T: Send + 'static>(
        &self,
        session: Uuid,
        seq: u64,
        query: impl Fn(&Connection, i64) -> rusqlite::Result<T> + Send + Sync + 'static,
    ) -> Result<T, ProjectionError> {
        let query = Arc::new(query);
        loop {
            self.at(session, seq).await?;
            let query = Arc::clone(&query);
            let found = self.look(move |tables| {
                match base::position(tables, session)? {
                    Some(position) if position.seq >= seq => query(tables, position.number).map(Some),
                    // Of a session without entries there is nothing; no session has this number.
                    None if seq == 0 => query(tables, 0).map(Some),
                    _ => Ok(None),
                }
            });
            // Made anew meanwhile, it may be behind again.
            if let Some(found) = found.await? {
                return Ok(found);
            }
        }
    }

    /// Reads the tables of all sessions, each at least at the head that it had when this was called.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub async fn read_all<T: Send + 'static>(
        &self,
        query: impl Fn(&Connection) -> rusqlite::Result<T> + Send + Sync + 'static,
    ) -> Result<T, ProjectionError> {
        self.all().await?;
        self.look(query).await
    }

    /// Waits until the session's tables hold all entries up to `seq`, and nothing of words that were erased by then.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub async fn at(&self, session: Uuid, seq: u64) -> Result<(), ProjectionError> {
        let known = self.position(session).await?;
        if known.is_none_or(|position| position.seq < seq) {
            let head = self.catch_up(session).await?;
            if head < seq {
                return Err(ProjectionError::Behind { session, head });
            }
        }
        self.scrub().await
    }

    /// Forgets the words of these entries: when it returns, no byte of the file or its write-ahead log holds them.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub async fn forget(&self, session: Uuid, seqs: Vec<u64>) -> Result<(), ProjectionError> {
        self.0.unscrubbed.store(true, Ordering::Release);
        self.write(move |tables| {
            if let Some(position) = base::position(tables, session)? {
                for projection in ALL {
                    projection.forget_words(tables, position.number, &seqs)?;
                }
            }
            Ok(())
        })
        .await?;
        self.scrub().await
    }

    /// Empties the write-ahead log, if words were forgotten since that was done last.
    async fn scrub(&self) -> Result<(), ProjectionError> {
        if !self.0.unscrubbed.load(Ordering::Acquire) {
            return Ok(());
        }
        let emptied = self.0.writer.empty_log();
        tokio::pin!(emptied);
        loop {
            // Whoever reads keeps the log from being emptied, and words go before anybody finds any.
            self.0.readers.interrupt();
            if let Ok(emptied) = tokio::time::timeout(BETWEEN_INTERRUPTIONS, &mut emptied).await {
                emptied?;
                break;
            }
        }
        self.0.unscrubbed.store(false, Ordering::Release);
        Ok(())
    }

    /// How far a session is followed.
    async fn position(&self, session: Uuid) -> Result<Option<base::Position>, ProjectionError> {
        self.look_in(Lane::Positions, move |tables| base::position(tables, session))
            .await
    }

    /// Runs `query` on one state of the file; once more if an erasure put it aside, or on a new file if this one is damaged.
    async fn look<T: Send + 'static>(
        &self,
        query: impl Fn(&Connection) -> rusqlite::Result<T> + Send + Sync + 'static,
    ) -> Result<T, ProjectionError> {
        self.look_in(Lane::Contents, query).await
    }

    async fn look_in<T: Send + 'static>(
        &self,
        lane: Lane,
        query: impl Fn(&Connection) -> rusqlite::Result<T> + Send + Sync + 'static,
    ) -> Result<T, ProjectionError> {
        let query = Arc::new(query);
        let readers = &self.0.readers;
        let generation = readers.generation();
        match Readers::run(readers, lane, Arc::clone(&query)).await {
            Err(ProjectionError::Store(error)) if is_interrupted(&error) => Readers::run(readers, lane, query).await,
            Err(error) if error.is_damage() => {
                tracing::warn!(%error, "the projections' file is damaged, and made anew");
                self.0.writer.renew(generation).await?;
                Readers::run(readers, lane, query).await
            }
            found => found,
        }
    }

    /// Changes the tables in one transaction; once more on a new file if this one is damaged.
    async fn write<T: Send + 'static>(
        &self,
        change: impl Fn(&Connection) -> rusqlite::Result<T> + Send + Sync + 'static,
    ) -> Result<T, ProjectionError> {
        let change = Arc::new(change);
        let generation = self.0.readers.generation();
        match self.0.writer.write(Arc::clone(&change)).await {
            Err(error) if error.is_damage() => {
                tracing::warn!(%error, "the projections' file is damaged, and made anew");
                self.0.writer.renew(generation).await?;
                self.0.writer.write(change).await
            }
            done => done,
        }
    }
}
