//! What people, sectors and venues were heard: the turns that ended, for the disciplines and for those who ask why.

use super::command::RequestKind;
use super::discipline::{Heard, Placed};
use super::floor::Request;
use super::ids::{ParticipantId, RequestId};
use super::rules::Discipline;
use super::session::Session;
use super::touched::{Place, Touched};

impl Session {
    /// Notes what a person was heard, for the disciplines and for those who ask why.
    pub(super) fn hear(&mut self, speaker: ParticipantId, note: impl Fn(&mut Heard), touched: &mut Touched) {
        let Some(person) = self.participant_mut(speaker) else {
            return;
        };
        note(&mut person.heard);
        let (sector, venue) = (person.sector_place, person.venue_place());
        for (heard, place) in [(&mut self.heard_by_sector, sector), (&mut self.heard_by_venue, venue)] {
            if heard.len() <= place {
                heard.resize(place + 1, 0);
            }
            let mut group = Heard {
                turns: heard[place],
                spent_ms: 0,
            };
            note(&mut group);
            heard[place] = group.turns;
        }
        let reordered: Vec<RequestId> = self
            .requests
            .iter()
            .filter(|(_, request)| self.heard_counts(request, speaker))
            .map(|(id, _)| *id)
            .collect();
        for request in reordered {
            touched.mark(Place::Request(request));
        }
    }

    /// Whether what `speaker` was heard is a reason for the place of a request.
    fn heard_counts(&self, request: &Request, speaker: ParticipantId) -> bool {
        if request.kind == RequestKind::Prepared || request.placed != Placed::Nowhere {
            return false;
        }
        match self.rules.discipline {
            Discipline::Arrival | Discipline::ChairOrder => false,
            Discipline::FewestTurns | Discipline::LeastTime => request.speaker == speaker,
            Discipline::SectorRotation | Discipline::VenueRotation => {
                self.group_of(request.speaker).place == self.group_of(speaker).place
            }
        }
    }
}
