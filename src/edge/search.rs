//! `GET /api/sessions/{id}/search`: passages that hold what is looked for, as far as the reader may see them now (SPEC S70).

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tokio::time::Instant;

use super::Edge;
use super::access::{Reader, Who};
use super::metrics::{self, Limit};
use super::problem::{ProblemCode, Refused};
use super::received::Asked;
use crate::domain::ids::{ItemId, ParticipantId, PostId, ThreadId, TurnId};
use crate::domain::posts::PostReader;
use crate::domain::{Audience, Code, Session};
use crate::record::projections::ProjectionError;
use crate::record::search::{Excerpt, Found, NotAQuery, Query, Wanted};
use crate::time::Timestamp;
use crate::wire::http::search::{Author, Hit, HitPage, PassageKind};

/// Passages looked at in a first round, at least. Each further round takes twice as many as the one before: it comes only if most of what
/// was found is not for this reader.
const ROUND: usize = 64;
/// The most that one round takes.
const ROUND_MAX: usize = 1_024;

/// `?q=` and what narrows it.
#[derive(Deserialize)]
pub(super) struct Searched {
    q: String,
    limit: Option<usize>,
    kind: Option<PassageKind>,
    speaker: Option<ParticipantId>,
    sector: Option<String>,
    item: Option<ItemId>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    after: Option<u64>,
}

/// A passage that the reader may see.
struct Seen {
    found: Found,
    author: Author,
    hidden: bool,
}

impl From<ProjectionError> for Refused {
    fn from(error: ProjectionError) -> Self {
        tracing::error!(%error, "what is derived from the journal cannot be read");
        Code::Unavailable.into()
    }
}

/// A page of hits, newest first.
pub(super) async fn page(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    Asked(searched): Asked<Searched>,
) -> Result<Response, Refused> {
    let begun = Instant::now();
    let limits = &edge.config.edge;
    let lines = match searched.limit {
        Some(0) => return Err(Refused::malformed("A page has at least one line.")),
        asked => asked.unwrap_or(limits.hits_default).min(limits.hits_max),
    };
    let query = query(&edge, &searched.q)?;
    let _place = edge.places.search(reader.id()).await?;
    let patience = Duration::from_millis(limits.search_patience_ms);
    let hits = async {
        let mut seen = seen(&edge, &reader, &searched, &query, lines + 1).await?;
        // Only what this reader may see decides whether there is more.
        let more = seen.len() > lines;
        seen.truncate(lines);
        let next = seen.last().map(|last| last.found.began).filter(|_| more);
        excerpts(seen, next, query.clone(), limits.excerpt_chars_max, begun + patience).await
    };
    let hits = tokio::time::timeout(patience, hits).await.unwrap_or_else(|_| {
        metrics::reached(Limit::SearchPatience);
        Err(Code::Unavailable.into())
    });
    let response = ([(CONTENT_TYPE, "application/json")], hits?).into_response();
    ::metrics::histogram!("rostrum_search_seconds").record(begun.elapsed().as_secs_f64());
    Ok(response)
}

/// The page's JSON. Finding each place of long phrases in long passages is work for a thread that may be held up, which ends with the
/// patience.
async fn excerpts(
    seen: Vec<Seen>,
    next: Option<u64>,
    query: Query,
    chars_max: usize,
    until: Instant,
) -> Result<Vec<u8>, Refused> {
    let made = tokio::task::spawn_blocking(move || {
        let mut hits = Vec::with_capacity(seen.len());
        for seen in &seen {
            if Instant::now() >= until {
                return None;
            }
            hits.push(hit(seen, &query, chars_max));
        }
        serde_json::to_vec(&HitPage { hits, next }).ok()
    });
    made.await.ok().flatten().ok_or_else(|| Code::Unavailable.into())
}

fn query(edge: &Edge, text: &str) -> Result<Query, Refused> {
    let limits = &edge.config.edge;
    if text.chars().count() > limits.query_chars_max {
        metrics::reached(Limit::QueryChars);
        return Err(Code::TooLong.into());
    }
    Query::parse(text, limits.query_terms_max).map_err(|error| match error {
        NotAQuery::Empty => Code::Empty.into(),
        NotAQuery::TooMany => {
            metrics::reached(Limit::QueryTerms);
            Code::TooLong.into()
        }
    })
}

