//! The passages of all sessions and the index of their words.
//!
//! A passage has the number `session << 32 | seq`, where `seq` is the entry that it began with: so the index gives a session's passages, and
//! no others, in their order. The turn, request, thread or item that it stands in is numbered likewise, and knows item and speaker. The index
//! holds no texts; what it was given is made again from the passage when that goes.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use uuid::Uuid;

use super::{Kind, Query, folded};
use crate::domain::Event;
use crate::domain::ids::{ItemId, ParticipantId, RequestId};
use crate::record::projections::{Projection, ProjectionError, Projections, Taken, number};
use crate::time::Timestamp;

/// `ascii` takes every character beyond ASCII as part of a token, however new it is: `unicode61` knows those of Unicode 6.1 and would
/// leave the rare ones of names out. What is a token is decided in [`folded`].
const TABLES: &str = "
    CREATE TABLE search_passages (
        passage INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        id INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        by INTEGER NOT NULL,
        at INTEGER NOT NULL,
        place INTEGER NOT NULL,
        text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX search_conclusions ON search_passages (place) WHERE kind = 'conclusion';
    CREATE TABLE search_places (
        place INTEGER PRIMARY KEY,
        speaker INTEGER,
        item INTEGER
    ) STRICT;
    CREATE VIRTUAL TABLE search_words USING fts5(words, content='', tokenize='ascii');
    INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);
";

/// How many bits of a passage's number are the entry's.
const SEQ_BITS: u32 = 32;

/// What is looked for, and where.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The words.
    pub query: Query,
    /// Passages of this kind alone.
    pub kind: Option<Kind>,
    /// Passages of these people alone.
    pub speakers: Option<Vec<ParticipantId>>,
    /// Passages that belong to this item alone.
    pub item: Option<ItemId>,
    /// Passages of this moment and later alone.
    pub from: Option<Timestamp>,
    /// Passages before this moment alone.
    pub to: Option<Timestamp>,
    /// Passages that began before this entry alone.
    pub before: Option<u64>,
    /// At most so many.
    pub limit: usize,
}

/// A passage that was found. Whether somebody may see it is not judged here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The entry that it began with.
    pub place: u64,
    /// What it is.
    pub kind: Kind,
    /// The statement, post, request or item.
    pub id: u64,
    /// The entry that holds these words.
    pub seq: u64,
    /// Whose words they are.
    pub by: ParticipantId,
    /// When they were said or written first.
    pub at: Timestamp,
    /// The words as they were sent.
    pub text: String,
}

impl Projections {
    /// The newest passages of a session that hold what is wanted, newest first, once everything up to entry `seq` is among them.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub async fn search(&self, session: Uuid, seq: u64, wanted: Wanted) -> Result<Vec<Found>, ProjectionError> {
        self.read(session, seq, move |tables, session| find(tables, session, &wanted))
            .await
    }
}

/// The index, as it follows the journal.
pub(in crate::record) struct Index;

/// A passage as it goes in.
struct Passage<'a> {
    kind: Kind,
    id: u64,
    seq: u64,
    by: Option<ParticipantId>,
    at: Timestamp,
    /// What it stands in.
    place: u64,
    text: &'a str,
}

