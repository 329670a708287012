//! `GET /api/sessions/{id}/turns`: every turn, for those who look for one in a long session (SPEC L64).

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::Edge;
use super::access::Reader;
use super::problem::Refused;
use super::received::{After, Asked};
use crate::domain::TurnMark;
use crate::domain::ids::{TurnId, VenueId};
use crate::domain::view::Person;
use crate::time::Timestamp;
use crate::wire::http::{TurnLine, TurnPage};

/// A turn and its speaker, taken out of the session.
struct Found {
    mark: TurnMark,
    name: String,
    sector: Option<String>,
    venue: Option<VenueId>,
}

impl Found {
    fn line(&self, began: &HashMap<u64, Timestamp>) -> TurnLine<'_> {
        TurnLine {
            turn: self.mark.turn,
            at: began.get(&self.mark.turn.0).copied(),
            item: self.mark.item,
            speaker: Person {
                participant: self.mark.speaker,
                name: &self.name,
                sector: self.sector.as_deref(),
                venue: self.venue,
            },
            kind: self.mark.kind,
        }
    }
}

/// Turns in the order in which they were granted.
pub(super) async fn page(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    Asked(After { after, limit }): Asked<After>,
) -> Result<Response, Refused> {
    let lines = edge.page_lines(limit)?;
    let after = TurnId(after.unwrap_or(0));
    let mut found: Vec<Found> = reader
        .room
        .read(move |session| {
            let marks = session.turns_after(after, lines + 1).into_iter();
            let found = marks.map(|mark| {
                let person = session.person(mark.speaker);
                Found {
                    mark,
                    name: person.name.to_owned(),
                    sector: person.sector.map(str::to_owned),
                    venue: person.venue,
                }
            });
            found.collect()
        })
        .await?;
    let more = found.len() > lines;
    found.truncate(lines);
    let next = found.last().map(|found| found.mark.turn).filter(|_| more);
    let seqs = found.iter().map(|found| found.mark.turn.0).collect();
    let entries = edge.hub.journal().pick(reader.room.id(), seqs).await?;
    let began = entries.iter().map(|entry| (entry.leaf.seq, entry.leaf.at)).collect();
    let turns = found.iter().map(|found| found.line(&began)).collect();
    Ok(Json(TurnPage { turns, next }).into_response())
}
