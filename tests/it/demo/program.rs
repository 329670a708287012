//! What the program prints, and what it leaves.

use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};
use tokio::process::Command;

use super::{Demo, IDS};
use crate::support::text;

#[tokio::test]
async fn w61_it_prints_the_address_and_a_link_for_each_role_and_each_is_good() {
    let demo = Demo::start(&[]).await;
    let ids: Vec<&str> = demo.links.iter().map(|link| link.id.as_str()).collect();
    assert_eq!(ids, IDS);
    for link in &demo.links {
        assert!(link.url.starts_with(&demo.base), "{}", link.url);
        assert!(!link.title.is_ascii() && !link.name.is_ascii());
        if link.id != "convener" {
            assert_eq!(link.url.split_once('#').unwrap().0, format!("{}/join", demo.base));
            let seat = demo.api.redeem(demo.secret(&link.id)).await.unwrap();
            assert_eq!(serde_json::to_value(seat.role).unwrap(), link.id.as_str());
        }
    }
    let setup = json!({"setup": demo.secret("convener")});
    let convener: Value = demo.api.post("/api/setup", None, &setup).await.unwrap();
    let sessions: Value = demo
        .api
        .get("/api/sessions", Some(text(&convener["token"])))
        .await
        .unwrap();
    assert_eq!(sessions["sessions"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn w62_links_follow_the_public_url_and_codes_follow_the_links() {
    let demo = Demo::start(&["--public-url", "http://demo.example:8080", "--qr"]).await;
    assert!(
        demo.links
            .iter()
            .all(|link| link.url.starts_with("http://demo.example:8080/"))
    );
    let (code, out, _) = demo.ends_after("-TERM").await;
    assert_eq!(code, Some(0));
    assert!(!out.contains("http"), "only link lines hold addresses");
    for id in IDS {
        assert_eq!(
            out.lines().filter(|line| line.contains(id)).count(),
            1,
            "{id} has one code"
        );
    }
    assert!(out.contains('█'));
}

#[tokio::test]
async fn w67_its_directory_is_its_owners_alone_and_goes_with_it() {
    for signal in ["-TERM", "-INT"] {
        let demo = Demo::start(&["--play"]).await;
        let directory = demo.directory();
        let mode = directory.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        assert!(directory.join("rostrum.db").exists());
        let (code, out, left) = demo.ends_after(signal).await;
        assert_eq!((code, out.as_str(), left), (Some(0), "", Vec::new()));
    }
}

#[tokio::test]
async fn w67_what_cannot_be_served_leaves_nothing_behind() {
    let scratch = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_rostrum"));
    command
        .args(["demo", "--listen", &address])
        .env("TMPDIR", scratch.path());
    let output = command.output().await.unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");
    assert!(super::made_in(scratch.path()).is_empty());
}
