//! Sessions as they were: folded up to an entry, beside the live ones and without a word to their tasks (SPEC L60).

use std::collections::{BTreeSet, VecDeque};
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use crate::domain::event::Event;
use crate::domain::ids::{ParticipantId, PostId};
use crate::domain::{Audience, Session};
use crate::journal::codec::{self, Body};
use crate::journal::{Entry, Journal, JournalError};
use crate::time::Timestamp;
use crate::wire::frame;

/// How many entries are read at a time.
const PAGE: usize = 1_000;

/// The states of the past that were asked for last: who goes on from one of them folds only what is new.
pub(super) struct Replays {
    kept: Mutex<Kept>,
    kept_max: usize,
}

#[derive(Default)]
struct Kept {
    /// The one used last stands last.
    states: VecDeque<(Uuid, Arc<Session>)>,
    /// How often words were erased; what was folded from before is not kept, nor shown.
    erasures: u64,
}

/// A session as it was after an entry.
#[derive(Clone)]
pub struct Past(Arc<Session>);

impl Past {
    /// The entry.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.0.head()
    }

    /// When it was made.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.0.at()
    }

    /// The JSON of the view as `audience` may see it now: what is hidden now was not there (`hidden` being the entries that
    /// moderators alone see). It may take a while, so it is made on a thread that may be held up.
    ///
    /// # Errors
    /// The server is going away.
    pub async fn view(&self, audience: Audience, hidden: BTreeSet<u64>) -> Result<Bytes, JournalError> {
        let session = Arc::clone(&self.0);
        aside(move || {
            let later = |seq: &u64| session.post(PostId(*seq)).is_some_and(|post| !post.is_hidden());
            let later: Vec<u64> = hidden.into_iter().filter(later).collect();
            if later.is_empty() {
                return Bytes::from(frame::json(&session.view(audience)));
            }
            let mut session = Session::clone(&session);
            let (head, at) = (session.head(), session.at());
            for seq in later {
                let (post, reason) = (PostId(seq), String::new());
                session.apply(head, at, None, &Event::PostHidden { post, reason });
            }
            Bytes::from(frame::json(&session.view(audience)))
        })
        .await
    }
}

impl Replays {
    pub(super) fn new(kept_max: usize) -> Self {
        let kept = Mutex::default();
        Self { kept, kept_max }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The session as it was after entry `at`, which it must have.
    pub(super) async fn fold(&self, journal: &dyn Journal, session: Uuid, at: u64) -> Result<Past, JournalError> {
        loop {
            let (mut state, erasures) = self.nearest(session, at);
            while state.head() < at {
                let after = state.head();
                let more = usize::try_from(at - after).unwrap_or(PAGE).min(PAGE);
                let entries = journal.entries(session, after, more).await?;
                if entries.is_empty() {
                    let what = format!("there is no entry {at}");
                    return Err(JournalError::Broken { session, after, what });
                }
                state = aside(move || applied(session, state, &entries)).await??;
            }
            if let Some(past) = self.keep(session, state, erasures) {
                return Ok(past);
            }
        }
    }

    /// The state to go on from: the latest one kept that is not too late, else the beginning.
    fn nearest(&self, session: Uuid, at: u64) -> (Arc<Session>, u64) {
        let mut kept = self.kept();
        let fits = |(own, state): &(Uuid, Arc<Session>)| *own == session && state.head() <= at;
        let places = (0..kept.states.len()).filter(|place| kept.states.get(*place).is_some_and(fits));
        let best = places.max_by_key(|place| kept.states[*place].1.head());
        let found = best.and_then(|place| kept.states.remove(place));
        let state = found.map_or_else(Arc::default, |(own, state)| {
            kept.states.push_back((own, Arc::clone(&state)));
            state
        });
        (state, kept.erasures)
    }

    /// Keeps a state for whoever comes next; nothing if words were erased while it was folded.
    fn keep(&self, session: Uuid, state: Arc<Session>, erasures: u64) -> Option<Past> {
        let mut kept = self.kept();
        if kept.erasures != erasures {
            return None;
        }
        kept.states
            .retain(|(own, other)| *own != session || other.head() != state.head());
        kept.states.push_back((session, Arc::clone(&state)));
        while kept.states.len() > self.kept_max {
            kept.states.pop_front();
        }
        Some(Past(state))
    }

    /// Gives up every state of a session, and those that are being folded: its words were erased.
    pub(super) fn forget(&self, session: Uuid) {
        let mut kept = self.kept();
        kept.states.retain(|(own, _)| *own != session);
        kept.erasures += 1;
    }
}

/// Applies a page. A state that is kept stays as it is, and a copy of it goes on.
fn applied(id: Uuid, state: Arc<Session>, entries: &[Entry]) -> Result<Arc<Session>, JournalError> {
    let mut session = Arc::unwrap_or_clone(state);
    for entry in entries {
        let body: Result<Body<Option<ParticipantId>, Event>, _> = codec::open(entry, codec::unchanged);
        let body = body.map_err(|error| JournalError::Broken {
            session: id,
            after: session.head(),
            what: error.to_string(),
        })?;
        session.apply(entry.leaf.seq, entry.leaf.at, body.by, &body.event);
    }
    Ok(Arc::new(session))
}

/// Does something on a thread that may be held up: those that serve others stay free.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, JournalError> {
    spawn_blocking(work)
        .await
        .map_err(|failure| match failure.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(cancelled) => JournalError::Store(cancelled.into()),
        })
}
