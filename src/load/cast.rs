//! The people of a load: sessions made, people invited, seats redeemed, and each session brought to where it is lively.

mod making;
mod opening;

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use super::LoadError;
use super::crowd::{Manner, Place};
use super::script::Scene;
use super::socket::Door;
use crate::client::Api;
use crate::domain::Role;
use making::{made, redeemed};
use opening::opened;

/// Calls at the same time.
const CALLS_AT_ONCE: usize = 8;

/// One person's seat in a session.
struct Person {
    participant: u64,
    role: Role,
    token: String,
}

/// How many come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    /// Sessions, over which all are spread.
    pub sessions: usize,
    /// Those who read what comes.
    pub readers: usize,
    /// Those who take nothing.
    pub stalled: usize,
    /// Those who take a few bytes a second.
    pub dripping: usize,
}

impl Numbers {
    /// Everybody.
    #[must_use]
    pub const fn people(self) -> usize {
        self.readers + self.stalled + self.dripping
    }
}

/// Everybody who was seated, and where.
#[derive(Debug, Default)]
pub struct Cast {
    /// Each session's socket.
    pub halls: Vec<Door>,
    /// Everybody's seat, session by session.
    pub places: Vec<Place>,
    /// Where each session is.
    pub scenes: Vec<Scene>,
    /// How long it took to make the sessions and to invite.
    pub made_in: Duration,
    /// How long it took to redeem the invitations.
    pub seated_in: Duration,
}

impl Cast {
    /// Makes the sessions, invites and seats everybody, and opens them.
    ///
    /// # Errors
    /// [`LoadError`]: the server refused, or went away.
    pub async fn seated(api: Api, convener: &str, numbers: Numbers) -> Result<Self, LoadError> {
        let (people, sessions) = (numbers.people(), numbers.sessions);
        let convener: Arc<str> = convener.into();
        let mut cast = Self::default();

        let began = Instant::now();
        let size = |session| people / sessions + usize::from(session < people % sessions);
        let sizes = (0..sessions).map(size);
        let by = Arc::clone(&convener);
        let made = in_parallel(sizes.collect(), move |size| made(api, Arc::clone(&by), size)).await?;
        cast.made_in = began.elapsed();

        let began = Instant::now();
        let invitations = made.iter().flat_map(|(_, invitations)| invitations.clone());
        let mut seated = redeemed(api, invitations.collect()).await?.into_iter();
        cast.seated_in = began.elapsed();

        let mut lively = Vec::with_capacity(sessions);
        for (hall, (session, invitations)) in made.iter().enumerate() {
            cast.halls.push(Door {
                address: api.address(),
                path: format!("/api/sessions/{session}/socket"),
            });
            let people: Vec<Person> = seated.by_ref().take(invitations.len()).collect();
            let first = cast.places.len();
            cast.places.extend(people.iter().map(|person| Place {
                hall,
                participant: person.participant,
                token: person.token.clone(),
                manner: Manner::Reads,
            }));
            lively.push((*session, people, first));
        }
        cast.slow_down(numbers);
        let scenes = in_parallel(lively, move |(session, people, first)| {
            opened(api, Arc::clone(&convener), session, people, first)
        });
        cast.scenes = scenes.await?;
        Ok(cast)
    }

    /// Makes the last people of each session slow, session after session, until there are enough of them.
    fn slow_down(&mut self, numbers: Numbers) {
        let mut by_lateness: Vec<(usize, usize)> = Vec::with_capacity(self.places.len());
        let (mut later, mut hall) = (0, self.halls.len());
        for (index, place) in self.places.iter().enumerate().rev() {
            later = if place.hall == hall { later + 1 } else { 0 };
            hall = place.hall;
            by_lateness.push((later, index));
        }
        by_lateness.sort_unstable();
        let manners = std::iter::repeat_n(Manner::Stalls, numbers.stalled)
            .chain(std::iter::repeat_n(Manner::Drips, numbers.dripping));
        for ((_, index), manner) in by_lateness.into_iter().zip(manners) {
            self.places[index].manner = manner;
        }
    }
}

/// Does the same for all, several at a time; the results keep their order.
async fn in_parallel<T, R, F>(all: Vec<T>, each: impl Fn(T) -> F) -> Result<Vec<R>, LoadError>
where
    R: Send + 'static,
    F: Future<Output = Result<R, LoadError>> + Send + 'static,
{
    let mut results: Vec<Option<R>> = all.iter().map(|_| None).collect();
    let mut running = JoinSet::new();
    let mut waiting = all.into_iter().enumerate();
    loop {
        while running.len() < CALLS_AT_ONCE
            && let Some((index, one)) = waiting.next()
        {
            let doing = each(one);
            running.spawn(async move { (index, doing.await) });
        }
        let Some(done) = running.join_next().await else { break };
        let (index, result) = done.map_err(|error| LoadError::Server(error.to_string()))?;
        results[index] = Some(result?);
    }
    Ok(results.into_iter().flatten().collect())
}
