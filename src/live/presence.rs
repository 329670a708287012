//! The digest of who is there, and of how people vote. A big screen is nobody. Presence is not history: it is told at most once a second and never journaled.

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::domain::ids::ParticipantId;
use crate::domain::{Audience, Session};
use crate::wire::frame;
use crate::wire::message::ServerMessage;

/// The digest for each audience; the public does not see who is away.
pub(super) fn digests(session: &Session, online: &[ParticipantId]) -> [Bytes; 3] {
    let mut by_venue: BTreeMap<u64, u64> = BTreeMap::new();
    let mut by_sector: BTreeMap<String, u64> = BTreeMap::new();
    let mut people = 0;
    let there = online.iter().filter_map(|id| session.participant(*id));
    for person in there.filter(|person| person.role.is_a_person()) {
        people += 1;
        if let Some(venue) = person.venue {
            *by_venue.entry(venue.0).or_default() += 1;
        }
        if let Some(sector) = &person.sector {
            *by_sector.entry(sector.to_string()).or_default() += 1;
        }
    }
    let absent = |person: &ParticipantId| online.binary_search(person).is_err();
    let away: Vec<ParticipantId> = session.awaited().into_iter().filter(absent).collect();
    Audience::ALL.map(|audience| {
        frame::encode(&ServerMessage::Presence {
            online: people,
            by_venue: by_venue.clone(),
            by_sector: by_sector.clone(),
            away: (audience != Audience::Public).then(|| away.clone()),
            tallies: session.tallies(),
        })
    })
}
