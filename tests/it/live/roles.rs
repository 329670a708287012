//! Another role, and what is hidden: nobody sees what is not for them, and no view mixes two audiences.

use rostrum::domain::Audience;
use serde_json::{Value, json};

use super::support::hall::{CHAIR, CLERK, MEMBER, OBSERVER, OPENED};
use super::support::{Client, Hall, commands, settled};

const SECRET: &str = "words that were hidden";

fn change(participant: u64, role: &str) -> Value {
    json!({"type": "change_role", "participant": participant, "role": role})
}

fn hide(post: u64) -> Value {
    json!({"type": "hide_post", "post": post, "reason": "off topic"})
}

#[tokio::test(start_paused = true)]
async fn l8_another_role_of_the_same_audience_is_an_event_and_a_welcome() {
    let hall = Hall::open(1).await;
    let mut client = hall.joined(MEMBER).await;
    hall.order(CHAIR, &change(MEMBER, "captioner"))
        .await
        .expect("the chair may");
    hall.order(CHAIR, &commands::post("after"))
        .await
        .expect("the chair may write");
    client.until(OPENED + 2).await;
    assert_eq!(client.welcomes.len(), 2);
    assert_eq!(client.states.len(), 1);
    assert_eq!(client.seqs(), [OPENED + 1, OPENED + 2]);
    assert_eq!(client.welcomes[1]["participant"]["role"], "captioner");
    let may: Vec<&str> = capabilities(&client);
    assert!(may.contains(&"caption") && !may.contains(&"request_floor"), "{may:?}");
    let order: Vec<&str> = client.raw.iter().rev().take(3).map(|raw| kind(raw)).rev().collect();
    assert_eq!(order, ["event", "welcome", "event"]);
    client.agrees_with(&hall.room, Audience::Members).await;
}

fn capabilities(client: &Client) -> Vec<&str> {
    let capabilities = client.welcomes.last().expect("a welcome")["capabilities"].as_array();
    let capabilities = capabilities.expect("an array").iter();
    capabilities.map(|name| name.as_str().expect("a name")).collect()
}

fn kind(raw: &str) -> &str {
    ["event", "welcome", "state", "reply", "presence"]
        .into_iter()
        .find(|kind| raw.starts_with(&format!("{{\"type\":\"{kind}\"")))
        .unwrap_or("other")
}

#[tokio::test(start_paused = true)]
async fn l8_another_audience_begins_anew_both_ways() {
    let hall = Hall::open(2).await;
    let post = hall.post(MEMBER + 1, SECRET).await;
    hall.order(CHAIR, &hide(post)).await.expect("the chair may");
    let mut client = hall.joined(MEMBER).await;
    client.agrees_with(&hall.room, Audience::Members).await;
    for (role, audience) in [
        ("clerk", Audience::Moderators),
        ("observer", Audience::Public),
        ("chair", Audience::Moderators),
        ("member", Audience::Members),
    ] {
        let (welcomes, states) = (client.welcomes.len(), client.states.len());
        hall.order(CHAIR, &change(MEMBER, role)).await.expect("the chair may");
        let head = hall.post(MEMBER + 1, "after").await;
        client.until(head).await;
        assert_eq!(
            (client.welcomes.len(), client.states.len()),
            (welcomes + 1, states + 1),
            "as {role}"
        );
        client.agrees_with(&hall.room, audience).await;
    }
}

#[tokio::test(start_paused = true)]
async fn l8_a_role_that_comes_and_goes_while_one_is_behind() {
    let hall = Hall::open(2).await;
    let mut client = hall.joined(MEMBER).await;
    client.pace(super::support::Pace::Stalled);
    hall.post(MEMBER + 1, "before").await;
    settled().await;
    // The write of the post stalls, and all of this is behind it.
    for role in ["captioner", "chair", "member", "captioner", "member"] {
        hall.order(CLERK, &change(MEMBER, role)).await.expect("the clerk may");
    }
    let head = hall.post(MEMBER + 1, "after").await;
    client.pace(super::support::Pace::Free);
    client.until(head).await;
    client.agrees_with(&hall.room, Audience::Members).await;
    assert_eq!(
        client.welcomes.last().expect("a welcome")["participant"]["role"],
        "member"
    );
}

#[tokio::test(start_paused = true)]
async fn l8_who_was_another_audience_at_the_position_begins_anew() {
    let hall = Hall::open(2).await;
    let client = hall.joined(MEMBER).await;
    let (seat, position, view) = (client.seat, client.position.clone(), client.view.clone());
    drop(client);
    hall.order(CHAIR, &change(MEMBER, "clerk"))
        .await
        .expect("the chair may");
    hall.order(CHAIR, &change(MEMBER, "respondent"))
        .await
        .expect("the chair may");
    let mut client = Client::resume(&hall.room, seat, position, view);
    client.until(OPENED + 2).await;
    assert_eq!((client.states.len(), client.events.len()), (1, 0));
    client.agrees_with(&hall.room, Audience::Members).await;
}

