//! The session's phases: `draft → open ⇄ recess → adjourned → sealed`.

use super::event::Event;
use super::floor::Left;
use super::ids::{ParticipantId, RequestId};
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::role::Capability;
use super::session::{Phase, Session};
use super::touched::{Place, Touched};
use super::turn::TurnState;
use super::words;
use crate::time::Timestamp;

impl Session {
    pub(super) fn conducts(&self, by: ParticipantId) -> Result<(), Refusal> {
        self.require(by, Capability::ConductSession)
    }

    /// A phase that the session is in already is `unchanged`, any other wrong one `wrong_phase`.
    fn moves_to(&self, phase: Phase, from: &[Phase]) -> Result<(), Refusal> {
        if self.phase == phase && phase != Phase::Sealed {
            return Err(Code::Unchanged.into());
        }
        self.in_phase(from)
    }

    pub(super) fn decide_open(
        &self,
        by: ParticipantId,
        reason: Option<&str>,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        self.conducts(by)?;
        self.moves_to(Phase::Open, &[Phase::Draft])?;
        words::optional(reason, limits.reason_chars_max)?;
        let open_steps = self.open_mandatory_steps();
        if !open_steps.is_empty() && reason.is_none() {
            return Err(Refusal::because(
                Code::WrongPhase,
                "Mandatory steps of preparation are open; complete them, or say why the session is opened without.",
            ));
        }
        Ok(Event::SessionOpened {
            reason: reason.filter(|_| !open_steps.is_empty()).map(str::to_owned),
            open_steps,
        })
    }

    pub(super) fn decide_recess(&self, by: ParticipantId) -> Result<Event, Refusal> {
        self.conducts(by)?;
        self.moves_to(Phase::Recess, &[Phase::Open])?;
        let paused = self
            .floor
            .last()
            .filter(|turn| matches!(turn.state, TurnState::Holding { .. } | TurnState::Dropped { .. }));
        Ok(Event::RecessCalled {
            paused: paused.map(|turn| turn.id),
            recalled: self.called,
        })
    }

    pub(super) fn decide_resume(&self, by: ParticipantId) -> Result<Event, Refusal> {
        self.conducts(by)?;
        self.moves_to(Phase::Open, &[Phase::Recess])?;
        Ok(Event::SessionResumed {})
    }

    pub(super) fn decide_adjourn(&self, by: ParticipantId) -> Result<Event, Refusal> {
        self.conducts(by)?;
        self.moves_to(Phase::Adjourned, &[Phase::Open, Phase::Recess])?;
        if !self.floor.is_empty() {
            return Err(Code::FloorTaken.into());
        }
        let expired: Vec<RequestId> = self.requests.keys().copied().collect();
        Ok(Event::SessionAdjourned {
            finished: self.agenda.active,
            expired,
            polls: self.tallies().into_keys().collect(),
        })
    }

    pub(super) fn decide_seal(&self, by: ParticipantId) -> Result<Event, Refusal> {
        self.conducts(by)?;
        self.moves_to(Phase::Sealed, &[Phase::Adjourned])?;
        Ok(Event::SessionSealed {})
    }

    pub(super) fn apply_lifecycle(&mut self, at: Timestamp, event: &Event, touched: &mut Touched) {
        touched.mark(Place::Session);
        match event {
            Event::SessionOpened { .. } => {
                self.phase = Phase::Open;
                self.opened_at = Some(at);
            }
            Event::SessionResumed {} => {
                self.phase = Phase::Open;
                self.end_break(touched);
            }
            Event::RecessCalled { paused, recalled } => {
                self.phase = Phase::Recess;
                if let Some(turn) = paused {
                    self.pause(at, *turn, None, touched);
                }
                if let Some(request) = recalled {
                    self.put_back(*request, touched);
                }
            }
            Event::SessionAdjourned {
                finished,
                expired,
                polls,
            } => {
                self.phase = Phase::Adjourned;
                for poll in polls {
                    self.end_poll(*poll, touched);
                }
                if let Some(item) = finished {
                    self.end_item(*item, touched);
                }
                for request in expired {
                    self.leave_queue(*request, Left::Expired, touched);
                }
                let open: Vec<_> = self
                    .queues
                    .iter()
                    .filter(|(_, queue)| queue.open)
                    .map(|(item, _)| *item)
                    .collect();
                for item in open {
                    self.apply_queue_open(item, false, touched);
                }
            }
            Event::SessionSealed {} => self.phase = Phase::Sealed,
            _ => {}
        }
    }
}
