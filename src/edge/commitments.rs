//! `/api/sessions/{id}/commitments`: what was promised in a session and what became of it; an owner sees and answers what
//! is its own.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::Edge;
use super::access::{Follower, Reader};
use super::issue::opened;
use super::metrics::{self, Limit};
use super::problem::Refused;
use super::received::{After, Asked, IdempotencyKey, Received};
use crate::domain::command::Command;
use crate::domain::ids::{CommitmentId, ParticipantId, TurnId};
use crate::domain::{Code, Event};
use crate::record::commitments::{FollowUp, Followed, Ledger, unit};
use crate::wire::http::commitments::{
    CommitmentLine, CommitmentPage, CommitmentReport, CommitmentSource, FollowUpLine, FollowUpWords, ReportMade,
    Somebody,
};

/// Entries whose words one page brings, at least one commitment's: the words of one may fill a page.
const ENTRIES_MAX: usize = 500;

/// Where a commitment's words are, taken out of the session.
struct Found {
    id: CommitmentId,
    entries: Vec<u64>,
    turn: TurnId,
    speaker: ParticipantId,
    verifier: Option<ParticipantId>,
    /// The entry of the statement's newest words.
    words: u64,
}

/// `GET`: by number, with everything that was said of each.
pub(super) async fn page(
    State(edge): State<Arc<Edge>>,
    follower: Follower,
    Asked(After { after, limit }): Asked<After>,
) -> Result<Json<CommitmentPage>, Refused> {
    let lines = edge.page_lines(limit)?;
    let owner = follower.owner();
    let reader = follower.0;
    let (title, found, next) = found(&reader, owner, after.unwrap_or(0), lines).await?;
    let seqs = found.iter().flat_map(|found| {
        std::iter::once(found.id.0)
            .chain(found.entries.iter().copied())
            .chain([found.words])
    });
    let entries = edge.hub.journal().pick(reader.room.id(), seqs.collect()).await?;
    let (mut ledger, mut spoken) = (Ledger::default(), HashMap::new());
    for entry in &entries {
        let body = opened(entry)?;
        match body.event {
            Event::StatementRecorded { text, .. } | Event::StatementRevised { text, .. } => {
                spoken.insert(entry.leaf.seq, text);
            }
            event => ledger.take(entry.leaf.seq, entry.leaf.at, body.by, &event),
        }
    }
    let (named, units) = named(&reader, &found, &ledger).await?;
    let today = edge.today();
    let line = |found: Found| {
        let own = ledger.0.remove(&found.id)?;
        let (settled, overdue, finding) = (own.is_settled(), own.is_overdue(today), own.finding());
        let somebody = |id: ParticipantId| somebody(&named, id);
        Some(CommitmentLine {
            commitment: found.id,
            at: own.at,
            text: own.text,
            owner: somebody(own.owner),
            unit: units.get(&own.owner).cloned().unwrap_or_default(),
            due: own.due,
            category: own.category,
            asked_by: own.asked_by.map(somebody),
            verifier: found.verifier,
            source: CommitmentSource {
                statement: own.source,
                turn: found.turn,
                speaker: somebody(found.speaker),
                text: spoken.get(&found.words).cloned().unwrap_or_default(),
                revised: found.words != own.source.0,
            },
            state: own.state,
            finding,
            settled,
            overdue,
            follow_up: own.follow_up.into_iter().map(|own| follow_up(own, &named)).collect(),
        })
    };
    let commitments = found.into_iter().filter_map(line).collect();
    Ok(Json(CommitmentPage {
        title,
        commitments,
        next,
    }))
}

