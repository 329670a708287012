//! A core for the server and one for the crowd.

use std::ffi::OsString;
use std::process::{Command, Stdio};
use std::thread::available_parallelism;

/// Where processes run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cores {
    /// Servers on the first core, this process on the second.
    Apart,
    /// Wherever the system puts them.
    Anywhere,
}

impl Cores {
    /// Moves this process to its core, if there are two and `taskset` is here.
    pub fn taken() -> Self {
        if available_parallelism().map_or(1, usize::from) < 2 {
            eprintln!("one core for all: the figures say little about a server that has one to itself");
            return Self::Anywhere;
        }
        let own = std::process::id().to_string();
        let moved = Command::new("taskset")
            .args(["--all-tasks", "--pid", "--cpu-list", "1", &own])
            .stdout(Stdio::null())
            .status();
        if moved.is_ok_and(|status| status.success()) {
            Self::Apart
        } else {
            eprintln!("no taskset: server and crowd may get in each other's way");
            Self::Anywhere
        }
    }

    /// What stands before a server's command line.
    pub fn of_server(self) -> Vec<OsString> {
        match self {
            Self::Apart => ["taskset", "--cpu-list", "0"].map(OsString::from).into(),
            Self::Anywhere => Vec::new(),
        }
    }
}
