//! The two halves of the key that checkpoints are signed with.

use std::fmt;
use std::str::FromStr;

use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Checkpoint, NotACheckpoint, origin};
use crate::journal::Hash;
use crate::time::Timestamp;

/// The signed note's number for Ed25519.
const ED25519: u8 = 1;

/// What a signature line begins with: an em dash and a space.
const SIGNATURE_MARK: &str = "\u{2014} ";

/// Signs checkpoints. Its `Debug` shows nothing of the key.
#[derive(Clone)]
pub struct Signer {
    key: SigningKey,
}

impl fmt::Debug for Signer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Signer").finish_non_exhaustive()
    }
}

impl Signer {
    /// The signer whose private key is made from these 32 secret bytes; the same seed gives the same key for ever.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self {
            key: SigningKey::from_bytes(&seed),
        }
    }

    /// The signed note saying that the session has `size` entries under this root.
    #[must_use]
    pub fn sign(&self, session: Uuid, size: u64, root: Hash) -> String {
        let checkpoint = Checkpoint {
            origin: origin(session),
            size,
            root,
        };
        self.note(session, &checkpoint.text())
    }

    /// The signed note saying that `next` signs the session's checkpoints from `since` on. Nobody can take it for a
    /// checkpoint: it has another first line.
    #[must_use]
    pub fn vouch(&self, session: Uuid, since: Timestamp, next: &Self) -> String {
        let succession = Succession {
            since,
            next: next.verifier(session),
        };
        self.note(session, &succession.text())
    }

    fn note(&self, session: Uuid, text: &str) -> String {
        let key = self.verifier(session);
        let mut signature = key.hash().to_vec();
        signature.extend(self.key.sign(text.as_bytes()).to_bytes());
        format!("{text}\n{SIGNATURE_MARK}{} {}\n", key.name, STANDARD.encode(signature))
    }

    /// The text by which anybody can check this session's notes, as a signed note's verifier key.
    #[must_use]
    pub fn verifier_key(&self, session: Uuid) -> String {
        self.verifier(session).to_string()
    }

    fn verifier(&self, session: Uuid) -> VerifierKey {
        VerifierKey {
            name: origin(session),
            key: self.key.verifying_key(),
        }
    }
}

/// Checks checkpoints: a name and a public key.
///
/// Its text is `<name>+<8 hex of the key's hash>+<base64 of 0x01 and the public key>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key: VerifyingKey,
}

/// The text is not a verifier key, or not in its only form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an Ed25519 verifier key of a signed note")]
pub struct NotAKey;

impl VerifierKey {
    /// The key's name, which is also the origin of the checkpoints it may sign.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first 4 bytes of SHA-256 over name, line feed, signature type and public key.
    fn hash(&self) -> [u8; 4] {
        let mut hasher = Sha256::new();
        hasher.update(&self.name);
        hasher.update([b'\n', ED25519]);
        hasher.update(self.key.as_bytes());
        let [a, b, c, d, ..] = Hash::from(hasher.finalize());
        [a, b, c, d]
    }

    /// The checkpoint that `note` is, if it is signed by this key and by nobody else, and ends with the signature.
    ///
    /// # Errors
    /// Says what of form, origin, key and signature is wrong.
    pub fn open(&self, note: &str) -> Result<Checkpoint, NotACheckpoint> {
        let note = Note::parse(note)?;
        let checkpoint = Checkpoint::parse(&note.text).ok_or(NotACheckpoint::Form)?;
        if checkpoint.origin != self.name {
            return Err(NotACheckpoint::Origin);
        }
        self.check(&note)?;
        Ok(checkpoint)
    }

    /// The key that follows this one, and since when, if `note` is this key's word for it.
    ///
    /// # Errors
    /// Says what of form, name, key and signature is wrong.
    pub fn open_succession(&self, note: &str) -> Result<Succession, NotACheckpoint> {
        let note = Note::parse(note)?;
        let succession = Succession::parse(&note.text).ok_or(NotACheckpoint::Form)?;
        if succession.next.name != self.name {
            return Err(NotACheckpoint::Origin);
        }
        self.check(&note)?;
        Ok(succession)
    }

    fn check(&self, note: &Note<'_>) -> Result<(), NotACheckpoint> {
        if note.name != self.name {
            return Err(NotACheckpoint::Origin);
        }
        if note.hash != self.hash() {
            return Err(NotACheckpoint::Key);
        }
        self.key
            .verify_strict(note.text.as_bytes(), &note.signature)
            .map_err(|_| NotACheckpoint::Signature)
    }
}

/// A signed note with one signature, taken apart; nothing of it is checked yet.
struct Note<'a> {
    text: String,
    name: &'a str,
    hash: [u8; 4],
    signature: Signature,
}

impl<'a> Note<'a> {
    fn parse(note: &'a str) -> Result<Self, NotACheckpoint> {
        let (text, signature) = note.split_once("\n\n").ok_or(NotACheckpoint::Form)?;
        let line = signature
            .strip_prefix(SIGNATURE_MARK)
            .and_then(|line| line.strip_suffix('\n'));
        let (name, signature) = line.and_then(|line| line.split_once(' ')).ok_or(NotACheckpoint::Form)?;
        let signature = STANDARD.decode(signature).map_err(|_| NotACheckpoint::Form)?;
        let (hash, signature) = signature.split_first_chunk::<4>().ok_or(NotACheckpoint::Form)?;
        Ok(Self {
            text: format!("{text}\n"),
            name,
            hash: *hash,
            signature: Signature::from_slice(signature).map_err(|_| NotACheckpoint::Form)?,
        })
    }
}

/// What an old key says of the one that follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// Since when the next key signs.
    pub since: Timestamp,
    /// That key.
    pub next: VerifierKey,
}

impl Succession {
    /// The signed text, every line with its end: the session with `/key`, the moment, the next verifier key.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}/key\n{}\n{}\n", self.next.name, self.since, self.next)
    }

    /// Reads back exactly what [`Succession::text`] writes.
    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.split_terminator('\n').skip(1);
        let since = lines.next()?.parse().ok()?;
        let next = lines.next()?.parse().ok()?;
        let succession = Self { since, next };
        (succession.text() == text).then_some(succession)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut typed = vec![ED25519];
        typed.extend(self.key.as_bytes());
        write!(
            formatter,
            "{}+{}+{}",
            self.name,
            hex::encode(self.hash()),
            STANDARD.encode(typed)
        )
    }
}

impl FromStr for VerifierKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        // The base64 may contain a plus sign, the name and the hash may not.
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(_), Some(typed)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NotAKey);
        };
        if name.is_empty() || name.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
            return Err(NotAKey);
        }
        let typed: [u8; 33] = STANDARD
            .decode(typed)
            .ok()
            .and_then(|typed| typed.try_into().ok())
            .ok_or(NotAKey)?;
        let [ED25519, public @ ..] = typed else {
            return Err(NotAKey);
        };
        let key = VerifyingKey::from_bytes(&public).map_err(|_| NotAKey)?;
        let parsed = Self {
            name: name.to_owned(),
            key,
        };
        // Compares the hash as well, and refuses a second spelling of the same key.
        if parsed.to_string() == text {
            Ok(parsed)
        } else {
            Err(NotAKey)
        }
    }
}
