//! What must be true of a recorded history, whatever happened while it was made.

use std::collections::{BTreeMap, HashMap};

use rostrum::domain::command::Command;
use rostrum::domain::event::Event;
use rostrum::domain::ids::ParticipantId;
use rostrum::domain::limits::SessionLimits;
use rostrum::domain::{Act, Actor, Order, Session};
use rostrum::journal::{Entry, codec};
use rostrum::time::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{Sent, Servers};

type Body = codec::Body<Option<ParticipantId>, Event>;

fn bodies(entries: &[Entry]) -> Vec<Body> {
    let opened = entries.iter().map(|entry| codec::open_body(entry, codec::unchanged));
    opened
        .map(|body| body.expect("an entry has its form").expect("nothing is erased"))
        .collect()
}

/// The history without what differs from run to run: salts, digests, and the first entry with the session's id.
pub fn comparable(entries: &[Entry]) -> Vec<Value> {
    let pairs = entries.iter().zip(bodies(entries)).skip(1);
    pairs
        .map(|(entry, body)| json!([entry.leaf.seq, entry.leaf.at, body.by, body.command, body.event]))
        .collect()
}

/// Checks everything.
pub fn check(entries: &[Entry], sent: &BTreeMap<Uuid, Sent>, servers: Servers) {
    let bodies = bodies(entries);
    numbered_and_in_time(entries);
    let effects = one_effect_of_each_command(&bodies, sent);
    answers_are_true(sent, &effects, servers);
    decisions_are_those_of_one_sequence(entries, &bodies, sent);
}

fn numbered_and_in_time(entries: &[Entry]) {
    for (seq, entry) in (1..).zip(entries) {
        assert_eq!(entry.leaf.seq, seq);
    }
    assert!(entries.is_sorted_by_key(|entry| entry.leaf.at), "time never falls");
}

/// Which entry each command made.
fn one_effect_of_each_command(bodies: &[Body], sent: &BTreeMap<Uuid, Sent>) -> HashMap<Uuid, u64> {
    let mut effects = HashMap::new();
    for (seq, body) in (1..).zip(bodies) {
        let Some((id, sent)) = body.command.and_then(|id| Some((id, sent.get(&id)?))) else {
            continue;
        };
        assert_eq!(body.by, Some(ParticipantId(sent.by)), "nobody acts as anybody else");
        assert_eq!(effects.insert(id, seq), None, "{id} took effect twice");
    }
    effects
}

/// What was acknowledged is in the journal, always with the same answer; what was refused in the end is not.
fn answers_are_true(sent: &BTreeMap<Uuid, Sent>, effects: &HashMap<Uuid, u64>, servers: Servers) {
    for (id, sent) in sent {
        let effect = effects.get(id);
        for accepted in sent.verdicts.iter().flatten() {
            assert_eq!(Some(accepted), effect, "the answer to {id} is its entry");
        }
        let last = sent.verdicts.last().expect("every command has a verdict");
        assert_eq!(
            last.as_ref().ok(),
            effect,
            "the last answer to {id} is the truth: {sent:?}"
        );
        // A server that is behind may refuse what another one has accepted; alone it never does.
        if servers == Servers::OneAtATime {
            let after = sent.verdicts.iter().skip_while(|verdict| verdict.is_err());
            let took_back = after
                .filter(|verdict| verdict.is_err())
                .any(|verdict| *verdict != Err("unavailable".into()));
            assert!(!took_back, "what was accepted is accepted for ever: {sent:?}");
        }
    }
}

/// One thread that decides in the order of the journal comes to the same entries.
fn decisions_are_those_of_one_sequence(entries: &[Entry], bodies: &[Body], sent: &BTreeMap<Uuid, Sent>) {
    let limits = SessionLimits::default();
    let mut session = Session::default();
    for (entry, body) in entries.iter().zip(bodies) {
        let (seq, at) = (entry.leaf.seq, entry.leaf.at);
        let decide = |order, actor, connected| {
            let act = Act {
                actor,
                at,
                order,
                connected,
            };
            session.decide(&act, &limits).ok()
        };
        match (body.by, body.command.and_then(|id| sent.get(&id))) {
            (Some(by), Some(sent)) => {
                let same = sent.contents.iter().any(|content| {
                    let command: Command = serde_json::from_value(content.clone()).expect("a command");
                    // Who was connected is no part of the journal but by what followed from it.
                    [true, false].into_iter().any(|connected| {
                        let order = Order::Command(Box::new(command.clone()));
                        decide(order, Actor::Participant(by), connected).as_ref() == Some(&body.event)
                    })
                });
                assert!(same, "entry {seq} is not what its command comes to");
            }
            (None, _) if told_by_connections(&session, at, &body.event, decide) => {}
            (None, _) => {
                let (due, deadline) = session.next_deadline().expect("the clock had something to do");
                assert!(due <= at, "entry {seq} came before its time");
                assert_eq!(
                    decide(Order::Deadline(deadline), Actor::Clock, false).as_ref(),
                    Some(&body.event)
                );
            }
            // How the session was created and opened.
            (Some(_), None) => {}
        }
        session.apply(seq, at, body.by, &body.event);
    }
}

/// Whether an entry of the clock is one that connections, and not deadlines, lead to; then it must be right.
fn told_by_connections(
    session: &Session,
    at: Timestamp,
    event: &Event,
    decide: impl Fn(Order, Actor, bool) -> Option<Event>,
) -> bool {
    let order = match event {
        Event::AttendanceRecorded { arrived, departed } => Order::Attendance {
            arrived: arrived.clone(),
            departed: departed.clone(),
        },
        Event::TurnRecovered { turn } => Order::Recover { turn: *turn },
        Event::TurnDropped { turn, .. } => {
            // When the connection went, the entry says only by the time that it left on the clock.
            let made = decide(Order::Drop { turn: *turn, went: at }, Actor::Clock, false);
            assert!(
                matches!(made, Some(Event::TurnDropped { .. })),
                "nobody could be dropped"
            );
            assert!(session.watched().is_some_and(|watched| watched.turn == *turn));
            return true;
        }
        _ => return false,
    };
    assert_eq!(decide(order, Actor::Clock, false).as_ref(), Some(event));
    true
}
