//! Posts: what people write in threads, in all its versions, and who may read which.
//!
//! A version may be read by all once it is approved, which it is from the first where the rules ask for no approval; a post
//! may besides be hidden. Neither lifts the other.

use super::command::Command;
use super::event::Event;
use super::ids::{ParticipantId, PostId, ThreadId};
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::role::{Audience, Capability};
use super::session::Session;
use super::touched::Touched;
use super::words;
use crate::time::Timestamp;

/// Words that a post has or had; they are in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// The entry that holds them.
    pub seq: u64,
    /// Whether others than moderators and the author may read them, unless the post is hidden.
    pub approved: bool,
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
    /// The entry that hides it, while its words are for moderators and the author alone.
    pub hidden: Option<u64>,
    /// Whether its author took it back; it may be hidden all the same, for the record has its words.
    pub withdrawn: bool,
    /// How many people hold with it.
    pub endorsements: u64,
    /// Its words, the newest last; there is at least one.
    pub versions: Vec<Version>,
}

/// What a post adds to its thread; nothing for one that is not there yet.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Standing {
    /// 1 where everybody can read it.
    pub readable: u64,
    /// 1 where moderators alone can.
    pub hidden: u64,
    /// Whether everybody is told of it.
    pub approved: bool,
}

/// Who reads posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostReader {
    /// With whom.
    pub audience: Audience,
    /// The reader's number; none for the convener.
    pub participant: Option<ParticipantId>,
}

impl Post {
    /// What it adds to its thread.
    pub(super) fn standing(&self) -> Standing {
        let approved = self.is_approved();
        let (readable, hidden) = match (self.withdrawn, self.is_hidden() || !approved) {
            (true, _) => (0, 0),
            (false, false) => (1, 0),
            (false, true) => (0, 1),
        };
        Standing {
            readable,
            hidden,
            approved,
        }
    }

    /// Whether any of its versions is approved.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        self.versions.iter().rev().any(|version| version.approved)
    }

    /// Whether a moderator hides it.
    #[must_use]
    pub const fn is_hidden(&self) -> bool {
        self.hidden.is_some()
    }

    /// Whether everybody can read it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        !self.withdrawn && !self.is_hidden() && self.is_approved()
    }

    /// Whether its newest words wait for a moderator, who has not hidden it.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.withdrawn && !self.is_hidden() && self.versions.last().is_some_and(|newest| !newest.approved)
    }

    /// Whether a reader is told that there is such a post: everybody, once it was approved.
    #[must_use]
    pub fn is_told_to(&self, reader: PostReader) -> bool {
        self.is_approved() || self.shows_all_to(reader)
    }

    /// Whether a reader sees what others do not.
    #[must_use]
    pub fn shows_all_to(&self, reader: PostReader) -> bool {
        reader.audience == Audience::Moderators || reader.participant == Some(self.by)
    }

    /// The versions whose words a reader may see, the oldest first; none of what was taken back.
    #[must_use]
    pub fn versions_for(&self, reader: PostReader) -> impl DoubleEndedIterator<Item = Version> {
        let everything = self.shows_all_to(reader);
        let nothing = self.withdrawn || (self.is_hidden() && !everything);
        let may = move |version: &Version| !nothing && (everything || version.approved);
        self.versions.iter().copied().filter(may)
    }

    /// Whether others than moderators may not see the words of one of its versions in the journal.
    pub(super) const fn withholds(&self, version: Version) -> bool {
        self.is_hidden() || !version.approved
    }
}

impl Session {
    /// A post.
    #[must_use]
    pub fn post(&self, post: PostId) -> Option<&Post> {
        self.posts.get(&post)
    }

    /// A post that was not withdrawn.
    pub(super) fn standing(&self, post: PostId) -> Result<&Post, Refusal> {
        let found = self.posts.get(&post).filter(|post| !post.withdrawn);
        found.ok_or_else(|| Code::NotFound.into())
    }

