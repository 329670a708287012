//! The published schema.

use std::collections::{BTreeMap, BTreeSet};

use rostrum::domain::Code;
use rostrum::domain::command::Command;
use rostrum::wire::schema::protocol;
use serde_json::{Value, json};

fn schema() -> Value {
    serde_json::to_value(protocol()).expect("a schema is JSON")
}

/// The variants of a union by their `type`.
fn variants<'a>(schema: &'a Value, name: &str) -> BTreeMap<&'a str, &'a Value> {
    let union = schema["$defs"][name]["oneOf"]
        .as_array()
        .unwrap_or_else(|| panic!("{name} is a union"));
    let tag = |variant: &'a Value| variant["properties"]["type"]["const"].as_str().expect("a tag");
    union.iter().map(|variant| (tag(variant), variant)).collect()
}

#[test]
fn p7_the_schema_has_every_command_message_and_code() {
    let schema = schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let commands: BTreeSet<&str> = variants(&schema, "Command").into_keys().collect();
    assert_eq!(commands, Command::TYPES.iter().copied().collect());
    let client: Vec<&str> = variants(&schema, "ClientMessage").into_keys().collect();
    assert_eq!(client, ["caption", "command", "hello", "ping"]);
    let server: Vec<&str> = variants(&schema, "ServerMessage").into_keys().collect();
    assert_eq!(
        server,
        [
            "bye", "caption", "event", "pong", "presence", "reply", "state", "welcome"
        ]
    );
    let codes = schema["$defs"]["Code"]["oneOf"].as_array().expect("codes");
    assert_eq!(codes.len(), Code::ALL.len());
}

#[test]
fn p7_every_reference_of_the_schema_leads_somewhere() {
    fn walk(value: &Value, schema: &Value) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref") {
                    let pointer = reference.strip_prefix('#').expect("a reference inside the document");
                    assert!(schema.pointer(pointer).is_some(), "{reference}");
                }
                members.values().for_each(|value| walk(value, schema));
            }
            Value::Array(values) => values.iter().for_each(|value| walk(value, schema)),
            _ => {}
        }
    }
    let schema = schema();
    walk(&schema, &schema);
}

#[test]
fn d8_the_schema_demands_what_is_expected() {
    let schema = schema();
    for (name, command) in variants(&schema, "Command") {
        for expected in ["expect_turn", "expect_item"] {
            if let Some(member) = command["properties"].get(expected) {
                let required = command["required"].as_array().expect("required members");
                assert!(required.contains(&json!(expected)), "{name}: {expected} must be said");
                assert!(member.to_string().contains("null"), "{name}: {expected} may be null");
            }
        }
    }
}

#[test]
fn p7_the_schema_demands_nothing_that_a_view_leaves_out() {
    let schema = schema();
    for name in ["SessionView", "ItemView", "VenueView"] {
        let required = schema["$defs"][name]["required"].as_array().expect("required members");
        assert!(
            !required.contains(&json!("links")),
            "{name}: a list that is empty is absent"
        );
    }
}
