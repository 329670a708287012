//! When something is full, the newcomer is told, and nobody inside is harmed.

use rostrum::live::Trouble;
use rostrum::live::limits::LiveLimits;
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
    hall.hub.open(hall.room.id()).await.expect("who is inside comes and goes");
    hall.post(MEMBER + 1, "words").await;
    inside.until(OPENED + 1).await;

    // Nothing was made that nobody can open.
    let known = hall.hub.journal().sessions(None, 10).await.expect("it can be read");
    assert_eq!(known, [hall.room.id()]);
    let Hall { hub, room, .. } = hall;
    drop((inside, room));
    settled().await;
    tokio::time::sleep(std::time::Duration::from_mins(2)).await;
    hub.create(&plan(1, &json!({})), None).await.expect("there is room");
}
