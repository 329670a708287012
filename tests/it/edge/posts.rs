//! Posts and statements with all that was made of them, as each reader may see it.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{CONVENER, TestServer, TestSession, TestSocket, json_of, of, problem, text};

const PEOPLE: [(&str, &str); 5] = [
    ("周主席", "chair"),
    ("李委员", "member"),
    ("吴委员", "member"),
    ("王观察", "observer"),
    ("陈速录", "captioner"),
];

async fn page(session: &TestSession<'_>, number: usize, path: &str) -> Value {
    json_of(session.get(number, path), StatusCode::OK).await
}

/// An open session with a thread, under pre-moderation; with the chair and the first member connected.
async fn moderated(session: &TestSession<'_>) -> (TestSocket, TestSocket, u64) {
    let (mut chair, member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let rules = json!({ "type": "amend_rules", "rules": { "posts_moderated": true }, "reason": "先审后发" });
    chair.does(rules).await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "建议" })).await;
    (chair, member, thread)
}

fn numbers(page: &Value) -> Vec<u64> {
    let posts = page["posts"].as_array().unwrap().iter();
    posts.map(|post| post["post"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn r80_what_waits_is_read_by_its_author_and_by_moderators_alone() {
    let server = TestServer::on_disk().await;
    let session = server.session(&PEOPLE).await;
    let (mut chair, mut member, thread) = moderated(&session).await;
    let mut other = session.socket(3).await;
    let publish = json!({ "type": "publish_post", "thread": thread, "text": "未审" });
    let post = member.does(publish).await;
    let path = format!("/threads/{thread}/posts");
    for number in [1, 2] {
        let line = &page(&session, number, &path).await["posts"][0];
        assert_eq!(
            (
                text(&line["text"]),
                &line["approved"],
                &line["version"],
                &line["endorsements"]
            ),
            ("未审", &json!(false), &json!(post), &json!(0)),
            "{number}"
        );
    }
    for number in [3, 4] {
        assert_eq!(numbers(&page(&session, number, &path).await), [0; 0]);
        assert_eq!(
            numbers(&page(&session, number, &format!("{path}?ids={post}")).await),
            [0; 0]
        );
        assert_eq!(
            problem(session.get(number, &format!("{path}?waiting=true"))).await,
            of(403, "not_permitted")
        );
    }
    // Neither frames, nor pages, nor exports have the words.
    let frame = other.until("event").await;
    assert_eq!(frame["entry"]["type"], "redacted");
    for read in ["/proceedings", "/transcript.jsonl"] {
        for number in [2, 3, 4] {
            let body = session.get(number, read).send().await.unwrap().text().await.unwrap();
            assert!(!body.contains("未审"), "{read} for {number}");
        }
    }
    let waiting = page(&session, 1, &format!("{path}?waiting=true")).await;
    assert_eq!(numbers(&waiting), [post]);
    chair
        .does(json!({ "type": "approve_post", "post": post, "version": post }))
        .await;
    let line = &page(&session, 3, &path).await["posts"][0];
    assert_eq!((text(&line["text"]), line.get("approved")), ("未审", None));
    assert_eq!(
        numbers(&page(&session, 1, &format!("{path}?waiting=true")).await),
        [0; 0]
    );
    // The earlier words stay until the new ones are approved.
    member
        .does(json!({ "type": "revise_post", "post": post, "text": "改过" }))
        .await;
    for (number, words, versions) in [(1, "改过", 2), (2, "改过", 2), (3, "未审", 1)] {
        let line = &page(&session, number, &path).await["posts"][0];
        assert_eq!(
            (text(&line["text"]), &line["versions"]),
            (words, &json!(versions)),
            "{number}"
        );
    }
}

#[tokio::test]
async fn r80_a_post_tells_what_was_made_of_it() {
    let server = TestServer::start().await;
    let session = server.session(&PEOPLE).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    let mut other = session.socket(3).await;
    chair.does(json!({ "type": "open_session" })).await;
    let item = page(&session, 1, "").await["view"]["agenda"]["order"][0].clone();
    chair
        .does(json!({ "type": "start_item", "item": item, "expect_item": null }))
        .await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "建议" })).await;
    let mut posts = Vec::new();
    for number in 0..4 {
        let publish = json!({ "type": "publish_post", "thread": thread, "text": format!("第{number}条") });
        posts.push(member.does(publish).await);
    }
    let post = posts[0];
    other.does(json!({ "type": "endorse_post", "post": post })).await;
    chair.does(json!({ "type": "endorse_post", "post": post })).await;
    chair.does(json!({ "type": "pin_post", "post": post })).await;
    let raised = other
        .does(json!({ "type": "raise_post", "post": post, "subject": "第0条" }))
        .await;
    let turn = chair
        .does(json!({ "type": "grant_floor", "request": raised, "expect_turn": null }))
        .await;
    let record = json!({ "type": "record_statement", "turn": turn, "text": "已办" });
    let statement = chair.does(record).await;
    chair
        .does(json!({ "type": "answer_post", "post": post, "statement": statement }))
        .await;
    let path = format!("/threads/{thread}/posts");
    for (number, endorsed) in [(2, None), (3, Some(json!(true))), (4, None)] {
        // Those that are named, wherever they stand, each once; what is not there is left out.
        let named = page(&session, number, &format!("{path}?ids={post},{post},{},999", posts[2])).await;
        assert_eq!(numbers(&named), [posts[2], post]);
        let line = &named["posts"][1];
        assert_eq!(
            (
                &line["endorsements"],
                line.get("endorsed"),
                &line["pinned"],
                &line["raised"]
            ),
            (&json!(2), endorsed.as_ref(), &json!(true), &json!(raised))
        );
        assert_eq!(line["answered"], json!({ "statement": statement, "turn": turn }));
    }
    let newest = page(&session, 3, &path).await;
    assert_eq!(newest["position"], page(&session, 3, "").await["position"]);
    let plain = &newest["posts"][0];
    for member in ["endorsed", "pinned", "answered", "raised", "approved"] {
        assert!(plain.get(member).is_none(), "{member}");
    }
    for (query, expected) in [
        ("ids=x", of(400, "malformed")),
        ("ids=", of(400, "malformed")),
        (&*format!("ids={}", vec!["1"; 501].join(",")), of(413, "too_large")),
    ] {
        assert_eq!(problem(session.get(3, &format!("{path}?{query}"))).await, expected);
    }
    assert_eq!(
        problem(session.get(3, "/threads/999/posts?ids=1")).await,
        of(404, "not_found")
    );
    assert_eq!(
        problem(session.get(1, "/threads/999/posts?waiting=true")).await,
        of(404, "not_found")
    );
}

