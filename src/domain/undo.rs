//! Which command takes which back (domain.md, law 4). Undo is a new entry: both stay in the record.

use super::command::Command;
use super::discipline::Placed;
use super::ids::{ItemId, RequestId};
use super::session::Session;

/// What is as it was before, once a command was taken back at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Equal {
    /// The whole view but for the clock's marks.
    Everything,
    /// Everything but that who was ready is called again, and has to say so once more; and who waited a moment among the
    /// first is safe.
    AllButReadiness,
    /// Everything but the places: the request waits, as one that has just come.
    AllButPlace,
    /// Everything but how places are explained, and those of others: the request stands before the same one as before.
    AllButReason,
    /// The floor, the queue as the rules lay it, and the item: what was left goes on under a new turn's id.
    TheFloorAnew,
    /// The phase; a turn that it paused waits for `resume_turn`, and a call that it took back is not made again.
    ThePhase,
    /// The role; a turn and requests that went with it do not come back.
    TheRole,
    /// What was named.
    WhatWasNamed,
}

/// The table: a command, the command that takes it back, and what is equal afterwards.
pub const TABLE: &[(&str, &str, Equal)] = &[
    ("call_recess", "resume_session", Equal::ThePhase),
    ("resume_session", "call_recess", Equal::ThePhase),
    ("amend_rules", "amend_rules", Equal::WhatWasNamed),
    ("move_item", "move_item", Equal::Everything),
    ("edit_item", "edit_item", Equal::WhatWasNamed),
    ("withdraw_request", "restore_request", Equal::AllButPlace),
    ("deny_request", "restore_request", Equal::AllButPlace),
    ("pass_request", "restore_request", Equal::AllButPlace),
    ("move_request", "move_request", Equal::AllButReason),
    ("open_queue", "close_queue", Equal::Everything),
    ("close_queue", "open_queue", Equal::Everything),
    ("call_speaker", "recall_call", Equal::Everything),
    ("call_speaker", "call_speaker", Equal::AllButReadiness),
    ("recall_call", "call_speaker", Equal::AllButReadiness),
    ("end_turn", "restore_turn", Equal::TheFloorAnew),
    ("revoke_turn", "restore_turn", Equal::TheFloorAnew),
    ("pause_turn", "resume_turn", Equal::Everything),
    ("resume_turn", "pause_turn", Equal::Everything),
    ("hide_post", "show_post", Equal::Everything),
    ("show_post", "hide_post", Equal::Everything),
    ("close_thread", "reopen_thread", Equal::Everything),
    ("reopen_thread", "close_thread", Equal::Everything),
    ("pin_post", "unpin_post", Equal::Everything),
    ("unpin_post", "pin_post", Equal::Everything),
    ("show_scene", "show_scene", Equal::Everything),
    ("change_role", "change_role", Equal::TheRole),
];

/// The reason that an undo gives where one is asked for; the entry that it takes back says the rest.
fn reason(seq: u64) -> String {
    format!("undo {seq}")
}

