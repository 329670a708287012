//! A journal that fails: the state is folded anew, answers are true, and connections go on without gap or repeat.

use std::time::Duration;

use rostrum::domain::ids::ParticipantId;
use rostrum::domain::{Actor, Audience, Order};
use rostrum::journal::memory::Fault;
use rostrum::wire::close::Close;
use uuid::Uuid;

use super::support::client::verdict;
use super::support::hall::{MEMBER, OPENED};
use super::support::{Client, Hall, commands, settled};

/// One member writes while an append suffers `fault`; another reads. Answers what the writer was told.
async fn written_under(fault: Fault) -> (Hall, Client, Client, Uuid, Result<u64, String>) {
    let hall = Hall::open(2).await;
    let mut writer = hall.joined(MEMBER).await;
    let reader = hall.joined(MEMBER + 1).await;
    hall.journal.inject(fault);
    let id = writer.command(&commands::post("words"));
    let told = verdict(&writer.answer(id).await);
    (hall, writer, reader, id, told)
}

/// The same command again succeeds once; both clients have every entry once and agree with a newcomer.
async fn goes_on(hall: &Hall, mut writer: Client, mut reader: Client, id: Uuid) {
    writer.replies.clear();
    writer.command_as(id, &commands::post("words"));
    assert_eq!(verdict(&writer.answer(id).await), Ok(OPENED + 1));
    assert_eq!(hall.post(MEMBER, "more").await, OPENED + 2);
    for client in [&mut writer, &mut reader] {
        client.until(OPENED + 2).await;
        assert_eq!(client.seqs(), [OPENED + 1, OPENED + 2]);
        assert_eq!(client.states.len(), 1, "nobody had to begin anew");
        client.agrees_with(&hall.room, Audience::Members).await;
    }
}

#[tokio::test(start_paused = true)]
async fn l4_a_conflict_is_unavailable_and_sent_again_succeeds_once() {
    let (hall, writer, reader, id, told) = written_under(Fault::Conflict).await;
    assert_eq!(told, Err("unavailable".into()));
    goes_on(&hall, writer, reader, id).await;
}

#[tokio::test(start_paused = true)]
async fn l4_what_is_found_in_the_journal_was_accepted() {
    let (hall, writer, reader, id, told) = written_under(Fault::AmbiguousCommitted).await;
    assert_eq!(told, Ok(OPENED + 1));
    goes_on(&hall, writer, reader, id).await;
}

#[tokio::test(start_paused = true)]
async fn l4_what_is_not_found_is_unavailable_and_sent_again_succeeds_once() {
    let (hall, writer, reader, id, told) = written_under(Fault::AmbiguousLost).await;
    assert_eq!(told, Err("unavailable".into()));
    assert_eq!(hall.head().await, OPENED);
    goes_on(&hall, writer, reader, id).await;
}

#[tokio::test(start_paused = true)]
async fn l4_a_full_journal_is_unavailable_and_sent_again_succeeds_once() {
    let (hall, writer, reader, id, told) = written_under(Fault::Full).await;
    assert_eq!(told, Err("unavailable".into()));
    goes_on(&hall, writer, reader, id).await;
}

#[tokio::test(start_paused = true)]
async fn l4_a_slow_journal_is_only_slow() {
    let (hall, writer, reader, id, told) = written_under(Fault::Slow(Duration::from_secs(5))).await;
    assert_eq!(told, Ok(OPENED + 1));
    goes_on(&hall, writer, reader, id).await;
}

#[tokio::test(start_paused = true)]
async fn l4_nothing_of_a_failed_batch_stays_in_the_state() {
    let hall = Hall::open(1).await;
    let mut member = hall.joined(MEMBER).await;
    hall.journal.inject(Fault::Full);
    assert_eq!(member.ask(&commands::request()).await, Err("unavailable".into()));
    // Had the state kept the request, this would be `already_waiting`.
    assert_eq!(member.ask(&commands::request()).await, Ok(OPENED + 1));
}

#[tokio::test(start_paused = true)]
async fn l10_a_seat_is_void_also_when_its_end_was_found_in_the_journal() {
    let hall = Hall::open(2).await;
    let mut gone = hall.joined(MEMBER).await;
    let mut stays = hall.joined(MEMBER + 1).await;
    hall.journal.inject(Fault::AmbiguousCommitted);
    let revoked = Order::RevokeSeat(ParticipantId(MEMBER));
    let told = hall.room.order(Actor::Convener, Some(Uuid::new_v4()), revoked).await;
    assert_eq!(told.expect("it is in the journal").first, OPENED + 1);
    assert_eq!(gone.closed().await, Some(Close::SeatRevoked));
    stays.until(OPENED + 1).await;
    settled().await;
    assert_eq!(hall.post(MEMBER + 1, "still here").await, OPENED + 2);
    stays.until(OPENED + 2).await;
}
