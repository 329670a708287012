//! What concerns all sessions over the journal, forms and look-back reviews: folded from a stream of its own, under the
//! same seal and guard as a session's.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::built_in;
use crate::domain::forms::book::FormBook;
use crate::domain::forms::event::{FORM_WORD_KEYS, FormEvent, FormMade, FormOrder};
use crate::domain::forms::{Edition, FormName};
use crate::domain::ids::{ParticipantId, ReviewId};
use crate::domain::limits::SessionLimits;
use crate::domain::reviews::{REVIEW_WORD_KEYS, ReviewBook, ReviewEvent, ReviewOrder};
use crate::domain::{Actor, Code, Refusal};
use crate::journal::chain::FoldGuard;
use crate::journal::codec::{self, Body, CodecError};
use crate::journal::{COMMON, Journal, JournalError, Outcome, Record};
use crate::time::Timestamp;

/// How many entries are read from the journal at a time.
const PAGE: usize = 200;

/// How often an order is decided anew because others were quicker, or because nobody can tell what became of it.
const TRIES_MAX: usize = 8;

/// Why an order had no effect, or none that is known.
#[derive(Debug, thiserror::Error)]
pub enum NotOrdered {
    /// It may not be.
    #[error("refused: {}", .0.message)]
    Refused(Refusal),
    /// The journal cannot be read.
    #[error(transparent)]
    Unreadable(#[from] JournalError),
    /// The journal cannot be written now.
    #[error("what is ordered cannot be made durable at the moment")]
    Unwritten,
}

impl From<Refusal> for NotOrdered {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What happened to something that concerns all sessions. The names of the two kinds differ, so each is read as what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum CommonEvent {
    Form(Box<FormEvent>),
    Review(ReviewEvent),
}

impl CommonEvent {
    const fn word_keys(&self) -> &'static [&'static str] {
        match self {
            Self::Form(_) => FORM_WORD_KEYS,
            Self::Review(_) => REVIEW_WORD_KEYS,
        }
    }

    /// What it made, as entry `seq`.
    fn made(&self, seq: u64) -> Made {
        match self {
            Self::Form(event) => Made::Form(event.made()),
            Self::Review(event) => Made::Review(event.review(seq)),
        }
    }
}

/// The answer to an order.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Made {
    Form(FormMade),
    Review(ReviewId),
}

/// The forms and reviews of a server. Whoever asks gets them as they are in the journal then: other nodes change them too.
pub struct CommonKeeper {
    journal: Arc<dyn Journal>,
    limits: SessionLimits,
    // Held while the journal is read and written: orders are few, and one waits for the other.
    folded: Mutex<Folded>,
}

/// The stream as far as it was read.
struct Folded {
    book: FormBook,
    reviews: ReviewBook,
    guard: FoldGuard,
    /// What each order made, by its key: sent again, it gets the same answer.
    answers: HashMap<Uuid, Made>,
}

impl CommonKeeper {
    /// The forms and reviews that `journal` keeps; nothing is read before somebody asks.
    #[must_use]
    pub fn new(journal: Arc<dyn Journal>, limits: SessionLimits) -> Self {
        let folded = Folded {
            book: FormBook::new(built_in().iter().cloned()),
            reviews: ReviewBook::default(),
            guard: FoldGuard::new(),
            answers: HashMap::new(),
        };
        Self {
            journal,
            limits,
            folded: Mutex::new(folded),
        }
    }

