//! The pace at which a crowd is made to speak: so many commands a second, or so many under way at a time.

use std::time::{Duration, Instant};

use tokio::time::{MissedTickBehavior, interval, timeout_at};

use super::crowd::{Answer, Crowd};

/// Nobody could speak: a moment later somebody may be free.
const PAUSE: Duration = Duration::from_millis(1);
/// What is under way at the end comes to everybody within this time, or never.
const PATIENCE: Duration = Duration::from_secs(15);

/// Says what is to be done next.
pub trait Speaker {
    /// Takes in what became of an earlier command.
    fn hear(&mut self, answer: Answer);

    /// Has somebody send the next command; `false` if nobody can.
    fn speak(&mut self, crowd: &Crowd) -> bool;
}

/// How fast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pace {
    /// So many commands a second, whatever becomes of them.
    PerSecond(f64),
    /// So many whose event has not come to everybody yet.
    InFlight(usize),
}

/// What a drive came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Driven {
    /// How long it took, without what was still under way at its end.
    pub took: Duration,
    /// Commands that were sent.
    pub sent: u64,
    /// Commands that were due and that nobody was free to send.
    pub held_back: u64,
    /// Events that came to members in that time.
    pub deliveries: u64,
    /// Whether in the end everything under way came to everybody.
    pub landed: bool,
}

/// Has the crowd speak for a while, and waits for what is under way then. `ended` is called in between.
pub async fn drive(
    crowd: &Crowd,
    speaker: &mut (impl Speaker + ?Sized),
    pace: Pace,
    lasts: Duration,
    ended: impl AsyncFnOnce(),
) -> Driven {
    let began = Instant::now();
    let until = tokio::time::Instant::from_std(began + lasts);
    let (mut sent, mut held_back) = (0, 0);
    let before = crowd.deliveries();
    match pace {
        Pace::PerSecond(rate) => {
            // A drive that is late catches up: whoever waits for a slow server would measure a fast one.
            let mut due = interval(Duration::from_secs_f64(1.0 / rate.max(0.001)));
            due.set_missed_tick_behavior(MissedTickBehavior::Burst);
            while timeout_at(until, due.tick()).await.is_ok() && tokio::time::Instant::now() < until {
                crowd.answers().into_iter().for_each(|answer| speaker.hear(answer));
                if speaker.speak(crowd) {
                    sent += 1;
                } else {
                    held_back += 1;
                }
            }
        }
        Pace::InFlight(most) => {
            while tokio::time::Instant::now() < until {
                crowd.answers().into_iter().for_each(|answer| speaker.hear(answer));
                let mut spoke = true;
                while spoke && crowd.in_flight() < most {
                    spoke = speaker.speak(crowd);
                    sent += u64::from(spoke);
                }
                if spoke {
                    // An error means that the time is over.
                    let _ = timeout_at(until, crowd.changed()).await;
                } else {
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }
    let (took, deliveries) = (began.elapsed(), crowd.deliveries() - before);
    ended().await;
    let landed = crowd.lands(PATIENCE).await;
    crowd.answers().into_iter().for_each(|answer| speaker.hear(answer));
    Driven {
        took,
        sent,
        held_back,
        deliveries,
        landed,
    }
}
