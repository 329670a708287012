//! Looking passages up.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, Row, named_params};
use uuid::Uuid;

use super::own::Own;
use crate::domain::ids::{ItemId, ParticipantId};
use crate::record::projections::{ProjectionError, Projections, number};
use crate::record::search::Query;
use crate::time::Timestamp;
use crate::wire::http::search::PassageKind;

/// What is looked for, and where.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The words.
    pub query: Query,
    /// Passages of this kind alone.
    pub kind: Option<PassageKind>,
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
    /// The entry that it began with: passages are in the order of these.
    pub began: u64,
    /// What it is.
    pub kind: PassageKind,
    /// The statement, post, request or item.
    pub id: u64,
    /// The entry that holds these words.
    pub seq: u64,
    /// Whose words they are.
    pub by: ParticipantId,
    /// When they were said or written first.
    pub at: Timestamp,
    /// The turn, thread, request or item that it stands in.
    pub place: u64,
    /// The item that it belongs to.
    pub item: Option<ItemId>,
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

fn find(tables: &Connection, session: i64, wanted: &Wanted) -> rusqlite::Result<Vec<Found>> {
    let own = Own { tables, session };
    let (first, last) = own.range();
    let before = wanted.before.map_or(last, |before| own.number(before).min(last));
    let speakers = wanted.speakers.as_ref().map(|speakers| {
        let ids: Vec<String> = speakers.iter().map(ToString::to_string).collect();
        format!("[{}]", ids.join(","))
    });
    let mut query = tables.prepare_cached(
        "SELECT passage, kind, id, seq, by, at, place, item, text FROM search_words \
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
        began: (row.get::<_, i64>(0)? ^ first).unsigned_abs(),
        kind: row.get(1)?,
        id: count(2)?,
        seq: count(3)?,
        by: ParticipantId(count(4)?),
        at: Timestamp::from_millis(count(5)?),
        place: (row.get::<_, i64>(6)? ^ first).unsigned_abs(),
        item: row.get::<_, Option<i64>>(7)?.map(|item| ItemId(item.unsigned_abs())),
        text: row.get(8)?,
    })
}

const KINDS: [(PassageKind, &str); 4] = [
    (PassageKind::Statement, "statement"),
    (PassageKind::Post, "post"),
    (PassageKind::Subject, "subject"),
    (PassageKind::Conclusion, "conclusion"),
];

impl ToSql for PassageKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let name = KINDS.iter().find(|(kind, _)| kind == self).map_or("", |(_, name)| name);
        Ok(name.into())
    }
}

impl FromSql for PassageKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        let known = KINDS.iter().find(|(_, known)| *known == name);
        known.map(|(kind, _)| *kind).ok_or(FromSqlError::InvalidType)
    }
}
