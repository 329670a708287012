//! A command that is sent again gets the first answer, wherever and whenever.

use rostrum::journal::memory::Fault;
use serde_json::json;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::support::client::verdict;
use super::support::hall::{CHAIR, ITEM, MEMBER, OPENED, ordered};
use super::support::{Client, Hall, commands, settled};

#[tokio::test(start_paused = true)]
async fn l3_sent_again_on_the_same_connection() {
    let hall = Hall::open(1).await;
    let mut member = hall.joined(MEMBER).await;
    let id = member.command(&commands::post("once"));
    assert_eq!(verdict(&member.answer(id).await), Ok(OPENED + 1));
    member.replies.clear();
    member.command_as(id, &commands::post("once"));
    assert_eq!(verdict(&member.answer(id).await), Ok(OPENED + 1));
    // Whatever it says now.
    member.replies.clear();
    member.command_as(id, &json!({"type": "open_session"}));
    assert_eq!(verdict(&member.answer(id).await), Ok(OPENED + 1));
    assert_eq!(hall.head().await, OPENED + 1);
}

#[tokio::test(start_paused = true)]
async fn l3_sent_again_on_another_connection_while_the_first_is_not_durable() {
    let hall = Hall::open(1).await;
    let mut first = hall.joined(MEMBER).await;
    let mut second = hall.joined(MEMBER).await;
    let (gate, held) = oneshot::channel();
    hall.journal.inject(Fault::Held(held));
    let id = first.command(&commands::post("once"));
    settled().await;
    second.command_as(id, &commands::post("twice"));
    settled().await;
    second.drain();
    assert!(second.replies.is_empty());
    gate.send(()).expect("the append waits");
    assert_eq!(verdict(&first.answer(id).await), Ok(OPENED + 1));
    assert_eq!(verdict(&second.answer(id).await), Ok(OPENED + 1));
    assert_eq!(hall.head().await, OPENED + 1);
}

#[tokio::test(start_paused = true)]
async fn l3_sent_twice_within_one_batch() {
    let hall = Hall::open(1).await;
    let member = hall.joined(MEMBER).await;
    let (gate, held) = oneshot::channel();
    hall.journal.inject(Fault::Held(held));
    member.command(&commands::post("before"));
    settled().await;
    let (second_gate, second) = oneshot::channel();
    hall.journal.inject(Fault::Held(second));
    let id = Uuid::new_v4();
    let (one, two) = (hall.room.clone(), hall.room.clone());
    let one = tokio::spawn(async move { ordered(&one, MEMBER, id, &commands::post("one")).await });
    let two = tokio::spawn(async move { ordered(&two, MEMBER, id, &commands::post("two")).await });
    settled().await;
    gate.send(()).expect("the append waits");
    settled().await;
    assert!(
        !one.is_finished() && !two.is_finished(),
        "the answer to the second waits with the first"
    );
    second_gate.send(()).expect("the append waits");
    let one = one.await.expect("no panic").expect("accepted");
    let two = two.await.expect("no panic").expect("accepted");
    assert_eq!((one, one.first), (two, OPENED + 2));
    assert_eq!(hall.head().await, OPENED + 2);
}

#[tokio::test(start_paused = true)]
async fn l3_sent_again_after_a_restart() {
    let hall = Hall::open(1).await;
    let mut member = hall.joined(MEMBER).await;
    let id = member.command(&commands::post("once"));
    assert_eq!(verdict(&member.answer(id).await), Ok(OPENED + 1));
    let hall = hall.restart().await;
    let mut member = Client::join(&hall.room, Hall::seat(MEMBER));
    member.command_as(id, &commands::post("twice"));
    assert_eq!(verdict(&member.answer(id).await), Ok(OPENED + 1));
    assert_eq!(hall.head().await, OPENED + 1);
}

#[tokio::test(start_paused = true)]
async fn l3_an_invitation_sent_again_names_the_same_entries() {
    let hall = Hall::open(1).await;
    let convener = rostrum::domain::Actor::Convener;
    let people = |count: usize| {
        let people = json!(vec![json!({"name": "Guest", "role": "observer"}); count]);
        serde_json::from_value(people).expect("people to invite")
    };
    let id = Some(Uuid::new_v4());
    let invited = hall
        .room
        .invite(convener, id, people(1_200))
        .await
        .expect("they may be invited");
    assert_eq!((invited.first, invited.last), (OPENED + 1, OPENED + 3));
    let hall = hall.restart().await;
    let again = hall
        .room
        .invite(convener, id, people(1))
        .await
        .expect("the first answer");
    assert_eq!(again, invited);
}

