//! What the journal in memory holds.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use uuid::Uuid;

use crate::journal::chain::{FoldGuard, NotMine};
use crate::journal::{COMMON, Entry, JournalError, LaterKey, Outcome, Record, codec, fresh_secret};

#[derive(Default)]
pub(super) struct Store {
    logs: BTreeMap<Uuid, Log>,
    pub(super) claims: HashMap<Uuid, Uuid>,
    pub(super) checkpoints: HashMap<Uuid, BTreeMap<u64, String>>,
    secrets: HashMap<&'static str, [u8; 32]>,
    pub(super) later_keys: Vec<LaterKey>,
}

/// Secrets and words must not reach a log by way of `Debug`.
impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Store")
            .field("sessions", &self.logs.len())
            .finish_non_exhaustive()
    }
}

#[derive(Default)]
struct Log {
    guard: FoldGuard,
    records: Vec<Record>,
}

impl Store {
    pub(super) fn append(&mut self, session: Uuid, record: &Record) -> Outcome {
        // Encodes although nothing needs the bytes: what a real store refuses is refused here too.
        if let Err(error) = codec::encode(record) {
            return Outcome::Refused(error.to_string());
        }
        let mut guard = self.logs.get(&session).map(|log| log.guard).unwrap_or_default();
        match guard.accept(record) {
            Ok(head) => {
                let log = self.logs.entry(session).or_default();
                log.guard = guard;
                log.records.push(record.clone());
                Outcome::Committed(head)
            }
            Err(NotMine::AnotherHead { .. }) => Outcome::Conflict,
            Err(flaw) => Outcome::Refused(flaw.to_string()),
        }
    }

    pub(super) fn records(&self, session: Uuid, after: u64, entries_max: usize) -> Vec<Record> {
        let mut entries = 0;
        self.since(session, after)
            .skip_while(|record| record.extends.seq < after)
            .take_while(|record| {
                let wanted = entries == 0 || entries < entries_max;
                entries += record.entries.len();
                wanted
            })
            .cloned()
            .collect()
    }

    pub(super) fn entries(&self, session: Uuid, after: u64, limit: usize) -> Vec<Entry> {
        let entries = self.since(session, after).flat_map(|record| &record.entries);
        entries
            .filter(|entry| entry.leaf.seq > after)
            .take(limit)
            .cloned()
            .collect()
    }

    pub(super) fn entry(&self, session: Uuid, seq: u64) -> Option<Entry> {
        let after = seq.checked_sub(1)?;
        self.entries(session, after, 1).pop()
    }

    pub(super) fn erase(&mut self, session: Uuid, seqs: &[u64]) -> usize {
        let records = self.logs.get_mut(&session).map_or(&mut [][..], |log| &mut log.records);
        let mut erased = 0;
        for seq in seqs {
            let place = records.partition_point(|record| record.entries.last().is_none_or(|last| last.leaf.seq < *seq));
            let entries = records.get_mut(place).map_or(&mut [][..], |record| &mut record.entries);
            if let Some(entry) = entries.iter_mut().find(|entry| entry.leaf.seq == *seq) {
                erased += usize::from(entry.words.take().is_some());
            }
        }
        erased
    }

    pub(super) fn sessions(&self, before: Option<Uuid>, limit: usize) -> Vec<Uuid> {
        let end = before.map_or(Bound::Unbounded, Bound::Excluded);
        self.logs
            .range((Bound::Unbounded, end))
            .rev()
            .map(|(session, _)| *session)
            .filter(|session| *session != COMMON)
            .take(limit)
            .collect()
    }

    pub(super) fn newest_checkpoint(&self, session: Uuid) -> Option<(u64, String)> {
        let (size, note) = self.checkpoints.get(&session)?.last_key_value()?;
        Some((*size, note.clone()))
    }

    pub(super) fn secret(&mut self, name: &'static str) -> Result<[u8; 32], JournalError> {
        if let Some(secret) = self.secrets.get(name) {
            return Ok(*secret);
        }
        let secret = fresh_secret()?;
        self.secrets.insert(name, secret);
        Ok(secret)
    }

    /// The records from the one that holds entry `after + 1`.
    fn since(&self, session: Uuid, after: u64) -> impl Iterator<Item = &Record> {
        let records = self.logs.get(&session).map_or(&[][..], |log| &log.records);
        let ends_before = |record: &Record| record.entries.last().is_none_or(|entry| entry.leaf.seq <= after);
        records[records.partition_point(ends_before)..].iter()
    }
}
