//! A void seat closes its sockets, whatever they do; too many sockets close the oldest, or tell the newcomer.

use std::time::Duration;

use rostrum::domain::ids::ParticipantId;
use rostrum::domain::{Actor, Order};
use rostrum::live::SeatClaim;
use rostrum::live::limits::LiveLimits;
use rostrum::wire::close::Close;
use serde_json::json;
use tokio::time::Instant;

use super::support::hall::{CHAIR, MEMBER, OPENED, unhurried};
use super::support::{Client, Hall, Heard, Pace, settled};

async fn void(hall: &Hall, order: Order) {
    hall.room
        .order(Actor::Convener, None, order)
        .await
        .expect("the convener may");
}

#[tokio::test(start_paused = true)]
async fn l10_renewed_revoked_and_removed_seats_close_at_once() {
    let hall = Hall::open(4).await;
    let mut clients = Vec::new();
    for member in MEMBER..MEMBER + 4 {
        clients.push(hall.joined(member).await);
    }
    let mut second = hall.joined(MEMBER).await;
    void(&hall, Order::RenewSeat(ParticipantId(MEMBER))).await;
    void(&hall, Order::RevokeSeat(ParticipantId(MEMBER + 1))).await;
    let removal = json!({"type": "remove", "participant": MEMBER + 2, "reason": "left the body"});
    hall.order(CHAIR, &removal).await.expect("the chair may");
    let mut stays = clients.pop().expect("the last one");
    for client in clients.iter_mut().chain([&mut second]) {
        assert_eq!(client.closed().await, Some(Close::SeatRevoked));
        let bye = client.bye.as_ref().expect("a word before");
        assert_eq!((&bye["code"], &bye["retry_ms"]), (&json!("seat_revoked"), &json!(null)));
    }
    stays.until(OPENED + 3).await;
}

#[tokio::test(start_paused = true)]
async fn l10_a_stalled_socket_closes_within_a_second_and_without_a_word_in_a_cut_stream() {
    let hall = Hall::open(2).await;
    let mut client = hall.joined(MEMBER).await;
    client.pace(Pace::Stalled);
    // Its write stalls now.
    hall.post(MEMBER + 1, "words").await;
    settled().await;
    let begun = Instant::now();
    void(&hall, Order::RevokeSeat(ParticipantId(MEMBER))).await;
    assert_eq!(client.closed().await, Some(Close::SeatRevoked));
    assert!(begun.elapsed() <= Duration::from_secs(1), "after {:?}", begun.elapsed());
    assert!(client.bye.is_none());
    assert_eq!(client.next().await, Heard::Gone);
}

#[tokio::test(start_paused = true)]
async fn l10_who_is_slow_but_reads_hears_why_the_socket_closes() {
    let hall = Hall::open(2).await;
    let mut client = hall.joined(MEMBER).await;
    client.pace(Pace::Dripping(Duration::from_millis(100)));
    hall.post(MEMBER + 1, "words").await;
    settled().await;
    let begun = Instant::now();
    void(&hall, Order::RevokeSeat(ParticipantId(MEMBER))).await;
    assert_eq!(client.closed().await, Some(Close::SeatRevoked));
    assert!(begun.elapsed() <= Duration::from_secs(1), "after {:?}", begun.elapsed());
    assert_eq!(client.bye.expect("a word")["code"], "seat_revoked");
}

