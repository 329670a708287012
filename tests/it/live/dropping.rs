//! The speaker whose last connection goes, and who comes back.

use std::sync::Arc;
use std::time::Duration;

use rostrum::domain::Session;
use rostrum::domain::event::Event;
use rostrum::journal::Journal;
use rostrum::journal::memory::Fault;
use rostrum::live::Hub;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::support::hall::{CHAIR, CLERK, MEMBER, unhurried};
use super::support::{Client, Hall, commands, settled};

const LIMIT_S: u64 = 180;

async fn hall_with(rules: &Value) -> Hall {
    let mut all = json!({"drop_grace_ms": 15_000, "turn_limit_ms": LIMIT_S * 1_000, "warn_ms": 0, "overtime": "stop"});
    let own = rules.as_object().expect("rules").clone();
    all.as_object_mut().expect("rules").extend(own);
    Hall::open_with(3, &all, unhurried()).await
}

/// A member gets the floor: the turn.
async fn granted(hall: &Hall, member: u64, kind: &str, over: Option<u64>) -> u64 {
    let mut request = commands::request();
    request["kind"] = json!(kind);
    let request = hall.order(member, &request).await.expect("the queue is open").first;
    let mut grant = commands::grant(request);
    grant["expect_turn"] = json!(over);
    hall.order(CHAIR, &grant).await.expect("it may be granted").first
}

/// The entries after `after`, as they are sent.
async fn after(hall: &Hall, after: u64) -> Vec<Value> {
    let skip = usize::try_from(after).expect("few entries");
    let entries = hall.history().await.into_iter().skip(skip);
    entries
        .map(|body| {
            assert!(
                body.by.is_none() || !matches!(body.event, Event::TurnDropped { .. } | Event::TurnRecovered { .. })
            );
            serde_json::to_value(body.event).expect("JSON")
        })
        .collect()
}

