//! `GET /api/sessions/{id}/turns/{turn}/statements`: what was said in a turn, each statement with all the words that it has had.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Edge;
use super::access::Reader;
use super::issue::opened;
use super::problem::Refused;
use super::received::{After, Asked};
use crate::domain::ids::{ParticipantId, StatementId, TurnId};
use crate::domain::{Code, Event, Session};
use crate::time::Timestamp;
use crate::wire::http::{StatementLine, StatementPage, StatementVersion};

/// The turn in the path.
#[derive(Deserialize)]
pub(super) struct Named {
    turn: u64,
}

/// A statement, taken out of the session.
struct Found {
    id: StatementId,
    /// The versions that the speaker found right.
    confirmed: Vec<u64>,
    is_confirmed: bool,
    /// The newest ones, as many as there is room for.
    versions: Vec<u64>,
    /// Older ones were left out.
    cut: bool,
}

/// The statements of a turn after `after` that have at most `lines` versions together; of the first one the newest `lines`,
/// if it has more. Before them who speaks, after them whether there are more statements.
fn found(
    session: &Session,
    turn: TurnId,
    after: StatementId,
    lines: usize,
) -> Option<(ParticipantId, Vec<Found>, bool)> {
    let speaker = session.speaker_of(turn).ok()?;
    let (mut found, mut room) = (Vec::new(), lines);
    for (id, statement) in session.turn_statements(turn, after)? {
        let versions = statement.versions.as_slice();
        if versions.len() > room && !found.is_empty() {
            return Some((speaker, found, true));
        }
        let shown = &versions[versions.len().saturating_sub(room)..];
        room -= shown.len();
        found.push(Found {
            id,
            confirmed: statement.confirmed.clone(),
            is_confirmed: statement.is_confirmed(),
            versions: shown.to_vec(),
            cut: shown.len() < versions.len(),
        });
    }
    Some((speaker, found, false))
}

/// What an entry says.
struct Words {
    at: Timestamp,
    by: Option<ParticipantId>,
    text: String,
    reason: Option<String>,
}

/// A page of statements.
pub(super) async fn page(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    path: Result<Path<Named>, PathRejection>,
    Asked(After { after, limit }): Asked<After>,
) -> Result<Response, Refused> {
    let lines = edge.page_lines(limit)?;
    let Path(Named { turn }) = path.map_err(|_| Code::NotFound)?;
    let after = StatementId(after.unwrap_or(0));
    let found = reader
        .room
        .read(move |session| found(session, TurnId(turn), after, lines))
        .await?;
    let (speaker, found, more) = found.ok_or(Code::NotFound)?;
    let next = found.last().map(|found| found.id).filter(|_| more);
    let seqs = found.iter().flat_map(|found| found.versions.iter().copied()).collect();
    let mut words = words(&edge, &reader, seqs).await?;
    let statements = found.iter().map(|found| {
        let version = |seq: &u64| {
            let Words { at, by, text, reason } = words.remove(seq)?;
            Some(StatementVersion {
                version: *seq,
                at,
                by,
                text,
                reason,
                confirmed: found.confirmed.contains(seq).then_some(true),
            })
        };
        StatementLine {
            statement: found.id,
            confirmed: found.is_confirmed.then_some(true),
            versions: found.versions.iter().filter_map(version).collect(),
            cut: found.cut.then_some(true),
        }
    });
    let statements = statements.collect();
    Ok(Json(StatementPage {
        speaker,
        statements,
        next,
    })
    .into_response())
}

/// The words of these entries.
async fn words(edge: &Edge, reader: &Reader, seqs: Vec<u64>) -> Result<HashMap<u64, Words>, Refused> {
    let entries = edge.hub.journal().pick(reader.room.id(), seqs).await?;
    let mut words = HashMap::with_capacity(entries.len());
    for entry in &entries {
        let body = opened(entry)?;
        let (text, reason) = match body.event {
            Event::StatementRecorded { text, .. } => (text, None),
            Event::StatementRevised { text, reason, .. } => (text, Some(reason)),
            _ => continue,
        };
        let (at, by) = (entry.leaf.at, body.by);
        words.insert(entry.leaf.seq, Words { at, by, text, reason });
    }
    Ok(words)
}
