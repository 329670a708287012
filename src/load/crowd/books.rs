//! What is known of every member, kept as messages come.

use std::rc::Rc;
use std::time::Instant;

use super::attend::Line;
use super::{Answer, Manner};
use crate::load::frames::{Frame, Kind};
use crate::load::hall::Hall;
use crate::load::said::{Said, said};
use crate::load::script::Deed;
use crate::load::socket::NoSocket;
use crate::load::tally::Tally;

/// Bytes that are read at once; a busy socket has more than one message.
const BUFFER_BYTES: usize = 64 * 1024;

/// A command that was not answered yet.
pub(super) struct Pending {
    pub deed: Deed,
    pub sent: Instant,
}

/// A member on the way in.
pub(super) struct Joining {
    pub began: Instant,
    pub hello: Instant,
    pub welcomed: bool,
}

/// One member.
pub(super) struct Member {
    hall: usize,
    manner: Manner,
    /// The newest entry that came, or that the view was of; nothing before the first view.
    pub after: Option<u64>,
    pub line: Option<Rc<Line>>,
    pub joining: Option<Joining>,
    pub pending: Option<Pending>,
    /// When the last command was sent.
    pub said: Option<Instant>,
    /// Up to date since the connection began.
    pub is_inside: bool,
    /// The code of the close frame that came.
    pub closed_with: Option<u16>,
}

impl Member {
    pub(super) const fn new(hall: usize, manner: Manner) -> Self {
        Self {
            hall,
            manner,
            after: None,
            line: None,
            joining: None,
            pending: None,
            said: None,
            is_inside: false,
            closed_with: None,
        }
    }
}

/// Everything that the crowd knows.
pub(super) struct Books {
    pub buffer: Box<[u8]>,
    pub halls: Vec<Hall>,
    pub members: Vec<Member>,
    pub tally: Tally,
    /// Entries that first views were of, all members together.
    pub in_first_views: u64,
    /// Members that have a socket and are kept from saying hello.
    pub held: usize,
    /// Members that are in and up to date.
    pub inside: usize,
    pub in_flight: usize,
    pub answers: Vec<Answer>,
    /// The name of the server's history.
    pub epoch: Option<String>,
    pub last_failure: Option<String>,
}

impl Books {
    pub(super) fn new(halls: Vec<Hall>, members: Vec<Member>) -> Self {
        Self {
            buffer: vec![0; BUFFER_BYTES].into(),
            halls,
            members,
            tally: Tally::default(),
            in_first_views: 0,
            held: 0,
            inside: 0,
            in_flight: 0,
            answers: Vec::new(),
            epoch: None,
            last_failure: None,
        }
    }

    /// Members that lack entries which others have.
    pub(super) fn behind(&self) -> usize {
        let lacks = |member: &Member| member.after.is_none_or(|after| after < self.halls[member.hall].head);
        let reads = |member: &&Member| member.manner == Manner::Reads;
        self.members.iter().filter(reads).filter(|member| lacks(member)).count()
    }

    /// Takes in a frame that came to `index` at `now`; whether somebody may have waited for what it brought.
    pub(super) fn hear(&mut self, index: usize, frame: Frame<'_>, now: Instant) -> bool {
        match frame.kind {
            Kind::Text => {}
            Kind::Ping => {
                if let Some(line) = &self.members[index].line {
                    line.pong(frame.head);
                }
                return false;
            }
            Kind::Pong => return false,
            Kind::Close => {
                self.members[index].closed_with = frame.head.first_chunk().copied().map(u16::from_be_bytes);
                return false;
            }
        }
        match said(frame.head) {
            Some(Said::Event { seq, by }) => self.event(index, seq, by, frame.payload, now),
            Some(Said::State { epoch, seq }) => {
                if self.epoch.as_deref() != Some(epoch) {
                    self.epoch = Some(epoch.to_owned());
                }
                self.tally.states += 1;
                self.tally.state_bytes += frame.payload;
                self.state(index, seq) | self.is_whole(index, now)
            }
            Some(Said::Welcome) => {
                if let Some(joining) = &mut self.members[index].joining {
                    joining.welcomed = true;
                }
                self.is_whole(index, now)
            }
            Some(Said::Reply(outcome)) => self.reply(index, outcome),
            Some(Said::Presence) => {
                self.tally.presences += 1;
                false
            }
            Some(Said::Other) => false,
            None => {
                self.tally.strange += 1;
                false
            }
        }
    }

