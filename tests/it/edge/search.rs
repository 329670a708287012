//! Search over HTTP: who finds what, and how much of it.

use reqwest::StatusCode;
use rostrum::config::{Config, EdgeLimits};
use rostrum::live::limits::LiveLimits;
use serde_json::{Value, json};

use crate::support::{CONVENER, TestServer, TestSession, json_of, of, problem, text};

const PEOPLE: [(&str, &str); 4] = [
    ("周主席", "chair"),
    ("李委员", "member"),
    ("吴委员", "member"),
    ("王观察", "observer"),
];

/// What participant `number` gets for a query as it stands in an address.
async fn searched(session: &TestSession<'_>, number: usize, query: &str) -> Value {
    json_of(session.get(number, &format!("/search?{query}")), StatusCode::OK).await
}

fn ids(page: &Value) -> Vec<u64> {
    let hits = page["hits"].as_array().unwrap();
    hits.iter().map(|hit| hit["id"].as_u64().unwrap()).collect()
}

async fn publish(client: &mut crate::support::TestSocket, thread: u64, text: &str) -> u64 {
    client
        .does(json!({ "type": "publish_post", "thread": thread, "text": text }))
        .await
}

#[tokio::test]
async fn r47_a_hit_says_what_whose_when_where_and_which_part() {
    let server = TestServer::on_disk().await;
    let session = server.session(&PEOPLE).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let item = 3;
    chair
        .does(json!({ "type": "start_item", "item": item, "expect_item": null }))
        .await;
    let request = json!({ "type": "request_floor", "item": item, "kind": "impromptu", "subject": "谈养老服务" });
    let request = member.does(request).await;
    let turn = chair
        .does(json!({ "type": "grant_floor", "request": request, "expect_turn": null }))
        .await;
    let words = format!("{}养老服务{}", "前".repeat(300), "后".repeat(300));
    let statement = chair
        .does(json!({ "type": "record_statement", "turn": turn, "text": words }))
        .await;
    let page = searched(&session, 4, "q=服务").await;
    assert_eq!(ids(&page), [statement, request]);
    assert!(page.get("next").is_none());
    let hit = &page["hits"][0];
    assert_eq!(
        (text(&hit["kind"]), &hit["turn"], &hit["item"]),
        ("statement", &json!(turn), &json!(item))
    );
    assert_eq!(hit["by"], json!({ "participant": 2, "name": "李委员" }));
    assert_eq!(hit["at"], "2026-01-01T00:00:00.000Z");
    assert_eq!(text(&hit["text"]).chars().count(), 200);
    assert_eq!((&hit["before"], &hit["after"]), (&json!(272), &json!(132)));
    assert_eq!(hit["highlights"], json!([[30, 32]]));
    assert_eq!(
        page["hits"][1],
        json!({
            "kind": "subject", "id": request, "by": { "participant": 2, "name": "李委员" }, "at": "2026-01-01T00:00:00.000Z",
            "text": "谈养老服务", "highlights": [[3, 5]], "item": item,
        })
    );
    let narrowed = searched(
        &session,
        4,
        "q=服务&kind=subject&speaker=2&item=3&from=2026-01-01T00:00:00Z",
    )
    .await;
    assert_eq!(ids(&narrowed), [request]);
    for none in [
        "speaker=3",
        "item=4",
        "to=2026-01-01T00:00:00Z",
        "sector=教育",
        "kind=conclusion",
    ] {
        assert_eq!(
            ids(&searched(&session, 4, &format!("q=服务&{none}")).await),
            [] as [u64; 0],
            "{none}"
        );
    }
}

#[tokio::test]
async fn r47_sectors_narrow() {
    let server = TestServer::start().await;
    let mut body = crate::support::session_body(&PEOPLE);
    body["participants"][1]["sector"] = json!("教育界");
    body["participants"][2]["sector"] = json!("工会");
    let session = server.session_of(&body).await;
    let (mut chair, mut member, mut other) = (
        session.socket(1).await,
        session.socket(2).await,
        session.socket(3).await,
    );
    chair.does(json!({ "type": "open_session" })).await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "建议" })).await;
    let one = publish(&mut member, thread, "养老").await;
    let two = publish(&mut other, thread, "养老").await;
    assert_eq!(ids(&searched(&session, 2, "q=养老").await), [two, one]);
    let page = searched(&session, 2, "q=养老&sector=教育界").await;
    assert_eq!(ids(&page), [one]);
    assert_eq!(
        (&page["hits"][0]["by"]["sector"], &page["hits"][0]["thread"]),
        (&json!("教育界"), &json!(thread))
    );
    assert_eq!(ids(&searched(&session, 2, "q=养老&sector=工会&speaker=3").await), [two]);
    assert_eq!(
        ids(&searched(&session, 2, "q=养老&sector=工会&speaker=2").await),
        [] as [u64; 0]
    );
}

