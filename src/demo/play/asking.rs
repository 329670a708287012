//! Simulated members who ask for the floor.

use std::sync::Arc;

use super::deck::Deck;
use super::room::{Room, View};
use super::{Pace, Stage};
use crate::domain::Role;
use crate::domain::command::{Command, ItemKind, RequestKind};
use crate::domain::ids::{ItemId, ParticipantId};

/// With so many in the queue nobody simulated joins it: a newcomer shall not wait for an hour.
const QUEUE_MAX: usize = 5;

/// Asks every now and then.
pub(super) async fn ask(stage: Arc<Stage>) {
    let order = Deck::of(stage.players.len());
    loop {
        stage.pace.wait(Pace::REQUEST_MS).await;
        let room = stage.room.borrow().clone();
        let Some((item, kind)) = wanted(&room) else { continue };
        let Some(view) = room.open() else { continue };
        let is_idle = |participant| !is_busy(view, participant);
        let asker = order.deal(&stage.players, |player| {
            player.role == Role::Member && !player.is_gone() && is_idle(player.participant)
        });
        let is_free = |subject: &str| {
            view.requests
                .values()
                .all(|own| own.subject.as_deref() != Some(subject))
        };
        let (Some(asker), Some(subject)) = (asker, stage.lines.subject(is_free)) else {
            continue;
        };
        let (subject, speaker, replies_to) = (Some(subject), None, None);
        let command = Command::RequestFloor {
            item,
            kind,
            subject,
            speaker,
            replies_to,
        };
        if let Err(setback) = asker.does(command).await {
            tracing::debug!(%setback, "a simulated request");
        }
    }
}

/// For which item a further request makes sense now, and of which kind.
fn wanted(room: &Room) -> Option<(ItemId, RequestKind)> {
    let view = room.open()?;
    let active = view.agenda.active?;
    let item = view.agenda.items.get(&active)?;
    let queue = view.queues.get(&active)?;
    let waiting = view.requests.values().filter(|request| request.item == active).count();
    if !queue.open || waiting >= QUEUE_MAX {
        return None;
    }
    match item.kind {
        ItemKind::Keynote => Some((active, RequestKind::Prepared)),
        ItemKind::Discussion => Some((active, RequestKind::Impromptu)),
        // These are for whoever was asked to speak.
        ItemKind::Study | ItemKind::Report | ItemKind::Response | ItemKind::Summary => None,
    }
}

/// Whether somebody waits or speaks already.
fn is_busy(view: &View, person: ParticipantId) -> bool {
    view.requests
        .values()
        .any(|request| request.speaker.participant == person)
        || view.turns.values().any(|turn| turn.speaker.participant == person)
}
