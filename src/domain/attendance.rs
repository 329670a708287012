//! Who is there: from connections, in batches by the clock, and from the list that an operator signs a room in by.

use super::event::Event;
use super::ids::ParticipantId;
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::role::Capability;
use super::session::{Phase, Session};
use super::touched::{Place, Touched};

/// Whether a person is there, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attendance {
    /// Not there, or not any more.
    Away,
    /// A connection says so, until none has for a while.
    Connected,
    /// Signed in by somebody in the room: no connection that goes takes it back.
    SignedIn,
}

impl Session {
    /// Whether attendance is taken now: from the opening to the end.
    #[must_use]
    pub const fn takes_attendance(&self) -> bool {
        matches!(self.phase, Phase::Open | Phase::Recess)
    }

    pub(super) fn decide_attendance(
        &self,
        arrived: &[ParticipantId],
        departed: &[ParticipantId],
    ) -> Result<Event, Refusal> {
        self.in_phase(&[Phase::Open, Phase::Recess])?;
        let is = |attendance: Attendance| {
            move |id: &ParticipantId| {
                self.taking_part(*id)
                    .is_ok_and(|person| person.attendance == attendance)
            }
        };
        let arrived = distinct(arrived, is(Attendance::Away));
        let departed = distinct(departed, is(Attendance::Connected));
        if arrived.is_empty() && departed.is_empty() {
            return Err(Code::Unchanged.into());
        }
        Ok(Event::AttendanceRecorded { arrived, departed })
    }

    pub(super) fn decide_sign_in(
        &self,
        by: ParticipantId,
        participants: &[ParticipantId],
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        let own = self.present(by).map_err(|_| Code::NotPermitted)?;
        let anyone = own.role.may(Capability::RequestForAnyone);
        if !anyone && !own.role.may(Capability::RequestForVenue) {
            return Err(Code::NotPermitted.into());
        }
        self.in_phase(&[Phase::Draft, Phase::Open, Phase::Recess])?;
        if participants.is_empty() {
            return Err(Code::Empty.into());
        }
        if participants.len() > limits.attendance_per_entry_max {
            return Err(Code::TooLarge.into());
        }
        for participant in participants {
            let person = self.taking_part(*participant)?;
            if !anyone && !own.operates_the_room_of(person) {
                return Err(Code::NotPermitted.into());
            }
        }
        let new = |id: &ParticipantId| {
            self.present(*id)
                .is_ok_and(|person| person.attendance != Attendance::SignedIn)
        };
        let arrived = distinct(participants, new);
        if arrived.is_empty() {
            return Err(Code::Unchanged.into());
        }
        Ok(Event::AttendanceRecorded {
            arrived,
            departed: Vec::new(),
        })
    }

    pub(super) fn apply_attendance(
        &mut self,
        by: Option<ParticipantId>,
        arrived: &[ParticipantId],
        departed: &[ParticipantId],
        touched: &mut Touched,
    ) {
        let here = if by.is_some() {
            Attendance::SignedIn
        } else {
            Attendance::Connected
        };
        for id in arrived {
            let Some(person) = self.participant_mut(*id).filter(|person| !person.removed) else {
                continue;
            };
            let before = std::mem::replace(&mut person.attendance, here);
            let role = person.role;
            if before == Attendance::Away {
                self.counts.here(role);
            }
        }
        for id in departed {
            self.depart(*id);
        }
        touched.mark(Place::Counts);
    }

    /// Somebody is not there any more.
    pub(super) fn depart(&mut self, id: ParticipantId) {
        let Some(person) = self.participant_mut(id) else { return };
        let before = std::mem::replace(&mut person.attendance, Attendance::Away);
        let role = person.role;
        if before != Attendance::Away {
            self.counts.gone(role);
        }
    }
}

/// Those for whom it holds, by number, each once.
fn distinct(people: &[ParticipantId], holds: impl Fn(&ParticipantId) -> bool) -> Vec<ParticipantId> {
    let mut people: Vec<ParticipantId> = people.iter().copied().filter(holds).collect();
    people.sort_unstable();
    people.dedup();
    people
}
