//! When something is full, the newcomer is told, and nobody inside is harmed.

use std::io;

use bytes::Bytes;
use rostrum::live::Trouble;
use rostrum::live::limits::LiveLimits;
use rostrum::live::transport::{Incoming, Outlet, Transport};
use rostrum::wire::close::Close;
use serde_json::json;

use super::support::hall::{MEMBER, OPENED, plan, unhurried};
use super::support::{Hall, settled};

#[tokio::test(start_paused = true)]
async fn l33_a_full_server_opens_no_further_session_until_one_has_gone() {
    let live = LiveLimits {
        sessions_max: 1,
        idle_ms: 1_000,
        ..unhurried()
    };
    let hall = Hall::open_with(2, &json!({}), live).await;
    let mut inside = hall.joined(MEMBER).await;
    let further = hall.hub.create(&plan(1, &json!({})), None).await;
    assert_eq!(further.err(), Some(Trouble::Unavailable));
    hall.hub
        .open(hall.room.id())
        .await
        .expect("who is inside comes and goes");
    hall.post(MEMBER + 1, "words").await;
    inside.until(OPENED + 1).await;

    // Nothing was made that nobody can open.
    let known = hall.hub.journal().sessions(None, 10).await.expect("it can be read");
    assert_eq!(known, [hall.room.id()]);
    let Hall { hub, room, .. } = hall;
    drop((inside, room));
    settled().await;
    // Attendance may still have to be recorded.
    tokio::time::sleep(std::time::Duration::from_mins(2)).await;
    hub.create(&plan(1, &json!({})), None).await.expect("there is room");
}

/// A socket that never says anything.
struct Silence;

impl Transport for Silence {
    fn outlet(&self) -> Option<Box<dyn Outlet>> {
        None
    }

    async fn receive(&mut self) -> Incoming {
        std::future::pending().await
    }

    async fn send(&mut self, _: &[Bytes]) -> io::Result<()> {
        Ok(())
    }

    async fn ping(&mut self) -> io::Result<()> {
        Ok(())
    }

    async fn close(&mut self, _: Close) {}
}

#[tokio::test(start_paused = true)]
async fn l32_a_connection_that_waits_is_small() {
    let hall = Hall::draft(1, &json!({}), unhurried()).await;
    let serving = hall.room.serve(Hall::seat(MEMBER), Silence);
    let bytes = std::mem::size_of_val(&serving);
    assert!(bytes <= 1_536, "{bytes} bytes");
}
