//! What somebody looks for, taken apart. Nothing of it reaches the index but letters, digits and marks.

use super::folded::{self, Token};

/// What is looked for: all of its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

/// A phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    tokens: Vec<String>,
    /// Whether its last word may go on: `plan` finds `planning`.
    goes_on: bool,
}

/// Why a text is no query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAQuery {
    /// It has no letter, digit or Chinese character.
    #[error("there is nothing to look for")]
    Empty,
    /// It has more terms than are looked for at once.
    #[error("there are too many terms")]
    TooMany,
}

/// What begins and what ends a phrase; any ends what any began.
const QUOTES: [char; 9] = ['"', '“', '”', '„', '＂', '「', '」', '『', '』'];

impl Query {
    /// Takes a text apart: terms are separated by white space, and what stands in quotes is one term, exactly.
    ///
    /// # Errors
    /// [`NotAQuery`].
    pub fn parse(text: &str, terms_max: usize) -> Result<Self, NotAQuery> {
        let mut terms: Vec<Term> = Vec::new();
        for (place, part) in text.split(QUOTES).enumerate() {
            let quoted = place % 2 == 1;
            let whole = [part];
            let pieces: Box<dyn Iterator<Item = &str>> = if quoted {
                Box::new(whole.into_iter())
            } else {
                Box::new(part.split_whitespace())
            };
            for term in pieces.filter_map(|piece| Term::of(piece, quoted)) {
                if terms.contains(&term) {
                    continue;
                }
                if terms.len() == terms_max {
                    return Err(NotAQuery::TooMany);
                }
                terms.push(term);
            }
        }
        if terms.is_empty() {
            return Err(NotAQuery::Empty);
        }
        Ok(Self { terms })
    }

    /// The query as FTS5 takes it. Tokens have no quotes in them, so each phrase stays one.
    pub(super) fn expression(&self) -> String {
        let phrase = |term: &Term| {
            let more = if term.goes_on { " *" } else { "" };
            format!("\"{}\"{more}", term.tokens.join(" "))
        };
        let phrases: Vec<String> = self.terms.iter().map(phrase).collect();
        phrases.join(" AND ")
    }

    /// Where the terms stand in a text: ranges of its characters in order, those that touch each other as one.
    pub(super) fn ranges(&self, tokens: &[Token]) -> Vec<(usize, usize)> {
        let mut ranges: Vec<(usize, usize)> = self.terms.iter().flat_map(|term| term.ranges(tokens)).collect();
        ranges.sort_unstable();
        let mut merged: Vec<(usize, usize)> = Vec::with_capacity(ranges.len());
        for (start, end) in ranges {
            match merged.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => merged.push((start, end)),
            }
        }
        merged
    }
}

impl Term {
    fn of(text: &str, quoted: bool) -> Option<Self> {
        let tokens = folded::tokens(text);
        let words = |token: &Token| !token.is_break();
        let (first, last) = (tokens.iter().position(words)?, tokens.iter().rposition(words)?);
        let tokens: Vec<String> = tokens[first..=last].iter().map(|token| token.text.clone()).collect();
        let open = |word: &String| word.chars().nth(1).is_some() && !word.chars().any(char::is_numeric);
        let goes_on = !quoted && tokens.last().is_some_and(open);
        Some(Self { tokens, goes_on })
    }

    fn ranges<'a>(&'a self, tokens: &'a [Token]) -> impl Iterator<Item = (usize, usize)> + 'a {
        tokens.windows(self.tokens.len()).filter_map(|window| {
            let (first, last) = (window.first()?, window.last()?);
            self.is(window).then_some((first.start, last.end))
        })
    }

    fn is(&self, window: &[Token]) -> bool {
        let last = self.tokens.len() - 1;
        window
            .iter()
            .zip(&self.tokens)
            .enumerate()
            .all(|(place, (found, wanted))| {
                found.text == *wanted || (self.goes_on && place == last && found.text.starts_with(wanted.as_str()))
            })
    }
}
