//! `GET /api/sessions/{id}/threads/{thread}/posts`: newest first, with the words that the reader may see; and
//! `…/posts/{post}/versions`: all the words that a post has had.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::Edge;
use super::access::Reader;
use super::issue::opened;
use super::problem::Refused;
use super::received::Asked;
use crate::domain::ids::{ParticipantId, PostId, RequestId, ThreadId, VenueId};
use crate::domain::posts::{Post, PostReader, Version};
use crate::domain::view::Person;
use crate::domain::{Audience, Code, Event, Session};
use crate::time::Timestamp;
use crate::wire::http::{PostAnswer, PostHiding, PostLine, PostPage, PostVersion, PostVersions};
use crate::wire::message::Position;

/// `?before=&limit=`, of all posts; `?waiting=true` of those that wait for approval; `?ids=3,9` of these alone.
#[derive(Deserialize)]
pub(super) struct Wanted {
    before: Option<PostId>,
    limit: Option<usize>,
    #[serde(default)]
    waiting: bool,
    ids: Option<String>,
}

/// The thread in the path.
#[derive(Deserialize)]
pub(super) struct Named {
    thread: u64,
}

/// The post in the path.
#[derive(Deserialize)]
pub(super) struct NamedPost {
    thread: u64,
    post: u64,
}

/// Which posts of a thread.
enum Choice {
    /// Those before one, or all.
    All(Option<PostId>),
    /// Those before one, or all, that wait for approval.
    Waiting(Option<PostId>),
    /// These.
    Of(Vec<PostId>),
}

impl Choice {
    /// At most `lines` posts, and one more if there are more.
    fn of(&self, session: &Session, thread: ThreadId, reader: PostReader, lines: usize) -> Option<Vec<PostId>> {
        Some(match self {
            Self::All(before) => session.thread_posts(thread, *before, reader)?.take(lines + 1).collect(),
            Self::Waiting(before) => session.waiting_posts(thread, *before)?.take(lines + 1).collect(),
            Self::Of(ids) => {
                session.thread_view(thread, reader.audience)?;
                let told = |post: &Post| post.thread == thread && post.is_told_to(reader);
                let there = |id: &&PostId| session.post(**id).is_some_and(told);
                ids.iter().filter(there).copied().collect()
            }
        })
    }
}

/// The posts that are named, each once, newest first.
fn named(ids: &str, lines_max: usize) -> Result<Vec<PostId>, Refused> {
    let ids = ids.split(',').map(|id| id.trim().parse().map(PostId));
    let mut ids: Vec<PostId> = ids
        .take(lines_max + 1)
        .collect::<Result<_, _>>()
        .map_err(|_| Refused::malformed("The posts are not named by their numbers."))?;
    if ids.len() > lines_max {
        return Err(Code::TooLarge.into());
    }
    ids.sort_unstable_by(|one, other| other.cmp(one));
    ids.dedup();
    Ok(ids)
}

/// A post and its author as the reader may know them, taken out of the session.
struct Found {
    id: PostId,
    by: ParticipantId,
    name: String,
    sector: Option<String>,
    venue: Option<VenueId>,
    at: Timestamp,
    replies_to: Option<PostId>,
    /// The entry that hides it.
    hidden: Option<u64>,
    withdrawn: bool,
    /// The newest words that the reader may see.
    shown: Option<Version>,
    versions: u64,
    endorsements: u64,
    endorsed: bool,
    pinned: bool,
    answered: Option<PostAnswer>,
    raised: Option<RequestId>,
}

impl Found {
    fn of(session: &Session, id: PostId, reader: PostReader, pinned: &[PostId]) -> Option<Self> {
        let post = session.post(id)?;
        let person = session.person(post.by);
        let answered = session.answer_to(id).and_then(|statement| {
            let turn = session.recorded(statement)?.turn;
            Some(PostAnswer { statement, turn })
        });
        let everything = post.shows_all_to(reader);
        let counted = |version: &&Version| everything || version.approved;
        Some(Self {
            id,
            by: post.by,
            name: person.name.to_owned(),
            sector: person.sector.map(str::to_owned),
            venue: person.venue,
            at: post.at,
            replies_to: post.replies_to,
            hidden: post.hidden,
            withdrawn: post.withdrawn,
            shown: post.versions_for(reader).next_back(),
            versions: post.versions.iter().filter(counted).count() as u64,
            endorsements: post.endorsements,
            endorsed: reader.participant.is_some_and(|by| session.endorses(by, id)),
            pinned: pinned.contains(&id),
            answered,
            raised: session.raised_by(id),
        })
    }

    fn line<'a>(&'a self, words: &'a Said) -> PostLine<'a> {
        let text = self.shown.and_then(|version| words.words.get(&version.seq));
        PostLine {
            post: self.id,
            by: Person {
                participant: self.by,
                name: &self.name,
                sector: self.sector.as_deref(),
                venue: self.venue,
            },
            at: self.at,
            text: Cow::Borrowed(text.map_or("", |words| &words.text)),
            version: self.shown.map(|version| version.seq),
            replies_to: self.replies_to,
            hidden: self.hidden.map(|_| true),
            hiding: self.hidden.and_then(|seq| words.hidings.get(&seq)),
            withdrawn: self.withdrawn.then_some(true),
            approved: self.shown.filter(|version| !version.approved).map(|_| false),
            versions: self.versions,
            endorsements: self.endorsements,
            endorsed: self.endorsed.then_some(true),
            pinned: self.pinned.then_some(true),
            answered: self.answered,
            raised: self.raised,
        }
    }
}

