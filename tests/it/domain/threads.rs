//! Topic threads.

use rostrum::domain::ids::{PostId, ThreadId};
use rostrum::domain::posts::PostReader;
use rostrum::domain::{Actor, Audience, Code, Event};
use serde_json::{Value, json};

use super::given::{ANNA, BERT, CAPTIONER, CHAIR, DISPLAY, FIRST, Meeting, OBSERVER, OPERATOR, RESPONDENT};

/// A moderator.
const EVERYTHING: PostReader = PostReader {
    audience: Audience::Moderators,
    participant: None,
};

fn publish(thread: u64, text: &str) -> Value {
    json!({"type": "publish_post", "thread": thread, "text": text})
}

fn on(name: &str, post: u64) -> Value {
    json!({"type": name, "post": post, "text": "new words", "reason": "because"})
}

fn with_thread() -> (Meeting, u64) {
    let mut meeting = Meeting::running();
    let thread = meeting.accept(CHAIR, json!({"type": "open_thread", "title": "Water", "item": FIRST}));
    (meeting, thread)
}

#[test]
fn d57_threads_are_opened_and_closed_by_moderators() {
    let (mut meeting, thread) = with_thread();
    let expected = json!({"title": "Water", "item": FIRST, "posts": 0, "open": true, "pinned": []});
    assert_eq!(meeting.view()["threads"][thread.to_string()], expected);
    let close = json!({"type": "close_thread", "thread": thread});
    meeting.accept(CHAIR, close.clone());
    assert_eq!(meeting.refuse(CHAIR, close), Code::Unchanged);
    assert_eq!(meeting.refuse(ANNA, publish(thread, "late")), Code::ThreadClosed);
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "close_thread", "thread": 99})),
        Code::NotFound
    );
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "open_thread", "title": "x", "item": 99})),
        Code::NotFound
    );
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "open_thread", "title": ""})),
        Code::Empty
    );
}

#[test]
fn d58_who_may_speak_may_post_and_others_read() {
    let (mut meeting, thread) = with_thread();
    for by in [ANNA, RESPONDENT, OPERATOR, CHAIR] {
        meeting.accept(by, publish(thread, "words"));
    }
    for by in [OBSERVER, CAPTIONER, DISPLAY] {
        assert_eq!(meeting.refuse(by, publish(thread, "words")), Code::NotPermitted);
    }
    assert_eq!(meeting.refuse(ANNA, publish(99, "words")), Code::NotFound);
    assert_eq!(meeting.refuse(ANNA, publish(thread, "\n")), Code::Empty);
    assert_eq!(
        meeting.refuse(ANNA, publish(thread, &"字".repeat(4_001))),
        Code::TooLong
    );
    meeting.accept(ANNA, publish(thread, &"字".repeat(4_000)));
    let view = meeting.view()["threads"][thread.to_string()].clone();
    assert_eq!(
        (&view["posts"], &view["last_at"]),
        (&json!(5), &json!(meeting.now.to_string()))
    );
    assert_eq!(meeting.view()["counts"]["posts"], 5);
}

#[test]
fn d59_threads_take_words_in_open_and_recess_and_by_rule_before_and_after() {
    for (rules, draft, adjourned) in [
        (json!({}), Some(Code::WrongPhase), Some(Code::WrongPhase)),
        (json!({"threads_before": true, "threads_after": true}), None, None),
    ] {
        let mut meeting = Meeting::drafted_with(&rules);
        let thread = meeting.accept(CHAIR, json!({"type": "open_thread", "title": "Water"}));
        let check = |meeting: &mut Meeting, expected: Option<Code>| {
            let refused = meeting
                .send(ANNA, publish(thread, "words"))
                .err()
                .map(|refusal| refusal.code);
            assert_eq!(refused, expected, "{:?}", meeting.session.phase());
        };
        check(&mut meeting, draft);
        for (command, expected) in [
            ("open_session", None),
            ("call_recess", None),
            ("adjourn_session", adjourned),
            ("seal_session", Some(Code::Sealed)),
        ] {
            meeting.accept(CHAIR, json!({"type": command}));
            check(&mut meeting, expected);
        }
    }
}

#[test]
fn d60_an_answer_stays_in_its_thread() {
    let (mut meeting, thread) = with_thread();
    let post = meeting.accept(ANNA, publish(thread, "words"));
    let answer = json!({"type": "publish_post", "thread": thread, "text": "yes", "replies_to": post});
    meeting.accept(BERT, answer.clone());
    let other = meeting.accept(CHAIR, json!({"type": "open_thread", "title": "Air"}));
    let astray = json!({"type": "publish_post", "thread": other, "text": "yes", "replies_to": post});
    assert_eq!(meeting.refuse(BERT, astray), Code::NotFound);
    meeting.accept(ANNA, on("withdraw_post", post));
    assert_eq!(
        meeting.refuse(BERT, answer),
        Code::NotFound,
        "what was taken back is not answered"
    );
}

