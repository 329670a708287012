//! `GET /api/sessions/{id}/proceedings`: the journal in order, as the reader may see it now.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Edge;
use super::access::Reader;
use super::issue::{Opened, opened};
use super::problem::Refused;
use super::received::Asked;
use crate::time::Timestamp;
use crate::wire::http::{Proceedings, ProceedingsEntry};
use crate::wire::message::{Entry, Position};
use crate::wire::visibility::visible;

/// `?after=&limit=`
#[derive(Deserialize)]
pub(super) struct After {
    after: Option<u64>,
    limit: Option<usize>,
}

/// A page of entries after `after`.
pub(super) async fn page(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    Asked(After { after, limit }): Asked<After>,
) -> Result<Response, Refused> {
    let lines = edge.page_lines(limit)?;
    let after = after.unwrap_or(0);
    // What is hidden is read before the entries: of what came later, nothing is shown.
    let (head, hidden) = reader
        .room
        .read(|session| (session.head(), session.hidden_entries().clone()))
        .await?;
    let audience = reader.audience();
    let stored = match after {
        after if after < head => edge.hub.journal().entries(reader.room.id(), after, lines).await?,
        _ => Vec::new(),
    };
    let mut read: Vec<(u64, Timestamp, Opened)> = Vec::with_capacity(stored.len());
    for entry in stored.iter().filter(|entry| entry.leaf.seq <= head) {
        read.push((entry.leaf.seq, entry.leaf.at, opened(entry)?));
    }
    let entries: Vec<ProceedingsEntry<'_>> = read
        .iter()
        .map(|(seq, at, body)| {
            let shown = visible(&body.event, *seq, audience, &hidden);
            ProceedingsEntry {
                seq: *seq,
                at: *at,
                by: body.by.filter(|_| shown),
                command: body.command.filter(|_| shown),
                entry: if shown {
                    Entry::Whole(&body.event)
                } else {
                    Entry::Redacted
                },
            }
        })
        .collect();
    let next = entries.last().map(|entry| entry.seq).filter(|last| *last < head);
    let position = Position {
        epoch: edge.hub.epoch().to_owned(),
        seq: head,
    };
    Ok(Json(Proceedings {
        entries,
        next,
        position,
    })
    .into_response())
}
