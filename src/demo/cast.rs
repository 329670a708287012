//! The people of the demonstration, as clients: each acts over a seat of the own, like anybody else.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::Mutex;
use uuid::Uuid;

use crate::client::{Api, ClientError, Ear, Seat};
use crate::domain::command::Command;
use crate::domain::ids::ParticipantId;
use crate::domain::{Code, Refusal, Role};
use crate::wire::http::{Invitation, SessionMade};

/// How long somebody waits who was too quick.
const TOO_QUICK: Duration = Duration::from_millis(150);

/// Why somebody could not do something.
#[derive(Debug, thiserror::Error)]
pub(super) enum Setback {
    /// The session refused.
    #[error("{} was refused ({:?}): {}", .0, .1.code, .1.message)]
    Refused(&'static str, Refusal),
    /// There is no connection.
    #[error(transparent)]
    Away(#[from] ClientError),
}

/// One person with a seat of the own, which is taken when first needed and again when it was lost.
pub(super) struct Player {
    pub(super) participant: ParticipantId,
    pub(super) role: Role,
    pub(super) name: String,
    api: Api,
    session: Uuid,
    token: String,
    seat: Mutex<Option<Seat>>,
    gone: AtomicBool,
}

impl Player {
    /// Redeems an invitation.
    async fn invited(api: Api, session: Uuid, invitation: Invitation) -> Result<Self, ClientError> {
        let seat = api.redeem(&invitation.token).await?;
        Ok(Self {
            participant: invitation.participant,
            role: invitation.role,
            name: invitation.name,
            api,
            session,
            token: seat.token,
            seat: Mutex::default(),
            gone: AtomicBool::new(false),
        })
    }

    /// Whether the person was sent away for good.
    pub(super) fn is_gone(&self) -> bool {
        self.gone.load(Ordering::Relaxed)
    }

    /// Joins with somebody who listens, in the place of the connection before.
    pub(super) async fn listen(&self, ear: Ear) -> Result<Seat, ClientError> {
        let joined = Seat::join(self.api, self.session, &self.token, None, ear).await;
        if joined.as_ref().is_err_and(ClientError::is_final) {
            self.gone.store(true, Ordering::Relaxed);
        }
        joined
    }

    /// Takes the seat if it is not taken.
    pub(super) async fn arrive(&self) -> Result<(), ClientError> {
        let mut seat = self.seat.lock().await;
        self.present(&mut seat).await.map(|_| ())
    }

    /// Leaves the room; whoever acts later comes back by that.
    pub(super) async fn leave(&self) {
        *self.seat.lock().await = None;
    }

    /// Does something, and gives its entry. Who was too quick waits; every other refusal stands.
    pub(super) async fn does(&self, command: Command) -> Result<u64, Setback> {
        let mut seat = self.seat.lock().await;
        let seat = self.present(&mut seat).await?;
        loop {
            match seat.command(command.clone()).await? {
                Ok(seq) => return Ok(seq),
                Err(refusal) if refusal.code == Code::RateLimited => tokio::time::sleep(TOO_QUICK).await,
                Err(refusal) => return Err(Setback::Refused(command.name(), refusal)),
            }
        }
    }

    /// Shows live words; lost ones do not matter.
    pub(super) async fn captions(&self, turn: crate::domain::ids::TurnId, text: String) {
        let mut seat = self.seat.lock().await;
        if let Ok(seat) = self.present(&mut seat).await {
            let _ = seat.caption(turn, text).await;
        }
    }

    /// What the seat may read at `path`, below the session.
    pub(super) async fn reads<T: serde::de::DeserializeOwned>(&self, path: &str) -> Result<T, ClientError> {
        let path = format!("/api/sessions/{}{path}", self.session);
        self.api.get(&path, Some(&self.token)).await
    }

    async fn present<'a>(&self, seat: &'a mut Option<Seat>) -> Result<&'a Seat, ClientError> {
        if seat.as_ref().is_some_and(Seat::is_lost) {
            *seat = None;
        }
        match seat {
            Some(seat) => Ok(seat),
            None => Ok(seat.insert(self.listen(Box::new(|_| ())).await?)),
        }
    }
}

/// Everybody of the session, and whose links are for those who try it.
pub(super) struct Cast {
    players: Vec<Player>,
    reserved: Vec<Invitation>,
}

impl Cast {
    /// Seats everybody. The first person of each role is whom a newcomer becomes.
    pub(super) async fn seated(api: Api, made: SessionMade) -> Result<Self, ClientError> {
        let mut players = Vec::with_capacity(made.invitations.len());
        for invitation in &made.invitations {
            players.push(Player::invited(api, made.id, invitation.clone()).await?);
        }
        let first = |role: &Role| made.invitations.iter().find(|invitation| invitation.role == *role);
        let reserved = Role::ALL.iter().filter_map(first).cloned().collect();
        Ok(Self { players, reserved })
    }

    /// The invitations that are printed, in the order of [`Role::ALL`].
    pub(super) fn reserved(&self) -> &[Invitation] {
        &self.reserved
    }

    /// Somebody by name.
    pub(super) fn named(&self, name: &str) -> Option<&Player> {
        self.players.iter().find(|player| player.name == name)
    }

    /// The first of a role.
    pub(super) fn first(&self, role: Role) -> Option<&Player> {
        self.players.iter().find(|player| player.role == role)
    }

    /// Sends everybody home.
    pub(super) async fn leave(&self) {
        for player in &self.players {
            player.leave().await;
        }
    }

    /// Those that no newcomer becomes.
    pub(super) fn into_free(self) -> Vec<Player> {
        let reserved: BTreeSet<ParticipantId> = self.reserved.iter().map(|own| own.participant).collect();
        let free = |player: &Player| !reserved.contains(&player.participant);
        self.players.into_iter().filter(free).collect()
    }
}
