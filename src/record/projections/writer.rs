//! The one thread that writes the projections.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::readers::{Query, Readers};
use super::{ProjectionError, base};

/// How many changes wait for the thread; further ones wait for a place.
const WAITING_MAX: usize = 16;

/// What the thread is asked to do.
type Job = Box<dyn FnOnce(&mut Desk) + Send>;

/// The way to the thread.
#[derive(Debug)]
pub(super) struct Writer {
    /// `None` only while it is being dropped.
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread has.
struct Desk {
    /// `None` after the file could neither be used nor made anew.
    connection: Option<Connection>,
    path: PathBuf,
    epoch: Uuid,
    readers: Arc<Readers>,
}

impl Writer {
    pub(super) fn start(
        connection: Connection,
        path: PathBuf,
        epoch: Uuid,
        readers: Arc<Readers>,
    ) -> std::io::Result<Self> {
        let (jobs, mut waiting) = mpsc::channel::<Job>(WAITING_MAX);
        let mut desk = Desk {
            connection: Some(connection),
            path,
            epoch,
            readers,
        };
        let thread = thread::Builder::new().name("projections".into()).spawn(move || {
            while let Some(job) = waiting.blocking_recv() {
                job(&mut desk);
            }
            // The last connection that is closed leaves no log behind, if it is one that writes.
            desk.readers.close_idle();
        })?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
        })
    }

    /// Changes the tables in one transaction.
    pub(super) async fn write<T: Send + 'static>(&self, change: Arc<impl Query<T>>) -> Result<T, ProjectionError> {
        self.ask(move |desk| {
            let connection = desk.connection.as_mut().ok_or(ProjectionError::Closed)?;
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = change(&transaction)?;
            transaction.commit()?;
            Ok(done)
        })
        .await
    }

    /// Leaves nothing in the write-ahead log.
    pub(super) async fn empty_log(&self) -> Result<(), ProjectionError> {
        self.ask(|desk| {
            let connection = desk.connection.as_ref().ok_or(ProjectionError::Closed)?;
            Ok(base::empty_log(connection)?)
        })
        .await
    }

    /// Throws the file away and makes it anew, unless somebody has done so since this generation.
    pub(super) async fn renew(&self, generation: u64) -> Result<(), ProjectionError> {
        self.ask(move |desk| {
            if desk.readers.generation() != generation {
                return Ok(());
            }
            // Closed first: what lies beside the file is the connection's.
            drop(desk.connection.take());
            desk.connection = Some(base::make(&desk.path, desk.epoch)?);
            desk.readers.renewed();
            Ok(())
        })
        .await
    }

    async fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Desk) -> Result<T, ProjectionError> + Send + 'static,
    ) -> Result<T, ProjectionError> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |desk| {
            // Nobody waits any more if the caller was dropped; what is written stays written.
            drop(answer.send(job(desk)));
        });
        let jobs = self.jobs.as_ref().ok_or(ProjectionError::Closed)?;
        jobs.send(job).await.map_err(|_| ProjectionError::Closed)?;
        answered.await.map_err(|_| ProjectionError::Closed)?
    }
}

impl Drop for Writer {
    /// Lets the thread finish what it has, and waits for it.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the projections' writer had panicked");
        }
    }
}
