//! A client that knows what a client should know, and fails the test when the room breaks a promise.

use std::collections::HashMap;
use std::time::Duration;

use rostrum::domain::Audience;
use rostrum::live::transport::Incoming;
use rostrum::live::{Room, SeatClaim};
use rostrum::wire::close::Close;
use serde_json::{Value, json};
use uuid::Uuid;

use super::merge::{has_null, merged};
use super::socket::{Heard, Pace, Peer, Pongs};

/// No promise of a room takes longer, on tokio's clock.
const PATIENCE: Duration = Duration::from_mins(10);

/// One connection with what it has learned, and what it takes along when it comes back.
#[derive(Debug)]
pub struct Client {
    pub peer: Peer,
    pub seat: SeatClaim,
    /// Absent before the first `state`.
    pub view: Option<Value>,
    /// The epoch and the last entry known.
    pub position: Option<(String, u64)>,
    /// The events of this connection.
    pub events: Vec<Value>,
    /// The `welcome`s and `state`s of this connection.
    pub welcomes: Vec<Value>,
    pub states: Vec<Value>,
    /// By command id; those without one in `complaints`.
    pub replies: HashMap<Uuid, Value>,
    /// All of them in the order in which they came.
    pub told: Vec<(Uuid, Value)>,
    pub complaints: Vec<Value>,
    pub presences: Vec<Value>,
    pub captions: Vec<Value>,
    pub pongs: Vec<Value>,
    pub bye: Option<Value>,
    /// How the room closed, once it has.
    pub close: Option<Close>,
    /// Every frame of this connection as it came.
    pub raw: Vec<String>,
}

impl Client {
    /// Connects and says `hello` for a first visit.
    pub fn join(room: &Room, seat: SeatClaim) -> Self {
        Self::resume(room, seat, None, None)
    }

    /// Connects without a word.
    pub fn silent(room: &Room, seat: SeatClaim, pongs: Pongs) -> Self {
        Self {
            peer: Peer::connect(room, seat, pongs),
            seat,
            view: None,
            position: None,
            events: Vec::new(),
            welcomes: Vec::new(),
            states: Vec::new(),
            replies: HashMap::new(),
            told: Vec::new(),
            complaints: Vec::new(),
            presences: Vec::new(),
            captions: Vec::new(),
            pongs: Vec::new(),
            bye: None,
            close: None,
            raw: Vec::new(),
        }
    }

    /// Connects with what an earlier connection left.
    pub fn resume(room: &Room, seat: SeatClaim, position: Option<(String, u64)>, view: Option<Value>) -> Self {
        let mut client = Self::silent(room, seat, Pongs::Answered);
        client.hello(position.as_ref());
        (client.position, client.view) = (position, view);
        client
    }

    /// Drops the connection without a word and comes back with what it knew.
    pub fn reconnect(self, room: &Room) -> Self {
        Self::resume(room, self.seat, self.position, self.view)
    }

    pub fn hello(&self, position: Option<&(String, u64)>) {
        let position = position.map(|(epoch, seq)| json!({"epoch": epoch, "seq": seq}));
        self.say(&json!({"type": "hello", "position": position}));
    }

    pub fn say(&self, message: &Value) {
        self.peer.say(message);
    }

    pub fn give(&self, incoming: Incoming) {
        self.peer.give(incoming);
    }

    pub fn pace(&self, pace: Pace) {
        self.peer.set_pace(pace);
    }

    /// Sends a command under a new id.
    pub fn command(&self, command: &Value) -> Uuid {
        let id = Uuid::new_v4();
        self.command_as(id, command);
        id
    }

    pub fn command_as(&self, id: Uuid, command: &Value) {
        self.say(&json!({"type": "command", "id": id, "command": command}));
    }

    /// The last entry known; 0 before any.
    pub fn seq(&self) -> u64 {
        self.position.as_ref().map_or(0, |(_, seq)| *seq)
    }

    /// Takes the next thing in.
    pub async fn next(&mut self) -> Heard {
        let heard = tokio::time::timeout(PATIENCE, self.peer.hear()).await;
        let (heard, raw) = heard.expect("the room says something");
        self.take(&heard, raw);
        heard
    }

    /// Takes in what is there already.
    pub fn drain(&mut self) {
        while let Some((heard, raw)) = self.peer.heard_already() {
            self.take(&heard, raw);
        }
    }

    /// Listens until entry `seq` is known.
    pub async fn until(&mut self, seq: u64) {
        while self.seq() < seq {
            self.still_open().await;
        }
    }

