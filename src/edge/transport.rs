//! A room's socket: tokio-tungstenite reads and speaks for itself; ready frames go straight to the stream.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};

use super::line::{Line, LineOutlet, Stream};
use super::metrics::{self, Limit};
use crate::config::EdgeLimits;
use crate::live::transport::{Incoming, Outlet, Transport};
use crate::wire::close::Close;

/// Bytes that a socket holds for reading; messages beyond it take more while they come.
const READ_BUFFER_BYTES: usize = 1024;
/// Bytes of pongs and close frames that may wait; data frames do not go through this buffer.
const WRITE_BUFFER_BYTES_MAX: usize = 4 * 1024;

/// The server's end of an upgraded connection.
#[derive(Debug)]
pub struct SocketTransport {
    socket: WebSocketStream<Stream>,
    line: Arc<Line>,
    close_timeout: Duration,
}

impl SocketTransport {
    /// The transport of a connection that was upgraded, `early` being what the client sent right after its request.
    pub async fn new(stream: TcpStream, early: &[u8], limits: &EdgeLimits) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER_BYTES)
            .write_buffer_size(0)
            .max_write_buffer_size(WRITE_BUFFER_BYTES_MAX)
            .max_message_size(Some(limits.inbound_message_bytes_max))
            .max_frame_size(Some(limits.inbound_message_bytes_max));
        let line = Arc::new(Line::new(stream));
        let stream = Stream::of(&line);
        // Copied, as a rule nothing: the buffer of 8 KiB that it came in is not kept for a socket's life.
        let early = early.to_vec();
        Self {
            socket: WebSocketStream::from_partially_read(stream, early, Role::Server, Some(config)).await,
            line,
            close_timeout: Duration::from_millis(limits.close_timeout_ms),
        }
    }

    /// Takes the line for a write of one's own. What was begun before ends first: the rest of a write of the room's, then
    /// what tungstenite has begun, a pong for example.
    async fn begin(&mut self) -> io::Result<()> {
        self.line.take().await?;
        self.socket.flush().await.map_err(gone)
    }

    /// Says why, waits for the peer's answer, and takes what still comes so that the peer can read the reason.
    async fn part(&mut self, close: Close) {
        let frame = CloseFrame {
            code: CloseCode::from(close.code()),
            reason: close.name().into(),
        };
        if self.begin().await.is_ok() {
            // Fails if the peer closed first; then reading on sends the answer that is due.
            let _ = self.socket.close(Some(frame)).await;
            while let Some(Ok(_)) = self.socket.next().await {}
        }
        if self.line.shut_down().is_ok() {
            let mut unread = [0; READ_BUFFER_BYTES];
            while let Ok(1..) = self.socket.get_mut().read(&mut unread).await {}
        }
    }
}

impl Transport for SocketTransport {
    fn outlet(&self) -> Option<Box<dyn Outlet>> {
        Some(Box::new(LineOutlet(Arc::clone(&self.line))))
    }

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
                // The answer that is due goes behind what was begun, and the line is not given back: nothing follows it.
                let patience = self.close_timeout;
                let answer = async {
                    self.begin().await?;
                    self.socket.next().await;
                    io::Result::Ok(())
                };
                // Whoever takes nothing any more goes without.
                let _ = tokio::time::timeout(patience, answer).await;
                Incoming::Gone
            }
            Some(Err(Error::Protocol(ProtocolError::ResetWithoutClosingHandshake))) => Incoming::Gone,
            Some(Err(Error::Protocol(_) | Error::Utf8(_))) => Incoming::Violation,
            Some(Err(_)) | None => Incoming::Gone,
        }
    }

    async fn send(&mut self, frames: &[Bytes]) -> io::Result<()> {
        self.begin().await?;
        self.line.write(frames).await?;
        self.line.give_back();
        Ok(())
    }

    async fn ping(&mut self) -> io::Result<()> {
        self.begin().await?;
        self.socket.send(Message::Ping(Bytes::new())).await.map_err(gone)?;
        self.line.give_back();
        Ok(())
    }

    async fn close(&mut self, close: Close) {
        // Whoever does not answer in time is left without an answer.
        let _ = tokio::time::timeout(self.close_timeout, self.part(close)).await;
    }
}

fn gone(error: Error) -> io::Error {
    match error {
        Error::Io(error) => error,
        other => io::Error::other(other),
    }
}
