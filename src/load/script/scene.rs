//! One session as far as a script needs it: who is there to act, who waits, and who has the floor.

use std::collections::VecDeque;

use crate::load::crowd::Crowd;

/// People who are asked whether they are free, before the hall is passed over.
const ASKED_MAX: usize = 64;

/// How far the floor's round is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Round {
    Free,
    Called { speaker: usize, request: u64 },
    Speaking { speaker: usize, turn: u64 },
}

/// What happens in a hall, and who makes it happen.
#[derive(Debug)]
pub struct Scene {
    /// The active item.
    pub item: u64,
    /// The thread that is posted in.
    pub thread: u64,
    /// The member of the crowd who chairs.
    pub chair: usize,
    /// Members who may post and ask for the floor.
    pub speakers: Vec<usize>,
    /// Who waits for the floor, with the request, in order.
    pub waiting: VecDeque<(usize, u64)>,
    next: usize,
    pub(super) round: Round,
}

impl Scene {
    /// A scene with a free floor.
    #[must_use]
    pub const fn new(
        item: u64,
        thread: u64,
        chair: usize,
        speakers: Vec<usize>,
        waiting: VecDeque<(usize, u64)>,
    ) -> Self {
        Self {
            item,
            thread,
            chair,
            speakers,
            waiting,
            next: 0,
            round: Round::Free,
        }
    }

    /// Whether a speaker was called or speaks.
    pub(super) fn has_floor(&self, member: usize) -> bool {
        match self.round {
            Round::Free => false,
            Round::Called { speaker, .. } | Round::Speaking { speaker, .. } => speaker == member,
        }
    }

    /// The next one who has nothing under way.
    pub(super) fn free_speaker(&mut self, crowd: &Crowd) -> Option<usize> {
        for _ in 0..self.speakers.len().min(ASKED_MAX) {
            let speaker = self.speakers[self.next];
            self.next = (self.next + 1) % self.speakers.len();
            if crowd.is_free(speaker) {
                return Some(speaker);
            }
        }
        None
    }
}
