//! The exports over HTTP: each audience's own file verifies.

use std::io::Cursor;

use reqwest::StatusCode;
use rostrum::domain::Actor;
use rostrum::journal::checkpoint::VerifierKey;
use rostrum::record::verify::{Summary, verify};
use serde_json::{Value, json};

use crate::support::{CONVENER, TestServer, TestSession};

async fn file(session: &TestSession<'_>, token: &str, ending: &str) -> String {
    let path = session.path(&format!("/transcript.{ending}"));
    let answer = session.server.get(&path, token).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let name = format!("attachment; filename=\"transcript-{}.{ending}\"", session.id);
    assert_eq!(answer.headers()["content-disposition"], name.as_str());
    answer.text().await.unwrap()
}

fn verified(file: &str) -> Summary {
    verify(Cursor::new(file), None).unwrap_or_else(|fault| panic!("{fault}"))
}

#[tokio::test]
async fn r22_every_readers_own_export_verifies() {
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
    let hide = json!({ "type": "hide_post", "post": post, "reason": "违规" });
    chair.does(hide).await;
    let remove = json!({ "type": "remove", "participant": 2, "reason": "离会" });
    let head = chair.does(remove).await;

    let chairs = file(&session, &session.seats[0], "jsonl").await;
    let members = file(&session, &session.seats[2], "jsonl").await;
    let publics = file(&session, &session.seats[3], "jsonl").await;
    let conveners = file(&session, CONVENER, "jsonl").await;
    for (file, shown) in [
        (&chairs, head),
        (&conveners, head),
        (&members, head - 1),
        (&publics, head - 2),
    ] {
        let summary = verified(file);
        assert_eq!((summary.entries, summary.shown), (head, shown));
        assert_eq!(
            (summary.title.as_deref(), summary.session.to_string()),
            (Some("远程协商"), session.id.clone())
        );
        assert_eq!(summary.root, verified(&chairs).root);
    }
    assert!(chairs.contains("秘密") && !members.contains("秘密") && !publics.contains("秘密"));
    let line = |file: &str, seq: u64| -> Value {
        let line = file.lines().nth(usize::try_from(seq).unwrap()).unwrap();
        serde_json::from_str(line).unwrap()
    };
    assert!(line(&members, post)["digest"].is_string() && line(&members, head)["event"].is_object());
    assert!(line(&publics, post)["digest"].is_string() && line(&publics, head)["digest"].is_string());
    let altered = chairs.replace("秘密", "公开");
    assert_eq!(verify(Cursor::new(altered), None).unwrap_err().line, head + 2);
}

/// What an outsider must not learn stands in no format, in no language; what everybody may read stands in all of them.
#[tokio::test]
async fn r61_no_format_shows_anybody_what_is_hidden_from_him() {
    let server = TestServer::on_disk().await;
    let people = [
        ("周主席", "chair"),
        ("李委员", "member"),
        ("吴委员", "member"),
        ("王观察", "observer"),
    ];
    let session = server.session(&people).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(3).await);
    chair.does(json!({ "type": "open_session" })).await;
    chair
        .does(json!({ "type": "start_item", "item": 3, "expect_item": null }))
        .await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "建议" })).await;
    let post = |text: &str| json!({ "type": "publish_post", "thread": thread, "text": text });
    member.does(post("公开的话")).await;
    let hidden = member.does(post("第一稿的秘密")).await;
    member
        .does(json!({ "type": "revise_post", "post": hidden, "text": "第二稿的秘密" }))
        .await;
    let request = member
        .does(json!({ "type": "request_floor", "item": 3, "kind": "impromptu", "subject": "不谈的题目" }))
        .await;
    chair
        .does(json!({ "type": "deny_request", "request": request, "reason": "婉拒的秘密" }))
        .await;
    chair
        .does(json!({ "type": "hide_post", "post": hidden, "reason": "含个人信息" }))
        .await;
    chair
        .does(json!({ "type": "remove", "participant": 2, "reason": "离会的秘密" }))
        .await;
    for (token, moderates) in [
        (&session.seats[0], true),
        (&session.seats[2], false),
        (&session.seats[3], false),
    ] {
        for ending in ["md", "html", "xml"] {
            for language in ["zh", "en"] {
                let path = session.path(&format!("/transcript.{ending}?lang={language}"));
                let answer = server.get(&path, token).send().await.unwrap();
                assert_eq!(answer.status(), StatusCode::OK);
                let disposition = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
                assert!(disposition.starts_with("attachment; "), "{disposition}");
                let text = answer.text().await.unwrap();
                assert!(text.contains("公开的话"), "{text}");
                assert_eq!(text.contains("第二稿的秘密"), moderates, "{ending} {language}");
                for secret in ["第一稿的秘密", "婉拒的秘密", "离会的秘密"] {
                    assert!(!text.contains(secret), "{secret} in {ending}");
                }
            }
        }
    }
    let answer = server
        .get(&session.path("/transcript.docx"), &session.seats[0])
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let answer = server
        .get(&session.path("/transcript.html?lang=fr"), &session.seats[0])
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn r22_a_record_of_several_batches_verifies() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let room = server.server.hub().open(session.id.parse().unwrap()).await.unwrap();
    for number in 0..1_100 {
        let invitee = json!({ "name": format!("委员{number}"), "role": "member" });
        let invitees = vec![serde_json::from_value(invitee).unwrap()];
        room.invite(Actor::Convener, None, invitees).await.unwrap();
    }
    let exported = file(&session, &session.seats[0], "jsonl").await;
    assert_eq!(verified(&exported).entries, 1_103);
}

#[tokio::test]
async fn r23_a_checkpoint_is_of_the_head_and_of_the_records_key() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let answer = session.get(1, "/checkpoint").send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/plain; charset=utf-8");
    let note = answer.text().await.unwrap();
    let key = server.server.hub().signer().verifier_key(session.id.parse().unwrap());
    let key: VerifierKey = key.parse().unwrap();
    let checkpoint = key.open(&note).unwrap();
    assert_eq!(
        (checkpoint.size, checkpoint.origin),
        (3, format!("rostrum/{}", session.id))
    );
}

#[tokio::test]
async fn r20_the_readable_transcript_is_served_to_every_seat() {
    let server = TestServer::on_disk().await;
    let session = server.session(&[("周主席", "chair"), ("李委员", "member")]).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let start = json!({ "type": "start_item", "item": 3, "expect_item": null });
    chair.does(start).await;
    let request = json!({ "type": "request_floor", "item": 3, "kind": "impromptu" });
    let request = member.does(request).await;
    let grant = json!({ "type": "grant_floor", "request": request, "expect_turn": null });
    let turn = chair.does(grant).await;
    let statement = json!({ "type": "record_statement", "turn": turn, "text": "我的意见" });
    member.does(statement).await;
    let text = file(&session, &session.seats[1], "md").await;
    let mut rest = text.as_str();
    for part in [
        "# 远程协商",
        "## 1. 议题一（即席发言）",
        "### 李委员 · 即席发言",
        "我的意见",
    ] {
        let place = rest
            .find(part)
            .unwrap_or_else(|| panic!("{part} is not in its place in {text}"));
        rest = &rest[place..];
    }
}
