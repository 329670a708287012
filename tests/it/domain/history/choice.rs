//! A command for every number of a step.

mod people;
mod requests;
mod session;
mod turns;
mod words;

use rostrum::domain::command::Command;
use rostrum::domain::ids::{ItemId, ParticipantId, RequestId, TurnId};
use rostrum::domain::view::{RequestStateView, RequestView};
use rostrum::domain::{Audience, Event};

use super::{Focus, Step};
use crate::domain::given::Meeting;

/// What the choice of a command goes by.
pub struct Choice<'a> {
    pub meeting: &'a Meeting,
    pub step: Step,
    /// Whether it shall make sense.
    pub sensible: bool,
}

/// How often a command is chosen, and what makes it.
type Weighted = (usize, fn(&Choice<'_>) -> Command);

const ALL: &[&[Weighted]] = &[
    session::TABLE,
    requests::TABLE,
    turns::TABLE,
    words::TABLE,
    people::TABLE,
];

const QUEUES: &[&[Weighted]] = &[session::SAFETY, requests::TABLE, turns::TABLE];

const DISCIPLINES: &[&[Weighted]] = &[session::SAFETY, session::DISCIPLINE, requests::TABLE, turns::TABLE];

impl Choice<'_> {
    /// The command of the step's number.
    pub fn command(&self, focus: Focus) -> Command {
        let tables = match focus {
            Focus::Everything => ALL,
            Focus::Queues => QUEUES,
            Focus::Disciplines => DISCIPLINES,
        };
        let rows = || tables.iter().flat_map(|table| table.iter());
        let all: usize = rows().map(|(weight, _)| weight).sum();
        // The low part of the number chose that it is a command. A prime beyond all sums of weights reaches every one.
        let mut number = usize::from(self.step.what / 24) * 7_919 % all;
        for (weight, make) in rows() {
            match number.checked_sub(*weight) {
                Some(rest) => number = rest,
                None => return make(self),
            }
        }
        Command::CallRecess {}
    }

    /// One of `of`, or any number at all.
    fn among(&self, number: u16, of: &[u64]) -> u64 {
        if (self.sensible || !number.is_multiple_of(4)) && !of.is_empty() {
            return of[usize::from(number) % of.len()];
        }
        u64::from(number) % (self.meeting.session.head() + 3)
    }

    /// The entries that made something.
    fn made(&self, of: impl Fn(&Event) -> bool) -> Vec<u64> {
        let made = self.meeting.entries.iter().filter(|entry| of(&entry.event));
        made.map(|entry| entry.seq).collect()
    }

    fn text(&self) -> String {
        match (self.sensible, self.step.two % 5) {
            (false, 0) => " \u{0}\n".to_owned(),
            (false, 1) => "字".repeat(9_000),
            _ => format!("words {}", self.step.two),
        }
    }

    /// A text that need not be there.
    fn perhaps(&self) -> Option<String> {
        self.step.one.is_multiple_of(2).then(|| self.text())
    }

    fn any_item(&self, number: u16) -> ItemId {
        let order = self.meeting.session.agenda_order().0;
        ItemId(self.among(number, &order.iter().map(|item| item.0).collect::<Vec<_>>()))
    }

    /// Mostly the active item.
    fn item(&self, number: u16) -> ItemId {
        let active = self.meeting.session.agenda_order().1;
        let active = active.filter(|_| self.sensible && !number.is_multiple_of(3));
        active.unwrap_or_else(|| self.any_item(number))
    }

    fn expect_item(&self) -> Option<ItemId> {
        if self.sensible {
            self.meeting.session.agenda_order().1
        } else {
            Some(self.any_item(self.step.one))
        }
    }

    /// A live request for which it holds.
    fn request_that(&self, number: u16, holds: impl Fn(&RequestView<'_>) -> bool) -> RequestId {
        let view = self.meeting.session.view(Audience::Moderators);
        let live = view.requests.iter().filter(|(_, request)| holds(request));
        RequestId(self.among(number, &live.map(|(id, _)| id.0).collect::<Vec<_>>()))
    }

    fn request(&self, number: u16) -> RequestId {
        self.request_that(number, |_| true)
    }

    /// The one that is called or ready.
    fn called(&self, number: u16) -> RequestId {
        self.request_that(number, |request| request.state != RequestStateView::Waiting)
    }

    /// One that left the queue, or was granted.
    fn past_request(&self, number: u16) -> RequestId {
        let session = &self.meeting.session;
        let mut made = self.made(|event| matches!(event, Event::FloorRequested { .. }));
        made.retain(|id| session.request_view(RequestId(*id)).is_none());
        RequestId(self.among(number, &made))
    }

    fn turn(&self) -> Option<TurnId> {
        if self.sensible {
            return self.meeting.session.floor_view().turn;
        }
        (!self.step.two.is_multiple_of(3)).then(|| TurnId(u64::from(self.step.two) % (self.meeting.session.head() + 1)))
    }

    /// A turn, running or past.
    fn any_turn(&self, number: u16) -> TurnId {
        let begins = |event: &Event| {
            matches!(
                event,
                Event::FloorGranted { .. } | Event::TurnRestored { .. } | Event::TurnEnded { to: Some(_), .. }
            )
        };
        let made = self.made(begins);
        // Mostly one of the last ones: those of items long past are only good for their words.
        let recent = made.len().saturating_sub(if self.sensible { 4 } else { made.len() });
        TurnId(self.among(number, &made[recent..]))
    }
}

/// Somebody, perhaps not there.
fn person(number: u16) -> ParticipantId {
    ParticipantId(u64::from(number % 16))
}
