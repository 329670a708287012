//! The words that lie beside the records, read in one go along with them.

use rusqlite::{CachedStatement, OptionalExtension, Row, Rows, Transaction, params};
use uuid::Uuid;

use super::shelf::Shelf;
use crate::journal::sqlite::{number, store};
use crate::journal::{Entry, JournalError, Words};

/// The words of one entry, unless it has none or they were erased.
pub(super) fn of(transaction: &Transaction<'_>, session: Uuid, seq: u64) -> Result<Option<Words>, JournalError> {
    let sql = "SELECT salt, pieces FROM words WHERE session = ?1 AND seq = ?2";
    let mut query = transaction.prepare_cached(sql).map_err(store)?;
    let found = query.query_row(params![session.as_bytes(), number(seq)], |row| {
        let pieces: Vec<u8> = row.get(1)?;
        Ok(Words {
            salt: row.get(0)?,
            pieces: pieces.into(),
        })
    });
    found.optional().map_err(store)
}

/// The query that [`Following`] reads.
pub(super) fn prepare<'connection>(
    transaction: &'connection Transaction<'_>,
) -> Result<CachedStatement<'connection>, JournalError> {
    let sql = "SELECT seq, salt, pieces FROM words WHERE session = ?1 AND seq >= ?2 ORDER BY seq";
    transaction.prepare_cached(sql).map_err(store)
}

/// The words of a session's entries from one on. A query for each record would take longer than reading it.
pub(super) struct Following<'query> {
    rows: Rows<'query>,
    /// Those that come next.
    next: Option<(i64, Words)>,
    shelf: Shelf,
}

impl<'query> Following<'query> {
    pub(super) fn of(query: &'query mut CachedStatement<'_>, session: Uuid, first: u64) -> Result<Self, JournalError> {
        let rows = query.query(params![session.as_bytes(), number(first)]).map_err(store)?;
        let mut words = Self {
            rows,
            next: None,
            shelf: Shelf::default(),
        };
        words.advance()?;
        Ok(words)
    }

    /// Puts their words to entries that come after those that had theirs; erased ones stay without.
    pub(super) fn fill(&mut self, entries: &mut [Entry]) -> Result<(), JournalError> {
        for entry in entries {
            let seq = number(entry.leaf.seq);
            while self.next.as_ref().is_some_and(|(own, _)| *own < seq) {
                self.advance()?;
            }
            if let Some((_, words)) = self.next.take_if(|(own, _)| *own == seq) {
                entry.words = Some(words);
                self.advance()?;
            }
        }
        Ok(())
    }

    fn advance(&mut self) -> Result<(), JournalError> {
        self.next = self
            .rows
            .next()
            .and_then(|row| row.map(|row| words_of(row, &mut self.shelf)).transpose())
            .map_err(store)?;
        Ok(())
    }
}

fn words_of(row: &Row<'_>, shelf: &mut Shelf) -> rusqlite::Result<(i64, Words)> {
    let (salt, pieces) = (row.get(1)?, shelf.keep(row.get_ref(2)?.as_blob()?));
    Ok((row.get(0)?, Words { salt, pieces }))
}
