//! The place where the tests meet: a journal in memory, a clock that can jump, a hub, and a session with people.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rostrum::domain::command::Command;
use rostrum::domain::creation::NewSession;
use rostrum::domain::event::Event;
use rostrum::domain::ids::ParticipantId;
use rostrum::domain::{Actor, Order, Refusal};
use rostrum::journal::memory::MemoryJournal;
use rostrum::journal::{Entry, Journal, codec};
use rostrum::live::limits::LiveLimits;
use rostrum::live::{Accepted, Clock, Hub, HubConfig, Room, SeatClaim};
use rostrum::time::Timestamp;
use serde_json::{Value, json};
use tokio::time::Instant;
use uuid::Uuid;

use super::client::Client;

pub const CHAIR: u64 = 1;
pub const CLERK: u64 = 2;
pub const CAPTIONER: u64 = 3;
pub const OBSERVER: u64 = 4;
/// The first member; [`Hall`] has as many as asked for from here on.
pub const MEMBER: u64 = 5;
/// The one item of the agenda.
pub const ITEM: u64 = 3;
/// The thread that [`Hall::open`] opens.
pub const THREAD: u64 = 5;
/// Where [`Hall::open`] leaves the session.
pub const OPENED: u64 = 6;

/// 2026-11-24T01:00:00Z.
const BEGINNING_MS: u64 = 1_795_482_000_000;

/// The servers' clock: tokio's time, and jumps.
#[derive(Debug)]
pub struct Time {
    began: Instant,
    jumped_ms: AtomicI64,
}

impl Time {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            began: Instant::now(),
            jumped_ms: AtomicI64::new(0),
        })
    }

    pub fn jump(&self, ms: i64) {
        self.jumped_ms.fetch_add(ms, Ordering::SeqCst);
    }

    pub fn now(&self) -> Timestamp {
        let elapsed = u64::try_from(self.began.elapsed().as_millis()).expect("a test is short");
        let now = Timestamp::from_millis(BEGINNING_MS).plus_millis(elapsed);
        let jumped = self.jumped_ms.load(Ordering::SeqCst);
        Timestamp::from_millis(now.as_millis().saturating_add_signed(jumped))
    }

    pub fn clock(self: &Arc<Self>) -> Clock {
        let time = Arc::clone(self);
        Arc::new(move || time.now())
    }
}

/// A session on a hub of its own.
pub struct Hall {
    pub journal: Arc<MemoryJournal>,
    pub time: Arc<Time>,
    pub config: HubConfig,
    pub hub: Hub,
    pub room: Room,
}

/// Limits under which no test is slowed down by a rate of real time, and none meets an attendance that it did not ask for.
pub fn unhurried() -> LiveLimits {
    LiveLimits {
        commands_per_second: 1_000_000,
        commands_burst: 1_000_000,
        messages_per_second: 1_000_000,
        attendance_interval_ms: 86_400_000,
        ..LiveLimits::default()
    }
}

/// A session with a chair, a clerk, a captioner, an observer and `members` members, on one item.
pub fn plan(members: usize, rules: &Value) -> NewSession {
    let mut people = vec![
        json!({"name": "Chair", "role": "chair"}),
        json!({"name": "Clerk", "role": "clerk"}),
        json!({"name": "Captioner", "role": "captioner"}),
        json!({"name": "Observer", "role": "observer"}),
    ];
    let member = |number| json!({"name": format!("Member {number}"), "role": "member", "sector": "Science"});
    people.extend((0..members).map(member));
    let plan = json!({
        "title": "A consultation", "rules": rules, "participants": people,
        "agenda": [{"title": "Speeches", "kind": "discussion"}],
    });
    serde_json::from_value(plan).expect("the plan is a new session")
}

impl Hall {
    /// A session in its draft.
    pub async fn draft(members: usize, rules: &Value, live: LiveLimits) -> Self {
        let journal = Arc::new(MemoryJournal::new());
        let time = Time::new();
        let config = HubConfig {
            live,
            ..HubConfig::default()
        };
        let hub = Hub::new(Arc::clone(&journal) as Arc<dyn Journal>, config.clone(), time.clock()).await;
        let hub = hub.expect("a journal in memory can be read");
        let room = hub.create(&plan(members, rules), None).await.expect("a session");
        Self {
            journal,
            time,
            config,
            hub,
            room,
        }
    }