    /// Listens until the `welcome` and what goes with it are there.
    pub async fn welcomed(&mut self) {
        while self.welcomes.is_empty() || self.view.is_none() {
            self.still_open().await;
        }
    }

    /// Listens for the answer to a command.
    pub async fn answer(&mut self, id: Uuid) -> Value {
        while !self.replies.contains_key(&id) {
            self.still_open().await;
        }
        self.replies[&id].clone()
    }

    /// Sends a command and listens for its answer: its entry, or the code of the refusal.
    pub async fn ask(&mut self, command: &Value) -> Result<u64, String> {
        let id = self.command(command);
        verdict(&self.answer(id).await)
    }

    async fn still_open(&mut self) {
        let heard = self.next().await;
        assert!(matches!(heard, Heard::Message(_)), "the connection ended: {heard:?}");
    }

    /// Listens to the end, and says how the room closed; nothing if it only dropped the socket.
    pub async fn closed(&mut self) -> Option<Close> {
        loop {
            match self.next().await {
                Heard::Message(_) => {}
                Heard::Closed(close) => return Some(close),
                Heard::Gone => return None,
            }
        }
    }

    /// The seqs of the events of this connection.
    pub fn seqs(&self) -> Vec<u64> {
        self.events.iter().map(|event| number(&event["seq"])).collect()
    }

    /// Checks that this client, which knows the head, sees what a newcomer of its audience would see.
    pub async fn agrees_with(&self, room: &Room, audience: Audience) {
        let (position, view) = room.view(audience).await.expect("the room can be read");
        let fresh: Value = serde_json::from_slice(&view).expect("a view is JSON");
        assert_eq!(self.seq(), position.seq, "the client knows the head");
        assert_eq!(self.view.as_ref(), Some(&fresh), "the patched view is the fresh one");
    }

    fn take(&mut self, heard: &Heard, raw: String) {
        let message = match heard {
            Heard::Message(message) => message,
            Heard::Closed(close) => {
                self.close = Some(*close);
                return;
            }
            Heard::Gone => return,
        };
        assert!(self.bye.is_none(), "something after bye: {message}");
        self.raw.push(raw);
        let message = message.clone();
        match message["type"].as_str().expect("every message has a type") {
            "welcome" => self.welcomes.push(message),
            "state" => self.take_state(message),
            "event" => self.take_event(message),
            "reply" => self.take_reply(message),
            "presence" => self.presences.push(message),
            "caption" => self.captions.push(message),
            "pong" => self.pongs.push(message),
            "bye" => self.bye = Some(message),
            other => panic!("an unknown message: {other}"),
        }
    }

    fn take_state(&mut self, message: Value) {
        assert!(!self.welcomes.is_empty(), "a state before the welcome");
        let epoch = message["position"]["epoch"].as_str().expect("an epoch").to_owned();
        self.position = Some((epoch, number(&message["position"]["seq"])));
        self.view = Some(message["view"].clone());
        self.check_view();
        self.states.push(message);
    }

    fn take_event(&mut self, message: Value) {
        assert!(!self.welcomes.is_empty(), "an event before the welcome");
        let (_, seq) = self.position.as_mut().expect("an event before any state");
        *seq += 1;
        assert_eq!(*seq, number(&message["seq"]), "events come in order and without gaps");
        let last_at = self.events.last().map(|event| event["at"].clone());
        // One form of text for every moment, so the texts are in the order of the moments.
        let falls = last_at.is_some_and(|last| last.as_str() > message["at"].as_str());
        assert!(!falls, "time falls at {message}");
        let view = self.view.take().expect("an event before any state");
        self.view = Some(merged(view, &message["patch"]));
        self.check_view();
        self.events.push(message);
    }

    fn take_reply(&mut self, message: Value) {
        assert_eq!(
            message["ok"] == true,
            message["refusal"].is_null(),
            "yes or no: {message}"
        );
        match message["id"].as_str() {
            Some(id) => {
                let id: Uuid = id.parse().expect("an id is a UUID");
                self.told.push((id, message.clone()));
                self.replies.insert(id, message);
            }
            None => self.complaints.push(message),
        }
    }

    fn check_view(&self) {
        assert!(!self.view.as_ref().is_some_and(has_null), "a view has no null");
    }
}

/// A reply as its entry or the code of its refusal.
pub fn verdict(reply: &Value) -> Result<u64, String> {
    if reply["ok"] == true {
        Ok(number(&reply["seq"]))
    } else {
        Err(reply["refusal"]["code"]
            .as_str()
            .expect("a refusal has a code")
            .to_owned())
    }
}

/// A number of the wire.
pub fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("no number: {value}"))
}
