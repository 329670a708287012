//! An exported record verifies with nothing but the file, and any change of it is found.

use std::io::{self, BufReader, Read};

use proptest::prelude::*;
use rostrum::journal::chain::{Frontier, leaf_hash};
use rostrum::journal::checkpoint::{Signer, VerifierKey};
use rostrum::journal::codec::seal;
use rostrum::journal::{Entry, Words};
use rostrum::record::jsonl::{checkpoint_line, digest_line, entry_line, full_line, header_line};
use rostrum::record::verify::{Fault, Summary, verify};
use serde_json::json;
use uuid::Uuid;

use crate::journal_support::{WORD_KEYS, at, said};

const SESSION: Uuid = Uuid::from_u128(0x019a_b2c3_d4e5_7000_8000_0000_0000_0002);
const TITLE: &str = "春季协商会议 \"one\"";

fn signer() -> Signer {
    Signer::from_seed([5; 32])
}

/// Four entries: the session's creation, two that are spoken, and one whose words were erased.
fn entries() -> Vec<Entry> {
    let created = json!({"type": "session_created", "session": SESSION, "title": TITLE});
    let first = seal(&json!(0), None, &created, WORD_KEYS, [1; 16])
        .unwrap()
        .into_entry(1, at(0));
    let mut erased = said(4, 30, "no longer known");
    erased.words = None;
    vec![
        first,
        said(2, 10, "line one\nline \u{1f600} two"),
        said(3, 10, ""),
        erased,
    ]
}

fn note(entries: &[Entry]) -> String {
    let mut tree = Frontier::new();
    for entry in entries {
        tree.push(leaf_hash(&entry.leaf));
    }
    signer().sign(SESSION, tree.size(), tree.root())
}

fn header() -> String {
    header_line(SESSION, TITLE, &signer().verifier_key(SESSION).parse().unwrap())
}

/// The lines of the sample file.
fn lines() -> Vec<String> {
    let entries = entries();
    let mut lines = vec![header()];
    lines.extend(entries.iter().map(|entry| entry_line(entry).unwrap()));
    lines.push(checkpoint_line(&note(&entries)));
    lines
}

fn check(text: &str) -> Result<Summary, Fault> {
    verify(text.as_bytes(), None)
}

/// The line that is said to be wrong.
fn fault_line(text: &str) -> u64 {
    match check(text) {
        Ok(_) => panic!("verified: {text}"),
        Err(fault) => fault.line,
    }
}

/// A file of these entry lines, honestly signed as they are: what is wrong with them is not the signature.
fn signed(entries: &[Entry], lines: &[String]) -> String {
    format!("{}{}{}", header(), lines.concat(), checkpoint_line(&note(entries)))
}

#[test]
fn r1_an_export_verifies_and_is_summed_up() {
    let summary = verify(lines().concat().as_bytes(), Some(&signer().verifier_key(SESSION))).unwrap();
    assert_eq!((summary.session, summary.title.as_deref()), (SESSION, Some(TITLE)));
    assert_eq!((summary.entries, summary.shown), (4, 3));
    assert_eq!((summary.first_at, summary.last_at), (at(0), at(30)));
    assert_eq!(summary.key, signer().verifier_key(SESSION));
}

#[test]
fn r1_the_lines_are_those_of_the_protocol() {
    let lines = lines();
    let key = signer().verifier_key(SESSION);
    let title = "春季协商会议 \\\"one\\\"";
    assert_eq!(
        lines[0],
        format!(
            "{{\"format\":\"rostrum-record/1\",\"session\":\"{SESSION}\",\"title\":\"{title}\",\"key\":\"{key}\"}}\n"
        )
    );
    assert_eq!(
        lines[1],
        format!(
            "{{\"seq\":1,\"at\":\"2025-11-24T16:00:00.000Z\",\"salt\":\"{}\",\"by\":0,\"command\":null,\"event\":\
             {{\"session\":\"{SESSION}\",\"title\":\"{title}\",\"type\":\"session_created\"}}}}\n",
            "01".repeat(16)
        )
    );
    let digest = hex::encode(entries()[3].leaf.digest);
    assert_eq!(
        lines[4],
        format!("{{\"seq\":4,\"at\":\"2025-11-24T16:00:00.030Z\",\"digest\":\"{digest}\"}}\n")
    );
    let text = serde_json::to_string(&note(&entries())).unwrap();
    assert_eq!(lines[5], format!("{{\"checkpoint\":{text}}}\n"));
}

#[test]
fn r2_a_title_that_no_entry_shows_is_not_believed() {
    let lines = lines();
    let digest = digest_line(&entries()[0].leaf);
    let rest = lines[2..].concat();
    let summary = check(&format!("{}{digest}{rest}", lines[0])).unwrap();
    assert_eq!((summary.title, summary.shown), (None, 2));
}

