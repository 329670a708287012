//! HTTP calls, one connection each or many over one.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper::http::request::Builder;
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

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
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
        self.call(posts(path), bearer, written(body)?).await
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

    /// `GET path`, whose answer is text.
    ///
    /// # Errors
    /// [`ClientError`], but never `Lost`.
    pub async fn text(&self, path: &str, bearer: Option<&str>) -> Result<String, ClientError> {
        let answer = self.answer(Request::get(path), bearer, Bytes::new()).await?;
        String::from_utf8(answer.into()).map_err(|error| ClientError::Strange(error.to_string()))
    }

    /// Opens a connection that many calls go over.
    ///
    /// # Errors
    /// `Unreachable`.
    pub async fn kept(self) -> Result<KeptApi, ClientError> {
        let stream = TcpStream::connect(self.address).await;
        let stream = stream.map_err(|error| ClientError::Unreachable(format!("{}: {error}", self.address)))?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // It ends with its sender; what breaks it is told to the sender too.
        tokio::spawn(connection);
        Ok(KeptApi { api: self, sender })
    }

    async fn call<T: DeserializeOwned>(
        &self,
        request: Builder,
        bearer: Option<&str>,
        body: Bytes,
    ) -> Result<T, ClientError> {
        read(&self.answer(request, bearer, body).await?)
    }

    async fn answer(&self, request: Builder, bearer: Option<&str>, body: Bytes) -> Result<Bytes, ClientError> {
        let request = self.request(request, bearer, body)?;
        in_time(async { exchange(&mut self.kept().await?.sender, request).await }).await
    }

    fn request(
        &self,
        request: Builder,
        bearer: Option<&str>,
        body: Bytes,
    ) -> Result<Request<Full<Bytes>>, ClientError> {
        let mut request = request.header(header::HOST, self.address.to_string());
        if let Some(token) = bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        request
            .body(Full::new(body))
            .map_err(|error| ClientError::Strange(error.to_string()))
    }
}

/// A connection to a server's HTTP side that many calls go over, one after the other.
pub struct KeptApi {
    api: Api,
    sender: http1::SendRequest<Full<Bytes>>,
}

impl KeptApi {
    /// Redeems an invitation.
    ///
    /// # Errors
    /// [`ClientError`], but never `Lost`.
    pub async fn redeem(&mut self, invitation: &str) -> Result<Seat, ClientError> {
        let invitation = invitation.to_owned();
        let request = self
            .api
            .request(posts("/api/seat"), None, written(&Redemption { invitation })?)?;
        read(&in_time(exchange(&mut self.sender, request)).await?)
    }
}

fn posts(path: &str) -> Builder {
    Request::post(path).header(header::CONTENT_TYPE, "application/json")
}

fn written(body: &impl Serialize) -> Result<Bytes, ClientError> {
    let body = serde_json::to_vec(body).map_err(|error| ClientError::Strange(error.to_string()))?;
    Ok(body.into())
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, ClientError> {
    serde_json::from_slice(body).map_err(|error| ClientError::Strange(error.to_string()))
}

async fn in_time<T>(answer: impl Future<Output = Result<T, ClientError>>) -> Result<T, ClientError> {
    let late = |_| ClientError::Unreachable("no answer in time".to_owned());
    tokio::time::timeout(PATIENCE, answer).await.map_err(late)?
}

/// The body of a successful answer.
async fn exchange(
    sender: &mut http1::SendRequest<Full<Bytes>>,
    request: Request<Full<Bytes>>,
) -> Result<Bytes, ClientError> {
    sender.ready().await?;
    let answer = sender.send_request(request).await?;
    let status = answer.status().as_u16();
    let body = Limited::new(answer.into_body(), ANSWER_BYTES_MAX).collect().await;
    let body = body.map_err(|error| ClientError::Unreachable(error.to_string()))?;
    let body = body.to_bytes();
    if (200..300).contains(&status) {
        Ok(body)
    } else {
        Err(refusal(status, &body))
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
