//! The lines of a record, read strictly: each is taken apart, written anew, and must be the same bytes.

use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::journal::checkpoint::{self, VerifierKey};
use crate::journal::codec::{digest, to_canonical};
use crate::journal::{Hash, Leaf};
use crate::record::jsonl;
use crate::time::Timestamp;

/// How a line is refused whose content may be right and whose bytes are not.
const OTHER_FORM: &str = "it is not written in the one form that it may have";

/// The first line.
pub(super) struct Header {
    pub(super) session: Uuid,
    pub(super) title: String,
    pub(super) key: VerifierKey,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderFields {
    format: String,
    session: Uuid,
    title: String,
    key: String,
}

impl Header {
    pub(super) fn parse(line: &[u8]) -> Result<Self, String> {
        let fields: HeaderFields =
            serde_json::from_slice(line).map_err(|error| format!("it is not a record's header: {error}"))?;
        if fields.format != jsonl::FORMAT {
            return Err(format!("the format is not {}", jsonl::FORMAT));
        }
        let key: VerifierKey = fields
            .key
            .parse()
            .map_err(|_| "the key is not a verifier key".to_owned())?;
        if key.name() != checkpoint::origin(fields.session) {
            return Err("the key is not of this session".into());
        }
        require_form(line, &jsonl::header_line(fields.session, &fields.title, &key))?;
        Ok(Self {
            session: fields.session,
            title: fields.title,
            key,
        })
    }

    /// Checks that the first entry makes this session under this title.
    pub(super) fn check_first(&self, event: &Value) -> Result<(), String> {
        let text = |key: &str| event.get(key).and_then(Value::as_str);
        if text("type") != Some("session_created") {
            return Err("entry 1 does not create the session".into());
        }
        if text("session") != Some(&self.session.to_string()) {
            return Err("entry 1 creates another session than the header names".into());
        }
        if text("title") != Some(&self.title) {
            return Err("entry 1 has another title than the header".into());
        }
        Ok(())
    }
}

/// The line of one entry.
pub(super) struct EntryLine {
    pub(super) leaf: Leaf,
    /// What happened, where the line shows it.
    pub(super) event: Option<Value>,
}

impl EntryLine {
    pub(super) fn parse(line: &[u8]) -> Result<Self, String> {
        let fields: Map<String, Value> =
            serde_json::from_slice(line).map_err(|error| format!("it is not an entry: {error}"))?;
        let seq = fields.get("seq").and_then(Value::as_u64).ok_or("seq is not a number")?;
        let at = text(&fields, "at")?;
        let at: Timestamp = at.parse().map_err(|_| "at is not a time".to_owned())?;
        let mut keys: Vec<&str> = fields.keys().map(String::as_str).collect();
        keys.sort_unstable();
        match keys[..] {
            ["at", "digest", "seq"] => Self::digest_only(line, seq, at, &fields),
            ["at", "by", "command", "event", "salt", "seq"] => Self::full(line, seq, at, fields),
            _ => Err("an entry has seq and at, and either digest or salt, by, command and event".into()),
        }
    }

    fn digest_only(line: &[u8], seq: u64, at: Timestamp, fields: &Map<String, Value>) -> Result<Self, String> {
        let mut digest = Hash::default();
        hex::decode_to_slice(text(fields, "digest")?, &mut digest).map_err(|_| "digest is not 32 bytes in hex")?;
        let leaf = Leaf { seq, at, digest };
        require_form(line, &jsonl::digest_line(&leaf))?;
        Ok(Self { leaf, event: None })
    }

    fn full(line: &[u8], seq: u64, at: Timestamp, mut fields: Map<String, Value>) -> Result<Self, String> {
        let mut salt = [0; 16];
        hex::decode_to_slice(text(&fields, "salt")?, &mut salt).map_err(|_| "salt is not 16 bytes in hex")?;
        check_actor(&fields)?;
        if !fields.get("event").is_some_and(Value::is_object) {
            return Err("event is not an object".into());
        }
        fields.retain(|key, _| matches!(key.as_str(), "by" | "command" | "event"));
        let body = Value::Object(fields);
        let bytes = to_canonical(&body).map_err(|error| error.to_string())?;
        let leaf = Leaf {
            seq,
            at,
            digest: digest(&salt, &bytes),
        };
        let written = jsonl::full_line(&leaf, &salt, &bytes).map_err(|error| error.to_string())?;
        require_form(line, &written)?;
        Ok(Self {
            leaf,
            event: Some(body["event"].clone()),
        })
    }
}

/// Checks that `by` is a participant's number or null, and `command` a UUID or null.
fn check_actor(fields: &Map<String, Value>) -> Result<(), String> {
    if !fields.get("by").is_some_and(|by| by.is_null() || by.is_u64()) {
        return Err("by is neither a number nor null".into());
    }
    let is_uuid = |text: &str| Uuid::parse_str(text).is_ok_and(|uuid| uuid.to_string() == text);
    match fields.get("command") {
        Some(Value::Null) => Ok(()),
        Some(Value::String(command)) if is_uuid(command) => Ok(()),
        _ => Err("command is neither a UUID nor null".into()),
    }
}

/// The note of a checkpoint's line; `None` if the line is none.
pub(super) fn checkpoint(line: &[u8]) -> Result<Option<String>, String> {
    if !line.starts_with(b"{\"checkpoint\":") {
        return Ok(None);
    }
    let CheckpointFields { checkpoint } =
        serde_json::from_slice(line).map_err(|error| format!("it is not a checkpoint: {error}"))?;
    require_form(line, &jsonl::checkpoint_line(&checkpoint))?;
    Ok(Some(checkpoint))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckpointFields {
    checkpoint: String,
}

fn text<'a>(fields: &'a Map<String, Value>, key: &str) -> Result<&'a str, String> {
    fields
        .get(key)
        .and_then(Value::as_str)
        .ok_or_else(|| format!("{key} is not a text"))
}

fn require_form(line: &[u8], written: &str) -> Result<(), String> {
    if line == written.as_bytes() {
        Ok(())
    } else {
        Err(OTHER_FORM.into())
    }
}
