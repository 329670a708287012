//! The room that a newcomer finds.

use std::collections::{BTreeMap, BTreeSet};

use rostrum::time::Timestamp;
use serde_json::{Value, json};

use super::{Demo, request_of};
use crate::support::text;

/// The texts of a member of some values.
fn texts<'a>(values: impl IntoIterator<Item = &'a Value>, member: &str) -> Vec<&'a str> {
    values.into_iter().map(|value| text(&value[member])).collect()
}

#[tokio::test]
async fn w63_the_room_has_people_venues_an_agenda_and_a_free_floor() {
    let demo = Demo::start(&[]).await;
    let chair = demo.join("chair").await;
    let view = chair.view();
    assert_eq!(view["session"]["phase"], "open");
    assert_eq!(view["floor"], json!({"interrupted": []}));

    let items: Vec<&Value> = view["agenda"]["items"].as_object().unwrap().values().collect();
    let kinds: BTreeSet<&str> = texts(items.iter().copied(), "kind").into_iter().collect();
    assert!(items.len() >= 5 && kinds.len() >= 5, "{kinds:?}");
    let finished: Vec<&&Value> = items.iter().filter(|item| item["state"] == "finished").collect();
    assert!(finished.len() >= 2 && finished.iter().all(|item| !text(&item["conclusion"]).is_empty()));
    let active = view["agenda"]["active"].to_string();
    assert_eq!(view["agenda"]["items"][&active]["kind"], "discussion");
    assert_eq!(view["queues"][&active]["open"], true);
    let waiting = view["queues"][&active]["order"].as_array().unwrap();
    assert!((3..=5).contains(&waiting.len()));
    assert!(
        waiting
            .iter()
            .all(|id| !text(&view["requests"][id.to_string()]["subject"]).is_empty())
    );
    let newcomer = &demo.links.iter().find(|link| link.id == "member").unwrap().name;
    assert_eq!(request_of(view, newcomer), None);

    let mut venues = texts(view["venues"].as_object().unwrap().values(), "kind");
    venues.sort_unstable();
    assert_eq!(venues, ["branch", "branch", "main"]);
    let people = chair.reads(demo.api, "/participants?limit=500").await;
    let people = people["participants"].as_array().unwrap();
    assert!(people.len() >= 30);
    let names: BTreeSet<&str> = texts(people, "name").into_iter().collect();
    assert_eq!(names.len(), people.len(), "nobody has the name of another");
    assert!(names.iter().any(|name| name.contains('·')));
    let members: Vec<&Value> = people.iter().filter(|person| person["role"] == "member").collect();
    let sectors: BTreeSet<&str> = texts(members.iter().copied(), "sector").into_iter().collect();
    assert_eq!(sectors.len(), 8, "{sectors:?}");
    assert!(
        members.iter().any(|person| person["venue"].is_null()),
        "somebody is online"
    );

    let threads: Vec<&Value> = view["threads"].as_object().unwrap().values().collect();
    assert!(threads.iter().any(|thread| thread["item"].is_null()));
    assert!(threads.iter().any(|thread| thread["item"] == view["agenda"]["active"]));
}

#[tokio::test]
async fn w60_w63_what_has_happened_took_its_time_and_ends_now() {
    let demo = Demo::start(&[]).await;
    let chair = demo.join("chair").await;
    let entries = chair.entries(demo.api).await;
    let of = |kind: &str| {
        entries
            .iter()
            .filter(|own| own["entry"]["type"] == kind)
            .collect::<Vec<_>>()
    };
    let moments: Vec<Timestamp> = entries.iter().map(|own| text(&own["at"]).parse().unwrap()).collect();
    assert!(moments.is_sorted());
    let (first, last) = (moments[0], moments[moments.len() - 1]);
    assert!(last.millis_since(first) >= 30 * 60_000);
    let now = (rostrum::Server::system_clock())();
    assert!(last <= now && now.millis_since(last) < 2 * 60_000, "{last} is not now");

    let ended = of("turn_ended");
    assert!(ended.len() >= 6);
    let minutes = ended
        .iter()
        .map(|own| own["entry"]["spent_ms"].as_u64().unwrap() / 60_000);
    assert!(
        minutes.clone().all(|spent| (2..=7).contains(&spent)),
        "{:?}",
        minutes.collect::<Vec<_>>()
    );
    let speakers: BTreeSet<u64> = of("floor_granted")
        .iter()
        .map(|own| own["entry"]["speaker"].as_u64().unwrap())
        .collect();
    assert_eq!(speakers.len(), ended.len());
    let signed_in: BTreeSet<u64> = of("attendance_recorded")
        .iter()
        .flat_map(|own| own["entry"]["arrived"].as_array().unwrap())
        .map(|person| person.as_u64().unwrap())
        .collect();
    assert!(speakers.is_subset(&signed_in), "whoever spoke was signed in before");
    let mut words: BTreeMap<u64, u64> = BTreeMap::new();
    for own in of("statement_recorded") {
        *words.entry(own["entry"]["turn"].as_u64().unwrap()).or_default() += 1;
    }
    assert_eq!(words.len(), ended.len(), "every turn has its words");
    assert_eq!(of("statement_revised").len(), 1);
    let posts = of("post_published");
    assert!((6..=10).contains(&posts.len()));
    assert!(posts.iter().any(|own| own["entry"]["replies_to"].is_u64()));
}

#[tokio::test]
async fn w63_a_member_asks_and_the_chair_grants() {
    let demo = Demo::start(&[]).await;
    let (mut member, mut chair) = (demo.join("member").await, demo.join("chair").await);
    let item = member.view()["agenda"]["active"].clone();
    let request = member
        .does(json!({"type": "request_floor", "item": item, "kind": "impromptu"}))
        .await;
    chair
        .until(|view, _| view["requests"][request.to_string()].is_object())
        .await;
    let turn = chair
        .does(json!({"type": "grant_floor", "request": request, "expect_turn": null}))
        .await;
    member.until(|view, _| view["floor"]["turn"] == turn).await;
    let ended = member.does(json!({"type": "release_floor", "expect_turn": turn})).await;
    assert!(ended > turn);
    chair.until(|view, _| view["floor"]["turn"].is_null()).await;
}
