//! Opening a long session: from a server that has just started to a room that can be joined.

mod debate;

use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::Criterion;
use rostrum::domain::Session;
use rostrum::journal::Journal;
use rostrum::journal::sqlite::SqliteJournal;
use rostrum::live::{Hub, HubConfig};
use rostrum::time::Timestamp;
use tokio::runtime::Runtime;
use uuid::Uuid;

use debate::Debate;

/// As long as a session is expected to become.
const ENTRIES: u64 = 100_000;

/// A fresh hub each time; the journal's file lies in the page cache, as it does after a restart of the program alone.
pub fn bench(c: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = runtime.expect("a runtime");
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let journal = SqliteJournal::open(&folder.path().join("journal.db")).expect("the journal opens");
    let (session, now) = runtime.block_on(Debate::begin().go_on_to(ENTRIES, &journal));
    let journal: Arc<dyn Journal> = Arc::new(journal);
    let mut group = c.benchmark_group("live");
    group.sample_size(10).measurement_time(Duration::from_secs(8));
    group.bench_function(format!("opening a session of {ENTRIES} entries, SQLite"), |bencher| {
        bencher.iter_custom(|times| (0..times).map(|_| opening(&runtime, &journal, session, now)).sum());
    });
    group.finish();
}

/// How long one opening takes; what the server does before and after it does not count.
fn opening(runtime: &Runtime, journal: &Arc<dyn Journal>, session: Uuid, now: Timestamp) -> Duration {
    runtime.block_on(async {
        let clock = Arc::new(move || now);
        let hub = Hub::new(Arc::clone(journal), HubConfig::default(), clock).await;
        let hub = hub.expect("a hub");
        let begun = Instant::now();
        let room = hub.open(session).await.expect("the session is there");
        let taken = begun.elapsed();
        let head = room.read(Session::head).await.expect("it can be read");
        assert_eq!(head, ENTRIES);
        drop(room);
        hub.shutdown().await;
        taken
    })
}
