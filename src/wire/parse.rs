//! From text to a message. Whatever is wrong gets one clear answer.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::message::ClientMessage;
use crate::domain::command::Command;
use crate::domain::{Code, Refusal};

/// What a text was instead of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParseFailure {
    /// Not JSON, or not a message: ten of them close the socket.
    NotAMessage(Refusal),
    /// A command that cannot be understood, with its id.
    BadCommand(Uuid, Refusal),
}

#[derive(Deserialize)]
struct Tagged<'a> {
    #[serde(rename = "type", borrow)]
    tag: Cow<'a, str>,
}

#[derive(Deserialize)]
struct CommandMessage<'a> {
    id: Uuid,
    #[serde(borrow)]
    command: &'a RawValue,
}

/// Reads one text frame.
///
/// # Errors
/// [`ParseFailure`] says whether it counts as abuse, and what to answer.
pub fn client_message(text: &str) -> Result<ClientMessage, ParseFailure> {
    let no_message = |what: &dyn std::fmt::Display| {
        ParseFailure::NotAMessage(Refusal::because(
            Code::Malformed,
            format!("This is not a message: {what}."),
        ))
    };
    let tagged: Tagged<'_> = serde_json::from_str(text).map_err(|error| no_message(&error))?;
    if tagged.tag != "command" {
        return serde_json::from_str(text).map_err(|error| no_message(&error));
    }
    let message: CommandMessage<'_> = serde_json::from_str(text).map_err(|error| no_message(&error))?;
    let bad = |refusal| ParseFailure::BadCommand(message.id, refusal);
    let wrong = |error: serde_json::Error| {
        bad(Refusal::because(
            Code::Malformed,
            format!("The command has wrong fields: {error}."),
        ))
    };
    let raw = message.command.get();
    let tagged: Tagged<'_> = serde_json::from_str(raw).map_err(wrong)?;
    if !Command::TYPES.contains(&tagged.tag.as_ref()) {
        return Err(bad(Code::UnknownCommand.into()));
    }
    let command: Box<Command> = serde_json::from_str(raw).map_err(wrong)?;
    Ok(ClientMessage::Command {
        id: message.id,
        command,
    })
}
