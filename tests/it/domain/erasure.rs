//! Words that go by law.

use proptest::prelude::*;
use rostrum::domain::ids::ParticipantId;
use rostrum::domain::{Actor, Audience, Code, Event, Order, Session};
use rostrum::wire::patch::merge_patch;
use rostrum::wire::visibility::visible;
use serde_json::{Value, json};

use rostrum::domain::people::Invitee;

use super::given::{ANNA, CHAIR, Meeting};
use super::history::{Script, play, script};
use super::laws::without_words_of;
use super::merge::merge;
use super::walk::config;

fn erase(seqs: &[u64]) -> Order {
    Order::Erase {
        seqs: seqs.to_vec(),
        reason: "个人信息".into(),
    }
}

fn refused(meeting: &mut Meeting, actor: Actor, order: Order) -> Code {
    meeting.act(actor, order).expect_err("it is refused").code
}

#[test]
fn d130_the_convener_alone_erases_and_names_entries_that_are_there() {
    let mut meeting = Meeting::running();
    let head = meeting.session.head();
    for actor in [
        Actor::Participant(ParticipantId(CHAIR)),
        Actor::Participant(ParticipantId(ANNA)),
        Actor::Clock,
    ] {
        assert_eq!(refused(&mut meeting, actor, erase(&[1])), Code::NotPermitted);
    }
    let convener = Actor::Convener;
    assert_eq!(refused(&mut meeting, convener, erase(&[])), Code::Empty);
    for seqs in [&[0][..], &[head + 1], &[1, u64::MAX]] {
        assert_eq!(refused(&mut meeting, convener, erase(seqs)), Code::NotFound);
    }
    let with_reason = |reason: &str| Order::Erase {
        seqs: vec![1],
        reason: reason.to_owned(),
    };
    assert_eq!(refused(&mut meeting, convener, with_reason(" ")), Code::Empty);
    assert_eq!(
        refused(&mut meeting, convener, with_reason(&"字".repeat(501))),
        Code::TooLong
    );
    meeting.limits.erased_per_call_max = 2;
    assert_eq!(refused(&mut meeting, convener, erase(&[1, 2, 3])), Code::TooLarge);

    let event = meeting.act(convener, erase(&[3, 1])).unwrap();
    let expected = |seqs: Vec<u64>| Event::WordsErased {
        seqs,
        reason: "个人信息".into(),
    };
    assert_eq!(event, expected(vec![1, 3]));
    assert_eq!(refused(&mut meeting, convener, erase(&[3, 1])), Code::Unchanged);
    // What was erased before is left out; the reason of an erasure is words, too.
    let erasure = meeting.session.head();
    assert_eq!(
        meeting.act(convener, erase(&[1, erasure])).unwrap(),
        expected(vec![erasure])
    );
    assert_eq!(
        meeting.session.erased_entries().iter().copied().collect::<Vec<_>>(),
        [1, 3, erasure]
    );
}

#[test]
fn d130_words_are_erased_in_every_phase() {
    let mut meeting = Meeting::drafted();
    let convener = Actor::Convener;
    meeting.act(convener, erase(&[1])).unwrap();
    for command in ["open_session", "call_recess", "adjourn_session", "seal_session"] {
        meeting.accept(CHAIR, json!({"type": command}));
        let head = meeting.session.head();
        meeting.act(convener, erase(&[head])).unwrap();
    }
}

#[test]
fn d131_everybody_sees_that_words_were_erased() {
    let mut meeting = Meeting::running();
    let event = meeting.act(Actor::Convener, erase(&[2])).unwrap();
    let seq = meeting.session.head();
    let hidden = meeting.session.hidden_entries();
    assert!(
        Audience::ALL
            .iter()
            .all(|audience| visible(&event, seq, *audience, hidden))
    );
}