#[tokio::test(start_paused = true)]
async fn l3_another_person_with_the_same_id_is_another_command() {
    let hall = Hall::open(2).await;
    let mut one = hall.joined(MEMBER).await;
    let mut other = hall.joined(MEMBER + 1).await;
    let id = one.command(&commands::post("one"));
    assert_eq!(verdict(&one.answer(id).await), Ok(OPENED + 1));
    other.command_as(id, &commands::post("other"));
    assert_eq!(verdict(&other.answer(id).await), Ok(OPENED + 2));
}

#[tokio::test(start_paused = true)]
async fn l3_a_refusal_is_not_kept() {
    let hall = Hall::open(1).await;
    let mut member = hall.joined(MEMBER).await;
    let request = member.ask(&commands::request()).await.expect("the queue is open");
    let id = member.command(&commands::request());
    assert_eq!(verdict(&member.answer(id).await), Err("already_waiting".into()));
    let withdrawal = json!({"type": "withdraw_request", "request": request});
    member.ask(&withdrawal).await.expect("an own request");
    member.replies.clear();
    member.command_as(id, &commands::request());
    assert_eq!(verdict(&member.answer(id).await), Ok(OPENED + 3));
}

#[tokio::test(start_paused = true)]
async fn d97_the_first_answer_says_what_takes_the_command_back_and_a_repeat_does_not() {
    let hall = Hall::open(1).await;
    let mut chair = hall.joined(CHAIR).await;
    let close = json!({"type": "close_queue", "item": ITEM});
    let id = chair.command(&close);
    let first = chair.answer(id).await;
    let open = json!({"type": "open_queue", "item": ITEM});
    assert_eq!((verdict(&first), &first["undo"]), (Ok(OPENED + 1), &open));
    chair.replies.clear();
    chair.command_as(id, &close);
    let again = chair.answer(id).await;
    assert_eq!(verdict(&again), Ok(OPENED + 1));
    assert!(again.get("undo").is_none());
    // What takes it back is a command as it stands, with an answer that takes that back.
    let id = chair.command(&first["undo"]);
    let undone = chair.answer(id).await;
    assert_eq!((verdict(&undone), &undone["undo"]), (Ok(OPENED + 2), &close));
    // What nothing takes back, and what was refused, says nothing.
    let id = chair.command(&commands::post("words"));
    assert!(chair.answer(id).await.get("undo").is_none());
    let id = chair.command(&open);
    let refused = chair.answer(id).await;
    assert!(refused["ok"] == false && refused.get("undo").is_none());
}

#[tokio::test(start_paused = true)]
async fn d97_what_takes_it_back_is_made_of_what_was_so_before() {
    let hall = Hall::open(2).await;
    let mut chair = hall.joined(CHAIR).await;
    let mut requests = Vec::new();
    for member in [MEMBER, MEMBER + 1] {
        let request = hall.order(member, &commands::request()).await;
        requests.push(request.expect("the queue is open").first);
    }
    let order = |client: &Client| client.view.as_ref().expect("a view")["queues"][ITEM.to_string()]["order"].clone();
    chair.until(requests[1]).await;
    let before = order(&chair);
    let up = json!({"type": "move_request", "request": requests[1], "before": requests[0], "reason": "for balance"});
    let id = chair.command(&up);
    let answer = chair.answer(id).await;
    assert_eq!(answer["undo"]["type"], "move_request");
    chair.until(requests[1] + 1).await;
    assert_ne!(order(&chair), before);
    assert!(chair.ask(&answer["undo"]).await.is_ok());
    chair.until(requests[1] + 2).await;
    assert_eq!(order(&chair), before);
    // The answer that was found in the journal after an unclear append takes it back as well.
    hall.journal.inject(Fault::AmbiguousCommitted);
    let id = chair.command(&json!({"type": "call_speaker", "request": requests[0], "expect_turn": null}));
    let answer = chair.answer(id).await;
    assert_eq!(answer["undo"], json!({"type": "recall_call", "request": requests[0]}));
}
