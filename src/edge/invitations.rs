//! `POST /api/sessions/{id}/invitations`: new people, new invitations, and none any more.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::Edge;
use super::access::Reader;
use super::problem::Refused;
use super::received::{IdempotencyKey, Received};
use crate::domain::{Code, Order};
use crate::wire::http::{InvitationOrder, Invitations};

/// Does what is ordered; who may is the domain's to say.
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
