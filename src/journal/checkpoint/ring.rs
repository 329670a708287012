//! All the keys that checkpoints were ever signed with: how one follows another, and how somebody who trusts an old one
//! comes to trust the new one (SPEC J22, J23).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Signer, VerifierKey};
use crate::journal::{Journal, JournalError, LaterKey, fresh_secret};
use crate::time::Timestamp;

/// The signers, the oldest first. New checkpoints are signed by the last; the others vouch for it.
#[derive(Debug, Clone)]
pub struct KeyRing {
    first: Signer,
    later: Vec<(Timestamp, Signer)>,
}

/// A verifier key as it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedKey {
    /// The note verifier key of the session.
    pub key: String,
    /// Since when it signs; absent for the first, which signed from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// A note by the key before it that says so; absent for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vouched: Option<String>,
}

impl KeyRing {
    /// The keys that the journal keeps; the first is made at the first call.
    ///
    /// # Errors
    /// The journal cannot be read or written.
    pub async fn of(journal: &dyn Journal) -> Result<Self, JournalError> {
        let first = Signer::from_seed(journal.secret("checkpoint").await?);
        let later = journal.later_keys().await?;
        let later = later.into_iter().map(|key| (key.since, Signer::from_seed(key.seed)));
        Ok(Self {
            first,
            later: later.collect(),
        })
    }

    /// The keys with one more, made now and kept durably: it signs from `now` on, or from the moment of the one before it if
    /// that is later.
    ///
    /// # Errors
    /// The journal cannot be read or written, or there is no randomness.
    pub async fn rotate(journal: &dyn Journal, now: Timestamp) -> Result<Self, JournalError> {
        loop {
            let ring = Self::of(journal).await?;
            let since = ring.later.last().map_or(now, |(since, _)| now.max(*since));
            let seed = fresh_secret()?;
            // Of two who rotate at once the second puts its key behind the first one's.
            if journal.add_key(ring.later.len(), LaterKey { seed, since }).await? {
                return Self::of(journal).await;
            }
        }
    }

    /// What new checkpoints are signed with.
    #[must_use]
    pub fn newest(&self) -> &Signer {
        self.later.last().map_or(&self.first, |(_, signer)| signer)
    }

    /// All verifier keys of a session, the oldest first, each vouched for by the one before it.
    #[must_use]
    pub fn published(&self, session: Uuid) -> Vec<PublishedKey> {
        let mut published = vec![PublishedKey {
            key: self.first.verifier_key(session),
            since: None,
            vouched: None,
        }];
        let mut before = &self.first;
        for (since, signer) in &self.later {
            published.push(PublishedKey {
                key: signer.verifier_key(session),
                since: Some(*since),
                vouched: Some(before.vouch(session, *since, signer)),
            });
            before = signer;
        }
        published
    }
}

/// What [`follow`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// The keys from the trusted one to the newest, each with the moment since when it signs.
    pub keys: Vec<(VerifierKey, Option<Timestamp>)>,
}

/// Follows published keys from the one that is trusted, or from the first where none is named: each must be vouched for by
/// the one before it.
///
/// # Errors
/// Says which key, counted from 1, is wrong and how, or that the trusted one is not there.
pub fn follow(published: &[PublishedKey], trusted: Option<&VerifierKey>) -> Result<Followed, String> {
    let mut keys: Vec<(VerifierKey, Option<Timestamp>)> = Vec::new();
    for (place, own) in (1..).zip(published) {
        let key: VerifierKey = own.key.parse().map_err(|error| format!("key {place}: {error}"))?;
        if let Some((before, earlier)) = keys.last() {
            let note = own
                .vouched
                .as_deref()
                .ok_or_else(|| format!("key {place}: no key vouches for it"))?;
            let said = before
                .open_succession(note)
                .map_err(|error| format!("key {place}: {error}"))?;
            if said.next != key || Some(said.since) != own.since || own.since < *earlier {
                return Err(format!(
                    "key {place}: the key before it vouches for another key or moment"
                ));
            }
        }
        // What comes before the trusted key proves nothing, and is not looked at.
        if !keys.is_empty() || trusted.is_none_or(|trusted| *trusted == key) {
            keys.push((key, own.since));
        }
    }
    if keys.is_empty() {
        return Err("the trusted key is none of the keys".to_owned());
    }
    Ok(Followed { keys })
}
