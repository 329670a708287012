//! Polls, attendance, preparation, and rules that are amended.

use rostrum::domain::command::Command;
use rostrum::domain::forms::Edition;
use rostrum::domain::ids::ParticipantId;
use rostrum::domain::limits::SessionLimits;
use rostrum::domain::{Actor, Code, Order};
use serde_json::{Value, json};

use super::given::{
    ANNA, BERT, BRANCH_OPERATOR, CHAIR, CLEO, CLERK, DISPLAY, FIRST, Meeting, OBSERVER, OPERATOR, RESPONDENT,
    new_session,
};

impl Meeting {
    fn attendance(&mut self, arrived: &[u64], departed: &[u64]) -> Result<(), Code> {
        let people = |people: &[u64]| people.iter().copied().map(ParticipantId).collect();
        let (arrived, departed) = (people(arrived), people(departed));
        let recorded = self.act(Actor::Clock, Order::Attendance { arrived, departed });
        recorded.map(|_| ()).map_err(|refusal| refusal.code)
    }

    fn counted(&self) -> (u64, u64, bool) {
        let counts = &self.view()["counts"];
        let number = |name: &str| counts[name].as_u64().unwrap();
        (number("arrived"), number("quorate"), counts["quorum_reached"] == true)
    }
}

fn poll(options: &[&str], choices_max: u64) -> Value {
    json!({"type": "open_poll", "question": "先议哪一项？", "options": options, "choices_max": choices_max})
}

#[test]
fn d105_a_poll_takes_one_answer_from_each() {
    let mut meeting = Meeting::running();
    assert_eq!(meeting.refuse(ANNA, poll(&["甲", "乙"], 1)), Code::NotPermitted);
    assert_eq!(meeting.refuse(CLERK, poll(&["甲"], 1)), Code::Malformed);
    assert_eq!(meeting.refuse(CLERK, poll(&["甲", "乙"], 0)), Code::Malformed);
    assert_eq!(meeting.refuse(CLERK, poll(&["甲", "乙"], 3)), Code::Malformed);
    assert_eq!(meeting.refuse(CLERK, poll(&["甲", ""], 1)), Code::Empty);
    assert_eq!(meeting.refuse(CLERK, poll(&["甲"; 21], 1)), Code::TooLarge);
    let id = meeting.accept(CLERK, poll(&["甲", "乙", "丙"], 2));
    let vote = |choices: &[u64]| json!({"type": "vote", "poll": id, "choices": choices});
    for (by, choices, code) in [
        (OBSERVER, &[0][..], Code::NotPermitted),
        (CLERK, &[0], Code::NotPermitted),
        (ANNA, &[], Code::Empty),
        (ANNA, &[3], Code::Malformed),
        (ANNA, &[0, 0], Code::Malformed),
        (ANNA, &[0, 1, 2], Code::Malformed),
    ] {
        assert_eq!(meeting.refuse(by, vote(choices)), code, "{by} {choices:?}");
    }
    meeting.accept(ANNA, vote(&[0, 2]));
    meeting.accept(CHAIR, vote(&[2]));
    assert_eq!(meeting.refuse(ANNA, vote(&[1])), Code::AlreadyVoted);
    let shown = meeting.view()["polls"][id.to_string()].clone();
    assert_eq!(
        shown,
        json!({"question": "先议哪一项？", "options": ["甲", "乙", "丙"], "choices_max": 2, "open": true})
    );
    assert_eq!(meeting.session.tallies().into_values().next(), Some(&[1, 0, 2][..]));
    meeting.accept(CHAIR, json!({"type": "close_poll", "poll": id}));
    let shown = meeting.view()["polls"][id.to_string()].clone();
    assert_eq!((&shown["open"], &shown["result"]), (&json!(false), &json!([1, 0, 2])));
    assert_eq!(meeting.refuse(BERT, vote(&[1])), Code::PollClosed);
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "close_poll", "poll": id})),
        Code::Unchanged
    );
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "close_poll", "poll": 1})),
        Code::NotFound
    );
}

