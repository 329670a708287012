//! A server as a child process: started, measured, killed, started again.

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::LoadError;
use super::usage::Usage;

/// How a process is started.
#[derive(Debug, Clone)]
pub struct Start {
    /// The program and its arguments.
    pub line: Vec<OsString>,
    /// What is added to the environment.
    pub environment: Vec<(String, String)>,
    /// Where its standard error goes.
    pub log: PathBuf,
}

/// A running process that says where it listens. It is killed when dropped.
#[derive(Debug)]
pub struct ChildServer {
    child: Child,
    /// What it said first.
    said: String,
}

impl ChildServer {
    /// Starts it and waits until it listens.
    ///
    /// # Errors
    /// [`LoadError::Server`] with the end of its log.
    pub async fn start(start: Start) -> Result<Self, LoadError> {
        let log = start.log.clone();
        let started = tokio::task::spawn_blocking(move || Self::spawn(&start)).await;
        let failed = |why: String| LoadError::Server(format!("{why}; {}", end_of(&log)));
        match started {
            Ok(Ok(server)) if server.said.starts_with("listening on ") => Ok(server),
            Ok(Ok(_)) => Err(failed("it ended before it listened".to_owned())),
            Ok(Err(error)) => Err(failed(error.to_string())),
            Err(error) => Err(failed(error.to_string())),
        }
    }

    fn spawn(start: &Start) -> std::io::Result<Self> {
        let Some((program, arguments)) = start.line.split_first() else {
            return Err(std::io::ErrorKind::InvalidInput.into());
        };
        let mut child = Command::new(program)
            .args(arguments)
            .envs(start.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::options().create(true).append(true).open(&start.log)?)
            .spawn()?;
        let out = child.stdout.take();
        let mut server = Self {
            child,
            said: String::new(),
        };
        if let Some(out) = out {
            BufReader::new(out).read_line(&mut server.said)?;
        }
        Ok(server)
    }

    /// The addresses that it named, in their order.
    #[must_use]
    pub fn addresses(&self) -> Vec<SocketAddr> {
        let words = self.said.split_whitespace();
        words
            .filter_map(|word| word.trim_start_matches("http://").parse().ok())
            .collect()
    }

    /// What it has used so far.
    ///
    /// # Errors
    /// [`LoadError::Usage`].
    pub fn usage(&self) -> Result<Usage, LoadError> {
        Usage::of_process(self.child.id())
    }

    /// SIGKILL: it has no time for a farewell.
    ///
    /// # Errors
    /// [`LoadError::Server`].
    pub fn kill(mut self) -> Result<(), LoadError> {
        let killed = self.child.kill().and_then(|()| self.child.wait());
        killed.map(drop).map_err(|error| LoadError::Server(error.to_string()))
    }
}

impl Drop for ChildServer {
    fn drop(&mut self) {
        // Nothing is to be done about a process that does not end, or has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The last line of a log, for whoever wonders why.
fn end_of(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let last = text.lines().rev().find(|line| !line.trim().is_empty());
    last.unwrap_or("it said nothing").to_owned()
}