#[tokio::test]
async fn r81_the_versions_of_a_post_are_for_those_who_may_read_each() {
    let server = TestServer::on_disk().await;
    let session = server.session(&PEOPLE).await;
    let (mut chair, mut member, thread) = moderated(&session).await;
    let publish = json!({ "type": "publish_post", "thread": thread, "text": "一" });
    let post = member.does(publish).await;
    let path = format!("/threads/{thread}/posts/{post}/versions");
    assert_eq!(
        problem(session.get(3, &path)).await,
        of(404, "not_found"),
        "nobody is told of it"
    );
    chair.does(json!({ "type": "approve_post", "post": post })).await;
    let revise = |text: &str| json!({ "type": "revise_post", "post": post, "text": text });
    let second = member.does(revise("二")).await;
    let third = member.does(revise("三")).await;
    chair
        .does(json!({ "type": "approve_post", "post": post, "version": third }))
        .await;
    let words = |page: &Value| -> Vec<(u64, String, Option<bool>)> {
        let versions = page["versions"].as_array().unwrap().iter();
        let one = |version: &Value| {
            let seq = version["version"].as_u64().unwrap();
            assert!(version["at"].is_string());
            (
                seq,
                text(&version["text"]).to_owned(),
                version.get("approved").and_then(Value::as_bool),
            )
        };
        versions.map(one).collect()
    };
    let all = [
        (third, "三".to_owned(), None),
        (second, "二".to_owned(), Some(false)),
        (post, "一".to_owned(), None),
    ];
    for number in [1, 2] {
        assert_eq!(words(&page(&session, number, &path).await), all);
    }
    let convener = json_of(server.get(&session.path(&path), CONVENER), StatusCode::OK).await;
    assert_eq!(words(&convener), all);
    for number in [3, 4] {
        assert_eq!(
            words(&page(&session, number, &path).await),
            [all[0].clone(), all[2].clone()]
        );
    }
    let first = page(&session, 1, &format!("{path}?limit=2")).await;
    assert_eq!((words(&first).len(), &first["next"]), (2, &json!(second)));
    let rest = page(&session, 1, &format!("{path}?limit=2&before={second}")).await;
    assert_eq!((words(&rest), rest.get("next")), (vec![all[2].clone()], None));
    chair
        .does(json!({ "type": "hide_post", "post": post, "reason": "违规" }))
        .await;
    assert_eq!(words(&page(&session, 3, &path).await), []);
    assert_eq!(words(&page(&session, 2, &path).await), all);
    member.does(json!({ "type": "withdraw_post", "post": post })).await;
    assert_eq!(
        words(&page(&session, 1, &path).await),
        [],
        "what was taken back shows no words"
    );
    for path in [
        format!("/threads/999/posts/{post}/versions"),
        format!("/threads/{thread}/posts/x/versions"),
    ] {
        assert_eq!(problem(session.get(1, &path)).await, of(404, "not_found"), "{path}");
    }
}

