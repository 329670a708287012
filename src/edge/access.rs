//! Who asks: the convener by the token, a participant by a seat (SPEC S5).

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::Deserialize;
use uuid::Uuid;

use super::Edge;
use super::cookie;
use super::places::ReaderId;
use super::problem::{ProblemCode, Refused};
use super::received::asked;
use super::seat::Holder;
use crate::domain::ids::ParticipantId;
use crate::domain::{Actor, Audience, Capability, Code, Role, Session};
use crate::live::{Room, SeatClaim, Trouble};

/// What a request shows, found genuine. Whether a seat still holds is not judged here.
pub(super) enum Shown {
    /// The convener's token.
    Convener,
    /// A seat's token in the `Authorization` header.
    Bearer(Holder),
    /// Seats in cookies; none of them may be for the session in question.
    Cookies(Vec<Holder>),
}

/// Who reads, or orders by HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Reads as a moderator.
    Convener,
    /// A valid seat.
    Participant { claim: SeatClaim, role: Role },
}

impl Who {
    /// What this one may see.
    pub(super) const fn audience(self) -> Audience {
        match self {
            Self::Convener => Audience::Moderators,
            Self::Participant { role, .. } => role.audience(),
        }
    }

    /// The number of this one, if it is a participant.
    pub(super) const fn participant(self) -> Option<ParticipantId> {
        match self {
            Self::Convener => None,
            Self::Participant { claim, .. } => Some(claim.participant),
        }
    }

    /// Whether this one may still read the session, as the same audience.
    pub(super) fn reads_as_before(self, session: &Session) -> bool {
        match self {
            Self::Convener => true,
            Self::Participant { claim, role } => session.participant(claim.participant).is_some_and(|person| {
                !person.removed
                    && person.generation == claim.generation
                    && person.role.audience() == role.audience()
                    && person.role.has_session()
            }),
        }
    }

    /// Whether this one may see and make invitations in the session as it is.
    pub(super) fn manages_people(self, session: &Session) -> bool {
        match self {
            Self::Convener => true,
            Self::Participant { claim, .. } => session.participant(claim.participant).is_some_and(|person| {
                !person.removed && person.generation == claim.generation && person.role.may(Capability::ManagePeople)
            }),
        }
    }
}

/// Somebody with a right to read a session, and that session.
pub(super) struct Reader {
    pub(super) room: Room,
    pub(super) who: Who,
}

impl Reader {
    /// What the reader may see.
    pub(super) const fn audience(&self) -> Audience {
        self.who.audience()
    }

    /// As whom the reader acts.
    pub(super) const fn actor(&self) -> Actor {
        match self.who {
            Who::Convener => Actor::Convener,
            Who::Participant { claim, .. } => Actor::Participant(claim.participant),
        }
    }

    /// What the reader may still not see, or `None` if the right to read is gone or another one now.
    pub(super) async fn hidden_now(room: &Room, who: Who) -> Option<BTreeSet<u64>> {
        room.read(move |session| who.reads_as_before(session).then(|| session.hidden_entries().clone()))
            .await
            .ok()
            .flatten()
    }

    /// Whether the reader may see and make invitations now.
    pub(super) async fn manages_people(&self) -> Result<bool, Refused> {
        let who = self.who;
        Ok(self.room.read(move |session| who.manages_people(session)).await?)
    }

    /// Who reads what.
    pub(super) fn id(&self) -> ReaderId {
        (self.room.id(), self.participant())
    }

    /// The reader's number, if it is a participant.
    pub(super) const fn participant(&self) -> Option<ParticipantId> {
        self.who.participant()
    }
}

/// The token of an `Authorization: Bearer` header; `None` without one.
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Refused> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return if headers.contains_key(header::AUTHORIZATION) {
            Err(ProblemCode::Unauthorized.into())
        } else {
            Ok(None)
        };
    };
    // Another scheme is for somebody else, such as a proxy in front of this server.
    let told = value.to_str().ok().and_then(|value| value.split_once(' '));
    Ok(told
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim()))
}

impl Edge {
    /// What a request shows. A bearer token goes before cookies.
    pub(super) fn shown(&self, headers: &HeaderMap) -> Result<Shown, Refused> {
        if let Some(token) = bearer(headers)? {
            if self.convener.is(token) {
                return Ok(Shown::Convener);
            }
            return match self.seats.open_seat(token) {
                Some(holder) => Ok(Shown::Bearer(holder)),
                None => Err(ProblemCode::Unauthorized.into()),
            };
        }
        let holders = cookie::seats(headers, &self.seats);
        if holders.is_empty() {
            return Err(ProblemCode::Unauthorized.into());
        }
        Ok(Shown::Cookies(holders))
    }

    /// Lets whoever has a right to it into a session. `chosen` says which of several seats is meant. An owner's seat is
    /// genuine and holds, and opens no session.
    pub(super) async fn admit(
        &self,
        session: &str,
        chosen: Option<ParticipantId>,
        shown: Shown,
    ) -> Result<Reader, Refused> {
        let reader = self.seated(session, chosen, shown).await?;
        match reader.who {
            Who::Participant { role, .. } if !role.has_session() => Err(Code::NotPermitted.into()),
            Who::Convener | Who::Participant { .. } => Ok(reader),
        }
    }

