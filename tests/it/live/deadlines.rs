//! What the server's clock does, and two who press the same button.

use std::time::Duration;

use rostrum::journal::memory::Fault;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::support::client::{number, verdict};
use super::support::hall::{CHAIR, CLERK, MEMBER, OPENED, unhurried};
use super::support::{Client, Hall, commands, settled};

async fn hall_with(overtime: &str) -> Hall {
    let rules = json!({"overtime": overtime, "turn_limit_ms": 180_000, "warn_ms": 60_000, "ready_timeout_ms": 30_000});
    Hall::open_with(2, &rules, unhurried()).await
}

/// Somebody speaks: the turn.
async fn turn(hall: &Hall) -> u64 {
    let request = hall
        .order(MEMBER, &commands::request())
        .await
        .expect("the queue is open");
    let turn = hall.order(CHAIR, &commands::grant(request.first)).await;
    turn.expect("the floor is free").first
}

async fn entry(client: &mut Client, seq: u64) -> Value {
    client.until(seq).await;
    client
        .events
        .iter()
        .find(|event| event["seq"] == seq)
        .expect("the event")["entry"]
        .clone()
}

#[tokio::test(start_paused = true)]
async fn l19_a_turn_is_warned_and_stopped_at_its_time() {
    let hall = hall_with("stop").await;
    let turn = turn(&hall).await;
    let begun = Instant::now();
    let mut client = hall.joined(CLERK).await;
    let warned = entry(&mut client, turn + 1).await;
    assert_eq!(warned, json!({"type": "turn_warned", "turn": turn, "left_ms": 60_000}));
    assert_eq!(begun.elapsed().as_secs(), 120);
    let ended = entry(&mut client, turn + 2).await;
    assert_eq!(begun.elapsed().as_secs(), 180);
    assert_eq!(ended["how"], "timed_out");
    assert_eq!(number(&ended["spent_ms"]), 180_000);
    assert_eq!(client.events[1]["by"], json!(null));
}

#[tokio::test(start_paused = true)]
async fn l19_who_is_not_ready_in_time_is_passed() {
    let hall = hall_with("warn").await;
    let mut client = hall.joined(CLERK).await;
    let request = hall
        .order(MEMBER, &commands::request())
        .await
        .expect("the queue is open")
        .first;
    let call = json!({"type": "call_speaker", "request": request, "expect_turn": null});
    hall.order(CHAIR, &call).await.expect("the floor is free");
    let begun = Instant::now();
    let passed = entry(&mut client, request + 2).await;
    assert_eq!(passed, json!({"type": "request_passed", "request": request}));
    assert_eq!(begun.elapsed().as_secs(), 30);
}

#[tokio::test(start_paused = true)]
async fn l19_what_came_while_the_server_was_down_happens_before_commands() {
    let hall = hall_with("stop").await;
    let turn = turn(&hall).await;
    hall.hub.shutdown().await;
    tokio::time::sleep(Duration::from_mins(10)).await;
    let hall = hall.restart().await;
    // The speaker releases a floor that the clock took long ago.
    let release = json!({"type": "release_floor", "expect_turn": turn});
    let refusal = hall.order(MEMBER, &release).await.expect_err("it is over");
    assert_eq!(refusal.code, rostrum::domain::Code::StaleTurn);
    let history = serde_json::to_value(hall.history().await.last().map(|body| &body.event)).expect("JSON");
    assert_eq!(
        (&history["how"], &history["spent_ms"]),
        (&json!("timed_out"), &json!(180_000))
    );
    let last = hall.entries().await.pop().expect("an entry");
    assert_eq!(last.leaf.at, hall.time.now(), "it happens now");
}

#[tokio::test(start_paused = true)]
async fn l19_what_has_come_is_first_also_right_after_a_failed_append() {
    let hall = hall_with("stop").await;
    let turn = turn(&hall).await;
    // The warning succeeds, the end does not, and the speaker comes before the clock tries again.
    tokio::time::sleep(Duration::from_secs(150)).await;
    hall.journal.inject(Fault::Full);
    tokio::time::sleep(Duration::from_millis(30_100)).await;
    assert_eq!(hall.journal.faults_left(), 0);
    let release = json!({"type": "release_floor", "expect_turn": turn});
    let refusal = hall.order(MEMBER, &release).await.expect_err("it is over");
    assert_eq!(refusal.code, rostrum::domain::Code::StaleTurn);
}

