//! Finding words in a session of 10,000 statements, and following its journal first.

use std::sync::Arc;

use criterion::Criterion;
use rostrum::domain::Event;
use rostrum::domain::event::WORD_KEYS;
use rostrum::domain::ids::{ParticipantId, TurnId};
use rostrum::journal::codec::seal;
use rostrum::journal::memory::MemoryJournal;
use rostrum::journal::{Head, Journal, Outcome, Record};
use rostrum::record::projections::Projections;
use rostrum::record::search::{Query, Wanted};
use rostrum::time::Timestamp;
use tokio::runtime::Runtime;
use uuid::Uuid;

const STATEMENTS: u64 = 10_000;

/// Appended together.
const RECORD: u64 = 200;

/// About 280 characters.
fn statement(number: u64) -> Event {
    let sentence = "完善居家社区机构相协调的养老服务体系，让老人在家门口吃上热饭，";
    Event::StatementRecorded {
        turn: TurnId(1),
        text: format!("{}第{number}条建议", sentence.repeat(9)),
    }
}

async fn session(journal: &MemoryJournal) -> Uuid {
    let (session, mut extends) = (Uuid::now_v7(), Head::default());
    for first in (0..STATEMENTS / RECORD).map(|record| record * RECORD + 1) {
        let entry = |seq| {
            let sealed = seal(&Some(ParticipantId(1)), None, &statement(seq), WORD_KEYS, [7; 16]);
            sealed
                .expect("the event is sealed")
                .into_entry(seq, Timestamp::from_millis(seq))
        };
        let entries = (first..first + RECORD).map(entry).collect();
        extends = match journal.append(session, Arc::new(Record { extends, entries })).await {
            Outcome::Committed(head) => head,
            other => panic!("the append was answered {other:?}"),
        };
    }
    session
}

/// A page of a word that stands everywhere, of one that stands once, and of none; in milliseconds each.
pub fn bench(c: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime starts");
    let journal = Arc::new(MemoryJournal::new());
    let session = runtime.block_on(session(&journal));
    let mut group = c.benchmark_group("search/10,000 statements");
    group.sample_size(10);
    let opened = || async {
        let projections = Projections::open(Arc::clone(&journal) as Arc<dyn Journal>, Arc::default());
        let projections = projections.await.expect("the projections open");
        projections
            .at(session, STATEMENTS)
            .await
            .expect("the session is followed");
        projections
    };
    group.bench_function("followed from nothing", |bencher| {
        bencher.iter(|| runtime.block_on(opened()));
    });
    let projections = runtime.block_on(opened());
    for (name, text) in [
        ("everywhere", "养老服务"),
        ("once", "第7777条"),
        ("nowhere", "没有的词"),
    ] {
        let wanted = Wanted {
            query: Query::parse(text, 8).expect("words"),
            kind: None,
            speakers: None,
            item: None,
            from: None,
            to: None,
            before: None,
            limit: 20,
        };
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let found = runtime.block_on(projections.search(session, STATEMENTS, wanted.clone()));
                found.expect("an answer").len()
            });
        });
    }
    group.finish();
}
