//! What the server's clock does. A deadline names the turn or request it was set for (domain.md, law 6).

use super::act::{Act, Actor};
use super::event::{Event, TurnEnd};
use super::floor::RequestState;
use super::ids::{RequestId, TurnId};
use super::refusal::{Code, Refusal};
use super::rules::Overtime;
use super::session::Session;
use super::turn::{Turn, Warned};
use crate::time::Timestamp;

/// Something that happens by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// Nobody said to be ready for this called request.
    NotReady(RequestId),
    /// A turn's time is nearly used.
    NearlyOver(TurnId),
    /// A turn's time is used.
    Over(TurnId),
}

impl Session {
    /// The next thing that the clock does, and when.
    #[must_use]
    pub fn next_deadline(&self) -> Option<(Timestamp, Deadline)> {
        let ready = self.called.and_then(|called| match self.requests.get(&called)?.state {
            RequestState::Called(since) => Some((
                since.plus_millis(self.rules.ready_timeout_ms),
                Deadline::NotReady(called),
            )),
            RequestState::Waiting | RequestState::Ready => None,
        });
        [ready, self.turn_deadline()]
            .into_iter()
            .flatten()
            .min_by_key(|(at, _)| *at)
    }

    fn turn_deadline(&self) -> Option<(Timestamp, Deadline)> {
        let turn = self.floor.last()?;
        let since = turn.running_since()?;
        let left = turn.limit_ms.saturating_sub(turn.spent_ms);
        let warn_ms = self.rules.warn_ms;
        match turn.warned {
            Warned::No if warn_ms > 0 && turn.limit_ms > warn_ms => Some((
                since.plus_millis(left.saturating_sub(warn_ms)),
                Deadline::NearlyOver(turn.id),
            )),
            Warned::No | Warned::Nearly => Some((since.plus_millis(left), Deadline::Over(turn.id))),
            Warned::Over => None,
        }
    }

    pub(super) fn decide_deadline(&self, act: &Act, deadline: Deadline) -> Result<Event, Refusal> {
        let due = self
            .next_deadline()
            .filter(|(due, next)| *next == deadline && *due <= act.at);
        if act.actor != Actor::Clock || due.is_none() {
            return Err(Code::NotPermitted.into());
        }
        match deadline {
            Deadline::NotReady(request) => Ok(Event::RequestPassed { request }),
            Deadline::NearlyOver(turn) => {
                let left = |top: &Turn| top.limit_ms.saturating_sub(top.spent_at(act.at));
                match self.floor.last().map_or(0, left) {
                    // Noticed so late that the time is used already.
                    0 => Ok(self.time_used(turn)),
                    left_ms => Ok(Event::TurnWarned { turn, left_ms }),
                }
            }
            Deadline::Over(turn) => Ok(self.time_used(turn)),
        }
    }

    /// What the rule for overtime does when a turn's time is used.
    fn time_used(&self, turn: TurnId) -> Event {
        match self.rules.overtime {
            Overtime::Warn | Overtime::Overrun => Event::TurnWarned { turn, left_ms: 0 },
            Overtime::Stop => Event::TurnEnded {
                turn,
                how: TurnEnd::TimedOut,
                // However late the clock was noticed, the speaker had no more than the limit.
                spent_ms: self.floor.last().map_or(0, |top| top.limit_ms),
                reason: None,
                resumed: self.resumes_after(turn),
                to: None,
                limit_ms: None,
                unconnected: false,
            },
        }
    }
}
