//! Folding a session from its journal: while a page is opened and folded, the next one is read.

mod pages;

use std::panic::resume_unwind;

use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::{Replica, size};
use crate::journal::codec;
use crate::journal::{Journal, JournalError};
use crate::live::slot::Slot;
use pages::{Ahead, Page};

/// A replica and the slots of its last entries.
#[derive(Default)]
pub(in crate::live) struct Loaded {
    pub replica: Replica,
    pub slots: Vec<Slot>,
    pub visibility: Vec<u64>,
}

impl Loaded {
    /// Folds the whole journal of a session, and makes slots for its last `slots_max` entries.
    pub(super) async fn of(journal: &dyn Journal, session: Uuid, slots_max: usize) -> Result<Self, JournalError> {
        let mut ahead = Ahead::of(journal, session);
        let mut loaded = Self::default();
        loop {
            // Patches are dear: before a page is folded it is known which of its entries are among the last.
            while !ahead.reaches(slots_max) {
                ahead.read().await?;
            }
            let Some(page) = ahead.take_first() else {
                return Ok(loaded);
            };
            let slots = slots_max.saturating_sub(ahead.entries());
            let (folded, read) = tokio::join!(loaded.fold_aside(session, page, slots), ahead.read());
            let folded = folded?;
            read?;
            // Its page is given up only now: a thread that gives memory back to the one that reads has both wait.
            loaded = folded.0;
        }
    }

    /// Folds a page, a full one on a thread that may be held up: others wait for this one meanwhile.
    async fn fold_aside(self, session: Uuid, page: Page, slots: usize) -> Result<(Self, Page), JournalError> {
        if !page.is_full() {
            return self.fold(session, page, slots);
        }
        let folding = spawn_blocking(move || self.fold(session, page, slots));
        folding.await.map_err(|failure| match failure.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(cancelled) => JournalError::Store(cancelled.into()),
        })?
    }

    /// Folds a page, and makes slots for its last `slots` entries.
    fn fold(mut self, session: Uuid, page: Page, slots: usize) -> Result<(Self, Page), JournalError> {
        let broken = |after: u64, what: String| JournalError::Broken { session, after, what };
        let mut left = page.entries;
        for record in &page.records {
            let accepted = self.replica.guard.accept(record);
            accepted.map_err(|error| broken(record.extends.seq, error.to_string()))?;
            for entry in &record.entries {
                let body = codec::open(entry, codec::unchanged);
                let body = body.map_err(|error| broken(entry.leaf.seq - 1, error.to_string()))?;
                let touched = self.replica.apply(entry, &body);
                if touched.withholds {
                    self.slots.clear();
                }
                if left <= slots {
                    let slot = Slot::new(&self.replica.session, body.by, body.event, &touched, size(entry));
                    self.slots.push(slot);
                }
                self.visibility.extend(touched.visibility);
                left -= 1;
            }
        }
        Ok((self, page))
    }
}
