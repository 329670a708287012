//! The one task that owns a live session: it decides, makes durable, applies, and only then lets answers leave.

mod erasing;
mod telling;

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use uuid::Uuid;

use super::batch::{Batch, Now};
use super::connections::{self, Connections};
use super::hub::House;
use super::mail::{Letter, Look, Mail, Words};
use super::replica::{Replica, not_before};
use super::sockets::Sockets;
use super::tail::Tail;
use crate::domain::ids::ParticipantId;
use crate::domain::{Code, Refusal};
use crate::journal::{Outcome, Record};
use crate::time::Timestamp;
use crate::wire::close::Close;

/// Whether the session takes orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Health {
    Sound,
    /// A panic happened in it: it is read, but not written, until the server starts again.
    Faulted,
}

pub(super) struct Task {
    id: Uuid,
    house: Arc<House>,
    /// Absent while the journal cannot be read.
    replica: Option<Replica>,
    tail: Arc<Tail>,
    sockets: Arc<Sockets>,
    connections: Connections,
    mailbox: mpsc::Receiver<Mail>,
    waiting: VecDeque<Mail>,
    health: Health,
    presence_due: Option<Instant>,
    presence_told: Instant,
    caption: Option<Bytes>,
    caption_told: Option<Instant>,
    checkpoint_due: Option<Instant>,
    checkpoint_size: u64,
    used: Instant,
    /// After an append that did not succeed the clock does nothing until then.
    rests_until: Instant,
    stop: Option<oneshot::Sender<()>>,
}

/// What is looked at once the batch it came with is durable.
enum Later {
    Look(Look),
    Caption(Words),
}

/// How long a task waits before it tries again what the journal did not let it do.
const RETRY_EVERY: Duration = Duration::from_millis(500);

impl Task {
    pub(super) fn new(
        id: Uuid,
        house: Arc<House>,
        replica: Replica,
        tail: Arc<Tail>,
        sockets: Arc<Sockets>,
        mailbox: mpsc::Receiver<Mail>,
    ) -> Self {
        let now = Instant::now();
        let checkpoint_every = Duration::from_millis(house.config.live.checkpoint_interval_ms);
        let connections = Connections::new(Arc::clone(&sockets), &house.config.live, house.now());
        Self {
            id,
            house,
            replica: Some(replica),
            tail,
            sockets,
            connections,
            mailbox,
            waiting: VecDeque::new(),
            health: Health::Sound,
            presence_due: None,
            presence_told: now,
            caption: None,
            caption_told: None,
            // What the journal holds may have no checkpoint yet.
            checkpoint_due: Some(now + checkpoint_every),
            checkpoint_size: 0,
            used: now,
            rests_until: now,
            stop: None,
        }
    }

    /// Runs until it is told to stop or nobody needs the session.
    pub(super) async fn run(mut self) {
        loop {
            let ran = AssertUnwindSafe(self.rounds()).catch_unwind().await;
            if ran.is_ok() {
                break;
            }
            self.fault().await;
        }
        metrics::gauge!("rostrum_sessions_live").decrement(1);
        if let Some(stopped) = self.stop.take() {
            let _ = stopped.send(());
        }
    }

    /// A panic isolates the session: reads stay, writes are refused, an alarm is raised.
    async fn fault(&mut self) {
        tracing::error!(session = %self.id, "a panic faulted the session: it is read-only until the next start");
        metrics::counter!("rostrum_sessions_faulted_total").increment(1);
        self.health = Health::Faulted;
        self.replica = None;
        self.reload().await;
    }

    async fn rounds(&mut self) {
        while self.stop.is_none() {
            if self.waiting.is_empty() {
                self.wait().await;
            }
            while let Ok(mail) = self.mailbox.try_recv() {
                self.waiting.push_back(mail);
                if self.waiting.len() >= self.house.config.live.mailbox_max {
                    break;
                }
            }
            if self.replica.is_none() {
                self.reload().await;
            }
            self.round().await;
            self.tell_presence();
            self.tell_caption();
            self.sign_checkpoint().await;
            if self.idle() && self.house.let_go(self.id) {
                break;
            }
        }
        self.checkpoint_due = Some(Instant::now());
        self.sign_checkpoint().await;
    }

