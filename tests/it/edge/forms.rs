//! `/api/forms`

use reqwest::{Method, RequestBuilder, StatusCode};
use rostrum::config::Config;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{CONVENER, TestServer, json_of, of, problem, session_body, text};

fn put(server: &TestServer, form: &str, body: &Value) -> RequestBuilder {
    let request = server.request(Method::PUT, &format!("/api/forms/{form}"));
    request.bearer_auth(CONVENER).json(body)
}

fn delete(server: &TestServer, form: &str, body: &Value) -> RequestBuilder {
    let request = server.request(Method::DELETE, &format!("/api/forms/{form}"));
    request.bearer_auth(CONVENER).json(body)
}

fn post(server: &TestServer, form: &str, body: &Value) -> RequestBuilder {
    server.post(&format!("/api/forms/{form}"), CONVENER, body)
}

fn amendment(title: &str) -> Value {
    json!({"preset": {"title": title, "rules": {"discipline": "least_time"}}, "reason": "改进"})
}

/// A session of this form, or its refusal.
fn creation(server: &TestServer, form: &str) -> RequestBuilder {
    let mut body = session_body(&[("周主席", "chair")]);
    body["form"] = json!(form);
    server.post("/api/sessions", CONVENER, &body)
}

async fn view_of(server: &TestServer, made: &Value) -> Value {
    let path = format!("/api/sessions/{}", text(&made["id"]));
    json_of(server.get(&path, CONVENER), StatusCode::OK).await["view"].clone()
}

#[tokio::test]
async fn p65_the_forms_are_listed_by_name_in_their_latest_version() {
    let server = TestServer::start().await;
    let list = json_of(server.get("/api/forms", CONVENER), StatusCode::OK).await;
    let forms = list["forms"].as_array().unwrap();
    let names: Vec<&str> = forms.iter().map(|form| text(&form["form"])).collect();
    assert_eq!(names.len(), 11);
    assert!(names.is_sorted());
    let remote = forms.iter().find(|form| form["form"] == "remote").unwrap();
    assert_eq!(
        (&remote["version"], text(&remote["preset"]["title"])),
        (&json!(1), "远程协商")
    );
    assert_eq!(
        (&remote["rules"]["discipline"], &remote["rules"]["queue_max"]),
        (&json!("venue_rotation"), &json!(200)),
        "every rule has a value"
    );
    assert!(remote.get("at").is_none() && remote.get("repealed").is_none());

    json_of(delete(&server, "remote", &json!({"reason": "停用"})), StatusCode::OK).await;
    let list = json_of(server.get("/api/forms", CONVENER), StatusCode::OK).await;
    let remote = list["forms"]
        .as_array()
        .unwrap()
        .iter()
        .find(|form| form["form"] == "remote");
    assert_eq!(
        remote.unwrap()["repealed"],
        json!({"at": "2026-01-01T00:00:00.000Z", "reason": "停用"})
    );
}

#[tokio::test]
async fn p66_all_versions_of_a_form_are_read_newest_first_in_pages() {
    let server = TestServer::on_disk().await;
    for version in 2..=4 {
        let made = json_of(
            put(&server, "remote", &amendment(&format!("第{version}版"))),
            StatusCode::OK,
        )
        .await;
        assert_eq!(made, json!({"form": "remote", "version": version}));
    }
    let page = async |query: &str| {
        json_of(
            server.get(&format!("/api/forms/remote{query}"), CONVENER),
            StatusCode::OK,
        )
        .await
    };
    let numbers = |page: &Value| -> Vec<u64> {
        let versions = page["versions"].as_array().unwrap();
        versions.iter().map(|own| own["version"].as_u64().unwrap()).collect()
    };
    let all = page("").await;
    assert_eq!(numbers(&all), [4, 3, 2, 1]);
    assert!(all.get("next").is_none());
    assert_eq!(
        (
            text(&all["versions"][0]["reason"]),
            text(&all["versions"][3]["preset"]["title"])
        ),
        ("改进", "远程协商")
    );
    let first = page("?limit=3").await;
    assert_eq!((numbers(&first), &first["next"]), (vec![4, 3, 2], &json!(2)));
    assert_eq!(numbers(&page("?limit=3&before=2").await), [1]);
    assert_eq!(
        problem(server.get("/api/forms/no_such", CONVENER)).await,
        of(404, "not_found")
    );
    assert_eq!(
        problem(server.get("/api/forms/Not-A-Name", CONVENER)).await,
        of(404, "not_found")
    );
    assert_eq!(
        problem(server.get("/api/forms/remote?limit=0", CONVENER)).await,
        of(400, "malformed")
    );
}

