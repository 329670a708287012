//! Posts that wait for approval, that stand out, and what others make of them.

use rostrum::domain::ids::{ParticipantId, PostId, ThreadId};
use rostrum::domain::posts::PostReader;
use rostrum::domain::{Audience, Code};
use rostrum::wire::visibility::visible;
use serde_json::{Value, json};

use super::given::{ANNA, BERT, CAPTIONER, CHAIR, CLERK, DISPLAY, FIRST, Meeting, OBSERVER, RESPONDENT, SECOND};

fn publish(thread: u64, text: &str) -> Value {
    json!({"type": "publish_post", "thread": thread, "text": text})
}

fn on(name: &str, post: u64) -> Value {
    json!({"type": name, "post": post, "text": "new words", "reason": "because"})
}

/// A meeting with a thread of the first item, under these rules.
fn with_thread(rules: &Value) -> (Meeting, u64) {
    let mut meeting = Meeting::running_with(rules);
    let thread = meeting.accept(CHAIR, json!({"type": "open_thread", "title": "Water", "item": FIRST}));
    (meeting, thread)
}

fn moderated() -> (Meeting, u64) {
    with_thread(&json!({"posts_moderated": true}))
}

/// Which of the audiences see an entry whole.
fn seen(meeting: &Meeting, seq: u64) -> [bool; 3] {
    let entry = meeting.entries.iter().find(|entry| entry.seq == seq).expect("an entry");
    let hidden = meeting.session.hidden_entries();
    Audience::ALL.map(|audience| visible(&entry.event, seq, audience, hidden))
}

fn counted(meeting: &Meeting) -> [u64; 3] {
    Audience::ALL.map(|audience| {
        meeting.view_for(audience)["counts"]["posts"]
            .as_u64()
            .expect("a number")
    })
}

/// The entry with the words of a post that somebody gets.
fn words_for(meeting: &Meeting, by: u64, post: u64) -> Option<u64> {
    let person = ParticipantId(by);
    let reader = PostReader {
        audience: meeting.session.participant(person).expect("somebody").role.audience(),
        participant: Some(person),
    };
    let post = meeting.session.post(PostId(post)).expect("a post");
    post.versions_for(reader).next_back().map(|version| version.seq)
}

const ALONE: [bool; 3] = [true, false, false];

#[test]
fn d110_a_closed_thread_is_opened_again_by_moderators() {
    let (mut meeting, thread) = with_thread(&json!({}));
    let reopen = json!({"type": "reopen_thread", "thread": thread});
    assert_eq!(meeting.refuse(CHAIR, reopen.clone()), Code::Unchanged);
    meeting.accept(CHAIR, json!({"type": "close_thread", "thread": thread}));
    assert_eq!(meeting.refuse(ANNA, reopen.clone()), Code::NotPermitted);
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "reopen_thread", "thread": 99})),
        Code::NotFound
    );
    meeting.accept(CLERK, reopen.clone());
    meeting.accept(ANNA, publish(thread, "words"));
    meeting.accept(CHAIR, json!({"type": "close_thread", "thread": thread}));
    meeting.accept(CHAIR, json!({"type": "adjourn_session"}));
    meeting.accept(CHAIR, reopen);
    meeting.accept(CHAIR, json!({"type": "seal_session"}));
    assert_eq!(
        meeting.refuse(CHAIR, json!({"type": "close_thread", "thread": thread})),
        Code::Sealed
    );
}

