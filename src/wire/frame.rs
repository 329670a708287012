//! The bytes of a message as a server's WebSocket frame, made once and written to many sockets.

use bytes::{BufMut, Bytes, BytesMut};
use serde::Serialize;

use super::message::{Position, ServerMessage};

/// FIN and the opcode of a text frame (RFC 6455, 5.2).
const FINAL_TEXT: u8 = 0x81;
/// The longest payload whose length stands in the second byte, and the longest with two more bytes.
const SHORT_MAX: usize = 125;

/// One unmasked, unfragmented text frame around a message's JSON.
#[must_use]
pub fn text_frame(json: &[u8]) -> Bytes {
    let mut frame = BytesMut::with_capacity(json.len() + 10);
    frame.put_u8(FINAL_TEXT);
    match u16::try_from(json.len()) {
        Ok(length) if json.len() <= SHORT_MAX => frame.put_slice(&[length.to_be_bytes()[1]]),
        Ok(length) => {
            frame.put_u8(126);
            frame.put_u16(length);
        }
        Err(_) => {
            frame.put_u8(127);
            frame.put_u64(json.len() as u64);
        }
    }
    frame.put_slice(json);
    frame.freeze()
}

/// The frame of a message.
#[must_use]
pub fn encode(message: &ServerMessage<'_>) -> Bytes {
    text_frame(&json(message))
}

/// The frame of a `state` around a view whose JSON was made before.
#[must_use]
pub fn state(position: &Position, view: &[u8]) -> Bytes {
    let mut message = br#"{"type":"state","position":"#.to_vec();
    message.extend(json(position));
    message.extend(br#","view":"#);
    message.extend(view);
    message.push(b'}');
    text_frame(&message)
}

/// The JSON of one of our own types: keys are strings and no writer can fail, so neither can this.
///
/// # Panics
/// Never for the types of `wire` and `domain`; a type that JSON cannot hold would be a mistake of ours.
#[must_use]
pub fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("our own types have a JSON form")
}
