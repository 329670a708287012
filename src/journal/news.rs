//! Which sessions got entries lately, for what follows the journal.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use uuid::Uuid;

/// The sessions that this process appended to and that nobody has followed since; at most one line for each session.
#[derive(Debug, Default)]
pub struct News {
    told: Mutex<Told>,
    more: Notify,
}

#[derive(Debug, Default)]
struct Told {
    /// Counts up, so that what comes while somebody follows is news again.
    count: u64,
    sessions: HashMap<Uuid, u64>,
}

impl News {
    /// The session has durable entries that were not there before.
    pub fn tell(&self, session: Uuid) {
        let mut told = self.told();
        told.count += 1;
        let count = told.count;
        told.sessions.insert(session, count);
        drop(told);
        self.more.notify_one();
    }

    /// What waits to be followed, each with a mark for [`News::followed`].
    #[must_use]
    pub fn waiting(&self) -> Vec<(Uuid, u64)> {
        let told = self.told();
        told.sessions.iter().map(|(session, mark)| (*session, *mark)).collect()
    }

    /// Somebody has followed the session up to this mark.
    pub fn followed(&self, session: Uuid, mark: u64) {
        let mut told = self.told();
        if told.sessions.get(&session).is_some_and(|newest| *newest <= mark) {
            told.sessions.remove(&session);
        }
    }

    /// Waits until something was told since this was last called. For one waiter.
    pub async fn more(&self) {
        self.more.notified().await;
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
