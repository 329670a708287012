//! Invitations: issued again the same, and void when they should be.

use reqwest::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{TestServer, TestSession, json_of, of, problem, text};

const DAY_MS: u64 = 86_400_000;

fn redeem(session: &TestSession<'_>, token: &str) -> reqwest::RequestBuilder {
    let body = json!({ "invitation": token });
    session.server.request(reqwest::Method::POST, "/api/seat").json(&body)
}

async fn order(session: &TestSession<'_>, body: Value) -> Value {
    json_of(session.post("/invitations", &body), StatusCode::OK).await
}

#[tokio::test]
async fn s2_an_invitation_is_redeemed_on_as_many_devices_as_its_owner_has() {
    let server = TestServer::on_disk().await;
    let session = server.session(&[("周主席", "chair"), ("李委员", "member")]).await;
    let token = text(&session.invitations[1]["token"]);
    for _ in 0..3 {
        let seat = json_of(redeem(&session, token), StatusCode::OK).await;
        assert_eq!(text(&seat["session"]), session.id);
        assert_eq!((seat["participant"].as_u64(), text(&seat["role"])), (Some(2), "member"));
        assert_eq!(text(&seat["token"]), session.seats[1]);
    }
}

#[tokio::test]
async fn s2_a_tampered_invitation_is_invalid() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let token = text(&session.invitations[0]["token"]);
    let mut tokens = vec![
        String::new(),
        "x".into(),
        format!("{token}A"),
        session.seats[0].clone(),
        "长".repeat(50),
    ];
    for place in [0, 20, 40, 60, 95] {
        let mut altered = token.to_owned().into_bytes();
        altered[place] = if altered[place] == b'A' { b'B' } else { b'A' };
        tokens.push(String::from_utf8(altered).unwrap());
    }
    for token in tokens {
        assert_eq!(
            problem(redeem(&session, &token)).await,
            of(401, "invitation_invalid"),
            "{token}"
        );
    }
    // One of another server is none here.
    let elsewhere = TestServer::start().await;
    let other = elsewhere.session(&[("周主席", "chair")]).await;
    let strange = redeem(&session, text(&other.invitations[0]["token"]));
    assert_eq!(problem(strange).await, of(401, "invitation_invalid"));
    for body in [json!({}), json!({ "invitation": 7 }), json!(["x", 7])] {
        let request = server.request(reqwest::Method::POST, "/api/seat").json(&body);
        assert_eq!(problem(request).await, of(400, "malformed"), "{body}");
    }
}

#[tokio::test]
async fn s8_an_invitation_expires_and_its_seats_do_not() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let token = text(&session.invitations[0]["token"]);
    server.clock.advance(90 * DAY_MS);
    json_of(redeem(&session, token), StatusCode::OK).await;
    server.clock.advance(1);
    assert_eq!(problem(redeem(&session, token)).await, of(410, "invitation_expired"));
    json_of(session.get(1, ""), StatusCode::OK).await;
    let renewed = order(&session, json!({ "renew": 1 })).await;
    let renewed = text(&renewed["invitations"][0]["token"]);
    json_of(redeem(&session, renewed), StatusCode::OK).await;
}

#[tokio::test]
async fn s8_renewing_and_revoking_void_the_invitation_and_its_seats() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair"), ("李委员", "member")]).await;
    let first = text(&session.invitations[1]["token"]);
    let mut socket = session.socket(2).await;
    let answer = order(&session, json!({ "renew": 2 })).await;
    let renewed = answer["invitations"].as_array().unwrap();
    assert_eq!(renewed.len(), 1);
    assert_eq!(
        (text(&renewed[0]["name"]), text(&renewed[0]["role"])),
        ("李委员", "member")
    );
    assert_eq!(u16::from(socket.closed().await.unwrap().code), 4001);
    assert_eq!(problem(redeem(&session, first)).await, of(410, "invitation_revoked"));
    assert_eq!(problem(session.get(2, "")).await, of(401, "unauthorized"));
    let second = text(&renewed[0]["token"]);
    let seat = server.redeem(second).await;
    json_of(server.get(&session.path(""), &seat), StatusCode::OK).await;

    let revoked = order(&session, json!({ "revoke": 2 })).await;
    assert_eq!(revoked, json!({ "invitations": [] }));
    assert_eq!(problem(redeem(&session, second)).await, of(410, "invitation_revoked"));
    assert_eq!(
        problem(server.get(&session.path(""), &seat)).await,
        of(401, "unauthorized")
    );
    let again = session.post("/invitations", &json!({ "revoke": 2 }));
    assert_eq!(problem(again).await, of(409, "unchanged"));
}

