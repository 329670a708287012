//! The fold of an outline: one entry after another, by their structures alone.

mod spoken;
mod written;

use super::{Item, Outline, Part, Person, Section, Stage};
use crate::domain::Event;
use crate::domain::event::SessionCreated;
use crate::domain::ids::{ItemId, ParticipantId, PostId};
use crate::time::Timestamp;

/// When and by whom something happened.
#[derive(Clone, Copy)]
pub(in crate::record::transcript) struct Origins {
    pub seq: u64,
    pub at: Timestamp,
    pub by: Option<ParticipantId>,
}

/// Whether an outline needs the words of an entry: only names and sectors are among them.
pub(in crate::record::transcript) const fn needs_words(event: &Event) -> bool {
    matches!(event, Event::ParticipantsInvited { .. })
}

impl Outline {
    /// Takes the next entry that the reader may see.
    pub(in crate::record::transcript) fn take(&mut self, from: Origins, event: Event) {
        self.at = from.at;
        match event {
            Event::SessionCreated(created) => self.take_created(from.at, &created),
            Event::ParticipantsInvited { .. }
            | Event::AttendanceRecorded { .. }
            | Event::RoleChanged { .. }
            | Event::ParticipantRemoved { .. } => self.take_people(from, event),
            Event::SessionOpened { .. }
            | Event::RecessCalled { .. }
            | Event::SessionResumed {}
            | Event::SessionAdjourned { .. }
            | Event::SessionSealed {} => self.take_stage(from.at, event),
            Event::ItemAdded { .. }
            | Event::ItemEdited { .. }
            | Event::ItemStarted { .. }
            | Event::ItemFinished { .. }
            | Event::ItemConcluded { .. } => self.take_item(from.seq, event),
            Event::FloorRequested {
                replies_to: Some(turn), ..
            } => {
                self.answers.insert(crate::domain::ids::RequestId(from.seq), turn);
            }
            Event::FloorGranted { .. }
            | Event::TurnRestored { .. }
            | Event::TurnDropped { .. }
            | Event::TurnEnded { .. } => self.take_turn(from, event),
            Event::StatementRecorded { .. } | Event::StatementRevised { .. } | Event::StatementConfirmed { .. } => {
                self.take_words(from.seq, &event);
            }
            Event::PollOpened { .. } | Event::VoteCast { .. } | Event::PollClosed { .. } => self.take_poll(from, event),
            Event::ThreadOpened { .. }
            | Event::PostPublished { .. }
            | Event::PostRevised { .. }
            | Event::PostAnswered { .. }
            | Event::PostWithdrawn { .. } => self.take_post(from, &event),
            Event::CommitmentRecorded { .. }
            | Event::CommitmentReported { .. }
            | Event::CommitmentVerified { .. }
            | Event::CommitmentReopened { .. }
            | Event::CommitmentWithdrawn { .. } => self.take_commitment(from.seq, &event),
            _ => {}
        }
    }

    /// Takes the next entry, which the reader may not see: whom it took from the floor stands there no longer, and of a post
    /// whose first words nobody approved later ones may be seen.
    pub(in crate::record::transcript) fn take_unseen(&mut self, from: Origins, event: &Event) {
        self.at = from.at;
        match event {
            Event::ParticipantRemoved { ended: Some(ended), .. } => self.floor.retain(|turn| *turn != ended.turn),
            Event::PostPublished { thread, replies_to, .. } => {
                let post = self.published(from, *replies_to);
                self.unseen.insert(PostId(from.seq), (*thread, post));
            }
            _ => {}
        }
    }

    fn take_created(&mut self, at: Timestamp, created: &SessionCreated) {
        self.session = created.session;
        self.starts_at = created.starts_at;
        self.created_at = at;
    }

    fn take_people(&mut self, from: Origins, event: Event) {
        match event {
            Event::ParticipantsInvited { participants } => {
                self.people.extend(participants.into_iter().map(|person| {
                    let own = Person {
                        name: person.name,
                        sector: person.sector,
                        role: person.role,
                        arrived: false,
                        removed: false,
                    };
                    (person.participant, own)
                }));
            }
            Event::AttendanceRecorded { arrived, .. } => {
                self.has_attendance = true;
                for id in arrived {
                    if let Some(person) = self.people.get_mut(&id) {
                        person.arrived = true;
                    }
                }
            }
            Event::RoleChanged {
                participant,
                role,
                ended,
                ..
            } => {
                if let Some(person) = self.people.get_mut(&participant) {
                    person.role = role;
                }
                self.end_with(from.at, ended);
            }
            Event::ParticipantRemoved { participant, ended, .. } => {
                if let Some(person) = self.people.get_mut(&participant) {
                    person.removed = true;
                }
                self.end_with(from.at, ended);
            }
            _ => {}
        }
    }

    fn take_stage(&mut self, at: Timestamp, event: Event) {
        let stage = match event {
            Event::SessionOpened { .. } => {
                self.opened_at = Some(at);
                Stage::Opened
            }
            Event::RecessCalled { .. } => Stage::Recess,
            Event::SessionResumed {} => Stage::Resumed,
            Event::SessionAdjourned { polls, .. } => {
                self.adjourned_at = Some(at);
                self.active = None;
                for poll in polls {
                    self.close_poll(poll);
                }
                Stage::Adjourned
            }
            _ => Stage::Sealed,
        };
        self.place(Part::Stage(stage, at));
    }

    fn take_item(&mut self, seq: u64, event: Event) {
        match event {
            Event::ItemAdded { kind, .. } => {
                let (title, conclusion) = (seq, None);
                let item = Item {
                    title,
                    kind,
                    conclusion,
                };
                self.items.insert(ItemId(seq), item);
            }
            Event::ItemEdited { item, title, kind, .. } => {
                if let Some(own) = self.items.get_mut(&item) {
                    own.title = if title.is_some() { seq } else { own.title };
                    own.kind = kind.unwrap_or(own.kind);
                }
            }
            Event::ItemStarted { item, .. } => {
                self.active = Some(item);
                self.sections.push(Section {
                    item: Some(item),
                    parts: Vec::new(),
                });
            }
            Event::ItemFinished { item, conclusion, .. } => {
                self.active = None;
                if conclusion.is_some() {
                    self.conclude(item, seq);
                }
            }
            Event::ItemConcluded { item, .. } => self.conclude(item, seq),
            _ => {}
        }
    }

    fn conclude(&mut self, item: ItemId, seq: u64) {
        if let Some(own) = self.items.get_mut(&item) {
            own.conclusion = Some(seq);
        }
    }

    /// Gives something that happened its place: in the turn on the floor, else under the item, else between items.
    fn place(&mut self, part: Part) {
        let innermost = self.floor.last().and_then(|turn| self.turns.get_mut(turn));
        if let Some(turn) = innermost {
            turn.parts.push(part);
            return;
        }
        let active = self.active;
        if self.sections.last().is_none_or(|section| section.item != active) {
            let parts = Vec::new();
            self.sections.push(Section { item: active, parts });
        }
        if let Some(section) = self.sections.last_mut() {
            section.parts.push(part);
        }
    }
}
