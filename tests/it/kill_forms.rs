//! Kill -9: an amendment that was answered is in force after it, and one sent again takes effect once. Needs the feature
//! `fault-points`.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::process::Server;

const CONVENER: &str = "a convener's token for tests";

/// Amends the form `remote`; `None` if the server goes away meanwhile.
async fn amended(base: String, key: Uuid, title: String) -> Option<Value> {
    let body = json!({"preset": {"title": title, "rules": {"discipline": "least_time"}}, "reason": "改进"});
    let request = reqwest::Client::new().put(format!("{base}/api/forms/remote"));
    let request = request.bearer_auth(CONVENER).header("idempotency-key", key.to_string());
    let answer = request.json(&body).send().await.ok()?;
    assert!(answer.status().is_success(), "{}", answer.status());
    answer.json().await.ok()
}

async fn titles(server: &Server) -> Vec<String> {
    let page = server.get("/api/forms/remote", CONVENER).await;
    let versions = page["versions"].as_array().unwrap();
    let title = |own: &Value| own["preset"]["title"].as_str().unwrap().to_owned();
    versions.iter().map(title).collect()
}

async fn created(server: &Server) -> String {
    let body = json!({"title": "断电演练", "form": "remote", "agenda": [], "participants": []});
    let made = server.post("/api/sessions", CONVENER, body).await;
    made["id"].as_str().unwrap().to_owned()
}

async fn rules_of(server: &Server, session: &str) -> (u64, Value) {
    let view = &server.get(&format!("/api/sessions/{session}"), CONVENER).await["view"];
    (view["session"]["form_version"].as_u64().unwrap(), view["rules"].clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn d101_an_amendment_outlives_kill_9_and_old_sessions_keep_their_version() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path(), None);
    let old = created(&server).await;
    let before = rules_of(&server, &old).await;
    assert_eq!((before.0, &before.1["discipline"]), (1, &json!("venue_rotation")));
    let made = amended(server.base.clone(), Uuid::new_v4(), "第二版".into()).await;
    assert_eq!(made.unwrap()["version"], 2);
    server.kill();

    let server = Server::start(data.path(), None);
    assert_eq!(titles(&server).await, ["第二版", "远程协商"]);
    assert_eq!(rules_of(&server, &old).await, before);
    let new = created(&server).await;
    let now = rules_of(&server, &new).await;
    assert_eq!((now.0, &now.1["discipline"]), (2, &json!("least_time")));
    server.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn j18_killed_on_either_side_of_the_commit_an_order_sent_again_happens_once() {
    for (point, before) in [("before_commit", 1), ("after_commit", 2)] {
        let data = tempfile::tempdir().unwrap();
        let mut server = Server::start(data.path(), Some(&format!("{point}:1")));
        let key = Uuid::new_v4();
        let order = tokio::spawn(amended(server.base.clone(), key, "第二版".into()));
        server.parked().await;
        server.kill();
        assert_eq!(order.await.unwrap(), None, "nobody is told before it is durable");

        let server = Server::start(data.path(), None);
        assert_eq!(titles(&server).await.len(), before, "{point}");
        for _ in 0..2 {
            let made = amended(server.base.clone(), key, "第二版".into()).await;
            assert_eq!(made.unwrap(), json!({"form": "remote", "version": 2}));
        }
        assert_eq!(titles(&server).await, ["第二版", "远程协商"]);
        server.kill();
    }
}
