//! The part of a passage that is shown with a hit.

use super::folded;
use super::query::Query;

/// What stands before the first hit in a text that is cut there: about a line.
const LEAD_CHARS: usize = 30;

/// A passage or a part of it, as it was sent, with the ranges of what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The words.
    pub text: String,
    /// Ranges `[start, end)` of [`Excerpt::text`] in Unicode scalar values: in order, apart from each other.
    pub highlights: Vec<(usize, usize)>,
    /// How many characters of the passage stand before it.
    pub before: usize,
    /// How many stand behind it.
    pub after: usize,
}

impl Excerpt {
    /// The part of `passage` around the first place of what is looked for; all of it if that has no more than `chars_max` characters.
    #[must_use]
    pub fn of(query: &Query, passage: &str, chars_max: usize) -> Self {
        let ranges = query.ranges(&folded::tokens(passage));
        let chars = passage.chars().count();
        let before = if chars <= chars_max {
            0
        } else {
            let lead = LEAD_CHARS.min(chars_max / 2);
            let first = ranges.first().map_or(0, |range| range.0);
            first.saturating_sub(lead).min(chars - chars_max)
        };
        let end = chars.min(before + chars_max);
        let highlights = ranges
            .into_iter()
            .map(|(start, stop)| (start.max(before), stop.min(end)))
            .filter(|(start, stop)| start < stop)
            .map(|(start, stop)| (start - before, stop - before))
            .collect();
        Self {
            text: passage.chars().skip(before).take(end - before).collect(),
            highlights,
            before,
            after: chars - end,
        }
    }
}
