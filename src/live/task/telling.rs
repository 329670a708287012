//! What a session's task tells beside its entries: presence, captions and checkpoints, each in its own time.

use std::time::Duration;

use tokio::time::Instant;

use super::{RETRY_EVERY, Task, has_come};
use crate::domain::ids::{ParticipantId, TurnId};
use crate::domain::{Capability, Code, Refusal};
use crate::live::presence;
use crate::wire::frame;
use crate::wire::message::ServerMessage;

impl Task {
    pub(super) fn presence_soon(&mut self) {
        let every = Duration::from_millis(self.house.config.live.presence_interval_ms);
        self.presence_due
            .get_or_insert((self.presence_told + every).max(Instant::now()));
    }

    pub(super) fn tell_presence(&mut self) {
        let Some(replica) = self
            .replica
            .as_ref()
            .filter(|_| self.presence_due.is_some_and(has_come))
        else {
            return;
        };
        self.tail
            .set_presence(presence::digests(&replica.session, &self.sockets.online()));
        self.presence_due = None;
        self.presence_told = Instant::now();
    }

    pub(super) fn take_caption(&mut self, by: ParticipantId, turn: TurnId, text: String) -> Result<(), Refusal> {
        let session = &self.replica.as_ref().ok_or(Code::Unavailable)?.session;
        let captions =
            |person: &crate::domain::people::Participant| !person.removed && person.role.may(Capability::Caption);
        if !session.participant(by).is_some_and(captions) {
            return Err(Code::NotPermitted.into());
        }
        if text.chars().count() > self.house.config.session.statement_chars_max {
            return Err(Code::TooLong.into());
        }
        if session.turn_view(turn).is_none() {
            return Err(Refusal {
                current_turn: session.floor_view().turn,
                ..Code::StaleTurn.into()
            });
        }
        self.caption = Some(frame::encode(&ServerMessage::Caption { turn, text }));
        Ok(())
    }

    /// Passes on the newest caption, not too often.
    pub(super) fn tell_caption(&mut self) {
        let due = self
            .caption_told
            .is_none_or(|told| has_come(told + self.caption_every()));
        if let Some(caption) = self.caption.take_if(|_| due) {
            self.tail.set_caption(caption);
            self.caption_told = Some(Instant::now());
        }
    }

    pub(super) fn caption_every(&self) -> Duration {
        Duration::from_millis(self.house.config.live.caption_interval_ms)
    }

    pub(super) async fn sign_checkpoint(&mut self) {
        let Some(replica) = self
            .replica
            .as_ref()
            .filter(|_| self.checkpoint_due.is_some_and(has_come))
        else {
            return;
        };
        let size = replica.tree.size();
        self.checkpoint_due = None;
        if size == self.checkpoint_size {
            return;
        }
        let note = self.house.keys.newest().sign(self.id, size, replica.tree.root());
        match self.house.journal.keep_checkpoint(self.id, size, note).await {
            Ok(()) => self.checkpoint_size = size,
            Err(error) => {
                tracing::error!(session = %self.id, %error, "a checkpoint could not be kept");
                self.checkpoint_due = Some(Instant::now() + RETRY_EVERY);
            }
        }
    }
}
