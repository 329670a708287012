//! Topic threads: written opinions before and beside the meeting.

use std::collections::BTreeSet;

use super::budget;
use super::command::Command;
use super::event::Event;
use super::ids::{ItemId, ParticipantId, PostId, ThreadId};
use super::limits::SessionLimits;
use super::posts::{Post, PostReader, Standing};
use super::refusal::{Code, Refusal};
use super::role::{Audience, Capability};
use super::session::{Phase, Session};
use super::touched::{Place, Touched};
use super::words;
use crate::time::Timestamp;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Thread {
    pub item: Option<ItemId>,
    pub open: bool,
    /// In the order of publication, withdrawn ones too.
    pub posts: Vec<PostId>,
    /// Those of them that had approved words once, in the same order: a page for people is read off it.
    pub published: Vec<PostId>,
    /// The others, by their authors.
    pub withheld: BTreeSet<(ParticipantId, PostId)>,
    /// Posts whose newest words wait for approval.
    pub waiting: BTreeSet<PostId>,
    /// Whether any words ever needed it.
    pub moderated: bool,
    /// Posts that stand out.
    pub pinned: BTreeSet<PostId>,
    /// How many everybody can read.
    pub readable: u64,
    /// How many others moderators can read.
    pub hidden: u64,
    pub last_at: Option<Timestamp>,
}

impl Thread {
    const fn new(item: Option<ItemId>) -> Self {
        Self {
            item,
            open: true,
            posts: Vec::new(),
            published: Vec::new(),
            withheld: BTreeSet::new(),
            waiting: BTreeSet::new(),
            moderated: false,
            pinned: BTreeSet::new(),
            readable: 0,
            hidden: 0,
            last_at: None,
        }
    }

    /// The posts that an audience can read.
    pub(super) fn posts_for(&self, audience: Audience) -> u64 {
        match audience {
            Audience::Moderators => self.readable + self.hidden,
            Audience::Members | Audience::Public => self.readable,
        }
    }

    /// Takes in that a post of this thread is now as it is, after it stood for `was`.
    pub(super) fn note(&mut self, id: PostId, was: Standing, now: &Post) {
        let is = now.standing();
        self.readable = (self.readable + is.readable).saturating_sub(was.readable);
        self.hidden = (self.hidden + is.hidden).saturating_sub(was.hidden);
        self.moderated |= now.versions.last().is_some_and(|newest| !newest.approved);
        if now.waits() {
            self.waiting.insert(id);
        } else {
            self.waiting.remove(&id);
        }
        match (was.approved, is.approved) {
            (false, true) => {
                self.withheld.remove(&(now.by, id));
                let place = self.published.partition_point(|other| *other < id);
                self.published.insert(place, id);
            }
            (false, false) => {
                self.withheld.insert((now.by, id));
            }
            (true, _) => {}
        }
    }

    /// The posts before `before` that a reader is told of, newest first. Nothing else is looked at.
    fn posts_before(&self, before: Option<PostId>, reader: PostReader) -> impl Iterator<Item = PostId> {
        let everything = reader.audience == Audience::Moderators;
        let all = if everything { &self.posts } else { &self.published };
        let end = before.map_or(all.len(), |before| all.partition_point(|post| *post < before));
        let own = reader.participant.filter(|_| !everything).map(|own| {
            let first = (own, PostId(0));
            let end = (own, before.unwrap_or(PostId(u64::MAX)));
            self.withheld.range(first..end).rev().map(|(_, post)| *post)
        });
        let mut shown = all[..end].iter().rev().copied().peekable();
        let mut own = own.into_iter().flatten().peekable();
        std::iter::from_fn(move || match (shown.peek(), own.peek()) {
            (Some(other), Some(mine)) if mine > other => own.next(),
            (None, _) => own.next(),
            (Some(_), _) => shown.next(),
        })
    }
}

