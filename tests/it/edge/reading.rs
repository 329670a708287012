//! Proceedings, participants and posts, as each audience may see them.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{CONVENER, TestServer, TestSession, json_of, of, problem, text};

const PEOPLE: [(&str, &str); 4] = [
    ("周主席", "chair"),
    ("李委员", "member"),
    ("吴委员", "member"),
    ("王观察", "observer"),
];

async fn page(session: &TestSession<'_>, number: usize, path: &str) -> Value {
    json_of(session.get(number, path), StatusCode::OK).await
}

fn entry(page: &Value, seq: u64) -> &Value {
    let mut entries = page["entries"].as_array().unwrap().iter();
    entries.find(|entry| entry["seq"] == seq).unwrap()
}

#[tokio::test]
async fn p25_what_is_hidden_now_is_redacted_for_all_but_moderators() {
    let server = TestServer::on_disk().await;
    let session = server.session(&PEOPLE).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "建议" })).await;
    let publish = json!({ "type": "publish_post", "thread": thread, "text": "秘密" });
    let post = member.does(publish).await;
    let before = page(&session, 4, "/proceedings").await;
    assert_eq!(entry(&before, post)["entry"]["text"], "秘密");
    assert_eq!(entry(&before, post)["by"], 2);
    let hide = json!({ "type": "hide_post", "post": post, "reason": "违规" });
    let hidden = chair.does(hide).await;

    for number in [2, 3, 4] {
        let page = page(&session, number, "/proceedings").await;
        let redacted = entry(&page, post);
        assert_eq!(redacted["entry"], json!({ "type": "redacted" }));
        assert!(redacted["by"].is_null() && redacted["command"].is_null());
        assert!(!page.to_string().contains("秘密"));
        // That something was hidden, by whom and why, is seen by all.
        let hiding = entry(&page, hidden);
        assert_eq!(
            (text(&hiding["entry"]["reason"]), hiding["by"].as_u64()),
            ("违规", Some(1))
        );
        assert_eq!(page["position"]["seq"], hidden);
        assert!(page.get("next").is_none());
    }
    for token in [&session.seats[0], CONVENER] {
        let page = json_of(server.get(&session.path("/proceedings"), token), StatusCode::OK).await;
        assert_eq!(entry(&page, post)["entry"]["text"], "秘密");
        assert!(entry(&page, post)["command"].is_string());
    }
    chair.does(json!({ "type": "show_post", "post": post })).await;
    let after = page(&session, 4, "/proceedings").await;
    assert_eq!(entry(&after, post)["entry"]["text"], "秘密");
}

#[tokio::test]
async fn p25_the_public_does_not_learn_who_was_removed() {
    let server = TestServer::start().await;
    let session = server.session(&PEOPLE).await;
    let mut chair = session.socket(1).await;
    let remove = json!({ "type": "remove", "participant": 3, "reason": "离会" });
    let seq = chair.does(remove).await;
    let whole = page(&session, 2, "/proceedings").await;
    assert_eq!(entry(&whole, seq)["entry"]["type"], "participant_removed");
    let redacted = page(&session, 4, "/proceedings").await;
    assert_eq!(entry(&redacted, seq)["entry"], json!({ "type": "redacted" }));
}

#[tokio::test]
async fn p26_the_proceedings_come_in_order_and_without_gaps_page_by_page() {
    let server = TestServer::on_disk().await;
    let session = server.session(&PEOPLE).await;
    let mut chair = session.socket(1).await;
    for number in 0..5 {
        let open = json!({ "type": "open_thread", "title": format!("话题{number}") });
        chair.does(open).await;
    }
    let head = page(&session, 2, "").await["position"]["seq"].as_u64().unwrap();
    let (mut after, mut seqs) = (0, Vec::new());
    loop {
        let page = page(&session, 2, &format!("/proceedings?after={after}&limit=3")).await;
        let entries = page["entries"].as_array().unwrap();
        assert!(entries.len() <= 3);
        seqs.extend(entries.iter().map(|entry| entry["seq"].as_u64().unwrap()));
        match page["next"].as_u64() {
            Some(next) => after = next,
            None => break,
        }
    }
    assert_eq!(seqs, (1..=head).collect::<Vec<_>>());
    let first = page(&session, 2, "/proceedings?limit=1").await;
    let entry = &first["entries"][0];
    assert_eq!(text(&entry["entry"]["type"]), "session_created");
    assert_eq!(
        (entry["by"].as_u64(), text(&entry["at"])),
        (Some(0), "2026-01-01T00:00:00.000Z")
    );
    let beyond = page(&session, 2, "/proceedings?after=18446744073709551615").await;
    assert_eq!(beyond["entries"], json!([]));
    for query in ["after=-1", "after=x", "limit=0", "limit=1.5"] {
        let request = session.get(2, &format!("/proceedings?{query}"));
        assert_eq!(problem(request).await, of(400, "malformed"), "{query}");
    }
}

