//! Live rooms on sockets in memory: from a command to the last of a thousand members, and a storm of newcomers.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use bytes::Bytes;
use criterion::{Criterion, Throughput};
use rostrum::domain::command::{Command, RequestKind};
use rostrum::domain::creation::NewSession;
use rostrum::domain::ids::{ItemId, ParticipantId, ThreadId};
use rostrum::domain::{Actor, Audience, Order};
use rostrum::journal::Journal;
use rostrum::journal::memory::MemoryJournal;
use rostrum::journal::sqlite::SqliteJournal;
use rostrum::live::limits::LiveLimits;
use rostrum::live::transport::{Incoming, Outlet, Taken, Transport};
use rostrum::live::{Hub, HubConfig, Room, SeatClaim};
use rostrum::time::Timestamp;
use rostrum::wire::close::Close;
use serde_json::json;
use tokio::runtime::Runtime;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use uuid::Uuid;

/// Members of a large session.
const MEMBERS: u64 = 1_000;
/// Chair, and the first member's number after it.
const CHAIR: u64 = 1;
const FIRST_MEMBER: u64 = 2;
/// Waiting requests that make a view of about 4 KiB.
const WAITING: u64 = 12;

/// How many frames of one kind have come, over all sockets, and who waits for how many.
#[derive(Debug, Default)]
struct Tally {
    frames: AtomicU64,
    goal: AtomicU64,
    reached: Notify,
}

impl Tally {
    /// Begins anew, for `goal` frames.
    fn expect(&self, goal: u64) {
        self.frames.store(0, Ordering::SeqCst);
        self.goal.store(goal, Ordering::SeqCst);
    }

    fn count(&self, frames: u64) {
        let before = self.frames.fetch_add(frames, Ordering::SeqCst);
        let goal = self.goal.load(Ordering::SeqCst);
        if before < goal && before + frames >= goal {
            self.reached.notify_one();
        }
    }
}

/// What a crowd has heard.
#[derive(Debug, Default)]
struct Heard {
    events: Tally,
    states: Tally,
}

impl Heard {
    fn take(&self, frame: &[u8]) {
        self.events.count(u64::from(Kind::Event.is(frame)));
        self.states.count(u64::from(Kind::State.is(frame)));
    }
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Event,
    State,
}

impl Kind {
    /// Whether a frame, whose head has up to ten bytes, is of this kind.
    fn is(self, frame: &[u8]) -> bool {
        let beginning: &[u8] = match self {
            Self::Event => br#"{"type":"event""#,
            Self::State => br#"{"type":"state""#,
        };
        let payload = frame.iter().take(11).position(|byte| *byte == b'{').unwrap_or(0);
        frame[payload..].starts_with(beginning)
    }
}

/// The room's own way to a socket that takes everything at once.
struct MemberOutlet(Arc<Heard>);

/// A socket that takes everything at once and says `hello` only.
struct Member {
    said_hello: bool,
    heard: Arc<Heard>,
    leave: watch::Receiver<bool>,
}

impl Outlet for MemberOutlet {
    fn write_now(&self, frames: &Bytes) -> Taken {
        // Each round of these benchmarks is one frame.
        self.0.take(frames);
        Taken::Whole
    }
}

impl Transport for Member {
    fn outlet(&self) -> Option<Box<dyn Outlet>> {
        Some(Box::new(MemberOutlet(Arc::clone(&self.heard))))
    }

    async fn receive(&mut self) -> Incoming {
        if !self.said_hello {
            self.said_hello = true;
            return Incoming::Text(r#"{"type":"hello","position":null}"#.into());
        }
        // The sender goes when the crowd does.
        let _ = self.leave.wait_for(|leave| *leave).await;
        Incoming::Gone
    }

    async fn send(&mut self, frames: &[Bytes]) -> io::Result<()> {
        for frame in frames {
            self.heard.take(frame);
        }
        Ok(())
    }

    async fn ping(&mut self) -> io::Result<()> {
        Ok(())
    }

    async fn close(&mut self, _: Close) {}
}

struct Crowd {
    leave: watch::Sender<bool>,
    sockets: Vec<JoinHandle<()>>,
}

impl Crowd {
    /// Everybody connects, and has the state.
    async fn connect(room: &Room, heard: &Arc<Heard>) -> Self {
        heard.states.expect(MEMBERS);
        let (leave, left) = watch::channel(false);
        let sockets = (FIRST_MEMBER..FIRST_MEMBER + MEMBERS).map(|number| {
            let member = Member {
                said_hello: false,
                heard: Arc::clone(heard),
                leave: left.clone(),
            };
            let seat = SeatClaim {
                participant: ParticipantId(number),
                generation: 1,
            };
            let room = room.clone();
            tokio::spawn(async move { room.serve(seat, member).await })
        });
        let sockets = sockets.collect();
        heard.states.reached.notified().await;
        Self { leave, sockets }
    }

