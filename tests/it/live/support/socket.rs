//! Two ends of a connection without a network: the room's [`Transport`], and the peer that a test plays.

use std::future::Future;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use rostrum::live::transport::{Incoming, Transport};
use rostrum::live::{Room, SeatClaim};
use rostrum::wire::close::Close;
use serde_json::Value;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

/// How the peer takes what is written to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// At once.
    Free,
    /// Never: every write waits.
    Stalled,
    /// One frame in this time.
    Dripping(Duration),
}

/// What the peer does when it is pinged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pongs {
    Answered,
    Ignored,
}

/// What the room did to its socket.
#[derive(Debug)]
pub enum Said {
    Frame(Bytes),
    Closed(Close),
}

/// Whether a write was dropped before it was done: nothing may be written then but the close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stream {
    Whole,
    Cut,
}

/// The room's end.
#[derive(Debug)]
pub struct MockSocket {
    incoming: mpsc::UnboundedReceiver<Incoming>,
    said: mpsc::UnboundedSender<Said>,
    pace: watch::Receiver<Pace>,
    pongs: Pongs,
    pongs_due: u64,
    stream: Stream,
}

impl MockSocket {
    async fn write(&mut self, frames: &[Bytes]) -> io::Result<()> {
        assert_eq!(self.stream, Stream::Whole, "written to after a write was cut");
        self.stream = Stream::Cut;
        for frame in frames {
            let pace = *self
                .pace
                .wait_for(|pace| *pace != Pace::Stalled)
                .await
                .map_err(|_| io::ErrorKind::BrokenPipe)?;
            if let Pace::Dripping(time) = pace {
                tokio::time::sleep(time).await;
            }
            let said = self.said.send(Said::Frame(frame.clone()));
            said.map_err(|_| io::ErrorKind::BrokenPipe)?;
        }
        self.stream = Stream::Whole;
        Ok(())
    }
}

impl Transport for MockSocket {
    async fn receive(&mut self) -> Incoming {
        if self.pongs_due > 0 {
            self.pongs_due -= 1;
            return Incoming::Alive;
        }
        self.incoming.recv().await.unwrap_or(Incoming::Gone)
    }

    fn send(&mut self, frames: &[Bytes]) -> impl Future<Output = io::Result<()>> + Send {
        self.write(frames)
    }

    async fn ping(&mut self) -> io::Result<()> {
        let pace = self.pace.wait_for(|pace| *pace != Pace::Stalled).await;
        drop(pace.map_err(|_| io::ErrorKind::BrokenPipe)?);
        if self.pongs == Pongs::Answered {
            self.pongs_due += 1;
        }
        Ok(())
    }

    async fn close(&mut self, close: Close) {
        // The peer may be gone.
        let _ = self.said.send(Said::Closed(close));
    }
}

/// What a peer hears.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    Message(Value),
    Closed(Close),
    /// The room dropped the socket.
    Gone,
}

/// The peer's end. Dropping it is an abrupt loss of the connection.
#[derive(Debug)]
pub struct Peer {
    said: mpsc::UnboundedReceiver<Said>,
    speak: mpsc::UnboundedSender<Incoming>,
    pace: watch::Sender<Pace>,
    serving: JoinHandle<()>,
}

impl Peer {
    /// Connects; nothing is said yet.
    pub fn connect(room: &Room, seat: SeatClaim, pongs: Pongs) -> Self {
        let (speak, incoming) = mpsc::unbounded_channel();
        let (says, said) = mpsc::unbounded_channel();
        let (pace, paced) = watch::channel(Pace::Free);
        let socket = MockSocket {
            incoming,
            said: says,
            pace: paced,
            pongs,
            pongs_due: 0,
            stream: Stream::Whole,
        };
        let room = room.clone();
        let serving = tokio::spawn(async move { room.serve(seat, socket).await });
        Self {
            said,
            speak,
            pace,
            serving,
        }
    }

    pub fn say(&self, message: &Value) {
        self.give(Incoming::Text(message.to_string()));
    }

    /// Lets anything come from the socket; a room that is gone hears nothing.
    pub fn give(&self, incoming: Incoming) {
        let _ = self.speak.send(incoming);
    }

    pub fn set_pace(&self, pace: Pace) {
        self.pace.send_replace(pace);
    }

    /// The next thing that the room does, with the raw text of a message.
    pub async fn hear(&mut self) -> (Heard, String) {
        if let Some(said) = self.said.recv().await {
            return decoded(&said);
        }
        let serving = &mut self.serving;
        serving.await.expect("serving a socket panicked");
        (Heard::Gone, String::new())
    }

    /// The bytes of the frame that is there already.
    pub fn frame_already(&mut self) -> Option<Bytes> {
        match self.said.try_recv().ok()? {
            Said::Frame(frame) => Some(frame),
            Said::Closed(close) => panic!("closed: {close:?}"),
        }
    }

    /// What is there already.
    pub fn heard_already(&mut self) -> Option<(Heard, String)> {
        self.said.try_recv().ok().map(|said| decoded(&said))
    }
}

fn decoded(said: &Said) -> (Heard, String) {
    match said {
        Said::Closed(close) => (Heard::Closed(*close), String::new()),
        Said::Frame(frame) => {
            let text = text_of(frame);
            let message = serde_json::from_str(&text).expect("a frame holds one JSON text");
            (Heard::Message(message), text)
        }
    }
}

/// The text of one whole, unmasked text frame of RFC 6455.
pub fn text_of(frame: &[u8]) -> String {
    assert_eq!(frame[0], 0x81, "one final text frame");
    let (length, start) = match frame[1] {
        126 => (u64::from(u16::from_be_bytes([frame[2], frame[3]])), 4),
        127 => (
            u64::from_be_bytes(frame[2..10].try_into().expect("eight bytes of length")),
            10,
        ),
        short => (u64::from(short), 2),
    };
    let payload = &frame[start..];
    assert_eq!(payload.len() as u64, length, "the frame's length");
    String::from_utf8(payload.to_vec()).expect("text is UTF-8")
}
