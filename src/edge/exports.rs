//! `GET /api/sessions/{id}/transcript.md`, `.html`, `.xml`, `.jsonl` and `…/attendance.csv`

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use serde::Deserialize;

use super::Edge;
use super::access::Reader;
use super::problem::Refused;
use super::received::Asked;
use crate::domain::{Audience, Code, Session};
use crate::record::transcript::{Format, Source, TranscriptError};
use crate::record::words::Language;

impl From<TranscriptError> for Refused {
    fn from(error: TranscriptError) -> Self {
        tracing::error!(%error, "a transcript cannot be made");
        Code::Unavailable.into()
    }
}

/// `transcript.md`
pub(super) async fn markdown(
    edge: State<Arc<Edge>>,
    reader: Reader,
    tongue: Asked<Tongue>,
) -> Result<Response, Refused> {
    readable(
        edge,
        reader,
        tongue,
        Format::Markdown,
        ("md", "text/markdown; charset=utf-8"),
    )
    .await
}

/// `transcript.html`
pub(super) async fn html(edge: State<Arc<Edge>>, reader: Reader, tongue: Asked<Tongue>) -> Result<Response, Refused> {
    readable(edge, reader, tongue, Format::Html, ("html", "text/html; charset=utf-8")).await
}

/// `transcript.xml`
pub(super) async fn akoma(edge: State<Arc<Edge>>, reader: Reader, tongue: Asked<Tongue>) -> Result<Response, Refused> {
    readable(
        edge,
        reader,
        tongue,
        Format::Akoma,
        ("xml", "application/akn+xml; charset=utf-8"),
    )
    .await
}

/// The words, for people, written while they are read.
async fn readable(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    Asked(Tongue { lang }): Asked<Tongue>,
    format: Format,
    (ending, kind): (&str, &'static str),
) -> Result<Response, Refused> {
    let size = reader.room.read(Session::head).await?;
    let (source, _) = source(&edge, &reader, size).await?;
    let place = edge.places.transcript(reader.id()).await?;
    let pieces = source.readable(format, lang).await?;
    // The place is given back with the last piece, or when the reader is gone.
    let body = Body::from_stream(pieces.inspect(move |_| _ = &place));
    let name = format!("transcript-{}.{ending}", reader.room.id());
    Ok(answer(kind, &name, body))
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
    let name = format!("transcript-{}.jsonl", reader.room.id());
    Ok(answer("application/jsonl; charset=utf-8", &name, body))
}

/// `?lang=`
#[derive(Deserialize)]
pub(super) struct Tongue {
    #[serde(default)]
    pub(super) lang: Language,
}

/// Who was there, for a spreadsheet. Not for the public: it tells when each of them came and went.
pub(super) async fn attendance(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    Asked(Tongue { lang }): Asked<Tongue>,
) -> Result<Response, Refused> {
    if reader.audience() == Audience::Public {
        return Err(Code::NotPermitted.into());
    }
    let (size, at) = reader.room.read(|session| (session.head(), session.at())).await?;
    let (source, _) = source(&edge, &reader, size).await?;
    let place = edge.places.transcript(reader.id()).await?;
    let register = source.attendance().await?;
    let lines = register.table(lang, edge.zone(), edge.hub.now().max(at));
    let lines = lines.map(Ok::<_, std::convert::Infallible>);
    let body = Body::from_stream(stream::iter(lines).inspect(move |_| _ = &place));
    let name = format!("attendance-{}.csv", reader.room.id());
    Ok(answer("text/csv; charset=utf-8", &name, body))
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
        zone: edge.zone(),
        judge: Arc::new(move || {
            let room = room.clone();
            Box::pin(async move { Reader::hidden_now(&room, who).await })
        }),
    };
    Ok((source, title))
}

pub(super) fn answer(kind: &'static str, name: &str, body: Body) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, body).into_response()
}
