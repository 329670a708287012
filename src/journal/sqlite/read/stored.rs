//! A record as it lies in its table, checked in itself when it is read.

use bytes::Bytes;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use uuid::Uuid;

use crate::journal::chain::{FoldGuard, record_hash};
use crate::journal::sqlite::{number, store};
use crate::journal::{Head, JournalError, Record, codec};

/// The columns that [`Stored::from_row`] reads.
pub(super) const COLUMNS: &str = "base, last, hash, body";

/// One row of `records`, read where it lies.
pub(super) struct Stored<'row> {
    base: i64,
    last: i64,
    hash: &'row [u8],
    body: &'row [u8],
}

impl<'row> Stored<'row> {
    pub(super) fn from_row(row: &'row Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            base: row.get(0)?,
            last: row.get(1)?,
            hash: row.get_ref(2)?.as_blob()?,
            body: row.get_ref(3)?.as_blob()?,
        })
    }

    /// The record, its words still missing, and the head that it makes; or what is wrong with it.
    fn record(&self, keep: impl FnMut(&[u8]) -> Bytes) -> Result<(Record, Head), String> {
        let record = codec::decode_with(self.body, keep).map_err(|error| error.to_string())?;
        let Some(last) = record.entries.last() else {
            return Err("a record has no entries".into());
        };
        let head = Head {
            seq: last.leaf.seq,
            hash: record_hash(&record),
        };
        if number(record.extends.seq) != self.base || number(head.seq) != self.last {
            return Err("a record lies under another number than its own".into());
        }
        if head.hash != self.hash {
            return Err("a record does not have its hash".into());
        }
        Ok((record, head))
    }

    /// The record and the head that it makes, or where the session is broken.
    pub(super) fn checked(
        &self,
        session: Uuid,
        keep: impl FnMut(&[u8]) -> Bytes,
    ) -> Result<(Record, Head), JournalError> {
        self.record(keep).map_err(|what| {
            let after = u64::try_from(self.base).unwrap_or_default();
            JournalError::Broken { session, after, what }
        })
    }

    /// The guard that goes on after this record, or what is wrong with it.
    fn guard(&self) -> Result<FoldGuard, String> {
        let (record, head) = self.record(Bytes::copy_from_slice)?;
        let last_at = record.entries.last().map(|last| last.leaf.at).unwrap_or_default();
        Ok(FoldGuard::resume(head, last_at))
    }
}

/// The guard that goes on after the session's last record, if it has one, or what is wrong with that.
pub(in crate::journal::sqlite) fn last_guard(
    transaction: &Transaction<'_>,
    session: Uuid,
) -> rusqlite::Result<Option<Result<FoldGuard, String>>> {
    let sql = format!("SELECT {COLUMNS} FROM records WHERE session = ?1 ORDER BY base DESC LIMIT 1");
    transaction
        .prepare_cached(&sql)?
        .query_row([session.as_bytes()], |row| Ok(Stored::from_row(row)?.guard()))
        .optional()
}

/// The record that holds entry `seq`, if it is there.
pub(super) fn record_of(
    transaction: &Transaction<'_>,
    session: Uuid,
    seq: u64,
) -> Result<Option<Record>, JournalError> {
    let sql = format!("SELECT {COLUMNS} FROM records WHERE session = ?1 AND base < ?2 ORDER BY base DESC LIMIT 1");
    let mut query = transaction.prepare_cached(&sql).map_err(store)?;
    let found = query.query_row(params![session.as_bytes(), number(seq)], |row| {
        let stored = Stored::from_row(row)?;
        Ok((stored.last >= number(seq)).then(|| stored.checked(session, Bytes::copy_from_slice)))
    });
    let found = found.optional().map_err(store)?.flatten().transpose()?;
    Ok(found.map(|(record, _)| record))
}
