//! What is acknowledged survives kill -9, at the worst two places. Needs the feature `fault-points`.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use rostrum::journal::Head;
use rostrum::journal::sqlite::SqliteJournal;
use uuid::Uuid;

use crate::journal_support::{all_records, append};

const SESSION: Uuid = Uuid::from_u128(77);
const CHILD: &str = "ROSTRUM_TEST_KILLED_JOURNAL";

/// Plays the process that will be killed: appends and says what was acknowledged.
async fn append_until_killed(path: &Path) {
    let journal = SqliteJournal::open(path).unwrap();
    let mut head = Head::default();
    loop {
        head = append(&journal, SESSION, head, 2).await;
        eprintln!("acknowledged {}", head.seq);
    }
}

/// Runs the calling test once more as a child, kills that at the point, and gives what it had acknowledged and what is
/// in its file.
async fn kill_at(point: &str, test: &str) -> (u64, u64) {
    if let Ok(path) = std::env::var(CHILD) {
        append_until_killed(Path::new(&path)).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(CHILD, &path)
        .env("ROSTRUM_FAULT_POINT", format!("{point}:4"))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut acknowledged = 0;
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    loop {
        let line = lines.next().expect("the child reaches its point").unwrap();
        if let Some(seq) = line.strip_prefix("acknowledged ") {
            acknowledged = seq.parse().unwrap();
        }
        if line == format!("fault point {point} reached") {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();

    let journal = SqliteJournal::open(&path).unwrap();
    let records = all_records(&journal, SESSION).await;
    (
        acknowledged,
        records.iter().map(|record| record.entries.len() as u64).sum(),
    )
}

#[tokio::test]
async fn j16_killed_before_the_commit_what_was_acknowledged_is_there_and_no_more() {
    let test = "journal_kill::j16_killed_before_the_commit_what_was_acknowledged_is_there_and_no_more";
    assert_eq!(kill_at("before_commit", test).await, (6, 6));
}

#[tokio::test]
async fn j16_killed_after_the_commit_the_record_is_there_whole() {
    let test = "journal_kill::j16_killed_after_the_commit_the_record_is_there_whole";
    assert_eq!(kill_at("after_commit", test).await, (6, 8));
}
