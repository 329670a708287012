//! Sizing a machine: what `load` is told, how far it is, and its report.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use rostrum::load::cast::Numbers;
use rostrum::load::drive::Pace;
use rostrum::load::report::{Report, complaints};
use rostrum::load::script::Mix;
use rostrum::load::target::{Hosts, OwnServer, Target};
use rostrum::load::{self, Plan, Reconnect};
use serde::Serialize;
use tokio::runtime::Builder;

use crate::AnyError;
use crate::serve::{Signals, TOKEN_VARIABLE, raise_open_files};

/// Open files beside one for each connection.
const FILES_BESIDE: u64 = 100;
/// Where standard error is no terminal, a line so often.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// What `load` is told.
#[derive(Args)]
pub struct Sizing {
    /// A server that runs already, `http://HOST:PORT`; without, one is started for this. `ROSTRUM_CONVENER_TOKEN` is its token.
    url: Option<String>,
    /// Lets the server be another machine's. Its operator must have agreed.
    #[arg(long, requires = "url")]
    allow_foreign: bool,
    /// Members; among them a chair and a clerk for each session, operators, observers and screens.
    #[arg(long, default_value_t = 500)]
    members: usize,
    /// Sessions that the members are spread over.
    #[arg(long, default_value_t = 1)]
    sessions: usize,
    /// Readers, beyond the members, that take nothing.
    #[arg(long, default_value_t = 0)]
    stalled: usize,
    /// Readers, beyond the members, that take a few bytes a second.
    #[arg(long, default_value_t = 0)]
    dripping: usize,
    /// Joins under way at the same time.
    #[arg(long, default_value_t = 256)]
    joins_at_once: usize,
    /// How long nothing happens, for the memory.
    #[arg(long, default_value_t = 3)]
    idle_seconds: u64,
    /// How long people act.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// Commands a second, by people who take turns.
    #[arg(long, default_value_t = 20.0)]
    commands_per_second: f64,
    /// Instead of a rate: so many commands whose event has not come to everybody yet.
    #[arg(long, conflicts_with = "commands_per_second")]
    in_flight: Option<usize>,
    /// What people do (TOML): `posts`, `requests`, `withdrawals` and `rounds` in proportion, and `post_chars`.
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    /// Leaves out the storm of those who come back, for which an own server is killed.
    #[arg(long)]
    no_reconnect: bool,
    /// Where the own server's data lies meanwhile; in memory (tmpfs) it would be faster than on a disk.
    #[arg(long, value_name = "DIR", conflicts_with = "url")]
    data: Option<PathBuf>,
    /// The own server's configuration file.
    #[arg(long, value_name = "FILE", conflicts_with = "url")]
    config: Option<PathBuf>,
    /// Writes the report as JSON too; `-` is standard output, in the place of the text.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Runs the load and prints the report; an error if a member lost something.
pub fn size(arguments: Sizing) -> Result<(), AnyError> {
    // A measurement is not made for a file that cannot be written.
    let json = arguments.json.as_deref().map(Json::open).transpose()?;
    let plan = arguments.plan()?;
    let people = plan.numbers.people() as u64;
    let files = raise_open_files();
    if files < people + FILES_BESIDE {
        return Err(format!("{people} connections need more open files than the {files} that are allowed here").into());
    }
    let progress = Progress::default();
    let running = async {
        let mut signals = Signals::taken()?;
        tokio::select! {
            report = load::run(plan, move |news| progress.tell(news)) => Ok::<_, AnyError>(report?),
            () = signals.told_to_end() => Err("told to end".into()),
        }
    };
    // One thread: the other cores are the server's.
    let report = Builder::new_current_thread().enable_all().build()?.block_on(running);
    if io::stderr().is_terminal() {
        // The report takes the place of the last line.
        eprint!("\r\x1b[K");
    }
    let report = report?;
    print(&report, json)?;
    if report.lost.is_nothing() {
        Ok(())
    } else {
        Err("members lost what they should have got".into())
    }
}

/// Where a report goes as JSON.
enum Json {
    StandardOutput,
    File(File),
}

/// A report with what is wrong in it.
#[derive(Serialize)]
struct Judged<'a> {
    #[serde(flatten)]
    report: &'a Report,
    /// What to look at, each in a sentence; empty if all is well.
    complaints: Vec<String>,
}

impl Json {
    fn open(path: &Path) -> Result<Self, AnyError> {
        if path == Path::new("-") {
            return Ok(Self::StandardOutput);
        }
        let file = File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self::File(file))
    }
}

fn print(report: &Report, json: Option<Json>) -> Result<(), AnyError> {
    let mut out = io::stdout().lock();
    let complaints = complaints(report);
    let judged = Judged { report, complaints };
    match json {
        Some(Json::StandardOutput) => {
            serde_json::to_writer_pretty(&mut out, &judged)?;
            writeln!(out)?;
        }
        Some(Json::File(mut file)) => {
            write!(out, "{report}")?;
            file.write_all(&serde_json::to_vec_pretty(&judged)?)?;
        }
        None => write!(out, "{report}")?,
    }
    Ok(())
}

impl Sizing {
    fn plan(self) -> Result<Plan, AnyError> {
        let mix = match &self.script {
            None => Mix::default(),
            Some(path) => {
                let name = path.display();
                let text = std::fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
                let mix: Mix = toml::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
                mix.check().map_err(|error| format!("{name}: {error}"))?;
                mix
            }
        };
        let target = match self.url {
            Some(url) => Target::Running {
                url,
                convener: std::env::var(TOKEN_VARIABLE)
                    .map_err(|error| format!("{TOKEN_VARIABLE}, the server's token: {error}"))?,
                hosts: if self.allow_foreign {
                    Hosts::Any
                } else {
                    Hosts::Loopback
                },
            },
            None => Target::Own(OwnServer {
                program: vec![std::env::current_exe()?.into()],
                data: self.data.unwrap_or_else(std::env::temp_dir),
                config: self.config,
            }),
        };
        Ok(Plan {
            target,
            numbers: Numbers {
                sessions: self.sessions,
                readers: self.members,
                stalled: self.stalled,
                dripping: self.dripping,
            },
            joins_at_once: self.joins_at_once,
            idle: Duration::from_secs(self.idle_seconds),
            pace: self
                .in_flight
                .map_or(Pace::PerSecond(self.commands_per_second), Pace::InFlight),
            lasts: Duration::from_secs(self.seconds),
            mix,
            reconnect: if self.no_reconnect {
                Reconnect::Never
            } else {
                Reconnect::Storm
            },
        })
    }
}

/// One line that is written over on a terminal, a line now and then elsewhere.
#[derive(Default)]
struct Progress {
    last: RefCell<Option<(String, Instant)>>,
}

impl Progress {
    fn tell(&self, news: &str) {
        if io::stderr().is_terminal() {
            // Back to the line's beginning, and nothing of the last one left.
            eprint!("\r\x1b[K{news}");
            return;
        }
        let phase = news.split(':').next().unwrap_or_default();
        let mut last = self.last.borrow_mut();
        let is_old = |(told, at): &(String, Instant)| told != phase || at.elapsed() >= LINE_EVERY;
        if last.as_ref().is_none_or(is_old) {
            eprintln!("{news}");
            *last = Some((phase.to_owned(), Instant::now()));
        }
    }
}
