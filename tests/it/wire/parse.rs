//! Reading a client's text.

use rostrum::domain::Code;
use rostrum::domain::command::Command;
use rostrum::domain::ids::{ItemId, TurnId};
use rostrum::wire::message::ClientMessage;
use rostrum::wire::parse::{ParseFailure, client_message};
use serde_json::json;
use uuid::Uuid;

const ID: &str = "0190a1b2-0000-7000-8000-000000000001";

fn command(body: &str) -> Result<Command, ParseFailure> {
    match client_message(&format!(r#"{{"type":"command","id":"{ID}","command":{body}}}"#))? {
        ClientMessage::Command { id, command } => {
            assert_eq!(id, ID.parse::<Uuid>().unwrap());
            Ok(*command)
        }
        other => panic!("{other:?}"),
    }
}

/// The code of a refusal that carries the command's id.
fn bad(body: &str) -> Code {
    match command(body) {
        Err(ParseFailure::BadCommand(id, refusal)) => {
            assert_eq!(id, ID.parse::<Uuid>().unwrap());
            refusal.code
        }
        other => panic!("{body}: {other:?}"),
    }
}

fn no_message(text: &str) {
    match client_message(text) {
        Err(ParseFailure::NotAMessage(refusal)) => assert_eq!(refusal.code, Code::Malformed),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn p1_the_four_messages_of_a_client_are_read() {
    let hello = client_message(r#"{"type":"hello","position":{"epoch":"e","seq":42}}"#).unwrap();
    assert!(matches!(hello, ClientMessage::Hello { position: Some(position) } if position.seq == 42));
    let hello = client_message(r#"{"type":"hello","position":null}"#).unwrap();
    assert_eq!(hello, ClientMessage::Hello { position: None });
    let ping = client_message(r#"{"type":"ping","t":12.5}"#).unwrap();
    assert!(matches!(ping, ClientMessage::Ping { t } if t.as_f64() == Some(12.5)));
    let caption = client_message(r#"{"type":"caption","turn":43,"text":"words"}"#).unwrap();
    assert_eq!(
        caption,
        ClientMessage::Caption {
            turn: TurnId(43),
            text: "words".into()
        }
    );
    let read = command(r#"{"type":"start_item","item":3,"expect_item":null,"waiting":"carry_over"}"#).unwrap();
    assert!(matches!(
        read,
        Command::StartItem {
            item: ItemId(3),
            expect_item: None,
            ..
        }
    ));
}

#[test]
fn p1_what_is_no_message_is_malformed_without_an_id() {
    for text in [
        "",
        "not json",
        "null",
        "[]",
        "7",
        "{}",
        r#"{"type":7}"#,
        r#"{"type":"unknown"}"#,
        r#"{"type":"welcome"}"#,
        r#"{"type":"hello","position":{"epoch":"e"}}"#,
        r#"{"type":"hello","position":{"epoch":"e","seq":-1}}"#,
        r#"{"type":"hello","position":{"epoch":"e","seq":1.5}}"#,
        r#"{"type":"hello","position":{"epoch":"e","seq":18446744073709551616}}"#,
        r#"{"type":"ping"}"#,
        r#"{"type":"ping","t":"now"}"#,
        r#"{"type":"ping","t":1e999}"#,
        r#"{"type":"caption","turn":1}"#,
        r#"{"type":"command"}"#,
        r#"{"type":"command","id":"x","command":{"type":"open_session"}}"#,
        r#"{"type":"command","command":{"type":"open_session"}}"#,
        r#"{"type":"ping","t":1} trailing"#,
        r#"{"type":"ping","type":"ping","t":1}"#,
        "\u{feff}{\"type\":\"ping\",\"t\":1}",
    ] {
        no_message(text);
    }
    no_message(&format!(r#"{{"type":"command","id":"{ID}"}}"#));
    no_message(&format!(
        r#"{{"type":"command","id":"{ID}","id":"{ID}","command":{{"type":"open_session"}}}}"#
    ));
}

#[test]
fn p2_a_command_that_is_not_known_says_so_with_its_id() {
    for body in [
        r#"{"type":"make_coffee"}"#,
        r#"{"type":"forget_commitment","commitment":3}"#,
        r#"{"type":"record_promise","text":"x"}"#,
        r#"{"type":"Open_Session"}"#,
    ] {
        assert_eq!(bad(body), Code::UnknownCommand);
    }
}

#[test]
fn p2_a_known_command_with_wrong_fields_is_malformed_with_its_id() {
    for body in [
        "null",
        "7",
        "[]",
        "{}",
        r#""open_session""#,
        r#"{"type":null}"#,
        r#"{"type":"request_floor","kind":"impromptu"}"#,
        r#"{"type":"request_floor","item":"3","kind":"impromptu"}"#,
        r#"{"type":"request_floor","item":3,"kind":"shouting"}"#,
        r#"{"type":"request_floor","item":-3,"kind":"impromptu"}"#,
        r#"{"type":"request_floor","item":3.0,"kind":"impromptu"}"#,
        r#"{"type":"request_floor","item":1e30,"kind":"impromptu"}"#,
        r#"{"type":"request_floor","item":18446744073709551616,"kind":"impromptu"}"#,
        r#"{"type":"request_floor","item":3,"item":4,"kind":"impromptu"}"#,
        r#"{"type":"open_session","type":"seal_session"}"#,
        r#"{"type":"change_role","participant":3,"role":"convener"}"#,
        r#"{"type":"record_commitment","text":"x","owner":3,"source":9,"due":"2026-02-30"}"#,
        r#"{"type":"verify_commitment","commitment":3,"finding":"well"}"#,
        r#"{"type":"change_role","participant":3,"role":"visitor"}"#,
        r#"{"type":"extend_turn","expect_turn":1,"by_ms":-1,"reason":"x"}"#,
        r#"{"type":"start_item","item":3,"expect_item":null,"waiting":"vanish"}"#,
        r#"{"type":"conclude_item","item":3,"text":"\ud800"}"#,
    ] {
        assert_eq!(bad(body), Code::Malformed, "{body}");
    }
}

#[test]
fn d8_what_is_expected_must_be_said() {
    for body in [
        r#"{"type":"release_floor"}"#,
        r#"{"type":"end_turn"}"#,
        r#"{"type":"revoke_turn","reason":"x"}"#,
        r#"{"type":"pause_turn"}"#,
        r#"{"type":"resume_turn"}"#,
        r#"{"type":"extend_turn","by_ms":1,"reason":"x"}"#,
        r#"{"type":"call_speaker","request":1}"#,
        r#"{"type":"grant_floor","request":1}"#,
        r#"{"type":"start_item","item":1}"#,
        r#"{"type":"finish_item"}"#,
    ] {
        assert_eq!(bad(body), Code::Malformed, "{body}");
    }
}

#[test]
fn d1_unknown_fields_do_nothing_those_that_name_a_sender_above_all() {
    let expected = command(r#"{"type":"withdraw_request","request":9}"#).unwrap();
    for field in [
        "by",
        "participant",
        "user",
        "actor",
        "__proto__",
        "constructor",
        "",
        "\\u0000",
        "id",
        "seq",
    ] {
        for value in ["3", "null", r#"{"participant":1}"#, r#"[[["x"]]]"#] {
            let read = command(&format!(
                r#"{{"{field}":{value},"type":"withdraw_request","request":9}}"#
            ))
            .unwrap();
            assert_eq!(read, expected);
        }
    }
    let text = format!(
        r#"{{"by":1,"participant":1,"type":"command","id":"{ID}","command":{{"type":"open_session"}},"user":{{}}}}"#
    );
    let expected = ClientMessage::Command {
        id: ID.parse().unwrap(),
        command: Box::new(Command::OpenSession { reason: None }),
    };
    assert_eq!(client_message(&text).unwrap(), expected);
}

#[test]
fn p1_deep_nesting_is_refused_or_ignored_but_never_dangerous() {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for depth in [100, 127, 128, 1_000, 32_000] {
        no_message(&deep(depth));
        no_message(&"[".repeat(depth));
        assert_eq!(bad(&deep(depth)), Code::Malformed);
        // In a field that nobody reads it may pass or not, as long as it harms nobody.
        let body = format!(r#"{{"type":"open_session","x":{}}}"#, deep(depth));
        assert!(command(&body).is_ok() || bad(&body) == Code::Malformed);
        let objects = format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
        no_message(&objects);
        let ping = format!(r#"{{"type":"ping","t":1,"x":{}}}"#, deep(depth));
        assert!(client_message(&ping).is_ok() || matches!(client_message(&ping), Err(ParseFailure::NotAMessage(_))));
    }
}

#[test]
fn p2_every_command_is_read_and_written_alike() {
    for name in Command::TYPES {
        // Every member that any command needs.
        let body = json!({
            "type": name, "item": 3, "expect_item": 2, "title": "t", "kind": if name.contains("item") { "study" } else { "question" },
            "request": 4, "expect_turn": 5, "reason": "r", "by_ms": 1_000, "thread": 6, "text": "x", "post": 7, "turn": 8,
            "statement": 9, "participant": 10, "role": "clerk", "limit_ms": 2_000, "rules": {"safe_positions": 2},
            "step": 1, "subject": "s", "to": 11, "question": "q", "options": ["a", "b"], "choices_max": 1, "poll": 12,
            "choices": [0], "participants": [13], "owner": 14, "source": 15, "due": "2026-12-31", "commitment": 16,
            "finding": "partly", "scene": {"kind": "blank"},
        });
        let read = command(&body.to_string()).unwrap();
        assert_eq!(read.name(), *name);
        let written = serde_json::to_string(&read).unwrap();
        assert_eq!(command(&written).unwrap(), read);
        assert!(!written.contains("null"));
    }
}