    /// Waits for the first thing there is to do.
    async fn wait(&mut self) {
        let now = Instant::now();
        let idle = Some(self.used + self.idle_after()).filter(|idle| *idle > now);
        let wake = match &self.replica {
            Some(replica) => {
                let clock = self.by_clock(replica, now).map(|due| due.max(self.rests_until));
                let caption = self
                    .caption
                    .as_ref()
                    .and(self.caption_told)
                    .map(|told| told + self.caption_every());
                [clock, idle, self.presence_due, caption, self.checkpoint_due]
                    .into_iter()
                    .flatten()
                    .min()
            }
            None => Some(now + RETRY_EVERY),
        };
        let wake = wake.unwrap_or(now + Duration::from_mins(1));
        // In one order, so that the same history comes of the same moments: who came is known before what they want.
        tokio::select! {
            biased;
            () = self.sockets.changed.notified() => {
                self.presence_soon();
                self.connections.changed();
            }
            mail = self.mailbox.recv() => match mail {
                Some(mail) => self.waiting.push_back(mail),
                // Every handle is gone, the map's too: only a shutdown that did not wait does that.
                None => self.stop = Some(oneshot::channel().0),
            },
            () = tokio::time::sleep_until(wake) => {}
        }
    }

    /// When the clock has something to do: a deadline, or what follows from connections.
    fn by_clock(&self, replica: &Replica, now: Instant) -> Option<Instant> {
        if self.health != Health::Sound {
            return None;
        }
        let session = &replica.session;
        let in_time = |due: Timestamp| now + Duration::from_millis(due.millis_since(self.house.now()));
        let deadline = session.next_deadline().map(|(due, _)| in_time(due));
        [deadline, self.connections.wake(session)].into_iter().flatten().min()
    }

    /// What the clock does first, then what waits, as one record; then every answer, yes or no.
    async fn round(&mut self) {
        let limits = self.house.config.session.clone();
        let mut batch = Batch::default();
        let mut later: Vec<Later> = Vec::new();
        // The clock rests after a failure so that it does not try without end; it never lets a command go first.
        if self.health == Health::Sound
            && (has_come(self.rests_until) || !self.waiting.is_empty())
            && let Some(replica) = &mut self.replica
        {
            let at = not_before(&replica.session, self.house.now());
            batch.take_clock(replica, &mut self.connections, at, &limits);
        }
        while batch.waiting.len() < self.house.config.live.batch_max && !batch.is_full() {
            let Some(mail) = self.waiting.pop_front() else { break };
            self.used = Instant::now();
            match mail {
                Mail::Letter(letter) => {
                    if let Some(letter) = self.take(&mut batch, *letter) {
                        self.waiting.push_front(Mail::Letter(Box::new(letter)));
                        break;
                    }
                }
                Mail::Look(look) => later.push(Later::Look(look)),
                Mail::Caption(words) => later.push(Later::Caption(words)),
                Mail::Stop(stopped) => {
                    self.stop = Some(stopped);
                    break;
                }
            }
        }
        self.commit(batch).await;
        for later in later {
            match later {
                Later::Look(look) => look(self.replica.as_ref().map(|replica| (replica, &*self.tail))),
                Later::Caption(Words { by, turn, text, answer }) => {
                    // The sender may be gone.
                    let _ = answer.send(self.take_caption(by, turn, text));
                }
            }
        }
    }

    /// Decides a letter. Gives back one that has to wait for the next record.
    fn take(&mut self, batch: &mut Batch, letter: Letter) -> Option<Letter> {
        match &mut self.replica {
            Some(replica) if self.health == Health::Sound => {
                let at = not_before(&replica.session, self.house.now());
                let now = Now {
                    at,
                    sockets: &self.sockets,
                    limits: &self.house.config.session,
                };
                batch.take(replica, letter, now)
            }
            _ => {
                let _ = letter.answer.send(Err(Code::Unavailable.into()));
                None
            }
        }
    }

    async fn commit(&mut self, mut batch: Batch) {
        let Some(replica) = &mut self.replica else { return };
        if batch.entries.is_empty() {
            answer(batch);
            return;
        }
        let entries = std::mem::take(&mut batch.entries);
        let record = Arc::new(Record {
            extends: replica.guard.head(),
            entries,
        });
        let begun = Instant::now();
        let outcome = self.house.journal.append(self.id, Arc::clone(&record)).await;
        metrics::histogram!("rostrum_append_seconds").record(begun.elapsed().as_secs_f64());
        if matches!(outcome, Outcome::Committed(_)) && !batch.erased.is_empty() {
            self.erase(batch).await;
            return;
        }
        // The guard judges the own record too: what does not extend the head was not written by this history.
        if matches!(outcome, Outcome::Committed(_)) && replica.guard.accept(&record).is_ok() {
            let slots = std::mem::take(&mut batch.slots);
            self.tail
                .publish(slots, &batch.visibility, batch.withholds, &replica.session);
            let (void, closes) = (std::mem::take(&mut batch.void), batch.closes);
            for accepted in batch.waiting.iter().filter(|waiting| waiting.result.is_ok()) {
                let delay = accepted.taken.elapsed().as_secs_f64();
                metrics::histogram!("rostrum_command_durable_seconds").record(delay);
            }
            // Before the sockets close: whoever lost the seat by an own command hears of it.
            answer(batch);
            self.durable(&void, closes);
        } else {
            self.not_committed(batch, &outcome).await;
        }
    }

