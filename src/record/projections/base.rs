//! The file: where it lies, what must hold for it to be used, and how connections are set up.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, params};
use tempfile::TempDir;
use uuid::Uuid;

use super::{ALL, ProjectionError};
use crate::journal::sqlite::make_private;

/// What the file is called, in the directory of the journal.
pub const FILE_NAME: &str = "projections.db";

/// The version of all tables and of everything that decides what is in them; a file of another one is thrown away.
const VERSION: i64 = 3;

/// How long a connection waits for another one.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The size that the write-ahead log is cut back to after much was written.
const WAL_BYTES_KEPT: u32 = 16 * 1024 * 1024;

const TABLES: &str = "
    CREATE TABLE meta (epoch BLOB NOT NULL) STRICT;
    CREATE TABLE sessions (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        session BLOB NOT NULL UNIQUE,
        seq INTEGER NOT NULL,
        digest BLOB NOT NULL
    ) STRICT;
";

/// The directory of the file.
#[derive(Debug)]
pub(super) enum Home {
    Kept(PathBuf),
    /// For a journal that leaves nothing behind either.
    Temporary(TempDir),
}

impl Home {
    pub(super) fn of(directory: Option<&Path>) -> io::Result<Self> {
        match directory {
            Some(directory) => Ok(Self::Kept(directory.to_owned())),
            None => tempfile::Builder::new()
                .prefix("rostrum-projections-")
                .tempdir()
                .map(Self::Temporary),
        }
    }

    pub(super) fn file(&self) -> PathBuf {
        match self {
            Self::Kept(directory) => directory.join(FILE_NAME),
            Self::Temporary(directory) => directory.path().join(FILE_NAME),
        }
    }
}

/// How far a session was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Position {
    /// The session's number in all tables.
    pub number: i64,
    /// The last entry that was taken in.
    pub seq: u64,
    /// That entry's digest: a journal that has another one there is not the one that was followed.
    pub digest: [u8; 32],
}

/// A session's position, if it was ever followed.
pub(super) fn position(tables: &Connection, session: Uuid) -> rusqlite::Result<Option<Position>> {
    tables
        .prepare_cached("SELECT number, seq, digest FROM sessions WHERE session = ?1")?
        .query_row([session.as_bytes()], |row| {
            Ok(Position {
                number: row.get(0)?,
                seq: row.get::<_, i64>(1)?.unsigned_abs(),
                digest: row.get(2)?,
            })
        })
        .optional()
}

/// Notes that a session was followed to here; gives its number.
pub(super) fn advance(tables: &Connection, session: Uuid, seq: u64, digest: &[u8; 32]) -> rusqlite::Result<i64> {
    tables
        .prepare_cached(
            "INSERT INTO sessions (session, seq, digest) VALUES (?1, ?2, ?3) \
             ON CONFLICT DO UPDATE SET seq = excluded.seq, digest = excluded.digest RETURNING number",
        )?
        .query_row(params![session.as_bytes(), number(seq), digest], |row| row.get(0))
}

/// A number as `SQLite` keeps it.
pub(in crate::record) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// Whether `SQLite` cannot make sense of the file, so that it has to be made anew.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(code, Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)) || lacks_a_table(error)
}

/// Its pages may be sound and its tables gone.
fn lacks_a_table(error: &rusqlite::Error) -> bool {
    error.to_string().contains("no such table")
}

/// The one connection that writes. What cannot be used is thrown away first.
pub(super) fn open(path: &Path, epoch: Uuid) -> Result<Connection, ProjectionError> {
    if path.exists() {
        match open_known(path, epoch) {
            Ok(Some(connection)) => return Ok(connection),
            Ok(None) => tracing::info!("the projections are of another version or journal, and made anew"),
            Err(error) => tracing::warn!(%error, "the projections' file cannot be used, and is made anew"),
        }
    }
    make(path, epoch)
}

/// The connection to a file that is there, unless it is of another version or journal.
fn open_known(path: &Path, epoch: Uuid) -> rusqlite::Result<Option<Connection>> {
    let connection = connect(path)?;
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version != VERSION {
        return Ok(None);
    }
    let of: [u8; 16] = connection.query_row("SELECT epoch FROM meta", [], |row| row.get(0))?;
    // A process that was killed may have forgotten words that its log still holds.
    empty_log(&connection)?;
    Ok((of == *epoch.as_bytes()).then_some(connection))
}

/// A new file in the place of whatever is there.
pub(super) fn make(path: &Path, epoch: Uuid) -> Result<Connection, ProjectionError> {
    remove(path)?;
    make_private(path)?;
    metrics::counter!("rostrum_projections_made_total").increment(1);
    let connection = connect(path)?;
    let transaction = connection.unchecked_transaction()?;
    transaction.execute_batch(TABLES)?;
    transaction.execute("INSERT INTO meta (epoch) VALUES (?1)", [epoch.as_bytes()])?;
    for projection in ALL {
        transaction.execute_batch(projection.tables())?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;
    Ok(connection)
}

/// Removes the file and what `SQLite` keeps beside it.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    // A power cut may take back what was derived last, but leaves the file sound; the journal has it all.
    connection.pragma_update(None, "synchronous", "normal")?;
    connection.pragma_update(None, "journal_size_limit", WAL_BYTES_KEPT)?;
    // What is deleted is overwritten: words may be erased.
    connection.pragma_update_and_check(None, "secure_delete", "on", |_| Ok(()))?;
    Ok(connection)
}

/// A connection that can only read.
pub(super) fn connect_for_reading(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    Ok(connection)
}

/// Moves the write-ahead log into the file and cuts it to nothing, so that no byte of it stays.
pub(super) fn empty_log(connection: &Connection) -> rusqlite::Result<()> {
    let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy == 0 {
        return Ok(());
    }
    let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
    Err(rusqlite::Error::SqliteFailure(
        busy,
        Some("somebody reads the log".to_owned()),
    ))
}
