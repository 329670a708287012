//! RFC 7396 as its section 2 has it, written apart from the server's own patches.

use serde_json::{Map, Value};

/// `MergePatch(target, patch)` of RFC 7396.
pub fn merge(target: Value, patch: &Value) -> Value {
    let Value::Object(patch) = patch else {
        return patch.clone();
    };
    let mut merged = match target {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    for (name, value) in patch {
        if value.is_null() {
            merged.remove(name);
        } else {
            let old = merged.remove(name).unwrap_or(Value::Null);
            merged.insert(name.clone(), merge(old, value));
        }
    }
    Value::Object(merged)
}

/// Whether a null stands anywhere in it.
pub fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(values) => values.iter().any(has_null),
        Value::Object(members) => members.values().any(has_null),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

#[test]
fn p5_the_tests_own_merge_gives_the_results_of_the_rfc() {
    use serde_json::json;
    // Cases in the manner of RFC 7396, appendix A: a member replaced, added, removed, nested, and an array replaced whole.
    let cases = [
        (json!({"a":1}), json!({"a":2}), json!({"a":2})),
        (json!({"a":1}), json!({"b":2}), json!({"a":1,"b":2})),
        (json!({"a":1,"b":2}), json!({"a":null}), json!({"b":2})),
        (json!({"a":[1,2]}), json!({"a":[3]}), json!({"a":[3]})),
        (
            json!({"a":{"b":1,"c":2}}),
            json!({"a":{"b":null,"d":3}}),
            json!({"a":{"c":2,"d":3}}),
        ),
        (json!([1]), json!({"a":{"b":null}}), json!({"a":{}})),
        (json!({"a":1}), json!([2]), json!([2])),
    ];
    for (target, patch, expected) in cases {
        assert_eq!(merge(target, &patch), expected);
    }
}
