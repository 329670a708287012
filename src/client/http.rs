//! HTTP calls, one connection each.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::TcpStream;

use super::ClientError;
use crate::wire::http::{Redemption, Seat};

/// An answer comes within this time, or the server counts as unreachable.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of an answer; a page of the largest posts is below it.
const ANSWER_BYTES_MAX: usize = 16 * 1024 * 1024;

/// A server's HTTP side.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    pub(super) address: SocketAddr,
}

impl Api {
    /// The server that listens at this address.
    #[must_use]
    pub const fn at(address: SocketAddr) -> Self {
        Self { address }
    }

    /// `POST path` with a JSON body; `bearer` is a seat's or the convener's token.
    ///
    /// # Errors
    /// [`ClientError`], but never `Lost`.
    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        bearer: Option<&str>,
        body: &impl Serialize,
    ) -> Result<T, ClientError> {
        let body = serde_json::to_vec(body).map_err(|error| ClientError::Strange(error.to_string()))?;
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        self.call(request, bearer, body.into()).await
    }

    /// `GET path`.
    ///
    /// # Errors
    /// [`ClientError`], but never `Lost`.
    pub async fn get<T: DeserializeOwned>(&self, path: &str, bearer: Option<&str>) -> Result<T, ClientError> {
        self.call(Request::get(path), bearer, Bytes::new()).await
    }

    /// Redeems an invitation.
    ///
    /// # Errors
    /// [`ClientError`], but never `Lost`.
    pub async fn redeem(&self, invitation: &str) -> Result<Seat, ClientError> {
        let invitation = invitation.to_owned();
        self.post("/api/seat", None, &Redemption { invitation }).await
    }

    async fn call<T: DeserializeOwned>(
        &self,
        request: hyper::http::request::Builder,
        bearer: Option<&str>,
        body: Bytes,
    ) -> Result<T, ClientError> {
        let mut request = request.header(header::HOST, self.address.to_string());
        if let Some(token) = bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request
            .body(Full::new(body))
            .map_err(|error| ClientError::Strange(error.to_string()))?;
        let answer = tokio::time::timeout(PATIENCE, self.exchange(request));
        let (status, body) = answer
            .await
            .map_err(|_| ClientError::Unreachable("no answer in time".to_owned()))??;
        if !(200..300).contains(&status) {
            return Err(refusal(status, &body));
        }
        serde_json::from_slice(&body).map_err(|error| ClientError::Strange(error.to_string()))
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<(u16, Bytes), ClientError> {
        let stream = TcpStream::connect(self.address).await?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        // It ends with the answer; what breaks it is told to the sender too.
        let running = tokio::spawn(connection);
        let answer = sender.send_request(request).await?;
        let status = answer.status().as_u16();
        let body = Limited::new(answer.into_body(), ANSWER_BYTES_MAX).collect().await;
        running.abort();
        let body = body.map_err(|error| ClientError::Unreachable(error.to_string()))?;
        Ok((status, body.to_bytes()))
    }
}

/// What a refused call or handshake says.
pub(super) fn refusal(status: u16, body: &[u8]) -> ClientError {
    #[derive(serde::Deserialize, Default)]
    #[serde(default)]
    struct Problem {
        code: String,
        title: String,
    }
    let Problem { code, title } = serde_json::from_slice(body).unwrap_or_default();
    ClientError::Refused { status, code, title }
}