#[tokio::test]
async fn d100_a_session_can_be_made_under_each_of_the_eleven_forms() {
    let server = TestServer::start().await;
    let list = json_of(server.get("/api/forms", CONVENER), StatusCode::OK).await;
    for form in list["forms"].as_array().unwrap() {
        let name = text(&form["form"]);
        let mut body = session_body(&[("周主席", "chair"), ("李委员", "member")]);
        (body["form"], body["agenda"]) = (json!(name), json!([]));
        let made = json_of(server.post("/api/sessions", CONVENER, &body), StatusCode::CREATED).await;
        let view = view_of(&server, &made).await;
        assert_eq!(
            (&view["session"]["form"], &view["session"]["form_version"]),
            (&json!(name), &json!(1))
        );
        let agenda = form["preset"]["agenda"].as_array().map_or(0, Vec::len);
        assert_eq!(
            view["agenda"]["items"].as_object().map_or(0, serde_json::Map::len),
            agenda,
            "{name}"
        );
    }
}

#[tokio::test]
async fn d100_a_session_keeps_the_version_that_it_was_created_under() {
    let server = TestServer::on_disk().await;
    let old = json_of(creation(&server, "remote"), StatusCode::CREATED).await;
    let before = view_of(&server, &old).await;
    json_of(put(&server, "remote", &amendment("第二版")), StatusCode::OK).await;
    let new = json_of(creation(&server, "remote"), StatusCode::CREATED).await;
    let new = view_of(&server, &new).await;
    assert_eq!(
        (&new["session"]["form_version"], &new["rules"]["discipline"]),
        (&json!(2), &json!("least_time"))
    );
    assert!(new.get("steps").is_none());
    assert_eq!(view_of(&server, &old).await, before);
    assert_eq!(
        (&before["session"]["form_version"], &before["rules"]["discipline"]),
        (&json!(1), &json!("venue_rotation"))
    );
}

#[tokio::test]
async fn d101_a_repealed_or_unknown_form_makes_no_session() {
    let server = TestServer::start().await;
    assert_eq!(problem(creation(&server, "townhall")).await, of(400, "malformed"));
    let enacted = json!({"preset": {"title": "院坝会"}, "reason": "试点"});
    let made = json_of(post(&server, "townhall", &enacted), StatusCode::CREATED).await;
    assert_eq!(made, json!({"form": "townhall", "version": 1}));
    let key = Uuid::new_v4().to_string();
    let keyed = || creation(&server, "townhall").header("idempotency-key", &key);
    let session = json_of(keyed(), StatusCode::CREATED).await;
    json_of(delete(&server, "townhall", &json!({"reason": "期满"})), StatusCode::OK).await;
    assert_eq!(problem(creation(&server, "townhall")).await, of(400, "malformed"));
    assert_eq!(
        json_of(keyed(), StatusCode::CREATED).await,
        session,
        "what was made stays the answer"
    );
    let again = json_of(post(&server, "townhall", &enacted), StatusCode::CREATED).await;
    assert_eq!(again["version"], 2, "it can be enacted anew");
    json_of(creation(&server, "townhall"), StatusCode::CREATED).await;
}

