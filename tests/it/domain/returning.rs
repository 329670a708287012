//! Turns that are dropped, given on, and given back.

use rostrum::domain::ids::TurnId;
use rostrum::domain::{Actor, Code, Order};
use serde_json::{Value, json};

use super::given::{ANNA, BERT, CHAIR, CLEO, CLERK, FIRST, Meeting, OBSERVER, SECOND};

impl Meeting {
    /// The clock drops a turn whose speaker's connection went `ago_ms` ago.
    fn drop_turn(&mut self, turn: u64, ago_ms: u64) -> Result<(), Code> {
        let went = rostrum::time::Timestamp::from_millis(self.now.as_millis() - ago_ms);
        let turn = TurnId(turn);
        let dropped = self.act(Actor::Clock, Order::Drop { turn, went });
        dropped.map(|_| ()).map_err(|refusal| refusal.code)
    }

    fn recover_turn(&mut self, turn: u64) -> Result<(), Code> {
        let turn = TurnId(turn);
        let recovered = self.act(Actor::Clock, Order::Recover { turn });
        recovered.map(|_| ()).map_err(|refusal| refusal.code)
    }

    fn shown(&self, turn: u64) -> Value {
        self.view()["turns"][turn.to_string()].clone()
    }
}

fn end(name: &str, turn: u64) -> Value {
    json!({"type": name, "expect_turn": turn, "reason": "议定"})
}

#[test]
fn d93_a_dropped_turn_stands_and_goes_on_when_the_speaker_is_back() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    meeting.wait(20_000);
    meeting.drop_turn(turn, 15_000).unwrap();
    let shown = meeting.shown(turn);
    assert_eq!(
        (&shown["state"], &shown["spent_ms"]),
        (&json!("dropped"), &json!(5_000))
    );
    assert!(shown.get("running_since").is_none());
    assert_eq!(meeting.drop_turn(turn, 0), Err(Code::NotPermitted), "once");
    assert!(meeting.wait(3_600_000).is_empty(), "nothing ends by itself");
    meeting.recover_turn(turn).unwrap();
    assert_eq!(meeting.recover_turn(turn), Err(Code::NotPermitted));
    meeting.wait(1_000);
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": turn}));
    let ended = serde_json::to_value(&meeting.entries.last().unwrap().event).unwrap();
    assert_eq!(ended["spent_ms"], 6_000);
}

#[test]
fn d93_by_rule_the_clock_of_a_dropped_turn_runs_on() {
    let rules = json!({"drop_clock": "runs", "overtime": "stop", "turn_limit_ms": 60_000, "warn_ms": 0});
    let mut meeting = Meeting::running_with(&rules);
    let turn = meeting.grant(ANNA, "impromptu");
    meeting.wait(20_000);
    meeting.drop_turn(turn, 15_000).unwrap();
    assert_eq!(meeting.shown(turn)["state"], "dropped");
    assert!(meeting.shown(turn).get("running_since").is_some());
    meeting.wait(10_000);
    meeting.recover_turn(turn).unwrap();
    assert_eq!(meeting.shown(turn)["spent_ms"], 30_000);
    assert_eq!(meeting.wait(30_000).len(), 1);
    assert_eq!(meeting.turn(), None, "its time was up all the same");
}

#[test]
fn d94_who_had_no_connection_is_never_dropped() {
    let mut meeting = Meeting::running();
    meeting.connected = false;
    let turn = meeting.grant(ANNA, "impromptu");
    assert_eq!(meeting.session.watched(), None);
    assert_eq!(meeting.drop_turn(turn, 0), Err(Code::NotPermitted));
    meeting.connected = true;
    let question = meeting.grant(BERT, "question");
    let watched = meeting.session.watched().unwrap();
    assert_eq!(
        (watched.turn.0, watched.speaker.0, watched.grace_ms),
        (question, BERT, 15_000)
    );
    meeting.accept(CHAIR, json!({"type": "pause_turn", "expect_turn": question}));
    assert_eq!(
        meeting.session.watched(),
        None,
        "a paused turn waits for a moderator anyway"
    );
}

#[test]
fn d94_a_recess_and_an_interruption_take_a_dropped_turn_along() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    meeting.drop_turn(turn, 0).unwrap();
    let question = meeting.grant(BERT, "question");
    assert_eq!(meeting.shown(turn)["state"], "interrupted");
    meeting.accept(BERT, json!({"type": "release_floor", "expect_turn": question}));
    assert_eq!(meeting.shown(turn)["state"], "holding", "watched anew");
    meeting.drop_turn(turn, 0).unwrap();
    meeting.accept(CHAIR, json!({"type": "call_recess"}));
    assert_eq!(meeting.shown(turn)["state"], "paused");
}

