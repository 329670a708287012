//! Nobody is told before it is durable, and what waits together becomes durable together.

use rostrum::journal::memory::Fault;
use serde_json::json;
use tokio::sync::oneshot;

use super::support::client::verdict;
use super::support::hall::{CAPTIONER, CHAIR, MEMBER, OPENED};
use super::support::{Hall, commands, settled};

#[tokio::test(start_paused = true)]
async fn l1_nobody_hears_of_what_is_not_durable() {
    let hall = Hall::open(2).await;
    let mut author = hall.joined(MEMBER).await;
    let mut reader = hall.joined(MEMBER + 1).await;
    let mut captioner = hall.joined(CAPTIONER).await;
    settled().await;
    author.drain();
    reader.drain();
    let (gate, held) = oneshot::channel();
    hall.journal.inject(Fault::Held(held));

    let accepted = author.command(&commands::request());
    settled().await;
    // These wait for the next batch; a refusal may rest on what the first one does.
    let refused = reader.command(&json!({"type": "open_session"}));
    captioner.say(&json!({"type": "caption", "turn": OPENED + 1, "text": "words"}));
    settled().await;
    for client in [&mut author, &mut reader, &mut captioner] {
        client.drain();
        assert!(client.replies.is_empty(), "{:?}", client.replies);
        assert!(client.complaints.is_empty(), "{:?}", client.complaints);
        assert!(client.events.is_empty(), "{:?}", client.events);
    }
    assert_eq!(hall.entries().await.len() as u64, OPENED);

    gate.send(()).expect("the append waits");
    assert_eq!(verdict(&author.answer(accepted).await), Ok(OPENED + 1));
    assert_eq!(verdict(&reader.answer(refused).await), Err("not_permitted".into()));
    author.until(OPENED + 1).await;
    reader.until(OPENED + 1).await;
}

#[tokio::test(start_paused = true)]
async fn l1_a_refusal_that_rests_on_an_entry_waits_for_it() {
    let hall = Hall::open(1).await;
    let mut member = hall.joined(MEMBER).await;
    let (first_gate, first) = oneshot::channel();
    let (second_gate, second) = oneshot::channel();
    hall.journal.inject(Fault::Held(first));
    hall.journal.inject(Fault::Held(second));
    let before = member.command(&commands::post("one"));
    settled().await;
    // Both in the next batch: the second is refused because of the first.
    let request = member.command(&commands::request());
    let again = member.command(&commands::request());
    settled().await;
    first_gate.send(()).expect("the append waits");
    member.answer(before).await;
    settled().await;
    member.drain();
    assert_eq!(member.replies.len(), 1);
    second_gate.send(()).expect("the append waits");
    assert_eq!(verdict(&member.answer(again).await), Err("already_waiting".into()));
    assert_eq!(verdict(&member.answer(request).await), Ok(OPENED + 2));
}

#[tokio::test(start_paused = true)]
async fn l1_a_caption_is_not_judged_by_what_is_not_durable() {
    let hall = Hall::open(1).await;
    let mut member = hall.joined(MEMBER).await;
    let mut chair = hall.joined(CHAIR).await;
    let mut captioner = hall.joined(CAPTIONER).await;
    let request = member.ask(&commands::request()).await.expect("the queue is open");
    let turn = chair.ask(&commands::grant(request)).await.expect("the floor is free");
    let (first_gate, first) = oneshot::channel();
    let (second_gate, second) = oneshot::channel();
    hall.journal.inject(Fault::Held(first));
    hall.journal.inject(Fault::Held(second));
    member.command(&commands::post("one"));
    settled().await;
    // In one batch: the turn's end, and words of that turn.
    chair.command(&json!({"type": "end_turn", "expect_turn": turn}));
    settled().await;
    captioner.say(&json!({"type": "caption", "turn": turn, "text": "words"}));
    settled().await;
    first_gate.send(()).expect("the append waits");
    settled().await;
    captioner.drain();
    assert!(captioner.complaints.is_empty(), "told of an end that is not durable");
    second_gate.send(()).expect("the append waits");
    captioner.until(turn + 2).await;
    settled().await;
    captioner.drain();
    assert_eq!(captioner.complaints.len(), 1);
    assert_eq!(captioner.complaints[0]["refusal"]["code"], "stale_turn");
}

