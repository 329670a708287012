//! Seats: cookies, bearer tokens, and which of several is meant.

use reqwest::header::{COOKIE, ORIGIN, SET_COOKIE};
use reqwest::{Method, RequestBuilder, StatusCode};
use rostrum::config::Config;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{CONVENER, TestServer, TestSession, json_of, of, problem, text};

async fn cookies(request: RequestBuilder, status: StatusCode) -> Vec<String> {
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), status);
    let values = answer.headers().get_all(SET_COOKIE).iter();
    values.map(|value| value.to_str().unwrap().to_owned()).collect()
}

fn redemption(server: &TestServer, invitation: &Value) -> RequestBuilder {
    let body = json!({ "invitation": invitation["token"] });
    server.request(Method::POST, "/api/seat").json(&body)
}

/// What a browser sends back that redeemed all invitations of a session.
async fn jar(session: &TestSession<'_>) -> String {
    let mut pairs = Vec::new();
    for invitation in &session.invitations {
        let cookies = cookies(redemption(session.server, invitation), StatusCode::OK).await;
        pairs.push(cookies[0].split(';').next().unwrap().to_owned());
    }
    pairs.join("; ")
}

#[tokio::test]
async fn s6_a_seats_cookie_is_strict_and_named_by_session_and_participant() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let set = cookies(redemption(&server, &session.invitations[0]), StatusCode::OK).await;
    assert_eq!(set.len(), 1);
    let mut parts = set[0].split("; ");
    let name = format!("rostrum_{}_1", session.id.replace('-', ""));
    assert_eq!(parts.next().unwrap(), format!("{name}={}", session.seats[0]));
    let attributes: Vec<_> = parts.collect();
    assert_eq!(attributes, ["Path=/", "Max-Age=7776000", "HttpOnly", "SameSite=Strict"]);

    let config = Config {
        public_url: Some("https://consult.example".parse().unwrap()),
        ..Config::default()
    };
    let server = TestServer::configured(config).await;
    let session = server.session(&[("周主席", "chair")]).await;
    assert!(text(&session.invitations[0]["url"]).starts_with("https://consult.example/join#"));
    let set = cookies(redemption(&server, &session.invitations[0]), StatusCode::OK).await;
    assert!(set[0].ends_with("; Secure"), "{}", set[0]);
}

#[tokio::test]
async fn s5_a_seat_reads_by_cookie_and_by_bearer_token_and_the_convener_as_a_moderator() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let by_cookie = server
        .request(Method::GET, &session.path(""))
        .header(COOKIE, jar(&session).await);
    let by_cookie = json_of(by_cookie, StatusCode::OK).await;
    let by_bearer = json_of(session.get(1, ""), StatusCode::OK).await;
    assert_eq!(by_cookie, by_bearer);
    assert_eq!(by_bearer["view"]["session"]["title"], "远程协商");
    assert_eq!(by_bearer["position"]["seq"], 3);
    let convener = json_of(server.get(&session.path(""), CONVENER), StatusCode::OK).await;
    assert_eq!(convener, by_bearer);
}

#[tokio::test]
async fn s5_without_a_valid_seat_nothing_is_read() {
    let server = TestServer::start().await;
    let (one, two) = (
        server.session(&[("甲", "chair")]).await,
        server.session(&[("乙", "chair")]).await,
    );
    let paths = [
        "",
        "/proceedings",
        "/participants",
        "/invitations",
        "/threads/1/posts",
        "/transcript.md",
        "/transcript.jsonl",
        "/checkpoint",
    ];
    for path in paths {
        let bare = server.request(Method::GET, &one.path(path));
        assert_eq!(problem(bare).await, of(401, "unauthorized"), "{path}");
        let stranger = server.get(&one.path(path), &two.seats[0]);
        assert_eq!(problem(stranger).await, of(401, "unauthorized"), "{path}");
        let invitation = server.get(&one.path(path), text(&one.invitations[0]["token"]));
        assert_eq!(problem(invitation).await, of(401, "unauthorized"), "{path}");
        let nowhere = server.get(&format!("/api/sessions/{}{path}", Uuid::now_v7()), &one.seats[0]);
        assert_eq!(problem(nowhere).await, of(404, "not_found"), "{path}");
        let no_id = server.get(&format!("/api/sessions/7{path}"), CONVENER);
        assert_eq!(problem(no_id).await, of(404, "not_found"), "{path}");
    }
    let renamed = format!("rostrum_{}_1={}", one.id.replace('-', ""), two.seats[0]);
    let request = server.request(Method::GET, &one.path("")).header(COOKIE, renamed);
    assert_eq!(problem(request).await, of(401, "unauthorized"));
}

#[tokio::test]
async fn s6_of_several_seats_in_one_browser_the_query_chooses() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair"), ("李委员", "member")]).await;
    let jar = jar(&session).await;
    let renew = |query: &str| {
        let path = session.path(&format!("/invitations{query}"));
        let request = server.request(Method::POST, &path).header(COOKIE, &jar);
        request.header(ORIGIN, server.origin()).json(&json!({ "renew": 2 }))
    };
    assert_eq!(problem(renew("")).await, of(400, "malformed"));
    assert_eq!(problem(renew("?as=2")).await, of(403, "not_permitted"));
    assert_eq!(problem(renew("?as=3")).await, of(401, "unauthorized"));
    assert_eq!(problem(renew("?as=x")).await, of(400, "malformed"));
    json_of(renew("?as=1"), StatusCode::OK).await;
    // The second seat is void now, so the first is the only one.
    json_of(renew(""), StatusCode::OK).await;
    let other = server.get(&session.path("?as=2"), &session.seats[0]);
    assert_eq!(problem(other).await, of(401, "unauthorized"));
}

