//! Reading: a few connections on threads that may block.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use rusqlite::{Connection, InterruptHandle};
use tokio::sync::Semaphore;

use super::{ProjectionError, base};

/// How many readers of a lane run at once; further ones wait.
const CONNECTIONS_MAX: usize = 4;

/// What is read: nobody waits for a position behind those who look for something.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lane {
    /// How far a session is followed: quick.
    Positions,
    /// What people look for, which may take long.
    Contents,
}

/// Something that is read.
pub(super) trait Query<T>: Fn(&Connection) -> rusqlite::Result<T> + Send + Sync + 'static {}

impl<T, F: Fn(&Connection) -> rusqlite::Result<T> + Send + Sync + 'static> Query<T> for F {}

/// The connections that only read, opened when they are needed.
#[derive(Debug)]
pub(super) struct Readers {
    path: PathBuf,
    /// How often the file was made anew since the start.
    generation: AtomicU64,
    idle: Mutex<Vec<(u64, Connection)>>,
    running: Mutex<Vec<Weak<Reading>>>,
    positions: Arc<Semaphore>,
    contents: Arc<Semaphore>,
}

/// One query while it runs. Its connection is interrupted under the lock alone, so never for what runs on it later.
#[derive(Default)]
struct Reading(Mutex<(Option<InterruptHandle>, bool)>);

impl std::fmt::Debug for Reading {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Reading")
    }
}

impl Reading {
    /// It begins on this connection, unless nobody waits for it any more.
    fn begin(&self, connection: &Connection) -> rusqlite::Result<()> {
        let mut own = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if own.1 {
            return Err(interrupted());
        }
        own.0 = Some(connection.get_interrupt_handle());
        Ok(())
    }

    fn end(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0 = None;
    }

    /// Interrupts it; with `for_good`, it does not begin any more either.
    fn interrupt(&self, for_good: bool) {
        let mut own = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        own.1 |= for_good;
        if let Some(handle) = &own.0 {
            handle.interrupt();
        }
    }
}

/// Interrupts what nobody waits for any more.
struct GivenUp(Arc<Reading>);

impl Drop for GivenUp {
    fn drop(&mut self) {
        self.0.interrupt(true);
    }
}

fn interrupted() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_INTERRUPT), None)
}

impl Readers {
    pub(super) fn new(path: PathBuf) -> Self {
        Self {
            path,
            generation: AtomicU64::new(0),
            idle: Mutex::default(),
            running: Mutex::default(),
            positions: Arc::new(Semaphore::new(CONNECTIONS_MAX)),
            contents: Arc::new(Semaphore::new(CONNECTIONS_MAX)),
        }
    }

    /// Which file is read now.
    pub(super) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// From now on another file is read.
    pub(super) fn renewed(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
        self.close_idle();
    }

    /// Closes the connections that nobody uses now.
    pub(super) fn close_idle(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Interrupts every query that runs: their states of the file keep its log from being emptied.
    pub(super) fn interrupt(&self) {
        for reading in self.running.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            if let Some(reading) = reading.upgrade() {
                reading.interrupt(false);
            }
        }
    }

    /// Runs `query` on one state of the file, on a thread where it may block. When nobody waits for it any more it is interrupted, and its
    /// place is taken until then.
    pub(super) async fn run<T: Send + 'static>(
        readers: &Arc<Self>,
        lane: Lane,
        query: Arc<impl Query<T>>,
    ) -> Result<T, ProjectionError> {
        let places = match lane {
            Lane::Positions => &readers.positions,
            Lane::Contents => &readers.contents,
        };
        let place = Arc::clone(places).acquire_owned().await;
        let place = place.map_err(|_| ProjectionError::Closed)?;
        let readers = Arc::clone(readers);
        let reading = Arc::new(Reading::default());
        let _given_up = GivenUp(Arc::clone(&reading));
        let running = tokio::task::spawn_blocking(move || {
            let (generation, connection) = readers.take()?;
            reading.begin(&connection)?;
            readers.note(&reading);
            let found = connection
                .unchecked_transaction()
                .and_then(|transaction| query(&transaction));
            reading.end();
            // An interrupted connection is as good as before.
            if found.as_ref().map_or_else(is_interrupted, |_| true) {
                readers.give_back(generation, connection);
            }
            drop(place);
            Ok(found?)
        });
        running.await.map_err(|_| ProjectionError::Closed)?
    }

    fn note(&self, reading: &Arc<Reading>) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.retain(|other| other.strong_count() > 0);
        running.push(Arc::downgrade(reading));
    }

    fn take(&self) -> rusqlite::Result<(u64, Connection)> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| Ok((self.generation(), base::connect_for_reading(&self.path)?)), Ok)
    }

    fn give_back(&self, generation: u64, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        // Looked at under the lock: after a renewal no connection to the file before comes back.
        if generation == self.generation() {
            idle.push((generation, connection));
        }
    }
}

/// Whether a query failed because it was interrupted.
pub(super) fn is_interrupted(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use rusqlite::Connection;
    use tokio::time::timeout;

    use super::{CONNECTIONS_MAX, Lane, Readers, is_interrupted};
    use crate::record::projections::ProjectionError;

    const ENDLESS: &str = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    fn count(connection: &Connection, query: &str) -> rusqlite::Result<i64> {
        connection.query_row(query, [], |row| row.get(0))
    }

    fn readers() -> (tempfile::TempDir, Arc<Readers>) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("readers.db");
        Connection::open(&path)
            .unwrap()
            .execute_batch("CREATE TABLE t (x)")
            .unwrap();
        (directory, Arc::new(Readers::new(path)))
    }

    #[tokio::test]
    async fn s72_what_nobody_waits_for_any_more_ends() {
        let (_directory, readers) = readers();
        for _ in 0..3 * CONNECTIONS_MAX {
            let endless = Readers::run(
                &readers,
                Lane::Contents,
                Arc::new(|own: &Connection| count(own, ENDLESS)),
            );
            assert!(timeout(Duration::from_millis(10), endless).await.is_err());
        }
        let quick = Arc::new(|own: &Connection| count(own, "SELECT count(*) FROM t"));
        assert_eq!(Readers::run(&readers, Lane::Contents, quick).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn s72_positions_wait_for_no_search_and_searches_can_be_put_aside() {
        let (_directory, readers) = readers();
        let searches: Vec<_> = (0..2 * CONNECTIONS_MAX)
            .map(|_| {
                let readers = Arc::clone(&readers);
                tokio::spawn(async move {
                    let endless = Arc::new(|own: &Connection| count(own, ENDLESS));
                    Readers::run(&readers, Lane::Contents, endless).await
                })
            })
            .collect();
        let quick = Arc::new(|own: &Connection| count(own, "SELECT count(*) FROM t"));
        assert_eq!(Readers::run(&readers, Lane::Positions, quick).await.unwrap(), 0);
        while !searches.iter().all(tokio::task::JoinHandle::is_finished) {
            readers.interrupt();
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        for search in searches {
            let ended = search.await.unwrap();
            assert!(matches!(ended, Err(ProjectionError::Store(error)) if is_interrupted(&error)));
        }
    }
}
