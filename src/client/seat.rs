//! A seat's WebSocket: keeps the position, matches answers with commands, and hands on what it hears.

use std::collections::HashMap;

use futures_util::{SinkExt, StreamExt};
use hyper::header;
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use uuid::Uuid;

use super::{Api, ClientError, Heard};
use crate::domain::Refusal;
use crate::domain::command::Command;
use crate::domain::ids::TurnId;
use crate::wire::message::{ClientMessage, Position};

/// Hears every message in its order, before answers are handed to whoever waits for them.
pub type Ear = Box<dyn FnMut(&Heard) + Send>;

/// What waits to be sent; more than this waits for its place.
const OUTGOING_MAX: usize = 64;

/// Entry, or why nothing changed.
type Answer = Result<u64, Refusal>;

enum Outgoing {
    Command(Uuid, Box<Command>, oneshot::Sender<Answer>),
    Caption(TurnId, String),
}

/// A person's connection. Dropping it closes the socket.
pub struct Seat {
    outgoing: mpsc::Sender<Outgoing>,
    position: watch::Receiver<Option<Position>>,
}

impl Seat {
    /// Opens a seat's socket and says `hello`; `position` is where an earlier connection was, if there was one.
    ///
    /// # Errors
    /// [`ClientError`], but never `Lost`.
    pub async fn join(
        api: Api,
        session: Uuid,
        token: &str,
        position: Option<Position>,
        ear: Ear,
    ) -> Result<Self, ClientError> {
        let mut request = format!("ws://{}/api/sessions/{session}/socket", api.address).into_client_request()?;
        let bearer = HeaderValue::from_str(&format!("Bearer {token}"))
            .map_err(|error| ClientError::Strange(error.to_string()))?;
        let headers = request.headers_mut();
        headers.insert(header::AUTHORIZATION, bearer);
        headers.insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static("rostrum.v1"));
        let stream = TcpStream::connect(api.address).await?;
        // Commands are small and somebody waits for each.
        stream.set_nodelay(true)?;
        let (mut socket, _) = tokio_tungstenite::client_async(request, stream).await?;
        let hello = ClientMessage::Hello {
            position: position.clone(),
        };
        socket.send(written(&hello)).await?;
        let (outgoing, queued) = mpsc::channel(OUTGOING_MAX);
        let (moved, position) = watch::channel(position);
        let line = Line {
            socket,
            queued,
            moved,
            waiting: HashMap::new(),
            ear,
        };
        tokio::spawn(line.run());
        Ok(Self { outgoing, position })
    }

    /// Sends a command under a new id and waits for its answer: its entry, or why nothing changed.
    ///
    /// # Errors
    /// `Lost` if the connection ended before the answer.
    pub async fn command(&self, command: Command) -> Result<Answer, ClientError> {
        let (answer, answered) = oneshot::channel();
        let outgoing = Outgoing::Command(Uuid::now_v7(), Box::new(command), answer);
        self.outgoing.send(outgoing).await.map_err(|_| ClientError::Lost)?;
        answered.await.map_err(|_| ClientError::Lost)
    }

    /// Sends live words; nobody answers.
    ///
    /// # Errors
    /// `Lost` if the connection has ended.
    pub async fn caption(&self, turn: TurnId, text: String) -> Result<(), ClientError> {
        let outgoing = Outgoing::Caption(turn, text);
        self.outgoing.send(outgoing).await.map_err(|_| ClientError::Lost)
    }

    /// Where the client is; `None` before the first `state`.
    #[must_use]
    pub const fn position(&self) -> &watch::Receiver<Option<Position>> {
        &self.position
    }

    /// Whether the connection has ended.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.outgoing.is_closed()
    }

    /// Waits until the connection has ended.
    pub async fn lost(&self) {
        self.outgoing.closed().await;
    }
}

/// The task's side of a seat.
struct Line {
    socket: WebSocketStream<TcpStream>,
    queued: mpsc::Receiver<Outgoing>,
    moved: watch::Sender<Option<Position>>,
    waiting: HashMap<Uuid, oneshot::Sender<Answer>>,
    ear: Ear,
}

impl Line {
    /// Runs until the seat is dropped or the connection ends; either way nobody who waits is left waiting.
    async fn run(mut self) {
        loop {
            tokio::select! {
                message = self.socket.next() => match message {
                    Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
                        Ok(heard) => self.hear(heard),
                        Err(error) => {
                            tracing::warn!(%error, "the server said what is none of the protocol");
                            break;
                        }
                    },
                    // Pings are answered beneath.
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => break,
                },
                outgoing = self.queued.recv() => {
                    let Some(outgoing) = outgoing else { break };
                    if self.send(outgoing).await.is_err() {
                        break;
                    }
                }
            }
        }
        // The peer may be gone already.
        let _ = self.socket.close(None).await;
    }

    async fn send(&mut self, outgoing: Outgoing) -> Result<(), ClientError> {
        let message = match outgoing {
            Outgoing::Command(id, command, answer) => {
                self.waiting.insert(id, answer);
                ClientMessage::Command { id, command }
            }
            Outgoing::Caption(turn, text) => ClientMessage::Caption { turn, text },
        };
        Ok(self.socket.send(written(&message)).await?)
    }

    fn hear(&mut self, heard: Heard) {
        match &heard {
            Heard::State { position, .. } => {
                self.moved.send_replace(Some(position.clone()));
            }
            Heard::Event { seq, .. } => self.moved.send_modify(|position| {
                if let Some(position) = position {
                    position.seq = *seq;
                }
            }),
            _ => {}
        }
        (self.ear)(&heard);
        if let Heard::Reply {
            id: Some(id),
            seq,
            refusal,
        } = heard
            && let Some(waiting) = self.waiting.remove(&id)
            && let Some(answer) = seq.map(Ok).or(refusal.map(Err))
        {
            // Whoever asked may have gone.
            let _ = waiting.send(answer);
        }
    }
}

/// A message as it goes out.
fn written(message: &ClientMessage) -> Message {
    // A client's message has string keys and plain numbers only, which is all that JSON refuses.
    Message::text(serde_json::to_string(message).unwrap_or_default())
}