    /// Whoever has a valid seat in a session, an owner's too, which shows nothing of the session.
    async fn seated(&self, session: &str, chosen: Option<ParticipantId>, shown: Shown) -> Result<Reader, Refused> {
        let session: Uuid = session.parse().map_err(|_| Code::NotFound)?;
        let room = self.hub.open(session).await?;
        let mut holders = match shown {
            Shown::Convener => {
                return Ok(Reader {
                    room,
                    who: Who::Convener,
                });
            }
            Shown::Bearer(holder) => vec![holder],
            Shown::Cookies(holders) => holders,
        };
        holders.retain(|holder| holder.session == session && chosen.is_none_or(|chosen| chosen == holder.participant));
        let valid = room
            .read(move |session| {
                let role = |holder: Holder| Some((holder, role_of(session, &holder)?));
                holders.into_iter().filter_map(role).collect::<Vec<_>>()
            })
            .await?;
        match valid[..] {
            [] => Err(ProblemCode::Unauthorized.into()),
            [(holder, role)] => {
                let claim = SeatClaim {
                    participant: holder.participant,
                    generation: holder.generation,
                };
                Ok(Reader {
                    room,
                    who: Who::Participant { claim, role },
                })
            }
            _ => Err(Refused::malformed(
                "This browser has several seats in this session; say which with ?as=PARTICIPANT.",
            )),
        }
    }
}

/// The role that goes with a seat; `None` if the seat is void.
fn role_of(session: &Session, holder: &Holder) -> Option<Role> {
    let person = session.participant(holder.participant)?;
    (!person.removed && person.generation == holder.generation).then_some(person.role)
}

/// `?as=`
#[derive(Deserialize)]
pub(super) struct Choice {
    #[serde(rename = "as")]
    pub(super) seat: Option<ParticipantId>,
}

/// The session in the path, and by which seat it is asked for.
pub(super) async fn target(parts: &mut Parts) -> Result<(String, Option<ParticipantId>), Refused> {
    #[derive(Deserialize)]
    struct Named {
        session: String,
    }
    let choice: Choice = asked(&parts.uri)?;
    let Path(Named { session }) = Path::from_request_parts(parts, &()).await.map_err(|_| Code::NotFound)?;
    Ok((session, choice.seat))
}

impl FromRequestParts<Arc<Edge>> for Reader {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, edge: &Arc<Edge>) -> Result<Self, Refused> {
        let shown = edge.shown(&parts.headers)?;
        let (session, chosen) = target(parts).await?;
        edge.admit(&session, chosen, shown).await
    }
}

/// A reader, or an owner who may read of the session what is the owner's own and nothing else (SPEC S75).
pub(super) struct Follower(pub(super) Reader);

impl Follower {
    /// The owner whose commitments are all that may be read; none for who reads the session.
    pub(super) const fn owner(&self) -> Option<ParticipantId> {
        match self.0.who {
            Who::Participant { claim, role } if !role.has_session() => Some(claim.participant),
            Who::Convener | Who::Participant { .. } => None,
        }
    }
}

impl FromRequestParts<Arc<Edge>> for Follower {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, edge: &Arc<Edge>) -> Result<Self, Refused> {
        let shown = edge.shown(&parts.headers)?;
        let (session, chosen) = target(parts).await?;
        edge.seated(&session, chosen, shown).await.map(Self)
    }
}

/// Whoever has the convener's token.
pub(super) struct Convener;

impl FromRequestParts<Arc<Edge>> for Convener {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, edge: &Arc<Edge>) -> Result<Self, Refused> {
        match edge.shown(&parts.headers)? {
            Shown::Convener => Ok(Self),
            Shown::Bearer(_) | Shown::Cookies(_) => Err(Code::NotPermitted.into()),
        }
    }
}

/// The convener, or whoever has a moderator's seat in some session.
pub(super) struct Moderator;

impl FromRequestParts<Arc<Edge>> for Moderator {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, edge: &Arc<Edge>) -> Result<Self, Refused> {
        let holders = match edge.shown(&parts.headers)? {
            Shown::Convener => return Ok(Self),
            Shown::Bearer(holder) => vec![holder],
            Shown::Cookies(holders) => holders,
        };
        let mut refused = Refused::from(ProblemCode::Unauthorized);
        for holder in holders {
            let room = match edge.hub.open(holder.session).await {
                Ok(room) => room,
                Err(Trouble::NotFound) => continue,
                Err(trouble) => {
                    refused = trouble.into();
                    continue;
                }
            };
            match room.read(move |session| role_of(session, &holder)).await? {
                Some(role) if role.may(Capability::ManagePeople) => return Ok(Self),
                Some(_) => refused = Code::NotPermitted.into(),
                None => {}
            }
        }
        Err(refused)
    }
}
