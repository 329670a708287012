//! Laws: what holds after every entry of every history.

use proptest::prelude::*;
use rostrum::domain::deadline::Deadline;
use rostrum::domain::event::WORD_KEYS;
use rostrum::domain::{Audience, Event, Session};
use rostrum::wire::visibility::visible;
use serde_json::Value;

use super::given::Meeting;
use super::history::{Script, play, probes, script};
use super::walk::config;

fn histories() -> impl Strategy<Value = Script> {
    script(if std::env::var_os("ROSTRUM_LONG").is_some() {
        600
    } else {
        200
    })
}

/// Every text under a word's key emptied, as an erasure does; lists keep their length. The view's points are subjects.
fn erased(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| {
                // The view shows the points of a request, which the journal has as subjects.
                let word = WORD_KEYS.contains(&name.as_str()) || name == "points";
                let value = if word { without_words(value) } else { erased(value) };
                (name, value)
            })
            .collect(),
        Value::Array(values) => values.into_iter().map(erased).collect(),
        other => other,
    }
}

fn without_words(value: Value) -> Value {
    match value {
        Value::String(_) => Value::String(String::new()),
        Value::Array(values) => values.into_iter().map(without_words).collect(),
        other => erased(other),
    }
}

/// An event as it is read once its words were erased.
pub fn without_words_of(event: &Event) -> Event {
    serde_json::from_value(erased(json(event))).expect("an event still")
}

fn folded(meeting: &Meeting, as_stored: impl Fn(&Event) -> Event) -> Session {
    let mut session = Session::default();
    for entry in &meeting.entries {
        session.apply(entry.seq, entry.at, entry.by, &as_stored(&entry.event));
    }
    session
}

fn json(event: &Event) -> Value {
    let text = serde_json::to_string(event).expect("an event is JSON");
    serde_json::from_str(&text).expect("JSON is JSON")
}

proptest! {
    #![proptest_config(config(48))]

    /// Same journal, same session: folded from memory or from its JSON.
    #[test]
    fn d4_a_fold_gives_the_session_again(script in histories()) {
        let meeting = play(&script, |_| {});
        prop_assert_eq!(&folded(&meeting, Event::clone), &meeting.session);
        let through_json = |event: &Event| serde_json::from_value(json(event)).expect("what was written can be read");
        prop_assert_eq!(&folded(&meeting, through_json), &meeting.session);
    }

    /// A fold over erased words decides everything as before and shows everything but the words.
    #[test]
    fn j4_decisions_need_no_words(script in histories()) {
        let meeting = play(&script, |_| {});
        let without = folded(&meeting, without_words_of);
        for audience in Audience::ALL {
            let view = |session: &Session| serde_json::to_value(session.view(audience)).expect("a view is JSON");
            prop_assert_eq!(view(&without), erased(meeting.view_for(audience)));
        }
        prop_assert_eq!(without.next_deadline(), meeting.session.next_deadline());
        for act in probes(&meeting.session) {
            prop_assert_eq!(without.decide(&act, &meeting.limits), meeting.session.decide(&act, &meeting.limits));
        }
    }

    /// A deadline names what it was set for, and that is what holds or was called then.
    #[test]
    fn d10_a_deadline_names_its_turn(script in histories()) {
        play(&script, |meeting| match meeting.session.next_deadline() {
            Some((_, Deadline::NearlyOver(turn) | Deadline::Over(turn))) => {
                assert_eq!(meeting.session.floor_view().turn, Some(turn));
            }
            Some((_, Deadline::NotReady(request))) => assert!(meeting.session.request_view(request).is_some()),
            None => {}
        });
    }

    /// Entries are numbered without gaps, and what one made has its number.
    #[test]
    fn d7_what_was_made_has_the_number_of_its_entry(script in histories()) {
        let meeting = play(&script, |meeting| {
            let view = meeting.session.view(Audience::Moderators);
            let made = |seq: u64, kind: fn(&Event) -> bool| {
                assert!(kind(&meeting.entries[usize::try_from(seq).expect("a number") - 1].event), "{seq} made something else");
            };
            view.turns.keys().for_each(|id| made(id.0, |event| {
                matches!(event, Event::FloorGranted { .. } | Event::TurnRestored { .. } | Event::TurnEnded { to: Some(_), .. })
            }));
            view.requests.keys().for_each(|id| made(id.0, |event| matches!(event, Event::FloorRequested { .. })));
            view.threads.keys().for_each(|id| made(id.0, |event| matches!(event, Event::ThreadOpened { .. })));
            view.agenda.order.iter().for_each(|id| made(id.0, |event| matches!(event, Event::ItemAdded { .. })));
        });
        for (number, entry) in (1..).zip(&meeting.entries) {
            prop_assert_eq!(entry.seq, number);
        }
        prop_assert_eq!(meeting.session.head(), meeting.entries.len() as u64);
    }

    /// No event, not even one that no session would have decided here, makes the fold or a view panic.
    #[test]
    fn d11_the_fold_never_panics(script in histories(), order in prop::collection::vec(any::<prop::sample::Index>(), 150)) {
        let meeting = play(&script, |_| {});
        let mut session = Session::default();
        for (seq, index) in (1..).zip(order) {
            let entry = index.get(&meeting.entries);
            session.apply(seq, entry.at, entry.by, &entry.event);
            for audience in Audience::ALL {
                serde_json::to_value(session.view(audience)).expect("a view is JSON");
            }
            let _deadline = session.next_deadline();
        }
    }

    /// What the public sees members see, and what members see moderators see: they see everything.
    #[test]
    fn d3_more_rights_never_see_less(script in histories()) {
        let meeting = play(&script, |_| {});
        let hidden = meeting.session.hidden_entries();
        for entry in &meeting.entries {
            let [moderators, members, public] = Audience::ALL.map(|audience| visible(&entry.event, entry.seq, audience, hidden));
            prop_assert!(moderators && (members || !public));
        }
    }
}
