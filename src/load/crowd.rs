//! A crowd of members on one thread: a socket each, one buffer for all, and books about what everybody got.

mod attend;
mod books;
mod linger;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use socket2::SockRef;
use tokio::sync::{Notify, Semaphore, watch};
use tokio::task::JoinHandle;

use super::hall::Hall;
use super::script::Deed;
use super::socket::{Door, text_frame};
use super::tally::Tally;
use attend::attend;
use books::{Books, Member, Pending};
use linger::linger;

/// Entries that all halls together remember the sending of.
const REMEMBERED: usize = 65_536;
/// Between two commands of one member: a server takes ten a second, by default.
const BETWEEN_COMMANDS: Duration = Duration::from_millis(110);
/// How often somebody who waits looks by himself.
const LOOKS_EVERY: Duration = Duration::from_millis(5);
/// The fewest that one remembers.
const REMEMBERED_MIN: usize = 256;

/// A member's place.
#[derive(Debug, Clone)]
pub struct Place {
    /// Which of the crowd's halls.
    pub hall: usize,
    /// The participant's number there.
    pub participant: u64,
    /// The seat's token.
    pub token: String,
    /// How it takes what comes.
    pub manner: Manner,
}

/// How somebody takes what comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// At once; only these count as members of the crowd.
    Reads,
    /// Not at all.
    Stalls,
    /// A few bytes a second.
    Drips,
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Whose it was.
    pub member: usize,
    /// What it was.
    pub deed: Deed,
    /// Its entry, if it took effect.
    pub entry: Option<u64>,
}

/// What the members, who each run by themselves, share.
struct Shared {
    books: RefCell<Books>,
    places: Vec<Place>,
    joining: Semaphore,
    /// Whether the server can be joined.
    open: watch::Sender<bool>,
    /// Whether those who have a socket may say hello.
    greets: watch::Sender<bool>,
    /// The books say something that somebody may wait for.
    changed: Notify,
}

/// A crowd. It lives in a [`tokio::task::LocalSet`], and leaves when dropped.
pub struct Crowd {
    shared: Rc<Shared>,
    members: Vec<JoinHandle<()>>,
    size: usize,
}

impl Drop for Crowd {
    fn drop(&mut self) {
        for member in &self.members {
            member.abort();
        }
    }
}

impl Crowd {
    /// A crowd that waits outside; `joins_at_once` of them come in at the same time.
    ///
    /// # Panics
    /// Outside a `LocalSet`.
    #[must_use]
    pub fn new(halls: Vec<Door>, places: Vec<Place>, joins_at_once: usize) -> Self {
        let remembered = (REMEMBERED / halls.len().max(1)).max(REMEMBERED_MIN);
        let mut halls: Vec<Hall> = halls.into_iter().map(|door| Hall::new(door, remembered)).collect();
        let mut size = 0;
        for (member, place) in places.iter().enumerate() {
            if place.manner == Manner::Reads {
                halls[place.hall].seat(place.participant, member);
                size += 1;
            }
        }
        let member = |place: &Place| Member::new(place.hall, place.manner);
        let books = Books::new(halls, places.iter().map(member).collect());
        let shared = Rc::new(Shared {
            books: RefCell::new(books),
            places,
            joining: Semaphore::new(joins_at_once.max(1)),
            open: watch::Sender::new(false),
            greets: watch::Sender::new(true),
            changed: Notify::new(),
        });
        let members = (0..shared.places.len())
            .map(|member| match shared.places[member].manner {
                Manner::Reads => tokio::task::spawn_local(attend(Rc::clone(&shared), member)),
                manner => tokio::task::spawn_local(linger(Rc::clone(&shared), member, manner)),
            })
            .collect();
        Self { shared, members, size }
    }

