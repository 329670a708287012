//! `GET /api/sessions/{id}/proceedings` and `…/overrides`: the journal in order, all of it or what moderators did against the order
//! of things, as the reader may see it now.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::Edge;
use super::access::Reader;
use super::issue::{Opened, opened};
use super::problem::Refused;
use super::received::{After, Asked};
use crate::journal;
use crate::time::Timestamp;
use crate::wire::http::{OverrideEntry, Overrides, Proceedings, ProceedingsEntry};
use crate::wire::message::{Entry, Position};
use crate::wire::visibility::visible;

/// An entry with its body.
struct Read {
    seq: u64,
    at: Timestamp,
    body: Opened,
}

impl Read {
    fn new(entry: &journal::Entry) -> Result<Self, Refused> {
        Ok(Self {
            seq: entry.leaf.seq,
            at: entry.leaf.at,
            body: opened(entry)?,
        })
    }
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
    let stored = stored.iter().filter(|entry| entry.leaf.seq <= head);
    let read = stored.map(Read::new).collect::<Result<Vec<_>, _>>()?;
    let entries: Vec<ProceedingsEntry<'_>> = read
        .iter()
        .map(|Read { seq, at, body }| {
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

/// A page of the overrides after `after` (SPEC D98).
pub(super) async fn overrides(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    Asked(After { after, limit }): Asked<After>,
) -> Result<Response, Refused> {
    let lines = edge.page_lines(limit)?;
    let audience = reader.audience();
    let mut after = after.unwrap_or(0);
    let mut read: Vec<Read> = Vec::new();
    // What the reader may not see is left out, so one look need not fill a page.
    while read.len() <= lines {
        let seqs = reader.room.overrides(after, lines + 1).await?;
        let Some(last) = seqs.last().copied() else { break };
        for entry in edge.hub.journal().pick(reader.room.id(), seqs).await? {
            let entry = Read::new(&entry)?;
            // Posts are what is hidden, and no override is one.
            if visible(&entry.body.event, entry.seq, audience, &BTreeSet::new()) {
                read.push(entry);
            }
        }
        after = last;
    }
    let more = read.len() > lines;
    read.truncate(lines);
    let next = read.last().map(|entry| entry.seq).filter(|_| more);
    let overrides = read.iter().map(|Read { seq, at, body }| OverrideEntry {
        seq: *seq,
        at: *at,
        by: body.by,
        entry: Entry::Whole(&body.event),
    });
    let overrides = overrides.collect();
    Ok(Json(Overrides { overrides, next }).into_response())
}
