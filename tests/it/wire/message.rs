//! What the server says, byte for byte where the protocol says so.

use std::collections::BTreeMap;

use rostrum::domain::ids::{ParticipantId, TurnId};
use rostrum::domain::{Audience, Code, Event, Refusal, Role};
use rostrum::time::Timestamp;
use rostrum::wire::close::Close;
use rostrum::wire::message::{Entry, Oneself, Position, ServerMessage};
use rostrum::wire::patch::merge_patch;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::domain::given::{ANNA, CHAIR, Meeting};

fn said(message: &ServerMessage<'_>) -> Value {
    serde_json::to_value(message).expect("a message is JSON")
}

#[test]
fn p4_a_refusal_answers_with_its_code_and_an_id_if_there_was_one() {
    let refusal = Refusal {
        current_turn: Some(TurnId(9)),
        ..Code::StaleTurn.into()
    };
    let message = said(&ServerMessage::refused(Some(Uuid::nil()), refusal));
    let expected = json!({
        "type": "reply", "id": Uuid::nil(), "ok": false,
        "refusal": {"code": "stale_turn", "message": Code::StaleTurn.sentence(), "current_turn": 9},
    });
    assert_eq!(message, expected);
    let message = said(&ServerMessage::refused(None, Code::Malformed.into()));
    assert!(message.get("id").is_none() && message.get("seq").is_none());
}

#[test]
fn p4_the_other_messages_have_the_protocols_members() {
    let meeting = Meeting::drafted();
    let position = Position {
        epoch: "e".into(),
        seq: 5,
    };
    let now = Timestamp::from_millis(0);
    let person = meeting.session.person(ParticipantId(ANNA));
    let welcome = ServerMessage::Welcome {
        participant: Oneself::new(&person, Role::Member),
        capabilities: Role::Member.commands(),
        position: position.clone(),
        now,
        heartbeat_ms: 20_000,
    };
    let welcome = said(&welcome);
    let expected = json!({"participant": 3, "name": "Anna", "sector": "经济界", "venue": 1, "role": "member"});
    assert_eq!(welcome["participant"], expected);
    assert_eq!(
        (&welcome["now"], &welcome["position"]),
        (&json!("1970-01-01T00:00:00.000Z"), &json!({"epoch": "e", "seq": 5}))
    );
    assert!(
        welcome["capabilities"]
            .as_array()
            .unwrap()
            .contains(&json!("request_floor"))
    );
    let state = said(&ServerMessage::State {
        position,
        view: Box::new(meeting.session.view(Audience::Members)),
    });
    assert_eq!(state["view"], meeting.view_for(Audience::Members));
    let bye = |close: Close, retry_ms| {
        said(&ServerMessage::Bye {
            code: close.name(),
            retry_ms,
        })
    };
    let expected = json!({"type": "bye", "code": "seat_revoked", "retry_ms": null});
    assert_eq!(bye(Close::SeatRevoked, None), expected, "null means: do not come back");
    assert_eq!(bye(Close::GoingAway, Some(500))["retry_ms"], 500);
    let pong = said(&ServerMessage::Pong {
        t: serde_json::Number::from_f64(1.5).unwrap(),
        now,
    });
    assert_eq!(
        pong,
        json!({"type": "pong", "t": 1.5, "now": "1970-01-01T00:00:00.000Z"})
    );
    let by_sector = BTreeMap::from([("__proto__".to_owned(), 2)]);
    let presence = ServerMessage::Presence {
        online: 3,
        by_venue: BTreeMap::from([(1, 3)]),
        by_sector,
        away: None,
        tallies: BTreeMap::new(),
    };
    let expected = r#"{"type":"presence","online":3,"by_venue":{"1":3},"by_sector":{"__proto__":2},"tallies":{}}"#;
    assert_eq!(serde_json::to_string(&presence).unwrap(), expected);
}

#[test]
fn p4_an_event_is_whole_or_redacted() {
    let mut meeting = Meeting::running();
    let request = meeting.request(ANNA, "impromptu");
    let entry = meeting.entries.last().unwrap().clone();
    let frame = |entry_as: Entry<'_>, by| {
        said(&ServerMessage::Event {
            seq: entry.seq,
            at: entry.at,
            by,
            entry: entry_as,
            patch: std::borrow::Cow::Owned(merge_patch(&meeting.session, &meeting.touched, Audience::Members)),
        })
    };
    let whole = frame(Entry::Whole(&entry.event), entry.by);
    assert_eq!(
        whole["entry"],
        json!({"type": "floor_requested", "item": 3, "kind": "impromptu"})
    );
    assert_eq!((&whole["seq"], &whole["by"]), (&json!(request), &json!(ANNA)));
    assert_eq!(
        whole["patch"]["queues"],
        json!({"3": {"open": true, "order": [request]}})
    );
    let redacted = frame(Entry::Redacted, None);
    assert_eq!(
        (&redacted["entry"], &redacted["by"]),
        (&json!({"type": "redacted"}), &Value::Null)
    );
}

#[test]
fn p5_a_patch_names_only_what_was_touched() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    meeting.accept(CHAIR, json!({"type": "pause_turn", "expect_turn": turn}));
    let patch = merge_patch(&meeting.session, &meeting.touched, Audience::Public);
    assert_eq!(patch.keys().collect::<Vec<_>>(), ["turns"]);
    assert_eq!(
        patch["turns"][turn.to_string()]["running_since"],
        Value::Null,
        "what is gone is taken out"
    );
    let statement = json!({"type": "record_statement", "turn": turn, "text": "words"});
    meeting.accept(CHAIR, statement);
    let id = meeting.session.head();
    let revise = json!({"type": "revise_statement", "statement": id, "text": "better", "reason": "typo"});
    meeting.accept(CHAIR, revise);
    let patch = merge_patch(&meeting.session, &meeting.touched, Audience::Public);
    assert!(patch.is_empty(), "the view holds no statement");
}

#[test]
fn p6_close_codes_say_whether_to_come_back() {
    let codes: Vec<u16> = Close::ALL.iter().map(|close| close.code()).collect();
    assert_eq!(codes, [1000, 1001, 1003, 1008, 1009, 4001, 4002, 4003, 4004]);
    for close in Close::ALL {
        assert_eq!(serde_json::to_value(close).unwrap(), close.name());
    }
}

#[test]
fn p4_an_entry_has_the_names_of_the_protocol() {
    // `for` is no name that Rust takes, so it is the one that could go wrong.
    let event = Event::FloorRequested {
        item: rostrum::domain::ids::ItemId(3),
        kind: rostrum::domain::command::RequestKind::Reply,
        subject: None,
        speaker: Some(ParticipantId(4)),
        replies_to: Some(TurnId(8)),
        post: None,
    };
    let expected = r#"{"type":"floor_requested","item":3,"kind":"reply","for":4,"replies_to":8}"#;
    assert_eq!(serde_json::to_string(&event).unwrap(), expected);
}