#[tokio::test(start_paused = true)]
async fn l10_a_socket_that_takes_no_bye_closes_within_a_second() {
    let hall = Hall::open(1).await;
    let mut client = hall.joined(MEMBER).await;
    while client.presences.is_empty() {
        client.next().await;
    }
    client.pace(Pace::Stalled);
    let begun = Instant::now();
    void(&hall, Order::RevokeSeat(ParticipantId(MEMBER))).await;
    assert_eq!(client.closed().await, Some(Close::SeatRevoked));
    assert!(begun.elapsed() <= Duration::from_secs(1), "after {:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn l10_a_socket_that_stalls_at_its_ping_closes_within_a_second() {
    let live = LiveLimits {
        heartbeat_ms: 5_000,
        ..unhurried()
    };
    let hall = Hall::open_with(1, &json!({}), live).await;
    let mut client = hall.joined(MEMBER).await;
    while client.presences.is_empty() {
        client.next().await;
    }
    client.pace(Pace::Stalled);
    tokio::time::sleep(Duration::from_secs(6)).await;
    let begun = Instant::now();
    void(&hall, Order::RevokeSeat(ParticipantId(MEMBER))).await;
    assert_eq!(client.closed().await, Some(Close::SeatRevoked));
    assert!(begun.elapsed() <= Duration::from_secs(1), "after {:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn l10_a_void_seat_does_not_join_and_the_new_one_does() {
    let hall = Hall::open(1).await;
    void(&hall, Order::RenewSeat(ParticipantId(MEMBER))).await;
    let mut old = Client::join(&hall.room, Hall::seat(MEMBER));
    assert_eq!(old.closed().await, Some(Close::SeatRevoked));
    let new = SeatClaim {
        generation: 2,
        ..Hall::seat(MEMBER)
    };
    let mut new = Client::join(&hall.room, new);
    new.welcomed().await;
    let mut nobody = Client::join(&hall.room, Hall::seat(99));
    assert_eq!(nobody.closed().await, Some(Close::SeatRevoked));
    void(&hall, Order::RevokeSeat(ParticipantId(MEMBER))).await;
    assert_eq!(new.closed().await, Some(Close::SeatRevoked));
    // After a revocation not even the newest generation has an invitation.
    let newest = SeatClaim {
        generation: 3,
        ..Hall::seat(MEMBER)
    };
    let mut newest = Client::join(&hall.room, newest);
    assert_eq!(newest.closed().await, Some(Close::SeatRevoked));
}

#[tokio::test(start_paused = true)]
async fn l11_the_ninth_socket_of_a_person_closes_the_oldest() {
    let hall = Hall::open(2).await;
    let mut sockets = Vec::new();
    for _ in 0..9 {
        sockets.push(hall.joined(MEMBER).await);
    }
    let other = hall.joined(MEMBER + 1).await;
    assert_eq!(sockets[0].closed().await, Some(Close::Replaced));
    hall.post(MEMBER + 1, "words").await;
    for socket in sockets[1..].iter_mut().chain([&mut { other }]) {
        socket.until(OPENED + 1).await;
    }
}

#[tokio::test(start_paused = true)]
async fn l11_many_sockets_at_once_leave_the_newest_eight() {
    let hall = Hall::open(1).await;
    let mut sockets = Vec::new();
    for _ in 0..20 {
        // Nobody runs between these, so that many register before the first one has gone.
        sockets.push(Client::join(&hall.room, Hall::seat(MEMBER)));
    }
    settled().await;
    let mut open = 0;
    for socket in &mut sockets {
        socket.drain();
        open += usize::from(socket.bye.is_none());
    }
    assert_eq!(open, 8);
    assert!(
        sockets[12..].iter().all(|socket| socket.bye.is_none()),
        "the newest stay"
    );
    for socket in &mut sockets[..12] {
        assert_eq!(socket.bye.as_ref().expect("a word")["code"], "replaced");
    }
}

#[tokio::test(start_paused = true)]
async fn l11_a_full_session_tells_the_newcomer_and_harms_nobody_inside() {
    let live = LiveLimits {
        sockets_per_session_max: 2,
        ..unhurried()
    };
    let hall = Hall::open_with(3, &json!({}), live).await;
    let mut inside = [hall.joined(MEMBER).await, hall.joined(MEMBER + 1).await];
    let mut newcomer = Client::join(&hall.room, Hall::seat(MEMBER + 2));
    assert_eq!(newcomer.closed().await, Some(Close::GoingAway));
    assert!(newcomer.bye.as_ref().expect("a word")["retry_ms"].is_u64());
    hall.post(MEMBER, "words").await;
    for client in &mut inside {
        client.until(OPENED + 1).await;
    }
    let [left, _stays] = inside;
    drop(left);
    settled().await;
    hall.joined(MEMBER + 2).await;
}

#[tokio::test(start_paused = true)]
async fn l11_in_a_full_session_a_person_may_still_replace_the_own_oldest_socket() {
    let live = LiveLimits {
        sockets_per_session_max: 1,
        sockets_per_participant_max: 1,
        ..unhurried()
    };
    let hall = Hall::open_with(1, &json!({}), live).await;
    let mut half_dead = hall.joined(MEMBER).await;
    let _anew = hall.joined(MEMBER).await;
    assert_eq!(half_dead.closed().await, Some(Close::Replaced));
}

#[tokio::test(start_paused = true)]
async fn l10_who_gives_up_the_own_seat_hears_that_it_took_effect() {
    let hall = Hall::open(1).await;
    let mut chair = hall.joined(CHAIR).await;
    let id = chair.command(&json!({"type": "remove", "participant": CHAIR, "reason": "hands over"}));
    assert_eq!(chair.answer(id).await["ok"], true);
    assert_eq!(chair.closed().await, Some(Close::SeatRevoked));
}