    /// A session that is open, with a thread to write in and its item started: at entry [`OPENED`].
    pub async fn open_with(members: usize, rules: &Value, live: LiveLimits) -> Self {
        let hall = Self::draft(members, rules, live).await;
        for command in [
            json!({"type": "open_session"}),
            json!({"type": "open_thread", "title": "Opinions"}),
            json!({"type": "start_item", "item": ITEM, "expect_item": null}),
        ] {
            hall.order(CHAIR, &command).await.expect("the chair may");
        }
        hall
    }

    /// As [`Hall::open_with`], with the form's own rules and no rate that matters.
    pub async fn open(members: usize) -> Self {
        Self::open_with(members, &json!({}), unhurried()).await
    }

    /// Another server over the same journal.
    pub async fn another_hub(&self) -> Hub {
        let journal = Arc::clone(&self.journal) as Arc<dyn Journal>;
        let hub = Hub::new(journal, self.config.clone(), self.time.clock()).await;
        hub.expect("a journal in memory can be read")
    }

    /// The server ends and another one begins.
    pub async fn restart(self) -> Self {
        self.hub.shutdown().await;
        let hub = self.another_hub().await;
        let room = hub.open(self.room.id()).await.expect("the session is there");
        Self { hub, room, ..self }
    }

    /// The first seat of a participant.
    pub fn seat(participant: u64) -> SeatClaim {
        SeatClaim {
            participant: ParticipantId(participant),
            generation: 1,
        }
    }

    /// A newcomer who has heard `welcome` and `state`.
    pub async fn joined(&self, participant: u64) -> Client {
        let mut client = Client::join(&self.room, Self::seat(participant));
        client.welcomed().await;
        client
    }

    /// Orders a command without a socket.
    pub async fn order(&self, by: u64, command: &Value) -> Result<Accepted, Refusal> {
        ordered(&self.room, by, Uuid::new_v4(), command).await
    }

    /// Orders without waiting for the answer.
    pub fn order_later(&self, by: u64, command: Value) {
        let room = self.room.clone();
        tokio::spawn(async move { ordered(&room, by, Uuid::new_v4(), &command).await });
    }

    /// A post of a member's, as something that happens.
    pub async fn post(&self, by: u64, text: &str) -> u64 {
        let accepted = self.order(by, &commands::post(text)).await;
        accepted.expect("a member may write").first
    }

    pub async fn head(&self) -> u64 {
        let head = self.room.read(rostrum::domain::Session::head).await;
        head.expect("the room can be read")
    }

    /// The entries of the journal.
    pub async fn entries(&self) -> Vec<Entry> {
        let entries = self.journal.entries(self.room.id(), 0, usize::MAX).await;
        entries.expect("a journal in memory can be read")
    }

    /// How many entries each record has.
    pub async fn record_sizes(&self) -> Vec<usize> {
        let records = self.journal.records(self.room.id(), 0, usize::MAX).await;
        let records = records.expect("a journal in memory can be read");
        records.iter().map(|record| record.entries.len()).collect()
    }

    /// What happened, with who did it and by which command.
    pub async fn history(&self) -> Vec<codec::Body<Option<ParticipantId>, Event>> {
        let entries = self.entries().await;
        let bodies = entries.iter().map(|entry| codec::open_body(entry, codec::unchanged));
        bodies
            .map(|body| body.expect("an entry has its form").expect("nothing is erased"))
            .collect()
    }
}

/// Orders a command of a participant without a socket.
pub async fn ordered(room: &Room, by: u64, id: Uuid, command: &Value) -> Result<Accepted, Refusal> {
    let command: Command = serde_json::from_value(command.clone()).expect("a command");
    let actor = Actor::Participant(ParticipantId(by));
    room.order(actor, Some(id), Order::Command(Box::new(command))).await
}

/// Commands as they stand on the wire.
pub mod commands {
    use serde_json::{Value, json};

    use super::{ITEM, THREAD};

    pub fn post(text: &str) -> Value {
        json!({"type": "publish_post", "thread": THREAD, "text": text})
    }

    pub fn request() -> Value {
        json!({"type": "request_floor", "item": ITEM, "kind": "impromptu"})
    }

    pub fn grant(request: u64) -> Value {
        json!({"type": "grant_floor", "request": request, "expect_turn": null})
    }
}

/// Lets everything happen that can happen without time passing to speak of.
pub async fn settled() {
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
}
