//! What is beside the floor in the fold of an outline: posts, polls, commitments.

use super::super::{Commitment, Outline, Part, Poll, Post, Thread};
use super::Origins;
use crate::domain::Event;
use crate::domain::commitments::CommitmentState;
use crate::domain::ids::{CommitmentId, ParticipantId, PollId, PostId, ThreadId};

impl Outline {
    pub(super) fn take_post(&mut self, from: Origins, event: &Event) {
        match event {
            Event::ThreadOpened { .. } => {
                self.threads.insert(ThreadId(from.seq), Thread { posts: Vec::new() });
            }
            Event::PostPublished { thread, replies_to, .. } => {
                let post = self.published(from, *replies_to);
                if let Some(own) = self.threads.get_mut(thread) {
                    own.posts.push(PostId(from.seq));
                    self.posts.insert(PostId(from.seq), post);
                }
            }
            Event::PostRevised { post, .. } => {
                if let Some((thread, own)) = self.unseen.remove(post) {
                    if let Some(thread) = self.threads.get_mut(&thread) {
                        let place = thread.posts.partition_point(|other| other < post);
                        thread.posts.insert(place, *post);
                        self.posts.insert(*post, Post { words: from.seq, ..own });
                    }
                } else if let Some(own) = self.posts.get_mut(post) {
                    (own.words, own.revised) = (from.seq, true);
                }
            }
            Event::PostAnswered { post, statement } => {
                if let Some(own) = self.posts.get_mut(post) {
                    own.answer = Some(*statement);
                }
            }
            Event::PostWithdrawn { post } => {
                if let Some(own) = self.posts.get_mut(post) {
                    own.withdrawn = true;
                }
            }
            _ => {}
        }
    }

    /// A post as it was published.
    pub(super) fn published(&self, from: Origins, replies_to: Option<PostId>) -> Post {
        let by = from.by.unwrap_or(ParticipantId::CONVENER);
        Post {
            by,
            role: self.role(by),
            at: from.at,
            replies_to,
            words: from.seq,
            revised: false,
            withdrawn: false,
            answer: None,
        }
    }

    pub(super) fn take_poll(&mut self, from: Origins, event: Event) {
        match event {
            Event::PollOpened { options, .. } => {
                let id = PollId(from.seq);
                let poll = Poll {
                    open: true,
                    counts: vec![0; options.len()],
                    voters: 0,
                };
                self.polls.insert(id, poll);
                self.place(Part::Poll(id));
            }
            Event::VoteCast { poll, choices } => {
                if let Some(own) = self.polls.get_mut(&poll) {
                    own.voters += 1;
                    for choice in choices {
                        let place = usize::try_from(choice).ok();
                        if let Some(count) = place.and_then(|place| own.counts.get_mut(place)) {
                            *count += 1;
                        }
                    }
                }
            }
            Event::PollClosed { poll } => self.close_poll(poll),
            _ => {}
        }
    }

    pub(super) fn close_poll(&mut self, poll: PollId) {
        if let Some(own) = self.polls.get_mut(&poll) {
            own.open = false;
        }
    }

    pub(super) fn take_commitment(&mut self, seq: u64, event: &Event) {
        let (commitment, state, finding) = match event {
            Event::CommitmentRecorded { owner, due, source, .. } => {
                let own = Commitment {
                    owner: *owner,
                    due: *due,
                    source: *source,
                    state: CommitmentState::Recorded,
                    finding: None,
                };
                self.commitments.insert(CommitmentId(seq), own);
                return;
            }
            Event::CommitmentReported { commitment, .. } => (commitment, CommitmentState::Reported, None),
            Event::CommitmentVerified {
                commitment, finding, ..
            } => (commitment, CommitmentState::Verified, Some(*finding)),
            Event::CommitmentReopened { commitment, .. } => (commitment, CommitmentState::Reopened, None),
            Event::CommitmentWithdrawn { commitment, .. } => (commitment, CommitmentState::Withdrawn, None),
            _ => return,
        };
        if let Some(own) = self.commitments.get_mut(commitment) {
            (own.state, own.finding) = (state, finding);
        }
    }
}