#[tokio::test]
async fn s8_a_removed_persons_seat_is_void() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair"), ("李委员", "member")]).await;
    let mut chair = session.socket(1).await;
    let remove = json!({ "type": "remove", "participant": 2, "reason": "离会" });
    chair.does(remove).await;
    assert_eq!(problem(session.get(2, "")).await, of(401, "unauthorized"));
    let token = text(&session.invitations[1]["token"]);
    assert_eq!(problem(redeem(&session, token)).await, of(410, "invitation_revoked"));
    let renew = session.post("/invitations", &json!({ "renew": 2 }));
    assert_eq!(problem(renew).await, of(404, "not_found"));
}

#[tokio::test]
async fn p23_an_order_sent_again_gets_the_first_answer() {
    let server = TestServer::on_disk().await;
    let session = server.session(&[("周主席", "chair")]).await;
    let person = |number| json!({ "name": format!("委员{number}"), "role": "member" });
    let people: Vec<_> = (1..=600).map(person).collect();
    let orders = [
        json!({ "invite": people }),
        json!({ "renew": 1 }),
        json!({ "revoke": 1 }),
    ];
    for body in orders {
        let key = Uuid::new_v4().to_string();
        let send = || session.post("/invitations", &body).header("idempotency-key", &key);
        let first = json_of(send(), StatusCode::OK).await;
        server.clock.advance(1_000);
        assert_eq!(json_of(send(), StatusCode::OK).await, first);
        if let Some(people) = body["invite"].as_array() {
            let invitations = first["invitations"].as_array().unwrap();
            assert_eq!(invitations.len(), people.len());
            assert_eq!(invitations[599]["participant"], 601);
        }
    }
    let bad = session.post("/invitations", &json!({ "renew": 1 }));
    assert_eq!(problem(bad.header("idempotency-key", "no")).await, of(400, "malformed"));
}

#[tokio::test]
async fn p24_conveners_and_moderators_invite_and_nobody_else() {
    let server = TestServer::start().await;
    let roles = [
        "chair",
        "clerk",
        "member",
        "respondent",
        "operator",
        "captioner",
        "observer",
        "display",
    ];
    let people: Vec<_> = roles.iter().map(|role| ("某人", *role)).collect();
    let session = server.session(&people).await;
    let body = json!({ "invite": [{ "name": "新人", "role": "observer" }] });
    for (role, seat) in roles.iter().zip(&session.seats) {
        let request = server.post(&session.path("/invitations"), seat, &body);
        if matches!(*role, "chair" | "clerk") {
            let made = json_of(request, StatusCode::OK).await;
            assert_eq!(text(&made["invitations"][0]["name"]), "新人");
        } else {
            assert_eq!(problem(request).await, of(403, "not_permitted"), "{role}");
        }
    }
    let malformed = [
        json!({}),
        json!({ "renew": 1, "revoke": 1 }),
        json!({ "invite": {} }),
        json!({ "renew": "1" }),
        json!({ "expel": 1 }),
    ];
    for body in malformed {
        let request = session.post("/invitations", &body);
        assert_eq!(problem(request).await, of(400, "malformed"), "{body}");
    }
    let nobody = session.post("/invitations", &json!({ "renew": 99 }));
    assert_eq!(problem(nobody).await, of(404, "not_found"));
    let nowhere = json!({ "invite": [{ "name": "新人", "role": "member", "venue": "没有" }] });
    assert_eq!(
        problem(session.post("/invitations", &nowhere)).await,
        of(404, "not_found")
    );
}

#[tokio::test]
async fn p24_whoever_lost_the_right_does_not_get_the_answer_again() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair"), ("李会务", "clerk")]).await;
    let key = uuid::Uuid::now_v7().to_string();
    let body = json!({ "invite": [{ "name": "新人", "role": "chair" }] });
    let invite = || {
        let request = server.post(&session.path("/invitations"), &session.seats[1], &body);
        request.header("idempotency-key", &key)
    };
    json_of(invite(), StatusCode::OK).await;
    let mut chair = session.socket(1).await;
    chair
        .does(json!({ "type": "change_role", "participant": 2, "role": "observer" }))
        .await;
    assert_eq!(problem(invite()).await, of(403, "not_permitted"));
}
