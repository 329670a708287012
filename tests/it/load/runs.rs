//! Whole runs, small ones.

use std::time::Duration;

use rostrum::load::cast::Numbers;
use rostrum::load::drive::Pace;
use rostrum::load::report::{Report, complaints};
use rostrum::load::script::Mix;
use rostrum::load::target::{Hosts, Target};
use rostrum::load::{self, LoadError, Plan, Reconnect};
use serde_json::Value;
use tokio::process::Command;

use crate::support::{CONVENER, TestServer};

fn plan(url: String) -> Plan {
    Plan {
        target: Target::Running {
            url,
            convener: CONVENER.to_owned(),
            hosts: Hosts::Loopback,
        },
        numbers: Numbers {
            sessions: 2,
            readers: 12,
            stalled: 0,
            dripping: 0,
        },
        joins_at_once: 4,
        idle: Duration::ZERO,
        pace: Pace::InFlight(4),
        lasts: Duration::from_millis(500),
        mix: Mix::default(),
        reconnect: Reconnect::Storm,
    }
}

#[tokio::test]
async fn t1_no_other_machine_is_put_under_load_unasked() {
    for url in [
        "http://192.0.2.1:8080",
        "http://consult.invalid:8080",
        "http://[2001:db8::1]:80",
    ] {
        let refused = load::run(plan(url.to_owned()), |_| {}).await;
        assert!(matches!(refused, Err(LoadError::Foreign(_))), "{url}: {refused:?}");
    }
    for url in [
        "https://127.0.0.1:1",
        "127.0.0.1:1",
        "http://127.0.0.1:1/desk",
        "nonsense",
    ] {
        let refused = load::run(plan(url.to_owned()), |_| {}).await;
        assert!(matches!(refused, Err(LoadError::Url(_))), "{url}: {refused:?}");
    }
}

