//! How much of everything a live session and its connections take; a part of the configuration.

use serde::{Deserialize, Serialize};

/// Limits of rooms and connections (protocol.md, "Limits").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LiveLimits {
    /// Commands that wait for one session.
    pub mailbox_max: usize,
    /// Commands that become durable together.
    pub batch_max: usize,
    /// Entries kept in memory for those who come back.
    pub ring_entries_max: usize,
    /// About how many bytes they may take.
    pub ring_bytes_max: usize,
    /// Bytes of frames handed to a socket in one flush.
    pub flush_bytes_max: usize,
    /// A session without sockets leaves memory after this, in milliseconds.
    pub idle_ms: u64,
    /// Presence is told at most this often, in milliseconds.
    pub presence_interval_ms: u64,
    /// Who came and who went is recorded at most this often, in milliseconds.
    pub attendance_interval_ms: u64,
    /// Somebody without a socket is there for this long after the last one went, in milliseconds.
    pub departure_grace_ms: u64,
    /// Captions are passed on at most this often, in milliseconds.
    pub caption_interval_ms: u64,
    /// A checkpoint is signed at least this often while entries come, in milliseconds.
    pub checkpoint_interval_ms: u64,
    /// The first message is awaited this long, in milliseconds.
    pub hello_timeout_ms: u64,
    /// A sign of life is asked for this often, in milliseconds; two missed are death.
    pub heartbeat_ms: u64,
    /// A socket takes what is written to it in this time, in milliseconds, or is closed.
    pub write_timeout_ms: u64,
    /// Answers that wait for one connection; beyond, it is not read from.
    pub replies_max: usize,
    /// Messages that are none, before the socket is closed.
    pub malformed_max: u32,
    /// Commands a second for each participant.
    pub commands_per_second: u32,
    /// Commands that may come at once after a silence, for each participant.
    pub commands_burst: u32,
    /// Messages of any kind a second for each connection; beyond twenty seconds' worth at once it is closed.
    pub messages_per_second: u32,
    /// Sockets for each participant; the oldest is closed for a newer one.
    pub sockets_per_participant_max: usize,
    /// Sessions in memory at once; a further one is not opened until one has gone.
    pub sessions_max: usize,
    /// Sessions as they were that are kept in memory for whoever goes on from there.
    pub replays_kept_max: usize,
    /// Sockets of one session.
    pub sockets_per_session_max: usize,
    /// When clients shall come back after the server went away, in milliseconds.
    pub retry_ms: u64,
}

impl Default for LiveLimits {
    fn default() -> Self {
        Self {
            mailbox_max: 256,
            batch_max: 64,
            ring_entries_max: 1_024,
            ring_bytes_max: 4 * 1024 * 1024,
            flush_bytes_max: 256 * 1024,
            idle_ms: 300_000,
            presence_interval_ms: 1_000,
            attendance_interval_ms: 10_000,
            departure_grace_ms: 60_000,
            caption_interval_ms: 250,
            checkpoint_interval_ms: 60_000,
            hello_timeout_ms: 5_000,
            heartbeat_ms: 20_000,
            write_timeout_ms: 10_000,
            replies_max: 64,
            malformed_max: 10,
            commands_per_second: 10,
            commands_burst: 30,
            messages_per_second: 50,
            sockets_per_participant_max: 8,
            sessions_max: 10_000,
            replays_kept_max: 4,
            sockets_per_session_max: 20_000,
            retry_ms: 1_000,
        }
    }
}
