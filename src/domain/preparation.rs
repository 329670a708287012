//! The steps of preparation that a form asks for (规定动作), and the rules as they are amended in session.

use super::budget;
use super::event::{Event, StepMade};
use super::ids::{ParticipantId, StepId};
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::rules::{Overtime, RulesPatch};
use super::session::{Phase, Session};
use super::texts::StepTexts;
use super::touched::{Place, Touched};
use super::turn::Warned;
use super::words;
use crate::time::Timestamp;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub mandatory: bool,
    pub due_at: Option<Timestamp>,
    /// Who completed it, and when.
    pub completed: Option<(ParticipantId, Timestamp)>,
}

impl Session {
    /// The mandatory steps that are not completed.
    pub(super) fn open_mandatory_steps(&self) -> Vec<StepId> {
        let open = self
            .steps
            .iter()
            .filter(|(_, step)| step.mandatory && step.completed.is_none());
        open.map(|(id, _)| *id).collect()
    }

    pub(super) fn decide_complete(
        &self,
        by: ParticipantId,
        step: StepId,
        note: Option<&str>,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        self.conducts(by)?;
        self.in_phase(&[Phase::Draft, Phase::Open, Phase::Recess])?;
        let own = self.steps.get(&step).ok_or(Code::NotFound)?;
        words::optional(note, limits.reason_chars_max)?;
        if own.completed.is_some() {
            return Err(Code::Unchanged.into());
        }
        self.grows_by(budget::optional(note), limits)?;
        Ok(Event::StepCompleted {
            step,
            note: note.map(str::to_owned),
        })
    }

    pub(super) fn decide_amend(
        &self,
        by: ParticipantId,
        rules: &RulesPatch,
        reason: &str,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        self.conducts(by)?;
        self.in_phase(&[Phase::Draft, Phase::Open, Phase::Recess])?;
        words::needed(reason, limits.reason_chars_max)?;
        let amended = self.rules.clone().patched(rules, limits)?;
        if amended == self.rules {
            return Err(Code::Unchanged.into());
        }
        Ok(Event::RulesAmended {
            rules: rules.clone(),
            reason: reason.to_owned(),
        })
    }

    pub(super) fn apply_steps(&mut self, steps: &[StepMade], touched: &mut Touched) {
        for step in steps {
            let own = Step {
                mandatory: step.mandatory,
                due_at: step.due_at,
                completed: None,
            };
            let texts = StepTexts {
                title: step.title.clone(),
                who: step.who.clone(),
                note: None,
            };
            self.steps.insert(step.step, own);
            self.texts.steps.insert(step.step, texts);
            touched.mark(Place::Step(step.step));
        }
    }

    pub(super) fn apply_completed(
        &mut self,
        step: StepId,
        by: Option<ParticipantId>,
        at: Timestamp,
        note: Option<&str>,
        touched: &mut Touched,
    ) {
        let Some(own) = self.steps.get_mut(&step) else { return };
        own.completed = Some((by.unwrap_or(ParticipantId::CONVENER), at));
        self.texts.note_step(step, note);
        touched.mark(Place::Step(step));
    }

    pub(super) fn apply_amended(&mut self, rules: &RulesPatch, touched: &mut Touched) {
        let before = self.rules.clone();
        self.rules = before.clone().merged(rules);
        self.rules.may_ask.sort_unstable();
        self.rules.may_ask.dedup();
        touched.mark(Place::Rules);
        if self.rules.overtime == Overtime::Stop {
            // Who was told that the time is used, and speaks on, is stopped now.
            for turn in &mut self.floor {
                turn.warned = turn.warned.min(Warned::Nearly);
            }
        }
        if self.rules.quorum != before.quorum {
            touched.mark(Place::Counts);
        }
        if self.rules.discipline != before.discipline {
            // Every place has other reasons now.
            for request in self.requests.keys() {
                touched.mark(Place::Request(*request));
            }
        }
    }
}
