//! The way in: HTTP, seats, and the upgrade of a socket. Knows no session state beyond what it reads to answer.

mod accept;
mod access;
pub mod address;
mod assets;
mod commitments;
pub mod convener;
mod cookie;
mod erasures;
mod exports;
mod forms;
mod invitations;
mod issue;
mod layers;
mod line;
pub mod metrics;
mod operators;
mod origin;
mod pages;
mod participation;
mod people;
mod places;
mod posts;
pub mod problem;
mod proceedings;
mod proofs;
mod qr;
mod received;
mod register;
mod reviews;
mod routes;
mod search;
pub mod seat;
mod seats;
mod sessions;
mod setup;
pub mod site;
mod socket;
mod statements;
pub mod transport;
mod turns;

use std::net::SocketAddr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use metrics_exporter_prometheus::PrometheusHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::Config;
use crate::live::Hub;
use crate::record::participation::Hearings;
use crate::record::projections::Projections;
use address::Addresses;
use assets::Assets;
use convener::{ConvenerToken, Setup};
use places::Places;
use seat::SeatKey;

pub(crate) use accept::{prepare, serve};

/// A debug build reads the web client from the folder that it was built in, and it is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the web client's page, web/index.html, is not there")]
pub struct NoPages;

/// What every request of a server needs.
pub(crate) struct Edge {
    pub(crate) config: Config,
    pub(crate) hub: Hub,
    pub(crate) projections: Projections,
    pub(crate) seats: SeatKey,
    pub(crate) convener: ConvenerToken,
    pub(crate) setup: Setup,
    pub(crate) addresses: Addresses,
    pub(crate) recorder: PrometheusHandle,
    assets: &'static Assets,
    /// Connections and sockets; the server has ended when they have.
    pub(crate) tasks: TaskTracker,
    /// No further connection is taken, and each ends with its present request.
    pub(crate) closing: CancellationToken,
    places: Places,
    hearings: Hearings,
    leaving: AtomicBool,
    address: OnceLock<SocketAddr>,
}

impl Edge {
    /// Everything that requests need.
    ///
    /// # Errors
    /// [`NoPages`].
    pub(crate) fn new(
        config: Config,
        hub: Hub,
        projections: Projections,
        seats: SeatKey,
        convener: ConvenerToken,
        recorder: PrometheusHandle,
    ) -> Result<Self, NoPages> {
        Ok(Self {
            assets: Assets::of_this_binary().ok_or(NoPages)?,
            addresses: Addresses::new(&config.edge),
            places: Places::new(&config.edge),
            hearings: Hearings::new(config.edge.participation_kept_max),
            config,
            hub,
            projections,
            seats,
            convener,
            setup: Setup::default(),
            recorder,
            tasks: TaskTracker::new(),
            closing: CancellationToken::new(),
            leaving: AtomicBool::new(false),
            address: OnceLock::new(),
        })
    }

    /// Tells where it listens; links name this address unless there is a public URL.
    pub(crate) fn listens_at(&self, address: SocketAddr) {
        // A server listens once.
        let _ = self.address.set(address);
    }

    /// The beginning of every link: scheme, host and port.
    pub(crate) fn site(&self) -> String {
        match (&self.config.public_url, self.address.get()) {
            (Some(url), _) => url.to_string(),
            (None, Some(address)) => format!("http://{address}"),
            (None, None) => format!("http://{}", self.config.listen),
        }
    }

    /// Turns readiness off for good.
    pub(crate) fn leave(&self) {
        self.leaving.store(true, Ordering::Relaxed);
    }

    /// Whether the server is going away.
    pub(crate) fn is_leaving(&self) -> bool {
        self.leaving.load(Ordering::Relaxed)
    }
}
