//! What the journal on disk owes beyond the contract.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::future::{BoxFuture, join_all};
use rostrum::journal::chain::record_hash;
use rostrum::journal::sqlite::SqliteJournal;
use rostrum::journal::{Head, Journal, JournalError, Outcome, Record};
use rusqlite::Connection;
use tempfile::TempDir;
use uuid::Uuid;

use crate::journal_support::{all_records, append, record, said};

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    (folder, path)
}

fn open(path: &Path) -> SqliteJournal {
    SqliteJournal::open(path).unwrap()
}

#[tokio::test]
async fn j10_a_reopened_journal_has_everything() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let (session, key) = (Uuid::now_v7(), Uuid::new_v4());
    let mut head = Head::default();
    for count in [1, 2, 3] {
        head = append(&journal, session, head, count).await;
    }
    journal.claim(key, session).await.unwrap();
    journal.keep_checkpoint(session, 6, "note".into()).await.unwrap();
    let before = all_records(&journal, session).await;
    let kept = (journal.epoch().await.unwrap(), journal.secret("seats").await.unwrap());
    drop(journal);

    let journal = open(&path);
    assert_eq!(all_records(&journal, session).await, before);
    assert_eq!(
        (journal.epoch().await.unwrap(), journal.secret("seats").await.unwrap()),
        kept
    );
    assert_eq!(journal.claim(key, Uuid::now_v7()).await.unwrap(), session);
    assert_eq!(journal.checkpoint(session).await.unwrap(), Some((6, "note".into())));
    assert_eq!(journal.sessions(None, 9).await.unwrap(), [session]);
    assert_eq!(
        journal.append(session, record(Head::default(), 1, 9)).await,
        Outcome::Conflict,
        "the head is known"
    );
    assert_eq!(append(&journal, session, head, 1).await.seq, 7);
}

#[tokio::test]
async fn j6_time_does_not_fall_after_a_reopening() {
    let (_folder, path) = folder();
    let session = Uuid::now_v7();
    let journal = open(&path);
    let Outcome::Committed(head) = journal.append(session, record(Head::default(), 1, 50)).await else {
        panic!("a sound record is committed");
    };
    drop(journal);
    let outcome = open(&path).append(session, record(head, 1, 49)).await;
    assert!(matches!(outcome, Outcome::Refused(_)), "{outcome:?}");
}

#[tokio::test]
async fn j4_words_lie_apart() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let session = Uuid::now_v7();
    let entries = vec![said(1, 0, "xylophone and zither")];
    journal
        .append(
            session,
            Arc::new(Record {
                extends: Head::default(),
                entries,
            }),
        )
        .await;
    let connection = Connection::open(&path).unwrap();
    let holding = |sql: &str| {
        let mut query = connection.prepare(sql).unwrap();
        let cells: Vec<Vec<u8>> = query
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(cells.len(), 1);
        cells[0].windows(9).any(|window| window == b"xylophone")
    };
    assert!(!holding("SELECT body FROM records"));
    assert!(holding("SELECT pieces FROM words"));

    connection.execute("DELETE FROM words WHERE seq = 1", []).unwrap();
    let entry = journal.pick(session, vec![1]).await.unwrap().remove(0);
    assert_eq!(entry.words, None, "erased words leave the entry standing");
    assert_eq!(
        append(
            &journal,
            session,
            Head {
                seq: 1,
                hash: head_hash(&journal, session).await
            },
            1
        )
        .await
        .seq,
        2
    );
}

async fn head_hash(journal: &SqliteJournal, session: Uuid) -> [u8; 32] {
    record_hash(all_records(journal, session).await.last().unwrap())
}

/// Hands all appends over while somebody else holds the file, so that none but those of the writer's first grasp can
/// be committed before the last has come.
async fn while_the_writer_is_held(path: &Path, appends: Vec<BoxFuture<'_, Outcome>>) -> Vec<Outcome> {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    // Unconstrained, so that one poll hands over all of them and not only as many as tokio's budget allows.
    let mut appends = tokio::task::unconstrained(join_all(appends));
    assert!(futures_util::poll!(&mut appends).is_pending());
    connection.execute_batch("COMMIT").unwrap();
    appends.await
}