    /// A post that everybody can read.
    pub(super) fn public_post(&self, post: PostId) -> Result<&Post, Refusal> {
        let found = self.posts.get(&post).filter(|post| post.is_public());
        found.ok_or_else(|| Code::NotFound.into())
    }

    pub(super) fn decide_posts(
        &self,
        by: ParticipantId,
        command: &Command,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        match command {
            Command::PublishPost {
                thread,
                text,
                replies_to,
            } => {
                self.require(by, Capability::PublishPost)?;
                self.takes_posts(*thread)?;
                if let Some(answered) = replies_to {
                    self.answerable(by, *answered, *thread)?;
                }
                words::needed(text, limits.post_chars_max)?;
                Ok(Event::PostPublished {
                    thread: *thread,
                    text: text.clone(),
                    replies_to: *replies_to,
                    unapproved: self.needs_approval(by)?,
                })
            }
            Command::RevisePost { post, text } => {
                let thread = self.own_post(by, *post)?.thread;
                self.takes_posts(thread)?;
                words::needed(text, limits.post_chars_max)?;
                Ok(Event::PostRevised {
                    post: *post,
                    text: text.clone(),
                    unapproved: self.needs_approval(by)?,
                })
            }
            Command::WithdrawPost { post } => {
                self.own_post(by, *post)?;
                self.not_sealed()?;
                Ok(Event::PostWithdrawn { post: *post })
            }
            _ => Err(Code::UnknownCommand.into()),
        }
    }

    /// Whether somebody's words wait for a moderator now.
    fn needs_approval(&self, by: ParticipantId) -> Result<bool, Refusal> {
        Ok(self.rules.posts_moderated && !self.role_of(by)?.may(Capability::ModerateThreads))
    }

    /// Who is not told of a post cannot answer it.
    fn answerable(&self, by: ParticipantId, answered: PostId, thread: ThreadId) -> Result<(), Refusal> {
        let reader = PostReader {
            audience: self.role_of(by)?.audience(),
            participant: Some(by),
        };
        let found = self.standing(answered)?;
        if found.thread == thread && found.is_told_to(reader) {
            Ok(())
        } else {
            Err(Code::NotFound.into())
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

    pub(super) fn apply_posts(
        &mut self,
        seq: u64,
        at: Timestamp,
        by: Option<ParticipantId>,
        event: &Event,
        touched: &mut Touched,
    ) {
        match event {
            Event::PostPublished {
                thread,
                replies_to,
                unapproved,
                ..
            } => {
                let approved = !unapproved;
                let post = Post {
                    thread: *thread,
                    by: by.unwrap_or(ParticipantId::CONVENER),
                    at,
                    replies_to: *replies_to,
                    hidden: None,
                    withdrawn: false,
                    endorsements: 0,
                    versions: vec![Version { seq, approved }],
                };
                if !approved {
                    self.hidden.insert(seq);
                }
                if let Some(own) = self.threads.get_mut(thread) {
                    own.posts.push(PostId(seq));
                    own.note(PostId(seq), Standing::default(), &post);
                    own.last_at = Some(at);
                }
                self.posts.insert(PostId(seq), post);
                self.touch_thread(*thread, touched);
            }
            Event::PostRevised { post, unapproved, .. } => {
                let version = Version {
                    seq,
                    approved: !unapproved,
                };
                let Some(own) = self.posts.get_mut(post) else { return };
                let was = own.standing();
                own.versions.push(version);
                if own.withholds(version) {
                    self.hidden.insert(seq);
                }
                if let Some(thread) = self.threads.get_mut(&own.thread) {
                    thread.note(*post, was, own);
                    thread.last_at = Some(at);
                }
                let thread = own.thread;
                self.touch_thread(thread, touched);
            }
            Event::PostWithdrawn { post } => {
                self.change_post(*post, |post| post.withdrawn = true, touched);
                self.unpin(*post);
            }
            _ => {}
        }
    }
}
