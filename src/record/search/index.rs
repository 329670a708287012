//! The passages of all sessions and the index of their words.
//!
//! A passage has the number `session << 32 | seq`, where `seq` is the entry that it began with: so the index gives a session's passages, and
//! no others, in their order. The turn, request, thread or item that it stands in is numbered likewise, and knows item and speaker. The index
//! holds no texts; what it was given is made again from the passage when that goes.

mod find;
mod own;

use rusqlite::{Connection, params};

use crate::domain::Event;
use crate::record::projections::{Projection, Taken, number};
use crate::wire::http::search::PassageKind;
use own::{Own, Passage};

pub use find::{Found, Wanted};

/// `ascii` takes every character beyond ASCII as part of a token, however new it is: `unicode61` knows those of Unicode 6.1 and would
/// leave the rare ones of names out. What is a token is decided in [`super::folded`].
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
    CREATE INDEX search_posts ON search_passages (id) WHERE kind = 'post';
    CREATE INDEX search_conclusions ON search_passages (place) WHERE kind = 'conclusion';
    CREATE TABLE search_places (
        place INTEGER PRIMARY KEY,
        speaker INTEGER,
        item INTEGER
    ) STRICT;
    CREATE VIRTUAL TABLE search_words USING fts5(words, content='', tokenize='ascii');
    INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);
";

/// The index, as it follows the journal.
pub(in crate::record) struct Index;

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
                    Some(subject) => own.put(seq, &passage(PassageKind::Subject, seq, seq, speaker, subject)),
                    None => Ok(()),
                }
            }
            Event::PointAdded { request, subject } => {
                let speaker = own.speaker(request.0)?;
                own.put(
                    seq,
                    &passage(PassageKind::Subject, request.0, request.0, speaker, subject),
                )
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
                    Some(text) => own.conclude(*item, &passage(PassageKind::Conclusion, item.0, item.0, by, text)),
                    None => Ok(()),
                }
            }
            Event::ItemConcluded { item, text } => {
                own.conclude(*item, &passage(PassageKind::Conclusion, item.0, item.0, by, text))
            }
            Event::FloorGranted { speaker, item, .. } | Event::TurnRestored { speaker, item, .. } => {
                own.stands(seq, Some(*speaker), Some(*item))
            }
            Event::TurnEnded { turn, to: Some(to), .. } => own.stands(seq, Some(*to), own.item(turn.0)?),
            Event::StatementRecorded { turn, text } => {
                let speaker = own.speaker(turn.0)?;
                own.put(seq, &passage(PassageKind::Statement, seq, turn.0, speaker, text))
            }
            Event::StatementRevised { statement, text, .. } => own.revise(statement.0, seq, text),
            Event::ThreadOpened { item, .. } => own.stands(seq, None, *item),
            Event::PostPublished { thread, text, .. } => {
                own.put(seq, &passage(PassageKind::Post, seq, thread.0, by, text))
            }
            // Until they are approved, the words before them are what most people may read.
            Event::PostRevised {
                post,
                text,
                unapproved: true,
            } => own.put_beside(post.0, seq, text),
            Event::PostRevised { post, text, .. } => own.revise(post.0, seq, text),
            Event::PostApproved { post, version } => own.approve(post.0, *version),
            Event::PostWithdrawn { post } => own.remove_post(post.0),
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
