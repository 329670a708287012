//! The way into a socket, and what a client writes on it.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

/// A loopback address has some 28,000 ports to connect from; so many connections take the next address.
const CONNECTIONS_PER_SOURCE: usize = 20_000;
/// The same key each time: it guards against caches between, and there is none.
const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
/// Bytes of the head of an answer to an upgrade.
const ANSWER_BYTES_MAX: usize = 8 * 1024;
/// Final text frame, and final pong, of RFC 6455.
const TEXT: u8 = 0x81;
const PONG: u8 = 0x8a;
/// In the byte that holds the length: what follows is masked, as clients must.
const MASKED: u8 = 0x80;

/// Where a socket leads.
#[derive(Debug, Clone)]
pub struct Door {
    /// The server.
    pub address: SocketAddr,
    /// The path of the session's socket.
    pub path: String,
}

/// Why there is no socket.
#[derive(Debug, thiserror::Error)]
pub enum NoSocket {
    /// Nobody answers, or the connection broke off.
    #[error(transparent)]
    Broken(#[from] io::Error),
    /// The answer is no upgrade; its first line.
    #[error("the upgrade was answered with {0:?}")]
    Refused(String),
}

/// How much the kernel takes for a connection that nobody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// What is usual.
    Usual,
    /// As little as it can.
    Small,
}

impl Door {
    /// Connects and upgrades; `number` tells connections apart that need different source addresses.
    ///
    /// # Errors
    /// [`NoSocket`].
    pub async fn enter(&self, number: usize, token: &str, window: Window) -> Result<TcpStream, NoSocket> {
        let mut stream = self.connect(number, window).await?;
        stream.set_nodelay(true)?;
        let request = format!(
            "GET {} HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: {KEY}\r\nSec-WebSocket-Protocol: rostrum.v1\r\nAuthorization: Bearer {token}\r\n\r\n",
            self.path, self.address
        );
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::with_capacity(512);
        loop {
            if let Some(end) = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                // The client speaks first: nothing comes right behind the answer.
                return if upgrades(&answer) && answer.len() == end + 4 {
                    Ok(stream)
                } else {
                    Err(NoSocket::Refused(first_line(&answer)))
                };
            }
            if answer.len() > ANSWER_BYTES_MAX {
                return Err(NoSocket::Refused(first_line(&answer)));
            }
            if stream.read_buf(&mut answer).await? == 0 {
                return Err(NoSocket::Broken(io::ErrorKind::UnexpectedEof.into()));
            }
        }
    }

    async fn connect(&self, number: usize, window: Window) -> io::Result<TcpStream> {
        let socket = match self.address {
            SocketAddr::V4(_) => TcpSocket::new_v4()?,
            SocketAddr::V6(_) => TcpSocket::new_v6()?,
        };
        if window == Window::Small {
            // The kernel takes its own least instead.
            socket.set_recv_buffer_size(1)?;
        }
        if let IpAddr::V4(host) = self.address.ip()
            && host.is_loopback()
            && let Ok(further @ 1..=253) = u8::try_from(number / CONNECTIONS_PER_SOURCE)
        {
            // A port that an earlier connection has just left is good again.
            socket.set_reuseaddr(true)?;
            socket.bind((Ipv4Addr::new(127, 0, 0, 1 + further), 0).into())?;
        }
        socket.connect(self.address).await
    }
}

fn first_line(answer: &[u8]) -> String {
    let line = answer.split(|byte| *byte == b'\r').next().unwrap_or_default();
    String::from_utf8_lossy(line).into_owned()
}

/// Whether an answer's head is the upgrade that was asked for.
fn upgrades(answer: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(answer) else { return false };
    let mut lines = text.split("\r\n");
    let switches = lines.next().is_some_and(|line| line.starts_with("HTTP/1.1 101"));
    let accept = derive_accept_key(KEY.as_bytes());
    switches
        && lines.any(|line| {
            line.split_once(':').is_some_and(|(name, value)| {
                name.eq_ignore_ascii_case("sec-websocket-accept") && value.trim() == accept
            })
        })
}

/// Appends a masked text frame.
pub fn text_frame(message: &str, frame: &mut Vec<u8>) {
    masked(TEXT, message.as_bytes(), frame);
}

/// Appends the pong that answers a ping.
pub fn pong_frame(payload: &[u8], frame: &mut Vec<u8>) {
    masked(PONG, payload, frame);
}

fn masked(first: u8, payload: &[u8], frame: &mut Vec<u8>) {
    let bytes = payload.len();
    frame.push(first);
    match (u8::try_from(bytes), u16::try_from(bytes)) {
        (Ok(length @ 0..=125), _) => frame.push(MASKED + length),
        (_, Ok(length)) => {
            frame.push(MASKED + 126);
            frame.extend(length.to_be_bytes());
        }
        _ => {
            frame.push(MASKED + 127);
            frame.extend((bytes as u64).to_be_bytes());
        }
    }
    let mask = fastrand::u32(..).to_be_bytes();
    frame.extend(mask);
    frame.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
}
