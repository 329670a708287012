//! The pages for people, and what keeps them from harm.

use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use rostrum::config::Config;
use serde_json::json;

use super::assets::address_of_assets;
use crate::support::{CONVENER, TestServer, json_of, of, problem, session_body};

fn said<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// The sources of one directive of the answer's policy.
fn sources<'a>(headers: &'a HeaderMap, directive: &str) -> Option<Vec<&'a str>> {
    let mut directives = said(headers, "content-security-policy").split("; ");
    directives.find_map(|text| {
        let mut words = text.split(' ');
        (words.next() == Some(directive)).then(|| words.collect())
    })
}

async fn reached_at(public_url: &str) -> TestServer {
    let public_url = Some(public_url.parse().unwrap());
    TestServer::configured(Config {
        public_url,
        ..Config::default()
    })
    .await
}

#[tokio::test]
async fn s42_one_shell_answers_at_every_address_for_people() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let written = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/web/index.html")).unwrap();
    let expected = written.replace("%ASSETS%", &address_of_assets(&server).await);
    assert_ne!(written, expected);
    let known = format!("/sessions/{}", session.id);
    let paths = [
        "/",
        "/join",
        "/setup",
        "/help",
        "/help/member",
        "/help/no-role",
        "/desk",
        "/desk/7",
        "/sessions/no-session",
        "/sessions/x?as=3",
        "/commitments/x?as=3",
        known.as_str(),
    ];
    for path in paths {
        let answer = server.request(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert_eq!(said(answer.headers(), "content-type"), "text/html; charset=utf-8");
        assert_eq!(said(answer.headers(), "cache-control"), "no-cache", "{path}");
        assert!(!answer.headers().contains_key("set-cookie"));
        assert_eq!(answer.text().await.unwrap(), expected, "{path}");
    }
    for path in ["/", "/join", "/sessions/x"] {
        let post = server.request(Method::POST, path);
        assert_eq!(problem(post).await, of(405, "method_not_allowed"), "{path}");
    }
    let icon = server.request(Method::GET, "/favicon.ico").send().await.unwrap();
    assert_eq!(said(icon.headers(), "content-type"), "image/svg+xml");
    assert!(icon.text().await.unwrap().contains("<svg"));
}

#[tokio::test]
async fn s42_a_shell_that_is_known_is_not_sent_again_but_its_policy_is() {
    let server = TestServer::start().await;
    let get = || server.request(Method::GET, "/join").header("accept-encoding", "gzip");
    let first = get().send().await.unwrap();
    assert_eq!(said(first.headers(), "content-encoding"), "gzip");
    let tag = said(first.headers(), "etag");
    let again = get().header("if-none-match", tag).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    for name in ["etag", "content-security-policy", "cache-control", "vary"] {
        assert_eq!(again.headers().get(name), first.headers().get(name), "{name}");
        assert!(again.headers().contains_key(name), "{name}");
    }
}

