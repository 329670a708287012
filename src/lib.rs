//! Rostrum: one floor, fair queues, and a record that anybody can verify.
//!
//! `ARCHITECTURE.md` beside this file is the map, `SPEC.md` the rules.

pub mod client;
pub mod config;
pub mod demo;
pub mod domain;
pub mod edge;
pub mod forms;
pub mod journal;
pub mod live;
pub mod load;
pub mod record;
pub mod time;
pub mod wire;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::net::TcpListener;

use config::Config;
use edge::Edge;
use edge::convener::ConvenerToken;
use edge::seat::SeatKey;
use journal::{Journal, JournalError};
use live::{Clock, Hub, HubConfig};
use record::projections::{ProjectionError, Projections};
use time::Timestamp;

/// Why a server cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The metrics cannot be kept.
    #[error(transparent)]
    Metrics(#[from] metrics_exporter_prometheus::BuildError),
    /// What is derived from the journal has no place.
    #[error(transparent)]
    Projections(#[from] ProjectionError),
    /// The web client is not there.
    #[error(transparent)]
    Pages(#[from] edge::NoPages),
}

/// A server over one journal.
pub struct Server {
    edge: Arc<Edge>,
}

impl Server {
    /// A server that does not listen yet.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn new(
        config: Config,
        journal: Arc<dyn Journal>,
        convener: ConvenerToken,
        clock: Clock,
    ) -> Result<Self, StartError> {
        let recorder = edge::metrics::recorder()?;
        let seats = SeatKey::new(journal.secret("seat").await?);
        let limits = HubConfig {
            session: config.session.clone(),
            live: config.live.clone(),
        };
        let hub = Hub::new(Arc::clone(&journal), limits, clock).await?;
        let projections = Projections::open(journal, Arc::clone(hub.news())).await?;
        Ok(Self {
            edge: Arc::new(Edge::new(config, hub, projections, seats, convener, recorder)?),
        })
    }

    /// The system's clock.
    #[must_use]
    pub fn system_clock() -> Clock {
        Arc::new(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            Timestamp::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
        })
    }

    /// The live sessions.
    #[must_use]
    pub fn hub(&self) -> &Hub {
        &self.edge.hub
    }

    /// Begins to take connections, and gives the address; called once.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub async fn listen(&self) -> io::Result<SocketAddr> {
        let listener = TcpListener::bind(&self.edge.config.listen).await?;
        edge::prepare(&listener, &self.edge.config.edge)?;
        let address = listener.local_addr()?;
        self.edge.listens_at(address);
        self.edge.tasks.spawn(edge::serve(listener, Arc::clone(&self.edge)));
        let (projections, closing) = (self.edge.projections.clone(), self.edge.closing.clone());
        self.edge
            .tasks
            .spawn(async move { closing.run_until_cancelled(projections.follow()).await });
        Ok(address)
    }

    /// Begins a set-up: whoever opens the URL in time, first, learns the convener's token.
    ///
    /// # Errors
    /// The system has no randomness.
    pub fn begin_setup(&self) -> io::Result<String> {
        let until = self.edge.hub.now().plus_millis(self.edge.config.edge.setup_lifetime_ms);
        let secret = self.edge.setup.begin(until)?;
        Ok(format!("{}/setup#{secret}", self.edge.site()))
    }

    /// Goes away: readiness is off at once, every socket gets `bye`, what was accepted is durable, and connections end
    /// with their present request. Takes no longer than the configuration allows.
    pub async fn shutdown(self) {
        let edge = &self.edge;
        edge.leave();
        let patience = Duration::from_millis(edge.config.edge.shutdown_timeout_ms);
        let ended = tokio::time::timeout(patience, async {
            edge.hub.shutdown().await;
            edge.closing.cancel();
            edge.tasks.close();
            edge.tasks.wait().await;
        });
        if ended.await.is_err() {
            edge.closing.cancel();
            tracing::warn!("some connections did not end in time");
        }
    }
}
