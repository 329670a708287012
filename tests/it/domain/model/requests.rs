//! One request, and why it stands where it stands.

use rostrum::domain::command::RequestKind;
use rostrum::domain::ids::{ItemId, ParticipantId, PostId, RequestId, TurnId};
use rostrum::domain::rules::{Discipline, Rules};
use serde_json::{Value, json};

use super::floor::Floor;
use super::people::People;
use super::{value, with};

/// What a moderator did to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    No,
    /// Before another one.
    Before(RequestId),
    /// Behind all of its rank that were there before that entry.
    Behind(u64),
    /// Behind all.
    Last,
}

#[derive(Debug, Clone)]
pub struct Request {
    pub item: ItemId,
    pub kind: RequestKind,
    pub speaker: ParticipantId,
    pub asked_by: ParticipantId,
    pub answers: Option<TurnId>,
    pub post: Option<PostId>,
    pub subject: Option<String>,
    pub points: Vec<String>,
    pub state: &'static str,
    /// The entry that put it into the queue last, and its place among those that came with it.
    pub arrived: (u64, usize),
    pub safe: bool,
    pub put: Put,
    /// The entry in which it was put there, by whom and why.
    pub put_at: u64,
    pub put_by: Option<ParticipantId>,
    pub reason: Option<String>,
}

impl Request {
    pub fn waits(&self) -> bool {
        self.state == "waiting"
    }

    /// Comes into a queue: unmoved, not called, not safe.
    pub fn anew(mut self, item: ItemId, arrived: (u64, usize)) -> Self {
        (self.item, self.arrived) = (item, arrived);
        (self.state, self.safe, self.put) = ("waiting", false, Put::No);
        (self.put_by, self.reason) = (None, None);
        self
    }

    fn why(&self, rules: &Rules, people: &People, floor: &Floor) -> Vec<Value> {
        let mut why = Vec::new();
        if self.safe {
            why.push(json!({"code": "safe"}));
        }
        match self.put {
            Put::Before(_) | Put::Behind(_) => {
                why.push(json!({"code": "moved", "by": self.put_by, "reason": self.reason}));
                return why;
            }
            Put::Last => {
                why.push(json!({"code": "last_word", "by": self.put_by}));
                return why;
            }
            Put::No => {}
        }
        if self.kind != RequestKind::Prepared {
            let (turns, spent_ms) = floor.heard(|person| person == self.speaker);
            let group = group_turns(self.speaker, rules.discipline, people, floor);
            match rules.discipline {
                Discipline::Arrival | Discipline::ChairOrder => {}
                Discipline::FewestTurns => why.push(json!({"code": "turns", "turns": turns})),
                Discipline::LeastTime => why.push(json!({"code": "time", "spent_ms": spent_ms})),
                Discipline::SectorRotation => why.push(json!({"code": "sector", "turns": group})),
                Discipline::VenueRotation => why.push(json!({"code": "venue", "turns": group})),
            }
        }
        why.push(json!({"code": "arrival"}));
        why
    }

    pub fn view(&self, rules: &Rules, people: &People, floor: &Floor) -> Value {
        let mut view = json!({
            "item": self.item, "kind": self.kind, "for": people.view(self.speaker), "asked_by": self.asked_by,
            "state": self.state, "why": self.why(rules, people, floor),
        });
        with(&mut view, "subject", self.subject.clone().map(Value::from));
        with(
            &mut view,
            "points",
            (!self.points.is_empty()).then(|| value(&self.points)),
        );
        with(&mut view, "replies_to", self.answers.map(value));
        with(&mut view, "post", self.post.map(value));
        view
    }
}

/// What a rotation goes round: the sector or the venue, as text; those without one are one group.
pub fn group(person: ParticipantId, discipline: Discipline, people: &People) -> Option<String> {
    let person = people.get(person);
    match discipline {
        Discipline::SectorRotation => person.sector.clone(),
        Discipline::VenueRotation => person.venue.map(|venue| venue.to_string()),
        _ => None,
    }
}

/// The ended turns of everybody in a person's group.
pub fn group_turns(person: ParticipantId, discipline: Discipline, people: &People, floor: &Floor) -> u64 {
    let own = group(person, discipline, people);
    floor.heard(|other| group(other, discipline, people) == own).0
}
