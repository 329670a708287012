//! A server under load for long: what it takes while people are there it gives back when they have gone.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use rostrum::load::cast::Numbers;
use rostrum::load::drive::Pace;
use rostrum::load::script::Mix;
use rostrum::load::target::{Hosts, Target};
use rostrum::load::{self, Plan, Reconnect};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const CONVENER: &str = "a convener's token for a soak";
/// Generous: it only ends what would hang for ever.
const CEILING: Duration = Duration::from_mins(2);
const MIB: f64 = 1024.0 * 1024.0;
/// Sessions leave memory soon after their people have.
const CONFIG: &str = "[live]\nidle_ms = 1000\ndeparture_grace_ms = 500\nattendance_interval_ms = 500\n";

struct Server {
    _child: Child,
    url: String,
}

impl Server {
    async fn start(data: &Path) -> Self {
        let config = data.join("rostrum.toml");
        std::fs::write(&config, CONFIG).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_rostrum"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data);
        command.arg("--config").arg(config);
        command.env("ROSTRUM_CONVENER_TOKEN", CONVENER);
        command.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).await.unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        Self { _child: child, url }
    }

    async fn metric(&self, name: &str) -> f64 {
        let request = reqwest::Client::new().get(format!("{}/metrics", self.url));
        let answer = request.bearer_auth(CONVENER).send().await.unwrap();
        let text = answer.text().await.unwrap();
        let lines = text.lines().filter_map(|line| line.split_once(' '));
        let mut values = lines.filter(|(known, _)| *known == name).map(|(_, value)| value);
        values.next().map_or(0.0, |value| value.parse().unwrap())
    }

    /// Waits until a metric has fallen to zero.
    async fn until_none(&self, name: &str) {
        let none = async {
            while self.metric(name).await > 0.0 {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        let waited = tokio::time::timeout(CEILING, none).await;
        waited.unwrap_or_else(|_| panic!("{name} does not fall to zero"));
    }
}

/// Many sessions and people, slow ones among them, who go and come back all at once.
fn crowd(server: &Server, lasts: Duration) -> Plan {
    Plan {
        target: Target::Running {
            url: server.url.clone(),
            convener: CONVENER.to_owned(),
            hosts: Hosts::Loopback,
        },
        numbers: Numbers {
            sessions: 10,
            readers: 200,
            stalled: 4,
            dripping: 4,
        },
        joins_at_once: 32,
        idle: Duration::ZERO,
        pace: Pace::PerSecond(50.0),
        lasts,
        // Nobody is left with the floor: its deadline would keep the session in memory.
        mix: Mix {
            rounds: 0,
            ..Mix::default()
        },
        reconnect: Reconnect::Storm,
    }
}

#[tokio::test]
async fn l34_crowd_after_crowd_memory_stays_flat() {
    let long = std::env::var_os("ROSTRUM_LONG").is_some();
    let (rounds, lasts) = if long { (12, 15) } else { (3, 1) };
    let data = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let server = Server::start(data.path()).await;
    let mut memory = Vec::new();
    for _ in 0..rounds {
        let report = load::run(crowd(&server, Duration::from_secs(lasts)), |_| {})
            .await
            .unwrap();
        assert!(report.lost.is_nothing(), "{:?}", report.lost);
        server.until_none("rostrum_sockets").await;
        server.until_none("rostrum_sessions_live").await;
        memory.push(server.metric("process_resident_memory_bytes").await / MIB);
    }
    println!("MiB after each crowd: {memory:.1?}");
    // The first crowds make room for all that follow.
    let (settled, last) = (memory[1], memory[memory.len() - 1]);
    assert!(last < settled * 1.1 + 4.0, "{memory:.1?} MiB");
}
