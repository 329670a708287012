//! One session as its crowd knows it: who is in it, how far it is, and when each entry's command was sent.

use std::time::Instant;

use super::socket::Door;

/// An entry that is on its way to the members.
#[derive(Debug, Clone, Copy, Default)]
struct Underway {
    seq: u64,
    /// When its command was sent, once that is known.
    sent: Option<Instant>,
    deliveries: usize,
}

/// What became known of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    /// When its command was sent, if that is known.
    pub sent: Option<Instant>,
    /// With this, everybody has it, and whose command it was is known.
    pub complete: bool,
}

/// A session.
#[derive(Debug)]
pub(super) struct Hall {
    pub door: Door,
    /// The newest entry that anybody has.
    pub head: u64,
    /// Members of the crowd in it.
    pub readers: usize,
    /// The member behind each participant's number, from 1.
    people: Vec<Option<usize>>,
    ring: Box<[Underway]>,
}

impl Hall {
    /// A hall that keeps the last `remembered` entries.
    pub(super) fn new(door: Door, remembered: usize) -> Self {
        Self {
            door,
            head: 0,
            readers: 0,
            people: Vec::new(),
            ring: vec![Underway::default(); remembered].into(),
        }
    }

    /// Puts a member of the crowd on a participant's seat.
    pub(super) fn seat(&mut self, participant: u64, member: usize) {
        let place = usize::try_from(participant).unwrap_or(usize::MAX);
        if self.people.len() <= place {
            self.people.resize(place + 1, None);
        }
        self.people[place] = Some(member);
        self.readers += 1;
    }

    pub(super) fn member(&self, participant: u64) -> Option<usize> {
        *self.people.get(usize::try_from(participant).ok()?)?
    }

    /// The entry's place, unless a later one has taken it.
    fn underway(&mut self, seq: u64) -> Option<&mut Underway> {
        self.head = self.head.max(seq);
        let places = self.ring.len() as u64;
        let place = &mut self.ring[usize::try_from(seq % places).unwrap_or(0)];
        if place.seq < seq {
            *place = Underway {
                seq,
                ..Underway::default()
            };
        }
        (place.seq == seq).then_some(place)
    }

    /// The command of entry `seq` was sent then.
    pub(super) fn learn(&mut self, seq: u64, sent: Instant) -> Told {
        let readers = self.readers;
        let Some(entry) = self.underway(seq) else {
            return Told {
                sent: Some(sent),
                complete: true,
            };
        };
        let news = entry.sent.is_none();
        entry.sent = entry.sent.or(Some(sent));
        Told {
            sent: entry.sent,
            complete: news && entry.deliveries == readers,
        }
    }

    /// Entry `seq` came to one more member; `sent` is when the command under way of its author was sent.
    pub(super) fn deliver(&mut self, seq: u64, sent: Option<Instant>) -> Told {
        let readers = self.readers;
        let Some(entry) = self.underway(seq) else {
            return Told {
                sent: None,
                complete: false,
            };
        };
        entry.sent = entry.sent.or(sent);
        entry.deliveries += 1;
        Told {
            sent: entry.sent,
            complete: entry.sent.is_some() && entry.deliveries == readers,
        }
    }
}
