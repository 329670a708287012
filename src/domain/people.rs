//! The people of a session: who they are, what they may do, and which seats are valid.

use std::collections::BTreeSet;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::attendance::Attendance;
use super::discipline::Heard;
use super::event::{Ended, Event, PersonInvited, TurnEnd};
use super::floor::Left;
use super::ids::{ParticipantId, RequestId, TurnId, VenueId};
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::role::{Capability, Role};
use super::session::Session;
use super::touched::{Place, SeatChange, Touched};
use super::words;
use super::{Act, Actor};
use crate::time::Timestamp;

/// How many people one `participants_invited` holds at most (protocol.md, "One command, one entry").
pub const INVITED_PER_ENTRY: usize = 500;

/// Somebody to invite; the venue by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Invitee {
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// 界别
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// The name of one of the session's venues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
}

/// A person of the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// The name; decisions do not read it.
    pub name: Arc<str>,
    /// The role.
    pub role: Role,
    /// 界别
    pub sector: Option<Arc<str>>,
    /// The venue.
    pub venue: Option<VenueId>,
    /// Whether the person was removed.
    pub removed: bool,
    /// Counts renewals and revocations; a seat of another generation is void.
    pub generation: u64,
    /// When the present generation's invitation was made, absent after a revocation.
    pub invited_at: Option<Timestamp>,
    /// The entry since which the person reads as the present audience.
    pub audience_since: u64,
    /// The place of the sector among the session's, 0 without one.
    pub(super) sector_place: usize,
    /// What the person was heard in this session.
    pub(super) heard: Heard,
    /// Whether the person is there, and how that is known.
    pub attendance: Attendance,
}

impl Participant {
    /// Whether this is an operator, and the other person is in his venue.
    pub(super) fn operates_the_room_of(&self, other: &Self) -> bool {
        self.role.may(Capability::RequestForVenue) && self.venue.is_some() && self.venue == other.venue
    }

    /// What the person was heard in this session: the turns that ended.
    #[must_use]
    pub const fn heard(&self) -> Heard {
        self.heard
    }

    /// The number of the venue, 0 without one.
    pub(super) fn venue_place(&self) -> usize {
        self.venue
            .map_or(0, |venue| usize::try_from(venue.0).unwrap_or(usize::MAX))
    }
}

impl Session {
    /// A person, also a removed one.
    #[must_use]
    pub fn participant(&self, id: ParticipantId) -> Option<&Participant> {
        let index = usize::try_from(id.0.checked_sub(1)?).ok()?;
        self.people.get(index)
    }

    /// All people with their numbers, removed ones too, after `after`.
    pub fn participants(&self, after: u64) -> impl Iterator<Item = (ParticipantId, &Participant)> {
        let skip = usize::try_from(after).unwrap_or(usize::MAX);
        let numbered = self.people.iter().enumerate().skip(skip);
        numbered.map(|(index, person)| (ParticipantId(index as u64 + 1), person))
    }

    /// Those who wait for the floor or have it, each once, by number.
    #[must_use]
    pub fn awaited(&self) -> BTreeSet<ParticipantId> {
        let waiting = self.requests.values().map(|request| request.speaker);
        waiting.chain(self.floor.iter().map(|turn| turn.speaker)).collect()
    }

    pub(super) fn participant_mut(&mut self, id: ParticipantId) -> Option<&mut Participant> {
        let index = usize::try_from(id.0.checked_sub(1)?).ok()?;
        self.people.get_mut(index)
    }

    /// A person who was not removed.
    pub(super) fn present(&self, id: ParticipantId) -> Result<&Participant, Refusal> {
        self.participant(id)
            .filter(|person| !person.removed)
            .ok_or_else(|| Code::NotFound.into())
    }

    /// A person who was not removed and takes part in the session.
    pub(super) fn taking_part(&self, id: ParticipantId) -> Result<&Participant, Refusal> {
        let person = self.present(id)?;
        if person.role.has_session() {
            Ok(person)
        } else {
            Err(Code::NotFound.into())
        }
    }

    /// The actor's role, if the actor is a person of the session.
    pub(super) fn role_of(&self, id: ParticipantId) -> Result<Role, Refusal> {
        self.present(id)
            .map(|person| person.role)
            .map_err(|_| Code::NotPermitted.into())
    }

    pub(super) fn require(&self, id: ParticipantId, capability: Capability) -> Result<(), Refusal> {
        if self.role_of(id)?.may(capability) {
            Ok(())
        } else {
            Err(Code::NotPermitted.into())
        }
    }

