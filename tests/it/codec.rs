//! Canonical bytes, sealing and cutting, the envelope.

use proptest::prelude::*;
use rostrum::journal::codec::{
    self, Body, CodecError, DEPTH_MAX, ENTRY_FRAME_BYTES_MAX, RECORD_BYTES_MAX, RECORD_FRAME_BYTES_MAX, seal,
    to_canonical, unchanged,
};
use rostrum::journal::{Entry, Head, Record, Words};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::journal_support::{WORD_KEYS, at, record, said, sealed};

/// JSON of the kind that events are made of, with awkward texts and keys; some keys are word keys.
fn any_json() -> impl Strategy<Value = Value> {
    let integer = -9_007_199_254_740_991_i64..=9_007_199_254_740_991;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        integer.prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[\\x00-\\x20\"\\\\/\u{7f}\u{2028}\u{1f600}\u{fb33}]{0,6}".prop_map(Value::from),
    ];
    let key = prop_oneof![
        Just("text".to_owned()),
        Just("points".to_owned()),
        any::<String>(),
        "[\u{e000}\u{1f600}a]"
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..5).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn body_of(entry: &Entry) -> Vec<u8> {
    codec::body(entry).unwrap().unwrap().into_owned()
}

proptest! {
    #[test]
    fn j2_canonical_json_is_that_of_rfc_8785(value in any_json()) {
        let expected = serde_json_canonicalizer::to_vec(&value).unwrap();
        prop_assert_eq!(to_canonical(&value).unwrap(), expected);
    }

    #[test]
    fn j4_words_are_cut_out_and_put_back_byte_for_byte(event in any_json(), salt in any::<[u8; 16]>()) {
        let command = Uuid::from_u128(5);
        let sealed = seal(&json!(null), Some(command), &event, WORD_KEYS, salt).unwrap();
        let entry = sealed.into_entry(1, at(0));
        let whole = json!({"by": null, "command": command, "event": event});
        let body = serde_json_canonicalizer::to_vec(&whole).unwrap();
        prop_assert_eq!(&body_of(&entry), &body);
        prop_assert_eq!(entry.leaf.digest, <[u8; 32]>::from(Sha256::digest([&salt[..], &body].concat())));

        let structure: Value = serde_json::from_slice(&entry.structure).unwrap();
        prop_assert_eq!(structure, without_words(&whole, Place::Elsewhere));
        let back: Body<Option<u64>, Value> = codec::open_body(&entry, unchanged).unwrap().unwrap();
        prop_assert_eq!(back, Body { by: None, command: Some(command), event });
    }

    #[test]
    fn j4_hostile_pieces_are_an_error_and_never_a_panic(pieces in prop::collection::vec(any::<u8>(), 1..40)) {
        let mut entry = said(1, 0, "text");
        entry.words = Some(Words { salt: [0; 16], pieces: pieces.into() });
        prop_assert!(codec::verified_body(&entry).is_err());
    }

    #[test]
    fn j4_a_changed_piece_is_found(place in any::<prop::sample::Index>(), change in 1_u8..) {
        let mut entry = said(1, 0, "what was said");
        let words = entry.words.as_mut().unwrap();
        let place = place.index(words.pieces.len());
        let mut pieces = words.pieces.to_vec();
        pieces[place] ^= change;
        words.pieces = pieces.into();
        prop_assert!(codec::verified_body(&entry).is_err());
    }

    #[test]
    fn j8_an_envelope_that_is_no_envelope_is_an_error_and_never_a_panic(
        place in any::<prop::sample::Index>(), change in any::<u8>(),
    ) {
        let bytes = codec::encode(&record(Head::default(), 2, 0)).unwrap();
        let mut changed = bytes.clone();
        let place = place.index(changed.len());
        changed[place] = change;
        if let Ok(decoded) = codec::decode(&changed) {
            prop_assert!(changed == bytes || decoded != codec::decode(&bytes).unwrap(), "two texts of one record");
        }
        prop_assert!(codec::decode(&bytes[..place]).is_err());
    }
}

#[derive(Clone, Copy)]
enum Place {
    Elsewhere,
    UnderWordKey,
}

/// What the structure must be, said in another way than the code says it.
fn without_words(value: &Value, place: Place) -> Value {
    match (value, place) {
        (Value::String(_), Place::UnderWordKey) => json!(""),
        (Value::Array(elements), _) => elements.iter().map(|element| without_words(element, place)).collect(),
        (Value::Object(members), _) => members
            .iter()
            .map(|(key, value)| {
                let place = if WORD_KEYS.contains(&key.as_str()) {
                    Place::UnderWordKey
                } else {
                    Place::Elsewhere
                };
                (key.clone(), without_words(value, place))
            })
            .collect(),
        _ => value.clone(),
    }
}

#[test]
fn j2_a_body_has_its_three_keys_always() {
    let entry = seal(&json!(null), None, &json!({"type": "turn_warned"}), WORD_KEYS, [0; 16]).unwrap();
    let body = body_of(&entry.into_entry(1, at(0)));
    assert_eq!(body, br#"{"by":null,"command":null,"event":{"type":"turn_warned"}}"#);
}

#[test]
fn j2_what_has_no_canonical_form_is_refused() {
    for number in [
        json!(1.5),
        json!(-0.0),
        json!(9_007_199_254_740_992_i64),
        json!(-9_007_199_254_740_992_i64),
        json!(1e3),
    ] {
        assert!(
            matches!(to_canonical(&json!({"n": number})), Err(CodecError::Number(_))),
            "{number}"
        );
    }
    let nested = |depth: usize| (0..depth).fold(json!(1), |inner, _| json!([inner]));
    assert!(to_canonical(&nested(DEPTH_MAX)).is_ok());
    assert!(matches!(to_canonical(&nested(DEPTH_MAX + 1)), Err(CodecError::TooDeep)));
    let large = json!({"text": "a".repeat(RECORD_BYTES_MAX)});
    assert!(matches!(
        seal(&json!(1), None, &large, WORD_KEYS, [0; 16]),
        Err(CodecError::TooLarge { .. })
    ));
}

#[test]
fn j4_the_structure_holds_no_word_and_the_words_hold_all() {
    let event = json!({
        "type": "x", "text": "se\"cret one", "kind": "kept",
        "points": ["secret two", "", "secret three"], "inner": [{"text": "secret four", "text2": "kept too"}],
    });
    let entry = sealed(1, &event).into_entry(1, at(0));
    let structure = String::from_utf8(entry.structure.to_vec()).unwrap();
    assert!(!structure.contains("cret"), "{structure}");
    assert!(
        structure.contains("kept too") && structure.contains(r#""points":["","",""]"#),
        "{structure}"
    );
    assert!(!format!("{entry:?}").contains("cret"), "nor does its debug text");

    let open: Body<u64, Value> = codec::open_structure(&entry, unchanged).unwrap();
    assert_eq!(open.event["kind"], "kept");
    let whole: Body<u64, Value> = codec::open_body(&entry, unchanged).unwrap().unwrap();
    assert_eq!(whole.event, event);

    let mut erased = entry;
    erased.words = None;
    assert_eq!(codec::body(&erased).unwrap(), None);
    assert_eq!(codec::open_body::<u64, Value>(&erased, unchanged).unwrap(), None);
    assert_eq!(
        codec::open_structure::<u64, Value>(&erased, unchanged).unwrap(),
        open,
        "the fold needs no words"
    );
}

#[test]
fn j4_words_under_by_are_not_the_events() {
    let sealed = seal(&json!({"text": "an actor"}), None, &json!({}), WORD_KEYS, [0; 16]).unwrap();
    assert!(sealed.words.pieces.is_empty());
    assert!(String::from_utf8(sealed.structure).unwrap().contains("an actor"));
}

#[test]
fn j8_an_envelope_is_json_with_the_structures_as_they_are() {
    let record = record(
        Head {
            seq: 4,
            hash: [0xCD; 32],
        },
        2,
        0,
    );
    let bytes = codec::encode(&record).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.starts_with(&format!(
        r#"{{"v":1,"base":4,"previous":"{}","entries":[{{"at":""#,
        "cd".repeat(32)
    )));
    for entry in &record.entries {
        let structure = std::str::from_utf8(&entry.structure).unwrap();
        assert!(text.contains(&format!(
            r#""digest":"{}","structure":{structure}}}"#,
            hex::encode(entry.leaf.digest)
        )));
    }
    assert!(!text.contains("words of"), "the words are not in it");

    let mut expected = (*record).clone();
    for entry in &mut expected.entries {
        entry.words = None;
    }
    assert_eq!(codec::decode(&bytes).unwrap(), expected);
    let structures: usize = record.entries.iter().map(|entry| entry.structure.len()).sum();
    assert!(bytes.len() <= RECORD_FRAME_BYTES_MAX + 2 * ENTRY_FRAME_BYTES_MAX + structures);
}

#[test]
fn j8_structures_keep_their_bytes_whatever_their_form() {
    let mut entry = said(1, 0, "x");
    entry.structure = br#"{"b" : 1.0e0,"a":[ ],"a":"\u0041"}"#[..].into();
    let record = Record {
        extends: Head::default(),
        entries: vec![entry.clone()],
    };
    let back = codec::decode(&codec::encode(&record).unwrap()).unwrap();
    assert_eq!(back.entries[0].structure, entry.structure);
}

#[test]
fn j8_what_cannot_be_kept_is_refused() {
    let with = |structure: &[u8]| {
        let mut entry = said(1, 0, "x");
        entry.structure = structure.to_vec().into();
        codec::encode(&Record {
            extends: Head::default(),
            entries: vec![entry],
        })
    };
    for structure in [&b""[..], b" {}", b"{} ", b"{", br#"1},{"at":"#, b"\xFF"] {
        assert!(with(structure).is_err(), "{structure:?}");
    }
    let largest = RECORD_BYTES_MAX - 2 - with(b"0").unwrap().len() + 1;
    let text = |length: usize| format!("\"{}\"", "a".repeat(length)).into_bytes();
    assert_eq!(with(&text(largest)).unwrap().len(), RECORD_BYTES_MAX);
    assert!(matches!(with(&text(largest + 1)), Err(CodecError::TooLarge { bytes }) if bytes == RECORD_BYTES_MAX + 1));
}

#[test]
fn j8_an_unknown_version_or_field_is_refused() {
    let text = String::from_utf8(codec::encode(&record(Head::default(), 1, 0)).unwrap()).unwrap();
    let newer = text.replacen("\"v\":1", "\"v\":2,\"more\":true", 1);
    assert!(matches!(codec::decode(newer.as_bytes()), Err(CodecError::Version(2))));
    for changed in [
        text.replacen("\"v\":1", "\"v\":1,\"more\":true", 1),
        text.replacen("\"at\":", "\"more\":1,\"at\":", 1),
        text.replacen("\"base\":0,", "", 1),
        text.replacen("\"base\":0,", "\"base\":0,\"base\":0,", 1),
        text.replacen(".000Z", "Z", 1),
        text.replacen(&"0".repeat(64), &"0".repeat(62), 1),
        text.replacen("\"digest\":\"", "\"digest\":\"X", 1),
        format!("{text}{text}"),
    ] {
        assert_ne!(changed, text);
        assert!(codec::decode(changed.as_bytes()).is_err(), "{changed}");
    }
    let mut entry = said(1, 0, "x");
    entry.version = 2;
    let record = Record {
        extends: Head::default(),
        entries: vec![entry],
    };
    assert!(matches!(codec::encode(&record), Err(CodecError::Version(2))));
}

#[test]
fn j8_old_bodies_pass_the_upcaster_with_their_version() {
    let mut entry = said(1, 0, "old");
    entry.version = 0;
    let upcast = |version: u32, mut body: Value| {
        body["event"]["upcast_from"] = json!(version);
        body
    };
    let open: Body<u64, Value> = codec::open_structure(&entry, upcast).unwrap();
    assert_eq!(open.event["upcast_from"], 0);
    let whole: Body<u64, Value> = codec::open_body(&entry, upcast).unwrap().unwrap();
    assert_eq!(
        (&whole.event["upcast_from"], &whole.event["text"]),
        (&json!(0), &json!("old"))
    );
    entry.version = codec::VERSION;
    let today: Body<u64, Value> = codec::open_structure(&entry, upcast).unwrap();
    assert_eq!(today.event["upcast_from"], Value::Null, "what is of today needs none");
}