#[test]
fn d105_a_secret_poll_is_malformed_whatever_it_says() {
    for secret in [json!(true), json!(false), json!(null)] {
        let mut body = poll(&["甲", "乙"], 1);
        body["secret"] = secret;
        assert!(serde_json::from_value::<Command>(body).is_err());
    }
}

#[test]
fn d106_the_view_shows_eight_open_polls_and_the_newest_closed_ones() {
    let mut meeting = Meeting::running();
    let polls: Vec<u64> = (0..8).map(|_| meeting.accept(CHAIR, poll(&["甲", "乙"], 1))).collect();
    assert_eq!(meeting.refuse(CHAIR, poll(&["甲", "乙"], 1)), Code::QueueFull);
    for id in &polls {
        meeting.accept(CHAIR, json!({"type": "close_poll", "poll": id}));
    }
    let another = meeting.accept(CHAIR, poll(&["甲", "乙"], 1));
    meeting.accept(CHAIR, json!({"type": "close_poll", "poll": another}));
    let shown = meeting.view()["polls"].as_object().unwrap().clone();
    assert_eq!(shown.len(), 8);
    assert!(!shown.contains_key(&polls[0].to_string()) && shown.contains_key(&another.to_string()));
    assert!(meeting.session.tallies().is_empty());
}

#[test]
fn d104_a_big_screen_is_nobody_who_arrives() {
    let mut meeting = Meeting::running();
    let counted = |meeting: &Meeting| {
        let counts = &meeting.view()["counts"];
        (counts["arrived"].as_u64().unwrap(), counts["screens"].as_u64().unwrap())
    };
    meeting.attendance(&[ANNA, DISPLAY], &[]).unwrap();
    assert_eq!(counted(&meeting), (1, 1));
    let change = |who: u64, role: &str| json!({"type": "change_role", "participant": who, "role": role});
    meeting.accept(CHAIR, change(DISPLAY, "observer"));
    assert_eq!(counted(&meeting), (2, 0), "somebody sits there now");
    meeting.accept(CHAIR, change(DISPLAY, "display"));
    assert_eq!(counted(&meeting), (1, 1));
    meeting.attendance(&[], &[DISPLAY]).unwrap();
    assert_eq!(counted(&meeting), (1, 1));
    let remove = json!({"type": "remove", "participant": DISPLAY, "reason": "换屏"});
    meeting.accept(CHAIR, remove);
    assert_eq!(counted(&meeting), (1, 0));
}

#[test]
fn d103_attendance_comes_from_connections_and_from_who_signs_a_room_in() {
    let mut meeting = Meeting::drafted();
    assert_eq!(meeting.attendance(&[ANNA], &[]), Err(Code::WrongPhase));
    let sign = |people: &[u64]| json!({"type": "sign_in", "participants": people});
    meeting.accept(OPERATOR, sign(&[BERT]));
    meeting.accept(CHAIR, json!({"type": "open_session"}));
    meeting.attendance(&[ANNA, BERT, OBSERVER], &[]).unwrap();
    assert_eq!(meeting.counted(), (3, 2, true));
    assert_eq!(
        meeting.attendance(&[ANNA], &[BERT]),
        Err(Code::Unchanged),
        "he was signed in"
    );
    meeting.attendance(&[], &[ANNA]).unwrap();
    assert_eq!(meeting.counted(), (2, 1, true));
    for (by, people, code) in [
        (ANNA, &[ANNA][..], Code::NotPermitted),
        (OPERATOR, &[CLEO], Code::NotPermitted),
        (BRANCH_OPERATOR, &[ANNA], Code::NotPermitted),
        (OPERATOR, &[], Code::Empty),
        (OPERATOR, &[99], Code::NotFound),
        (OPERATOR, &[BERT], Code::Unchanged),
        (OPERATOR, &[ANNA; 501], Code::TooLarge),
    ] {
        assert_eq!(meeting.refuse(by, sign(people)), code, "{by}");
    }
    meeting.accept(OPERATOR, sign(&[ANNA, ANNA, BERT]));
    let entry = serde_json::to_value(&meeting.entries.last().unwrap().event).unwrap();
    assert_eq!(
        entry,
        json!({"type": "attendance_recorded", "arrived": [ANNA], "departed": []})
    );
    meeting.accept(CHAIR, sign(&[CLEO]));
    assert_eq!(meeting.counted(), (4, 3, true));
    meeting.accept(CHAIR, json!({"type": "remove", "participant": CLEO, "reason": "离会"}));
    assert_eq!(meeting.counted(), (3, 2, true));
}

