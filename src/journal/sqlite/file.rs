//! The files of the journal: for one process at a time, and for their owner's eyes only.

use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use super::store;
use crate::journal::JournalError;

/// What only the owner may read and write: the journal holds secrets.
const PRIVATE: u32 = 0o600;

/// Keeps other processes away while it lives. The kernel takes it back however the process ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// Takes the lock beside the database file.
pub(super) fn lock(database: &Path) -> Result<Lock, JournalError> {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    let file = open_private(Path::new(&path)).map_err(store)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(JournalError::InUse {
            path: database.to_owned(),
        }),
        Err(TryLockError::Error(error)) => Err(store(error)),
    }
}

/// Makes the database file before `SQLite` does, which would make it readable by others. `SQLite` gives the files that
/// it makes beside it the same mode.
pub(crate) fn make_private(database: &Path) -> io::Result<()> {
    open_private(database)?;
    // It may have been there already, copied in by hand.
    fs::set_permissions(database, Permissions::from_mode(PRIVATE))
}

fn open_private(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .mode(PRIVATE)
        .open(path)
}
