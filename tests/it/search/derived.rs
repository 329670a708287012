//! The projections' file: followed, made anew, and never in the way.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rostrum::domain::rules::Rules;
use rostrum::journal::memory::MemoryJournal;
use rostrum::journal::news::News;
use rostrum::journal::sqlite::SqliteJournal;
use rostrum::record::projections::{FILE_NAME, Projections};
use rostrum::record::register::Query as Register;
use rostrum::record::search::Found;
use rostrum::time::Date;
use serde_json::json;

use super::hall::Hall;

/// More than one step of the follower, with revisions and withdrawals.
async fn long_history(hall: &mut Hall) {
    let before = hall.head();
    let mut events = vec![json!({"type": "thread_opened", "title": "话题"})];
    for number in 0..300 {
        let text = format!("第{number}条 养老服务 elderly care");
        events.push(json!({"type": "post_published", "thread": before + 1, "text": text}));
        let post = before + events.len() as u64;
        if number % 7 == 0 {
            let text = format!("改过的第{number}条 养老");
            events.push(json!({"type": "post_revised", "post": post, "text": text}));
        }
        if number % 11 == 0 {
            events.push(json!({"type": "post_withdrawn", "post": post}));
        }
    }
    for some in events.chunks(40) {
        hall.happens_all(2, some).await;
    }
}

/// Everything that is in the index of a history such as above.
async fn everything(hall: &Hall, projections: &Projections) -> Vec<Found> {
    let found = hall.finds(projections, "养老").await;
    assert_eq!(found.len(), 300 - 28);
    found
}

#[tokio::test]
async fn r40_a_reader_at_a_position_waits_until_the_tables_are_there() {
    let mut hall = Hall::in_memory();
    let projections = hall.projections().await;
    long_history(&mut hall).await;
    everything(&hall, &projections).await;
    let newest = hall.posts(2, "最新 养老").await;
    assert_eq!(hall.ids(&projections, "最新").await, [newest]);

    // Beyond the head there is nothing to wait for.
    assert!(projections.at(hall.session, hall.head() + 1).await.is_err());
    // A session that nothing is known of has no position but 0.
    let other = hall.next_door();
    projections.at(other.session, 0).await.unwrap();
    assert!(projections.at(other.session, 1).await.is_err());
}

#[tokio::test]
async fn r40_what_follows_step_by_step_is_what_is_made_anew() {
    let directory = tempfile::tempdir().unwrap();
    let mut hall = Hall::on_disk(directory.path());
    let projections = hall.projections().await;
    hall.happens(1, json!({"type": "thread_opened", "title": "话题"})).await;
    for number in 0..40 {
        let post = hall.posts(2, &format!("第{number}条 养老")).await;
        projections.at(hall.session, hall.head()).await.unwrap();
        if number % 3 == 0 {
            hall.happens(2, json!({"type": "post_revised", "post": post, "text": "改过 养老"}))
                .await;
            projections.at(hall.session, hall.head()).await.unwrap();
        }
    }
    let stepwise = hall.finds(&projections, "养老").await;
    assert_eq!(stepwise.len(), 40);
    drop(projections);
    Projections::discard(directory.path()).unwrap();
    assert_eq!(hall.finds(&hall.projections().await, "养老").await, stepwise);
}

