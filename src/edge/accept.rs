//! Taking connections: bounded, each with a deadline for its first words, and all of them awaited at the end.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::response::IntoResponse;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;

use super::metrics::{self, Limit};
use super::problem::{ProblemCode, Refused};
use super::{Edge, routes};
use crate::config::EdgeLimits;
use crate::domain::Code;

/// A pause after the system refuses a connection, for example because too many files are open.
const PAUSE: Duration = Duration::from_millis(50);
/// How long somebody without a place may take to hear of it.
const TURNING_AWAY: Duration = Duration::from_secs(2);
/// Connections that the system keeps until they are taken; it has a most of its own, 4,096 as a rule.
const NEWCOMERS_MAX: i32 = 16_384;
/// How often what is kept for the metrics and for addresses is cleared up.
const TIDY_EVERY: Duration = Duration::from_secs(30);

/// Whose request it is. A socket keeps it, so that it counts as a connection until its end.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub(super) address: SocketAddr,
    _place: Arc<Place>,
}

/// One of [`crate::config::EdgeLimits::connections_max`].
#[derive(Debug)]
struct Place {
    _permit: OwnedSemaphorePermit,
}

impl Place {
    fn new(permit: OwnedSemaphorePermit) -> Self {
        ::metrics::gauge!("rostrum_connections").increment(1);
        Self { _permit: permit }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        ::metrics::gauge!("rostrum_connections").decrement(1);
    }
}

/// Sets on the listener what every connection that it takes inherits: three system calls less for each.
///
/// # Errors
/// The system does not know one of them.
pub(crate) fn prepare(listener: &TcpListener, limits: &EdgeLimits) -> io::Result<()> {
    let options = socket2::SockRef::from(listener);
    // The usual 128 are too few when everybody comes at once: whoever finds no place knocks again after a second.
    options.listen(NEWCOMERS_MAX)?;
    // Frames are written whole: waiting for more to send would only delay them.
    options.set_tcp_nodelay(true)?;
    // A peer that takes nothing, not even slowly, is cut by the kernel: nothing of ours waits for it for ever.
    let stalled = Duration::from_millis(limits.stalled_timeout_ms);
    options.set_tcp_user_timeout(Some(stalled))?;
    // Else the kernel would let megabytes wait for a slow one, which nobody counts, and before which no close is heard.
    options.set_send_buffer_size(limits.send_buffer_bytes)
}

/// Takes connections until the server closes.
pub(crate) async fn serve(listener: TcpListener, edge: Arc<Edge>) {
    let routes = routes::router(&edge);
    let places = Arc::new(Semaphore::new(edge.config.edge.connections_max));
    let doormen = Arc::new(Semaphore::new(edge.config.edge.turned_away_max));
    let mut tidy = tokio::time::interval(TIDY_EVERY);
    loop {
        let accepted = tokio::select! {
            () = edge.closing.cancelled() => return,
            _ = tidy.tick() => {
                edge.addresses.tidy();
                edge.recorder.run_upkeep();
                continue;
            }
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, address)) => {
                if let Ok(permit) = Arc::clone(&places).try_acquire_owned() {
                    let caller = Caller {
                        address,
                        _place: Arc::new(Place::new(permit)),
                    };
                    edge.tasks
                        .spawn(connection(stream, caller, routes.clone(), Arc::clone(&edge)));
                    continue;
                }
                metrics::reached(Limit::Connections);
                // Told why, unless too many are being told already.
                if let Ok(doorman) = Arc::clone(&doormen).try_acquire_owned() {
                    edge.tasks.spawn(turn_away(stream, doorman));
                }
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Answers the first request of a connection that has no place with `unavailable`, and closes.
async fn turn_away(stream: TcpStream, doorman: OwnedSemaphorePermit) {
    let full = service_fn(async |_: Request<Incoming>| {
        let sentence = "This server has no place for a further connection.";
        let refused = Refused::because(ProblemCode::Refused(Code::Unavailable), sentence);
        Ok::<_, Infallible>(refused.into_response())
    });
    let telling = http1::Builder::new()
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), full);
    // Whoever does not ask in time, or does not listen, goes without.
    let _ = tokio::time::timeout(TURNING_AWAY, telling).await;
    drop(doorman);
}

/// Serves one connection to its end, or until it becomes a socket.
async fn connection(stream: TcpStream, caller: Caller, routes: Router, edge: Arc<Edge>) {
    let Some(unfinished) = edge.addresses.begin(caller.address.ip()) else {
        return;
    };
    let unfinished = std::sync::Mutex::new(Some(unfinished));
    let service = service_fn(move |request: Request<Incoming>| {
        drop(
            unfinished
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .take(),
        );
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(caller.clone());
        routes.clone().oneshot(request)
    });
    let limits = &edge.config.edge;
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_millis(limits.header_timeout_ms))
        .max_buf_size(limits.header_bytes_max)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::pin!(serving);
    let served = tokio::select! {
        served = serving.as_mut() => served,
        () = edge.closing.cancelled() => {
            serving.as_mut().graceful_shutdown();
            serving.await
        }
    };
    if let Err(error) = served {
        if error.is_timeout() {
            metrics::reached(Limit::HeaderTimeout);
        }
        tracing::debug!(%error, "a connection ended with an error");
    }
}
