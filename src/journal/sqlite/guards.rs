//! The writer's fold guards, one for each session that is being written.

use std::collections::HashMap;
use std::collections::hash_map;

use rusqlite::Transaction;
use uuid::Uuid;

use super::read;
use crate::journal::chain::FoldGuard;

/// How many guards are kept at hand; beyond it they are read from the file again.
const GUARDS_MAX: usize = 10_000;

/// The fold guards of the sessions that were written lately.
#[derive(Debug, Default)]
pub(super) struct Guards {
    by_session: HashMap<Uuid, FoldGuard>,
}

impl Guards {
    /// Forgets all, so that they are read from the file again: after a failure nobody knows what is in it.
    pub(super) fn forget(&mut self) {
        self.by_session.clear();
    }

    /// The guard at the session's head, or `None` if the session's last record is broken.
    pub(super) fn of(
        &mut self,
        transaction: &Transaction<'_>,
        session: Uuid,
    ) -> rusqlite::Result<Option<&mut FoldGuard>> {
        if self.by_session.len() >= GUARDS_MAX && !self.by_session.contains_key(&session) {
            self.forget();
        }
        match self.by_session.entry(session) {
            hash_map::Entry::Occupied(known) => Ok(Some(known.into_mut())),
            hash_map::Entry::Vacant(place) => {
                let guard = match read::last_guard(transaction, session)? {
                    None => FoldGuard::new(),
                    Some(Ok(guard)) => guard,
                    Some(Err(what)) => {
                        tracing::error!(%session, what, "the journal's last record of a session is broken");
                        return Ok(None);
                    }
                };
                Ok(Some(place.insert(guard)))
            }
        }
    }
}
