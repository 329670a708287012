//! What posts meet with: people who hold with them, words that answer them, and the floor.

use super::command::{Command, RequestKind};
use super::event::Event;
use super::ids::{ParticipantId, PostId, RequestId, StatementId};
use super::limits::SessionLimits;
use super::queue::Wish;
use super::refusal::{Code, Refusal};
use super::role::Capability;
use super::session::Session;

impl Session {
    /// The statement that answered a post; the latest link counts.
    #[must_use]
    pub fn answer_to(&self, post: PostId) -> Option<StatementId> {
        self.answers.get(&post).copied()
    }

    /// The latest request that was made with a post.
    #[must_use]
    pub fn raised_by(&self, post: PostId) -> Option<RequestId> {
        self.raised.get(&post)?.last().copied()
    }

    /// Whether somebody holds with a post.
    #[must_use]
    pub fn endorses(&self, by: ParticipantId, post: PostId) -> bool {
        self.endorsements.contains(&(post, by))
    }

    /// All of them take posts that everybody can read: whoever acts on one says what is in it.
    pub(super) fn decide_response(
        &self,
        by: ParticipantId,
        command: &Command,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        match command {
            Command::EndorsePost { post } => {
                self.require(by, Capability::PublishPost)?;
                let own = self.public_post(*post)?;
                self.takes_posts(own.thread)?;
                if own.by == by || self.endorses(by, *post) {
                    return Err(Code::Unchanged.into());
                }
                Ok(Event::PostEndorsed { post: *post })
            }
            Command::AnswerPost { post, statement } => {
                self.require(by, Capability::ModerateThreads)?;
                self.not_sealed()?;
                self.public_post(*post)?;
                if !self.statements.contains_key(statement) {
                    return Err(Code::NotFound.into());
                }
                if self.answer_to(*post) == Some(*statement) {
                    return Err(Code::Unchanged.into());
                }
                Ok(Event::PostAnswered {
                    post: *post,
                    statement: *statement,
                })
            }
            Command::RaisePost { post, subject } => {
                self.require(by, Capability::RequestFloor)?;
                self.not_sealed()?;
                let thread = self.thread(self.public_post(*post)?.thread)?;
                let wish = Wish {
                    item: thread.item.or(self.agenda.active).ok_or(Code::QueueClosed)?,
                    kind: RequestKind::Impromptu,
                    speaker: None,
                    replies_to: None,
                    post: Some(*post),
                };
                self.ask(by, wish, subject.as_deref(), limits)
            }
            _ => Err(Code::UnknownCommand.into()),
        }
    }

    pub(super) fn apply_endorsed(&mut self, post: PostId, by: Option<ParticipantId>) {
        let by = by.unwrap_or(ParticipantId::CONVENER);
        if let Some(own) = self.posts.get_mut(&post)
            && self.endorsements.insert((post, by))
        {
            own.endorsements += 1;
        }
    }

    pub(super) fn apply_answered(&mut self, post: PostId, statement: StatementId) {
        self.answers.insert(post, statement);
    }
}
