//! `GET /api/sessions/{id}/transcript.md` and `.jsonl`

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
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
    let _place = edge.places.transcript(reader.id()).await?;
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
    let place = edge.places.transcript(reader.id()).await?;
    let lines = source.lines(&title, &key, note)?;
    // The place is given back with the last line, or when the reader is gone.
    let body = Body::from_stream(lines.inspect(move |_| _ = &place));
    Ok(answer(
        "application/jsonl; charset=utf-8",
        reader.room.id(),
        "jsonl",
        body,
    ))
}

/// The first `size` entries as the reader may see them now, and the title.
async fn source(edge: &Edge, reader: &Reader, size: u64) -> Result<(Source, String), Refused> {
    let title = reader.room.read(|session| session.title().to_owned()).await?;
    let (room, who) = (reader.room.clone(), reader.who);
    let source = Source {
        journal: Arc::clone(edge.hub.journal()),
        session: reader.room.id(),
        size,
        audience: reader.audience(),
        judge: Arc::new(move || {
            let room = room.clone();
            Box::pin(async move { Reader::hidden_now(&room, who).await })
        }),
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
