//! Reading: a few connections on threads that may block, and the queries.

mod query;
mod shelf;
mod stored;
mod words;

pub(super) use query::{entries, later_keys, newest_checkpoint, pick, records, sessions};
pub(super) use stored::last_guard;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, Transaction};
use tokio::sync::Semaphore;

use super::{schema, store};
use crate::journal::JournalError;

/// How many reads run at once; further ones wait.
const CONNECTIONS_MAX: usize = 4;

/// The connections that only read, opened when they are needed.
#[derive(Debug)]
pub(super) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    places: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            idle: Mutex::default(),
            places: Arc::new(Semaphore::new(CONNECTIONS_MAX)),
        }
    }

    /// Runs `query` on one state of the file, on a thread where it may block.
    pub(super) async fn run<T: Send + 'static>(
        readers: &Arc<Self>,
        query: impl FnOnce(&Transaction<'_>) -> Result<T, JournalError> + Send + 'static,
    ) -> Result<T, JournalError> {
        let place = Arc::clone(&readers.places).acquire_owned().await.map_err(store)?;
        let readers = Arc::clone(readers);
        let reading = tokio::task::spawn_blocking(move || {
            let mut connection = readers.take()?;
            // One transaction, so that entries and their words are of the same moment.
            let found = query(&connection.transaction().map_err(store)?);
            if found.is_ok() {
                readers.give_back(connection);
            }
            drop(place);
            found
        });
        reading.await.map_err(store)?
    }

    fn take(&self) -> Result<Connection, JournalError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| schema::open_for_reading(&self.path).map_err(store), Ok)
    }

    fn give_back(&self, connection: Connection) {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(connection);
    }
}
