//! A deck of choices: nothing comes again before everything else came.

use std::sync::{Mutex, PoisonError};

/// Numbers below a bound, in an order of chance.
#[derive(Debug)]
pub(super) struct Deck {
    size: usize,
    left: Mutex<Vec<usize>>,
}

impl Deck {
    pub(super) const fn of(size: usize) -> Self {
        Self {
            size,
            left: Mutex::new(Vec::new()),
        }
    }

    /// The next number; `None` only from an empty deck.
    pub(super) fn draw(&self) -> Option<usize> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        if left.is_empty() {
            left.extend(0..self.size);
            fastrand::shuffle(&mut left);
        }
        left.pop()
    }

    /// The next of `all` that is good, looking at each at most once.
    pub(super) fn deal<'a, T>(&self, all: &'a [T], is_good: impl Fn(&T) -> bool) -> Option<&'a T> {
        (0..self.size)
            .filter_map(|_| all.get(self.draw()?))
            .find(|drawn| is_good(drawn))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Deck;

    #[test]
    fn w64_nothing_comes_again_before_everything_else_came() {
        let deck = Deck::of(7);
        for _ in 0..3 {
            let round: BTreeSet<Option<usize>> = (0..7).map(|_| deck.draw()).collect();
            assert_eq!(round.len(), 7);
        }
        assert_eq!(Deck::of(0).draw(), None);
        assert_eq!(deck.deal(&[1, 2, 3, 4, 5, 6, 7], |number| *number > 7), None);
        assert!(deck.deal(&[1, 2, 3, 4, 5, 6, 7], |number| *number > 1).is_some());
    }
}