/// The session as whoever keeps it folds it anew, and each audience's patch of every entry.
fn folded_anew(meeting: &Meeting) -> (Session, Vec<[Value; 3]>) {
    let erased = meeting.session.erased_entries();
    let mut session = Session::default();
    let mut patches = Vec::new();
    for entry in &meeting.entries {
        let event = if erased.contains(&entry.seq) {
            without_words_of(&entry.event)
        } else {
            entry.event.clone()
        };
        let touched = session.apply(entry.seq, entry.at, entry.by, &event);
        patches.push(Audience::ALL.map(|audience| Value::Object(merge_patch(&session, &touched, audience))));
    }
    (session, patches)
}

fn view(session: &Session, audience: Audience) -> Value {
    serde_json::to_value(session.view(audience)).expect("a view is JSON")
}

/// Whoever had a view, words and all, after any of the entries, and hears the rest from a server that folded anew, ends with
/// what that server shows a newcomer.
fn nobody_keeps_what_was_erased(meeting: &Meeting) {
    let (anew, patches) = folded_anew(meeting);
    let last = *anew.erased_entries().last().expect("something was erased");
    let said = |entry: &super::given::Entry| matches!(entry.event, Event::WordsErased { .. });
    let told = meeting.entries.iter().rposition(said).expect("an erasure") + 1;
    assert!(last < told as u64);
    let mut before = Session::default();
    for known in 0..told {
        if known > 0 {
            let entry = &meeting.entries[known - 1];
            before.apply(entry.seq, entry.at, entry.by, &entry.event);
        }
        // The first entries make what the view is patched from; every one of the last is a place to come back from.
        if known < 2 || (known % 7 != 0 && known + 3 < told) {
            continue;
        }
        for audience in Audience::ALL {
            let mut own = view(&before, audience);
            for patch in &patches[known..] {
                own = merge(own, &patch[audience.index()]);
            }
            assert_eq!(own, view(&anew, audience), "{audience:?} who knew {known} entries");
        }
    }
}

fn erasing() -> impl Strategy<Value = (Script, Vec<prop::sample::Index>)> {
    (script(80), prop::collection::vec(any::<prop::sample::Index>(), 1..30))
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn d132_nobody_keeps_what_was_erased((before, chosen) in erasing()) {
        let mut meeting = play(&before, |_| {});
        let head = meeting.session.head();
        let seqs: Vec<u64> = chosen.iter().map(|index| index.index(usize::try_from(head).unwrap()) as u64 + 1).collect();
        // The script may have erased all of them.
        if meeting.act(Actor::Convener, erase(&seqs)).is_ok() {
            meeting.send(CHAIR, json!({"type": "add_item", "title": "afterwards", "kind": "report"})).ok();
            nobody_keeps_what_was_erased(&meeting);
        }
    }
}

#[test]
fn d133_a_title_and_names_may_be_erased_and_everything_goes_on() {
    let mut meeting = Meeting::running();
    let request = meeting.request(ANNA, "impromptu");
    meeting.act(Actor::Convener, erase(&[1, 2, 3, 4, 5, request])).unwrap();
    nobody_keeps_what_was_erased(&meeting);
    let (session, _) = folded_anew(&meeting);
    let view = view(&session, Audience::Moderators);
    assert_eq!(view["session"]["title"], "");
    assert_eq!(view["venues"]["1"], json!({"name": "", "kind": "main"}));
    let speaker = &view["requests"][request.to_string()]["for"];
    assert_eq!(
        *speaker,
        json!({"participant": ANNA, "name": "", "sector": "经济界", "venue": 1})
    );
    assert!(
        view["agenda"]["items"]
            .as_object()
            .unwrap()
            .values()
            .all(|item| item["title"] == "")
    );
    // Everything is decided as before; a venue without a name is nobody's by an empty name.
    meeting.session = session;
    meeting.views = Audience::ALL.map(|audience| meeting.view_for(audience));
    let turn = meeting.accept(
        CHAIR,
        json!({"type": "grant_floor", "request": request, "expect_turn": null}),
    );
    meeting.accept(ANNA, json!({"type": "release_floor", "expect_turn": turn}));
    let nowhere: Vec<Invitee> =
        serde_json::from_value(json!([{"name": "新人", "role": "member", "venue": ""}])).unwrap();
    assert!(meeting.invite(Actor::Convener, &nowhere).is_err());
}
