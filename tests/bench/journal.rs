//! How many appends a second the journal on disk makes durable, alone and together.

use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use rostrum::journal::codec::seal;
use rostrum::journal::sqlite::SqliteJournal;
use rostrum::journal::{Head, Journal, Outcome, Record};
use rostrum::time::Timestamp;
use serde_json::json;
use tokio::runtime::Runtime;
use uuid::Uuid;

/// How many sessions append at the same time.
const SESSIONS: u64 = 200;

/// Measures one append after the other, and [`SESSIONS`] loops beside each other; both in appends a second.
pub fn bench(c: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime starts");
    // The system's folder for temporary files may lie in memory, where syncing costs nothing.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder is made");
    let journal = SqliteJournal::open(&folder.path().join("journal.db")).expect("the journal opens");
    let journal = Arc::new(journal);
    let mut group = c.benchmark_group("journal/sqlite");

    let mut alone = Place::new();
    group.throughput(Throughput::Elements(1));
    group.bench_function("append alone", |bencher| {
        bencher.iter_custom(|rounds| runtime.block_on(measure(&journal, std::slice::from_mut(&mut alone), rounds)));
    });

    let mut together: Vec<Place> = (0..SESSIONS).map(|_| Place::new()).collect();
    group.throughput(Throughput::Elements(SESSIONS));
    group.bench_function(format!("append in {SESSIONS} sessions"), |bencher| {
        bencher.iter_custom(|rounds| runtime.block_on(measure(&journal, &mut together, rounds)));
    });
    group.finish();
}

/// A session and how far it is.
#[derive(Clone, Copy)]
struct Place {
    session: Uuid,
    head: Head,
}

impl Place {
    fn new() -> Self {
        Self {
            session: Uuid::now_v7(),
            head: Head::default(),
        }
    }

    /// Appends one entry such as a request for the floor makes.
    async fn append(&mut self, journal: &SqliteJournal) {
        let event =
            json!({"type": "floor_requested", "item": 3, "kind": "impromptu", "subject": "On the second draft"});
        let sealed = seal(&7, Some(self.session), &event, &["subject"], [7; 16]).expect("the event is sealed");
        let entry = sealed.into_entry(self.head.seq + 1, Timestamp::from_millis(self.head.seq));
        let record = Record {
            extends: self.head,
            entries: vec![entry],
        };
        match journal.append(self.session, Arc::new(record)).await {
            Outcome::Committed(head) => self.head = head,
            other => panic!("an append was answered {other:?}"),
        }
    }
}

/// How long it takes until every place has appended `rounds` entries, each waiting for its own only.
async fn measure(journal: &Arc<SqliteJournal>, places: &mut [Place], rounds: u64) -> Duration {
    let started = Instant::now();
    let commits = journal.commits();
    let loops = places.iter().map(|place| {
        let (mut place, journal) = (*place, Arc::clone(journal));
        tokio::spawn(async move {
            for _ in 0..rounds {
                place.append(&journal).await;
            }
            place
        })
    });
    let loops: Vec<_> = loops.collect();
    for (place, done) in places.iter_mut().zip(loops) {
        *place = done.await.expect("a loop ends well");
    }
    let taken = started.elapsed();
    let commits = journal.commits() - commits;
    assert!(
        commits <= rounds * places.len() as u64,
        "no append takes more than one commit"
    );
    taken
}
