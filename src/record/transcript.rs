//! A session's transcript, read from its journal in bounded batches: the words for people, and the lines that anybody
//! can verify.

mod akoma;
mod escape;
mod html;
mod markdown;
mod outline;
mod phrases;
mod readable;
mod steps;
mod texts;

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::Stream;
use futures_util::future::BoxFuture;
use futures_util::stream::try_unfold;
use uuid::Uuid;

pub use readable::Format;

use super::jsonl;
use crate::domain::ids::ParticipantId;
use crate::domain::{Audience, Event};
use crate::journal::checkpoint::VerifierKey;
use crate::journal::codec::{self, Body, CodecError};
use crate::journal::{Entry, Journal, JournalError};
use crate::time::Zone;
use crate::wire::visibility::visible;

/// Entries read at once: few enough that a reader who stalls holds little.
const BATCH: usize = 64;

/// Asks again what is hidden now; nothing if the reader has no longer the right to read.
pub type Judge = Arc<dyn Fn() -> BoxFuture<'static, Option<BTreeSet<u64>>> + Send + Sync>;

/// Which entries, and for whom.
pub struct Source {
    /// Where they lie.
    pub journal: Arc<dyn Journal>,
    /// Of which session.
    pub session: Uuid,
    /// The first `size` entries; the session has at least as many.
    pub size: u64,
    /// Who reads.
    pub audience: Audience,
    /// Whose clocks tell people the times.
    pub zone: Zone,
    /// Judges each batch anew: visibility is that of now, however long the reading takes.
    pub judge: Judge,
}

/// Why there is no transcript.
#[derive(Debug, thiserror::Error)]
pub enum TranscriptError {
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// An entry is not what it should be.
    #[error(transparent)]
    Entry(#[from] CodecError),
    /// The journal ends before the last entry asked for.
    #[error("the journal has no entry after {after}")]
    Short {
        /// The last entry found.
        after: u64,
    },
    /// The right to read ended meanwhile.
    #[error("the reader may no longer read")]
    NotPermitted,
    /// The text is not a verifier key.
    #[error(transparent)]
    Key(#[from] crate::journal::checkpoint::NotAKey),
}

/// How far the lines have been written.
enum Written {
    /// Nothing is.
    Nothing,
    /// The header, and the entries up to this one.
    Entries(u64),
}

impl Source {
    /// The lines of `transcript.jsonl`, some hundreds at a time: whole entries, or their digests where the reader may
    /// not see them; at the end `note`, which must be the checkpoint of exactly `size` entries. A stream that fails
    /// ends without the checkpoint, so nobody takes it for the whole.
    ///
    /// # Errors
    /// `key` is not a verifier key; the stream's items fail with [`TranscriptError`].
    pub fn lines(
        self,
        title: &str,
        key: &str,
        note: String,
    ) -> Result<impl Stream<Item = Result<String, TranscriptError>> + Send + use<>, TranscriptError> {
        let key: VerifierKey = key.parse()?;
        let header = jsonl::header_line(self.session, title, &key);
        let begin = Some((self, header, note, Written::Nothing));
        Ok(try_unfold(begin, async |state| {
            let Some((source, header, note, written)) = state else {
                return Ok(None);
            };
            match written {
                Written::Nothing => Ok(Some((header, Some((source, String::new(), note, Written::Entries(0)))))),
                Written::Entries(after) if after < source.size => {
                    let (lines, last) = source.some_lines(after).await?;
                    Ok(Some((lines, Some((source, header, note, Written::Entries(last))))))
                }
                Written::Entries(_) => Ok(Some((jsonl::checkpoint_line(&note), None))),
            }
        }))
    }

    /// The lines of some entries after `after`, and the last of these.
    async fn some_lines(&self, after: u64) -> Result<(String, u64), TranscriptError> {
        let mut lines = String::new();
        let mut last = after;
        let (entries, hidden) = self.batch(after).await?;
        for entry in entries {
            // The kind of an event is enough to know who sees it.
            let body: Body<Option<ParticipantId>, Event> = codec::open_structure(&entry, codec::unchanged)?;
            let shown = visible(&body.event, entry.leaf.seq, self.audience, &hidden);
            let line = if shown {
                jsonl::entry_line(&entry)?
            } else {
                jsonl::digest_line(&entry.leaf)
            };
            lines.push_str(&line);
            last = entry.leaf.seq;
        }
        Ok((lines, last))
    }

    /// The next entries after `after`, at least one, and what is hidden of them now.
    pub(super) async fn batch(&self, after: u64) -> Result<(Vec<Entry>, BTreeSet<u64>), TranscriptError> {
        let mut entries = self.journal.entries(self.session, after, BATCH).await?;
        entries.retain(|entry| entry.leaf.seq <= self.size);
        if entries.is_empty() {
            return Err(TranscriptError::Short { after });
        }
        let hidden = (self.judge)().await.ok_or(TranscriptError::NotPermitted)?;
        Ok((entries, hidden))
    }
}
