//! All live sessions of a server: each opened once, and let go when nobody needs it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OnceCell, mpsc, oneshot};
use tokio_util::task::AbortOnDropHandle;
use uuid::Uuid;

use super::Clock;
use super::limits::LiveLimits;
use super::mail::Mail;
use super::replay::Replays;
use super::replica::{Replica, seal};
use super::room::{Room, Shared};
use super::sockets::Sockets;
use super::tail::Tail;
use super::task::Task;
use super::teller::Teller;
use crate::domain::creation::NewSession;
use crate::domain::forms::Edition;
use crate::domain::limits::SessionLimits;
use crate::domain::{Actor, Code, Refusal};
use crate::forms::CommonKeeper;
use crate::journal::checkpoint::{KeyRing, Signer};
use crate::journal::news::News;
use crate::journal::{COMMON, Head, Journal, JournalError, Outcome, Record};
use crate::time::Timestamp;
use crate::wire::close::Close;

/// What a hub obeys.
#[derive(Debug, Clone, Default)]
pub struct HubConfig {
    /// Limits of decisions.
    pub session: SessionLimits,
    /// Limits of rooms and connections.
    pub live: LiveLimits,
}

/// Why there is no room.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The session has no entries.
    #[error("there is no such session")]
    NotFound,
    /// The journal cannot be read or written now.
    #[error("the session cannot be served at the moment")]
    Unavailable,
    /// What was to be created cannot be.
    #[error("refused: {}", .0.message)]
    Refused(Refusal),
}

/// What all rooms share.
pub(super) struct House {
    pub journal: Arc<dyn Journal>,
    pub config: HubConfig,
    pub clock: Clock,
    pub keys: KeyRing,
    pub epoch: String,
    /// Sessions as they were.
    pub replays: Replays,
    /// Hears of every append that succeeded.
    pub news: Arc<News>,
    forms: CommonKeeper,
    latest_ms: AtomicU64,
    /// When an append failed that none has succeeded after; 0 for never.
    failed_ms: AtomicU64,
    rooms: Mutex<Rooms>,
}

#[derive(Default)]
struct Rooms {
    closing: bool,
    open: HashMap<Uuid, Arc<OnceCell<Arc<Shared>>>>,
}

impl House {
    /// The time, which never falls while the server runs, whatever its clock does.
    pub(super) fn now(&self) -> Timestamp {
        let now = (self.clock)().as_millis();
        Timestamp::from_millis(self.latest_ms.fetch_max(now, Ordering::Relaxed).max(now))
    }

    pub(super) fn wrote(&self, session: Uuid) {
        self.failed_ms.store(0, Ordering::Relaxed);
        self.news.tell(session);
    }

    pub(super) fn could_not_write(&self) {
        self.failed_ms.store(self.now().as_millis().max(1), Ordering::Relaxed);
    }

    fn rooms(&self) -> MutexGuard<'_, Rooms> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nobody inside is harmed by a further session: it is not opened.
    fn room_for_one_more(&self, rooms: &Rooms) -> Result<(), Trouble> {
        if rooms.open.len() < self.config.live.sessions_max {
            return Ok(());
        }
        metrics::counter!("rostrum_limit_hits_total", "limit" => "sessions").increment(1);
        Err(Trouble::Unavailable)
    }

    /// Takes part in opening a session; all who do so at once have the same cell.
    fn opening(&self, session: Uuid) -> Result<Opening<'_>, Trouble> {
        let mut rooms = self.rooms();
        if rooms.closing {
            return Err(Trouble::Unavailable);
        }
        if !rooms.open.contains_key(&session) {
            self.room_for_one_more(&rooms)?;
        }
        let cell = Arc::clone(rooms.open.entry(session).or_default());
        drop(rooms);
        Ok(Opening {
            house: self,
            session,
            cell,
        })
    }

    /// Lets a room go if nobody but the map has it, or is about to. Under the lock nobody can get it meanwhile.
    pub(super) fn let_go(&self, session: Uuid) -> bool {
        let mut rooms = self.rooms();
        let unused = rooms.open.get(&session).is_some_and(|cell| {
            Arc::strong_count(cell) == 1 && cell.get().is_some_and(|room| Arc::strong_count(room) == 1)
        });
        if unused {
            rooms.open.remove(&session);
        }
        unused
    }
}

