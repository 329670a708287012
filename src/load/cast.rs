//! The people of a load: sessions made, people invited, seats redeemed, and each session brought to where it is lively.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::LoadError;
use super::crowd::{Manner, Place};
use super::script::Scene;
use super::socket::Door;
use crate::client::{Api, ClientError, Seat};
use crate::domain::Role;
use crate::domain::command::{Command, RequestKind};
use crate::domain::creation::NewSession;
use crate::domain::ids::{ItemId, ThreadId};
use crate::domain::people::Invitee;
use crate::wire::http::{InvitationOrder, Invitations, SessionMade};

/// The most that one call invites.
const INVITED_PER_CALL: usize = 2_000;
/// Calls at the same time.
const CALLS_AT_ONCE: usize = 8;
/// Of so many people, one looks after a room, one looks on and one is a screen.
const PEOPLE_PER_LOOKER: usize = 100;
/// Requests that wait before the load begins: with them a view has some 4 KiB.
const WAITING: usize = 12;

const SECTORS: [&str; 8] = ["中共", "民盟", "民建", "教育", "经济", "医药卫生", "农业", "妇联"];
const VENUES: [&str; 3] = ["协商议政厅", "东渠会场", "柳荫会场"];

/// One person's seat in a session.
struct Person {
    participant: u64,
    role: Role,
    token: String,
}

/// How many come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    /// Sessions, over which all are spread.
    pub sessions: usize,
    /// Those who read what comes.
    pub readers: usize,
    /// Those who take nothing.
    pub stalled: usize,
    /// Those who take a few bytes a second.
    pub dripping: usize,
}

impl Numbers {
    /// Everybody.
    #[must_use]
    pub const fn people(self) -> usize {
        self.readers + self.stalled + self.dripping
    }
}

/// Everybody who was seated, and where.
#[derive(Debug, Default)]
pub struct Cast {
    /// Each session's socket.
    pub halls: Vec<Door>,
    /// Everybody's seat, session by session.
    pub places: Vec<Place>,
    /// Where each session is.
    pub scenes: Vec<Scene>,
    /// How long it took to make the sessions and to invite.
    pub made_in: Duration,
    /// How long it took to redeem the invitations.
    pub seated_in: Duration,
}

impl Cast {
    /// Makes the sessions, invites and seats everybody, and opens them.
    ///
    /// # Errors
    /// [`LoadError`]: the server refused, or went away.
    pub async fn seated(api: Api, convener: &str, numbers: Numbers) -> Result<Self, LoadError> {
        let (people, sessions) = (numbers.people(), numbers.sessions);
        if sessions == 0 || people < sessions {
            return Err(LoadError::Impossible("every session needs somebody in it".to_owned()));
        }
        let convener: Arc<str> = convener.into();
        let mut cast = Self::default();

        let began = Instant::now();
        let sizes = (0..sessions).map(|session| people / sessions + usize::from(session < people % sessions));
        let by = Arc::clone(&convener);
        let made = in_parallel(sizes.collect(), move |size| made(api, Arc::clone(&by), size)).await?;
        cast.made_in = began.elapsed();

        let began = Instant::now();
        let invitations = made.iter().flat_map(|(_, invitations)| invitations.clone());
        let mut seated = redeemed(api, invitations.collect()).await?.into_iter();
        cast.seated_in = began.elapsed();

        let mut lively = Vec::with_capacity(sessions);
        for (hall, (session, invitations)) in made.iter().enumerate() {
            cast.halls.push(Door {
                address: api.address(),
                path: format!("/api/sessions/{session}/socket"),
            });
            let people: Vec<Person> = seated.by_ref().take(invitations.len()).collect();
            let first = cast.places.len();
            cast.places.extend(people.iter().map(|person| Place {
                hall,
                participant: person.participant,
                token: person.token.clone(),
                manner: Manner::Reads,
            }));
            lively.push((*session, people, first));
        }
        cast.slow_down(numbers);
        let scenes = in_parallel(lively, move |(session, people, first)| {
            opened(api, Arc::clone(&convener), session, people, first)
        });
        cast.scenes = scenes.await?;
        Ok(cast)
    }

    /// Makes the last people of each session slow, session after session, until there are enough of them.
    fn slow_down(&mut self, numbers: Numbers) {
        let mut by_lateness: Vec<(usize, usize)> = Vec::with_capacity(self.places.len());
        let (mut later, mut hall) = (0, self.halls.len());
        for (index, place) in self.places.iter().enumerate().rev() {
            later = if place.hall == hall { later + 1 } else { 0 };
            hall = place.hall;
            by_lateness.push((later, index));
        }
        by_lateness.sort_unstable();
        let manners = std::iter::repeat_n(Manner::Stalls, numbers.stalled)
            .chain(std::iter::repeat_n(Manner::Drips, numbers.dripping));
        for ((_, index), manner) in by_lateness.into_iter().zip(manners) {
            self.places[index].manner = manner;
        }
    }
}

/// Does the same for all, several at a time; the results keep their order.
async fn in_parallel<T, R, F>(all: Vec<T>, each: impl Fn(T) -> F) -> Result<Vec<R>, LoadError>
where
    R: Send + 'static,
    F: Future<Output = Result<R, LoadError>> + Send + 'static,
{
    let mut results: Vec<Option<R>> = all.iter().map(|_| None).collect();
    let mut running = JoinSet::new();
    let mut waiting = all.into_iter().enumerate();
    loop {
        while running.len() < CALLS_AT_ONCE
            && let Some((index, one)) = waiting.next()
        {
            let doing = each(one);
            running.spawn(async move { (index, doing.await) });
        }
        let Some(done) = running.join_next().await else { break };
        let (index, result) = done.map_err(|error| LoadError::Server(error.to_string()))?;
        results[index] = Some(result?);
    }
    Ok(results.into_iter().flatten().collect())
}

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
async fn made(api: Api, convener: Arc<str>, size: usize) -> Result<(Uuid, Vec<String>), LoadError> {
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
async fn redeemed(api: Api, invitations: Vec<String>) -> Result<Vec<Person>, LoadError> {
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

/// Opens a session, its thread and its item, and has some people ask for the floor. `first` is the member of the crowd
/// whose seat is the first of `people`.
async fn opened(
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
