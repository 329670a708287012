//! Seeded simulation of servers, clients and a journal that fails.
//!
//! One number decides everything that happens in a run. `ROSTRUM_SEEDS=5000` runs more seeds than usual, and
//! `ROSTRUM_SEED=17` runs one alone. Seeds that once failed stay in [`FAILED_ONCE`].

mod checks;
mod node;
mod random;
#[expect(dead_code, reason = "the tests of whole rooms use the rest of it")]
mod support;
mod wishes;
mod world;

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use world::{Outcome, Servers};

/// How many seeds a usual run takes, for each way of running servers.
const SEEDS: u64 = 300;

/// Seeds that showed a fault, with what it was.
const FAILED_ONCE: &[(u64, Servers, &str)] = &[];

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

fn run(seed: u64, servers: Servers) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build();
    runtime.expect("a runtime").block_on(world::run(seed, servers))
}

/// Runs the seeds on all cores and fails with those that failed.
fn run_seeds(servers: Servers) {
    let seeds = match number("ROSTRUM_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("ROSTRUM_SEEDS").unwrap_or(SEEDS),
    };
    let (next, failed) = (AtomicU64::new(seeds.start), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(3);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if !seeds.contains(&seed) {
                        return;
                    }
                    if catch_unwind(AssertUnwindSafe(|| run(seed, servers))).is_err() {
                        eprintln!("seed {seed} with {servers:?} failed");
                        failed.lock().unwrap_or_else(PoisonError::into_inner).push(seed);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    assert!(
        failed.is_empty(),
        "with {servers:?} these seeds failed, rerun one with ROSTRUM_SEED: {failed:?}"
    );
}

#[test]
fn l26_the_same_seed_gives_the_same_history() {
    for seed in 0..5 {
        for servers in [Servers::OneAtATime, Servers::TwoAtOnce] {
            let first = run(seed, servers);
            assert!(first.history.len() > 10, "something happens");
            assert_eq!(first, run(seed, servers), "seed {seed} with {servers:?}");
        }
    }
}

#[test]
fn l26_one_server_after_another_keeps_every_promise() {
    run_seeds(Servers::OneAtATime);
}

#[test]
fn l26_two_servers_at_once_keep_every_promise() {
    run_seeds(Servers::TwoAtOnce);
}

#[test]
fn l26_seeds_that_failed_once_pass() {
    for (seed, servers, what) in FAILED_ONCE {
        eprintln!("seed {seed}: {what}");
        run(*seed, *servers);
    }
}