#[tokio::test]
async fn j12_what_waits_together_is_committed_together() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let sessions: Vec<Uuid> = (0..300).map(|_| Uuid::now_v7()).collect();
    let first = |session: &Uuid| journal.append(*session, record(Head::default(), 1, 0));
    let outcomes = while_the_writer_is_held(&path, sessions.iter().map(first).collect()).await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Committed(_))));
    assert!(journal.commits() <= 2, "300 appends took {} commits", journal.commits());

    let session = sessions[0];
    let mut extends = Head {
        seq: 1,
        hash: head_hash(&journal, session).await,
    };
    let chained = (0..50).map(|ms| {
        let record = record(extends, 1, ms);
        extends = Head {
            seq: extends.seq + 1,
            hash: record_hash(&record),
        };
        journal.append(session, record)
    });
    let outcomes = while_the_writer_is_held(&path, chained.collect()).await;
    assert!(
        outcomes.iter().all(|outcome| matches!(outcome, Outcome::Committed(_))),
        "also of one session"
    );
    assert!(journal.commits() <= 4);
    assert_eq!(all_records(&journal, session).await.len(), 51);

    let before = journal.commits();
    journal.append(session, record(Head::default(), 1, 0)).await;
    assert_eq!(journal.commits(), before, "a conflict commits nothing");
}

#[tokio::test]
async fn j13_a_second_opening_is_refused_until_the_first_ends() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let refused = SqliteJournal::open(&path).unwrap_err();
    assert!(
        matches!(&refused, JournalError::InUse { path: taken } if *taken == path),
        "{refused}"
    );
    assert!(refused.to_string().contains("in use by another process"));
    drop(journal);
    open(&path);
}

#[tokio::test]
async fn s21_the_files_are_their_owners_alone() {
    let (folder, path) = folder();
    fs::write(&path, b"").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let journal = open(&path);
    append(&journal, Uuid::now_v7(), Head::default(), 1).await;
    journal.secret("seats").await.unwrap();
    let mut names = Vec::new();
    for file in fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        assert_eq!(
            file.metadata().unwrap().permissions().mode() & 0o777,
            0o600,
            "{:?}",
            file.file_name()
        );
        names.push(file.file_name().into_string().unwrap());
    }
    names.sort();
    assert_eq!(
        names,
        ["journal.db", "journal.db-shm", "journal.db-wal", "journal.db.lock"]
    );
}

#[tokio::test]
async fn j7_a_full_store_says_so_and_goes_on_reading() {
    let (_folder, path) = folder();
    let journal = SqliteJournal::open_within(&path, 40).unwrap();
    let session = Uuid::now_v7();
    let mut head = Head::default();
    let large = "a".repeat(20_000);
    let outcome = loop {
        let entries = vec![said(head.seq + 1, 0, &large)];
        match journal
            .append(session, Arc::new(Record { extends: head, entries }))
            .await
        {
            Outcome::Committed(next) => head = next,
            other => break other,
        }
    };
    assert_eq!(outcome, Outcome::Full);
    assert!(head.seq > 0);
    assert_eq!(
        journal.entries(session, 0, 99).await.unwrap().len() as u64,
        head.seq,
        "nothing of it was written"
    );
    assert_eq!(
        append(&journal, session, head, 1).await.seq,
        head.seq + 1,
        "what is small enough still fits"
    );
}

#[tokio::test]
async fn j7_a_failure_before_the_commit_is_ambiguous_and_passes() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let session = Uuid::now_v7();
    let head = append(&journal, session, Head::default(), 1).await;
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("CREATE TRIGGER sabotage AFTER INSERT ON records BEGIN SELECT RAISE(ABORT, 'no'); END")
        .unwrap();
    assert_eq!(journal.append(session, record(head, 1, 9)).await, Outcome::Ambiguous);
    let also = journal.append(Uuid::now_v7(), record(Head::default(), 1, 9)).await;
    assert_eq!(also, Outcome::Ambiguous);
    connection.execute_batch("DROP TRIGGER sabotage").unwrap();
    assert_eq!(
        append(&journal, session, head, 1).await.seq,
        2,
        "the guard did not run ahead of the file"
    );
}

