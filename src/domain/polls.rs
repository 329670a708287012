//! Open polls (意向摸底): a question to everybody who votes, answered once by each, in the open.

use std::collections::BTreeMap;

use super::budget;
use super::command::Command;
use super::event::Event;
use super::ids::{ParticipantId, PollId};
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::role::Capability;
use super::session::{Phase, Session};
use super::touched::{Place, Touched};
use super::words;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Poll {
    pub choices_max: u64,
    pub open: bool,
    /// How often each option was chosen.
    pub tallies: Vec<u64>,
    pub votes: BTreeMap<ParticipantId, Vec<u64>>,
}

/// How many closed polls the view shows, the newest ones.
pub(super) const CLOSED_SHOWN: usize = 8;

impl Session {
    /// How often each option of each open poll was chosen so far.
    #[must_use]
    pub fn tallies(&self) -> BTreeMap<PollId, &[u64]> {
        let open = self.polls.iter().filter(|(_, poll)| poll.open);
        open.map(|(id, poll)| (*id, poll.tallies.as_slice())).collect()
    }

    fn poll(&self, poll: PollId) -> Result<&Poll, Refusal> {
        self.polls.get(&poll).ok_or_else(|| Code::NotFound.into())
    }

    pub(super) fn decide_polls(
        &self,
        by: ParticipantId,
        command: &Command,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        match command {
            Command::OpenPoll {
                question,
                options,
                choices_max,
                ..
            } => {
                self.require(by, Capability::ConductPolls)?;
                self.in_phase(&[Phase::Open, Phase::Recess])?;
                words::needed(question, limits.title_chars_max)?;
                for option in options {
                    words::needed(option, limits.title_chars_max)?;
                }
                if options.len() > limits.poll_options_max {
                    return Err(Code::TooLarge.into());
                }
                if options.len() < 2 || !(1..=options.len() as u64).contains(choices_max) {
                    return Err(Refusal::because(
                        Code::Malformed,
                        "A poll has two options at least, and lets people choose one of them at least.",
                    ));
                }
                if self.polls.values().filter(|poll| poll.open).count() >= limits.open_polls_max {
                    return Err(Code::QueueFull.into());
                }
                self.has_room(budget::poll(question, options), limits)?;
                Ok(Event::PollOpened {
                    question: question.clone(),
                    options: options.clone(),
                    choices_max: *choices_max,
                })
            }
            Command::Vote { poll, choices } => {
                self.require(by, Capability::Vote)?;
                self.decide_vote(by, *poll, choices)
            }
            Command::ClosePoll { poll } => {
                self.require(by, Capability::ConductPolls)?;
                self.not_sealed()?;
                if !self.poll(*poll)?.open {
                    return Err(Code::Unchanged.into());
                }
                Ok(Event::PollClosed { poll: *poll })
            }
            _ => Err(Code::UnknownCommand.into()),
        }
    }

    fn decide_vote(&self, by: ParticipantId, poll: PollId, choices: &[u64]) -> Result<Event, Refusal> {
        self.not_sealed()?;
        let own = self.poll(poll)?;
        if !own.open {
            return Err(Code::PollClosed.into());
        }
        self.in_phase(&[Phase::Open, Phase::Recess])?;
        if own.votes.contains_key(&by) {
            return Err(Code::AlreadyVoted.into());
        }
        if choices.is_empty() {
            return Err(Code::Empty.into());
        }
        let known = choices.iter().all(|choice| *choice < own.tallies.len() as u64);
        let twice = (1..choices.len()).any(|place| choices[..place].contains(&choices[place]));
        if !known || choices.len() as u64 > own.choices_max || twice {
            return Err(Refusal::because(
                Code::Malformed,
                "An answer names options of this poll, each once, and not more than may be chosen.",
            ));
        }
        Ok(Event::VoteCast {
            poll,
            choices: choices.to_vec(),
        })
    }

    pub(super) fn apply_polls(&mut self, seq: u64, by: Option<ParticipantId>, event: &Event, touched: &mut Touched) {
        match event {
            Event::PollOpened {
                question,
                options,
                choices_max,
            } => {
                let id = PollId(seq);
                let poll = Poll {
                    choices_max: *choices_max,
                    open: true,
                    tallies: vec![0; options.len()],
                    votes: BTreeMap::new(),
                };
                self.polls.insert(id, poll);
                self.texts.add_poll(id, question.clone(), options.clone());
                touched.mark(Place::Poll(id));
            }
            Event::VoteCast { poll, choices } => {
                let (Some(poll), Some(by)) = (self.polls.get_mut(poll), by) else {
                    return;
                };
                for choice in choices {
                    let place = usize::try_from(*choice).ok();
                    if let Some(tally) = place.and_then(|place| poll.tallies.get_mut(place)) {
                        *tally += 1;
                    }
                }
                poll.votes.insert(by, choices.clone());
            }
            Event::PollClosed { poll } => self.end_poll(*poll, touched),
            _ => {}
        }
    }

    pub(super) fn end_poll(&mut self, poll: PollId, touched: &mut Touched) {
        if let Some(own) = self.polls.get_mut(&poll) {
            own.open = false;
            touched.mark(Place::Poll(poll));
        }
        self.put_old_polls_away(touched);
    }

    /// The view keeps the newest closed polls; older ones are in the record alone.
    fn put_old_polls_away(&mut self, touched: &mut Touched) {
        let closed = self.polls.iter().filter(|(_, poll)| !poll.open).map(|(id, _)| *id);
        let closed: Vec<PollId> = closed.filter(|id| self.texts.polls.contains_key(id)).collect();
        for old in closed.iter().rev().skip(CLOSED_SHOWN) {
            self.texts.forget_poll(*old);
            touched.mark(Place::Poll(*old));
        }
    }
}
