//! Who was heard: the fold and the figures beside the session's own state, after any history.

use std::sync::Arc;

use proptest::prelude::*;
use rostrum::domain::{Audience, Event};
use rostrum::record::participation::Roster;
use rostrum::record::participation::figures::{Bounds, Counted, participation};
use rostrum::record::participation::fold::Hearing;
use rostrum::time::Timestamp;
use rostrum::wire::http::participation::{GroupSpoken, Participation};

use super::given::Meeting;
use super::history::{Script, play, script};
use super::laws::without_words_of;
use super::walk::config;

const WHOLE: Bounds = Bounds {
    people: usize::MAX,
    groups: usize::MAX,
};

fn histories() -> impl Strategy<Value = Script> {
    script(250)
}

fn heard(meeting: &Meeting, as_stored: impl Fn(&Event) -> Event) -> Hearing {
    let mut hearing = Hearing::default();
    for entry in &meeting.entries {
        hearing.take(entry.seq, entry.at, &as_stored(&entry.event));
    }
    hearing
}

fn figures(meeting: &Meeting, hearing: &Hearing, at: Timestamp) -> Participation {
    let counted = Counted {
        roster: Roster::of(&meeting.session),
        hearing: Arc::new(hearing.clone()),
    };
    participation(vec![counted], at, WHOLE)
}

/// Turns and milliseconds that the session's own state has at `at`: of turns that ended, and of those on the floor.
fn spoken(meeting: &Meeting, at: Timestamp) -> (u64, u64) {
    let ended = meeting.session.participants(0).map(|(_, person)| person.heard());
    let mut sum = ended.fold((0, 0), |sum, own| (sum.0 + own.turns, sum.1 + own.spent_ms));
    for turn in meeting.session.view(Audience::Moderators).turns.values() {
        sum.0 += 1;
        sum.1 += turn.spent_ms + turn.running_since.map_or(0, |since| at.millis_since(since));
    }
    sum
}