#[tokio::test]
async fn j7_a_failure_at_the_commit_is_ambiguous() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let session = Uuid::now_v7();
    let head = append(&journal, session, Head::default(), 1).await;
    let connection = Connection::open(&path).unwrap();
    // A key that is only checked when the transaction ends, and then is not there.
    connection
        .execute_batch(
            "CREATE TABLE parent (id INTEGER PRIMARY KEY);
             CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
             CREATE TRIGGER sabotage AFTER INSERT ON records BEGIN INSERT INTO child VALUES (1); END",
        )
        .unwrap();
    assert_eq!(journal.append(session, record(head, 1, 9)).await, Outcome::Ambiguous);
    connection.execute_batch("DROP TRIGGER sabotage").unwrap();
    assert_eq!(journal.entries(session, 0, 9).await.unwrap().len(), 1);
    assert_eq!(append(&journal, session, head, 1).await.seq, 2);
    assert_eq!(journal.commits(), 2, "what failed is not counted");
}

/// Makes a session of two records, changes the file by hand, and gives what reading says.
async fn tampered(sql: &str) -> (SqliteJournal, Uuid, Result<Vec<Record>, JournalError>, TempDir) {
    let (folder, path) = folder();
    let journal = open(&path);
    let session = Uuid::now_v7();
    let head = append(&journal, session, Head::default(), 2).await;
    append(&journal, session, head, 1).await;
    drop(journal);
    let connection = Connection::open(&path).unwrap();
    assert_eq!(connection.execute(sql, []).unwrap(), 1, "{sql}");
    drop(connection);
    let journal = open(&path);
    let read = journal.records(session, 0, 99).await;
    (journal, session, read, folder)
}

#[tokio::test]
async fn j6_a_file_changed_by_hand_is_found_when_read() {
    for (sql, sound) in [
        (
            "UPDATE records SET body = CAST(replace(CAST(body AS TEXT), '.000Z', '.001Z') AS BLOB) WHERE base = 0",
            0,
        ),
        (
            "UPDATE records SET body = CAST(replace(CAST(body AS TEXT), '.002Z', '.003Z') AS BLOB) WHERE base = 2",
            2,
        ),
        ("UPDATE records SET body = x'7B7D' WHERE base = 2", 2),
        ("UPDATE records SET hash = zeroblob(32) WHERE base = 0", 0),
        ("UPDATE records SET last = 4 WHERE base = 2", 2),
        ("UPDATE records SET base = 3 WHERE base = 2", 3),
    ] {
        let (_, broken, read, _folder) = tampered(sql).await;
        match read {
            Err(JournalError::Broken { session, after, .. }) => assert_eq!((session, after), (broken, sound), "{sql}"),
            other => panic!("{sql} was answered {other:?}"),
        }
    }
}

#[tokio::test]
async fn j6_one_broken_session_holds_up_no_other() {
    let (journal, broken, read, _folder) = tampered("UPDATE records SET body = x'7B7D' WHERE base = 2").await;
    assert!(read.is_err());
    let sound = Uuid::now_v7();
    let (refused, taken) = tokio::join!(
        journal.append(broken, record(Head::default(), 1, 9)),
        journal.append(sound, record(Head::default(), 1, 9)),
    );
    assert_eq!(refused, Outcome::Ambiguous, "who catches up meets what is broken");
    assert!(matches!(taken, Outcome::Committed(_)), "{taken:?}");
}

#[tokio::test]
async fn j1_dropping_the_journal_finishes_what_it_took() {
    let (_folder, path) = folder();
    let journal = open(&path);
    let session = Uuid::now_v7();
    let mut append = journal.append(session, record(Head::default(), 3, 0));
    // Polled once, it is in the writer's hands; nobody waits for the answer.
    let _ = futures_util::poll!(&mut append);
    drop(append);
    drop(journal);
    assert_eq!(open(&path).entries(session, 0, 9).await.unwrap().len(), 3);
}