#[tokio::test]
async fn p27_participants_are_paged_by_number_without_the_removed() {
    let server = TestServer::start().await;
    let session = server.session(&PEOPLE).await;
    let mut socket = session.socket(1).await;
    let remove = json!({ "type": "remove", "participant": 2, "reason": "离会" });
    socket.does(remove).await;
    let numbers = |page: &Value| -> Vec<u64> {
        let people = page["participants"].as_array().unwrap();
        people
            .iter()
            .map(|person| person["participant"].as_u64().unwrap())
            .collect()
    };
    let first = page(&session, 3, "/participants?limit=2").await;
    assert_eq!(numbers(&first), [1, 3]);
    let chair = json!({ "participant": 1, "name": "周主席", "role": "chair" });
    assert_eq!((&first["participants"][0], &first["next"]), (&chair, &json!(3)));
    let second = page(&session, 3, "/participants?limit=2&after=3").await;
    assert_eq!(numbers(&second), [4]);
    assert!(second.get("next").is_none());
    let beyond = page(&session, 3, "/participants?after=18446744073709551615").await;
    assert_eq!(beyond["participants"], json!([]));
    socket.does(json!({ "type": "sign_in", "participants": [3] })).await;
    let here = page(&session, 3, "/participants").await;
    let arrived = |line: usize| here["participants"][line].get("arrived").cloned();
    assert_eq!((arrived(0), arrived(1)), (None, Some(json!(true))));
}

#[tokio::test]
async fn p28_posts_show_the_newest_words_to_those_who_may_read_them() {
    let server = TestServer::on_disk().await;
    let session = server.session(&PEOPLE).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "建议" })).await;
    let publish = |text: &str| json!({ "type": "publish_post", "thread": thread, "text": text });
    let plain = member.does(publish("初稿")).await;
    member
        .does(json!({ "type": "revise_post", "post": plain, "text": "定稿" }))
        .await;
    let hidden = member.does(publish("藏")).await;
    let withdrawn = member.does(publish("收回")).await;
    let mut answer = publish("答");
    answer["replies_to"] = json!(plain);
    let answer = member.does(answer).await;
    let hide = json!({ "type": "hide_post", "post": hidden, "reason": "违规" });
    chair.does(hide).await;
    member.does(json!({ "type": "withdraw_post", "post": withdrawn })).await;

    let path = format!("/threads/{thread}/posts");
    let texts = |page: &Value| -> Vec<(u64, String)> {
        let posts = page["posts"].as_array().unwrap().iter();
        let line = |post: &Value| (post["post"].as_u64().unwrap(), text(&post["text"]).to_owned());
        posts.map(line).collect()
    };
    let lines = |hidden_text: &str| {
        [(answer, "答"), (withdrawn, ""), (hidden, hidden_text), (plain, "定稿")]
            .map(|(id, text)| (id, text.to_owned()))
    };
    for (number, hidden_text) in [(1, "藏"), (2, "藏"), (3, ""), (4, "")] {
        assert_eq!(
            texts(&page(&session, number, &path).await),
            lines(hidden_text),
            "{number}"
        );
    }
    let posts = &page(&session, 1, &path).await["posts"];
    assert_eq!(
        (&posts[0]["replies_to"], &posts[3]["versions"]),
        (&json!(plain), &json!(2))
    );
    assert_eq!(posts[3]["by"], json!({ "participant": 2, "name": "李委员" }));
    assert_eq!(
        (&posts[2]["hidden"], &posts[1]["withdrawn"]),
        (&json!(true), &json!(true))
    );
    assert!(posts[3].get("hidden").is_none() && posts[3].get("withdrawn").is_none());

    let first = page(&session, 3, &format!("{path}?limit=3")).await;
    assert_eq!(first["next"], hidden);
    let rest = page(&session, 3, &format!("{path}?limit=3&before={hidden}")).await;
    assert_eq!(texts(&rest), [(plain, "定稿".to_owned())]);
    assert!(rest.get("next").is_none());
    for path in ["/threads/999/posts", "/threads/x/posts"] {
        assert_eq!(problem(session.get(3, path)).await, of(404, "not_found"), "{path}");
    }
}

#[tokio::test]
async fn w199_whoever_reads_a_session_learns_where_the_clocks_of_its_people_stand() {
    let server = TestServer::start().await;
    let session = server.session(&PEOPLE).await;
    for number in [1, 2, 4] {
        assert_eq!(page(&session, number, "").await["utc_offset_minutes"], 8 * 60);
    }
    // A moment of the past says when it was, and nothing of the like.
    assert_eq!(page(&session, 2, "?at=1").await.get("utc_offset_minutes"), None);
}
