//! Golden journals: histories of every version, replayed for ever. `ROSTRUM_GOLDEN=write` makes the journal of the
//! newest, and the frames and transcripts that this program makes of each: a view that has grown since says more of an old journal.

#[path = "golden/exports.rs"]
mod exports;
#[path = "golden/history.rs"]
mod history;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use rostrum::domain::{Audience, Event, Session};
use rostrum::journal::chain::{FoldGuard, Frontier, leaf_hash};
use rostrum::journal::checkpoint::Signer;
use rostrum::journal::{Entry, Record, Words, codec};
use rostrum::wire::frame;
use rostrum::wire::message::{Entry as EntryView, Position, ServerMessage};
use rostrum::wire::patch::merge_patch;
use rostrum::wire::visibility::visible;
use serde_json::{Value, json};

/// Every version that a journal was written in; the last is this program's.
const VERSIONS: [&str; 2] = ["v1", "v2"];
const EPOCH: &str = "01890000-0000-7000-8000-00000000e0c4";
const KEY_SEED: [u8; 32] = [7; 32];

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

/// Compares with the file, or writes it when asked to.
fn golden(name: &str, made: &str) {
    let path = fixture(name);
    if std::env::var("ROSTRUM_GOLDEN").is_ok_and(|wish| wish == "write") {
        fs::write(&path, made).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap();
    assert!(
        kept == made,
        "{name} is not what this program makes of the same history"
    );
}

/// A journal as text: each record's envelope with its words beside it, the checkpoint last.
fn journal_text(records: &[Record], note: &str) -> String {
    let mut text = String::new();
    for record in records {
        let words: Vec<Value> = record
            .entries
            .iter()
            .map(|entry| {
                let words = entry.words.as_ref().unwrap();
                json!({"salt": hex::encode(words.salt), "pieces": hex::encode(&words.pieces)})
            })
            .collect();
        let envelope = String::from_utf8(codec::encode(record).unwrap()).unwrap();
        text += &(json!({"record": envelope, "words": words}).to_string() + "\n");
    }
    text + &(json!({ "checkpoint": note }).to_string() + "\n")
}

fn read_journal(text: &str) -> (Vec<Record>, String) {
    let (mut records, mut note) = (Vec::new(), String::new());
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        if let Some(checkpoint) = line["checkpoint"].as_str() {
            checkpoint.clone_into(&mut note);
            continue;
        }
        let mut record = codec::decode(line["record"].as_str().unwrap().as_bytes()).unwrap();
        for (entry, words) in record.entries.iter_mut().zip(line["words"].as_array().unwrap()) {
            let bytes = |key: &str| hex::decode(words[key].as_str().unwrap()).unwrap();
            entry.words = Some(Words {
                salt: bytes("salt").try_into().unwrap(),
                pieces: bytes("pieces").into(),
            });
        }
        records.push(record);
    }
    (records, note)
}

fn open(entry: &Entry) -> codec::Body<Option<rostrum::domain::ids::ParticipantId>, Event> {
    codec::open_body(entry, codec::unchanged).unwrap().unwrap()
}

/// The frames of one audience as JSON lines: the state after the creation, every event after it, the last state.
fn frames(records: &[Record], audience: Audience) -> String {
    let entries: Vec<&Entry> = records.iter().flat_map(|record| &record.entries).collect();
    let hidden: BTreeSet<u64> = fold(records).hidden_entries().clone();
    let position = |seq| Position {
        epoch: EPOCH.to_owned(),
        seq,
    };
    let state = |session: &Session| {
        let view = Box::new(session.view(audience));
        let message = ServerMessage::State {
            position: position(session.head()),
            view,
        };
        String::from_utf8(frame::json(&message)).unwrap() + "\n"
    };
    let (mut session, mut text) = (Session::default(), String::new());
    let created = records[0].entries.len() as u64;
    for entry in entries {
        let body = open(entry);
        let (seq, at) = (entry.leaf.seq, entry.leaf.at);
        let touched = session.apply(seq, at, body.by, &body.event);
        if seq > created {
            let whole = visible(&body.event, seq, audience, &hidden);
            let message = ServerMessage::Event {
                seq,
                at,
                by: body.by.filter(|_| whole),
                entry: if whole {
                    EntryView::Whole(&body.event)
                } else {
                    EntryView::Redacted
                },
                patch: std::borrow::Cow::Owned(merge_patch(&session, &touched, audience)),
            };
            text += &(String::from_utf8(frame::json(&message)).unwrap() + "\n");
        } else if seq == created {
            text += &state(&session);
        }
    }
    text + &state(&session)
}

fn fold(records: &[Record]) -> Session {
    let mut session = Session::default();
    for entry in records.iter().flat_map(|record| &record.entries) {
        let body = open(entry);
        session.apply(entry.leaf.seq, entry.leaf.at, body.by, &body.event);
    }
    session
}

#[test]
fn j9_this_program_still_writes_the_golden_journal() {
    let records = history::records();
    let mut frontier = Frontier::new();
    records
        .iter()
        .flat_map(|record| &record.entries)
        .for_each(|entry| frontier.push(leaf_hash(&entry.leaf)));
    let note = Signer::from_seed(KEY_SEED).sign(history::SESSION, frontier.size(), frontier.root());
    let newest = VERSIONS[VERSIONS.len() - 1];
    golden(
        &format!("golden-{newest}.journal.jsonl"),
        &journal_text(&records, &note),
    );
}

#[test]
fn j9_the_golden_journals_are_replayed_to_the_golden_frames() {
    for version in VERSIONS {
        replayed(version);
    }
}

fn replayed(version: &str) {
    let text = fs::read_to_string(fixture(&format!("golden-{version}.journal.jsonl"))).unwrap();
    let (records, note) = read_journal(&text);
    let (mut guard, mut frontier) = (FoldGuard::new(), Frontier::new());
    for record in &records {
        guard.accept(record).unwrap();
        record
            .entries
            .iter()
            .for_each(|entry| frontier.push(leaf_hash(&entry.leaf)));
    }
    let key = Signer::from_seed(KEY_SEED).verifier_key(history::SESSION);
    let checkpoint = key
        .parse::<rostrum::journal::checkpoint::VerifierKey>()
        .unwrap()
        .open(&note)
        .unwrap();
    assert_eq!((checkpoint.size, checkpoint.root), (frontier.size(), frontier.root()));
    for (audience, name) in Audience::ALL.into_iter().zip(["moderators", "members", "public"]) {
        golden(
            &format!("golden-{version}.{name}.frames.jsonl"),
            &frames(&records, audience),
        );
    }
}

#[test]
fn j9_the_golden_history_has_every_event_of_this_version() {
    let schema = serde_json::to_value(rostrum::wire::schema::protocol()).unwrap();
    let variants = schema["$defs"]["Event"]["oneOf"].as_array().unwrap();
    let known: BTreeSet<&str> = variants
        .iter()
        .filter_map(|variant| variant["properties"]["type"]["const"].as_str())
        .collect();
    let records = history::records();
    let used: BTreeSet<String> = records
        .iter()
        .flat_map(|record| &record.entries)
        .map(|entry| {
            serde_json::to_value(&open(entry).event).unwrap()["type"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    let missing: Vec<&&str> = known.iter().filter(|name| !used.contains(**name)).collect();
    assert!(
        missing.is_empty() && known.len() == used.len(),
        "not in the golden history: {missing:?}"
    );
}
