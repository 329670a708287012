//! Sessions made, people invited, invitations redeemed: all by HTTP.

use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{CALLS_AT_ONCE, Person, in_parallel};
use crate::client::{Api, ClientError};
use crate::domain::Role;
use crate::domain::creation::NewSession;
use crate::domain::people::Invitee;
use crate::load::LoadError;
use crate::wire::http::{InvitationOrder, Invitations, SessionMade};

/// The most that one call invites.
const INVITED_PER_CALL: usize = 2_000;
/// Of so many people, one looks after a room, one looks on and one is a screen.
const PEOPLE_PER_LOOKER: usize = 100;

const SECTORS: [&str; 8] = ["中共", "民盟", "民建", "教育", "经济", "医药卫生", "农业", "妇联"];
const VENUES: [&str; 3] = ["协商议政厅", "东渠会场", "柳荫会场"];

/// Who comes: a chair, a clerk, here and there somebody with another role, and members.
fn invitee(number: usize) -> Invitee {
    let role = match number {
        0 => Role::Chair,
        1 => Role::Clerk,
        _ => match number % PEOPLE_PER_LOOKER {
            40 => Role::Operator,
            60 => Role::Observer,
            80 => Role::Display,
            _ => Role::Member,
        },
    };
    Invitee {
        name: format!("委员{}", number + 1),
        role,
        sector: (role == Role::Member).then(|| SECTORS[number % SECTORS.len()].to_owned()),
        venue: Some(VENUES[number % VENUES.len()].to_owned()),
    }
}

/// Makes a session of so many people, and gives everybody's invitation.
pub(super) async fn made(api: Api, convener: Arc<str>, size: usize) -> Result<(Uuid, Vec<String>), LoadError> {
    let mut invitees: Vec<Invitee> = (0..size).map(invitee).collect();
    let later = invitees.split_off(size.min(INVITED_PER_CALL));
    let venues: Vec<Value> = VENUES
        .iter()
        .map(|name| json!({"name": name, "kind": "branch"}))
        .collect();
    let plan = json!({
        "title": "压力测试协商会", "venues": venues, "participants": invitees,
        "agenda": [
            {"title": "主题发言", "kind": "keynote", "limit_ms": 480_000},
            {"title": "即席发言", "kind": "discussion", "limit_ms": 180_000},
            {"title": "会议总结", "kind": "summary"},
        ],
    });
    let plan: NewSession = serde_json::from_value(plan).map_err(|error| ClientError::Strange(error.to_string()))?;
    let made: SessionMade = api.post("/api/sessions", Some(&convener), &plan).await?;
    let mut invitations = made.invitations;
    let path = format!("/api/sessions/{}/invitations", made.id);
    for invite in later.chunks(INVITED_PER_CALL) {
        let order = InvitationOrder {
            invite: Some(invite.to_vec()),
            renew: None,
            revoke: None,
        };
        let more: Invitations = api.post(&path, Some(&convener), &order).await?;
        invitations.extend(more.invitations);
    }
    let tokens = invitations.into_iter().map(|invitation| invitation.token);
    Ok((made.id, tokens.collect()))
}

/// Redeems invitations over a few connections; the seats are in their order.
pub(super) async fn redeemed(api: Api, invitations: Vec<String>) -> Result<Vec<Person>, LoadError> {
    let each = invitations.len().div_ceil(CALLS_AT_ONCE).max(1);
    let parts: Vec<Vec<String>> = invitations.chunks(each).map(<[String]>::to_vec).collect();
    let people = in_parallel(parts, move |part| async move {
        let mut line = api.kept().await?;
        let mut people = Vec::with_capacity(part.len());
        for invitation in part {
            let seat = line.redeem(&invitation).await?;
            people.push(Person {
                participant: seat.participant.0,
                role: seat.role,
                token: seat.token,
            });
        }
        Ok(people)
    });
    Ok(people.await?.into_iter().flatten().collect())
}
