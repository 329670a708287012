//! The merge patch of an event, made from what `apply` touched, never by comparing two views (SPEC P5).
//!
//! Each touched place is written whole, with null for every member that it may lose and has not: so a member that was
//! there before goes, and one that was not stays away.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::domain::{Audience, Place, Session, Touched};

const SESSION: &[&str] = &["starts_at", "opened_at", "body", "series", "parent", "links"];
const ITEM: &[&str] = &["limit_ms", "conclusion", "links"];
const FLOOR: &[&str] = &["turn"];
const TURN: &[&str] = &["running_since", "reason"];
const STEP: &[&str] = &["due_at", "completed_by", "completed_at", "note"];
const POLL: &[&str] = &["result"];
const SCREEN: &[&str] = &["post", "thread", "statement", "turn", "poll", "text", "until"];
const KIND_LIMITS: &[&str] = &["point_of_order", "question", "reply", "prepared", "impromptu"];
const THREAD: &[&str] = &["item", "last_at"];
const NONE: &[&str] = &[];

/// The patch that takes `audience`'s view before an event to its view of `session`, which is after it.
#[must_use]
pub fn merge_patch(session: &Session, touched: &Touched, audience: Audience) -> Map<String, Value> {
    let mut patch = Map::new();
    for place in &touched.places {
        match *place {
            Place::Session => put(&mut patch, &["session"], whole(Some(session.session_view()), SESSION)),
            Place::Rules => {
                put(&mut patch, &["rules"], whole(Some(session.rules()), NONE));
                let kinds = whole(Some(session.rules().kind_limits_ms), KIND_LIMITS);
                put(&mut patch, &["rules", "kind_limits_ms"], kinds);
            }
            Place::Venues => put(&mut patch, &["venues"], whole(Some(session.venues_view()), NONE)),
            Place::Agenda => {
                let (order, active) = session.agenda_order();
                put(&mut patch, &["agenda", "order"], json!(order));
                put(&mut patch, &["agenda", "active"], json!(active));
            }
            Place::Item(id) => {
                put(
                    &mut patch,
                    &["agenda", "items", &id.to_string()],
                    whole(session.item_view(id), ITEM),
                );
            }
            Place::Floor => put(&mut patch, &["floor"], whole(Some(session.floor_view()), FLOOR)),
            Place::Turn(id) => put(
                &mut patch,
                &["turns", &id.to_string()],
                whole(session.turn_view(id), TURN),
            ),
            Place::Queue(id) => put(
                &mut patch,
                &["queues", &id.to_string()],
                whole(session.queue_view(id), NONE),
            ),
            Place::Request(id) => {
                put(
                    &mut patch,
                    &["requests", &id.to_string()],
                    whole(session.request_view_for(id, audience), NONE),
                );
            }
            Place::Thread(id) => {
                put(
                    &mut patch,
                    &["threads", &id.to_string()],
                    whole(session.thread_view(id, audience), THREAD),
                );
            }
            Place::Step(id) => put(
                &mut patch,
                &["steps", &id.to_string()],
                whole(session.step_view(id), STEP),
            ),
            Place::Poll(id) => put(
                &mut patch,
                &["polls", &id.to_string()],
                whole(session.poll_view(id), POLL),
            ),
            Place::Screen => put(&mut patch, &["screen"], whole(session.screen_view(), SCREEN)),
            Place::Counts => put(
                &mut patch,
                &["counts"],
                whole(Some(session.counts_view(audience)), NONE),
            ),
        }
    }
    patch
}

/// The place's members with null for the optional ones that are absent, or null for a place that is gone.
fn whole<T: Serialize>(value: Option<T>, optional: &[&str]) -> Value {
    let Some(value) = value else { return Value::Null };
    let mut value = json!(value);
    if let Value::Object(members) = &mut value {
        for name in optional {
            members.entry(*name).or_insert(Value::Null);
        }
    }
    value
}

fn put(patch: &mut Map<String, Value>, keys: &[&str], value: Value) {
    let Some((name, rest)) = keys.split_first() else { return };
    if rest.is_empty() {
        patch.insert((*name).to_owned(), value);
        return;
    }
    if let Value::Object(inner) = patch.entry(*name).or_insert_with(|| Value::Object(Map::new())) {
        put(inner, rest, value);
    }
}
