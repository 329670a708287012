//! What a request brings, taken apart: the body, the query, the key that makes it repeatable.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::Uri;
use axum::http::request::Parts;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::Edge;
use super::metrics::{self, Limit};
use super::problem::Refused;
use crate::domain::Code;

/// Bodies up to so many times the limit are read to their end, so that their sender can read the refusal.
const READ_TO_END_TIMES: usize = 16;

/// A JSON body.
pub(super) struct Received<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Arc<Edge>> for Received<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, edge: &Arc<Edge>) -> Result<Self, Refused> {
        read(request, edge, edge.config.edge.body_bytes_max).await.map(Self)
    }
}

/// A JSON body that is one secret: whoever sends it has shown nothing yet, so anybody may make this server read it.
pub(super) struct Secret<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Arc<Edge>> for Secret<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, edge: &Arc<Edge>) -> Result<Self, Refused> {
        read(request, edge, edge.config.edge.secret_body_bytes_max)
            .await
            .map(Self)
    }
}

async fn read<T: DeserializeOwned>(request: Request, edge: &Edge, bytes_max: usize) -> Result<T, Refused> {
    let patience = Duration::from_millis(edge.config.edge.body_timeout_ms);
    let whole = tokio::time::timeout(patience, whole(request.into_body(), bytes_max)).await;
    let body = whole.unwrap_or_else(|_| {
        metrics::reached(Limit::BodyTimeout);
        Err(Refused::malformed("The body did not come in time."))
    })?;
    serde_json::from_slice(&body)
        .map_err(|error| Refused::malformed(format!("The body is not what this call takes: {error}.")))
}

async fn whole(mut body: Body, bytes_max: usize) -> Result<Bytes, Refused> {
    let mut bytes = BytesMut::new();
    let mut total = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Refused::malformed("The body did not come whole."))?;
        let Ok(data) = frame.into_data() else { continue };
        total = total.saturating_add(data.len());
        if total <= bytes_max {
            bytes.extend_from_slice(&data);
        } else if total / READ_TO_END_TIMES > bytes_max {
            break;
        }
    }
    if total > bytes_max {
        metrics::reached(Limit::BodyBytes);
        return Err(Code::TooLarge.into());
    }
    Ok(bytes.freeze())
}

/// The query of an address.
///
/// # Errors
/// `malformed`.
pub(super) fn asked<T: DeserializeOwned>(uri: &Uri) -> Result<T, Refused> {
    Query::try_from_uri(uri)
        .map(|Query(asked)| asked)
        .map_err(|error| Refused::malformed(format!("The query is not what this call takes: {error}.")))
}

/// `?after=&limit=`
#[derive(Deserialize)]
pub(super) struct After {
    pub(super) after: Option<u64>,
    pub(super) limit: Option<usize>,
}

/// A query as an argument of a handler.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<Arc<Edge>> for Asked<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Edge>) -> Result<Self, Refused> {
        asked(&parts.uri).map(Self)
    }
}

/// `Idempotency-Key`, recorded as the entries' command.
pub(super) struct IdempotencyKey(pub(super) Option<Uuid>);

impl FromRequestParts<Arc<Edge>> for IdempotencyKey {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Edge>) -> Result<Self, Refused> {
        let Some(value) = parts.headers.get("idempotency-key") else {
            return Ok(Self(None));
        };
        let key = value.to_str().ok().and_then(|text| text.trim().parse().ok());
        key.map(|key| Self(Some(key)))
            .ok_or_else(|| Refused::malformed("The Idempotency-Key is not a UUID."))
    }
}

impl Edge {
    /// How many lines a page has: as asked for, but no more than the limit.
    ///
    /// # Errors
    /// `malformed` for none at all.
    pub(super) fn page_lines(&self, asked: Option<usize>) -> Result<usize, Refused> {
        let limits = &self.config.edge;
        match asked {
            Some(0) => Err(Refused::malformed("A page has at least one line.")),
            Some(lines) => Ok(lines.min(limits.page_max)),
            None => Ok(limits.page_default),
        }
    }
}
