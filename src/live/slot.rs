//! One entry as the ring keeps it: the fact, its patches, and the frame of each audience once somebody needs it.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use serde_json::{Map, Value};
use tokio::time::Instant;

use crate::domain::ids::ParticipantId;
use crate::domain::{Audience, Event, Place, SeatChange, Session, Touched};
use crate::time::Timestamp;
use crate::wire::frame;
use crate::wire::message::{Entry, ServerMessage};
use crate::wire::patch::merge_patch;
use crate::wire::visibility::visible;

/// What never changes of an entry.
#[derive(Debug)]
struct Fact {
    seq: u64,
    at: Timestamp,
    by: Option<ParticipantId>,
    event: Event,
    moderators: Map<String, Value>,
    /// Of the other audiences, where it differs.
    others: Option<Map<String, Value>>,
    bytes: usize,
}

/// An entry with its visibility now.
#[derive(Debug)]
pub(super) struct Slot {
    fact: Arc<Fact>,
    /// A seat that it changed.
    pub seat: Option<SeatChange>,
    /// When the command came that it is the answer to; none for what the clock does, and for what was read.
    pub taken: Option<Instant>,
    visible: [bool; 3],
    frames: [OnceLock<Bytes>; 3],
}

impl Slot {
    /// The slot of an entry that `session` has just applied.
    pub(super) fn new(
        session: &Session,
        by: Option<ParticipantId>,
        event: Event,
        touched: &Touched,
        bytes: usize,
    ) -> Self {
        let seq = session.head();
        let counts = |place: &Place| matches!(place, Place::Thread(_) | Place::Counts | Place::Request(_));
        // Only what follows from hidden posts differs between the audiences.
        let differs = touched.places.iter().any(counts)
            && !(session.hidden_entries().is_empty() && touched.visibility.is_empty());
        let fact = Fact {
            seq,
            at: session.at(),
            by,
            moderators: merge_patch(session, touched, Audience::Moderators),
            others: differs.then(|| merge_patch(session, touched, Audience::Members)),
            bytes,
            event,
        };
        Self::with_visibility(Arc::new(fact), touched.seat, session)
    }

    /// The same slot, of a command that came at this moment.
    pub(super) fn taken_at(self, taken: Option<Instant>) -> Self {
        Self { taken, ..self }
    }

    fn with_visibility(fact: Arc<Fact>, seat: Option<SeatChange>, session: &Session) -> Self {
        let hidden = session.hidden_entries();
        let visible = Audience::ALL.map(|audience| visible(&fact.event, fact.seq, audience, hidden));
        Self {
            fact,
            seat,
            taken: None,
            visible,
            frames: Default::default(),
        }
    }

    /// The same entry as it is seen now, its old frames dropped.
    pub(super) fn seen_anew(&self, session: &Session) -> Self {
        Self::with_visibility(Arc::clone(&self.fact), self.seat, session).taken_at(self.taken)
    }

    pub(super) fn seq(&self) -> u64 {
        self.fact.seq
    }

    /// About how much memory it takes.
    pub(super) fn bytes(&self) -> usize {
        self.fact.bytes
    }

    /// The frame for an audience, encoded once.
    pub(super) fn frame(&self, audience: Audience) -> Bytes {
        let index = audience.index();
        self.frames[index]
            .get_or_init(|| frame::encode(&self.message(audience)))
            .clone()
    }

    fn message(&self, audience: Audience) -> ServerMessage<'_> {
        let Fact {
            seq,
            at,
            by,
            event,
            moderators,
            others,
            ..
        } = &*self.fact;
        let whole = self.visible[audience.index()];
        let patch = match audience {
            Audience::Moderators => moderators,
            Audience::Members | Audience::Public => others.as_ref().unwrap_or(moderators),
        };
        ServerMessage::Event {
            seq: *seq,
            at: *at,
            by: by.filter(|_| whole),
            entry: if whole { Entry::Whole(event) } else { Entry::Redacted },
            patch: Cow::Borrowed(patch),
        }
    }
}
