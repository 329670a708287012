//! Simulated speakers: ready when called, a speech sentence by sentence, and the floor given back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tokio::task::JoinSet;

use super::room::{RequestState, Room, TurnState};
use super::{Pace, Stage};
use crate::domain::Role;
use crate::domain::command::Command;
use crate::domain::ids::{ParticipantId, RequestId, TurnId};

/// Answers calls and fills turns, whoever gave them.
pub(super) async fn speak(stage: Arc<Stage>) {
    let mut room = stage.room.clone();
    let mut subjects: BTreeMap<RequestId, Option<String>> = BTreeMap::new();
    let mut called: BTreeSet<RequestId> = BTreeSet::new();
    let mut begun: BTreeSet<TurnId> = BTreeSet::new();
    let mut going = JoinSet::new();
    while room.changed().await.is_ok() {
        while going.try_join_next().is_some() {}
        let seen = room.borrow_and_update().clone();
        let Some(view) = seen.view else { continue };
        // What has left the view is settled; whoever is called again answers again.
        let is_called = |id: &RequestId| {
            view.requests
                .get(id)
                .is_some_and(|own| own.state == RequestState::Called)
        };
        called.retain(is_called);
        begun.retain(|turn| view.turns.contains_key(turn));
        let is_spoken = |id: &RequestId| view.turns.values().any(|turn| turn.request == *id);
        subjects.retain(|id, _| view.requests.contains_key(id) || is_spoken(id));
        for (id, request) in &view.requests {
            subjects.insert(*id, request.subject.clone());
            let speaker = request.speaker.participant;
            if is_called(id) && stage.player(speaker).is_some() && called.insert(*id) {
                going.spawn(get_ready(Arc::clone(&stage), speaker, *id));
            }
        }
        for (id, turn) in &view.turns {
            let speaker = turn.speaker.participant;
            if stage.player(speaker).is_some() && begun.insert(*id) {
                let subject = subjects.get(&turn.request).cloned().flatten();
                going.spawn(hold_forth(Arc::clone(&stage), speaker, *id, subject));
            }
        }
    }
}

async fn get_ready(stage: Arc<Stage>, speaker: ParticipantId, request: RequestId) {
    stage.pace.wait(Pace::READY_MS).await;
    if let Some(player) = stage.player(speaker)
        && let Err(setback) = player.does(Command::Ready { request }).await
    {
        tracing::debug!(%setback, "a simulated speaker");
    }
}

/// Speaks to the end, waiting while paused or interrupted; stops when the turn is over.
async fn hold_forth(stage: Arc<Stage>, speaker: ParticipantId, turn: TurnId, subject: Option<String>) {
    let Some(player) = stage.player(speaker) else { return };
    let captioner = stage.of_role(Role::Captioner).next().unwrap_or(player);
    let character_ms = fastrand::u64(Pace::CHARACTER_MS);
    stage.pace.wait(Pace::READY_MS).await;
    for sentence in stage.lines.speech(subject.as_deref()) {
        if !goes_on(&stage, turn).await {
            return;
        }
        // Captions show the words as they come, the statement when they were all said.
        let half = sentence.char_indices().nth(sentence.chars().count() / 2);
        let (first, _) = sentence.split_at(half.map_or(0, |(at, _)| at));
        let half_ms = character_ms * sentence.chars().count() as u64 / 2;
        for so_far in [first, sentence] {
            captioner.captions(turn, so_far.to_owned()).await;
            tokio::time::sleep(stage.pace.of(half_ms)).await;
        }
        let record = Command::RecordStatement {
            turn,
            text: sentence.to_owned(),
        };
        if let Err(setback) = captioner.does(record).await {
            tracing::debug!(%setback, "a simulated statement");
        }
    }
    if goes_on(&stage, turn).await
        && let Err(setback) = player
            .does(Command::ReleaseFloor {
                expect_turn: Some(turn),
            })
            .await
    {
        tracing::debug!(%setback, "a simulated speaker");
    }
}

/// Waits until the turn holds; false once it is over.
async fn goes_on(stage: &Stage, turn: TurnId) -> bool {
    let now = |room: &Room| {
        room.view
            .as_ref()
            .and_then(|view| view.turns.get(&turn))
            .map(|own| own.state)
    };
    let mut room = stage.room.clone();
    let settled = room
        .wait_for(|room| matches!(now(room), None | Some(TurnState::Holding)))
        .await;
    settled.is_ok_and(|room| now(&room).is_some())
}
