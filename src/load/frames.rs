//! Frames as a server sends them, found in whatever pieces TCP brings (RFC 6455, 5.2).
//!
//! Nothing is allocated for a frame, and nothing is kept of it but its beginning.

/// The bytes of a payload that are kept: all that a crowd looks at in a message stands in them.
pub const HEAD_BYTES: usize = 160;
/// A header without a mask has at most so many bytes.
const HEADER_BYTES_MAX: usize = 10;
/// No message of this protocol comes near it.
pub const PAYLOAD_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// The longest payload of a control frame.
const CONTROL_BYTES_MAX: u64 = 125;

/// What a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole message.
    Text,
    /// Asks for a pong.
    Ping,
    /// Answers a ping.
    Pong,
    /// Ends the connection.
    Close,
}

/// A frame whose last byte has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame<'a> {
    /// What it is.
    pub kind: Kind,
    /// The first bytes of its payload, [`HEAD_BYTES`] at most.
    pub head: &'a [u8],
    /// Bytes of its payload.
    pub payload: u64,
}

/// The bytes are not what a server of this protocol sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// A masked frame, reserved bits, an unknown or binary kind, or a message in several frames.
    #[error("a frame of no kind that the protocol knows")]
    Kind,
    /// A length beyond any message, or not in its shortest form.
    #[error("a frame of an impossible length")]
    Length,
}

/// Finds the frames of one connection.
#[derive(Debug)]
pub struct Scanner {
    /// Header and head of a frame that has come in part.
    kept: [u8; HEADER_BYTES_MAX + HEAD_BYTES],
    kept_bytes: usize,
    /// What has come of it behind its head.
    passed: u64,
}

struct Header {
    kind: Kind,
    bytes: usize,
    payload: u64,
}

impl Header {
    /// The header that `bytes` begin with, once it is whole.
    fn read(bytes: &[u8]) -> Result<Option<Self>, Violation> {
        let [first, second, rest @ ..] = bytes else {
            return Ok(None);
        };
        let kind = match first {
            0x81 => Kind::Text,
            0x88 => Kind::Close,
            0x89 => Kind::Ping,
            0x8a => Kind::Pong,
            _ => return Err(Violation::Kind),
        };
        let (bytes, payload) = match second {
            0..=125 => (2, u64::from(*second)),
            126 => match rest.first_chunk() {
                Some(length) => (4, u64::from(u16::from_be_bytes(*length))),
                None => return Ok(None),
            },
            127 => match rest.first_chunk() {
                Some(length) => (10, u64::from_be_bytes(*length)),
                None => return Ok(None),
            },
            // Only clients mask.
            _ => return Err(Violation::Kind),
        };
        let shortest = match payload {
            0..=125 => 2,
            126..=0xffff => 4,
            _ => 10,
        };
        let most = if kind == Kind::Text {
            PAYLOAD_BYTES_MAX
        } else {
            CONTROL_BYTES_MAX
        };
        if bytes != shortest || payload > most {
            return Err(Violation::Length);
        }
        Ok(Some(Self { kind, bytes, payload }))
    }

    /// Bytes of header and head.
    fn beginning(&self) -> usize {
        self.bytes + usize::try_from(self.payload).map_or(HEAD_BYTES, |payload| payload.min(HEAD_BYTES))
    }

    const fn whole(&self) -> u64 {
        self.bytes as u64 + self.payload
    }

    fn frame<'a>(&self, bytes: &'a [u8]) -> Frame<'a> {
        Frame {
            kind: self.kind,
            head: &bytes[self.bytes..self.beginning()],
            payload: self.payload,
        }
    }
}

impl Default for Scanner {
    fn default() -> Self {
        Self {
            kept: [0; HEADER_BYTES_MAX + HEAD_BYTES],
            kept_bytes: 0,
            passed: 0,
        }
    }
}

impl Scanner {
    /// Takes what came next, and tells `each` of every frame that it completes, in order.
    ///
    /// # Errors
    /// [`Violation`]; nothing that follows means anything then.
    pub fn take(&mut self, mut bytes: &[u8], mut each: impl FnMut(Frame<'_>)) -> Result<(), Violation> {
        loop {
            if self.kept_bytes > 0 {
                match self.complete(&mut bytes)? {
                    None => return Ok(()),
                    Some(header) => each(header.frame(&self.kept)),
                }
                (self.kept_bytes, self.passed) = (0, 0);
            }
            match Header::read(bytes)? {
                Some(header) if header.whole() <= bytes.len() as u64 => {
                    each(header.frame(bytes));
                    let whole = usize::try_from(header.whole()).map_err(|_| Violation::Length)?;
                    bytes = &bytes[whole..];
                }
                Some(header) => {
                    let beginning = header.beginning().min(bytes.len());
                    self.keep(&bytes[..beginning]);
                    self.passed = (bytes.len() - beginning) as u64;
                    return Ok(());
                }
                None => {
                    self.keep(bytes);
                    return Ok(());
                }
            }
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.kept[self.kept_bytes..self.kept_bytes + bytes.len()].copy_from_slice(bytes);
        self.kept_bytes += bytes.len();
    }

    /// Takes what belongs to the frame that is kept; its header, once it is whole.
    fn complete(&mut self, bytes: &mut &[u8]) -> Result<Option<Header>, Violation> {
        loop {
            let header = Header::read(&self.kept[..self.kept_bytes])?;
            // Until its header is whole a frame is taken byte by byte: nine times at most.
            let beginning = header.as_ref().map_or(self.kept_bytes + 1, Header::beginning);
            let missing = beginning - self.kept_bytes;
            if let Some(header) = header
                && missing == 0
            {
                let wanted = header.whole() - beginning as u64 - self.passed;
                let passed = bytes.len().min(usize::try_from(wanted).unwrap_or(usize::MAX));
                *bytes = &bytes[passed..];
                self.passed += passed as u64;
                return Ok((passed as u64 == wanted).then_some(header));
            }
            if bytes.is_empty() {
                return Ok(None);
            }
            let got = missing.min(bytes.len());
            self.keep(&bytes[..got]);
            *bytes = &bytes[got..];
        }
    }
}