#[tokio::test(start_paused = true)]
async fn l19_a_deadline_that_could_not_be_written_is_tried_again() {
    let hall = hall_with("stop").await;
    let turn = turn(&hall).await;
    for _ in 0..3 {
        hall.journal.inject(Fault::Full);
    }
    tokio::time::sleep(Duration::from_secs(122)).await;
    assert_eq!(hall.journal.faults_left(), 0);
    assert_eq!(hall.head().await, turn + 1);
}

#[tokio::test(start_paused = true)]
async fn l20_time_never_falls() {
    let hall = Hall::open(1).await;
    let mut client = hall.joined(MEMBER).await;
    let ask_time = async |client: &mut Client| {
        let before = client.pongs.len();
        client.say(&json!({"type": "ping", "t": 1}));
        while client.pongs.len() == before {
            client.next().await;
        }
        client.pongs[before]["now"].as_str().expect("a time").to_owned()
    };
    let mut times = vec![ask_time(&mut client).await];
    for jump in [3_600_000, -7_200_000, 1_000, -5_000] {
        hall.time.jump(jump);
        client.ask(&commands::post("words")).await.expect("a member may write");
        client.until(client.seq().max(hall.head().await)).await;
        let event = client.events.last().expect("an event");
        times.push(event["at"].as_str().expect("a time").to_owned());
        times.push(ask_time(&mut client).await);
        let newcomer = hall.joined(MEMBER).await;
        times.push(newcomer.welcomes[0]["now"].as_str().expect("a time").to_owned());
    }
    assert!(times.is_sorted(), "{times:#?}");
    // What a new server says is not before what the journal says.
    let hall = hall.restart().await;
    let newcomer = hall.joined(MEMBER).await;
    times.push(newcomer.welcomes[0]["now"].as_str().expect("a time").to_owned());
    assert!(times.is_sorted(), "{times:#?}");
}

#[tokio::test(start_paused = true)]
async fn l21_two_who_end_a_turn_at_once_end_one_turn() {
    for chair_first in [true, false] {
        let hall = hall_with("warn").await;
        let turn = turn(&hall).await;
        let mut chair = hall.joined(CHAIR).await;
        let mut speaker = hall.joined(MEMBER).await;
        let end = |client: &Client| client.command(&json!({"type": "end_turn", "expect_turn": turn}));
        let release = |client: &Client| client.command(&json!({"type": "release_floor", "expect_turn": turn}));
        let (ended, released) = if chair_first {
            let ended = end(&chair);
            settled().await;
            (ended, release(&speaker))
        } else {
            let released = release(&speaker);
            settled().await;
            (end(&chair), released)
        };
        let answers = [chair.answer(ended).await, speaker.answer(released).await];
        let verdicts = [verdict(&answers[0]), verdict(&answers[1])];
        let winner = usize::from(!chair_first);
        assert_eq!(verdicts[winner], Ok(turn + 1));
        assert_eq!(verdicts[1 - winner], Err("stale_turn".into()));
        assert!(
            answers[1 - winner]["refusal"].get("current_turn").is_none(),
            "the floor is free"
        );
        assert_eq!(hall.head().await, turn + 1);
    }
}

#[tokio::test(start_paused = true)]
async fn l21_two_who_end_a_turn_in_one_batch_end_one_turn() {
    let hall = hall_with("warn").await;
    let turn = turn(&hall).await;
    let mut chair = hall.joined(CHAIR).await;
    let mut speaker = hall.joined(MEMBER).await;
    let (gate, held) = tokio::sync::oneshot::channel();
    hall.journal.inject(Fault::Held(held));
    hall.order_later(CLERK, commands::post("before"));
    settled().await;
    let ended = chair.command(&json!({"type": "end_turn", "expect_turn": turn}));
    let released = speaker.command(&json!({"type": "release_floor", "expect_turn": turn}));
    settled().await;
    gate.send(()).expect("the append waits");
    let mut verdicts = [
        verdict(&chair.answer(ended).await),
        verdict(&speaker.answer(released).await),
    ];
    verdicts.sort();
    assert_eq!(verdicts, [Ok(turn + 2), Err("stale_turn".into())]);
    assert_eq!(hall.head().await, turn + 2);
    assert!(turn > OPENED);
}
