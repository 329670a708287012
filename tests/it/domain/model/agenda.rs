//! Phase, rules, agenda, venues and steps, each made from the list of all entries.

use std::collections::BTreeMap;

use rostrum::domain::command::{ItemKind, Link};
use rostrum::domain::event::SessionCreated;
use rostrum::domain::ids::ItemId;
use rostrum::domain::{Event, Phase, Role};
use serde_json::{Map, Value, json};

use super::{value, with};
use crate::domain::given::Entry;
use crate::domain::merge::merge;

#[derive(Debug, Clone)]
pub struct Item {
    title: String,
    kind: ItemKind,
    pub state: &'static str,
    pub limit_ms: Option<u64>,
    conclusion: Option<String>,
    links: Vec<Link>,
}

#[derive(Debug, Clone, Default)]
pub struct Agenda {
    pub phase: Option<Phase>,
    pub order: Vec<ItemId>,
    pub active: Option<ItemId>,
    pub items: BTreeMap<ItemId, Item>,
}

impl Agenda {
    pub fn of(entries: &[Entry]) -> Self {
        let mut agenda = Self {
            phase: Some(Phase::Draft),
            ..Self::default()
        };
        for Entry { seq, event, .. } in entries {
            agenda.phase = Some(match event {
                Event::SessionOpened { .. } | Event::SessionResumed {} => Phase::Open,
                Event::RecessCalled { .. } => Phase::Recess,
                Event::SessionAdjourned { .. } => Phase::Adjourned,
                Event::SessionSealed {} => Phase::Sealed,
                _ => agenda.phase.expect("a phase"),
            });
            agenda.take(ItemId(*seq), event);
        }
        agenda
    }

    pub fn is(&self, phase: Phase) -> bool {
        self.phase == Some(phase)
    }

    fn take(&mut self, seq: ItemId, event: &Event) {
        match event {
            Event::ItemAdded {
                title,
                kind,
                limit_ms,
                before,
                links,
            } => {
                let item = Item {
                    title: title.clone(),
                    kind: *kind,
                    state: "pending",
                    limit_ms: *limit_ms,
                    conclusion: None,
                    links: links.clone(),
                };
                self.items.insert(seq, item);
                self.place(seq, *before);
            }
            Event::ItemEdited {
                item,
                title,
                kind,
                limit_ms,
                links,
            } => {
                let own = self.items.get_mut(item).expect("an item");
                own.title = title.clone().unwrap_or_else(|| own.title.clone());
                own.kind = kind.unwrap_or(own.kind);
                own.limit_ms = limit_ms.or(own.limit_ms);
                own.links = links.clone().unwrap_or_else(|| own.links.clone());
            }
            Event::ItemMoved { item, before } => {
                self.order.retain(|other| other != item);
                self.place(*item, *before);
            }
            Event::ItemStarted { item, finished, .. } => {
                self.end(*finished);
                self.active = Some(*item);
                self.items.get_mut(item).expect("an item").state = "active";
            }
            Event::ItemFinished { item, conclusion, .. } => {
                self.end(Some(*item));
                let own = self.items.get_mut(item).expect("an item");
                own.conclusion = conclusion.clone().or(own.conclusion.take());
            }
            Event::SessionAdjourned { finished, .. } => self.end(*finished),
            Event::ItemDeferred { item } => self.items.get_mut(item).expect("an item").state = "deferred",
            Event::ItemConcluded { item, text } => {
                self.items.get_mut(item).expect("an item").conclusion = Some(text.clone());
            }
            _ => {}
        }
    }

    /// The active item, which must be the one that the entry names, is over.
    fn end(&mut self, item: Option<ItemId>) {
        assert_eq!(item, self.active, "what ends is what was active");
        if let Some(item) = item {
            self.items.get_mut(&item).expect("an item").state = "finished";
        }
        self.active = None;
    }

    fn place(&mut self, item: ItemId, before: Option<ItemId>) {
        let place = self.order.iter().position(|other| Some(*other) == before);
        self.order.insert(place.unwrap_or(self.order.len()), item);
    }

    pub fn view(&self) -> Value {
        let mut items = Map::new();
        for (id, own) in &self.items {
            let mut item = json!({"title": own.title, "kind": own.kind, "state": own.state});
            with(&mut item, "limit_ms", own.limit_ms.map(Value::from));
            with(&mut item, "conclusion", own.conclusion.clone().map(Value::from));
            with(&mut item, "links", (!own.links.is_empty()).then(|| value(&own.links)));
            items.insert(id.to_string(), item);
        }
        let mut agenda = json!({"order": self.order, "items": items});
        with(&mut agenda, "active", self.active.map(value));
        agenda
    }
}

fn created(entries: &[Entry]) -> &SessionCreated {
    match &entries[0].event {
        Event::SessionCreated(created) => created,
        other => panic!("a session begins with {other:?}"),
    }
}

pub fn session(entries: &[Entry]) -> Value {
    let created = created(entries);
    let mut session = json!({
        "id": created.session, "title": created.title, "form": created.form, "form_version": created.form_version,
        "phase": Agenda::of(entries).phase,
    });
    let opened = entries
        .iter()
        .find(|entry| matches!(entry.event, Event::SessionOpened { .. }));
    with(&mut session, "opened_at", opened.map(|entry| value(entry.at)));
    session
}

/// The rules of the form, with one merge patch after the other.
pub fn rules(entries: &[Entry]) -> Value {
    let mut rules = value(&created(entries).rules);
    for entry in entries {
        if let Event::RulesAmended { rules: patch, .. } = &entry.event {
            rules = merge(rules, &value(patch));
        }
    }
    // Roles are a set: shown in the order of the table, each once.
    let named = |role: &Value| rules["may_ask"].as_array().is_some_and(|roles| roles.contains(role));
    let sorted: Vec<Value> = Role::ALL.into_iter().map(value).filter(named).collect();
    rules["may_ask"] = Value::Array(sorted);
    rules
}

pub fn venues(entries: &[Entry]) -> Value {
    let venues = created(entries).venues.iter();
    let parts = venues.map(|venue| (venue.venue.to_string(), json!({"name": venue.name, "kind": venue.kind})));
    Value::Object(parts.collect())
}

pub fn steps(entries: &[Entry]) -> Option<Value> {
    let mut shown = Map::new();
    for step in &created(entries).steps {
        let mut own = json!({"title": step.title, "who": step.who, "mandatory": step.mandatory});
        let mut completed = entries.iter().filter(|entry| match &entry.event {
            Event::StepCompleted { step: other, .. } => *other == step.step,
            _ => false,
        });
        if let Some(entry) = completed.next() {
            (own["completed_by"], own["completed_at"]) = (value(entry.by), value(entry.at));
            if let Event::StepCompleted { note: Some(note), .. } = &entry.event {
                own["note"] = value(note);
            }
        }
        assert!(completed.next().is_none(), "a step is completed twice");
        shown.insert(step.step.to_string(), own);
    }
    (!shown.is_empty()).then_some(Value::Object(shown))
}
