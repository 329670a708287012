//! Following the journal: each session in steps of some entries, when somebody asks and in the background.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex as Guarded, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex, OnceCell, OwnedMutexGuard};
use uuid::Uuid;

use super::base::{self, Position};
use super::{ALL, ProjectionError, Projections, Taken};
use crate::domain::Event;
use crate::domain::ids::ParticipantId;
use crate::journal::codec::{self, Body, CodecError};
use crate::journal::news::News;
use crate::journal::{Entry, JournalError};

/// Entries taken in by one transaction: few enough that others who wait for the thread wait for some milliseconds.
const STEP: usize = 256;

/// Sessions listed at once.
const PAGE: usize = 500;

/// How long the background lets news gather: what comes meanwhile goes into the same transaction.
const GATHERING: Duration = Duration::from_millis(250);

/// How long the background rests after the journal or the file could not be used.
const REST: Duration = Duration::from_secs(10);

/// How far a run over all sessions is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Sessions that are done.
    pub sessions: u64,
    /// Their entries.
    pub entries: u64,
}

/// What the followers of one journal share.
pub(super) struct Follower {
    news: Arc<News>,
    /// Held by who follows a session, so that others wait for it instead of doing the same.
    followed: Guarded<HashMap<Uuid, Arc<Mutex<()>>>>,
    /// Every session was followed once since the start.
    swept: OnceCell<()>,
}

impl Follower {
    pub(super) fn new(news: Arc<News>) -> Self {
        Self {
            news,
            followed: Guarded::default(),
            swept: OnceCell::new(),
        }
    }

    /// Waits until nobody else follows the session.
    async fn turn(&self, session: Uuid) -> OwnedMutexGuard<()> {
        let own = {
            let mut followed = self.followed.lock().unwrap_or_else(PoisonError::into_inner);
            // Nothing is kept of sessions that nobody follows.
            followed.retain(|_, own| Arc::strong_count(own) > 1);
            Arc::clone(followed.entry(session).or_default())
        };
        own.lock_owned().await
    }
}

/// What became of one step.
enum Step {
    /// There may be more.
    Taken,
    /// This is the last entry.
    AtHead(u64),
}

impl Projections {
    /// Follows a session to its head, and gives that.
    pub(super) async fn catch_up(&self, session: Uuid) -> Result<u64, ProjectionError> {
        let _turn = self.0.follower.turn(session).await;
        loop {
            if let Step::AtHead(head) = self.step(session).await? {
                return Ok(head);
            }
        }
    }

    /// As [`Projections::catch_up`]; a session that the journal does not have whole is told of, and holds no other one up.
    async fn catch_up_if_sound(&self, session: Uuid) -> Result<u64, ProjectionError> {
        match self.catch_up(session).await {
            Err(error @ (ProjectionError::Entry(_) | ProjectionError::Journal(JournalError::Broken { .. }))) => {
                tracing::error!(%session, %error, "a session cannot be followed");
                Ok(0)
            }
            done => done,
        }
    }

    async fn step(&self, session: Uuid) -> Result<Step, ProjectionError> {
        let known = self.position(session).await?;
        let seq = known.as_ref().map_or(0, |known| known.seq);
        // The last entry that was followed is read again: it must be there still, as it was.
        let after = seq.saturating_sub(1);
        let mut entries = self.0.journal.entries(session, after, STEP + 1).await?;
        if let Some(known) = known.clone() {
            let same = |entry: &Entry| entry.leaf.seq == known.seq && entry.leaf.digest == known.digest;
            if !entries.first().is_some_and(same) {
                tracing::warn!(%session, after = seq, "the journal is not the one that was followed; the session is followed anew");
                self.forget_session(session, known).await?;
                return Ok(Step::Taken);
            }
            entries.remove(0);
        }
        let Some(last) = entries.last().map(|entry| entry.leaf) else {
            return Ok(Step::AtHead(seq));
        };
        let opening = tokio::task::spawn_blocking(move || entries.iter().map(opened).collect::<Result<Vec<_>, _>>());
        let taken = opening.await.map_err(|_| ProjectionError::Closed)??;
        let count = taken.len() as u64;
        if taken
            .iter()
            .any(|entry| matches!(entry.event, Event::WordsErased { .. }))
        {
            self.0.unscrubbed.store(true, Ordering::Release);
        }
        self.write(move |tables| {
            // Another server over the same file may have been quicker.
            if base::position(tables, session)? != known {
                return Ok(());
            }
            let number = base::advance(tables, session, last.seq, &last.digest)?;
            for entry in &taken {
                for projection in ALL {
                    projection.take(tables, number, entry)?;
                    // What was read before the words were deleted goes with the entry that says so (SPEC S61).
                    if let Event::WordsErased { seqs, .. } = &entry.event {
                        projection.forget_words(tables, number, seqs)?;
                    }
                }
            }
            Ok(())
        })
        .await?;
        metrics::counter!("rostrum_projected_entries_total").increment(count);
        Ok(Step::Taken)
    }

    async fn forget_session(&self, session: Uuid, known: Position) -> Result<(), ProjectionError> {
        self.write(move |tables| {
            if base::position(tables, session)?.as_ref() != Some(&known) {
                return Ok(());
            }
            for projection in ALL {
                projection.forget_session(tables, known.number)?;
            }
            tables.execute("DELETE FROM sessions WHERE number = ?1", [known.number])?;
            Ok(())
        })
        .await
    }

    /// Follows every session to its head; `tell` hears how far it is.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub async fn sweep(&self, mut tell: impl FnMut(Progress)) -> Result<(), ProjectionError> {
        let (mut progress, mut before) = (Progress::default(), None);
        loop {
            let page = self.0.journal.sessions(before, PAGE).await?;
            for session in &page {
                progress.entries += self.catch_up_if_sound(*session).await?;
                progress.sessions += 1;
                tell(progress);
            }
            match page.last() {
                Some(last) if page.len() == PAGE => before = Some(*last),
                _ => return Ok(()),
            }
        }
    }

    /// Waits until every session is at the head that it has now.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub async fn all(&self) -> Result<(), ProjectionError> {
        let follower = &self.0.follower;
        follower.swept.get_or_try_init(|| self.sweep(|_| {})).await?;
        for (session, mark) in follower.news.waiting() {
            self.catch_up_if_sound(session).await?;
            follower.news.followed(session, mark);
        }
        self.scrub().await
    }

    /// Follows all sessions, and then whatever comes; never ends.
    pub async fn follow(&self) {
        loop {
            if let Err(error) = self.all().await {
                tracing::error!(%error, "the projections cannot follow the journal");
                tokio::time::sleep(REST).await;
                continue;
            }
            self.0.follower.news.more().await;
            tokio::time::sleep(GATHERING).await;
        }
    }
}

fn opened(entry: &Entry) -> Result<Taken, CodecError> {
    let body: Body<Option<ParticipantId>, Event> = codec::open(entry, codec::unchanged)?;
    Ok(Taken {
        seq: entry.leaf.seq,
        at: entry.leaf.at,
        by: body.by,
        event: body.event,
    })
}
