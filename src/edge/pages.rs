//! The pages for people: one shell, whatever the address means; the client in it does the rest (SPEC S42, S43).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_SECURITY_POLICY, HOST};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use super::Edge;
use super::problem::{ProblemCode, Refused};
use super::site::{Origin, Scheme};
use crate::domain::Code;

/// Asked for again each time, and not sent again while it is the same.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// `GET /`, `/join`, `/setup`, `/help`, `/help/{page}`, `/desk`, `/desk/{session}`, `/sessions/{session}`
pub(super) async fn shell(State(edge): State<Arc<Edge>>, headers: HeaderMap) -> Response {
    let mut response = edge.assets.shell.answer(&headers, ASK_AGAIN);
    // On 304 too: it takes the place of what the browser kept.
    edge.protect(&headers, &mut response);
    response
}

/// `GET /favicon.ico`, which browsers ask for that do not look into the page.
pub(super) async fn icon(State(edge): State<Arc<Edge>>, headers: HeaderMap) -> Result<Response, Refused> {
    let icon = edge.assets.file("icon.svg").ok_or(Code::NotFound)?;
    Ok(icon.answer(&headers, A_DAY))
}

/// An address that nobody knows: the shell says so to a person, a problem to a program.
pub(super) async fn unknown(State(edge): State<Arc<Edge>>, request: Request) -> Response {
    let headers = request.headers();
    if !request.method().is_safe() || is_for_programs(request.uri()) || !takes_pages(headers) {
        return Refused::because(ProblemCode::Refused(Code::NotFound), "There is nothing here.").into_response();
    }
    let mut response = edge.assets.shell.whole(headers);
    *response.status_mut() = StatusCode::NOT_FOUND;
    edge.protect(headers, &mut response);
    response
}

fn is_for_programs(uri: &Uri) -> bool {
    let first = uri.path().split('/').nth(1);
    matches!(first, Some("api" | "assets"))
}

fn takes_pages(headers: &HeaderMap) -> bool {
    let mut accepted = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepted.any(|value| value.to_ascii_lowercase().contains("text/html"))
}

impl Edge {
    /// Lets a page do what the client needs: its own scripts, styles, pictures and sockets, and nothing else.
    fn protect(&self, headers: &HeaderMap, response: &mut Response) {
        let sockets = self.socket_sources(headers).map(|source| format!(" {source}"));
        let policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
             connect-src 'self'{}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
             manifest-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
            sockets.collect::<String>(),
        );
        // Without it the strict policy of every other answer stands.
        if let Ok(policy) = HeaderValue::try_from(policy) {
            response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
        }
    }

    /// Where this server's sockets are, for browsers that do not take them for `'self'`: at the public address, and at
    /// the one that was asked unless that is the public one in the clear.
    fn socket_sources(&self, headers: &HeaderMap) -> impl Iterator<Item = String> {
        let public = self.config.public_url.as_ref();
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        let asked = host.and_then(|host| Origin::of_host(Scheme::Http, host));
        let other = asked.filter(|asked| public.is_none_or(|public| !public.same_host(asked)));
        public
            .cloned()
            .into_iter()
            .chain(other)
            .filter_map(|origin| origin.socket_source())
    }
}
