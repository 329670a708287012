//! Seats in cookies: named by session and participant, so that one browser can hold several (SPEC S6).

use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::cookie::CookieJar;

use super::Edge;
use super::seat::{Holder, SeatKey};
use super::site::{Origin, Scheme};

/// What the name of every cookie of ours begins with.
const PREFIX: &str = "rostrum_";

fn name(holder: &Holder) -> String {
    format!("{PREFIX}{}_{}", holder.session.simple(), holder.participant)
}

/// The genuine seats among a request's cookies.
pub(super) fn seats(headers: &HeaderMap, key: &SeatKey) -> Vec<Holder> {
    let jar = CookieJar::from_headers(headers);
    jar.iter()
        .filter(|cookie| cookie.name().starts_with(PREFIX))
        .filter_map(|cookie| {
            key.open_seat(cookie.value())
                .filter(|holder| cookie.name() == name(holder))
        })
        .collect()
}

impl Edge {
    /// The `Set-Cookie` that keeps a seat as long as an invitation can be redeemed.
    pub(super) fn keeping(&self, holder: &Holder) -> Option<HeaderValue> {
        let seconds = self.config.edge.invitation_lifetime_ms / 1_000;
        self.cookie(holder, &self.seats.seat(holder), seconds)
    }

    /// The `Set-Cookie` that forgets a seat.
    pub(super) fn forgetting(&self, holder: &Holder) -> Option<HeaderValue> {
        self.cookie(holder, "", 0)
    }

    fn cookie(&self, holder: &Holder, token: &str, seconds: u64) -> Option<HeaderValue> {
        let name = name(holder);
        let url = self.config.public_url.as_ref();
        let secure = match url.map(Origin::scheme) {
            Some(Scheme::Https) => "; Secure",
            Some(Scheme::Http) | None => "",
        };
        // Name and token are of letters, digits, `-` and `_` only, so nothing needs quoting.
        let text = format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
        let mut value = HeaderValue::try_from(text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}