    fn require_actor(&self, actor: Actor, capability: Capability) -> Result<(), Refusal> {
        match actor {
            Actor::Convener => Ok(()),
            Actor::Participant(id) => self.require(id, capability),
            Actor::Clock => Err(Code::NotPermitted.into()),
        }
    }

    /// The entries that invite these people, [`INVITED_PER_ENTRY`] in each.
    ///
    /// # Errors
    /// `not_permitted`, `empty`, `too_large`, `too_long`, or `not_found` for a venue that the session does not have.
    pub fn invite(&self, actor: Actor, invitees: &[Invitee], limits: &SessionLimits) -> Result<Vec<Event>, Refusal> {
        self.require_actor(actor, Capability::ManagePeople)?;
        // A department may be told of its commitments when the session is over; it takes no part in the session.
        if invitees.iter().any(|invitee| invitee.role.has_session()) {
            self.not_sealed()?;
        }
        if invitees.is_empty() {
            self.not_sealed()?;
            return Err(Refusal::because(Code::Empty, "Nobody is named."));
        }
        if invitees.len() > limits.invited_per_call_max || self.people.len() + invitees.len() > limits.participants_max
        {
            return Err(Refusal::because(
                Code::TooLarge,
                "Too many people at once, or in this session.",
            ));
        }
        let mut people = Vec::with_capacity(invitees.len());
        for (number, invitee) in (self.people.len() as u64 + 1..).zip(invitees) {
            words::needed(&invitee.name, limits.name_chars_max)?;
            words::optional(invitee.sector.as_deref(), limits.name_chars_max)?;
            let venue = match &invitee.venue {
                Some(name) => Some(self.venue_named(name).ok_or_else(|| {
                    Refusal::because(Code::NotFound, format!("This session has no venue called {name:?}."))
                })?),
                None => None,
            };
            people.push(PersonInvited {
                participant: ParticipantId(number),
                name: invitee.name.clone(),
                role: invitee.role,
                sector: invitee.sector.clone(),
                venue,
            });
        }
        Ok(people
            .chunks(INVITED_PER_ENTRY)
            .map(|chunk| Event::ParticipantsInvited {
                participants: chunk.to_vec(),
            })
            .collect())
    }

    pub(super) fn decide_renew(&self, act: &Act, participant: ParticipantId) -> Result<Event, Refusal> {
        self.require_actor(act.actor, Capability::ManagePeople)?;
        let person = self.present(participant)?;
        Ok(Event::SeatRenewed {
            participant,
            generation: person.generation + 1,
        })
    }

    pub(super) fn decide_revoke(&self, act: &Act, participant: ParticipantId) -> Result<Event, Refusal> {
        self.require_actor(act.actor, Capability::ManagePeople)?;
        let person = self.present(participant)?;
        if person.invited_at.is_none() {
            return Err(Code::Unchanged.into());
        }
        Ok(Event::SeatRevoked {
            participant,
            generation: person.generation + 1,
        })
    }

    pub(super) fn decide_remove(
        &self,
        by: ParticipantId,
        at: Timestamp,
        participant: ParticipantId,
        reason: &str,
        limits: &SessionLimits,
    ) -> Result<Event, Refusal> {
        self.require(by, Capability::ManagePeople)?;
        self.not_sealed()?;
        self.present(participant)?;
        words::needed(reason, limits.reason_chars_max)?;
        let (ended, resumed) = self.end_for(participant, TurnEnd::Revoked, at);
        let withdrawn = self.requests_of(participant);
        Ok(Event::ParticipantRemoved {
            participant,
            reason: reason.to_owned(),
            ended,
            resumed,
            withdrawn,
        })
    }

    pub(super) fn decide_change_role(
        &self,
        by: ParticipantId,
        at: Timestamp,
        participant: ParticipantId,
        role: Role,
    ) -> Result<Event, Refusal> {
        self.require(by, Capability::ManagePeople)?;
        self.not_sealed()?;
        let person = self.present(participant)?;
        if person.role == role {
            return Err(Code::Unchanged.into());
        }
        if !person.role.has_session() || !role.has_session() {
            return Err(Refusal::because(
                Code::NotPermitted,
                "A unit that answers commitments has no session, and nobody who has one becomes a unit; invite it.",
            ));
        }
        let (mut ended, mut resumed, mut withdrawn) = (None, None, Vec::new());
        if !role.may(Capability::RequestFloor) {
            (ended, resumed) = self.end_for(participant, TurnEnd::Ended, at);
            withdrawn = self.requests_of(participant);
        }
        Ok(Event::RoleChanged {
            participant,
            role,
            ended,
            resumed,
            withdrawn,
        })
    }

