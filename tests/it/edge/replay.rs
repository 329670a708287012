//! A session as it was: to whoever may see it now, without what is hidden now.

use reqwest::StatusCode;
use rostrum::config::Config;
use serde_json::{Value, json};

use crate::support::{CONVENER, TestServer, TestSession, json_of};

async fn view_at(session: &TestSession<'_>, token: &str, at: u64) -> Value {
    let path = session.path(&format!("?at={at}"));
    json_of(session.server.get(&path, token), StatusCode::OK).await
}

async fn view_now(session: &TestSession<'_>, token: &str) -> Value {
    json_of(session.server.get(&session.path(""), token), StatusCode::OK).await
}

#[tokio::test]
async fn l60_a_view_of_the_past_is_the_view_that_was() {
    let server = TestServer::on_disk().await;
    let people = [("周主席", "chair"), ("李委员", "member"), ("王观察", "observer")];
    let session = server.session(&people).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    let mut seen = Vec::new();
    let mut request = 0;
    for step in 0..6 {
        let seq = match step {
            0 => chair.does(json!({ "type": "open_session" })).await,
            1 => {
                chair
                    .does(json!({ "type": "start_item", "item": 3, "expect_item": null }))
                    .await
            }
            2 => {
                let wish = json!({ "type": "request_floor", "item": 3, "kind": "impromptu", "subject": "助餐" });
                request = member.does(wish).await;
                request
            }
            3 => {
                chair
                    .does(json!({ "type": "grant_floor", "request": request, "expect_turn": null }))
                    .await
            }
            4 => {
                member
                    .does(json!({ "type": "release_floor", "expect_turn": request + 1 }))
                    .await
            }
            _ => chair.does(json!({ "type": "finish_item", "expect_item": 3 })).await,
        };
        for token in [&session.seats[0], &session.seats[1], &session.seats[2]] {
            seen.push((seq, token.clone(), view_now(&session, token).await));
        }
        server.clock.advance(1_000);
    }
    // Forwards, and backwards, and so on from what is kept and from the beginning.
    for (seq, token, now) in seen.iter().chain(seen.iter().rev()) {
        let then = view_at(&session, token, *seq).await;
        assert_eq!(
            (&then["position"], &then["view"]),
            (&now["position"], &now["view"]),
            "{seq}"
        );
        let entry = session.get(1, &format!("/proceedings?after={}&limit=1", seq - 1));
        assert_eq!(then["at"], json_of(entry, StatusCode::OK).await["entries"][0]["at"]);
    }
}

#[tokio::test]
async fn l61_what_is_hidden_now_was_never_there() {
    let server = TestServer::start().await;
    let people = [("周主席", "chair"), ("李委员", "member"), ("王观察", "observer")];
    let session = server.session(&people).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "食堂" })).await;
    let post = json!({ "type": "publish_post", "thread": thread, "text": "秘密" });
    let (first, second) = (member.does(post.clone()).await, member.does(post).await);
    let posts = |view: &Value| view["view"]["threads"][thread.to_string()]["posts"].clone();
    for token in &session.seats {
        assert_eq!(posts(&view_at(&session, token, second).await), 2);
    }
    chair
        .does(json!({ "type": "hide_post", "post": first, "reason": "违规" }))
        .await;
    for (token, counted) in session.seats.iter().zip([2, 1, 1]) {
        assert_eq!(posts(&view_at(&session, token, second).await), counted);
        assert_eq!(posts(&view_at(&session, token, first).await), counted - 1);
    }
    chair.does(json!({ "type": "show_post", "post": first })).await;
    assert_eq!(posts(&view_at(&session, &session.seats[1], second).await), 2);

    // What was erased is not there either, also where it was looked at before.
    let titled = view_at(&session, CONVENER, second).await;
    assert_eq!(titled["view"]["threads"][thread.to_string()]["title"], "食堂");
    let erasure = json!({ "seqs": [thread], "reason": "依法" });
    json_of(
        server.post(&session.path("/erasures"), CONVENER, &erasure),
        StatusCode::OK,
    )
    .await;
    for token in session.seats.iter().map(String::as_str).chain([CONVENER]) {
        let view = view_at(&session, token, second).await;
        assert_eq!(view["view"]["threads"][thread.to_string()]["title"], "");
        for ending in ["md", "html", "xml"] {
            let answer = server
                .get(&session.path(&format!("/transcript.{ending}")), token)
                .send()
                .await
                .unwrap();
            let text = answer.text().await.unwrap();
            assert!(text.contains("文字已依法清除") && !text.contains("食堂"), "{text}");
        }
    }

    let revoked = json!({ "revoke": 2 });
    json_of(
        server.post(&session.path("/invitations"), CONVENER, &revoked),
        StatusCode::OK,
    )
    .await;
    let refused = server
        .get(&session.path("?at=3"), &session.seats[1])
        .send()
        .await
        .unwrap();
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn l60_entries_that_are_none_are_refused() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    for (at, status, code) in [
        ("0", 400, "malformed"),
        ("4", 404, "not_found"),
        ("-1", 400, "malformed"),
        ("x", 400, "malformed"),
    ] {
        let answer = server
            .get(&session.path(&format!("?at={at}")), CONVENER)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), status, "{at}");
        assert_eq!(answer.json::<Value>().await.unwrap()["code"], code);
    }
    assert_eq!(view_at(&session, CONVENER, 3).await["position"]["seq"], 3);
}

