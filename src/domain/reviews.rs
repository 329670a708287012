//! Look-back reviews (回头看): a dated checklist of commitments of any sessions, each line with what was found of it. A
//! fold over a stream that concerns all sessions, as forms are; what is found changes no commitment by itself.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ids::{CommitmentId, ReviewId};
use super::limits::SessionLimits;
use super::refusal::{Code, Refusal};
use super::words;
use crate::time::{Date, Timestamp};

/// The keys in a review's event whose strings are words, for the journal.
pub const REVIEW_WORD_KEYS: &[&str] = &["text", "title", "who"];

/// What a look at what was promised found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewFinding {
    /// 已完成
    Done,
    /// 部分完成
    Partly,
    /// 未完成
    NotDone,
}

/// What is looked back at: a commitment of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct ReviewLine {
    /// The session.
    pub session: Uuid,
    /// The commitment in it.
    pub commitment: CommitmentId,
}

/// What the convener wants done with reviews.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewOrder {
    /// A new review.
    Make {
        /// What it is called.
        title: String,
        /// Its day.
        on: Date,
        /// What is looked back at.
        lines: Vec<ReviewLine>,
    },
    /// What was found of one line; a later finding takes the place of the earlier.
    Find {
        /// Of which review.
        review: ReviewId,
        /// Of which line.
        line: ReviewLine,
        /// What.
        finding: ReviewFinding,
        /// Who looked, in words.
        who: String,
        /// What was seen, in words.
        text: Option<String>,
    },
}

/// What happened to a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ReviewEvent {
    /// Its number in the stream is the review's id.
    ReviewMade {
        /// What it is called.
        title: String,
        /// Its day.
        on: Date,
        /// What is looked back at.
        lines: Vec<ReviewLine>,
    },
    /// A line was looked at.
    ReviewLineFound {
        /// Of which review.
        review: ReviewId,
        /// Of which line.
        #[serde(flatten)]
        line: ReviewLine,
        /// What was found.
        finding: ReviewFinding,
        /// Who looked, in words.
        who: String,
        /// What was seen, in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
}

impl ReviewEvent {
    /// Which review it is about; `seq` is the entry's number.
    #[must_use]
    pub const fn review(&self, seq: u64) -> ReviewId {
        match self {
            Self::ReviewMade { .. } => ReviewId(seq),
            Self::ReviewLineFound { review, .. } => *review,
        }
    }
}

/// What was found of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Found {
    /// What.
    pub finding: ReviewFinding,
    /// Who looked, in words.
    pub who: String,
    /// What was seen, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When it was entered.
    pub at: Timestamp,
}

/// A review with what was found so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What it is called.
    pub title: String,
    /// Its day.
    pub on: Date,
    /// When it was made.
    pub at: Timestamp,
    /// What is looked back at, and what was found last.
    pub lines: Vec<(ReviewLine, Option<Found>)>,
    /// How many findings were entered.
    pub findings: usize,
}

/// All reviews.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReviewBook {
    reviews: BTreeMap<ReviewId, Review>,
}

impl ReviewBook {
    /// A review.
    #[must_use]
    pub fn get(&self, review: ReviewId) -> Option<&Review> {
        self.reviews.get(&review)
    }

    /// The reviews before `before` (all without it), newest first.
    pub fn newest(&self, before: Option<ReviewId>) -> impl Iterator<Item = (ReviewId, &Review)> {
        let end = before.unwrap_or(ReviewId(u64::MAX));
        self.reviews.range(..end).rev().map(|(id, own)| (*id, own))
    }

    /// What an order does.
    ///
    /// # Errors
    /// `empty` and `too_long` for words, `empty` without lines, `too_large` for too many, `malformed` for one named twice,
    /// `queue_full` where no more are kept, `not_found` for a review or line that there is not, `unchanged`.
    pub fn decide(&self, order: &ReviewOrder, limits: &SessionLimits) -> Result<ReviewEvent, Refusal> {
        match order {
            ReviewOrder::Make { title, on, lines } => {
                words::needed(title, limits.title_chars_max)?;
                if lines.is_empty() {
                    return Err(Refusal::because(Code::Empty, "Nothing is named to look back at."));
                }
                if lines.len() > limits.review_lines_max {
                    let message = format!("A review has at most {} lines.", limits.review_lines_max);
                    return Err(Refusal::because(Code::TooLarge, message));
                }
                let mut sorted = lines.clone();
                sorted.sort_unstable();
                if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
                    return Err(Refusal::because(Code::Malformed, "A commitment is named twice."));
                }
                if self.reviews.len() >= limits.reviews_max {
                    let message = format!("The server keeps at most {} reviews.", limits.reviews_max);
                    return Err(Refusal::because(Code::QueueFull, message));
                }
                Ok(ReviewEvent::ReviewMade {
                    title: title.clone(),
                    on: *on,
                    lines: lines.clone(),
                })
            }
            ReviewOrder::Find {
                review,
                line,
                finding,
                who,
                text,
            } => {
                let own = self.reviews.get(review).ok_or(Code::NotFound)?;
                let (_, found) = own.lines.iter().find(|(own, _)| own == line).ok_or(Code::NotFound)?;
                words::needed(who, limits.name_chars_max)?;
                words::optional(text.as_deref(), limits.conclusion_chars_max)?;
                let same = |found: &Found| (found.finding, &found.who, &found.text) == (*finding, who, text);
                if found.as_ref().is_some_and(same) {
                    return Err(Code::Unchanged.into());
                }
                if own.findings >= own.lines.len().saturating_mul(limits.findings_per_line_max) {
                    return Err(Refusal::because(
                        Code::QueueFull,
                        "The findings of this review were changed too often; make a new one.",
                    ));
                }
                Ok(ReviewEvent::ReviewLineFound {
                    review: *review,
                    line: *line,
                    finding: *finding,
                    who: who.clone(),
                    text: text.clone(),
                })
            }
        }
    }

    /// Folds in what happened as entry `seq` at `at`. Never panics, on no event.
    pub fn apply(&mut self, seq: u64, at: Timestamp, event: &ReviewEvent) {
        match event {
            ReviewEvent::ReviewMade { title, on, lines } => {
                let own = Review {
                    title: title.clone(),
                    on: *on,
                    at,
                    lines: lines.iter().map(|line| (*line, None)).collect(),
                    findings: 0,
                };
                self.reviews.insert(ReviewId(seq), own);
            }
            ReviewEvent::ReviewLineFound {
                review,
                line,
                finding,
                who,
                text,
            } => {
                let Some(own) = self.reviews.get_mut(review) else {
                    return;
                };
                own.findings += 1;
                if let Some((_, found)) = own.lines.iter_mut().find(|(own, _)| own == line) {
                    *found = Some(Found {
                        finding: *finding,
                        who: who.clone(),
                        text: text.clone(),
                        at,
                    });
                }
            }
        }
    }
}
