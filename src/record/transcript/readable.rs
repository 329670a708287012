//! The readable formats, written piece by piece: first the outline is folded from the entries' structures, then the words
//! are read in the order of the document, some at a time (SPEC R50).

use std::collections::{BTreeSet, HashMap};

use futures_util::Stream;
use futures_util::stream::try_unfold;

use super::akoma::Akoma;
use super::html::Html;
use super::markdown::Markdown;
use super::outline::{Origins, Outline, needs_words};
use super::steps::{Plan, Step};
use super::{Source, TranscriptError};
use crate::domain::ids::ParticipantId;
use crate::domain::{Audience, Event};
use crate::journal::codec::{self, Body};
use crate::record::words::Language;
use crate::time::Zone;
use crate::wire::visibility::visible;

/// Entries whose words are in memory at once.
const WORDS: usize = 32;
/// Steps that are written at once.
const STEPS: usize = 512;

/// A format for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `transcript.md`
    Markdown,
    /// `transcript.html`
    Html,
    /// `transcript.xml`: Akoma Ntoso 3.0
    Akoma,
}

/// Writes a document step by step.
pub(super) trait Writer: Send + Sync {
    /// Writes a step.
    fn write(&mut self, step: Step, page: &Page<'_>);
    /// What was written since the last call.
    fn take(&mut self) -> String;
}

/// What a step is written with.
pub(super) struct Page<'a> {
    pub plan: &'a Plan,
    pub language: Language,
    /// Whose clocks the times are told by.
    pub zone: Zone,
    opened: &'a HashMap<u64, Opened>,
    hidden: &'a BTreeSet<u64>,
}

struct Opened {
    event: Event,
    /// Whether there are words to show; they may have been erased.
    has_words: bool,
}

/// Words, or what stands in their place.
#[derive(Clone, Copy)]
pub(super) enum Said<'a> {
    Words(&'a str),
    Erased,
}

impl Page<'_> {
    /// The entry that a step's words are in; nothing if the reader may not see it.
    pub(super) fn event(&self, step: Step) -> Option<&Event> {
        self.opened(step).map(|opened| &opened.event)
    }

    fn opened(&self, step: Step) -> Option<&Opened> {
        self.plan.words(step).and_then(|seq| self.opened.get(&seq))
    }

    /// One text of a step's entry.
    pub(super) fn said<'s>(&'s self, step: Step, text: impl Fn(&'s Event) -> Option<&'s str>) -> Option<Said<'s>> {
        let opened = self.opened(step)?;
        let text = text(&opened.event)?;
        Some(if opened.has_words {
            Said::Words(text)
        } else {
            Said::Erased
        })
    }

    /// Whether moderators alone see the words of a step.
    pub(super) fn is_hidden(&self, step: Step) -> bool {
        self.plan.words(step).is_some_and(|seq| self.hidden.contains(&seq))
    }

    /// What the document consists of.
    pub(super) fn outline(&self) -> &Outline {
        &self.plan.outline
    }
}

impl Source {
    /// The transcript in a format for people, in pieces: items, turns in the order in which they were granted with their
    /// newest words, written opinions. A stream that fails ends before the document does.
    ///
    /// # Errors
    /// [`TranscriptError`], also of the stream's items.
    pub async fn readable(
        self,
        format: Format,
        language: Language,
    ) -> Result<impl Stream<Item = Result<String, TranscriptError>> + Send + use<>, TranscriptError> {
        let plan = Plan::new(self.outline().await?);
        let writer: Box<dyn Writer> = match format {
            Format::Markdown => Box::new(Markdown::default()),
            Format::Html => Box::new(Html::default()),
            Format::Akoma => Box::new(Akoma::default()),
        };
        let begin = (self, plan, writer, 0);
        Ok(try_unfold(begin, move |(source, plan, mut writer, done)| async move {
            if done == plan.steps.len() {
                return Ok(None);
            }
            let next = source.write_some(&plan, &mut *writer, done, language).await?;
            Ok(Some((writer.take(), (source, plan, writer, next))))
        }))
    }

    /// Folds the structures of all entries that the reader may see.
    async fn outline(&self) -> Result<Outline, TranscriptError> {
        let mut outline = Outline::default();
        let mut after = 0;
        while after < self.size {
            let (entries, hidden) = self.batch(after).await?;
            for entry in &entries {
                let (seq, at) = (entry.leaf.seq, entry.leaf.at);
                after = seq;
                let mut body: Body<Option<ParticipantId>, Event> = codec::open_structure(entry, codec::unchanged)?;
                let by = body.by;
                let from = Origins { seq, at, by };
                if !visible(&body.event, seq, self.audience, &hidden) {
                    outline.take_unseen(from, &body.event);
                    continue;
                }
                if needs_words(&body.event) {
                    body = codec::open(entry, codec::unchanged)?;
                }
                outline.take(from, body.event);
            }
        }
        Ok(outline)
    }

    /// Writes the steps from `done` on that some words are enough for, and says which is the next one.
    async fn write_some(
        &self,
        plan: &Plan,
        writer: &mut dyn Writer,
        done: usize,
        language: Language,
    ) -> Result<usize, TranscriptError> {
        let mut seqs = Vec::new();
        let mut next = done;
        for step in plan.steps[done..].iter().take(STEPS) {
            if let Some(seq) = plan.words(*step) {
                if seqs.len() == WORDS {
                    break;
                }
                seqs.push(seq);
            }
            next += 1;
        }
        let entries = self.journal.pick(self.session, seqs).await?;
        // Judged when the words are there: what was hidden while they were read is not shown.
        let hidden = (self.judge)().await.ok_or(TranscriptError::NotPermitted)?;
        let mut opened = HashMap::with_capacity(entries.len());
        for entry in &entries {
            let body: Body<Option<ParticipantId>, Event> = codec::open(entry, codec::unchanged)?;
            if visible(&body.event, entry.leaf.seq, self.audience, &hidden) {
                let has_words = entry.words.is_some();
                let event = body.event;
                opened.insert(entry.leaf.seq, Opened { event, has_words });
            }
        }
        let hidden_from_others = match self.audience {
            Audience::Moderators => &hidden,
            Audience::Members | Audience::Public => &BTreeSet::new(),
        };
        let page = Page {
            plan,
            language,
            zone: self.zone,
            opened: &opened,
            hidden: hidden_from_others,
        };
        for step in &plan.steps[done..next] {
            writer.write(*step, &page);
        }
        Ok(next)
    }
}
