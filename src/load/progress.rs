//! How far a load is, told every second.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::interval;

use super::crowd::Crowd;

const EVERY: Duration = Duration::from_secs(1);

/// Tells until it is dropped.
pub(super) struct Progress {
    phase: Rc<Cell<&'static str>>,
    telling: JoinHandle<()>,
}

impl Progress {
    pub(super) fn begin(crowd: Rc<Crowd>, tell: Rc<dyn Fn(&str)>) -> Self {
        let phase = Rc::new(Cell::new("seated"));
        let telling = tokio::task::spawn_local(telling(crowd, tell, Rc::clone(&phase)));
        Self { phase, telling }
    }

    pub(super) fn phase(&self, name: &'static str) {
        self.phase.set(name);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.telling.abort();
    }
}

async fn telling(crowd: Rc<Crowd>, tell: Rc<dyn Fn(&str)>, phase: Rc<Cell<&'static str>>) {
    let mut every = interval(EVERY);
    let (mut named, mut before) = ("", 0);
    loop {
        every.tick().await;
        let (name, tally) = (phase.get(), crowd.tally());
        let came = tally.deliveries;
        // Each phase counts from 0.
        let fresh = if name == named {
            came.saturating_sub(before)
        } else {
            came
        };
        (named, before) = (name, came);
        tell(&format!(
            "{name}: {} of {} members in, {fresh} deliveries in the last second, p99 {:.1} ms, {} commands refused",
            crowd.inside(),
            crowd.size(),
            tally.delays.times().p99_ms,
            tally.refused.values().sum::<u64>(),
        ));
    }
}
