//! Our own frames, read by a parser that is not ours.

use rostrum::wire::frame::{encode, text_frame};
use rostrum::wire::message::ServerMessage;
use tokio_tungstenite::tungstenite::protocol::frame::FrameSocket;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use uuid::Uuid;

fn read(bytes: Vec<u8>) -> (String, bool, Option<OpCode>) {
    let mut socket = FrameSocket::new(std::io::Cursor::new(bytes));
    let frame = socket.read(Some(1 << 24)).expect("a frame").expect("one frame");
    let header = frame.header().clone();
    assert!(header.mask.is_none() && !header.rsv1 && !header.rsv2 && !header.rsv3);
    let text = frame.to_text().expect("text").to_owned();
    assert!(
        socket.read(None).expect("the end").is_none(),
        "one frame and nothing else"
    );
    (text, header.is_final, Some(header.opcode))
}

#[test]
fn p3_a_frame_of_every_length_class_is_one_final_text_frame() {
    for length in [0, 1, 124, 125, 126, 127, 65_534, 65_535, 65_536, 65_537, 300_000] {
        let text = "x".repeat(length);
        let bytes = text_frame(text.as_bytes());
        let header = match length {
            0..=125 => 2,
            126..=65_535 => 4,
            _ => 10,
        };
        assert_eq!(bytes.len(), length + header);
        assert_eq!(read(bytes.to_vec()), (text, true, Some(OpCode::Data(Data::Text))));
    }
}

#[test]
fn p3_a_message_is_its_json_in_a_frame() {
    let bytes = encode(&ServerMessage::accepted(Uuid::nil(), 43, None));
    let (text, ..) = read(bytes.to_vec());
    assert_eq!(
        text,
        r#"{"type":"reply","id":"00000000-0000-0000-0000-000000000000","ok":true,"seq":43}"#
    );
}
