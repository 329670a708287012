//! What was answered to each command, for ever: a command that is sent again gets the first answer (SPEC L3).

use std::collections::HashMap;

use uuid::Uuid;

use crate::domain::command::Command;
use crate::domain::ids::ParticipantId;

/// The entries that an order made; one and the same for all but invitations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// The first.
    pub first: u64,
    /// The last.
    pub last: u64,
}

/// What is said to whoever ordered something that took effect.
#[derive(Debug)]
pub(super) struct Answer {
    pub accepted: Accepted,
    /// The command that takes it back; said once, with the first answer.
    pub undo: Option<Box<Command>>,
}

impl From<Accepted> for Answer {
    fn from(accepted: Accepted) -> Self {
        Self { accepted, undo: None }
    }
}

/// Rebuilt by the fold, so it survives restarts as the journal does.
#[derive(Debug, Default)]
pub(super) struct Answers {
    by_command: HashMap<(ParticipantId, Uuid), Accepted>,
}

impl Answers {
    pub(super) fn get(&self, by: Option<ParticipantId>, command: Option<Uuid>) -> Option<Accepted> {
        self.by_command.get(&(by?, command?)).copied()
    }

    /// Entry `seq` came from this command.
    pub(super) fn note(&mut self, by: Option<ParticipantId>, command: Option<Uuid>, seq: u64) {
        if let (Some(by), Some(command)) = (by, command) {
            let accepted = self
                .by_command
                .entry((by, command))
                .or_insert(Accepted { first: seq, last: seq });
            accepted.last = seq;
        }
    }
}
