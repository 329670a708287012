//! The pages of a journal on their way to the fold.

use std::collections::VecDeque;

use uuid::Uuid;

use crate::journal::{Journal, JournalError, Record};

/// How many entries are read from the journal at a time.
const PAGE: usize = 2_000;

/// Records that were read together.
pub(super) struct Page {
    pub records: Vec<Record>,
    /// How many they have.
    pub entries: usize,
}

impl Page {
    /// Whether it takes a while.
    pub(super) fn is_full(&self) -> bool {
        self.entries >= PAGE
    }
}

/// What was read and is not folded yet.
pub(super) struct Ahead<'a> {
    journal: &'a dyn Journal,
    session: Uuid,
    /// The last entry that was read.
    after: u64,
    /// Whether all of them were.
    ended: bool,
    pages: VecDeque<Page>,
}

impl<'a> Ahead<'a> {
    pub(super) fn of(journal: &'a dyn Journal, session: Uuid) -> Self {
        Self {
            journal,
            session,
            after: 0,
            ended: false,
            pages: VecDeque::new(),
        }
    }

    /// Reads one more page, if there is one.
    pub(super) async fn read(&mut self) -> Result<(), JournalError> {
        if self.ended {
            return Ok(());
        }
        let records = self.journal.records(self.session, self.after, PAGE).await?;
        let entries = records.iter().map(|record| record.entries.len()).sum();
        match records.last() {
            // Records without entries would lead nowhere; the guard says what it thinks of them.
            Some(last) if entries > 0 => self.after = last.extends.seq + last.entries.len() as u64,
            _ => self.ended = true,
        }
        if !records.is_empty() {
            self.pages.push_back(Page { records, entries });
        }
        Ok(())
    }

    pub(super) fn take_first(&mut self) -> Option<Page> {
        self.pages.pop_front()
    }

    /// How many entries were read and not taken yet.
    pub(super) fn entries(&self) -> usize {
        self.pages.iter().map(|page| page.entries).sum()
    }

    /// Whether there is a first page, with `more` entries read behind it; or all there is was read.
    pub(super) fn reaches(&self, more: usize) -> bool {
        let behind = |first: &Page| self.entries() - first.entries >= more;
        self.ended || self.pages.front().is_some_and(behind)
    }
}
