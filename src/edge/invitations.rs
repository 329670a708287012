//! `/api/sessions/{id}/invitations`: new people, new invitations, and none any more; and how they all stand.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::Edge;
use super::access::{Reader, Who};
use super::issue::Link;
use super::problem::Refused;
use super::received::{After, Asked, IdempotencyKey, Received};
use super::seat::Holder;
use crate::domain::ids::ParticipantId;
use crate::domain::people::Participant;
use crate::domain::{Capability, Code, Order};
use crate::wire::http::{InvitationLine, InvitationOrder, InvitationPage, Invitations};

/// `POST`: does what is ordered; who may is the domain's to say.
pub(super) async fn order(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    IdempotencyKey(key): IdempotencyKey,
    Received(order): Received<InvitationOrder>,
) -> Result<Json<Invitations>, Refused> {
    // The answer to a repeated order holds tokens too: the right is asked for each time.
    if !reader.manages_people().await? {
        return Err(Code::NotPermitted.into());
    }
    let (room, actor) = (&reader.room, reader.actor());
    let accepted = match order {
        InvitationOrder {
            invite: Some(invitees),
            renew: None,
            revoke: None,
        } => room.invite(actor, key, invitees).await?,
        InvitationOrder {
            invite: None,
            renew: Some(participant),
            revoke: None,
        } => room.order(actor, key, Order::RenewSeat(participant)).await?,
        InvitationOrder {
            invite: None,
            renew: None,
            revoke: Some(participant),
        } => room.order(actor, key, Order::RevokeSeat(participant)).await?,
        _ => return Err(Refused::malformed("Say one of invite, renew and revoke.")),
    };
    let invitations = edge.issued(room, accepted).await?;
    Ok(Json(Invitations { invitations }))
}

/// `GET`: everybody's invitation as it stands, by number.
pub(super) async fn page(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    Asked(After { after, limit }): Asked<After>,
) -> Result<Json<InvitationPage>, Refused> {
    let lines = edge.page_lines(limit)?;
    // Numbers of people are small; beyond that there is nobody, and one more must still be a number.
    let after = after.unwrap_or(0).min(u64::from(u32::MAX));
    let who = reader.who;
    // The right is judged by the same state as the links are taken from.
    let found = reader
        .room
        .read(move |session| {
            let people = session.participants(after).take(lines + 1);
            let cloned = people.map(|(participant, person)| (participant, person.clone()));
            who.manages_people(session).then(|| cloned.collect::<Vec<_>>())
        })
        .await?;
    let mut found = found.ok_or(Code::NotPermitted)?;
    let more = found.len() > lines;
    found.truncate(lines);
    let next = found.last().map(|(participant, _)| participant.0).filter(|_| more);
    let invitations = found
        .into_iter()
        .map(|(participant, person)| edge.line(&reader, participant, &person))
        .collect();
    Ok(Json(InvitationPage { invitations, next }))
}

impl Edge {
    fn line(&self, reader: &Reader, participant: ParticipantId, person: &Participant) -> InvitationLine {
        let holder = Holder {
            session: reader.room.id(),
            participant,
            generation: person.generation,
        };
        let standing = person.invited_at.filter(|_| !person.removed);
        let link = standing.map(|at| self.link(holder, at));
        let until = link.as_ref().map(|link| link.until);
        let (url, token) = link
            .filter(|_| sees_link(reader.who, participant, person))
            .map(|Link { url, token, .. }| (url, token))
            .unzip();
        InvitationLine {
            participant,
            name: person.name.to_string(),
            role: person.role,
            sector: person.sector.as_deref().map(str::to_owned),
            venue: person.venue,
            url,
            token,
            until,
            revoked: standing.is_none().then_some(true),
        }
    }
}

/// Reading a link leaves no trace and makes its reader that person: so moderators read none of each other's (SPEC S47).
fn sees_link(who: Who, participant: ParticipantId, person: &Participant) -> bool {
    match who {
        Who::Convener => true,
        Who::Participant { claim, .. } => {
            claim.participant == participant || !person.role.may(Capability::ManagePeople)
        }
    }
}
