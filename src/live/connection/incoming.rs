//! What comes from a socket, one thing at a time.

use tokio::time::Instant;

use super::{Connection, End, refused};
use crate::domain::{Actor, Code, Order, Refusal};
use crate::live::mail::Wish;
use crate::live::transport::{Incoming, Transport};
use crate::wire::close::Close;
use crate::wire::frame;
use crate::wire::message::{ClientMessage, ServerMessage};
use crate::wire::parse::{self, ParseFailure};

impl<T: Transport> Connection<T> {
    /// Takes one thing that came, and begins what it asks for.
    pub(super) async fn take(&mut self, incoming: Incoming) -> Result<(), End> {
        self.silent_since = Instant::now();
        if incoming != Incoming::Gone && self.messages.check().is_err() {
            metrics::counter!("rostrum_limit_hits_total", "limit" => "messages_per_second").increment(1);
            return Err(Some(Close::Abuse));
        }
        let text = match incoming {
            Incoming::Text(text) => text,
            Incoming::Alive => return Ok(()),
            Incoming::Violation => return Err(Some(Close::Abuse)),
            Incoming::Binary => return Err(Some(Close::BinaryFrame)),
            Incoming::TooLarge => return Err(Some(Close::TooLarge)),
            Incoming::Gone => return Err(None),
        };
        match parse::client_message(&text) {
            Ok(ClientMessage::Command { id, command }) => {
                if self.registration.commands.check().is_err() {
                    metrics::counter!("rostrum_limit_hits_total", "limit" => "commands_per_second").increment(1);
                    return self.refuse(Some(id), Code::RateLimited.into()).await;
                }
                let actor = Actor::Participant(self.seat.participant);
                match self
                    .room
                    .post(actor, Some(id), Wish::Order(Order::Command(command)))
                    .await
                {
                    Ok(pending) => {
                        self.replies.push_back((id, pending));
                        Ok(())
                    }
                    Err(refusal) => self.refuse(Some(id), refusal).await,
                }
            }
            Ok(ClientMessage::Ping { t }) => {
                let now = self.room.now();
                self.send(&[frame::encode(&ServerMessage::Pong { t, now })]).await
            }
            Ok(ClientMessage::Caption { turn, text }) => {
                match self.room.caption(self.seat.participant, turn, text).await {
                    Ok(()) => Ok(()),
                    Err(refusal) => self.refuse(None, refusal).await,
                }
            }
            Ok(ClientMessage::Hello { .. }) => {
                self.no_message(Refusal::because(Code::Malformed, "There was a hello already."))
                    .await
            }
            Err(ParseFailure::BadCommand(id, refusal)) => self.refuse(Some(id), refusal).await,
            Err(ParseFailure::NotAMessage(refusal)) => self.no_message(refusal).await,
        }
    }

    /// Answers what is no message; too many of them are abuse.
    async fn no_message(&mut self, refusal: Refusal) -> Result<(), End> {
        self.malformed += 1;
        self.refuse(None, refusal).await?;
        if self.malformed < self.limits().malformed_max {
            return Ok(());
        }
        metrics::counter!("rostrum_limit_hits_total", "limit" => "malformed").increment(1);
        Err(Some(Close::Abuse))
    }

    async fn refuse(&mut self, id: Option<uuid::Uuid>, refusal: Refusal) -> Result<(), End> {
        self.send(&[frame::encode(&refused(id, refusal))]).await
    }
}
