//! Whatever is refused over HTTP, and the one table from codes to statuses (SPEC P20).

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::domain::{Code, Refusal};
use crate::journal::JournalError;
use crate::live::Trouble;
use crate::wire::http::Problem;
use crate::wire::message::ServerMessage;

/// The stable code of a problem: a refusal's, or one that only HTTP has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemCode {
    /// A refusal.
    Refused(Code),
    /// No token that opens this.
    Unauthorized,
    /// Not an invitation of this server.
    InvitationInvalid,
    /// A page of another site asks.
    OriginRefused,
    /// The invitation's time is over.
    InvitationExpired,
    /// The invitation was renewed or revoked, or its person removed.
    InvitationRevoked,
    /// There is something here, but not for this method.
    MethodNotAllowed,
    /// A WebSocket of another version.
    UpgradeRequired,
}

impl ProblemCode {
    /// The status that goes with the code.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Refused(Code::Malformed) => StatusCode::BAD_REQUEST,
            Self::Refused(Code::NotPermitted) | Self::OriginRefused => StatusCode::FORBIDDEN,
            Self::Refused(Code::NotFound) => StatusCode::NOT_FOUND,
            Self::Refused(Code::TooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Refused(Code::RateLimited) => StatusCode::TOO_MANY_REQUESTS,
            Self::Refused(Code::Unavailable) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::Unauthorized | Self::InvitationInvalid => StatusCode::UNAUTHORIZED,
            Self::InvitationExpired | Self::InvitationRevoked => StatusCode::GONE,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::UpgradeRequired => StatusCode::UPGRADE_REQUIRED,
        }
    }

    /// The code's text.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Refused(code) => ServerMessage::code_name(code),
            Self::Unauthorized => "unauthorized".into(),
            Self::InvitationInvalid => "invitation_invalid".into(),
            Self::OriginRefused => "origin_refused".into(),
            Self::InvitationExpired => "invitation_expired".into(),
            Self::InvitationRevoked => "invitation_revoked".into(),
            Self::MethodNotAllowed => "method_not_allowed".into(),
            Self::UpgradeRequired => "upgrade_required".into(),
        }
    }

    /// One English sentence.
    const fn sentence(self) -> &'static str {
        match self {
            Self::Refused(code) => code.sentence(),
            Self::Unauthorized => "This needs a token or a seat that is valid.",
            Self::InvitationInvalid => "This is not an invitation of this server.",
            Self::OriginRefused => "Pages of this site may not do this here.",
            Self::InvitationExpired => "The time of this invitation is over; ask for a new one.",
            Self::InvitationRevoked => "This invitation holds no more; ask for a new one.",
            Self::MethodNotAllowed => "This cannot be done here with that method.",
            Self::UpgradeRequired => "Sockets of this server speak version 13 of the WebSocket protocol.",
        }
    }
}

/// A refusal over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    code: ProblemCode,
    sentence: String,
    retry_after_s: Option<u64>,
}

impl Refused {
    /// A refusal with a sentence of its own.
    #[must_use]
    pub fn because(code: ProblemCode, sentence: impl Into<String>) -> Self {
        let retry_after_s = match code {
            ProblemCode::Refused(Code::Unavailable | Code::RateLimited) => Some(1),
            _ => None,
        };
        Self {
            code,
            sentence: sentence.into(),
            retry_after_s,
        }
    }

    /// What came is not what this call takes.
    #[must_use]
    pub fn malformed(sentence: impl Into<String>) -> Self {
        Self::because(ProblemCode::Refused(Code::Malformed), sentence)
    }

    /// Too much of something from one address; it may come back after this many seconds.
    #[must_use]
    pub fn rate_limited(retry_after_s: u64) -> Self {
        Self {
            retry_after_s: Some(retry_after_s.max(1)),
            ..ProblemCode::Refused(Code::RateLimited).into()
        }
    }

    /// Which problem it is.
    #[must_use]
    pub const fn code(&self) -> ProblemCode {
        self.code
    }
}

impl From<ProblemCode> for Refused {
    fn from(code: ProblemCode) -> Self {
        Self::because(code, code.sentence())
    }
}

impl From<Code> for Refused {
    fn from(code: Code) -> Self {
        ProblemCode::Refused(code).into()
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::because(ProblemCode::Refused(refusal.code), refusal.message)
    }
}

impl From<Trouble> for Refused {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::NotFound => Code::NotFound.into(),
            Trouble::Unavailable => Code::Unavailable.into(),
            Trouble::Refused(refusal) => refusal.into(),
        }
    }
}

/// Logged here, where it is handled; the reader learns only that it cannot be done now.
impl From<JournalError> for Refused {
    fn from(error: JournalError) -> Self {
        tracing::error!(%error, "the journal cannot be read");
        Code::Unavailable.into()
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (status, code) = (self.code.status(), self.code.name());
        metrics::counter!("rostrum_http_problems_total", "code" => code.clone()).increment(1);
        let problem = Problem {
            kind: "about:blank",
            title: self.sentence,
            status: status.as_u16(),
            code,
        };
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if self.code == ProblemCode::UpgradeRequired {
            headers.insert(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
        }
        response
    }
}
