//! The tables, and how connections are set up.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, params};
use rusqlite_migration::{M, Migrations};
use uuid::Uuid;

/// How long a connection waits for somebody who holds the file, such as an operator's shell.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a reader may keep the log from being truncated.
const LOG_TIMEOUT: Duration = Duration::from_secs(1);

/// The size that the write-ahead log is cut back to after a surge.
const WAL_BYTES_KEPT: u32 = 64 * 1024 * 1024;

/// How many pages (32 MB) the write-ahead log collects before they are moved to the file. Many sessions change the
/// same index pages in every commit, and each is then moved once for many commits: half as many appends again a second
/// as with `SQLite`'s own 1,000.
const WAL_PAGES_COLLECTED: u32 = 8_000;

/// The tables have row ids on purpose: what many sessions commit together then lies together at a table's end, and
/// only the small index entries are spread by session. The key of `records` makes a fork impossible to store.
const TABLES: &str = "
    CREATE TABLE records (
        session BLOB NOT NULL,
        base INTEGER NOT NULL,
        last INTEGER NOT NULL,
        hash BLOB NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (session, base)
    ) STRICT;
    CREATE INDEX first_records ON records (session) WHERE base = 0;
    CREATE TABLE words (
        session BLOB NOT NULL,
        seq INTEGER NOT NULL,
        salt BLOB NOT NULL,
        pieces BLOB NOT NULL,
        PRIMARY KEY (session, seq)
    ) STRICT;
    CREATE TABLE claims (key BLOB NOT NULL PRIMARY KEY, session BLOB NOT NULL) STRICT;
    CREATE TABLE checkpoints (
        session BLOB NOT NULL,
        size INTEGER NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (session, size)
    ) STRICT;
    CREATE TABLE secrets (name TEXT NOT NULL PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) STRICT;
";

/// The keys that followed the first, which is a secret.
const LATER_KEYS: &str = "
    CREATE TABLE later_keys (place INTEGER NOT NULL PRIMARY KEY, seed BLOB NOT NULL, since INTEGER NOT NULL) STRICT;
";

const STEPS: &[M<'_>] = &[M::up(TABLES), M::up(LATER_KEYS)];

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The one connection that writes, with its tables up to date.
pub(super) fn open_for_writing(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(32);
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        return Err(format!("{} lies where SQLite cannot keep a write-ahead log", path.display()).into());
    }
    // Every commit is synced before it is answered: with NORMAL, a power cut takes back what was acknowledged.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "wal_autocheckpoint", WAL_PAGES_COLLECTED)?;
    connection.pragma_update(None, "journal_size_limit", WAL_BYTES_KEPT)?;
    // What is deleted is overwritten with zeros, and so is what is left of it where pages are laid anew.
    connection.pragma_update(None, "secure_delete", true)?;
    Migrations::from_slice(STEPS).to_latest(&mut connection)?;
    Ok(connection)
}

/// Moves what the write-ahead log holds to the file, syncs it, and leaves the log empty.
///
/// # Errors
/// Also if somebody reads the file for so long that the log is still needed.
pub(super) fn truncate_log(connection: &Connection) -> rusqlite::Result<()> {
    // Whoever writes waits meanwhile.
    connection.busy_timeout(LOG_TIMEOUT)?;
    let truncated = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
    connection.busy_timeout(BUSY_TIMEOUT)?;
    if truncated? == 0 {
        return Ok(());
    }
    let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
    Err(rusqlite::Error::SqliteFailure(busy, Some("the log is in use".into())))
}

/// A connection that can only read.
pub(super) fn open_for_reading(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    Ok(connection)
}

/// The journal's epoch, made when it is asked for the first time.
pub(super) fn epoch(connection: &mut Connection) -> rusqlite::Result<Uuid> {
    let transaction = connection.transaction()?;
    transaction.execute(
        "INSERT INTO meta (name, value) VALUES ('epoch', ?1) ON CONFLICT DO NOTHING",
        params![Uuid::now_v7().as_bytes()],
    )?;
    let epoch = transaction.query_row("SELECT value FROM meta WHERE name = 'epoch'", [], |row| {
        row.get(0).map(Uuid::from_bytes)
    })?;
    transaction.commit()?;
    Ok(epoch)
}
