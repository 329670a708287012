//! Two servers over one journal: whatever they write at once, there is one history.

use rostrum::domain::Audience;
use uuid::Uuid;

use super::support::client::verdict;
use super::support::hall::{MEMBER, OPENED, ordered};
use super::support::{Client, Hall, commands};

#[tokio::test(start_paused = true)]
async fn l6_two_writers_keep_one_history_and_both_catch_up() {
    let hall = Hall::open(2).await;
    let other = hall.another_hub().await;
    let other_room = other.open(hall.room.id()).await.expect("the session is there");
    let mut here = hall.joined(MEMBER).await;
    let mut there = Client::join(&other_room, Hall::seat(MEMBER + 1));
    there.welcomed().await;

    assert_eq!(here.ask(&commands::post("here")).await, Ok(OPENED + 1));
    // The other node does not know of it: its append must not succeed.
    let id = there.command(&commands::post("there"));
    assert_eq!(verdict(&there.answer(id).await), Err("unavailable".into()));
    there.until(OPENED + 1).await;
    there.replies.clear();
    there.command_as(id, &commands::post("there"));
    assert_eq!(verdict(&there.answer(id).await), Ok(OPENED + 2));

    let id = here.command(&commands::post("here again"));
    assert_eq!(verdict(&here.answer(id).await), Err("unavailable".into()));
    here.replies.clear();
    here.command_as(id, &commands::post("here again"));
    assert_eq!(verdict(&here.answer(id).await), Ok(OPENED + 3));
    here.until(OPENED + 3).await;
    assert_eq!(here.seqs(), [OPENED + 1, OPENED + 2, OPENED + 3]);
    here.agrees_with(&hall.room, Audience::Members).await;
    there.until(OPENED + 2).await;
    assert_eq!(there.seqs(), [OPENED + 1, OPENED + 2]);
}

#[tokio::test(start_paused = true)]
async fn l6_a_command_accepted_by_one_node_has_its_answer_at_the_other() {
    let hall = Hall::open(1).await;
    let other = hall.another_hub().await;
    let other_room = other.open(hall.room.id()).await.expect("the session is there");
    let id = Uuid::new_v4();
    let first = ordered(&hall.room, MEMBER, id, &commands::post("once")).await;
    assert_eq!(first.expect("accepted").first, OPENED + 1);
    // Decided there on an older state, it meets the journal, and its answer is found.
    let again = ordered(&other_room, MEMBER, id, &commands::post("once")).await;
    assert_eq!(again.expect("the first answer").first, OPENED + 1);
    assert_eq!(hall.entries().await.len() as u64, OPENED + 1);
}
