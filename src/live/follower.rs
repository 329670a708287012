//! One reader's cursor: led by the room as long as the socket takes what it writes, otherwise by the connection's own task.

use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::{Notify, watch};

use super::tail::{Mark, Signal};
use super::transport::{Outlet, Taken};
use crate::domain::Audience;
use crate::domain::ids::ParticipantId;

struct Cursor {
    has: Mark,
    audience: Audience,
    /// Whether the room writes. Then `has` is where the room's last round left it, or further.
    led: bool,
    /// Whether the socket keeps the rest of a write of the room's.
    owes: bool,
    /// None where the room cannot write, and once the connection has ended.
    outlet: Option<Box<dyn Outlet>>,
}

/// A reader, shared by its connection and the room.
pub(super) struct Follower {
    participant: ParticipantId,
    cursor: Mutex<Cursor>,
    /// Told when the connection has to go on by itself.
    pub handed_back: Notify,
}

/// How a connection goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// The room writes, and nothing is missing.
    Led,
    /// From here on by itself; first the rest of a write, if one is owed.
    Alone { has: Mark, owes: bool },
}

/// What became of one reader in a round of the room's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// The socket took everything.
    Whole,
    /// It goes on by itself, as it was already or from now on, or has everything.
    Passed,
}

/// What the room tells in one round.
pub(super) struct Round<'a> {
    pub from: Mark,
    pub to: Mark,
    /// Their connections have to begin anew before they hear more.
    pub role_changed: &'a [ParticipantId],
}

impl Follower {
    pub(super) fn new(participant: ParticipantId, outlet: Option<Box<dyn Outlet>>) -> Self {
        let cursor = Cursor {
            has: Mark::default(),
            audience: Audience::Public,
            led: false,
            owes: false,
            outlet,
        };
        Self {
            participant,
            cursor: Mutex::new(cursor),
            handed_back: Notify::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Cursor> {
        self.cursor.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the connection has to write by itself. If it has, the room keeps away from now on.
    pub(super) fn stand(&self, signal: &watch::Receiver<Signal>) -> Standing {
        let mut cursor = self.lock();
        if cursor.led && cursor.has.covers(signal.borrow().mark) {
            return Standing::Led;
        }
        cursor.led = false;
        Standing::Alone {
            has: cursor.has,
            owes: std::mem::take(&mut cursor.owes),
        }
    }

    /// Notes what the connection's own task has sent.
    pub(super) fn sent(&self, has: Mark, audience: Audience) {
        let mut cursor = self.lock();
        (cursor.has, cursor.audience) = (has, audience);
    }

    /// Lets the room write, if it can and nothing is missing. What comes after this look at the signal, the room's next
    /// round finds; what came before it is seen here. So nothing is lost in between (SPEC L5).
    pub(super) fn follow(&self, signal: &watch::Receiver<Signal>) -> bool {
        let mut cursor = self.lock();
        cursor.led = cursor.outlet.is_some() && cursor.has.covers(signal.borrow().mark);
        cursor.led
    }

    /// Writes a round to a reader whom the room leads.
    pub(super) fn tell(&self, round: &Round<'_>, frames: impl FnOnce(Audience) -> Bytes) -> Told {
        let mut cursor = self.lock();
        if !cursor.led || cursor.has.covers(round.to) {
            return Told::Passed;
        }
        if cursor.has == round.from && !round.role_changed.contains(&self.participant) {
            let frames = frames(cursor.audience);
            let taken = cursor.outlet.as_ref().map(|outlet| outlet.write_now(&frames));
            match taken {
                Some(Taken::Whole) => {
                    cursor.has = round.to;
                    return Told::Whole;
                }
                Some(Taken::Part) => (cursor.has, cursor.owes) = (round.to, true),
                Some(Taken::Nothing) | None => {}
            }
        }
        self.hand_back_from(&mut cursor);
        Told::Passed
    }

    /// Lets the connection go on by itself, whatever it has.
    pub(super) fn hand_back(&self) {
        let mut cursor = self.lock();
        if cursor.led {
            self.hand_back_from(&mut cursor);
        }
    }

    fn hand_back_from(&self, cursor: &mut Cursor) {
        metrics::counter!("rostrum_readers_handed_back_total").increment(1);
        cursor.led = false;
        self.handed_back.notify_one();
    }

    /// The connection has ended: the room does not keep its socket open.
    pub(super) fn end(&self) {
        let mut cursor = self.lock();
        (cursor.led, cursor.outlet) = (false, None);
    }
}
