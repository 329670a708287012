//! `rostrum reindex`: from nothing, beside a server, and killed in the midst of it.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use rostrum::record::projections::FILE_NAME;
use serde_json::{Value, json};

use crate::search::hall::Hall;

fn reindexing(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rostrum"));
    command.arg("reindex").arg("--data").arg(data);
    for name in ["DATA", "CONFIG"] {
        command.env_remove(format!("ROSTRUM_{name}"));
    }
    command
        .env_remove("RUST_LOG")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// A session of so many posts about 养老, in a journal that is closed again.
async fn long_session(directory: &Path, posts: usize) -> uuid::Uuid {
    let mut hall = Hall::on_disk(directory);
    let post = |number| json!({"type": "post_published", "thread": 1, "text": format!("第{number}条 养老服务")});
    let events: Vec<Value> = (0..posts).map(post).collect();
    for some in events.chunks(500) {
        hall.happens_all(2, some).await;
    }
    hall.session
}

#[tokio::test]
async fn r49_reindex_makes_the_file_anew_and_says_what_is_in_it() {
    let directory = tempfile::tempdir().unwrap();
    let session = long_session(directory.path(), 700).await;
    std::fs::write(directory.path().join(FILE_NAME), "of no use").unwrap();
    let (code, out, err) = said(&reindexing(directory.path()).output().unwrap());
    assert_eq!(code, Some(0), "{err}");
    // What takes long says how far it is.
    assert!(err.lines().all(|line| line == "1 sessions, 700 entries"), "{err}");
    assert!(out.starts_with("indexed: 1 sessions, 700 entries in "), "{out}");
    let database = rusqlite::Connection::open(directory.path().join(FILE_NAME)).unwrap();
    let seq = database.query_row(
        "SELECT seq FROM sessions WHERE session = ?1",
        [session.as_bytes()],
        |row| row.get(0),
    );
    assert_eq!(seq, Ok(700));
}

#[tokio::test]
async fn r49_reindex_leaves_a_server_and_a_wrong_directory_alone() {
    let directory = tempfile::tempdir().unwrap();
    let mut hall = Hall::on_disk(directory.path());
    hall.posts(2, "养老").await;
    let projections = hall.projections().await;
    projections.at(hall.session, 1).await.unwrap();
    let (code, out, err) = said(&reindexing(directory.path()).output().unwrap());
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("in use by another process"), "{err}");
    assert_eq!(hall.ids(&projections, "养老").await, [1]);

    let empty = tempfile::tempdir().unwrap();
    let (code, _, err) = said(&reindexing(empty.path()).output().unwrap());
    assert_eq!(code, Some(1));
    assert!(err.contains("there is no journal"), "{err}");
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0);
}

/// How many passages the file has, as anybody can see; none while there is no such file.
fn followed(directory: &Path) -> i64 {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let database = rusqlite::Connection::open_with_flags(directory.join(FILE_NAME), flags);
    let counted =
        database.and_then(|database| database.query_row("SELECT count(*) FROM search_passages", [], |row| row.get(0)));
    counted.unwrap_or(0)
}

#[tokio::test]
async fn r41_killed_while_it_follows_a_session_it_goes_on_where_it_was() {
    let directory = tempfile::tempdir().unwrap();
    let session = long_session(directory.path(), 3_000).await;
    let mut stopped_midway = 0;
    for _ in 0..3 {
        let mut child = reindexing(directory.path()).spawn().unwrap();
        // As soon as the first steps can be seen.
        while child.try_wait().unwrap().is_none() && !(1..3_000).contains(&followed(directory.path())) {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        stopped_midway += usize::from((1..3_000).contains(&followed(directory.path())));
        let mut hall = Hall::on_disk(directory.path());
        hall.session = session;
        let projections = hall.projections().await;
        let found = projections
            .search(session, 3_000, crate::search::hall::wanted("养老服务"))
            .await
            .unwrap();
        assert_eq!(found.len(), 1_000);
        assert_eq!((found[0].began, found[999].began), (3_000, 2_001));
    }
    assert!(stopped_midway > 0, "none was killed in the midst of it");
}
