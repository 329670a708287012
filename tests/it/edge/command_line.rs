//! The program itself: what it prints, where, and how it ends.

use std::path::Path;
use std::process::Stdio;

use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::support::{session_body, text};

struct Running {
    child: Child,
    base: String,
    token: String,
}

fn rostrum() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rostrum"));
    let inherited = ["LISTEN", "DATA", "PUBLIC_URL", "CONFIG", "CONVENER_TOKEN"];
    for name in inherited {
        command.env_remove(format!("ROSTRUM_{name}"));
    }
    command.env_remove("RUST_LOG");
    command.kill_on_drop(true).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn serving(data: &Path, token: &str) -> Command {
    let mut command = rostrum();
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data);
    command.env("ROSTRUM_CONVENER_TOKEN", token);
    command
}

async fn serve(command: &mut Command, token: &str) -> Running {
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    let out = child.stdout.as_mut().unwrap();
    BufReader::new(out).read_line(&mut line).await.unwrap();
    let base = line
        .strip_prefix("listening on ")
        .unwrap_or_else(|| panic!("it said {line:?}"));
    let base = base.trim().to_owned();
    assert!(base.starts_with("http://127.0.0.1:"), "{base}");
    let token = token.to_owned();
    Running { child, base, token }
}

impl Running {
    /// Sends a signal, and gives the exit code and what the process said to the end.
    async fn ends_after(mut self, signal: &str) -> (Option<i32>, String, String) {
        let id = self.child.id().unwrap().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().await.unwrap();
        assert!(sent.success());
        let (mut out, mut err) = (String::new(), String::new());
        self.child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut out)
            .await
            .unwrap();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .await
            .unwrap();
        (self.child.wait().await.unwrap().code(), out, err)
    }

    async fn made(&self) -> Value {
        let request = reqwest::Client::new().post(format!("{}/api/sessions", self.base));
        let request = request
            .bearer_auth(&self.token)
            .json(&session_body(&[("周主席", "chair")]));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        answer.json().await.unwrap()
    }

    async fn get(&self, path: &str) -> reqwest::Response {
        let request = reqwest::Client::new().get(format!("{}{path}", self.base));
        request.bearer_auth(&self.token).send().await.unwrap()
    }
}

#[tokio::test]
async fn p35_it_prints_one_line_ends_with_zero_when_told_and_keeps_what_was_accepted() {
    let data = tempfile::tempdir().unwrap();
    let mut session: Option<Value> = None;
    for signal in ["-TERM", "-INT"] {
        let running = serve(&mut serving(data.path(), "a token"), "a token").await;
        match &session {
            None => session = Some(running.made().await),
            Some(made) => {
                let answer = running.get(&format!("/api/sessions/{}", text(&made["id"]))).await;
                assert_eq!(answer.status(), StatusCode::OK);
            }
        }
        let (code, out, err) = running.ends_after(signal).await;
        assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
        // Standard error is no terminal here: every line of it is JSON.
        for line in err.lines() {
            assert!(serde_json::from_str::<Value>(line).is_ok(), "{line}");
        }
        assert!(!err.contains("a token"));
    }
}

#[tokio::test]
async fn s4_the_first_start_prints_a_set_up_url_once() {
    let data = tempfile::tempdir().unwrap();
    let mut command = rostrum();
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data.path().join("new"));
    let mut running = serve(&mut command, "").await;
    let mut err = BufReader::new(running.child.stderr.as_mut().unwrap()).lines();
    let secret = loop {
        let line = err.next_line().await.unwrap().expect("a set-up URL");
        if let Some((_, secret)) = line.split_once("/setup#") {
            break secret.to_owned();
        }
    };
    let request = reqwest::Client::new().post(format!("{}/api/setup", running.base));
    let answer = request.json(&json!({ "setup": secret })).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let answer: Value = answer.json().await.unwrap();
    text(&answer["token"]).clone_into(&mut running.token);
    running.made().await;
    let token = running.token.clone();
    assert_eq!(running.ends_after("-TERM").await.0, Some(0));

    let running = serve(&mut command, &token).await;
    running.made().await;
    let (code, _, err) = running.ends_after("-TERM").await;
    assert_eq!(code, Some(0));
    assert!(!err.contains("/setup#") && !err.contains(&token), "{err}");
}

