//! What the simulated see: the part of the live view that they act on, and whether a person moderates.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::Instant;

use super::{Pace, Stage};
use crate::client::{Heard, Replica};
use crate::demo::cast::Cast;
use crate::domain::command::ItemKind;
use crate::domain::ids::{ItemId, ParticipantId, RequestId, ThreadId, TurnId};
use crate::domain::{Phase, Role};

/// The live view, as far as it is needed here.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct View {
    pub session: Session,
    pub agenda: Agenda,
    pub floor: Floor,
    pub turns: BTreeMap<TurnId, Turn>,
    pub queues: BTreeMap<ItemId, Queue>,
    pub requests: BTreeMap<RequestId, Request>,
    pub threads: BTreeMap<ThreadId, Thread>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Session {
    pub phase: Phase,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Agenda {
    pub active: Option<ItemId>,
    pub items: BTreeMap<ItemId, Item>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Item {
    pub kind: ItemKind,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Floor {
    pub turn: Option<TurnId>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Person {
    pub participant: ParticipantId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum TurnState {
    Holding,
    Paused,
    Interrupted,
    #[serde(other)]
    Other,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Turn {
    pub request: RequestId,
    pub speaker: Person,
    pub state: TurnState,
    pub limit_ms: u64,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Queue {
    pub open: bool,
    pub order: Vec<RequestId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RequestState {
    Waiting,
    Called,
    Ready,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Request {
    pub item: ItemId,
    pub subject: Option<String>,
    #[serde(rename = "for")]
    pub speaker: Person,
    pub state: RequestState,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Thread {
    pub posts: u64,
    pub open: bool,
}

/// What is known of the room.
#[derive(Debug, Clone, Default)]
pub(super) struct Room {
    /// `None` before the first state.
    pub view: Option<View>,
    /// Whether a person with a moderator's link is here.
    pub moderated: bool,
    /// When one was here, or did something, last.
    pub moderated_at: Option<Instant>,
}

impl Room {
    /// The view of a session that is open.
    pub fn open(&self) -> Option<&View> {
        self.view.as_ref().filter(|view| view.session.phase == Phase::Open)
    }

    /// Whether a person moderates: is here, or gave a sign not long ago.
    pub fn is_moderated(&self, pace: Pace, now: Instant) -> bool {
        let deference = pace.of(Pace::DEFERENCE_MS);
        self.moderated || self.moderated_at.is_some_and(|at| now.duration_since(at) < deference)
    }
}

/// How people who moderate are told from the simulated clerk.
///
/// Presence counts people by sector, and names nobody; so those whose moderators' links are given away have sectors
/// that nobody else has. Whatever one of them does, or the convener, is a sign as well.
pub(super) struct Moderators {
    people: BTreeSet<ParticipantId>,
    sectors: BTreeSet<&'static str>,
}

/// The sectors of the chair and of the first clerk in `session.json`, and of nobody else there.
pub(super) const MODERATORS_SECTORS: [&str; 2] = ["主席会议", "政协机关"];

impl Moderators {
    /// Those of a cast.
    pub fn of(cast: &Cast) -> Self {
        let moderators = cast
            .reserved()
            .iter()
            .filter(|own| matches!(own.role, Role::Chair | Role::Clerk));
        let people = moderators.map(|own| own.participant).chain([ParticipantId::CONVENER]);
        Self {
            people: people.collect(),
            sectors: MODERATORS_SECTORS.into(),
        }
    }

    fn are_in(&self, by_sector: &BTreeMap<String, u64>) -> bool {
        by_sector
            .iter()
            .any(|(sector, online)| *online > 0 && self.sectors.contains(sector.as_str()))
    }
}

/// Follows the session from the simulated captioner's seat, again and again until that is void.
pub(super) async fn follow(stage: Arc<Stage>, moderators: Moderators, seen: watch::Sender<Room>) {
    let (moderators, seen) = (Arc::new(moderators), Arc::new(seen));
    loop {
        let Some(watcher) = stage.of_role(Role::Captioner).next() else {
            tracing::warn!("nobody is left to watch the room; the simulated members rest");
            return;
        };
        let mut eyes = Eyes {
            replica: Replica::default(),
            moderators: Arc::clone(&moderators),
            seen: Arc::clone(&seen),
        };
        match watcher.listen(Box::new(move |heard| eyes.hear(heard))).await {
            Ok(seat) => seat.lost().await,
            Err(error) => tracing::debug!(%error, "the room cannot be watched now"),
        }
        stage.pace.wait(Pace::LOOK_MS).await;
    }
}

struct Eyes {
    replica: Replica,
    moderators: Arc<Moderators>,
    seen: Arc<watch::Sender<Room>>,
}

impl Eyes {
    fn hear(&mut self, heard: &Heard) {
        if let Heard::Event { by: Some(by), .. } = heard
            && self.moderators.people.contains(by)
        {
            self.seen.send_modify(|room| room.moderated_at = Some(Instant::now()));
        }
        if let Heard::Presence { by_sector, .. } = heard {
            let moderated = self.moderators.are_in(by_sector);
            self.seen.send_if_modified(|room| {
                // Both coming and going are signs.
                let changed = room.moderated != moderated;
                if changed {
                    room.moderated = moderated;
                    room.moderated_at = Some(Instant::now());
                }
                changed
            });
        }
        if self.replica.hear(heard) {
            match serde_json::from_value(self.replica.view().clone()) {
                Ok(view) => self.seen.send_modify(|room| room.view = Some(view)),
                Err(error) => tracing::warn!(%error, "the view is not as expected"),
            }
        }
    }
}
