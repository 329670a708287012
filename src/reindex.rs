//! Making anew what is derived from the journal.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use rostrum::config::{Config, Overrides};
use rostrum::journal::sqlite::SqliteJournal;
use rostrum::record::projections::{Progress, Projections};

use crate::AnyError;
use crate::serve::log_to_standard_error;

/// How often it says how far it is.
const TELL_EVERY: Duration = Duration::from_secs(1);

/// What `reindex` is told.
#[derive(Args)]
pub struct Reindex {
    /// The directory that everything durable lies in.
    #[arg(long, env = "ROSTRUM_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// The configuration file (TOML).
    #[arg(long, env = "ROSTRUM_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Throws the projections away and follows every session of the journal.
#[tokio::main]
pub async fn reindex(Reindex { data, config }: Reindex) -> Result<(), AnyError> {
    log_to_standard_error("warn");
    let overrides = Overrides {
        data,
        ..Overrides::default()
    };
    let config = Config::load(config.as_deref(), overrides)?;
    let path = config.data.join("rostrum.db");
    // Opening would make one, and a wrong directory would look like an empty server.
    if !path.exists() {
        return Err(format!("there is no journal in {}", config.data.display()).into());
    }
    // Held until the end: while a server has the journal, nothing is thrown away.
    let journal = Arc::new(SqliteJournal::open(&path)?);
    Projections::discard(&config.data)?;
    let projections = Projections::open(journal, Arc::default()).await?;
    let (begun, mut told) = (Instant::now(), Instant::now());
    let mut last = Progress::default();
    projections
        .sweep(|progress| {
            last = progress;
            if told.elapsed() >= TELL_EVERY {
                told = Instant::now();
                eprintln!("{}", counted(progress));
            }
        })
        .await?;
    let seconds = begun.elapsed().as_secs_f64();
    writeln!(io::stdout().lock(), "indexed: {} in {seconds:.1} s", counted(last))?;
    Ok(())
}

fn counted(Progress { sessions, entries }: Progress) -> String {
    format!("{sessions} sessions, {entries} entries")
}
