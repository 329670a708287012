//! A lean client of the public protocol: HTTP calls, and a seat's WebSocket.
//!
//! It speaks in the clear and shows its seat as a bearer token, as programs do; pages have `web/sdk`.

mod http;
mod messages;
mod seat;
mod view;

use tokio_tungstenite::tungstenite;

pub use http::{Api, KeptApi};
pub use messages::Heard;
pub use seat::{Ear, Seat};
pub use view::Replica;

/// Why a call or a seat came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// Nobody answers, or the connection broke off.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// The server refused, with a problem's code.
    #[error("the server refused with {status} {code}: {title}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The stable code.
        code: String,
        /// One English sentence.
        title: String,
    },
    /// The answer is none of the protocol.
    #[error("the answer is none of the protocol: {0}")]
    Strange(String),
    /// The seat's connection is gone, and with it the answer: join again and send the same.
    #[error("the seat's connection is gone")]
    Lost,
}

impl ClientError {
    /// Whether trying again is of no use: this seat or invitation is void, or never was.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Refused {
                status: 401 | 403 | 404 | 410,
                ..
            }
        )
    }
}

impl From<std::io::Error> for ClientError {
    fn from(error: std::io::Error) -> Self {
        Self::Unreachable(error.to_string())
    }
}

impl From<hyper::Error> for ClientError {
    fn from(error: hyper::Error) -> Self {
        Self::Unreachable(error.to_string())
    }
}

impl From<tungstenite::Error> for ClientError {
    fn from(error: tungstenite::Error) -> Self {
        match error {
            tungstenite::Error::Http(answer) => {
                http::refusal(answer.status().as_u16(), answer.body().as_deref().unwrap_or_default())
            }
            other => Self::Unreachable(other.to_string()),
        }
    }
}