#[test]
fn j13_what_cannot_be_opened_is_an_error() {
    let (folder, _) = folder();
    assert!(matches!(
        SqliteJournal::open(&folder.path().join("no/such.db")),
        Err(JournalError::Store(_))
    ));
    let rubbish = folder.path().join("rubbish.db");
    fs::write(
        &rubbish,
        "not a database, but long enough to be looked at as one".repeat(40),
    )
    .unwrap();
    assert!(matches!(SqliteJournal::open(&rubbish), Err(JournalError::Store(_))));
}

#[test]
fn j13_a_newer_programs_file_is_refused() {
    let (_folder, path) = folder();
    drop(open(&path));
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    assert!(matches!(SqliteJournal::open(&path), Err(JournalError::Store(_))));
}

/// Whether any file beside the journal, or itself, has these bytes.
fn is_in_a_file(folder: &TempDir, needle: &str) -> bool {
    let files = fs::read_dir(folder.path()).unwrap();
    let mut contents = files.map(|file| fs::read(file.unwrap().path()).unwrap());
    contents.any(|bytes| bytes.windows(needle.len()).any(|window| window == needle.as_bytes()))
}

/// Entries short and as long as a record takes, each with its own needle; the records of one session.
async fn with_needles(journal: &SqliteJournal, session: Uuid, count: u64) -> Vec<String> {
    let needle = |seq: u64| format!("针{seq}<{}>", Uuid::from_u128(u128::from(seq)));
    let mut head = Head::default();
    for seq in 1..=count {
        let filling = "字".repeat(usize::try_from(seq % 7 * 1_500).unwrap());
        let entries = vec![said(seq, seq, &format!("{filling}{}{filling}", needle(seq)))];
        let record = Record { extends: head, entries };
        let Outcome::Committed(next) = journal.append(session, Arc::new(record)).await else {
            panic!("it is not full");
        };
        head = next;
    }
    (1..=count).map(needle).collect()
}

#[tokio::test]
async fn j25_erased_words_are_in_no_file_any_more() {
    let (folder, path) = folder();
    let journal = open(&path);
    let session = Uuid::now_v7();
    let needles = with_needles(&journal, session, 60).await;
    assert!(needles.iter().all(|needle| is_in_a_file(&folder, needle)));
    let erased: Vec<u64> = (1..=60).filter(|seq| seq % 3 != 0).collect();
    assert_eq!(journal.erase(session, erased.clone()).await.unwrap(), 40);
    let found = |seq: u64| is_in_a_file(&folder, &needles[usize::try_from(seq).unwrap() - 1]);
    for seq in 1..=60 {
        assert_eq!(found(seq), !erased.contains(&seq), "entry {seq}");
    }
    drop(journal);
    let journal = open(&path);
    assert!(erased.iter().all(|seq| !found(*seq)));
    assert_eq!(all_records(&journal, session).await.len(), 60);
}

#[tokio::test]
async fn j25_an_erasure_that_somebody_holds_up_is_an_error_and_is_made_up_for() {
    for reopened in [false, true] {
        let (folder, path) = folder();
        let journal = open(&path);
        let session = Uuid::now_v7();
        let needles = with_needles(&journal, session, 3).await;
        // A reader of what was, such as a backup that is being made.
        let mut reader = Connection::open(&path).unwrap();
        let reading = reader.transaction().unwrap();
        let count = |sql: &str| reading.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(count("SELECT count(*) FROM words"), 3);
        assert!(journal.erase(session, vec![2]).await.is_err(), "the log has it still");
        assert!(is_in_a_file(&folder, &needles[1]));
        assert_eq!(
            append(&journal, session, journal_head(&journal, session).await, 1)
                .await
                .seq,
            4,
            "appends go on"
        );
        drop(reading);
        drop(reader);
        let journal = if reopened {
            drop(journal);
            open(&path)
        } else {
            journal
        };
        assert_eq!(journal.erase(session, vec![2]).await.unwrap(), 0);
        assert!(!is_in_a_file(&folder, &needles[1]));
        assert!(is_in_a_file(&folder, &needles[0]));
    }
}

async fn journal_head(journal: &SqliteJournal, session: Uuid) -> Head {
    let records = all_records(journal, session).await;
    let last = records.last().unwrap();
    Head {
        seq: last.entries.last().unwrap().leaf.seq,
        hash: record_hash(last),
    }
}