#[test]
fn r2_every_changed_byte_is_found() {
    let sound = lines().concat();
    check(&sound).unwrap();
    // Another letter, the other case, and what is not ASCII.
    std::thread::scope(|scope| {
        for bit in [0, 5, 7] {
            let sound = sound.as_bytes();
            scope.spawn(move || {
                for place in 0..sound.len() {
                    let mut changed = sound.to_vec();
                    changed[place] ^= 1 << bit;
                    assert!(verify(&changed[..], None).is_err(), "byte {place}, bit {bit}");
                }
            });
        }
    });
}

proptest! {
    #[test]
    fn r2_every_added_removed_or_replaced_byte_is_found(place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let sound = lines().concat().into_bytes();
        let place = place.index(sound.len());
        let mut removed = sound.clone();
        removed.remove(place);
        let mut added = sound.clone();
        added.insert(place, byte);
        let mut replaced = sound.clone();
        replaced[place] = byte;
        for changed in [removed, added, replaced] {
            // Replacing a byte by itself changes nothing.
            prop_assert_eq!(verify(&changed[..], None).is_ok(), changed == sound);
        }
        let mut longer = sound.clone();
        longer.push(byte);
        prop_assert_eq!(verify(&longer[..], None).unwrap_err().line, 7);
        prop_assert!(verify(&sound[..place], None).is_err());
    }
}

#[test]
fn r3_entries_left_out_moved_or_doubled_are_found_at_their_line() {
    let lines = lines();
    let in_order = |order: &[usize]| order.iter().map(|line| lines[*line].as_str()).collect::<String>();
    assert_eq!(fault_line(&in_order(&[0, 1, 3, 4, 5])), 3);
    assert_eq!(fault_line(&in_order(&[0, 1, 3, 2, 4, 5])), 3);
    assert_eq!(fault_line(&in_order(&[0, 1, 2, 2, 3, 4, 5])), 4);
    assert_eq!(fault_line(&in_order(&[0, 1, 2, 3, 5])), 5, "the checkpoint is of four");
    assert_eq!(fault_line(&in_order(&[0, 1, 2, 3, 4])), 6, "no checkpoint");
    assert_eq!(fault_line(&in_order(&[0, 1, 2, 3, 4, 5, 5])), 7);
    assert_eq!(fault_line(&in_order(&[1, 2, 3, 4, 5])), 1);
    assert_eq!(fault_line(&in_order(&[0, 0, 1, 2, 3, 4, 5])), 2);
    assert_eq!(fault_line(""), 1);
}

#[test]
fn r3_a_checkpoint_of_another_size_is_refused_though_its_root_fits() {
    let mut lines = lines();
    let root = check(&lines.concat()).unwrap().root;
    lines[5] = checkpoint_line(&signer().sign(SESSION, 5, root));
    assert_eq!(
        check(&lines.concat()).unwrap_err().to_string(),
        "line 6: the checkpoint is of 5 entries, the file has 4"
    );
}

#[test]
fn r3_a_record_without_entries_is_refused() {
    let empty = signer().sign(SESSION, 0, Frontier::new().root());
    assert_eq!(fault_line(&format!("{}{}", header(), checkpoint_line(&empty))), 2);
}

#[test]
fn r3_time_that_falls_is_found_though_signed() {
    let mut entries = entries();
    entries[2] = said(3, 9, "");
    let lines: Vec<String> = entries.iter().map(|entry| entry_line(entry).unwrap()).collect();
    assert_eq!(fault_line(&signed(&entries, &lines)), 4);
}

#[test]
fn r3_a_body_that_has_not_its_digest_is_not_exported() {
    let mut entry = said(1, 0, "x");
    entry.words = entry.words.map(|words| Words { salt: [9; 16], ..words });
    assert!(entry_line(&entry).is_err());
}

#[test]
fn r4_any_choice_of_digests_verifies() {
    let entries = entries();
    for shown in 0..8 {
        let lines: Vec<String> = entries
            .iter()
            .enumerate()
            .map(|(place, entry)| {
                if shown >> place & 1 == 1 {
                    entry_line(entry).unwrap()
                } else {
                    digest_line(&entry.leaf)
                }
            })
            .collect();
        let summary = check(&signed(&entries, &lines)).unwrap();
        assert_eq!(summary.shown, u64::from(u32::count_ones(shown)));
        assert_eq!(
            summary.root,
            check(&self::lines().concat()).unwrap().root,
            "one root for every reader"
        );
    }
}

