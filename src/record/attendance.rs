//! Who was there, from when to when, as a table for spreadsheets (SPEC R25).

use std::collections::{BTreeMap, HashMap};

use super::cells;
use super::transcript::{Source, TranscriptError};
use super::words::{self, Language};
use crate::domain::ids::{ParticipantId, VenueId};
use crate::domain::{Event, Role};
use crate::journal::codec::{self, Body};
use crate::time::{Timestamp, Zone};

/// People whose lines are written at once.
const LINES: usize = 256;

const HEADS_CHINESE: [&str; 9] = [
    "编号",
    "姓名",
    "角色",
    "界别",
    "会场",
    "到会时间",
    "离会时间",
    "在会毫秒",
    "签到人",
];
const HEADS_ENGLISH: [&str; 9] = [
    "number",
    "name",
    "role",
    "sector",
    "venue",
    "arrived_at",
    "departed_at",
    "present_ms",
    "signed_in_by",
];

struct Person {
    name: String,
    role: Role,
    sector: Option<String>,
    venue: Option<VenueId>,
    arrived_at: Option<Timestamp>,
    departed_at: Option<Timestamp>,
    /// Since when the person is there.
    here_since: Option<Timestamp>,
    present_ms: u64,
    signed_in_by: Option<ParticipantId>,
}

/// The attendance of a session; as large as its people are many, however long the journal is.
#[derive(Default)]
pub struct Register {
    people: BTreeMap<ParticipantId, Person>,
    venues: HashMap<VenueId, String>,
}

impl Source {
    /// Who was there.
    ///
    /// # Errors
    /// [`TranscriptError`].
    pub async fn attendance(&self) -> Result<Register, TranscriptError> {
        let mut register = Register::default();
        let mut after = 0;
        while after < self.size {
            let (entries, _) = self.batch(after).await?;
            for entry in &entries {
                let mut body: Body<Option<ParticipantId>, Event> = codec::open_structure(entry, codec::unchanged)?;
                // Only names and venues are words that are needed here.
                if matches!(body.event, Event::SessionCreated(_) | Event::ParticipantsInvited { .. }) {
                    body = codec::open(entry, codec::unchanged)?;
                }
                register.take(entry.leaf.at, body);
                after = entry.leaf.seq;
            }
        }
        Ok(register)
    }
}

impl Register {
    fn take(&mut self, at: Timestamp, body: Body<Option<ParticipantId>, Event>) {
        match body.event {
            Event::SessionCreated(created) => {
                let venues = created.venues.into_iter();
                self.venues.extend(venues.map(|venue| (venue.venue, venue.name)));
            }
            Event::ParticipantsInvited { participants } => {
                let there = participants.into_iter().filter(|person| person.role.has_session());
                self.people.extend(there.map(|person| {
                    let own = Person {
                        name: person.name,
                        role: person.role,
                        sector: person.sector,
                        venue: person.venue,
                        arrived_at: None,
                        departed_at: None,
                        here_since: None,
                        present_ms: 0,
                        signed_in_by: None,
                    };
                    (person.participant, own)
                }));
            }
            Event::RoleChanged { participant, role, .. } => {
                if let Some(person) = self.people.get_mut(&participant) {
                    person.role = role;
                }
            }
            Event::AttendanceRecorded { arrived, departed } => {
                for id in arrived {
                    if let Some(person) = self.people.get_mut(&id) {
                        person.arrive(at, body.by);
                    }
                }
                for id in departed {
                    self.depart(id, at);
                }
            }
            Event::ParticipantRemoved { participant, .. } => self.depart(participant, at),
            // Whoever is there until the end goes with it.
            Event::SessionAdjourned { .. } => {
                for person in self.people.values_mut() {
                    person.depart(at);
                }
            }
            _ => {}
        }
    }

    fn depart(&mut self, id: ParticipantId, at: Timestamp) {
        if let Some(person) = self.people.get_mut(&id) {
            person.depart(at);
        }
    }

    /// The table, some lines at a time, by the clocks of `zone`. Who is there still has been so until `now`.
    pub fn table(self, language: Language, zone: Zone, now: Timestamp) -> impl Iterator<Item = Vec<u8>> + Send {
        let heads = match language {
            Language::Chinese => HEADS_CHINESE,
            Language::English => HEADS_ENGLISH,
        };
        let first = [
            cells::BYTE_ORDER_MARK.to_vec(),
            cells::lines([cells::heads(heads, &[5, 6], language, zone)]),
        ]
        .concat();
        let ids: Vec<ParticipantId> = self.people.keys().copied().collect();
        let chunks = ids.len().div_ceil(LINES);
        let some = move |chunk: usize| {
            let ids = ids.iter().skip(chunk * LINES).take(LINES);
            cells::lines(ids.filter_map(|id| self.line(*id, language, zone, now)))
        };
        std::iter::once(first).chain((0..chunks).map(some))
    }

    fn line(&self, id: ParticipantId, language: Language, zone: Zone, now: Timestamp) -> Option<[String; 9]> {
        let person = self.people.get(&id)?;
        let text = |at: Option<Timestamp>| at.map_or_else(String::new, |at| zone.second(at));
        let venue = person.venue.and_then(|venue| self.venues.get(&venue));
        let by = person.signed_in_by.and_then(|by| self.people.get(&by));
        let running = person.here_since.map_or(0, |since| now.millis_since(since));
        let departed = person.departed_at.filter(|_| person.here_since.is_none());
        Some([
            id.to_string(),
            person.name.clone(),
            words::role(person.role, language).to_owned(),
            person.sector.clone().unwrap_or_default(),
            venue.cloned().unwrap_or_default(),
            text(person.arrived_at),
            text(departed),
            (person.present_ms + running).to_string(),
            by.map_or_else(String::new, |by| by.name.clone()),
        ])
    }
}

impl Person {
    fn arrive(&mut self, at: Timestamp, by: Option<ParticipantId>) {
        self.arrived_at.get_or_insert(at);
        self.here_since.get_or_insert(at);
        self.signed_in_by = by.or(self.signed_in_by);
    }

    fn depart(&mut self, at: Timestamp) {
        if let Some(since) = self.here_since.take() {
            self.present_ms += at.millis_since(since);
            self.departed_at = Some(at);
        }
    }
}
