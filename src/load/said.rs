//! What a message says, read from its beginning: this server writes members in one order, so no JSON is parsed.

/// A message's beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said<'a> {
    /// One entry.
    Event {
        /// Its number.
        seq: u64,
        /// Who made it; `None` for the clock and what the reader may not see.
        by: Option<u64>,
    },
    /// The whole view.
    State {
        /// The history's name.
        epoch: &'a str,
        /// What it is the view of.
        seq: u64,
    },
    /// The answer to `hello`.
    Welcome,
    /// A command's answer: its entry, or the code of the refusal.
    Reply(Result<u64, &'a str>),
    /// Who is there.
    Presence,
    /// Anything else.
    Other,
}

/// Reads a message's beginning, [`super::frames::HEAD_BYTES`] of it or all there is.
///
/// `None` if it begins like a message that matters and goes on otherwise.
#[must_use]
pub fn said(head: &[u8]) -> Option<Said<'_>> {
    let mut rest = Rest(head);
    if !rest.passes(br#"{"type":""#) {
        return None;
    }
    match rest.up_to_quote()? {
        "event" => {
            rest.must(br#","seq":"#)?;
            let seq = rest.number()?;
            rest.must(br#","at":""#)?;
            rest.up_to_quote()?;
            rest.must(br#","by":"#)?;
            let by = if rest.passes(b"null") {
                None
            } else {
                Some(rest.number()?)
            };
            Some(Said::Event { seq, by })
        }
        "state" => {
            rest.must(br#","position":{"epoch":""#)?;
            let epoch = rest.up_to_quote()?;
            rest.must(br#","seq":"#)?;
            let seq = rest.number()?;
            Some(Said::State { epoch, seq })
        }
        "reply" => {
            // Absent if what was sent was no message.
            if rest.passes(br#","id":""#) {
                rest.up_to_quote()?;
            }
            if rest.passes(br#","ok":true,"seq":"#) {
                return Some(Said::Reply(Ok(rest.number()?)));
            }
            rest.must(br#","ok":false,"refusal":{"code":""#)?;
            Some(Said::Reply(Err(rest.up_to_quote()?)))
        }
        "welcome" => Some(Said::Welcome),
        "presence" => Some(Said::Presence),
        _ => Some(Said::Other),
    }
}

/// What has not been read of a head.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    /// Whether it goes on like this; then it stands behind it.
    fn passes(&mut self, text: &[u8]) -> bool {
        self.must(text).is_some()
    }

    fn must(&mut self, text: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(text)?;
        Some(())
    }

    /// A text without escapes, up to the quote that ends it.
    fn up_to_quote(&mut self) -> Option<&'a str> {
        let end = self.0.iter().position(|byte| *byte == b'"')?;
        let (text, rest) = self.0.split_at(end);
        self.0 = &rest[1..];
        str::from_utf8(text).ok()
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = None;
        while let [digit @ b'0'..=b'9', rest @ ..] = self.0 {
            let before: u64 = number.unwrap_or(0);
            number = Some(before.checked_mul(10)?.checked_add(u64::from(digit - b'0'))?);
            self.0 = rest;
        }
        // A number that is cut off is another number.
        number.filter(|_| !self.0.is_empty())
    }
}
