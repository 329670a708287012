//! What a history must have led to, told from its entries alone and by other means than the session's.
//!
//! The model keeps lists: of entries, of the spans in which a turn's clock ran, of the turns that ended. Out of them it
//! makes the whole view anew after each step, and compares every member. It shares types with the domain and nothing
//! else; its rules are the sentences of the protocol and of `src/SPEC.md`.

mod agenda;
mod commitments;
mod floor;
mod order;
mod people;
mod queues;
mod requests;
mod screen;
mod words;

use rostrum::domain::rules::Rules;
use rostrum::domain::{Audience, Event};
use serde_json::{Value, json};

use self::agenda::Agenda;
use self::floor::Floor;
use self::people::People;
use self::queues::Queues;
use super::given::{Entry, Meeting};

/// The model of a session.
#[derive(Debug, Clone, Default)]
pub struct Model {
    entries: Vec<Entry>,
    rules: Rules,
    pub floor: Floor,
    pub queues: Queues,
}

/// What was so before an entry.
struct Before<'a> {
    rules: &'a Rules,
    agenda: &'a Agenda,
}

impl Model {
    /// Takes one more entry in.
    pub fn follow(&mut self, entry: &Entry) {
        let agenda = Agenda::of(&self.entries);
        let before = Before {
            rules: &self.rules,
            agenda: &agenda,
        };
        self.floor.follow(&before, entry);
        self.queues.follow(&before, entry);
        self.entries.push(entry.clone());
        if let Event::SessionCreated(_) | Event::RulesAmended { .. } = entry.event {
            self.rules = serde_json::from_value(agenda::rules(&self.entries)).expect("rules");
        }
        self.queues
            .lay(&self.rules, &People::of(&self.entries), &self.floor, &entry.event);
    }

    /// Takes in what is new in a meeting, and compares everything.
    pub fn watch(&mut self, meeting: &Meeting) {
        for entry in &meeting.entries[self.entries.len()..] {
            self.follow(entry);
        }
        self.check(meeting);
    }

    /// Compares everything that people see, and what the server asks for besides.
    pub fn check(&self, meeting: &Meeting) {
        let (agenda, people) = (Agenda::of(&self.entries), People::of(&self.entries));
        let last = self.entries.last();
        for audience in Audience::ALL {
            let mut expected = json!({
                "session": agenda::session(&self.entries),
                "rules": agenda::rules(&self.entries),
                "agenda": agenda.view(),
                "venues": agenda::venues(&self.entries),
                "floor": self.floor.view(),
                "turns": self.floor.turns(&people),
                "queues": self.queues.view(agenda.active),
                "requests": self.queues.requests(&self.rules, &people, &self.floor, &words::withheld(&self.entries, audience)),
                "threads": words::threads(&self.entries, audience),
                "polls": words::polls(&self.entries),
                "counts": people::counts(&self.entries, audience, self.rules.quorum),
            });
            if let Some(steps) = agenda::steps(&self.entries) {
                expected["steps"] = steps;
            }
            if let Some(screen) = screen::screen(&self.entries) {
                expected["screen"] = screen;
            }
            let view = &meeting.views[audience.index()];
            let names = |view: &Value| view.as_object().expect("a view").keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(view), names(&expected));
            for (name, expected) in expected.as_object().expect("a view") {
                assert_eq!(view[name], *expected, "{name} for {audience:?} after {last:?}");
            }
        }
        assert_eq!(*meeting.session.hidden_entries(), words::hidden(&self.entries));
        words::check_posts(&self.entries, &meeting.session);
        commitments::check(&self.entries, &meeting.session);
        let tallies = serde_json::to_value(meeting.session.tallies()).expect("tallies");
        assert_eq!(tallies, words::tallies(&self.entries), "tallies after {last:?}");
    }
}

/// As JSON.
fn value(of: impl serde::Serialize) -> Value {
    serde_json::to_value(of).expect("JSON")
}

/// Adds a member that need not be there.
fn with(object: &mut Value, name: &str, own: Option<Value>) {
    if let Some(own) = own {
        object[name] = own;
    }
}
