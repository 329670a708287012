//! What follows from who is connected: the speaker who is dropped and comes back, and the attendance (SPEC L27–L30).

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::limits::LiveLimits;
use super::sockets::{Gone, Sockets};
use crate::domain::{Attendance, Order, Session};
use crate::time::Timestamp;

/// The shortest grace of a speaker's connection, in milliseconds: whoever opens and cuts sockets without end writes no
/// more entries than this lets him.
const GRACE_MS_MIN: u64 = 200;

/// What the state does not know: since when somebody is gone, and what was looked at already.
pub(super) struct Connections {
    sockets: Arc<Sockets>,
    /// When the state was folded. Before that nobody is known to be gone, for nobody could be here.
    loaded: Gone,
    attendance_every: Duration,
    departure_grace: Duration,
    /// When attendance was recorded last.
    recorded: Instant,
    /// When it was looked at last: all people are, so not at every change.
    looked: Instant,
    /// When it has to be looked at next.
    due: Option<Instant>,
}

/// What the connections of the speaker lead to.
pub(super) struct Due {
    pub when: Instant,
    /// The same moment on the session's clock, to be compared with deadlines; absent for what is so now.
    pub at: Option<Timestamp>,
    pub order: Order,
}

/// A moment so late that nobody waits for it, where one cannot be reckoned.
const NEVER: Duration = Duration::from_hours(24 * 365);

/// All people are looked at no more often than this.
const LOOK_EVERY: Duration = Duration::from_secs(1);

fn later(moment: Instant, by: Duration) -> Instant {
    moment.checked_add(by).unwrap_or_else(|| Instant::now() + NEVER)
}

impl Connections {
    pub(super) fn new(sockets: Arc<Sockets>, limits: &LiveLimits, now: Timestamp) -> Self {
        let loaded = Gone {
            at: now,
            since: Instant::now(),
        };
        let mut connections = Self {
            sockets,
            loaded,
            attendance_every: Duration::from_millis(limits.attendance_interval_ms),
            departure_grace: Duration::from_millis(limits.departure_grace_ms),
            // Those who come back after a start come in one entry.
            recorded: loaded.since,
            looked: loaded.since,
            due: None,
        };
        connections.changed();
        connections
    }

    /// The state was folded anew: from now on everybody has a further grace.
    pub(super) fn loaded(&mut self, now: Timestamp) {
        self.loaded = Gone {
            at: now,
            since: Instant::now(),
        };
        self.changed();
    }

    /// Somebody came or went, or entries may have changed what that means.
    pub(super) fn changed(&mut self) {
        let soon = self.again().max(Instant::now());
        self.due = Some(self.due.map_or(soon, |due| due.min(soon)));
    }

    /// When attendance may be looked at again.
    fn again(&self) -> Instant {
        let looked = later(self.looked, self.attendance_every.min(LOOK_EVERY));
        later(self.recorded, self.attendance_every).max(looked)
    }

    /// What the watched speaker's connections lead to, and when.
    pub(super) fn speaker(&self, session: &Session) -> Option<Due> {
        let watched = session.watched()?;
        let gone = self.sockets.look().gone(watched.speaker, self.loaded);
        let grace_ms = watched.grace_ms.max(GRACE_MS_MIN);
        match (watched.dropped, gone) {
            (true, None) => Some(Due {
                when: Instant::now(),
                at: None,
                order: Order::Recover { turn: watched.turn },
            }),
            (false, Some(gone)) => Some(Due {
                when: later(gone.since, Duration::from_millis(grace_ms)),
                at: Some(gone.at.plus_millis(grace_ms)),
                order: Order::Drop {
                    turn: watched.turn,
                    went: gone.at,
                },
            }),
            (true, Some(_)) | (false, None) => None,
        }
    }

    /// When there is something to do next.
    pub(super) fn wake(&self, session: &Session) -> Option<Instant> {
        let speaker = self.speaker(session).map(|due| due.when);
        [speaker, self.due].into_iter().flatten().min()
    }

    /// Who came and who went since it was recorded last, `people_max` at most, if it is time to look.
    pub(super) fn attendance(&mut self, session: &Session, people_max: usize) -> Option<Order> {
        let now = Instant::now();
        self.due.filter(|due| *due <= now)?;
        (self.looked, self.due) = (now, None);
        if !session.takes_attendance() {
            return None;
        }
        let (mut arrived, mut departed, mut next) = (Vec::new(), Vec::new(), None::<Instant>);
        let sockets = self.sockets.look();
        for (id, person) in session.participants(0).filter(|(_, person)| !person.removed) {
            match person.attendance {
                Attendance::Away if sockets.has(id) => arrived.push(id),
                Attendance::Connected => {
                    let Some(gone) = sockets.gone(id, self.loaded) else {
                        continue;
                    };
                    let due = later(gone.since, self.departure_grace);
                    if due <= now {
                        departed.push(id);
                    } else {
                        next = Some(next.map_or(due, |next| next.min(due)));
                    }
                }
                Attendance::Away | Attendance::SignedIn => {}
            }
        }
        drop(sockets);
        let more = arrived.len() + departed.len() > people_max;
        arrived.truncate(people_max);
        departed.truncate(people_max - arrived.len());
        let anybody = !(arrived.is_empty() && departed.is_empty());
        if anybody {
            self.recorded = now;
        }
        let again = self.again();
        self.due = if more {
            Some(again)
        } else {
            next.map(|next| next.max(again))
        };
        anybody.then_some(Order::Attendance { arrived, departed })
    }
}

/// Whether something will follow though nobody is connected: a drop, or departures.
pub(super) fn awaited(session: &Session) -> bool {
    let here = |attendance: Attendance| attendance == Attendance::Connected;
    session.watched().is_some_and(|watched| !watched.dropped)
        || (session.takes_attendance() && session.participants(0).any(|(_, person)| here(person.attendance)))
}
