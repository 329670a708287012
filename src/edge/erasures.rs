//! `POST /api/sessions/{id}/erasures`: words go by law; that they were there, when, and by whom, stays.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::Edge;
use super::access::{Reader, Who};
use super::issue::opened;
use super::metrics::{self, Limit};
use super::problem::Refused;
use super::received::{IdempotencyKey, Received};
use crate::domain::{Code, Event, Order};
use crate::live::Room;
use crate::wire::http::proofs::{Erasure, ErasureOrder, WordsPlace};

/// Erases, and answers once the words are nowhere any more that this server can reach. Sent again with the same key, the same
/// answer.
pub(super) async fn order(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    IdempotencyKey(key): IdempotencyKey,
    Received(ErasureOrder { seqs, reason }): Received<ErasureOrder>,
) -> Result<Json<Erasure>, Refused> {
    if reader.who != Who::Convener {
        return Err(Code::NotPermitted.into());
    }
    let room = &reader.room;
    let accepted = room.order(reader.actor(), key, Order::Erase { seqs, reason }).await;
    let accepted = accepted.inspect_err(|refusal| {
        if refusal.code == Code::TooLarge {
            metrics::reached(Limit::ErasedPerCall);
        }
    })?;
    let seq = accepted.first;
    let seqs = erased_by(&edge, room, seq).await?;
    Ok(Json(Erasure {
        seq,
        seqs,
        cleared: cleared(&edge, room, seq).await?,
        remaining: vec![WordsPlace::Backups, WordsPlace::Exports, WordsPlace::Devices],
    }))
}

/// What an entry erased.
async fn erased_by(edge: &Edge, room: &Room, seq: u64) -> Result<Vec<u64>, Refused> {
    let found = edge.hub.journal().pick(room.id(), vec![seq]).await?;
    match opened(found.first().ok_or(Code::Unavailable)?)?.event {
        Event::WordsErased { seqs, .. } => Ok(seqs),
        _ => Err(Refused::malformed("This Idempotency-Key belongs to another order.")),
    }
}

/// Waits until everything that this server keeps beside its journal has followed the entry `seq` and holds the words no more,
/// and says where they were. The session's task has cleared journal and memory before it answered; what is derived from the
/// journal is waited for here.
async fn cleared(edge: &Edge, room: &Room, seq: u64) -> Result<Vec<WordsPlace>, Refused> {
    let followed = edge.projections.at(room.id(), seq).await;
    followed.map_err(|error| {
        tracing::error!(session = %room.id(), seq, %error, "what is derived could not follow an erasure");
        Refused::from(Code::Unavailable)
    })?;
    Ok(vec![WordsPlace::Journal, WordsPlace::Memory, WordsPlace::Index])
}
