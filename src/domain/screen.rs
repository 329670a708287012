//! What the big screens show (大屏): chosen by moderators, the same on every screen of the session (SPEC D150).

use super::budget;
use super::command::Scene;
use super::event::Event;
use super::ids::ParticipantId;
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::role::Capability;
use super::session::Session;
use super::touched::{Place, Touched};
use super::words;
use crate::time::Timestamp;

/// How far ahead a break may end.
const BREAK_MAX_MS: u64 = 24 * 60 * 60 * 1000;

impl Session {
    pub(super) fn decide_scene(
        &self,
        by: ParticipantId,
        at: Timestamp,
        scene: Option<&Scene>,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        self.require(by, Capability::ConductScreens)?;
        self.not_sealed()?;
        self.may_show(scene)?;
        match scene {
            Some(Scene::Message { text }) => {
                words::needed(text, limits.title_chars_max)?;
                let before = budget::scene(self.texts.scene.as_ref());
                self.grows_by(budget::text(text).saturating_sub(before), limits)?;
            }
            Some(Scene::Break { until }) if until.millis_since(at) > BREAK_MAX_MS => {
                return Err(Refusal::because(Code::Malformed, "A break ends within 24 hours."));
            }
            _ => {}
        }
        // Words decide nothing: a message that stands there may be shown again.
        let is_message = matches!(scene, Some(Scene::Message { .. }));
        if !is_message && scene == self.texts.scene.as_ref() {
            return Err(Code::Unchanged.into());
        }
        Ok(Event::SceneShown { scene: scene.cloned() })
    }

    /// Whether what a scene names is there for everybody.
    pub(super) fn may_show(&self, scene: Option<&Scene>) -> Result<(), Refusal> {
        let is_there = match scene {
            Some(Scene::Post { post }) => self.public_post(*post).is_ok(),
            Some(Scene::Statement { statement }) => self.statements.contains_key(statement),
            Some(Scene::Poll { poll }) => self.polls.contains_key(poll),
            _ => true,
        };
        if is_there { Ok(()) } else { Err(Code::NotFound.into()) }
    }

    pub(super) fn apply_scene(&mut self, scene: Option<&Scene>, touched: &mut Touched) {
        self.texts.show(scene);
        touched.mark(Place::Screen);
    }

    /// A break that is over is not shown any longer.
    pub(super) fn end_break(&mut self, touched: &mut Touched) {
        if matches!(self.texts.scene, Some(Scene::Break { .. })) {
            self.apply_scene(None, touched);
        }
    }
}
