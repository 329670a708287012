//! Why a socket is closed, and whether the client shall come back (protocol.md, "Close codes").

use schemars::JsonSchema;
use serde::Serialize;

/// The codes this server closes with. 1008 and 4000–4099 mean: do not come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Close {
    /// 1000: the client left.
    Left,
    /// 1001: the server is going away, or could not keep up with the socket; come back.
    GoingAway,
    /// 1003: binary frames mean nothing here.
    BinaryFrame,
    /// 1008: too many messages that were none, or too much too fast.
    Abuse,
    /// 1009: a message over the limit.
    TooLarge,
    /// 4001: renewed, revoked or removed.
    SeatRevoked,
    /// 4002: the session cannot be served any more.
    SessionGone,
    /// 4003: more sockets than a participant may have; the oldest goes.
    Replaced,
    /// 4004: the first message was no `hello`, or none came in time.
    HelloExpected,
}

impl Close {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Left,
        Self::GoingAway,
        Self::BinaryFrame,
        Self::Abuse,
        Self::TooLarge,
        Self::SeatRevoked,
        Self::SessionGone,
        Self::Replaced,
        Self::HelloExpected,
    ];

    /// The code of RFC 6455.
    #[must_use]
    pub const fn code(self) -> u16 {
        match self {
            Self::Left => 1000,
            Self::GoingAway => 1001,
            Self::BinaryFrame => 1003,
            Self::Abuse => 1008,
            Self::TooLarge => 1009,
            Self::SeatRevoked => 4001,
            Self::SessionGone => 4002,
            Self::Replaced => 4003,
            Self::HelloExpected => 4004,
        }
    }

    /// What `bye` calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::GoingAway => "going_away",
            Self::BinaryFrame => "binary_frame",
            Self::Abuse => "abuse",
            Self::TooLarge => "too_large",
            Self::SeatRevoked => "seat_revoked",
            Self::SessionGone => "session_gone",
            Self::Replaced => "replaced",
            Self::HelloExpected => "hello_expected",
        }
    }
}
