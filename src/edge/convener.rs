//! The convener's token: from the environment, or made at the first start and kept (SPEC S3).

use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::time::Timestamp;

/// The file in the data directory that a token made here is kept in.
const FILE: &str = "convener-token";

/// What whoever convenes sessions shows. Its `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct ConvenerToken(String);

impl fmt::Debug for ConvenerToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ConvenerToken").finish_non_exhaustive()
    }
}

/// A shorter token can be guessed.
const SAFE_CHARS_MIN: usize = 16;

/// Nobody could show this as a token: `Authorization` carries printable ASCII alone, and nothing at its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this token could never be sent in a header; use letters, digits and signs of ASCII alone, without white space at the \
     ends, for example what `head -c 24 /dev/urandom | base64` prints"
)]
pub struct UnsendableToken;

/// Where a token came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// It was there.
    Kept,
    /// It was made just now: nobody knows it yet.
    Made,
}

impl ConvenerToken {
    /// A token that somebody chose.
    ///
    /// # Errors
    /// [`UnsendableToken`], also for an empty one.
    pub fn chosen(text: &str) -> Result<Self, UnsendableToken> {
        let is_sendable = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if text.is_empty() || !is_sendable || text.trim() != text {
            return Err(UnsendableToken);
        }
        Ok(Self(text.to_owned()))
    }

    /// Whether it is so short that it might be guessed.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.0.len() < SAFE_CHARS_MIN
    }

    /// The token kept in the data directory, made and kept there if there is none. Only the owner can read the file.
    ///
    /// # Errors
    /// The file cannot be read or written, or holds no token.
    pub fn kept(data: &Path) -> io::Result<(Self, Found)> {
        let path = data.join(FILE);
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                let token = Self::chosen(text.trim()).map_err(|error| {
                    io::Error::new(io::ErrorKind::InvalidData, format!("{}: {error}", path.display()))
                })?;
                Ok((token, Found::Kept))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let token = Self(fresh()?);
                write_private(&path, &token.0)?;
                Ok((token, Found::Made))
            }
            Err(error) => Err(error),
        }
    }

    /// Forgets a token that was made just now and that nobody has learnt, so that the next start is a first one.
    ///
    /// # Errors
    /// The file cannot be removed.
    pub fn forget(data: &Path) -> io::Result<()> {
        std::fs::remove_file(data.join(FILE))
    }

    /// Whether it is the text; takes the same time wherever they differ.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        let digest = |text: &str| <[u8; 32]>::from(Sha256::digest(text.as_bytes()));
        digest(&self.0).ct_eq(&digest(text)).into()
    }

    /// The token's text, for whoever may have it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// 32 random bytes as text.
fn fresh() -> io::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Writes beside the place and moves it there, so that a token is there whole or not at all.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(&beside)?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    std::fs::rename(beside, path)
}

/// The secret of the set-up URL: good once, for a while, for learning the convener's token.
#[derive(Debug, Default)]
pub struct Setup {
    waiting: Mutex<Option<(ConvenerToken, Timestamp)>>,
}

impl Setup {
    /// Begins a set-up that ends at `until`, and gives its secret.
    ///
    /// # Errors
    /// The system has no randomness.
    pub fn begin(&self, until: Timestamp) -> io::Result<String> {
        let secret = fresh()?;
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = Some((ConvenerToken(secret.clone()), until));
        Ok(secret)
    }

    /// Whether `secret` is the one that is waited for. It is used up by this.
    #[must_use]
    pub fn redeem(&self, secret: &str, now: Timestamp) -> bool {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let good = waiting
            .as_ref()
            .is_some_and(|(expected, until)| expected.is(secret) && now <= *until);
        if good {
            *waiting = None;
        }
        good
    }
}

#[cfg(test)]
mod tests {
    use super::{ConvenerToken, Found, Setup};
    use crate::time::Timestamp;

    #[test]
    fn s3_a_token_is_made_once_and_only_its_owner_can_read_the_file() {
        let data = tempfile::tempdir().unwrap();
        let (made, found) = ConvenerToken::kept(data.path()).unwrap();
        assert_eq!(found, Found::Made);
        assert_eq!(made.reveal().len(), 43);
        assert_eq!(ConvenerToken::kept(data.path()).unwrap(), (made.clone(), Found::Kept));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let permissions = std::fs::metadata(data.path().join("convener-token"))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(permissions & 0o777, 0o600);
        }
        assert!(made.is(made.reveal()));
        assert!(!made.is(""));
        assert!(!made.is(&made.reveal()[1..]));
        assert!(!format!("{made:?}").contains(made.reveal()));
    }

    #[test]
    fn s52_a_token_is_what_a_header_carries_and_short_ones_are_weak() {
        for unsendable in [
            "",
            " ",
            "令牌",
            "caf\u{e9}",
            "a\tb",
            "a\n",
            "a\u{7f}",
            " a",
            "a ",
            "a\r",
        ] {
            assert!(ConvenerToken::chosen(unsendable).is_err(), "{unsendable:?}");
        }
        for (text, is_weak) in [
            ("t", true),
            ("a token of 15 ch", false),
            ("0123456789abcde", true),
            ("!~+/=", true),
        ] {
            assert_eq!(ConvenerToken::chosen(text).unwrap().is_weak(), is_weak, "{text}");
        }
        let data = tempfile::tempdir().unwrap();
        std::fs::write(data.path().join("convener-token"), "\n").unwrap();
        assert!(
            ConvenerToken::kept(data.path())
                .unwrap_err()
                .to_string()
                .contains("convener-token")
        );
    }

    #[test]
    fn s4_a_set_up_is_good_once_and_for_a_while() {
        let (before, until, after) = (
            Timestamp::from_millis(9),
            Timestamp::from_millis(10),
            Timestamp::from_millis(11),
        );
        let setup = Setup::default();
        assert!(!setup.redeem("", before));
        let secret = setup.begin(until).unwrap();
        assert!(!setup.redeem("another", before));
        assert!(!setup.redeem(&secret, after));
        assert!(setup.redeem(&secret, until));
        assert!(!setup.redeem(&secret, until));
    }
}
