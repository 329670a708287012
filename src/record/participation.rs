//! Who was heard in a session, or in several, for how long, and who was not yet (SPEC R90–R97).
//!
//! The figures are made here and nowhere else: [`fold`] reads the entries without their words, [`Roster`] brings names and titles as the
//! session shows them now, so that what was erased is in neither, and [`figures`] counts.

pub mod equality;
pub mod figures;
pub mod fold;
pub mod table;

use std::collections::VecDeque;
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::task::spawn_blocking;
use uuid::Uuid;

use crate::domain::command::ItemKind;
use crate::domain::ids::{ItemId, ParticipantId};
use crate::domain::{Event, ItemState, Phase, Role, Session};
use crate::journal::codec::{self, Body, CodecError};
use crate::journal::{Entry, Journal, JournalError};
use crate::time::Timestamp;
use fold::Hearing;

/// How many entries are read at a time.
const PAGE: usize = 1_000;

/// Somebody of a session, as it shows this one now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The number.
    pub participant: ParticipantId,
    /// The name; empty once it was erased.
    pub name: Arc<str>,
    /// The role.
    pub role: Role,
    /// 界别
    pub sector: Option<Arc<str>>,
    /// The venue's name.
    pub venue: Option<Arc<str>>,
    /// Whether this one was removed.
    pub removed: bool,
}

/// An item of the agenda, as the session shows it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedItem {
    /// Which.
    pub item: ItemId,
    /// What it is about; empty once it was erased.
    pub title: String,
    /// What it is for.
    pub kind: ItemKind,
    /// Where it stands.
    pub state: ItemState,
}

/// What a session shows of itself: the names for the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// Which session.
    pub session: Uuid,
    /// Its last entry.
    pub head: u64,
    /// When that was made.
    pub at: Timestamp,
    /// The title; empty once it was erased.
    pub title: String,
    /// The stage.
    pub phase: Phase,
    /// When it was opened, else when it is to begin.
    pub held_at: Option<Timestamp>,
    /// The series it belongs to.
    pub series: Option<String>,
    /// Everybody who has or had a part in it, by number.
    pub people: Vec<Listed>,
    /// The agenda in its order.
    pub items: Vec<ListedItem>,
}

impl Roster {
    /// The session as it is.
    #[must_use]
    pub fn of(session: &Session) -> Self {
        let view = session.session_view();
        let venues = session.venues_view();
        let names = venues.into_iter().map(|(id, venue)| (id, Arc::<str>::from(venue.name)));
        let names: std::collections::BTreeMap<_, _> = names.collect();
        let there = session.participants(0).filter(|(_, person)| person.role.has_session());
        let people = there.map(|(participant, person)| Listed {
            participant,
            name: Arc::clone(&person.name),
            role: person.role,
            sector: person.sector.clone(),
            venue: person.venue.and_then(|venue| names.get(&venue).cloned()),
            removed: person.removed,
        });
        let item = |item: &ItemId| {
            let own = session.item_view(*item)?;
            Some(ListedItem {
                item: *item,
                title: own.title.to_owned(),
                kind: own.kind,
                state: own.state,
            })
        };
        Self {
            session: session.id(),
            head: session.head(),
            at: session.at(),
            title: view.title.to_owned(),
            phase: view.phase,
            held_at: view.opened_at.or(view.starts_at),
            series: view.series.map(str::to_owned),
            people: people.collect(),
            items: session.agenda_order().0.iter().filter_map(item).collect(),
        }
    }
}

/// Why there are no figures.
#[derive(Debug, thiserror::Error)]
pub enum ParticipationError {
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// An entry is not what it should be.
    #[error(transparent)]
    Entry(#[from] CodecError),
    /// The server is going away.
    #[error("the server is going away")]
    Leaving,
}

/// The folds that were asked for last: who asks again has only what is new folded.
pub struct Hearings {
    /// The one used last stands last.
    kept: Mutex<VecDeque<(Uuid, Arc<Hearing>)>>,
    kept_max: usize,
}

impl Hearings {
    /// None yet; `kept_max` at most are kept.
    #[must_use]
    pub const fn new(kept_max: usize) -> Self {
        Self {
            kept: Mutex::new(VecDeque::new()),
            kept_max,
        }
    }

    /// The session's entries up to `head`, folded; the journal has at least as many.
    ///
    /// # Errors
    /// [`ParticipationError`].
    pub async fn fold(
        &self,
        journal: &dyn Journal,
        session: Uuid,
        head: u64,
    ) -> Result<Arc<Hearing>, ParticipationError> {
        let mut hearing = self.nearest(session, head);
        while hearing.seq() < head {
            let after = hearing.seq();
            let more = usize::try_from(head - after).unwrap_or(PAGE).min(PAGE);
            let entries = journal.entries(session, after, more).await?;
            if entries.is_empty() {
                let what = format!("there is no entry {head}");
                return Err(JournalError::Broken { session, after, what }.into());
            }
            hearing = aside(move || folded(hearing, &entries)).await??;
        }
        self.keep(session, &hearing);
        Ok(hearing)
    }

    /// What is kept of the session, if it does not go beyond `head`.
    fn nearest(&self, session: Uuid, head: u64) -> Arc<Hearing> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let own = kept.iter().find(|(own, _)| *own == session);
        let found = own.filter(|(_, hearing)| hearing.seq() <= head);
        found.map_or_else(Arc::default, |(_, hearing)| Arc::clone(hearing))
    }

    fn keep(&self, session: Uuid, hearing: &Arc<Hearing>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(own, _)| *own != session);
        kept.push_back((session, Arc::clone(hearing)));
        while kept.len() > self.kept_max {
            kept.pop_front();
        }
    }
}

/// Folds a page in. What is kept stays as it is, and a copy of it goes on.
fn folded(hearing: Arc<Hearing>, entries: &[Entry]) -> Result<Arc<Hearing>, CodecError> {
    let mut hearing = Arc::unwrap_or_clone(hearing);
    for entry in entries {
        let body: Body<Option<ParticipantId>, Event> = codec::open_structure(entry, codec::unchanged)?;
        hearing.take(entry.leaf.seq, entry.leaf.at, &body.event);
    }
    Ok(Arc::new(hearing))
}

/// Does something on a thread that may be held up: those that serve others stay free.
///
/// # Errors
/// The server is going away.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ParticipationError> {
    spawn_blocking(work)
        .await
        .map_err(|failure| match failure.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(_) => ParticipationError::Leaving,
        })
}
