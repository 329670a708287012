//! Checkpoints: signed notes that other programs can check.

use rostrum::journal::checkpoint::{NotACheckpoint, Signer, VerifierKey, origin};
use uuid::Uuid;

const SESSION: Uuid = Uuid::from_u128(0x019a_b2c3_d4e5_7000_8000_0000_0000_0001);

fn note() -> (String, VerifierKey) {
    let signer = Signer::from_seed([42; 32]);
    (
        signer.sign(SESSION, 7, [9; 32]),
        signer.verifier_key(SESSION).parse().unwrap(),
    )
}

#[test]
fn j11_a_note_opens_to_what_was_signed() {
    let (note, key) = note();
    let checkpoint = key.open(&note).unwrap();
    assert_eq!(
        (checkpoint.origin, checkpoint.size, checkpoint.root),
        (origin(SESSION), 7, [9; 32])
    );
    assert_eq!(key.name(), format!("rostrum/{SESSION}"));
}

#[test]
fn j11_a_note_has_the_form_of_c2sp() {
    let (note, _) = note();
    let lines: Vec<&str> = note.split('\n').collect();
    let [name, size, root, "", signature, ""] = lines[..] else {
        panic!("three lines of text, a blank one, one signature: {lines:?}");
    };
    assert_eq!(name, format!("rostrum/{SESSION}"));
    assert_eq!(size, "7");
    assert_eq!(root, "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=");
    assert!(signature.starts_with(&format!("\u{2014} rostrum/{SESSION} ")));
}

#[test]
fn j11_every_changed_byte_of_a_note_is_found() {
    let (note, key) = note();
    for place in 0..note.len() {
        for bit in [0, 5] {
            let mut bytes = note.clone().into_bytes();
            bytes[place] ^= 1 << bit;
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(key.open(&changed).is_err(), "byte {place}, bit {bit}");
            }
        }
    }
}

#[test]
fn j11_what_is_around_a_note_is_refused() {
    let (note, key) = note();
    for changed in [
        format!("{note}\n"),
        format!("{note}rubbish"),
        format!("\n{note}"),
        note.trim_end().to_owned(),
        note.replace("\n7\n", "\n07\n"),
        note.replace("\n7\n", "\n+7\n"),
        note.replace("\n\n", "\nanother line\n\n"),
        format!("{note}{}", note.lines().last().unwrap()),
        String::new(),
    ] {
        assert!(key.open(&changed).is_err(), "{changed:?}");
    }
}

#[test]
fn j11_another_key_or_session_is_refused() {
    let (note, key) = note();
    let other = Signer::from_seed([43; 32]);
    let other_key: VerifierKey = other.verifier_key(SESSION).parse().unwrap();
    assert_eq!(other_key.open(&note), Err(NotACheckpoint::Key));
    assert_eq!(key.open(&other.sign(SESSION, 7, [9; 32])), Err(NotACheckpoint::Key));
    let elsewhere = Signer::from_seed([42; 32]).sign(Uuid::nil(), 7, [9; 32]);
    assert_eq!(key.open(&elsewhere), Err(NotACheckpoint::Origin));
}

#[test]
fn j11_a_verifier_key_has_one_text() {
    let (_, key) = note();
    let text = key.to_string();
    assert_eq!(text.parse::<VerifierKey>().unwrap(), key);
    for place in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[place] ^= 1;
        let changed = String::from_utf8(bytes).unwrap();
        assert!(changed.parse::<VerifierKey>().is_err(), "{changed}");
    }
    assert!(text.to_uppercase().parse::<VerifierKey>().is_err());
    assert!(format!("{text} ").parse::<VerifierKey>().is_err());
    assert!("".parse::<VerifierKey>().is_err());
}

#[test]
fn s20_a_signer_shows_nothing_of_its_key() {
    assert_eq!(format!("{:?}", Signer::from_seed([42; 32])), "Signer { .. }");
}
