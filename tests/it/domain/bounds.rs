//! How large the live view may become, whatever people send.

use rostrum::domain::limits::SessionLimits;
use rostrum::domain::{Audience, Code};
use serde_json::{Value, json};

use super::given::{ANNA, CHAIR, FIRST, Meeting};

/// Texts of `chars` characters that take as many bytes as they can: as UTF-8, as escapes, or neither.
const SIGNS: [&str; 4] = ["养", "\u{1}x", "\"", "a"];

fn full(sign: &str, chars: usize) -> String {
    sign.chars().cycle().take(chars).collect()
}

fn state_bytes(meeting: &Meeting) -> usize {
    serde_json::to_vec(&meeting.session.view(Audience::Moderators))
        .unwrap()
        .len()
}

/// Sends a command until it is refused; why it was.
fn until_refused(meeting: &mut Meeting, by: u64, command: impl Fn(usize) -> Value) -> Code {
    for number in 0..1_000 {
        if let Err(refusal) = meeting.send(by, command(number)) {
            return refusal.code;
        }
    }
    panic!("never refused");
}

#[test]
fn p8_the_view_stays_within_its_bound_whatever_is_sent() {
    for sign in SIGNS {
        let mut meeting = Meeting::running();
        let link = json!({"label": full(sign, 200), "url": format!("https://example.org/{}", full("a", 1_900))});
        let threads = until_refused(
            &mut meeting,
            CHAIR,
            |_| json!({"type": "open_thread", "title": full(sign, 200)}),
        );
        assert_eq!(threads, Code::QueueFull);
        let items = until_refused(&mut meeting, CHAIR, |number| {
            let links: Vec<Value> = vec![link.clone(); number % 3];
            json!({"type": "add_item", "title": full(sign, 200), "kind": "discussion", "links": links})
        });
        assert_eq!(items, Code::QueueFull);
        let conclude = json!({"type": "conclude_item", "item": FIRST, "text": full(sign, 1_000)});
        let mut refused = None;
        for _ in 0..400 {
            refused = meeting.send(CHAIR, conclude.clone()).err();
        }
        // Replacing a text is judged as if it were added, so it may be refused near the end, and harms nothing.
        assert!(refused.is_none_or(|refusal| refusal.code == Code::QueueFull));
        let _ = meeting.send(
            ANNA,
            json!({"type": "request_floor", "item": FIRST, "kind": "impromptu", "subject": full(sign, 200)}),
        );
        let bytes = state_bytes(&meeting);
        assert!(bytes <= SessionLimits::default().view_bytes_max, "{sign:?}: {bytes}");
    }
}

#[test]
fn p8_what_leaves_the_view_makes_room_again() {
    let mut meeting = Meeting::running();
    let limits = SessionLimits {
        view_bytes_max: 28_000,
        ..SessionLimits::default()
    };
    meeting.limits = limits;
    let ask = json!({"type": "request_floor", "item": FIRST, "kind": "impromptu", "subject": full("养", 200)});
    let mut request = meeting.accept(ANNA, ask.clone());
    assert_eq!(
        until_refused(&mut meeting, CHAIR, |_| json!({"type": "open_thread", "title": "养老"})),
        Code::QueueFull
    );
    for _ in 0..50 {
        // Nothing is left behind by what comes and goes.
        meeting.accept(ANNA, json!({"type": "withdraw_request", "request": request}));
        request = meeting.accept(ANNA, ask.clone());
    }
}