#[tokio::test(start_paused = true)]
async fn l9_hidden_words_reach_moderators_alone_afterwards() {
    let hall = Hall::open(2).await;
    let mut before = Vec::new();
    for participant in [CLERK, MEMBER, OBSERVER] {
        before.push(hall.joined(participant).await);
    }
    let post = hall.post(MEMBER + 1, SECRET).await;
    let revision = json!({"type": "revise_post", "post": post, "text": SECRET});
    hall.order(MEMBER + 1, &revision).await.expect("an own post");
    for client in &mut before {
        client.until(OPENED + 2).await;
    }
    hall.order(CHAIR, &hide(post)).await.expect("the chair may");
    hall.order(MEMBER + 1, &revision).await.expect("an own post");
    let head = hall.head().await;
    check_hidden(&hall, head, post).await;
    // The same from the journal.
    let hall = hall.restart().await;
    check_hidden(&hall, head, post).await;
    let shown = json!({"type": "show_post", "post": post});
    hall.order(CHAIR, &shown).await.expect("the chair may");
    let mut member = resumed_from(&hall, MEMBER, OPENED);
    member.until(head + 1).await;
    assert_eq!(member.raw.iter().filter(|raw| raw.contains(SECRET)).count(), 3);
}

fn resumed_from(hall: &Hall, participant: u64, seq: u64) -> Client {
    let position = Some((hall.hub.epoch().to_owned(), seq));
    Client::resume(&hall.room, Hall::seat(participant), position, Some(json!({})))
}

async fn check_hidden(hall: &Hall, head: u64, post: u64) {
    for (participant, sees) in [(CLERK, 3), (MEMBER, 0), (MEMBER + 1, 0), (OBSERVER, 0)] {
        let mut client = resumed_from(hall, participant, OPENED);
        client.until(head).await;
        let with_words = client.raw.iter().filter(|raw| raw.contains(SECRET)).count();
        assert_eq!(with_words, sees, "participant {participant}");
        let published = &client.events[0];
        if sees == 0 {
            assert_eq!(published["entry"], json!({"type": "redacted"}));
            assert!(published["by"].is_null());
        }
        // That it was hidden, by whom and why, is seen by all.
        let hidden = &client.events[2];
        assert_eq!(
            hidden["entry"],
            json!({"type": "post_hidden", "post": post, "reason": "off topic"})
        );
        assert_eq!(hidden["by"], CHAIR);
        let mut newcomer = hall.joined(participant).await;
        newcomer.drain();
        assert!(!newcomer.raw.iter().any(|raw| raw.contains(SECRET)));
    }
}

#[tokio::test(start_paused = true)]
async fn l9_a_post_hidden_in_the_batch_that_made_it_is_never_seen() {
    use rostrum::journal::memory::Fault;
    let hall = Hall::open(2).await;
    let mut reader = hall.joined(MEMBER + 1).await;
    let mut chair = hall.joined(CHAIR).await;
    let mut author = hall.joined(MEMBER).await;
    let (gate, held) = tokio::sync::oneshot::channel();
    hall.journal.inject(Fault::Held(held));
    chair.command(&commands::post("first"));
    settled().await;
    author.command(&commands::post(SECRET));
    settled().await;
    chair.command(&hide(OPENED + 2));
    settled().await;
    gate.send(()).expect("the append waits");
    reader.until(OPENED + 3).await;
    chair.until(OPENED + 3).await;
    author.until(OPENED + 3).await;
    assert!(!reader.raw.iter().any(|raw| raw.contains(SECRET)));
    assert!(chair.raw.iter().any(|raw| raw.contains(SECRET)));
    reader.agrees_with(&hall.room, Audience::Members).await;
    chair.agrees_with(&hall.room, Audience::Moderators).await;
}

/// What members saw of a request made with a post is in earlier patches too, also of other entries.
#[tokio::test(start_paused = true)]
async fn l9_patches_that_show_what_is_hidden_with_a_post_are_not_sent_again() {
    let hall = Hall::open(2).await;
    let post = hall.post(MEMBER + 1, "words").await;
    let raise = json!({"type": "raise_post", "post": post, "subject": SECRET});
    let request = hall.order(MEMBER, &raise).await.expect("a member may").last;
    let point = json!({"type": "add_point", "request": request, "subject": SECRET});
    hall.order(MEMBER, &point).await.expect("an own request");
    let mut there = hall.joined(MEMBER + 1).await;
    hall.order(CHAIR, &hide(post)).await.expect("the chair may");
    let head = hall.head().await;
    there.until(head).await;
    there.agrees_with(&hall.room, Audience::Members).await;
    for (participant, sees) in [(MEMBER + 1, false), (OBSERVER, false), (CLERK, true)] {
        let mut client = resumed_from(&hall, participant, OPENED);
        client.until(head).await;
        let seen = client.raw.iter().any(|raw| raw.contains(SECRET));
        assert_eq!(seen, sees, "participant {participant}");
    }
    // The same from the journal.
    let hall = hall.restart().await;
    let mut client = resumed_from(&hall, OBSERVER, OPENED);
    client.until(head).await;
    assert!(!client.raw.iter().any(|raw| raw.contains(SECRET)));
}

#[tokio::test(start_paused = true)]
async fn l9_the_public_does_not_see_who_was_removed() {
    let hall = Hall::open(2).await;
    let mut observer = hall.joined(OBSERVER).await;
    let mut member = hall.joined(MEMBER + 1).await;
    let removal = json!({"type": "remove", "participant": MEMBER, "reason": "left the body"});
    hall.order(CHAIR, &removal).await.expect("the chair may");
    observer.until(OPENED + 1).await;
    member.until(OPENED + 1).await;
    assert_eq!(observer.events[0]["entry"], json!({"type": "redacted"}));
    assert_eq!(member.events[0]["entry"]["type"], "participant_removed");
    observer.agrees_with(&hall.room, Audience::Public).await;
}