    /// What follows once entries are durable.
    fn durable(&mut self, void: &[ParticipantId], closes: bool) {
        self.house.wrote(self.id);
        for participant in void {
            self.sockets.close(*participant, Close::SeatRevoked);
        }
        self.went_on(closes);
    }

    /// There may be new entries: presence, attendance and a checkpoint follow them, the last at once after a session closed.
    fn went_on(&mut self, closed: bool) {
        self.presence_soon();
        self.connections.changed();
        let now = Instant::now();
        let every = Duration::from_millis(self.house.config.live.checkpoint_interval_ms);
        let due = if closed { now } else { now + every };
        self.checkpoint_due = Some(self.checkpoint_due.map_or(due, |earlier| earlier.min(due)));
    }

    /// The state is dropped and folded anew; own commands that are in the journal all the same get their answer.
    async fn not_committed(&mut self, batch: Batch, outcome: &Outcome) {
        tracing::warn!(session = %self.id, ?outcome, "an append did not succeed");
        metrics::counter!("rostrum_appends_failed_total").increment(1);
        if matches!(outcome, Outcome::Full | Outcome::Ambiguous) {
            self.house.could_not_write();
        }
        self.rests_until = Instant::now() + RETRY_EVERY;
        self.replica = None;
        self.reload().await;
        self.went_on(batch.closes);
        let lost = match outcome {
            Outcome::Refused(reason) => Refusal::because(Code::TooLarge, reason.clone()),
            _ => Code::Unavailable.into(),
        };
        self.answer_from_journal(batch, &lost);
    }

    /// Answers what is in the state that was folded anew with what it made, and everything else with `lost`.
    fn answer_from_journal(&mut self, batch: Batch, lost: &Refusal) {
        for waiting in batch.waiting {
            let found = self
                .replica
                .as_ref()
                .and_then(|replica| replica.answers.get(waiting.by, waiting.command));
            let found = found.map(|found| match waiting.result {
                // It is what was decided, and so is what takes it back.
                Ok(answer) if answer.accepted == found => answer,
                _ => found.into(),
            });
            let _ = waiting.answer.send(found.ok_or_else(|| lost.clone()));
        }
    }

    async fn reload(&mut self) {
        let entries_max = self.house.config.live.ring_entries_max.max(1);
        let loading = AssertUnwindSafe(Replica::load(&*self.house.journal, self.id, entries_max)).catch_unwind();
        match loading.await {
            Ok(Ok(loaded)) => {
                // Who folded the past while words waited to be erased has them.
                if !loaded.replica.session.erased_entries().is_empty() {
                    self.house.replays.forget(self.id);
                }
                self.tail
                    .reset(loaded.slots, &loaded.visibility, &loaded.replica.session);
                // What is new in it may have voided seats.
                self.sockets.close_void(&loaded.replica.session);
                self.replica = Some(loaded.replica);
                self.connections.loaded(self.house.now());
            }
            Ok(Err(error)) => tracing::error!(session = %self.id, %error, "the session cannot be read"),
            Err(_) => {
                tracing::error!(session = %self.id, "reading the session panicked");
                self.health = Health::Faulted;
            }
        }
    }

    fn idle_after(&self) -> Duration {
        Duration::from_millis(self.house.config.live.idle_ms)
    }

    /// Whether nothing happened for long, nobody is here, and the clock has nothing to do.
    fn idle(&self) -> bool {
        let clock = |replica: &Replica| {
            let session = &replica.session;
            session.next_deadline().is_some() || (self.health == Health::Sound && connections::awaited(session))
        };
        has_come(self.used + self.idle_after())
            && self.waiting.is_empty()
            && self.mailbox.is_empty()
            && self.sockets.is_empty()
            && !self.replica.as_ref().is_some_and(clock)
    }
}

fn has_come(due: Instant) -> bool {
    due <= Instant::now()
}

/// Lets the answers of a durable batch leave.
fn answer(batch: Batch) {
    for waiting in batch.waiting {
        // Whoever asked may be gone; the effect stays.
        let _ = waiting.answer.send(waiting.result);
    }
}
