//! The real binary as a process of its own, and clients of it: for what only a killed or stopped process can show.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use uuid::Uuid;

pub const CONVENER: &str = "a convener's token for tests";
/// Generous: it only ends what would hang for ever.
const CEILING: Duration = Duration::from_mins(1);

pub struct Server {
    child: Child,
    pub base: String,
    stderr: Option<BufReader<ChildStderr>>,
}

impl Server {
    /// Starts the binary over `data`, parked at a fault point if one is named.
    pub fn start(data: &Path, fault_point: Option<&str>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rostrum"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data);
        command
            .env("ROSTRUM_CONVENER_TOKEN", CONVENER)
            .env_remove("ROSTRUM_FAULT_POINT");
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        if let Some(point) = fault_point {
            command.env("ROSTRUM_FAULT_POINT", point).stderr(Stdio::piped());
        }
        let mut child = command.spawn().unwrap();
        let stderr = child.stderr.take().map(BufReader::new);
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let base = line
            .trim()
            .strip_prefix("listening on ")
            .unwrap_or_else(|| panic!("said {line:?}"))
            .to_owned();
        Self { child, base, stderr }
    }

    /// Waits until the process says that it stands at its fault point.
    pub async fn parked(&mut self) {
        let mut stderr = self.stderr.take().unwrap();
        let reading = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            while stderr.read_line(&mut line).unwrap() > 0 {
                if line.starts_with("fault point ") {
                    return;
                }
                line.clear();
            }
            panic!("the process ended before its fault point");
        });
        tokio::time::timeout(CEILING, reading)
            .await
            .expect("the fault point is reached")
            .unwrap();
    }

    /// SIGKILL.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub async fn post(&self, path: &str, bearer: &str, body: Value) -> Value {
        let url = format!("{}{path}", self.base);
        let answer = reqwest::Client::new()
            .post(url)
            .bearer_auth(bearer)
            .json(&body)
            .send()
            .await
            .unwrap();
        let status = answer.status();
        let body: Value = answer.json().await.unwrap();
        assert!(status.is_success(), "{path}: {status} {body}");
        body
    }

    pub async fn get(&self, path: &str, bearer: &str) -> Value {
        let url = format!("{}{path}", self.base);
        let answer = reqwest::Client::new()
            .get(url)
            .bearer_auth(bearer)
            .send()
            .await
            .unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().await.unwrap()
    }

    /// Creates a session of these roles with one item; its id and the seats' tokens.
    pub async fn session(&self, roles: &[&str]) -> (String, Vec<String>) {
        let person = |(number, role): (usize, &&str)| json!({"name": format!("委员{number}"), "role": role});
        let participants: Vec<Value> = roles.iter().enumerate().map(person).collect();
        let body = json!({
            "title": "断电演练", "agenda": [{"title": "讨论", "kind": "discussion"}], "participants": participants,
        });
        let made = self.post("/api/sessions", CONVENER, body).await;
        let mut seats = Vec::new();
        for invitation in made["invitations"].as_array().unwrap() {
            let seat = self
                .post("/api/seat", CONVENER, json!({"invitation": invitation["token"]}))
                .await;
            seats.push(seat["token"].as_str().unwrap().to_owned());
        }
        (made["id"].as_str().unwrap().to_owned(), seats)
    }

    /// Every entry of the session, as a moderator sees it.
    pub async fn proceedings(&self, session: &str) -> Vec<Value> {
        let (mut entries, mut after) = (Vec::new(), 0);
        loop {
            let path = format!("/api/sessions/{session}/proceedings?after={after}&limit=500");
            let page = self.get(&path, CONVENER).await;
            entries.extend(page["entries"].as_array().unwrap().iter().cloned());
            match page["next"].as_u64() {
                Some(next) => after = next,
                None => return entries,
            }
        }
    }

    pub async fn connect(&self, session: &str, seat: &str) -> Client {
        let url = format!(
            "{}/api/sessions/{session}/socket",
            self.base.replace("http://", "ws://")
        );
        let mut request = url.into_client_request().unwrap();
        request
            .headers_mut()
            .insert("authorization", format!("Bearer {seat}").parse().unwrap());
        request
            .headers_mut()
            .insert("sec-websocket-protocol", "rostrum.v1".parse().unwrap());
        let (socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
        let mut client = Client { socket };
        client.say(&json!({"type": "hello", "position": null})).await.unwrap();
        client.until("state").await.expect("a state after hello");
        client
    }
}

pub struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Client {
    pub async fn say(&mut self, message: &Value) -> Option<()> {
        self.socket.send(Message::text(message.to_string())).await.ok()
    }

    /// The next message; nothing once the connection is gone.
    pub async fn next(&mut self) -> Option<Value> {
        loop {
            let message = tokio::time::timeout(CEILING, self.socket.next())
                .await
                .expect("the server says something");
            match message?.ok()? {
                Message::Text(text) => return Some(serde_json::from_str(&text).unwrap()),
                Message::Close(_) => return None,
                _ => {}
            }
        }
    }

    pub async fn until(&mut self, kind: &str) -> Option<Value> {
        loop {
            let message = self.next().await?;
            if message["type"] == kind {
                return Some(message);
            }
        }
    }

    pub async fn send(&mut self, id: Uuid, command: &Value) -> Option<()> {
        self.say(&json!({"type": "command", "id": id, "command": command}))
            .await
    }

    /// Sends a command and waits for its answer.
    pub async fn command(&mut self, id: Uuid, command: &Value) -> Option<Value> {
        self.send(id, command).await?;
        loop {
            let reply = self.until("reply").await?;
            if reply["id"] == json!(id) {
                return Some(reply);
            }
        }
    }

    /// The same for a command that must take effect; its entry.
    pub async fn done(&mut self, command: Value) -> u64 {
        let reply = self.command(Uuid::now_v7(), &command).await.expect("an answer");
        reply["seq"]
            .as_u64()
            .unwrap_or_else(|| panic!("{command} was answered {reply}"))
    }
}
