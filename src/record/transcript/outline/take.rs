//! The fold of an outline: one entry after another, by their structures alone.

use super::{
    Commitment, DEPTH_MAX, End, Item, Origin, Outline, Part, Person, Poll, Post, Section, Stage, Statement, Thread,
    Turn,
};
use crate::domain::commitments::CommitmentState;
use crate::domain::event::{Ended, SessionCreated, TurnEnd};
use crate::domain::ids::{CommitmentId, ItemId, ParticipantId, PollId, PostId, StatementId, ThreadId, TurnId};
use crate::domain::{Event, Role};
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
            | Event::CommitmentReopened { .. } => self.take_commitment(from.seq, &event),
            _ => {}
        }
    }

    fn take_commitment(&mut self, seq: u64, event: &Event) {
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
            _ => return,
        };
        if let Some(own) = self.commitments.get_mut(commitment) {
            (own.state, own.finding) = (state, finding);
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

    fn take_turn(&mut self, from: Origins, event: Event) {
        let (seq, at) = (from.seq, from.at);
        let begun = |speaker, item, kind, origin, interrupts| Turn {
            speaker,
            // It is looked up when the turn takes its place.
            role: Role::Observer,
            item,
            kind,
            at,
            origin,
            interrupts,
            answers: None,
            drops: 0,
            ended: None,
            parts: Vec::new(),
        };
        match event {
            Event::FloorGranted {
                request,
                speaker,
                item,
                kind,
                interrupts,
                ..
            } => {
                let answers = self.answers.get(&request).copied();
                let turn = begun(speaker, item, kind, Origin::Granted, interrupts);
                self.begin(TurnId(seq), Turn { answers, ..turn });
            }
            Event::TurnRestored {
                turn,
                speaker,
                item,
                kind,
                interrupts,
                ..
            } => {
                let answers = self.turns.get(&turn).and_then(|before| before.answers);
                let turn = begun(speaker, item, kind, Origin::Restored, interrupts);
                self.begin(TurnId(seq), Turn { answers, ..turn });
            }
            Event::TurnDropped { turn, .. } => {
                if let Some(own) = self.turns.get_mut(&turn) {
                    own.drops += 1;
                }
            }
            Event::TurnEnded {
                turn,
                how,
                spent_ms,
                reason,
                to,
                ..
            } => {
                let reason = (how == TurnEnd::Revoked && reason.is_some()).then_some(seq);
                let end = End {
                    at,
                    how,
                    spent_ms,
                    reason,
                    to,
                };
                self.end(turn, end);
                if let (Some(speaker), Some(own)) = (to, self.turns.get(&turn)) {
                    let answers = own.answers;
                    let next = begun(
                        speaker,
                        own.item,
                        own.kind,
                        Origin::Yielded(own.speaker),
                        own.interrupts,
                    );
                    self.begin(TurnId(seq), Turn { answers, ..next });
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, id: TurnId, mut turn: Turn) {
        let host = turn
            .interrupts
            .filter(|host| self.turns.contains_key(host) && self.depth(*host) <= DEPTH_MAX);
        turn.interrupts = host;
        turn.role = self.role(turn.speaker);
        match host {
            None => {
                self.floor.clear();
                // A journal may grant the floor for an item that it never started.
                if self
                    .sections
                    .last()
                    .is_none_or(|section| section.item != Some(turn.item))
                {
                    self.sections.push(Section {
                        item: Some(turn.item),
                        parts: Vec::new(),
                    });
                }
                if let Some(section) = self.sections.last_mut() {
                    section.parts.push(Part::Turn(id));
                }
            }
            Some(host) => {
                if let Some(host) = self.turns.get_mut(&host) {
                    host.parts.push(Part::Turn(id));
                }
            }
        }
        self.floor.push(id);
        self.turns.insert(id, turn);
    }

    fn end(&mut self, turn: TurnId, end: End) {
        self.floor.retain(|standing| *standing != turn);
        if let Some(own) = self.turns.get_mut(&turn) {
            own.ended = Some(end);
        }
    }

    fn end_with(&mut self, at: Timestamp, ended: Option<Ended>) {
        if let Some(Ended { turn, how, spent_ms }) = ended {
            let (reason, to) = (None, None);
            let end = End {
                at,
                how,
                spent_ms,
                reason,
                to,
            };
            self.end(turn, end);
        }
    }

    fn take_words(&mut self, seq: u64, event: &Event) {
        match event {
            Event::StatementRecorded { turn, .. } => {
                let id = StatementId(seq);
                // What is written down while somebody interrupts was said before.
                let parts = self.turns.get(turn).map_or(&[][..], |own| &own.parts);
                let runs = |part: &Part| matches!(part, Part::Turn(over) if self.floor.contains(over));
                let place = parts.len() - usize::from(parts.last().is_some_and(runs));
                if let Some(own) = self.turns.get_mut(turn) {
                    own.parts.insert(place, Part::Statement(id));
                    let statement = Statement {
                        turn: *turn,
                        words: seq,
                        revised: false,
                        confirmed: false,
                    };
                    self.statements.insert(id, statement);
                }
            }
            Event::StatementRevised { statement, .. } => {
                if let Some(own) = self.statements.get_mut(statement) {
                    (own.words, own.revised, own.confirmed) = (seq, true, false);
                }
            }
            Event::StatementConfirmed { statement, .. } => {
                if let Some(own) = self.statements.get_mut(statement) {
                    own.confirmed = true;
                }
            }
            _ => {}
        }
    }

    fn take_poll(&mut self, from: Origins, event: Event) {
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

    fn close_poll(&mut self, poll: PollId) {
        if let Some(own) = self.polls.get_mut(&poll) {
            own.open = false;
        }
    }

    fn take_post(&mut self, from: Origins, event: &Event) {
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

    /// A post as it was published.
    fn published(&self, from: Origins, replies_to: Option<PostId>) -> Post {
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
}