#[test]
fn d104_the_quorum_counts_chairs_and_members_who_are_there() {
    let mut meeting = Meeting::running_with(&json!({"quorum": 2}));
    meeting.attendance(&[CLERK, RESPONDENT, ANNA], &[]).unwrap();
    assert_eq!(meeting.counted(), (3, 1, false));
    let change = |role: &str| json!({"type": "change_role", "participant": RESPONDENT, "role": role});
    meeting.accept(CHAIR, change("member"));
    assert_eq!(meeting.counted(), (3, 2, true));
    meeting.accept(CHAIR, change("respondent"));
    assert_eq!(meeting.counted(), (3, 1, false));
    let amend = json!({"type": "amend_rules", "rules": {"quorum": 1}, "reason": "按章程"});
    meeting.accept(CHAIR, amend);
    assert_eq!(meeting.counted(), (3, 1, true));
}

#[test]
fn d99_rules_are_amended_with_a_reason_and_from_then_on() {
    let mut meeting = Meeting::running_with(&json!({"kind_limits_ms": {"question": 30_000}}));
    let turn = meeting.grant(ANNA, "impromptu");
    let amend = |rules: Value| json!({"type": "amend_rules", "rules": rules, "reason": "时间紧"});
    assert_eq!(meeting.refuse(ANNA, amend(json!({"warn_ms": 0}))), Code::NotPermitted);
    assert_eq!(
        meeting.refuse(CHAIR, amend(json!({"warn_ms": 60_000}))),
        Code::Unchanged
    );
    assert_eq!(meeting.refuse(CHAIR, amend(json!({}))), Code::Unchanged);
    assert_eq!(
        meeting.refuse(CHAIR, amend(json!({"turn_limit_ms": 1}))),
        Code::Malformed
    );
    let unreasoned = json!({"type": "amend_rules", "rules": {"warn_ms": 0}, "reason": ""});
    assert_eq!(meeting.refuse(CHAIR, unreasoned), Code::Empty);
    meeting.accept(
        CLERK,
        amend(json!({"turn_limit_ms": 60_000, "kind_limits_ms": {"question": null, "reply": 9_000}})),
    );
    let rules = meeting.view()["rules"].clone();
    assert_eq!(
        (&rules["turn_limit_ms"], &rules["kind_limits_ms"]),
        (&json!(60_000), &json!({"reply": 9_000}))
    );
    assert_eq!(
        meeting.view()["turns"][turn.to_string()]["limit_ms"],
        480_000,
        "as it was granted"
    );
    let question = meeting.grant(BERT, "question");
    assert_eq!(meeting.view()["turns"][question.to_string()]["limit_ms"], 60_000);
    for field in ["no_such_rule", "reason"] {
        let body = json!({"type": "amend_rules", "rules": {field: 1}, "reason": "r"});
        assert!(
            serde_json::from_value::<Command>(body).is_err(),
            "unknown rules are errors"
        );
    }
}

fn prepared() -> Meeting {
    let edition = json!({"form": "remote", "version": 2, "preset": {
    "title": "远程协商", "rules": {"discipline": "venue_rotation"},
    "agenda": [{"title": "情况通报", "kind": "report"}],
    "steps": [
        {"title": "调试设备", "who": "会务组", "mandatory": true, "due_before_ms": 3_600_000},
        {"title": "征集意见", "who": "联络室"},
    ]}});
    let edition: Edition = serde_json::from_value(edition).unwrap();
    let mut body = new_session(&json!({}));
    body.agenda.clear();
    body.starts_at = Some(rostrum::time::Timestamp::from_millis(1_790_003_600_000));
    Meeting::made_by(&body, &edition, SessionLimits::default())
}

