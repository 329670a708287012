//! What the crowd does: a mix of posts, requests, withdrawals and rounds of the floor, by people who take turns.

mod mix;
mod scene;

use std::collections::VecDeque;

use super::crowd::{Answer, Crowd};
use super::drive::Speaker;
use scene::Round;

pub use mix::Mix;
pub use scene::Scene;

/// Requests that may wait in a hall; the server takes more, but a queue that only grows is no meeting.
const WAITING_MAX: usize = 40;

/// A command as far as what follows depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// A post.
    Post,
    /// A request for the floor.
    Request,
    /// This request is taken back.
    Withdraw(u64),
    /// The chair calls somebody, who made this request.
    Call {
        /// Who is called.
        speaker: usize,
        /// The request.
        request: u64,
    },
    /// The one who was called gets the floor.
    Ready,
    /// The turn ends.
    Release,
}

/// Plays a mix in all halls, one after the other.
pub struct Script {
    mix: Mix,
    scenes: Vec<Scene>,
    /// The hall of each member of the crowd.
    halls: Vec<usize>,
    next: usize,
    /// Halls in which somebody was called or speaks: their round goes on before others begin.
    going_on: VecDeque<usize>,
    text: String,
    random: fastrand::Rng,
}

impl Script {
    /// A script for these scenes, one for each hall; `halls` says in which one each member is.
    #[must_use]
    pub fn new(mix: Mix, scenes: Vec<Scene>, halls: Vec<usize>) -> Self {
        Self {
            mix,
            scenes,
            halls,
            next: 0,
            going_on: VecDeque::new(),
            text: "意".repeat(mix.post_chars.max(1)),
            // The same course each time, as far as the answers allow.
            random: fastrand::Rng::with_seed(7),
        }
    }

    fn post(&mut self, hall: usize, crowd: &Crowd) -> bool {
        let scene = &mut self.scenes[hall];
        let Some(speaker) = scene.free_speaker(crowd) else {
            return false;
        };
        let command = format!(
            r#"{{"type":"publish_post","thread":{},"text":"{}"}}"#,
            scene.thread, self.text
        );
        crowd.say(speaker, &command, Deed::Post)
    }

    fn request(&mut self, hall: usize, crowd: &Crowd) -> bool {
        let scene = &mut self.scenes[hall];
        if scene.waiting.len() >= WAITING_MAX {
            return self.withdraw(hall, crowd);
        }
        let Some(speaker) = scene.free_speaker(crowd) else {
            return false;
        };
        if scene.has_floor(speaker) || scene.waiting.iter().any(|(waiting, _)| *waiting == speaker) {
            return self.post(hall, crowd);
        }
        let command = format!(
            r#"{{"type":"request_floor","item":{},"kind":"impromptu","subject":"关于上游需要什么的意见"}}"#,
            scene.item
        );
        crowd.say(speaker, &command, Deed::Request)
    }

    fn withdraw(&mut self, hall: usize, crowd: &Crowd) -> bool {
        let waiting = &mut self.scenes[hall].waiting;
        // The last: the first is about to be called.
        match waiting.pop_back_if(|(speaker, _)| crowd.is_free(*speaker)) {
            Some((speaker, request)) => {
                let command = format!(r#"{{"type":"withdraw_request","request":{request}}}"#);
                crowd.say(speaker, &command, Deed::Withdraw(request))
            }
            None => self.post(hall, crowd),
        }
    }

    /// The next step of the floor's round, if whose it is is free.
    fn round(&mut self, hall: usize, crowd: &Crowd) -> Option<bool> {
        let scene = &mut self.scenes[hall];
        match scene.round {
            Round::Free => {
                let (speaker, request) = scene.waiting.front().copied()?;
                if !crowd.is_free(scene.chair) {
                    return None;
                }
                scene.waiting.pop_front();
                scene.round = Round::Called { speaker, request };
                let command = format!(r#"{{"type":"call_speaker","request":{request},"expect_turn":null}}"#);
                Some(crowd.say(scene.chair, &command, Deed::Call { speaker, request }))
            }
            Round::Called { speaker, request } => {
                let command = format!(r#"{{"type":"ready","request":{request}}}"#);
                crowd
                    .is_free(speaker)
                    .then(|| crowd.say(speaker, &command, Deed::Ready))
            }
            Round::Speaking { speaker, turn } => {
                let command = format!(r#"{{"type":"release_floor","expect_turn":{turn}}}"#);
                crowd
                    .is_free(speaker)
                    .then(|| crowd.say(speaker, &command, Deed::Release))
            }
        }
    }
}

impl Speaker for Script {
    fn hear(&mut self, answer: Answer) {
        let hall = self.halls[answer.member];
        let scene = &mut self.scenes[hall];
        let follows = match (answer.deed, answer.entry) {
            (Deed::Post, _) | (Deed::Withdraw(_), Some(_)) | (Deed::Request, None) => return,
            (Deed::Request, Some(request)) | (Deed::Withdraw(request), None) => {
                return scene.waiting.push_back((answer.member, request));
            }
            (Deed::Call { speaker, request }, Some(_)) => Round::Called { speaker, request },
            (Deed::Ready, Some(turn)) => Round::Speaking {
                speaker: answer.member,
                turn,
            },
            (Deed::Release, _) | (Deed::Call { .. } | Deed::Ready, None) => Round::Free,
        };
        scene.round = follows;
        if follows != Round::Free {
            self.going_on.push_back(hall);
        }
    }

    fn speak(&mut self, crowd: &Crowd) -> bool {
        // A call that waits too long is passed by the server's clock, and a turn runs out.
        if let Some(hall) = self.going_on.pop_front() {
            match self.round(hall, crowd) {
                Some(said) => return said,
                None => self.going_on.push_back(hall),
            }
        }
        let hall = self.next;
        self.next = (self.next + 1) % self.scenes.len();
        let mut drawn = self.random.u32(0..self.mix.sum().max(1));
        if drawn < self.mix.posts {
            return self.post(hall, crowd);
        }
        drawn -= self.mix.posts;
        if drawn < self.mix.requests {
            return self.request(hall, crowd);
        }
        drawn -= self.mix.requests;
        if drawn < self.mix.withdrawals {
            return self.withdraw(hall, crowd);
        }
        match self.scenes[hall].round {
            Round::Free => self.round(hall, crowd).unwrap_or_else(|| self.post(hall, crowd)),
            // It goes on by itself.
            _ => self.post(hall, crowd),
        }
    }
}
