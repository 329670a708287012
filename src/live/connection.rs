//! One socket's side of a room: it reads one message at a time and sends what its cursor lacks in one flush.

mod hello;
mod incoming;
mod level;
mod writing;

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use bytes::Bytes;
use governor::{DefaultDirectRateLimiter, RateLimiter};
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use uuid::Uuid;

use super::answers::Answer;
use super::follower::Standing;
use super::limits::LiveLimits;
use super::room::{Pending, Room};
use super::sockets::{Registration, quota};
use super::tail::{Mark, Signal};
use super::transport::Transport;
use crate::domain::ids::ParticipantId;
use crate::domain::people::Participant;
use crate::domain::{Audience, Code, Refusal, Session};
use crate::wire::close::Close;
use crate::wire::frame;
use crate::wire::message::ServerMessage;
use hello::{first_message, first_word};
use writing::next_reply;

/// Who sits on a socket, as the token said; whether it still holds is judged by the session's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatClaim {
    /// The participant.
    pub participant: ParticipantId,
    /// The generation that the token was made for.
    pub generation: u64,
}

impl SeatClaim {
    /// The person whose seat this is, if it holds.
    pub(super) fn holder(self, session: &Session) -> Option<&Participant> {
        session
            .participant(self.participant)
            .filter(|person| !person.removed && person.invited_at.is_some() && person.generation == self.generation)
    }
}

/// Seconds' worth of messages that may come at once.
const MESSAGES_BURST_SECONDS: u32 = 20;

/// How long a write that is under way when its socket has to close may take to end, and again how long the word why may
/// take: a void seat is closed within a second, come what may.
const FAREWELL: Duration = Duration::from_millis(250);

/// Whether frames may follow on a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Whole,
    /// Something was not written to its end: nothing but the close may follow.
    Cut,
}

/// How a connection stands after a look at the tail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// Something was sent, and there may be more.
    Made,
    /// Nothing is missing; it waits for the signal.
    Level,
    /// Nothing is missing; the room writes what comes.
    Led,
}

struct Connection<T> {
    room: Room,
    seat: SeatClaim,
    transport: T,
    line: Line,
    registration: Registration,
    signal: watch::Receiver<Signal>,
    audience: Audience,
    /// What was sent, as far as the connection knows: the room may be further.
    has: Mark,
    /// The answers that are awaited. The session gives them in this order.
    replies: VecDeque<(Uuid, Pending)>,
    malformed: u32,
    messages: DefaultDirectRateLimiter,
    /// Since when nothing came.
    silent_since: Instant,
}

impl Room {
    /// Serves one socket to its end.
    pub fn serve<T: Transport>(&self, seat: SeatClaim, transport: T) -> impl Future<Output = ()> + Send {
        // There are thousands of them, and almost all wait. So what each does seldom is boxed: it takes no memory meanwhile.
        let begin = Box::pin(self.clone().begin(seat, transport));
        async move {
            let Some(mut connection) = begin.await else { return };
            let Err(end) = connection.live().await;
            Box::pin(connection.end(end)).await;
        }
    }

    /// Takes the first message, a place, and everything to the head.
    async fn begin<T: Transport>(self, seat: SeatClaim, mut transport: T) -> Option<Connection<T>> {
        let limits = &self.shared.house.config.live;
        let patience = Duration::from_millis(limits.hello_timeout_ms);
        let position = match timeout(patience, first_word(&mut transport)).await.map(first_message) {
            Ok(Ok(position)) => position,
            Ok(Err(None)) => return None,
            Ok(Err(Some(close))) => {
                self.dismiss(transport, Line::Whole, Vec::new(), close).await;
                return None;
            }
            Err(_) => {
                self.dismiss(transport, Line::Whole, Vec::new(), Close::HelloExpected)
                    .await;
                return None;
            }
        };
        let Some(registration) = self.shared.sockets.register(seat, transport.outlet()) else {
            self.dismiss(transport, Line::Whole, Vec::new(), Close::GoingAway).await;
            return None;
        };
        // Before the first look at the tail, so that no wake-up is lost.
        let signal = self.shared.tail.subscribe();
        let has = Mark {
            // Words that were passed on before are over, or the next ones replace them soon.
            caption: signal.borrow().mark.caption,
            ..Mark::default()
        };
        let messages = quota(
            limits.messages_per_second,
            limits.messages_per_second.saturating_mul(MESSAGES_BURST_SECONDS),
        );
        let mut connection = Connection {
            room: self,
            seat,
            registration,
            transport,
            line: Line::Whole,
            signal,
            audience: Audience::Public,
            has,
            replies: VecDeque::new(),
            malformed: 0,
            messages: RateLimiter::direct(messages),
            silent_since: Instant::now(),
        };
        match connection.join(position).await {
            Ok(()) => Some(connection),
            Err(end) => {
                connection.end(end).await;
                None
            }
        }
    }