    async fn go(self) {
        self.leave.send_replace(true);
        for socket in self.sockets {
            socket.await.expect("serving does not panic");
        }
    }
}

async fn order(room: &Room, by: u64, command: Command) -> u64 {
    let actor = Actor::Participant(ParticipantId(by));
    let accepted = room
        .order(actor, Some(Uuid::new_v4()), Order::Command(Box::new(command)))
        .await;
    accepted.expect("it is permitted").first
}

/// An open session with a thread, an active item and some people who wait.
async fn session(journal: Arc<dyn Journal>) -> (Room, ThreadId) {
    let config = HubConfig {
        live: LiveLimits {
            commands_per_second: u32::MAX,
            commands_burst: u32::MAX,
            attendance_interval_ms: 86_400_000,
            ..LiveLimits::default()
        },
        ..HubConfig::default()
    };
    let began = Instant::now();
    let clock = Arc::new(move || {
        let elapsed = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        Timestamp::from_millis(1_795_482_000_000).plus_millis(elapsed)
    });
    let hub = Hub::new(journal, config, clock).await.expect("a hub");
    let mut people = vec![json!({"name": "Chair", "role": "chair"})];
    people.extend((0..MEMBERS).map(|number| json!({"name": format!("Member {number}"), "role": "member"})));
    let plan = json!({
        "title": "A large session", "participants": people, "agenda": [{"title": "Speeches", "kind": "discussion"}],
    });
    let plan: NewSession = serde_json::from_value(plan).expect("a plan");
    let room = hub.create(&plan, None).await.expect("a session");
    order(&room, CHAIR, Command::OpenSession { reason: None }).await;
    let title = "Opinions".to_owned();
    let thread = order(&room, CHAIR, Command::OpenThread { title, item: None }).await;
    let item = room.read(|session| session.agenda_order().0.first().copied()).await;
    let item: ItemId = item.expect("it can be read").expect("one item");
    let start = json!({"type": "start_item", "item": item, "expect_item": null});
    order(&room, CHAIR, serde_json::from_value(start).expect("a command")).await;
    for member in 0..WAITING {
        let request = Command::RequestFloor {
            item,
            kind: RequestKind::Impromptu,
            subject: Some("What the upper reaches need, and what it would take to give it to them".to_owned()),
            speaker: None,
            replies_to: None,
        };
        order(&room, FIRST_MEMBER + member, request).await;
    }
    (room, ThreadId(thread))
}

/// One command, until its event was handed to the last of all sockets.
fn to_the_last(c: &mut Criterion, runtime: &Runtime, name: &str, journal: Arc<dyn Journal>) {
    let (room, thread) = runtime.block_on(session(journal));
    let heard = Arc::new(Heard::default());
    let crowd = runtime.block_on(Crowd::connect(&room, &heard));
    let command = || Command::PublishPost {
        thread,
        text: "An opinion of some length, as people write them in a thread beside the meeting.".to_owned(),
        replies_to: None,
    };
    c.bench_function(name, |bencher| {
        bencher.to_async(runtime).iter(async || {
            heard.events.expect(MEMBERS);
            order(&room, CHAIR, command()).await;
            heard.events.reached.notified().await;
        });
    });
    runtime.block_on(crowd.go());
}

/// A thousand people come at once, until the last one has `state`.
fn join_storm(c: &mut Criterion, runtime: &Runtime) {
    let (room, _) = runtime.block_on(session(Arc::new(MemoryJournal::new())));
    let (_, view) = runtime.block_on(room.view(Audience::Members)).expect("it can be read");
    let heard = Arc::new(Heard::default());
    let mut group = c.benchmark_group("live");
    group.throughput(Throughput::Elements(MEMBERS)).sample_size(20);
    group.bench_function(format!("join storm, a state of {} bytes", view.len()), |bencher| {
        bencher.to_async(runtime).iter_custom(async |times| {
            let mut taken = std::time::Duration::ZERO;
            for _ in 0..times {
                let begun = Instant::now();
                let crowd = Crowd::connect(&room, &heard).await;
                taken += begun.elapsed();
                crowd.go().await;
            }
            taken
        });
    });
    group.finish();
}

/// All of it.
pub fn bench(c: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = runtime.expect("a runtime");
    let memory = Arc::new(MemoryJournal::new());
    to_the_last(
        c,
        &runtime,
        "live/command to the last of 1000, journal in memory",
        memory,
    );
    // The system's folder for temporary files may lie in memory, where syncing costs nothing.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let sqlite = SqliteJournal::open(&folder.path().join("journal.sqlite")).expect("a journal");
    to_the_last(
        c,
        &runtime,
        "live/command to the last of 1000, journal in SQLite",
        Arc::new(sqlite),
    );
    join_storm(c, &runtime);
}
