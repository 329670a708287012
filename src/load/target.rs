//! The server under load: an own one, or one that runs already.

use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use hyper::Uri;
use tempfile::TempDir;

use super::LoadError;
use super::process::{ChildServer, Start};
use super::usage::Usage;
use crate::client::Api;

/// Which server is put under load.
#[derive(Debug, Clone)]
pub enum Target {
    /// One that is started for it and killed at the end.
    Own(OwnServer),
    /// One that runs already.
    Running {
        /// `http://HOST:PORT` of the server itself, without a proxy between.
        url: String,
        /// The convener's token.
        convener: String,
        /// Whether it may be another machine's.
        hosts: Hosts,
    },
}

/// Which hosts may be put under load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hosts {
    /// This machine alone.
    Loopback,
    /// Any: whoever says so answers for it.
    Any,
}

/// How an own server is started.
#[derive(Debug, Clone)]
pub struct OwnServer {
    /// The program, and what stands before it, such as `taskset -c 0`.
    pub program: Vec<OsString>,
    /// A directory is made in this one, and goes with the server.
    pub data: PathBuf,
    /// The configuration file.
    pub config: Option<PathBuf>,
}

/// The server under load, reachable.
pub struct Reached {
    api: Api,
    convener: String,
    own: Option<Running>,
}

/// An own server that can be killed and started again.
struct Running {
    /// Absent between a kill and the next start. It goes before its directory does.
    process: Option<ChildServer>,
    start: OwnServer,
    directory: TempDir,
    address: SocketAddr,
}

impl Reached {
    /// Starts or finds the server.
    ///
    /// # Errors
    /// [`LoadError`]; `Foreign` before anything is sent.
    pub async fn at(target: &Target) -> Result<Self, LoadError> {
        match target {
            Target::Own(start) => {
                let convener = uuid::Uuid::new_v4().to_string();
                let running = Running::started(start.clone(), &convener).await?;
                Ok(Self {
                    api: Api::at(running.address),
                    convener,
                    own: Some(running),
                })
            }
            Target::Running { url, convener, hosts } => Ok(Self {
                api: Api::at(address_of(url, *hosts).await?),
                convener: convener.clone(),
                own: None,
            }),
        }
    }

    /// Its HTTP side.
    #[must_use]
    pub const fn api(&self) -> Api {
        self.api
    }

    /// The convener's token.
    #[must_use]
    pub fn convener(&self) -> &str {
        &self.convener
    }

    /// Whether it was started for the load.
    #[must_use]
    pub const fn is_own(&self) -> bool {
        self.own.is_some()
    }

    /// What a report calls it.
    #[must_use]
    pub fn name(&self) -> String {
        match self.own {
            Some(_) => "own".to_owned(),
            None => self.api.address().to_string(),
        }
    }

    /// What it has used so far.
    ///
    /// # Errors
    /// [`LoadError`].
    pub async fn usage(&self) -> Result<Usage, LoadError> {
        match self.own.as_ref().and_then(|own| own.process.as_ref()) {
            Some(process) => process.usage(),
            None => Usage::of_server(self.api, &self.convener).await,
        }
    }

    /// Kills an own server; nothing happens to another.
    ///
    /// # Errors
    /// [`LoadError::Server`].
    pub fn kill(&mut self) -> Result<(), LoadError> {
        match self.own.as_mut().and_then(|own| own.process.take()) {
            Some(process) => process.kill(),
            None => Ok(()),
        }
    }

    /// Starts an own server that was killed, on the same data and port.
    ///
    /// # Errors
    /// [`LoadError::Server`].
    pub async fn start_again(&mut self) -> Result<(), LoadError> {
        match &mut self.own {
            Some(own) if own.process.is_none() => own.start(&self.convener).await,
            _ => Ok(()),
        }
    }
}

impl Running {
    async fn started(start: OwnServer, convener: &str) -> Result<Self, LoadError> {
        let directory = tempfile::Builder::new()
            .prefix("rostrum-load-")
            .tempdir_in(&start.data)
            .map_err(|error| LoadError::Server(format!("{}: {error}", start.data.display())))?;
        let mut running = Self {
            start,
            directory,
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            process: None,
        };
        running.start(convener).await?;
        Ok(running)
    }

    async fn start(&mut self, convener: &str) -> Result<(), LoadError> {
        let mut line = self.start.program.clone();
        line.extend(["serve", "--listen", &self.address.to_string(), "--data"].map(OsString::from));
        line.push(self.directory.path().join("data").into());
        if let Some(config) = &self.start.config {
            line.extend(["--config".into(), config.into()]);
        }
        let process = ChildServer::start(Start {
            line,
            environment: vec![("ROSTRUM_CONVENER_TOKEN".to_owned(), convener.to_owned())],
            log: self.directory.path().join("log"),
        });
        let process = process.await?;
        let listens = process.addresses().first().copied();
        self.address = listens.ok_or_else(|| LoadError::Server("it does not say where it listens".to_owned()))?;
        self.process = Some(process);
        Ok(())
    }
}

/// The address that a URL leads to.
async fn address_of(url: &str, hosts: Hosts) -> Result<SocketAddr, LoadError> {
    let wrong = || LoadError::Url(url.to_owned());
    let uri: Uri = url.parse().map_err(|_| wrong())?;
    let (Some("http"), Some(host), "" | "/") = (uri.scheme_str(), uri.host(), uri.path()) else {
        return Err(wrong());
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let here = host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    // Judged before any name is looked up.
    if !here && hosts == Hosts::Loopback {
        return Err(LoadError::Foreign(host.to_owned()));
    }
    let unreachable = |error: std::io::Error| LoadError::Server(format!("{host}: {error}"));
    let mut found = tokio::net::lookup_host((host, uri.port_u16().unwrap_or(80)))
        .await
        .map_err(unreachable)?;
    found.next().ok_or_else(wrong)
}
