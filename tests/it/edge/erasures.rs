//! Erasure over HTTP: who may, what is answered, and that nothing shows the words any more.

use std::path::Path;

use reqwest::StatusCode;
use rostrum::config::Config;
use rostrum::record::verify::verify;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{CONVENER, TestServer, TestSession, json_of, of, problem, session_body, text};

const SECRET: &str = "张三的身份证号码";

fn order(seqs: &[u64]) -> Value {
    json!({ "seqs": seqs, "reason": "依法删除个人信息" })
}

/// Every page, proof and export that a reader can have.
async fn all_that_is_read(session: &TestSession<'_>, token: &str, thread: u64) -> String {
    let mut read = String::new();
    let mut pages: Vec<String> = [
        "",
        "/proceedings?limit=500",
        "/participants",
        "/invitations",
        "/overrides",
        "/transcript.md",
        "/transcript.html",
        "/transcript.xml",
        "/turns",
        "/commitments",
        // Words that only a search for others would find beside them.
        "/search?q=身份证号码",
        "/search?q=委员",
        "/transcript.html",
        "/transcript.xml",
        "?at=8",
        "/transcript.jsonl",
        "/attendance.csv",
        "/checkpoint",
        "/keys",
        "/consistency?from=1",
    ]
    .map(str::to_owned)
    .into();
    pages.push(format!("/threads/{thread}/posts"));
    for seq in 1..=40 {
        pages.extend([
            format!("/record?seq={seq}"),
            format!("/proof?seq={seq}"),
            format!("?at={seq}"),
        ]);
    }
    for page in pages {
        let answer = session.server.get(&session.path(&page), token).send().await.unwrap();
        assert!(answer.status().as_u16() < 500, "{page}");
        read.push_str(&answer.text().await.unwrap());
        read.push('\n');
    }
    let sessions = session.server.get("/api/sessions", token).send().await.unwrap();
    read + &sessions.text().await.unwrap()
}

/// Whether a file of the data directory has the words.
fn is_on_disk(data: &Path) -> bool {
    let needle = SECRET.as_bytes();
    let files = std::fs::read_dir(data).unwrap();
    let mut contents = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
    contents.any(|bytes| bytes.windows(needle.len()).any(|window| window == needle))
}