#[tokio::test]
async fn s70_hidden_words_are_found_by_moderators_and_their_author_alone() {
    let server = TestServer::on_disk().await;
    let session = server.session(&PEOPLE).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "建议" })).await;
    let post = publish(&mut member, thread, "秘密养老").await;
    for number in 1..=4 {
        assert_eq!(ids(&searched(&session, number, "q=秘密").await), [post]);
    }
    for round in 0..3 {
        chair
            .does(json!({ "type": "hide_post", "post": post, "reason": "违规" }))
            .await;
        // Right after the answer to the hiding.
        for number in [3, 4] {
            let page = searched(&session, number, "q=秘密").await;
            assert_eq!(page, json!({ "hits": [] }), "{round}");
        }
        for number in [1, 2] {
            let page = searched(&session, number, "q=秘密").await;
            assert_eq!((ids(&page), &page["hits"][0]["hidden"]), (vec![post], &json!(true)));
        }
        let convener = json_of(server.get(&session.path("/search?q=秘密"), CONVENER), StatusCode::OK).await;
        assert_eq!(ids(&convener), [post]);
        // New words of a hidden post are hidden too, and the old ones are nobody's.
        member
            .does(json!({ "type": "revise_post", "post": post, "text": format!("秘密养老第{round}版") }))
            .await;
        assert_eq!(ids(&searched(&session, 3, "q=养老").await), [] as [u64; 0]);
        assert_eq!(ids(&searched(&session, 1, &format!("q=第{round}版")).await), [post]);
        chair.does(json!({ "type": "show_post", "post": post })).await;
        let shown = searched(&session, 4, "q=秘密").await;
        assert_eq!((ids(&shown), shown["hits"][0].get("hidden")), (vec![post], None));
    }
    member.does(json!({ "type": "withdraw_post", "post": post })).await;
    for number in 1..=4 {
        assert_eq!(ids(&searched(&session, number, "q=秘密").await), [] as [u64; 0]);
    }
}

#[tokio::test]
async fn s70_words_that_wait_for_approval_are_found_beside_those_that_all_may_read() {
    let server = TestServer::on_disk().await;
    let session = server.session(&PEOPLE).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "建议" })).await;
    let rules = json!({ "posts_moderated": true });
    chair
        .does(json!({ "type": "amend_rules", "rules": rules, "reason": "先审后发" }))
        .await;
    let post = publish(&mut member, thread, "社区食堂").await;
    let found = async |number, query: &str| ids(&searched(&session, number, query).await);
    let nothing: [u64; 0] = [];
    for (number, sees) in [(1, true), (2, true), (3, false), (4, false)] {
        assert_eq!(found(number, "q=食堂").await.len(), usize::from(sees), "{number}");
    }
    chair.does(json!({ "type": "approve_post", "post": post })).await;
    let revised = member
        .does(json!({ "type": "revise_post", "post": post, "text": "社区医院" }))
        .await;
    for number in [1, 2] {
        assert_eq!(found(number, "q=医院").await, [post], "who may read the new words");
        assert_eq!(found(number, "q=食堂").await, nothing);
    }
    for number in [3, 4] {
        assert_eq!(found(number, "q=食堂").await, [post], "who may read the approved ones");
        assert_eq!(found(number, "q=医院").await, nothing);
    }
    // Further words come before anybody approves: what was read is what is approved.
    member
        .does(json!({ "type": "revise_post", "post": post, "text": "社区学校" }))
        .await;
    chair
        .does(json!({ "type": "approve_post", "post": post, "version": revised }))
        .await;
    assert_eq!(found(3, "q=医院").await, [post]);
    assert_eq!(found(1, "q=学校").await, [post]);
    assert_eq!(found(3, "q=食堂").await, nothing);
    member.does(json!({ "type": "withdraw_post", "post": post })).await;
    for query in ["q=食堂", "q=医院", "q=学校"] {
        assert_eq!(found(1, query).await, nothing, "{query}");
    }
}