#[tokio::test]
async fn s52_a_weak_token_is_warned_of_and_works_and_one_that_no_header_carries_ends_the_start() {
    use std::os::unix::ffi::OsStrExt;
    let data = tempfile::tempdir().unwrap();
    for (token, warned) in [("short", true), ("long enough, it seems", false)] {
        let running = serve(&mut serving(data.path(), token), token).await;
        running.made().await;
        let (code, _, err) = running.ends_after("-TERM").await;
        assert_eq!(code, Some(0));
        assert_eq!(err.contains("fewer than 16 characters"), warned, "{err}");
        assert!(!err.contains(token), "{err}");
    }
    for unsendable in [
        &b"outer space "[..],
        b"two\nlines",
        "召集人的令牌".as_bytes(),
        b"no \xff Unicode",
    ] {
        let mut command = serving(data.path(), "");
        command.env("ROSTRUM_CONVENER_TOKEN", std::ffi::OsStr::from_bytes(unsendable));
        let output = command.output().await.unwrap();
        assert_eq!((output.status.code(), output.stdout), (Some(1), Vec::new()));
        let err = String::from_utf8(output.stderr).unwrap();
        for part in ["ROSTRUM_CONVENER_TOKEN", "header", "base64"] {
            assert!(err.contains(part), "{err}");
        }
        assert!(!err.contains(&*String::from_utf8_lossy(unsendable)), "{err}");
    }
}

#[tokio::test]
async fn p30_flags_go_before_the_environment_and_that_before_the_file() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("rostrum.toml");
    let text_of_file = "listen = \"256.0.0.1:1\"\npublic_url = \"https://file.example\"\n";
    std::fs::write(&file, text_of_file).unwrap();
    let mut command = serving(data.path(), "a token");
    command
        .env("ROSTRUM_LISTEN", "256.0.0.2:2")
        .env("ROSTRUM_CONFIG", &file);
    command.env("ROSTRUM_PUBLIC_URL", "https://environment.example");
    let running = serve(&mut command, "a token").await;
    let made = running.made().await;
    let url = text(&made["invitations"][0]["url"]);
    assert!(url.starts_with("https://environment.example/join#"), "{url}");
    assert_eq!(running.ends_after("-TERM").await.0, Some(0));
}

#[tokio::test]
async fn p31_a_wrong_configuration_ends_the_program_with_one_and_says_where() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("rostrum.toml");
    std::fs::write(&file, "\n[live]\nno_such_key = 1\n").unwrap();
    let output = serving(data.path(), "t")
        .arg("--config")
        .arg(&file)
        .output()
        .await
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let err = String::from_utf8(output.stderr).unwrap();
    for part in ["rostrum.toml", "line 3", "no_such_key"] {
        assert!(err.contains(part), "{err}");
    }
}

#[tokio::test]
async fn r24_verify_says_what_is_proven_or_which_line_is_wrong() {
    let data = tempfile::tempdir().unwrap();
    let running = serve(&mut serving(data.path(), "a token"), "a token").await;
    let made = running.made().await;
    let id = text(&made["id"]);
    let record = running.get(&format!("/api/sessions/{id}/transcript.jsonl")).await;
    let record = record.text().await.unwrap();
    assert_eq!(running.ends_after("-TERM").await.0, Some(0));
    let file = data.path().join("record.jsonl");
    std::fs::write(&file, &record).unwrap();
    let verify = async |key: Option<&str>| {
        let mut command = rostrum();
        command.arg("verify").arg(&file);
        if let Some(key) = key {
            command.args(["--key", key]);
        }
        let output = command.output().await.unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, out, _) = verify(None).await;
    assert_eq!(code, Some(0));
    assert!(
        out.contains("远程协商") && out.contains(id) && out.contains("3 (3 shown whole)"),
        "{out}"
    );
    let key = out.lines().find_map(|line| line.strip_prefix("key:")).unwrap().trim();
    assert_eq!(verify(Some(key)).await.0, Some(0));
    let (code, _, err) = verify(Some("rostrum/x+00000000+AA==")).await;
    assert_eq!(code, Some(1));
    assert!(err.contains("line 1"), "{err}");
    std::fs::write(&file, record.replace("议题一", "议题二")).unwrap();
    let (code, out, err) = verify(None).await;
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("line 5"), "{err}");
}

