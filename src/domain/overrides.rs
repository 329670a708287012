//! Which entries are overrides: what moderators did against the order of things (SPEC D98, domain.md, law 5).

use super::event::{Event, TurnEnd};
use super::ids::ParticipantId;
use super::session::Session;

impl Event {
    /// Whether the entry is an override. `of_another` says whether a request that it restores is somebody else's.
    #[must_use]
    pub const fn is_override(&self, of_another: bool) -> bool {
        match self {
            Self::RequestCalled { passed_over, .. } | Self::FloorGranted { passed_over, .. } => *passed_over > 0,
            Self::RequestRestored { .. } => of_another,
            Self::TurnEnded { how, .. } => matches!(how, TurnEnd::Revoked | TurnEnd::Yielded),
            Self::RoleChanged { ended, withdrawn, .. } => ended.is_some() || !withdrawn.is_empty(),
            Self::SessionOpened { open_steps, .. } => !open_steps.is_empty(),
            Self::RequestMoved { .. }
            | Self::LastWordGiven { .. }
            | Self::RequestDenied { .. }
            | Self::TurnRestored { .. }
            | Self::TurnExtended { .. }
            | Self::ParticipantRemoved { .. }
            | Self::RulesAmended { .. } => true,
            _ => false,
        }
    }
}

impl Session {
    /// Whether the entry that was applied last is an override.
    #[must_use]
    pub fn is_override(&self, by: Option<ParticipantId>, event: &Event) -> bool {
        // Who takes back the own request's end does nothing against anybody.
        let of_another = match event {
            Event::RequestRestored { request } => {
                let own = self.requests.get(request);
                own.is_some_and(|own| by != Some(own.speaker) && by != Some(own.asked_by))
            }
            _ => true,
        };
        event.is_override(of_another)
    }
}