/// The newest passages that the reader may see, at most `count`.
async fn seen(
    edge: &Edge,
    reader: &Reader,
    searched: &Searched,
    query: &Query,
    count: usize,
) -> Result<Vec<Seen>, Refused> {
    let (speaker, sector) = (searched.speaker, searched.sector.clone());
    let (head, speakers) = reader
        .room
        .read(move |session| (session.head(), speakers(session, speaker, sector.as_deref())))
        .await?;
    let mut wanted = Wanted {
        query: query.clone(),
        kind: searched.kind,
        speakers,
        item: searched.item,
        from: searched.from,
        to: searched.to,
        before: searched.after,
        limit: count.max(ROUND),
    };
    let mut seen = Vec::new();
    loop {
        let found = edge.projections.search(reader.room.id(), head, wanted.clone()).await?;
        let last = found.last().map(|found| found.began);
        let more = found.len() == wanted.limit;
        seen.extend(visible(reader, found).await?);
        if seen.len() >= count || !more {
            seen.truncate(count);
            return Ok(seen);
        }
        wanted.before = last;
        wanted.limit = (wanted.limit * 2).min(ROUND_MAX.max(count));
    }
}

/// Whose passages are meant; everybody's without a filter.
fn speakers(session: &Session, speaker: Option<ParticipantId>, sector: Option<&str>) -> Option<Vec<ParticipantId>> {
    let Some(sector) = sector else {
        return speaker.map(|speaker| vec![speaker]);
    };
    let of_sector = session
        .participants(0)
        .filter(|(_, person)| person.sector.as_deref() == Some(sector));
    let meant = of_sector.filter(|(id, _)| speaker.is_none_or(|speaker| speaker == *id));
    Some(meant.map(|(id, _)| id).collect())
}

/// What the reader may see of it by the state of now, which is never older than what was found.
async fn visible(reader: &Reader, found: Vec<Found>) -> Result<Vec<Seen>, Refused> {
    let who = reader.who;
    let judged = reader
        .room
        .read(move |session| {
            who.reads_as_before(session).then(|| {
                let seen = found.into_iter().filter_map(|found| judge(session, who, found));
                seen.collect()
            })
        })
        .await?;
    judged.ok_or_else(|| ProblemCode::Unauthorized.into())
}

/// The passage with its author, if it stands as it was found and `who` may see it: as on the page of posts, hidden words are for moderators
/// and their author.
fn judge(session: &Session, who: Who, found: Found) -> Option<Seen> {
    let hidden = session.hidden_entries().contains(&found.seq);
    if found.kind == PassageKind::Post {
        let post = session.post(PostId(found.id))?;
        let reader = PostReader {
            audience: who.audience(),
            participant: who.participant(),
        };
        // The newest words that this reader may see, as on the page of posts.
        if post.versions_for(reader).next_back().map(|version| version.seq) != Some(found.seq) {
            return None;
        }
    }
    if hidden && who.audience() != Audience::Moderators && who.participant() != Some(found.by) {
        return None;
    }
    let person = session.person(found.by);
    let author = Author {
        participant: found.by,
        name: person.name.to_owned(),
        sector: person.sector.map(str::to_owned),
        venue: person.venue,
    };
    Some(Seen { found, author, hidden })
}

fn hit<'a>(seen: &'a Seen, query: &Query, chars_max: usize) -> Hit<'a> {
    let Seen { found, author, hidden } = seen;
    let excerpt = Excerpt::of(query, &found.text, chars_max);
    let some = |count: usize| Some(count).filter(|count| *count > 0);
    Hit {
        kind: found.kind,
        id: found.id,
        by: author.person(),
        at: found.at,
        text: Cow::Owned(excerpt.text),
        highlights: excerpt.highlights.iter().map(|(start, end)| [*start, *end]).collect(),
        before: some(excerpt.before),
        after: some(excerpt.after),
        item: found.item,
        turn: (found.kind == PassageKind::Statement).then_some(TurnId(found.place)),
        thread: (found.kind == PassageKind::Post).then_some(ThreadId(found.place)),
        hidden: hidden.then_some(true),
    }
}
