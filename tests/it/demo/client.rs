//! The program's own client.

use rostrum::client::{ClientError, Heard};
use rostrum::domain::Code;
use rostrum::domain::command::Command;
use serde_json::json;

use super::Demo;

#[tokio::test]
async fn w68_the_client_keeps_view_and_position_and_gives_each_command_its_answer() {
    let demo = Demo::start(&[]).await;
    let mut member = demo.join("member").await;
    let item = member.view()["agenda"]["active"].clone();
    let ask = json!({"type": "request_floor", "item": item, "kind": "impromptu", "subject": "试一试"});
    let request = member.does(ask.clone()).await;
    let refused = member.line.command(serde_json::from_value(ask).unwrap()).await.unwrap();
    assert_eq!(refused.unwrap_err().code, Code::AlreadyWaiting);
    let last = member
        .does(json!({"type": "withdraw_request", "request": request}))
        .await;
    member
        .until(|_, heard| matches!(heard, Heard::Event { seq, .. } if *seq == last))
        .await;
    let fresh = member.reads(demo.api, "").await;
    assert_eq!(fresh["position"]["seq"], last);
    assert_eq!(&fresh["view"], member.view());
    assert_eq!(member.line.position().borrow().as_ref().unwrap().seq, last);
}

#[tokio::test]
async fn w68_a_client_that_lost_its_server_says_so_and_void_links_are_final() {
    let demo = Demo::start(&[]).await;
    let refused = demo.api.redeem("no such invitation").await.err().unwrap();
    assert!(refused.is_final(), "{refused}");
    let void = rostrum::client::Seat::join(demo.api, uuid::Uuid::nil(), "no seat", None, Box::new(|_| ()));
    assert!(void.await.err().unwrap().is_final());
    let (api, member) = (demo.api, demo.join("member").await);
    assert_eq!(demo.ends_after("-TERM").await.0, Some(0));
    member.line.lost().await;
    assert!(member.line.is_lost());
    let answer = member.line.command(Command::OpenSession { reason: None }).await;
    assert!(matches!(answer, Err(ClientError::Lost)));
    let unreachable = api.redeem("any").await.err().unwrap();
    assert!(matches!(unreachable, ClientError::Unreachable(_)) && !unreachable.is_final());
}
