//! Topic threads: written opinions before and beside the meeting.

use super::budget;
use super::command::Command;
use super::event::Event;
use super::ids::{ItemId, ParticipantId, PostId, ThreadId};
use super::limits::SessionLimits;
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
    /// How many are neither withdrawn nor hidden.
    pub readable: u64,
    /// How many are hidden and not withdrawn.
    pub hidden: u64,
    pub last_at: Option<Timestamp>,
}

/// A post's place; its words are in the journal at `versions`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Where it stands.
    pub thread: ThreadId,
    /// Who wrote it.
    pub by: ParticipantId,
    /// When it was published.
    pub at: Timestamp,
    /// The post that it answers.
    pub replies_to: Option<PostId>,
    /// Whether its words are for moderators and the author alone.
    pub hidden: bool,
    /// Whether its author took it back; it may be hidden all the same, for the record has its words.
    pub withdrawn: bool,
    /// The entries that hold its words, the newest last.
    pub versions: Vec<u64>,
}

impl Post {
    /// What it adds to its thread's counts of readable and of hidden posts.
    const fn counted(&self) -> (u64, u64) {
        match (self.withdrawn, self.hidden) {
            (true, _) => (0, 0),
            (false, false) => (1, 0),
            (false, true) => (0, 1),
        }
    }
}

impl Thread {
    /// The posts that an audience can read.
    pub(super) fn posts_for(&self, audience: Audience) -> u64 {
        match audience {
            Audience::Moderators => self.readable + self.hidden,
            Audience::Members | Audience::Public => self.readable,
        }
    }
}

impl Session {
    /// A post.
    #[must_use]
    pub fn post(&self, post: PostId) -> Option<&Post> {
        self.posts.get(&post)
    }

    /// A thread's posts before `before` (all without it), newest first; none for a thread that does not exist.
    #[must_use]
    pub fn thread_posts(&self, thread: ThreadId, before: Option<PostId>) -> Option<impl Iterator<Item = PostId>> {
        let posts = self.threads.get(&thread)?.posts.as_slice();
        let end = before.map_or(posts.len(), |before| posts.partition_point(|post| *post < before));
        Some(posts[..end].iter().rev().copied())
    }

    /// The entries whose words only moderators may see.
    #[must_use]
    pub const fn hidden_entries(&self) -> &std::collections::BTreeSet<u64> {
        &self.hidden
    }

    fn thread(&self, thread: ThreadId) -> Result<&Thread, Refusal> {
        self.threads.get(&thread).ok_or_else(|| Code::NotFound.into())
    }

