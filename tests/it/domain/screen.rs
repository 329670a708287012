//! What the big screens show (SPEC D150, D151).

use rostrum::domain::Code;
use serde_json::{Value, json};

use super::given::{ANNA, CHAIR, CLERK, FIRST, Meeting, OBSERVER, OPERATOR};

fn show(scene: impl serde::Serialize) -> Value {
    json!({"type": "show_scene", "scene": scene})
}

fn screen(meeting: &Meeting) -> Value {
    meeting.view()["screen"].clone()
}

#[test]
fn d150_moderators_choose_what_the_screens_show() {
    let mut meeting = Meeting::running();
    assert_eq!(screen(&meeting), Value::Null);
    for by in [ANNA, OPERATOR, OBSERVER] {
        assert_eq!(meeting.refuse(by, show(json!({"kind": "agenda"}))), Code::NotPermitted);
    }
    assert_eq!(meeting.refuse(CHAIR, show(Value::Null)), Code::Unchanged);
    meeting.accept(CLERK, show(json!({"kind": "agenda"})));
    assert_eq!(screen(&meeting), json!({"kind": "agenda"}));
    assert_eq!(meeting.refuse(CHAIR, show(json!({"kind": "agenda"}))), Code::Unchanged);
    meeting.accept(CHAIR, show(json!({"kind": "message", "text": "请各会场调试话筒"})));
    assert_eq!(screen(&meeting), json!({"kind": "message", "text": "请各会场调试话筒"}));
    // Words decide nothing, so the same may be said again.
    meeting.accept(CLERK, show(json!({"kind": "message", "text": "请各会场调试话筒"})));
    assert_eq!(
        meeting.refuse(CHAIR, show(json!({"kind": "message", "text": " "}))),
        Code::Empty
    );
    let long = "长".repeat(201);
    assert_eq!(
        meeting.refuse(CHAIR, show(json!({"kind": "message", "text": long}))),
        Code::TooLong
    );
    meeting.accept(CHAIR, show(Value::Null));
    assert_eq!(screen(&meeting), Value::Null);
    meeting.accept(CHAIR, json!({"type": "adjourn_session"}));
    meeting.accept(CHAIR, show(json!({"kind": "blank"})));
    meeting.accept(CHAIR, json!({"type": "seal_session"}));
    assert_eq!(meeting.refuse(CHAIR, show(Value::Null)), Code::Sealed);
}

#[test]
fn d151_a_scene_names_what_everybody_may_see() {
    let mut meeting = Meeting::running();
    for (kind, of) in [("post", "post"), ("statement", "statement"), ("poll", "poll")] {
        assert_eq!(
            meeting.refuse(CHAIR, show(json!({"kind": kind, of: 1}))),
            Code::NotFound
        );
    }
    let thread = meeting.accept(CHAIR, json!({"type": "open_thread", "title": "助餐点"}));
    let post = meeting.accept(
        ANNA,
        json!({"type": "publish_post", "thread": thread, "text": "离家太远"}),
    );
    meeting.accept(CHAIR, show(json!({"kind": "post", "post": post})));
    assert_eq!(
        screen(&meeting),
        json!({"kind": "post", "post": post, "thread": thread})
    );
    meeting.accept(CHAIR, show(json!({"kind": "floor"})));
    assert_eq!(screen(&meeting), json!({"kind": "floor"}));
    meeting.accept(CHAIR, json!({"type": "hide_post", "post": post, "reason": "重复"}));
    assert_eq!(
        meeting.refuse(CHAIR, show(json!({"kind": "post", "post": post}))),
        Code::NotFound
    );

    let request = meeting.accept(
        ANNA,
        json!({"type": "request_floor", "item": FIRST, "kind": "impromptu"}),
    );
    let turn = meeting.accept(
        CHAIR,
        json!({"type": "grant_floor", "request": request, "expect_turn": null}),
    );
    let statement = meeting.accept(
        CLERK,
        json!({"type": "record_statement", "turn": turn, "text": "建议试点"}),
    );
    meeting.accept(CLERK, show(json!({"kind": "statement", "statement": statement})));
    assert_eq!(
        screen(&meeting),
        json!({"kind": "statement", "statement": statement, "turn": turn})
    );
}

#[test]
fn d151_a_break_ends_within_a_day_and_with_the_recess() {
    let mut meeting = Meeting::running();
    let after = |meeting: &Meeting, ms: u64| meeting.now.plus_millis(ms);
    let day = 24 * 60 * 60 * 1_000;
    let until = after(&meeting, day + 60_000);
    assert_eq!(
        meeting.refuse(CHAIR, show(json!({"kind": "break", "until": until}))),
        Code::Malformed
    );
    meeting.accept(CHAIR, json!({"type": "call_recess"}));
    let until = after(&meeting, 600_000);
    meeting.accept(CHAIR, show(json!({"kind": "break", "until": until})));
    assert_eq!(screen(&meeting), json!({"kind": "break", "until": until}));
    meeting.accept(CHAIR, json!({"type": "resume_session"}));
    assert_eq!(screen(&meeting), Value::Null);
    // Another scene stays.
    meeting.accept(CHAIR, show(json!({"kind": "blank"})));
    meeting.accept(CHAIR, json!({"type": "call_recess"}));
    meeting.accept(CHAIR, json!({"type": "resume_session"}));
    assert_eq!(screen(&meeting), json!({"kind": "blank"}));
}
