//! Who is there, as the journal has it: in batches, by connections.

use std::time::Duration;

use rostrum::domain::event::Event;
use rostrum::domain::ids::ParticipantId;
use rostrum::live::limits::LiveLimits;
use rostrum::time::Timestamp;
use serde_json::json;

use super::support::hall::{CHAIR, MEMBER, OPENED, unhurried};
use super::support::{Client, Hall};

fn taking() -> LiveLimits {
    LiveLimits {
        attendance_interval_ms: 10_000,
        departure_grace_ms: 60_000,
        ..unhurried()
    }
}

/// The attendance entries so far: when, who came, who went.
async fn recorded(hall: &Hall) -> Vec<(Timestamp, Vec<u64>, Vec<u64>)> {
    let numbers = |people: Vec<ParticipantId>| people.into_iter().map(|person| person.0).collect();
    let entries = hall.entries().await;
    let found = hall.history().await.into_iter().zip(&entries);
    found
        .filter_map(|(body, entry)| match body.event {
            Event::AttendanceRecorded { arrived, departed } if body.by.is_none() => {
                Some((entry.leaf.at, numbers(arrived), numbers(departed)))
            }
            _ => None,
        })
        .collect()
}

/// So many seconds pass, and what is due by then has happened.
async fn seconds(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    tokio::time::sleep(Duration::from_millis(1)).await;
}

#[tokio::test(start_paused = true)]
async fn d103_l29_people_arrive_with_a_socket_and_depart_without_one() {
    let hall = Hall::open_with(3, &json!({}), taking()).await;
    let mut chair = hall.joined(CHAIR).await;
    let first = hall.joined(MEMBER).await;
    let second = hall.joined(MEMBER + 1).await;
    seconds(10).await;
    assert_eq!(recorded(&hall).await.len(), 1);
    assert_eq!(recorded(&hall).await[0].1, [CHAIR, MEMBER, MEMBER + 1]);
    chair.until(OPENED + 1).await;
    assert_eq!(chair.view.as_ref().expect("a view")["counts"]["arrived"], 3);
    // One goes for good, one comes back in time, one was there with two devices.
    seconds(60).await;
    let went = hall.time.now();
    drop((first, second));
    seconds(40).await;
    let _second = hall.joined(MEMBER + 1).await;
    assert_eq!(recorded(&hall).await.len(), 1);
    seconds(20).await;
    let all = recorded(&hall).await;
    assert_eq!((all.len(), &all[1].1, &all[1].2), (2, &vec![], &vec![MEMBER]));
    assert_eq!(all[1].0, went.plus_millis(60_000), "when the grace was over");
    chair.until(OPENED + 2).await;
    assert_eq!(chair.view.as_ref().expect("a view")["counts"]["arrived"], 2);
    let _first = hall.joined(MEMBER).await;
    seconds(10).await;
    assert_eq!(recorded(&hall).await[2].1, [MEMBER]);
    tokio::time::sleep(Duration::from_hours(1)).await;
    assert_eq!(recorded(&hall).await.len(), 3, "nothing is said twice");
}

#[tokio::test(start_paused = true)]
async fn l29_one_entry_in_ten_seconds_however_many_come_and_go() {
    let hall = Hall::open_with(40, &json!({}), taking()).await;
    let mut inside: Vec<Client> = Vec::new();
    for member in MEMBER..MEMBER + 40 {
        inside.push(hall.joined(member).await);
        seconds(3).await;
        // Nobody goes who was not there long enough to be recorded.
        if member % 3 == 0 && inside.len() > 5 {
            inside.remove(0);
        }
    }
    seconds(100).await;
    let all = recorded(&hall).await;
    let times: Vec<u64> = all.iter().map(|(at, _, _)| at.as_millis()).collect();
    assert!(times.windows(2).all(|two| two[1] - two[0] >= 10_000), "{times:?}");
    let arrived: usize = all.iter().map(|(_, arrived, _)| arrived.len()).sum();
    let departed: usize = all.iter().map(|(_, _, departed)| departed.len()).sum();
    assert_eq!((arrived, departed), (40, 40 - inside.len()));
}

