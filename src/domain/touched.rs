//! What an event changed: the places of the view that have to be sent, and who must be told more.

use super::ids::{ItemId, ParticipantId, PollId, RequestId, StepId, ThreadId, TurnId};

/// A place of the live view that may differ after an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// `session`
    Session,
    /// `rules`
    Rules,
    /// `venues`
    Venues,
    /// `agenda.order` and `agenda.active`
    Agenda,
    /// `agenda.items.N`
    Item(ItemId),
    /// `floor`
    Floor,
    /// `turns.N`
    Turn(TurnId),
    /// `queues.N`
    Queue(ItemId),
    /// `requests.N`
    Request(RequestId),
    /// `threads.N`
    Thread(ThreadId),
    /// `steps.N`
    Step(StepId),
    /// `polls.N`
    Poll(PollId),
    /// `screen`
    Screen,
    /// `counts`
    Counts,
}

/// What happened to somebody's seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatChange {
    /// Older seats are void; their sockets close.
    Void(ParticipantId),
    /// Another role: other rights, perhaps another audience.
    Role(ParticipantId),
}

/// What one event touched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Touched {
    /// Places of the view, each at most once.
    pub places: Vec<Place>,
    /// A seat that changed.
    pub seat: Option<SeatChange>,
    /// Earlier entries that are seen by others now than before.
    pub visibility: Vec<u64>,
    /// Whether the patches of earlier entries may show what not everybody sees any more: they are not to be sent again.
    pub withholds: bool,
}

impl Touched {
    pub(super) fn mark(&mut self, place: Place) {
        if !self.places.contains(&place) {
            self.places.push(place);
        }
    }
}