#[tokio::test]
async fn s60_s61_the_convener_erases_and_nothing_shows_the_words_any_more() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path().to_owned();
    let journal = rostrum::journal::sqlite::SqliteJournal::open(&path.join("rostrum.db")).unwrap();
    let server = TestServer::over(Config::default(), std::sync::Arc::new(journal), Some(data)).await;
    let secret_name = format!("{SECRET}委员");
    let session = server
        .session(&[("周主席", "chair"), (&secret_name, "member"), ("王观察", "observer")])
        .await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    chair
        .does(json!({ "type": "start_item", "item": 3, "expect_item": null }))
        .await;
    let thread = chair.does(json!({ "type": "open_thread", "title": SECRET })).await;
    let post = member
        .does(json!({ "type": "publish_post", "thread": thread, "text": SECRET }))
        .await;
    let ask = json!({ "type": "request_floor", "item": 3, "kind": "impromptu", "subject": SECRET });
    let request = member.does(ask).await;
    let turn = chair
        .does(json!({ "type": "grant_floor", "request": request, "expect_turn": null }))
        .await;
    let statement = member
        .does(json!({ "type": "record_statement", "turn": turn, "text": SECRET }))
        .await;
    let revise =
        json!({ "type": "revise_statement", "statement": statement, "text": format!("{SECRET}。"), "reason": SECRET });
    let revised = chair.does(revise).await;
    let pause = json!({ "type": "pause_turn", "expect_turn": turn, "reason": SECRET });
    let paused = chair.does(pause).await;
    let seqs = [2, thread, post, request, statement, revised, paused];
    let readers: Vec<&str> = [CONVENER]
        .into_iter()
        .chain(session.seats.iter().map(String::as_str))
        .collect();
    for reader in &readers {
        assert!(all_that_is_read(&session, reader, thread).await.contains(SECRET));
    }
    assert!(is_on_disk(&path));
    let old_file = server
        .get(&session.path("/transcript.jsonl"), CONVENER)
        .send()
        .await
        .unwrap();
    let old_file = verify(old_file.text().await.unwrap().as_bytes(), None).unwrap();

    let answer = json_of(session.post("/erasures", &order(&seqs)), StatusCode::OK).await;
    assert!(!is_on_disk(&path), "it is answered, and the words are in no file");
    assert_eq!(answer["seq"], paused + 1);
    assert_eq!(answer["seqs"], json!(seqs));
    assert_eq!(answer["remaining"], json!(["backups", "exports", "devices"]));
    assert!(answer["cleared"].as_array().unwrap().contains(&json!("journal")));
    for reader in &readers {
        let read = all_that_is_read(&session, reader, thread).await;
        assert!(!read.contains(SECRET));
        assert!(
            read.contains("words_erased") && read.contains("依法删除个人信息"),
            "that it was done is seen by all"
        );
    }
    let event = chair.until("event").await;
    assert!(!event.to_string().contains(SECRET));
    let md = session
        .get(1, "/transcript.md")
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(md.contains("（文字已依法清除）") && md.contains("### 参会人 2"), "{md}");

    // The record verifies as before, and the old one is its beginning.
    let file = server
        .get(&session.path("/transcript.jsonl"), CONVENER)
        .send()
        .await
        .unwrap();
    let file = verify(file.text().await.unwrap().as_bytes(), None).unwrap();
    assert_eq!((file.entries, file.shown), (paused + 1, paused + 1 - seqs.len() as u64));
    let path = format!("/consistency?from={}&to={}", old_file.entries, file.entries);
    let proof = json_of(session.get(2, &path), StatusCode::OK).await;
    let hashes: Vec<rostrum::journal::Hash> = proof["hashes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hash| hex::decode(text(hash)).unwrap().try_into().unwrap())
        .collect();
    assert!(rostrum::journal::chain::is_consistent(
        old_file.entries,
        &old_file.root,
        file.entries,
        &file.root,
        &hashes
    ));
}

/// Of a record as sessions are: with words, hidden ones, erased ones, and several writers.
#[tokio::test]
async fn r34_a_thousand_random_changes_of_a_byte_are_all_found() {
    let server = TestServer::start().await;
    let session = server
        .session(&[("周主席", "chair"), ("李委员", "member"), ("吴委员", "member")])
        .await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let thread = chair
        .does(json!({ "type": "open_thread", "title": "建议 \"一\"" }))
        .await;
    let publish = |text: &str| json!({ "type": "publish_post", "thread": thread, "text": text });
    let hidden = member.does(publish("不宜公开\n第二行")).await;
    let erased = member.does(publish("个人信息")).await;
    member.does(publish("一般意见 \u{1f600} \u{7}\\")).await;
    chair
        .does(json!({ "type": "hide_post", "post": hidden, "reason": "违规" }))
        .await;
    json_of(session.post("/erasures", &order(&[erased])), StatusCode::OK).await;
    let seed = std::env::var("ROSTRUM_SEED")
        .ok()
        .map_or(20_261_128, |seed| seed.parse().unwrap());
    let mut random = fastrand::Rng::with_seed(seed);
    for reader in [CONVENER, &session.seats[2]] {
        let file = server
            .get(&session.path("/transcript.jsonl"), reader)
            .send()
            .await
            .unwrap();
        let sound = file.bytes().await.unwrap().to_vec();
        verify(&sound[..], None).unwrap();
        for number in 0..1_000 {
            let mut changed = sound.clone();
            let place = random.usize(..sound.len());
            changed[place] = changed[place].wrapping_add(random.u8(1..));
            assert!(
                verify(&changed[..], None).is_err(),
                "change {number} of seed {seed}, byte {place}"
            );
        }
    }
}

