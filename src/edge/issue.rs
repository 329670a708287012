//! Invitations as entries made them: from the journal, so that asking again gives the same.

use uuid::Uuid;

use super::Edge;
use super::problem::Refused;
use super::seat::{Holder, Invited};
use crate::domain::event::PersonInvited;
use crate::domain::ids::ParticipantId;
use crate::domain::{Code, Event, Role};
use crate::journal::Entry;
use crate::journal::codec;
use crate::live::{Accepted, Room};
use crate::time::Timestamp;
use crate::wire::http::Invitation;

/// Entries read at once.
const BATCH: usize = 500;

/// What an invitation consists of, apart from whose it is.
pub(super) struct Link {
    pub(super) url: String,
    pub(super) token: String,
    pub(super) until: Timestamp,
}

impl Edge {
    /// The invitations that the entries `first..=last` made, in their order.
    pub(super) async fn issued(&self, room: &Room, accepted: Accepted) -> Result<Vec<Invitation>, Refused> {
        let mut invitations = Vec::new();
        let mut after = accepted.first.saturating_sub(1);
        while after < accepted.last {
            let entries = self.hub.journal().entries(room.id(), after, BATCH).await?;
            let Some(last) = entries.last().map(|entry| entry.leaf.seq) else {
                break;
            };
            for entry in entries.iter().filter(|entry| entry.leaf.seq <= accepted.last) {
                self.issue(room, entry, &mut invitations).await?;
            }
            after = last;
        }
        Ok(invitations)
    }

    /// The invitations of a session's creation, whose entries all have its key, or all stand in a new session.
    pub(super) async fn issued_at_creation(&self, room: &Room, key: Option<Uuid>) -> Result<Vec<Invitation>, Refused> {
        let mut invitations = Vec::new();
        let mut after = 1;
        loop {
            let entries = self.hub.journal().entries(room.id(), after, BATCH).await?;
            for entry in &entries {
                let body = opened(entry)?;
                // Invitations follow the first entry, and whatever comes later has another command.
                if body.command != key || !matches!(body.event, Event::ParticipantsInvited { .. }) {
                    return Ok(invitations);
                }
                self.issue(room, entry, &mut invitations).await?;
            }
            match entries.last() {
                Some(last) => after = last.leaf.seq,
                None => return Ok(invitations),
            }
        }
    }

    async fn issue(&self, room: &Room, entry: &Entry, invitations: &mut Vec<Invitation>) -> Result<(), Refused> {
        let at = entry.leaf.at;
        match opened(entry)?.event {
            Event::ParticipantsInvited { participants } => {
                for PersonInvited {
                    participant,
                    name,
                    role,
                    ..
                } in participants
                {
                    let holder = Holder {
                        session: room.id(),
                        participant,
                        generation: 1,
                    };
                    invitations.push(self.invitation(holder, at, name, role));
                }
            }
            Event::SeatRenewed {
                participant,
                generation,
            } => {
                let (name, role) = name_and_role(room, participant).await?;
                let holder = Holder {
                    session: room.id(),
                    participant,
                    generation,
                };
                invitations.push(self.invitation(holder, at, name, role));
            }
            _ => {}
        }
        Ok(())
    }

    fn invitation(&self, holder: Holder, at: Timestamp, name: String, role: Role) -> Invitation {
        let Link { url, token, until } = self.link(holder, at);
        Invitation {
            participant: holder.participant,
            name,
            role,
            url,
            token,
            until,
        }
    }

    /// The invitation of somebody's present generation, which was made at `at`.
    pub(super) fn link(&self, holder: Holder, at: Timestamp) -> Link {
        let until = at.plus_millis(self.config.edge.invitation_lifetime_ms);
        let token = self.seats.invitation(&Invited { holder, until });
        Link {
            url: format!("{}/join#{token}", self.site()),
            token,
            until,
        }
    }
}

async fn name_and_role(room: &Room, participant: ParticipantId) -> Result<(String, Role), Refused> {
    let found = room
        .read(move |session| {
            let person = session.participant(participant)?;
            Some((person.name.to_string(), person.role))
        })
        .await?;
    found.ok_or_else(|| Code::NotFound.into())
}

/// An entry as it is read here.
pub(super) type Opened = codec::Body<Option<ParticipantId>, Event>;

/// Reads an entry, without its words if they were erased.
pub(super) fn opened(entry: &Entry) -> Result<Opened, Refused> {
    codec::open(entry, codec::unchanged).map_err(|error| {
        tracing::error!(seq = entry.leaf.seq, %error, "an entry of the journal cannot be read");
        Code::Unavailable.into()
    })
}