#[test]
fn d61_posts_are_revised_and_taken_back_by_their_author() {
    let (mut meeting, thread) = with_thread();
    let post = meeting.accept(ANNA, publish(thread, "words"));
    for name in ["revise_post", "withdraw_post"] {
        assert_eq!(meeting.refuse(CHAIR, on(name, post)), Code::NotPermitted);
        assert_eq!(meeting.refuse(ANNA, on(name, 99)), Code::NotFound);
    }
    let version = meeting.accept(ANNA, on("revise_post", post));
    let versions = &meeting.session.post(PostId(post)).unwrap().versions;
    assert_eq!(versions.iter().map(|own| own.seq).collect::<Vec<_>>(), [post, version]);
    assert_eq!(
        meeting.refuse(ANNA, json!({"type": "revise_post", "post": post, "text": ""})),
        Code::Empty
    );
    meeting.accept(CHAIR, json!({"type": "close_thread", "thread": thread}));
    assert_eq!(meeting.refuse(ANNA, on("revise_post", post)), Code::ThreadClosed);
    meeting.accept(ANNA, on("withdraw_post", post));
    assert_eq!(meeting.view()["counts"]["posts"], 0);
    for (by, name) in [(ANNA, "revise_post"), (ANNA, "withdraw_post")] {
        assert_eq!(meeting.refuse(by, on(name, post)), Code::NotFound);
    }
    // The record has its words, so moderators can hide them all the same.
    meeting.accept(CHAIR, on("hide_post", post));
    assert_eq!(
        meeting.session.hidden_entries().iter().copied().collect::<Vec<_>>(),
        [post, version]
    );
    assert_eq!(meeting.refuse(CHAIR, on("hide_post", post)), Code::Unchanged);
    assert_eq!(meeting.view()["counts"]["posts"], 0);
    meeting.accept(CHAIR, on("show_post", post));
    assert!(meeting.session.hidden_entries().is_empty());
    assert_eq!(meeting.view()["counts"]["posts"], 0);
    let listed: Vec<u64> = meeting
        .session
        .thread_posts(ThreadId(thread), None, EVERYTHING)
        .unwrap()
        .map(|post| post.0)
        .collect();
    assert_eq!(listed, [post], "it keeps its place");
}

#[test]
fn d62_hidden_posts_count_for_moderators_alone() {
    let (mut meeting, thread) = with_thread();
    let post = meeting.accept(ANNA, publish(thread, "words"));
    let posts = |meeting: &Meeting| {
        Audience::ALL.map(|audience| {
            let view = meeting.view_for(audience);
            assert_eq!(view["threads"][thread.to_string()]["posts"], view["counts"]["posts"]);
            view["counts"]["posts"].as_u64().unwrap()
        })
    };
    assert_eq!(posts(&meeting), [1, 1, 1]);
    assert_eq!(meeting.refuse(CHAIR, on("show_post", post)), Code::Unchanged);
    meeting.accept(CHAIR, on("hide_post", post));
    assert_eq!(posts(&meeting), [1, 0, 0]);
    assert_eq!(meeting.refuse(CHAIR, on("hide_post", post)), Code::Unchanged);
    assert_eq!(meeting.touched.visibility, [post]);
    let revised = meeting.accept(ANNA, on("revise_post", post));
    assert!(
        meeting.session.hidden_entries().contains(&revised),
        "new words of a hidden post are hidden"
    );
    meeting.accept(CHAIR, on("show_post", post));
    assert_eq!(meeting.touched.visibility, [post, revised]);
    assert_eq!(
        (posts(&meeting), meeting.session.hidden_entries().len()),
        ([1, 1, 1], 0)
    );
    meeting.accept(CHAIR, on("hide_post", post));
    meeting.accept(ANNA, on("withdraw_post", post));
    assert_eq!(
        meeting.session.hidden_entries().len(),
        2,
        "taking it back does not show it"
    );
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "hide_post", "post": 99, "reason": "x"})),
        Code::NotFound
    );
}

#[test]
fn d63_a_page_of_posts_is_newest_first() {
    let (mut meeting, thread) = with_thread();
    let posts: Vec<u64> = (0..5).map(|_| meeting.accept(ANNA, publish(thread, "words"))).collect();
    let page = |before: Option<u64>| -> Vec<u64> {
        meeting
            .session
            .thread_posts(ThreadId(thread), before.map(PostId), EVERYTHING)
            .unwrap()
            .map(|post| post.0)
            .collect()
    };
    let mut newest = posts.clone();
    newest.reverse();
    assert_eq!(page(None), newest);
    assert_eq!(page(Some(posts[2])), [posts[1], posts[0]]);
    assert_eq!(page(Some(0)), [0; 0]);
    assert!(meeting.session.thread_posts(ThreadId(99), None, EVERYTHING).is_none());
}

#[test]
fn d11_a_journal_that_nobody_decided_does_not_panic() {
    let (mut meeting, _) = with_thread();
    let thread = ThreadId(meeting.session.head() + 2);
    let post = PostId(meeting.session.head() + 1);
    meeting.append(
        Actor::Convener,
        Event::PostPublished {
            thread,
            text: "early".into(),
            replies_to: None,
            unapproved: false,
        },
    );
    meeting.append(
        Actor::Convener,
        Event::ThreadOpened {
            title: "Late".into(),
            item: None,
        },
    );
    meeting.append(
        Actor::Convener,
        Event::PostHidden {
            post,
            reason: "x".into(),
        },
    );
    meeting.append(Actor::Convener, Event::PostWithdrawn { post });
}