#[tokio::test]
async fn r40_in_the_background_it_follows_all_sessions_and_what_comes() {
    let mut hall = Hall::in_memory();
    let news = Arc::new(News::default());
    hall.posts(2, "从前").await;
    let projections = hall.projections_hearing(Arc::clone(&news)).await;
    let follower = projections.clone();
    let following = tokio::spawn(async move { follower.follow().await });
    let mut other = hall.next_door();
    for _ in 0..3 {
        other.posts(2, "后来").await;
        news.tell(other.session);
    }
    tokio::time::timeout(Duration::from_secs(20), async {
        while !news.waiting().is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await
    .expect("what was told is followed");
    following.abort();
    let mut swept = Vec::new();
    projections.sweep(|progress| swept.push(progress)).await.unwrap();
    assert_eq!((swept.len(), swept[1].sessions, swept[1].entries), (2, 2, 4));
}

#[tokio::test]
async fn r40_many_who_ask_at_once_get_the_same() {
    let mut hall = Hall::in_memory();
    let projections = hall.projections().await;
    long_history(&mut hall).await;
    let other = hall.projections().await;
    let hall = Arc::new(hall);
    let asking = (0..12).map(|number| {
        let (hall, projections) = (Arc::clone(&hall), projections.clone());
        let other = other.clone();
        tokio::spawn(async move {
            let projections = if number % 2 == 0 { projections } else { other };
            everything(&hall, &projections).await
        })
    });
    let asking: Vec<_> = asking.collect();
    let expected = everything(&hall, &projections).await;
    for asked in asking {
        assert_eq!(asked.await.unwrap(), expected);
    }
}

#[tokio::test]
async fn r40_two_servers_over_one_file_do_nothing_twice() {
    let directory = tempfile::tempdir().unwrap();
    let mut hall = Hall::on_disk(directory.path());
    let (one, two) = (hall.projections().await, hall.projections().await);
    long_history(&mut hall).await;
    let (first, second) = tokio::join!(everything(&hall, &one), everything(&hall, &two));
    assert_eq!(first, second);
}

#[tokio::test]
async fn r40_the_file_is_its_owners_alone_and_goes_with_a_journal_in_memory() {
    let directory = tempfile::tempdir().unwrap();
    let mut hall = Hall::on_disk(directory.path());
    hall.posts(2, "养老").await;
    let projections = hall.projections().await;
    projections.at(hall.session, 1).await.unwrap();
    for name in [
        FILE_NAME.to_owned(),
        format!("{FILE_NAME}-wal"),
        format!("{FILE_NAME}-shm"),
    ] {
        let mode = fs::metadata(directory.path().join(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

/// Does something to a file.
type Spoil<'a> = &'a dyn Fn(&Path);

/// What was found before and is found with a file that something was done to.
async fn found_after(spoil: impl Fn(&Path)) -> (Vec<Found>, Vec<Found>) {
    let directory = tempfile::tempdir().unwrap();
    let mut hall = Hall::on_disk(directory.path());
    long_history(&mut hall).await;
    let projections = hall.projections().await;
    let before = everything(&hall, &projections).await;
    drop(projections);
    spoil(&directory.path().join(FILE_NAME));
    (before, everything(&hall, &hall.projections().await).await)
}

#[tokio::test]
async fn r41_a_file_that_cannot_be_used_is_made_anew() {
    let garbage = |path: &Path| fs::write(path, "this is no database at all".repeat(1_000)).unwrap();
    let empty = |path: &Path| fs::write(path, "").unwrap();
    let cut = |path: &Path| {
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..bytes.len() / 3]).unwrap();
    };
    let overwritten = |path: &Path| {
        let mut bytes = fs::read(path).unwrap();
        let end = bytes.len();
        bytes[8_192..end].fill(0xA5);
        fs::write(path, bytes).unwrap();
    };
    let another_version = |path: &Path| {
        let database = rusqlite::Connection::open(path).unwrap();
        database.pragma_update(None, "user_version", 4_711).unwrap();
        database.execute("DELETE FROM search_passages", []).unwrap();
    };
    let without_a_table = |path: &Path| {
        let database = rusqlite::Connection::open(path).unwrap();
        database.execute("DROP TABLE search_passages", []).unwrap();
    };
    let spoilers: [(&str, Spoil<'_>); 6] = [
        ("garbage", &garbage),
        ("empty", &empty),
        ("cut", &cut),
        ("overwritten", &overwritten),
        ("another version", &another_version),
        ("without a table", &without_a_table),
    ];
    for (name, spoil) in spoilers {
        let (before, after) = found_after(spoil).await;
        assert_eq!(before, after, "{name}");
    }
}

#[tokio::test]
async fn r41_a_file_that_is_damaged_while_it_is_used_is_made_anew() {
    let directory = tempfile::tempdir().unwrap();
    let mut hall = Hall::on_disk(directory.path());
    long_history(&mut hall).await;
    let projections = hall.projections().await;
    let before = everything(&hall, &projections).await;
    let database = rusqlite::Connection::open(directory.path().join(FILE_NAME)).unwrap();
    database.execute("DROP TABLE search_passages", []).unwrap();
    drop(database);
    assert_eq!(everything(&hall, &projections).await, before);
    hall.posts(2, "以后 养老服务").await;
    assert_eq!(hall.ids(&projections, "以后").await, [hall.head()]);
}

#[tokio::test]
async fn r41_a_file_of_another_history_is_not_believed() {
    let directory = tempfile::tempdir().unwrap();
    let mut hall = Hall::on_disk(directory.path());
    hall.posts(2, "旧的历史").await;
    hall.projections().await.at(hall.session, 1).await.unwrap();
    let session = hall.session;
    drop(hall);
    for ending in ["", "-wal", "-shm"] {
        drop(fs::remove_file(directory.path().join(format!("rostrum.db{ending}"))));
    }

    // Another journal, so another epoch, with the same session.
    let mut hall = Hall::on_disk(directory.path());
    hall.session = session;
    hall.posts(2, "新的历史").await;
    let projections = hall.projections().await;
    assert_eq!(hall.ids(&projections, "旧的").await, [] as [u64; 0]);
    assert_eq!(hall.ids(&projections, "新的").await, [1]);
}

#[tokio::test]
async fn r41_a_session_whose_journal_is_another_one_is_followed_anew() {
    let directory = tempfile::tempdir().unwrap();
    let mut hall = Hall::on_disk(directory.path());
    let mut other = hall.next_door();
    hall.posts(2, "甲 养老").await;
    hall.posts(2, "乙 养老").await;
    other.posts(2, "丙 养老").await;
    let projections = hall.projections().await;
    for hall in [&hall, &other] {
        projections.at(hall.session, hall.head()).await.unwrap();
    }
    drop(projections);
    // As if it had been made of a journal that was longer, or another one, at the same epoch.
    let database = rusqlite::Connection::open(directory.path().join(FILE_NAME)).unwrap();
    let session = hall.session;
    let spoil = |sql: &str| database.execute(sql, [session.as_bytes()]).unwrap();
    for sql in [
        "UPDATE sessions SET seq = 5 WHERE session = ?1",
        "UPDATE sessions SET digest = zeroblob(32) WHERE session = ?1",
    ] {
        assert_eq!(spoil(sql), 1);
        let projections = hall.projections().await;
        hall.posts(2, "丁").await;
        assert_eq!(hall.ids(&projections, "养老").await, [2, 1], "{sql}");
        assert_eq!(other.ids(&projections, "养老").await, [1], "{sql}");
    }
}

#[tokio::test]
async fn r41_a_journal_in_memory_has_a_file_that_goes_with_it() {
    let hall = Hall::over(Arc::new(MemoryJournal::new()));
    assert!(hall.journal.directory().is_none());
    let directory = tempfile::tempdir().unwrap();
    let journal = SqliteJournal::open(&directory.path().join("rostrum.db")).unwrap();
    assert_eq!(rostrum::journal::Journal::directory(&journal), Some(directory.path()));
    drop(hall.projections().await);
    assert!(!directory.path().join(FILE_NAME).exists());
}

#[tokio::test]
async fn r71_a_register_made_anew_is_the_same_and_keeps_no_word_that_was_forgotten() {
    let directory = tempfile::tempdir().unwrap();
    let mut hall = Hall::on_disk(directory.path());
    let projections = hall.projections().await;
    let created = json!({"type": "session_created", "session": hall.session, "title": "秘密会议", "form": "meeting",
        "form_version": 1, "rules": Rules::default()});
    hall.happens(0, created).await;
    let people = json!([
        {"participant": 1, "name": "机密局", "role": "owner"},
        {"participant": 2, "name": "张三丰", "role": "respondent", "sector": "水务"},
    ]);
    hall.happens(0, json!({"type": "participants_invited", "participants": people}))
        .await;
    for (owner, due) in [(1, json!("2026-03-31")), (2, json!("2027-03-31"))] {
        let recorded = json!({"type": "commitment_recorded", "text": "绝密工程", "owner": owner, "due": due, "source": 9,
            "category": "隐私", "asked_by": 2});
        hall.happens(1, recorded).await;
    }
    hall.happens(1, json!({"type": "commitment_reported", "commitment": 3, "text": "x"}))
        .await;
    let verified = json!({"type": "commitment_verified", "commitment": 3, "finding": "partly"});
    hall.happens(1, verified).await;
    let day = |day: &str| day.parse::<Date>().unwrap();
    let find = async |projections: &Projections| {
        projections
            .commitments(Register::default(), day("2027-01-01"))
            .await
            .unwrap()
    };
    let followed = find(&projections).await;
    assert_eq!(followed.len(), 2);
    assert_eq!((&*followed[0].unit, &*followed[1].unit), ("机密局", "水务"));
    assert_eq!(
        (followed[0].settled, followed[0].overdue, followed[0].reports),
        (true, false, 1)
    );
    drop(projections);

    Projections::discard(directory.path()).unwrap();
    let projections = hall.projections().await;
    assert_eq!(find(&projections).await, followed, "made anew");
    projections.forget(hall.session, vec![1, 2, 3, 4]).await.unwrap();
    let forgotten = find(&projections).await;
    assert_eq!(
        (&*forgotten[0].text, &*forgotten[0].unit, &*forgotten[0].title),
        ("", "", "")
    );
    assert_eq!(
        (forgotten[0].category.as_deref(), forgotten[1].asked_by.as_deref()),
        (None, Some(""))
    );
    assert_eq!(
        (forgotten[0].settled, &*forgotten[1].unit),
        (true, "水务"),
        "what is no word stays"
    );
    drop(projections);
    let file = fs::read(directory.path().join(FILE_NAME)).unwrap();
    for word in ["秘密会议", "机密局", "张三丰", "绝密工程", "隐私"] {
        assert!(
            !file.windows(word.len()).any(|bytes| bytes == word.as_bytes()),
            "{word}"
        );
    }
}
