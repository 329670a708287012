//! Sessions brought to where they are lively: open, with a thread, an item under discussion and people who wait.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;

use super::Person;
use crate::client::{Api, ClientError, Seat};
use crate::domain::Role;
use crate::domain::command::{Command, RequestKind};
use crate::domain::ids::{ItemId, ThreadId};
use crate::load::LoadError;
use crate::load::script::Scene;

/// Requests that wait before the load begins: with them a view has some 4 KiB.
const WAITING: usize = 12;

/// Opens a session, its thread and its item, and has some people ask for the floor. `first` is the member of the crowd
/// whose seat is the first of `people`.
pub(super) async fn opened(
    api: Api,
    convener: Arc<str>,
    session: Uuid,
    people: Vec<Person>,
    first: usize,
) -> Result<Scene, LoadError> {
    let view: Value = api.get(&format!("/api/sessions/{session}"), Some(&convener)).await?;
    let item = view["view"]["agenda"]["order"][1].as_u64();
    let item = item.ok_or_else(|| ClientError::Strange("a session without its items".to_owned()))?;
    let Some(chair) = people.first() else {
        return Err(LoadError::Impossible("a session needs somebody in it".to_owned()));
    };
    let seat = sit(api, session, &chair.token).await?;
    does(&seat, Command::OpenSession { reason: None }).await?;
    let title = "意见".to_owned();
    let thread = does(&seat, Command::OpenThread { title, item: None }).await?;
    let start = json!({"type": "start_item", "item": item, "expect_item": null});
    let start = serde_json::from_value(start).map_err(|error| ClientError::Strange(error.to_string()))?;
    does(&seat, start).await?;
    drop(seat);
    let speaks = |(_, person): &(usize, &Person)| person.role == Role::Member;
    let speakers: Vec<usize> = (first..)
        .zip(&people)
        .filter(speaks)
        .map(|(member, _)| member)
        .collect();
    let mut waiting = VecDeque::new();
    for (member, person) in (first..)
        .zip(&people)
        .filter(speaks)
        .take(WAITING.min(people.len() / 3))
    {
        let request = Command::RequestFloor {
            item: ItemId(item),
            kind: RequestKind::Impromptu,
            subject: Some("上游地区需要什么，以及怎样才能做到：补偿标准、资金来源和监督办法".to_owned()),
            speaker: None,
            replies_to: None,
        };
        let seat = sit(api, session, &person.token).await?;
        waiting.push_back((member, does(&seat, request).await?));
    }
    // In a hall for two the chair posts too.
    let speakers = if speakers.is_empty() { vec![first] } else { speakers };
    Ok(Scene::new(item, ThreadId(thread).0, first, speakers, waiting))
}

async fn sit(api: Api, session: Uuid, token: &str) -> Result<Seat, LoadError> {
    Ok(Seat::join(api, session, token, None, Box::new(|_| {})).await?)
}

async fn does(seat: &Seat, command: Command) -> Result<u64, LoadError> {
    let name = command.name();
    let answer = seat.command(command).await?;
    answer.map_err(|refusal| LoadError::Refused(name, refusal.message))
}
