//! Checks an exported record with nothing but the file: that no entry was altered, dropped, added or moved.

mod line;

use std::io::{BufRead, Read};

use uuid::Uuid;

use crate::journal::chain::{Frontier, leaf_hash};
use crate::journal::checkpoint::VerifierKey;
use crate::journal::codec::RECORD_BYTES_MAX;
use crate::journal::{Hash, Leaf};
use crate::record::printable::printable;
use crate::time::Timestamp;
use line::{EntryLine, Header};

/// The longest line: a body, and what stands around it.
const LINE_BYTES_MAX: usize = RECORD_BYTES_MAX + 1_024;

/// A parser's error may name a member as long as the line.
const WHAT_CHARS_MAX: usize = 300;

/// What a record was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Which session.
    pub session: Uuid,
    /// Its title; `None` where the first entry is not shown: what the header says then is proven by nothing.
    pub title: Option<String>,
    /// How many entries it has.
    pub entries: u64,
    /// How many of them are shown whole; of the others there is the digest.
    pub shown: u64,
    /// When the first entry happened.
    pub first_at: Timestamp,
    /// When the last entry happened.
    pub last_at: Timestamp,
    /// The tree's root over all entries.
    pub root: Hash,
    /// The verifier key that signed it.
    pub key: String,
}

/// Why a file is not a sound record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Fault {
    /// Which line, the first being 1.
    pub line: u64,
    /// What is wrong with it, in a sentence without its full stop. What it says of the file is escaped and cut, so that it
    /// can be printed.
    pub what: String,
}

/// Checks the record that `reader` holds, and that it is signed by `key` if one is given; without, the header's own
/// key is believed, which proves that the file is whole but not whose it is.
///
/// Needs memory for one line and the tree's edge, however long the record is.
///
/// # Errors
/// The first line that is wrong, and what is wrong with it. A line that cannot be read counts as wrong.
pub fn verify(reader: impl BufRead, key: Option<&str>) -> Result<Summary, Fault> {
    verify_by(reader, |own| match key {
        Some(key) if key != own => Err("the key is not the one asked for"),
        _ => Ok(()),
    })
}

/// As [`verify`], for a record that is signed by one of these keys: those that [`crate::journal::checkpoint::follow`] found.
///
/// # Errors
/// As [`verify`].
pub fn verify_signed_by(reader: impl BufRead, keys: &[VerifierKey]) -> Result<Summary, Fault> {
    let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
    verify_by(reader, |own| {
        let known = keys.iter().any(|key| key == own);
        known
            .then_some(())
            .ok_or("the key is none of those that follow from the trusted one")
    })
}

fn verify_by(reader: impl BufRead, trust: impl FnOnce(&str) -> Result<(), &'static str>) -> Result<Summary, Fault> {
    let mut lines = Lines {
        reader,
        number: 0,
        text: Vec::new(),
    };
    check(&mut lines, trust).map_err(|what| Fault {
        line: lines.number,
        what: printable(&what, WHAT_CHARS_MAX),
    })
}

fn check(
    lines: &mut Lines<impl BufRead>,
    trust: impl FnOnce(&str) -> Result<(), &'static str>,
) -> Result<Summary, String> {
    let header = Header::parse(lines.next_line()?)?;
    trust(&header.key.to_string())?;
    let mut record = Reading::default();
    loop {
        let line = lines.next_line()?;
        if let Some(note) = line::checkpoint(line)? {
            let root = record.check_checkpoint(&header, &note)?;
            lines.expect_end()?;
            return Ok(record.summary(&header, root));
        }
        record.take(&header, EntryLine::parse(line)?)?;
    }
}

/// What is known of the entries read so far.
#[derive(Default)]
struct Reading {
    tree: Frontier,
    title: Option<String>,
    shown: u64,
    first_at: Option<Timestamp>,
    last_at: Timestamp,
}

impl Reading {
    /// Takes the next entry into the tree.
    fn take(&mut self, header: &Header, line: EntryLine) -> Result<(), String> {
        let Leaf { seq, at, .. } = line.leaf;
        let expected = self.tree.size() + 1;
        if seq != expected {
            return Err(format!("entry {seq} stands where entry {expected} should"));
        }
        if at < self.last_at {
            return Err(format!("entry {seq} is earlier than the entry before it"));
        }
        if let Some(event) = line.event {
            if seq == 1 {
                header.check_first(&event)?;
                self.title = Some(header.title.clone());
            }
            self.shown += 1;
        }
        self.tree.push(leaf_hash(&line.leaf));
        self.first_at.get_or_insert(at);
        self.last_at = at;
        Ok(())
    }

    /// Checks that the note is the header's key's, and about exactly these entries. Gives the root.
    fn check_checkpoint(&self, header: &Header, note: &str) -> Result<Hash, String> {
        let checkpoint = header.key.open(note).map_err(|error| error.to_string())?;
        let entries = self.tree.size();
        if entries == 0 {
            return Err("the record has no entries".into());
        }
        if checkpoint.size != entries {
            return Err(format!(
                "the checkpoint is of {} entries, the file has {entries}",
                checkpoint.size
            ));
        }
        if checkpoint.root != self.tree.root() {
            return Err("the entries are not those that the checkpoint was signed for".into());
        }
        Ok(checkpoint.root)
    }

    fn summary(self, header: &Header, root: Hash) -> Summary {
        Summary {
            session: header.session,
            title: self.title,
            entries: self.tree.size(),
            shown: self.shown,
            first_at: self.first_at.unwrap_or_default(),
            last_at: self.last_at,
            root,
            key: header.key.to_string(),
        }
    }
}

/// Lines that end with a line feed each, and are not endless.
struct Lines<R> {
    reader: R,
    number: u64,
    text: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    /// The next line with its end.
    fn next_line(&mut self) -> Result<&[u8], String> {
        self.number += 1;
        self.text.clear();
        let limit = u64::try_from(LINE_BYTES_MAX).unwrap_or(u64::MAX);
        let mut limited = self.reader.by_ref().take(limit);
        limited
            .read_until(b'\n', &mut self.text)
            .map_err(|error| format!("it cannot be read: {error}"))?;
        match self.text.last() {
            Some(b'\n') => Ok(&self.text),
            None => Err("the record ends before its checkpoint".into()),
            Some(_) if self.text.len() >= LINE_BYTES_MAX => Err(format!("it is longer than {LINE_BYTES_MAX} bytes")),
            Some(_) => Err("it does not end with a line feed".into()),
        }
    }

    fn expect_end(&mut self) -> Result<(), String> {
        self.number += 1;
        match self.reader.fill_buf() {
            Ok([]) => Ok(()),
            Ok(_) => Err("something follows the checkpoint".into()),
            Err(error) => Err(format!("it cannot be read: {error}")),
        }
    }
}
