//! A real server on a port of its own, and clients that speak to it over the network.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::{SinkExt, StreamExt};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use rostrum::Server;
use rostrum::config::Config;
use rostrum::edge::convener::ConvenerToken;
use rostrum::journal::Journal;
use rostrum::journal::memory::MemoryJournal;
use rostrum::journal::sqlite::SqliteJournal;
use rostrum::live::Clock;
use rostrum::live::limits::LiveLimits;
use rostrum::time::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// The convener's token of every test server.
pub const CONVENER: &str = "the convener of the tests";

/// A clock that stands until it is moved.
#[derive(Clone)]
pub struct TestClock(Arc<AtomicU64>);

impl TestClock {
    /// Stands at the beginning of 2026.
    pub fn new() -> Self {
        Self(Arc::new(AtomicU64::new(1_767_225_600_000)))
    }

    /// Moves it on.
    pub fn advance(&self, ms: u64) {
        self.0.fetch_add(ms, Ordering::Relaxed);
    }

    /// For a server.
    pub fn clock(&self) -> Clock {
        let now = Arc::clone(&self.0);
        Arc::new(move || Timestamp::from_millis(now.load(Ordering::Relaxed)))
    }
}

/// A server that listens, and what it keeps; ends when dropped.
pub struct TestServer {
    /// Its address.
    pub address: SocketAddr,
    /// Its clock.
    pub clock: TestClock,
    /// The server itself.
    pub server: Server,
    http: reqwest::Client,
    _data: Option<TempDir>,
}

impl TestServer {
    /// Over a journal in memory, with the default configuration.
    pub async fn start() -> Self {
        Self::configured(Config::default()).await
    }

    /// Over a journal in memory; `listen` of the configuration is not obeyed.
    pub async fn configured(config: Config) -> Self {
        Self::over(config, Arc::new(MemoryJournal::new()), None).await
    }

    /// Over a file in a directory of its own.
    pub async fn on_disk() -> Self {
        let data = tempfile::tempdir().expect("a directory");
        let journal = SqliteJournal::open(&data.path().join("rostrum.db")).expect("a journal");
        Self::over(Config::default(), Arc::new(journal), Some(data)).await
    }

    /// Over a journal that somebody else may look into.
    pub async fn over(config: Config, journal: Arc<dyn Journal>, data: Option<TempDir>) -> Self {
        let mut config = Config {
            listen: "127.0.0.1:0".into(),
            ..config
        };
        // The default interval may pass while a test runs on a busy machine, and not every time.
        if config.live.attendance_interval_ms == LiveLimits::default().attendance_interval_ms {
            config.live.attendance_interval_ms = 86_400_000;
        }
        let token = ConvenerToken::chosen(CONVENER).expect("a token");
        let clock = TestClock::new();
        let server = Server::new(config, journal, token, clock.clock())
            .await
            .expect("a server");
        let address = server.listen().await.expect("a port");
        Self {
            address,
            clock,
            server,
            http: reqwest::Client::new(),
            _data: data,
        }
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The server's own origin.
    pub fn origin(&self) -> String {
        self.url("")
    }

    /// A request without any right.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, self.url(path))
    }

    /// A GET with a bearer token.
    pub fn get(&self, path: &str, token: &str) -> RequestBuilder {
        self.request(Method::GET, path).bearer_auth(token)
    }

    /// A POST with a bearer token and a JSON body.
    pub fn post(&self, path: &str, token: &str, body: &Value) -> RequestBuilder {
        self.request(Method::POST, path).bearer_auth(token).json(body)
    }

    /// Creates a session with these people, `(name, role)`, and one item.
    pub async fn session(&self, people: &[(&str, &str)]) -> TestSession<'_> {
        self.session_of(&session_body(people)).await
    }

    /// The same with a body of one's own.
    pub async fn session_of(&self, body: &Value) -> TestSession<'_> {
        let made = json_of(self.post("/api/sessions", CONVENER, body), StatusCode::CREATED).await;
        let invitations = made["invitations"].as_array().expect("invitations");
        let mut seats = Vec::new();
        for invitation in invitations {
            seats.push(self.redeem(text(&invitation["token"])).await);
        }
        TestSession {
            server: self,
            id: text(&made["id"]).to_owned(),
            invitations: invitations.clone(),
            seats,
        }
    }

    /// Redeems an invitation, and gives the seat's token.
    pub async fn redeem(&self, invitation: &str) -> String {
        let request = self
            .request(Method::POST, "/api/seat")
            .json(&json!({ "invitation": invitation }));
        text(&json_of(request, StatusCode::OK).await["token"]).to_owned()
    }

    /// The value of a counter or gauge whose line begins with `name`, 0 if there is none.
    pub async fn metric(&self, name: &str) -> u64 {
        let body = self.get("/metrics", CONVENER).send().await.expect("metrics");
        let body = body.text().await.expect("text");
        let value = body
            .lines()
            .find_map(|line| line.strip_prefix(name)?.trim().parse().ok());
        value.unwrap_or(0)
    }

    /// A handshake as a browser's, without origin and token.
    pub fn handshake(&self, path: &str) -> Request {
        let mut request = format!("ws://{}{path}", self.address)
            .into_client_request()
            .expect("a request");
        header(&mut request, "sec-websocket-protocol", "rostrum.v1");
        request
    }
}

/// The body of a session's creation with one item.
pub fn session_body(people: &[(&str, &str)]) -> Value {
    let participants: Vec<Value> = people
        .iter()
        .map(|(name, role)| json!({ "name": name, "role": role }))
        .collect();
    json!({
        "title": "远程协商",
        "agenda": [{ "title": "议题一", "kind": "discussion" }],
        "participants": participants,
    })
}

