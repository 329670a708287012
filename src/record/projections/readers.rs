//! Reading: a few connections on threads that may block.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::{ProjectionError, base};

/// How many readers run at once; further ones wait.
const CONNECTIONS_MAX: usize = 4;

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
    places: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn new(path: PathBuf) -> Self {
        Self {
            path,
            generation: AtomicU64::new(0),
            idle: Mutex::default(),
            places: Arc::new(Semaphore::new(CONNECTIONS_MAX)),
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

    /// Runs `query` on one state of the file, on a thread where it may block.
    pub(super) async fn run<T: Send + 'static>(
        readers: &Arc<Self>,
        query: Arc<impl Query<T>>,
    ) -> Result<T, ProjectionError> {
        let place = Arc::clone(&readers.places).acquire_owned().await;
        let place = place.map_err(|_| ProjectionError::Closed)?;
        let readers = Arc::clone(readers);
        let reading = tokio::task::spawn_blocking(move || {
            let (generation, connection) = readers.take()?;
            let transaction = connection.unchecked_transaction()?;
            let found = query(&transaction)?;
            drop(transaction);
            readers.give_back(generation, connection);
            drop(place);
            Ok(found)
        });
        reading.await.map_err(|_| ProjectionError::Closed)?
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