/// Somebody who opens a session and may fail, or give up.
struct Opening<'a> {
    house: &'a House,
    session: Uuid,
    cell: Arc<OnceCell<Arc<Shared>>>,
}

impl Drop for Opening<'_> {
    /// The last one who leaves an empty cell takes it out of the map: while others still try, it has to stay theirs.
    fn drop(&mut self) {
        let mut rooms = self.house.rooms();
        // Given back under the lock, so that whoever comes after counts right.
        let cell = std::mem::take(&mut self.cell);
        let only_the_map_and_this = Arc::strong_count(&cell) == 2;
        let own = |other: &Arc<_>| Arc::ptr_eq(other, &cell);
        if cell.get().is_none() && only_the_map_and_this && rooms.open.get(&self.session).is_some_and(own) {
            rooms.open.remove(&self.session);
        }
    }
}

/// A handle to all live sessions.
#[derive(Clone)]
pub struct Hub {
    house: Arc<House>,
}

impl Hub {
    /// A hub over a journal.
    ///
    /// # Errors
    /// The journal's epoch or secrets cannot be had.
    pub async fn new(journal: Arc<dyn Journal>, config: HubConfig, clock: Clock) -> Result<Self, JournalError> {
        let epoch = journal.epoch().await?.to_string();
        let keys = KeyRing::of(&*journal).await?;
        let (latest_ms, failed_ms, rooms) = (AtomicU64::new(0), AtomicU64::new(0), Mutex::default());
        let forms = CommonKeeper::new(Arc::clone(&journal), config.session.clone());
        let replays = Replays::new(config.live.replays_kept_max);
        let house = House {
            journal,
            replays,
            config,
            clock,
            keys,
            epoch,
            news: Arc::default(),
            forms,
            latest_ms,
            failed_ms,
            rooms,
        };
        Ok(Self { house: Arc::new(house) })
    }

    /// The journal beneath.
    #[must_use]
    pub fn journal(&self) -> &Arc<dyn Journal> {
        &self.house.journal
    }

    /// Tells which sessions got entries.
    #[must_use]
    pub fn news(&self) -> &Arc<News> {
        &self.house.news
    }

    /// The forms that sessions are created under.
    #[must_use]
    pub fn forms(&self) -> &CommonKeeper {
        &self.house.forms
    }