#[tokio::test]
async fn s6_a_device_forgets_its_seats() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair"), ("李委员", "member")]).await;
    let jar = jar(&session).await;
    let forget = |query: &str| {
        let request = server.request(Method::DELETE, &format!("/api/seat{query}"));
        request.header(COOKIE, &jar)
    };
    let forgotten = cookies(forget("?as=2"), StatusCode::NO_CONTENT).await;
    let name = format!("rostrum_{}_2", session.id.replace('-', ""));
    assert_eq!(
        forgotten,
        [format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict")]
    );
    assert_eq!(cookies(forget(""), StatusCode::NO_CONTENT).await.len(), 2);
    let elsewhere = forget(&format!("?session={}", Uuid::now_v7()));
    assert!(cookies(elsewhere, StatusCode::NO_CONTENT).await.is_empty());
    let by_bearer = server
        .request(Method::DELETE, "/api/seat")
        .bearer_auth(&session.seats[0]);
    assert!(cookies(by_bearer, StatusCode::NO_CONTENT).await.is_empty());
    let bare = server.request(Method::DELETE, "/api/seat");
    assert_eq!(problem(bare).await, of(401, "unauthorized"));
}

#[tokio::test]
async fn s6_leaving_one_session_keeps_the_seats_of_others() {
    let server = TestServer::start().await;
    let (one, other) = (
        server.session(&[("甲", "chair")]).await,
        server.session(&[("乙", "chair")]).await,
    );
    let both = format!("{}; {}", jar(&one).await, jar(&other).await);
    let path = format!("/api/seat?as=1&session={}", one.id);
    let forget = server.request(Method::DELETE, &path).header(COOKIE, both);
    let forgotten = cookies(forget, StatusCode::NO_CONTENT).await;
    let name = format!("rostrum_{}_1=;", one.id.replace('-', ""));
    assert_eq!(forgotten.len(), 1);
    assert!(forgotten[0].starts_with(&name), "{}", forgotten[0]);
}

/// A browser that keeps cookies as they are set and sends the oldest first.
#[derive(Default)]
struct Browser(Vec<(String, String)>);

impl Browser {
    fn jar(&self) -> String {
        let pairs = self.0.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    async fn redeem(&mut self, server: &TestServer, invitation: &Value) -> usize {
        let request = redemption(server, invitation).header(COOKIE, self.jar());
        let set = cookies(request, StatusCode::OK).await;
        for cookie in &set {
            let (name, value) = cookie.split_once(';').unwrap().0.split_once('=').unwrap();
            let known = self.0.iter().position(|(known, _)| known == name);
            match known {
                Some(place) if cookie.contains("Max-Age=0") => drop(self.0.remove(place)),
                Some(place) => value.clone_into(&mut self.0[place].1),
                None => self.0.push((name.to_owned(), value.to_owned())),
            }
        }
        set.len()
    }
}

#[tokio::test]
async fn s50_a_browser_keeps_its_newest_seats_and_is_never_locked_out() {
    let server = TestServer::start().await;
    let people = vec![("委员", "member"); 150];
    let session = server.session(&people).await;
    let before = server
        .metric("rostrum_limit_hits_total{limit=\"seats_per_browser\"}")
        .await;
    let mut browser = Browser::default();
    for invitation in &session.invitations {
        browser.redeem(&server, invitation).await;
    }
    let numbers = browser.0.iter().map(|(name, _)| name.rsplit('_').next().unwrap());
    let newest: Vec<String> = (111..=150).map(|number: u32| number.to_string()).collect();
    assert_eq!(numbers.collect::<Vec<_>>(), newest);
    let read = server.request(Method::GET, &session.path("?as=150"));
    json_of(read.header(COOKIE, browser.jar()), StatusCode::OK).await;
    let hits = server
        .metric("rostrum_limit_hits_total{limit=\"seats_per_browser\"}")
        .await;
    assert!(hits >= before + 110);

    // Whoever comes in again with a seat that he has already loses none.
    assert_eq!(browser.redeem(&server, &session.invitations[149]).await, 1);
    assert_eq!(browser.0.len(), 40);
    // Cookies of others are not ours to forget.
    browser.0.insert(0, ("theme".into(), "dark".into()));
    assert_eq!(browser.redeem(&server, &session.invitations[0]).await, 2);
    assert!(browser.0.iter().any(|(name, _)| name == "theme"));
}

#[tokio::test]
async fn s50_of_two_cookies_for_one_seat_the_later_counts() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let old = jar(&session).await;
    let renewed = json_of(session.post("/invitations", &json!({ "renew": 1 })), StatusCode::OK).await;
    let set = cookies(redemption(&server, &renewed["invitations"][0]), StatusCode::OK).await;
    let new = set[0].split(';').next().unwrap();
    let read = |jar: String| server.request(Method::GET, &session.path("")).header(COOKIE, jar);
    json_of(read(format!("{old}; {new}; {new}")), StatusCode::OK).await;
    assert_eq!(problem(read(old)).await, of(401, "unauthorized"));
}

#[tokio::test]
async fn s1_pages_of_other_sites_change_nothing() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let redeem = |origin: &str| redemption(&server, &session.invitations[0]).header(ORIGIN, origin);
    let suffixed = format!("{}.evil.example", server.origin());
    for origin in ["https://evil.example", "null", "http://127.0.0.1", &suffixed] {
        assert_eq!(problem(redeem(origin)).await, of(403, "origin_refused"), "{origin}");
    }
    json_of(redeem(&server.origin()), StatusCode::OK).await;
    json_of(redemption(&server, &session.invitations[0]), StatusCode::OK).await;
}
