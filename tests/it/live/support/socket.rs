//! Two ends of a connection without a network: the room's [`Transport`], and the peer that a test plays.

use std::future::Future;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use rostrum::live::transport::{Incoming, Outlet, Taken, Transport};
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

/// What the connection's task and the room write to.
#[derive(Debug)]
struct Line {
    stream: Stream,
    /// What the room has written and the peer has not taken yet.
    rest: Vec<Bytes>,
}

/// The room's end.
#[derive(Debug)]
pub struct MockSocket {
    incoming: mpsc::UnboundedReceiver<Incoming>,
    said: mpsc::UnboundedSender<Said>,
    pace: watch::Receiver<Pace>,
    pongs: Pongs,
    pongs_due: u64,
    line: Arc<Mutex<Line>>,
}

/// The room's own way to it.
struct MockOutlet {
    said: mpsc::UnboundedSender<Said>,
    pace: watch::Receiver<Pace>,
    line: Arc<Mutex<Line>>,
}

impl Outlet for MockOutlet {
    /// A free peer takes everything, a stalled one nothing, and a dripping one a part of the first frame only.
    fn write_now(&self, frames: &Bytes) -> Taken {
        let mut line = self.line.lock().unwrap();
        if line.stream == Stream::Cut || !line.rest.is_empty() {
            return Taken::Nothing;
        }
        let pace = *self.pace.borrow();
        match pace {
            Pace::Free => {
                for frame in split(frames) {
                    if self.said.send(Said::Frame(frame)).is_err() {
                        return Taken::Nothing;
                    }
                }
                Taken::Whole
            }
            Pace::Stalled => Taken::Nothing,
            Pace::Dripping(_) => {
                line.rest = split(frames);
                Taken::Part
            }
        }
    }
}

impl MockSocket {
    fn set(&self, stream: Stream) -> Vec<Bytes> {
        let mut line = self.line.lock().unwrap();
        assert!(
            line.stream != stream || stream == Stream::Whole,
            "written to after a write was cut"
        );
        line.stream = stream;
        std::mem::take(&mut line.rest)
    }

    async fn write(&mut self, frames: &[Bytes]) -> io::Result<()> {
        let rest = self.set(Stream::Cut);
        for frame in rest.iter().chain(frames) {
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
        let rest = self.set(Stream::Whole);
        assert!(rest.is_empty(), "the room wrote within another's write");
        Ok(())
    }
}

impl Transport for MockSocket {
    fn outlet(&self) -> Option<Box<dyn Outlet>> {
        Some(Box::new(MockOutlet {
            said: self.said.clone(),
            pace: self.pace.clone(),
            line: Arc::clone(&self.line),
        }))
    }

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
            line: Arc::new(Mutex::new(Line {
                stream: Stream::Whole,
                rest: Vec::new(),
            })),
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
    let (start, length) = extent(frame);
    assert_eq!(frame.len(), start + length, "the frame's length");
    String::from_utf8(frame[start..].to_vec()).expect("text is UTF-8")
}

/// The frames of a buffer that holds whole ones.
fn split(buffer: &Bytes) -> Vec<Bytes> {
    let (mut frames, mut rest) = (Vec::new(), buffer.clone());
    while !rest.is_empty() {
        let (start, length) = extent(&rest);
        frames.push(rest.split_to(start + length));
    }
    frames
}

/// Where the payload of an unmasked text frame begins, and its length.
fn extent(frame: &[u8]) -> (usize, usize) {
    assert_eq!(frame[0], 0x81, "one final text frame");
    match frame[1] {
        126 => (4, usize::from(u16::from_be_bytes([frame[2], frame[3]]))),
        127 => {
            let length = u64::from_be_bytes(frame[2..10].try_into().expect("eight bytes of length"));
            (10, usize::try_from(length).expect("a frame in memory"))
        }
        short => (2, usize::from(short)),
    }
}
