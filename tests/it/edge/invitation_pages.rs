//! How everybody's invitation stands, and who may see which link.

use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::support::{CONVENER, TestServer, TestSession, json_of, of, problem, text};

const DAY_MS: u64 = 86_400_000;

async fn page(request: RequestBuilder) -> Vec<Value> {
    let page = json_of(request, StatusCode::OK).await;
    assert_eq!(page.get("next"), None);
    page["invitations"].as_array().unwrap().clone()
}

async fn listed(session: &TestSession<'_>) -> Vec<Value> {
    page(session.server.get(&session.path("/invitations"), CONVENER)).await
}

async fn order(session: &TestSession<'_>, body: Value) -> Value {
    json_of(session.post("/invitations", &body), StatusCode::OK).await
}

/// Those of the list whose link is shown, by number.
fn shown(lines: &[Value]) -> Vec<u64> {
    let with_link = lines.iter().filter(|line| {
        assert_eq!(line.get("url").is_some(), line.get("token").is_some(), "{line}");
        line.get("url").is_some()
    });
    with_link.map(|line| line["participant"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn p61_invitations_are_listed_as_they_were_given() {
    let server = TestServer::on_disk().await;
    let body = json!({
        "title": "远程协商", "agenda": [{ "title": "议题一", "kind": "discussion" }],
        "venues": [{ "name": "主会场", "kind": "main" }],
        "participants": [
            { "name": "周主席", "role": "chair" },
            { "name": "李委员", "role": "member", "sector": "经济界", "venue": "主会场" },
        ],
    });
    let made = json_of(server.post("/api/sessions", CONVENER, &body), StatusCode::CREATED).await;
    server.clock.advance(DAY_MS);
    let path = format!("/api/sessions/{}/invitations", text(&made["id"]));
    let lines = page(server.get(&path, CONVENER)).await;
    assert_eq!(lines.len(), 2);
    // The first is the answer that creation gave, whole: token, link and end.
    assert_eq!(lines[0], made["invitations"][0]);
    let mut second = made["invitations"][1].clone();
    second["sector"] = json!("经济界");
    let venue = lines[1]["venue"].as_u64().unwrap();
    second["venue"] = json!(venue);
    assert_eq!(lines[1], second);
    let seat = server.redeem(text(&lines[1]["token"])).await;
    let participants = server.get(&path.replace("invitations", "participants"), &seat);
    let participants = json_of(participants, StatusCode::OK).await;
    assert_eq!(participants["participants"][1]["venue"], venue);
}

#[tokio::test]
async fn p61_renewed_revoked_and_removed_people_are_listed_as_they_stand() {
    let server = TestServer::on_disk().await;
    let people = [
        ("周主席", "chair"),
        ("甲", "member"),
        ("乙", "member"),
        ("丙", "member"),
    ];
    let session = server.session(&people).await;
    server.clock.advance(DAY_MS);
    let renewed = order(&session, json!({ "renew": 2 })).await;
    order(&session, json!({ "revoke": 3 })).await;
    let mut chair = session.socket(1).await;
    let remove = json!({ "type": "remove", "participant": 4, "reason": "离会" });
    chair.does(remove).await;
    let lines = listed(&session).await;
    assert_eq!(lines[0], session.invitations[0]);
    assert_eq!(lines[1], renewed["invitations"][0]);
    assert_ne!(lines[1]["token"], session.invitations[1]["token"]);
    let void =
        |number: u64, name: &str| json!({ "participant": number, "name": name, "role": "member", "revoked": true });
    assert_eq!(lines[2..], [void(3, "乙"), void(4, "丙")]);

    // A revoked person who is invited again stands as before.
    let again = order(&session, json!({ "renew": 3 })).await;
    assert_eq!(listed(&session).await[2], again["invitations"][0]);
}

#[tokio::test]
async fn p61_an_expired_invitation_is_listed_with_its_end() {
    let server = TestServer::start().await;
    let session = server.session(&[("周主席", "chair")]).await;
    // From the beginning of 2026 the 90 days of an invitation end here.
    let until = "2026-04-01T00:00:00.000Z";
    assert_eq!(text(&session.invitations[0]["until"]), until);
    server.clock.advance(91 * DAY_MS);
    let lines = listed(&session).await;
    assert_eq!(text(&lines[0]["until"]), until);
    let redeemed = server.request(reqwest::Method::POST, "/api/seat");
    let redeemed = redeemed.json(&json!({ "invitation": lines[0]["token"] }));
    assert_eq!(problem(redeemed).await, of(410, "invitation_expired"));
    let renewed = order(&session, json!({ "renew": 1 })).await;
    assert_eq!(text(&renewed["invitations"][0]["until"]), "2026-07-01T00:00:00.000Z");
    assert_eq!(listed(&session).await[0], renewed["invitations"][0]);
}

#[tokio::test]
async fn p61_invitations_are_paged_by_number() {
    let server = TestServer::start().await;
    let people = [
        ("周主席", "chair"),
        ("甲", "member"),
        ("乙", "member"),
        ("丙", "member"),
    ];
    let session = server.session(&people).await;
    let get = |query: &str| server.get(&session.path(&format!("/invitations{query}")), CONVENER);
    let first = json_of(get("?limit=3"), StatusCode::OK).await;
    assert_eq!(
        (first["invitations"].as_array().unwrap().len(), &first["next"]),
        (3, &json!(3))
    );
    let second = page(get("?after=3&limit=3")).await;
    assert_eq!(second, [session.invitations[3].clone()]);
    assert!(page(get("?after=18446744073709551615")).await.is_empty());
    for query in ["?limit=0", "?limit=x", "?after=-1"] {
        assert_eq!(problem(get(query)).await, of(400, "malformed"), "{query}");
    }
}

#[tokio::test]
async fn s47_a_moderator_sees_no_other_moderators_link() {
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
    assert_eq!(shown(&listed(&session).await), [1, 2, 3, 4, 5, 6, 7, 8]);
    let by_chair = page(session.get(1, "/invitations")).await;
    assert_eq!(shown(&by_chair), [1, 3, 4, 5, 6, 7, 8]);
    let by_clerk = page(session.get(2, "/invitations")).await;
    assert_eq!(shown(&by_clerk), [2, 3, 4, 5, 6, 7, 8]);
    // What is withheld is told from what was revoked.
    let chair = &by_clerk[0];
    assert_eq!(
        (chair.get("revoked"), &chair["until"]),
        (None, &session.invitations[0]["until"])
    );
    for number in 3..=8 {
        let request = session.get(number, "/invitations");
        assert_eq!(
            problem(request).await,
            of(403, "not_permitted"),
            "{}",
            roles[number - 1]
        );
    }

    // It is the role of now that counts.
    let mut chair = session.socket(1).await;
    for (participant, role) in [(3, "clerk"), (2, "observer")] {
        let change = json!({ "type": "change_role", "participant": participant, "role": role });
        chair.does(change).await;
    }
    assert_eq!(
        shown(&page(session.get(1, "/invitations")).await),
        [1, 2, 4, 5, 6, 7, 8]
    );
    assert_eq!(
        shown(&page(session.get(3, "/invitations")).await),
        [2, 3, 4, 5, 6, 7, 8]
    );
    assert_eq!(problem(session.get(2, "/invitations")).await, of(403, "not_permitted"));
}
