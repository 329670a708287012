//! Putting passages of one session into the tables, and taking them out.

use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::ids::{ItemId, ParticipantId, RequestId};
use crate::record::projections::number;
use crate::record::search::folded;
use crate::time::Timestamp;
use crate::wire::http::search::PassageKind;

/// How many bits of a passage's number are the entry's.
const SEQ_BITS: u32 = 32;

/// A passage as it goes in.
pub(super) struct Passage<'a> {
    pub kind: PassageKind,
    pub id: u64,
    pub seq: u64,
    pub by: Option<ParticipantId>,
    pub at: Timestamp,
    /// What it stands in.
    pub place: u64,
    pub text: &'a str,
}

/// The part of the tables that belongs to one session.
pub(super) struct Own<'a> {
    pub tables: &'a Connection,
    pub session: i64,
}

impl Own<'_> {
    /// The number of what an entry made.
    pub(super) fn number(&self, seq: u64) -> i64 {
        (self.session << SEQ_BITS) | number(seq)
    }

    /// The first and the last number that the session can have.
    pub(super) fn range(&self) -> (i64, i64) {
        let first = self.session << SEQ_BITS;
        (first, first | ((1 << SEQ_BITS) - 1))
    }

    /// Notes who speaks in a place and which item it belongs to.
    pub(super) fn stands(
        &self,
        place: u64,
        speaker: Option<ParticipantId>,
        item: Option<ItemId>,
    ) -> rusqlite::Result<()> {
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

    pub(super) fn carry(&self, requests: &[RequestId], item: ItemId) -> rusqlite::Result<()> {
        let mut update = self
            .tables
            .prepare_cached("UPDATE search_places SET item = ?2 WHERE place = ?1")?;
        for request in requests {
            update.execute(params![self.number(request.0), number(item.0)])?;
        }
        Ok(())
    }

    pub(super) fn speaker(&self, place: u64) -> rusqlite::Result<Option<ParticipantId>> {
        let found = self.of_place("SELECT speaker FROM search_places WHERE place = ?1", place)?;
        Ok(found.map(ParticipantId))
    }

    pub(super) fn item(&self, place: u64) -> rusqlite::Result<Option<ItemId>> {
        let found = self.of_place("SELECT item FROM search_places WHERE place = ?1", place)?;
        Ok(found.map(ItemId))
    }

    fn of_place(&self, query: &str, place: u64) -> rusqlite::Result<Option<u64>> {
        let mut query = self.tables.prepare_cached(query)?;
        let found: Option<Option<i64>> = query.query_row([self.number(place)], |row| row.get(0)).optional()?;
        Ok(found.flatten().map(i64::unsigned_abs))
    }

    /// Puts a passage in; one whose words were erased is never found, but may get new ones.
    pub(super) fn put(&self, began: u64, passage: &Passage<'_>) -> rusqlite::Result<()> {
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
    pub(super) fn conclude(&self, item: ItemId, passage: &Passage<'_>) -> rusqlite::Result<()> {
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
    pub(super) fn revise(&self, began: u64, seq: u64, text: &str) -> rusqlite::Result<()> {
        self.put_as(began, began, seq, text)
    }

    /// Words that wait beside those that a post has: a passage of their own, which only some may see.
    pub(super) fn put_beside(&self, post: u64, seq: u64, text: &str) -> rusqlite::Result<()> {
        self.put_as(post, seq, seq, text)
    }

    /// Words that waited are the post's now.
    pub(super) fn approve(&self, post: u64, version: u64) -> rusqlite::Result<()> {
        // The first words of a post never stood beside any.
        if post == version {
            return Ok(());
        }
        let waiting = self.number(version);
        let text: Option<String> = self
            .tables
            .prepare_cached("SELECT text FROM search_passages WHERE passage = ?1")?
            .query_row([waiting], |row| row.get(0))
            .optional()?;
        if let Some(text) = text {
            self.remove(waiting)?;
            self.revise(post, version, &text)?;
        }
        Ok(())
    }

    /// All words of a post, those that waited too.
    pub(super) fn remove_post(&self, post: u64) -> rusqlite::Result<()> {
        let (first, last) = self.range();
        let passages: Vec<i64> = self
            .tables
            .prepare_cached(
                "SELECT passage FROM search_passages WHERE kind = 'post' AND id = ?1 AND passage BETWEEN ?2 AND ?3",
            )?
            .query_map(params![number(post), first, last], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        passages.into_iter().try_for_each(|passage| self.remove(passage))
    }

    /// Puts words in with the number `at_number` that belong to the passage `began`.
    fn put_as(&self, began: u64, at_number: u64, seq: u64, text: &str) -> rusqlite::Result<()> {
        let before = self
            .tables
            .prepare_cached("SELECT kind, by, at, place FROM search_passages WHERE passage = ?1")?
            .query_row([self.number(began)], |row| {
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
            at_number,
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
    pub(super) fn remove(&self, passage: i64) -> rusqlite::Result<()> {
        self.silence(passage)?;
        self.tables
            .prepare_cached("DELETE FROM search_passages WHERE passage = ?1")?
            .execute([passage])?;
        Ok(())
    }

    /// Takes a passage's words away.
    pub(super) fn silence(&self, passage: i64) -> rusqlite::Result<()> {
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