    /// The edition under which a session of this form is created now, if it is in force.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub async fn in_force(&self, form: &FormName) -> Result<Option<Edition>, JournalError> {
        self.read(|book| book.in_force(form)).await
    }

    /// Reads the book as it is now.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub async fn read<T>(&self, read: impl FnOnce(&FormBook) -> T) -> Result<T, JournalError> {
        let mut folded = self.folded.lock().await;
        folded.catch_up(&*self.journal).await?;
        Ok(read(&folded.book))
    }

    /// Reads the reviews as they are now.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub async fn read_reviews<T>(&self, read: impl FnOnce(&ReviewBook) -> T) -> Result<T, JournalError> {
        let mut folded = self.folded.lock().await;
        folded.catch_up(&*self.journal).await?;
        Ok(read(&folded.reviews))
    }

    /// Does what the convener orders about a form at `now`, once for each `key`.
    ///
    /// # Errors
    /// [`NotOrdered`]; only a refusal says that it has had no effect.
    pub async fn order(
        &self,
        form: &FormName,
        order: &FormOrder,
        key: Option<Uuid>,
        now: Timestamp,
    ) -> Result<FormMade, NotOrdered> {
        let decide = |folded: &Folded| {
            Ok(CommonEvent::Form(Box::new(folded.book.decide(
                form,
                order,
                &self.limits,
            )?)))
        };
        match self.ordered(decide, key, now).await? {
            Made::Form(made) => Ok(made),
            Made::Review(_) => Err(other_order()),
        }
    }

    /// Does what the convener orders about a review at `now`, once for each `key`.
    ///
    /// # Errors
    /// [`NotOrdered`]; only a refusal says that it has had no effect.
    pub async fn order_review(
        &self,
        order: &ReviewOrder,
        key: Option<Uuid>,
        now: Timestamp,
    ) -> Result<ReviewId, NotOrdered> {
        let decide = |folded: &Folded| Ok(CommonEvent::Review(folded.reviews.decide(order, &self.limits)?));
        match self.ordered(decide, key, now).await? {
            Made::Review(review) => Ok(review),
            Made::Form(_) => Err(other_order()),
        }
    }

    async fn ordered(
        &self,
        decide: impl Fn(&Folded) -> Result<CommonEvent, Refusal> + Send,
        key: Option<Uuid>,
        now: Timestamp,
    ) -> Result<Made, NotOrdered> {
        // One without a key gets one, so that it is known again in the journal when an append's answer was lost.
        let command = key.unwrap_or_else(Uuid::now_v7);
        let mut folded = self.folded.lock().await;
        for tries_left in (0..=TRIES_MAX).rev() {
            folded.catch_up(&*self.journal).await?;
            if let Some(made) = folded.answers.get(&command) {
                return Ok(made.clone());
            }
            if tries_left == 0 {
                break;
            }
            let event = decide(&folded)?;
            let record = folded.record(command, &event, now)?;
            match self.journal.append(COMMON, Arc::new(record)).await {
                Outcome::Committed(_) | Outcome::Conflict | Outcome::Ambiguous => {}
                Outcome::Refused(reason) => return Err(Refusal::because(Code::TooLarge, reason).into()),
                Outcome::Full => return Err(NotOrdered::Unwritten),
            }
        }
        Err(NotOrdered::Unwritten)
    }
}

/// The answer to a key that was used for the other kind of order.
fn other_order() -> NotOrdered {
    Refusal::because(Code::Malformed, "This Idempotency-Key was used for something else.").into()
}

impl Folded {
    /// Folds in what was written since.
    async fn catch_up(&mut self, journal: &dyn Journal) -> Result<(), JournalError> {
        loop {
            let page = journal.records(COMMON, self.guard.head().seq, PAGE).await?;
            if page.is_empty() {
                return Ok(());
            }
            for record in page {
                self.fold(&record)?;
            }
        }
    }

    /// All of a record or nothing of it, so that whoever meets a broken one again finds the book as it was.
    fn fold(&mut self, record: &Record) -> Result<(), JournalError> {
        let broken = |after: u64, what: String| JournalError::Broken {
            session: COMMON,
            after,
            what,
        };
        let base = record.extends.seq;
        let opened = record.entries.iter().map(|entry| codec::open(entry, codec::unchanged));
        let bodies: Vec<Body<Option<ParticipantId>, CommonEvent>> = opened
            .collect::<Result<_, _>>()
            .map_err(|error| broken(base, error.to_string()))?;
        self.guard
            .accept(record)
            .map_err(|error| broken(base, error.to_string()))?;
        for (entry, body) in record.entries.iter().zip(bodies) {
            let (seq, at) = (entry.leaf.seq, entry.leaf.at);
            match &body.event {
                CommonEvent::Form(event) => self.book.apply(at, event),
                CommonEvent::Review(event) => self.reviews.apply(seq, at, event),
            }
            if let Some(command) = body.command {
                self.answers.entry(command).or_insert_with(|| body.event.made(seq));
            }
        }
        Ok(())
    }

    /// The record that makes `event` durable at the head.
    fn record(&self, command: Uuid, event: &CommonEvent, now: Timestamp) -> Result<Record, Refusal> {
        let mut salt = [0; 16];
        // Without randomness there is no salt, and without a salt nothing may be written.
        let sealed = getrandom::fill(&mut salt)
            .map_err(|_| CodecError::Form("the salt"))
            .and_then(|()| codec::seal(&Actor::Convener.by(), Some(command), event, event.word_keys(), salt))
            .map_err(|error| Refusal::because(Code::TooLarge, error.to_string()))?;
        let extends = self.guard.head();
        Ok(Record {
            extends,
            entries: vec![sealed.into_entry(extends.seq + 1, now.max(self.guard.last_at()))],
        })
    }
}
