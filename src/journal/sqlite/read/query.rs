//! The journal's questions, each answered inside one read transaction.

use rusqlite::{OptionalExtension, Transaction, params};
use uuid::Uuid;

use super::shelf::Shelf;
use super::stored::{COLUMNS, Stored, record_of};
use super::words::{self, Following};
use crate::journal::sqlite::{number, store};
use crate::journal::{COMMON, Entry, Head, JournalError, LaterKey, Record};
use crate::time::Timestamp;

pub(in crate::journal::sqlite) fn entries(
    transaction: &Transaction<'_>,
    session: Uuid,
    after: u64,
    limit: usize,
) -> Result<Vec<Entry>, JournalError> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    // The wanted entries may begin inside a record, which is then read whole.
    let sql = "SELECT base FROM records WHERE session = ?1 AND base <= ?2 ORDER BY base DESC LIMIT 1";
    let base: Option<i64> = transaction
        .prepare_cached(sql)
        .and_then(|mut query| {
            query
                .query_row(params![session.as_bytes(), number(after)], |row| row.get(0))
                .optional()
        })
        .map_err(store)?;
    let Some(base) = base else {
        return Ok(Vec::new());
    };
    let base = u64::try_from(base).map_err(store)?;
    let skipped = usize::try_from(after - base).unwrap_or(usize::MAX);
    let records = records(transaction, session, base, limit.saturating_add(skipped))?;
    Ok(records
        .into_iter()
        .flat_map(|record| record.entries)
        .skip(skipped)
        .take(limit)
        .collect())
}

pub(in crate::journal::sqlite) fn pick(
    transaction: &Transaction<'_>,
    session: Uuid,
    seqs: &[u64],
) -> Result<Vec<Entry>, JournalError> {
    let mut found = Vec::with_capacity(seqs.len());
    for &seq in seqs {
        let Some(record) = record_of(transaction, session, seq)? else {
            continue;
        };
        for mut entry in record.entries {
            if entry.leaf.seq == seq {
                entry.words = words::of(transaction, session, seq)?;
                found.push(entry);
            }
        }
    }
    Ok(found)
}

pub(in crate::journal::sqlite) fn sessions(
    transaction: &Transaction<'_>,
    before: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Uuid>, JournalError> {
    let sql = "SELECT session FROM records WHERE base = 0 AND session <> ?3 AND (?1 IS NULL OR session < ?1) \
               ORDER BY session DESC LIMIT ?2";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let before = before.as_ref().map(Uuid::as_bytes);
    let mut query = transaction.prepare_cached(sql).map_err(store)?;
    let rows = query
        .query_map(params![before, limit, COMMON.as_bytes()], |row| {
            row.get(0).map(Uuid::from_bytes)
        })
        .map_err(store)?;
    rows.collect::<Result<_, _>>().map_err(store)
}

pub(in crate::journal::sqlite) fn newest_checkpoint(
    transaction: &Transaction<'_>,
    session: Uuid,
) -> Result<Option<(u64, String)>, JournalError> {
    let sql = "SELECT size, note FROM checkpoints WHERE session = ?1 ORDER BY size DESC LIMIT 1";
    let found = transaction
        .query_row(sql, [session.as_bytes()], |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?))
        })
        .optional()
        .map_err(store)?;
    found
        .map(|(size, note)| Ok((u64::try_from(size).map_err(store)?, note)))
        .transpose()
}

pub(in crate::journal::sqlite) fn later_keys(transaction: &Transaction<'_>) -> Result<Vec<LaterKey>, JournalError> {
    let mut query = transaction
        .prepare_cached("SELECT seed, since FROM later_keys ORDER BY place")
        .map_err(store)?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)));
    let mut keys = Vec::new();
    for row in rows.map_err(store)? {
        let (seed, since) = row.map_err(store)?;
        let since = Timestamp::from_millis(u64::try_from(since).map_err(store)?);
        keys.push(LaterKey { seed, since });
    }
    Ok(keys)
}

/// The records from base `after` on, until they hold `entries_max` entries. Each must extend the one before it.
pub(in crate::journal::sqlite) fn records(
    transaction: &Transaction<'_>,
    session: Uuid,
    after: u64,
    entries_max: usize,
) -> Result<Vec<Record>, JournalError> {
    let sql = format!("SELECT {COLUMNS} FROM records WHERE session = ?1 AND base >= ?2 ORDER BY base");
    let mut query = transaction.prepare_cached(&sql).map_err(store)?;
    let mut rows = query.query(params![session.as_bytes(), number(after)]).map_err(store)?;
    let mut words = words::prepare(transaction)?;
    let mut shelf = Shelf::default();
    let mut words = Following::of(&mut words, session, after.saturating_add(1))?;
    let mut records: Vec<Record> = Vec::new();
    let mut entries = 0;
    let mut end: Option<Head> = None;
    while let Some(row) = rows.next().map_err(store)? {
        let (mut record, head) = Stored::from_row(row)
            .map_err(store)?
            .checked(session, |bytes| shelf.keep(bytes))?;
        if let Some(end) = end.filter(|end| *end != record.extends) {
            let what = "the next record does not extend this one".into();
            return Err(JournalError::Broken {
                session,
                after: end.seq,
                what,
            });
        }
        end = Some(head);
        words.fill(&mut record.entries)?;
        entries += record.entries.len();
        records.push(record);
        if entries >= entries_max {
            break;
        }
    }
    Ok(records)
}
