//! How often people do what.

use serde::{Deserialize, Serialize};

use crate::load::LoadError;

/// More would only be another way to write the same proportions.
const WEIGHT_MAX: u32 = 1_000_000;

/// How often each kind of command comes, in proportion to the others, and what a post says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mix {
    /// Posts in the hall's thread.
    pub posts: u32,
    /// Requests for the floor.
    pub requests: u32,
    /// Requests that are taken back.
    pub withdrawals: u32,
    /// Steps of a round of the floor: a call, then the speaker's *ready*, then the end of the turn.
    pub rounds: u32,
    /// Characters of a post.
    pub post_chars: usize,
}

impl Default for Mix {
    fn default() -> Self {
        Self {
            posts: 50,
            requests: 20,
            withdrawals: 10,
            rounds: 20,
            post_chars: 80,
        }
    }
}

impl Mix {
    /// Posts of one length and nothing else.
    #[must_use]
    pub const fn of_posts(post_chars: usize) -> Self {
        Self {
            posts: 1,
            requests: 0,
            withdrawals: 0,
            rounds: 0,
            post_chars,
        }
    }

    /// Refuses a mix that nobody could play.
    ///
    /// # Errors
    /// [`LoadError::Impossible`].
    pub fn check(self) -> Result<(), LoadError> {
        let weights = [self.posts, self.requests, self.withdrawals, self.rounds];
        if weights.iter().any(|weight| *weight > WEIGHT_MAX) || self.sum() == 0 {
            let why = format!("weights are numbers up to {WEIGHT_MAX}, not all of them 0");
            return Err(LoadError::Impossible(why));
        }
        Ok(())
    }

    /// All weights together.
    pub(super) const fn sum(self) -> u32 {
        self.posts + self.requests + self.withdrawals + self.rounds
    }
}
