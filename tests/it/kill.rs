//! Kill -9: what was acknowledged is never lost, and a command that is sent again takes effect once. Needs the feature
//! `fault-points`.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::process::Server;

/// Kills the server at a point of the commit of a request, starts it again and sends the request again.
async fn request_killed_at(point: &str) -> (usize, Value, usize) {
    let data = tempfile::tempdir().unwrap();
    // Commits with appends: the creation, `open_session`, `start_item`, and the fourth is the request.
    let mut server = Server::start(data.path(), Some(&format!("{point}:4")));
    let (session, seats) = server.session(&["chair", "member"]).await;
    let mut chair = server.connect(&session, &seats[0]).await;
    let mut member = server.connect(&session, &seats[1]).await;
    chair.done(json!({"type": "open_session"})).await;
    chair
        .done(json!({"type": "start_item", "item": 3, "expect_item": null}))
        .await;
    let id = Uuid::now_v7();
    let request = json!({"type": "request_floor", "item": 3, "kind": "impromptu", "subject": "一次"});
    member.send(id, &request).await.unwrap();
    server.parked().await;
    server.kill();
    while let Some(message) = member.next().await {
        assert_ne!(message["type"], "reply", "nobody is told before it is durable");
        assert_ne!(
            message["entry"]["type"], "floor_requested",
            "nobody is told before it is durable"
        );
    }

    let server = Server::start(data.path(), None);
    let requests = |entries: Vec<Value>| {
        entries
            .iter()
            .filter(|entry| entry["entry"]["type"] == "floor_requested")
            .count()
    };
    let before = requests(server.proceedings(&session).await);
    let mut member = server.connect(&session, &seats[1]).await;
    let reply = member.command(id, &request).await.unwrap();
    let again = member.command(id, &request).await.unwrap();
    assert_eq!(reply, again);
    let after = requests(server.proceedings(&session).await);
    server.kill();
    (before, reply, after)
}

