//! `GET /api/sessions/{id}/transcript.md` and `.jsonl`

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::Edge;
use super::access::Reader;
use super::problem::Refused;
use crate::domain::Code;
use crate::record::transcript::{Source, TranscriptError};

impl From<TranscriptError> for Refused {
    fn from(error: TranscriptError) -> Self {
        tracing::error!(%error, "a transcript cannot be made");
        Code::Unavailable.into()
    }
}

/// The words, for people.
pub(super) async fn markdown(State(edge): State<Arc<Edge>>, reader: Reader) -> Result<Response, Refused> {
    let size = reader.room.read(crate::domain::Session::head).await?;
    let (source, _) = source(&edge, &reader, size).await?;
    let text = source.markdown().await?;
    Ok(answer(
        "text/markdown; charset=utf-8",
        reader.room.id(),
        "md",
        text.into(),
    ))
}

/// The record, for anybody who wants to verify it.
pub(super) async fn lines(State(edge): State<Arc<Edge>>, reader: Reader) -> Result<Response, Refused> {
    // The checkpoint comes first: the file has exactly its entries, however many come meanwhile.
    let (size, note) = reader.room.checkpoint().await?;
    let (source, title) = source(&edge, &reader, size).await?;
    let key = edge.hub.signer().verifier_key(reader.room.id());
    let lines = source.lines(&title, &key, note)?;
    let body = Body::from_stream(lines);
    Ok(answer(
        "application/jsonl; charset=utf-8",
        reader.room.id(),
        "jsonl",
        body,
    ))
}

/// The first `size` entries as the reader may see them now, and the title.
async fn source(edge: &Edge, reader: &Reader, size: u64) -> Result<(Source, String), Refused> {
    let (hidden, title) = reader
        .room
        .read(|session| (session.hidden_entries().clone(), session.title().to_owned()))
        .await?;
    let source = Source {
        journal: Arc::clone(edge.hub.journal()),
        session: reader.room.id(),
        size,
        audience: reader.audience(),
        hidden,
    };
    Ok((source, title))
}

fn answer(kind: &'static str, session: Uuid, ending: &str, body: Body) -> Response {
    let name = format!("attachment; filename=\"transcript-{session}.{ending}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    (headers, body).into_response()
}
