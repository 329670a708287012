//! A record as it lies in its table, checked in itself when it is read.

use rusqlite::{OptionalExtension, Row, Transaction};
use uuid::Uuid;

use crate::journal::chain::{FoldGuard, record_hash};
use crate::journal::sqlite::{number, store};
use crate::journal::{Head, JournalError, Record, codec};

/// The columns that [`Stored::from_row`] reads.
pub(super) const COLUMNS: &str = "base, last, hash, body";

/// One row of `records`.
pub(in crate::journal::sqlite) struct Stored {
    base: i64,
    last: i64,
    hash: Vec<u8>,
    body: Vec<u8>,
}

impl Stored {
    pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            base: row.get(0)?,
            last: row.get(1)?,
            hash: row.get(2)?,
            body: row.get(3)?,
        })
    }

    /// The record, its words still missing, and the head that it makes; or what is wrong with it.
    fn record(&self) -> Result<(Record, Head), String> {
        let record = codec::decode(&self.body).map_err(|error| error.to_string())?;
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
        if head.hash[..] != self.hash {
            return Err("a record does not have its hash".into());
        }
        Ok((record, head))
    }

    /// The record and the head that it makes, or where the session is broken.
    pub(super) fn checked(&self, session: Uuid) -> Result<(Record, Head), JournalError> {
        self.record().map_err(|what| {
            let after = u64::try_from(self.base).unwrap_or_default();
            JournalError::Broken { session, after, what }
        })
    }

    /// The guard that goes on after this record, or what is wrong with it.
    pub(in crate::journal::sqlite) fn guard(&self) -> Result<FoldGuard, String> {
        let (record, head) = self.record()?;
        let last_at = record.entries.last().map(|last| last.leaf.at).unwrap_or_default();
        Ok(FoldGuard::resume(head, last_at))
    }
}

/// The session's last record, if it has one.
pub(in crate::journal::sqlite) fn last_record(
    transaction: &Transaction<'_>,
    session: Uuid,
) -> rusqlite::Result<Option<Stored>> {
    let sql = format!("SELECT {COLUMNS} FROM records WHERE session = ?1 ORDER BY base DESC LIMIT 1");
    transaction
        .prepare_cached(&sql)?
        .query_row([session.as_bytes()], Stored::from_row)
        .optional()
}

/// The record that holds entry `seq`, if it is there.
pub(super) fn record_of(
    transaction: &Transaction<'_>,
    session: Uuid,
    seq: u64,
) -> Result<Option<Record>, JournalError> {
    let sql = format!("SELECT {COLUMNS} FROM records WHERE session = ?1 AND base < ?2 ORDER BY base DESC LIMIT 1");
    let stored = transaction
        .prepare_cached(&sql)
        .and_then(|mut query| {
            query
                .query_row(rusqlite::params![session.as_bytes(), number(seq)], Stored::from_row)
                .optional()
        })
        .map_err(store)?;
    let stored = stored.filter(|stored| stored.last >= number(seq));
    stored
        .map(|stored| stored.checked(session).map(|(record, _)| record))
        .transpose()
}
