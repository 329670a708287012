//! Invitations and seats: session, participant and generation under a MAC of the server's seat key (SPEC S2).
//!
//! The journal holds generations and never tokens: the same facts give the same token, at any time, on any node.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::domain::ids::ParticipantId;
use crate::time::Timestamp;

/// What the MAC begins with: an invitation is never good as a seat, nor a seat as an invitation.
const INVITATION: &[u8] = b"rostrum invitation 1\0";
const SEAT: &[u8] = b"rostrum seat 1\0";

const SEAT_BYTES: usize = 32;
const INVITATION_BYTES: usize = SEAT_BYTES + 8;
const MAC_BYTES: usize = 32;

/// Whose seat it is, as a genuine token says; whether it is still valid is the session's to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// In which session.
    pub session: Uuid,
    /// Who.
    pub participant: ParticipantId,
    /// Of which generation.
    pub generation: u64,
}

/// A genuine invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invited {
    /// Whose it is.
    pub holder: Holder,
    /// The last moment at which it can be redeemed.
    pub until: Timestamp,
}

/// The key that tokens are made and checked with. Its `Debug` shows nothing of it.
#[derive(Clone)]
pub struct SeatKey {
    secret: [u8; 32],
}

impl fmt::Debug for SeatKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SeatKey").finish_non_exhaustive()
    }
}

impl SeatKey {
    /// The key with this secret.
    #[must_use]
    pub const fn new(secret: [u8; 32]) -> Self {
        Self { secret }
    }

    /// The token of an invitation.
    #[must_use]
    pub fn invitation(&self, invited: &Invited) -> String {
        let mut facts = invited.holder.bytes().to_vec();
        facts.extend(invited.until.as_millis().to_be_bytes());
        self.token(INVITATION, facts)
    }

    /// What a token invites to; `None` if this key did not make it as an invitation.
    #[must_use]
    pub fn open_invitation(&self, token: &str) -> Option<Invited> {
        let facts: [u8; INVITATION_BYTES] = self.open(INVITATION, token)?;
        let (holder, until) = facts.split_first_chunk::<SEAT_BYTES>()?;
        Some(Invited {
            holder: Holder::from_bytes(holder),
            until: Timestamp::from_millis(u64::from_be_bytes(until.try_into().ok()?)),
        })
    }

    /// The token of a seat.
    #[must_use]
    pub fn seat(&self, holder: &Holder) -> String {
        self.token(SEAT, holder.bytes().to_vec())
    }

    /// Whose seat a token is; `None` if this key did not make it as a seat.
    #[must_use]
    pub fn open_seat(&self, token: &str) -> Option<Holder> {
        self.open(SEAT, token).map(|facts| Holder::from_bytes(&facts))
    }

    fn mac(&self, kind: &[u8], facts: &[u8]) -> Hmac<Sha256> {
        // HMAC itself fills a short key with zeros to the length of a block; so nothing here can fail.
        let mut block = [0; 64];
        block[..self.secret.len()].copy_from_slice(&self.secret);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(kind);
        mac.update(facts);
        mac
    }

    fn token(&self, kind: &[u8], mut facts: Vec<u8>) -> String {
        let mac = self.mac(kind, &facts).finalize().into_bytes();
        facts.extend(mac);
        URL_SAFE_NO_PAD.encode(facts)
    }

    fn open<const N: usize>(&self, kind: &[u8], token: &str) -> Option<[u8; N]> {
        // Long texts are none: nothing is decoded for them.
        if token.len() > (N + MAC_BYTES).div_ceil(3) * 4 {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (facts, mac) = bytes.split_first_chunk::<N>()?;
        // Compares in constant time, and the length too.
        self.mac(kind, facts).verify_slice(mac).ok()?;
        Some(*facts)
    }
}

impl Holder {
    fn bytes(&self) -> [u8; SEAT_BYTES] {
        let mut bytes = [0; SEAT_BYTES];
        bytes[..16].copy_from_slice(self.session.as_bytes());
        bytes[16..24].copy_from_slice(&self.participant.0.to_be_bytes());
        bytes[24..].copy_from_slice(&self.generation.to_be_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8; SEAT_BYTES]) -> Self {
        let number = |from: usize| {
            let mut eight = [0; 8];
            eight.copy_from_slice(&bytes[from..from + 8]);
            u64::from_be_bytes(eight)
        };
        let mut session = [0; 16];
        session.copy_from_slice(&bytes[..16]);
        Self {
            session: Uuid::from_bytes(session),
            participant: ParticipantId(number(16)),
            generation: number(24),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Holder, Invited, SeatKey};
    use crate::domain::ids::ParticipantId;
    use crate::time::Timestamp;
    use uuid::Uuid;

    fn invited() -> Invited {
        Invited {
            holder: Holder {
                session: Uuid::from_u128(7),
                participant: ParticipantId(3),
                generation: 2,
            },
            until: Timestamp::from_millis(1_800_000_000_000),
        }
    }

    #[test]
    fn s2_the_same_facts_give_the_same_token_and_come_back_out_of_it() {
        let key = SeatKey::new([9; 32]);
        let token = key.invitation(&invited());
        assert_eq!(token, key.invitation(&invited()));
        assert_eq!(key.open_invitation(&token), Some(invited()));
        let seat = key.seat(&invited().holder);
        assert_eq!(key.open_seat(&seat), Some(invited().holder));
    }

    #[test]
    fn s2_no_token_stands_for_another_kind_key_or_fact() {
        let key = SeatKey::new([9; 32]);
        let invitation = key.invitation(&invited());
        let seat = key.seat(&invited().holder);
        assert_eq!(key.open_seat(&invitation), None);
        assert_eq!(key.open_invitation(&seat), None);
        assert_eq!(SeatKey::new([8; 32]).open_seat(&seat), None);
        for place in 0..seat.len() {
            let mut altered = seat.clone().into_bytes();
            altered[place] = if altered[place] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(altered).unwrap();
            assert_eq!(key.open_seat(&altered), None, "altered at {place}");
        }
        for cut in 0..seat.len() {
            assert_eq!(key.open_seat(&seat[..cut]), None, "cut at {cut}");
        }
        assert_eq!(key.open_seat(&format!("{seat}A")), None);
        assert!(!format!("{key:?}").contains('9'));
    }
}
