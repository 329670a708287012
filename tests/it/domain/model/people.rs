//! People, who of them is there, and what is counted.

use std::collections::BTreeMap;

use rostrum::domain::ids::{ParticipantId, VenueId};
use rostrum::domain::{Audience, Event, Role};
use serde_json::{Value, json};

use super::{value, with, words};
use crate::domain::given::Entry;

#[derive(Debug, Clone)]
pub struct Person {
    name: String,
    pub role: Role,
    pub sector: Option<String>,
    pub venue: Option<VenueId>,
    removed: bool,
}

#[derive(Debug, Clone, Default)]
pub struct People(BTreeMap<ParticipantId, Person>);

impl People {
    pub fn of(entries: &[Entry]) -> Self {
        let mut people = BTreeMap::new();
        for entry in entries {
            match &entry.event {
                Event::ParticipantsInvited { participants } => {
                    for invited in participants {
                        let person = Person {
                            name: invited.name.clone(),
                            role: invited.role,
                            sector: invited.sector.clone(),
                            venue: invited.venue,
                            removed: false,
                        };
                        assert_eq!(invited.participant.0, people.len() as u64 + 1);
                        people.insert(invited.participant, person);
                    }
                }
                Event::RoleChanged { participant, role, .. } => {
                    people.get_mut(participant).expect("a person").role = *role;
                }
                Event::ParticipantRemoved { participant, .. } => {
                    let person = people.get_mut(participant).expect("a person");
                    assert!(!person.removed, "somebody is removed twice");
                    person.removed = true;
                }
                _ => {}
            }
        }
        Self(people)
    }

    pub fn get(&self, id: ParticipantId) -> &Person {
        &self.0[&id]
    }

    pub fn view(&self, id: ParticipantId) -> Value {
        let own = self.get(id);
        let mut person = json!({"participant": id, "name": own.name});
        with(&mut person, "sector", own.sector.clone().map(Value::from));
        with(&mut person, "venue", own.venue.map(value));
        person
    }
}

/// Who is there, and whether somebody signed them in.
fn attendance(entries: &[Entry]) -> BTreeMap<ParticipantId, bool> {
    let mut here = BTreeMap::new();
    for entry in entries {
        match &entry.event {
            Event::AttendanceRecorded { arrived, departed } => {
                for id in arrived {
                    let signed_in = entry.by.is_some();
                    let before = here.insert(*id, signed_in);
                    assert!(
                        before.is_none() || before == Some(false) && signed_in,
                        "{id} arrives twice"
                    );
                }
                for id in departed {
                    assert_eq!(here.remove(id), Some(false), "who was signed in does not depart: {id}");
                }
            }
            Event::ParticipantRemoved { participant, .. } => {
                here.remove(participant);
            }
            _ => {}
        }
    }
    here
}

pub fn counts(entries: &[Entry], audience: Audience, quorum: u64) -> Value {
    let people = People::of(entries);
    let here = attendance(entries);
    let counts_for_quorum = |id: &&ParticipantId| matches!(people.get(**id).role, Role::Chair | Role::Member);
    let quorate = here.keys().filter(counts_for_quorum).count() as u64;
    let count = |what: fn(&Event) -> bool| entries.iter().filter(|entry| what(&entry.event)).count();
    let turns = count(|event| {
        matches!(
            event,
            Event::FloorGranted { .. } | Event::TurnRestored { .. } | Event::TurnEnded { to: Some(_), .. }
        )
    });
    let taking_part = |has: fn(Role) -> bool| {
        let there = people.0.values().filter(|person| !person.removed);
        there.filter(|person| has(person.role)).count()
    };
    let mut counts = json!({
        "participants": taking_part(|role| role != Role::Owner),
        "screens": taking_part(|role| role == Role::Display),
        "turns": turns,
        "statements": count(|event| matches!(event, Event::StatementRecorded { .. })),
        "posts": words::readable(entries, None, audience),
        "arrived": here.keys().filter(|id| people.get(**id).role != Role::Display).count(),
        "quorate": quorate,
        "quorum_reached": quorate >= quorum,
    });
    let commitments = count(|event| matches!(event, Event::CommitmentRecorded { .. }));
    with(
        &mut counts,
        "commitments",
        (commitments > 0).then(|| json!(commitments)),
    );
    counts
}