#[test]
fn d111_under_the_rule_words_of_those_who_do_not_moderate_wait() {
    let (mut meeting, thread) = moderated();
    for by in [ANNA, RESPONDENT] {
        let post = meeting.accept(by, publish(thread, "words"));
        assert_eq!(seen(&meeting, post), ALONE);
        assert_eq!(words_for(&meeting, by, post), Some(post), "the author's own");
        assert_eq!(words_for(&meeting, CLERK, post), Some(post));
        for other in [BERT, OBSERVER, DISPLAY] {
            assert_eq!(words_for(&meeting, other, post), None);
        }
    }
    let chairs = meeting.accept(CHAIR, publish(thread, "words"));
    assert_eq!(seen(&meeting, chairs), [true; 3]);
    assert_eq!(counted(&meeting), [3, 1, 1]);
    let waiting =
        |meeting: &Meeting| meeting.view_for(Audience::Public)["threads"][thread.to_string()]["waiting"].clone();
    assert_eq!(waiting(&meeting), 2);
    // What waited still does when words no longer have to.
    meeting.accept(
        CHAIR,
        json!({"type": "amend_rules", "rules": {"posts_moderated": false}, "reason": "calm"}),
    );
    assert_eq!(waiting(&meeting), 2);
    let free = meeting.accept(ANNA, publish(thread, "words"));
    assert_eq!(seen(&meeting, free), [true; 3]);
    // Words that were free need a moderator once they are changed under the rule.
    meeting.accept(
        CHAIR,
        json!({"type": "amend_rules", "rules": {"posts_moderated": true}, "reason": "heat"}),
    );
    let changed = meeting.accept(ANNA, on("revise_post", free));
    assert_eq!((seen(&meeting, free), seen(&meeting, changed)), ([true; 3], ALONE));
    assert_eq!(
        words_for(&meeting, BERT, free),
        Some(free),
        "the earlier words stay meanwhile"
    );
    assert_eq!(words_for(&meeting, ANNA, free), Some(changed));
    assert_eq!(counted(&meeting), [4, 2, 2]);
}

#[test]
fn d112_nobody_answers_what_he_is_not_told_of() {
    let (mut meeting, thread) = moderated();
    let post = meeting.accept(ANNA, publish(thread, "words"));
    let answer = json!({"type": "publish_post", "thread": thread, "text": "yes", "replies_to": post});
    assert_eq!(meeting.refuse(BERT, answer.clone()), Code::NotFound);
    meeting.accept(ANNA, answer.clone());
    meeting.accept(CLERK, answer.clone());
    meeting.accept(CHAIR, on("approve_post", post));
    meeting.accept(BERT, answer);
}

#[test]
fn d113_a_moderator_approves_the_words_that_were_read() {
    let (mut meeting, thread) = moderated();
    let post = meeting.accept(ANNA, publish(thread, "words"));
    for by in [ANNA, BERT, OBSERVER, CAPTIONER] {
        assert_eq!(meeting.refuse(by, on("approve_post", post)), Code::NotPermitted);
    }
    assert_eq!(meeting.refuse(CHAIR, on("approve_post", 99)), Code::NotFound);
    let second = meeting.accept(ANNA, on("revise_post", post));
    let third = meeting.accept(ANNA, on("revise_post", post));
    let approve = |version: u64| json!({"type": "approve_post", "post": post, "version": version});
    assert_eq!(meeting.refuse(CHAIR, approve(99)), Code::NotFound);
    // What came in between is not approved with what was read.
    meeting.accept(CHAIR, approve(second));
    assert_eq!(meeting.touched.visibility, [second]);
    assert_eq!(
        [post, second, third].map(|seq| seen(&meeting, seq)),
        [ALONE, [true; 3], ALONE]
    );
    assert_eq!(words_for(&meeting, BERT, post), Some(second));
    for older in [post, second] {
        assert_eq!(meeting.refuse(CHAIR, approve(older)), Code::Unchanged);
    }
    assert_eq!(counted(&meeting), [1, 1, 1]);
    meeting.accept(CHAIR, on("approve_post", post));
    assert_eq!(words_for(&meeting, BERT, post), Some(third));
    assert_eq!(meeting.refuse(CHAIR, on("approve_post", post)), Code::Unchanged);
    assert_eq!(
        seen(&meeting, post),
        ALONE,
        "words that were replaced before anybody approved them"
    );
    assert_eq!(meeting.view()["threads"][thread.to_string()]["waiting"], 0);
    meeting.accept(ANNA, on("withdraw_post", post));
    assert_eq!(meeting.refuse(CHAIR, on("approve_post", post)), Code::NotFound);
    let sealed = meeting.accept(ANNA, publish(thread, "words"));
    meeting.accept(CHAIR, json!({"type": "adjourn_session"}));
    meeting.accept(CHAIR, json!({"type": "seal_session"}));
    assert_eq!(meeting.refuse(CHAIR, on("approve_post", sealed)), Code::Sealed);
}

