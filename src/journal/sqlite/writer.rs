//! The one thread that writes: it takes all that waits, makes it durable in one transaction, then answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::mpsc;

use super::guards::Guards;
use super::schema;
use super::work::{Failure, Staged, Work};
#[cfg(feature = "fault-points")]
use crate::journal::fault_points::{FaultPoints, Point};

/// The way to the writing thread.
#[derive(Debug)]
pub(super) struct Writer {
    /// `None` only while it is being dropped.
    requests: Option<mpsc::Sender<Box<dyn Work>>>,
    thread: Option<JoinHandle<()>>,
}

/// The thread has ended; the request was not taken.
#[derive(Debug, thiserror::Error)]
#[error("the journal's writer has ended")]
pub(super) struct Ended;

impl Writer {
    /// Starts the thread on this connection. At most `waiting_max` requests wait for it.
    pub(super) fn start(connection: Connection, waiting_max: usize, commits: Arc<AtomicU64>) -> std::io::Result<Self> {
        let (requests, waiting) = mpsc::channel(waiting_max);
        let task = WriterTask {
            connection,
            waiting,
            waiting_max,
            guards: Guards::default(),
            log_owed: true,
            commits,
            #[cfg(feature = "fault-points")]
            fault_points: FaultPoints::from_environment(),
        };
        let thread = thread::Builder::new()
            .name("journal-writer".into())
            .spawn(move || task.run())?;
        Ok(Self {
            requests: Some(requests),
            thread: Some(thread),
        })
    }

    /// Waits for a place and hands the request over.
    pub(super) async fn send(&self, work: Box<dyn Work>) -> Result<(), Ended> {
        let requests = self.requests.as_ref().ok_or(Ended)?;
        requests.send(work).await.map_err(|_| Ended)
    }
}

impl Drop for Writer {
    /// Lets the thread finish what was handed over, and waits for it.
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the journal's writer had panicked");
        }
    }
}

struct WriterTask {
    connection: Connection,
    waiting: mpsc::Receiver<Box<dyn Work>>,
    waiting_max: usize,
    guards: Guards,
    /// Whether the log may hold words that were deleted; after a start nobody knows.
    log_owed: bool,
    commits: Arc<AtomicU64>,
    #[cfg(feature = "fault-points")]
    fault_points: FaultPoints,
}

impl WriterTask {
    fn run(mut self) {
        let mut group = Vec::new();
        while self.waiting.blocking_recv_many(&mut group, self.waiting_max) > 0 {
            let fate = self.commit(&mut group).map_err(Failure::new);
            if let Err(failure) = &fate {
                tracing::error!(%failure, requests = group.len(), "the journal could not write");
                self.guards.forget();
            }
            let erased: Vec<usize> = group.iter().filter_map(|work| work.erased()).collect();
            let log = match fate {
                Ok(()) if !erased.is_empty() => self.let_log_go(erased.iter().sum()),
                _ => Ok(()),
            };
            for work in group.drain(..) {
                // What was appended beside an erasure is durable, whatever becomes of the log.
                let log = if work.erased().is_some() {
                    log.as_ref().copied()
                } else {
                    Ok(())
                };
                work.settle(fate.as_ref().copied().and(log));
            }
        }
    }

    /// Lets the log go, which holds pages as they were before words were deleted from them; in the file itself they are
    /// overwritten with zeros (`secure_delete`). It is owed until it succeeds, and to the next erasure then.
    fn let_log_go(&mut self, erased: usize) -> Result<(), Failure> {
        self.log_owed |= erased > 0;
        if self.log_owed {
            schema::truncate_log(&self.connection).map_err(|failure| {
                tracing::error!(%failure, "the journal's log still holds what was erased");
                Failure::new(failure)
            })?;
            self.log_owed = false;
        }
        Ok(())
    }

    /// Makes the whole group durable, or nothing of it unless the commit itself failed.
    fn commit(&mut self, group: &mut [Box<dyn Work>]) -> rusqlite::Result<()> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut appends = 0_u64;
        for work in group {
            match work.stage(&transaction, &mut self.guards)? {
                Staged::Append => appends += 1,
                Staged::Other => {}
            }
        }
        #[cfg(feature = "fault-points")]
        self.fault_points.pass(Point::BeforeCommit, appends);
        let begun = Instant::now();
        transaction.commit()?;
        metrics::histogram!("rostrum_commit_seconds").record(begun.elapsed().as_secs_f64());
        #[cfg(feature = "fault-points")]
        self.fault_points.pass(Point::AfterCommit, appends);
        if appends > 0 {
            self.commits.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }
}
