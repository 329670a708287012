//! The simulated clerk, who calls and ends turns while no person moderates.
//!
//! As long as a person with a moderator's link is in the room, and for a minute after the last sign of one, the clerk
//! touches nothing: whoever opened the chair's link finds the queue waiting for the own decision. Presence tells of it
//! at once, and commands too, so a page that is loaded anew does not give the floor away.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::room::{RequestState, Room, TurnState};
use super::{Pace, Stage};
use crate::domain::Role;
use crate::domain::command::Command;
use crate::domain::ids::TurnId;

/// How long a turn may go on beyond its limit, in milliseconds.
const OVERTIME_MS: u64 = 60_000;

/// Looks at the room every few seconds and does the next thing, if there is one.
pub(super) async fn conduct(stage: Arc<Stage>) {
    let mut patience = Patience::default();
    loop {
        stage.pace.wait(Pace::LOOK_MS).await;
        let next = next_command(&stage.room.borrow(), stage.pace, &mut patience, Instant::now());
        let clerk = stage.of_role(Role::Clerk).next();
        if let (Some(command), Some(clerk)) = (next, clerk)
            && let Err(setback) = clerk.does(command).await
        {
            // Somebody was quicker, or the room has moved on: the next look will tell.
            tracing::debug!(%setback, "the simulated clerk");
        }
    }
}

/// Since when the present turn is known.
#[derive(Debug, Default)]
struct Patience {
    turn: Option<(TurnId, Instant)>,
}

impl Patience {
    fn since(&mut self, turn: TurnId, now: Instant) -> Instant {
        match self.turn {
            Some((known, since)) if known == turn => since,
            _ => {
                self.turn = Some((turn, now));
                now
            }
        }
    }
}

fn next_command(room: &Room, pace: Pace, patience: &mut Patience, now: Instant) -> Option<Command> {
    let view = room.open()?;
    if room.is_moderated(pace, now) {
        // A turn that somebody looks after is not counted against its speaker.
        patience.turn = None;
        return None;
    }
    if let Some(id) = view.floor.turn {
        let turn = view.turns.get(&id)?;
        if turn.state == TurnState::Paused {
            return Some(Command::ResumeTurn { expect_turn: Some(id) });
        }
        // The floor's clock is that of the session, whatever the pace.
        let allowed = Duration::from_millis(turn.limit_ms + OVERTIME_MS);
        let over = now.duration_since(patience.since(id, now)) > allowed;
        let reason = Some("发言时间已到，请书面补充".to_owned());
        return over.then_some(Command::EndTurn {
            expect_turn: Some(id),
            reason,
        });
    }
    let active = view.agenda.active?;
    let mut called = view
        .requests
        .iter()
        .filter(|(_, request)| request.state != RequestState::Waiting);
    match called.next() {
        Some((id, request)) if request.state == RequestState::Ready => Some(Command::GrantFloor {
            request: *id,
            expect_turn: None,
            reason: None,
        }),
        Some(_) => None,
        None => {
            let first = view.queues.get(&active)?.order.first()?;
            Some(Command::CallSpeaker {
                request: *first,
                expect_turn: None,
                reason: None,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};
    use tokio::time::Instant;

    use super::{Patience, next_command};
    use crate::demo::play::Pace;
    use crate::demo::play::room::Room;
    use crate::domain::command::Command;
    use crate::domain::ids::{RequestId, TurnId};

    fn room(turn: Option<u64>, turns: &Value, requests: &Value) -> Room {
        let mut floor = json!({"interrupted": []});
        if let Some(turn) = turn {
            floor["turn"] = json!(turn);
        }
        let view = json!({
            "session": {"phase": "open"},
            "agenda": {"active": 3, "items": {"3": {"kind": "discussion", "state": "active"}}},
            "floor": floor, "turns": turns, "requests": requests, "threads": {},
            "queues": {"3": {"open": true, "order": [9]}},
        });
        Room {
            view: Some(serde_json::from_value(view).unwrap()),
            ..Room::default()
        }
    }

    fn request(state: &str) -> Value {
        json!({"9": {"item": 3, "kind": "impromptu", "for": {"participant": 7, "name": "岳川"}, "state": state}})
    }

    #[test]
    fn w66_the_clerk_calls_grants_and_ends_while_nobody_moderates() {
        let now = Instant::now();
        let next = |room: &Room| next_command(room, Pace::HUMAN, &mut Patience::default(), now);
        let call = Command::CallSpeaker {
            request: RequestId(9),
            expect_turn: None,
            reason: None,
        };
        assert_eq!(next(&room(None, &json!({}), &request("waiting"))), Some(call));
        assert_eq!(next(&room(None, &json!({}), &request("called"))), None);
        let grant = Command::GrantFloor {
            request: RequestId(9),
            expect_turn: None,
            reason: None,
        };
        assert_eq!(next(&room(None, &json!({}), &request("ready"))), Some(grant));

        let turn = |state: &str| {
            let turn = json!({"request": 8, "speaker": {"participant": 7}, "state": state, "limit_ms": 180_000});
            room(Some(20), &json!({ "20": turn }), &request("waiting"))
        };
        let resume = Command::ResumeTurn {
            expect_turn: Some(TurnId(20)),
        };
        assert_eq!(next(&turn("paused")), Some(resume));
        let mut patience = Patience::default();
        let mut at = |seconds: u64| {
            next_command(
                &turn("holding"),
                Pace::HUMAN,
                &mut patience,
                now + Duration::from_secs(seconds),
            )
        };
        assert_eq!(at(0), None);
        assert_eq!(at(239), None);
        assert!(matches!(
            at(241),
            Some(Command::EndTurn {
                expect_turn: Some(TurnId(20)),
                ..
            })
        ));
    }

    #[test]
    fn w66_the_clerk_holds_back_while_somebody_moderates_and_a_minute_longer() {
        let now = Instant::now();
        let mut waiting = room(None, &json!({}), &request("waiting"));
        let next = |room: &Room, seconds: u64| {
            let later = now + Duration::from_secs(seconds);
            next_command(room, Pace::HUMAN, &mut Patience::default(), later).is_some()
        };
        waiting.moderated = true;
        waiting.moderated_at = Some(now);
        assert!(!next(&waiting, 0));
        assert!(!next(&waiting, 100_000));
        waiting.moderated = false;
        assert!(!next(&waiting, 59));
        assert!(next(&waiting, 60));
    }
}