#[test]
fn d114_hiding_and_approving_do_not_lift_each_other() {
    let (mut meeting, thread) = moderated();
    let post = meeting.accept(ANNA, publish(thread, "words"));
    let waiting = |meeting: &Meeting| meeting.view()["threads"][thread.to_string()]["waiting"].clone();
    let hiding = meeting.accept(CHAIR, on("hide_post", post));
    assert_eq!((waiting(&meeting), seen(&meeting, hiding)), (json!(0), [true; 3]));
    meeting.accept(CHAIR, on("approve_post", post));
    assert_eq!((words_for(&meeting, BERT, post), seen(&meeting, post)), (None, ALONE));
    meeting.accept(CHAIR, on("show_post", post));
    assert_eq!(
        (words_for(&meeting, BERT, post), seen(&meeting, post)),
        (Some(post), [true; 3])
    );
    let other = meeting.accept(ANNA, publish(thread, "words"));
    meeting.accept(CHAIR, on("hide_post", other));
    meeting.accept(CHAIR, on("show_post", other));
    assert_eq!(
        (waiting(&meeting), seen(&meeting, other)),
        (json!(1), ALONE),
        "it waits again"
    );
    meeting.accept(ANNA, on("withdraw_post", other));
    assert_eq!((waiting(&meeting), seen(&meeting, other)), (json!(0), ALONE));
}

#[test]
fn d115_a_post_is_endorsed_once_by_each_who_may_post() {
    let (mut meeting, thread) = with_thread(&json!({}));
    let post = meeting.accept(ANNA, publish(thread, "words"));
    let endorse = json!({"type": "endorse_post", "post": post});
    for by in [BERT, RESPONDENT, CHAIR] {
        meeting.accept(by, endorse.clone());
        assert_eq!(meeting.refuse(by, endorse.clone()), Code::Unchanged);
    }
    assert_eq!(meeting.refuse(ANNA, endorse.clone()), Code::Unchanged, "one's own");
    for by in [OBSERVER, CAPTIONER, DISPLAY] {
        assert_eq!(meeting.refuse(by, endorse.clone()), Code::NotPermitted);
    }
    assert_eq!(meeting.refuse(BERT, on("endorse_post", 99)), Code::NotFound);
    assert_eq!(meeting.session.post(PostId(post)).unwrap().endorsements, 3);
    assert!(meeting.session.endorses(ParticipantId(BERT), PostId(post)));
    meeting.accept(CHAIR, json!({"type": "close_thread", "thread": thread}));
    assert_eq!(meeting.refuse(CLERK, endorse.clone()), Code::ThreadClosed);
    meeting.accept(CHAIR, json!({"type": "reopen_thread", "thread": thread}));
    meeting.accept(CHAIR, on("hide_post", post));
    assert_eq!(meeting.refuse(CLERK, endorse.clone()), Code::NotFound, "hidden");
    meeting.accept(CHAIR, on("show_post", post));
    meeting.accept(ANNA, on("withdraw_post", post));
    assert_eq!(meeting.refuse(CLERK, endorse), Code::NotFound, "taken back");
    assert_eq!(meeting.session.post(PostId(post)).unwrap().endorsements, 3);
}

