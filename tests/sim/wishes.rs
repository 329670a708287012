//! What simulated people do: mostly what makes sense in the view they have, and sometimes what does not.

use serde_json::{Value, json};

use crate::random::Random;
use crate::support::hall::{ITEM, THREAD};

/// The numbers that are the keys of an object of the view.
fn keys(view: &Value, name: &str) -> Vec<u64> {
    let members = view[name].as_object();
    let names = members.into_iter().flat_map(serde_json::Map::keys);
    names.map(|name| name.parse().expect("a number")).collect()
}

/// A command of somebody who sees `view`, which is of entry `seq`.
pub fn wish(random: &mut Random, view: &Value, seq: u64) -> Value {
    let turn = view["floor"].get("turn").cloned().unwrap_or(Value::Null);
    // Now and then what was so a while ago.
    let turn = if random.percent(10) {
        json!(random.below(seq + 2))
    } else {
        turn
    };
    let requests = keys(view, "requests");
    let request = random.pick(&requests).unwrap_or(seq);
    let any = random.below(seq + 2);
    let participant = 1 + random.below(8);
    let item = random.pick(&keys(&view["agenda"], "items")).unwrap_or(ITEM);
    let active = view["agenda"].get("active").cloned().unwrap_or(Value::Null);
    match random.below(45) {
        0..4 => json!({"type": "publish_post", "thread": THREAD, "text": format!("words {any}")}),
        4..9 => {
            let kind = random.pick(&["impromptu", "question", "point_of_order", "prepared"]);
            json!({"type": "request_floor", "item": active, "kind": kind, "subject": "a subject"})
        }
        9 => json!({"type": "withdraw_request", "request": request}),
        10..14 => json!({"type": "grant_floor", "request": request, "expect_turn": turn}),
        14 => json!({"type": "call_speaker", "request": request, "expect_turn": turn}),
        15 => json!({"type": "ready", "request": request}),
        16..18 => json!({"type": "release_floor", "expect_turn": turn}),
        18 => json!({"type": "end_turn", "expect_turn": turn}),
        19 => json!({"type": "pause_turn", "expect_turn": turn}),
        20 => json!({"type": "resume_turn", "expect_turn": turn}),
        21 => json!({"type": "extend_turn", "expect_turn": turn, "by_ms": 5_000, "reason": "a question"}),
        22 => json!({"type": "hide_post", "post": any, "reason": "off topic"}),
        23 => json!({"type": "show_post", "post": any}),
        24 => json!({"type": "record_statement", "turn": any, "text": "words"}),
        25 => {
            let role = random.pick(&["member", "captioner", "observer", "clerk", "respondent"]);
            // The chair stays, or nobody conducts.
            json!({"type": "change_role", "participant": participant.max(2), "role": role})
        }
        26 => json!({"type": "add_item", "title": "Another item", "kind": "discussion"}),
        27 => json!({"type": "start_item", "item": item, "expect_item": active, "waiting": "carry_over"}),
        28 => {
            let kind = random.pick(&["call_recess", "resume_session"]);
            json!({"type": kind})
        }
        40..=42 => json!({"type": "approve_post", "post": any}),
        39 => json!({"type": "endorse_post", "post": any}),
        33 => json!({"type": random.pick(&["pin_post", "unpin_post"]), "post": any}),
        34 => json!({"type": "raise_post", "post": any, "subject": "as written"}),
        35 => json!({"type": "answer_post", "post": any, "statement": random.below(seq + 2)}),
        36 => json!({"type": "confirm_statement", "statement": any}),
        37 => json!({"type": random.pick(&["close_thread", "reopen_thread"]), "thread": THREAD}),
        38 => {
            json!({"type": "amend_rules", "rules": {"posts_moderated": random.percent(50)}, "reason": "by agreement"})
        }
        29 => json!({
            "type": "record_commitment", "text": "promised", "owner": participant, "source": any, "due": "2026-12-31",
        }),
        30 => json!({"type": "report_commitment", "commitment": any, "text": "done so far"}),
        31 => json!({"type": "verify_commitment", "commitment": any, "finding": "partly"}),
        43 => json!({"type": "withdraw_commitment", "commitment": any, "reason": "not a promise"}),
        32 => json!({"type": "reopen_commitment", "commitment": any, "reason": "not yet"}),
        _ => json!({"type": "move_request", "request": request, "reason": "for balance"}),
    }
}