    /// A post that was not withdrawn.
    fn standing(&self, post: PostId) -> Result<&Post, Refusal> {
        let found = self.posts.get(&post).filter(|post| !post.withdrawn);
        found.ok_or_else(|| Code::NotFound.into())
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

    fn takes_posts(&self, thread: ThreadId) -> Result<(), Refusal> {
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
        match command {
            Command::OpenThread { title, item } => {
                self.require(by, Capability::ModerateThreads)?;
                self.not_sealed()?;
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
            Command::CloseThread { thread } => {
                self.require(by, Capability::ModerateThreads)?;
                self.not_sealed()?;
                if !self.thread(*thread)?.open {
                    return Err(Code::Unchanged.into());
                }
                Ok(Event::ThreadClosed { thread: *thread })
            }
            Command::PublishPost {
                thread,
                text,
                replies_to,
            } => {
                self.require(by, Capability::PublishPost)?;
                self.takes_posts(*thread)?;
                if let Some(answered) = replies_to
                    && self.standing(*answered)?.thread != *thread
                {
                    return Err(Code::NotFound.into());
                }
                words::needed(text, limits.post_chars_max)?;
                Ok(Event::PostPublished {
                    thread: *thread,
                    text: text.clone(),
                    replies_to: *replies_to,
                })
            }
            Command::RevisePost { post, text } => {
                let thread = self.own_post(by, *post)?.thread;
                self.takes_posts(thread)?;
                words::needed(text, limits.post_chars_max)?;
                Ok(Event::PostRevised {
                    post: *post,
                    text: text.clone(),
                })
            }
            Command::WithdrawPost { post } => {
                self.own_post(by, *post)?;
                self.not_sealed()?;
                Ok(Event::PostWithdrawn { post: *post })
            }
            Command::HidePost { post, reason } => {
                self.require(by, Capability::ModerateThreads)?;
                self.not_sealed()?;
                let hidden = self.posts.get(post).ok_or(Code::NotFound)?.hidden;
                words::needed(reason, limits.reason_chars_max)?;
                if hidden {
                    return Err(Code::Unchanged.into());
                }
                Ok(Event::PostHidden {
                    post: *post,
                    reason: reason.clone(),
                })
            }
            Command::ShowPost { post } => {
                self.require(by, Capability::ModerateThreads)?;
                self.not_sealed()?;
                if !self.posts.get(post).ok_or(Code::NotFound)?.hidden {
                    return Err(Code::Unchanged.into());
                }
                Ok(Event::PostShown { post: *post })
            }
            _ => Err(Code::UnknownCommand.into()),
        }
    }

    fn own_post(&self, by: ParticipantId, post: PostId) -> Result<&Post, Refusal> {
        let found = self.standing(post)?;
        if found.by == by {
            Ok(found)
        } else {
            Err(Code::NotPermitted.into())
        }
    }

    pub(super) fn apply_threads(
        &mut self,
        seq: u64,
        at: Timestamp,
        by: Option<ParticipantId>,
        event: &Event,
        touched: &mut Touched,
    ) {
        match event {
            Event::ThreadOpened { title, item } => {
                let id = ThreadId(seq);
                let thread = Thread {
                    item: *item,
                    open: true,
                    posts: Vec::new(),
                    readable: 0,
                    hidden: 0,
                    last_at: None,
                };
                self.threads.insert(id, thread);
                self.texts.add_thread(id, title.clone());
                touched.mark(Place::Thread(id));
            }
            Event::ThreadClosed { thread } => {
                if let Some(own) = self.threads.get_mut(thread) {
                    own.open = false;
                    touched.mark(Place::Thread(*thread));
                }
            }
            Event::PostPublished { thread, replies_to, .. } => {
                let id = PostId(seq);
                let by = by.unwrap_or(ParticipantId::CONVENER);
                let (thread, replies_to, versions) = (*thread, *replies_to, vec![seq]);
                self.posts.insert(
                    id,
                    Post {
                        thread,
                        by,
                        at,
                        replies_to,
                        hidden: false,
                        withdrawn: false,
                        versions,
                    },
                );
                if let Some(own) = self.threads.get_mut(&thread) {
                    own.posts.push(id);
                    own.readable += 1;
                    own.last_at = Some(at);
                }
                self.touch_thread(thread, touched);
            }
            Event::PostRevised { post, .. } => self.apply_revised_post(seq, at, *post, touched),
            Event::PostWithdrawn { post } => self.change_post(*post, |post| post.withdrawn = true, touched),
            Event::PostHidden { post, .. } => self.change_post(*post, |post| post.hidden = true, touched),
            Event::PostShown { post } => self.change_post(*post, |post| post.hidden = false, touched),
            _ => {}
        }
    }

    fn apply_revised_post(&mut self, seq: u64, at: Timestamp, id: PostId, touched: &mut Touched) {
        let Some(post) = self.posts.get_mut(&id) else { return };
        post.versions.push(seq);
        if post.hidden {
            self.hidden.insert(seq);
        }
        let thread = post.thread;
        if let Some(own) = self.threads.get_mut(&thread) {
            own.last_at = Some(at);
        }
        self.touch_thread(thread, touched);
    }

    fn change_post(&mut self, id: PostId, change: impl FnOnce(&mut Post), touched: &mut Touched) {
        let Some(post) = self.posts.get_mut(&id) else { return };
        let before = post.counted();
        let was_hidden = post.hidden;
        change(post);
        if let Some(thread) = self.threads.get_mut(&post.thread) {
            let after = post.counted();
            thread.readable = (thread.readable + after.0).saturating_sub(before.0);
            thread.hidden = (thread.hidden + after.1).saturating_sub(before.1);
        }
        if post.hidden != was_hidden {
            touched.visibility.extend(&post.versions);
        }
        if post.hidden {
            self.hidden.extend(&post.versions);
        } else {
            for seq in &post.versions {
                self.hidden.remove(seq);
            }
        }
        let thread = post.thread;
        self.touch_thread(thread, touched);
    }

    fn touch_thread(&self, thread: ThreadId, touched: &mut Touched) {
        if self.threads.contains_key(&thread) {
            touched.mark(Place::Thread(thread));
            touched.mark(Place::Counts);
        }
    }
}
