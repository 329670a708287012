//! The command line.

mod keys;
mod reindex;
mod serve;
mod show;
mod sizing;

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use rostrum::record::printable::printable;
use rostrum::record::verify;
use rostrum::wire::schema;

use keys::Key;
use reindex::Reindex;
use serve::Serve;
use show::Show;
use sizing::Sizing;

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
    /// Serves a ready-made consultation from a temporary directory, and prints a link for each role.
    Demo(Show),
    /// Makes anew what is derived from the journal, such as the index that search looks into. No server may run.
    Reindex(Reindex),
    /// Puts a server under load, and says what this machine bears.
    Load(Sizing),
    /// Prints the JSON Schema of the protocol.
    Schema,
    /// Checks an exported record: that no entry was altered, dropped, added or moved.
    Verify(Verify),
    /// Shows the keys that checkpoints are signed with, or puts a new one in the place of the last.
    #[command(subcommand)]
    Key(Key),
}

#[derive(Args)]
struct Verify {
    /// The record, `transcript.jsonl`.
    file: PathBuf,
    /// The verifier key that must have signed it; without, the file's own is believed.
    #[arg(long, value_name = "VERIFIER_KEY")]
    key: Option<String>,
    /// The session's published keys (`GET /api/sessions/{id}/keys`, or `rostrum key show --session`): the record may be
    /// signed by any that follows from `--key`, or without it from the first.
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
}

/// Longer than titles are; a file that does not show its first entry may call itself anything.
const TITLE_CHARS_MAX: usize = 1_000;

type AnyError = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let done = match Line::parse().command {
        Command::Serve(arguments) => serve::serve(arguments),
        Command::Demo(arguments) => show::show(arguments),
        Command::Reindex(arguments) => reindex::reindex(arguments),
        Command::Load(arguments) => sizing::size(arguments),
        Command::Schema => print_schema(),
        Command::Verify(arguments) => check(&arguments),
        Command::Key(order) => keys::obey(order),
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

fn check(Verify { file, key, keys }: &Verify) -> Result<(), AnyError> {
    // A title is anybody's text, a file's name too, and a terminal obeys control characters.
    let name = printable(&file.to_string_lossy(), usize::MAX);
    let opened = File::open(file).map_err(|error| format!("{name}: {error}"))?;
    let record = BufReader::new(opened);
    let verified = match keys {
        None => verify::verify(record, key.as_deref()),
        Some(keys) => verify::verify_signed_by(record, &keys::followed(keys, key.as_deref())?),
    };
    let summary = verified.map_err(|fault| format!("{name}: {fault}"))?;
    let mut out = io::stdout().lock();
    let title = summary.title.map(|title| printable(&title, TITLE_CHARS_MAX));
    let title = title.unwrap_or_else(|| "(entry 1 is not shown, so nothing proves a title)".to_owned());
    writeln!(out, "verified: {title}")?;
    writeln!(out, "session:  {}", summary.session)?;
    writeln!(out, "entries:  {} ({} shown whole)", summary.entries, summary.shown)?;
    writeln!(out, "from:     {}", summary.first_at)?;
    writeln!(out, "to:       {}", summary.last_at)?;
    writeln!(out, "root:     {}", hex::encode(summary.root))?;
    writeln!(out, "key:      {}", summary.key)?;
    Ok(())
}
