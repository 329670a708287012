//! What operators ask for, and what every answer has.

use reqwest::{Method, StatusCode};
use rostrum::config::Config;
use serde_json::json;

use crate::support::{CONVENER, TestServer, json_of, of, problem, problem_of, session_body, text};

#[tokio::test]
async fn p34_liveness_and_readiness_are_open_and_metrics_are_not() {
    let server = TestServer::start().await;
    let get = |path: &str| server.request(Method::GET, path);
    for path in ["/healthz", "/readyz"] {
        assert_eq!(get(path).send().await.unwrap().status(), StatusCode::OK, "{path}");
    }
    let session = server.session(&[("周主席", "chair")]).await;
    assert_eq!(problem(get("/metrics")).await, of(401, "unauthorized"));
    let by_seat = get("/metrics").bearer_auth(&session.seats[0]);
    assert_eq!(problem(by_seat).await, of(403, "not_permitted"));
    let metrics = get("/metrics").bearer_auth(CONVENER).send().await.unwrap();
    let kind = metrics.headers()["content-type"].to_str().unwrap();
    assert!(kind.starts_with("text/plain; version=0.0.4"), "{kind}");
    let metrics = metrics.text().await.unwrap();
    for name in [
        "rostrum_connections",
        "rostrum_http_requests_total",
        "rostrum_http_problems_total",
        "process_cpu_seconds_total",
        "process_resident_memory_bytes",
    ] {
        assert!(metrics.contains(name), "{name}");
    }
    // Neither a session nor a token nor a name is in any label.
    for secret in [session.id.as_str(), session.seats[0].as_str(), "周主席"] {
        assert!(!metrics.contains(secret), "{secret}");
    }
    let config = Config {
        metrics_open: true,
        ..Config::default()
    };
    let open = TestServer::configured(config).await;
    let metrics = open.request(Method::GET, "/metrics").send().await.unwrap();
    assert_eq!(metrics.status(), StatusCode::OK);
}

#[tokio::test]
async fn l31_a_commands_whole_way_is_measured() {
    let server = TestServer::on_disk().await;
    let session = server.session(&[("周主席", "chair"), ("李委员", "member")]).await;
    let (mut chair, mut member) = (session.socket(1).await, session.socket(2).await);
    let members = "rostrum_sockets_by_role{role=\"member\"}";
    assert!(server.metric(members).await >= 1);
    // Whoever is told by the own task first is led by the room from then on.
    for name in ["一", "二"] {
        chair.does(json!({ "type": "open_thread", "title": name })).await;
        member.until("event").await;
    }
    let metrics = server
        .get("/metrics", CONVENER)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    for name in [
        "rostrum_command_durable_seconds",
        "rostrum_command_first_socket_seconds",
        "rostrum_command_last_socket_seconds",
        "rostrum_append_seconds",
        "rostrum_commit_seconds",
    ] {
        let bucket = format!("{name}_bucket{{le=\"");
        assert!(metrics.contains(&bucket), "{name} is no histogram");
    }
    // They stand there before they are needed.
    for name in [
        "rostrum_resyncs_total",
        "rostrum_ring_misses_total",
        "rostrum_readers_handed_back_total",
    ] {
        assert!(
            metrics.lines().any(|line| line.starts_with(&format!("{name} "))),
            "{name}"
        );
    }
}

#[tokio::test]
async fn p34_the_schema_names_every_message() {
    let server = TestServer::start().await;
    let schema = json_of(server.request(Method::GET, "/api/schema.json"), StatusCode::OK).await;
    assert!(schema["properties"]["client_message"].is_object());
    assert!(schema["properties"]["server_message"].is_object());
}

#[tokio::test]
async fn p20_whatever_is_not_there_is_a_problem() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    for path in ["/api/nothing", "/api", "/api/sessions/", "/elsewhere"] {
        let request = server.request(Method::GET, path);
        assert_eq!(problem(request).await, of(404, "not_found"), "{path}");
    }
    for export in ["/transcript.docx", "/transcript.pdf", "/transcript"] {
        assert_eq!(problem(session.get(1, export)).await, of(404, "not_found"), "{export}");
    }
    let wrong = [
        (Method::DELETE, "/api/sessions"),
        (Method::GET, "/api/seat"),
        (Method::POST, "/healthz"),
        (Method::PUT, "/api/schema.json"),
    ];
    for (method, path) in wrong {
        let answer = server.request(method, path).send().await.unwrap();
        assert!(answer.headers().contains_key("allow"), "{path}");
        assert_eq!(problem_of(answer).await, of(405, "method_not_allowed"), "{path}");
    }
    for body in ["", "{", "[]", "{\"title\":\"x\"}", "\u{feff}{}"] {
        let request = server.request(Method::POST, "/api/sessions").bearer_auth(CONVENER);
        assert_eq!(problem(request.body(body)).await, of(400, "malformed"), "{body}");
    }
}

#[tokio::test]
async fn s9_every_answer_keeps_browsers_from_guessing_and_remembering() {
    let server = TestServer::start().await;
    let foreign = server.post("/api/sessions", CONVENER, &json!({}));
    let answers = [
        server.request(Method::GET, "/healthz"),
        server.request(Method::GET, "/nothing"),
        server.request(Method::DELETE, "/api/sessions"),
        server.post("/api/sessions", CONVENER, &session_body(&[("周主席", "chair")])),
        foreign.header("origin", "https://evil.example"),
    ];
    for request in answers {
        let answer = request.send().await.unwrap();
        let value = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        let policy = value("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; frame-ancestors 'none'"),
            "{policy}"
        );
        assert_eq!(value("x-content-type-options"), "nosniff");
        assert_eq!(value("referrer-policy"), "no-referrer");
        assert_eq!(value("cache-control"), "no-store");
        assert!(!answer.headers().contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn s4_the_set_up_url_gives_the_conveners_token_once() {
    let server = TestServer::start().await;
    let setup = |secret: &str| {
        let body = json!({ "setup": secret });
        server.request(Method::POST, "/api/setup").json(&body)
    };
    assert_eq!(problem(setup("")).await, of(401, "unauthorized"));
    let url = server.server.begin_setup().unwrap();
    let secret = url.strip_prefix(&format!("{}/setup#", server.origin())).unwrap();
    assert_eq!(problem(setup("another")).await, of(401, "unauthorized"));
    let token = json_of(setup(secret), StatusCode::OK).await;
    assert_eq!(text(&token["token"]), CONVENER);
    assert_eq!(problem(setup(secret)).await, of(401, "unauthorized"));

    let url = server.server.begin_setup().unwrap();
    server.clock.advance(30 * 60_000 + 1);
    let late = url.split_once('#').unwrap().1;
    assert_eq!(problem(setup(late)).await, of(401, "unauthorized"));
}
