//! The model walk: random histories, checked after each step by a model that recomputes everything.

use std::cell::Cell;
use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, FileFailurePersistence, RngSeed, TestRunner};
use rostrum::domain::Event;

use super::given::Meeting;
use super::history::{Focus, Script, play, script};
use super::model::Model;

fn long() -> bool {
    std::env::var_os("ROSTRUM_LONG").is_some()
}

/// The same histories in every run, so that what passes passes again; other ones each time with `ROSTRUM_LONG=1`. A
/// failing history is shrunk to the shortest one that fails.
pub fn config(cases: u32) -> Config {
    Config {
        cases: if long() { cases * 20 } else { cases },
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        max_shrink_iters: 20_000,
        // A failure that takes longer to shrink is short enough to read by then.
        max_shrink_time: 120_000,
        rng_seed: if long() { RngSeed::Random } else { RngSeed::Fixed(SEED) },
        ..Config::default()
    }
}

const SEED: u64 = 20_261_128;

/// At least this many steps are walked in every run.
const STEPS: usize = 10_000;

/// Every entry obeys the law of the view (checked where it is appended), and the whole view is what the independent
/// model makes of the entries alone: phase, agenda, floor, clocks, queues with their reasons, polls, counts, rules.
#[test]
fn d4_d5_d6_d9_d80_p5_a_session_is_what_its_entries_say() {
    let walked = Cell::new(0);
    let mut runner = TestRunner::new(config(80));
    let walk = runner.run(&script(400), |script| {
        walked.set(walked.get() + script.len());
        let mut model = Model::default();
        play(&script, |meeting| model.watch(meeting));
        Ok(())
    });
    walk.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(walked.get() >= STEPS, "{} steps were walked", walked.get());
}

/// Histories that failed once, the shortest that did.
fn walk(script: &Script) {
    let mut model = Model::default();
    play(script, |meeting| model.watch(meeting));
}

#[test]
fn d84_d85_found_a_call_taken_back_behind_one_who_was_moved() {
    walk(&Script::found(
        (2, 5, 2),
        Focus::Disciplines,
        &[
            (16, 28656, 0, 58294, 0, 0),
            (80, 21744, 0, 12081, 0, 0),
            (0, 62405, 0, 0, 0, 0),
            (16, 50376, 0, 54724, 0, 0),
            (0, 38045, 43703, 0, 0, 0),
            (80, 672, 0, 7329, 0, 0),
            (16, 8904, 0, 11409, 0, 0),
            (90, 42144, 0, 2299, 0, 0),
            (0, 5472, 0, 0, 0, 0),
        ],
    ));
}

#[test]
fn d85_found_two_of_higher_rank_carried_before_one_who_was_safe() {
    walk(&Script::found(
        (2, 0, 1),
        Focus::Everything,
        &[
            (0, 34997, 9670, 0, 0, 0),
            (75, 13229, 1303, 4504, 215, 0),
            (80, 48005, 12906, 228, 0, 0),
            (1, 6197, 6831, 17622, 0, 0),
            (0, 53141, 0, 5617, 0, 0),
        ],
    ));
}

/// The histories are worth something: they reach every entry, and three turns above each other.
#[test]
fn random_histories_reach_every_entry() {
    let mut runner = TestRunner::deterministic();
    let (mut reached, mut deepest) = (BTreeSet::new(), 0);
    for _ in 0..48 {
        let script = script(300).new_tree(&mut runner).expect("a script").current();
        let mut model = Model::default();
        let meeting: Meeting = play(&script, |_| {});
        for entry in &meeting.entries {
            model.follow(entry);
            let event = serde_json::to_value(&entry.event).expect("an event is JSON");
            reached.insert(event["type"].as_str().expect("a type").to_owned());
        }
        deepest = deepest.max(model.floor.deepest);
    }
    assert_eq!(deepest, 3, "turns above each other");
    let schema = serde_json::to_value(schemars::schema_for!(Event)).expect("a schema");
    let variants = schema["oneOf"].as_array().expect("variants").iter();
    let tag = |variant: &serde_json::Value| {
        variant["properties"]["type"]["const"]
            .as_str()
            .expect("a tag")
            .to_owned()
    };
    let all: BTreeSet<String> = variants.map(tag).collect();
    assert_eq!(reached, all, "entries that no random history makes");
}
