//! Frames in pieces, and what is read of a message without parsing it.

use proptest::prelude::*;
use rostrum::domain::ids::ParticipantId;
use rostrum::domain::{Code, Event};
use rostrum::load::frames::{HEAD_BYTES, Kind, PAYLOAD_BYTES_MAX, Scanner, Violation};
use rostrum::load::said::{Said, said};
use rostrum::time::Timestamp;
use rostrum::wire::frame::{json, text_frame};
use rostrum::wire::message::{Entry, Position, ServerMessage};
use std::borrow::Cow;
use uuid::Uuid;

/// What is known of a frame: its kind, its beginning, its length.
type Found = (Kind, Vec<u8>, u64);

fn found(scanner: &mut Scanner, bytes: &[u8], frames: &mut Vec<Found>) -> Result<(), Violation> {
    scanner.take(bytes, |frame| {
        frames.push((frame.kind, frame.head.to_vec(), frame.payload));
    })
}

fn payload() -> impl Strategy<Value = Vec<u8>> {
    let length = prop_oneof![
        0..4_usize,
        120..131_usize,
        HEAD_BYTES - 2..HEAD_BYTES + 3,
        200..2_000_usize,
        65_530..65_541_usize
    ];
    // Bytes that follow from two numbers: drawing each by itself takes long.
    (length, any::<u8>()).prop_map(|(length, first)| (first..=u8::MAX).cycle().take(length).collect())
}

/// Frames with what should be found of them.
fn frame() -> impl Strategy<Value = (Vec<u8>, Found)> {
    let head = |payload: &[u8]| payload[..payload.len().min(HEAD_BYTES)].to_vec();
    let text = payload().prop_map(move |payload| {
        let found = (Kind::Text, head(&payload), payload.len() as u64);
        (text_frame(&payload).to_vec(), found)
    });
    let control = (0..3_usize, prop::collection::vec(any::<u8>(), 0..126)).prop_map(move |(kind, payload)| {
        let (kind, first) = [(Kind::Close, 0x88), (Kind::Ping, 0x89), (Kind::Pong, 0x8a)][kind];
        let length = u8::try_from(payload.len()).unwrap();
        let bytes = [&[first, length], payload.as_slice()].concat();
        (bytes, (kind, head(&payload), u64::from(length)))
    });
    prop_oneof![3 => text, 1 => control]
}

proptest! {
    #[test]
    fn t2_the_same_frames_are_found_in_whatever_pieces_they_come(
        frames in prop::collection::vec(frame(), 1..8),
        cuts in prop::collection::vec(1..400_usize, 1..200),
    ) {
        let bytes: Vec<u8> = frames.iter().flat_map(|(bytes, _)| bytes.clone()).collect();
        let expected: Vec<Found> = frames.into_iter().map(|(_, found)| found).collect();
        let mut at_once = Vec::new();
        found(&mut Scanner::default(), &bytes, &mut at_once).unwrap();
        prop_assert_eq!(&at_once, &expected);
        let (mut scanner, mut in_pieces, mut rest) = (Scanner::default(), Vec::new(), bytes.as_slice());
        for cut in cuts.iter().cycle() {
            let (piece, later) = rest.split_at((*cut).min(rest.len()));
            found(&mut scanner, piece, &mut in_pieces).unwrap();
            rest = later;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(&in_pieces, &expected);
    }

    #[test]
    fn t2_no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut frames = Vec::new();
        // Whatever it says of them.
        let _ = found(&mut Scanner::default(), &bytes, &mut frames);
        for (_, head, _) in frames {
            let _ = said(&head);
        }
    }
}

#[test]
fn t2_impossible_frames_are_refused() {
    let too_long = (PAYLOAD_BYTES_MAX + 1).to_be_bytes();
    let wrong: [(&[u8], Violation); 8] = [
        (&[0x81, 0x85], Violation::Kind),
        (&[0x82, 0x01], Violation::Kind),
        (&[0x01, 0x01], Violation::Kind),
        (&[0x80, 0x01], Violation::Kind),
        (&[0xc1, 0x01], Violation::Kind),
        (&[0x81, 126, 0, 125], Violation::Length),
        (&[0x89, 126, 0, 200], Violation::Length),
        (&[&[0x81, 127], too_long.as_slice()].concat(), Violation::Length),
    ];
    for (bytes, violation) in wrong {
        let mut frames = Vec::new();
        let at_once = found(&mut Scanner::default(), bytes, &mut frames);
        assert_eq!((at_once, frames.len()), (Err(violation), 0), "{bytes:x?}");
        let mut scanner = Scanner::default();
        let mut one_by_one = bytes.chunks(1).map(|byte| found(&mut scanner, byte, &mut frames));
        assert!(one_by_one.any(|taken| taken == Err(violation)), "{bytes:x?}");
    }
}

fn head_of(message: &ServerMessage<'_>) -> Vec<u8> {
    let mut head = json(message);
    head.truncate(HEAD_BYTES);
    head
}

#[test]
fn t3_what_is_read_of_a_message_is_what_the_server_wrote() {
    let at = Timestamp::from_millis(1_795_482_000_000);
    let opened = Event::SessionOpened {
        reason: None,
        open_steps: Vec::new(),
    };
    for (seq, by) in [(1, None), (43, Some(0)), (u64::MAX, Some(u64::MAX))] {
        let event = ServerMessage::Event {
            seq,
            at,
            by: by.map(ParticipantId),
            entry: Entry::Whole(&opened),
            patch: Cow::Owned(serde_json::Map::new()),
        };
        assert_eq!(said(&head_of(&event)), Some(Said::Event { seq, by }));
    }
    let id = Uuid::new_v4();
    let accepted = ServerMessage::accepted(id, 43, None);
    assert_eq!(said(&head_of(&accepted)), Some(Said::Reply(Ok(43))));
    for id in [Some(id), None] {
        let refused = ServerMessage::refused(id, Code::AlreadyWaiting.into());
        assert_eq!(said(&head_of(&refused)), Some(Said::Reply(Err("already_waiting"))));
    }
    let position = Position {
        epoch: id.to_string(),
        seq: 17,
    };
    let state = rostrum::wire::frame::state(&position, br#"{"session":{}}"#);
    let epoch = position.epoch.as_str();
    assert_eq!(said(&state[2..]), Some(Said::State { epoch, seq: 17 }));
    let bye = ServerMessage::Bye {
        code: "going_away",
        retry_ms: None,
    };
    assert_eq!(said(&head_of(&bye)), Some(Said::Other));
    for strange in [
        "",
        "{}",
        r#"{"type":"event","seq":x"#,
        r#"{"type":"reply","ok":true,"seq":43"#,
    ] {
        assert_eq!(said(strange.as_bytes()), None, "{strange}");
    }
}
