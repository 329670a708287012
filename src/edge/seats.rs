//! `/api/seat`: an invitation becomes a seat of this device, and a device forgets its seats.

use std::sync::Arc;

use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::{Json, http::HeaderValue};
use serde::Deserialize;
use uuid::Uuid;

use super::Edge;
use super::accept::Caller;
use super::access::Shown;
use super::problem::{ProblemCode, Refused};
use super::received::{Asked, Secret};
use super::seat::{Holder, Invited};
use crate::domain::ids::ParticipantId;
use crate::domain::{Code, Role};
use crate::live::Trouble;
use crate::wire::http::{Redemption, Seat};

/// `POST /api/seat`
pub(super) async fn redeem(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    Secret(Redemption { invitation }): Secret<Redemption>,
) -> Result<Response, Refused> {
    let redeemed = redeemed(&edge, &invitation).await;
    let (holder, role) = redeemed.map_err(|refused| edge.addresses.failed(caller.address.ip(), refused))?;
    let seat = Seat {
        session: holder.session,
        participant: holder.participant,
        role,
        token: edge.seats.seat(&holder),
    };
    let mut cookies = edge.making_room(&headers, &holder);
    cookies.push(edge.keeping(&holder).ok_or(Code::Unavailable)?);
    let cookies: Vec<_> = cookies.into_iter().map(|cookie| (header::SET_COOKIE, cookie)).collect();
    Ok((AppendHeaders(cookies), Json(seat)).into_response())
}

async fn redeemed(edge: &Edge, token: &str) -> Result<(Holder, Role), Refused> {
    let Invited { holder, until } = edge
        .seats
        .open_invitation(token)
        .ok_or(ProblemCode::InvitationInvalid)?;
    let room = edge.hub.open(holder.session).await.map_err(|trouble| match trouble {
        Trouble::NotFound => ProblemCode::InvitationInvalid.into(),
        other => Refused::from(other),
    })?;
    let role = room
        .read(move |session| {
            let person = session.participant(holder.participant)?;
            (!person.removed && person.generation == holder.generation).then_some(person.role)
        })
        .await?;
    let role = role.ok_or(ProblemCode::InvitationRevoked)?;
    if edge.hub.now() > until {
        return Err(ProblemCode::InvitationExpired.into());
    }
    Ok((holder, role))
}

/// `?session=&as=`: which of several seats.
#[derive(Deserialize)]
pub(super) struct Which {
    session: Option<Uuid>,
    #[serde(rename = "as")]
    seat: Option<ParticipantId>,
}

/// `DELETE /api/seat`: forgets every seat in this device's cookies, or those that the query names.
pub(super) async fn forget(
    State(edge): State<Arc<Edge>>,
    headers: HeaderMap,
    Asked(Which { session, seat }): Asked<Which>,
) -> Result<Response, Refused> {
    let holders = match edge.shown(&headers)? {
        Shown::Convener => return Err(ProblemCode::Unauthorized.into()),
        // A bearer token lies with the client: there is nothing that the server could forget.
        Shown::Bearer(_) => Vec::new(),
        Shown::Cookies(holders) => holders,
    };
    let named = |holder: &&Holder| {
        session.is_none_or(|session| session == holder.session) && seat.is_none_or(|seat| seat == holder.participant)
    };
    let forgotten: Vec<(_, HeaderValue)> = holders
        .iter()
        .filter(named)
        .filter_map(|holder| Some((header::SET_COOKIE, edge.forgetting(holder)?)))
        .collect();
    Ok((StatusCode::NO_CONTENT, AppendHeaders(forgotten)).into_response())
}
