//! How much of everything HTTP takes; a part of the configuration.

use serde::{Deserialize, Serialize};

use super::ConfigError;

/// Limits of HTTP and of the way into a socket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EdgeLimits {
    /// Connections at once, sockets among them; further ones are told that there is no place, and closed.
    pub connections_max: usize,
    /// How many are told so at the same time; further ones are closed at once.
    pub turned_away_max: usize,
    /// Connections of one address that have not sent a request yet; further ones are closed at once.
    pub unfinished_per_address_max: usize,
    /// A request's head comes within this time, in milliseconds, or the connection is closed.
    pub header_timeout_ms: u64,
    /// Bytes of a request's head, from 8,192.
    pub header_bytes_max: usize,
    /// Bytes of a request's body.
    pub body_bytes_max: usize,
    /// Bytes of a body that holds an invitation or the secret of the set-up URL, sent by whoever has shown nothing yet.
    pub secret_body_bytes_max: usize,
    /// A request's body comes within this time, in milliseconds.
    pub body_timeout_ms: u64,
    /// Bytes of a message that comes over a socket.
    pub inbound_message_bytes_max: usize,
    /// A socket's closing handshake takes at most this time, in milliseconds.
    pub close_timeout_ms: u64,
    /// Failed joins and refused handshakes that an address may have a minute; those that succeed do not count.
    pub failed_joins_per_minute: u32,
    /// How many of them may come at once after a silence.
    pub failed_joins_burst: u32,
    /// Seats that a browser keeps in cookies, which all come with every request: with one more it forgets the oldest.
    pub seats_per_browser_max: usize,
    /// Lines of a page that does not say how many.
    pub page_default: usize,
    /// Lines of a page.
    pub page_max: usize,
    /// How long an invitation can be redeemed, in milliseconds.
    pub invitation_lifetime_ms: u64,
    /// How long the set-up URL can be used, in milliseconds.
    pub setup_lifetime_ms: u64,
    /// How long going away may take, in milliseconds.
    pub shutdown_timeout_ms: u64,
    /// Texts that are made into QR codes by one call.
    pub qr_texts_max: usize,
    /// Bytes of each such text, at most 2,048: a code holds little more.
    pub qr_text_bytes_max: usize,
    /// Calls whose QR codes are drawn at the same time.
    pub qr_orders_max: usize,
    /// Transcripts that are made at the same time.
    pub exports_max: usize,
    /// Transcripts of one session that one seat, or the convener, has made at the same time; a further one is refused.
    pub exports_per_seat_max: usize,
    /// Sessions that are folded at the same time to show how they were.
    pub replays_max: usize,
    /// Those of them that one seat, or the convener, has asked for; a further one is refused.
    pub replays_per_seat_max: usize,
    /// How long what finds all places taken waits, in milliseconds, before it is `unavailable`.
    pub export_patience_ms: u64,
    /// Characters that are looked for by one search.
    pub query_chars_max: usize,
    /// Terms that are looked for by one search.
    pub query_terms_max: usize,
    /// Hits of a search that does not say how many.
    pub hits_default: usize,
    /// Hits of a search.
    pub hits_max: usize,
    /// Characters of a passage that are shown with a hit, from 40.
    pub excerpt_chars_max: usize,
    /// Searches at the same time.
    pub searches_max: usize,
    /// Searches of one session that one seat, or the convener, has at the same time; a further one is refused.
    pub searches_per_seat_max: usize,
    /// How long a search waits for a place, and how long it takes after that, in milliseconds, before it is `unavailable`.
    pub search_patience_ms: u64,
    /// Countings of who was heard that are made at the same time.
    pub participations_max: usize,
    /// Those of them that one seat, or the convener, has asked for; a further one is refused.
    pub participations_per_seat_max: usize,
    /// Sessions whose turns are kept folded, so that only what is new is read when somebody asks again; 0 keeps none.
    pub participation_kept_max: usize,
    /// Sessions that are counted as one. Of a longer series the newest are.
    pub participation_sessions_max: usize,
    /// Sessions that are looked at, the newest first, to find those of a series.
    pub participation_looks_max: usize,
    /// People that an answer lists; the figures and the table have all.
    pub participation_people_max: usize,
    /// Sectors, and venues, that an answer lists; the figures and the table have all.
    pub participation_groups_max: usize,
    /// A connection whose peer takes nothing for this long is cut, in milliseconds. A socket has `live.write_timeout_ms`.
    pub stalled_timeout_ms: u64,
    /// Bytes that the kernel holds for a connection whose peer is slow; it takes about twice as much memory for them.
    pub send_buffer_bytes: usize,
}

/// The largest QR code of medium correction holds 2,331 bytes.
const QR_BYTES_MAX: usize = 2_048;
/// A seat's cookie as it comes with a request: its name, a token of 86 characters, and what is around them.
const SEAT_COOKIE_BYTES: usize = 140;
/// What a browser says beside our cookies.
const HEAD_WITHOUT_SEATS_BYTES: usize = 2_048;
const MINUTE_MS: u64 = 60_000;
const DAY_MS: u64 = 24 * 60 * MINUTE_MS;

