//! Proofs over HTTP: what a member can check, and that it shows nothing that is hidden.

use reqwest::StatusCode;
use rostrum::config::Config;
use rostrum::journal::chain::{is_consistent, is_included};
use rostrum::journal::checkpoint::{Checkpoint, KeyRing, PublishedKey, VerifierKey, follow};
use rostrum::journal::memory::MemoryJournal;
use rostrum::journal::{Hash, Journal};
use rostrum::record::verify::{verify, verify_signed_by};
use rostrum::time::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::Arc;

use crate::support::{CONVENER, TestServer, TestSession, json_of, of, problem, text};

fn hash(hex: &Value) -> Hash {
    hex::decode(text(hex)).unwrap().try_into().unwrap()
}

fn hashes(answer: &Value) -> Vec<Hash> {
    answer["hashes"].as_array().unwrap().iter().map(hash).collect()
}

/// The leaf hash of a line of the record, and whether it is shown whole, from the protocol's text alone.
fn leaf_of(line: &str) -> (Hash, bool) {
    let value: Value = serde_json::from_str(line).unwrap();
    let digest = if value["digest"].is_string() {
        text(&value["digest"]).to_owned()
    } else {
        // The body stands in the line byte for byte.
        let salt = text(&value["salt"]);
        let (_, rest) = line.trim_end().split_once(&format!("\"salt\":\"{salt}\",")).unwrap();
        let body = format!("{{{rest}");
        hex::encode(Sha256::digest([&hex::decode(salt).unwrap(), body.as_bytes()].concat()))
    };
    let data = format!("{}\n{}\n{digest}\n", value["seq"], text(&value["at"]));
    (
        Sha256::digest([&[0], data.as_bytes()].concat()).into(),
        value["event"].is_object(),
    )
}

async fn checkpoint(session: &TestSession<'_>, number: usize) -> Checkpoint {
    let note = session
        .get(number, "/checkpoint")
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let keys = json_of(session.get(number, "/keys"), StatusCode::OK).await;
    let key: VerifierKey = text(&keys["keys"].as_array().unwrap().last().unwrap()["key"])
        .parse()
        .unwrap();
    key.open(&note).unwrap()
}

#[tokio::test]
async fn r30_every_reader_checks_every_entry_against_a_checkpoint() {
    let server = TestServer::on_disk().await;
    let people = [
        ("周主席", "chair"),
        ("李委员", "member"),
        ("吴委员", "member"),
        ("王观察", "observer"),
    ];
    let session = server.session(&people).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "建议" })).await;
    let publish = json!({ "type": "publish_post", "thread": thread, "text": "秘密" });
    let post = member.does(publish).await;
    let early = checkpoint(&session, 2).await;
    let head = chair
        .does(json!({ "type": "hide_post", "post": post, "reason": "违规" }))
        .await;
    for (number, sees_post) in [(1, true), (2, true), (3, false), (4, false)] {
        let now = checkpoint(&session, number).await;
        assert_eq!(now.size, head);
        for seq in 1..=head {
            let line = session.get(number, &format!("/record?seq={seq}")).send().await.unwrap();
            assert_eq!(line.status(), StatusCode::OK);
            let line = line.text().await.unwrap();
            let (leaf, whole) = leaf_of(&line);
            assert_eq!(whole, seq != post || sees_post, "entry {seq} for {number}");
            assert!(whole || !line.contains("秘密"));
            let answer = json_of(
                session.get(number, &format!("/proof?seq={seq}&size={head}")),
                StatusCode::OK,
            )
            .await;
            assert!(!answer.to_string().contains("秘密"));
            assert_eq!(answer["size"], head);
            assert!(is_included(&leaf, seq, head, &now.root, &hashes(&answer)));
            let without_size = json_of(session.get(number, &format!("/proof?seq={seq}")), StatusCode::OK).await;
            assert_eq!(without_size, answer);
        }
        let answer = json_of(
            session.get(number, &format!("/consistency?from={}", early.size)),
            StatusCode::OK,
        )
        .await;
        assert!(is_consistent(
            early.size,
            &early.root,
            head,
            &now.root,
            &hashes(&answer)
        ));
    }
}

#[tokio::test]
async fn r31_what_is_no_part_of_the_record_is_malformed_and_proofs_need_a_seat() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    for query in [
        "/proof",
        "/proof?seq=0",
        "/proof?seq=4",
        "/proof?seq=2&size=1",
        "/proof?seq=1&size=4",
        "/proof?seq=-1",
        "/proof?seq=1&size=18446744073709551616",
        "/consistency",
        "/consistency?from=0",
        "/consistency?from=4",
        "/consistency?from=3&to=2",
        "/consistency?from=1&to=4",
        "/consistency?from=x",
        "/record",
    ] {
        assert_eq!(problem(session.get(1, query)).await, of(400, "malformed"), "{query}");
    }
    for query in ["/record?seq=0", "/record?seq=4", "/record?seq=18446744073709551615"] {
        assert_eq!(problem(session.get(1, query)).await, of(404, "not_found"), "{query}");
    }
    for query in ["/proof?seq=1", "/consistency?from=1", "/keys", "/record?seq=1"] {
        let request = server.request(reqwest::Method::GET, &session.path(query));
        assert_eq!(problem(request).await, of(401, "unauthorized"), "{query}");
        json_of(server.get(&session.path(query), CONVENER), StatusCode::OK).await;
    }
}

#[tokio::test]
async fn r32_a_rotated_key_is_vouched_for_and_what_the_old_one_signed_stays_good() {
    let journal = Arc::new(MemoryJournal::new());
    let server = TestServer::over(Config::default(), Arc::clone(&journal) as Arc<dyn Journal>, None).await;
    let session = server.session(&[("周主席", "chair")]).await;
    let file = async |server: &TestServer| {
        let request = server.get(&session.path("/transcript.jsonl"), CONVENER);
        request.send().await.unwrap().text().await.unwrap()
    };
    let old_file = file(&server).await;
    let old_key = verify(old_file.as_bytes(), None).unwrap().key;

    KeyRing::rotate(&*journal, Timestamp::from_millis(1_800_000_000_000))
        .await
        .unwrap();
    let server = TestServer::over(Config::default(), journal, None).await;
    let new_file = file(&server).await;
    let new_key = verify(new_file.as_bytes(), None).unwrap().key;
    assert_ne!(old_key, new_key);
    assert_eq!(verify(old_file.as_bytes(), Some(&old_key)).unwrap().key, old_key);
    assert_eq!(verify(new_file.as_bytes(), Some(&old_key)).unwrap_err().line, 1);

    let published = json_of(server.get(&session.path("/keys"), CONVENER), StatusCode::OK).await;
    let published: Vec<PublishedKey> = serde_json::from_value(published["keys"].clone()).unwrap();
    assert_eq!(
        published.iter().map(|own| &own.key).collect::<Vec<_>>(),
        [&old_key, &new_key]
    );
    let trusted = old_key.parse().unwrap();
    let keys: Vec<VerifierKey> = follow(&published, Some(&trusted))
        .unwrap()
        .keys
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    for file in [&old_file, &new_file] {
        assert!(verify_signed_by(file.as_bytes(), &keys).is_ok());
    }
    // Who trusts only the new key does not believe the old one.
    let keys = follow(&published, Some(&new_key.parse().unwrap())).unwrap().keys;
    assert_eq!(keys.len(), 1);
    assert_eq!(
        verify_signed_by(old_file.as_bytes(), &[keys[0].0.clone()])
            .unwrap_err()
            .line,
        1
    );
}
