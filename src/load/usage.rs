//! What a process has used of the machine: processor time and memory.

use std::time::Duration;

use procfs::process::Process;

use super::LoadError;
use crate::client::Api;

/// What a process has used so far, and holds now.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Usage {
    /// Processor time since it began, the kernel's for it too.
    pub cpu: Duration,
    /// Memory that it holds now, in bytes.
    pub resident_bytes: u64,
}

impl Usage {
    /// A process of this machine.
    ///
    /// # Errors
    /// [`LoadError::Usage`].
    pub fn of_process(pid: u32) -> Result<Self, LoadError> {
        let pid = i32::try_from(pid).map_err(|error| LoadError::Usage(error.to_string()))?;
        Self::read(Process::new(pid))
    }

    /// This process.
    ///
    /// # Errors
    /// [`LoadError::Usage`].
    pub fn of_oneself() -> Result<Self, LoadError> {
        Self::read(Process::myself())
    }

    fn read(process: procfs::ProcResult<Process>) -> Result<Self, LoadError> {
        let stat = process.and_then(|process| process.stat());
        let stat = stat.map_err(|error| LoadError::Usage(error.to_string()))?;
        let ticks = Duration::from_secs(stat.utime + stat.stime);
        Ok(Self {
            cpu: ticks / u32::try_from(procfs::ticks_per_second()).unwrap_or(100),
            resident_bytes: stat.rss * procfs::page_size(),
        })
    }

    /// A server anywhere, by what its metrics say.
    ///
    /// # Errors
    /// [`LoadError`]: they cannot be read, or do not say it.
    pub async fn of_server(api: Api, convener: &str) -> Result<Self, LoadError> {
        let text = api.text("/metrics", Some(convener)).await?;
        let value = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            line.and_then(|value| value.trim().parse::<f64>().ok())
                .filter(|value| *value >= 0.0)
                .ok_or_else(|| LoadError::Usage(format!("the server's metrics have no {name}")))
        };
        let cpu = value("process_cpu_seconds_total")?;
        let resident = value("process_resident_memory_bytes")?;
        Ok(Self {
            cpu: Duration::try_from_secs_f64(cpu).map_err(|error| LoadError::Usage(error.to_string()))?,
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it was a number of bytes before it was written"
            )]
            resident_bytes: resident as u64,
        })
    }
}