#[tokio::test]
async fn l62_so_many_are_folded_at_once_and_a_reader_has_few_of_them() {
    let mut config = Config::default();
    (config.edge.replays_per_seat_max, config.edge.export_patience_ms) = (1, 1);
    let server = TestServer::configured(config).await;
    let session = server.session(&[("周主席", "chair")]).await;
    let room = server.server.hub().open(session.id.parse().unwrap()).await.unwrap();
    let invitee: Value = json!({ "name": "长".repeat(50), "role": "member" });
    for _ in 0..20 {
        let invitees = vec![serde_json::from_value(invitee.clone()).unwrap(); 500];
        room.invite(rostrum::domain::Actor::Convener, None, invitees)
            .await
            .unwrap();
    }
    let before = server
        .metric("rostrum_limit_hits_total{limit=\"replays_per_seat\"}")
        .await;
    let asked = (0..8).map(|_| server.get(&session.path("?at=23"), CONVENER).send());
    let answers = futures_util::future::join_all(asked).await;
    let statuses: Vec<u16> = answers
        .into_iter()
        .map(|answer| answer.unwrap().status().as_u16())
        .collect();
    let limited = statuses.iter().filter(|status| **status == 429).count();
    assert!(limited > 0 && statuses.contains(&200), "{statuses:?}");
    assert!(
        statuses.iter().all(|status| [200, 429].contains(status)),
        "{statuses:?}"
    );
    let after = server
        .metric("rostrum_limit_hits_total{limit=\"replays_per_seat\"}")
        .await;
    assert!(after >= before + limited as u64);
    // The place is given back.
    view_at(&session, CONVENER, 23).await;
}

#[tokio::test]
async fn l64_every_turn_is_listed_in_pages() {
    let server = TestServer::start().await;
    let session = server
        .session(&[("周主席", "chair"), ("李委员", "member"), ("王观察", "observer")])
        .await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    chair
        .does(json!({ "type": "start_item", "item": 3, "expect_item": null }))
        .await;
    let mut turns = Vec::new();
    for _ in 0..5 {
        let request = member
            .does(json!({ "type": "request_floor", "item": 3, "kind": "impromptu" }))
            .await;
        let turn = chair
            .does(json!({ "type": "grant_floor", "request": request, "expect_turn": null }))
            .await;
        turns.push(turn);
        if turns.len() < 5 {
            member
                .does(json!({ "type": "release_floor", "expect_turn": turn }))
                .await;
        }
    }
    let told = json_of(session.get(3, "/proceedings?limit=100"), StatusCode::OK).await;
    let told = told["entries"].as_array().unwrap();
    let (mut listed, mut after) = (Vec::new(), 0);
    loop {
        let page = json_of(session.get(3, &format!("/turns?after={after}&limit=2")), StatusCode::OK).await;
        for line in page["turns"].as_array().unwrap() {
            assert_eq!(line["speaker"], json!({ "participant": 2, "name": "李委员" }));
            assert_eq!((&line["item"], &line["kind"]), (&json!(3), &json!("impromptu")));
            let granted = told.iter().find(|own| own["seq"] == line["turn"]).unwrap();
            assert_eq!(line["at"], granted["at"]);
            listed.push(line["turn"].as_u64().unwrap());
        }
        match page["next"].as_u64() {
            Some(next) => after = next,
            None => break,
        }
    }
    // The last one still holds the floor.
    assert_eq!(listed, turns);
}
