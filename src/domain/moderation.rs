//! What moderators make of posts: hiding and showing, approving, and letting some stand out.

use super::budget;
use super::command::Command;
use super::event::Event;
use super::ids::{ParticipantId, PostId, RequestId};
use super::limits::SessionLimits;
use super::posts::Post;
use super::refusal::{Code, Refusal};
use super::role::Capability;
use super::session::Session;
use super::touched::{Place, Touched};
use super::words;

impl Session {
    /// The entries whose words only moderators may see: those of hidden posts and of versions that nobody approved, and
    /// the requests that were made with hidden posts.
    #[must_use]
    pub const fn hidden_entries(&self) -> &std::collections::BTreeSet<u64> {
        &self.hidden
    }

    /// Whether moderators hide a post.
    pub(super) fn hides(&self, post: PostId) -> bool {
        self.posts.get(&post).is_some_and(Post::is_hidden)
    }

    pub(super) fn decide_moderation(
        &self,
        by: ParticipantId,
        command: &Command,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        self.require(by, Capability::ModerateThreads)?;
        self.not_sealed()?;
        match command {
            Command::HidePost { post, reason } => {
                let hidden = self.posts.get(post).ok_or(Code::NotFound)?.is_hidden();
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
                if !self.posts.get(post).ok_or(Code::NotFound)?.is_hidden() {
                    return Err(Code::Unchanged.into());
                }
                Ok(Event::PostShown { post: *post })
            }
            Command::ApprovePost { post, version } => Ok(Event::PostApproved {
                post: *post,
                version: self.approvable(*post, *version)?,
            }),
            Command::PinPost { post } => {
                let thread = self.thread(self.public_post(*post)?.thread)?;
                if thread.pinned.contains(post) {
                    return Err(Code::Unchanged.into());
                }
                if thread.pinned.len() >= limits.pinned_per_thread_max {
                    return Err(Code::QueueFull.into());
                }
                self.has_room(budget::PIN, limits)?;
                Ok(Event::PostPinned { post: *post })
            }
            Command::UnpinPost { post } => {
                let thread = self.thread(self.standing(*post)?.thread)?;
                if !thread.pinned.contains(post) {
                    return Err(Code::Unchanged.into());
                }
                Ok(Event::PostUnpinned { post: *post })
            }
            _ => Err(Code::UnknownCommand.into()),
        }
    }

    /// The words that a moderator means, if approving them changes what people read: those that were read, so that nobody
    /// approves what came in between.
    fn approvable(&self, post: PostId, read: Option<u64>) -> Result<u64, Refusal> {
        let versions = &self.standing(post)?.versions;
        let named = match read {
            Some(seq) => versions.iter().position(|version| version.seq == seq),
            None => versions.len().checked_sub(1),
        };
        let named = named.ok_or(Code::NotFound)?;
        if versions[named..].iter().any(|version| version.approved) {
            return Err(Code::Unchanged.into());
        }
        Ok(versions[named].seq)
    }

    pub(super) fn apply_moderation(&mut self, seq: u64, event: &Event, touched: &mut Touched) {
        match event {
            Event::PostHidden { post, .. } => {
                self.change_post(*post, |post| post.hidden = Some(seq), touched);
                self.withhold_raised(*post, touched);
            }
            Event::PostShown { post } => {
                self.change_post(*post, |post| post.hidden = None, touched);
                self.withhold_raised(*post, touched);
            }
            Event::PostApproved { post, version } => {
                let approve = |post: &mut Post| {
                    if let Some(own) = post.versions.iter_mut().find(|own| own.seq == *version) {
                        own.approved = true;
                    }
                };
                self.change_post(*post, approve, touched);
            }
            Event::PostPinned { post } => {
                let Some(thread) = self.posts.get(post).map(|post| post.thread) else {
                    return;
                };
                let own = self.threads.get_mut(&thread);
                if own.is_some_and(|own| own.pinned.insert(*post)) {
                    self.texts.add_pin();
                    touched.mark(Place::Thread(thread));
                }
            }
            Event::PostUnpinned { post } => {
                self.unpin(*post);
                if let Some(post) = self.posts.get(post) {
                    touched.mark(Place::Thread(post.thread));
                }
            }
            _ => {}
        }
    }

    pub(super) fn unpin(&mut self, post: PostId) {
        let thread = self.posts.get(&post).map(|post| post.thread);
        let own = thread.and_then(|thread| self.threads.get_mut(&thread));
        if own.is_some_and(|own| own.pinned.remove(&post)) {
            self.texts.forget_pin();
        }
    }

    /// Changes a post and all that follows from how it is: counts, lists, and who sees which of its entries.
    pub(super) fn change_post(&mut self, id: PostId, change: impl FnOnce(&mut Post), touched: &mut Touched) {
        let Some(post) = self.posts.get_mut(&id) else { return };
        let was = post.standing();
        change(post);
        for version in &post.versions {
            let changed = if post.withholds(*version) {
                self.hidden.insert(version.seq)
            } else {
                self.hidden.remove(&version.seq)
            };
            if changed {
                touched.visibility.push(version.seq);
            }
        }
        if let Some(thread) = self.threads.get_mut(&post.thread) {
            thread.note(id, was, post);
        }
        let thread = post.thread;
        self.touch_thread(thread, touched);
    }

    /// The subjects and points of requests that were made with a post are often its words, so they are hidden with it.
    fn withhold_raised(&mut self, post: PostId, touched: &mut Touched) {
        let hidden = self.hides(post);
        for request in self.raised.get(&post).into_iter().flatten() {
            let points = self.raised_points.get(request).into_iter().flatten();
            for seq in std::iter::once(&request.0).chain(points) {
                let changed = if hidden {
                    self.hidden.insert(*seq)
                } else {
                    self.hidden.remove(seq)
                };
                if changed {
                    touched.visibility.push(*seq);
                }
            }
            touched.withholds |= hidden;
            if self.requests.contains_key(request) {
                touched.mark(Place::Request(*request));
            }
        }
    }

    /// A point of a request that was made with a post is hidden as long as the post is.
    pub(super) fn note_raised_point(&mut self, seq: u64, request: RequestId) {
        let Some(post) = self.requests.get(&request).and_then(|own| own.post) else {
            return;
        };
        self.raised_points.entry(request).or_default().push(seq);
        if self.hides(post) {
            self.hidden.insert(seq);
        }
    }
}