#[tokio::test]
async fn r33_keys_are_rotated_and_shown_and_a_record_verifies_by_those_that_follow() {
    let data = tempfile::tempdir().unwrap();
    let key_of = async |arguments: &[&str]| {
        let mut command = rostrum();
        command.arg("key").args(arguments).arg("--data").arg(data.path());
        let output = command.output().await.unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, _, err) = key_of(&["rotate"]).await;
    assert_eq!(code, Some(1), "no journal is made by a wrong directory");
    assert!(err.contains("is not there"), "{err}");
    let running = serve(&mut serving(data.path(), "a token"), "a token").await;
    let made = running.made().await;
    let id = text(&made["id"]).to_owned();
    let export = async |running: &Running| {
        let answer = running.get(&format!("/api/sessions/{id}/transcript.jsonl")).await;
        answer.text().await.unwrap()
    };
    let old = export(&running).await;
    let (code, _, err) = key_of(&["rotate"]).await;
    assert_eq!(code, Some(1), "a server runs on it");
    assert!(err.contains("in use"), "{err}");
    assert_eq!(running.ends_after("-TERM").await.0, Some(0));

    let (code, out, _) = key_of(&["rotate"]).await;
    assert_eq!(code, Some(0));
    assert!(out.starts_with("key 2 signs from "), "{out}");
    let running = serve(&mut serving(data.path(), "a token"), "a token").await;
    let new = export(&running).await;
    let published = running
        .get(&format!("/api/sessions/{id}/keys"))
        .await
        .text()
        .await
        .unwrap();
    assert_eq!(running.ends_after("-TERM").await.0, Some(0));
    let (code, shown, _) = key_of(&["show", "--session", &id]).await;
    assert_eq!(code, Some(0));
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(json(&shown), json(&published));

    let header_key = |record: &str| text(&json(record.lines().next().unwrap())["key"]).to_owned();
    let (old_key, new_key) = (header_key(&old), header_key(&new));
    assert_ne!(old_key, new_key);
    let (file, keys) = (data.path().join("record.jsonl"), data.path().join("keys.json"));
    let verify = async |record: &str, published: &str, trusted: Option<&str>| {
        std::fs::write(&file, record).unwrap();
        std::fs::write(&keys, published).unwrap();
        let mut command = rostrum();
        command.arg("verify").arg(&file).arg("--keys").arg(&keys);
        command.args(trusted.iter().flat_map(|key| ["--key", key]));
        let output = command.output().await.unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for (record, trusted) in [
        (&old, None),
        (&new, None),
        (&old, Some(&old_key)),
        (&new, Some(&old_key)),
        (&new, Some(&new_key)),
    ] {
        assert_eq!(
            verify(record, &shown, trusted.map(String::as_str)).await.0,
            Some(0),
            "{trusted:?}"
        );
    }
    let (code, err) = verify(&old, &shown, Some(&new_key)).await;
    assert_eq!(code, Some(1));
    assert!(err.contains("line 1: the key is none of those that follow"), "{err}");
    let unvouched = shown.replace("/key", "/kex");
    let (code, err) = verify(&new, &unvouched, None).await;
    assert_eq!(code, Some(1));
    assert!(err.contains("keys.json: key 2: "), "{err}");
    let (code, err) = verify(&new, "[]", None).await;
    assert_eq!(code, Some(1));
    assert!(err.contains("keys.json: "), "{err}");
}

#[tokio::test]
async fn r24_a_hostile_file_makes_the_terminal_do_nothing() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("record\u{1b}[2J.jsonl");
    let long = "长".repeat(160_000);
    let header = |member: &str| format!("{{\"format\":\"rostrum-record/1\",\"{member}\":1}}\n");
    for hostile in [
        header("\\u001b]0;owned\\u0007\\u001b[31m"),
        header("\\u009b2J\\u202e"),
        header(&long),
    ] {
        std::fs::write(&file, hostile).unwrap();
        let output = rostrum().arg("verify").arg(&file).output().await.unwrap();
        assert_eq!(output.status.code(), Some(1));
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(
            err.contains("line 1: it is not a record's header: unknown field"),
            "{err}"
        );
        assert!(err.chars().count() < 1_000, "{} characters", err.chars().count());
        let obeyed = |character: char| character.is_control() || character == '\u{202e}';
        assert!(!err.trim_end().contains(obeyed), "{err:?}");
    }
}

#[tokio::test]
async fn p34_schema_prints_what_the_server_serves() {
    let output = rostrum().arg("schema").output().await.unwrap();
    assert!(output.status.success());
    let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(schema["properties"]["command"].is_object());
    let unknown = rostrum().arg("no-such-command").output().await.unwrap();
    assert_eq!(unknown.status.code(), Some(2));
}

#[tokio::test]
async fn s4_a_first_start_that_cannot_listen_leaves_the_next_one_the_first() {
    let data = tempfile::tempdir().unwrap();
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let mut command = rostrum();
    command.args(["serve", "--listen", &address, "--data"]).arg(data.path());
    let output = command.output().await.unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(&address) && !said.contains("setup#"), "{said}");
    assert!(!data.path().join("convener-token").exists());
}
