//! A room's socket: tokio-tungstenite reads and speaks for itself, ready frames go straight to the stream.

use std::io::{self, IoSlice};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};

use super::metrics::{self, Limit};
use crate::config::EdgeLimits;
use crate::live::transport::{Incoming, Transport};
use crate::wire::close::Close;

/// Bytes that a socket holds for reading; messages beyond it take more while they come.
const READ_BUFFER_BYTES: usize = 4 * 1024;
/// Bytes of pongs and close frames that may wait; data frames do not go through this buffer.
const WRITE_BUFFER_BYTES_MAX: usize = 4 * 1024;
/// Slices given to the kernel at once.
const SLICES_MAX: usize = 64;

/// The server's end of an upgraded connection.
#[derive(Debug)]
pub struct SocketTransport {
    socket: WebSocketStream<TcpStream>,
    close_timeout: Duration,
    /// A frame is written in part: nothing but the connection's end may follow.
    within_frame: bool,
}

impl SocketTransport {
    /// The transport of a connection that was upgraded, `early` being what the client sent right after its request.
    pub async fn new(stream: TcpStream, early: Bytes, limits: &EdgeLimits) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER_BYTES)
            .write_buffer_size(0)
            .max_write_buffer_size(WRITE_BUFFER_BYTES_MAX)
            .max_message_size(Some(limits.inbound_message_bytes_max))
            .max_frame_size(Some(limits.inbound_message_bytes_max));
        Self {
            socket: WebSocketStream::from_partially_read(stream, early.into(), Role::Server, Some(config)).await,
            close_timeout: Duration::from_millis(limits.close_timeout_ms),
            within_frame: false,
        }
    }

    /// Says why, waits for the peer's answer, and takes what still comes so that the peer can read the reason.
    async fn part(&mut self, close: Close) {
        let frame = CloseFrame {
            code: CloseCode::from(close.code()),
            reason: close.name().into(),
        };
        if !self.within_frame {
            // Fails if the peer closed first; then reading on sends the answer that is due.
            let _ = self.socket.close(Some(frame)).await;
            while let Some(Ok(_)) = self.socket.next().await {}
        }
        let stream = self.socket.get_mut();
        if stream.shutdown().await.is_ok() {
            let mut unread = [0; READ_BUFFER_BYTES];
            while let Ok(1..) = stream.read(&mut unread).await {}
        }
    }
}

impl Transport for SocketTransport {
    async fn receive(&mut self) -> Incoming {
        match self.socket.next().await {
            Some(Ok(Message::Text(text))) => Incoming::Text(text.as_str().to_owned()),
            Some(Ok(Message::Binary(_))) => Incoming::Binary,
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => Incoming::Alive,
            Some(Err(Error::Capacity(_))) => {
                metrics::reached(Limit::InboundMessageBytes);
                Incoming::TooLarge
            }
            Some(Ok(Message::Close(_))) => {
                // Reading on sends the answer that is due.
                let _ = tokio::time::timeout(self.close_timeout, self.socket.next()).await;
                Incoming::Gone
            }
            Some(Err(Error::Protocol(ProtocolError::ResetWithoutClosingHandshake))) => Incoming::Gone,
            Some(Err(Error::Protocol(_) | Error::Utf8(_))) => Incoming::Violation,
            Some(Err(_)) | None => Incoming::Gone,
        }
    }

    async fn send(&mut self, frames: &[Bytes]) -> io::Result<()> {
        if self.within_frame {
            // An earlier call was given up within a frame: what followed would be read as its rest.
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        // What tungstenite has begun to write, a pong for example, must end before other frames begin.
        self.socket.flush().await.map_err(gone)?;
        self.within_frame = true;
        for frames in frames.chunks(SLICES_MAX) {
            write_all(self.socket.get_mut(), frames).await?;
        }
        self.within_frame = false;
        Ok(())
    }

    async fn ping(&mut self) -> io::Result<()> {
        self.socket.send(Message::Ping(Bytes::new())).await.map_err(gone)
    }

    async fn close(&mut self, close: Close) {
        // Whoever does not answer in time is left without an answer.
        let _ = tokio::time::timeout(self.close_timeout, self.part(close)).await;
    }
}

/// Writes at most [`SLICES_MAX`] frames with as few calls as the stream allows.
async fn write_all(stream: &mut TcpStream, frames: &[Bytes]) -> io::Result<()> {
    let mut slices = [IoSlice::new(&[]); SLICES_MAX];
    for (slice, frame) in slices.iter_mut().zip(frames) {
        *slice = IoSlice::new(frame);
    }
    let mut left = &mut slices[..frames.len()];
    IoSlice::advance_slices(&mut left, 0);
    while !left.is_empty() {
        match stream.write_vectored(left).await? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            written => IoSlice::advance_slices(&mut left, written),
        }
    }
    Ok(())
}

fn gone(error: Error) -> io::Error {
    match error {
        Error::Io(error) => error,
        other => io::Error::other(other),
    }
}
