//! `rostrum key`: the keys that checkpoints are signed with, for the operator.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use rostrum::Server;
use rostrum::journal::checkpoint::{KeyRing, PublishedKey, VerifierKey, follow};
use rostrum::journal::sqlite::SqliteJournal;
use rostrum::record::printable::printable;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::AnyError;

/// What is done with the keys.
#[derive(Subcommand)]
pub enum Key {
    /// Prints a session's published keys, as the server does at `/api/sessions/ID/keys`.
    Show(Show),
    /// Signs new checkpoints with a new key, which the old one vouches for. What was signed stays good.
    Rotate(Rotate),
}

/// Whose keys, and where they are.
#[derive(Args)]
pub struct Show {
    /// The directory that everything durable lies in; no server may run on it.
    #[arg(long, env = "ROSTRUM_DATA", value_name = "DIR")]
    data: PathBuf,
    /// The session: its name is a part of a verifier key.
    #[arg(long, value_name = "ID")]
    session: Uuid,
}

/// Where the keys are.
#[derive(Args)]
pub struct Rotate {
    /// The directory that everything durable lies in; no server may run on it.
    #[arg(long, env = "ROSTRUM_DATA", value_name = "DIR")]
    data: PathBuf,
}

/// The answer of `/keys`, also as a file.
#[derive(Serialize, Deserialize)]
struct Keys {
    keys: Vec<PublishedKey>,
}

/// A file of keys is no larger.
const KEYS_BYTES_MAX: u64 = 1024 * 1024;

/// Does what is ordered.
#[tokio::main(flavor = "current_thread")]
pub async fn obey(order: Key) -> Result<(), AnyError> {
    let mut out = io::stdout().lock();
    match order {
        Key::Show(Show { data, session }) => {
            let keys = KeyRing::of(&journal(&data)?).await?.published(session);
            serde_json::to_writer_pretty(&mut out, &Keys { keys })?;
            writeln!(out)?;
        }
        Key::Rotate(Rotate { data }) => {
            let now = Server::system_clock()();
            let ring = KeyRing::rotate(&journal(&data)?, now).await?;
            let keys = ring.published(Uuid::nil());
            writeln!(out, "key {} signs from {now} on", keys.len())?;
        }
    }
    Ok(())
}

/// The journal of a directory that is there: none is made by a wrong name.
fn journal(data: &Path) -> Result<SqliteJournal, AnyError> {
    let path = data.join("rostrum.db");
    if !path.is_file() {
        return Err(format!("{} is not there", printable(&path.to_string_lossy(), usize::MAX)).into());
    }
    Ok(SqliteJournal::open(&path)?)
}

/// The keys in a file that follow from the trusted one.
pub fn followed(file: &Path, trusted: Option<&str>) -> Result<Vec<VerifierKey>, AnyError> {
    let name = printable(&file.to_string_lossy(), usize::MAX);
    let wrong = |what: &dyn std::fmt::Display| format!("{name}: {}", printable(&what.to_string(), 300));
    if fs::metadata(file).map_err(|error| wrong(&error))?.len() > KEYS_BYTES_MAX {
        return Err(wrong(&"it is too large").into());
    }
    let text = fs::read(file).map_err(|error| wrong(&error))?;
    let Keys { keys } = serde_json::from_slice(&text).map_err(|error| wrong(&error))?;
    let trusted = trusted
        .map(str::parse)
        .transpose()
        .map_err(|error| format!("--key: {error}"))?;
    let found = follow(&keys, trusted.as_ref()).map_err(|what| wrong(&what))?;
    Ok(found.keys.into_iter().map(|(key, _)| key).collect())
}