    /// How many read.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.size
    }

    /// Lets everybody in, and whoever comes back.
    pub fn open(&self) {
        self.shared.open.send_replace(true);
    }

    /// Lets nobody in any more.
    pub fn close(&self) {
        self.shared.open.send_replace(false);
    }

    /// Keeps everybody who comes in from saying hello, until [`Crowd::greet`]. A server waits five seconds for it.
    pub fn hold(&self) {
        self.shared.greets.send_replace(false);
    }

    /// Lets everybody say hello.
    pub fn greet(&self) {
        self.shared.greets.send_replace(true);
    }

    /// Waits until everybody has a socket and nobody more to say than hello; whether it came to that in time.
    pub async fn connects(&self, patience: Duration) -> bool {
        let size = self.size;
        self.comes_to(patience, |books| books.held == size).await
    }

    /// How many are in and up to date.
    #[must_use]
    pub fn inside(&self) -> usize {
        self.shared.books.borrow().inside
    }

    /// Waits until `inside` are in; whether it came to that in time.
    pub async fn gathers(&self, inside: usize, patience: Duration) -> bool {
        self.comes_to(patience, |books| books.inside == inside).await
    }

    /// Why the last failed join failed, if one did.
    #[must_use]
    pub fn last_failure(&self) -> Option<String> {
        self.shared.books.borrow().last_failure.clone()
    }

    /// Cuts every connection, as a network does.
    pub fn break_off(&self) {
        let lines: Vec<_> = {
            let books = self.shared.books.borrow();
            books.members.iter().filter_map(|member| member.line.clone()).collect()
        };
        for line in lines {
            // Whoever is gone already needs no cut.
            let _ = SockRef::from(line.stream()).shutdown(std::net::Shutdown::Both);
        }
    }

    /// Sends a command from `member`, who must be free; `false` if he has no connection.
    #[must_use]
    pub fn say(&self, member: usize, command: &str, deed: Deed) -> bool {
        let line = self.shared.books.borrow().members[member].line.clone();
        let Some(line) = line else { return false };
        let id = uuid::Uuid::now_v7();
        let message = format!(r#"{{"type":"command","id":"{id}","command":{command}}}"#);
        let mut frame = Vec::with_capacity(message.len() + 16);
        text_frame(&message, &mut frame);
        let sent = Instant::now();
        line.send(&frame);
        let mut books = self.shared.books.borrow_mut();
        books.in_flight += 1;
        books.members[member].pending = Some(Pending { deed, sent });
        books.members[member].said = Some(sent);
        true
    }

    /// What makes entry `seq` of a hall was sent now, on another way than a member's socket.
    pub fn sent(&self, hall: usize, seq: u64) {
        let mut books = self.shared.books.borrow_mut();
        books.in_flight += 1;
        books.halls[hall].learn(seq, Instant::now());
    }

    /// The newest entry of a hall that anybody has.
    #[must_use]
    pub fn head(&self, hall: usize) -> u64 {
        self.shared.books.borrow().halls[hall].head
    }

    /// Whether a member has a connection, no command under way, and sent none a moment ago: what the server takes of
    /// one person has a limit.
    #[must_use]
    pub fn is_free(&self, member: usize) -> bool {
        let books = self.shared.books.borrow();
        let member = &books.members[member];
        let rests = member.said.is_some_and(|said| said.elapsed() < BETWEEN_COMMANDS);
        member.is_inside && member.pending.is_none() && !rests
    }

    /// Commands whose event has not come to everybody yet.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.shared.books.borrow().in_flight
    }

    /// The answers that came since this was last asked.
    #[must_use]
    pub fn answers(&self) -> Vec<Answer> {
        std::mem::take(&mut self.shared.books.borrow_mut().answers)
    }

    /// Waits until something has changed since this was last awaited.
    pub async fn changed(&self) {
        self.shared.changed.notified().await;
    }

    /// Waits until every command's event has come to everybody; whether that came in time.
    pub async fn lands(&self, patience: Duration) -> bool {
        self.comes_to(patience, |books| books.in_flight == 0).await
    }

    /// Members that lack entries that others have, after some patience.
    pub async fn behind(&self, patience: Duration) -> usize {
        self.comes_to(patience, |books| books.behind() == 0).await;
        self.shared.books.borrow().behind()
    }

    /// Deliveries so far, since the tally was last taken.
    #[must_use]
    pub fn deliveries(&self) -> u64 {
        self.shared.books.borrow().tally.deliveries
    }

    /// Entries that came after each member's first view, all members together: so many deliveries there should be.
    #[must_use]
    pub fn owed(&self) -> u64 {
        let books = self.shared.books.borrow();
        let entries = books.halls.iter().map(|hall| hall.head * hall.readers as u64);
        entries.sum::<u64>().saturating_sub(books.in_first_views)
    }

    /// What was counted since this was last asked.
    #[must_use]
    pub fn take_tally(&self) -> Tally {
        std::mem::take(&mut self.shared.books.borrow_mut().tally)
    }

    /// What was counted since the tally was last taken.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.shared.books.borrow().tally.clone()
    }

    async fn comes_to(&self, patience: Duration, is_so: impl Fn(&Books) -> bool) -> bool {
        let coming = async {
            while !is_so(&self.shared.books.borrow()) {
                // Not every delivery is worth a word to whoever waits: that would cost more than to look now and then.
                let _ = tokio::time::timeout(LOOKS_EVERY, self.shared.changed.notified()).await;
            }
        };
        tokio::time::timeout(patience, coming).await.is_ok()
    }
}
