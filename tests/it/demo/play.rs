//! Simulated members.

use rostrum::client::Heard;
use serde_json::{Value, json};

use super::{Demo, Guest};

/// Fast enough for a test, and slow enough to keep the limits on commands.
const PLAY: [&str; 3] = ["--play", "--pace", "300"];

fn entry(heard: &Heard) -> Option<(&Value, u64)> {
    match heard {
        Heard::Event { entry, by, .. } => Some((entry, by.map_or(0, |by| by.0))),
        _ => None,
    }
}

/// Listens until so many entries of a kind have come.
async fn hear(guest: &mut Guest, kind: &str, times: usize) {
    for _ in 0..times {
        guest
            .until(|_, heard| entry(heard).is_some_and(|(entry, _)| entry["type"] == kind))
            .await;
    }
}

#[tokio::test]
async fn w65_the_simulated_ask_speak_post_and_reply_by_themselves() {
    let demo = Demo::start(&PLAY).await;
    let mut observer = demo.join("observer").await;
    hear(&mut observer, "turn_ended", 6).await;
    hear(&mut observer, "post_published", 6).await;
    hear(&mut observer, "floor_requested", 4).await;
    let replies = |_: &Value, heard: &Heard| {
        entry(heard).is_some_and(|(entry, _)| entry["type"] == "post_published" && entry["replies_to"].is_u64())
    };
    observer.until(replies).await;
    observer.until(|_, heard| matches!(heard, Heard::Caption { .. })).await;

    let entries = observer.entries(demo.api).await;
    let printed: Vec<&str> = demo.links.iter().map(|link| link.name.as_str()).collect();
    let people = observer.reads(demo.api, "/participants?limit=500").await;
    let people = people["participants"].as_array().unwrap();
    let reserved = |by: &Value| {
        let person = people.iter().find(|person| person["participant"] == *by);
        person.is_some_and(|person| printed.contains(&person["name"].as_str().unwrap()))
    };
    // The last act of the history is its last post; from then on nobody acts whose link was printed.
    let begun = entries
        .iter()
        .position(|own| own["entry"]["type"] == "request_called")
        .unwrap();
    assert!(entries[begun..].iter().all(|own| !reserved(&own["by"])));
    let turns = entries[begun..]
        .iter()
        .filter(|own| own["entry"]["type"] == "turn_ended");
    assert!(turns.clone().all(|own| own["entry"]["how"] == "released"));
    let spoken = entries[begun..]
        .iter()
        .filter(|own| own["entry"]["type"] == "statement_recorded");
    assert!(spoken.count() >= 4 * turns.count());
}

#[tokio::test]
async fn w66_while_the_chair_is_there_only_the_chair_gives_the_floor() {
    let demo = Demo::start(&PLAY).await;
    let mut chair = demo.join("chair").await;
    let seen = |_: &Value, heard: &Heard| matches!(heard, Heard::Presence { by_sector, .. } if by_sector.contains_key("主席会议"));
    chair.until(seen).await;
    let mut own = Vec::new();
    for _ in 0..3 {
        let ready = |view: &Value, _: &Heard| {
            let called = view["requests"]
                .as_object()
                .unwrap()
                .values()
                .any(|request| request["state"] != "waiting");
            let active = view["agenda"]["active"].to_string();
            let first = view["queues"][&active]["order"].as_array().unwrap().first();
            view["floor"]["turn"].is_null() && !called && first.is_some()
        };
        chair.until(ready).await;
        let active = chair.view()["agenda"]["active"].to_string();
        let first = chair.view()["queues"][&active]["order"][0].clone();
        own.push(
            chair
                .does(json!({"type": "call_speaker", "request": first, "expect_turn": null}))
                .await,
        );
        // The simulated speaker answers the chair's call, speaks, and gives the floor back.
        hear(&mut chair, "turn_ended", 1).await;
    }
    let entries = chair.entries(demo.api).await;
    let is_call = |entry: &&Value| entry["entry"]["type"] == "request_called" && entry["seq"].as_u64() >= Some(own[0]);
    let calls: Vec<u64> = entries
        .iter()
        .filter(is_call)
        .map(|entry| entry["seq"].as_u64().unwrap())
        .collect();
    assert_eq!(calls, own, "nobody else calls");
    let chair_id = entries.iter().find(|entry| entry["seq"] == own[0]).unwrap()["by"].clone();
    assert_eq!(chair_id, 1);

    // Once the chair has left, the room goes on by itself.
    let mut observer = demo.join("observer").await;
    drop(chair);
    observer
        .until(|_, heard| entry(heard).is_some_and(|(entry, by)| entry["type"] == "request_called" && by != 1))
        .await;
}

#[tokio::test]
async fn w65_a_newcomer_alone_asks_is_called_and_speaks() {
    let demo = Demo::start(&PLAY).await;
    let mut member = demo.join("member").await;
    let item = member.view()["agenda"]["active"].clone();
    let request = member
        .does(json!({"type": "request_floor", "item": item, "kind": "impromptu"}))
        .await;
    let id = request.to_string();
    member.until(|view, _| view["requests"][&id]["state"] == "called").await;
    let turn = member.does(json!({"type": "ready", "request": request})).await;
    member.until(|view, _| view["floor"]["turn"] == turn).await;
    let statement = json!({"type": "record_statement", "turn": turn, "text": "我第一次来，先说一句。"});
    member.does(statement).await;
    // The room waits for a person, however fast it is.
    let ended = member.does(json!({"type": "release_floor", "expect_turn": turn})).await;
    let until = |_: &Value, heard: &Heard| matches!(heard, Heard::Event { seq, .. } if *seq >= ended);
    member.until(until).await;
    let entries = member.entries(demo.api).await;
    let end = entries.iter().find(|entry| entry["seq"] == ended).unwrap();
    assert_eq!(end["entry"]["how"], "released");
}