    fn requests_of(&self, participant: ParticipantId) -> Vec<RequestId> {
        self.requests
            .iter()
            .filter(|(_, request)| request.speaker == participant)
            .map(|(id, _)| *id)
            .collect()
    }

    /// Whatever happens to people and their seats.
    pub(super) fn apply_people(
        &mut self,
        seq: u64,
        at: Timestamp,
        by: Option<ParticipantId>,
        event: &Event,
        touched: &mut Touched,
    ) {
        match event {
            Event::ParticipantsInvited { participants } => self.apply_invited(at, seq, participants, touched),
            Event::AttendanceRecorded { arrived, departed } => self.apply_attendance(by, arrived, departed, touched),
            Event::ParticipantRemoved {
                participant,
                ended,
                resumed,
                withdrawn,
                ..
            } => {
                self.apply_removed(*participant, touched);
                self.apply_lost_rights(at, *ended, *resumed, withdrawn, touched);
            }
            Event::RoleChanged {
                participant,
                role,
                ended,
                resumed,
                withdrawn,
            } => {
                self.apply_role(seq, *participant, *role, touched);
                self.apply_lost_rights(at, *ended, *resumed, withdrawn, touched);
            }
            Event::SeatRenewed {
                participant,
                generation,
            } => self.apply_generation(*participant, *generation, Some(at), touched),
            Event::SeatRevoked {
                participant,
                generation,
            } => self.apply_generation(*participant, *generation, None, touched),
            _ => {}
        }
    }

    fn apply_invited(&mut self, at: Timestamp, seq: u64, invited: &[PersonInvited], touched: &mut Touched) {
        for person in invited {
            let (sector, sector_place) = self.sector_named(person.sector.as_deref());
            self.people.push(Participant {
                name: person.name.as_str().into(),
                role: person.role,
                sector,
                sector_place,
                venue: person.venue,
                removed: false,
                generation: 1,
                invited_at: Some(at),
                audience_since: seq,
                heard: Heard::default(),
                attendance: Attendance::Away,
            });
        }
        for person in invited {
            self.counts.joins(person.role);
        }
        touched.mark(Place::Counts);
    }

    /// A sector with its place among the session's; it is kept once, however many people belong to it.
    fn sector_named(&mut self, name: Option<&str>) -> (Option<Arc<str>>, usize) {
        let Some(name) = name else { return (None, 0) };
        if let Some((known, place)) = self.sectors.get_key_value(name) {
            return (Some(Arc::clone(known)), *place);
        }
        let (name, place) = (Arc::<str>::from(name), self.sectors.len() + 1);
        self.sectors.insert(Arc::clone(&name), place);
        (Some(name), place)
    }

    /// A new generation; `invited_at` is when the invitation that goes with it was made.
    fn apply_generation(
        &mut self,
        participant: ParticipantId,
        generation: u64,
        invited_at: Option<Timestamp>,
        touched: &mut Touched,
    ) {
        if let Some(person) = self.participant_mut(participant) {
            person.generation = generation;
            person.invited_at = invited_at;
            touched.seat = Some(SeatChange::Void(participant));
        }
    }

    fn apply_removed(&mut self, participant: ParticipantId, touched: &mut Touched) {
        self.depart(participant);
        if let Some(person) = self.participant_mut(participant).filter(|person| !person.removed) {
            person.removed = true;
            let role = person.role;
            self.counts.leaves(role);
            touched.mark(Place::Counts);
            touched.seat = Some(SeatChange::Void(participant));
        }
    }

    fn apply_role(&mut self, seq: u64, participant: ParticipantId, role: Role, touched: &mut Touched) {
        if let Some(person) = self.participant_mut(participant) {
            if person.role.audience() != role.audience() {
                person.audience_since = seq;
            }
            let before = std::mem::replace(&mut person.role, role);
            let here = person.attendance != Attendance::Away;
            touched.seat = Some(SeatChange::Role(participant));
            let counted = self.counts;
            self.counts.leaves(before);
            self.counts.joins(role);
            if here {
                self.counts.gone(before);
                self.counts.here(role);
            }
            if self.counts != counted {
                touched.mark(Place::Counts);
            }
        }
    }

    /// What removing a person, or a needed role, does to the floor and the queues.
    fn apply_lost_rights(
        &mut self,
        at: Timestamp,
        ended: Option<Ended>,
        resumed: Option<TurnId>,
        withdrawn: &[RequestId],
        touched: &mut Touched,
    ) {
        if let Some(ended) = ended {
            self.apply_turn_end(at, ended.turn, ended.spent_ms, resumed, touched);
        }
        for request in withdrawn {
            self.leave_queue(*request, Left::Withdrawn, touched);
        }
    }
}
