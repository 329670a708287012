//! A ready-made consultation to try: its own server over a directory that goes when it ends.
//!
//! Everything in it came about through the public protocol, by clients of this server; nobody wrote into the journal.

mod cast;
mod clock;
mod history;
mod links;
mod play;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use serde_json::Value;
use tempfile::TempDir;

use crate::client::{Api, ClientError};
use crate::config::{Config, ConfigError, Overrides};
use crate::domain::creation::NewSession;
use crate::domain::ids::ItemId;
use crate::edge::convener::ConvenerToken;
use crate::journal::JournalError;
use crate::journal::sqlite::SqliteJournal;
use crate::wire::http::SessionMade;
use crate::{Server, StartError};
use cast::{Cast, Setback};
use clock::LaggingClock;
use history::History;
use play::Play;

pub use links::{DemoLink, QrStyle, print};
pub use play::Pace;

const SESSION: &str = include_str!("demo/session.json");

/// How long after its creation the session was to begin, in milliseconds.
const OPENED_AFTER_MS: u64 = 30_000;

/// What a demonstration is asked for.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The address to listen on; that of the configuration's defaults without it.
    pub listen: Option<String>,
    /// Where people reach it; links name the listening address without it.
    pub public_url: Option<String>,
    /// Whether simulated members go on with it, and how fast.
    pub play: Option<Pace>,
}

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// What was asked for cannot be.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The journal cannot be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The server cannot begin.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The address is not to be had.
    #[error("cannot listen on {0} (see --listen): {1}")]
    Listen(String, std::io::Error),
    /// The directory cannot be made or removed.
    #[error("the directory of the demonstration: {0}")]
    Directory(#[from] std::io::Error),
    /// The files that come with the program cannot be read.
    #[error("the material of the demonstration: {0}")]
    Material(#[from] serde_json::Error),
    /// The material names what is not there.
    #[error("the material of the demonstration names {0}, which is not there")]
    Unknown(String),
    /// The own client cannot reach the server.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The server refused a step of the history.
    #[error("a step of the history: {0}")]
    Refused(String),
}

impl From<Setback> for DemoError {
    fn from(setback: Setback) -> Self {
        match setback {
            Setback::Away(error) => Self::Client(error),
            refused @ Setback::Refused(..) => Self::Refused(refused.to_string()),
        }
    }
}

/// A demonstration that is served.
pub struct Demo {
    address: SocketAddr,
    links: Vec<DemoLink>,
    server: Server,
    play: Option<Play>,
    directory: TempDir,
}

impl Demo {
    /// Serves a consultation that has been going on for a while; `tell` hears how far it is.
    ///
    /// # Errors
    /// [`DemoError`]; nothing is left behind then.
    pub async fn start(options: Options, tell: impl Fn(&str)) -> Result<Self, DemoError> {
        let began = Instant::now();
        let directory = private_directory()?;
        let config = Config::load(
            None,
            Overrides {
                listen: options.listen,
                data: Some(directory.path().to_owned()),
                public_url: options.public_url,
            },
        )?;
        let listen = config.listen.clone();
        let history = History::told()?;
        let (lagging, clock) = LaggingClock::behind(Server::system_clock(), history.lasts_ms());
        let journal = Arc::new(SqliteJournal::open(&directory.path().join("rostrum.db"))?);
        let (convener, _) = ConvenerToken::kept(directory.path())?;
        let server = Server::new(config, journal, convener.clone(), clock).await?;
        let address = server
            .listen()
            .await
            .map_err(|error| DemoError::Listen(listen, error))?;

        tell("正在布置会场… preparing the room…");
        let api = Api::at(reachable(address));
        let mut new: NewSession = serde_json::from_str(SESSION)?;
        new.starts_at = Some(server.hub().now().plus_millis(OPENED_AFTER_MS));
        let made: SessionMade = api.post("/api/sessions", Some(convener.reveal()), &new).await?;
        let session = made.id;
        let view: Value = api
            .get(&format!("/api/sessions/{session}"), Some(convener.reveal()))
            .await?;
        let items: Vec<ItemId> = serde_json::from_value(view["view"]["agenda"]["order"].clone())?;
        let cast = Cast::seated(api, made).await?;
        tell("正在重现已经开过的四十多分钟… telling what has happened so far…");
        history.happen(&cast, &lagging, items).await?;
        lagging.catch_up();
        cast.leave().await;

        let own = |invitation: &crate::wire::http::Invitation| {
            DemoLink::of(invitation.role, invitation.name.clone(), invitation.url.clone())
        };
        let mut links: Vec<DemoLink> = cast.reserved().iter().map(own).collect();
        links.push(DemoLink::of_convener(server.begin_setup()?));
        let play = match options.play {
            Some(pace) => Some(Play::begin(cast, pace).await?),
            None => None,
        };
        let took_ms = began.elapsed().as_millis();
        tell(&format!("会场就绪，用时 {took_ms} 毫秒 ready after {took_ms} ms"));
        Ok(Self {
            address,
            links,
            server,
            play,
            directory,
        })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// A link for each role, and last the convener's.
    #[must_use]
    pub fn links(&self) -> &[DemoLink] {
        &self.links
    }

    /// Where everything lies as long as it is served.
    #[must_use]
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// Sends everybody home and removes the directory.
    ///
    /// # Errors
    /// The directory cannot be removed.
    pub async fn stop(self) -> Result<(), DemoError> {
        // The simulated leave first: they would take the server's leaving for a lost connection, and come back.
        drop(self.play);
        self.server.shutdown().await;
        Ok(self.directory.close()?)
    }
}

/// A directory that only its owner can look into.
fn private_directory() -> std::io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("rostrum-demo-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder.tempdir()
}

/// The address under which this machine itself reaches a listener.
const fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}
