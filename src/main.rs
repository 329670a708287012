//! The command line.

use std::fs::File;
use std::io::{self, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use rostrum::Server;
use rostrum::config::{Config, Overrides};
use rostrum::edge::convener::{ConvenerToken, Found};
use rostrum::journal::sqlite::SqliteJournal;
use rostrum::record::verify;
use rostrum::wire::schema;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// A server for remote consultations.
#[derive(Parser)]
#[command(version)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves sessions until it is told to end.
    Serve(Serve),
    /// Prints the JSON Schema of the protocol.
    Schema,
    /// Checks an exported record: that no entry was altered, dropped, added or moved.
    Verify(Verify),
}

#[derive(Args)]
struct Serve {
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

#[derive(Args)]
struct Verify {
    /// The record, `transcript.jsonl`.
    file: PathBuf,
    /// The verifier key that must have signed it; without, the file's own is believed.
    #[arg(long, value_name = "VERIFIER_KEY")]
    key: Option<String>,
}

type AnyError = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let done = match Line::parse().command {
        Command::Serve(arguments) => serve(arguments),
        Command::Schema => print_schema(),
        Command::Verify(arguments) => check(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rostrum: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print_schema() -> Result<(), AnyError> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &schema::protocol())?;
    writeln!(out)?;
    Ok(())
}

fn check(Verify { file, key }: &Verify) -> Result<(), AnyError> {
    let opened = File::open(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let summary = verify::verify(BufReader::new(opened), key.as_deref())
        .map_err(|fault| format!("{}: {fault}", file.display()))?;
    let mut out = io::stdout().lock();
    // A title is anybody's text, and a terminal obeys control characters.
    writeln!(out, "verified: {}", summary.title.escape_debug())?;
    writeln!(out, "session:  {}", summary.session)?;
    writeln!(out, "entries:  {} ({} shown whole)", summary.entries, summary.shown)?;
    writeln!(out, "from:     {}", summary.first_at)?;
    writeln!(out, "to:       {}", summary.last_at)?;
    writeln!(out, "root:     {}", hex::encode(summary.root))?;
    writeln!(out, "key:      {}", summary.key)?;
    Ok(())
}

#[tokio::main]
async fn serve(arguments: Serve) -> Result<(), AnyError> {
    log_to_standard_error();
    let overrides = Overrides {
        listen: arguments.listen,
        data: arguments.data,
        public_url: arguments.public_url,
    };
    let config = Config::load(arguments.config.as_deref(), overrides)?;
    // Taken before anything is announced: whoever stops the server right after may count on it.
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    make_private_directory(&config.data)?;
    let journal = Arc::new(SqliteJournal::open(&config.data.join("rostrum.db"))?);
    let chosen = std::env::var("ROSTRUM_CONVENER_TOKEN").ok();
    let (token, found) = match chosen.as_deref().and_then(ConvenerToken::chosen) {
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
    tokio::select! {
        _ = terminate.recv() => tracing::info!("told to end"),
        _ = interrupt.recv() => tracing::info!("interrupted"),
    }
    server.shutdown().await;
    Ok(())
}

/// Lines for people on a terminal, JSON elsewhere. `RUST_LOG` says how much; standard output stays free.
fn log_to_standard_error() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,rusqlite_migration=warn"));
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
