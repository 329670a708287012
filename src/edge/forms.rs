//! `/api/forms`: the convener enacts, amends and repeals forms (立改废); moderators read them too.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::Edge;
use super::access::{Convener, Moderator};
use super::metrics::{self, Limit};
use super::problem::Refused;
use super::received::{Asked, IdempotencyKey, Received};
use crate::domain::Code;
use crate::domain::forms::FormName;
use crate::domain::forms::event::{FormMade, FormOrder};
use crate::forms::NotOrdered;
use crate::wire::http::{FormAmendment, FormEnactment, FormPage, FormRepeal, FormVersionPage};

/// `GET /api/forms`: the latest version of each.
pub(super) async fn list(State(edge): State<Arc<Edge>>, _: Moderator) -> Result<Json<FormPage>, Refused> {
    let forms = edge.hub.forms().read(|book| book.current().cloned().collect()).await?;
    Ok(Json(FormPage { forms }))
}

/// `?before=&limit=`
#[derive(Deserialize)]
pub(super) struct Before {
    before: Option<u64>,
    limit: Option<usize>,
}

/// `GET /api/forms/{form}`: its versions, the newest first.
pub(super) async fn versions(
    State(edge): State<Arc<Edge>>,
    _: Moderator,
    Path(form): Path<String>,
    Asked(Before { before, limit }): Asked<Before>,
) -> Result<Json<FormVersionPage>, Refused> {
    let lines = edge.page_lines(limit)?;
    let form = FormName::try_from(form).map_err(|_| Code::NotFound)?;
    let found = edge.hub.forms().read(|book| {
        let all = book.versions(&form);
        let older = all
            .iter()
            .rev()
            .filter(|own| before.is_none_or(|before| own.version < before));
        (!all.is_empty()).then(|| older.take(lines + 1).cloned().collect::<Vec<_>>())
    });
    let mut versions = found.await?.ok_or(Code::NotFound)?;
    let more = versions.len() > lines;
    versions.truncate(lines);
    let next = versions.last().map(|last| last.version).filter(|_| more);
    Ok(Json(FormVersionPage { versions, next }))
}

/// `POST /api/forms/{form}`
pub(super) async fn enact(
    State(edge): State<Arc<Edge>>,
    _: Convener,
    Path(form): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Received(FormEnactment { preset, reason }): Received<FormEnactment>,
) -> Result<(StatusCode, Json<FormMade>), Refused> {
    let form = FormName::try_from(form).map_err(Refused::malformed)?;
    let made = edge.ordered(&form, FormOrder::Enact { preset, reason }, key).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// `PUT /api/forms/{form}`
pub(super) async fn amend(
    State(edge): State<Arc<Edge>>,
    _: Convener,
    Path(form): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Received(FormAmendment { preset, reason }): Received<FormAmendment>,
) -> Result<Json<FormMade>, Refused> {
    let form = FormName::try_from(form).map_err(|_| Code::NotFound)?;
    let order = FormOrder::Amend { preset, reason };
    Ok(Json(edge.ordered(&form, order, key).await?))
}

/// `DELETE /api/forms/{form}`
pub(super) async fn repeal(
    State(edge): State<Arc<Edge>>,
    _: Convener,
    Path(form): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Received(FormRepeal { reason }): Received<FormRepeal>,
) -> Result<Json<FormMade>, Refused> {
    let form = FormName::try_from(form).map_err(|_| Code::NotFound)?;
    Ok(Json(edge.ordered(&form, FormOrder::Repeal { reason }, key).await?))
}

impl Edge {
    async fn ordered(&self, form: &FormName, order: FormOrder, key: Option<Uuid>) -> Result<FormMade, Refused> {
        let made = self.hub.forms().order(form, &order, key, self.hub.now()).await;
        made.map_err(|trouble| match trouble {
            NotOrdered::Refused(refusal) => {
                match refusal.code {
                    Code::QueueFull => metrics::reached(Limit::Forms),
                    Code::TooLarge => metrics::reached(Limit::FormSize),
                    _ => {}
                }
                refusal.into()
            }
            NotOrdered::Unreadable(error) => error.into(),
            NotOrdered::Unwritten => Code::Unavailable.into(),
        })
    }
}
