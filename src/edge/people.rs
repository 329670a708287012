//! `GET /api/sessions/{id}/participants`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::Edge;
use super::access::Reader;
use super::problem::Refused;
use super::received::{After, Asked};
use crate::domain::Attendance;
use crate::wire::http::{ParticipantLine, ParticipantPage};

/// Everybody who is in the session, by number.
pub(super) async fn page(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    Asked(After { after, limit }): Asked<After>,
) -> Result<Json<ParticipantPage>, Refused> {
    let lines = edge.page_lines(limit)?;
    // Numbers of people are small; beyond that there is nobody, and one more must still be a number.
    let after = after.unwrap_or(0).min(u64::from(u32::MAX));
    let mut participants: Vec<ParticipantLine> = reader
        .room
        .read(move |session| {
            session
                .participants(after)
                .filter(|(_, person)| !person.removed)
                .take(lines + 1)
                .map(|(participant, person)| ParticipantLine {
                    participant,
                    name: person.name.to_string(),
                    role: person.role,
                    sector: person.sector.as_deref().map(str::to_owned),
                    venue: person.venue,
                    arrived: person.attendance != Attendance::Away,
                })
                .collect()
        })
        .await?;
    let more = participants.len() > lines;
    participants.truncate(lines);
    let next = participants.last().map(|line| line.participant.0).filter(|_| more);
    Ok(Json(ParticipantPage { participants, next }))
}