impl Projection for Index {
    fn tables(&self) -> &'static str {
        TABLES
    }

    fn take(&self, tables: &Connection, session: i64, entry: &Taken) -> rusqlite::Result<()> {
        let own = Own { tables, session };
        let Taken { seq, at, by, .. } = *entry;
        let passage = |kind, id, place, by, text| Passage {
            kind,
            id,
            seq,
            by,
            at,
            place,
            text,
        };
        match &entry.event {
            Event::FloorRequested {
                item, subject, speaker, ..
            } => {
                let speaker = speaker.or(by);
                own.stands(seq, speaker, Some(*item))?;
                match subject {
                    Some(subject) => own.put(seq, &passage(Kind::Subject, seq, seq, speaker, subject)),
                    None => Ok(()),
                }
            }
            Event::PointAdded { request, subject } => {
                let speaker = own.speaker(request.0)?;
                own.put(seq, &passage(Kind::Subject, request.0, request.0, speaker, subject))
            }
            Event::ItemStarted { item, carried, .. } => own.carry(carried, *item),
            Event::ItemFinished {
                item,
                conclusion,
                carried,
                carried_to,
                ..
            } => {
                if let Some(next) = carried_to {
                    own.carry(carried, *next)?;
                }
                match conclusion {
                    Some(text) => own.conclude(*item, &passage(Kind::Conclusion, item.0, item.0, by, text)),
                    None => Ok(()),
                }
            }
            Event::ItemConcluded { item, text } => {
                own.conclude(*item, &passage(Kind::Conclusion, item.0, item.0, by, text))
            }
            Event::FloorGranted { speaker, item, .. } | Event::TurnRestored { speaker, item, .. } => {
                own.stands(seq, Some(*speaker), Some(*item))
            }
            Event::TurnEnded { turn, to: Some(to), .. } => own.stands(seq, Some(*to), own.item(turn.0)?),
            Event::StatementRecorded { turn, text } => {
                let speaker = own.speaker(turn.0)?;
                own.put(seq, &passage(Kind::Statement, seq, turn.0, speaker, text))
            }
            Event::StatementRevised { statement, text, .. } => own.revise(statement.0, seq, text),
            Event::ThreadOpened { item, .. } => own.stands(seq, None, *item),
            Event::PostPublished { thread, text, .. } => own.put(seq, &passage(Kind::Post, seq, thread.0, by, text)),
            Event::PostRevised { post, text } => own.revise(post.0, seq, text),
            Event::PostWithdrawn { post } => own.remove(own.number(post.0)),
            _ => Ok(()),
        }
    }

    fn forget_words(&self, tables: &Connection, session: i64, seqs: &[u64]) -> rusqlite::Result<()> {
        let own = Own { tables, session };
        for seq in seqs {
            let (first, last) = own.range();
            let holding: Vec<i64> = tables
                .prepare_cached("SELECT passage FROM search_passages WHERE passage BETWEEN ?1 AND ?2 AND seq = ?3")?
                .query_map(params![first, last, number(*seq)], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for passage in holding {
                own.silence(passage)?;
            }
        }
        // The index is written anew without what was deleted from it, and deleted pages are overwritten.
        tables.execute("INSERT INTO search_words (search_words) VALUES ('optimize')", [])?;
        Ok(())
    }

    fn forget_session(&self, tables: &Connection, session: i64) -> rusqlite::Result<()> {
        let own = Own { tables, session };
        let (first, last) = own.range();
        let passages: Vec<i64> = tables
            .prepare("SELECT passage FROM search_passages WHERE passage BETWEEN ?1 AND ?2")?
            .query_map([first, last], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for passage in passages {
            own.remove(passage)?;
        }
        tables.execute("DELETE FROM search_places WHERE place BETWEEN ?1 AND ?2", [first, last])?;
        Ok(())
    }
}

/// The part of the tables that belongs to one session.
struct Own<'a> {
    tables: &'a Connection,
    session: i64,
}

impl Own<'_> {
    /// The number of what an entry made.
    fn number(&self, seq: u64) -> i64 {
        (self.session << SEQ_BITS) | number(seq)
    }

    /// The first and the last number that the session can have.
    fn range(&self) -> (i64, i64) {
        let first = self.session << SEQ_BITS;
        (first, first | ((1 << SEQ_BITS) - 1))
    }

    /// Notes who speaks in a place and which item it belongs to.
    fn stands(&self, place: u64, speaker: Option<ParticipantId>, item: Option<ItemId>) -> rusqlite::Result<()> {
        let (speaker, item) = (
            speaker.map(|speaker| number(speaker.0)),
            item.map(|item| number(item.0)),
        );
        self.tables
            .prepare_cached(
                "INSERT INTO search_places (place, speaker, item) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            )?
            .execute(params![self.number(place), speaker, item])?;
        Ok(())
    }

    fn carry(&self, requests: &[RequestId], item: ItemId) -> rusqlite::Result<()> {
        let mut update = self
            .tables
            .prepare_cached("UPDATE search_places SET item = ?2 WHERE place = ?1")?;
        for request in requests {
            update.execute(params![self.number(request.0), number(item.0)])?;
        }
        Ok(())
    }

    fn speaker(&self, place: u64) -> rusqlite::Result<Option<ParticipantId>> {
        let found = self.of_place("SELECT speaker FROM search_places WHERE place = ?1", place)?;
        Ok(found.map(ParticipantId))
    }

    fn item(&self, place: u64) -> rusqlite::Result<Option<ItemId>> {
        let found = self.of_place("SELECT item FROM search_places WHERE place = ?1", place)?;
        Ok(found.map(ItemId))
    }

    fn of_place(&self, query: &str, place: u64) -> rusqlite::Result<Option<u64>> {
        let mut query = self.tables.prepare_cached(query)?;
        let found: Option<Option<i64>> = query.query_row([self.number(place)], |row| row.get(0)).optional()?;
        Ok(found.flatten().map(i64::unsigned_abs))
    }

    /// Puts a passage in; one whose words were erased is never found, but may get new ones.
    fn put(&self, began: u64, passage: &Passage<'_>) -> rusqlite::Result<()> {
        let own = self.number(began);
        self.remove(own)?;
        let by = passage.by.unwrap_or(ParticipantId::CONVENER);
        self.tables
            .prepare_cached(
                "INSERT INTO search_passages (passage, kind, id, seq, by, at, place, text) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                own,
                passage.kind,
                number(passage.id),
                number(passage.seq),
                number(by.0),
                number(passage.at.as_millis()),
                self.number(passage.place),
                passage.text,
            ])?;
        if !passage.text.is_empty() {
            self.tables
                .prepare_cached("INSERT INTO search_words (rowid, words) VALUES (?1, ?2)")?
                .execute(params![own, words(passage.text)])?;
        }
        Ok(())
    }

    /// An item has one conclusion, the newest.
    fn conclude(&self, item: ItemId, passage: &Passage<'_>) -> rusqlite::Result<()> {
        self.stands(item.0, None, Some(item))?;
        let before: Option<i64> = self
            .tables
            .prepare_cached("SELECT passage FROM search_passages WHERE kind = 'conclusion' AND place = ?1")?
            .query_row([self.number(item.0)], |row| row.get(0))
            .optional()?;
        if let Some(before) = before {
            self.remove(before)?;
        }
        self.put(passage.seq, passage)
    }

    /// Other words for the same passage, which stays where it is.
    fn revise(&self, began: u64, seq: u64, text: &str) -> rusqlite::Result<()> {
        let own = self.number(began);
        let before = self
            .tables
            .prepare_cached("SELECT kind, by, at, place FROM search_passages WHERE passage = ?1")?
            .query_row([own], |row| {
                Ok((
                    row.get(0)?,
                    row.get::<_, i64>(1)?,
                    row.get::<_, i64>(2)?,
                    row.get::<_, i64>(3)?,
                ))
            })
            .optional()?;
        let Some((kind, by, at, place)) = before else {
            return Ok(());
        };
        let (first, _) = self.range();
        self.put(
            began,
            &Passage {
                kind,
                id: began,
                seq,
                by: Some(ParticipantId(by.unsigned_abs())),
                at: Timestamp::from_millis(at.unsigned_abs()),
                place: (place ^ first).unsigned_abs(),
                text,
            },
        )
    }

    /// Takes a passage out, if it is there.
    fn remove(&self, passage: i64) -> rusqlite::Result<()> {
        self.silence(passage)?;
        self.tables
            .prepare_cached("DELETE FROM search_passages WHERE passage = ?1")?
            .execute([passage])?;
        Ok(())
    }

    /// Takes a passage's words away.
    fn silence(&self, passage: i64) -> rusqlite::Result<()> {
        let text: Option<String> = self
            .tables
            .prepare_cached("SELECT text FROM search_passages WHERE passage = ?1")?
            .query_row([passage], |row| row.get(0))
            .optional()?;
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.tables
                .prepare_cached("UPDATE search_passages SET text = '' WHERE passage = ?1")?
                .execute([passage])?;
            self.tables
                .prepare_cached("INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', ?1, ?2)")?
                .execute(params![passage, words(&text)])?;
        }
        Ok(())
    }
}

