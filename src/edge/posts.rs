//! `GET /api/sessions/{id}/threads/{thread}/posts`: newest first, with the words that the reader may see.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Edge;
use super::access::Reader;
use super::issue::opened;
use super::problem::Refused;
use super::received::Asked;
use crate::domain::ids::{PostId, ThreadId, VenueId};
use crate::domain::threads::Post;
use crate::domain::view::Person;
use crate::domain::{Audience, Code, Event};
use crate::wire::http::{PostLine, PostPage};

/// `?before=&limit=`
#[derive(Deserialize)]
pub(super) struct Before {
    before: Option<PostId>,
    limit: Option<usize>,
}

/// The thread in the path.
#[derive(Deserialize)]
pub(super) struct Named {
    thread: u64,
}

/// A post and its author, taken out of the session.
struct Found {
    id: PostId,
    post: Post,
    name: String,
    sector: Option<String>,
    venue: Option<VenueId>,
}

impl Found {
    /// The entry that holds the words, if this reader may see them.
    fn words_at(&self, reader: &Reader) -> Option<u64> {
        let sees_hidden = reader.audience() == Audience::Moderators || reader.participant() == Some(self.post.by);
        let may = !self.post.withdrawn && (!self.post.hidden || sees_hidden);
        self.post.versions.last().copied().filter(|_| may)
    }
}

/// A page of posts before `before`.
pub(super) async fn page(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    path: Result<Path<Named>, axum::extract::rejection::PathRejection>,
    Asked(Before { before, limit }): Asked<Before>,
) -> Result<Response, Refused> {
    let lines = edge.page_lines(limit)?;
    let Path(Named { thread }) = path.map_err(|_| Code::NotFound)?;
    let found = reader
        .room
        .read(move |session| {
            let ids = session.thread_posts(ThreadId(thread), before)?;
            let found = ids.take(lines + 1).filter_map(|id| {
                let post = session.post(id)?.clone();
                let person = session.person(post.by);
                Some(Found {
                    id,
                    name: person.name.to_owned(),
                    sector: person.sector.map(str::to_owned),
                    venue: person.venue,
                    post,
                })
            });
            Some(found.collect::<Vec<_>>())
        })
        .await?;
    let mut found = found.ok_or(Code::NotFound)?;
    let more = found.len() > lines;
    found.truncate(lines);
    let next = found.last().map(|found| found.id).filter(|_| more);
    let words = words(&edge, &reader, &found).await?;
    let posts = found
        .iter()
        .map(|found| {
            let text = found.words_at(&reader).and_then(|seq| words.get(&seq));
            PostLine {
                post: found.id,
                by: Person {
                    participant: found.post.by,
                    name: &found.name,
                    sector: found.sector.as_deref(),
                    venue: found.venue,
                },
                at: found.post.at,
                text: Cow::Borrowed(text.map_or("", String::as_str)),
                replies_to: found.post.replies_to,
                hidden: found.post.hidden.then_some(true),
                withdrawn: found.post.withdrawn.then_some(true),
                versions: found.post.versions.len() as u64,
            }
        })
        .collect();
    Ok(Json(PostPage { posts, next }).into_response())
}

/// The words that may be shown, by the entries that hold them.
async fn words(edge: &Edge, reader: &Reader, found: &[Found]) -> Result<HashMap<u64, String>, Refused> {
    let seqs = found.iter().filter_map(|found| found.words_at(reader)).collect();
    let entries = edge.hub.journal().pick(reader.room.id(), seqs).await?;
    let mut words = HashMap::with_capacity(entries.len());
    for entry in &entries {
        if let Event::PostPublished { text, .. } | Event::PostRevised { text, .. } = opened(entry)?.event {
            words.insert(entry.leaf.seq, text);
        }
    }
    Ok(words)
}