#[tokio::test]
async fn s71_pages_say_nothing_of_what_the_reader_may_not_see() {
    let live = LiveLimits {
        commands_per_second: 10_000,
        commands_burst: 10_000,
        ..LiveLimits::default()
    };
    let server = TestServer::configured(Config {
        live,
        ..Config::default()
    })
    .await;
    let session = server.session(&PEOPLE).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "建议" })).await;
    let mut shown = Vec::new();
    // Many hidden ones lie between the others, before the first and after the last: more than one round looks at.
    for number in 0..130 {
        server.clock.advance(1_000);
        let post = publish(&mut member, thread, "养老").await;
        if number % 43 == 20 {
            shown.push(post);
        } else {
            chair
                .does(json!({ "type": "hide_post", "post": post, "reason": "重复" }))
                .await;
        }
    }
    shown.reverse();
    assert_eq!(shown.len(), 3);
    let whole = searched(&session, 3, "q=养老&limit=3").await;
    assert_eq!((ids(&whole), whole.get("next")), (shown.clone(), None));
    let first = searched(&session, 3, "q=养老&limit=2").await;
    assert_eq!((ids(&first), &first["next"]), (shown[..2].to_vec(), &json!(shown[1])));
    let rest = searched(&session, 3, &format!("q=养老&limit=2&after={}", shown[1])).await;
    assert_eq!((ids(&rest), rest.get("next")), (shown[2..].to_vec(), None));
    let all = searched(&session, 1, "q=养老&limit=1000").await;
    assert_eq!((ids(&all).len(), all["next"].is_u64()), (100, true));
}

#[tokio::test]
async fn s72_searches_are_bounded_and_refusals_counted() {
    let edge = EdgeLimits {
        query_chars_max: 10,
        query_terms_max: 2,
        hits_default: 2,
        hits_max: 3,
        ..EdgeLimits::default()
    };
    let server = TestServer::configured(Config {
        edge,
        ..Config::default()
    })
    .await;
    let session = server.session(&PEOPLE).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "建议" })).await;
    for _ in 0..5 {
        publish(&mut member, thread, "养老").await;
    }
    assert_eq!(ids(&searched(&session, 3, "q=养老").await).len(), 2);
    assert_eq!(ids(&searched(&session, 3, "q=养老&limit=9").await).len(), 3);
    let refused = async |query: &str| problem(session.get(3, &format!("/search?{query}"))).await;
    let hits = async |limit: &str| {
        server
            .metric(&format!("rostrum_limit_hits_total{{limit=\"{limit}\"}}"))
            .await
    };
    let before = (hits("query_chars").await, hits("query_terms").await);
    assert_eq!(refused("q=一二三四五六七八九十一").await, of(409, "too_long"));
    assert_eq!(refused("q=一+二+三").await, of(409, "too_long"));
    assert!(hits("query_chars").await > before.0 && hits("query_terms").await > before.1);
    for nothing in ["q=", "q=，。", "q=%22%22", "q=*"] {
        assert_eq!(refused(nothing).await, of(409, "empty"), "{nothing}");
    }
    for wrong in [
        "",
        "limit=3",
        "q=一&limit=0",
        "q=一&kind=turn",
        "q=一&from=gestern",
        "q=一&speaker=x",
        "q=一&after=-1",
    ] {
        assert_eq!(refused(wrong).await, of(400, "malformed"), "{wrong}");
    }
    let stranger = server.request(reqwest::Method::GET, &session.path("/search?q=养老"));
    assert_eq!(problem(stranger).await, of(401, "unauthorized"));
}

#[tokio::test]
async fn s73_nothing_that_is_looked_for_is_an_order_to_the_index() {
    let server = TestServer::start().await;
    let session = server.session(&PEOPLE).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    chair.does(json!({ "type": "open_session" })).await;
    let thread = chair.does(json!({ "type": "open_thread", "title": "建议" })).await;
    let post = publish(&mut member, thread, "养老 OR 教育 'x' NEAR").await;
    publish(&mut member, thread, "别的").await;
    let everything = [
        "养老\" OR \"别的",
        "words : 养老",
        "-养老",
        "养老) OR (别的",
        "NEAR(养老 别的, 9)",
        "养老 NOT 别的",
        "'; DROP TABLE search_words; --",
        "别* OR 养老",
        "\u{10FFFF}",
        "\0养老",
        "^ + * : ( ) { }",
        "rank 'bm25(1)'",
    ];
    for query in everything {
        let asked = reqwest::Url::parse_with_params("http://any/", [("q", query)]).unwrap();
        let request = session.get(3, &format!("/search?{}", asked.query().unwrap()));
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let body: Value = answer.json().await.unwrap();
        let fine = status == 409 && body["code"] == "empty" || status == 200 && ids(&body).len() <= 1;
        assert!(fine, "{query}: {status} {body}");
    }
    assert_eq!(ids(&searched(&session, 3, "q=养老+OR+教育").await), [post]);
}