#[test]
fn d100_a_session_keeps_the_edition_that_it_was_created_under() {
    let view = prepared().view();
    assert_eq!(
        (
            &view["session"]["form"],
            &view["session"]["form_version"],
            &view["rules"]["discipline"]
        ),
        (&json!("remote"), &json!(2), &json!("venue_rotation"))
    );
    assert_eq!(
        view["agenda"]["items"][FIRST.to_string()]["title"],
        "情况通报",
        "the form's agenda"
    );
    assert_eq!(
        view["steps"]["1"],
        json!({"title": "调试设备", "who": "会务组", "mandatory": true, "due_at": "2026-09-21T14:13:20.000Z"})
    );
    assert!(Meeting::drafted().view().get("steps").is_none());
}

#[test]
fn d102_a_session_is_opened_when_its_mandatory_steps_are_done_or_with_a_reason() {
    let mut meeting = prepared();
    assert_eq!(meeting.refuse(CHAIR, json!({"type": "open_session"})), Code::WrongPhase);
    let complete = |step: u64| json!({"type": "complete_step", "step": step, "note": "已完成"});
    assert_eq!(meeting.refuse(ANNA, complete(1)), Code::NotPermitted);
    assert_eq!(meeting.refuse(CHAIR, complete(3)), Code::NotFound);
    meeting.accept(CLERK, complete(1));
    assert_eq!(meeting.refuse(CLERK, complete(1)), Code::Unchanged);
    let step = meeting.view()["steps"]["1"].clone();
    assert_eq!(
        (&step["completed_by"], &step["note"]),
        (&json!(CLERK), &json!("已完成"))
    );
    meeting.accept(CHAIR, json!({"type": "open_session", "reason": "不需要了"}));
    let opened = serde_json::to_value(&meeting.entries.last().unwrap().event).unwrap();
    assert_eq!(opened, json!({"type": "session_opened"}), "nothing was overridden");
    let mut meeting = prepared();
    meeting.accept(CHAIR, json!({"type": "open_session", "reason": "现场调试"}));
    let opened = serde_json::to_value(&meeting.entries.last().unwrap().event).unwrap();
    assert_eq!(
        opened,
        json!({"type": "session_opened", "open_steps": [1], "reason": "现场调试"})
    );
    meeting.accept(CLERK, complete(1));
}

#[test]
fn d106_adjourning_closes_the_polls_and_shows_their_results() {
    let mut meeting = Meeting::running();
    let id = meeting.accept(CHAIR, poll(&["甲", "乙"], 1));
    meeting.accept(ANNA, json!({"type": "vote", "poll": id, "choices": [1]}));
    meeting.accept(CHAIR, json!({"type": "adjourn_session"}));
    let entry = serde_json::to_value(&meeting.entries.last().unwrap().event).unwrap();
    assert_eq!(entry["polls"], json!([id]));
    let shown = meeting.view()["polls"][id.to_string()].clone();
    assert_eq!((&shown["open"], &shown["result"]), (&json!(false), &json!([0, 1])));
}

#[test]
fn d99_a_turn_over_its_time_is_stopped_when_the_rules_come_to_say_so() {
    let mut meeting = Meeting::running_with(&json!({"turn_limit_ms": 1_000, "warn_ms": 0}));
    meeting.grant(ANNA, "impromptu");
    meeting.wait(2_000);
    assert!(meeting.turn().is_some());
    let stop = json!({"type": "amend_rules", "rules": {"overtime": "stop"}, "reason": "时间紧"});
    meeting.accept(CHAIR, stop);
    meeting.wait(0);
    assert_eq!(meeting.turn(), None);
}