fn sums<'a>(groups: impl IntoIterator<Item = &'a GroupSpoken>) -> (u64, u64) {
    groups
        .into_iter()
        .fold((0, 0), |sum, own| (sum.0 + own.turns, sum.1 + own.spent_ms))
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn r90_r92_whatever_is_summed_it_is_what_the_session_has_spent(script in histories(), later_ms in 0_u64..100_000) {
        let meeting = play(&script, |_| {});
        let at = meeting.now.plus_millis(later_ms);
        let hearing = heard(&meeting, Event::clone);
        // The figures need no words.
        prop_assert_eq!(&heard(&meeting, without_words_of), &hearing);
        let own = figures(&meeting, &hearing, at);
        let total = spoken(&meeting, at);
        prop_assert_eq!((own.all.turns, own.all.spent_ms), total);
        prop_assert_eq!(sums(&own.sectors), total);
        prop_assert_eq!(sums(&own.venues), total);
        prop_assert_eq!(own.people.iter().fold((0, 0), |sum, own| (sum.0 + own.turns, sum.1 + own.spent_ms)), total);
        prop_assert_eq!(own.roles.iter().fold((0, 0), |sum, own| (sum.0 + own.turns, sum.1 + own.spent_ms)), total);
        prop_assert_eq!(own.kinds.iter().fold((0, 0), |sum, own| (sum.0 + own.turns, sum.1 + own.spent_ms)), total);
        prop_assert_eq!(own.items.iter().fold((0, 0), |sum, own| (sum.0 + own.turns, sum.1 + own.spent_ms)), total);
        let [session] = &own.sessions[..] else { panic!("one session") };
        prop_assert_eq!((session.turns, session.spent_ms), total);
        prop_assert_eq!((session.members, session.heard), (own.all.members, own.all.heard));
        let of_items = own.items.iter().fold((0, 0), |sum, own| (sum.0 + own.planned_ms, sum.1 + own.extended_ms));
        prop_assert_eq!(of_items, (session.planned_ms, session.extended_ms));
        prop_assert_eq!(own.running, !meeting.session.view(Audience::Moderators).turns.is_empty());
    }

    #[test]
    fn r90_r93_each_person_is_heard_as_the_session_says_and_members_alone_are_compared(script in histories()) {
        let meeting = play(&script, |_| {});
        let hearing = heard(&meeting, Event::clone);
        let own = figures(&meeting, &hearing, meeting.now);
        let running: Vec<_> = meeting.session.view(Audience::Moderators).turns.values().map(|turn| (turn.speaker.participant, turn.spent_ms
            + turn.running_since.map_or(0, |since| meeting.now.millis_since(since)))).collect();
        for (participant, person) in meeting.session.participants(0) {
            let mut expected = (person.heard().turns, person.heard().spent_ms);
            for (_, ms) in running.iter().filter(|(speaker, _)| *speaker == participant) {
                expected = (expected.0 + 1, expected.1 + ms);
            }
            let line = own.people.iter().find(|line| line.participant == Some(participant));
            let member = person.role == rostrum::domain::Role::Member;
            prop_assert_eq!(line.map_or((0, 0), |line| (line.turns, line.spent_ms)), expected);
            prop_assert_eq!(line.is_some(), expected.0 > 0 || (member && !person.removed), "{}", participant);
        }
        let members: Vec<_> = own.people.iter().filter(|line| line.role == rostrum::domain::Role::Member).collect();
        prop_assert_eq!(own.all.members, members.len() as u64);
        prop_assert_eq!(own.all.heard, members.iter().filter(|line| line.turns > 0).count() as u64);
        let spent: u64 = members.iter().map(|line| line.spent_ms).sum();
        prop_assert_eq!(own.equality.as_ref().map_or(0, |own| own.spent_ms), spent);
        prop_assert!(own.equality.is_none_or(|own| own.members == members.len() as u64));
    }

    #[test]
    fn r94_who_waits_in_the_figures_waits_in_the_session(script in histories()) {
        let mut hearing = Hearing::default();
        let meeting = play(&script, |meeting| {
            let known = usize::try_from(hearing.seq()).expect("a number");
            for entry in &meeting.entries[known..] {
                hearing.take(entry.seq, entry.at, &entry.event);
            }
            let view = meeting.session.view(Audience::Moderators);
            let waiting: Vec<_> = hearing.waiting().map(|(request, own)| (request, own.kind)).collect();
            let expected: Vec<_> = view.requests.iter().map(|(request, own)| (*request, own.kind)).collect();
            assert_eq!(waiting, expected);
        });
        let granted = meeting.entries.iter().filter(|entry| matches!(entry.event, Event::FloorGranted { .. })).count();
        prop_assert_eq!(hearing.waited().len(), granted);
        let own = figures(&meeting, &hearing, meeting.now);
        let [all, kinds @ ..] = &own.waits[..] else { panic!("a line for all") };
        prop_assert_eq!(kinds.iter().map(|own| own.granted).sum::<u64>(), all.granted);
        prop_assert_eq!(kinds.iter().map(|own| own.waiting).sum::<u64>(), all.waiting);
        prop_assert_eq!(kinds.iter().filter_map(|own| own.longest_ms).max(), all.longest_ms);
        prop_assert!(own.waits.iter().all(|own| own.median_ms <= own.longest_ms));
    }

    /// Counted twice as two sessions, everybody is one person still, with twice the time.
    #[test]
    fn r97_several_sessions_are_summed_person_by_person(script in histories()) {
        let meeting = play(&script, |_| {});
        let hearing = Arc::new(heard(&meeting, Event::clone));
        let first = Roster::of(&meeting.session);
        let second = Roster { session: uuid::Uuid::from_u128(8), ..first.clone() };
        let counted = |roster: &Roster| Counted { roster: roster.clone(), hearing: Arc::clone(&hearing) };
        let once = participation(vec![counted(&first)], meeting.now, WHOLE);
        let twice = participation(vec![counted(&second), counted(&first)], meeting.now, WHOLE);
        prop_assert_eq!((twice.all.members, twice.all.heard), (once.all.members, once.all.heard));
        prop_assert_eq!((twice.all.turns, twice.all.spent_ms), (once.all.turns * 2, once.all.spent_ms * 2));
        prop_assert_eq!(twice.people.len(), once.people.len());
        for (own, before) in twice.people.iter().zip(&once.people) {
            prop_assert_eq!((&own.name, own.participant, own.turns, own.spent_ms), (&before.name, None, before.turns * 2, before.spent_ms * 2));
            prop_assert_eq!((own.sessions, own.heard_in), (2, before.heard_in * 2));
        }
        prop_assert_eq!(sums(&twice.venues), (twice.all.turns, twice.all.spent_ms));
        prop_assert_eq!(twice.equality.map(|own| (own.gini_permille, own.lorenz)), once.equality.map(|own| (own.gini_permille, own.lorenz)));
        prop_assert_eq!(twice.sessions.iter().map(|own| own.session).collect::<Vec<_>>(), [first.session, second.session]);
        prop_assert!(twice.items.is_empty());
    }
}
