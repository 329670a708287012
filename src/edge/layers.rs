//! What holds for every request: who may change things, which headers every answer has, and what is counted.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use metrics::{counter, histogram};

use super::Edge;
use super::site::Scheme;

/// What no page of this server may use, whatever is ever put into it.
const FEATURES_OFF: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), display-capture=(), \
    encrypted-media=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), \
    midi=(), payment=(), publickey-credentials-get=(), serial=(), usb=(), xr-spatial-tracking=()";

/// Headers of every answer that does not set them itself.
const HEADERS: [(HeaderName, HeaderValue); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// Further headers of every answer that a browser may show by itself. Scripts and styles are never documents, and a phone
/// loads fifty of them: there these headers would weigh as much as the files.
const OF_DOCUMENTS: [(HeaderName, HeaderValue); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(FEATURES_OFF),
    ),
];

/// Under TLS alone: browsers do not come back in the clear for a year.
const ONLY_TLS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Refuses changes that a page of another site asks for (SPEC S1).
pub(super) async fn same_site(State(edge): State<Arc<Edge>>, request: Request, next: Next) -> Response {
    if !request.method().is_safe()
        && let Err(refused) = edge.page(request.headers())
    {
        return refused.into_response();
    }
    next.run(request).await
}

/// Puts the headers on.
pub(super) async fn guarded(State(edge): State<Arc<Edge>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status() == StatusCode::SWITCHING_PROTOCOLS {
        // No browser shows it, and thousands may come at once.
        return response;
    }
    let public = edge.config.public_url.as_ref();
    if public.is_some_and(|public| public.scheme() == Scheme::Https) {
        let headers = response.headers_mut();
        headers.insert(header::STRICT_TRANSPORT_SECURITY, ONLY_TLS);
    }
    let of_documents = OF_DOCUMENTS
        .into_iter()
        .filter(|_| !is_never_a_document(response.headers()));
    let headers: Vec<_> = HEADERS.into_iter().chain(of_documents).collect();
    for (name, value) in headers {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

/// Whether the content is of a type that browsers run or apply, and never show.
fn is_never_a_document(headers: &HeaderMap) -> bool {
    let content = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    content.is_some_and(|content| content.starts_with(b"text/javascript") || content.starts_with(b"text/css"))
}

/// Counts and times a request by its route, never by its address: that may hold what nobody shall read.
pub(super) async fn counted(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = match request.extensions().get::<MatchedPath>() {
        Some(path) => path.as_str().to_owned(),
        None => "none".to_owned(),
    };
    let response = next.run(request).await;
    let status = response.status();
    let seconds = begun.elapsed().as_secs_f64();
    tracing::debug!(%method, route, status = status.as_u16(), seconds, "answered");
    // Any text can be a method: only those that we know become a label.
    let known = matches!(method.as_str(), "GET" | "HEAD" | "POST" | "PUT" | "DELETE");
    let method = if known {
        method.as_str().to_owned()
    } else {
        "other".into()
    };
    counter!(
        "rostrum_http_requests_total",
        "route" => route.clone(), "method" => method, "status" => status.as_u16().to_string(),
    )
    .increment(1);
    histogram!("rostrum_http_request_seconds", "route" => route).record(seconds);
    response
}
