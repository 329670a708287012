//! The first message of a socket.

use crate::live::transport::{Incoming, Transport};
use crate::wire::close::Close;
use crate::wire::message::{ClientMessage, Position};
use crate::wire::parse;

/// Signs of life that may come before the first word.
const SIGNS_BEFORE_HELLO_MAX: usize = 16;

/// The first thing that is no mere sign of life.
pub(super) async fn first_word<T: Transport>(transport: &mut T) -> Incoming {
    for _ in 0..SIGNS_BEFORE_HELLO_MAX {
        let incoming = transport.receive().await;
        if incoming != Incoming::Alive {
            return incoming;
        }
    }
    Incoming::Violation
}

/// The position of a `hello`; otherwise why to close, or nothing to close any more.
pub(super) fn first_message(incoming: Incoming) -> Result<Option<Position>, Option<Close>> {
    match incoming {
        Incoming::Text(text) => match parse::client_message(&text) {
            Ok(ClientMessage::Hello { position }) => Ok(position),
            _ => Err(Some(Close::HelloExpected)),
        },
        Incoming::Binary => Err(Some(Close::BinaryFrame)),
        Incoming::TooLarge => Err(Some(Close::TooLarge)),
        Incoming::Violation => Err(Some(Close::Abuse)),
        Incoming::Alive => Err(Some(Close::HelloExpected)),
        Incoming::Gone => Err(None),
    }
}