impl Default for EdgeLimits {
    fn default() -> Self {
        Self {
            connections_max: 25_000,
            turned_away_max: 256,
            // A hall of 500 people has one address, and browsers open connections ahead of need.
            unfinished_per_address_max: 4_096,
            header_timeout_ms: 10_000,
            header_bytes_max: 16 * 1024,
            body_bytes_max: 1024 * 1024,
            secret_body_bytes_max: 4 * 1024,
            body_timeout_ms: 10_000,
            inbound_message_bytes_max: 64 * 1024,
            // A revoked seat's socket is gone within a second, whatever its peer does.
            close_timeout_ms: 500,
            failed_joins_per_minute: 60,
            failed_joins_burst: 200,
            seats_per_browser_max: 40,
            page_default: 100,
            page_max: 500,
            invitation_lifetime_ms: 90 * DAY_MS,
            setup_lifetime_ms: 30 * MINUTE_MS,
            shutdown_timeout_ms: 8_000,
            qr_texts_max: 100,
            qr_text_bytes_max: 1_024,
            qr_orders_max: 4,
            exports_max: 8,
            exports_per_seat_max: 2,
            replays_max: 2,
            replays_per_seat_max: 2,
            export_patience_ms: 5_000,
            query_chars_max: 200,
            query_terms_max: 8,
            hits_default: 20,
            hits_max: 100,
            excerpt_chars_max: 200,
            searches_max: 8,
            searches_per_seat_max: 2,
            search_patience_ms: 5_000,
            participations_max: 4,
            participations_per_seat_max: 2,
            participation_kept_max: 64,
            participation_sessions_max: 50,
            participation_looks_max: 10_000,
            participation_people_max: 1_000,
            participation_groups_max: 200,
            stalled_timeout_ms: 30_000,
            send_buffer_bytes: 128 * 1024,
        }
    }
}

impl EdgeLimits {
    /// Refuses what would keep the server from answering anybody.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let at_least_one = [
            ("edge.connections_max", self.connections_max),
            ("edge.unfinished_per_address_max", self.unfinished_per_address_max),
            ("edge.body_bytes_max", self.body_bytes_max),
            ("edge.secret_body_bytes_max", self.secret_body_bytes_max),
            ("edge.inbound_message_bytes_max", self.inbound_message_bytes_max),
            ("edge.failed_joins_per_minute", self.failed_joins_per_minute as usize),
            ("edge.failed_joins_burst", self.failed_joins_burst as usize),
            ("edge.seats_per_browser_max", self.seats_per_browser_max),
            ("edge.page_default", self.page_default),
            ("edge.qr_texts_max", self.qr_texts_max),
            ("edge.qr_text_bytes_max", self.qr_text_bytes_max),
            ("edge.qr_orders_max", self.qr_orders_max),
            ("edge.exports_max", self.exports_max),
            ("edge.exports_per_seat_max", self.exports_per_seat_max),
            ("edge.replays_max", self.replays_max),
            ("edge.replays_per_seat_max", self.replays_per_seat_max),
            ("edge.query_chars_max", self.query_chars_max),
            ("edge.query_terms_max", self.query_terms_max),
            ("edge.hits_default", self.hits_default),
            ("edge.searches_max", self.searches_max),
            ("edge.searches_per_seat_max", self.searches_per_seat_max),
            ("edge.participations_max", self.participations_max),
            ("edge.participations_per_seat_max", self.participations_per_seat_max),
            ("edge.participation_sessions_max", self.participation_sessions_max),
            ("edge.participation_looks_max", self.participation_looks_max),
            ("edge.participation_people_max", self.participation_people_max),
            ("edge.participation_groups_max", self.participation_groups_max),
        ];
        let impossible = |key, what: &str| {
            Err(ConfigError::Impossible {
                key,
                what: what.to_owned(),
            })
        };
        for (key, value) in at_least_one {
            if value == 0 {
                return impossible(key, "must be at least 1");
            }
        }
        if self.page_max < self.page_default {
            return impossible("edge.page_max", "must be at least `edge.page_default`");
        }
        if self.hits_max < self.hits_default {
            return impossible("edge.hits_max", "must be at least `edge.hits_default`");
        }
        if self.excerpt_chars_max < 40 {
            return impossible("edge.excerpt_chars_max", "must be at least 40");
        }
        if self.qr_text_bytes_max > QR_BYTES_MAX {
            return impossible("edge.qr_text_bytes_max", "must be at most 2048");
        }
        if self.header_bytes_max < 8_192 {
            return impossible("edge.header_bytes_max", "must be at least 8192");
        }
        let for_seats = self.header_bytes_max - HEAD_WITHOUT_SEATS_BYTES;
        if self.seats_per_browser_max > for_seats / SEAT_COOKIE_BYTES {
            return impossible(
                "edge.seats_per_browser_max",
                "must leave room in `edge.header_bytes_max`: a seat's cookie takes 140 bytes, the rest of a head 2048",
            );
        }
        Ok(())
    }
}