async fn exactly(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

/// So many seconds pass, and what is due by then has happened.
async fn seconds(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    tokio::time::sleep(Duration::from_millis(1)).await;
}

#[tokio::test(start_paused = true)]
async fn d93_l27_a_speaker_is_dropped_when_the_last_socket_is_gone_for_the_grace_and_recovers() {
    let hall = hall_with(&json!({})).await;
    let (one, two) = (hall.joined(MEMBER).await, hall.joined(MEMBER).await);
    let turn = granted(&hall, MEMBER, "impromptu", None).await;
    let mut chair = hall.joined(CHAIR).await;
    let begun = Instant::now();
    exactly(10).await;
    drop(one);
    exactly(60).await;
    assert_eq!(hall.head().await, turn, "one socket is enough");
    drop(two);
    chair.until(turn + 1).await;
    assert_eq!(begun.elapsed().as_secs(), 85, "neither earlier nor later");
    let dropped = chair.events.last().expect("the event");
    assert_eq!(
        dropped["entry"],
        json!({"type": "turn_dropped", "turn": turn, "spent_ms": 70_000})
    );
    assert_eq!(dropped["by"], json!(null));
    let view = |client: &Client| client.view.as_ref().expect("a view")["turns"][turn.to_string()].clone();
    assert_eq!(
        (&view(&chair)["state"], &view(&chair)["spent_ms"]),
        (&json!("dropped"), &json!(70_000))
    );
    assert!(view(&chair).get("running_since").is_none());
    // Nothing ends by itself, and it is said once.
    tokio::time::sleep(Duration::from_hours(3)).await;
    assert_eq!(hall.head().await, turn + 1);
    let back = Instant::now();
    let _back = hall.joined(MEMBER).await;
    chair.until(turn + 2).await;
    assert!(back.elapsed() < Duration::from_millis(100), "at once");
    assert_eq!(
        chair.events.last().expect("the event")["entry"],
        json!({"type": "turn_recovered", "turn": turn})
    );
    assert_eq!(
        (&view(&chair)["state"], &view(&chair)["spent_ms"]),
        (&json!("holding"), &json!(70_000))
    );
    // The rest of the time is the speaker's: the clock went on when he came back.
    chair.until(turn + 3).await;
    assert_eq!(back.elapsed().as_secs(), LIMIT_S - 70);
    assert_eq!(chair.events.last().expect("the event")["entry"]["how"], "timed_out");
}

#[tokio::test(start_paused = true)]
async fn d93_l27_who_is_back_within_the_grace_was_never_away() {
    let hall = hall_with(&json!({})).await;
    let mut speaker = hall.joined(MEMBER).await;
    let turn = granted(&hall, MEMBER, "impromptu", None).await;
    for _ in 0..5 {
        speaker = {
            drop(speaker);
            tokio::time::sleep(Duration::from_millis(14_900)).await;
            hall.joined(MEMBER).await
        };
        settled().await;
    }
    drop(speaker);
    seconds(14).await;
    assert_eq!(hall.head().await, turn);
    seconds(1).await;
    assert_eq!(hall.head().await, turn + 1);
}

#[tokio::test(start_paused = true)]
async fn d93_with_a_clock_that_runs_the_turn_ends_at_its_time() {
    let hall = hall_with(&json!({"drop_clock": "runs"})).await;
    let speaker = hall.joined(MEMBER).await;
    let turn = granted(&hall, MEMBER, "impromptu", None).await;
    drop(speaker);
    seconds(LIMIT_S).await;
    let ended = json!({"type": "turn_ended", "turn": turn, "how": "timed_out", "spent_ms": LIMIT_S * 1_000});
    assert_eq!(
        after(&hall, turn).await,
        [json!({"type": "turn_dropped", "turn": turn}), ended]
    );
}

#[tokio::test(start_paused = true)]
async fn d94_who_had_no_connection_when_granted_is_never_dropped() {
    let hall = hall_with(&json!({})).await;
    let turn = granted(&hall, MEMBER, "impromptu", None).await;
    drop(hall.joined(MEMBER).await);
    seconds(LIMIT_S - 1).await;
    assert_eq!(hall.head().await, turn);
}

#[tokio::test(start_paused = true)]
async fn d94_l27_who_was_connected_when_granted_is_watched_even_if_the_socket_goes_at_once() {
    let hall = hall_with(&json!({})).await;
    let speaker = hall.joined(MEMBER).await;
    let request = hall
        .order(MEMBER, &commands::request())
        .await
        .expect("the queue is open")
        .first;
    let (gate, held) = tokio::sync::oneshot::channel();
    hall.journal.inject(Fault::Held(held));
    hall.order_later(CHAIR, commands::grant(request));
    settled().await;
    // Granted, but not durable yet.
    drop(speaker);
    seconds(5).await;
    gate.send(()).expect("the append waits");
    seconds(9).await;
    assert_eq!(hall.head().await, request + 1);
    seconds(1).await;
    let turn = request + 1;
    let dropped = after(&hall, turn).await;
    assert_eq!((dropped.len(), &dropped[0]["type"]), (1, &json!("turn_dropped")));
    assert!(
        dropped[0]["spent_ms"].as_u64().is_some_and(|spent| spent <= 20),
        "{dropped:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn d94_only_the_turn_on_top_is_watched_and_not_while_it_is_paused() {
    let hall = hall_with(&json!({})).await;
    let speaker = hall.joined(MEMBER).await;
    let asking = hall.joined(MEMBER + 1).await;
    let turn = granted(&hall, MEMBER, "impromptu", None).await;
    exactly(20).await;
    let question = granted(&hall, MEMBER + 1, "question", Some(turn)).await;
    drop(speaker);
    seconds(60).await;
    assert_eq!(hall.head().await, question, "who waits under another is not watched");
    let ended = hall
        .order(CHAIR, &json!({"type": "end_turn", "expect_turn": question}))
        .await;
    let ended = ended.expect("the chair may").first;
    settled().await;
    // Gone for long already, so at once, and nothing was charged meanwhile.
    let dropped = json!({"type": "turn_dropped", "turn": turn, "spent_ms": 20_000});
    assert_eq!(after(&hall, ended).await, [dropped]);
    let pause = json!({"type": "pause_turn", "expect_turn": turn});
    let paused = hall.order(CLERK, &pause).await.expect("the clerk may").first;
    drop(hall.joined(MEMBER).await);
    seconds(60).await;
    assert_eq!(hall.head().await, paused, "nor whose turn is paused");
    drop(asking);
}

#[tokio::test(start_paused = true)]
async fn l27_a_drop_and_a_deadline_come_in_the_order_of_their_moments() {
    // The socket goes at 20 s and the grace ends at 35 s; then the store takes nothing until both are past.
    for (limit_s, how) in [(50, "turn_dropped"), (30, "turn_ended")] {
        let hall = hall_with(&json!({"turn_limit_ms": limit_s * 1_000})).await;
        let speaker = hall.joined(MEMBER).await;
        let turn = granted(&hall, MEMBER, "impromptu", None).await;
        exactly(20).await;
        drop(speaker);
        seconds(5).await;
        hall.journal.inject(Fault::Slow(Duration::from_secs(40)));
        hall.order_later(CLERK, commands::post("late"));
        seconds(41).await;
        let entries = after(&hall, turn + 1).await;
        assert_eq!(entries.len(), 1, "{entries:?}");
        assert_eq!(entries[0]["type"], how);
        let spent = if how == "turn_dropped" { 20_000 } else { limit_s * 1_000 };
        assert_eq!(entries[0]["spent_ms"], spent);
    }
}

#[tokio::test(start_paused = true)]
async fn l27_what_came_by_the_clock_goes_before_the_commands_that_waited() {
    let hall = hall_with(&json!({})).await;
    let speaker = hall.joined(MEMBER).await;
    let turn = granted(&hall, MEMBER, "impromptu", None).await;
    drop(speaker);
    hall.journal.inject(Fault::Slow(Duration::from_secs(20)));
    hall.order_later(CLERK, commands::post("slow"));
    settled().await;
    hall.order_later(CLERK, commands::post("waits"));
    seconds(21).await;
    let types: Vec<Value> = after(&hall, turn)
        .await
        .iter()
        .map(|entry| entry["type"].clone())
        .collect();
    assert_eq!(types, ["post_published", "turn_dropped", "post_published"]);
    let sizes = hall.record_sizes().await;
    assert_eq!(sizes[sizes.len() - 2..], [1, 2], "in one record with them");
}

#[tokio::test(start_paused = true)]
async fn l28_after_a_start_nobody_is_dropped_before_a_further_grace() {
    let hall = hall_with(&json!({})).await;
    let speaker = hall.joined(MEMBER).await;
    let turn = granted(&hall, MEMBER, "impromptu", None).await;
    seconds(10).await;
    let hall = hall.restart().await;
    drop(speaker);
    seconds(14).await;
    let speaker = hall.joined(MEMBER).await;
    seconds(60).await;
    assert_eq!(hall.head().await, turn, "the speaker came back in time");
    drop(speaker);
    let hall = hall.restart().await;
    seconds(14).await;
    assert_eq!(hall.head().await, turn);
    seconds(1).await;
    assert_eq!(hall.head().await, turn + 1);
    // Dropped before the server went, the turn is dropped after it, until the speaker comes.
    let before = hall.room.read(Session::clone).await.expect("it can be read");
    let hall = hall.restart().await;
    seconds(600).await;
    assert_eq!(hall.room.read(Session::clone).await.expect("it can be read"), before);
    let _speaker = hall.joined(MEMBER).await;
    settled().await;
    assert_eq!(
        after(&hall, turn + 1).await,
        [json!({"type": "turn_recovered", "turn": turn})]
    );
}

#[tokio::test(start_paused = true)]
async fn l28_a_drop_that_could_not_be_written_is_tried_again_after_a_further_grace() {
    let hall = hall_with(&json!({})).await;
    let speaker = hall.joined(MEMBER).await;
    let turn = granted(&hall, MEMBER, "impromptu", None).await;
    exactly(10).await;
    drop(speaker);
    hall.journal.inject(Fault::Full);
    seconds(16).await;
    assert_eq!((hall.journal.faults_left(), hall.head().await), (0, turn));
    seconds(15).await;
    // The moment when the connection went is still the one that counts.
    let dropped = json!({"type": "turn_dropped", "turn": turn, "spent_ms": 10_000});
    assert_eq!(after(&hall, turn).await, [dropped]);
}

#[tokio::test(start_paused = true)]
async fn l28_a_session_stays_in_memory_until_its_speaker_is_dropped() {
    let mut hall = hall_with(&json!({"drop_grace_ms": 600_000, "turn_limit_ms": 7_200_000, "overtime": "warn"})).await;
    hall.config.live.idle_ms = 1_000;
    let hub = Hub::new(
        Arc::clone(&hall.journal) as Arc<dyn Journal>,
        hall.config.clone(),
        hall.time.clock(),
    );
    let hub = hub.await.expect("a hub");
    hall.hub.shutdown().await;
    let session = hall.room.id();
    let (room, speaker) = {
        let room = hub.open(session).await.expect("it is there");
        let mut speaker = Client::join(&room, Hall::seat(MEMBER));
        speaker.welcomed().await;
        (room, speaker)
    };
    hall.room = room;
    let turn = granted(&hall, MEMBER, "impromptu", None).await;
    // Nobody has a handle on the room any more, and no deadline of the turn keeps it.
    let warned = json!({"type": "extend_turn", "expect_turn": turn, "by_ms": 1, "reason": "to the second"});
    let head = hall.order(CHAIR, &warned).await.expect("the chair may").first;
    let journal = Arc::clone(&hall.journal);
    drop((speaker, hall));
    seconds(599).await;
    let entries = async || {
        journal
            .entries(session, 0, usize::MAX)
            .await
            .expect("it can be read")
            .len() as u64
    };
    assert_eq!(entries().await, head);
    seconds(2).await;
    assert_eq!(entries().await, head + 1);
}

#[tokio::test(start_paused = true)]
async fn l27_a_speaker_who_flaps_writes_little_whatever_the_rules_say() {
    let hall = hall_with(&json!({"drop_grace_ms": 0})).await;
    let first = hall.joined(MEMBER).await;
    let turn = granted(&hall, MEMBER, "impromptu", None).await;
    drop(first);
    for _ in 0..50 {
        tokio::time::sleep(Duration::from_millis(10)).await;
        drop(hall.joined(MEMBER).await);
    }
    assert_eq!(hall.head().await, turn, "nobody was gone for long enough");
    tokio::time::sleep(Duration::from_millis(201)).await;
    assert_eq!(after(&hall, turn).await[0]["type"], "turn_dropped");
}