#[tokio::test]
async fn s60_nobody_else_erases_and_the_same_key_gets_the_same_answer() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair"), ("李委员", "member")]).await;
    for seat in &session.seats {
        let request = server.post(&session.path("/erasures"), seat, &order(&[1]));
        assert_eq!(problem(request).await, of(403, "not_permitted"));
    }
    let nobody = server
        .request(reqwest::Method::POST, &session.path("/erasures"))
        .json(&order(&[1]));
    assert_eq!(problem(nobody).await, of(401, "unauthorized"));
    let unknown = format!("/api/sessions/{}/erasures", Uuid::now_v7());
    assert_eq!(
        problem(server.post(&unknown, CONVENER, &order(&[1]))).await,
        of(404, "not_found")
    );
    for (body, refusal) in [
        (json!({}), of(400, "malformed")),
        (json!({ "seqs": [1] }), of(400, "malformed")),
        (json!({ "seqs": [-1], "reason": "x" }), of(400, "malformed")),
        (json!({ "seqs": [], "reason": "x" }), of(409, "empty")),
        (json!({ "seqs": [1], "reason": "" }), of(409, "empty")),
        (json!({ "seqs": [1], "reason": "字".repeat(501) }), of(409, "too_long")),
        (json!({ "seqs": [4], "reason": "x" }), of(404, "not_found")),
    ] {
        assert_eq!(problem(session.post("/erasures", &body)).await, refusal, "{body}");
    }
    let hits = server
        .metric("rostrum_limit_hits_total{limit=\"erased_per_call\"}")
        .await;
    let many: Vec<u64> = (1..=1_001).collect();
    assert_eq!(
        problem(session.post("/erasures", &order(&many))).await,
        of(413, "too_large")
    );
    assert!(
        server
            .metric("rostrum_limit_hits_total{limit=\"erased_per_call\"}")
            .await
            > hits
    );

    let key = Uuid::now_v7().to_string();
    let with_key = |body: &Value| session.post("/erasures", body).header("idempotency-key", &key);
    let first = json_of(with_key(&order(&[3, 1])), StatusCode::OK).await;
    assert_eq!((&first["seq"], &first["seqs"]), (&json!(4), &json!([1, 3])));
    assert_eq!(json_of(with_key(&order(&[2])), StatusCode::OK).await, first);
    assert_eq!(
        problem(session.post("/erasures", &order(&[1]))).await,
        of(409, "unchanged")
    );
    // A key that made something else is no answer to this.
    let invite = json!({ "invite": [{ "name": "吴委员", "role": "member" }] });
    let other = Uuid::now_v7().to_string();
    let invited = session.post("/invitations", &invite).header("idempotency-key", &other);
    json_of(invited, StatusCode::OK).await;
    let reused = session
        .post("/erasures", &order(&[2]))
        .header("idempotency-key", &other);
    assert_eq!(problem(reused).await, of(400, "malformed"));
}

#[tokio::test]
async fn s61_a_session_whose_beginning_was_erased_is_listed_and_read() {
    let server = TestServer::on_disk().await;
    let session = server.session(&[("周主席", "chair"), ("李委员", "member")]).await;
    json_of(session.post("/erasures", &order(&[1, 2, 3])), StatusCode::OK).await;
    let view = json_of(session.get(2, ""), StatusCode::OK).await;
    assert_eq!(view["view"]["session"]["title"], "");
    let people = json_of(session.get(1, "/participants"), StatusCode::OK).await;
    assert_eq!(
        people["participants"][1],
        json!({ "participant": 2, "name": "", "role": "member" })
    );
    let listed = json_of(server.get("/api/sessions", CONVENER), StatusCode::OK).await;
    assert_eq!(listed["sessions"][0]["title"], "");
    let file = session
        .get(2, "/transcript.jsonl")
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let summary = verify(file.as_bytes(), None).unwrap();
    assert_eq!((summary.title, summary.shown), (None, 1));
    // It goes on, and another one is made as ever.
    let mut chair = session.socket(1).await;
    chair.does(json!({ "type": "open_session" })).await;
    let body = session_body(&[("周主席", "chair")]);
    json_of(server.post("/api/sessions", CONVENER, &body), StatusCode::CREATED).await;
}