/// The session's title, the commitments of a page, and where the next one begins.
async fn found(
    reader: &Reader,
    owner: Option<ParticipantId>,
    after: u64,
    lines: usize,
) -> Result<(String, Vec<Found>, Option<u64>), Refused> {
    let read = reader.room.read(move |session| {
        let (mut found, mut entries, mut next) = (Vec::new(), 0, None);
        let own = session
            .commitments(after)
            .filter(|(_, own)| owner.is_none_or(|owner| owner == own.owner));
        for (id, own) in own {
            entries += 2 + own.entries.len();
            if found.len() >= lines || (entries > ENTRIES_MAX && !found.is_empty()) {
                next = found.last().map(|last: &Found| last.id.0);
                break;
            }
            // A journal that nobody decided may name a statement that there is not.
            let Some((turn, speaker, words)) = session.statement(own.source) else {
                continue;
            };
            found.push(Found {
                id,
                entries: own.entries.clone(),
                turn,
                speaker,
                verifier: session.verifier(own),
                words,
            });
        }
        (session.title().to_owned(), found, next)
    });
    Ok(read.await?)
}

/// Everybody who is mentioned, and the units of those who are to keep something.
type Named = (HashMap<ParticipantId, Somebody>, HashMap<ParticipantId, String>);

async fn named(reader: &Reader, found: &[Found], ledger: &Ledger) -> Result<Named, Refused> {
    let owners: HashSet<ParticipantId> = ledger.0.values().map(|own| own.owner).collect();
    let mut people: HashSet<ParticipantId> = found.iter().map(|found| found.speaker).collect();
    for own in ledger.0.values() {
        people.extend([own.owner, own.by].into_iter().chain(own.asked_by));
        people.extend(own.follow_up.iter().map(|follow| follow.by));
    }
    let read = reader.room.read(move |session| {
        let name = |id: ParticipantId| {
            let person = session.person(id);
            let somebody = Somebody {
                participant: id,
                name: person.name.to_owned(),
                sector: person.sector.map(str::to_owned),
            };
            (id, somebody)
        };
        let unit = |id: ParticipantId| {
            let own = session.participant(id)?;
            Some((id, unit(own.role, &own.name, own.sector.as_deref()).to_owned()))
        };
        let units = owners.into_iter().filter_map(unit).collect();
        (people.into_iter().map(name).collect(), units)
    });
    Ok(read.await?)
}

fn somebody(named: &HashMap<ParticipantId, Somebody>, id: ParticipantId) -> Somebody {
    named.get(&id).cloned().unwrap_or(Somebody {
        participant: id,
        name: String::new(),
        sector: None,
    })
}

fn follow_up(own: FollowUp, named: &HashMap<ParticipantId, Somebody>) -> FollowUpLine {
    FollowUpLine {
        seq: own.seq,
        at: own.at,
        by: somebody(named, own.by),
        entry: match own.what {
            Followed::Reported(text) => FollowUpWords::Reported { text },
            Followed::Verified(finding, text) => FollowUpWords::Verified { finding, text },
            Followed::Reopened(reason) => FollowUpWords::Reopened { reason },
            Followed::Withdrawn(reason) => FollowUpWords::Withdrawn { reason },
        },
    }
}

/// The commitment in the path.
#[derive(Deserialize)]
pub(super) struct Which {
    commitment: CommitmentId,
}

/// `POST …/{commitment}/reports`: an owner has no socket, so its command comes this way; anybody's may.
pub(super) async fn report(
    Follower(reader): Follower,
    path: Result<Path<Which>, axum::extract::rejection::PathRejection>,
    IdempotencyKey(key): IdempotencyKey,
    Received(CommitmentReport { text }): Received<CommitmentReport>,
) -> Result<(StatusCode, Json<ReportMade>), Refused> {
    let key: Uuid = key.ok_or_else(|| Refused::malformed("A report needs an Idempotency-Key."))?;
    let Path(Which { commitment }) = path.map_err(|_| Code::NotFound)?;
    let by = reader.participant().ok_or(Code::NotPermitted)?;
    let command = Command::ReportCommitment { commitment, text };
    let made = reader.room.command(by, key, command).await;
    let made = made.inspect_err(|refusal| {
        if refusal.code == Code::QueueFull {
            metrics::reached(Limit::Commitments);
        }
    })?;
    Ok((StatusCode::CREATED, Json(ReportMade { seq: made.last })))
}