    fn event(&mut self, index: usize, seq: u64, by: Option<u64>, bytes: u64, now: Instant) -> bool {
        let member = &mut self.members[index];
        match member.after {
            Some(after) if seq <= after => {
                self.tally.repeats += 1;
                return false;
            }
            Some(after) => self.tally.gaps += seq - after - 1,
            // Nobody knows what came before.
            None => self.tally.strange += 1,
        }
        member.after = Some(seq);
        self.tally.deliveries += 1;
        self.tally.delivered_bytes += bytes;
        let hall = &mut self.halls[member.hall];
        let author = by.and_then(|participant| hall.member(participant));
        let sent = author.and_then(|author| Some(self.members[author].pending.as_ref()?.sent));
        let told = hall.deliver(seq, sent);
        match told.sent {
            Some(sent) => self.tally.delays.record(now.duration_since(sent)),
            // The convener's and the clock's entries were not sent by anybody here.
            None => self.tally.unmatched += u64::from(author.is_some()),
        }
        if told.complete {
            self.in_flight = self.in_flight.saturating_sub(1);
        }
        told.complete | self.is_whole(index, now)
    }

    /// A whole view takes the place of the entries up to it.
    fn state(&mut self, index: usize, seq: u64) -> bool {
        let member = &mut self.members[index];
        let hall = &mut self.halls[member.hall];
        hall.head = hall.head.max(seq);
        let Some(before) = member.after.replace(seq) else {
            self.in_first_views += seq;
            return false;
        };
        self.tally.resyncs += 1;
        self.tally.skipped += seq.saturating_sub(before);
        let mut completed = 0;
        for skipped in before + 1..=seq {
            completed += usize::from(hall.deliver(skipped, None).complete);
        }
        self.in_flight = self.in_flight.saturating_sub(completed);
        completed > 0
    }

    /// Whether a member that was on the way in is in now.
    fn is_whole(&mut self, index: usize, now: Instant) -> bool {
        let member = &mut self.members[index];
        let head = self.halls[member.hall].head;
        let there = member.after.is_some_and(|after| after >= head);
        let Some(joining) = member.joining.take_if(|joining| joining.welcomed && there) else {
            return false;
        };
        member.is_inside = true;
        self.inside += 1;
        self.tally.joins.record(now.duration_since(joining.began));
        self.tally.hellos.record(now.duration_since(joining.hello));
        true
    }

    fn reply(&mut self, index: usize, outcome: Result<u64, &str>) -> bool {
        let member = &mut self.members[index];
        let Some(Pending { deed, sent }) = member.pending.take() else {
            self.tally.strange += 1;
            return false;
        };
        let complete = match outcome {
            Ok(seq) => {
                self.tally.accepted += 1;
                self.halls[member.hall].learn(seq, sent).complete
            }
            Err(code) => {
                Tally::count(&mut self.tally.refused, code);
                true
            }
        };
        if complete {
            self.in_flight = self.in_flight.saturating_sub(1);
        }
        self.answers.push(Answer {
            member: index,
            deed,
            entry: outcome.ok(),
        });
        true
    }

    /// A join came to nothing.
    pub(super) fn failed(&mut self, failure: &NoSocket) {
        self.tally.failed_joins += 1;
        self.last_failure = Some(failure.to_string());
    }

    /// A member's connection has ended; what was not answered stays so.
    pub(super) fn gone(&mut self, index: usize) {
        let member = &mut self.members[index];
        member.line = None;
        member.joining = None;
        if let Some(Pending { deed, .. }) = member.pending.take() {
            self.in_flight = self.in_flight.saturating_sub(1);
            self.answers.push(Answer {
                member: index,
                deed,
                entry: None,
            });
        }
        if std::mem::take(&mut member.is_inside) {
            self.inside -= 1;
        }
        let code = member.closed_with.take().map(|code| code.to_string());
        Tally::count(&mut self.tally.closes, code.as_deref().unwrap_or("cut"));
    }
}