#[tokio::test(flavor = "multi_thread")]
async fn l3_killed_before_the_commit_a_command_sent_again_takes_effect_once() {
    let (before, reply, after) = request_killed_at("before_commit").await;
    assert_eq!((before, after), (0, 1));
    assert_eq!(reply["seq"], 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn l3_killed_between_commit_and_answer_a_command_sent_again_gets_its_answer() {
    let (before, reply, after) = request_killed_at("after_commit").await;
    assert_eq!((before, after), (1, 1));
    assert_eq!(reply["seq"], 6);
}

/// What one member has sent, and what was answered.
#[derive(Default)]
struct Sent {
    acknowledged: BTreeMap<Uuid, u64>,
    open: Option<(Uuid, Value)>,
}

/// Posts until the server is gone.
async fn post_until_gone(mut client: crate::process::Client, thread: u64, mut sent: Sent) -> Sent {
    for number in 0.. {
        let (id, command) = sent.open.take().unwrap_or_else(|| {
            let text = format!("第{number}条意见");
            (
                Uuid::now_v7(),
                json!({"type": "publish_post", "thread": thread, "text": text}),
            )
        });
        let reply = client.command(id, &command).await;
        match reply.as_ref().and_then(|reply| reply["seq"].as_u64()) {
            Some(seq) => {
                sent.acknowledged.insert(id, seq);
            }
            // Refused for its pace, or gone: either way it is sent again with the same id.
            None => sent.open = Some((id, command)),
        }
        if reply.is_none() {
            return sent;
        }
    }
    sent
}

#[tokio::test(flavor = "multi_thread")]
async fn l25_killed_at_random_under_load_nothing_acknowledged_is_lost_or_doubled() {
    const MEMBERS: usize = 6;
    let rounds = if std::env::var("ROSTRUM_LONG").is_ok() { 12 } else { 3 };
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start(data.path(), None);
    let roles: Vec<&str> = std::iter::once("chair")
        .chain(std::iter::repeat_n("member", MEMBERS))
        .collect();
    let (session, seats) = server.session(&roles).await;
    let mut chair = server.connect(&session, &seats[0]).await;
    chair.done(json!({"type": "open_session"})).await;
    let thread = chair.done(json!({"type": "open_thread", "title": "断电"})).await;
    let mut all: Vec<Sent> = (0..MEMBERS).map(|_| Sent::default()).collect();
    for round in 0..rounds {
        let mut tasks = Vec::new();
        for (sent, seat) in all.drain(..).zip(&seats[1..]) {
            let client = server.connect(&session, seat).await;
            tasks.push(tokio::spawn(post_until_gone(client, thread, sent)));
        }
        // Killed in the middle of whatever happens once so many entries more were seen.
        let mut watcher = server.connect(&session, &seats[0]).await;
        for _ in 0..(23 + (17 * round) % 120) {
            watcher.until("event").await.unwrap();
        }
        server.kill();
        for task in tasks {
            all.push(task.await.unwrap());
        }
        server = Server::start(data.path(), None);
        let entries = server.proceedings(&session).await;
        for (index, sent) in all.iter().enumerate() {
            let by = json!(index + 2);
            for (id, seq) in &sent.acknowledged {
                let found: Vec<&Value> = entries.iter().filter(|entry| entry["command"] == json!(id)).collect();
                assert_eq!(found.len(), 1, "acknowledged {id} is there once");
                assert_eq!((&found[0]["seq"], &found[0]["by"]), (&json!(seq), &by));
            }
        }
        let seqs: Vec<u64> = entries.iter().map(|entry| entry["seq"].as_u64().unwrap()).collect();
        assert_eq!(seqs, (1..=entries.len() as u64).collect::<Vec<_>>(), "no gap");
    }
    // What was open is sent once more and is there once.
    for (sent, seat) in all.iter().zip(&seats[1..]) {
        let mut client = server.connect(&session, seat).await;
        if let Some((id, command)) = &sent.open {
            let reply = client.command(*id, command).await.unwrap();
            let entries = server.proceedings(&session).await;
            let found = entries.iter().filter(|entry| entry["command"] == json!(id)).count();
            assert_eq!((found, reply["ok"].as_bool()), (1, Some(true)));
        }
    }
    server.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn d93_l28_killed_while_a_speaker_is_dropped_everything_is_as_it_was() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path(), None);
    let (session, seats) = server.session(&["chair", "member"]).await;
    let mut chair = server.connect(&session, &seats[0]).await;
    let mut member = server.connect(&session, &seats[1]).await;
    chair.done(json!({"type": "open_session"})).await;
    let rules = json!({"type": "amend_rules", "rules": {"drop_grace_ms": 1_000}, "reason": "演练"});
    chair.done(rules).await;
    chair
        .done(json!({"type": "start_item", "item": 3, "expect_item": null}))
        .await;
    let request = member
        .done(json!({"type": "request_floor", "item": 3, "kind": "impromptu"}))
        .await;
    let turn = chair
        .done(json!({"type": "grant_floor", "request": request, "expect_turn": null}))
        .await;
    drop(member);
    let seen = async |client: &mut crate::process::Client, kind: &str| loop {
        let event = client.until("event").await.unwrap();
        if event["entry"]["type"] == kind {
            return event;
        }
    };
    seen(&mut chair, "turn_dropped").await;
    let turn_of = async |server: &Server| {
        let view = server.get(&format!("/api/sessions/{session}"), &seats[0]).await;
        (
            view["position"]["seq"].clone(),
            view["view"]["turns"][turn.to_string()].clone(),
        )
    };
    let before = turn_of(&server).await;
    assert_eq!(before.1["state"], "dropped");
    server.kill();

    let server = Server::start(data.path(), None);
    assert_eq!(turn_of(&server).await, before);
    let mut chair = server.connect(&session, &seats[0]).await;
    let _member = server.connect(&session, &seats[1]).await;
    let recovered = seen(&mut chair, "turn_recovered").await;
    // Nothing was said twice: it is the very next entry.
    assert_eq!(recovered["seq"].as_u64(), before.0.as_u64().map(|seq| seq + 1));
    let after = turn_of(&server).await.1;
    assert_eq!(
        (&after["state"], &after["spent_ms"]),
        (&json!("holding"), &before.1["spent_ms"])
    );
    server.kill();
}

/// Whether a file of the data directory has these bytes.
fn is_on_disk(data: &std::path::Path, needle: &str) -> bool {
    let files = std::fs::read_dir(data).unwrap();
    let mut contents = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
    contents.any(|bytes| bytes.windows(needle.len()).any(|window| window == needle.as_bytes()))
}

#[tokio::test(flavor = "multi_thread")]
async fn j26_killed_after_it_was_written_that_words_go_they_are_gone_after_the_next_opening() {
    let secret = "断电也要删除的文字";
    let data = tempfile::tempdir().unwrap();
    // Commits with appends: the creation, `open_thread`, and the third is the erasure.
    let mut server = Server::start(data.path(), Some("after_commit:3"));
    let (session, seats) = server.session(&["chair", "member"]).await;
    let mut chair = server.connect(&session, &seats[0]).await;
    let mut member = server.connect(&session, &seats[1]).await;
    let thread = chair.done(json!({"type": "open_thread", "title": secret})).await;
    let path = format!("{}/api/sessions/{session}/erasures", server.base);
    let key = Uuid::now_v7();
    let order = move |base: String| {
        let order = reqwest::Client::new()
            .post(base)
            .header("idempotency-key", key.to_string());
        let order = order.bearer_auth(crate::process::CONVENER);
        order.json(&json!({"seqs": [thread], "reason": "依法"})).send()
    };
    let asked = tokio::spawn(order(path));
    server.parked().await;
    assert!(is_on_disk(data.path(), secret));
    server.kill();
    assert!(
        asked.await.unwrap().is_err(),
        "nobody is told before the words are gone"
    );
    while let Some(message) = member.next().await {
        assert_ne!(
            message["entry"]["type"], "words_erased",
            "nobody is told before the words are gone"
        );
    }

    let server = Server::start(data.path(), None);
    let entries = server.proceedings(&session).await;
    assert_eq!(entries.last().unwrap()["entry"]["type"], "words_erased");
    let place = usize::try_from(thread).unwrap() - 1;
    assert_eq!(entries[place]["entry"]["title"], "");
    assert!(!is_on_disk(data.path(), secret));
    // Whoever ordered it asks again, and hears what was done.
    let path = format!("{}/api/sessions/{session}/erasures", server.base);
    let answer: Value = order(path).await.unwrap().json().await.unwrap();
    assert_eq!(
        (&answer["seq"], &answer["seqs"]),
        (&json!(thread + 1), &json!([thread]))
    );
    server.kill();
    assert!(!is_on_disk(data.path(), secret));
}
