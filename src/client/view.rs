//! The live view, kept by merging patches.

use serde_json::{Map, Value};

use super::Heard;

/// A client's copy of the live view.
#[derive(Debug, Clone, Default)]
pub struct Replica {
    view: Value,
}

impl Replica {
    /// Takes in a message; whether the view is another one now.
    pub fn hear(&mut self, heard: &Heard) -> bool {
        match heard {
            Heard::State { view, .. } => self.view.clone_from(view),
            Heard::Event { patch, .. } => merge(&mut self.view, patch),
            _ => return false,
        }
        true
    }

    /// The view; null before the first `state`.
    #[must_use]
    pub const fn view(&self) -> &Value {
        &self.view
    }
}

/// RFC 7396.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else {
        target.clone_from(patch);
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Some(members) = target.as_object_mut() else { return };
    for (name, change) in changes {
        if change.is_null() {
            members.remove(name);
        } else {
            merge(members.entry(name.clone()).or_insert(Value::Null), change);
        }
    }
}