#[tokio::test]
async fn r80_everybody_is_told_by_whom_and_why_a_post_is_hidden() {
    let server = TestServer::on_disk().await;
    let session = server.session(&PEOPLE).await;
    let (mut chair, mut member, thread) = moderated(&session).await;
    let publish = json!({ "type": "publish_post", "thread": thread, "text": "王某某的电话是……" });
    let post = member.does(publish).await;
    chair.does(json!({ "type": "approve_post", "post": post })).await;
    let path = format!("/threads/{thread}/posts");
    let hiding = async |number: usize| page(&session, number, &path).await["posts"][0].get("hiding").cloned();
    assert_eq!(hiding(4).await, None);
    for reason in ["违规", "含个人信息"] {
        chair
            .does(json!({ "type": "hide_post", "post": post, "reason": reason }))
            .await;
        for number in [1, 2, 3, 4] {
            let hiding = hiding(number).await.unwrap();
            assert_eq!(
                (&hiding["by"], &hiding["reason"]),
                (&json!(1), &json!(reason)),
                "{number}"
            );
            assert!(hiding["at"].is_string());
        }
        chair.does(json!({ "type": "show_post", "post": post })).await;
        assert_eq!(hiding(3).await, None);
    }
}

#[tokio::test]
async fn r82_the_statements_of_a_turn_have_all_their_words_side_by_side() {
    let server = TestServer::on_disk().await;
    let session = server.session(&PEOPLE).await;
    let (mut chair, mut member, mut captioner) = (
        session.socket(1).await,
        session.socket(2).await,
        session.socket(5).await,
    );
    chair.does(json!({ "type": "open_session" })).await;
    let item = page(&session, 1, "").await["view"]["agenda"]["order"][0].clone();
    chair
        .does(json!({ "type": "start_item", "item": item, "expect_item": null }))
        .await;
    let request = member
        .does(json!({ "type": "request_floor", "item": item, "kind": "impromptu" }))
        .await;
    let turn = chair
        .does(json!({ "type": "grant_floor", "request": request, "expect_turn": null }))
        .await;
    let record = |text: &str| json!({ "type": "record_statement", "turn": turn, "text": text });
    let first = captioner.does(record("养老服物")).await;
    let second = captioner.does(record("第二句")).await;
    // What the speaker found right is known of these words, whatever takes their place.
    member
        .does(json!({ "type": "confirm_statement", "statement": first }))
        .await;
    let path = format!("/turns/{turn}/statements");
    let correct = json!({ "type": "revise_statement", "statement": first, "text": "养老服务", "reason": "错字" });
    let corrected = chair.does(correct).await;
    let found_right = |page: &Value| {
        let line = &page["statements"][0];
        let versions = line["versions"].as_array().unwrap().iter();
        let versions: Vec<_> = versions.map(|version| version.get("confirmed").is_some()).collect();
        (line.get("confirmed").is_some(), versions)
    };
    assert_eq!(found_right(&page(&session, 4, &path).await), (false, vec![true, false]));
    let confirm = json!({ "type": "confirm_statement", "statement": first, "version": corrected });
    member.does(confirm).await;
    let whole = page(&session, 4, &path).await;
    assert_eq!(
        (found_right(&whole), &whole["speaker"]),
        ((true, vec![true, true]), &json!(2))
    );
    let line = &whole["statements"][0];
    assert_eq!((&line["statement"], &line["confirmed"]), (&json!(first), &json!(true)));
    let version = |of: &Value| {
        (
            of["version"].clone(),
            of["by"].clone(),
            of["text"].clone(),
            of.get("reason").cloned(),
        )
    };
    let versions: Vec<_> = line["versions"].as_array().unwrap().iter().map(version).collect();
    assert_eq!(
        versions,
        [
            (json!(first), json!(5), json!("养老服物"), None),
            (json!(corrected), json!(1), json!("养老服务"), Some(json!("错字"))),
        ]
    );
    assert!(line["versions"][0]["at"].is_string());
    assert_eq!(
        (
            &whole["statements"][1]["statement"],
            whole["statements"][1].get("confirmed")
        ),
        (&json!(second), None)
    );
    // A page has so many versions together; a statement with more shows its newest.
    let cut = page(&session, 4, &format!("{path}?limit=1")).await;
    assert_eq!(
        (&cut["next"], &cut["statements"][0]["cut"]),
        (&json!(first), &json!(true))
    );
    assert_eq!(cut["statements"][0]["versions"][0]["version"], corrected);
    let rest = page(&session, 4, &format!("{path}?limit=1&after={first}")).await;
    assert_eq!(
        (rest.get("next"), &rest["statements"][0]["statement"]),
        (None, &json!(second))
    );
    assert_eq!(
        page(&session, 4, &format!("{path}?after=18446744073709551615")).await["statements"],
        json!([])
    );
    for path in ["/turns/999/statements", "/turns/x/statements"] {
        assert_eq!(problem(session.get(4, path)).await, of(404, "not_found"), "{path}");
    }
}