    /// Says what is still to be said and `bye`, if anything can be said, and closes.
    async fn dismiss<T: Transport>(&self, mut transport: T, line: Line, mut last: Vec<Bytes>, close: Close) {
        let limits = &self.shared.house.config.live;
        metrics::counter!("rostrum_sockets_closed_total", "reason" => close.name()).increment(1);
        let retry_ms = (close == Close::GoingAway).then_some(limits.retry_ms);
        let bye = frame::encode(&ServerMessage::Bye {
            code: close.name(),
            retry_ms,
        });
        if line == Line::Whole {
            // A peer that takes nothing is closed without a word.
            last.push(bye);
            let _ = timeout(FAREWELL, transport.send(&last)).await;
        }
        transport.close(close).await;
    }
}

/// Why a connection ends: with a close, or because it is gone.
type End = Option<Close>;

impl<T: Transport> Connection<T> {
    fn limits(&self) -> &LiveLimits {
        &self.room.shared.house.config.live
    }

    /// Goes on until it ends.
    async fn live(&mut self) -> Result<Infallible, End> {
        let every = Duration::from_millis(self.limits().heartbeat_ms.max(1));
        let mut heartbeat = interval_at(Instant::now() + every, every);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let progress = match self.registration.follower.stand(&self.signal) {
                Standing::Led => Progress::Led,
                Standing::Alone { has, owes } => Box::pin(self.catch_up(has, owes)).await?,
            };
            let reads = self.replies.len() < self.limits().replies_max;
            // In a busy room there is always more to send: what comes from the peer is taken in between.
            tokio::select! {
                biased;
                close = self.registration.close.given() => return Err(Some(close)),
                reply = next_reply(&mut self.replies) => Box::pin(self.reply(reply)).await?,
                incoming = self.transport.receive(), if reads => Box::pin(self.take(incoming)).await?,
                _ = heartbeat.tick() => Box::pin(self.beat(every)).await?,
                () = std::future::ready(()), if progress == Progress::Made => {}
                () = self.registration.follower.handed_back.notified(), if progress == Progress::Led => {}
                changed = self.signal.changed(), if progress == Progress::Level => {
                    changed.map_err(|_| Some(Close::GoingAway))?;
                }
            }
        }
    }

    /// Gives the place back, and parts from a peer that is still there.
    async fn end(mut self, end: End) {
        // Whoever lost the seat by an own command still hears that it took effect.
        let answers = self.answers();
        let Self {
            room,
            transport,
            line,
            registration,
            ..
        } = self;
        drop(registration);
        match end {
            Some(close) => room.dismiss(transport, line, answers, close).await,
            None => metrics::counter!("rostrum_sockets_closed_total", "reason" => "gone").increment(1),
        }
    }
}

fn refused_seat(refusal: &Refusal) -> Close {
    if refusal.code == Code::NotPermitted {
        Close::SeatRevoked
    } else {
        Close::GoingAway
    }
}

/// A refusal that goes out, counted by its code: most of the limits answer with one.
fn refused(id: Option<Uuid>, refusal: Refusal) -> ServerMessage<'static> {
    metrics::counter!("rostrum_refusals_total", "code" => ServerMessage::code_name(refusal.code)).increment(1);
    ServerMessage::refused(id, refusal)
}

fn reply_frame(id: Uuid, result: Result<Answer, Refusal>) -> Bytes {
    frame::encode(&match result {
        Ok(Answer { accepted, undo }) => ServerMessage::accepted(id, accepted.first, undo),
        Err(refusal) => refused(Some(id), refusal),
    })
}
