//! `/api/sessions`: the convener makes sessions and lists them; whoever has a seat reads one.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::{BufMut, BytesMut};
use serde::Deserialize;
use uuid::Uuid;

use super::Edge;
use super::access::{Convener, Reader};
use super::problem::Refused;
use super::received::{Asked, IdempotencyKey, Received};
use crate::domain::creation::NewSession;
use crate::domain::{Audience, Code};
use crate::live::Trouble;
use crate::time::Timestamp;
use crate::wire::frame;
use crate::wire::http::{SessionLine, SessionMade, SessionPage};
use crate::wire::message::Position;

/// `POST /api/sessions`
pub(super) async fn create(
    State(edge): State<Arc<Edge>>,
    _: Convener,
    IdempotencyKey(key): IdempotencyKey,
    Received(new): Received<NewSession>,
) -> Result<Response, Refused> {
    let room = edge.hub.create(&new, key).await?;
    let invitations = edge.issued_at_creation(&room, key).await?;
    let made = SessionMade {
        id: room.id(),
        invitations,
    };
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// `?before=&limit=`
#[derive(Deserialize)]
pub(super) struct Before {
    before: Option<Uuid>,
    limit: Option<usize>,
}

/// `GET /api/sessions`
pub(super) async fn list(
    State(edge): State<Arc<Edge>>,
    _: Convener,
    Asked(Before { before, limit }): Asked<Before>,
) -> Result<Json<SessionPage>, Refused> {
    let lines = edge.page_lines(limit)?;
    let mut ids = edge.hub.journal().sessions(before, lines + 1).await?;
    let more = ids.len() > lines;
    ids.truncate(lines);
    let next = ids.last().copied().filter(|_| more);
    let mut sessions = Vec::with_capacity(ids.len());
    for id in ids {
        if let Ok(line) = line(&edge, id).await {
            sessions.push(line);
        } else {
            // One session that cannot be read does not hide the others; why was logged where it was met.
            tracing::warn!(session = %id, "a session is left out of the list");
        }
    }
    Ok(Json(SessionPage { sessions, next }))
}

async fn line(edge: &Edge, id: Uuid) -> Result<SessionLine, Refused> {
    let room = edge.hub.open(id).await?;
    let first = edge.hub.journal().entries(id, 0, 1).await?;
    let created_at = first.first().ok_or(Trouble::NotFound)?.leaf.at;
    let line = room
        .read(move |session| SessionLine {
            id,
            title: session.title().to_owned(),
            phase: session.phase(),
            created_at,
            starts_at: session.session_view().starts_at,
            participants: session.counts_view(Audience::Moderators).participants,
            series: session.session_view().series.map(str::to_owned),
        })
        .await?;
    Ok(line)
}

/// `?at=`
#[derive(Deserialize)]
pub(super) struct Moment {
    at: Option<u64>,
}

/// `GET /api/sessions/{id}`: as it is, or as it was after an entry.
pub(super) async fn view(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    Asked(Moment { at }): Asked<Moment>,
) -> Result<Response, Refused> {
    if let Some(at) = at {
        return past(&edge, &reader, at).await;
    }
    let (position, view) = reader.room.view(reader.audience()).await?;
    Ok(seen(&position, When::Now(edge.config.utc_offset_minutes), &view))
}

/// A view of the past (SPEC L60). Who may see what is judged when it is there.
async fn past(edge: &Edge, reader: &Reader, at: u64) -> Result<Response, Refused> {
    if at == 0 {
        return Err(Refused::malformed("Entries are numbered from 1."));
    }
    let _place = edge.places.replay(reader.id()).await?;
    let past = reader.room.past(at).await?;
    let hidden = Reader::hidden_now(&reader.room, reader.who).await;
    let view = past.view(reader.audience(), hidden.ok_or(Code::NotPermitted)?).await?;
    Ok(seen(&reader.room.position_of(at), When::At(past.at()), &view))
}

/// What stands between position and view.
#[derive(Clone, Copy)]
enum When {
    /// As it is; with how far the clocks of those who meet are ahead of UTC, in minutes (SPEC W199).
    Now(i32),
    /// As it was, and when.
    At(Timestamp),
}

/// The answer, whose view is JSON already.
fn seen(position: &Position, moment: When, view: &[u8]) -> Response {
    let position = frame::json(position);
    let mut body = BytesMut::with_capacity(position.len() + view.len() + 64);
    body.put_slice(b"{\"position\":");
    body.put_slice(&position);
    match moment {
        When::Now(minutes) => {
            body.put_slice(b",\"utc_offset_minutes\":");
            body.put_slice(&frame::json(&minutes));
        }
        When::At(at) => {
            body.put_slice(b",\"at\":");
            body.put_slice(&frame::json(&at));
        }
    }
    body.put_slice(b",\"view\":");
    body.put_slice(view);
    body.put_u8(b'}');
    ([(header::CONTENT_TYPE, "application/json")], body.freeze()).into_response()
}