#[test]
fn d116_ten_posts_of_a_thread_stand_out() {
    let (mut meeting, thread) = with_thread(&json!({}));
    let posts: Vec<u64> = (0..11)
        .map(|_| meeting.accept(ANNA, publish(thread, "words")))
        .collect();
    assert_eq!(meeting.refuse(ANNA, on("pin_post", posts[0])), Code::NotPermitted);
    assert_eq!(meeting.refuse(CHAIR, on("unpin_post", posts[0])), Code::Unchanged);
    for post in posts[..10].iter().rev() {
        meeting.accept(CHAIR, on("pin_post", *post));
    }
    assert_eq!(meeting.refuse(CHAIR, on("pin_post", posts[0])), Code::Unchanged);
    assert_eq!(meeting.refuse(CHAIR, on("pin_post", posts[10])), Code::QueueFull);
    let pinned = |meeting: &Meeting| {
        Audience::ALL.map(|audience| meeting.view_for(audience)["threads"][thread.to_string()]["pinned"].clone())
    };
    assert_eq!(pinned(&meeting), [(); 3].map(|()| json!(posts[..10])), "by number");
    meeting.accept(CLERK, on("unpin_post", posts[9]));
    meeting.accept(CHAIR, on("hide_post", posts[0]));
    assert_eq!(
        pinned(&meeting),
        [json!(posts[..9]), json!(posts[1..9]), json!(posts[1..9])]
    );
    assert_eq!(meeting.refuse(CHAIR, on("pin_post", 99)), Code::NotFound);
    meeting.accept(CHAIR, on("hide_post", posts[9]));
    assert_eq!(
        meeting.refuse(CHAIR, on("pin_post", posts[9])),
        Code::NotFound,
        "what is hidden"
    );
    meeting.accept(CHAIR, on("show_post", posts[0]));
    assert_eq!(pinned(&meeting)[1], json!(posts[..9]), "it stands out again");
    meeting.accept(ANNA, on("withdraw_post", posts[0]));
    assert_eq!(pinned(&meeting)[0], json!(posts[1..9]));
    meeting.limits.view_bytes_max = 0;
    assert_eq!(meeting.refuse(CHAIR, on("pin_post", posts[10])), Code::QueueFull);
}

#[test]
fn d117_a_post_is_linked_to_the_words_that_answered_it() {
    let (mut meeting, thread) = with_thread(&json!({}));
    let post = meeting.accept(ANNA, publish(thread, "words"));
    let turn = meeting.grant(RESPONDENT, "impromptu");
    let record = json!({"type": "record_statement", "turn": turn, "text": "we do"});
    let first = meeting.accept(CAPTIONER, record.clone());
    let second = meeting.accept(CAPTIONER, record);
    let answer = |statement: u64| json!({"type": "answer_post", "post": post, "statement": statement});
    assert_eq!(meeting.refuse(RESPONDENT, answer(first)), Code::NotPermitted);
    assert_eq!(meeting.refuse(CHAIR, answer(turn)), Code::NotFound);
    meeting.accept(CHAIR, answer(first));
    assert_eq!(meeting.refuse(CHAIR, answer(first)), Code::Unchanged);
    meeting.accept(CHAIR, json!({"type": "end_turn", "expect_turn": turn}));
    meeting.accept(CHAIR, json!({"type": "adjourn_session"}));
    meeting.accept(CLERK, answer(second));
    assert_eq!(
        meeting.session.answer_to(PostId(post)).map(|statement| statement.0),
        Some(second),
        "the latest counts"
    );
    meeting.accept(CHAIR, on("hide_post", post));
    assert_eq!(meeting.refuse(CHAIR, answer(first)), Code::NotFound);
    meeting.accept(CHAIR, on("show_post", post));
    meeting.accept(CHAIR, json!({"type": "seal_session"}));
    assert_eq!(meeting.refuse(CHAIR, answer(first)), Code::Sealed);
}