#[tokio::test(start_paused = true)]
async fn l2_commands_that_wait_become_one_record() {
    let hall = Hall::open(20).await;
    let mut members = Vec::new();
    for member in MEMBER..MEMBER + 20 {
        members.push(hall.joined(member).await);
    }
    let records = hall.record_sizes().await.len();
    let (gate, held) = oneshot::channel();
    hall.journal.inject(Fault::Held(held));
    members[0].command(&commands::post("first"));
    settled().await;
    for member in &members[1..] {
        member.command(&commands::post("together"));
    }
    settled().await;
    gate.send(()).expect("the append waits");
    for member in &mut members {
        member.until(OPENED + 20).await;
    }
    assert_eq!(hall.record_sizes().await[records..], [1, 19]);
}

#[tokio::test(start_paused = true)]
async fn l2_each_command_is_decided_on_the_state_so_far() {
    let hall = Hall::open(1).await;
    let mut member = hall.joined(MEMBER).await;
    let (gate, held) = oneshot::channel();
    hall.journal.inject(Fault::Held(held));
    member.command(&commands::post("first"));
    settled().await;
    let request = member.command(&commands::request());
    // The id that the request will have is known before it is durable only here, in the same batch.
    let withdrawal = member.command(&json!({"type": "withdraw_request", "request": OPENED + 2}));
    let another = member.command(&commands::request());
    settled().await;
    gate.send(()).expect("the append waits");
    assert_eq!(verdict(&member.answer(request).await), Ok(OPENED + 2));
    assert_eq!(verdict(&member.answer(withdrawal).await), Ok(OPENED + 3));
    assert_eq!(verdict(&member.answer(another).await), Ok(OPENED + 4));
    assert_eq!(hall.record_sizes().await.last(), Some(&3));
}

#[tokio::test(start_paused = true)]
async fn l2_a_large_order_costs_its_batch_nothing() {
    let hall = Hall::open(8).await;
    let mut members = Vec::new();
    for member in MEMBER..MEMBER + 8 {
        members.push(hall.joined(member).await);
    }
    let (gate, held) = oneshot::channel();
    hall.journal.inject(Fault::Held(held));
    let first = members[0].command(&commands::post("first"));
    settled().await;
    // Structures count for a record's size, a person's sector is in the structure, and these characters take most.
    let sector = format!("A{}", "\u{1}".repeat(99));
    let people = |count| {
        let person = json!({"name": "Guest", "role": "observer", "sector": sector});
        serde_json::from_value(json!(vec![person; count])).expect("people to invite")
    };
    let convener = rostrum::domain::Actor::Convener;
    let (room, another) = (hall.room.clone(), hall.room.clone());
    let (some, more) = (people(350), people(490));
    let invited = tokio::spawn(async move { room.invite(convener, None, some).await });
    settled().await;
    let post = members[1].command(&commands::post("between"));
    settled().await;
    let invited_more = tokio::spawn(async move { another.invite(convener, None, more).await });
    let also_invited = tokio::spawn({
        let (room, people) = (hall.room.clone(), people(1_900));
        async move { room.invite(convener, None, people).await }
    });
    settled().await;
    gate.send(()).expect("the append waits");
    assert_eq!(verdict(&members[0].answer(first).await), Ok(OPENED + 1));
    invited.await.expect("no panic").expect("350 people fit a record");
    verdict(&members[1].answer(post).await).expect("the post is small");
    invited_more.await.expect("no panic").expect("490 people fit a record");
    let too_many = also_invited.await.expect("no panic");
    assert_eq!(
        too_many.map_err(|refusal| refusal.code),
        Err(rostrum::domain::Code::TooLarge)
    );
}
