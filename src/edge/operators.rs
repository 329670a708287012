//! What operators, and those who write clients, ask for.

use std::sync::{Arc, OnceLock};

use axum::Json;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use super::Edge;
use super::access::Convener;
use super::metrics;
use super::problem::Refused;
use crate::domain::Code;
use crate::wire::http::Version;
use crate::wire::{frame, schema};

/// `GET /healthz`: the process answers.
pub(super) async fn health() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the server takes work, its journal can be read, and could be written when last tried.
pub(super) async fn ready(State(edge): State<Arc<Edge>>) -> Result<&'static str, Refused> {
    if edge.is_leaving() || !edge.hub.is_writable() {
        return Err(Code::Unavailable.into());
    }
    edge.hub.journal().sessions(None, 1).await?;
    Ok("ready\n")
}

/// `GET /metrics`
pub(super) async fn counts(State(edge): State<Arc<Edge>>, request: Request) -> Result<Response, Refused> {
    if !edge.config.metrics_open {
        let (mut parts, _) = request.into_parts();
        Convener::from_request_parts(&mut parts, &edge).await?;
    }
    metrics::usage();
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], edge.recorder.render()).into_response())
}

/// `GET /version`: which program this is.
pub(super) async fn version() -> Json<Version> {
    Json(Version {
        version: env!("CARGO_PKG_VERSION"),
    })
}

/// `GET /api/schema.json`
pub(super) async fn schema() -> Response {
    static SCHEMA: OnceLock<Bytes> = OnceLock::new();
    let json = SCHEMA.get_or_init(|| frame::json(&schema::protocol()).into());
    ([(header::CONTENT_TYPE, "application/schema+json")], json.clone()).into_response()
}
