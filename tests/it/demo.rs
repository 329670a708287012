//! `rostrum demo`, as a process and as a newcomer meets it, through the program's own client.

mod client;
mod play;
mod program;
mod room;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use rostrum::client::{Api, Ear, Heard, Replica, Seat};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::support::text;

/// Generous: it only ends what would hang for ever.
const CEILING: Duration = Duration::from_mins(1);
/// The ids of the links in the order in which they are printed.
const IDS: [&str; 9] = [
    "chair",
    "clerk",
    "member",
    "respondent",
    "operator",
    "captioner",
    "observer",
    "display",
    "convener",
];

/// A printed link.
struct Link {
    title: String,
    id: String,
    name: String,
    url: String,
}

/// The program, serving its demonstration.
struct Demo {
    child: Child,
    out: Lines<BufReader<ChildStdout>>,
    api: Api,
    base: String,
    links: Vec<Link>,
    scratch: tempfile::TempDir,
}

impl Demo {
    async fn start(arguments: &[&str]) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_rostrum"));
        command.args(["demo", "--listen", "127.0.0.1:0"]).args(arguments);
        command.env("TMPDIR", scratch.path()).env_remove("RUST_LOG");
        command.kill_on_drop(true).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = out.next_line().await.unwrap().expect("the address");
        let base = first.strip_prefix("listening on ").expect("the address").to_owned();
        let mut links = Vec::new();
        for _ in IDS {
            let line = out.next_line().await.unwrap().expect("a link");
            let parts: Vec<&str> = line.split_whitespace().collect();
            let [title, id, name, url] = parts[..] else {
                panic!("{line:?} is no link")
            };
            let [title, id, name, url] = [title, id, name, url].map(str::to_owned);
            links.push(Link { title, id, name, url });
        }
        let address: SocketAddr = base.strip_prefix("http://").unwrap().parse().unwrap();
        Self {
            child,
            out,
            api: Api::at(address),
            base,
            links,
            scratch,
        }
    }

    /// The part of a link behind `#`.
    fn secret(&self, id: &str) -> &str {
        let link = self.links.iter().find(|link| link.id == id).unwrap();
        link.url.split_once('#').unwrap().1
    }

    /// Takes the seat of a printed link.
    async fn join(&self, id: &str) -> Guest {
        let seat = self.api.redeem(self.secret(id)).await.unwrap();
        let (heard, hearing) = mpsc::unbounded_channel();
        let ear: Ear = Box::new(move |message| {
            // A test that has heard enough no longer listens.
            let _ = heard.send(message.clone());
        });
        let line = Seat::join(self.api, seat.session, &seat.token, None, ear)
            .await
            .unwrap();
        let mut guest = Guest {
            line,
            hearing,
            replica: Replica::default(),
            session: seat.session,
            token: seat.token,
        };
        guest.until(|_, heard| matches!(heard, Heard::State { .. })).await;
        guest
    }

    /// The one directory that was made where temporary ones are.
    fn directory(&self) -> PathBuf {
        let mut found = made_in(self.scratch.path());
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    /// Sends a signal; the exit code, what was printed further, and what is left where temporary directories are made.
    async fn ends_after(mut self, signal: &str) -> (Option<i32>, String, Vec<PathBuf>) {
        let id = self.child.id().unwrap().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .await
                .unwrap()
                .success()
        );
        let mut rest = String::new();
        self.out.into_inner().read_to_string(&mut rest).await.unwrap();
        let code = tokio::time::timeout(CEILING, self.child.wait())
            .await
            .unwrap()
            .unwrap()
            .code();
        (code, rest, made_in(self.scratch.path()))
    }
}

fn made_in(folder: &Path) -> Vec<PathBuf> {
    folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// Somebody at a printed link.
struct Guest {
    line: Seat,
    hearing: mpsc::UnboundedReceiver<Heard>,
    replica: Replica,
    session: Uuid,
    token: String,
}

impl Guest {
    fn view(&self) -> &Value {
        self.replica.view()
    }

    /// Listens until this is so of the view and the message that made it.
    async fn until(&mut self, is_so: impl Fn(&Value, &Heard) -> bool) -> Heard {
        let listening = async {
            loop {
                let heard = self.hearing.recv().await.expect("the connection holds");
                self.replica.hear(&heard);
                if is_so(self.replica.view(), &heard) {
                    return heard;
                }
            }
        };
        tokio::time::timeout(CEILING, listening).await.expect("it comes about")
    }

    /// Does what must take effect; its entry.
    async fn does(&self, command: Value) -> u64 {
        let command = serde_json::from_value(command).unwrap();
        self.line.command(command).await.unwrap().unwrap()
    }

    /// What this seat reads below the session.
    async fn reads(&self, api: Api, path: &str) -> Value {
        let path = format!("/api/sessions/{}{path}", self.session);
        api.get(&path, Some(&self.token)).await.unwrap()
    }

    /// Every entry, as this seat sees it.
    async fn entries(&self, api: Api) -> Vec<Value> {
        self.reads(api, "/proceedings?limit=500").await["entries"]
            .as_array()
            .unwrap()
            .clone()
    }
}

/// The number that a request of this person has in the view.
fn request_of(view: &Value, name: &str) -> Option<u64> {
    let requests = view["requests"].as_object()?;
    let own = requests
        .iter()
        .find(|(_, request)| text(&request["for"]["name"]) == name)?;
    own.0.parse().ok()
}
