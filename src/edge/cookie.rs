//! Seats in cookies: named by session and participant, so that one browser can hold several (SPEC S6).

use axum::http::{HeaderMap, HeaderValue, header};
use axum_extra::extract::cookie::Cookie;

use super::Edge;
use super::metrics::{self, Limit};
use super::seat::{Holder, SeatKey};
use super::site::{Origin, Scheme};

/// What the name of every cookie of ours begins with.
const PREFIX: &str = "rostrum_";

fn name(holder: &Holder) -> String {
    format!("{PREFIX}{}_{}", holder.session.simple(), holder.participant)
}

/// The genuine seats among a request's cookies, in their order: browsers send first what they have had for longest
/// (RFC 6265, 5.4). Of two for one person the later one counts.
pub(super) fn seats(headers: &HeaderMap, key: &SeatKey) -> Vec<Holder> {
    let texts = headers.get_all(header::COOKIE).iter();
    let cookies = texts
        .filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse);
    let mut seats: Vec<Holder> = Vec::new();
    for cookie in cookies.flatten().filter(|cookie| cookie.name().starts_with(PREFIX)) {
        if let Some(holder) = key.open_seat(cookie.value())
            && cookie.name() == name(&holder)
        {
            seats.retain(|other| !same_person(other, &holder));
            seats.push(holder);
        }
    }
    seats
}

/// Whether the cookies of two seats have one name.
fn same_person(one: &Holder, other: &Holder) -> bool {
    (one.session, one.participant) == (other.session, other.participant)
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

    /// The `Set-Cookie`s that forget the oldest of a browser's seats, so that with the one that it takes now it has no
    /// more than the limit: a head that is full of cookies would keep it out of everything.
    pub(super) fn making_room(&self, headers: &HeaderMap, taken: &Holder) -> Vec<HeaderValue> {
        let mut others = seats(headers, &self.seats);
        others.retain(|other| !same_person(other, taken));
        let surplus = (others.len() + 1).saturating_sub(self.config.edge.seats_per_browser_max);
        if surplus > 0 {
            metrics::reached(Limit::SeatsPerBrowser);
        }
        let oldest = others.iter().take(surplus);
        oldest.filter_map(|holder| self.forgetting(holder)).collect()
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
