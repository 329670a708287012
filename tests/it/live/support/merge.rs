//! RFC 7396, written for the tests alone, so that the server's own patches are judged by something else.

use serde_json::{Map, Value};

/// `target` after `patch`.
pub fn merged(target: Value, patch: &Value) -> Value {
    let Value::Object(patch) = patch else {
        return patch.clone();
    };
    let mut members = match target {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    for (name, change) in patch {
        if change.is_null() {
            members.remove(name);
        } else {
            let before = members.remove(name).unwrap_or(Value::Null);
            members.insert(name.clone(), merged(before, change));
        }
    }
    Value::Object(members)
}

/// Whether a null stands anywhere in it as a member's value: in a view none may.
pub fn has_null(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.values().any(|member| member.is_null() || has_null(member)),
        Value::Array(items) => items.iter().any(has_null),
        _ => false,
    }
}
