//! Laws of the queue over histories in which people do little but ask for the floor, wait and speak.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rostrum::domain::command::RequestKind;
use rostrum::domain::ids::{ItemId, RequestId};
use rostrum::domain::view::{RequestStateView, Why};
use rostrum::domain::{Audience, Event, Session};

use crate::domain::given::Meeting;
use crate::domain::history::{Script, play, queue_script};
use crate::domain::model::Model;
use crate::domain::walk::config;

const EVERY: &[usize] = &[0, 1, 2, 3, 4, 5];
const STEPS: usize = 200;

/// Who waits for an item, by what the requests themselves say.
fn waiting(session: &Session, item: ItemId) -> Vec<RequestId> {
    let view = session.view(Audience::Moderators);
    let waits = view
        .requests
        .iter()
        .filter(|(_, own)| own.item == item && own.state == RequestStateView::Waiting);
    waits.map(|(id, _)| *id).collect()
}

fn orders(session: &Session) -> BTreeMap<ItemId, Vec<RequestId>> {
    let queues = session.view(Audience::Moderators).queues;
    queues.into_iter().map(|(item, queue)| (item, queue.order)).collect()
}

fn kind(session: &Session, request: RequestId) -> RequestKind {
    session.request_view(request).expect("a live request").kind
}

fn is_safe(session: &Session, request: RequestId) -> bool {
    let view = session.request_view(request).expect("a live request");
    view.why.first() == Some(&Why::Safe)
}

/// Whether somebody was put somewhere by a moderator.
fn is_put(session: &Session, request: RequestId) -> bool {
    let why = session.request_view(request).expect("a live request").why;
    why.iter()
        .any(|key| matches!(key, Why::Moved { .. } | Why::LastWord { .. }))
}

/// The queues are what the model lays, naively, place by place.
fn as_the_model_lays(script: &Script) {
    let mut model = Model::default();
    play(script, |meeting| model.watch(meeting));
}

/// What was safe before an entry, and who of its rank stood behind it.
type Safe = Vec<(ItemId, RequestId, Vec<RequestId>)>;

fn safe_ones(session: &Session) -> Safe {
    let mut safe = Vec::new();
    for (item, order) in orders(session) {
        for (place, id) in order.iter().enumerate().filter(|(_, id)| is_safe(session, **id)) {
            safe.push((item, *id, order[..place].to_vec()));
        }
    }
    safe
}

/// Nobody of the rank stands before a safe one now who did not before, but by a moderator.
fn assert_not_overtaken(meeting: &Meeting, safe: &Safe) {
    let session = &meeting.session;
    let orders = orders(session);
    let last = meeting.entries.last().map(|entry| &entry.event);
    for (item, id, before) in safe {
        let Some(place) = orders
            .get(item)
            .and_then(|order| order.iter().position(|other| other == id))
        else {
            continue;
        };
        // Who is deferred, carried over or given the last word comes anew, or last, by somebody's word.
        let moved = match last {
            Some(
                Event::RequestDeferred { request }
                | Event::RequestMoved { request, .. }
                | Event::CallRecalled { request },
            ) => Some(*request),
            Some(
                Event::RequestCalled { recalled, .. }
                | Event::RecessCalled { recalled, .. }
                | Event::FloorGranted { recalled, .. },
            ) => *recalled,
            _ => None,
        };
        if moved == Some(*id) || is_put(session, *id) {
            continue;
        }
        for other in &orders[item][..place] {
            let higher = kind(session, *other) < kind(session, *id);
            assert!(
                before.contains(other) || higher || moved == Some(*other) || is_put(session, *other),
                "{other} overtakes {id}, who was safe, by {last:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn d80_a_queue_is_a_permutation_of_those_who_wait_and_rank_goes_first(script in queue_script(EVERY, STEPS)) {
        let meeting = play(&script, |meeting| {
            let session = &meeting.session;
            for (item, order) in orders(session) {
                let mut sorted = order.clone();
                sorted.sort_unstable();
                assert_eq!(sorted, waiting(session, item));
                let last = |id: &RequestId| {
                    let view = session.request_view(*id).expect("a live request");
                    view.why.iter().any(|key| matches!(key, Why::LastWord { .. }))
                };
                let ranked: Vec<_> = order.iter().map(|id| (last(id), if last(id) { None } else { Some(kind(session, *id)) })).collect();
                assert!(ranked.is_sorted(), "rank goes first, a last word behind all: {ranked:?}");
            }
        });
        // On another machine, out of what was stored, everybody stands where he stands here.
        let mut elsewhere = Session::default();
        for entry in &meeting.entries {
            let stored = serde_json::to_string(&entry.event).expect("an event is JSON");
            let event: Event = serde_json::from_str(&stored).expect("what was written can be read");
            elsewhere.apply(entry.seq, entry.at, entry.by, &event);
        }
        prop_assert_eq!(orders(&elsewhere), orders(&meeting.session));
    }

    #[test]
    fn d81_arrival_turns_and_time_order_as_the_naive_model_does(script in queue_script(&[0, 1, 2], STEPS)) {
        as_the_model_lays(&script);
    }

    #[test]
    fn d82_rotations_lay_place_by_place_as_the_naive_model_does(script in queue_script(&[3, 4], STEPS)) {
        as_the_model_lays(&script);
    }

    #[test]
    fn d83_d85_d86_d87_d91_moves_reasons_replies_and_last_words_are_the_models(script in queue_script(EVERY, STEPS)) {
        as_the_model_lays(&script);
    }

    /// Nothing but arrival counts in the chair's order, until somebody is moved or comes anew.
    #[test]
    fn d83_the_chairs_order_is_arrival_where_nobody_was_moved(script in queue_script(&[5], STEPS)) {
        play(&script, |meeting| {
            let session = &meeting.session;
            for order in orders(session).into_values().filter(|_| untouched(meeting)) {
                assert!(order.is_sorted_by_key(|id| (kind(session, *id), *id)));
            }
        });
    }

    #[test]
    fn d84_no_discipline_overtakes_who_is_safe(script in queue_script(EVERY, STEPS)) {
        let mut safe = Safe::new();
        play(&script, |meeting| {
            assert_not_overtaken(meeting, &safe);
            let session = &meeting.session;
            for (item, order) in orders(session) {
                let first = usize::try_from(session.rules().safe_positions).expect("a number").min(order.len());
                for (place, id) in order.iter().enumerate() {
                    let view = session.request_view(*id).expect("a live request");
                    let last = view.why.iter().any(|key| matches!(key, Why::LastWord { .. }));
                    assert_eq!(is_safe(session, *id), place < first && !last, "the first {first} of {item} are safe");
                }
            }
            safe = safe_ones(session);
        });
    }
}

/// Whether nothing but arrival has changed an order so far.
fn untouched(meeting: &Meeting) -> bool {
    let changes = |event: &Event| {
        matches!(
            event,
            Event::RequestMoved { .. }
                | Event::LastWordGiven { .. }
                | Event::RequestDeferred { .. }
                | Event::RequestRestored { .. }
                | Event::FloorRequested {
                    replies_to: Some(_),
                    ..
                }
        )
    };
    !meeting.entries.iter().any(|entry| changes(&entry.event))
}
