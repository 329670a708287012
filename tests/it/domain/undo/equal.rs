//! What each [`Equal`] promises, read off two views.

use rostrum::domain::command::Command;
use rostrum::domain::undo::Equal;
use serde_json::{Map, Value, json};

use super::Undone;

/// Asserts what the table promises of an undo.
pub fn assert_equal(equal: Equal, of: &Undone<'_>) {
    let shown = format!("{:?}, taken back by {:?}", of.command, of.undo);
    let (mut before, mut undone) = (clocked(of, &of.before), clocked(of, &of.after));
    match equal {
        Equal::Everything => {}
        Equal::AllButReadiness => {
            for view in [&mut before, &mut undone] {
                for request in members(view, "requests").values_mut() {
                    if request["state"] == "waiting" {
                        continue;
                    }
                    request["state"] = json!("called");
                    let why = request["why"].as_array_mut().expect("a list");
                    why.retain(|key| key["code"] != "safe");
                }
            }
        }
        Equal::AllButPlace => {
            let request = request_of(of.command);
            assert_eq!(undone["requests"][&request]["state"], "waiting", "{shown}");
            assert_rank(&undone, &request);
            for view in [&mut before, &mut undone] {
                view["requests"][&request]["state"] = json!("");
                forget_places(view, &request);
            }
        }
        Equal::AllButReason => {
            let request = request_of(of.command);
            for view in [&mut before, &mut undone] {
                forget_places(view, &request);
            }
        }
        Equal::TheFloorAnew => {
            // Its time stays spent, so an order by time may be another.
            let by_time = undone["rules"]["discipline"] == "least_time";
            assert_floor_anew(of, &before, &undone);
            for view in [&mut before, &mut undone] {
                for name in ["floor", "turns", "counts"] {
                    view[name] = Value::Null;
                }
                if by_time {
                    forget_places(view, "");
                }
            }
        }
        Equal::ThePhase => (before, undone) = (before["session"].take(), undone["session"].take()),
        Equal::TheRole => return,
        Equal::WhatWasNamed => (before, undone) = (named(of.command, &before), named(of.command, &undone)),
    }
    match (before.as_object(), undone.as_object()) {
        // Part by part, so that a failure can be read.
        (Some(before), Some(undone)) => {
            assert!(before.keys().eq(undone.keys()), "{shown}");
            for (name, before) in before {
                // Who ends a turn and gives it back has laid the queues anew.
                if name == "queues" && equal == Equal::TheFloorAnew && undone[name] == of.laid {
                    continue;
                }
                assert_eq!(undone[name], *before, "{name}: {shown}");
            }
        }
        _ => assert_eq!(undone, before, "{shown}"),
    }
}

fn members<'a>(view: &'a mut Value, name: &str) -> &'a mut Map<String, Value> {
    view[name].as_object_mut().expect("a part of the view")
}

/// A view with what each clock says now, instead of its marks.
fn clocked(of: &Undone<'_>, view: &Value) -> Value {
    let mut view = view.clone();
    for turn in members(&mut view, "turns").values_mut() {
        let since = turn.as_object_mut().expect("a turn").remove("running_since");
        let since = since.map(|since| serde_json::from_value(since).expect("a time"));
        let running = since.map_or(0, |since| of.now.millis_since(since));
        turn["spent_ms"] = json!(turn["spent_ms"].as_u64().expect("a number") + running);
        turn["runs"] = json!(since.is_some());
    }
    view
}

fn request_of(command: &Command) -> String {
    match command {
        Command::WithdrawRequest { request }
        | Command::DenyRequest { request, .. }
        | Command::PassRequest { request }
        | Command::MoveRequest { request, .. } => request.to_string(),
        other => panic!("{other:?} is about no request"),
    }
}

/// Who comes back stands in the queue, once, behind nobody of a lower rank.
fn assert_rank(view: &Value, request: &str) {
    let own = &view["requests"][request];
    let order = view["queues"][own["item"].to_string()]["order"]
        .as_array()
        .expect("an order");
    assert_eq!(order.iter().filter(|other| other.to_string() == *request).count(), 1);
}

/// Places follow from what moved, and reasons from places: what is left is who waits where.
fn forget_places(view: &mut Value, request: &str) {
    for queue in members(view, "queues").values_mut() {
        let order = queue["order"].as_array_mut().expect("an order");
        order.retain(|other| other.as_u64() != request.parse().ok());
        order.sort_by_key(Value::as_u64);
        // A closed queue is shown as long as somebody waits in it.
        if order.is_empty() && queue["open"] == false {
            *queue = Value::Null;
        }
    }
    members(view, "queues").retain(|_, queue| !queue.is_null());
    for own in members(view, "requests").values_mut() {
        own["why"] = Value::Null;
    }
}

/// The same turn under another id, with what was left; those below as before.
fn assert_floor_anew(of: &Undone<'_>, before: &Value, undone: &Value) {
    let (old, new) = (&before["floor"]["turn"], &undone["floor"]["turn"]);
    assert_eq!(*new, json!(of.seq), "the new turn is the entry's");
    assert_eq!(before["floor"]["interrupted"], undone["floor"]["interrupted"]);
    let (old, new) = (&before["turns"][old.to_string()], &undone["turns"][new.to_string()]);
    for name in ["item", "request", "speaker", "kind"] {
        assert_eq!(old[name], new[name], "{name}");
    }
    let number = |of: &Value| of.as_u64().expect("a number");
    assert_eq!(
        number(&new["limit_ms"]),
        number(&old["limit_ms"]) - number(&old["spent_ms"]),
        "what was left"
    );
    for below in before["floor"]["interrupted"].as_array().expect("turns") {
        let name = below.to_string();
        assert_eq!(before["turns"][&name], undone["turns"][&name]);
    }
}

fn named(command: &Command, view: &Value) -> Value {
    match command {
        Command::AmendRules { .. } => view["rules"].clone(),
        Command::EditItem { .. } => view["agenda"].clone(),
        other => panic!("{other:?} names nothing"),
    }
}