/// A text as the index takes it.
fn words(text: &str) -> String {
    folded::spaced(&folded::tokens(text))
}

fn find(tables: &Connection, session: i64, wanted: &Wanted) -> rusqlite::Result<Vec<Found>> {
    let own = Own { tables, session };
    let (first, last) = own.range();
    let before = wanted.before.map_or(last, |before| own.number(before).min(last));
    let speakers = wanted.speakers.as_ref().map(|speakers| {
        let ids: Vec<String> = speakers.iter().map(ToString::to_string).collect();
        format!("[{}]", ids.join(","))
    });
    let mut query = tables.prepare_cached(
        "SELECT passage, kind, id, seq, by, at, text FROM search_words \
         JOIN search_passages ON passage = search_words.rowid \
         LEFT JOIN search_places USING (place) \
         WHERE search_words MATCH :words AND search_words.rowid > :first AND search_words.rowid < :before \
         AND (:kind IS NULL OR kind = :kind) \
         AND (:speakers IS NULL OR by IN (SELECT value FROM json_each(:speakers))) \
         AND (:item IS NULL OR item = :item) \
         AND (:from IS NULL OR at >= :from) AND (:to IS NULL OR at < :to) \
         ORDER BY search_words.rowid DESC LIMIT :limit",
    )?;
    let found = query.query_map(
        named_params! {
            ":words": wanted.query.expression(),
            ":first": first,
            ":before": before,
            ":kind": wanted.kind,
            ":speakers": speakers,
            ":item": wanted.item.map(|item| number(item.0)),
            ":from": wanted.from.map(|from| number(from.as_millis())),
            ":to": wanted.to.map(|to| number(to.as_millis())),
            ":limit": number(wanted.limit as u64),
        },
        |row| read(row, first),
    )?;
    found.collect()
}

fn read(row: &Row<'_>, first: i64) -> rusqlite::Result<Found> {
    let count = |place| row.get::<_, i64>(place).map(i64::unsigned_abs);
    Ok(Found {
        place: (row.get::<_, i64>(0)? ^ first).unsigned_abs(),
        kind: row.get(1)?,
        id: count(2)?,
        seq: count(3)?,
        by: ParticipantId(count(4)?),
        at: Timestamp::from_millis(count(5)?),
        text: row.get(6)?,
    })
}

const KINDS: [(Kind, &str); 4] = [
    (Kind::Statement, "statement"),
    (Kind::Post, "post"),
    (Kind::Subject, "subject"),
    (Kind::Conclusion, "conclusion"),
];

impl ToSql for Kind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let name = KINDS.iter().find(|(kind, _)| kind == self).map_or("", |(_, name)| name);
        Ok(name.into())
    }
}

impl FromSql for Kind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        let known = KINDS.iter().find(|(_, known)| *known == name);
        known.map(|(kind, _)| *kind).ok_or(FromSqlError::InvalidType)
    }
}