#[test]
fn r5_the_header_says_what_entry_1_says() {
    let key: VerifierKey = signer().verifier_key(SESSION).parse().unwrap();
    let with_header = |header: String| [vec![header], lines()[1..].to_vec()].concat().concat();
    assert!(check(&with_header(header_line(SESSION, TITLE, &key))).is_ok());
    assert_eq!(fault_line(&with_header(header_line(SESSION, "another title", &key))), 2);
    assert_eq!(
        fault_line(&with_header(header_line(Uuid::nil(), TITLE, &key))),
        1,
        "the key names the session"
    );

    let mut entries = entries();
    entries[0] = said(1, 0, "the first entry is not a creation");
    let lines: Vec<String> = entries.iter().map(|entry| entry_line(entry).unwrap()).collect();
    assert_eq!(fault_line(&signed(&entries, &lines)), 2);
}

#[test]
fn r5_the_key_asked_for_must_be_the_headers() {
    let text = lines().concat();
    let other = Signer::from_seed([6; 32]);
    let fault = verify(text.as_bytes(), Some(&other.verifier_key(SESSION))).unwrap_err();
    assert_eq!(fault.to_string(), "line 1: the key is not the one asked for");

    let other_key = other.verifier_key(SESSION).parse().unwrap();
    let other_header = [vec![header_line(SESSION, TITLE, &other_key)], lines()[1..].to_vec()]
        .concat()
        .concat();
    assert_eq!(fault_line(&other_header), 6, "the checkpoint is not that key's");
}

/// Lines that say the right thing, or something, in another form than the one that lines may have.
#[test]
fn r6_a_line_has_one_form_only() {
    let full = |by: &str, command: &str, event: &str| {
        format!("{{\"by\":{by},\"command\":{command},\"event\":{event}}}").into_bytes()
    };
    for body in [
        full("0", "null", "{\"b\":1,\"a\":2}"),
        full("0", "null", "{\"a\":1,\"a\":1}"),
        full("0", "null", "{\"a\":1.0}"),
        full("0", "null", "{\"a\":-0}"),
        full("0", "null", "{\"a\":9007199254740993}"),
        full("0", "null", "{\"a\":\"\\u0041\"}"),
        full("0", "null", "{ }"),
        full("0", "null", "[]"),
        full("0", "null", "null"),
        full("-1", "null", "{}"),
        full("\"0\"", "null", "{}"),
        full("0", "\"0\"", "{}"),
        full("0", "\"{00000000-0000-0000-0000-000000000001}\"", "{}"),
        full("0", "\"0198ABCD-0000-7000-8000-000000000001\"", "{}"),
        b"{\"by\":0,\"event\":{}}".to_vec(),
        b"{\"by\":0,\"command\":null,\"event\":{},\"event\":{}}".to_vec(),
        b"{\"by\":0,\"command\":null,\"event\":{},\"more\":1}".to_vec(),
        b"{\"by\":0,\"command\":null,\"digest\":\"\",\"event\":{}}".to_vec(),
        b"{\"command\":null,\"by\":0,\"event\":{}}".to_vec(),
    ] {
        let mut entries = entries();
        let salt = [3; 16];
        entries[1].leaf.digest = rostrum::journal::codec::digest(&salt, &body);
        let mut lines: Vec<String> = entries.iter().map(|entry| digest_line(&entry.leaf)).collect();
        lines[1] = full_line(&entries[1].leaf, &salt, &body).unwrap();
        assert_eq!(
            fault_line(&signed(&entries, &lines)),
            3,
            "{}",
            String::from_utf8_lossy(&body)
        );
    }
    let sound = lines();
    for (line, changed) in [
        (1, sound[0].replace("\"title\"", " \"title\"")),
        (1, sound[0].replace("\"title\":", "\"more\":1,\"title\":")),
        (1, sound[0].replace("record/1", "record/2")),
        (2, sound[1].replace(".000Z", "Z")),
        (2, sound[1].replace("\"seq\":1,", "\"seq\":1.0,")),
        (2, sound[1].replace('\n', "\r\n")),
        (5, sound[4].replace("\"digest\":\"", "\"digest\":\"00")),
        (5, sound[4].to_uppercase()),
        (6, sound[5].replace('\u{2014}', "\\u2014")),
    ] {
        let mut lines = sound.clone();
        assert_ne!(lines[line - 1], changed);
        lines[line - 1] = changed;
        assert_eq!(fault_line(&lines.concat()), line as u64, "{}", lines[line - 1]);
    }
}

#[test]
fn r7_an_endless_line_is_refused_and_not_kept() {
    let endless = BufReader::new(io::repeat(b'a'));
    let fault = verify(endless, None).unwrap_err();
    assert_eq!(fault.line, 1);
    assert!(fault.what.contains("longer than"), "{fault}");
}

#[test]
fn r7_a_file_that_cannot_be_read_is_a_fault_at_its_line() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let text = header();
    let fault = verify(BufReader::new(text.as_bytes().chain(Broken)), None).unwrap_err();
    assert_eq!(
        (fault.line, fault.what.as_str()),
        (2, "it cannot be read: the disk is gone")
    );
}
