//! A journal that events are written into without a server, and what is found in it.

use std::path::Path;
use std::sync::Arc;

use rostrum::domain::Event;
use rostrum::domain::event::WORD_KEYS;
use rostrum::domain::ids::ParticipantId;
use rostrum::journal::chain::FoldGuard;
use rostrum::journal::codec::seal;
use rostrum::journal::memory::MemoryJournal;
use rostrum::journal::news::News;
use rostrum::journal::sqlite::SqliteJournal;
use rostrum::journal::{Journal, Outcome, Record};
use rostrum::record::projections::Projections;
use rostrum::record::search::{Found, Query, Wanted};
use rostrum::time::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

/// The moment of entry `seq`.
pub fn at(seq: u64) -> Timestamp {
    Timestamp::from_millis(1_767_225_600_000 + seq * 1_000)
}

/// A session in a journal.
pub struct Hall {
    pub journal: Arc<dyn Journal>,
    pub session: Uuid,
    guard: FoldGuard,
}

impl Hall {
    pub fn in_memory() -> Self {
        Self::over(Arc::new(MemoryJournal::new()))
    }

    pub fn on_disk(directory: &Path) -> Self {
        Self::over(Arc::new(SqliteJournal::open(&directory.join("rostrum.db")).unwrap()))
    }

    pub fn over(journal: Arc<dyn Journal>) -> Self {
        Self {
            journal,
            session: Uuid::now_v7(),
            guard: FoldGuard::new(),
        }
    }

    /// Another session in the same journal.
    pub fn next_door(&self) -> Self {
        Self::over(Arc::clone(&self.journal))
    }

    pub fn head(&self) -> u64 {
        self.guard.head().seq
    }

    /// Appends what `by` made happen; gives the last entry's number.
    pub async fn happens_all(&mut self, by: u64, events: &[Value]) -> u64 {
        let extends = self.guard.head();
        let entry = |(seq, event): (u64, &Value)| {
            let event: Event = serde_json::from_value(event.clone()).unwrap();
            let mut salt = [7; 16];
            salt[..8].copy_from_slice(&seq.to_be_bytes());
            let sealed = seal(&Some(ParticipantId(by)), None, &event, WORD_KEYS, salt).unwrap();
            sealed.into_entry(seq, at(seq))
        };
        let entries = (extends.seq + 1..).zip(events).map(entry).collect();
        let record = Arc::new(Record { extends, entries });
        let outcome = self.journal.append(self.session, Arc::clone(&record)).await;
        assert!(matches!(outcome, Outcome::Committed(_)), "{outcome:?}");
        self.guard.accept(&record).unwrap().seq
    }

    pub async fn happens(&mut self, by: u64, event: Value) -> u64 {
        self.happens_all(by, &[event]).await
    }

    /// A post in thread 1; gives its id.
    pub async fn posts(&mut self, by: u64, text: &str) -> u64 {
        self.happens(by, json!({"type": "post_published", "thread": 1, "text": text}))
            .await
    }

    /// The projections over this journal.
    pub async fn projections(&self) -> Projections {
        self.projections_hearing(Arc::default()).await
    }

    pub async fn projections_hearing(&self, news: Arc<News>) -> Projections {
        Projections::open(Arc::clone(&self.journal), news).await.unwrap()
    }

    /// What is found at the head.
    pub async fn finds(&self, projections: &Projections, text: &str) -> Vec<Found> {
        self.finds_wanted(projections, wanted(text)).await
    }

    pub async fn finds_wanted(&self, projections: &Projections, wanted: Wanted) -> Vec<Found> {
        projections.search(self.session, self.head(), wanted).await.unwrap()
    }

    /// The ids of what is found at the head.
    pub async fn ids(&self, projections: &Projections, text: &str) -> Vec<u64> {
        let found = self.finds(projections, text).await;
        found.iter().map(|found| found.id).collect()
    }
}

/// Everything that has these words.
pub fn wanted(text: &str) -> Wanted {
    Wanted {
        query: Query::parse(text, 100).unwrap(),
        kind: None,
        speakers: None,
        item: None,
        from: None,
        to: None,
        before: None,
        limit: 1_000,
    }
}
