//! `GET /api/commitments` and `…csv`: the register over all sessions, for the convener.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use futures_util::{StreamExt, stream};
use serde::Deserialize;
use uuid::Uuid;

use super::Edge;
use super::access::Convener;
use super::exports::{Tongue, answer};
use super::problem::Refused;
use super::received::Asked;
use crate::domain::Code;
use crate::domain::commitments::CommitmentState;
use crate::domain::ids::CommitmentId;
use crate::domain::reviews::ReviewLine;
use crate::record::projections::ProjectionError;
use crate::record::register::{Query, share, shares};
use crate::record::register_table;
use crate::time::{Date, Zone};
use crate::wire::http::commitments::{RegisterLine, RegisterPage};

/// Logged here, where it is handled; the reader learns only that it cannot be done now.
fn unreadable(error: &ProjectionError) -> Refused {
    tracing::error!(%error, "the register cannot be read");
    Code::Unavailable.into()
}

/// What is asked for.
#[derive(Deserialize)]
pub(super) struct Filters {
    state: Option<CommitmentState>,
    settled: Option<bool>,
    overdue: Option<bool>,
    unit: Option<String>,
    category: Option<String>,
    session: Option<Uuid>,
    due_from: Option<Date>,
    due_to: Option<Date>,
    q: Option<String>,
    after: Option<String>,
    limit: Option<usize>,
}

/// Words of a query are for lines of at most so many characters; longer ones find nothing, and cost something.
const FILTER_CHARS_MAX: usize = 200;

impl Filters {
    fn query(&self) -> Result<Query, Refused> {
        for words in [&self.unit, &self.category, &self.q].into_iter().flatten() {
            if words.chars().count() > FILTER_CHARS_MAX {
                return Err(Code::TooLong.into());
            }
        }
        let said = |words: &Option<String>| words.clone().filter(|words| !words.trim().is_empty());
        Ok(Query {
            state: self.state,
            settled: self.settled,
            overdue: self.overdue,
            unit: said(&self.unit),
            category: said(&self.category),
            session: self.session,
            due_from: self.due_from,
            due_to: self.due_to,
            text: said(&self.q),
        })
    }
}

/// The last line of the page before.
fn cursor(after: &str) -> Result<(Uuid, CommitmentId), Refused> {
    let parts = after.split_once('.');
    let parsed = parts.and_then(|(session, commitment)| Some((session.parse().ok()?, commitment.parse().ok()?)));
    let (session, commitment) = parsed.ok_or_else(|| Refused::malformed("The `after` is none that a page gave."))?;
    Ok((session, CommitmentId(commitment)))
}

impl Edge {
    /// The day that it is for the server's people.
    pub(super) fn today(&self) -> Date {
        self.zone().day(self.hub.now())
    }

    /// The clocks that the server's people have.
    pub(super) fn zone(&self) -> Zone {
        Zone::ahead(self.config.utc_offset_minutes)
    }

    async fn found(&self, filters: &Filters) -> Result<Vec<RegisterLine>, Refused> {
        let found = self.projections.commitments(filters.query()?, self.today()).await;
        found.map_err(|error| unreadable(&error))
    }

    /// Commitments as the register has them now; those that there are not are left out.
    pub(super) async fn registered(
        &self,
        lines: Vec<ReviewLine>,
    ) -> Result<HashMap<ReviewLine, RegisterLine>, Refused> {
        let found = self.projections.commitments_of(lines, self.today()).await;
        found.map_err(|error| unreadable(&error))
    }
}

/// A page, with the shares of all that the filters find.
pub(super) async fn page(
    State(edge): State<Arc<Edge>>,
    _: Convener,
    Asked(filters): Asked<Filters>,
) -> Result<Json<RegisterPage>, Refused> {
    let length = edge.page_lines(filters.limit)?;
    let after = filters.after.as_deref().map(cursor).transpose()?;
    let lines = edge.found(&filters).await?;
    let all = share(&lines);
    let (by_category, by_unit) = (
        shares(&lines, |line| line.category.as_ref()),
        shares(&lines, |line| Some(&line.unit)),
    );
    // Sessions come newest first, so a later line is one of a smaller session or of the same with a larger number.
    let follows = |line: &RegisterLine| {
        after.is_none_or(|(session, commitment)| {
            line.session < session || line.session == session && line.commitment > commitment
        })
    };
    let mut lines: Vec<RegisterLine> = lines.into_iter().filter(follows).take(length + 1).collect();
    let more = lines.len() > length;
    lines.truncate(length);
    let name = |line: &RegisterLine| format!("{}.{}", line.session, line.commitment);
    let next = lines.last().filter(|_| more).map(name);
    Ok(Json(RegisterPage {
        today: edge.today(),
        lines,
        next,
        all,
        by_category,
        by_unit,
    }))
}

/// All that the filters find, for a spreadsheet.
pub(super) async fn table(
    State(edge): State<Arc<Edge>>,
    _: Convener,
    Asked(filters): Asked<Filters>,
    Asked(Tongue { lang }): Asked<Tongue>,
) -> Result<Response, Refused> {
    let place = edge.places.transcript((Uuid::nil(), None)).await?;
    let lines = edge.found(&filters).await?;
    let lines = register_table::register(lines, lang, edge.zone()).map(Ok::<_, std::convert::Infallible>);
    // The place is given back with the last line, or when the reader is gone.
    let body = Body::from_stream(stream::iter(lines).inspect(move |_| _ = &place));
    let name = format!("commitments-{}.csv", edge.today());
    Ok(answer("text/csv; charset=utf-8", &name, body))
}