#[test]
fn d118_with_a_post_the_floor_is_asked_for_as_with_anything() {
    let (mut meeting, thread) = with_thread(&json!({}));
    let post = meeting.accept(ANNA, publish(thread, "words"));
    let raise = |post: u64| json!({"type": "raise_post", "post": post, "subject": "words"});
    for by in [OBSERVER, CAPTIONER] {
        assert_eq!(meeting.refuse(by, raise(post)), Code::NotPermitted);
    }
    assert_eq!(meeting.refuse(BERT, raise(99)), Code::NotFound);
    let long = json!({"type": "raise_post", "post": post, "subject": "字".repeat(201)});
    assert_eq!(meeting.refuse(BERT, long), Code::TooLong);
    let request = meeting.accept(BERT, raise(post));
    let view = &meeting.view()["requests"][request.to_string()];
    assert_eq!(
        [
            &view["item"],
            &view["kind"],
            &view["post"],
            &view["subject"],
            &view["for"]["participant"]
        ],
        [
            &json!(FIRST),
            &json!("impromptu"),
            &json!(post),
            &json!("words"),
            &json!(BERT)
        ]
    );
    assert_eq!(
        meeting.session.raised_by(PostId(post)).map(|request| request.0),
        Some(request)
    );
    assert_eq!(meeting.refuse(BERT, raise(post)), Code::AlreadyWaiting);
    meeting.accept(CHAIR, json!({"type": "close_queue", "item": FIRST}));
    assert_eq!(meeting.refuse(ANNA, raise(post)), Code::QueueClosed);
    // A thread of no item asks for the active one, and of another for that.
    let free = meeting.accept(CHAIR, json!({"type": "open_thread", "title": "Air"}));
    let other = meeting.accept(CHAIR, json!({"type": "open_thread", "title": "Soil", "item": SECOND}));
    let (free, other) = (
        meeting.accept(ANNA, publish(free, "x")),
        meeting.accept(ANNA, publish(other, "x")),
    );
    assert_eq!(meeting.refuse(ANNA, raise(other)), Code::QueueClosed);
    meeting.accept(CHAIR, json!({"type": "open_queue", "item": SECOND}));
    let early = meeting.accept(ANNA, json!({"type": "raise_post", "post": other}));
    assert_eq!(meeting.view()["requests"][early.to_string()]["item"], SECOND);
    assert!(meeting.view()["requests"][early.to_string()].get("subject").is_none());
    meeting.accept(CHAIR, json!({"type": "open_queue", "item": FIRST}));
    let active = meeting.accept(ANNA, raise(free));
    assert_eq!(meeting.view()["requests"][active.to_string()]["item"], FIRST);
    meeting.accept(CHAIR, json!({"type": "finish_item", "expect_item": FIRST}));
    assert_eq!(
        meeting.refuse(CLERK, raise(free)),
        Code::QueueClosed,
        "nothing is discussed"
    );
    for (name, by) in [("hide_post", CHAIR), ("withdraw_post", ANNA)] {
        meeting.accept(by, on(name, other));
        assert_eq!(meeting.refuse(BERT, raise(other)), Code::NotFound, "{name}");
    }
}

#[test]
fn d119_what_a_request_says_is_hidden_with_its_post() {
    let (mut meeting, thread) = with_thread(&json!({}));
    let post = meeting.accept(ANNA, publish(thread, "words"));
    let request = meeting.accept(BERT, json!({"type": "raise_post", "post": post, "subject": "words"}));
    let subjects = |meeting: &Meeting| {
        Audience::ALL.map(|audience| meeting.view_for(audience)["requests"][request.to_string()]["subject"].clone())
    };
    assert_eq!(subjects(&meeting), ["words"; 3]);
    meeting.accept(CHAIR, on("hide_post", post));
    assert_eq!(
        (subjects(&meeting), seen(&meeting, request)),
        ([json!("words"), json!(""), json!("")], ALONE)
    );
    assert_eq!(meeting.touched.visibility, [post, request]);
    meeting.accept(CHAIR, on("show_post", post));
    assert_eq!(
        (subjects(&meeting), seen(&meeting, request)),
        ([(); 3].map(|()| json!("words")), [true; 3])
    );
    meeting.accept(BERT, json!({"type": "withdraw_request", "request": request}));
    meeting.accept(CHAIR, on("hide_post", post));
    assert_eq!(seen(&meeting, request), ALONE, "also once it has left");
    meeting.accept(BERT, json!({"type": "restore_request", "request": request}));
    assert_eq!(subjects(&meeting), [json!("words"), json!(""), json!("")]);
}