impl Session {
    /// The posts of a thread before `before` (all without it) that a reader is told of, newest first; `None` for a
    /// thread that does not exist.
    #[must_use]
    pub fn thread_posts(
        &self,
        thread: ThreadId,
        before: Option<PostId>,
        reader: PostReader,
    ) -> Option<impl Iterator<Item = PostId>> {
        Some(self.threads.get(&thread)?.posts_before(before, reader))
    }

    /// The posts of a thread before `before` whose newest words wait for approval, newest first; `None` for a thread
    /// that does not exist.
    #[must_use]
    pub fn waiting_posts(&self, thread: ThreadId, before: Option<PostId>) -> Option<impl Iterator<Item = PostId>> {
        let end = before.unwrap_or(PostId(u64::MAX));
        Some(self.threads.get(&thread)?.waiting.range(..end).rev().copied())
    }

    pub(super) fn pinned_for(&self, thread: &Thread, audience: Audience) -> Vec<PostId> {
        let shown = |post: &&PostId| audience == Audience::Moderators || !self.hides(**post);
        thread.pinned.iter().filter(shown).copied().collect()
    }

    pub(super) fn thread(&self, thread: ThreadId) -> Result<&Thread, Refusal> {
        self.threads.get(&thread).ok_or_else(|| Code::NotFound.into())
    }

    /// Whether threads take words now: in `open` and `recess`, and by rule before and after.
    fn takes_words(&self) -> Result<(), Refusal> {
        match self.phase {
            Phase::Draft if !self.rules.threads_before => Err(Code::WrongPhase.into()),
            Phase::Adjourned if !self.rules.threads_after => Err(Code::WrongPhase.into()),
            Phase::Sealed => Err(Code::Sealed.into()),
            Phase::Draft | Phase::Open | Phase::Recess | Phase::Adjourned => Ok(()),
        }
    }

    pub(super) fn takes_posts(&self, thread: ThreadId) -> Result<(), Refusal> {
        self.takes_words()?;
        if self.thread(thread)?.open {
            Ok(())
        } else {
            Err(Code::ThreadClosed.into())
        }
    }

    pub(super) fn decide_threads(
        &self,
        by: ParticipantId,
        command: &Command,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        self.require(by, Capability::ModerateThreads)?;
        self.not_sealed()?;
        match command {
            Command::OpenThread { title, item } => {
                item.map_or(Ok(()), |item| self.item(item).map(|_| ()))?;
                words::needed(title, limits.title_chars_max)?;
                self.has_room(budget::THREAD + budget::text(title), limits)?;
                if self.threads.len() >= limits.threads_max {
                    return Err(Code::QueueFull.into());
                }
                Ok(Event::ThreadOpened {
                    title: title.clone(),
                    item: *item,
                })
            }
            Command::CloseThread { thread } if self.thread(*thread)?.open => {
                Ok(Event::ThreadClosed { thread: *thread })
            }
            Command::ReopenThread { thread } if !self.thread(*thread)?.open => {
                Ok(Event::ThreadReopened { thread: *thread })
            }
            Command::CloseThread { .. } | Command::ReopenThread { .. } => Err(Code::Unchanged.into()),
            _ => Err(Code::UnknownCommand.into()),
        }
    }

    pub(super) fn apply_threads(&mut self, seq: u64, event: &Event, touched: &mut Touched) {
        let (thread, open) = match event {
            Event::ThreadOpened { title, item } => {
                let id = ThreadId(seq);
                self.threads.insert(id, Thread::new(*item));
                self.texts.add_thread(id, title.clone());
                return touched.mark(Place::Thread(id));
            }
            Event::ThreadClosed { thread } => (thread, false),
            Event::ThreadReopened { thread } => (thread, true),
            _ => return,
        };
        if let Some(own) = self.threads.get_mut(thread) {
            own.open = open;
            touched.mark(Place::Thread(*thread));
        }
    }

    pub(super) fn touch_thread(&self, thread: ThreadId, touched: &mut Touched) {
        if self.threads.contains_key(&thread) {
            touched.mark(Place::Thread(thread));
            touched.mark(Place::Counts);
        }
    }
}