/// What an entry says.
struct Words {
    text: String,
    at: Timestamp,
}

/// What entries say, by their numbers.
#[derive(Default)]
struct Said {
    words: HashMap<u64, Words>,
    hidings: HashMap<u64, PostHiding>,
}

impl Reader {
    /// As whom posts are read.
    fn of_posts(&self) -> PostReader {
        PostReader {
            audience: self.audience(),
            participant: self.participant(),
        }
    }
}

/// A page of posts.
pub(super) async fn page(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    path: Result<Path<Named>, PathRejection>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Response, Refused> {
    let mut lines = edge.page_lines(wanted.limit)?;
    let Path(Named { thread }) = path.map_err(|_| Code::NotFound)?;
    let thread = ThreadId(thread);
    let eyes = reader.of_posts();
    let choice = match wanted.ids {
        Some(ids) => {
            lines = edge.config.edge.page_max;
            Choice::Of(named(&ids, lines)?)
        }
        None if !wanted.waiting => Choice::All(wanted.before),
        None if eyes.audience == Audience::Moderators => Choice::Waiting(wanted.before),
        None => return Err(Code::NotPermitted.into()),
    };
    let found = reader
        .room
        .read(move |session| {
            let ids = choice.of(session, thread, eyes, lines)?;
            let pinned = session.thread_view(thread, eyes.audience)?.pinned;
            let found = |id: &PostId| Found::of(session, *id, eyes, &pinned);
            Some((session.head(), ids.iter().filter_map(found).collect::<Vec<_>>()))
        })
        .await?;
    let (head, mut found) = found.ok_or(Code::NotFound)?;
    let more = found.len() > lines;
    found.truncate(lines);
    let next = found.last().map(|found| found.id).filter(|_| more);
    let told = found
        .iter()
        .flat_map(|found| [found.shown.map(|version| version.seq), found.hidden]);
    let words = said(&edge, &reader, told.flatten().collect()).await?;
    let posts = found.iter().map(|found| found.line(&words)).collect();
    let position = Position {
        epoch: edge.hub.epoch().to_owned(),
        seq: head,
    };
    Ok(Json(PostPage { posts, next, position }).into_response())
}

/// `?before=&limit=`
#[derive(Deserialize)]
pub(super) struct Before {
    before: Option<u64>,
    limit: Option<usize>,
}

/// A page of a post's versions, newest first: those whose words the reader may see.
pub(super) async fn versions(
    State(edge): State<Arc<Edge>>,
    reader: Reader,
    path: Result<Path<NamedPost>, PathRejection>,
    Asked(Before { before, limit }): Asked<Before>,
) -> Result<Response, Refused> {
    let lines = edge.page_lines(limit)?;
    let Path(NamedPost { thread, post }) = path.map_err(|_| Code::NotFound)?;
    let eyes = reader.of_posts();
    let versions = reader
        .room
        .read(move |session| {
            let post = session.post(PostId(post))?;
            if post.thread != ThreadId(thread) || !post.is_told_to(eyes) {
                return None;
            }
            let earlier = |version: &Version| before.is_none_or(|before| version.seq < before);
            let versions = post.versions_for(eyes).rev().filter(earlier);
            Some(versions.take(lines + 1).collect::<Vec<_>>())
        })
        .await?;
    let mut versions = versions.ok_or(Code::NotFound)?;
    let more = versions.len() > lines;
    versions.truncate(lines);
    let next = versions.last().map(|version| version.seq).filter(|_| more);
    let words = said(&edge, &reader, versions.iter().map(|version| version.seq).collect()).await?;
    let versions = versions.iter().filter_map(|version| {
        let own = words.words.get(&version.seq)?;
        Some(PostVersion {
            version: version.seq,
            at: own.at,
            text: &own.text,
            approved: (!version.approved).then_some(false),
        })
    });
    let versions = versions.collect();
    Ok(Json(PostVersions { versions, next }).into_response())
}

/// What these entries say.
async fn said(edge: &Edge, reader: &Reader, seqs: Vec<u64>) -> Result<Said, Refused> {
    let entries = edge.hub.journal().pick(reader.room.id(), seqs).await?;
    let mut said = Said::default();
    for entry in &entries {
        let body = opened(entry)?;
        let (seq, at, by) = (entry.leaf.seq, entry.leaf.at, body.by);
        match body.event {
            Event::PostPublished { text, .. } | Event::PostRevised { text, .. } => {
                said.words.insert(seq, Words { text, at });
            }
            Event::PostHidden { reason, .. } => {
                said.hidings.insert(seq, PostHiding { by, at, reason });
            }
            _ => {}
        }
    }
    Ok(said)
}
