//! `GET /api/sessions/{id}/participation`, for whoever takes part in the session, and `GET /api/participation` over several sessions,
//! for the convener; each also as `.csv`. The public is refused, as for the attendance: it tells who has not spoken.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use futures_util::{StreamExt, stream};
use serde::Deserialize;
use uuid::Uuid;

use super::Edge;
use super::access::{Convener, Reader};
use super::exports::{Tongue, answer};
use super::issue::opened;
use super::metrics::{self, Limit};
use super::places::{Place, ReaderId};
use super::problem::Refused;
use super::received::Asked;
use crate::domain::{Audience, Code, Event};
use crate::live::Room;
use crate::record::participation::figures::{Bounds, Counted, participation};
use crate::record::participation::{ParticipationError, Roster, aside, table};
use crate::record::words::Language;
use crate::wire::http::participation::Participation;

/// Sessions whose first entries are looked at together.
const PAGE: usize = 200;

/// A table has everybody.
const WHOLE: Bounds = Bounds {
    people: usize::MAX,
    groups: usize::MAX,
};

impl From<ParticipationError> for Refused {
    fn from(error: ParticipationError) -> Self {
        tracing::error!(%error, "participation cannot be counted");
        Code::Unavailable.into()
    }
}

/// Which sessions: those of a series, or those that are named.
#[derive(Deserialize)]
pub(super) struct Chosen {
    series: Option<String>,
    /// Their ids with commas between them.
    sessions: Option<String>,
}

impl Edge {
    fn bounds(&self) -> Bounds {
        Bounds {
            people: self.config.edge.participation_people_max,
            groups: self.config.edge.participation_groups_max,
        }
    }

    async fn counted(&self, room: &Room) -> Result<Counted, Refused> {
        let roster = room.read(Roster::of).await?;
        let hearing = self
            .hearings
            .fold(&**self.hub.journal(), roster.session, roster.head)
            .await?;
        Ok(Counted { roster, hearing })
    }

    async fn figures(
        &self,
        counted: Vec<Counted>,
        older_left_out: bool,
        bounds: Bounds,
    ) -> Result<Participation, Refused> {
        // No clock of a session has been further than its last entry.
        let now = self.hub.now();
        let at = counted.iter().map(|own| own.roster.at).fold(now, Ord::max);
        let own = aside(move || participation(counted, at, bounds)).await?;
        if own.people_left_out + own.sectors_left_out + own.venues_left_out > 0 {
            metrics::reached(Limit::ParticipationLines);
        }
        Ok(Participation { older_left_out, ..own })
    }

    async fn of_session(&self, reader: &Reader, bounds: Bounds) -> Result<(Participation, Place), Refused> {
        if reader.audience() == Audience::Public {
            return Err(Code::NotPermitted.into());
        }
        let place = self.places.participation(reader.id()).await?;
        let counted = self.counted(&reader.room).await?;
        // Somebody may have lost the right to see it while it was counted.
        let still = Reader::hidden_now(&reader.room, reader.who).await;
        still.ok_or(Code::NotPermitted)?;
        Ok((self.figures(vec![counted], false, bounds).await?, place))
    }

    async fn of_several(&self, chosen: &Chosen, bounds: Bounds) -> Result<(Participation, Place), Refused> {
        let convener: ReaderId = (Uuid::nil(), None);
        let place = self.places.participation(convener).await?;
        let (ids, older_left_out) = self.chosen(chosen).await?;
        let mut counted = Vec::with_capacity(ids.len());
        for id in ids {
            let room = self.hub.open(id).await?;
            counted.push(self.counted(&room).await?);
        }
        Ok((self.figures(counted, older_left_out, bounds).await?, place))
    }

    /// The sessions that are meant, and whether older ones are left out.
    async fn chosen(&self, chosen: &Chosen) -> Result<(Vec<Uuid>, bool), Refused> {
        let most = self.config.edge.participation_sessions_max;
        match (&chosen.series, &chosen.sessions) {
            (Some(series), None) if !series.trim().is_empty() => self.of_series(series, most).await,
            (None, Some(sessions)) => {
                let parsed: Result<Vec<Uuid>, _> = sessions.split(',').take(most + 1).map(str::parse).collect();
                let mut ids =
                    parsed.map_err(|_| Refused::malformed("The `sessions` are ids with commas between them."))?;
                ids.sort_unstable();
                ids.dedup();
                if ids.len() > most {
                    metrics::reached(Limit::ParticipationSessions);
                    return Err(Code::TooLarge.into());
                }
                Ok((ids, false))
            }
            _ => Err(Refused::malformed("Say either `series` or `sessions`.")),
        }
    }

    /// The newest sessions of a series, which is told by their first entries.
    async fn of_series(&self, series: &str, most: usize) -> Result<(Vec<Uuid>, bool), Refused> {
        let journal = self.hub.journal();
        let (mut found, mut before, mut looked) = (Vec::new(), None, 0_usize);
        loop {
            let ids = journal.sessions(before, PAGE).await?;
            let Some(last) = ids.last().copied() else {
                return Ok((found, false));
            };
            for id in ids {
                if looked == self.config.edge.participation_looks_max {
                    metrics::reached(Limit::ParticipationLooks);
                    return Ok((found, true));
                }
                looked += 1;
                let first = journal.entries(id, 0, 1).await?;
                let Some(first) = first.first() else { continue };
                let Event::SessionCreated(created) = opened(first)?.event else {
                    continue;
                };
                if created.series.as_deref().is_none_or(|own| own.trim() != series.trim()) {
                    continue;
                }
                if found.len() == most {
                    metrics::reached(Limit::ParticipationSessions);
                    return Ok((found, true));
                }
                found.push(id);
            }
            before = Some(last);
        }
    }
}

/// The figures of one session.
pub(super) async fn whole(State(edge): State<Arc<Edge>>, reader: Reader) -> Result<Json<Participation>, Refused> {
    let (own, _place) = edge.of_session(&reader, edge.bounds()).await?;
    Ok(Json(own))
}

/// The same as a table, of everybody.
pub(super) async fn whole_table(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    Asked(Tongue { lang }): Asked<Tongue>,
) -> Result<Response, Refused> {
    let (own, place) = edge.of_session(&reader, WHOLE).await?;
    let name = format!("participation-{}.csv", reader.room.id());
    Ok(lines(own, lang, &name, place))
}

/// The figures of several sessions.
pub(super) async fn several(
    State(edge): State<Arc<Edge>>,
    _: Convener,
    Asked(chosen): Asked<Chosen>,
) -> Result<Json<Participation>, Refused> {
    let (own, _place) = edge.of_several(&chosen, edge.bounds()).await?;
    Ok(Json(own))
}

/// The same as a table, of everybody.
pub(super) async fn several_table(
    State(edge): State<Arc<Edge>>,
    _: Convener,
    Asked(chosen): Asked<Chosen>,
    Asked(Tongue { lang }): Asked<Tongue>,
) -> Result<Response, Refused> {
    let (own, place) = edge.of_several(&chosen, WHOLE).await?;
    let name = format!("participation-{}.csv", edge.today());
    Ok(lines(own, lang, &name, place))
}

fn lines(own: Participation, lang: Language, name: &str, place: Place) -> Response {
    let lines = table::table(own, lang).map(Ok::<_, std::convert::Infallible>);
    // The place is given back with the last line, or when the reader is gone.
    let body = Body::from_stream(stream::iter(lines).inspect(move |_| _ = &place));
    answer("text/csv; charset=utf-8", name, body)
}
