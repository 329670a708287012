//! Starting and ending a server of one's own data; what `serve` and `demo` share of it.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use rostrum::Server;
use rostrum::config::{Config, Overrides};
use rostrum::edge::convener::{ConvenerToken, Found};
use rostrum::journal::sqlite::SqliteJournal;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing_subscriber::EnvFilter;

use crate::AnyError;

/// Holds the convener's token, if somebody chose one.
pub const TOKEN_VARIABLE: &str = "ROSTRUM_CONVENER_TOKEN";

/// What `serve` is told.
#[derive(Args)]
pub struct Serve {
    /// The address to listen on, HOST:PORT.
    #[arg(long, env = "ROSTRUM_LISTEN", value_name = "ADDR")]
    listen: Option<String>,
    /// The directory that everything durable lies in.
    #[arg(long, env = "ROSTRUM_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// Where people reach the server, `https://HOST`.
    #[arg(long, env = "ROSTRUM_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// The configuration file (TOML).
    #[arg(long, env = "ROSTRUM_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Serves until it is told to end.
#[tokio::main]
pub async fn serve(arguments: Serve) -> Result<(), AnyError> {
    log_to_standard_error("info,rusqlite_migration=warn");
    raise_open_files();
    let overrides = Overrides {
        listen: arguments.listen,
        data: arguments.data,
        public_url: arguments.public_url,
    };
    let config = Config::load(arguments.config.as_deref(), overrides)?;
    // Taken before anything is announced: whoever stops the server right after may count on it.
    let mut signals = Signals::taken()?;
    make_private_directory(&config.data)?;
    let journal = Arc::new(SqliteJournal::open(&config.data.join("rostrum.db"))?);
    let (token, found) = match chosen_token()? {
        Some(token) => (token, Found::Kept),
        None => ConvenerToken::kept(&config.data)?,
    };
    let has_public_url = config.public_url.is_some();
    let (data, listen) = (config.data.clone(), config.listen.clone());
    let server = Server::new(config, journal, token, Server::system_clock()).await?;
    let address = match server.listen().await {
        Ok(address) => address,
        Err(error) => {
            if found == Found::Made {
                ConvenerToken::forget(&data)?;
            }
            return Err(format!("cannot listen on {listen} (see --listen): {error}").into());
        }
    };
    if !address.ip().is_loopback() && !has_public_url {
        tracing::warn!(%address, "others can reach this server, but links name the address; see --public-url");
    }
    if found == Found::Made {
        // Not a log line: logs are kept, and this must not be.
        eprintln!("set up this server once, within 30 minutes: {}", server.begin_setup()?);
    }
    let mut out = io::stdout();
    writeln!(out, "listening on http://{address}")?;
    out.flush()?;
    signals.told_to_end().await;
    server.shutdown().await;
    Ok(())
}

/// Takes as many open files as the system gives without asking: every connection is one. The number that holds then.
pub fn raise_open_files() -> u64 {
    rlimit::increase_nofile_limit(rlimit::INFINITY).unwrap_or_else(|error| {
        tracing::warn!(%error, "the limit of open files stays as it is");
        0
    })
}

/// The token of the environment; an empty one is none. A short one is no reason to refuse: scripts use such on their own
/// machine.
fn chosen_token() -> Result<Option<ConvenerToken>, String> {
    let Some(text) = std::env::var_os(TOKEN_VARIABLE).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    // What is no Unicode is no ASCII either, with or without its loss.
    let token = ConvenerToken::chosen(&text.to_string_lossy()).map_err(|error| format!("{TOKEN_VARIABLE}: {error}"))?;
    if token.is_weak() {
        tracing::warn!("{TOKEN_VARIABLE} has fewer than 16 characters: whoever guesses it can do everything here");
    }
    Ok(Some(token))
}

/// The signals that end a server.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Takes them from now on; without this they would end the process at once.
    pub fn taken() -> io::Result<Self> {
        let (terminate, interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        Ok(Self { terminate, interrupt })
    }

    /// Waits for one of them.
    pub async fn told_to_end(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => tracing::info!("told to end"),
            _ = self.interrupt.recv() => tracing::info!("interrupted"),
        }
    }
}

/// Lines for people on a terminal, JSON elsewhere. `RUST_LOG` says how much, `usual` without it; standard output stays
/// free.
pub fn log_to_standard_error(usual: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr);
    if io::stderr().is_terminal() {
        log.init();
    } else {
        log.json().init();
    }
}

/// Makes the data directory if it is not there; only its owner may look into one that is made here.
fn make_private_directory(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}
