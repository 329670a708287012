//! Everything that can be configured, every limit among it: flags > environment > file > defaults.

mod edge;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::limits::SessionLimits;
use crate::edge::site::{NotAnOrigin, Origin};
use crate::live::limits::LiveLimits;

pub use edge::EdgeLimits;

/// The whole configuration; each member is a key of the TOML file, with a table for each kind of limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The address that is listened on, `HOST:PORT`; port 0 takes a free one.
    pub listen: String,
    /// The directory that everything durable lies in.
    pub data: PathBuf,
    /// Where people reach the server, such as `https://consult.example`; the listening address if absent.
    pub public_url: Option<Origin>,
    /// Further sites whose pages may open sockets and change things here.
    pub allowed_origins: Vec<Origin>,
    /// How many minutes clocks are ahead of UTC where the server's people are: a day ends there when it ends for them, and
    /// what they read tells the times by these clocks.
    pub utc_offset_minutes: i32,
    /// Whether anybody may read `/metrics`; otherwise it takes the convener's token.
    pub metrics_open: bool,
    /// Limits of sessions.
    pub session: SessionLimits,
    /// Limits of rooms and their connections.
    pub live: LiveLimits,
    /// Limits of HTTP.
    pub edge: EdgeLimits,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".into(),
            data: "rostrum-data".into(),
            public_url: None,
            allowed_origins: Vec::new(),
            // China has one time.
            utc_offset_minutes: 8 * 60,
            metrics_open: false,
            session: SessionLimits::default(),
            live: LiveLimits::default(),
            edge: EdgeLimits::default(),
        }
    }
}

/// What flags and environment say; it goes before the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// In the place of [`Config::listen`].
    pub listen: Option<String>,
    /// In the place of [`Config::data`].
    pub data: Option<PathBuf>,
    /// In the place of [`Config::public_url`].
    pub public_url: Option<String>,
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the configuration {} cannot be read: {cause}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The file is not TOML, or has a key or value that means nothing; says line and key.
    #[error("the configuration {}: {cause}", path.display())]
    Wrong {
        /// Which file.
        path: PathBuf,
        /// Where, and what is wrong there.
        cause: Box<toml::de::Error>,
    },
    /// A value that no server could run with.
    #[error("the configuration's `{key}` {what}")]
    Impossible {
        /// Which key.
        key: &'static str,
        /// What is wrong with it.
        what: String,
    },
}

impl Config {
    /// Reads `file` if one is given, and puts `overrides` before it.
    ///
    /// # Errors
    /// [`ConfigError`] says which file, line and key.
    pub fn load(file: Option<&Path>, overrides: Overrides) -> Result<Self, ConfigError> {
        let mut config = match file {
            None => Self::default(),
            Some(path) => Self::read(path)?,
        };
        if let Some(listen) = overrides.listen {
            config.listen = listen;
        }
        if let Some(data) = overrides.data {
            config.data = data;
        }
        if let Some(url) = overrides.public_url {
            let origin = url
                .trim_end_matches('/')
                .parse()
                .map_err(|error: NotAnOrigin| ConfigError::Impossible {
                    key: "public_url",
                    what: error.to_string(),
                })?;
            config.public_url = Some(origin);
        }
        if !(-12 * 60..=14 * 60).contains(&config.utc_offset_minutes) {
            return Err(ConfigError::Impossible {
                key: "utc_offset_minutes",
                what: "must be one that some place on earth has, from -720 to 840".to_owned(),
            });
        }
        config.edge.check()?;
        config.check_rooms()?;
        Ok(config)
    }

    /// Refuses limits of sessions and rooms under which nobody could do anything.
    fn check_rooms(&self) -> Result<(), ConfigError> {
        let (session, live) = (&self.session, &self.live);
        let at_least = [
            ("session.title_chars_max", session.title_chars_max, 1),
            ("session.name_chars_max", session.name_chars_max, 1),
            ("session.reason_chars_max", session.reason_chars_max, 1),
            ("session.statement_chars_max", session.statement_chars_max, 1),
            ("session.conclusion_chars_max", session.conclusion_chars_max, 1),
            ("session.post_chars_max", session.post_chars_max, 1),
            ("session.commitment_chars_max", session.commitment_chars_max, 1),
            ("session.report_chars_max", session.report_chars_max, 1),
            ("session.follow_ups_max", session.follow_ups_max, 1),
            ("session.review_lines_max", session.review_lines_max, 1),
            ("session.findings_per_line_max", session.findings_per_line_max, 1),
            ("session.items_max", session.items_max, 1),
            ("session.participants_max", session.participants_max, 1),
            ("session.invited_per_call_max", session.invited_per_call_max, 1),
            ("session.waiting_per_item_max", session.waiting_per_item_max, 1),
            ("session.waiting_max", session.waiting_max, 1),
            ("session.form_versions_max", session.form_versions_max, 1),
            ("session.view_bytes_max", session.view_bytes_max, 64 * 1024),
            ("live.mailbox_max", live.mailbox_max, 1),
            ("live.batch_max", live.batch_max, 1),
            ("live.ring_entries_max", live.ring_entries_max, 1),
            ("live.replies_max", live.replies_max, 1),
            ("live.malformed_max", live.malformed_max as usize, 1),
            ("live.commands_per_second", live.commands_per_second as usize, 1),
            ("live.commands_burst", live.commands_burst as usize, 1),
            ("live.messages_per_second", live.messages_per_second as usize, 1),
            ("live.sockets_per_participant_max", live.sockets_per_participant_max, 1),
            ("live.sockets_per_session_max", live.sockets_per_session_max, 1),
        ];
        let times = [
            ("session.turn_limit_ms_max", session.turn_limit_ms_max, 1_000),
            ("live.hello_timeout_ms", live.hello_timeout_ms, 1),
            ("live.heartbeat_ms", live.heartbeat_ms, 1),
            ("live.write_timeout_ms", live.write_timeout_ms, 1),
        ];
        let sizes = at_least.map(|(key, value, least)| (key, value as u64, least));
        match sizes.into_iter().chain(times).find(|(_, value, least)| value < least) {
            None => Ok(()),
            Some((key, _, least)) => Err(ConfigError::Impossible {
                key,
                what: format!("must be at least {least}"),
            }),
        }
    }

    fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|cause| ConfigError::Unreadable {
            path: path.to_owned(),
            cause,
        })?;
        toml::from_str(&text).map_err(|cause| ConfigError::Wrong {
            path: path.to_owned(),
            cause: Box::new(cause),
        })
    }
}
