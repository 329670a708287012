//! One server, and the way it can die: from one moment on it hears nothing from its journal any more.

use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use rostrum::journal::memory::MemoryJournal;
use rostrum::journal::{Entry, Journal, JournalError, LaterKey, Outcome, Record};
use rostrum::live::{Clock, Hub, HubConfig, Room};
use tokio::sync::watch;
use uuid::Uuid;

/// A server's own access to the journal that all share.
struct Access {
    journal: Arc<MemoryJournal>,
    alive: watch::Receiver<bool>,
}

impl Access {
    /// What the journal answers, if the server still lives to hear it. Work that was under way when it died is
    /// dropped there: it may have had its effect, or not.
    async fn heard<T>(&self, answer: impl Future<Output = T> + Send) -> T {
        let mut alive = self.alive.clone();
        let died = async { drop(alive.wait_for(|alive| !alive).await) };
        tokio::select! {
            biased;
            () = died => std::future::pending().await,
            answer = answer => answer,
        }
    }
}

impl Journal for Access {
    fn append(&self, session: Uuid, record: Arc<Record>) -> BoxFuture<'_, Outcome> {
        self.heard(self.journal.append(session, record)).boxed()
    }

    fn records(
        &self,
        session: Uuid,
        after: u64,
        entries_max: usize,
    ) -> BoxFuture<'_, Result<Vec<Record>, JournalError>> {
        self.heard(self.journal.records(session, after, entries_max)).boxed()
    }

    fn entries(&self, session: Uuid, after: u64, limit: usize) -> BoxFuture<'_, Result<Vec<Entry>, JournalError>> {
        self.heard(self.journal.entries(session, after, limit)).boxed()
    }

    fn pick(&self, session: Uuid, seqs: Vec<u64>) -> BoxFuture<'_, Result<Vec<Entry>, JournalError>> {
        self.heard(self.journal.pick(session, seqs)).boxed()
    }

    fn sessions(&self, before: Option<Uuid>, limit: usize) -> BoxFuture<'_, Result<Vec<Uuid>, JournalError>> {
        self.heard(self.journal.sessions(before, limit)).boxed()
    }

    fn claim(&self, key: Uuid, session: Uuid) -> BoxFuture<'_, Result<Uuid, JournalError>> {
        self.heard(self.journal.claim(key, session)).boxed()
    }

    fn keep_checkpoint(&self, session: Uuid, size: u64, note: String) -> BoxFuture<'_, Result<(), JournalError>> {
        self.heard(self.journal.keep_checkpoint(session, size, note)).boxed()
    }

    fn checkpoint(&self, session: Uuid) -> BoxFuture<'_, Result<Option<(u64, String)>, JournalError>> {
        self.heard(self.journal.checkpoint(session)).boxed()
    }

    fn secret(&self, name: &'static str) -> BoxFuture<'_, Result<[u8; 32], JournalError>> {
        self.heard(self.journal.secret(name)).boxed()
    }

    fn erase(&self, session: Uuid, seqs: Vec<u64>) -> BoxFuture<'_, Result<usize, JournalError>> {
        self.heard(self.journal.erase(session, seqs)).boxed()
    }

    fn later_keys(&self) -> BoxFuture<'_, Result<Vec<LaterKey>, JournalError>> {
        self.heard(self.journal.later_keys()).boxed()
    }

    fn add_key(&self, after: usize, key: LaterKey) -> BoxFuture<'_, Result<bool, JournalError>> {
        self.heard(self.journal.add_key(after, key)).boxed()
    }

    fn epoch(&self) -> BoxFuture<'_, Result<Uuid, JournalError>> {
        self.heard(self.journal.epoch()).boxed()
    }
}

/// A server that runs.
pub struct Node {
    pub hub: Hub,
    pub room: Room,
    life: watch::Sender<bool>,
}

impl Node {
    /// Starts a server and opens the session.
    pub async fn start(journal: &Arc<MemoryJournal>, config: &HubConfig, clock: Clock, session: Uuid) -> Self {
        let (life, alive) = watch::channel(true);
        let access = Access {
            journal: Arc::clone(journal),
            alive,
        };
        let hub = Hub::new(Arc::new(access), config.clone(), clock)
            .await
            .expect("a journal in memory can be read");
        let room = hub.open(session).await.expect("the session is there");
        Self { hub, room, life }
    }

    /// Pulls its plug. Whoever was connected hears nothing more.
    pub fn kill(self) {
        self.life.send_replace(false);
    }
}