#[test]
fn d119_points_of_such_a_request_are_hidden_with_it() {
    let (mut meeting, thread) = with_thread(&json!({}));
    let post = meeting.accept(ANNA, publish(thread, "words"));
    let request = meeting.accept(BERT, json!({"type": "raise_post", "post": post, "subject": "words"}));
    let point = json!({"type": "add_point", "request": request, "subject": "more words"});
    let before = meeting.accept(BERT, point.clone());
    let points = |meeting: &Meeting| {
        Audience::ALL.map(|audience| meeting.view_for(audience)["requests"][request.to_string()]["points"].clone())
    };
    meeting.accept(CHAIR, on("hide_post", post));
    assert_eq!(meeting.touched.visibility, [post, request, before]);
    assert!(meeting.touched.withholds, "patches before have the words");
    let after = meeting.accept(BERT, point);
    assert_eq!([before, after].map(|seq| seen(&meeting, seq)), [ALONE; 2]);
    let blank = json!(["", ""]);
    assert_eq!(
        points(&meeting),
        [json!(["more words", "more words"]), blank.clone(), blank]
    );
    meeting.accept(CHAIR, on("show_post", post));
    assert!(!meeting.touched.withholds);
    assert_eq!([before, after].map(|seq| seen(&meeting, seq)), [[true; 3]; 2]);
    assert_eq!(points(&meeting), [(); 3].map(|()| json!(["more words", "more words"])));
}

#[test]
fn d121_a_page_has_what_its_reader_is_told_of() {
    let (mut meeting, thread) = moderated();
    let one = meeting.accept(ANNA, publish(thread, "words"));
    let two = meeting.accept(CHAIR, publish(thread, "words"));
    let three = meeting.accept(BERT, publish(thread, "words"));
    let four = meeting.accept(ANNA, publish(thread, "words"));
    let told = |meeting: &Meeting, audience: Audience, participant: Option<u64>, before: Option<u64>| -> Vec<u64> {
        let participant = participant.map(ParticipantId);
        let reader = PostReader { audience, participant };
        let posts = meeting
            .session
            .thread_posts(ThreadId(thread), before.map(PostId), reader)
            .unwrap();
        posts.map(|post| post.0).collect()
    };
    let members = |meeting: &Meeting, by: u64, before| told(meeting, Audience::Members, Some(by), before);
    assert_eq!(
        told(&meeting, Audience::Moderators, None, None),
        [four, three, two, one]
    );
    assert_eq!(members(&meeting, ANNA, None), [four, two, one]);
    assert_eq!(members(&meeting, ANNA, Some(four)), [two, one]);
    assert_eq!(members(&meeting, ANNA, Some(0)), [0; 0]);
    assert_eq!(members(&meeting, BERT, None), [three, two]);
    assert_eq!(told(&meeting, Audience::Public, Some(OBSERVER), None), [two]);
    meeting.accept(CHAIR, on("approve_post", one));
    assert_eq!(
        told(&meeting, Audience::Public, Some(OBSERVER), None),
        [two, one],
        "in its place"
    );
    meeting.accept(CHAIR, on("hide_post", one));
    meeting.accept(BERT, on("withdraw_post", three));
    assert_eq!(members(&meeting, BERT, None), [three, two, one], "places stay");
    let waiting: Vec<u64> = meeting
        .session
        .waiting_posts(ThreadId(thread), None)
        .unwrap()
        .map(|post| post.0)
        .collect();
    assert_eq!(waiting, [four]);
    assert!(meeting.session.waiting_posts(ThreadId(99), None).is_none());
}