#[tokio::test]
async fn t7_what_nobody_could_play_is_refused_before_anything_begins() {
    let none = || plan("http://127.0.0.1:1".to_owned());
    let numbers = none().numbers;
    let impossible = [
        Plan {
            pace: Pace::PerSecond(0.0),
            ..none()
        },
        Plan {
            pace: Pace::PerSecond(f64::NAN),
            ..none()
        },
        Plan {
            pace: Pace::PerSecond(f64::INFINITY),
            ..none()
        },
        Plan {
            pace: Pace::InFlight(0),
            ..none()
        },
        Plan {
            lasts: Duration::ZERO,
            ..none()
        },
        Plan {
            numbers: Numbers { sessions: 0, ..numbers },
            ..none()
        },
        Plan {
            numbers: Numbers {
                sessions: 13,
                ..numbers
            },
            ..none()
        },
    ];
    for plan in impossible {
        let refused = load::run(plan, |_| {}).await;
        assert!(matches!(refused, Err(LoadError::Impossible(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn t1_who_does_not_answer_is_named() {
    let nobody = load::run(plan("http://127.0.0.1:1".to_owned()), |_| {}).await;
    let said = nobody.unwrap_err().to_string();
    assert!(said.contains("cannot be reached: 127.0.0.1:1: "), "{said}");
}

#[tokio::test]
async fn t5_a_server_that_runs_is_put_under_load_and_everybody_comes_back() {
    let server = TestServer::start().await;
    let report = load::run(plan(server.origin()), |_| {}).await.unwrap();
    assert_eq!(report.asked.server, server.address.to_string());
    assert!(report.lost.is_nothing(), "{:?}", report.lost);
    assert!(report.load.accepted > 0 && report.load.accepted == report.load.commands);
    let reconnect = report.reconnect.unwrap();
    assert_eq!(reconnect.connect_to_whole.count, 12);
    assert_eq!(reconnect.states, 0, "they go on where they were");
}

/// Makes a good report a bad one.
type Spoils = fn(&mut Report);

#[tokio::test]
async fn t8_a_report_says_what_is_wrong_with_the_run() {
    let server = TestServer::start().await;
    let mut report = load::run(plan(server.origin()), |_| {}).await.unwrap();
    // What a busy machine did to these two is not the question.
    report.load.delay.p99_ms = 100.0;
    report.load.own_cores = 0.5;
    assert!(complaints(&report).is_empty(), "{:?}", complaints(&report));
    assert!(report.to_string().contains("verdict     good"), "{report}");
    let wrong: [(&str, Spoils); 6] = [
        ("lost entries", |report| report.lost.gaps = 1),
        ("were refused", |report| {
            report
                .load
                .refused
                .insert("too_long".to_owned(), report.load.commands / 2);
        }),
        ("could not be sent", |report| {
            report.load.held_back = report.load.commands;
        }),
        ("more than 101 ms", |report| report.load.delay.p99_ms = 101.0),
        ("joins failed", |report| report.join.failed_joins = 1),
        ("the bottleneck", |report| report.load.own_cores = 0.95),
    ];
    for (words, spoil) in wrong {
        let mut spoilt = report.clone();
        spoil(&mut spoilt);
        let complaints = complaints(&spoilt);
        assert!(
            matches!(&complaints[..], [one] if one.contains(words)),
            "{complaints:?}"
        );
        assert!(spoilt.to_string().contains("NOT GOOD"), "{words}");
    }
}

#[tokio::test]
async fn t8_a_report_that_cannot_be_written_is_refused_before_anything_begins() {
    let data = tempfile::tempdir().unwrap();
    let nowhere = data.path().join("nowhere").join("report.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rostrum"));
    command
        .arg("load")
        .arg("--data")
        .arg(data.path())
        .arg("--json")
        .arg(&nowhere);
    let output = command.output().await.unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        !output.status.success() && said.contains(&nowhere.display().to_string()),
        "{said}"
    );
    assert!(!said.contains("starting"), "{said}");
}

/// Runs the program, and gives whether it was content, its report, and what it said beside.
async fn rostrum_load(arguments: &[&str]) -> (bool, Option<Value>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rostrum"));
    command.args(["load", "--json", "-"]).args(arguments);
    command
        .env_remove("ROSTRUM_CONFIG")
        .env_remove("ROSTRUM_CONVENER_TOKEN");
    let output = command.output().await.unwrap();
    let report = serde_json::from_slice(&output.stdout).ok();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.success(), report, said)
}

#[tokio::test]
async fn t6_an_own_server_is_killed_within_and_nothing_is_lost() {
    let data = tempfile::tempdir().unwrap();
    let place = data.path().display().to_string();
    let crowd =
        "--members 20 --sessions 2 --stalled 1 --dripping 1 --seconds 2 --idle-seconds 0 --commands-per-second 40";
    let arguments: Vec<&str> = crowd.split(' ').chain(["--data", &place]).collect();
    let (content, report, said) = rostrum_load(&arguments).await;
    let report = report.unwrap_or_else(|| panic!("{said}"));
    assert!(content, "{report:#}");
    assert_eq!(report["asked"]["server"], "own");
    assert_eq!(report["create"]["people"], 22);
    // What was measured, when and with what: a report is compared with another one months later.
    assert_eq!(report["asked"]["script"]["posts"], Mix::default().posts);
    assert_eq!(report["asked"]["version"], env!("CARGO_PKG_VERSION"));
    assert!(report["asked"]["at"].as_str().unwrap().starts_with("20"));
    assert_eq!(
        (&report["join"]["states"], &report["reconnect"]["states"]),
        (&20.into(), &0.into())
    );
    assert!(report["reconnect"]["server_away_seconds"].as_f64() > Some(0.0));
    let (load, lost) = (&report["load"], &report["lost"]);
    assert_eq!(load["accepted"], load["commands"]);
    assert_eq!(
        (&load["unmatched"], &load["refused"]),
        (&0.into(), &serde_json::json!({}))
    );
    assert!(load["delay"]["p50_ms"].as_f64() > Some(0.0));
    // Ten members are in each session, and none of the slow.
    assert!(load["deliveries"].as_u64() >= Some(load["accepted"].as_u64().unwrap() * 10));
    assert_eq!(lost["owed"], lost["delivered"]);
    for nothing in ["gaps", "repeats", "behind", "strange", "resyncs", "skipped"] {
        assert_eq!(lost[nothing], 0, "{nothing}");
    }
    assert!(report["slow_joins"].as_u64() >= Some(2));
    assert_eq!(data.path().read_dir().unwrap().count(), 0, "it leaves nothing behind");
}

#[tokio::test]
async fn t7_a_script_is_weights_and_what_is_none_is_refused() {
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("script.toml");
    let place = file.display().to_string();
    for wrong in [
        "speeches = 3",
        "posts = -1",
        "posts = 0\nrequests = 0\nwithdrawals = 0\nrounds = 0",
    ] {
        std::fs::write(&file, wrong).unwrap();
        let (content, report, said) = rostrum_load(&["--script", &place]).await;
        assert!(!content && report.is_none() && said.contains(&place), "{said}");
    }
    let half: Mix = toml::from_str("posts = 3").unwrap();
    assert_eq!(
        half,
        Mix {
            posts: 3,
            ..Mix::default()
        }
    );
}