#[test]
fn d95_what_is_left_goes_to_the_named_person() {
    let mut meeting = Meeting::running_with(&json!({"turn_limit_ms": 60_000}));
    let below = meeting.grant(CLEO, "impromptu");
    let turn = meeting.grant(ANNA, "question");
    meeting.wait(20_000);
    let to = |to: u64| json!({"type": "yield_floor", "expect_turn": turn, "to": to});
    for (by, whom, code) in [
        (ANNA, BERT, Code::NotPermitted),
        (CHAIR, ANNA, Code::Unchanged),
        (CHAIR, CLEO, Code::FloorTaken),
        (CHAIR, OBSERVER, Code::NotPermitted),
        (CHAIR, 99, Code::NotFound),
    ] {
        assert_eq!(meeting.refuse(by, to(whom)), code);
    }
    let next = meeting.accept(CLERK, to(BERT));
    assert_eq!(
        serde_json::to_value(&meeting.entries.last().unwrap().event).unwrap(),
        json!({"type": "turn_ended", "turn": turn, "how": "yielded", "spent_ms": 20_000, "to": BERT, "limit_ms": 40_000})
    );
    let shown = meeting.shown(next);
    assert_eq!(
        (
            &shown["speaker"]["participant"],
            &shown["limit_ms"],
            &shown["spent_ms"],
            &shown["kind"]
        ),
        (&json!(BERT), &json!(40_000), &json!(0), &json!("question"))
    );
    assert_eq!(meeting.view()["floor"], json!({"turn": next, "interrupted": [below]}));
    meeting.accept(BERT, json!({"type": "release_floor", "expect_turn": next}));
    assert_eq!(meeting.turn(), Some(below));
    let stale = json!({"type": "yield_floor", "expect_turn": next, "to": ANNA});
    assert_eq!(meeting.refuse(ANNA, stale), Code::StaleTurn, "judged before the right");
    meeting.wait(60_000);
    let over = json!({"type": "yield_floor", "expect_turn": below, "to": ANNA});
    assert_eq!(meeting.refuse(CHAIR, over), Code::WrongPhase, "nothing is left");
}

#[test]
fn d96_a_wrongly_ended_turn_goes_on_as_a_new_one_with_what_was_left() {
    let mut meeting = Meeting::running_with(&json!({"turn_limit_ms": 60_000, "discipline": "fewest_turns"}));
    let turn = meeting.grant(ANNA, "impromptu");
    meeting.wait(25_000);
    meeting.accept(CHAIR, end("end_turn", turn));
    let restore = json!({"type": "restore_turn", "turn": turn});
    assert_eq!(meeting.refuse(ANNA, restore.clone()), Code::NotPermitted);
    let again = meeting.accept(CHAIR, restore.clone());
    assert_eq!(meeting.shown(again)["limit_ms"], 35_000);
    assert_eq!(meeting.turn(), Some(again));
    assert_eq!(meeting.refuse(CHAIR, restore.clone()), Code::Unchanged, "once");
    let running = json!({"type": "restore_turn", "turn": again});
    assert_eq!(meeting.refuse(CHAIR, running), Code::Unchanged);
    meeting.wait(1_000);
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": again}));
    let request = meeting.request(ANNA, "impromptu");
    assert_eq!(
        meeting.view()["requests"][request.to_string()]["why"][0],
        json!({"code": "turns", "turns": 1}),
        "she spoke once"
    );
    let missing = json!({"type": "restore_turn", "turn": 3});
    assert_eq!(meeting.refuse(CHAIR, missing), Code::NotFound);
}

#[test]
fn d96_a_turn_is_given_back_where_a_grant_would_be() {
    let mut meeting = Meeting::running();
    let turn = meeting.grant(ANNA, "impromptu");
    meeting.accept(CHAIR, end("revoke_turn", turn));
    let restore = json!({"type": "restore_turn", "turn": turn});
    let other = meeting.grant(BERT, "impromptu");
    assert_eq!(meeting.refuse(CHAIR, restore.clone()), Code::FloorTaken);
    meeting.accept(BERT, json!({"type": "release_floor", "expect_turn": other}));
    meeting.accept(
        CHAIR,
        json!({"type": "start_item", "item": SECOND, "expect_item": FIRST}),
    );
    assert_eq!(meeting.refuse(CHAIR, restore.clone()), Code::WrongPhase, "another item");
    meeting.accept(
        CHAIR,
        json!({"type": "start_item", "item": FIRST, "expect_item": SECOND}),
    );
    meeting.accept(
        CHAIR,
        json!({"type": "change_role", "participant": ANNA, "role": "observer"}),
    );
    assert_eq!(meeting.refuse(CHAIR, restore.clone()), Code::NotPermitted);
    meeting.accept(
        CHAIR,
        json!({"type": "change_role", "participant": ANNA, "role": "member"}),
    );
    meeting.accept(CHAIR, restore);
    let timed_out = Meeting::running_with(&json!({"overtime": "stop", "turn_limit_ms": 5_000, "warn_ms": 0}));
    let mut meeting = timed_out;
    let turn = meeting.grant(ANNA, "impromptu");
    meeting.wait(5_000);
    let restore = json!({"type": "restore_turn", "turn": turn});
    assert_eq!(meeting.refuse(CHAIR, restore), Code::WrongPhase, "nothing is left");
}

#[test]
fn d96_a_yielded_turn_has_no_rest_and_who_was_connected_is_waited_for() {
    let mut meeting = Meeting::running_with(&json!({"turn_limit_ms": 60_000}));
    let turn = meeting.grant(ANNA, "impromptu");
    let next = meeting.accept(CHAIR, json!({"type": "yield_floor", "expect_turn": turn, "to": BERT}));
    meeting.accept(CHAIR, end("end_turn", next));
    let restore = |turn: u64| json!({"type": "restore_turn", "turn": turn});
    assert_eq!(meeting.refuse(CHAIR, restore(turn)), Code::Unchanged);
    meeting.connected = false;
    let again = meeting.accept(CHAIR, restore(next));
    assert_eq!(meeting.session.watched().map(|watched| watched.turn.0), Some(again));
}
