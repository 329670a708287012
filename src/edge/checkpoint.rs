//! `GET /api/sessions/{id}/checkpoint`

use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::access::Reader;
use super::problem::Refused;

/// A signed note of the head as it is now.
pub(super) async fn newest(reader: Reader) -> Result<Response, Refused> {
    let (_, note) = reader.room.checkpoint().await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], note).into_response())
}