/// A session and the seats of all its people.
pub struct TestSession<'a> {
    /// Where.
    pub server: &'a TestServer,
    /// Which.
    pub id: String,
    /// As they were issued.
    pub invitations: Vec<Value>,
    /// The seats' tokens, in the order of the people.
    pub seats: Vec<String>,
}

impl TestSession<'_> {
    /// The path of something in it.
    pub fn path(&self, rest: &str) -> String {
        format!("/api/sessions/{}{rest}", self.id)
    }

    /// A GET in it with the seat of the person `number`, from 1.
    pub fn get(&self, number: usize, rest: &str) -> RequestBuilder {
        self.server.get(&self.path(rest), &self.seats[number - 1])
    }

    /// A POST in it with the convener's token.
    pub fn post(&self, rest: &str, body: &Value) -> RequestBuilder {
        self.server.post(&self.path(rest), CONVENER, body)
    }

    /// A socket of the person `number`, after `hello`, `welcome` and `state`.
    pub async fn socket(&self, number: usize) -> TestSocket {
        let request = self.asking(number);
        let stream = TcpStream::connect(self.server.address).await.expect("a connection");
        self.joined(request, stream).await
    }

    fn asking(&self, number: usize) -> Request {
        let mut request = self.server.handshake(&self.path("/socket"));
        header(
            &mut request,
            "authorization",
            &format!("Bearer {}", self.seats[number - 1]),
        );
        request
    }

    /// As [`TestSession::socket`], over a connection of a kind.
    pub async fn socket_over(&self, number: usize, stream: TcpStream) -> TestSocket {
        self.joined(self.asking(number), stream).await
    }

    async fn joined(&self, request: Request, stream: TcpStream) -> TestSocket {
        let stream = MaybeTlsStream::Plain(stream);
        let (socket, _) = tokio_tungstenite::client_async(request, stream)
            .await
            .expect("a socket");
        let mut socket = TestSocket { socket };
        socket.say(&json!({ "type": "hello", "position": null })).await;
        socket.until("state").await;
        socket
    }
}

/// A client's end of a socket.
pub struct TestSocket {
    /// It.
    pub socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl TestSocket {
    /// Sends a message.
    pub async fn say(&mut self, message: &Value) {
        let message = Message::text(message.to_string());
        self.socket.send(message).await.expect("sent");
    }

    /// The next message of this type.
    pub async fn until(&mut self, kind: &str) -> Value {
        loop {
            let message = self
                .socket
                .next()
                .await
                .expect("the socket is open")
                .expect("a message");
            if let Message::Text(text) = message {
                let message: Value = serde_json::from_str(&text).expect("JSON");
                if message["type"] == kind {
                    return message;
                }
            }
        }
    }

    /// Sends a command that must be accepted, and gives its entry's number.
    pub async fn does(&mut self, command: Value) -> u64 {
        let id = uuid::Uuid::new_v4();
        self.say(&json!({ "type": "command", "id": id, "command": command }))
            .await;
        loop {
            let reply = self.until("reply").await;
            if reply["id"] == id.to_string() {
                assert_eq!(reply["ok"], true, "{command} was answered {reply}");
                return reply["seq"].as_u64().expect("a number");
            }
        }
    }

    /// Reads to the end, and gives what the server closed with.
    pub async fn closed(&mut self) -> Option<CloseFrame> {
        let mut reason = None;
        while let Some(message) = self.socket.next().await {
            match message {
                Ok(Message::Close(frame)) => reason = frame,
                Ok(_) => {}
                Err(_) => break,
            }
        }
        reason
    }
}

/// Puts a header on.
pub fn header(request: &mut Request, name: &'static str, value: &str) {
    request.headers_mut().append(name, value.parse().expect("a header"));
}

/// The status and code with which a handshake is refused.
pub async fn refused(request: Request) -> (u16, String) {
    match tokio_tungstenite::connect_async(request).await {
        Err(Error::Http(response)) => {
            let body = response.body().clone().unwrap_or_default();
            let problem: Value = serde_json::from_slice(&body).expect("a problem");
            (response.status().as_u16(), text(&problem["code"]).to_owned())
        }
        Err(error) => panic!("not an answer of HTTP: {error}"),
        Ok(_) => panic!("the handshake was accepted"),
    }
}

/// Sends a request whose answer must have this status and be JSON.
pub async fn json_of(request: RequestBuilder, status: StatusCode) -> Value {
    let response = request.send().await.expect("an answer");
    let (got, body) = (response.status(), response.text().await.expect("a body"));
    assert_eq!(got, status, "{body}");
    serde_json::from_str(&body).expect("JSON")
}

/// The status and the code of a refusal, whose body must be a problem.
pub async fn problem(request: RequestBuilder) -> (u16, String) {
    problem_of(request.send().await.expect("an answer")).await
}

/// The same of an answer that is there.
pub async fn problem_of(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    let kind = response.headers().get("content-type").cloned();
    let body = response.text().await.expect("a body");
    assert_eq!(kind.expect("a type"), "application/problem+json", "{status} {body}");
    let problem: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(problem["status"], status);
    assert_eq!(problem["type"], "about:blank");
    assert!(!text(&problem["title"]).is_empty());
    (status, text(&problem["code"]).to_owned())
}

/// A refusal to compare with.
pub fn of(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// A JSON string's text.
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is not a text"))
}
