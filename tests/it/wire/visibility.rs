//! Who sees which entry.

use rostrum::domain::Audience;
use rostrum::wire::visibility::visible;
use serde_json::json;

use crate::domain::given::{ANNA, CHAIR, Meeting};

/// Which of the audiences, those with more rights first, see an entry whole.
fn seen(meeting: &Meeting, seq: u64) -> [bool; 3] {
    let entry = meeting.entries.iter().find(|entry| entry.seq == seq).expect("an entry");
    let hidden = meeting.session.hidden_entries();
    Audience::ALL.map(|audience| visible(&entry.event, seq, audience, hidden))
}

#[test]
fn d3_hiding_redacts_the_words_that_were_said_before() {
    let mut meeting = Meeting::running();
    let thread = meeting.accept(CHAIR, json!({"type": "open_thread", "title": "Water"}));
    let post = meeting.accept(ANNA, json!({"type": "publish_post", "thread": thread, "text": "words"}));
    let revised = meeting.accept(
        ANNA,
        json!({"type": "revise_post", "post": post, "text": "other words"}),
    );
    for seq in [post, revised] {
        assert_eq!(seen(&meeting, seq), [true; 3]);
    }
    let hiding = meeting.accept(CHAIR, json!({"type": "hide_post", "post": post, "reason": "because"}));
    let again = meeting.accept(ANNA, json!({"type": "revise_post", "post": post, "text": "more words"}));
    for seq in [post, revised, again] {
        assert_eq!(seen(&meeting, seq), [true, false, false]);
    }
    assert_eq!(
        seen(&meeting, hiding),
        [true; 3],
        "that something was hidden, by whom and why, is seen by all"
    );
    let showing = meeting.accept(CHAIR, json!({"type": "show_post", "post": post}));
    for seq in [post, revised, again, showing] {
        assert_eq!(seen(&meeting, seq), [true; 3]);
    }
}

#[test]
fn d3_a_removal_is_not_for_the_public() {
    let mut meeting = Meeting::running();
    let removal = meeting.accept(CHAIR, json!({"type": "remove", "participant": ANNA, "reason": "left"}));
    assert_eq!(seen(&meeting, removal), [true, true, false]);
    let others: Vec<u64> = meeting
        .entries
        .iter()
        .map(|entry| entry.seq)
        .filter(|seq| *seq != removal)
        .collect();
    assert!(others.iter().all(|seq| seen(&meeting, *seq) == [true; 3]));
}