#[tokio::test(start_paused = true)]
async fn d103_l29_a_crowd_is_recorded_in_parts() {
    let hall = Hall::draft(700, &json!({}), taking()).await;
    hall.order(CHAIR, &json!({"type": "open_session"}))
        .await
        .expect("the chair may");
    let mut inside = Vec::new();
    for member in MEMBER..MEMBER + 700 {
        inside.push(hall.joined(member).await);
    }
    seconds(25).await;
    let parts: Vec<usize> = recorded(&hall)
        .await
        .iter()
        .map(|(_, arrived, _)| arrived.len())
        .collect();
    assert_eq!(parts, [500, 200]);
    drop(inside);
    seconds(90).await;
    let parts: Vec<usize> = recorded(&hall)
        .await
        .iter()
        .map(|(_, _, departed)| departed.len())
        .collect();
    assert_eq!(parts, [0, 0, 500, 200]);
}

#[tokio::test(start_paused = true)]
async fn d103_l29_attendance_begins_with_the_opening_and_ends_with_the_end() {
    let hall = Hall::draft(2, &json!({}), taking()).await;
    let _chair = hall.joined(CHAIR).await;
    let _member = hall.joined(MEMBER).await;
    seconds(300).await;
    assert!(recorded(&hall).await.is_empty());
    hall.order(CHAIR, &json!({"type": "open_session"}))
        .await
        .expect("the chair may");
    seconds(1).await;
    assert_eq!(recorded(&hall).await[0].1, [CHAIR, MEMBER]);
    hall.order(CHAIR, &json!({"type": "call_recess"}))
        .await
        .expect("the chair may");
    let second = hall.joined(MEMBER + 1).await;
    seconds(20).await;
    assert_eq!(recorded(&hall).await[1].1, [MEMBER + 1]);
    hall.order(CHAIR, &json!({"type": "adjourn_session"}))
        .await
        .expect("the chair may");
    drop(second);
    seconds(300).await;
    assert_eq!(recorded(&hall).await.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn d103_who_was_signed_in_stays_without_a_socket() {
    let hall = Hall::open_with(2, &json!({}), taking()).await;
    let sign_in = json!({"type": "sign_in", "participants": [MEMBER]});
    hall.order(CHAIR, &sign_in).await.expect("the chair may");
    drop((hall.joined(MEMBER).await, hall.joined(MEMBER + 1).await));
    seconds(300).await;
    let _back = hall.joined(MEMBER).await;
    seconds(300).await;
    assert!(
        recorded(&hall).await.is_empty(),
        "nobody was there long enough, and one is there for good"
    );
}

#[tokio::test(start_paused = true)]
async fn l28_after_a_start_nobody_departs_before_a_further_grace() {
    let hall = Hall::open_with(2, &json!({}), taking()).await;
    let (first, second) = (hall.joined(MEMBER).await, hall.joined(MEMBER + 1).await);
    seconds(10).await;
    let hall = hall.restart().await;
    drop((first, second));
    seconds(30).await;
    let _first = hall.joined(MEMBER).await;
    seconds(29).await;
    assert_eq!(recorded(&hall).await.len(), 1);
    seconds(2).await;
    let all = recorded(&hall).await;
    assert_eq!((all.len(), &all[1].1, &all[1].2), (2, &vec![], &vec![MEMBER + 1]));
}

#[tokio::test(start_paused = true)]
async fn l28_a_session_stays_in_memory_until_all_have_departed() {
    use rostrum::journal::Journal;
    let live = LiveLimits {
        idle_ms: 1_000,
        ..taking()
    };
    let hall = Hall::open_with(2, &json!({}), live).await;
    let member = hall.joined(MEMBER).await;
    seconds(11).await;
    let (journal, session) = (std::sync::Arc::clone(&hall.journal), hall.room.id());
    drop((member, hall));
    seconds(61).await;
    let entries = journal.entries(session, 0, usize::MAX).await.expect("it can be read");
    assert_eq!(
        entries.len() as u64,
        OPENED + 2,
        "the departure is written though nobody holds the room"
    );
}
