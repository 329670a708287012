//! `GET /api/sessions/{id}/checkpoint`, `/proof`, `/consistency`, `/keys` and `/record`: what somebody needs to check that his
//! words are in the record, and that it was not written anew.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Edge;
use super::access::Reader;
use super::issue::{Opened, opened};
use super::problem::Refused;
use super::received::Asked;
use crate::domain::{Code, Event};
use crate::journal::Hash;
use crate::journal::checkpoint::PublishedKey;
use crate::record::jsonl;
use crate::wire::http::proofs::{KeyLine, Proof, SessionKeys};
use crate::wire::visibility::visible;

/// A signed note of the head as it is now.
pub(super) async fn checkpoint(reader: Reader) -> Result<Response, Refused> {
    let (_, note) = reader.room.checkpoint().await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], note).into_response())
}

/// `?seq=&size=`
#[derive(Deserialize)]
pub(super) struct Place {
    seq: u64,
    size: Option<u64>,
}

/// That an entry is in the record.
pub(super) async fn inclusion(
    reader: Reader,
    Asked(Place { seq, size }): Asked<Place>,
) -> Result<Json<Proof>, Refused> {
    let (size, hashes) = reader.room.inclusion(seq, size).await?;
    Ok(Json(proof(size, &hashes)))
}

/// `?from=&to=`
#[derive(Deserialize)]
pub(super) struct Sizes {
    from: u64,
    to: Option<u64>,
}

/// That the record was only added to.
pub(super) async fn consistency(
    reader: Reader,
    Asked(Sizes { from, to }): Asked<Sizes>,
) -> Result<Json<Proof>, Refused> {
    let (size, hashes) = reader.room.consistency(from, to).await?;
    Ok(Json(proof(size, &hashes)))
}

fn proof(size: u64, hashes: &[Hash]) -> Proof {
    Proof {
        hashes: hashes.iter().map(hex::encode).collect(),
        size,
    }
}

/// Every key that checkpoints of this session were ever signed with.
pub(super) async fn keys(State(edge): State<Arc<Edge>>, reader: Reader) -> Json<SessionKeys> {
    let published = edge.hub.keys().published(reader.room.id());
    let line = |PublishedKey { key, since, vouched }| KeyLine { key, since, vouched };
    Json(SessionKeys {
        keys: published.into_iter().map(line).collect(),
    })
}

/// `?seq=`
#[derive(Deserialize)]
pub(super) struct Numbered {
    seq: u64,
}

/// The line that an entry has in the reader's own `transcript.jsonl`. Who wrote a post that is hidden gets that whole too: it
/// is the own word that somebody wants to check.
pub(super) async fn record(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    Asked(Numbered { seq }): Asked<Numbered>,
) -> Result<Response, Refused> {
    // As in a page of the proceedings: of what is hidden after this, nothing is shown that was not shown before.
    let (head, hidden) = reader
        .room
        .read(|session| (session.head(), session.hidden_entries().clone()))
        .await?;
    if seq == 0 || seq > head {
        return Err(Code::NotFound.into());
    }
    let found = edge.hub.journal().pick(reader.room.id(), vec![seq]).await?;
    let entry = found.first().ok_or(Code::NotFound)?;
    let body = opened(entry)?;
    let line = if visible(&body.event, seq, reader.audience(), &hidden) || is_own_post(&reader, &body) {
        jsonl::entry_line(entry).map_err(|error| {
            tracing::error!(seq, %error, "an entry of the journal cannot be shown");
            Refused::from(Code::Unavailable)
        })?
    } else {
        jsonl::digest_line(&entry.leaf)
    };
    Ok(([(header::CONTENT_TYPE, "application/json")], line).into_response())
}

fn is_own_post(reader: &Reader, body: &Opened) -> bool {
    let is_post = matches!(body.event, Event::PostPublished { .. } | Event::PostRevised { .. });
    is_post && reader.participant().is_some() && body.by == reader.participant()
}