#[tokio::test]
async fn p67_an_order_sent_again_with_its_key_gets_the_first_answer() {
    let server = TestServer::start().await;
    let key = Uuid::new_v4().to_string();
    let amended = |title: &str| put(&server, "remote", &amendment(title)).header("idempotency-key", &key);
    let first = json_of(amended("第二版"), StatusCode::OK).await;
    json_of(delete(&server, "remote", &json!({"reason": "停用"})), StatusCode::OK).await;
    assert_eq!(json_of(amended("另一个"), StatusCode::OK).await, first);
    let page = json_of(server.get("/api/forms/remote", CONVENER), StatusCode::OK).await;
    assert_eq!(page["versions"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn p67_what_cannot_be_ordered_is_refused_by_its_code() {
    let server = TestServer::start().await;
    let good = amendment("新版");
    assert_eq!(problem(post(&server, "remote", &good)).await, of(409, "unchanged"));
    assert_eq!(problem(put(&server, "no_such", &good)).await, of(404, "not_found"));
    assert_eq!(
        problem(delete(&server, "no_such", &json!({"reason": "x"}))).await,
        of(404, "not_found")
    );
    assert_eq!(problem(put(&server, "meeting", &good)).await, of(403, "not_permitted"));
    assert_eq!(
        problem(delete(&server, "meeting", &json!({"reason": "x"}))).await,
        of(403, "not_permitted")
    );
    for body in [
        json!({}),
        json!({"preset": {"title": "x"}}),
        json!({"preset": {"title": "x", "rules": {"no_such_rule": 1}}, "reason": "x"}),
        json!({"preset": {"title": "x", "rules": {"discipline": null}}, "reason": "x"}),
        json!({"preset": {"title": "x", "agenda": [{"title": "x", "kind": "party"}]}, "reason": "x"}),
        json!({"preset": {"title": "x", "rules": {"tie_window_ms": 7}}, "reason": "x"}),
    ] {
        assert_eq!(
            problem(put(&server, "remote", &body)).await,
            of(400, "malformed"),
            "{body}"
        );
    }
    assert_eq!(problem(post(&server, "Bad Name", &good)).await, of(400, "malformed"));
    assert_eq!(
        problem(delete(&server, "remote", &json!({}))).await,
        of(400, "malformed")
    );
    assert_eq!(
        problem(delete(&server, "remote", &json!({"reason": " "}))).await,
        of(409, "empty")
    );
    json_of(delete(&server, "remote", &json!({"reason": "停用"})), StatusCode::OK).await;
    assert_eq!(problem(put(&server, "remote", &good)).await, of(409, "wrong_phase"));
}

#[tokio::test]
async fn s5_the_convener_alone_orders_forms_and_moderators_read_them() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair"), ("李委员", "member")]).await;
    let (chair, member) = (&session.seats[0], &session.seats[1]);
    json_of(server.get("/api/forms", chair), StatusCode::OK).await;
    json_of(server.get("/api/forms/remote", chair), StatusCode::OK).await;
    assert_eq!(
        problem(server.get("/api/forms", member)).await,
        of(403, "not_permitted")
    );
    for method in [Method::POST, Method::PUT, Method::DELETE] {
        let request = server.request(method, "/api/forms/remote").json(&amendment("x"));
        let by = |token: &str| request.try_clone().unwrap().bearer_auth(token);
        assert_eq!(problem(by(chair)).await, of(403, "not_permitted"));
        assert_eq!(problem(by("nobody")).await, of(401, "unauthorized"));
        assert_eq!(problem(request).await, of(401, "unauthorized"));
    }
}

#[tokio::test]
async fn d109_limits_that_keep_a_form_out_are_counted() {
    let mut config = Config::default();
    config.session.forms_max = 11;
    config.session.form_bytes_max = 2_000;
    let server = TestServer::configured(config).await;
    let counted = async |limit: &str| {
        server
            .metric(&format!("rostrum_limit_hits_total{{limit=\"{limit}\"}}"))
            .await
    };
    let (forms, sizes) = (counted("forms").await, counted("form_size").await);
    assert_eq!(
        problem(post(&server, "twelfth", &amendment("x"))).await,
        of(409, "queue_full")
    );
    let items = vec![json!({"title": "议题", "kind": "report"}); 10];
    let large = json!({"preset": {"title": "x", "agenda": items}, "reason": "x"});
    assert_eq!(problem(put(&server, "remote", &large)).await, of(413, "too_large"));
    assert!(counted("forms").await > forms && counted("form_size").await > sizes);
}

#[tokio::test]
async fn j18_the_stream_of_the_forms_is_no_session() {
    let server = TestServer::on_disk().await;
    json_of(put(&server, "remote", &amendment("第二版")), StatusCode::OK).await;
    let list = json_of(server.get("/api/sessions", CONVENER), StatusCode::OK).await;
    assert_eq!(list["sessions"], json!([]));
    let path = format!("/api/sessions/{}", rostrum::journal::COMMON);
    for rest in ["", "/proceedings", "/transcript.jsonl", "/checkpoint", "/socket"] {
        let request = server.get(&format!("{path}{rest}"), CONVENER);
        assert_eq!(request.send().await.unwrap().status().as_u16() / 100, 4, "{rest}");
    }
    assert_eq!(problem(server.get(&path, CONVENER)).await, of(404, "not_found"));
}