impl Session {
    /// The command that takes `command` back, made on the session as it is before it; `seq` is the entry that it makes.
    /// Nothing where no command does, or none can.
    #[must_use]
    pub fn undo(&self, command: &Command, seq: u64) -> Option<Command> {
        let reason = || reason(seq);
        Some(match command {
            Command::CallRecess {} => Command::ResumeSession {},
            Command::ResumeSession {} => Command::CallRecess {},
            Command::AmendRules { rules, .. } => Command::AmendRules {
                rules: self.rules.taking_back(rules),
                reason: reason(),
            },
            Command::MoveItem { item, .. } => Command::MoveItem {
                item: *item,
                before: self.item_after(*item),
            },
            Command::EditItem { .. } => self.undo_edit(command)?,
            Command::WithdrawRequest { request }
            | Command::DenyRequest { request, .. }
            | Command::PassRequest { request } => Command::RestoreRequest { request: *request },
            Command::MoveRequest { request, .. } => self.undo_move(*request, seq)?,
            Command::OpenQueue { item } => Command::CloseQueue { item: *item },
            Command::CloseQueue { item } => Command::OpenQueue { item: *item },
            Command::CallSpeaker { request, .. } => self.undo_call(*request),
            Command::RecallCall { request } => Command::CallSpeaker {
                request: *request,
                expect_turn: self.innermost(),
                reason: None,
            },
            Command::EndTurn { expect_turn, .. } | Command::RevokeTurn { expect_turn, .. } => {
                Command::RestoreTurn { turn: (*expect_turn)? }
            }
            // A speaker who was dropped is not back because the pause is over.
            Command::PauseTurn { .. } if self.watched().is_some_and(|watched| watched.dropped) => return None,
            Command::PauseTurn { expect_turn, .. } => Command::ResumeTurn {
                expect_turn: *expect_turn,
            },
            Command::ResumeTurn { expect_turn } => Command::PauseTurn {
                expect_turn: *expect_turn,
                reason: expect_turn.and_then(|turn| self.texts.pause_reasons.get(&turn).cloned()),
            },
            Command::HidePost { post, .. } => Command::ShowPost { post: *post },
            Command::ShowPost { post } => Command::HidePost {
                post: *post,
                reason: reason(),
            },
            Command::CloseThread { thread } => Command::ReopenThread { thread: *thread },
            Command::ReopenThread { thread } => Command::CloseThread { thread: *thread },
            Command::PinPost { post } => Command::UnpinPost { post: *post },
            // What not everybody can read is not pinned anew.
            Command::UnpinPost { post } => Command::PinPost {
                post: self.public_post(*post).ok().map(|_| *post)?,
            },
            // What nobody may read any more is not shown anew.
            Command::ShowScene { .. } => {
                self.may_show(self.texts.scene.as_ref()).ok()?;
                let scene = self.texts.scene.clone();
                Command::ShowScene { scene }
            }
            Command::ChangeRole { participant, .. } => Command::ChangeRole {
                participant: *participant,
                role: self.participant(*participant)?.role,
            },
            _ => return None,
        })
    }

    /// A call that put another back is taken back by calling that one again.
    fn undo_call(&self, request: RequestId) -> Command {
        match self.called {
            Some(called) => Command::CallSpeaker {
                request: called,
                expect_turn: self.innermost(),
                reason: None,
            },
            None => Command::RecallCall { request },
        }
    }

    fn undo_move(&self, request: RequestId, seq: u64) -> Option<Command> {
        // A last word that was moved is no last word any more, and a new one stands behind the others.
        if matches!(self.requests.get(&request)?.placed, Placed::Last { .. }) {
            return None;
        }
        Some(Command::MoveRequest {
            request,
            before: self.request_after(request),
            reason: reason(seq),
        })
    }

    fn undo_edit(&self, command: &Command) -> Option<Command> {
        let Command::EditItem {
            item,
            title,
            kind,
            limit_ms,
            links,
        } = command
        else {
            return None;
        };
        let own = self.agenda.items.get(item)?;
        let texts = self.texts.items.get(item)?;
        // A limit that was not there cannot be taken away again.
        if limit_ms.is_some() && own.limit_ms.is_none() {
            return None;
        }
        Some(Command::EditItem {
            item: *item,
            title: title.as_ref().map(|_| texts.title.clone()),
            kind: kind.map(|_| own.kind),
            limit_ms: limit_ms.and(own.limit_ms),
            links: links.as_ref().map(|_| texts.links.clone()),
        })
    }

    fn item_after(&self, item: ItemId) -> Option<ItemId> {
        let mut after = self.agenda.order.iter().skip_while(|other| **other != item);
        after.nth(1).copied()
    }

    /// The request of the same rank that stands behind another one.
    fn request_after(&self, request: RequestId) -> Option<RequestId> {
        let own = self.requests.get(&request)?;
        let order = &self.queues.get(&own.item)?.order;
        let mut after = order.iter().skip_while(|other| **other != request);
        let next = after.nth(1).copied()?;
        self.requests
            .get(&next)
            .filter(|next| next.kind == own.kind)
            .map(|_| next)
    }
}
