//! `GET /api/sessions/{id}/socket`: everything that is refused before 101, and the upgrade (SPEC P21).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::Edge;
use super::accept::Caller;
use super::access::{Shown, Who, target};
use super::origin::Page;
use super::problem::{ProblemCode, Refused};
use super::transport::SocketTransport;
use crate::domain::Code;
use crate::live::{Room, SeatClaim};

/// The one subprotocol.
const SUBPROTOCOL: &str = "rostrum.v1";

/// A handshake that is as it must be.
struct Handshake {
    room: Room,
    claim: SeatClaim,
    accept: String,
    upgrade: OnUpgrade,
    caller: Caller,
}

/// Answers 101 and serves the socket, or refuses.
pub(super) async fn open(State(edge): State<Arc<Edge>>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let caller = parts.extensions.get::<Caller>().cloned();
    match handshake(&edge, &mut parts).await {
        Ok(handshake) => upgraded(&edge, handshake),
        Err(refused) => match caller {
            Some(caller) => edge.addresses.failed(caller.address.ip(), refused).into_response(),
            None => refused.into_response(),
        },
    }
}

async fn handshake(edge: &Edge, parts: &mut Parts) -> Result<Handshake, Refused> {
    let headers = &parts.headers;
    let accept = accept_key(parts)?;
    if !lists(headers, &header::SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL) {
        return Err(Refused::malformed("The subprotocol of this server is rostrum.v1."));
    }
    let page = edge.page(headers)?;
    if edge.is_leaving() {
        return Err(Code::Unavailable.into());
    }
    let shown = edge.shown(headers)?;
    if page == Page::None && matches!(shown, Shown::Cookies(_)) {
        // Every browser says its page. Without one, a cookie may be borrowed; a bearer token is never sent by itself.
        return Err(ProblemCode::OriginRefused.into());
    }
    let (session, chosen) = target(parts).await?;
    let reader = edge.admit(&session, chosen, shown).await?;
    let Who::Participant { claim, .. } = reader.who else {
        return Err(Refused::because(
            ProblemCode::Unauthorized,
            "A socket needs a seat; the convener's token has none.",
        ));
    };
    let upgrade = parts.extensions.remove::<OnUpgrade>();
    let caller = parts.extensions.get::<Caller>().cloned();
    let (Some(upgrade), Some(caller)) = (upgrade, caller) else {
        return Err(Refused::malformed("This connection cannot become a WebSocket."));
    };
    Ok(Handshake {
        room: reader.room,
        claim,
        accept,
        upgrade,
        caller,
    })
}

/// What the server answers to the client's key, if the request asks for a WebSocket at all (RFC 6455, 4.2.1).
fn accept_key(parts: &Parts) -> Result<String, Refused> {
    let headers = &parts.headers;
    let asks = parts.method == Method::GET
        && lists(headers, &header::CONNECTION, "upgrade")
        && lists(headers, &header::UPGRADE, "websocket");
    if !asks {
        return Err(Refused::malformed("This is the address of a WebSocket."));
    }
    if !lists(headers, &header::SEC_WEBSOCKET_VERSION, "13") {
        return Err(ProblemCode::UpgradeRequired.into());
    }
    // 16 bytes in base64.
    headers
        .get(header::SEC_WEBSOCKET_KEY)
        .filter(|key| key.len() == 24)
        .map(|key| derive_accept_key(key.as_bytes()))
        .ok_or_else(|| Refused::malformed("The Sec-WebSocket-Key is missing or wrong."))
}

/// Whether a header that is a list has this member.
fn lists(headers: &HeaderMap, name: &HeaderName, member: &str) -> bool {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|listed| listed.trim().eq_ignore_ascii_case(member))
}

fn upgraded(edge: &Arc<Edge>, handshake: Handshake) -> Response {
    let headers = [
        (header::CONNECTION, "upgrade".to_owned()),
        (header::UPGRADE, "websocket".to_owned()),
        (header::SEC_WEBSOCKET_ACCEPT, handshake.accept),
        (header::SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL.to_owned()),
    ];
    let Handshake {
        room,
        claim,
        upgrade,
        caller,
        ..
    } = handshake;
    let transport = Box::pin(taken_over(Arc::clone(edge), upgrade));
    edge.tasks.spawn(async move {
        if let Some(transport) = transport.await {
            // Boxed: a future that is awaited within another has two places there.
            Box::pin(room.serve(claim, transport)).await;
        }
        drop(caller);
    });
    (StatusCode::SWITCHING_PROTOCOLS, headers).into_response()
}

/// The connection once its 101 is written; none if it is gone before.
async fn taken_over(edge: Arc<Edge>, upgrade: OnUpgrade) -> Option<SocketTransport> {
    let upgraded = match upgrade.await {
        Ok(upgraded) => upgraded,
        Err(error) => {
            tracing::debug!(%error, "an upgrade came to nothing");
            return None;
        }
    };
    let Ok(parts) = upgraded.downcast::<TokioIo<TcpStream>>() else {
        tracing::error!("an upgraded connection is not the stream that was accepted");
        return None;
    };
    Some(SocketTransport::new(parts.io.into_inner(), &parts.read_buf, &edge.config.edge).await)
}