#[tokio::test]
async fn s43_a_page_takes_scripts_styles_and_data_from_this_server_alone() {
    let server = TestServer::start().await;
    let answer = server.request(Method::GET, "/sessions/7").send().await.unwrap();
    let socket = format!("ws://{}", server.address);
    let expected: [(&str, &[&str]); 11] = [
        ("default-src", &["'none'"]),
        ("script-src", &["'self'"]),
        ("style-src", &["'self'"]),
        ("img-src", &["'self'", "data:"]),
        ("connect-src", &["'self'", &socket]),
        ("base-uri", &["'none'"]),
        ("form-action", &["'none'"]),
        ("frame-ancestors", &["'none'"]),
        ("manifest-src", &["'self'"]),
        ("require-trusted-types-for", &["'script'"]),
        ("trusted-types", &["'none'"]),
    ];
    for (directive, allowed) in expected {
        assert_eq!(
            sources(answer.headers(), directive).as_deref(),
            Some(allowed),
            "{directive}"
        );
    }
    let policy = said(answer.headers(), "content-security-policy");
    assert_eq!(policy.split("; ").count(), expected.len(), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
}

#[tokio::test]
async fn s43_a_page_may_open_the_sockets_of_the_address_that_it_came_from() {
    let connect = async |server: &TestServer, host: &str| {
        let request = server.request(Method::GET, "/").header("host", host);
        let answer = request.send().await.unwrap();
        let sources = sources(answer.headers(), "connect-src").unwrap();
        sources[1..]
            .iter()
            .map(|source| (*source).to_owned())
            .collect::<Vec<_>>()
    };
    let own = TestServer::start().await;
    assert_eq!(connect(&own, "localhost:8080").await, ["ws://localhost:8080"]);
    assert_eq!(connect(&own, "Consult.Example").await, ["ws://consult.example"]);
    assert_eq!(connect(&own, "[::1]:8080").await, ["ws://[::1]:8080"]);
    // A name whose signs mean something in a policy gives no source.
    for host in ["a;script-src", "a,b", "*", "user@consult.example", "a'b"] {
        assert!(connect(&own, host).await.is_empty(), "{host}");
    }
    let secure = reached_at("https://consult.example").await;
    assert_eq!(connect(&secure, "consult.example").await, ["wss://consult.example"]);
    let by_address = connect(&secure, "127.0.0.1:8080").await;
    assert_eq!(by_address, ["wss://consult.example", "ws://127.0.0.1:8080"]);
    let plain = reached_at("http://consult.example:8443").await;
    assert_eq!(
        connect(&plain, "consult.example:8443").await,
        ["ws://consult.example:8443"]
    );
}

#[tokio::test]
async fn s44_no_answer_can_be_framed_or_read_from_elsewhere_or_use_devices() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let get = |path: &str| server.request(Method::GET, path);
    let answers = [
        get("/"),
        get("/join"),
        get("/favicon.ico"),
        get("/healthz"),
        get("/nothing"),
        get("/nothing").header("accept", "text/html"),
        get("/api/sessions"),
        session.get(1, ""),
        session.get(1, "/transcript.md"),
        server.request(Method::DELETE, "/api/sessions"),
        server.post("/api/sessions", CONVENER, &session_body(&[("周主席", "chair")])),
    ];
    for request in answers {
        let answer = request.send().await.unwrap();
        let (path, headers) = (answer.url().path(), answer.headers());
        assert_eq!(said(headers, "x-frame-options"), "DENY", "{path}");
        assert_eq!(sources(headers, "frame-ancestors").unwrap(), ["'none'"], "{path}");
        assert_eq!(said(headers, "cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(said(headers, "cross-origin-resource-policy"), "same-origin", "{path}");
        assert_eq!(said(headers, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(said(headers, "referrer-policy"), "no-referrer", "{path}");
        let off: Vec<&str> = said(headers, "permissions-policy").split(", ").collect();
        for feature in ["camera=()", "microphone=()", "geolocation=()", "display-capture=()"] {
            assert!(off.contains(&feature), "{path}: {feature}");
        }
        // In the clear this would keep browsers out that never had a secure address.
        assert!(!headers.contains_key("strict-transport-security"), "{path}");
    }
}

#[tokio::test]
async fn s44_scripts_and_styles_have_few_headers_for_they_are_never_documents() {
    let server = TestServer::start().await;
    let assets = address_of_assets(&server).await;
    for path in ["/sdk/client.js", "/app.css"] {
        let request = server.request(Method::GET, &format!("{assets}{path}"));
        let answer = request.send().await.unwrap();
        let headers = answer.headers();
        assert_eq!(said(headers, "cross-origin-resource-policy"), "same-origin", "{path}");
        assert_eq!(said(headers, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(said(headers, "referrer-policy"), "no-referrer", "{path}");
        // A phone loads fifty of them before the first screen stands.
        let bytes: usize = headers
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len() + 4)
            .sum();
        assert!(bytes < 450, "{path}: {bytes} bytes of headers");
    }
}

#[tokio::test]
async fn s45_browsers_stay_under_tls_where_the_public_address_has_it() {
    let secure = reached_at("https://consult.example").await;
    let plain = reached_at("http://consult.example").await;
    for path in ["/", "/api/sessions", "/healthz", "/nothing"] {
        let answer = secure.request(Method::GET, path).send().await.unwrap();
        let value = said(answer.headers(), "strict-transport-security");
        assert_eq!(value, "max-age=31536000", "{path}");
        let answer = plain.request(Method::GET, path).send().await.unwrap();
        assert!(!answer.headers().contains_key("strict-transport-security"), "{path}");
    }
}

#[tokio::test]
async fn s46_an_unknown_address_is_a_page_for_people_and_a_problem_for_programs() {
    let server = TestServer::start().await;
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    let shell = server
        .request(Method::GET, "/")
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let get = |path: &str, accept: &str| server.request(Method::GET, path).header("accept", accept);
    for path in [
        "/nothing",
        "/sessions",
        "/sessions/7/more",
        "/join/7",
        "/.env",
        "/apiary",
    ] {
        let answer = get(path, browser).header("if-none-match", "*").send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(said(answer.headers(), "cache-control"), "no-store", "{path}");
        assert_eq!(sources(answer.headers(), "script-src").unwrap(), ["'self'"], "{path}");
        assert_eq!(answer.text().await.unwrap(), shell, "{path}");
        assert_eq!(problem(get(path, "*/*")).await, of(404, "not_found"), "{path}");
        assert_eq!(
            problem(get(path, "application/json")).await,
            of(404, "not_found"),
            "{path}"
        );
        let post = server.request(Method::POST, path).header("accept", browser);
        assert_eq!(problem(post).await, of(404, "not_found"), "{path}");
    }
    for path in ["/api", "/api/nothing", "/api/sessions/", "/assets", "/assets/x"] {
        assert_eq!(problem(get(path, browser)).await, of(404, "not_found"), "{path}");
    }
}

#[tokio::test]
async fn p60_the_program_says_its_version() {
    let server = TestServer::start().await;
    let version = json_of(server.request(Method::GET, "/version"), StatusCode::OK).await;
    assert_eq!(version, json!({ "version": env!("CARGO_PKG_VERSION") }));
}