    /// Whether the last append succeeded. One that failed counts for ten seconds only, so that a server that nobody
    /// writes to because of it is tried again.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        let failed = Timestamp::from_millis(self.house.failed_ms.load(Ordering::Relaxed));
        self.house.now().millis_since(failed) > 10_000
    }

    /// The history's name.
    #[must_use]
    pub fn epoch(&self) -> &str {
        &self.house.epoch
    }

    /// What checkpoints are signed with.
    #[must_use]
    pub fn signer(&self) -> &Signer {
        self.house.keys.newest()
    }

    /// All keys that checkpoints were ever signed with.
    #[must_use]
    pub fn keys(&self) -> &KeyRing {
        &self.house.keys
    }

    /// The server's time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.house.now()
    }

    /// Creates a session. The same key again gives the same session, whatever the body says then.
    ///
    /// # Errors
    /// The refusal, or that nothing can be written.
    pub async fn create(&self, new: &NewSession, key: Option<Uuid>) -> Result<Room, Trouble> {
        let mut id = Uuid::now_v7();
        if let Some(key) = key {
            id = self
                .house
                .journal
                .claim(key, id)
                .await
                .map_err(|error| unreadable(id, &error))?;
            match self.open(id).await {
                Err(Trouble::NotFound) => {}
                made => return made,
            }
        }
        self.house.room_for_one_more(&self.house.rooms())?;
        let in_force = self.house.forms.in_force(&new.form_name()).await;
        let edition = in_force.map_err(|error| unreadable(COMMON, &error))?.ok_or_else(|| {
            let message = "This server has no form of that name in force.";
            Trouble::Refused(Refusal::because(Code::Malformed, message))
        })?;
        let record = self.first_record(new, &edition, id, key).map_err(Trouble::Refused)?;
        match self.house.journal.append(id, Arc::new(record)).await {
            // Whoever was quicker with the same key made it.
            Outcome::Committed(_) | Outcome::Conflict => {
                self.house.news.tell(id);
                self.open(id).await
            }
            Outcome::Refused(reason) => Err(Trouble::Refused(Refusal::because(Code::TooLarge, reason))),
            Outcome::Full => Err(Trouble::Unavailable),
            Outcome::Ambiguous => match self.open(id).await {
                Err(Trouble::NotFound) => Err(Trouble::Unavailable),
                found => found,
            },
        }
    }

    fn first_record(
        &self,
        new: &NewSession,
        edition: &Edition,
        id: Uuid,
        key: Option<Uuid>,
    ) -> Result<Record, Refusal> {
        let at = self.house.now();
        let events = new.decide(id, at, edition, &self.house.config.session)?;
        let mut entries = Vec::with_capacity(events.len());
        for (seq, event) in (1..).zip(&events) {
            let sealed = seal(Actor::Convener.by(), key, event)
                .map_err(|error| Refusal::because(Code::TooLarge, error.to_string()))?;
            entries.push(sealed.into_entry(seq, at));
        }
        Ok(Record {
            extends: Head::default(),
            entries,
        })
    }

    /// A session's room, folded from the journal if it is not live yet; many that ask at once fold it once.
    ///
    /// # Errors
    /// It does not exist, or cannot be read.
    pub async fn open(&self, session: Uuid) -> Result<Room, Trouble> {
        // A stream of the journal, but no session's.
        if session == COMMON {
            return Err(Trouble::NotFound);
        }
        let opening = self.house.opening(session)?;
        let shared = opening.cell.get_or_try_init(|| self.load(session)).await?;
        // A shutdown that did not find the room among the open ones did not stop it: nobody may have it.
        if self.house.rooms().closing {
            return Err(Trouble::Unavailable);
        }
        Ok(Room {
            shared: Arc::clone(shared),
        })
    }

    async fn load(&self, session: Uuid) -> Result<Arc<Shared>, Trouble> {
        let house = &self.house;
        let live = &house.config.live;
        let loaded = Replica::load(&*house.journal, session, live.ring_entries_max.max(1));
        let loaded = loaded.await.map_err(|error| unreadable(session, &error))?;
        if loaded.replica.session.head() == 0 {
            return Err(Trouble::NotFound);
        }
        let tail = Arc::new(Tail::new(live.ring_entries_max.max(1), live.ring_bytes_max));
        tail.reset(loaded.slots, &loaded.visibility, &loaded.replica.session);
        let (mailbox, mail) = mpsc::channel(live.mailbox_max.max(1));
        let sockets = Arc::new(Sockets::new(Arc::clone(house)));
        let task = Task::new(
            session,
            Arc::clone(house),
            loaded.replica,
            Arc::clone(&tail),
            Arc::clone(&sockets),
            mail,
        );
        let teller = Teller::new(Arc::clone(&tail), Arc::clone(&sockets.followers));
        // It ends with the task.
        let teller = AbortOnDropHandle::new(tokio::spawn(teller.run()));
        tokio::spawn(async move {
            task.run().await;
            drop(teller);
        });
        metrics::gauge!("rostrum_sessions_live").increment(1);
        Ok(Arc::new(Shared {
            id: session,
            house: Arc::clone(house),
            mailbox,
            tail,
            sockets,
        }))
    }

    /// Closes every socket with `bye`, and returns when all that was taken is durable and answered.
    pub async fn shutdown(&self) {
        let open: Vec<Arc<Shared>> = {
            let mut rooms = self.house.rooms();
            rooms.closing = true;
            rooms.open.drain().filter_map(|(_, cell)| cell.get().cloned()).collect()
        };
        for shared in &open {
            shared.sockets.close_all(Close::GoingAway);
        }
        for shared in open {
            let (stopped, done) = oneshot::channel();
            if shared.mailbox.send(Mail::Stop(stopped)).await.is_ok() {
                // An error means that the task is gone, which is what was asked for.
                let _ = done.await;
            }
        }
    }
}

fn unreadable(session: Uuid, error: &JournalError) -> Trouble {
    tracing::error!(%session, %error, "a session could not be read");
    Trouble::Unavailable
}
