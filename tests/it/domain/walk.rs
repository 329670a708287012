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

#[test]
fn d84_found_an_order_made_anew_though_nobody_was_carried() {
    walk(&Script::found(
        (2, 0, 0),
        Focus::Everything,
        &[
            (0, 59621, 54968, 17487, 0, 0),
            (0, 63485, 0, 20499, 0, 0),
            (144, 26861, 1931, 9987, 0, 0),
            (0, 29621, 1963, 9034, 0, 0),
            (0, 72, 0, 0, 0, 0),
            (0, 6, 48657, 38510, 167, 0),
            (149, 58272, 1432, 34744, 134, 223),
            (253, 8709, 28129, 9886, 171, 186),
            (247, 1483, 26490, 10209, 109, 890),
            (163, 46164, 30652, 63600, 132, 0),
            (181, 3857, 7996, 56977, 204, 379_738),
            (230, 9446, 20453, 61000, 201, 0),
            (246, 12381, 15744, 62478, 12, 479_138),
            (34, 64498, 58091, 6551, 156, 1656),
            (17, 64013, 16107, 26526, 231, 770),
            (138, 54127, 32737, 64559, 105, 1),
            (4, 18647, 42220, 34857, 195, 287_511),
            (92, 27077, 30132, 25214, 66, 148),
            (79, 59745, 47192, 24475, 97, 0),
            (231, 30214, 22653, 9418, 154, 14),
            (67, 12086, 35349, 30953, 63, 226_124),
            (243, 15516, 17102, 60254, 200, 348),
            (29, 53262, 25931, 46099, 94, 191_416),
            (251, 5195, 47241, 20210, 68, 842),
            (70, 20543, 40395, 18633, 146, 406),
            (49, 44720, 64064, 51263, 7, 0),
            (45, 38567, 44434, 47001, 117, 0),
            (62, 56446, 19666, 18421, 187, 47),
            (215, 44228, 8949, 37536, 166, 222),
        ],
    ));
}

/// So many histories are played at most until each entry was made.
const HISTORIES_MAX: usize = 300;

/// The histories are worth something: they reach every entry, and three turns above each other.
#[test]
fn random_histories_reach_every_entry() {
    let schema = serde_json::to_value(schemars::schema_for!(Event)).expect("a schema");
    let variants = schema["oneOf"].as_array().expect("variants").iter();
    let tag = |variant: &serde_json::Value| {
        variant["properties"]["type"]["const"]
            .as_str()
            .expect("a tag")
            .to_owned()
    };
    let all: BTreeSet<String> = variants.map(tag).collect();
    let mut runner = TestRunner::deterministic();
    let (mut reached, mut deepest) = (BTreeSet::new(), 0);
    for _ in 0..HISTORIES_MAX {
        let script = script(300).new_tree(&mut runner).expect("a script").current();
        let mut model = Model::default();
        let meeting: Meeting = play(&script, |_| {});
        for entry in &meeting.entries {
            model.follow(entry);
            let event = serde_json::to_value(&entry.event).expect("an event is JSON");
            reached.insert(event["type"].as_str().expect("a type").to_owned());
        }
        deepest = deepest.max(model.floor.deepest);
        if reached == all && deepest == 3 {
            return;
        }
    }
    let missing: Vec<&String> = all.difference(&reached).collect();
    panic!("no random history makes {missing:?}, and turns stand {deepest} deep");
}
